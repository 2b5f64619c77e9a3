"""A run: the notebooks in their order, side by side where they can be, and their results put in place.

A run works in a folder of its own and puts tables and report in place when they are whole, so that the last good
report outlives a run that fails. Notebooks run in worker processes: papermill is safe across processes, and the
workers are forked from one that has loaded it already.
"""

import multiprocessing
import os
import shutil
import sys
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from importlib import import_module
from pathlib import Path
from threading import Thread

from filelock import FileLock, Timeout

from newsangle import parameters as notebook_parameters
from newsangle.paths import RAW, Places, event_folder, outputs
from newsangle.provenance import fingerprint, hashes, is_current, manifest, write_manifest
from newsangle.steps import STEPS, notebook, writes

CELL_TIMEOUT = 1800  # seconds: far above any cell of a large event, so that a hanging one ends some day
STOPPING = 5  # seconds that a worker has to shut its kernel down
ONE_CORE = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")

Tell = Callable[[str], None]


class RunError(RuntimeError):
    """A run did not end well; the message says where and why."""


# --- A run ----------------------------------------------------------------------------------------------------


def run(
    event: str | Path, parameters: dict, tell: Tell, *, out: Path | None = None, jobs: int = 0, force: bool = False
) -> bool:
    """Run the five notebooks on an event and put the results in place; return False where nothing had changed.

    event: a name under data/raw or the path of a folder. tell takes the lines of progress. out: the folder that
    takes processed/ and reports/. jobs: notebooks at once, by default as many as there are cores, at most three.
    Raises InputError before anything is run, and RunError where a notebook fails: then what was
    made stays where the message says, and the last good report where it is.
    """
    here = final_places(event, out)
    check(event, parameters)
    doubts = warnings(event)
    for doubt in doubts:
        tell(f"Warning: {doubt}")
    made_of = fingerprint(here, parameters)
    if not force and is_current(here, made_of):
        return False
    desk = here.report.parent / ".unfinished" / here.event
    desk.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(f"{desk}.lock", blocking=False):
            _run_at(desk, here, parameters, made_of, doubts, jobs or min(3, os.cpu_count() or 1), tell)
    except Timeout:
        raise RunError(f"Another run of '{here.event}' is under way; wait for it to end.") from None
    return True


def check(event: str | Path, parameters: dict) -> None:
    """Raise InputError for what a run rejects before it begins."""
    from newsangle.texts.events import load_event

    load_event(event_folder(event))
    check_settings(event, parameters)


def warnings(event: str | Path) -> list[str]:
    """Return what is doubtful about an event, a sentence each, as `check` and `run` print it and the page shows it."""
    from newsangle.collecting import warnings
    from newsangle.texts.events import load_event

    return warnings(load_event(event_folder(event)))


def check_settings(event: str | Path, parameters: dict) -> None:
    """Raise InputError for parameters and for corrections in claims.yml that no run can use."""
    notebook_parameters.check(parameters)
    if "codebook" in parameters:
        import_module("newsangle.framing").codebooks(parameters["codebook"])
    if (event_folder(event) / "claims.yml").exists():
        import_module("newsangle.claims").read_corrections(event_folder(event))


def final_places(event: str | Path, out: Path | None = None) -> Places:
    """Return the folders in which the results of a run come to lie."""
    raw = event_folder(event)
    processed, reports = outputs(out)
    return Places(raw.name, raw, processed / raw.name, reports / raw.name)


def _run_at(desk: Path, here: Places, parameters: dict, made_of: str, doubts: list[str], jobs: int, tell: Tell) -> None:
    """Make everything at the desk, a folder of this run alone, and put it in place when it is whole."""
    shutil.rmtree(desk, ignore_errors=True)
    staged = Places(here.event, here.raw, desk / "processed" / here.event, desk / "reports" / here.event)
    staged.processed.mkdir(parents=True)
    staged.report.mkdir(parents=True)
    record = {**manifest(here, parameters, made_of), "warnings": doubts}
    write_manifest(record, staged)
    # The list of all events is written last; what that takes loads while the first notebook has one core for itself.
    Thread(target=import_module, args=["newsangle.report"], daemon=True).start()
    pool = _workers(jobs, desk)
    try:
        failures = _execute_in_order(staged, parameters, pool, tell)
        pool.shutdown()
    except BaseException:  # Ctrl-C above all: no kernel and no half-written file may outlive the run
        _stop(pool)
        shutil.rmtree(desk, ignore_errors=True)
        raise
    if failures:
        raise RunError("\n".join([*failures, f"What the other notebooks made lies in {desk}"]))
    write_manifest({**record, "outputs": hashes(staged)}, staged)
    _put_in_place(staged.processed, here.processed)
    _put_in_place(staged.report, here.report)
    shutil.rmtree(desk)
    import_module("newsangle.report").write_index(here.report.parent)


