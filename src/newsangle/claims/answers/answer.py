"""What an answer is, and how two of them are compared; the kinds of answers stand in files of their own."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from newsangle.claims.sentences import Sentences
from newsangle.claims.token_vectors import TokenVectors


class Verdict(Enum):
    """How two answers to one question stand: one value, two that may both be true, or two that cannot."""

    SAME = "same"
    COMPATIBLE = "compatible"
    DIFFERENT = "different"


@dataclass(frozen=True)
class Answer:
    """What a sentence answers: its place in the sentence, as a reader would quote it, and what is compared."""

    start: int
    end: int
    value: str
    content: Any


@dataclass(frozen=True)
class Pair:
    """Two sentences of different outlets (rows of the event), with the probability that they share a question.

    vectors: of the tokens of those sentences of the event that were read.
    """

    event: Sentences
    first: int
    second: int
    probability: float
    vectors: TokenVectors | None = None


@dataclass(frozen=True)
class Comparison:
    """Two answers of one kind: the probability that they answer one question, and how they stand to each other.

    evidence: what speaks for one question. conflict: the probability that the answers contradict each other, 0 where
    they do not differ.
    """

    kind: str
    verdict: Verdict
    question: float
    one: Answer
    other: Answer
    evidence: Mapping[str, float] = field(default_factory=dict, compare=False)
    conflict: float = 0.0


def calibrated(kind: str, evidence: Mapping[str, float], pair: Pair, weights: dict) -> float:
    """Return the probability that two answers of a kind answer one question: a logistic regression on the evidence.

    evidence: what speaks for it, 0 to 1 each. The log odds that the sentences share a question count too. The weights
    of each kind are fitted on annotated events (benchmarks/fit_claims.py).
    """
    weights = weights[kind]
    z = weights["intercept"] + weights["sentences"] * log_odds(pair.probability)
    z += sum(weights["evidence"].get(name, 0.0) * value for name, value in evidence.items())
    return 1 / (1 + math.exp(-z))


def log_odds(probability: float) -> float:
    """Return the log odds of a probability, cut at ±6."""
    inside = min(max(probability, 0.0025), 0.9975)
    return math.log(inside / (1 - inside))
