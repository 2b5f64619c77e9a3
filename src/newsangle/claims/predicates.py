"""What a sentence says and denies of whom, from its syntax, and what of it contradicts another sentence.

'The sides did not agree', 'no deal was reached', 'the minister denied that they were exchanged' deny agree, deal and
exchange. What a negation reaches is asked of `language.negation`.
Two sentences contradict each other where one denies what the other says, or says the contrary ('damaged', 'undamaged'),
of the same agent and the same thing (de Marneffe, Rafferty and Manning 2008). What is left open is not said, and what
is planned, wished or feared does not contradict a fact.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from itertools import islice

import pandas as pd

from newsangle.language import NO_WORDS, Syntax
from newsangle.language.clauses import clause_asked
from newsangle.language.dependents import (
    arguments,
    governing_verb,
    has_infinitive,
    is_compound,
    is_stated,
    name_parts,
    nouns_of,
    numerals,
    phrase_around,
    places_after,
    qualified_by,
)  # fmt: skip
from newsangle.language.lexicons import read_lexicon
from newsangle.language.negation import FACT, OPEN, negated, standing
from newsangle.language.nominalisation import verb_of

_WORDS = read_lexicon("claims", "relations")
_NUMBERS = read_lexicon("quantities", "quantities")["numbers"]
_DENIALS = set(_WORDS["denials"])
_REFUSALS = set(_WORDS["refusals"])
_ANSWERS = {noun: kind for kind, nouns in _WORDS["answers"].items() for noun in nouns}
_UNKNOWN = set(_WORDS["unknown"])
_TELLING = {*_WORDS["saying"], *_WORDS["knowing"]}
_SAYING = set(_WORDS["saying"])
_EVENTS = set(_WORDS["events"])
_LIGHT = set(_WORDS["light_verbs"])
_ABOUT = ("with", "for", "to", "on", "against", "of", "from")
_WHERE = ("in", "at", "near", "off", "to", "from", "into", "with")
_REPEATED = set(_WORDS["repeated"])
_MOST = 40  # words of a sentence that are compared; what holds more is a list, not a sentence
_PHRASE = 10  # words of a phrase that is quoted as a reason
_CONTRARY: dict[str, list[tuple[int, int]]] = {}
for _number, _sides in enumerate(_WORDS["contraries"]):
    for _side, _lemmas in enumerate(_sides):
        for _lemma in _lemmas:
            _CONTRARY.setdefault(_lemma, []).append((_number, _side))
_GROUP = {word: words[0] for words in _WORDS["synonyms"] for word in words}
_EXPERIENCED = set(_WORDS["experienced"])


class Fit(Enum):
    """Whether two things may be one."""

    SAME = "same"
    UNKNOWN = "unknown"
    DIFFERENT = "different"


@dataclass(frozen=True)
class Role:
    """Who does something, or what it is done to: the lemmas of common nouns, and names."""

    nouns: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()  # the nouns that tell which: the quota 'for cod'
    counts: frozenset[str] = frozenset()  # how many they are

    def __or__(self, other: "Role") -> "Role":
        return Role(self.nouns | other.nouns, self.names | other.names, self.of | other.of, self.counts | other.counts)

    def fits(self, other: "Role") -> Fit:
        """Return whether two roles may be played by one thing; UNKNOWN where they cannot be compared."""
        if self.names and other.names:
            return Fit.SAME if self.names & other.names else Fit.DIFFERENT
        if not (self.nouns and other.nouns):
            return Fit.UNKNOWN
        for own, others in ((self.of, other.of), (self.counts, other.counts)):
            if own and others and not own & others:
                return Fit.DIFFERENT
        shared = {meaning(word) for word in self.nouns} & {meaning(word) for word in other.nouns}
        return Fit.SAME if shared else Fit.DIFFERENT


@dataclass(frozen=True)
class Assertion:
    """A verb, adjective or noun that a sentence says or denies of an agent and a thing.

    about: what prepositions join to it. start, end: characters in the text. standing: a fact, or planned.
    """

    lemma: str
    pos: str
    denied: bool
    agent: Role
    thing: Role
    about: Role
    start: int
    end: int
    phrase: str
    standing: str = FACT

    def fits(self, other: "Assertion") -> Fit:
        """Return whether both are about the same: SAME if agent or patient are, UNKNOWN if nothing can be compared."""
        if self.pos == "NOUN" or other.pos == "NOUN":  # what is named is the thing itself
            if meaning(self.lemma) != meaning(other.lemma) or "ADJ" in (self.pos, other.pos):
                return Fit.DIFFERENT
            return Fit.DIFFERENT if self.thing.fits(other.thing) is Fit.DIFFERENT else Fit.SAME
        compared = [self.agent.fits(other.agent)]
        if meaning(self.lemma) == meaning(other.lemma):
            compared.append((self.thing | self.about).fits(other.thing | other.about))
        elif (
            same := self.patient.fits(other.patient)
        ) is not Fit.UNKNOWN:  # 'he cut the dividend', 'the dividend rose'
            fits = compared[0] is not Fit.DIFFERENT or Role() in (self.thing, other.thing)
            compared = [same, Fit.SAME if fits else Fit.DIFFERENT]
        else:
            return Fit.DIFFERENT
        if Fit.DIFFERENT in compared:
            return Fit.DIFFERENT
        return Fit.SAME if Fit.SAME in compared else Fit.UNKNOWN

    @property
    def topics(self) -> frozenset[str]:
        """What an assertion is about: its meaning, and the pairs of contraries that it belongs to."""
        return frozenset([meaning(self.lemma), *(str(number) for number, _ in _CONTRARY.get(self.lemma, ()))])

    @property
    def patient(self) -> Role:
        """Whom it happens to: the thing, else the agent."""
        return self.thing if self.thing != Role() and self.lemma not in _EXPERIENCED else self.agent

    def at_odds(self, other: "Assertion") -> bool:
        """Return whether one denies what the other says, or says the contrary.

        A plan and a fact are never at odds, nor are the same words.
        """
        if self.standing != other.standing or self.phrase.lower() == other.phrase.lower():
            return False
        if meaning(self.lemma) == meaning(other.lemma):
            return self.denied != other.denied
        sides = [
            side == against
            for n, side in _CONTRARY.get(self.lemma, ())
            for m, against in _CONTRARY.get(other.lemma, ())
            if n == m
        ]
        if self.denied and other.denied:
            return False
        return (self.denied or other.denied) in sides


@dataclass(frozen=True)
class MissingInformation:
    """A date or a number that a sentence says was not given: 'no timeline was announced', 'it is unclear how many'.

    kind: 'date' or 'number'. about: the meanings of the words for what it would be the date or number of. start, end:
    characters in the text.
    """

    kind: str
    about: frozenset[str]
    start: int
    end: int
    phrase: str


@dataclass(frozen=True)
class Polarity:
    """What a sentence says and denies, and what it says is not known."""

    assertions: tuple[Assertion, ...] = ()
    missing: tuple[MissingInformation, ...] = ()

    def is_asserted_and_denied(self, said: Assertion) -> bool:
        """Return whether the sentence both asserts and denies something."""
        return any(
            other.denied != said.denied for other in self.assertions if meaning(other.lemma) == meaning(said.lemma)
        )


@cache
def meaning(lemma: str) -> str:
    """Return what words of one meaning share: the first of their synonyms, or the verb that a noun names."""
    return _GROUP.get(lemma) or verb_of(lemma)


def is_same_predicate(one: Syntax, i: int, other: Syntax, j: int) -> bool:
    """Return whether two verbs tell of one event: in one meaning, both facts or both planned, of the same agent or
    thing, none denied.

    Another place that is named, or one of several ('a second suspect', 'opened again'), makes it another.
    """
    if meaning(one.lemma[i]) != meaning(other.lemma[j]):
        return False
    how = {standing(one, i), standing(other, j)}
    if len(how) > 1 or OPEN in how or any(k in negated(words) for words, k in ((one, i), (other, j))):
        return False
    if _REPEATED & set(one.lemma) ^ _REPEATED & set(other.lemma):
        return False
    places = [Role(names=_role(words, places_of(words, k)).names) for words, k in ((one, i), (other, j))]
    fits = [a.fits(b) for a, b in zip(_roles(one, i)[:2], _roles(other, j)[:2], strict=True)]
    return Fit.SAME in fits and Fit.DIFFERENT not in (*fits, places[0].fits(places[1]))


def roles_of(words: Syntax, i: int) -> tuple[Role, Role]:
    """Return the agent and the patient of a verb."""
    return _roles(words, i)[:2]


def places_of(words: Syntax, i: int, prepositions: tuple[str, ...] = _WHERE) -> list[int]:
    """Return the nouns that say of a verb where, where to or with whom."""
    return places_after(words, i, prepositions)


def polarities(sentences: pd.DataFrame, syntax: dict[str, Syntax]) -> list[Polarity]:
    """Return the polarity of every sentence; what nobody denies, and what has no contrary, is passed over."""
    rows = zip(sentences["sentence_id"].tolist(), sentences["start"].tolist(), sentences["text"].tolist(), strict=True)
    parsed = [(syntax.get(key, NO_WORDS), start, text) for key, start, text in rows]
    denied = [negated(words) for words, _, _ in parsed]
    disputed = {
        meaning(words.lemma[i]) for (words, _, _), some in zip(parsed, denied, strict=True) for i in some
    } | _CONTRARY.keys()
    return [
        Polarity(
            tuple(islice(_said(words, start, text, some, disputed), _MOST)),
            tuple(islice(_missing(words, start, text, some), _MOST)),
        )
        for (words, start, text), some in zip(parsed, denied, strict=True)
    ]


def _said(words: Syntax, start: int, text: str, denied: dict[int, int], disputed: set[str]) -> Iterator[Assertion]:
    for i, (lemma, pos) in enumerate(zip(words.lemma, words.pos, strict=True)):
        if lemma not in disputed and meaning(lemma) not in disputed:
            continue
        if lemma in _LIGHT | _DENIALS or not _states(words, i) or (pos == "NOUN" and not _is_event(lemma)):
            continue
        how = standing(words, i)
        if how == OPEN:
            continue
        agent, thing, about = _roles(words, i)
        first, last = _extent(words, i, denied.get(i, i))
        phrase = text[words.start[first] - start : words.end[last] - start]
        yield Assertion(
            lemma, pos, i in denied, agent, thing, about, words.start[i] - start, words.end[i] - start, phrase, how
        )


def _missing(words: Syntax, start: int, text: str, denied: dict[int, int]) -> Iterator[MissingInformation]:
    for i in [i for i in sorted(denied) if words.lemma[i] in _ANSWERS][:_MOST]:
        about = _meanings(words, qualified_by(words, i)) or _meanings(words, range(len(words))) - {
            meaning(words.lemma[i])
        }
        places = (denied[i], i, governing_verb(words, i))
        yield _not_given(words, start, text, _ANSWERS[words.lemma[i]], about, places)
    for i, lemma in enumerate(words.lemma):
        kind = "date" if lemma == "when" else "number" if _how_many(words, i) else ""
        if not kind:
            continue
        asked = clause_asked(words, i)
        if asked is None:
            continue
        told = words.head[asked]
        open_ = words.lemma[told] in _UNKNOWN or (told in denied and words.lemma[told] in _TELLING)
        if told < i and open_:
            about = _meanings(words, words.below(asked))
            yield _not_given(words, start, text, kind, about, (denied.get(told, told), told, asked))


def _how_many(words: Syntax, i: int) -> bool:
    return words.lemma[i] in ("many", "much") and i > 0 and words.lemma[i - 1] == "how"


def _not_given(
    words: Syntax, start: int, text: str, kind: str, about: frozenset, places: tuple[int, ...]
) -> MissingInformation:
    first, last = words.start[min(places)] - start, words.end[max(places)] - start
    return MissingInformation(kind, about, first, last, text[first:last])


def _meanings(words: Syntax, places: Iterable[int]) -> frozenset[str]:
    """Return the meanings of nouns and verbs, without names and verbs that say little."""
    return frozenset(
        meaning(words.lemma[i])
        for i in places
        if words.pos[i] in ("NOUN", "VERB") and words.lemma[i] not in _LIGHT and words.lemma[i] not in _SAYING
    )


def _is_event(noun: str) -> bool:
    """Return whether a noun names what happens, so that 'no violence' denies something and 'no tourists' counts."""
    return noun in _EVENTS or verb_of(noun) != noun


def _states(words: Syntax, i: int) -> bool:
    """Return whether a word says something of somebody; what is refused is said by the verb below."""
    refused = words.lemma[i] in _REFUSALS and has_infinitive(words, i)
    return not refused and is_stated(words, i)


def _roles(words: Syntax, i: int) -> tuple[Role, Role, Role]:
    """Return the agent of a verb or adjective, its thing, and what it is about."""
    agents, things, about = arguments(words, i, _ABOUT)
    return _role(words, agents), _role(words, things), _role(words, about)


def _role(words: Syntax, heads: list[int]) -> Role:
    """Return the nouns that play a role, with the names that belong to them."""
    nouns, names, of, counts = set(), set(), set(), set()
    for head in heads:
        counts.update(str(_NUMBERS.get(words.lemma[j], words.lemma[j])) for j in numerals(words, head))
        for i in name_parts(words, head):
            if words.pos[i] == "PROPN":
                names.add(words.lemma[i])
            elif words.pos[i] == "NOUN" and not is_compound(words, i):
                nouns.add(words.lemma[i])
        if words.pos[head] == "NOUN":
            below = nouns_of(words, head)
            names.update(words.lemma[k] for k in below if words.pos[k] == "PROPN")
            of.update(meaning(words.lemma[k]) for k in below if words.pos[k] == "NOUN")
    return Role(frozenset(nouns), frozenset(names), frozenset(of), frozenset(counts))


def _extent(words: Syntax, i: int, cue: int) -> tuple[int, int]:
    """Return the first and the last word of the phrase that says or denies something, neither far from it."""
    first, last = phrase_around(words, i, cue)
    return max(first, i - _PHRASE), min(last, i + _PHRASE)
