"""What the sheets of an event show: agreement, disagreements, and the coders against the machine."""

from functools import cache, partial

import pandas as pd

from newsangle import tables as house
from newsangle.coding.agreement import COLUMNS, agreement, disagreements
from newsangle.coding.comparison import MATRIX, OUTLETS, QUALITY, confusion, majority, outlet_comparison, quality
from newsangle.coding.reading import read_sheets
from newsangle.coding.tasks import CodingError, Task, Variable
from newsangle.coding.units import NEEDS, machine_codes, units
from newsangle.paths import Places

MOST = 10  # units most disagreed on, of each variable
FEW = 5  # units of an outlet below which its figures are not compared with another's
DISAGREEMENTS = ["task", "variable", "unit", "text", "apart", "codes"]


def results(here: Places) -> dict[str, pd.DataFrame]:
    """Return what the sheets in an event's folder 'coding' tell; an empty dict where there are none.

    agreement: task, variable, level, coders, units, agree, alpha, low, high, verdict.
    disagreements: task, variable, unit, text, apart, codes ('A: yes · B: no'), the ten widest apart of each variable.
    coding_matrix: task, variable, outlet, by_hand (the majority), by_machine, units.
    coding_quality: task, variable, outlet, label, precision, recall, found, right, by_hand.
    coding_outlets: task, variable, outlet, measure, by_hand, hand_low, hand_high, by_machine, machine_low,
    machine_high, units.
    problems, notes: message. Where there is a problem the other frames are empty: codes are counted whole or not at
    all. Raises TableError where the event has not been run.
    """
    table = cache(partial(house.read, here))
    codable = cache(lambda task: units(task, {name: table(name) for name in NEEDS[task.kind]}))
    reading = read_sheets(here, lambda task: set(codable(task)["unit"]))
    if not (reading.tasks or reading.problems):
        return {}
    parts: dict[str, list[pd.DataFrame]] = {name: [] for name in _EMPTY}
    if not reading.problems:
        for task in reading.tasks.values():
            machine = machine_codes(task, {name: table(name) for name in NEEDS[task.kind]}, codable(task))
            if machine.empty:
                reading.notes.append(
                    f"The machine has not coded '{task.name}': newsangle run {here.event} -p codebook={task.codebook}"
                )
            for name, frame in _of_task(task, machine, codable(task), reading.codes).items():
                parts[name].append(frame.assign(task=task.name))
    return {
        **{name: _joined(frames, _EMPTY[name]) for name, frames in parts.items()},
        "problems": pd.DataFrame({"message": reading.problems}, dtype=object),
        "notes": pd.DataFrame({"message": reading.notes}, dtype=object),
    }


def coded(here: Places) -> dict[str, pd.DataFrame]:
    """Return results(here); raise CodingError where there are no sheets or one cannot be counted as it stands."""
    if not here.raw.is_dir():
        raise CodingError(f"There is no event '{here.event}'. The events under data/raw: newsangle list")
    found = results(here)
    if not found:
        raise CodingError(
            f"The event '{here.event}' has no coding sheets. Write some: newsangle codesheet {here.event} --coders A,B"
        )
    if len(found["problems"]):
        raise CodingError("\n".join([*found["problems"]["message"], "Fix these, save, and try again."]))
    return found


_EMPTY = {
    "agreement": COLUMNS,
    "disagreements": DISAGREEMENTS,
    "coding_matrix": ["task", *MATRIX],
    "coding_quality": ["task", *QUALITY],
    "coding_outlets": ["task", *OUTLETS],
}


def _joined(frames: list[pd.DataFrame], columns: list[str]) -> pd.DataFrame:
    frames = [frame for frame in frames if len(frame)]
    return pd.concat(frames, ignore_index=True)[columns] if frames else pd.DataFrame(columns=columns)


def _of_task(task: Task, machine: pd.DataFrame, found: pd.DataFrame, codes: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the frames of one task, without the column 'task'."""
    parts: dict[str, list[pd.DataFrame]] = {name: [] for name in _EMPTY}
    for variable in task.variables:
        every = codes[(codes["task"] == task.name) & (codes["variable"] == variable.name)]
        given = every[every["code"] != ""]
        if given.empty:
            continue
        measured = agreement(given, variable.labels, variable.level)
        parts["agreement"].append(pd.DataFrame([{"variable": variable.name, "level": variable.level, **measured}]))
        parts["disagreements"].append(
            _told(disagreements(given, variable.labels, variable.level), found, task, variable)
        )
        by_hand = majority(every.replace({"code": {"": variable.nothing}}))
        paired = _paired(by_hand, machine[machine["variable"] == variable.name], found)
        parts["coding_matrix"].append(confusion(paired, variable))
        parts["coding_quality"].append(quality(paired, variable))
        parts["coding_outlets"] += _outlets(paired, variable)
    return {name: pd.concat(frames) for name, frames in parts.items() if frames}


def _told(apart: pd.DataFrame, found: pd.DataFrame, task: Task, variable: Variable) -> pd.DataFrame:
    """Return the widest disagreements with the text, and the codes side by side."""
    apart = apart.head(MOST).merge(found[["unit", *task.reads]], on="unit", sort=False)
    coders = [column for column in apart if column not in ("unit", "apart", *task.reads)]
    return pd.DataFrame({
        "variable": variable.name,
        "unit": apart["unit"],
        "text": [" | ".join(row) for row in apart[list(task.reads)].itertuples(index=False)],
        "apart": apart["apart"],
        "codes": [
            " · ".join(f"{coder}: {code}" for coder, code in zip(coders, row, strict=True) if code)
            for row in apart[coders].itertuples(index=False)
        ],
    })  # fmt: skip


def _paired(by_hand: pd.Series, machine: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Return the units that both have coded, in the order of the event: unit, outlet, group, by_hand, by_machine."""
    paired = found[["unit", "outlet", "group"]].merge(machine[["unit", "code"]], on="unit", sort=False)
    paired["by_hand"] = paired["unit"].map(by_hand)
    return paired.rename(columns={"code": "by_machine"}).dropna(subset="by_hand")


def _outlets(paired: pd.DataFrame, variable: Variable) -> list[pd.DataFrame]:
    """Return the comparison of outlets; of tone toward actors for each actor on whom there are enough units."""
    if variable.level == "nominal" and "yes" not in variable.labels:
        return []
    if not paired["group"].any():
        return [outlet_comparison(paired, variable)]
    compared = []
    for actor, own in paired.groupby("group", sort=False):
        if own["outlet"].nunique() > 1 and own.groupby("outlet").size().min() >= FEW:
            compared.append(outlet_comparison(own, variable).assign(variable=f"tone toward {actor}"))
    return compared
