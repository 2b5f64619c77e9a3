"""Where things are, relative to this file, and which names an event may have."""

import os
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from newsangle.errors import InputError

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = ROOT / "notebooks"
RAW = ROOT / "data" / "raw"
JUDGEMENTS = "judgements.jsonl"  # the answers of a judge, in the event's folder
LESSON = "lesson.yml"  # what a class does with the event, in its folder
LONGEST_NAME = 100  # bytes: room for what is added to it in file names, on every system
_TAKEN = {"index.html", "readme.md"}  # files beside the events' folders
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}  # by Windows
_FORBIDDEN = frozenset('/\\:*?"<>|')


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
    return places_below(event, os.environ.get("NEWSANGLE_OUT"))


def places_below(event: str | Path, out: str | Path | None) -> Places:
    """Return the folders of an event whose results go below the folder `out`, or into the project where it is None."""
    raw = event_folder(event)
    processed, reports = outputs(out)
    return Places(raw.name, raw, processed / raw.name, reports / raw.name)


def event_folder(event: str | Path) -> Path:
    """Return an event's folder; a bare name is looked for under data/raw first. It need not exist.

    Raises InputError where the folder's name cannot name the event's results.
    """
    text = str(event)
    bare = os.sep not in text and "/" not in text and text not in ("", ".", "..")
    if bare or not text.strip():
        event_name(text)
    folder = RAW / text if bare and (RAW / text).is_dir() else Path(text).expanduser().resolve()
    event_name(folder.name)
    return folder


def event_name(name: str) -> str:
    """Return the name of an event, which also names folders and files; raise InputError for one that can't."""
    problem = _problem_of(name)
    if problem:
        shown = "".join(c if c.isprintable() else "?" for c in name[:60])
        raise InputError(f"'{shown}' cannot be the name of an event: {problem}. Use letters, digits, '-' and '_'.")
    return name


def _problem_of(name: str) -> str:
    """Return what keeps a name from being a folder's on every system, or ''."""
    if not name.strip():
        return "it is empty"
    if name.startswith(".") or name.endswith((".", " ")) or name != name.strip():
        return "it begins with a full stop or ends with one or with a space"
    if any(c in _FORBIDDEN or unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") for c in name):
        return "it holds a character that no folder's name may hold"
    if len(name.encode("utf-8", "surrogatepass")) > LONGEST_NAME:
        return f"it is longer than {LONGEST_NAME} bytes"
    if name.casefold() in _TAKEN or name.casefold().split(".")[0] in _RESERVED:
        return "the name is taken"
    return ""


def outputs(out: str | Path | None) -> tuple[Path, Path]:
    """Return the folders that take every event's tables and reports."""
    if out:
        return Path(out).resolve() / "processed", Path(out).resolve() / "reports"
    return ROOT / "data" / "processed", ROOT / "reports"


def replace_file(path: Path, write_to: Callable[[Path], object]) -> None:
    """Let `write_to` write a file beside its place and move it there when it is whole: no reader finds half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    write_to(part)
    os.replace(part, path)
