"""Which sentences of different outlets answer a question in common, as a probability.

Two models follow one another. The first reads what is cheap: nearness of sentences and of clauses, words and names that
are rare in this event, equal quantities, wording, place in the article. The likeliest pairs go on to the second, which
adds the answers (claims/answers), the context of the pair, and how alike their tokens are.
Both are boosted trees fitted on annotated events; the thresholds are set on events left out (benchmarks/fit_claims.py).
"""

import math
from dataclasses import replace
from itertools import product

import numpy as np
import pandas as pd

from newsangle.claims import answers
from newsangle.claims.answers.answer import Comparison, Pair, Verdict, log_odds
from newsangle.claims.candidates import candidates, nearness, words_in_common
from newsangle.claims.contradiction import GROUPS, differing
from newsangle.claims.contrast import CONTRAST, contrast
from newsangle.claims.models import Models
from newsangle.claims.sentences import Sentences
from newsangle.claims.thresholds import THRESHOLDS
from newsangle.claims.token_vectors import LIKENESS, TokenVectors
from newsangle.quantities.comparison import are_close, compare

CHEAP = (
    "meaning", "raw_meaning", "clause", "words", "rare", "overlap", "same_quantity", "same_date", "other_quantity",
    "distance", "lead", "wording", "verbs", "names", "margin_first", "margin_second", "shorter", "longer", "heading",
)  # fmt: skip
_GROUPS = ("number", "duration", "age", "date", "name", "place", "cause", "polarity", "missing")
CONTEXT = ("cheap", "best_first", "best_second", "beside")


def answer_columns() -> list[str]:
    """Return the names of the features that the answers give: the likeliest question of each kind and verdict."""
    return [f"{group}_{verdict.value}" for group in _GROUPS for verdict in Verdict]


def cheap_features(event: Sentences) -> pd.DataFrame:
    """Return the candidates of an event with the features of the first model: columns first, second and CHEAP."""
    blocks = [_cheap_block(event, *pairs) for pairs in candidates(event)]
    if not blocks:
        return pd.DataFrame(columns=["first", "second", *CHEAP], dtype=float).astype({"first": int, "second": int})
    return pd.concat(blocks, ignore_index=True)


def _cheap_block(
    event: Sentences, first: np.ndarray, second: np.ndarray, best_first: np.ndarray, best_second: np.ndarray
) -> pd.DataFrame:
    pairs = list(zip(first.tolist(), second.tolist(), strict=True))
    near = nearness(event, first, second)
    rare, verbs, wording, names, size = event.rare, event.verbs, event.wording, event.names, event.size
    quantities = np.array([_quantities(event, i, j) for i, j in pairs])
    heading = np.array([role in ("headline", "standfirst") for role in event.roles], float)
    shared = np.array([len(event.words[i].keys() & event.words[j].keys()) for i, j in pairs], float)
    return pd.DataFrame(
        {
            "first": first,
            "second": second,
            "meaning": np.einsum("nd,nd->n", event.vectors[first], event.vectors[second]),
            "raw_meaning": np.einsum("nd,nd->n", event.raw_vectors[first], event.raw_vectors[second]),
            "clause": _nearest_clause(event, pairs),
            "words": words_in_common(event.words, first, second),
            "rare": [math.sqrt(sum(rare[i][w] for w in sorted(rare[i].keys() & rare[j].keys()))) for i, j in pairs],
            "overlap": shared / np.maximum(np.minimum(size[first], size[second]), 1),
            "same_quantity": quantities[:, 0],
            "same_date": quantities[:, 1],
            "other_quantity": quantities[:, 2],
            "distance": np.abs(event.position[first] - event.position[second]),
            "lead": (event.position[first] < 0.1) & (event.position[second] < 0.1),
            "wording": [math.log1p(len(wording[i] & wording[j])) for i, j in pairs],
            "verbs": [len(verbs[i] & verbs[j]) for i, j in pairs],
            "names": [len(names[i] & names[j]) for i, j in pairs],
            "margin_first": near - best_first,
            "margin_second": near - best_second,
            "shorter": np.minimum(size[first], size[second]),
            "longer": np.maximum(size[first], size[second]),
            "heading": heading[first] + heading[second],
        }
    )


def _nearest_clause(event: Sentences, pairs: list[tuple[int, int]]) -> list[float]:
    """Return the greatest cosine of a clause of one sentence and a clause of the other."""
    return [
        float((event.clause_vectors[event.clauses[i]] @ event.clause_vectors[event.clauses[j]].T).max(initial=-1))
        if event.clauses[i] and event.clauses[j] else -1.0
        for i, j in pairs
    ]  # fmt: skip


def _quantities(event: Sentences, i: int, j: int) -> tuple[float, float, float]:
    """Return whether two sentences hold an equal quantity (a close one counts half), one date, and different values."""
    same = day = other = 0.0
    for q, r in product(event.quantities[i], event.quantities[j]):
        verdict = compare(q, r)
        if verdict == "same" and q.kind == "date":
            day = 1.0
        elif verdict == "same":
            same = 1.0
        elif verdict == "different" and q.unit == r.unit:
            other += 1
            same = max(same, 0.5 * are_close(q, r))
    return same, day, min(other, 5.0)


