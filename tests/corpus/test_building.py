"""A corpus from a table or from event folders: the same for any number of workers, and it goes on where it stopped."""

import os
import random
import shutil
from pathlib import Path

import pytest
from corpus.conftest import in_process, rows, write_table

from newsangle import tables
from newsangle.corpus import build, building, cluster
from newsangle.corpus.batches import batch_names, stage_folder
from newsangle.corpus.collection import BATCH
from newsangle.errors import InputError, RunError
from newsangle.paths import ROOT

OTHERS = 2 * BATCH  # articles that fill three batches


def other_stories() -> list[dict[str, str]]:
    """Articles of invented words that have nothing in common."""
    draw = random.Random(1)
    word = lambda: "".join(draw.choices("abcdeilmnorstu", k=7))  # noqa: E731
    return [
        {
            "outlet": "The Lantern", "title": f"{word()} {word()} {word()}".capitalize(), "published": "2024-06-01",
            "text": f"The {word()} of {word()} has {word()} a {word()}. Nobody {word()} the {word()} {word()}.",
        }
        for _ in range(OTHERS)
    ]  # fmt: skip


def contents(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*.parquet"))}


@pytest.fixture(scope="module")
def large(tmp_path_factory) -> Path:
    return write_table(tmp_path_factory.mktemp("large") / "stories.csv", [*rows(), *other_stories()])


@pytest.fixture(scope="module")
def built(large, tmp_path_factory):
    """The large corpus, read by one worker."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building, "FULL_BATCH", 3)
        patch.setattr(building, "connected", in_process)
        return build(large, tmp_path_factory.mktemp("one"), tell=lambda _: None)


@pytest.mark.slow
@pytest.mark.parametrize("workers", [2, 4])
def test_the_number_of_workers_changes_no_byte(built, large, tmp_path, monkeypatch, workers):
    monkeypatch.setattr(building, "FULL_BATCH", 3)
    here = build(large, tmp_path, workers=workers, tell=lambda _: None)
    assert contents(here.processed) == contents(built.processed)


def test_events_are_found_compared_and_nothing_is_lost(built):
    events = tables.read(built, "corpus_events")
    assert events["compared"].sum() == 3 and set(events.loc[events["compared"], "articles"]) == {3}
    assert len(tables.read(built, "corpus_articles")) == 10 + OTHERS
    assert tables.read(built, "corpus_left_out").empty
    assert len(batch_names(built, "light")) == 3 and len(batch_names(built, "full")) == 3


def test_a_run_that_was_stopped_goes_on_with_what_is_missing(built, large, tmp_path, monkeypatch, one_process):
    monkeypatch.setattr(building, "FULL_BATCH", 3)
    out = tmp_path / "out"
    shutil.copytree(built.processed.parents[1], out)
    processed = out / "processed" / built.event
    whole = contents(processed)
    shutil.rmtree(processed / "parts" / "full" / "000001")
    kept = (processed / "parts" / "full" / "000000" / "figures.parquet").stat().st_mtime_ns
    record = processed / "done.json"
    record.write_text(record.read_text().replace('"full"', '"stopped"'))
    here = build(large, out, tell=lambda _: None)
    assert contents(here.processed) == whole
    assert (stage_folder(here, "full") / "000000" / "figures.parquet").stat().st_mtime_ns == kept


def test_what_is_whole_is_not_read_again_and_another_source_is(table, tmp_path, one_process):
    said = []
    build(table, tmp_path, light=True, tell=said.append)
    first = len(said)
    build(table, tmp_path, light=True, tell=said.append)
    assert len(said) == first  # nothing was to be done
    write_table(table, rows()[:6])
    os.utime(table)
    here = build(table, tmp_path, light=True, tell=said.append)
    assert len(tables.read(here, "corpus_articles")) == 6


def test_event_folders_keep_their_events(tmp_path, one_process):
    here = build(ROOT / "data" / "raw", tmp_path, light=True, tell=lambda _: None)
    events = tables.read(here, "corpus_events").set_index("event")
    assert events.loc["istanbul-talks-2025-06", "names"] == "The Indian Express; Türkiye Today"


def test_a_source_without_articles_and_a_scheduler_that_is_not_there_are_named(tmp_path, table, monkeypatch):
    with pytest.raises(InputError, match="no such file"):
        build(tmp_path / "none.csv", tmp_path)
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="no article was found"):
        build(tmp_path / "empty", tmp_path)
    monkeypatch.setattr(cluster, "WAIT", 1)
    with pytest.raises(RunError, match="does not answer"):
        build(table, tmp_path, scheduler="tcp://127.0.0.1:1")
