"""Filled sheets read back: every code with its place, and a message for whatever cannot be taken as it stands.

Nothing is guessed and nothing is dropped silently: what cannot be read is a problem with its row and column, and
what is read with leniency or not there at all is a note.
"""

import datetime
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from newsangle.coding.sheets import CODE, CODER, FOLDER, NUMBER, REMARK, SHEET, UNIT, VARIABLE, mark
from newsangle.coding.tasks import Task, Variable, task_named
from newsangle.errors import InputError
from newsangle.framing.codebook import CodebookError
from newsangle.paths import Places
from newsangle.readers.rows import cell_text as _text
from newsangle.readers.rows import read_lines

COLUMNS = ["task", "coder", "unit", "variable", "code", "place"]
_MONTH = (
    r"(?:jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)"
    r"(?:uar[yi]?|ruar[yi]?|ch|z|il|[eiy]|ust|t?ember|ober)?\.?"
)
_DATE = re.compile(
    rf"\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{1,4}}(?: .*)?|\d{{1,2}}[ .-]*{_MONTH}[ -]*\d{{0,4}}|{_MONTH}[ -]*\d{{1,4}}",
    re.IGNORECASE,
)
_SHOWN = 8  # rows named in one message


@dataclass
class Reading:
    """What the sheets of an event hold."""

    tasks: dict[str, Task] = field(default_factory=dict)
    codes: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame(columns=COLUMNS)
    )  # an empty code: nothing to judge
    problems: list[str] = field(default_factory=list)  # what keeps the codes from being counted
    notes: list[str] = field(default_factory=list)  # what a coder should know of how they were counted


@dataclass(frozen=True)
class _Row:
    number: int  # as a spreadsheet counts
    cells: dict[str, object]

    def text(self, name: str) -> str:
        return _text(self.cells.get(name))


def read_sheets(here: Places, known: Callable[[Task], set[str]] | None = None) -> Reading:
    """Read all sheets of an event, those in its folder 'coding'; an event without sheets gives an empty Reading.

    A sheet has a row a unit and a column a variable, or a row a code with the columns 'variable' and 'code'.
    known: returns the units that the event has for a task; a row of another unit is a problem. Of the workbook and
    the CSV of one coder either may be filled; where both are and differ, that is a problem.
    """
    reading = Reading()
    folder = here.raw / FOLDER
    files = sorted(path for path in folder.glob("*") if path.is_file() and not path.name.startswith((".", "~")))
    sheets = []
    for path in files:
        try:
            sheets.append((path.name, *_table(path)))
        except _Unreadable as error:
            reading.problems.append(f"{FOLDER}/{path.name}: {error}")
    rows = [row for name, headings, rows in sheets for row in _File(name, headings, here, reading, known).codes(rows)]
    codes = pd.DataFrame(rows, columns=COLUMNS)
    reading.codes = _drop_duplicates(codes, reading)
    reading.notes += _missing(codes, reading)
    return reading


# --- One file -------------------------------------------------------------------------------------------------


class _Unreadable(ValueError):
    pass


def _table(path: Path) -> tuple[list[str], list[_Row]]:
    """Return the headings and the rows of a file."""
    if path.suffix.lower() not in (".xlsx", ".csv"):
        raise _Unreadable("not a .xlsx or .csv file. Save the sheet as one of these, or move the file away.")
    try:
        lines = list(read_lines(path, known=(UNIT, SHEET)))
    except InputError as error:
        raise _Unreadable(re.sub(r"^[^:]*: ", "", str(error))) from None
    faulty = next((number for number, line in lines if isinstance(line, str)), None)
    if faulty:
        raise _Unreadable(f"row {faulty} cannot be read as CSV. Save the sheet again from the spreadsheet.")
    at = next((i for i, (_, line) in enumerate(lines) if {UNIT, SHEET} <= set(_headings(line))), None)
    if at is None:
        raise _Unreadable(f"there is no row of headings with '{UNIT}' and '{SHEET}'. Put the first row back.")
    headings = _headings(lines[at][1])
    named = [name for name in headings if name]
    twice = next((name for name in named if named.count(name) > 1), None)
    if twice:
        raise _Unreadable(f"two columns are headed '{twice}'. Delete or rename one.")
    rows = [
        _Row(number, dict(zip(headings, line, strict=False)))
        for number, line in lines[at + 1 :]
        if any(_text(cell) for cell in line)
    ]
    return named, rows


