"""Which sentences are compared: near ones, and those that answer one question in unlike words."""

import numpy as np
import pytest

from newsangle.claims.candidates import candidates, nearness

ONE = "The firm said on Monday that its board had met in Halden and would bid 47 billion dollars for the rail line."
OTHER = "Analysts who had expected a calm week were surprised by a bid of 38 billion dollars."


def pairs(event) -> set[tuple[int, int]]:
    return {
        pair for first, second, *_ in candidates(event) for pair in zip(first.tolist(), second.tolist(), strict=True)
    }


def test_sentences_that_count_one_thing_are_compared(prepared):
    assert (0, 1) in pairs(prepared(ONE, OTHER))


def test_sentences_of_one_outlet_are_not_compared(ferry):
    from newsangle.claims import sentences

    told = ferry.sentences[ferry.sentences["sentence_id"].isin(ferry.claims["sentence_id"])].reset_index(drop=True)
    event = sentences.prepare(ferry.claims, ferry.articles, told, ferry.tokens)
    assert all(event.outlet[i] != event.outlet[j] for i, j in pairs(event))
    assert pairs(event)


def test_what_means_the_same_is_nearer(prepared):
    same = prepared("The ferry ran aground off the island.", "The ferry ran aground near the island.")
    unlike = prepared("The ferry ran aground off the island.", "Shares in the paper mill fell sharply.")
    first, second = np.array([0]), np.array([1])
    assert nearness(same, first, second) > nearness(unlike, first, second)


@pytest.mark.parametrize("text", ["Fire.", "12", "a " * 300])
def test_texts_of_hardly_any_words(prepared, text):
    assert pairs(prepared(text, text)) <= {(0, 1)}
