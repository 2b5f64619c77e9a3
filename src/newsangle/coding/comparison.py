"""The coders against the machine: where it errs, whether it errs alike on every outlet, and what that does to results.

A machine that finds a frame more readily in one outlet's language than in another's shows a difference between the
outlets that is not real, so errors are reported by outlet.
"""

import numpy as np
import pandas as pd

from newsangle.coding.tasks import Variable
from newsangle.statistics import mean_interval

ALL = "all"
PUBLISHED = "published test"  # in place of an outlet: the machine on the data that it is known by
MATRIX = ["variable", "outlet", "by_hand", "by_machine", "units"]
QUALITY = ["variable", "outlet", "label", "precision", "recall", "found", "right", "by_hand"]
OUTLETS = ["variable", "outlet", "measure", "by_hand", "hand_low", "hand_high",
           "by_machine", "machine_low", "machine_high", "units"]  # fmt: skip


def majority(codes: pd.DataFrame) -> pd.Series:
    """Return the label that more than half of a unit's coders gave, by unit; a unit without one is left out.

    codes: unit, code. One coder alone is a majority.
    """
    counts = codes.groupby(["unit", "code"], sort=True).size().rename("coders").reset_index()
    counts["share"] = counts["coders"] / counts.groupby("unit")["coders"].transform("sum")
    return counts[counts["share"] > 0.5].set_index("unit")["code"]


def confusion(paired: pd.DataFrame, variable: Variable) -> pd.DataFrame:
    """Return how often each label by hand met each by machine, for all units together and for each outlet.

    paired: unit, outlet, by_hand, by_machine. Columns: variable, outlet, by_hand, by_machine, units.
    """
    rows = [
        (variable.name, outlet, hand, machine, int(((own["by_hand"] == hand) & (own["by_machine"] == machine)).sum()))
        for outlet, own in _by_outlet(paired)
        for hand in variable.choices
        for machine in variable.choices
    ]
    found = pd.DataFrame(rows, columns=MATRIX)
    judged = (found[["by_hand", "by_machine"]] != variable.nothing).all(axis=1)
    return found[judged | (found["units"] > 0)].reset_index(drop=True)


def quality(paired: pd.DataFrame, variable: Variable) -> pd.DataFrame:
    """Return the machine's precision and recall against the majority, for each label, outlet by outlet.

    Of a question answered by yes or no only 'yes' is shown. Columns: variable, outlet, label, precision (share of
    what the machine found that is right), recall (share of what the coders found that the machine found), and the
    counts behind them: found (by the machine), right (of these), by_hand. NaN where there is nothing to divide by.
    Where the machine was measured on a published test set, its figures there follow as the outlet 'published test'.
    """
    labels = ["yes"] if "yes" in variable.labels else list(variable.labels)
    rows = []
    for outlet, own in _by_outlet(paired):
        for label in labels:
            hand, machine = own["by_hand"] == label, own["by_machine"] == label
            right = int((hand & machine).sum())
            rows.append(_measured(variable, outlet, label, int(machine.sum()), right, int(hand.sum())))
    rows += [_measured(variable, PUBLISHED, label, **counts) for label, counts in variable.published.items()]
    return pd.DataFrame(rows, columns=QUALITY)


def _measured(variable: Variable, outlet: str, label: str, found: int, right: int, by_hand: int) -> tuple:
    return (variable.name, outlet, label, _share(right, found), _share(right, by_hand), found, right, by_hand)


def outlet_comparison(paired: pd.DataFrame, variable: Variable) -> pd.DataFrame:
    """Return what the comparison of outlets comes to by hand and by machine, on the same units.

    measure: 'share of yes', or of an ordinal variable 'mean', from -1 for the lowest label to 1 for the highest.
    The intervals are 95 %, from resampling units; a unit that the machine found nothing to judge in is left out.
    """
    values = _values(variable)
    paired = paired[paired["by_hand"].isin(values) & paired["by_machine"].isin(values)]
    rows = []
    for outlet, own in list(_by_outlet(paired))[1:]:
        hand, machine = (mean_interval(own[column].map(values)) for column in ("by_hand", "by_machine"))
        measure = "share of yes" if "yes" in values else "mean"
        rows.append((variable.name, outlet, measure, hand.mean, hand.low, hand.high,
                     machine.mean, machine.low, machine.high, len(own)))  # fmt: skip
    return pd.DataFrame(rows, columns=OUTLETS)


def _values(variable: Variable) -> dict[str, float]:
    if "yes" in variable.labels:
        return {"yes": 1.0, "no": 0.0}
    return dict(zip(variable.labels, np.linspace(-1, 1, len(variable.labels)), strict=True))


def _by_outlet(paired: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """Return all rows and then those of each outlet; pairs of claims belong to no one outlet."""
    return [(ALL, paired), *((name, own) for name, own in paired.groupby("outlet", sort=False) if name)]


def _share(part: int, whole: int) -> float:
    return part / whole if whole else np.nan
