"""How outlets differ over many events: the event is the unit, and differences are taken within it."""

import numpy as np
import pandas as pd
import pytest

from newsangle.corpus.habits import compare, interval, student


def chunk(values: dict[str, list[float]], first: int = 0) -> pd.DataFrame:
    """A value for each outlet in each of some events."""
    rows = [
        {"event": f"e{first + i}", "outlet": outlet, "measure": "quoted", "value": value, "articles": 1}
        for outlet, own in values.items()
        for i, value in enumerate(own)
    ]
    return pd.DataFrame(rows)


def test_what_an_outlet_chooses_to_report_is_no_difference():
    topics = [0.1, 0.9, 0.2, 0.8, 0.3, 0.7]
    together = chunk({"A": topics, "B": topics})
    others = chunk({"A": [1.0] * 6}, first=6)  # events that A alone reports
    found = compare([together, others]).set_index("outlet")
    assert found.loc["A", "difference"] == pytest.approx(0)
    assert found.loc["A", "mean"] == pytest.approx(0.75) and found.loc["A", "events"] == 12
    assert found.loc["A", "compared_events"] == 6 and not found["clear"].any()


def test_a_steady_difference_is_clear_and_chunks_do_not_matter():
    rng = np.random.default_rng(1)
    base = rng.normal(0.3, 0.2, 40)
    values = {"A": base + 0.05 + rng.normal(0, 0.01, 40), "B": base, "C": base + rng.normal(0, 0.01, 40)}
    whole = chunk(values)
    found = compare([whole])
    number = whole["event"].str[1:].astype(int)
    parts = compare([whole[number < 13], whole[number >= 13]])
    pd.testing.assert_frame_equal(found, parts)
    assert found.set_index("outlet")["clear"].to_dict() == {"A": True, "B": True, "C": True}
    assert found.set_index("outlet").loc["A", "difference"] == pytest.approx(0.05, abs=0.005)


def test_chance_is_hardly_ever_clear():
    rng = np.random.default_rng(2)
    clear = [compare([chunk({o: rng.normal(0, 1, 25) for o in "ABCDE"})])["clear"].any() for _ in range(50)]
    assert np.mean(clear) <= 0.12


def test_below_five_events_nothing_is_said_and_shares_stay_shares():
    found = compare([chunk({"A": [0.0, 1.0, 1.0, 0.0], "B": [1.0, 0.0, 0.0, 1.0]})])
    assert found[["low", "high", "difference_low"]].isna().all(axis=None) and not found["clear"].any()
    found = compare([chunk({"A": [1.0] * 5 + [0.0], "B": [0.0] * 6})]).set_index("outlet")
    assert found["high"].max() <= 1 and found["low"].min() >= 0


def test_equal_values_in_a_few_events_are_not_clear():
    found = compare([chunk({"A": [1.0] * 8, "B": [0.0] * 8})])
    assert found["difference"].abs().tolist() == [1, 1] and not found["clear"].any()


def test_an_empty_corpus_has_no_habits():
    assert compare([]).empty and compare([chunk({})]).empty


@pytest.mark.parametrize(("freedom", "quantile"), [(4, 2.776), (9, 2.262), (30, 2.042), (1000, 1.962)])
def test_student(freedom, quantile):
    assert student(pd.Series([freedom])).iloc[0] == pytest.approx(quantile, rel=0.01)


def test_the_interval_covers_the_mean_as_often_as_it_says():
    rng = np.random.default_rng(3)
    draws = rng.normal(1, 2, (2000, 6))
    mean, reach = interval(pd.Series([6] * 2000), pd.Series(draws.sum(axis=1)), pd.Series((draws**2).sum(axis=1)))
    assert np.mean((mean - 1).abs() <= reach) == pytest.approx(0.95, abs=0.015)
