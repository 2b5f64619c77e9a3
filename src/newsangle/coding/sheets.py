"""Sheets to code by hand: one workbook and one CSV a coder, blind to the outlet and to what the machine made of it.

Every row says by itself what it belongs to (unit, coder, event, codebook), so that rows may be reordered, copied
together and sent about, and nothing is hidden in a file's name.
"""

import csv
import io
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from newsangle import tables as house
from newsangle.coding.tasks import NAME, CodingError, Task, frames_task, kept_codebook, other_task
from newsangle.coding.units import NEEDS, draw, units
from newsangle.framing.codebook import SHIPPED
from newsangle.paths import Places
from newsangle.workbooks import row_height

FOLDER = "coding"  # below the event's folder in data/raw: codes are data as received, and outlive every run
NUMBER, UNIT, REMARK, CODER, SHEET = "row", "unit", "remark", "coder", "sheet"
VARIABLE, CODE = "variable", "code"  # of a sheet with a row a code
CELL = 32_000  # characters that a cell of a workbook holds, less a margin


def write_sheets(
    here: Places,
    coders: list[str],
    kind: str = "frames",
    codebook: str = "generic",
    unit: str = "sentence",
    sample: int = 40,
    seed: int = 1,
    fill: Mapping[str, Callable[[Task, pd.DataFrame], pd.DataFrame]] = MappingProxyType({}),
) -> list[Path]:
    """Draw a sample of an event and write a sheet for each coder; return the files, a workbook and a CSV a coder.

    kind: 'frames' (by the codebook, for each 'sentence' or 'article'), 'voice' (the outlet's words or a source's),
    'tone' (in the outlet's own voice), 'actors' (tone toward an actor) or 'claims' (how two claims stand to each
    other). All coders get the same units in the same random order, so that two can talk about row 7. fill: for a
    coder that is a machine, the function that fills in its sheet. Raises CodingError if a name cannot be that of a
    file, a sheet is there already, or the event holds nothing to code.
    """
    if kind != "frames" and unit != "sentence":
        raise CodingError("Only frames are coded by article: leave --unit out.")
    task = frames_task(codebook, unit) if kind == "frames" else other_task(kind)
    _check_names(coders, task.codebook)
    if sample < 1:
        raise CodingError(f"A sample of {sample} is none: give --sample 1 or more.")
    if not here.raw.is_dir():
        raise CodingError(f"There is no event '{here.event}'. The events under data/raw: newsangle list")
    folder = here.raw / FOLDER
    paths = [folder / f"{task.name}-{coder}.{kind}" for coder in coders for kind in ("xlsx", "csv")]
    there = [path for path in paths if path.exists()]
    if there:
        raise CodingError(f"{there[0]} is there already. Move it away, or give the coder another name.")
    found = units(task, {name: house.read(here, name) for name in NEEDS[task.kind]})
    if found.empty:
        raise CodingError(f"The event '{here.event}' holds nothing to code for '{task.name}'.")
    drawn = draw(found, sample, seed)
    sheets = {coder: sheet(task, drawn, here.event, coder) for coder in coders}
    sheets |= {coder: filled(task, sheets[coder]) for coder, filled in fill.items()}
    folder.mkdir(parents=True, exist_ok=True)
    keep_codebook(codebook, task, folder)
    for coder, rows in sheets.items():
        workbook, text = (folder / f"{task.name}-{coder}.{kind}" for kind in ("xlsx", "csv"))
        workbook.write_bytes(as_workbook(task, rows))
        text.write_bytes(as_csv(rows))
    return paths


def keep_codebook(codebook: str, task: Task, folder: Path) -> None:
    """Copy a codebook of the user's own to where the sheets lie, so that they can be read without it."""
    if task.codebook and task.codebook not in SHIPPED:
        kept = kept_codebook(folder, task.codebook)
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(codebook, kept)


def mark(event: str, task: Task) -> str:
    """Return what every row says of its sheet: the event, the task and the state of its questions."""
    return f"{event} / {task.name} / {task.version}"


