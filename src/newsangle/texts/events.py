"""Event folders: event.yml and one file per article, read and checked."""

from dataclasses import dataclass
from pathlib import Path

import yaml

from newsangle.paths import event_folder
from newsangle.texts.decoding import decode


class EventError(ValueError):
    """An event folder cannot be used as it is; the message names the file, the entry and the mend."""


@dataclass(frozen=True)
class Article:
    """An article of an event, with its raw text."""

    id: str
    file: str
    outlet: str
    raw: str
    country: str | None = None
    published: str | None = None
    url: str | None = None
    note: str | None = None
    inferred: tuple[str, ...] = ()


@dataclass(frozen=True)
class Event:
    """An event with its articles, in the order of event.yml."""

    name: str
    folder: Path
    title: str
    question: str | None
    date: str | None
    articles: tuple[Article, ...]


def load_event(name_or_path: str | Path) -> Event:
    """Return an event, by its name under data/raw or the path of its folder."""
    folder = event_folder(name_or_path)
    entry = yaml.safe_load((folder / "event.yml").read_text(encoding="utf-8"))
    return Event(
        folder.name, folder, entry["title"], entry.get("question"), _iso(entry.get("date")),
        tuple(_article(folder, article) for article in entry["articles"]),
    )  # fmt: skip


def _article(folder: Path, entry: dict) -> Article:
    return Article(
        id=entry.get("id", Path(entry["file"]).stem),
        file=entry["file"],
        outlet=entry["outlet"],
        raw=decode((folder / entry["file"]).read_bytes()),
        country=entry.get("country"),
        published=_iso(entry.get("published")),
        url=entry.get("url"),
        note=entry.get("note"),
        inferred=tuple(entry.get("inferred", ())),
    )


def _iso(value) -> str | None:
    return None if value is None else value.isoformat()
