"""Questions that the values of an event answer."""

import pytest


@pytest.mark.parametrize(
    ("one", "other", "question"),
    [
        ("Two people were killed near the port.", "Five people were killed near the port.", "How many people"),
        ("Karl Olsen, 61, won the vote.", "Karl Olsen, 63, won the vote.", "How old is"),
        ("The truce will last 30 days.", "The truce will last three months.", "How long"),
        ("The bridge will open on 3 May.", "The bridge will open on 9 May.", "When will the bridge open"),
    ],
)
def test_values_that_differ_answer_a_question(told_by_two, one, other, question):
    labels = told_by_two(one, other).shared_claims["label"]
    assert labels.str.startswith(question).any() and labels.str.endswith("?").any(), labels.tolist()