def _headings(line: Iterable) -> list[str]:
    return [_text(cell).lower() if _text(cell).lower() in (UNIT, SHEET, CODER) else _text(cell) for cell in line]


class _File:
    """One sheet in the course of being read; what is wrong goes to the reading."""

    def __init__(self, name: str, headings: list[str], here: Places, reading: Reading, known):
        self.name, self.headings, self.here, self.reading = f"{FOLDER}/{name}", headings, here, reading
        self.known = known
        self.long = {VARIABLE, CODE} <= set(headings)  # a row a code, as the classroom's pages write them
        self.tasks: dict[str, Task | None] = {}
        self.units: dict[str, set[str]] = {}
        self.wrong: dict[tuple[str, str], list[int]] = {}
        self.noted: dict[tuple[str, str], list[int]] = {}

    def codes(self, rows: list[_Row]) -> list[tuple]:
        found, seen = [], {}
        for row in rows:
            task = self._task(row)
            if task is None:
                continue
            unit, coder = row.text(UNIT), row.text(CODER)
            if self.known and unit not in self.units[task.name]:
                self._problem(row, UNIT, f"no unit of this event is '{unit}'. The cell or the article was changed.")
                continue
            if not coder:
                self._problem(row, CODER, "is empty. Copy the coder's name from another row.")
                continue
            seen.setdefault((task.name, coder), []).append(row.text(NUMBER))
            found += [
                (
                    task.name,
                    coder,
                    unit,
                    variable.name,
                    self._code(row, variable, cell),
                    f"{self.name}, row {row.number}",
                )
                for variable, cell in self._cells(row, task)
            ]
        if not rows:
            self.reading.notes.append(f"{self.name}: there are no rows below the headings.")
        if not self.long:
            self._columns()
        for (_, coder), numbers in seen.items():
            self._deleted(coder, numbers)
        self.reading.problems += [_message(self.name, *key, at) for key, at in self.wrong.items()]
        self.reading.notes += [_message(self.name, *key, at) for key, at in self.noted.items()]
        return found

    def _cells(self, row: _Row, task: Task) -> Iterator[tuple[Variable, object]]:
        """Yield what a row codes: each variable of the task with its cell."""
        named = {variable.name: variable for variable in task.variables}
        if not self.long:
            yield from ((variable, row.cells.get(name)) for name, variable in named.items() if name in self.headings)
        elif row.text(VARIABLE) in named:
            yield named[row.text(VARIABLE)], row.cells.get(CODE)
        else:
            self._problem(row, VARIABLE, f"'{_short(row.text(VARIABLE))}' is no question of '{task.name}'.")

    def _task(self, row: _Row) -> Task | None:
        """Return the task of a row, or None with a problem where it belongs to none of this event and codebook."""
        said = row.text(SHEET)
        event, name, version = ([part.strip() for part in said.rsplit("/", 2)] + ["", ""])[:3]
        if not (event and name and version):
            self._problem(row, SHEET, "says not what the row belongs to. Copy the cell from another row.")
            return None
        if event != self.here.event:
            self._problem(row, SHEET, f"belongs to the event '{event}', not to '{self.here.event}'.")
            return None
        if name not in self.tasks:
            self.tasks[name] = task = self._load(name)
            self.units[name] = self.known(task) if self.known and task else set()
        task = self.tasks[name]
        if task is None:
            self._problem(row, SHEET, f"names '{name}', which is no codebook or task that is here.")
            return None
        if said != mark(event, task):
            self._problem(
                row, SHEET,
                f"was written for another state of '{name}': its questions or labels have changed since. "
                "Bring the old codebook back, or write new sheets.",
            )  # fmt: skip
            return None
        self.reading.tasks[name] = task
        return task

    def _load(self, name: str) -> Task | None:
        try:
            return task_named(name, self.here.raw / FOLDER)
        except CodebookError as error:
            self.reading.problems.append(str(error))
            return None

    def _code(self, row: _Row, variable: Variable, cell: object) -> str | None:
        """Return the label in a cell, '' where it says that there is nothing to judge, and None where it is empty."""
        text = _text(cell)
        plain = " ".join(text.casefold().split())
        choices = {choice.casefold(): choice for choice in variable.choices}
        if not plain:
            return None
        if plain in choices:
            return "" if choices[plain] == variable.nothing else choices[plain]
        as_number = re.sub(r"[.,]0+$", "", plain).replace("−", "-").lstrip("'+")
        if as_number in variable.also:
            self._note(row, variable.name, f"'{text}' is read as '{variable.also[as_number]}'.")
            return variable.also[as_number]
        labels = f"Choose one of: {', '.join(variable.choices)}."
        if isinstance(cell, datetime.date | datetime.time) or _DATE.fullmatch(text):
            self._problem(row, variable.name, f"holds the date '{text}', which a spreadsheet made. {labels}")
        else:
            self._problem(row, variable.name, f"'{_short(text)}' is no label of this sheet. {labels}")
        return None

    def _columns(self) -> None:
        for task in filter(None, self.tasks.values()):
            missing = [v.name for v in task.variables if v.name not in self.headings]
            if missing:
                self.reading.problems.append(
                    f"{self.name}, row 1: the column '{missing[0]}' is missing or renamed. Put its heading back."
                )
            others = set(self.headings) - {v.name for v in task.variables} - set(task.reads)
            added = sorted(others - {NUMBER, UNIT, REMARK, CODER, SHEET})
            if added:
                self.reading.notes.append(f"{self.name}: the column '{_short(added[0])}' was added and is not read.")

    def _deleted(self, coder: str, numbers: list[str]) -> None:
        """Note the rows that are no longer there; every row says the how-manieth of how many it is."""
        placed = [match for number in numbers if (match := re.fullmatch(r"(\d{1,6}) of (\d{1,6})", number))]
        if not placed:
            return
        size = max(int(match[2]) for match in placed)
        gone = sorted(set(range(1, size + 1)) - {int(match[1]) for match in placed})
        if gone:
            self.reading.notes.append(
                f"{self.name}: {len(gone)} of the {size} rows of {coder} were deleted (row {_numbers(gone)} "
                f"of the sheet as it was written); they count as not coded."
            )

    def _problem(self, row: _Row, column: str, said: str) -> None:
        self.wrong.setdefault((column, said), []).append(row.number)

    def _note(self, row: _Row, column: str, said: str) -> None:
        self.noted.setdefault((column, said), []).append(row.number)


