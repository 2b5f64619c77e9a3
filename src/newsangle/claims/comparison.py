"""The tables of shared claims, of claims found in one outlet alone, and of those that may be shared."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations
from typing import NamedTuple

import pandas as pd

from newsangle.claims import matching
from newsangle.claims.alone import unshared_tables
from newsangle.claims.answers import statement
from newsangle.claims.answers.answer import Answer, Comparison, Verdict
from newsangle.claims.clustering import Node, cluster
from newsangle.claims.corrections import Correction, Group, correct
from newsangle.claims.filler import without_filler
from newsangle.claims.labels import label
from newsangle.claims.matching import Matcher
from newsangle.claims.models import Models, shipped
from newsangle.claims.relations import RELATIONS, Cell, Judged, Judgements, Relation, is_conflict, relate, shown_kind
from newsangle.claims.sentences import Sentences, prepare
from newsangle.claims.thresholds import THRESHOLDS

_SHARED = [
    "shared_id", "label", "relation", "kind", "outlet", "article_id", "sentence_id", "claim_id", "evidence", "value",
    "why", "confidence", "corrected", "copy_of", "judged",
]  # fmt: skip


class Compared(NamedTuple):
    """The three tables into which every claim goes."""

    shared_claims: pd.DataFrame
    only_here: pd.DataFrame
    possibly_shared: pd.DataFrame


@dataclass(frozen=True)
class Row:
    """A group of answers on its way to the table."""

    cells: list[Cell]
    relation: Relation


def compare_claims(
    claims: pd.DataFrame,
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    tokens: pd.DataFrame,
    corrections: Sequence[Correction] = (),
    models: Models | None = None,
) -> Compared:
    """Return the tables shared_claims, only_here and possibly_shared of an event (columns as in tables.py).

    Every claim stands in one of them at least. A row of shared_claims is one outlet's answer to a question that two
    outlets at least answer; conflicts come first, then places to check, partial agreement and agreement, each in the
    order of the texts. only_here holds claims that are hardly told elsewhere, by outlet, the most newsworthy first;
    possibly_shared the rest, with the nearest claim of each other outlet. Where an article is mostly the text of an
    earlier one (column `repeats`), the sentences that it copies are no voice of their own: they stand in shared_claims
    with the outlet they repeat in `copy_of`. The columns `judged` and `why` of a judge's opinion stay empty here.

    corrections: a reader's, from read_corrections. models: others
    than those that ship.
    """
    sentences = sentences[sentences["sentence_id"].isin(claims["sentence_id"])].reset_index(drop=True)
    models = models or shipped()
    event = prepare(claims, articles, sentences, tokens)
    matcher = Matcher(event, models)
    judgements = _judgements(matcher, models)
    cells = _cells(claims, event)
    rows = _rows(event, judgements, cells)
    rows = [*rows, *_copied_alone(event, rows, cells)]
    groups = without_filler([Group(row.cells, row.relation) for row in rows], event)
    groups = correct(groups, corrections, [cell for of in cells for cell in of], partial(relate, judgements=judgements))
    shared = _shared_table(groups, event, cells)
    return Compared(shared, *unshared_tables(claims, matcher, shared, models))


def _judgements(matcher: Matcher, models: Models) -> Judgements:
    """Return what the models say of each pair that was compared in full."""
    table = matcher.table
    conflict = models["conflict"].probability(matcher.conflict_features())
    in_part = models["partial"].probability(table)
    columns = zip(
        table["first"].tolist(), table["second"].tolist(), table["probability"].tolist(), conflict.tolist(),
        in_part.tolist(), matcher.comparisons, strict=True,
    )  # fmt: skip
    return {(i, j): Judged(same, c, p, tuple(found)) for i, j, same, c, p, found in columns}


def _cells(claims: pd.DataFrame, event: Sentences) -> list[list[Cell]]:
    """Return every sentence's claims."""
    row_of = {sentence: i for i, sentence in enumerate(event.ids)}
    cells: list[list[Cell]] = [[] for _ in event.ids]
    for c in claims.itertuples():
        row = row_of[c.sentence_id]
        speaker = c.speaker if isinstance(c.speaker, str) else None
        cells[row].append(
            Cell(
                c.outlet, c.article_id, event.published[row], row, c.sentence_id, c.claim_id,
                c.start - event.starts[row], c.text, event.texts[row], speaker,
            )
        )  # fmt: skip
    return cells


