"""What says that two answers contradict each other."""

import pytest

from newsangle.claims.contradiction import GROUPS, differing, statement_features
from newsangle.claims.matching import Matcher
from newsangle.claims.models import shipped


def features(prepared, one: str, other: str, group: str):
    matcher = Matcher(prepared(one, other), shipped())
    table = differing(matcher.event, matcher.table, matcher.comparisons)
    assert list(table.columns)[:3] == ["pair", "place", "group"] and table.notna().all(axis=None)
    return table[table["group"] == group]


def test_a_value_that_both_texts_give_is_hardly_contradicted(prepared):
    alone = features(prepared, "The boy is 3 years old.", "The boy is 4 years old.", "values")
    told = features(
        prepared,
        "The boy is 3 years old.",
        "The boy was said to be 4 years old. The lost boy is 3, or 3 years old.",
        "values",
    )
    assert alone["one told by both"].max() == 0 < told["one told by both"].max()


@pytest.mark.parametrize(
    ("one", "other", "close"),
    [("It cost 47 million euros.", "It cost 45 million euros.", 1), ("It has 2 halls.", "It has 900 halls.", 0)],
)
def test_figures_of_one_size_are_close(prepared, one, other, close):
    assert features(prepared, one, other, "values")["close"].tolist() == [close]


def test_titles_and_spellings_are_names(prepared):
    found = features(prepared, "CEO Hanna Lind spoke in Sorvelle.", "President Hanna Lind spoke in Sorvaille.", "names")
    assert sorted(zip(found["title"], found["spelling"], strict=True)) == [(0, 1), (1, 0)]


def test_a_title_that_the_other_text_gives_too(prepared):
    other = "President Hanna Lind spoke. CEO Hanna Lind left."
    found = features(prepared, "CEO Hanna Lind spoke.", other, "names")
    assert (found["one told by both"] == 1).all()


@pytest.mark.parametrize("text", ["Fire!", "0 0 0 0", "Anna Lind of Sorvelle. " * 40])
def test_odd_texts(prepared, text):
    matcher = Matcher(prepared(text, text), shipped())
    table = differing(matcher.event, matcher.table, matcher.comparisons)
    assert set(GROUPS["values"]) <= set(table.columns)
    assert statement_features(matcher.table).notna().all(axis=None)
    assert all(0 <= c.conflict <= 1 for found in matcher.comparisons for c in found)
