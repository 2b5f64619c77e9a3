"""The results of coding by hand as lines of plain text, for the terminal."""

from collections.abc import Iterator

import pandas as pd

SIDE_BY_SIDE = 3  # disagreements shown for each variable; the rest are in results()


def told(results: dict[str, pd.DataFrame]) -> Iterator[str]:
    """Yield what results() holds, line by line."""
    yield from _agreement(results["agreement"], results["disagreements"])
    yield from _machine(results["coding_quality"])
    yield from _outlets(results["coding_outlets"])
    if len(results["notes"]):
        yield "Notes"
        yield from (f"  {message}" for message in results["notes"]["message"])


def _agreement(measured: pd.DataFrame, apart: pd.DataFrame) -> Iterator[str]:
    yield "How far the coders agree (Krippendorff's alpha, 95 % interval from resampling units)"
    if measured.empty:
        yield "  Nothing is coded yet."
    for row in measured.itertuples():
        reach = f" ({row.low:.2f} to {row.high:.2f})" if row.low == row.low else ""
        alpha = f", alpha {row.alpha:.2f}{reach}" if row.alpha == row.alpha else ""
        agree = f", {row.agree:.0%} agree" if row.agree == row.agree else ""
        yield f"  {row.task} · {row.variable}: {_units(row.units)} by {row.coders}{agree}{alpha}: {row.verdict}"
        mine = apart[(apart["task"] == row.task) & (apart["variable"] == row.variable)]
        for case in mine.head(SIDE_BY_SIDE).itertuples():
            yield f"      {case.codes}  {case.text}"


def _machine(quality: pd.DataFrame) -> Iterator[str]:
    if quality.empty:
        return
    yield "The machine against the coders' majority (uneven errors can create false differences)"
    for (task, variable, label), rows in quality.groupby(["task", "variable", "label"], sort=False):
        yield f"  {task} · {variable}: {label}"
        for row in rows.itertuples():
            yield (
                f"      {row.outlet}: precision {_share(row.precision)} ({row.right} of {row.found}), "
                f"recall {_share(row.recall)} ({row.right} of {row.by_hand})"
            )


def _outlets(compared: pd.DataFrame) -> Iterator[str]:
    if compared.empty:
        return
    yield "The outlets compared by hand and by machine, on the same units"
    for (task, variable, measure), rows in compared.groupby(["task", "variable", "measure"], sort=False):
        yield f"  {task} · {variable} ({measure})"
        for row in rows.itertuples():
            hand = f"by hand {row.by_hand:.2f} ({row.hand_low:.2f} to {row.hand_high:.2f})"
            machine = f"by machine {row.by_machine:.2f} ({row.machine_low:.2f} to {row.machine_high:.2f})"
            yield f"      {row.outlet}: {hand}, {machine}, {_units(row.units)}"


def _share(value: float) -> str:
    return f"{value:.0%}" if value == value else "–"


def _units(number: int) -> str:
    return f"{number} unit" if number == 1 else f"{number} units"
