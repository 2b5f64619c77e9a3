"""What a quantity counts and what is said of it, from the syntax of its sentence.

'12,000 fallen soldiers' and 'the remains of 6,000 soldiers' count the same thing; 'seven people were killed' and '51
people were taken to hospital' do not. The thing is the noun that the number belongs to; what is said of it is the
nearest verb above it, and the participles that describe it.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from newsangle.language import NO_WORDS, Syntax, embed
from newsangle.language.dependents import (
    complements,
    is_before_noun,
    is_object,
    is_subject,
    object_of_of,
    participles,
    verbs_about,
)  # fmt: skip
from newsangle.language.lexicons import read_lexicon
from newsangle.language.negation import FACT, standing
from newsangle.quantities.comparison import Quantity

NEAR = 0.45  # cosine from which two nouns, or two verbs, are taken for one
_LIGHT_VERBS = {"be", "have", "do", "say", "tell", "add", "include", "see", "get", "make", "take", "give", "claim"}
_STEPS = 6  # words up the tree
SCALES = set(read_lexicon("claims", "relations")["scales"])
_SCALES_BEHIND = tuple(sorted(SCALES))
_SAYING = set(read_lexicon("claims", "relations")["saying"])
_SUMS = read_lexicon("claims", "relations")["sums"]
_PERSONS = {"person", "people", "individual", "human", "life", "soul", "citizen", "victim", "other", "one"}
_CLASS = {
    word: (family, i)
    for family, lists in read_lexicon("claims", "relations")["distinct"].items()
    for i, words in enumerate(lists)
    for word in words
}
_HARM = {word for words in read_lexicon("claims", "relations")["distinct"]["harm"] for word in words}
_GROUP = {word: i for i, words in enumerate(read_lexicon("claims", "relations")["synonyms"]) for word in words}


@dataclass(frozen=True)
class Context:
    """The noun that a quantity counts, the nouns it depends on, and the verbs said of it, as lemmas.

    measured: the noun is what the quantity measures ('turnout was 71 per cent', 'a magnitude of 6.4'). origin: it is
    what something changed from ('down from 4.6 billion'). name: the noun is a name. saying: it depends on a verb of
    saying. predicate: the place of the verb above in its sentence, or −1. standing: whether that verb states a fact, a
    plan or what is left open (language.negation).
    """

    noun: str = ""
    above: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    measured: bool = False
    origin: bool = False
    name: bool = False
    saying: bool = False
    predicate: int = -1
    standing: str = FACT


def contexts(
    sentences: pd.DataFrame, syntax: dict[str, Syntax], quantities: list[list[Quantity]]
) -> list[list[Context]]:
    """Return the context of every quantity of every sentence."""
    places = zip(sentences["sentence_id"].tolist(), sentences["start"].tolist(), quantities, strict=True)
    return [[_context(q, syntax.get(key, NO_WORDS), start) for q in own] for key, start, own in places]


def _context(quantity: Quantity, words: Syntax, offset: int) -> Context:
    start, end = offset + quantity.start, offset + quantity.end
    inside = {i for i in range(len(words)) if words.start[i] < end and words.end[i] > start}
    outer = [i for i in sorted(inside) if words.head[i] not in inside or words.head[i] == i]
    if not outer:
        return Context(quantity.referent.lower())
    if harmed := _harmed(words, max(inside) + 1):
        return Context(noun="people", verbs=(harmed,))
    anchor = node = outer[-1]
    nouns = _of(words, anchor)
    for _ in range(_STEPS):
        if node not in inside and words.pos[node] in ("VERB", "AUX"):
            break
        if node not in inside and words.pos[node] in ("NOUN", "PROPN") and node not in nouns:
            nouns.append(node)
        if words.head[node] == node:
            break
        node = words.head[node]
    verbs = [node] if words.pos[node] in ("VERB", "AUX") else []
    if verbs and words.lemma[node] in _LIGHT_VERBS:
        verbs += [i for i in complements(words, node) if i not in nouns]
    for i in [anchor, *nouns[:1]]:
        verbs += verbs_about(words, i)
    scale = next((words.lemma[i] for i in _beside(words, inside) if words.lemma[i] in SCALES), "")
    if quantity.referent.lower().startswith(_SCALES_BEHIND):
        scale = quantity.referent.lower().split()[0]
    measured = not nouns and not (quantity.kind == "number" and quantity.referent)
    subjects = [i for i in words.children[node] if _is_measured(words, i) and i not in inside] if measured else []
    subjects.sort(key=lambda i: words.lemma[i] not in _SUMS)  # 'the ministry put the death toll at 14'
    of, told = _summed(words, subjects[0]) if subjects else ("", [])
    said = [*told, *(words.lemma[i] for i in dict.fromkeys(verbs) if words.lemma[i] not in _LIGHT_VERBS)]
    named = [words.lemma[i] for i in nouns]
    return Context(
        noun=scale or of or (named[0] if named else quantity.referent.lower().split(" ")[-1]),
        above=tuple(named[1:4]),
        verbs=tuple(said),
        measured=bool(scale or of),
        origin=words.lemma[words.head[anchor]] == "from",
        name=bool(nouns) and words.pos[nouns[0]] == "PROPN",
        saying=words.lemma[node] in _SAYING,
        predicate=node if words.pos[node] == "VERB" else -1,
        standing=standing(words, node),
    )


def _harmed(words: Syntax, after: int) -> str:
    """Return the word right after a number by which it counts people: '17 dead', 'three killed'; '' for another."""
    if after >= len(words) or words.pos[after] not in ("ADJ", "VERB") or words.lemma[after] not in _HARM:
        return ""
    own_subject = any(is_subject(words, i) and words.lemma[i] != "who" for i in words.children[after])
    other = is_before_noun(words, after) or own_subject or words.tag[after] not in ("JJ", "VBN")  # '17 dead horses'
    return "" if other else words.lemma[after]


def _is_measured(words: Syntax, i: int) -> bool:
    """Return whether a word may be what a number measures: a subject, or the sum that somebody puts at it."""
    return is_subject(words, i) or (is_object(words, i) and words.lemma[i] in _SUMS)


def _beside(words: Syntax, inside: set[int]) -> list[int]:
    """Return the nouns right before and after a quantity, past an 'of'."""
    first, last = min(inside), max(inside)
    return [i for i in (first - 2, first - 1, last + 1) if 0 <= i < len(words) and words.pos[i] == "NOUN"]


def _summed(words: Syntax, subject: int) -> tuple[str, list[str]]:
    """Return what a subject measures, with what is said of it: 'the number of people killed', 'the death toll'."""
    of = _of(words, subject)
    if words.pos[subject] not in ("NOUN", "PROPN"):  # 'one of the paintings' is not the paintings
        return "part" if of else "", []
    if words.lemma[subject] not in _SUMS:
        return words.lemma[subject], []
    told = [words.lemma[j] for i in (subject, *of) for j in participles(words, i)]
    counted = _SUMS[words.lemma[subject]]
    if of and not counted:
        dead = words.lemma[of[0]] in _HARM  # 'the number of dead'
        return ("people", [words.lemma[of[0]], *told]) if dead else (words.lemma[of[0]], told)
    return counted.get("noun", words.lemma[subject]), [*told, *counted.get("verbs", [])]


def _of(words: Syntax, i: int) -> list[int]:
    """Return the noun in 'dozens of people' or '20 per cent of the land', as a list of one or none."""
    noun = object_of_of(words, i)
    return [] if noun is None else [noun]


class Likeness:
    """Whether two contexts are of the same thing, and say the same of it; words are compared as vectors, once each."""

    def __init__(self, of: list[list[Context]]):
        words = sorted({word for row in of for c in row for word in (c.noun, *c.above, *c.verbs) if word})
        self._place = {word: i for i, word in enumerate(words)}
        self._vectors = embed(words)

    def same_thing(self, a: Context, b: Context) -> bool:
        """Whether both count the same: the nouns, or one noun and what the other depends on ('remains of soldiers')."""
        if not a.noun or not b.noun:
            return False
        return self._near((a.noun,), (b.noun, *b.above[:1])) or self._near((a.noun, *a.above[:1]), (b.noun,))

    def same_said(self, a: Context, b: Context) -> bool:
        """Whether the verbs said of the things are near; where one has none, the nouns above are asked."""
        return self._near(a.verbs + a.above, b.verbs + b.above)

    def same_measure(self, a: Context, b: Context) -> bool:
        """Whether both are told of subjects by one name."""
        return (a.measured or b.measured) and _GROUP.get(a.noun, a.noun) == _GROUP.get(b.noun, b.noun)

    def same_value(self, a: Context, b: Context) -> bool:
        """Whether two equal counts are one: of the same thing, or of persons of whom the same is said."""
        open_nouns = a.noun in _PERSONS or b.noun in _PERSONS or not (a.noun and b.noun)
        return self.same_thing(a, b) or (open_nouns and self.same_said(a, b))

    def _near(self, a: tuple[str, ...], b: tuple[str, ...]) -> bool:
        if _are_distinct(a, b):
            return False
        if set(a) & set(b) or {_GROUP[w] for w in a if w in _GROUP} & {_GROUP[w] for w in b if w in _GROUP}:
            return True
        known = [[self._place[w] for w in side if w in self._place] for side in (a, b)]
        if not all(known):
            return False
        left, right = (self._vectors[places] for places in known)
        return float(np.max(left @ right.T)) >= NEAR


def _are_distinct(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Return whether some family has words of both, and none in common: killed and injured, men and women."""
    left, right = ({_CLASS[word] for word in side if word in _CLASS} for side in (a, b))
    families = {family for family, _ in left} & {family for family, _ in right}
    return any({c for c in left if c[0] == f}.isdisjoint(c for c in right if c[0] == f) for f in families)