def _rows(event: Sentences, judgements: Judgements, cells: list[list[Cell]]) -> list[Row]:
    """Return the groups of answers with their relations, the places to check among them."""
    links, holder = _links(event, judgements, cells)
    rows = []
    for nodes in cluster(links, event.outlet):
        found = list({(cell.claim): cell for cell in (holder[node] for node in reversed(nodes))}.values())[::-1]
        rows.append(Row(found, relate(found, judgements)))
    rows = [row for row in _without_repeats(rows) if _is_sure(row.relation)]
    return _with_checks(rows, event, judgements, cells)


def _is_sure(relation: Relation) -> bool:
    """Return whether a row may be shown: an agreement that is rather unlikely may be none."""
    return relation.relation != "agree" or relation.confidence >= THRESHOLDS.agree


def _links(
    event: Sentences, judgements: Judgements, cells: list[list[Cell]]
) -> tuple[dict[tuple[Node, Node], float], dict[Node, Cell]]:
    """Return the links between answers with their probabilities, and the cell of each answer.

    A pair is linked by its values that answer one question, else by its nearest claims; a conflict by the values that
    differ, however unlike the sentences are otherwise.
    """
    links: dict[tuple[Node, Node], float] = {}
    holder: dict[Node, Cell] = {}

    def node(row: int, answer: Answer | None, claim: int) -> Node:
        if answer is None:
            cell = cells[row][claim]
            key = (row, cell.start, -1)
        else:
            cell, key = replace(_holding(cells[row], answer), answer=answer), (row, answer.start, answer.end)
        holder[key] = cell
        return key

    for (i, j), judged in judgements.items():
        for c in _linking(judged):
            links[node(i, c.one, 0), node(j, c.other, 0)] = max(judged.same, THRESHOLDS.shared)
        if judged.same >= THRESHOLDS.shared and not any(c.kind != "date" for c in _linking(judged)):
            a, b = _nearest_claims(event, i, j)
            links[node(i, None, a), node(j, None, b)] = judged.same
    return links, holder


def _linking(judged: Judged) -> list[Comparison]:
    """Return the comparisons by which a pair of sentences is linked: values of one question."""
    shared = judged.same >= THRESHOLDS.shared
    return [
        c for c in judged.comparisons
        if (shared and c.question >= THRESHOLDS.same_question and not _says_little(c))
        or (c.verdict is Verdict.DIFFERENT and is_conflict(c, judged))
        or (c.kind == "missing" and c.question >= THRESHOLDS.missing)
    ]  # fmt: skip


def _says_little(c: Comparison) -> bool:
    """Return whether two answers are no row by themselves: one predicate, place or cause in both sentences."""
    return c.kind in ("polarity", "place", "cause") and c.verdict is not Verdict.DIFFERENT


def _holding(cells: list[Cell], answer: Answer) -> Cell:
    """Return the claim of a sentence in which an answer stands."""
    return next((cell for cell in cells if cell.start <= answer.start < cell.start + len(cell.text)), cells[0])


def _nearest_claims(event: Sentences, i: int, j: int) -> tuple[int, int]:
    return statement.nearest(matching.Pair(event, i, j, 1.0))


def _without_repeats(rows: list[Row]) -> list[Row]:
    """Return the rows without those of whole claims whose sentences all stand together in another row."""
    sets = [frozenset(cell.row for cell in row.cells) for row in rows]
    return [
        row for n, row in enumerate(rows)
        if any(cell.answer for cell in row.cells)
        or not any(sets[n] < other or (sets[n] == other and m < n) for m, other in enumerate(sets) if m != n)
    ]  # fmt: skip


