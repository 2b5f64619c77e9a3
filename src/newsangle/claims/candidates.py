"""Which pairs of sentences are compared at all: candidates come in by several doors.

A pair is a candidate where the sentences, or two clauses of them, are near in meaning and words; where both give an
amount of one thing, sums of money that are near each other, an age or a title of one person; or where both say the
same, or the contrary, of one actor. The second kind of door lets in what most conflicts are: an aside of one sentence
against an aside of another.
"""

import math
from collections import defaultdict
from collections.abc import Hashable, Iterator
from datetime import date
from itertools import combinations, product

import numpy as np

from newsangle.claims.answers.name import titles
from newsangle.claims.predicates import meaning
from newsangle.claims.sentences import BLOCK, Sentences

NEAREST = 6  # candidates a sentence has in each other article
NEAREST_CLAUSE = 2  # candidates a clause has there
_NEAR = 1.5  # factor within which two sums of money may be one
_CROWDED = 6  # sentences of an article that have a key; what more have tells nothing apart


def candidates(event: Sentences) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]]:
    """Yield, for each two articles of different outlets, the pairs to compare.

    Each is (first, second, best_first, best_second): rows of sentences, and how near each sentence's best match in
    the other article is. A copied sentence is not compared: it is the voice of the article that it repeats.
    """
    rows: dict[str, list[int]] = defaultdict(list)
    for i, article in enumerate(event.article):
        if event.twin[i] is None:
            rows[article].append(i)
    keys = _by_key(event)
    for a, b in combinations(rows.values(), 2):
        if event.outlet[a[0]] == event.outlet[b[0]]:
            continue
        left, right = np.array(a), np.array(b)
        pairs, best_a, best_b = _nearest(event, left, right)
        pairs |= _nearest_clauses(event, a, b)
        pairs |= keys.get((event.article[a[0]], event.article[b[0]]), set())
        first, second = np.array(sorted(pairs)).T
        to_a, to_b = {row: n for n, row in enumerate(a)}, {row: n for n, row in enumerate(b)}
        yield first, second, best_a[[to_a[i] for i in first]], best_b[[to_b[j] for j in second]]


