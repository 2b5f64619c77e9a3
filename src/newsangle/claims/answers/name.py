"""Who, and as what: the post or rank of a named person, names of bodies that all but agree, and how a name is spelt.

'Zoo director Thane' and 'zoo president Thane' name one person's post; so do 'Captain Orlan' and 'Colonel Orlan'. A body
is named twice where two names share most of their words ('Committee on Foreign Affairs', '… on Foreign Relations').
A name is spelt in two ways where all but a letter or two are the same and neither text has the other's spelling.
"""

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from newsangle.claims.answers.answer import Answer, Pair, Verdict
from newsangle.claims.sentences import Sentences
from newsangle.language import Syntax
from newsangle.language.lexicons import read_lexicon

KIND = "name"
_POSTS = {
    word: (family, number)
    for family, posts in read_lexicon("claims", "titles").items()
    for number, words in enumerate(posts)
    for word in words
}
_LONGEST = 3  # words of a title
_BEFORE = 8  # words between a name and a title in apposition
_NAME = 4  # words of a name
_FORMER = {"former", "ex", "then", "acting", "deputy", "vice", "assistant", "retired", "late"}
_BODY = 3  # words from which the name of a body may be misnamed
_SPELT = 6  # letters from which two names may be spellings of one
_ALIKE, _NEARLY = 0.7, 0.9  # of their letters in common, in order: for names of one kind, and of any
_NAMED = ("PERSON", "GPE", "LOC", "FAC", "ORG")


class Title(NamedTuple):
    """A person's surname with the post that is given to him or her; first and last are words of the sentence."""

    person: str
    family: str
    post: int
    former: bool
    first: int
    last: int


class Body(NamedTuple):
    """The words of the name of a body."""

    words: frozenset[str]


class Spelling(NamedTuple):
    """A word of a name as it is spelt, without accents and doubled letters, and what kind of name it belongs to."""

    word: str
    label: str


def key(content: Title | Body | Spelling) -> tuple:
    """Return what two equal titles, bodies or spellings share, wherever they stand."""
    return content[:4] if isinstance(content, Title) else content[:1]


def titles(words: Syntax) -> tuple[Title, ...]:
    """Return the titles that stand right before names ('CEO Dan Cathy', 'the president, Dan Cathy') or behind them."""
    return _titles(tuple(words.text), tuple(words.pos)) if words else ()


@lru_cache(maxsize=20_000)
def _titles(text: tuple[str, ...], pos: tuple[str, ...]) -> tuple[Title, ...]:
    lower = [word.lower().rstrip(".") for word in text]
    found = []
    for place, size in _posts(lower, 0, len(text)):
        after = place + size
        named = _name_from(text, pos, lower, after + (after < len(text) and text[after] == ","))
        if named is None and (behind := _comma_before(text, pos, place)) is not None:
            named = _name_up_to(text, pos, lower, behind - 1)
        if named:
            family, post = _POSTS[" ".join(lower[place:after])]
            former = bool(_FORMER & set(lower[max(0, place - 3) : place]))
            found.append(Title(named, family, post, former, place, after - 1))
    return tuple(found)


def _name_from(text: tuple[str, ...], pos: tuple[str, ...], lower: list[str], start: int) -> str | None:
    """Return the last word of a name of two words or more, or of one right after a title, that begins at a word."""
    end = start
    while end < min(len(text), start + _NAME) and pos[end] == "PROPN" and text[end][:1].isupper():
        end += 1
    return lower[end - 1] if end > start and lower[end - 1] not in _POSTS else None


def _name_up_to(text: tuple[str, ...], pos: tuple[str, ...], lower: list[str], last: int) -> str | None:
    """Return the last word of a name that ends at a word."""
    named = last >= 1 and all(pos[i] == "PROPN" and text[i][:1].isupper() for i in (last - 1, last))
    return lower[last] if named else None


def _comma_before(text: tuple[str, ...], pos: tuple[str, ...], place: int) -> int | None:
    """Return where the comma before a title stands, if no other mark and no verb stands between."""
    for i in range(place - 1, max(0, place - _BEFORE), -1):
        if text[i] == ",":
            return i
        if pos[i] in ("VERB", "SCONJ") or (not text[i][:1].isalnum() and text[i] not in ("'s", "’s", "-")):
            return None
    return None