def _with_checks(rows: list[Row], event: Sentences, judgements: Judgements, cells: list[list[Cell]]) -> list[Row]:
    """Return the rows with the likeliest conflicts that are not sure enough as places to check.

    Sentences that agree in another row are asked about only for values that differ.
    """
    shown = {pair for row in rows if row.relation.relation == "conflict" for pair in _pairs(row.cells)}
    agreed = {pair for row in rows if row.relation.relation == "agree" for pair in _pairs(row.cells)}
    likely = sorted(
        ((j.conflict, pair) for pair, j in judgements.items() if j.conflict >= THRESHOLDS.check),
        key=lambda found: (-round(found[0], 6), found[1]),
    )
    used: set[int] = set()
    checks: list[Row] = []
    for chance, (i, j) in likely:
        if len(checks) == THRESHOLDS.most_checks:
            break
        if frozenset((i, j)) in shown or {i, j} <= used:
            continue
        if frozenset((i, j)) in agreed and not _differing(judgements[i, j]):
            continue
        used |= {i, j}
        checks.append(_check(i, j, chance, event, judgements[i, j], cells))
    asked = {frozenset((a.row, b.row)) for row in checks for a, b in combinations(row.cells, 2)}
    kept = [row for row in rows if row.relation.relation == "conflict" or not _pairs(row.cells) <= asked]
    return [*kept, *checks]


def _check(i: int, j: int, chance: float, event: Sentences, judged: Judged, cells: list[list[Cell]]) -> Row:
    """Return two sentences that are likely to differ as a row, by the values that do where there are some."""
    best = max(_differing(judged), key=lambda c: c.question, default=None)
    if best:
        pair = [replace(_holding(cells[row], a), answer=a) for row, a in ((i, best.one), (j, best.other))]
        kind, why = shown_kind(best.kind), f"{best.one.value} and {best.other.value}: they seem to differ"
    else:
        a, b = _nearest_claims(event, i, j)
        pair = [cells[i][a], cells[j][b]]
        kind, why = "statement", "the two sentences seem to differ"
    return Row(pair, Relation("check", kind, why, chance))


def _differing(judged: Judged) -> list[Comparison]:
    """Return the answers of two sentences that differ and may answer one question."""
    differ = (c for c in judged.comparisons if c.verdict is Verdict.DIFFERENT)
    return [c for c in differ if c.question >= THRESHOLDS.check]


def _pairs(cells: list[Cell]) -> set[frozenset[int]]:
    return {frozenset((a.row, b.row)) for a, b in combinations(cells, 2) if a.outlet != b.outlet}


def _copied_alone(event: Sentences, rows: list[Row], cells: list[list[Cell]]) -> list[Row]:
    """Return a row for each sentence that is copied and that no other outlet tells: only the copied text has it."""
    shared = {cell.row for row in rows for cell in row.cells}
    found: dict[int, list[Cell]] = defaultdict(list)
    for row, twin in enumerate(event.twin):
        if twin is not None and twin not in shared and event.outlet[row] != event.outlet[twin] and cells[row]:
            found[twin].append(cells[row][0])
    why = "only in the agency text that both print"
    return [Row([cells[twin][0]], Relation("agree", "statement", why)) for twin in sorted(found) if cells[twin]]


def _shared_table(groups: list[Group], event: Sentences, cells: list[list[Cell]]) -> pd.DataFrame:
    copies = _copies(cells, event)
    order = sorted(groups, key=lambda g: (RELATIONS.index(g.relation.relation), g.cells[0].row, g.cells[0].start))
    rows = [
        (f"shared-{number:03}", text, group.relation.relation, group.relation.kind, cell.outlet, cell.article,
         cell.sentence, cell.claim, cell.evidence, cell.value, group.relation.why,
         round(float(group.relation.confidence), 3), group.corrected or None, copied, None)
        for number, group in enumerate(order, 1)
        for text in [label(group.cells, group.relation, event)]
        for cell, copied in _with_copies(group.cells, copies)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=_SHARED)


def _copies(cells: list[list[Cell]], event: Sentences) -> dict[int, list[Cell]]:
    """Return a claim of each copied sentence, by the sentence that it repeats."""
    copies: dict[int, list[Cell]] = defaultdict(list)
    for row, twin in enumerate(event.twin):
        if twin is not None and event.outlet[row] != event.outlet[twin]:
            copies[twin] += cells[row][:1]
    return copies


def _with_copies(cells: list[Cell], copies: dict[int, list[Cell]]) -> Iterator[tuple[Cell, str | None]]:
    """Yield the cells, and after them their copies with the outlet that they repeat."""
    yield from ((cell, None) for cell in cells)
    again = {
        copy.claim: (replace(copy, answer=cell.answer), cell.outlet) for cell in cells for copy in copies[cell.row]
    }
    yield from again.values()
