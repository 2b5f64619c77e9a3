"""How two sentences differ in source, certainty, time and scope."""

import pytest

from newsangle.claims.contrast import CONTRAST, contrast, days_apart


@pytest.mark.parametrize(
    ("one", "other", "name", "value"),
    [
        ("The radar had failed.", "The radar had not failed.", "negation_differs", 1),
        ("The radar had failed.", "The radar had reportedly failed.", "hedge_differs", 1),
        ("The line will sell the ferry.", "The line sold the ferry.", "future_differs", 1),
        ("The town hall was damaged.", "The town hall was undamaged.", "opposites", 1),
        ("Nine were hurt in Halden.", "Nine were hurt in Lindholm.", "other_places", 1),
        ("Nine were hurt in Halden.", "In Halden nine were hurt.", "other_places", -1),
        ("Nine were hurt.", "Some were hurt.", "numbers_differ", 1),
        ("Nine were hurt.", "Nine were hurt.", "negation_differs", 0),
    ],
)
def test_contrast(prepared, one, other, name, value):
    found = contrast(prepared(one, other), 0, 1, {})
    assert set(found) == set(CONTRAST) and found[name] == value


@pytest.mark.parametrize(
    ("one", "other", "days"),
    [("2024-03-06", "2024-03-08", 2), ("2024-03-08", "2024-03-06", 2), (None, "2024-03-06", 0)],
)
def test_days_apart(one, other, days):
    assert days_apart(one, other) == days
