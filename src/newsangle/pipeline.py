"""Runs: the notebooks of each event in their order, side by side where they can be, and their results put in place.

A run works in a staging folder and publishes tables and report when they are whole, so that the last good report
survives a run that fails.
"""

import contextlib
import os
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from newsangle import parameters as notebook_parameters
from newsangle import publishing, warm
from newsangle.errors import InputError, RunError, described
from newsangle.paths import RAW, Places, event_folder, outputs, places_below
from newsangle.progress import StepLine, Tell
from newsangle.provenance import fingerprint, hashes, is_current, judged, manifest, write_manifest
from newsangle.steps import REPORT, STEPS, notebook, writes
from newsangle.workers import Workers, copy_as_html, execute, start_warm_process

CELL_TIMEOUT = 1800  # seconds: far above any cell of a large event, so that a hanging one ends some day
PUBLISHED = "the new report is in place"  # what a run that is stopped at its end says

_WARNINGS, _INDEX = "newsangle.pipeline:warnings_of_folder", "newsangle.pipeline:write_index"  # done by forks

Outcome = bool | Exception  # whether an event was run (False where nothing had changed), or why it could not be


# --- Runs -----------------------------------------------------------------------------------------------------


def run(
    event: str | Path, parameters: dict, tell: Tell, *, out: Path | None = None, jobs: int = 0, force: bool = False
) -> bool:
    """Run the five notebooks on an event and put the results in place; return False where nothing had changed.

    event: a name under data/raw or the path of a folder. tell takes the lines of progress. out: the folder that
    takes processed/ and reports/. jobs: notebooks at once, by default as many as there are cores.
    Raises InputError where the event or a parameter can't be used, and RunError where a notebook fails: then what was
    made stays where the message says, and the last good report where it is. A stop by Ctrl-C raises
    KeyboardInterrupt, with PUBLISHED as its text where the new report was in place already.
    """
    outcomes: list[Outcome] = []
    run_all([event], parameters, lambda _, line: tell(line), lambda _, outcome: outcomes.append(outcome),
            out=out, jobs=jobs, force=force)  # fmt: skip
    if isinstance(outcomes[0], Exception):
        raise outcomes[0]
    return outcomes[0]


def run_all(
    events: Iterable[str | Path],
    parameters: dict,
    tell: Callable[[str | Path, str], None],
    ended: Callable[[str | Path, Outcome], None],
    *,
    out: Path | None = None,
    jobs: int = 0,
    force: bool = False,
) -> None:
    """Run events as `run` does, several at once; an event that fails does not stop the others.

    tell takes an event and a line of progress; ended takes an event and its outcome as soon as there is one.
    """
    coming, active, published = deque(dict.fromkeys(events)), list[_Run](), list[Places]()
    workers = Workers(jobs or os.cpu_count() or 1)
    try:
        while coming or active:
            if coming and len(active) <= workers.jobs:  # one event more than workers, so that none has to wait
                event = coming.popleft()
                begun = _begin(event, parameters, partial(tell, event), out, force)
                if isinstance(begun, _Run):
                    active.append(begun)
                else:
                    ended(event, begun)
            else:
                for run, future in workers.finished():
                    run.take(future)
            for run in active:
                run.hand_out(workers)
            for run in [run for run in active if run.is_at_end]:
                active.remove(run)
                ended(run.event, run.end(published))
        workers.shut_down()
    except BaseException:  # Ctrl-C above all: no kernel and no half-written file may outlive the run
        with publishing.signals_held():
            workers.stop()
            for run in active:
                run.abandon()
        raise
    finally:
        if published:
            warm.call(warm.COMPARING, _INDEX, str(outputs(out)[1]))


def check(event: str | Path, parameters: dict) -> None:
    """Raise InputError for what a run rejects before it begins."""
    from newsangle.texts.events import load_event

    outlets = dict.fromkeys(article.outlet for article in load_event(event_folder(event)).articles)
    pair = parameters.get("pair", [])
    if pair and (len(set(pair)) != 2 or not outlets.keys() >= set(pair)):
        raise notebook_parameters.ParameterError(
            f"The parameter 'pair' takes two of the event's outlets: {', '.join(outlets)}."
        )
    check_settings(event, parameters)


