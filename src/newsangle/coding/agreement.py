"""How far coders agree: per cent agreement and Krippendorff's alpha, with an interval and what to think of it.

Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability. University of Pennsylvania.
Hayes, A. F. and Krippendorff, K. (2007). Answering the call for a standard reliability measure for coding data.
Communication Methods and Measures 1(1), 77–89.
"""

from itertools import combinations

import numpy as np
import pandas as pd

from newsangle.statistics import RESAMPLES, SEED
from newsangle.tables import is_empty

RELIABLE, TENTATIVE = 0.8, 0.667  # Krippendorff, K. (2004). Content Analysis, 2nd edition, p. 241
DEFINED = 0.95  # share of the resamples in which alpha must be defined for an interval to be given
COLUMNS = ["task", "variable", "level", "coders", "units", "agree", "alpha", "low", "high", "verdict"]


def agreement(codes: pd.DataFrame, labels: tuple[str, ...], level: str, resamples: int = RESAMPLES) -> dict:
    """Return how far coders agree on one variable.

    codes: coder, unit, code; units coded by fewer than two are left out. labels: of an ordinal variable from low to
    high. level: 'nominal' or 'ordinal'. Keys:
    coders, units: how many coders, and units that two or more of them coded.
    agree: share of pairs of codes of a unit that are the same.
    alpha: Krippendorff's; NaN where it is undefined, because no unit was coded twice or all codes are the same.
    low, high: 95 % percentile interval from resampling units; NaN where so few codes differ that alpha is
    undefined in more than a twentieth of the resamples.
    verdict: what to think of it.
    """
    counts = _value_counts(codes, labels)
    found = {
        "coders": codes["coder"].nunique(),
        "units": len(counts),
        "agree": _agreeing(counts),
        "alpha": alpha(counts, level),
    }
    low, high = _interval(counts, level, resamples) if found["alpha"] == found["alpha"] else (np.nan, np.nan)
    return {**found, "low": low, "high": high, "verdict": verdict(found["alpha"], len(counts))}


def alpha(counts: np.ndarray, level: str) -> float:
    """Return Krippendorff's alpha; NaN where it is undefined.

    counts: units × labels, how many coders gave a unit a label; every unit coded twice or more. level: 'nominal'
    or 'ordinal' (then the labels go from low to high).
    """
    import krippendorff

    if (counts.sum(axis=0) > 0).sum() < 2:
        return np.nan
    return float(krippendorff.alpha(value_counts=counts, level_of_measurement=level))  # type: ignore[arg-type]


def verdict(value: float, units: int) -> str:
    """Return what Krippendorff's rules of thumb make of an alpha."""
    if not units:
        return "undefined: no unit was coded by two"
    if is_empty(value):
        return "undefined: all codes are the same, so that nothing shows whether the coders can tell cases apart"
    if value >= RELIABLE:
        return "reliable (0.80 or more)"
    if value >= TENTATIVE:
        return "good for tentative conclusions only (0.667 to 0.80)"
    return "not reliable (below 0.667): sharpen the codebook, talk it through, and code again"


def disagreements(codes: pd.DataFrame, labels: tuple[str, ...], level: str) -> pd.DataFrame:
    """Return the units on which coders differ, the widest apart first: unit, apart, and a column a coder.

    apart: mean distance between two codes of the unit, 0 to 1; of a nominal variable the share of pairs that
    differ, of an ordinal one the steps between them over the most that there could be.
    """
    place = {label: i for i, label in enumerate(labels)}
    steps = 1 if level == "nominal" else max(len(labels) - 1, 1)
    wide = codes.pivot(index="unit", columns="coder", values="code").rename_axis(columns=None)
    apart = [_apart([place[code] for code in row if code == code], level, steps) for row in wide.to_numpy()]
    wide.insert(0, "apart", apart)
    return wide[wide["apart"] > 0].sort_values("apart", ascending=False, kind="stable").fillna("").reset_index()


def _apart(codes: list[int], level: str, steps: int) -> float:
    pairs = [abs(a - b) if level == "ordinal" else float(a != b) for a, b in combinations(codes, 2)]
    return sum(pairs) / len(pairs) / steps if pairs else 0.0


def _value_counts(codes: pd.DataFrame, labels: tuple[str, ...]) -> np.ndarray:
    """Return units × labels, how many coders gave which label, for the units that two or more coded."""
    counts = pd.crosstab(codes["unit"], codes["code"]).reindex(columns=list(labels), fill_value=0)
    return counts[counts.sum(axis=1) >= 2].to_numpy()


def _agreeing(counts: np.ndarray) -> float:
    of_unit = counts.sum(axis=1)
    pairs = (of_unit * (of_unit - 1)).sum()
    return float((counts * (counts - 1)).sum() / pairs) if pairs else np.nan


def _interval(counts: np.ndarray, level: str, resamples: int) -> tuple[float, float]:
    rng = np.random.default_rng(SEED)
    drawn = [alpha(counts[rng.integers(len(counts), size=len(counts))], level) for _ in range(resamples)]
    if np.mean(np.isnan(drawn)) > 1 - DEFINED:
        return np.nan, np.nan
    low, high = np.nanquantile(drawn, [0.025, 0.975])
    return float(low), float(high)
