"""What a sentence denies, from its syntax: the words under a negator or a verb of denial.

'The sides did not agree', 'no deal was reached', 'the minister denied that they were exchanged' deny agree, deal and
exchange. Scope follows the syntax (Councill, McDonald and Velikovich 2010); a light verb passes it on to its object.
"""

from dataclasses import dataclass

import pandas as pd

from newsangle.claims.lexicon import read_lexicon

_WORDS = read_lexicon("relations")
_NEGATORS = set(_WORDS["negators"])
_DENIALS = set(_WORDS["denials"])
_LIGHT = {"be", "have", "do", "get", "make", "take", "give", "reach", "strike", "want", "seek", "plan", "try", "intend", "think",
          "believe", "know", "feel", "say", "demand", "call"}  # fmt: skip
_SAID = ("VERB", "NOUN")


@dataclass(frozen=True)
class Polarity:
    """The lemmas of the verbs and nouns that a sentence denies, and of those that it states."""

    denied: frozenset[str]
    stated: frozenset[str]

    def clash(self, other: "Polarity") -> list[str]:
        """Return what one denies and the other states, in alphabetical order."""
        return sorted((self.denied & other.stated - other.denied) | (other.denied & self.stated - self.denied))


def polarities(sentences: pd.DataFrame, tokens: pd.DataFrame) -> list[Polarity]:
    """Return the polarity of every sentence."""
    words = {key: rows for key, rows in tokens.groupby("sentence_id", sort=False)}
    empty = Polarity(frozenset(), frozenset())
    return [_polarity(words[key]) if key in words else empty for key in sentences["sentence_id"]]


def _polarity(rows: pd.DataFrame) -> Polarity:
    lemma = [word.lower() for word in rows["lemma"]]
    pos, dep, head = rows["pos"].tolist(), rows["dep"].tolist(), rows["head"].tolist()
    children: dict[int, list[int]] = {}
    for i, of in enumerate(head):
        if of != i:
            children.setdefault(of, []).append(i)

    def reach(i: int, depth: int = 0) -> set[int]:
        """Return the words that a negation of word i denies."""
        below = children.get(i, [])
        if pos[i] in ("VERB", "AUX") and lemma[i] in _LIGHT and depth < 3:
            objects = [j for j in below if dep[j] in ("attr", "acomp", "dobj", "xcomp", "nsubjpass", "oprd", "ccomp")]
            return set().union(*(reach(j, depth + 1) for j in objects)) if objects else set()
        return {i}

    denied: set[int] = set()
    for i, word in enumerate(lemma):
        if dep[i] == "neg" or word in ("not", "never", "n't", "n’t") or (word in _NEGATORS and dep[i] == "det"):
            denied |= reach(head[i])
        elif word == "without":
            denied |= {j for j in children.get(i, []) if dep[j] in ("pobj", "pcomp")}
        elif word in _DENIALS and pos[i] == "VERB":
            for j in children.get(i, []):
                if dep[j] in ("dobj", "ccomp", "xcomp", "nsubjpass"):
                    denied |= reach(j)
    said = {lemma[i] for i in range(len(lemma)) if pos[i] in _SAID and i not in denied and lemma[i] not in _LIGHT}
    return Polarity(frozenset(lemma[i] for i in denied if pos[i] in _SAID), frozenset(said - _DENIALS))
