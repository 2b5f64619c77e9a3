"""Words of a sentence as running text, for the labels of rows."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from newsangle.claims.relations import Cell
from newsangle.claims.sentences import Sentences
from newsangle.language import Syntax
from newsangle.language.statements import head_of

LONGEST = 110  # characters of a label
UNQUOTED = str.maketrans("", "", '"“”')
_PRONOUN = ("PRP", "PRP$", "DT", "WDT", "WP", "EX")
_HANGING = re.compile(r"(?:[\s,;:—–-]+(?:and|but|or|nor|so))+[\s,;:—–-]*$")
_SINGLE = "'‘’"


class Reading(NamedTuple):
    """A label that a claim may give, and how badly it reads alone: 0 well, 3 not at all."""

    worse: int
    text: str


def verb_of(cell: Cell, event: Sentences) -> int | None:
    """Return the verb that heads a claim in its sentence."""
    words, begin = event.parsed[cell.row], event.starts[cell.row] + cell.start
    inside = [i for i in range(len(words)) if begin <= words.start[i] and words.end[i] <= begin + len(cell.text)]
    return head_of(words, inside[0], inside[-1]) if inside else None


def is_pronoun(words: Syntax, i: int | None) -> bool:
    return i is not None and words.tag[i] in _PRONOUN


def is_unnamed(words: Syntax, i: int, event: Sentences, row: int) -> bool:
    """Return whether a word is a pronoun of which the text does not say for sure whom it stands for."""
    return (is_pronoun(words, i) or words.lemma[i] == "one") and words.start[i] not in event.meant[row]


def running(words: Syntax, places: Sequence[int], event: Sentences, row: int, who: int | None = None) -> str:
    """Return words of a sentence as running text, with the name of whom a pronoun as subject stands for."""
    start, text, pieces = event.starts[row], event.texts[row], []
    left_out = set(range(min(places), max(places))).difference(places) if places else set()
    places = [i for i in places if words.text[i] != "," or left_out.isdisjoint((i - 1, i + 1))]  # commas around a gap
    for n, i in enumerate(places):
        if n and places[n - 1] == i - 1:
            pieces.append(text[words.end[i - 1] - start : words.start[i] - start])
        elif n:
            pieces.append(" ")
        named = event.meant[row].get(words.start[i]) if i == who else None
        pieces.append(named or text[words.start[i] - start : words.end[i] - start])
    joined = re.sub(r"\(\s*\)|\[\s*\]", "", "".join(pieces).translate(UNQUOTED))
    return re.sub(r"\s+([,.;:])", r"\1", re.sub(r"[,\s]+([,;])", r"\1", " ".join(joined.split())))


def capitalised(text: str) -> str:
    """Return a text with a capital at its head, and without marks at its ends."""
    text = _HANGING.sub("", text.strip(" .,;:-—–"))
    if text[:1] in _SINGLE and sum(mark in _SINGLE for mark in text) % 2:
        text = text[1:]
    text = text.strip()
    return text[:1].upper() + text[1:]


def clipped(text: str) -> str:
    """Return a text cut at a word, with dots for what is left out."""
    return text if len(text) <= LONGEST else text[:LONGEST].rpartition(" ")[0].rstrip(" ,;:-—–") + " …"
