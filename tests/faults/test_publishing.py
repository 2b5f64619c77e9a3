"""Whatever happens while results are put in place: after the next run the last or the new ones are there, whole."""

import errno
import os
import shutil
from pathlib import Path

import pytest

from newsangle import publishing
from newsangle.paths import Places

CALLS = [(os, "rename"), (os, "replace"), (os, "rmdir"), (os, "unlink"), (os, "mkdir"), (Path, "rename"),
         (Path, "touch"), (Path, "unlink"), (Path, "mkdir"), (shutil, "move")]  # fmt: skip


class Killed(BaseException):
    """Stands for a process that ends between two system calls: nothing after it is done."""


def places(folder: Path) -> Places:
    return Places("rain", folder / "raw", folder / "processed/rain", folder / "reports/rain")


def fill(here: Places, text: str) -> None:
    for folder in (here.processed, here.report):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "made.txt").write_text(text, encoding="utf-8")


def found(here: Places) -> tuple[str, str]:
    def read(folder):
        return (folder / "made.txt").read_text(encoding="utf-8") if folder.exists() else "missing"

    return read(here.processed), read(here.report)


def interrupt(monkeypatch, at: int, raised: BaseException) -> list[int]:
    """Let the at-th system call that publishing makes, of whatever kind, raise instead of being done."""
    count = [0]

    def counted(call):
        def wrapper(*arguments, **options):
            count[0] += 1
            if count[0] == at:
                raise raised
            return call(*arguments, **options)

        return wrapper

    for owner, name in CALLS:
        monkeypatch.setattr(owner, name, counted(getattr(owner, name)))
    return count


def calls_of_publishing(folder: Path) -> int:
    here = places(folder)
    fill(here, "last")
    staged = publishing.make_staging(here)
    fill(staged, "new")
    with pytest.MonkeyPatch.context() as patch:
        count = interrupt(patch, -1, Killed())
        publishing.publish(staged, here)
    return count[0]


@pytest.mark.parametrize("first_run", [True, False])
def test_every_call_may_be_refused_or_be_the_last_one(tmp_path, first_run):
    calls = calls_of_publishing(tmp_path / "counted")
    assert calls > 10
    for at in range(1, calls + 1):
        for raised in (OSError(errno.ENOSPC, "no space"), Killed()):
            here = places(tmp_path / f"{at}-{type(raised).__name__}")
            if not first_run:
                fill(here, "last")
            last = found(here)
            staged = publishing.make_staging(here)
            fill(staged, "new")
            with pytest.MonkeyPatch.context() as patch:
                interrupt(patch, at, raised)
                try:
                    publishing.publish(staged, here)
                    refused = False
                except OSError:
                    refused = True
                except Killed:
                    refused = False
            if refused:  # what is said is what happened
                assert found(here) == last, at
            publishing.complete(here)  # as the next run does
            assert found(here) in (last, ("new", "new")), (at, raised)
            staged = publishing.make_staging(here)
            fill(staged, "newer")
            publishing.publish(staged, here)
            assert found(here) == ("newer", "newer")
            assert not [
                p for p in tmp_path.rglob(".*") if p.name.endswith((".old", ".new")) and here.raw.parent in p.parents
            ]


def test_signals_wait_until_results_are_in_place():
    import signal

    with pytest.raises(KeyboardInterrupt, match="in place"), publishing.signals_held("in place"):
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGTERM)
        reached = True
    assert reached
