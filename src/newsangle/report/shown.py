"""Tables and figures as they stand on the page: everything is text already."""

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import pandas as pd
import yaml
from markupsafe import Markup

from newsangle.framing.codebook import SHIPPED, codebooks
from newsangle.report.captions import result
from newsangle.report.drawings import drawing
from newsangle.report.finding import Tables
from newsangle.report.wording import minus, present
from newsangle.tables import outlet_order, with_outlets

TEMPLATES = files("newsangle.report") / "templates"
MOST_ROWS = 40  # of a table behind a figure


@dataclass(frozen=True)
class Shown:
    """A table with its headings; numeric columns are set flush right."""

    headings: list[str]
    rows: list[list[str]]
    numeric: list[bool]


@dataclass(frozen=True)
class Plate:
    """A figure with its result, how to read it, the table behind it, and the files to save."""

    anchor: str
    title: str
    result: str
    read: str = ""
    drawing: Markup | None = None
    table: Shown | None = None
    rest: str = ""
    files: tuple[str, ...] = ()


def listed_in(name: str) -> dict:
    """Return one of the page's YAML files."""
    return yaml.safe_load((TEMPLATES / name).read_text(encoding="utf-8"))


def plates(tables: Tables, figures: Path) -> dict[str, list[Plate]]:
    """Return the figures that exist, each with its text and table, and tables without a figure, by section."""
    found: dict[str, list[Plate]] = {"framing": [], "sentiment": []}
    for section, entries in listed_in("plates.yml").items():
        for entry in entries:
            path = figures / f"{entry['figure']}.svg"
            table, rest = _behind(tables, entry)
            if not path.exists() and not table:
                continue
            said = result(entry["anchor"], tables)
            drawn = drawing(path, entry["title"], said or entry["read"]) if path.exists() else None
            saved = [f"figures/{file.name}" for file in (path, path.with_suffix(".png")) if file.exists()]
            saved += [f"tables/{entry['table']}.csv"] if table else []
            found[section].append(
                Plate(entry["anchor"], entry["title"], said, entry["read"], drawn, table, rest, tuple(saved))
            )
    return found


@dataclass(frozen=True)
class Meaning:
    """A frame that an outlet uses, its definition, and the codebook it comes from."""

    frame: str
    definition: str
    source: str


def meanings(tables: Tables) -> list[Meaning]:
    """Return the definitions of the frames that the texts use; frames of a reader's own codebook are left out."""
    shares = tables["frame_shares"]
    used = shares[shares["share"] > 0].drop_duplicates(["codebook", "frame"])
    books = {name: codebooks(name)[0] for name in dict.fromkeys(used["codebook"]) if name in SHIPPED}
    defined = {(name, frame.name): frame.definition for name, book in books.items() for frame in book.frames}
    return [
        Meaning(row.frame, defined[row.codebook, row.frame], books[row.codebook].title)
        for row in used.itertuples()
        if (row.codebook, row.frame) in defined
    ]


def _behind(tables: Tables, entry: dict) -> tuple[Shown | None, str]:
    """Return the rows behind a figure, the strongest of each outlet if there are many, and what was left out."""
    frame = tables[entry["table"]]
    if frame.empty:
        return None, ""
    if "outlet" not in frame:
        frame = with_outlets(frame, tables["articles"])
    total, rest = len(frame), ""
    if "strongest" in entry and total > MOST_ROWS:
        outlets = outlet_order(tables["articles"])
        frame = frame.sort_values(entry["strongest"], ascending=False, kind="stable")
        frame = frame.groupby("outlet", sort=False).head(MOST_ROWS // len(outlets) + 1)
        frame = frame.sort_values("outlet", key=lambda names: names.map(outlets.index), kind="stable")
        rest = f"The strongest {len(frame)} of {total:,} rows; tables/{entry['table']}.csv contains all of them."
    return shown(frame, entry["columns"]), rest


def shown(frame: pd.DataFrame, headings: dict[str, str]) -> Shown:
    """Return a frame's columns under the given headings, as text."""
    frame = frame[[column for column in headings if column in frame]]
    numeric = [pd.api.types.is_numeric_dtype(frame[column]) for column in frame]
    rows = [[_cell(value) for value in row] for row in frame.itertuples(index=False)]
    return Shown([headings[column] for column in frame], rows, numeric)


def _cell(value) -> str:
    if not present(value):
        return "–"
    if isinstance(value, float):
        return minus(value)
    return f"{value:,}" if isinstance(value, int) else str(value)
