"""Hand coding on the page: how well the coders agree, how well the machine agrees with them, or how to start."""

from dataclasses import dataclass

import pandas as pd

from newsangle import coding
from newsangle.coding.comparison import ALL, PUBLISHED
from newsangle.paths import Places
from newsangle.report.wording import listed, percent
from newsangle.tables import TableError

APART = 0.2  # difference in recall between outlets from which the page warns
FEW = 5  # units that the coders must have found in each outlet before the page warns

AGREEMENT = {
    "task": "Sheet", "variable": "Question", "coders": "Coders", "units": "Units", "agree": "Agree", "alpha": "Alpha",
    "low": "Low", "high": "High", "verdict": "Verdict",
}  # fmt: skip
DISAGREEMENTS = {"task": "Sheet", "variable": "Question", "text": "Text", "codes": "Codes"}
QUALITY = {
    "task": "Sheet", "variable": "Question", "outlet": "Outlet", "label": "Label", "precision": "Precision",
    "recall": "Recall", "found": "Found by machine", "right": "Correct", "by_hand": "Found by hand",
}  # fmt: skip
MATRIX = {
    "task": "Sheet", "variable": "Question", "outlet": "Outlet", "by_hand": "By hand", "by_machine": "By machine",
    "units": "Units",
}  # fmt: skip
OUTLETS = {
    "task": "Sheet", "variable": "Question", "outlet": "Outlet", "measure": "Measure", "by_hand": "By hand",
    "hand_low": "Low", "hand_high": "High", "by_machine": "By machine", "machine_low": "Low", "machine_high": "High",
    "units": "Units",
}  # fmt: skip


@dataclass(frozen=True)
class Part:
    """A frame with its title, how to read it, and the headings of its columns; open ones are shown at once."""

    title: str
    read: str
    frame: pd.DataFrame
    headings: dict[str, str]
    open: bool = False


@dataclass(frozen=True)
class ByHand:
    """The section: whether there are sheets, what is wrong with them, and what they show."""

    sheets: bool = False
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()


def by_hand(here: Places) -> ByHand:
    """Return what the sheets in an event's folder 'coding' show."""
    try:
        found = coding.results(here)
    except TableError as error:
        return ByHand(sheets=True, problems=(str(error),))
    if not found:
        return ByHand()
    quality = found["coding_quality"]
    parts = [
        Part(
            "How well the coders agree",
            "Krippendorff's alpha is 0 if they agree no more often than by chance, and 1 if they always agree. Low and "
            "High are the ends of its 95% interval, from resampling units. From 0.80 on, the codes support "
            "conclusions; from 0.667 on, tentative ones. Alpha is undefined if all codes are the same.",
            found["agreement"], AGREEMENT, open=True,
        ),
        Part("The units on which the coders disagreed most", "", found["disagreements"], DISAGREEMENTS),
        Part(
            "The machine against the coders' majority",
            "Precision is the share of the machine's findings that the coders share; recall is the share of the "
            "coders' findings that the machine found. Uneven errors can create a difference between outlets that is "
            "not real. Units without a majority are left out.",
            quality[quality[["found", "by_hand"]].any(axis=1)], QUALITY,
        ),
        Part("Which labels were given together", "", found["coding_matrix"], MATRIX),
        Part(
            "The outlets compared by hand and by machine",
            "On the same units. Means run from −1, the lowest label, to 1, the highest; Low and High are the ends of "
            "95% intervals from resampling units.",
            found["coding_outlets"], OUTLETS, open=True,
        ),
    ]  # fmt: skip
    return ByHand(
        sheets=True,
        problems=tuple(found["problems"]["message"]),
        notes=tuple(found["notes"]["message"]),
        warnings=tuple(_unequal(quality)),
        parts=tuple(part for part in parts if len(part.frame)),
    )


def _unequal(quality: pd.DataFrame) -> list[str]:
    """Return a warning for each label that the machine finds more easily in one outlet than in another."""
    enough = quality[~quality["outlet"].isin([ALL, PUBLISHED]) & (quality["by_hand"] >= FEW)]
    sentences = []
    for (_, variable, label), rows in enough.groupby(["task", "variable", "label"], sort=False):
        if rows["recall"].max() - rows["recall"].min() >= APART:
            each = listed(f"{percent(row.recall)} in {row.outlet}" for row in rows.itertuples())
            named = f"“{variable}”" if label == "yes" else f"“{variable}: {label}”"
            sentences.append(
                f"Of the units in which the coders found {named}, the machine found {each}: part of the difference "
                "between the outlets may be its mistake."
            )
    return sentences
