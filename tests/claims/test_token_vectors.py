"""Sentences compared token by token."""

import numpy as np
import pytest

from newsangle.claims.token_vectors import token_likeness

TEXTS = [
    "The ferry ran aground off the island on Tuesday.",
    "On Tuesday the ship hit a rock near the island.",
    "Shares in the paper mill fell sharply.",
    "",
    "\x00\u200b" * 500,
]


def test_what_means_the_same_is_nearer():
    near, far = token_likeness(TEXTS, [(0, 1), (0, 2)])
    assert (near > far).all()


def test_a_pair_does_not_depend_on_those_beside_it():
    assert np.array_equal(token_likeness(TEXTS, [(0, 1), (0, 2)])[0], token_likeness(TEXTS, [(0, 1)])[0])


@pytest.mark.parametrize("pair", [(0, 3), (3, 4), (4, 4)])
def test_texts_without_words(pair):
    assert np.isfinite(token_likeness(TEXTS, [pair])).all()


def test_no_pairs():
    assert token_likeness(TEXTS, []).shape == (0, 4)
