"""A whole corpus as one table → event folders, as Media Cloud, GDELT or a Kaggle set give it."""

import io
import json
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from newsangle.language import read_lexicon
from newsangle.paths import RAW
from newsangle.tables import is_empty
from newsangle.texts.decoding import DecodingError, decode
from newsangle.texts.events import EventError

COLUMNS = ("event", "outlet", "published", "title", "text", "url", "country")
NEEDED = ("outlet", "text")
_MARKUP = re.compile(r"<(?:p|div|br|html|body|article)\b[^>]{0,200}>", re.IGNORECASE)
_CLEAR_DATE = re.compile(r"\d{4}|[A-Za-z]{3}")  # 03/06/2025 could be March or June


def import_table(path: Path, raw: Path = RAW, columns: Mapping[str, str] | None = None) -> list[Path]:
    """Make an event folder below `raw` for every event of a table of articles, and return the folders.

    path: a CSV, TSV, JSON, JSON lines or Parquet file, one row an article. columns: our name → the table's, for
    those of event, outlet, published, title, text, url and country that the table calls otherwise and
    lexicons/columns.yml does not know; an event.yml beside the table may hold the same under 'columns'. A table
    without events is one event, named like the file. Raises EventError; then nothing was made.
    """
    path = Path(path)
    table = _table(path)
    names = _named(table, {**_beside(path), **(columns or {})}, path)
    table = pd.DataFrame({ours: table[theirs].map(_text) for ours, theirs in names.items()}).reindex(columns=COLUMNS)
    table = table.where(table.notna(), "")
    told = table[table["text"].str.contains(r"\w") & table["outlet"].str.contains(r"\S")]
    if told.empty:
        raise EventError(f"{path}: no row has both an outlet and a text.")
    events = dict(list(told.groupby("event", sort=False)))
    folders = dict(zip(events, _free(raw, [event or path.stem for event in events]), strict=True))
    left_out = len(table) - len(told)
    for event, articles in events.items():
        _make(folders[event], event or path.stem, articles, left_out, path.name)
    return list(folders.values())


def _table(path: Path) -> pd.DataFrame:
    """Return the table in a file, every cell as it stands."""
    try:
        if path.suffix.lower() in (".parquet", ".pq"):
            return pd.read_parquet(path)
        text = decode(path.read_bytes()).text
        if path.suffix.lower() in (".jsonl", ".ndjson", ".json"):
            whole = text.lstrip()[:1] == "["
            return pd.DataFrame(
                json.loads(text) if whole else [json.loads(line) for line in text.split("\n") if line.strip()]
            )
        head = text.partition("\n")[0]
        separator = max(",;\t|", key=head.count)
        return pd.read_csv(io.StringIO(text), sep=separator, dtype="str", keep_default_na=False)
    except FileNotFoundError:
        raise EventError(f"{path}: there is no such file.") from None
    except DecodingError as error:
        raise EventError(f"{path}: {error}. Give a CSV, JSON lines or Parquet file.") from None
    except (OSError, ValueError, AttributeError, pd.errors.ParserError) as error:
        raise EventError(f"{path}: cannot be read as a table ({str(error).partition(chr(10))[0][:200]}).") from None


def _beside(path: Path) -> dict[str, str]:
    """Return the mapping of columns in an event.yml beside the table, if there is one."""
    try:
        entry = yaml.safe_load((path.parent / "event.yml").read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError):
        return {}
    columns = entry.get("columns") if isinstance(entry, dict) else None
    return {str(ours): str(theirs) for ours, theirs in columns.items()} if isinstance(columns, dict) else {}


def _named(table: pd.DataFrame, given: Mapping[str, str], path: Path) -> dict[str, Any]:
    """Return the table's column for each of ours that it has."""
    there = ", ".join(map(str, table.columns))
    for ours, theirs in given.items():
        if ours not in COLUMNS:
            raise EventError(f"{path}: there is no column '{ours}' to map. The columns are: {', '.join(COLUMNS)}.")
        if theirs not in table.columns:
            raise EventError(f"{path}: the table has no column '{theirs}'. It has: {there}.")
    lower = {str(column).strip().lower(): column for column in reversed(table.columns)}
    known = {
        ours: next((lower[name] for name in read_lexicon("texts", "columns")[ours] if name in lower), None)
        for ours in COLUMNS
    }
    names = {ours: theirs for ours, theirs in {**known, **given}.items() if theirs is not None}
    missing = [ours for ours in NEEDED if ours not in names]
    if missing:
        raise EventError(
            f"{path}: no column for {' and '.join(missing)} was found among: {there}."
            f" Say which it is, such as --column {missing[0]}=NAME."
        )
    return names


def _text(value: Any) -> str:
    return "" if is_empty(value) else str(value).strip()


def _free(raw: Path, events: list[str]) -> list[Path]:
    """Return a folder for each event, none of which is there yet."""
    folders: list[Path] = []
    for i, event in enumerate(events, start=1):
        name = _slug(event) or f"event-{i}"
        folder = raw / name
        if folder in folders:
            folder = raw / f"{name}-{i}"
        if folder.exists():
            raise EventError(f"{folder} is there already. Move it away, or give the event another name.")
        folders.append(folder)
    return folders


def _make(folder: Path, event: str, articles: pd.DataFrame, left_out: int, source: str) -> None:
    """Write the articles of an event and its event.yml."""
    folder.mkdir(parents=True)
    entries = [_write(folder, i, row) for i, row in enumerate(articles.to_dict("records"), start=1)]
    note = f"Made from {source}." + (f" Rows without an outlet or a text, left out: {left_out}." if left_out else "")
    days = [entry["published"] for entry in entries if "published" in entry]
    content = {"title": event[:2000], **({"date": min(days)[:10]} if days else {}), "note": note, "articles": entries}
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=110)
    (folder / "event.yml").write_text(text, encoding="utf-8")


def _write(folder: Path, i: int, row: dict[str, str]) -> dict[str, str]:
    """Write an article, its title above its text, and return its entry."""
    title, text = " ".join(row["title"].split()), row["text"]
    markup = bool(_MARKUP.search(text))
    file = f"{i:03d}-{_slug(row['outlet'])[:40] or 'article'}{'.html' if markup else '.txt'}"
    if title and not markup and not text.casefold().startswith(title.casefold()):
        text = f"{title}\n\n{text}"
    (folder / file).write_bytes(text.encode("utf-8", errors="replace"))
    entry = {"file": file, "outlet": " ".join(row["outlet"].split())[:2000]}
    if re.fullmatch("[A-Z]{2}", row["country"]):
        entry["country"] = row["country"]
    if row["published"]:
        day = _day(row["published"])
        entry |= {"published": day} if day else {"note": f"Published, as the table has it: {row['published'][:100]}"}
    if re.fullmatch(r"https?://\S{1,1900}", row["url"]):
        entry["url"] = row["url"]
    return entry


def _day(given: str) -> str | None:
    """Return a date in ISO 8601, or None where it cannot be told for certain."""
    day = pd.to_datetime(given, errors="coerce") if _CLEAR_DATE.match(given) else pd.NaT
    if pd.isna(day):
        return None
    return day.isoformat() if re.search(r"\d:\d|T\d", given) else day.date().isoformat()


def _slug(name: str) -> str:
    """Return a name in small ASCII letters, digits and hyphens."""
    ascii_ = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_.lower()).strip("-")[:60].strip("-")
