"""How two sentences differ in source, certainty, time and scope: what keeps answers from contradicting each other."""

import re
from dataclasses import dataclass
from datetime import date

from newsangle.claims.sentences import Sentences
from newsangle.language.lexicons import alternatives, read_lexicon

_WORDS = read_lexicon("claims", "relations")


def _pattern(name: str, flags: int = re.I) -> re.Pattern:
    return re.compile(rf"\b(?:{alternatives(_WORDS[name])})\b", flags)


HEDGE = _pattern("hedges", 0)  # not May, the month
PART, WHOLE, RUNNING = _pattern("parts"), _pattern("wholes"), _pattern("running")
PROPOSED = _pattern("proposed", 0)
_FUTURE = re.compile(r"\b(?:will|would|plans?|expected|scheduled|set|due|going) (?:to\b|be\b|\w+)", re.I)
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nor|neither|without|deny|denie[ds]|denying|refuse[ds]?)\b|n['’]t\b", re.I
)
_MARKS = {
    "hedge": HEDGE, "future": _FUTURE, "negation": _NEGATION, "quoted": re.compile('["“”]'), "part": PART,
    "running": RUNNING,
}  # fmt: skip
CONTRAST = (
    *(f"{name}_differs" for name in _MARKS), "days_apart", "covered_first", "covered_second", "opposites",
    "numbers_differ", "sizes",
    "other_places", "other_persons", "other_bodies",
)  # fmt: skip
_OPPOSITES = [{lemma: side for side, lemmas in enumerate(sides) for lemma in lemmas} for sides in _WORDS["contraries"]]


_NAMES = {"other_places": ("GPE", "LOC", "FAC"), "other_persons": ("PERSON",), "other_bodies": ("ORG", "NORP")}


@dataclass(frozen=True)
class Marks:
    """What of a sentence is contrasted: which marks it bears, its names by kind, and its sides of contraries."""

    held: frozenset[str]
    names: tuple[frozenset[str], ...]
    sides: frozenset[tuple[int, int]]


def marks_of(event: Sentences, row: int) -> Marks:
    """Return what of a sentence is contrasted with others."""
    words, text = event.parsed[row], event.texts[row]
    named = list(zip(words.text, words.entity, words.pos, strict=True)) if words else []
    names = [
        frozenset(name.lower() for name, label, pos in named if label in labels and pos in ("PROPN", "ADJ"))
        for labels in _NAMES.values()
    ]
    lemmas = set(words.lemma) if words else set()
    sides = [(n, side[w]) for n, side in enumerate(_OPPOSITES) for w in lemmas & side.keys()]
    return Marks(frozenset(n for n, p in _MARKS.items() if p.search(text)), tuple(names), frozenset(sides))


def contrast(event: Sentences, i: int, j: int, known: dict[int, Marks]) -> dict[str, float]:
    """Return how two sentences differ, by the names of CONTRAST: 1 where one has something that the other lacks.

    known: marks already found, by sentence.
    """
    a, b = (known.get(row) or known.setdefault(row, marks_of(event, row)) for row in (i, j))
    found = {f"{name}_differs": float((name in a.held) != (name in b.held)) for name in _MARKS}
    shared = len(event.words[i].keys() & event.words[j].keys())
    found |= {kind: _other_names(*both) for kind, *both in zip(_NAMES, a.names, b.names, strict=True)}
    return found | {
        "days_apart": float(min(days_apart(event.published[i], event.published[j]), 30)),
        "covered_first": shared / max(float(event.size[i]), 1.0),
        "covered_second": shared / max(float(event.size[j]), 1.0),
        "opposites": float(_are_opposite(a.sides, b.sides)),
        "numbers_differ": float(bool(event.quantities[i]) != bool(event.quantities[j])),
        "sizes": abs(float(event.size[i]) - float(event.size[j])),
    }


def _other_names(a: frozenset[str], b: frozenset[str]) -> float:
    """Return 1 where both sentences have names of a kind and share none, −1 where they share one, 0 elsewhere."""
    return 0.0 if not a or not b else -1.0 if a & b else 1.0


def _are_opposite(a: frozenset[tuple[int, int]], b: frozenset[tuple[int, int]]) -> bool:
    """Return whether each sentence holds words of one side only of some contraries, and the sides differ."""
    for number in {n for n, _ in a} & {n for n, _ in b}:
        if {side for n, side in a if n == number} ^ {side for n, side in b if n == number} == {0, 1}:
            return True
    return False


def days_apart(one: str | None, other: str | None) -> int:
    """Return how many days lie between two days of publication; 0 where one is not known."""
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) if one and other else 0
