"""Whether two answers say the same."""

import numpy as np
import pytest

from newsangle.claims import same_answer


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("three years", "3 years", True),
        ("three years", "two years", False),
        ("36 months", "three years", True),
        ("to reduce traffic in the city centre", "to cut down traffic in the centre of the city", True),
        ("to reduce traffic in the city centre", "because the mayor resigned", False),
        ("", "", True),
    ],
)
def test_same_answer(a, b, same):
    assert (same_answer([a], [b])[0] >= 0.5) == same


def test_scores_are_of_each_pair():
    scores = same_answer(["a", "b", "c"], ["a", "x", "y"])
    assert scores.shape == (3,) and np.all((scores >= 0) & (scores <= 1)) and scores[0] == 1


def test_no_answers():
    assert same_answer([], []).shape == (0,)


def test_lists_must_be_equally_long():
    with pytest.raises(ValueError, match="differ in length: 1 and 2"):
        same_answer(["a"], ["b", "c"])
