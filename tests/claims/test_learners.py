"""Fitted models that are read as data."""

import numpy as np
import pandas as pd

from newsangle.claims.learners import from_dict

TREE = {
    "features": ["near"],
    "baseline": 0.0,
    "depth": 1,
    "trees": [
        {"feature": [0, 0, 0], "threshold": [0.5, 0, 0], "left": [1, 1, 2], "right": [2, 1, 2], "value": [0, -2, 2]}
    ],
}


def test_trees_send_what_is_missing_left():
    chances = from_dict(TREE).probability(pd.DataFrame({"near": [0.2, 0.9, np.nan]}))
    assert np.allclose(chances, [1 / (1 + np.exp(2)), 1 / (1 + np.exp(-2)), 1 / (1 + np.exp(2))])


def test_trees_without_rows():
    assert len(from_dict(TREE).probability(pd.DataFrame({"near": []}))) == 0


def test_logistic_takes_what_is_missing_for_zero():
    model = from_dict({"intercept": 1.0, "weights": {"near": 2.0}})
    chances = model.probability(pd.DataFrame({"near": [np.nan, -0.5]}))
    assert np.allclose(chances, [1 / (1 + np.exp(-1)), 0.5])
