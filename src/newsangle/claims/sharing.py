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
from newsangle.claims.relations import Cell, relate, value_of
from newsangle.claims.vectors import embed

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
    groups = _groups(pairs, cells, event)
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


def _groups(pairs: pd.DataFrame, cells: list[list[Cell]], event: Sentences) -> list[list[Cell]]:
    """Return groups of answers to one question; an answer is a claim, or one quantity of it."""
    links = pairs[pairs["probability"] >= matching.threshold()].sort_values(
        ["probability", "first", "second"], ascending=[False, True, True]
    )
    vectors = [embed([c.text for c in of]) for of in cells]
    weight: dict[tuple, float] = {}
    for link in links.itertuples():
        s, t = link.first, link.second
        covered = False
        for q, r in align(event.quantities[s], event.quantities[t]):
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


def align(a: list[Quantity], b: list[Quantity]) -> list[tuple[Quantity, Quantity]]:
    """Pair the quantities of two matched sentences that answer the same question: equal values, then one referent."""
    pairs, left, right = [], list(a), list(b)
    for q, r in product(a, b):
        if q in left and r in right and compare(q, r) == "same":
            pairs.append((q, r))
            left.remove(q)
            right.remove(r)
    for q, r in product(left, right):
        if q in left and r in right and q.kind == r.kind and q.kind != "date" and compare(q, r) and _one_referent(q, r):
            pairs.append((q, r))
            left.remove(q)
            right.remove(r)
    return pairs


def _one_referent(q: Quantity, r: Quantity) -> bool:
    if q.kind == "duration":
        return True
    if not q.referent or not r.referent:
        return False
    a, b = embed([q.referent.lower(), r.referent.lower()])
    return bool(set(q.referent.lower().split()) & set(r.referent.lower().split())) or float(a @ b) >= 0.5


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
        if np.mean(across) >= _COHERENT * matching.threshold():
            for node in groups[h]:
                member[node] = g
            groups[g] += groups.pop(h)
    return [
        sorted(nodes, key=lambda n: (n[0], n[1])) for nodes in groups.values() if len({outlet[n[0]] for n in nodes}) > 1
    ]


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
