"""The fitted models, read from claims/fitted; benchmarks/fit_claims.py writes them."""

import json
from functools import cache, cached_property
from pathlib import Path

from newsangle.claims.learners import Logistic, Trees, from_dict

FITTED = Path(__file__).parent / "fitted"
LEARNERS = ("cheap", "same", "values", "names", "statements", "partial", "told", "salience")
NAMES = (*LEARNERS, "questions")


class Models:
    """The models by which claims are matched, related and listed.

    cheap, same: whether two sentences share a question, before and after they are compared in full. values, names:
    whether two answers that differ contradict each other; statements: whether two sentences do. partial: whether one
    says more than the other. told: whether a sentence is told elsewhere. questions: weights a kind of answer for 'do
    both answer one question?'. salience: how newsworthy a claim is.
    """

    def __init__(self, content: dict[str, dict]):
        self._content = content

    def __contains__(self, name: str) -> bool:
        return name in self._learners

    def __getitem__(self, name: str) -> Trees | Logistic:
        return self._learners[name]

    @property
    def questions(self) -> dict:
        """The weights of each kind of answer (answers.answer.calibrated), {} where there are none yet."""
        return self._content.get("questions", {})

    @cached_property
    def _learners(self) -> dict[str, Trees | Logistic]:
        return {name: from_dict(self._content[name]) for name in LEARNERS if name in self._content}


@cache
def shipped() -> Models:
    """Return the models that ship, fitted on all annotated events."""
    return Models({name: json.loads((FITTED / f"{name}.json").read_text("utf-8")) for name in NAMES})
