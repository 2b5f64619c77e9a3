"""The label of a row: a question that a reader understands alone, or a whole clause.

The kinds have patterns ('How many passengers were injured?', 'When was Crimea annexed?', 'What is Thane Maynard's
post?'). Where values differ and no pattern fits, a clause asks in the place of the value ('The firm raised its bid to
how much?'). Every other row has the clause of the claim that reads best alone.
"""

import re
from collections.abc import Iterable

from newsangle.claims.questions import in_place, question
from newsangle.claims.relations import Cell, Relation
from newsangle.claims.sentences import Sentences
from newsangle.claims.wording import (
    LONGEST,
    UNQUOTED,
    Reading,
    capitalised,
    clipped,
    is_pronoun,
    is_unnamed,
    running,
    verb_of,
)
from newsangle.language import Syntax
from newsangle.language.dependents import subject
from newsangle.language.lexicons import read_lexicon
from newsangle.language.statements import Statement, is_left_open, root_of, said_by, statements

_FRAGMENT = 3  # how badly what is no clause reads alone
_BEST = 70  # characters that a label has at best
_ENOUGH = 6  # words that say something by themselves
_MARKS = re.compile(r"[,;:](?=\s)|\s[-—–](?=\s)")
_SPEAKING = frozenset(read_lexicon("claims", "labels")["speaking"])
_INNER = str.maketrans('"“”', "'‘’")


def label(cells: list[Cell], relation: Relation, event: Sentences) -> str:
    """Return what a row is about: a question where its kind has a pattern or its values differ, else a clause."""
    questions = list(filter(None, (question(relation.kind, cell, event) for cell in cells)))
    if questions:
        return min(questions, key=len)
    if relation.relation != "agree":
        asked = list(filter(None, (in_place(cell, event) for cell in cells)))
        if asked:
            return min(asked, key=lambda reading: (reading.worse, len(reading.text))).text
    return _clause(cells, event)


def _clause(cells: list[Cell], event: Sentences) -> str:
    """Return the clause that reads best alone, of those that the claims state."""
    readings = [_reading(cell, event) for cell in cells]
    if all(reading.worse == _FRAGMENT for reading in readings):
        readings = [_whole(cell, event) for cell in cells]
    places = range(len(cells))
    best = min(places, key=lambda n: (readings[n].worse, abs(len(readings[n].text) - _BEST), cells[n].row, n))
    return readings[best].text


def _reading(cell: Cell, event: Sentences) -> Reading:
    """Return a claim as a label: what its verb states of a subject, in the words of a speaker if it says 'I'."""
    verb = verb_of(cell, event)
    return Reading(_FRAGMENT, _opening(cell.text)) if verb is None else _of_verb(verb, cell, event)


def _whole(cell: Cell, event: Sentences) -> Reading:
    """Return what the main verb of a claim's sentence states."""
    root = root_of(event.parsed[cell.row])
    return Reading(_FRAGMENT, _opening(cell.text)) if root is None else _of_verb(root, cell, event)


def _of_verb(verb: int, cell: Cell, event: Sentences) -> Reading:
    words = event.parsed[cell.row]
    said = said_by(words, verb)
    if said is not None and (is_pronoun(words, subject(words, verb)) or _speaks(words, words.below(said))):
        verb = said
    text, stated = _shortest(words, verb, event, cell.row)
    if stated.subject is None or is_left_open(words, stated):
        return Reading(_FRAGMENT, text)
    speaks = _speaks(words, stated.words)
    if not speaks and not is_unnamed(words, stated.subject, event, cell.row):
        return Reading(0, text)
    if cell.speaker and cell.speaker[:1].isupper():
        return Reading(1, f"{cell.speaker}: “{text.translate(_INNER)}”")
    return Reading(_FRAGMENT if speaks else 2, text)


def _speaks(words: Syntax, places: Iterable[int]) -> bool:
    """Return whether words are those of somebody who speaks of himself or herself."""
    return any(words.text[i].lower() in _SPEAKING for i in places)


def _shortest(words: Syntax, verb: int, event: Sentences, row: int) -> tuple[str, Statement]:
    """Return what a verb states in full, or with as little left out as makes it short enough."""
    text, stated = "", Statement(verb, None, ())
    for stated in statements(words, verb):
        text = capitalised(running(words, stated.words, event, row, stated.subject))
        if len(text) <= LONGEST:
            break
    return clipped(text), stated


def _opening(text: str) -> str:
    """Return a text without quotation marks, as far as the last comma, colon or dash within reach."""
    text = capitalised(" ".join(text.translate(UNQUOTED).split()))
    if len(text) <= LONGEST:
        return text
    ends = [mark.start() for mark in _MARKS.finditer(text, 0, LONGEST)]
    whole = [end for end in ends if len(text[:end].split()) >= _ENOUGH]
    return text[: whole[-1]].rstrip(" -—–") if whole else clipped(text)
