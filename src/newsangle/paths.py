"""Where things are, from this file's own place."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = ROOT / "notebooks"
RAW = ROOT / "data" / "raw"


@dataclass(frozen=True)
class Places:
    """The folders of one event."""

    event: str  # the name of its folder
    raw: Path  # as received, never changed
    processed: Path  # one Parquet file per table
    report: Path  # report.html, notebooks, tables/*.csv, figures/*.svg, manifest.json

    @property
    def tables(self) -> Path:
        return self.report / "tables"

    @property
    def figures(self) -> Path:
        return self.report / "figures"


def places(event: str | Path) -> Places:
    """Return the folders of an event, given by its name under data/raw or by the path of its folder.

    What a run makes goes below the folder that NEWSANGLE_OUT names, as processed/ and reports/, and below
    the project's own data/processed and reports where it is not set.
    """
    raw = event_folder(event)
    processed, reports = outputs(os.environ.get("NEWSANGLE_OUT"))
    return Places(raw.name, raw, processed / raw.name, reports / raw.name)


def event_folder(event: str | Path) -> Path:
    """Return an event's folder; a bare name is looked for under data/raw first. It need not exist."""
    named = RAW / event
    return named if named.is_dir() and named != RAW else Path(event).resolve()


def outputs(out: str | Path | None) -> tuple[Path, Path]:
    """Return the folders that take every event's tables and reports."""
    if out:
        return Path(out).resolve() / "processed", Path(out).resolve() / "reports"
    return ROOT / "data" / "processed", ROOT / "reports"


def replace_file(path: Path, write_to: Callable[[Path], object]) -> None:
    """Let `write_to` write a file beside its place and move it there when whole: nobody meets half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    write_to(part)
    os.replace(part, path)
