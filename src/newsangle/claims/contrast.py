"""How two sentences differ in source, certainty, time and scope: what keeps answers from contradicting each other."""

import re
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
_DIFFERENCE = ("hedge", "future", "negation", "quoted", "part", "running")
CONTRAST = (
    *(f"{name}_differs" for name in _DIFFERENCE), "days_apart", "covered_first", "covered_second", "opposites",
    "numbers_differ", "sizes",
    "other_places", "other_persons", "other_bodies",
)  # fmt: skip
_OPPOSITES = [{lemma: side for side, lemmas in enumerate(sides) for lemma in lemmas} for sides in _WORDS["contraries"]]


_NAMES = {"other_places": ("GPE", "LOC", "FAC"), "other_persons": ("PERSON",), "other_bodies": ("ORG", "NORP")}


def contrast(event: Sentences, i: int, j: int) -> dict[str, float]:
    """Return how two sentences differ, by the names of CONTRAST: 1 where one has something that the other lacks."""
    a, b = event.texts[i], event.texts[j]
    marks = [_marks(text) for text in (a, b)]
    found = {f"{name}_differs": float(marks[0][name] != marks[1][name]) for name in _DIFFERENCE}
    mine, others = event.words[i].keys(), event.words[j].keys()
    shared = len(mine & others)
    found |= {kind: _other_names(event, i, j, labels) for kind, labels in _NAMES.items()}
    return found | {
        "days_apart": float(min(days_apart(event.published[i], event.published[j]), 30)),
        "covered_first": shared / max(float(event.size[i]), 1.0),
        "covered_second": shared / max(float(event.size[j]), 1.0),
        "opposites": float(_are_opposite(event, i, j)),
        "numbers_differ": float(bool(event.quantities[i]) != bool(event.quantities[j])),
        "sizes": abs(float(event.size[i]) - float(event.size[j])),
    }


def _other_names(event: Sentences, i: int, j: int, labels: tuple[str, ...]) -> float:
    """Return 1 where both sentences have names of a kind and share none, −1 where they share one, 0 elsewhere."""
    a, b = (_names(event, row, labels) for row in (i, j))
    return 0.0 if not a or not b else -1.0 if a & b else 1.0


def _names(event: Sentences, row: int, labels: tuple[str, ...]) -> set[str]:
    words = event.parsed[row]
    if words is None:
        return set()
    named = zip(words.text, words.entity, words.pos, strict=True)
    return {text.lower() for text, label, pos in named if label in labels and pos in ("PROPN", "ADJ")}


def days_apart(one: str | None, other: str | None) -> int:
    """Return how many days lie between two days of publication; 0 where one is not known."""
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) if one and other else 0


def _marks(text: str) -> dict[str, bool]:
    patterns = (HEDGE, _FUTURE, _NEGATION, re.compile('["“”]'), PART, RUNNING)
    return {name: bool(pattern.search(text)) for name, pattern in zip(_DIFFERENCE, patterns, strict=True)}


def _are_opposite(event: Sentences, i: int, j: int) -> bool:
    """Return whether the sentences hold words that are each other's contrary."""
    a, b = (set(event.parsed[row].lemma) if event.parsed[row] else set() for row in (i, j))
    return any({side[w] for w in a if w in side} ^ {side[w] for w in b if w in side} == {0, 1} for side in _OPPOSITES)
