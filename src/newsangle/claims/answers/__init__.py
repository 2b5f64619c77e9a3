"""The kinds of answers, a file each: what counts as an answer, whether two answer one question, how they stand.

Every kind has `answers(event, row)`, `relation(a, b)` (the verdict on two values) and `evidence(pair, a, b)` (what
speaks for one question), from which a logistic regression gives the probability of one question.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from newsangle.claims.answers import age, assertion, cause, date, duration, missing_information, name, place, quantity
from newsangle.claims.answers.answer import Answer, Comparison, Pair, Verdict, calibrated

KINDS = (quantity, duration, age, date, name, place, cause, assertion, missing_information)
_MOST = 12  # answers of a kind in a sentence that are compared

__all__ = ["KINDS", "Answer", "Comparison", "Pair", "Verdict", "comparable", "compare", "found_in"]


def found_in(event, row: int, cache: dict) -> list[list[Answer]]:
    """Return the answers of a sentence, a list a kind."""
    if row not in cache:
        cache[row] = [kind.answers(event, row)[:_MOST] for kind in KINDS]
    return cache[row]


def compare(pair: Pair, cache: dict, weights: dict) -> list[Comparison]:
    """Return the comparisons of the answers of two sentences, each answer with its likeliest counterpart.

    cache: answers already found, by sentence. weights: of `calibrated`.
    """
    found: dict[str, list[Comparison]] = {}
    for c in comparable(pair, cache):
        found.setdefault(c.kind, []).append(replace(c, question=calibrated(c.kind, c.evidence, pair, weights)))
    return [c for some in found.values() for c in _best(some)]


def comparable(pair: Pair, cache: dict) -> Iterator[Comparison]:
    """Yield every two answers of one kind that can be compared, with the evidence, before any weight is given to it."""
    sides = (found_in(pair.event, row, cache) for row in (pair.first, pair.second))
    for kind, a, b in zip(KINDS, *sides, strict=True):
        repeated = kind is assertion and a and b and not assertion.are_comparable(pair)
        for one, other in product(a, b) if not repeated else ():
            if verdict := kind.relation(one, other):
                evidence = kind.evidence(pair, one, other) | _surroundings(pair, one, other)
                yield Comparison(kind.KIND, verdict, 0.0, one, other, evidence)


def _surroundings(pair: Pair, one: Answer, other: Answer) -> dict[str, float]:
    """Return how alike two answers are as they are used, and the words around them."""
    if pair.vectors is None or pair.first not in pair.vectors or pair.second not in pair.vectors:
        return {"not read": 1.0}
    spans = ((one.start, one.end), (other.start, other.end))
    alike, around = pair.vectors.nearness(pair.first, spans[0], pair.second, spans[1])
    return {"alike": alike, "surroundings": around}


def _best(comparisons: list[Comparison]) -> list[Comparison]:
    """Return the comparisons with each answer used once, the likeliest first."""
    kept, used = [], set()
    for c in sorted(comparisons, key=lambda c: (-round(c.question, 6), c.one.start, c.other.start)):
        if ("one", c.one) not in used and ("other", c.other) not in used:
            kept.append(c)
            used |= {("one", c.one), ("other", c.other)}
    return kept
