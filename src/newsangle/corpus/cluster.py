"""Tasks on a Dask cluster: workers of one thread, models loaded once a worker, batches in and batches out.

A task reads files and writes files; nothing but names travels. What it writes depends on its batch alone, so the number
of workers changes no result. A batch that kills its worker or fails is cut into its units, which run one by one; a unit
that fails alone is written down with the reason.
"""

import logging
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from time import monotonic
from typing import Any

import pandas as pd

from newsangle.corpus.batches import batch_names, read_batch, stage_folder, write_batch
from newsangle.errors import RunError, explained
from newsangle.paths import Places
from newsangle.tables import schema

Task = Callable[[Places, str, str, Sequence], None]  # the corpus, the stage, the name of a batch, and its units
Tell = Callable[[str], None]
ENVIRONMENT = {"PYTHONHASHSEED": "0", "TZ": "UTC", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1",
               "MKL_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}  # fmt: skip
FAILURES = 1  # times that a worker may die with a task before the task counts as failed
EVERY = 15  # seconds between two lines of progress
WAIT = 10  # seconds for a scheduler to answer
_AGAIN = "What is whole stays; run the command again to go on."


@contextmanager
def connected(scheduler: str = "", workers: int = 0) -> Iterator[Any]:
    """Give a Dask client: of the scheduler at an address, or of workers on this machine, one a core by default.

    Raises RunError where the scheduler can't be reached.
    """
    import dask.config
    from distributed import Client, LocalCluster

    quiet = {
        "distributed.scheduler.allowed-failures": FAILURES,
        "distributed.scheduler.worker-saturation": 1.0,  # a waiting task is not suspected when its worker dies
        "distributed.nanny.pre-spawn-environ": ENVIRONMENT,
        "distributed.worker.daemon": True,
        "logging": {"distributed": "critical"},
    }
    with dask.config.set(quiet):
        if scheduler:
            try:
                client = Client(scheduler, timeout=WAIT, set_as_default=False)
            except (OSError, ValueError, TimeoutError) as error:
                raise RunError(f"The scheduler at {scheduler} does not answer ({type(error).__name__}).") from None
            with client:
                yield client
            return
        options: dict[str, Any] = {"n_workers": workers} if workers else {}
        options |= {"threads_per_worker": 1, "dashboard_address": "127.0.0.1:0", "silence_logs": logging.CRITICAL}
        with LocalCluster(**options) as local, Client(local, set_as_default=False) as client:
            yield client


def run_batches(
    client: Any,
    here: Places,
    stage: str,
    task: Task,
    batches: Mapping[str, Sequence],
    tables: Sequence[str],
    tell: Tell,
) -> None:
    """Run a task on every batch of a stage that is not whole yet.

    task: writes the batch of a name in a stage from its units, articles or events. tables: what it writes; a unit that
    fails alone leaves them empty but for `left_out`. Raises RunError where the disk or the scheduler fails; what is
    whole stays.
    """
    from distributed.comm.core import CommClosedError

    whole = set(batch_names(here, stage))
    todo = {name: units for name, units in batches.items() if name not in whole}
    begun = last = monotonic()
    workers = set(client.nthreads())
    try:
        for count, (name, failed) in enumerate(_each_done(client, here, stage, task, todo), start=1):
            if failed:
                _run_one_by_one(client, here, stage, task, name, todo[name], tables)
            if count == len(todo) or monotonic() - last > EVERY:
                last, now = monotonic(), set(client.nthreads())
                if lost := len(workers - now):
                    tell(f"{stage}: {lost} of {len(workers)} workers died; what they were at runs again")
                workers = now
                tell(f"{stage}: {len(whole) + count} of {len(batches)} batches, {last - begun:.0f} s")
    except (CancelledError, TimeoutError, CommClosedError) as error:
        raise RunError(f"The scheduler was lost ({type(error).__name__}). {_AGAIN}") from None
    except OSError as error:
        raise RunError(f"{explained(error)} {_AGAIN}") from None


def _each_done(client: Any, here: Places, stage: str, task: Task, todo: Mapping) -> Iterator[tuple[str, Any]]:
    """Run batches and yield the name of each when it is done, with the error where it failed."""
    from distributed import as_completed

    names = {client.submit(task, here, stage, name, units, pure=False): name for name, units in todo.items()}
    for future in as_completed(list(names), loop=client.loop):
        error = future.exception()
        if isinstance(error, CancelledError | OSError):
            raise error
        yield names.pop(future), error


def _run_one_by_one(client, here: Places, stage: str, task: Task, name: str, units: Sequence, tables) -> None:
    """Run the units of a batch that failed each by itself, and put their tables together."""
    alone = f"{stage}-alone"
    pieces = {f"{name}-{number:04d}": [unit] for number, unit in enumerate(units)}
    todo = {piece: unit for piece, unit in pieces.items() if piece not in set(batch_names(here, alone))}
    for piece, error in _each_done(client, here, alone, task, todo):
        if error:
            write_batch(here, alone, piece, _failed(pieces[piece][0], error, tables))
    together = {
        table: pd.concat([read_batch(here, alone, piece, table).to_pandas() for piece in pieces]) for table in tables
    }
    write_batch(here, stage, name, together)
    for piece in pieces:
        shutil.rmtree(stage_folder(here, alone) / piece)


def _failed(unit: Any, error: BaseException, tables: Sequence[str]) -> dict[str, pd.DataFrame]:
    """Return the tables of a unit that failed alone: empty, but for the reason."""
    from distributed import KilledWorker

    why = "its worker died" if isinstance(error, KilledWorker) else f"failed ({type(error).__name__}: {error})"
    found = {name: schema(name).empty_table().to_pandas() for name in tables}
    return found | {"left_out": pd.DataFrame([{"article_id": None, "place": str(unit), "reason": why[:500]}])}