def warnings(event: str | Path) -> list[str]:
    """Return what is doubtful about an event, a sentence each, as `check` and `run` print it and the page shows it."""
    return warm.call(warm.READING, _WARNINGS, str(event_folder(event)))


def warnings_of_folder(folder: str) -> list[str]:
    """Return the warnings of an event's folder."""
    from newsangle.collecting import warnings
    from newsangle.texts.events import load_event

    return warnings(load_event(folder))


def check_settings(event: str | Path, parameters: dict) -> None:
    """Raise InputError for parameters, judges and corrections in claims.yml that no run can use."""
    notebook_parameters.check(parameters)
    if "judge" in parameters:
        import_module("newsangle.judges").open_judge(
            parameters["judge"], parameters.get("judge_model", ""), parameters.get("judge_allow_remote", False)
        )
    if "codebook" in parameters:
        import_module("newsangle.framing").codebooks(parameters["codebook"])
    if (event_folder(event) / "claims.yml").exists():
        import_module("newsangle.claims").read_corrections(event_folder(event))


# --- One event ------------------------------------------------------------------------------------------------


def _begin(event: str | Path, parameters: dict, tell: Tell, out: Path | None, force: bool) -> "_Run | Outcome":
    """Begin to run an event, or say why it isn't run."""
    try:
        here = places_below(event, out)
        check(event, parameters)
        lock = FileLock(publishing.lock_file(here))
        Path(lock.lock_file).parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(blocking=False)
    except Timeout:
        return RunError(f"Another run of '{here.event}' is in progress; wait for it to end.")
    except (InputError, OSError) as error:
        return error
    try:
        publishing.complete(here)  # what a crash may have cut off
        made_of = fingerprint(here, parameters)
        if force or not is_current(here, made_of):
            start_warm_process()
            return _Run(event, here, parameters, made_of, tell, lock)
        outcome = False
    except OSError as error:
        outcome = error
    lock.release()
    return outcome


