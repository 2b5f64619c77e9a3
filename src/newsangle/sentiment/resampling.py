"""Means and differences over sentences with their intervals, as this wing's tables show them."""

import numpy as np
import pandas as pd

from newsangle.statistics import Interval, difference_interval, mean_interval

FEW_SENTENCES = 5  # with fewer, resampling would say nothing


def mean_of(rows: pd.DataFrame, column: str, unit: str) -> Interval:
    """Return the mean of a column over sentences; unit is what to resample: 'sentence' or 'article'."""
    found = mean_interval(rows[column], _groups(rows, unit))
    return _with_enough(found, len(rows))


def difference_of(mine: pd.DataFrame, others: pd.DataFrame, column: str, unit: str) -> Interval:
    """Return the mean of a column over some sentences less that over others."""
    found = difference_interval(mine[column], others[column], _groups(mine, unit), _groups(others, unit))
    return _with_enough(found, min(len(mine), len(others)))


def _groups(rows: pd.DataFrame, unit: str):
    return rows["article_id"] if unit == "article" else None


def _with_enough(found: Interval, sentences: int) -> Interval:
    return found if sentences >= FEW_SENTENCES else Interval(found.mean, np.nan, np.nan)
