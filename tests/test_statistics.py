"""Intervals and the rules for small numbers of articles."""

from dataclasses import astuple

import numpy as np
import pandas as pd
import pytest

from newsangle.statistics import (
    Interval,
    bonferroni,
    mean_interval,
    resampling_unit,
    share_difference_interval,
    share_interval,
)


def test_the_interval_holds_the_mean_and_shrinks_with_n():
    few, many = (np.random.default_rng(3).normal(0.5, 1, n) for n in (20, 2000))
    wide, narrow = mean_interval(few), mean_interval(many)
    assert wide.low < wide.mean < wide.high
    assert narrow.high - narrow.low < (wide.high - wide.low) / 5
    assert narrow.low == pytest.approx(narrow.mean - 1.96 / np.sqrt(2000), abs=0.01)


def test_resampling_articles_widens_what_hangs_together():
    values, groups = np.repeat([0.0, 1.0], 50), np.repeat(["a", "b"], 50)
    assert mean_interval(values, groups).high - mean_interval(values, groups).low == 1
    assert mean_interval(values).high - mean_interval(values).low < 0.25


@pytest.mark.parametrize("values", [[], [np.nan, np.nan]])
def test_nothing_gives_no_number(values):
    assert np.isnan(mean_interval(values).mean) and np.isnan(mean_interval(values).low)


def test_the_same_numbers_give_the_same_interval():
    assert mean_interval([1, 2, 3, 4]) == mean_interval([1, 2, 3, 4])


@pytest.mark.parametrize(("articles", "unit"), [([5, 5], "article"), ([5, 4], "sentence"), ([1, 1], "sentence")])
def test_articles_are_resampled_from_five_on(articles, unit):
    outlets = [name for name, n in zip("ab", articles, strict=True) for _ in range(n)]
    assert resampling_unit(pd.DataFrame({"outlet": outlets})) == unit


def test_the_widest_of_many_gaps_needs_a_wider_interval():
    gap = Interval(0.3, 0.1, 0.4)
    assert astuple(bonferroni(gap, 1)) == pytest.approx(astuple(gap))
    # the normal quantile at 0.05 / 20 / 2 is 3.0233, at 0.05 / 2 it is 1.9600
    assert astuple(bonferroni(gap, 20)) == pytest.approx((0.3, 0.3 - 0.2 * 1.5425, 0.3 + 0.1 * 1.5425), abs=1e-4)


def test_a_share_of_none_still_has_an_interval():
    none = share_interval([False] * 13)
    assert none.mean == none.low == 0 and none.high == pytest.approx(0.228, abs=0.001)
    assert share_interval([True, False]).low == pytest.approx(0.0945, abs=0.001)
    assert np.isnan(share_interval([]).mean)


def test_the_gap_between_two_shares_is_newcombes():
    gap = share_difference_interval([True] * 56 + [False] * 14, [True] * 48 + [False] * 32)  # his example (a)
    assert (gap.mean, gap.low, gap.high) == pytest.approx((0.2, 0.0524, 0.3339), abs=0.0001)
