"""The label of a row: a question that a reader understands alone, or a whole clause.

The kinds have patterns ('How many passengers were injured?', 'When was Crimea annexed?', 'What is Thane Maynard's
post?'). Where values differ and no pattern fits, a clause asks in the place of the value ('The firm raised its bid to
how much?'). Every other row has the clause of the claim that reads best alone.
"""

import re
from collections.abc import Iterable, Iterator

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


def labels(rows: Iterable, event: Sentences) -> list[str]:
    """Return the labels of rows (with `cells` and a `relation`); where two would be equal, the second is another."""
    given: list[str] = []
    for row in rows:
        texts = _candidates(row.cells, row.relation, event)
        first = next(texts)
        given.append(first if first not in given else next((text for text in texts if text not in given), first))
    return given


def label(cells: list[Cell], relation: Relation, event: Sentences) -> str:
    """Return what a row is about: a question where its kind has a pattern or its values differ, else a clause."""
    return next(_candidates(cells, relation, event))


def _candidates(cells: list[Cell], relation: Relation, event: Sentences) -> Iterator[str]:
    """Yield what may be the label of a row, the best first."""
    yield from sorted(filter(None, (question(relation.kind, cell, event) for cell in cells)), key=len)
    if relation.relation != "agree":
        asked = filter(None, (in_place(cell, event) for cell in cells))
        yield from (reading.text for reading in sorted(asked, key=lambda one: (one.worse, len(one.text))))
    yield from _clauses(cells, event)


def _clauses(cells: list[Cell], event: Sentences) -> Iterator[str]:
    """Yield the clauses that the claims state, the one that reads best alone first."""
    readings = [_reading(cell, event) for cell in cells]
    if all(reading.worse == _FRAGMENT for reading in readings):
        readings = [_whole(cell, event) for cell in cells]
    order = sorted(
        range(len(cells)), key=lambda n: (readings[n].worse, abs(len(readings[n].text) - _BEST), cells[n].row, n)
    )
    yield from (readings[n].text for n in order)


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
