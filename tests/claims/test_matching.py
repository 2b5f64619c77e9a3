"""The probability that two sentences answer a question in common."""

import numpy as np
import pytest

from newsangle.claims.matching import CHEAP, Matcher, cheap_features
from newsangle.claims.models import shipped


def same(prepared, one: str, other: str) -> float:
    table = Matcher(prepared(one, other), shipped()).table
    return float(table["probability"].max()) if len(table) else 0.0


def test_the_same_in_other_words_is_likelier_than_another_fact(prepared):
    one = "At least nine passengers were injured when the ferry ran aground off Lindholm."
    said = same(prepared, one, "Nine passengers were hurt as the ferry ran aground near Lindholm.")
    assert said > 0.4 > same(prepared, one, "The shipping line will replace the captain in April.")


def test_every_feature_of_the_first_model_is_given(prepared):
    table = cheap_features(prepared("Two boats sank in Halden.", "In Halden two boats sank."))
    assert list(table.columns) == ["first", "second", *CHEAP]
    assert table.loc[0, ["same_quantity", "overlap"]].tolist() == [1.0, 1.0]
    assert np.isfinite(table.to_numpy(float)).all()


def test_comparisons_follow_the_table(prepared):
    matcher = Matcher(prepared("The ship carried 214 people.", "The ship carried 187 people."), shipped())
    assert len(matcher.comparisons) == len(matcher.table) == len(matcher.pairs) == 1
    assert {(c.one.value, c.other.value) for c in matcher.comparisons[0] if c.kind == "number"} == {
        ("214 people", "187 people")
    }


@pytest.mark.parametrize("text", ["Fire!", "0 0 0 0", "no " * 500])
def test_odd_texts(prepared, text):
    assert Matcher(prepared(text, text), shipped()).table["probability"].between(0, 1).all()
