"""What a sentence denies, from its syntax: the words under a negator or a verb of denial.

'The sides did not agree', 'no deal was reached', 'the minister denied that they were exchanged' deny agree, deal and
exchange. Scope follows the syntax (Councill, McDonald and Velikovich 2010); a light verb passes it on to its object.
"""

from dataclasses import dataclass

import pandas as pd

from newsangle.claims.lexicon import read_lexicon
from newsangle.claims.syntax import Syntax

_WORDS = read_lexicon("relations")
_NEGATORS = set(_WORDS["negators"])
_DENIALS = set(_WORDS["denials"])
_LIGHT = {"be", "have", "do", "get", "make", "take", "give", "reach", "strike", "want", "seek", "plan", "try", "intend",
          "think",
          "believe", "know", "feel", "say", "demand", "call"}  # fmt: skip
_NOT = ("not", "never", "n't", "n’t")
_PASSED_ON = ("attr", "acomp", "dobj", "xcomp", "nsubjpass", "oprd", "ccomp")
_SAID = ("VERB", "NOUN")


@dataclass(frozen=True)
class Polarity:
    """The lemmas of the verbs and nouns that a sentence denies, and of those that it states."""

    denied: frozenset[str]
    stated: frozenset[str]

    def clash(self, other: "Polarity") -> list[str]:
        """Return what one denies and the other states, in alphabetical order."""
        return sorted((self.denied & other.stated - other.denied) | (other.denied & self.stated - self.denied))


def polarities(sentences: pd.DataFrame, syntax: dict[str, Syntax]) -> list[Polarity]:
    """Return the polarity of every sentence."""
    empty = Polarity(frozenset(), frozenset())
    return [_polarity(syntax[key]) if key in syntax else empty for key in sentences["sentence_id"].tolist()]


def _polarity(words: Syntax) -> Polarity:
    denied: set[int] = set()
    for i, word in enumerate(words.lemma):
        if words.dep[i] == "neg" or word in _NOT or (word in _NEGATORS and words.dep[i] == "det"):
            denied |= _reach(words, words.head[i])
        elif word == "without":
            denied |= {j for j in words.children[i] if words.dep[j] in ("pobj", "pcomp")}
        elif word in _DENIALS and words.pos[i] == "VERB":
            for j in words.children[i]:
                if words.dep[j] in ("dobj", "ccomp", "xcomp", "nsubjpass"):
                    denied |= _reach(words, j)
    said = [i for i, pos in enumerate(words.pos) if pos in _SAID and words.lemma[i] not in _LIGHT | _DENIALS]
    return Polarity(
        frozenset(words.lemma[i] for i in denied if words.pos[i] in _SAID),
        frozenset(words.lemma[i] for i in said if i not in denied),
    )


def _reach(words: Syntax, i: int, depth: int = 0) -> set[int]:
    """Return the words that a negation of word i denies: itself, or a light verb's objects."""
    if words.pos[i] not in ("VERB", "AUX") or words.lemma[i] not in _LIGHT or depth > 2:
        return {i}
    return {k for j in words.children[i] if words.dep[j] in _PASSED_ON for k in _reach(words, j, depth + 1)}