def _execute_in_order(staged: Places, parameters: dict, pool: ProcessPoolExecutor, tell: Tell) -> list[str]:
    """Execute every notebook whose predecessors went well; return what went wrong, a message a notebook."""
    waiting, done, failures = dict(STEPS), set(), []
    running: dict[Future, str] = {}
    to_copy: list[Path] = []
    copies: list[Future] = []
    while True:
        for step in [step for step, before in waiting.items() if done.issuperset(before)]:
            del waiting[step]
            arguments = notebook(step), _executed(staged, step), _arguments(staged, step, parameters), CELL_TIMEOUT
            running[pool.submit(_execute, *arguments)] = step
            tell(f"{step} started")
        copies += [pool.submit(_copy_as_html, executed) for executed in to_copy]  # after what others wait for
        to_copy.clear()
        if not running:  # whatever still waits, waits for a notebook that failed
            break
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            step = running.pop(future)
            seconds, error = _result(future)
            error = error or _missing_tables(staged, step)
            if error:
                failures.append(f"{step}: {error}\n  The notebook as far as it came: {_executed(staged, step)}")
                continue
            done.add(step)
            tell(f"{step} done in {seconds:.1f} s, {len(STEPS) - len(done)} left")
            to_copy.append(_executed(staged, step))
    if not failures:
        for copy in copies:
            copy.result()
    return failures


def _arguments(staged: Places, step: str, parameters: dict) -> dict:
    """Return the parameters that a notebook takes; the event by its name where it lies in the project."""
    known = notebook_parameters.all_parameters() if parameters else {}
    given = {name: value for name, value in parameters.items() if step in known[name]["notebooks"]}
    return {"event": staged.event if staged.raw.parent == RAW else str(staged.raw), **given}


def _result(future: Future) -> tuple[float, str]:
    try:
        return future.result()
    except BrokenProcessPool:
        return 0.0, "the process that ran it was killed (out of memory?)"


def _missing_tables(staged: Places, step: str) -> str:
    missing = [name for name in writes(step) if not (staged.processed / f"{name}.parquet").exists()]
    return f"it did not write {', '.join(missing)}" if missing else ""


def _put_in_place(made: Path, target: Path) -> None:
    """Put a folder where another one may lie, which goes only when the new one is there."""
    target.parent.mkdir(parents=True, exist_ok=True)
    new, old = target.with_name(f".{target.name}.new"), target.with_name(f".{target.name}.old")
    for left_behind in (new, old):
        shutil.rmtree(left_behind, ignore_errors=True)
    shutil.move(made, new)  # another file system is no obstacle, and the renames below are quick
    if target.exists():
        target.rename(old)
    new.rename(target)
    shutil.rmtree(old, ignore_errors=True)


# --- Worker processes -----------------------------------------------------------------------------------------


def _workers(jobs: int, out: Path) -> ProcessPoolExecutor:
    """Return processes that share one loading of papermill, where the system can fork."""
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(["newsangle.notebooks"])
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_prepare_worker, initargs=(str(out),))


def _prepare_worker(out: str) -> None:
    """Give the kernels an environment in which two machines compute the same, and a log for what they complain of."""
    if hasattr(os, "setsid"):
        os.setsid()  # Ctrl-C reaches the run alone, which then stops its workers in good order
    os.dup2(os.open(Path(out, "kernels.log"), os.O_CREAT | os.O_WRONLY | os.O_APPEND), sys.stderr.fileno())
    os.environ.update({"NEWSANGLE_OUT": out, "PYTHONHASHSEED": "0", "TZ": "UTC", **dict.fromkeys(ONE_CORE, "1")})


def _execute(source: Path, target: Path, arguments: dict, timeout: int) -> tuple[float, str]:
    from newsangle.notebooks import execute

    return execute(source, target, arguments, timeout)


def _copy_as_html(executed: Path) -> None:
    from newsangle.notebooks import copy_as_html

    copy_as_html(executed)


def _stop(pool: ProcessPoolExecutor) -> None:
    """End the workers; each shuts its kernel down when it is asked to end."""
    workers = multiprocessing.active_children()
    for worker in workers:
        worker.terminate()
    for worker in workers:
        worker.join(STOPPING)
        worker.kill()
    pool.shutdown(cancel_futures=True)


def _executed(here: Places, step: str) -> Path:
    return here.report / "notebooks" / f"{step}.ipynb"
