"""Putting the results of a run in place: all of them or none, whatever happens meanwhile.

A run works in a staging folder. Its results are first moved beside the last ones; then a file (READY) says that they
are whole, and two pairs of renames exchange new and old. Signals are held back during the exchange. An exchange
that the system refuses is undone; one that a crash cut off is completed by the next command that looks at the event.
"""

import shutil
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from newsangle.paths import Places

READY = "ready"  # in the staging folder: the new results are whole
_STAGING = ".unfinished"
_SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


def staging_folder(here: Places) -> Path:
    """Return the folder in which a run of the event works."""
    return here.report.parent / _STAGING / here.event


def lock_file(here: Places) -> Path:
    """Return the file by which one run of an event holds off another."""
    return Path(f"{staging_folder(here)}.lock")


def make_staging(here: Places) -> Places:
    """Make an empty staging folder and return the event's folders in it."""
    staging = staging_folder(here)
    (staging / READY).unlink(missing_ok=True)  # what is made from here on is not whole
    shutil.rmtree(staging, ignore_errors=True)
    staged = Places(here.event, here.raw, staging / "processed" / here.event, staging / "reports" / here.event)
    staged.processed.mkdir(parents=True)
    staged.report.mkdir(parents=True)
    return staged


def remove_staging(here: Places) -> None:
    """Remove what a run that was stopped has made."""
    for target in (here.processed, here.report):
        shutil.rmtree(_new(target), ignore_errors=True)
    shutil.rmtree(staging_folder(here), ignore_errors=True)


def publish(staged: Places, here: Places) -> None:
    """Put staged results in place of the last ones.

    Raises OSError where the system refuses. Then the last results are in place as they were; where the system refuses
    even to put them back, the next run completes the exchange.
    """
    for made, target in ((staged.processed, here.processed), (staged.report, here.report)):
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(_new(target), ignore_errors=True)
        shutil.move(made, _new(target))  # copies where it lies on another disk
    ready = staging_folder(here) / READY
    ready.touch()
    try:
        _exchange(here)
    except OSError:
        _undo(here)
        ready.unlink()
        raise
    _tidy(here)


def complete(here: Places) -> bool:
    """Complete the exchange of new and last results, if one was begun; return whether there was one."""
    if not (staging_folder(here) / READY).exists():
        return False
    _exchange(here)
    _tidy(here)
    return True


def _exchange(here: Places) -> None:
    """Put new results in the place of the last ones. Where nothing new lies beside a folder, it was done before."""
    for target in (here.processed, here.report):
        if _new(target).exists():
            if target.exists():
                shutil.rmtree(_old(target), ignore_errors=True)
                target.rename(_old(target))
            _new(target).rename(target)


def _tidy(here: Places) -> None:
    for target in (here.processed, here.report):
        shutil.rmtree(_old(target), ignore_errors=True)
    shutil.rmtree(staging_folder(here), ignore_errors=True)


def _undo(here: Places) -> None:
    for target in (here.processed, here.report):
        if target.exists() and not _new(target).exists():
            target.rename(_new(target))
        if _old(target).exists() and not target.exists():
            _old(target).rename(target)


@contextmanager
def signals_held(said: str = "") -> Iterator[None]:
    """Hold back Ctrl-C and requests to end until the block is left; then raise KeyboardInterrupt(said)."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    received: list[int] = []
    before = {number: signal.signal(number, lambda n, _: received.append(n)) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if received:
        raise KeyboardInterrupt(said)


def _new(target: Path) -> Path:
    return target.with_name(f".{target.name}.new")


def _old(target: Path) -> Path:
    return target.with_name(f".{target.name}.old")
