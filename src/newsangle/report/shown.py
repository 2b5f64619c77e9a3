"""Tables and figures as they stand on the page: everything is text already."""

import functools
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import pandas as pd
import yaml

from newsangle.report.captions import result
from newsangle.report.charts import Chart, chart
from newsangle.report.finding import Tables
from newsangle.report.top import own_voices
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
    """A chart with its result, how to read it, the table behind it, and the files to save."""

    anchor: str
    title: str
    result: str
    read: str = ""
    chart: Chart | None = None
    table: Shown | None = None
    rest: str = ""
    files: tuple[str, ...] = ()


@functools.cache
def listed_in(name: str) -> dict:
    """Return one of the page's YAML files; the caller leaves it as it is."""
    return yaml.safe_load((TEMPLATES / name).read_text(encoding="utf-8"))


def plates(tables: Tables, figures: Path) -> dict[str, list[Plate]]:
    """Return the plates that have a table, each with its chart and the figure's files, by section."""
    found: dict[str, list[Plate]] = {"framing": [], "sentiment": []}
    own = own_voices(tables)
    for section, entries in listed_in("plates.yml").items():
        for entry in entries:
            table, rest = _behind(tables, entry)
            if not table:
                continue
            name = entry.get("figure", "")
            saved = [f"figures/{name}.{kind}" for kind in ("svg", "png") if (figures / f"{name}.{kind}").exists()]
            plate = Plate(
                entry["anchor"], entry["title"], result(entry["anchor"], own), entry["read"],
                chart(entry["anchor"], tables), table, rest, (*saved, f"tables/{entry['table']}.csv"),
            )  # fmt: skip
            found[section].append(plate)
    return found


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
