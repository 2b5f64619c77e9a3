"""The tables of shared claims, of claims found in one outlet alone, and of those that may be shared."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations
from typing import NamedTuple

import pandas as pd

from newsangle.claims import matching
from newsangle.claims.alone import unshared_tables
from newsangle.claims.answers import assertion, statement
from newsangle.claims.answers.answer import Answer, Comparison, Pair, Verdict
from newsangle.claims.clustering import Node, cluster
from newsangle.claims.contradiction import statement_features
from newsangle.claims.corrections import Correction, Group, correct
from newsangle.claims.filler import without_filler
from newsangle.claims.labels import labels
from newsangle.claims.matching import Matcher
from newsangle.claims.models import Models, shipped
from newsangle.claims.relations import RELATIONS, Cell, Judged, Judgements, Relation, relate, shown_kind
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
    sentences: pd.DataFrame,
    tokens: pd.DataFrame,
    articles: pd.DataFrame,
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

    corrections: a reader's, from read_corrections. models: others than those that ship.
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
    conflict = models["statements"].probability(statement_features(table))
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
        or c.conflict >= THRESHOLDS.conflict
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

    Two values are asked about once, whatever sentences have them; so is every sentence. Sentences that agree in another
    row are asked about only for values that differ.
    """
    shown, agreed = (
        {pair for row in rows if row.relation.relation == relation for pair in _pairs(row.cells)}
        for relation in ("conflict", "agree")
    )
    used: set[int] = set()
    asked = {values for row in rows if row.relation.relation == "conflict" for values in _values(row)}
    checks: list[Row] = []
    for chance, (i, j), c in _likely_conflicts(event, judgements):
        if len(checks) == THRESHOLDS.most_checks:
            break
        pair = frozenset((i, j))
        if pair in shown or (not c and (pair in agreed or pair & used)):
            continue
        row = _check(i, j, chance, c, event, judgements, cells)
        if c and next(_values(row)) in asked:
            continue
        used |= {cell.row for cell in row.cells}
        asked.update(_values(row))
        checks.append(row)
    return [*(row for row in rows if not any(_repeats(row, check) for check in checks)), *checks]


def _values(row: Row) -> Iterator[frozenset]:
    """Yield every two values of a row, the first two cells' first, as what a question is asked about."""
    answered = [(row.relation.kind, _value(cell.answer)) for cell in row.cells if cell.answer]
    return (frozenset(pair) for pair in combinations(answered, 2))


def _value(answer: Answer) -> Hashable:
    """Return an answer without the words around it: the figures of a quantity, else what a reader would quote."""
    quantity = answer.content[0] if isinstance(answer.content, tuple) else None
    return getattr(quantity, "values", answer.value.lower())


def _repeats(row: Row, check: Row) -> bool:
    """Return whether a row compares nothing but what a place to check asks about: its sentences, or its answers."""
    if row.relation.relation == "conflict" or not _pairs(row.cells) <= _pairs(check.cells):
        return False
    own = {(cell.row, cell.answer) for cell in row.cells}
    asked = {(cell.row, cell.answer) for cell in check.cells}
    return own <= asked if any(answer for _, answer in asked) else True


def _likely_conflicts(
    event: Sentences, judgements: Judgements
) -> list[tuple[float, tuple[int, int], Comparison | None]]:
    """Return what may contradict each other, the likeliest first: two answers, or two sentences as wholes (None)."""
    found = [
        (judged.conflict, pair, None) for pair, judged in judgements.items()
        if judged.conflict >= THRESHOLDS.check_sentences and assertion.are_comparable(Pair(event, *pair, judged.same))
    ]  # fmt: skip
    found += [
        (c.conflict, pair, c) for pair, j in judgements.items() for c in j.comparisons if c.conflict >= THRESHOLDS.check
    ]
    return sorted(found, key=lambda one: (-round(one[0], 6), one[1], one[2].one.start if one[2] else -1))


def _check(
    i: int, j: int, chance: float, c: Comparison | None, event: Sentences, judgements: Judgements,
    cells: list[list[Cell]],
) -> Row:  # fmt: skip
    """Return what is likely to differ as a row, with the answers of other articles to the same question."""
    if c:
        pair = [replace(_holding(cells[row], a), answer=a) for row, a in ((i, c.one), (j, c.other))]
        kind, why = shown_kind(c.kind), f"{c.one.value} and {c.other.value}: they seem to differ"
    else:
        a, b = _nearest_claims(event, i, j)
        pair = [cells[i][a], cells[j][b]]
        kind, why = "statement", "the two sentences seem to differ"
    return Row([*pair, *(_others(pair, judgements, cells) if c else [])], Relation("check", kind, why, chance))


def _others(pair: list[Cell], judgements: Judgements, cells: list[list[Cell]]) -> list[Cell]:
    """Return what further articles answer to the question of two answers, the surest of each article."""
    best: dict[str, tuple[float, Cell]] = {}
    for (i, j), judged in judgements.items():
        for row, other in ((i, j), (j, i)):
            for cell in pair:
                article = cells[other][0].article if cells[other] else cell.article
                if cell.row != row or article in (pair[0].article, pair[1].article):
                    continue
                for c in judged.comparisons:
                    own, answer = (c.one, c.other) if row == i else (c.other, c.one)
                    if own == cell.answer and c.question > max(THRESHOLDS.same_question, best.get(article, (0.0,))[0]):
                        best[article] = (c.question, replace(_holding(cells[other], answer), answer=answer))
    return [cell for _, cell in best.values()]


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
        for number, (group, text) in enumerate(zip(order, labels(order, event), strict=True), 1)
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
