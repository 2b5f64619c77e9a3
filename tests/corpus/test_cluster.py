"""What a run does when a batch fails, a worker dies, or the disk is full."""

import errno
import os
from concurrent.futures import CancelledError

import pandas as pd
import pytest
from corpus.conftest import in_process
from distributed.comm import CommClosedError

from newsangle.corpus import cluster
from newsangle.corpus.batches import batch_names, read_stage, write_batch
from newsangle.corpus.cluster import connected, run_batches
from newsangle.errors import RunError
from newsangle.paths import Places

BATCHES = {"000000": ["a", "b", "poison"], "000001": ["c"]}


@pytest.fixture
def here(tmp_path) -> Places:
    return Places("corpus", tmp_path, tmp_path / "processed", tmp_path / "reports")


def task_that(fails):
    """Return a task that notes its units, and calls `fails` at the one that is poisoned."""

    def task(here, stage, name, units):
        if "poison" in units:
            fails()
        rows = [{"article_id": unit, "place": unit, "reason": "read"} for unit in units]
        write_batch(here, stage, name, {"left_out": pd.DataFrame(rows)})

    return task


def raises(error):
    def fail():
        raise error

    return fail


def reasons(here) -> dict[str, str]:
    return read_stage(here, "light", "left_out").set_index("place")["reason"].to_dict()


def test_a_poisoned_unit_is_listed_with_its_reason_and_stops_nothing(here):
    said = []
    with in_process() as client:
        run_batches(
            client, here, "light", task_that(raises(RecursionError("deep"))), BATCHES, ["left_out"], said.append
        )
    assert reasons(here) == {"a": "read", "b": "read", "c": "read", "poison": "failed (RecursionError: deep)"}
    assert batch_names(here, "light") == ["000000", "000001"] and batch_names(here, "light-alone") == []
    assert said[-1].startswith("light: 2 of 2 batches")


@pytest.mark.slow
def test_a_unit_that_kills_its_worker_is_listed_and_stops_nothing(here):
    with connected(workers=1) as client:
        run_batches(client, here, "light", task_that(lambda: os._exit(1)), BATCHES, ["left_out"], lambda _: None)
    assert reasons(here) == {"a": "read", "b": "read", "c": "read", "poison": "its worker died"}


def test_a_full_disk_ends_the_run_with_what_to_do_and_what_is_whole_stays(here):
    full = raises(OSError(errno.ENOSPC, "No space left on device", str(here.processed)))
    batches = dict(reversed(BATCHES.items()))
    with in_process() as client, pytest.raises(RunError, match=r"disk is full.*run the command again"):
        run_batches(client, here, "light", task_that(full), batches, ["left_out"], lambda _: None)
    assert batch_names(here, "light") in ([], ["000001"])


@pytest.mark.parametrize("error", [CommClosedError("closing"), CancelledError(), TimeoutError()])
def test_a_lost_scheduler_ends_the_run_and_says_how_to_go_on(here, monkeypatch, error):
    monkeypatch.setattr(cluster, "_each_done", lambda *_: raises(error)())
    with in_process() as client, pytest.raises(RunError, match=r"scheduler was lost.*run the command again"):
        run_batches(client, here, "light", task_that(None), BATCHES, ["left_out"], lambda _: None)


def test_a_batch_is_there_as_a_whole_or_not_at_all(here):
    with pytest.raises(KeyError):
        write_batch(here, "light", "000000", {"left_out": pd.DataFrame({"place": ["x"]})})
    assert batch_names(here, "light") == []