def nearness(event: Sentences, first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Return how near each pair of sentences is: the cosine of their vectors plus that of their words."""
    meaning = np.einsum("nd,nd->n", event.vectors[first], event.vectors[second])
    return meaning + words_in_common(event.words, first, second)


def words_in_common(words: list[dict[str, float]], first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Return the sum of the products of the weights that two sentences give to the words of both."""
    return np.array([_dot(words[i], words[j]) for i, j in zip(first.tolist(), second.tolist(), strict=True)])


def _dot(a: dict[str, float], b: dict[str, float]) -> float:
    return sum(a[word] * b[word] for word in sorted(a.keys() & b.keys()))


def _by_key(event: Sentences) -> dict[tuple[str, str], set[tuple[int, int]]]:
    """Return the pairs of sentences that share a key, by their two articles in the order of the event."""
    holders: dict[Hashable, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for row in range(len(event)):
        if event.twin[row] is None:
            for key in _keys(event, row):
                holders[key][event.article[row]].append(row)
    pairs: dict[tuple[str, str], set[tuple[int, int]]] = defaultdict(set)
    for articles in holders.values():
        few = {article: rows for article, rows in articles.items() if len(rows) <= _CROWDED}
        for a, b in combinations(few, 2):
            pairs[a, b].update(product(few[a], few[b]))
    return pairs


def _keys(event: Sentences, row: int) -> set[Hashable]:
    """Return what a sentence gives an answer to: the noun it counts, whose age or title it tells, who does what."""
    found: set[Hashable] = set()
    for q, context in zip(event.quantities[row], event.contexts[row], strict=True):
        if q.kind not in ("date", "time") and context.noun:
            found.add((q.kind, q.unit if q.kind != "duration" else "", meaning(context.noun)))
        if q.kind == "age" and not context.name:  # of a person whom texts call 'the boy', 'the six-year-old', 'a pupil'
            found.add((q.kind, "unnamed"))
        if q.kind == "money" and q.low and q.low > 0:  # of one thing, however it is called
            size = math.log(q.low) / math.log(_NEAR)
            found.update((q.unit, step) for step in (math.floor(size), math.floor(size + 0.5) + 0.5))
    found.update(("title", title.person) for title in titles(event.parsed[row]))
    for said in event.polarity[row].assertions:
        actors = sorted(said.agent.names | said.thing.names | said.agent.nouns | said.thing.nouns)
        found.update((side, actor) for side in said.topics for actor in actors)
    found.update(("missing", missing.kind) for missing in event.polarity[row].missing)
    if (day := event.published[row]) and any(
        q.kind == "date" and q.low is not None and q.extent[1] > date.fromisoformat(day).toordinal()
        for q in event.quantities[row]
    ):
        found.add(("missing", "date"))  # what is to come may be what another text says was not announced
    return found


def _nearest(event: Sentences, a: np.ndarray, b: np.ndarray) -> tuple[set[tuple[int, int]], np.ndarray, np.ndarray]:
    """Return the pairs in which one is among the other's nearest, and how near each sentence's best is.

    The nearness of all pairs is a matrix product, made block by block so that memory stays small.
    """
    both = sorted({w for i in a for w in event.words[i]} & {w for j in b for w in event.words[j]})
    column = {word: n for n, word in enumerate(both)}
    parts = [slice(left, left + BLOCK) for left in range(0, len(b), BLOCK)]
    pairs, best_a, columns, found = set(), [], [], []
    for top in range(0, len(a), BLOCK):
        rows = a[top : top + BLOCK]
        words = _dense(event, rows, column)
        near = np.hstack(
            [event.vectors[rows] @ event.vectors[b[p]].T + words @ _dense(event, b[p], column).T for p in parts]
        )
        best_a.append(near.max(axis=1))
        pairs.update((int(a[top + n]), int(b[m])) for n, some in enumerate(_top(near, 1).tolist()) for m in some)
        below = _top(near, 0)
        columns.append(top + below)
        found.append(np.take_along_axis(near, below, axis=0))
    found, columns = np.vstack(found), np.vstack(columns)
    first = np.take_along_axis(columns, _top(found, 0), axis=0)
    pairs.update((int(a[n]), int(b[m])) for m, some in enumerate(first.T.tolist()) for n in some)
    return pairs, np.concatenate(best_a), found.max(axis=0)


def _nearest_clauses(event: Sentences, a: list[int], b: list[int]) -> set[tuple[int, int]]:
    """Return the pairs of sentences in which a clause of one is among the nearest to a clause of the other."""
    pairs: set[tuple[int, int]] = set()
    for left, right, turned in ((a, b, False), (b, a, True)):
        own = [(row, clause) for row in left for clause in event.clauses[row]]
        others = [(row, clause) for row in right for clause in event.clauses[row]]
        if not own or not others:
            continue
        those = event.clause_vectors[[clause for _, clause in others]].T
        for top in range(0, len(own), BLOCK):
            some = own[top : top + BLOCK]
            near = event.clause_vectors[[clause for _, clause in some]] @ those
            for (row, _), places in zip(some, _top(near, 1, NEAREST_CLAUSE).tolist(), strict=True):
                pairs.update((others[m][0], row) if turned else (row, others[m][0]) for m in places)
    return pairs


def _top(near: np.ndarray, axis: int, most: int = NEAREST) -> np.ndarray:
    """Return the places of the few greatest values along an axis."""
    if near.shape[axis] <= most:
        every = np.arange(near.shape[axis])
        return np.broadcast_to(every[:, None] if axis == 0 else every, near.shape)
    return np.take(np.argpartition(-near, most - 1, axis=axis), np.arange(most), axis=axis)


def _dense(event: Sentences, rows: np.ndarray, column: dict[str, int]) -> np.ndarray:
    """Return the weights of the words that have a column as a matrix, a row a sentence."""
    matrix = np.zeros((len(rows), max(len(column), 1)), np.float32)
    for n, row in enumerate(rows):
        own = [word for word in event.words[row] if word in column]
        matrix[n, [column[word] for word in own]] = [event.words[row][word] for word in own]
    return matrix
