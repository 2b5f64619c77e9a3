"""Intervals by resampling, and the rules for small numbers of articles."""

from dataclasses import dataclass
from statistics import NormalDist

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

    Sentences of one article are not independent, so resampling them understates what another article might have
    said; with few articles it is all there is, and it speaks of these texts alone. Tokens are never resampled.
    """
    return "article" if articles.groupby("outlet").size().min() >= FEW_ARTICLES else "sentence"


def mean_interval(values, groups=None, level: float = 0.95, resamples: int = RESAMPLES, seed: int = SEED) -> Interval:
    """Return the mean of values with a percentile bootstrap interval (Efron and Tibshirani 1993).

    values: numbers, one a sentence, empty ones left out. groups: the article of each, where whole articles are to
    be resampled. An empty list gives a mean and an interval of NaN.
    """
    values, codes = _present(values, groups)
    if not len(values):
        return Interval(np.nan, np.nan, np.nan)
    means = _resampled_means(values, codes, resamples, np.random.default_rng(seed))
    return Interval(float(values.mean()), *_ends(means, level))


def difference_interval(
    a, b, groups_a=None, groups_b=None, level: float = 0.95, resamples: int = RESAMPLES, seed: int = SEED
) -> Interval:
    """Return the mean of a less the mean of b, both resampled as in mean_interval; NaN where one of them is empty."""
    (a, codes_a), (b, codes_b) = _present(a, groups_a), _present(b, groups_b)
    if not len(a) or not len(b):
        return Interval(np.nan, np.nan, np.nan)
    rng = np.random.default_rng(seed)
    means = _resampled_means(a, codes_a, resamples, rng) - _resampled_means(b, codes_b, resamples, rng)
    return Interval(float(a.mean() - b.mean()), *_ends(means, level))


def share_interval(values, level: float = 0.95) -> Interval:
    """Return the share of true values with its Wilson score interval (Wilson 1927; Brown, Cai and DasGupta 2001).

    Unlike a bootstrap's, it has a width even if all values are equal. An empty list gives NaN.
    """
    n = len(values)
    if not n:
        return Interval(np.nan, np.nan, np.nan)
    share, z = float(np.mean(values)), NormalDist().inv_cdf((1 + level) / 2)
    middle, scale = share + z * z / (2 * n), 1 + z * z / n
    reach = z * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return Interval(share, max(0.0, float((middle - reach) / scale)), min(1.0, float((middle + reach) / scale)))


def share_difference_interval(a, b, level: float = 0.95) -> Interval:
    """Return the share of true values in a less that in b, with Newcombe's interval (1998, method 10)."""
    one, other = share_interval(a, level), share_interval(b, level)
    gap = one.mean - other.mean
    low = gap - np.hypot(one.mean - one.low, other.high - other.mean)
    high = gap + np.hypot(one.high - one.mean, other.mean - other.low)
    return Interval(gap, float(low), float(high))


def bonferroni(interval: Interval, comparisons: int, level: float = 0.95) -> Interval:
    """Return an interval so wide that it holds for whichever of so many comparisons is picked (Bonferroni; Dunn 1961).

    Each end moves from the mean as that of a normal distribution would; one comparison changes nothing.
    """
    tail = (1 - level) / 2
    ratio = NormalDist().inv_cdf(tail / comparisons) / NormalDist().inv_cdf(tail)
    return Interval(
        interval.mean,
        interval.mean - ratio * (interval.mean - interval.low),
        interval.mean + ratio * (interval.high - interval.mean),
    )


def _present(values, groups) -> tuple[np.ndarray, np.ndarray]:
    """Return the values that are not empty, and the number of the unit that each belongs to."""
    values = np.asarray(values, dtype=float)
    present = ~np.isnan(values)
    codes = np.arange(present.sum()) if groups is None else pd.factorize(np.asarray(groups)[present])[0]
    return values[present], codes


def _resampled_means(values: np.ndarray, codes: np.ndarray, resamples: int, rng) -> np.ndarray:
    sums, counts = np.bincount(codes, weights=values), np.bincount(codes)
    draws = rng.integers(len(sums), size=(resamples, len(sums)))
    return sums[draws].sum(axis=1) / counts[draws].sum(axis=1)


def _ends(means: np.ndarray, level: float) -> tuple[float, float]:
    low, high = np.quantile(means, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)
