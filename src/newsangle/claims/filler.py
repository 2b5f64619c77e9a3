"""Rows that tell a reader nothing new: what another row says of the same sentences, or asks in the same words."""

import re
from dataclasses import replace
from itertools import product

from newsangle.claims.corrections import Group
from newsangle.claims.labels import label
from newsangle.claims.relations import RELATIONS, Cell, across
from newsangle.claims.sentences import Sentences
from newsangle.quantities.comparison import Quantity, compare

_DAY_MEANT = re.compile(r" \(\d{4}.*\)$")  # after a date as it is written
_CONTENT = ("NOUN", "PROPN", "VERB", "ADJ", "NUM")
_DENIALS = frozenset(["not", "no", "never", "n't", "n’t", "nor", "none", "without", "deny"])
_SAME = 0.75  # share of the words of the shorter claim
_SURE = ("conflict", "check")


def without_filler(rows: list[Group], event: Sentences) -> list[Group]:
    """Return the rows in their order, without those that another row makes superfluous.

    A row goes if the values that are to differ are the same words, if two claims are to agree whose numbers all differ,
    or if it agrees, whole or in part, on nothing but what the sentences of a stronger row say. A row that asks the
    question of a stronger one and shares an answer with it is joined to it, unless that is a mere place to check; a
    place to check that asks what another asks goes. Conflicts are strongest, then places to check, partial agreement
    and agreement, each the surest first.
    """
    kept: dict[int, Group] = {}
    places: dict[str, int] = {}
    for place in sorted(range(len(rows)), key=lambda n: (*_strength(rows[n]), n)):
        row = rows[place]
        text = label(row.cells, row.relation, event)
        if (
            _differs_in_nothing(row, event)
            or _agrees_in_no_number(row, event)
            or any(_repeats(row, other) or _is_same_doubt(row, other) for other in kept.values())
        ):
            continue
        stronger = kept.get(places.get(text, -1)) if text.endswith("?") else None
        if stronger and _share_an_answer(stronger, row) and not _is_doubted(stronger, row):
            kept[places[text]] = _with_answers_of(stronger, row)
        elif not stronger or row.relation.relation != "check":
            kept[place] = row
            places.setdefault(text, place)
    return [kept[place] for place in sorted(kept)]


def _strength(row: Group) -> tuple[int, bool, float]:
    relation = row.relation
    return RELATIONS.index(relation.relation), not _answered(row), -round(relation.confidence, 6)


def _answered(row: Group) -> bool:
    return any(cell.answer for cell in row.cells)


def _differs_in_nothing(row: Group, event: Sentences) -> bool:
    """Return whether a conflict, or a place to check, is between the same words, as 'Wednesday' of two weeks."""
    if row.relation.relation not in _SURE:
        return False
    values = {_DAY_MEANT.sub("", cell.value.lower()) for cell in row.cells}
    return len(values) == 1 or (not _answered(row) and _is_reworded(row, event))


def _agrees_in_no_number(row: Group, event: Sentences) -> bool:
    """Return whether two claims are to agree although the amounts in them that can be compared all differ."""
    if row.relation.relation != "agree" or _answered(row) or len(row.cells) > 2:
        return False
    found = {
        compare(q, r)
        for a, b in across(row.cells)
        for q, r in product(_amounts(a, event), _amounts(b, event))
    }  # fmt: skip
    return "different" in found and "same" not in found


def _amounts(cell: Cell, event: Sentences) -> list[Quantity]:
    """Return the quantities of a claim that are no dates."""
    end = cell.start + len(cell.text)
    return [q for q in event.quantities[cell.row] if cell.start <= q.start < end and q.kind not in ("date", "time")]


def _is_reworded(row: Group, event: Sentences) -> bool:
    """Return whether the shortest claim has nearly all its content words in every other, and denies no more."""
    held = [_content(cell, event) for cell in row.cells]
    fewest = min(held, key=len)
    denials = {frozenset(words & _DENIALS) for words in held}
    return bool(fewest) and len(denials) == 1 and all(len(fewest & words) >= _SAME * len(fewest) for words in held)


def _content(cell: Cell, event: Sentences) -> frozenset[str]:
    """Return the content words of a claim, as lemmas, with the words that deny."""
    words, start = event.parsed[cell.row], event.starts[cell.row] + cell.start
    inside = [i for i in range(len(words)) if start <= words.start[i] < start + len(cell.text)]
    return frozenset(words.lemma[i] for i in inside if words.pos[i] in _CONTENT or words.lemma[i] in _DENIALS)


def _repeats(row: Group, other: Group) -> bool:
    """Return whether another row holds every two sentences of a row, and the row adds no other value or relation."""
    own = _pairs(row.cells)
    if row.relation.relation in _SURE or not own or not own <= _pairs(other.cells):
        return False
    return row.relation.relation == other.relation.relation or not _answered(row)


def _is_same_doubt(row: Group, other: Group) -> bool:
    """Return whether a row without answers contradicts itself by the values of another row only."""
    relation, why = row.relation.relation, row.relation.why
    return relation in _SURE and not _answered(row) and _answered(other) and why == other.relation.why


def _pairs(cells: list[Cell]) -> set[frozenset[int]]:
    """Return every two sentences of different outlets."""
    return {frozenset((a.row, b.row)) for a, b in across(cells)}


def _share_an_answer(one: Group, other: Group) -> bool:
    return bool(_answers(one) & _answers(other))


def _is_doubted(stronger: Group, row: Group) -> bool:
    """Return whether a row agrees on what another one asks about only because its values may differ."""
    return stronger.relation.relation == "check" != row.relation.relation


def _answers(row: Group) -> set[tuple[int, str]]:
    return {(cell.row, cell.value.lower()) for cell in row.cells if cell.answer}


def _with_answers_of(row: Group, other: Group) -> Group:
    """Return a row with the cells of another, one for each claim."""
    there = {cell.claim for cell in row.cells}
    cells = [*row.cells, *(cell for cell in other.cells if cell.claim not in there)]
    return replace(row, cells=sorted(cells, key=lambda cell: (cell.row, cell.start)))