class _Run:
    """An event that is being run: what is made, what goes on and what is to be done next."""

    def __init__(
        self, event: str | Path, here: Places, parameters: dict, made_of: str, tell: Tell, lock: FileLock
    ) -> None:
        self.event = event
        self._here, self._parameters, self._tell, self._lock = here, parameters, tell, lock
        self._record = manifest(here, parameters, made_of)
        self._staged = publishing.make_staging(here)
        self._waiting = dict(STEPS)
        self._done: set[str] = set()
        self._doubts_asked = False
        self._copies: deque[Path] = deque()  # executed notebooks that wait for their copy as a page
        self._running: dict[Future, str] = {}
        self._failures: list[Exception] = []

    @property
    def is_at_end(self) -> bool:
        """Whether nothing goes on and nothing is left that can be done."""
        return self._doubts_asked and not (self._running or self._copies or self._ready())

    def hand_out(self, workers: Workers) -> None:
        """Give what can be done to the workers that have nothing to do."""
        while workers.has_room and (work := self._next()):
            step, task = work
            try:
                self._running[workers.submit(self, task)] = step
            except OSError as error:  # no process can be started
                self._failures.append(error)
                self._waiting.clear()
                self._doubts_asked = True

    def _next(self) -> tuple[str, Callable[[], Any]] | None:
        """Return what is to be done next, with the name of the notebook if it is one; None where nothing can be."""
        if step := self._ready():
            del self._waiting[step]
            self._tell(StepLine(f"{step} started", step))
            server = warm.COMPARING if STEPS[step] else warm.READING
            staging = publishing.staging_folder(self._here)
            arguments = _arguments(self._staged, step, self._parameters)
            return step, partial(
                execute, server, staging, notebook(step), self._executed(step), arguments, CELL_TIMEOUT
            )
        if not self._doubts_asked and (self._done or self._failures):  # after what others wait for
            self._doubts_asked = True
            return "", partial(warm.call, warm.READING, _WARNINGS, str(self._here.raw))
        if self._copies:
            return "", partial(copy_as_html, self._copies.popleft())
        return None

    def take(self, future: Future) -> None:
        """Take the result of what a worker has done."""
        step = self._running.pop(future)
        try:
            result = future.result()
            if step:
                self._take_notebook(step, *result)
            elif result is not None:
                self._take_doubts(result)
        except Exception as error:
            self._failures.append(error)

    def end(self, published: list[Places]) -> Outcome:
        """Publish what was made when it is whole, and note where; return the outcome."""
        try:
            if self._failures:
                return self._failed()
            asked = judged(self._here, self._staged, self._parameters)
            for judge in asked.values():
                self._tell(f"The judge answered {judge['answered']} of {judge['asked']} questions")
            write_manifest({**self._record, **asked, "outputs": hashes(self._staged)}, self._staged)
            with publishing.signals_held(PUBLISHED):
                publishing.publish(self._staged, self._here)
                published.append(self._here)
        except OSError as error:
            return error
        finally:
            self._lock.release()
        return True

    def abandon(self) -> None:
        """Remove what was made."""
        publishing.remove_staging(self._here)
        self._lock.release()

    def _ready(self) -> str:
        """Return a notebook whose predecessors went well, or ''; the last one also shows the doubts."""
        ready = (step for step, before in self._waiting.items() if self._done.issuperset(before))
        return next((step for step in ready if step != REPORT or "warnings" in self._record), "")

    def _executed(self, step: str) -> Path:
        return self._staged.report / "notebooks" / f"{step}.ipynb"

    def _take_notebook(self, step: str, seconds: float, error: str) -> None:
        error = error or _missing_tables(self._staged, step)
        if error:
            self._fail(step, error)
            return
        self._done.add(step)
        self._tell(StepLine(f"{step} done in {seconds:.1f} s, {len(STEPS) - len(self._done)} left", step, seconds))
        self._copies.append(self._executed(step))

    def _take_doubts(self, doubts: list[str]) -> None:
        for doubt in doubts:
            self._tell(f"Warning: {doubt}")
        self._record["warnings"] = doubts
        write_manifest(self._record, self._staged)  # the page shows them

    def _fail(self, step: str, why: str) -> None:
        self._failures.append(RunError(f"{step}: {why}\n  The notebook as far as it came: {self._executed(step)}"))

    def _failed(self) -> Exception:
        """Return why the run failed: that the event can't be used, or each notebook that failed."""
        unusable = [error for error in self._failures if isinstance(error, InputError)]
        if unusable:
            publishing.remove_staging(self._here)
            return unusable[0]
        made = f"What the other notebooks made is in {publishing.staging_folder(self._here)}"
        told = [str(error) if isinstance(error, RunError) else described(error) for error in self._failures]
        return RunError("\n".join([*dict.fromkeys(told), made]))


def _arguments(staged: Places, step: str, parameters: dict) -> dict:
    """Return the parameters that a notebook takes; the event by its name where it lies in the project."""
    known = notebook_parameters.all_parameters() if parameters else {}
    given = {name: _from_anywhere(value) for name, value in parameters.items() if step in known[name]["notebooks"]}
    return {"event": staged.event if staged.raw.parent == RAW else str(staged.raw), **given}


def _from_anywhere(value: object) -> object:
    """Return a parameter's value; the path of a file, such as a codebook, as one that holds in every folder."""
    return str(Path(value).resolve()) if isinstance(value, str) and value and Path(value).is_file() else value


def _missing_tables(staged: Places, step: str) -> str:
    missing = [name for name in writes(step) if not (staged.processed / f"{name}.parquet").exists()]
    return f"it did not write {', '.join(missing)}" if missing else ""


# --- Worker processes -----------------------------------------------------------------------------------------


def write_index(reports: str) -> None:
    """Write the list of all events in a folder of reports; the reports stand without it."""
    with contextlib.suppress(OSError):
        import_module("newsangle.report").write_index(Path(reports))
