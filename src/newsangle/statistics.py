"""Intervals by resampling, and the rules for small numbers of articles."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

FEW_ARTICLES = 5  # below it, an outlet's numbers speak of these articles alone
RESAMPLES = 1000
SEED = 1


@dataclass(frozen=True)
class Interval:
    """A mean with the ends of its interval."""

    mean: float
    low: float
    high: float


def resampling_unit(articles: pd.DataFrame) -> str:
    """Return what to resample for an event: 'sentence', or 'article' once every outlet has five or more.

    Sentences of one article hang together, so resampling them understates what another article might have
    said; with few articles it is all there is, and it speaks of these texts alone. Tokens are never resampled.
    """
    return "article" if articles.groupby("outlet").size().min() >= FEW_ARTICLES else "sentence"


def mean_interval(values, groups=None, level: float = 0.95, resamples: int = RESAMPLES, seed: int = SEED) -> Interval:
    """Return the mean of values with a percentile bootstrap interval (Efron and Tibshirani 1993).

    values: numbers, one a sentence, empty ones left out. groups: the article of each, where whole articles are to
    be resampled. An empty list gives a mean and an interval of NaN.
    """
    values = np.asarray(values, dtype=float)
    present = ~np.isnan(values)
    values = values[present]
    if not len(values):
        return Interval(np.nan, np.nan, np.nan)
    codes = np.arange(len(values)) if groups is None else pd.factorize(np.asarray(groups)[present])[0]
    sums, counts = np.bincount(codes, weights=values), np.bincount(codes)
    draws = np.random.default_rng(seed).integers(len(sums), size=(resamples, len(sums)))
    means = sums[draws].sum(axis=1) / counts[draws].sum(axis=1)
    low, high = np.quantile(means, [(1 - level) / 2, (1 + level) / 2])
    return Interval(float(values.mean()), float(low), float(high))
