"""The fitted models and their thresholds."""

from dataclasses import asdict

import pytest

from newsangle.claims.models import LEARNERS, shipped
from newsangle.claims.thresholds import THRESHOLDS, Thresholds


@pytest.mark.parametrize("name", LEARNERS)
def test_every_model_ships(name):
    assert name in shipped()


@pytest.mark.parametrize("name", sorted(asdict(THRESHOLDS)))
def test_thresholds_are_probabilities_or_counts(name):
    value = getattr(THRESHOLDS, name)
    assert value >= 1 if name.startswith("most_") else 0 < value < 1


def test_a_threshold_must_have_a_known_name():
    with pytest.raises(TypeError):
        Thresholds(**asdict(THRESHOLDS), unheard_of=0.5)
