"""The fitted models that ship."""

import pytest

from newsangle.claims.answers import KINDS
from newsangle.claims.models import LEARNERS, shipped


@pytest.mark.parametrize("name", LEARNERS)
def test_every_model_ships(name):
    assert name in shipped()


def test_questions_have_weights_for_every_kind():
    assert set(shipped().questions) == {kind.KIND for kind in KINDS}