# --- All files ------------------------------------------------------------------------------------------------


def _drop_duplicates(codes: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Return one code for each coder, unit and variable; two that differ are a problem."""
    given = codes.dropna(subset="code")
    keys = ["task", "coder", "unit", "variable"]
    differ = given.groupby(keys, sort=False)["code"].transform("nunique") > 1
    for (_, coder, _, variable), group in given[differ].groupby(keys, sort=False):
        (one, first), (other, second) = group.drop_duplicates("code")[["code", "place"]].to_numpy()[:2].tolist()
        reading.problems.append(
            f"{first}, column '{variable}': {coder} has '{one}' here and '{other}' in {second}. Empty one of them."
        )
    return given[~differ].drop_duplicates(keys).reset_index(drop=True)


def _missing(codes: pd.DataFrame, reading: Reading) -> Iterator[str]:
    """Yield what every coder has left empty in all of the files."""
    for (task, coder), own in codes.groupby(["task", "coder"], sort=False):
        filled = own["code"].notna().groupby([own["unit"], own["variable"]], sort=False).any()
        empty = filled[~filled]
        if len(empty) == len(filled):
            yield f"{coder} has not coded anything yet in {task}."
        elif len(empty):
            file = own["place"].str.rpartition(", row ")[0]  # tell the places in the file that the coder filled
            own = own.assign(used=own["code"].notna().groupby(file).transform("sum"))
            own = own.sort_values("used", ascending=False, kind="stable").drop_duplicates(["unit", "variable"])
            places = own.set_index(["unit", "variable"]).loc[empty.index]
            cells = [f"{place}, column '{name}'" for (_, name), place in places["place"].items()]
            shown = "; ".join(cells[:_SHOWN]) + (f"; and {len(cells) - _SHOWN} more" if len(cells) > _SHOWN else "")
            yield f"{coder} left {len(empty)} of {len(filled)} cells empty in {task}: {shown}."


def _message(file: str, column: str, said: str, rows: list[int]) -> str:
    return f"{file}, row {_numbers(rows)}, column '{column}': {said}"


def _numbers(rows: Iterable[int]) -> str:
    rows = list(rows)
    more = f" and {len(rows) - _SHOWN} more" if len(rows) > _SHOWN else ""
    return ", ".join(map(str, rows[:_SHOWN])) + more


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"
