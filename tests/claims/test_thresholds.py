"""Thresholds are read from one file, and each has a name that is known."""

from dataclasses import asdict

import pytest

from newsangle.claims.thresholds import THRESHOLDS, Thresholds


@pytest.mark.parametrize("name", sorted(asdict(THRESHOLDS)))
def test_thresholds_are_probabilities_or_counts(name):
    value = getattr(THRESHOLDS, name)
    assert value >= 1 if name.startswith("most_") else 0 < value < 1


def test_a_threshold_must_have_a_known_name():
    with pytest.raises(TypeError):
        Thresholds(**asdict(THRESHOLDS), unheard_of=0.5)