class Matcher:
    """The pairs of an event that are compared in full, with what was found for each.

    table: a row a pair, with the features of every model, and `probability` of a question in common.
    comparisons: the comparisons of each pair's answers, in the order of the table.
    """

    def __init__(self, event: Sentences, models: Models):
        """Match the sentences of an event as far as there are models for it (they are fitted one after the other)."""
        self.event = event
        table = cheap_features(event)
        table["cheap"] = models["cheap"].probability(table)
        self.table = _with_context(event, table, THRESHOLDS.compared)
        vectors = TokenVectors(event.texts, self._read())
        rows = self.table[["first", "second", "cheap"]].itertuples(index=False)
        self.pairs = [Pair(event, first, second, cheap, vectors) for first, second, cheap in rows]
        nothing = (np.nan,) * len(LIKENESS)
        likeness = [
            vectors.likeness(p.first, p.second) if p.first in vectors and p.second in vectors else nothing
            for p in self.pairs
        ]
        marks: dict = {}
        contrasts = [contrast(event, pair.first, pair.second, marks) for pair in self.pairs]
        self.table[list(LIKENESS)] = np.array(likeness).reshape(len(self.pairs), len(LIKENESS))
        self.table = pd.concat(
            [self.table, pd.DataFrame(contrasts, index=self.table.index, columns=CONTRAST, dtype=float)], axis=1
        )
        if models.questions:
            self.compare_answers(models.questions)
        if "same" in models:
            self.table["probability"] = models["same"].probability(self.table)
        if "values" in models:
            self.weigh_contradictions(models)

    def compare_answers(self, weights: dict) -> None:
        """Compare the answers of every pair, by the weights of each kind of answer."""
        cache: dict = {}
        self.comparisons: list[list[Comparison]] = [answers.compare(pair, cache, weights) for pair in self.pairs]
        columns = [_by_verdict(found) for found in self.comparisons]
        self.table[answer_columns()] = np.array(columns).reshape(len(self.pairs), len(answer_columns()))

    def weigh_contradictions(self, models: Models) -> None:
        """Give the answers that differ the probability that they contradict each other."""
        table = differing(self.event, self.table, self.comparisons)
        for group in GROUPS:
            some = table[table["group"] == group]
            for pair, place, p in zip(some["pair"], some["place"], models[group].probability(some), strict=True):
                found = self.comparisons[pair]
                found[place] = replace(found[place], conflict=float(p))

    def _read(self) -> set[int]:
        """Return the sentences whose tokens are read: those of the likeliest pairs; reading all would take long."""
        read: set[int] = set()
        first, second = (self.table[name].tolist() for name in ("first", "second"))
        for n in self.table["cheap"].round(6).to_numpy().argsort(kind="stable")[::-1].tolist():
            if len(read | {first[n], second[n]}) <= THRESHOLDS.most_read:
                read |= {first[n], second[n]}
        return read


def _by_verdict(found: list[Comparison]) -> list[float]:
    """Return the probability of the likeliest question of each kind and verdict, 0 where there is none."""
    best = {}
    for c in found:
        best[c.kind, c.verdict] = max(best.get((c.kind, c.verdict), 0.0), c.question)
    return [best.get((group, verdict), 0.0) for group in _GROUPS for verdict in Verdict]


def _with_context(event: Sentences, table: pd.DataFrame, least: float) -> pd.DataFrame:
    """Return the pairs that are likely enough, with the context of each: its rivals and its neighbours.

    best_first, best_second: the log odds of the best other match of either sentence in that article. beside: those of
    the best match among the sentences before and after both.
    """
    first, second, p = (table[name].tolist() for name in ("first", "second", "cheap"))
    known = dict(zip(zip(first, second, strict=True), p, strict=True))
    rivals: dict[tuple[int, str], list[float]] = {}
    for (i, j), value in known.items():
        for key in ((i, event.article[j]), (j, event.article[i])):
            rivals.setdefault(key, []).append(value)
    for values in rivals.values():
        values.sort(reverse=True)

    def best_other(row: int, article: str, own: float) -> float:
        values = rivals[row, article]
        other = values[0] if values[0] > own else values[1] if len(values) > 1 else 0.0
        return log_odds(other)

    likely = table["cheap"].round(6).to_numpy().argsort(kind="stable")[::-1][: THRESHOLDS.most_compared]
    kept = table.iloc[np.sort(likely)]
    kept = kept[kept["cheap"] >= least].reset_index(drop=True)
    both = list(zip(kept["first"].tolist(), kept["second"].tolist(), kept["cheap"].tolist(), strict=True))
    kept["best_first"] = [best_other(i, event.article[j], p) for i, j, p in both]
    kept["best_second"] = [best_other(j, event.article[i], p) for i, j, p in both]
    steps = [(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1) if x and y]
    kept["beside"] = [log_odds(max(known.get((i + x, j + y), 0.0) for x, y in steps)) for i, j, _ in both]
    return kept
