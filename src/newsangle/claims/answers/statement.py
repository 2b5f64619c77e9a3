"""What was said or happened, where no value of another kind is compared: the two nearest clauses."""

from newsangle.claims.answers.answer import Pair


def nearest(pair: Pair) -> tuple[int, int]:
    """Return the places, among the clauses of either sentence, of the two that are nearest in meaning."""
    event = pair.event
    own, others = event.clauses[pair.first], event.clauses[pair.second]
    near = event.clause_vectors[own] @ event.clause_vectors[others].T
    place = int(near.round(5).argmax())
    return place // len(others), place % len(others)