def sheet(task: Task, drawn: pd.DataFrame, event: str, coder: str) -> pd.DataFrame:
    """Return a sheet: the row's number of all, the unit, what to read, a column a variable, and whose it is."""
    rows = drawn[[UNIT, *task.reads]].copy()
    for name in task.reads:
        rows[name] = [text if len(text) <= CELL else f"{text[:CELL]} [cut here]" for text in rows[name]]
    rows.insert(0, NUMBER, [f"{i} of {len(rows)}" for i in range(1, len(rows) + 1)])
    return rows.assign(
        **{variable.name: "" for variable in task.variables},
        **{REMARK: "", CODER: coder, SHEET: mark(event, task)},
    )


def as_csv(rows: pd.DataFrame) -> bytes:
    """Return a sheet as CSV that spreadsheets open as UTF-8 and run no formula from."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(rows.columns)
    writer.writerows([[re.sub(r"^(?=\s*[=+\-@]|[\t\r])", "'", cell) for cell in row] for row in rows.to_numpy()])
    return out.getvalue().encode("utf-8-sig")


def as_workbook(task: Task, rows: pd.DataFrame) -> bytes:
    """Return a sheet as .xlsx: the rows with a list to choose from in every cell to fill, and the guide behind."""
    from datetime import datetime

    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": task.title, "created": datetime(2000, 1, 1)})
    wrapped = {"text_wrap": True, "valign": "top"}
    text, head = book.add_format(wrapped), book.add_format(wrapped | {"bold": True, "bottom": 1})
    fill = book.add_format(wrapped | {"bg_color": "#FFF8DC", "border": 1, "border_color": "#D9D9D4"})
    pale = book.add_format(wrapped | {"font_color": "#8A8A85"})
    page = book.add_worksheet("Sheet")
    asked = {variable.name: variable for variable in task.variables}
    for column, name in enumerate(rows.columns):
        page.set_column(column, column, _width(name, task))
        page.write_string(0, column, name, head)
        shown = text if name in task.reads else fill if name in asked or name == REMARK else pale
        for row, cell in enumerate(rows[name], 1):
            page.write_string(row, column, cell, shown) if cell else page.write_blank(row, column, None, shown)
        if name in asked:
            page.data_validation(1, column, len(rows), column, _choices(asked[name]))
    widths = [_width(name, task) for name in task.reads]
    for row, cells in enumerate(rows[list(task.reads)].to_numpy(), 1):
        page.set_row(row, row_height(cells, widths))
    page.freeze_panes(1, 2 + len(task.reads))
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    guide = book.add_worksheet("Codebook")
    guide.set_column(0, 0, 24)
    guide.set_column(1, 1, 100)
    guide.write_string(0, 0, task.title, head)
    for row, (heading, said) in enumerate([*_questions(task), *task.guide], 2):
        guide.write_string(row, 0, heading, head if not heading.startswith(" ") else text)
        guide.write_string(row, 1, said, text)
        guide.set_row(row, row_height([heading, said], [24, 100]))
    guide.fit_to_pages(1, 0)
    book.close()
    return buffer.getvalue()


def _choices(variable) -> dict:
    return {
        "validate": "list",
        "source": list(variable.choices),
        "error_title": "Not a label of this sheet",
        "error_message": f"Choose one of: {', '.join(variable.choices)}."[:255],
    }


def _questions(task: Task) -> list[tuple[str, str]]:
    """Return the questions of a task whose guide does not hold them."""
    if task.kind == "frames":
        return []
    return [(variable.name, f"{variable.question} ({', '.join(variable.choices)})") for variable in task.variables]


def _width(name: str, task: Task) -> int:
    if name in task.reads:
        return 20 if name == "actor" else 80 // max(1, len([n for n in task.reads if n != "actor"]))
    return {NUMBER: 10, UNIT: 11, REMARK: 24, CODER: 10, SHEET: 14}.get(name, 14)


def _check_names(coders: list[str], codebook: str) -> None:
    if not coders:
        raise CodingError("Name the coders: --coders A,B.")
    names = [*coders, *([codebook] if codebook else [])]
    wrong = [name for name in names if not re.fullmatch(NAME, name)]
    if wrong:
        raise CodingError(f"'{wrong[0]}' can't be part of a file's name: use letters, digits, - and _.")
    if len(set(map(str.casefold, coders))) < len(coders):
        raise CodingError("Two coders have the same name.")
