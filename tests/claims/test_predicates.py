"""What a sentence asserts and denies, and of whom."""

import pytest

from newsangle.claims.answers.answer import Verdict
from newsangle.claims.answers.assertion import relation as stand
from newsangle.claims.predicates import Fit, Role, meaning


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("deny", "denial", True),
        ("decide", "decision", True),
        ("destroy", "destruction", True),
        ("police", "policy", False),
        ("party", "part", False),
        ("county", "count", False),
        ("general", "generate", False),
    ],
)
def test_meaning(one, other, same):
    assert (meaning(one) == meaning(other)) == same


def test_roles_are_compared_by_names_first():
    mayor, other = Role(names=frozenset({"Olsen"})), Role(names=frozenset({"Dahl"}))
    assert mayor.fits(mayor) is Fit.SAME and mayor.fits(other) is Fit.DIFFERENT
    assert mayor.fits(Role(nouns=frozenset({"mayor"}))) is Fit.UNKNOWN


@pytest.mark.parametrize(
    ("one", "other", "at_odds"),
    [
        ("The harbour master denied that the radar had failed.", "Engineers found that the radar had failed.", True),
        ("The town hall was badly damaged.", "The town hall was undamaged.", True),
        ("The city was not under attack.", "The city was under attack.", True),
        ("The club had not won the cup since 1908.", "The club won the cup.", False),
        ("The union would not comment until Friday.", "The union will comment on Friday.", False),
        ("Prices may not rise by more than 2 per cent.", "Prices may rise by 2 per cent.", False),
        ("The minister wants the army to withdraw.", "The army did not withdraw.", False),
        ("The mayor will resign.", "The mayor did not resign.", False),
        ("The mayor will resign.", "The mayor will not resign.", True),
        ("The mayor would resign if he lost the vote.", "The mayor did not resign.", False),
        ("The bridge is expected to open.", "The bridge did not open.", False),
        ("He criticised the police.", "He did not criticise the policy.", False),
    ],
)
def test_what_contradicts(prepared, one, other, at_odds):
    event = prepared(one, other)
    sides = [event.polarity[row].assertions for row in (0, 1)]
    assert any(stand(_answer(a), _answer(b)) is Verdict.DIFFERENT for a in sides[0] for b in sides[1]) == at_odds


def _answer(assertion):
    from newsangle.claims.answers.answer import Answer

    return Answer(assertion.start, assertion.end, assertion.phrase, assertion)
