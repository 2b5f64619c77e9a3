"""Shared claims and claims found in one outlet alone: from matched sentences to groups of answers."""

import re
from dataclasses import replace
from itertools import product

import numpy as np
import pandas as pd

from newsangle.claims import matching
from newsangle.claims.claims import sentence_quantities
from newsangle.claims.matching import Sentences
from newsangle.claims.quantities import Quantity, compare
from newsangle.claims.referents import Context, Likeness, contexts
from newsangle.claims.relations import Cell, relate, value_of
from newsangle.claims.vectors import embed

Answer = tuple[Quantity, Context]
_COHERENT = 0.5  # a group holds together while its mean link is at least this share of the threshold


def compare_claims(
    claims: pd.DataFrame, articles: pd.DataFrame, sentences: pd.DataFrame, tokens: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the tables shared_claims and only_here of an event (columns as in tables.py)."""
    sentences = sentences.reset_index(drop=True)
    quantities = list(sentence_quantities(articles, sentences))
    event = matching.prepare(articles, sentences, tokens, quantities)
    pairs = matching.pairs(event)
    cells = _cells(claims, articles, sentences, event)
    of = contexts(sentences, tokens, event.quantities)
    answers = [list(zip(q, c, strict=True)) for q, c in zip(event.quantities, of, strict=True)]
    groups = _groups(pairs, cells, event, answers, Likeness(of))
    return _shared(groups, tokens), _only_here(claims, sentences, pairs, groups)


def _cells(claims: pd.DataFrame, articles: pd.DataFrame, sentences: pd.DataFrame, event: Sentences) -> list[list[Cell]]:
    """Return every sentence's claims."""
    published = dict(zip(articles["article_id"], articles["published"], strict=True))
    row_of = {sentence: i for i, sentence in enumerate(sentences["sentence_id"])}
    text = sentences["text"].tolist()
    cells: list[list[Cell]] = [[] for _ in text]
    for c in claims.itertuples():
        row = row_of[c.sentence_id]
        day = published[c.article_id]
        cells[row].append(
            Cell(
                c.outlet, c.article_id, day if isinstance(day, str) else None, c.sentence_id, row, c.claim_id,
                c.text, text[row], c.voice, c.speaker if isinstance(c.speaker, str) else None,
            )
        )  # fmt: skip
    return cells


def _groups(
    pairs: pd.DataFrame, cells: list[list[Cell]], event: Sentences, answers: list[list[Answer]], likeness: Likeness
) -> list[list[Cell]]:
    """Return groups of answers to one question; an answer is a claim, or one quantity of it."""
    links = pairs[pairs["probability"] >= matching.threshold()].sort_values(
        ["probability", "first", "second"], ascending=[False, True, True]
    )
    vectors = [embed([c.text for c in of]) for of in cells]
    weight: dict[tuple, float] = {}
    for link in links.itertuples():
        s, t = link.first, link.second
        covered = False
        for q, r in align(answers[s], answers[t], likeness):
            weight[(s, _holder(cells[s], q, event), q), (t, _holder(cells[t], r, event), r)] = link.probability
            covered = covered or q.kind != "date"
        if not covered:
            near = vectors[s] @ vectors[t].T
            i, j = np.unravel_index(int(near.argmax()), near.shape)
            weight[(s, int(i), None), (t, int(j), None)] = link.probability
    groups = _cluster(weight, event.outlet)
    return [
        _once([replace(cells[row][claim], quantity=quantity) for row, claim, quantity in nodes]) for nodes in groups
    ]


def _once(group: list[Cell]) -> list[Cell]:
    """Return the cells with one a claim."""
    return list({cell.claim: cell for cell in reversed(group)}.values())[::-1]


def align(a: list[Answer], b: list[Answer], likeness: Likeness) -> list[tuple[Quantity, Quantity]]:
    """Pair the quantities of two matched sentences that answer the same question; each is paired once.

    Equal values come first. Values that differ need more: the same thing counted and the same said of it, and not
    another order of magnitude; a date or an age that differs belongs to another question.
    """
    candidates = []
    for (i, (q, of_q)), (j, (r, of_r)) in product(enumerate(a), enumerate(b)):
        verdict = compare(q, r)
        if not verdict:
            continue
        thing, said = likeness.same_thing(of_q, of_r), likeness.same_said(of_q, of_r)
        if verdict == "same":
            fits = q.kind != "number" or thing or said or _telling(q)
        else:
            fits = thing and said and q.kind not in ("date", "age", "time") and _same_magnitude(q, r)
        if fits:
            candidates.append((_VERDICTS.index(verdict), -thing - said, i, j))
    pairs, left, right = [], set(), set()
    for *_, i, j in sorted(candidates):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((a[i][0], b[j][0]))
    return pairs


_VERDICTS = ("same", "compatible", "different")
_MAGNITUDE = 20


def _telling(q: Quantity) -> bool:
    """Tell a value that hardly two things share by chance (129, 7,919) from a small or round one (3, 1,000)."""
    return q.low is not None and q.low > 12 and len(f"{q.low:.0f}".rstrip("0")) > 1


def _same_magnitude(q: Quantity, r: Quantity) -> bool:
    low, high = sorted((abs(q.low), abs(r.low)))
    return "vague" in (q.bound, r.bound) or high <= low * _MAGNITUDE


def _holder(cells: list[Cell], quantity: Quantity, event: Sentences) -> int:
    """Return the claim of a sentence that holds a quantity."""
    for i, cell in enumerate(cells):
        if quantity.text in cell.text:
            return i
    return 0


def _cluster(weight: dict[tuple, float], outlet: np.ndarray) -> list[list[tuple]]:
    """Group linked nodes; two groups join while the mean link between their outlets is strong, so chains do not drift."""
    member = {}
    groups: dict[int, list] = {}
    for pair in weight:
        for node in pair:
            if node not in member:
                member[node] = len(groups)
                groups[len(groups)] = [node]
    for (a, b), _ in sorted(weight.items(), key=lambda item: -item[1]):
        g, h = member[a], member[b]
        if g == h:
            continue
        across = [
            weight.get((x, y), weight.get((y, x), 0.0))
            for x in groups[g] for y in groups[h] if outlet[x[0]] != outlet[y[0]]
        ]  # fmt: skip
        if _one_question(groups[g], groups[h]) and np.mean(across) >= _COHERENT * matching.threshold():
            for node in groups[h]:
                member[node] = g
            groups[g] += groups.pop(h)
    return [
        sorted(nodes, key=lambda n: (n[0], n[1])) for nodes in groups.values() if len({outlet[n[0]] for n in nodes}) > 1
    ]


def _one_question(a: list[tuple], b: list[tuple]) -> bool:
    """Return whether no date of one group contradicts one of the other: another day is another question."""
    dates = [[node[2] for node in group if node[2] and node[2].kind == "date"] for group in (a, b)]
    return all(compare(q, r) != "different" for q, r in product(*dates))


_SHARED = [
    "shared_id",
    "label",
    "relation",
    "kind",
    "outlet",
    "article_id",
    "sentence_id",
    "claim_id",
    "evidence",
    "value",
    "why",
]
_ONLY = ["outlet", "claim_id", "sentence_id", "evidence", "salience"]


def _shared(groups: list[list[Cell]], tokens: pd.DataFrame) -> pd.DataFrame:
    content = _content_words(tokens)
    groups = sorted(groups, key=lambda cells: (_RELATION_ORDER.index(relate(cells).relation), cells[0].sentence_row))
    rows = []
    for number, cells in enumerate(groups, 1):
        relation = relate(cells)
        label = _label(cells, content)
        for cell in cells:
            rows.append(
                (f"shared-{number:03}", label, relation.relation, relation.kind, cell.outlet, cell.article, cell.sentence,
                 cell.claim, cell.evidence, value_of(cell), relation.why)
            )  # fmt: skip
    return pd.DataFrame(rows, columns=_SHARED)


_RELATION_ORDER = ("conflict", "partial", "agree")


def _content_words(tokens: pd.DataFrame) -> dict[str, dict[str, str]]:
    """Return every sentence's content words, lemma to form, in their order."""
    content = tokens[tokens["pos"].isin(("NOUN", "PROPN", "VERB", "ADJ"))]
    words: dict[str, dict[str, str]] = {}
    for row in content.itertuples():
        words.setdefault(row.sentence_id, {}).setdefault(row.lemma.lower(), row.text)
    return words


def _label(cells: list[Cell], content: dict[str, dict[str, str]]) -> str:
    """Return what the answers are about: the thing counted, and the content words that they share."""
    first, *others = [content.get(cell.sentence, {}) for cell in cells]
    shared = [form for lemma, form in first.items() if any(lemma in other for other in others)]
    return " · ".join(shared[:5]) or cells[0].text[:60]


def _only_here(
    claims: pd.DataFrame, sentences: pd.DataFrame, pairs: pd.DataFrame, groups: list[list[Cell]]
) -> pd.DataFrame:
    """Return the claims that no other outlet was found to make, the most salient first within each outlet."""
    shared = {cell.claim for cells in groups for cell in cells}
    near = np.zeros(len(sentences))
    for side in ("first", "second"):
        np.maximum.at(near, pairs[side].to_numpy(int), pairs["probability"].to_numpy(float))
    likely = set(sentences["sentence_id"][near >= matching.threshold() / 2])
    place = sentences.set_index("sentence_id")
    rows = []
    for claim in claims.itertuples():
        words = len(re.findall(r"\w+", claim.text))
        if claim.claim_id in shared or claim.sentence_id in likely or words < 5:
            continue
        sentence = place.loc[claim.sentence_id]
        head = sentence["role"] in ("headline", "standfirst", "subhead")
        salience = 0.5 * (1 - sentence["position"]) + 0.3 * min(1, words / 30) + 0.2 * head
        rows.append((claim.outlet, claim.claim_id, claim.sentence_id, sentence["text"], round(salience, 4)))
    frame = pd.DataFrame(rows, columns=_ONLY)
    order = {outlet: i for i, outlet in enumerate(claims["outlet"].unique())}
    return frame.sort_values(
        ["outlet", "salience", "claim_id"], ascending=[True, False, True], ignore_index=True,
        key=lambda column: column.map(order) if column.name == "outlet" else column,
    )  # fmt: skip
