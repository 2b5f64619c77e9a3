"""Fitted models as data: boosted trees and logistic regressions, written as JSON and applied with NumPy alone."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

_BLOCK = 4096  # rows that pass through the trees at once


@dataclass(frozen=True)
class Trees:
    """A sum of regression trees on the scale of log odds; every array is (trees, nodes), a leaf its own child.

    features: the columns that the trees ask about. baseline: the log odds before any tree.
    """

    features: tuple[str, ...]
    baseline: float
    feature: np.ndarray
    threshold: np.ndarray
    left: np.ndarray
    right: np.ndarray
    value: np.ndarray
    depth: int

    def log_odds(self, table: pd.DataFrame) -> np.ndarray:
        """Return the log odds of each row; a missing value goes left. Features are rounded, so that the last digits of
        a matrix product, which differ between machines, do not decide a branch."""
        values = table[list(self.features)].to_numpy(float)
        values = np.where(np.isnan(values), -1e9, values.round(4))
        blocks = [self._block(values[at : at + _BLOCK]) for at in range(0, len(values), _BLOCK)]
        return np.concatenate(blocks) if blocks else np.zeros(0)

    def probability(self, table: pd.DataFrame) -> np.ndarray:
        """Return the probability of each row."""
        return 1 / (1 + np.exp(-self.log_odds(table)))

    def _block(self, values: np.ndarray) -> np.ndarray:
        rows, total = np.arange(len(values)), np.full(len(values), self.baseline)
        for tree in range(len(self.feature)):
            node = np.zeros(len(values), int)
            feature, threshold = self.feature[tree], self.threshold[tree]
            for _ in range(self.depth):
                goes_left = values[rows, feature[node]] <= threshold[node]
                node = np.where(goes_left, self.left[tree][node], self.right[tree][node])
            total += self.value[tree][node]
        return total


@dataclass(frozen=True)
class Logistic:
    """A logistic regression: the weight of each feature, and the log odds where all are zero."""

    intercept: float
    weights: dict[str, float]

    def probability(self, table: pd.DataFrame) -> np.ndarray:
        """Return the probability of each row; a missing value counts as zero."""
        z = np.full(len(table), self.intercept)
        for name, weight in self.weights.items():
            z = z + weight * np.nan_to_num(table[name].to_numpy(float)).round(4)
        return 1 / (1 + np.exp(-z))


def from_dict(model: dict) -> Trees | Logistic:
    """Return a model as `benchmarks/fit_claims.py` writes it."""
    if "weights" in model:
        return Logistic(model["intercept"], model["weights"])
    size = max(len(tree["value"]) for tree in model["trees"])

    def padded(name: str, kind: type) -> np.ndarray:
        return np.array([tree[name] + [0] * (size - len(tree[name])) for tree in model["trees"]], kind)

    arrays = {name: padded(name, int) for name in ("feature", "left", "right")}
    arrays |= {name: padded(name, float) for name in ("threshold", "value")}
    return Trees(tuple(model["features"]), model["baseline"], depth=model["depth"], **arrays)
