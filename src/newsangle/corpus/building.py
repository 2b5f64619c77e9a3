"""From a source to the parts of a corpus: collect, read lightly, find events, read events in full.

Each step leaves batches that are whole or not there, so that a run that was stopped goes on where it stopped.
"""

import hashlib
import json
import shutil
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pandas as pd
from filelock import FileLock, Timeout

from newsangle import publishing, tables
from newsangle.corpus.batches import FULL_TABLES, LIGHT_TABLES, batch_names, each_batch, read_stage
from newsangle.corpus.cluster import Tell, connected, run_batches
from newsangle.corpus.collection import collect, corpus_places
from newsangle.corpus.grouping import WINDOW, events_of, mark_copies, name_events
from newsangle.corpus.tasks import read_fully, read_lightly
from newsangle.errors import RunError
from newsangle.paths import Places, replace_file
from newsangle.provenance import code_hash
from newsangle.readers.dates import day_first

FULL_BATCH = 60  # articles
_RECORD = "done.json"


def build(
    source: str | Path, out: str | Path | None = None, *, columns: Mapping[str, str] | None = None, light: bool = False,
    window: int = WINDOW, scheduler: str = "", workers: int = 0, tell: Tell = print,
) -> Places:  # fmt: skip
    """Read a corpus as far as it was not read before, and return its folders.

    source: a table of articles as `newsangle import` reads it, or a folder of event folders. columns: our name → the
    table's. light: whether the events are not read in full. window: days after its latest article in which an event
    takes in more. scheduler: the address of a Dask scheduler whose workers see the same folders; by default workers on
    this machine, one a core. Raises InputError for a source without articles, RunError where disk or scheduler fail.
    """
    here = corpus_places(source, out)
    lock = publishing.lock_file(here)
    lock.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(lock, blocking=False):
            record = _record(here, {"columns": dict(columns or {}), "window": window})
            if "collected" not in record:
                count = collect(here, columns)
                _note(here, record, "collected", count)
                tell(f"collected: {count} articles")
            if "light" not in record or not (light or "full" in record):
                with connected(scheduler, workers) as client:
                    _read(client, here, record, light, window, tell)
    except Timeout:
        raise RunError(f"Another run of '{here.event}' is in progress; wait for it to end.") from None
    return here


def _read(client, here: Places, record: dict, light: bool, window: int, tell: Tell) -> None:
    """Read all articles lightly, find the events, and read these in full unless `light`."""
    collected = list(each_batch(here, "collected", "collected", ["article_id", "published"]))
    names = batch_names(here, "collected")
    batches = {
        name: batch["article_id"].to_pylist() for name, batch in zip(names, collected, strict=True) if len(batch)
    }
    first = day_first(text for batch in collected for text in batch["published"].to_pylist() if text)
    run_batches(client, here, "light", partial(read_lightly, first=first), batches, LIGHT_TABLES, tell)
    if "light" not in record:
        _write_articles(here, window)
        _note(here, record, "light", len(batches))
    articles, events = tables.read(here, "corpus_articles"), tables.read(here, "corpus_events")
    tell(f"events: {len(events)}, of which {(events['outlets'] > 1).sum()} in two outlets or more")
    if not light:
        run_batches(client, here, "full", read_fully, _packed(articles, events), FULL_TABLES, tell)
        tables.write(events.assign(compared=events["outlets"] > 1), here, "corpus_events")
        _note(here, record, "full", len(events))
    left_out = pd.concat([read_stage(here, stage, "left_out") for stage in ("collected", "light", "full")])
    tables.write(left_out.drop_duplicates(), here, "corpus_left_out")


def _write_articles(here: Places, window: int) -> None:
    """Write the tables corpus_articles and corpus_events."""
    readings = read_stage(here, "light", "readings")
    readings["event"] = name_events(readings, window)
    articles = readings.join(mark_copies(readings))
    tables.write(articles[list(tables.CORPUS_TABLES["corpus_articles"].columns)], here, "corpus_articles")
    tables.write(events_of(articles), here, "corpus_events")


def _packed(articles: pd.DataFrame, events: pd.DataFrame) -> dict[str, list[tuple[str, list[str]]]]:
    """Return batches of events of two outlets or more, each event with its articles without further versions."""
    counted = articles[articles["version_of"].isna()]
    ids = counted.groupby("event", sort=False)["article_id"].agg(list)
    batches: list[list[tuple[str, list[str]]]] = []
    size = FULL_BATCH
    for event in events.loc[events["outlets"] > 1, "event"]:
        if size + len(ids[event]) > FULL_BATCH:
            batches.append([])
            size = 0
        batches[-1].append((event, ids[event]))
        size += len(ids[event])
    return {f"{number:06d}": batch for number, batch in enumerate(batches)}


# --- The record of what is done -----------------------------------------------------------------------------------


def _record(here: Places, settings: dict) -> dict:
    """Return which steps are done; where they were made of something else, remove what they made."""
    made_of = _fingerprint(here.raw, settings)
    try:
        record = json.loads((here.processed / _RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        record = {}
    if record.get("made_of") != made_of:
        shutil.rmtree(here.processed, ignore_errors=True)
        record = {"made_of": made_of}
        _note(here, record, "version", 1)
    return record


def _note(here: Places, record: dict, step: str, count: int) -> None:
    record[step] = count
    text = json.dumps(record, indent=1)
    replace_file(here.processed / _RECORD, lambda part: part.write_text(f"{text}\n", encoding="utf-8"))


def _fingerprint(source: Path, settings: dict) -> str:
    """Return a hash of what the parts depend on: the source's files by name, size and time, the settings, the code."""
    files = sorted(path for path in source.rglob("*") if path.is_file()) if source.is_dir() else [source]
    seen = [(str(file), file.stat().st_size, file.stat().st_mtime_ns) for file in files]
    return hashlib.sha256(json.dumps([seen, settings, code_hash()], sort_keys=True).encode()).hexdigest()
