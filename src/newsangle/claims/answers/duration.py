"""How long: 'a truce of 30 days' and 'a truce of three weeks'."""

from newsangle.claims.answers import quantity
from newsangle.claims.answers.answer import Answer, Pair
from newsangle.claims.sentences import Sentences

KIND = "duration"
relation, evidence_of_quantities = quantity.relation, quantity.evidence


def answers(event: Sentences, row: int) -> list[Answer]:
    """Return the durations of a sentence."""
    return quantity.of_kinds(event, row, lambda kind: kind == "duration")


def evidence(pair: Pair, a: Answer, b: Answer) -> dict[str, float]:
    """Return what speaks for one question: what lasts, as far as the syntax tells, and what is said of it."""
    return evidence_of_quantities(pair, a, b)
