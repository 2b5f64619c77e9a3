"""Sentences compared token by token."""

import numpy as np
import pytest

from newsangle.claims.token_vectors import LIKENESS, TokenVectors

TEXTS = [
    "The ferry ran aground off the island on Tuesday.",
    "On Tuesday the ship hit a rock near the island.",
    "Shares in the paper mill fell sharply.",
    "",
    "\x00\u200b" * 500,
    "Some 60 diggers are at work beside the well,\n and 12 reporters watch.",
    "About 80 excavators were brought to the well.",
]
ROWS = range(len(TEXTS))


def test_what_means_the_same_is_nearer():
    vectors = TokenVectors(TEXTS, ROWS)
    assert all(near > far for near, far in zip(vectors.likeness(0, 1), vectors.likeness(0, 2), strict=True))


def test_a_pair_does_not_depend_on_what_else_is_read():
    assert TokenVectors(TEXTS, ROWS).likeness(0, 1) == TokenVectors(TEXTS, (0, 1)).likeness(0, 1)


@pytest.mark.parametrize("pair", [(0, 3), (3, 4), (4, 4)])
def test_texts_without_words(pair):
    vectors = TokenVectors(TEXTS, ROWS)
    found = vectors.likeness(*pair)
    assert len(found) == len(LIKENESS) and np.isfinite(found).all()
    assert vectors.nearness(pair[0], (0, 3), pair[1], (0, 3))[1] >= 0


def test_numbers_of_one_thing_are_nearer():
    vectors = TokenVectors(TEXTS, ROWS)

    def span(row: int, word: str) -> tuple[int, int]:
        start = TEXTS[row].index(word)
        return start, start + len(word)

    one = vectors.nearness(5, span(5, "60"), 6, span(6, "80"))
    other = vectors.nearness(5, span(5, "12"), 6, span(6, "80"))
    assert one > other


def test_what_is_not_read():
    vectors = TokenVectors(TEXTS, (0,))
    assert 0 in vectors and 1 not in vectors
    assert vectors.nearness(0, (900, 901), 0, (0, 3)) == (0.0, 0.0)


def test_nothing_to_read():
    assert 0 not in TokenVectors([], ())