def _posts(lower: list[str], start: int, end: int) -> list[tuple[int, int]]:
    """Return where posts stand, the longest at each place, as (first word, number of words)."""
    found, at = [], start
    while at < end:
        size = next((n for n in range(_LONGEST, 0, -1) if " ".join(lower[at : at + n]) in _POSTS), 0)
        if size:
            found.append((at, size))
        at += size or 1
    return found


def _entities(entity: tuple[str, ...]) -> list[tuple[int, int, str]]:
    """Return the runs of words that bear one label."""
    runs, at = [], 0
    for label, words in groupby(entity):
        size = len(list(words))
        if label:
            runs.append((at, at + size - 1, label))
        at += size
    return runs


def answers(event: Sentences, row: int) -> list[Answer]:
    """Return the titles, the long names of bodies and the words of names in a sentence."""
    words, start = event.parsed[row], event.starts[row]
    if not words:
        return []

    def answer(first: int, last: int, content) -> Answer:
        begin, end = words.start[first] - start, words.end[last] - start
        return Answer(begin, end, event.texts[row][begin:end], content)

    found = [answer(title.first, title.last, title) for title in titles(words)]
    for first, last, label in _entities(tuple(words.entity)):
        inside = (word.replace(".", "") for word in words.text[first : last + 1])  # 'U.S.' and 'US' are one
        named = frozenset(word.lower().rstrip("s") for word in inside if word[:1].isupper() and word != "The")
        if label == "ORG" and len(named) >= _BODY:
            found.append(answer(first, last, Body(named)))
    spelt = [i for i in range(len(words)) if words.pos[i] == "PROPN" and words.entity[i] in _NAMED]
    return found + [
        answer(i, i, Spelling(_plain(words.lemma[i]), words.entity[i])) for i in spelt if len(words.lemma[i]) >= _SPELT
    ]


def relation(a: Answer, b: Answer) -> Verdict | None:
    """Return how two titles of one person, two names of bodies or two spellings stand; None for others."""
    one, other = a.content, b.content
    if isinstance(one, Title) and isinstance(other, Title):
        if one.person != other.person:
            return None
        if one.post == other.post and one.family == other.family:
            return Verdict.SAME if one.former == other.former else Verdict.COMPATIBLE
        apart = one.family == other.family and one.former == other.former
        return Verdict.DIFFERENT if apart else Verdict.COMPATIBLE
    if isinstance(one, Body) and isinstance(other, Body):
        if one.words == other.words:
            return Verdict.SAME
        shared = len(one.words & other.words)
        misnamed = len(one.words) == len(other.words) == shared + 1 and shared >= _BODY - 1
        return Verdict.DIFFERENT if misnamed else None
    if isinstance(one, Spelling) and isinstance(other, Spelling):
        alike = _likeness(one.word, other.word)
        return Verdict.DIFFERENT if alike >= (_ALIKE if one.label == other.label else _NEARLY) else None
    return None


@lru_cache(maxsize=20_000)
def _plain(word: str) -> str:
    """Return a word without accents and doubled letters, which languages and newsrooms write in their own ways."""
    letters = unicodedata.normalize("NFD", word.lower())
    return re.sub(r"(.)\1", r"\1", "".join(letter for letter in letters if not unicodedata.combining(letter)))


@lru_cache(maxsize=20_000)
def _likeness(one: str, other: str) -> float:
    """Return how alike two words are that may be spellings of one name, as Vicente and Vincente; 0 for one word."""
    if one == other or (one[:1], one[-1:]) != (other[:1], other[-1:]) or abs(len(one) - len(other)) > 1:
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def evidence(pair: Pair, a: Answer, b: Answer) -> dict[str, float]:
    """Return what speaks for one question."""
    verdict = relation(a, b)
    return {
        "equal": verdict is Verdict.SAME,
        "differs": verdict is Verdict.DIFFERENT,
        "title": isinstance(a.content, Title),
        "spelling": isinstance(a.content, Spelling),
        "company": isinstance(a.content, Title) and a.content.family == "company" == b.content.family,
    }
