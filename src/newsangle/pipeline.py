"""A run: the notebooks in their order, side by side where they can be, and their results put in place.

A run works in a staging folder and publishes tables and report when they are whole, so that the last good report
survives a run that fails.
"""

import os
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from importlib import import_module
from pathlib import Path
from threading import Thread

from filelock import FileLock, Timeout

from newsangle import parameters as notebook_parameters
from newsangle import publishing
from newsangle.errors import RunError, explained
from newsangle.paths import RAW, Places, event_folder, places_below
from newsangle.progress import StepLine, Tell
from newsangle.provenance import fingerprint, hashes, is_current, judged, manifest, write_manifest
from newsangle.steps import STEPS, notebook, writes
from newsangle.workers import start_workers, stop_workers

CELL_TIMEOUT = 1800  # seconds: far above any cell of a large event, so that a hanging one ends some day
PUBLISHED = "the new report is in place"  # what a run that is stopped at its end says


# --- A run ----------------------------------------------------------------------------------------------------


def run(
    event: str | Path, parameters: dict, tell: Tell, *, out: Path | None = None, jobs: int = 0, force: bool = False
) -> bool:
    """Run the five notebooks on an event and put the results in place; return False where nothing had changed.

    event: a name under data/raw or the path of a folder. tell takes the lines of progress. out: the folder that
    takes processed/ and reports/. jobs: notebooks at once, by default as many as there are cores, at most three.
    Raises InputError before anything is run, and RunError where a notebook fails: then what was made stays where the
    message says, and the last good report where it is. A stop by Ctrl-C raises KeyboardInterrupt, with PUBLISHED as its
    text where the new report was in place already.
    """
    here = places_below(event, out)
    check(event, parameters)
    doubts = warnings(event)
    for doubt in doubts:
        tell(f"Warning: {doubt}")
    lock = publishing.lock_file(here)
    lock.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(lock, blocking=False):
            publishing.complete(here)  # what a crash may have cut off
            made_of = fingerprint(here, parameters)
            if not force and is_current(here, made_of):
                return False
            _run_staged(here, parameters, made_of, doubts, jobs or min(3, os.cpu_count() or 1), tell)
    except Timeout:
        raise RunError(f"Another run of '{here.event}' is in progress; wait for it to end.") from None
    return True


def check(event: str | Path, parameters: dict) -> None:
    """Raise InputError for what a run rejects before it begins."""
    from newsangle.texts.events import load_event

    outlets = dict.fromkeys(article.outlet for article in load_event(event_folder(event)).articles)
    check_settings(event, parameters)
    pair = parameters.get("pair", [])
    if pair and (len(set(pair)) != 2 or not outlets.keys() >= set(pair)):
        raise notebook_parameters.ParameterError(
            f"The parameter 'pair' takes two of the event's outlets: {', '.join(outlets)}."
        )


def warnings(event: str | Path) -> list[str]:
    """Return what is doubtful about an event, a sentence each, as `check` and `run` print it and the page shows it."""
    from newsangle.collecting import warnings
    from newsangle.texts.events import load_event

    return warnings(load_event(event_folder(event)))


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


def _run_staged(here: Places, parameters: dict, made_of: str, doubts: list[str], jobs: int, tell: Tell) -> None:
    """Make everything in the staging folder, and publish it when it is whole."""
    staged = publishing.make_staging(here)
    staging = publishing.staging_folder(here)
    record = {**manifest(here, parameters, made_of), "warnings": doubts}
    write_manifest(record, staged)
    # The list of all events is written last; what that takes loads while the first notebook has one core for itself.
    Thread(target=import_module, args=["newsangle.report"], daemon=True).start()
    pool = start_workers(jobs, staging)
    try:
        failures = _execute_in_order(staged, parameters, pool, tell)
        pool.shutdown()
        if failures:
            raise RunError("\n".join([*failures, f"What the other notebooks made is in {staging}"]))
        asked = judged(here, staged, parameters)
        for judge in asked.values():
            tell(f"The judge answered {judge['answered']} of {judge['asked']} questions")
        write_manifest({**record, **asked, "outputs": hashes(staged)}, staged)
    except RunError:
        raise
    except BaseException:  # Ctrl-C above all: no kernel and no half-written file may outlive the run
        with publishing.signals_held():
            stop_workers(pool)
            publishing.remove_staging(here)
        raise
    with publishing.signals_held(PUBLISHED):
        publishing.publish(staged, here)
        _write_index(here, tell)


def _write_index(here: Places, tell: Tell) -> None:
    """Write the list of all events; the results of the run stand without it."""
    try:
        import_module("newsangle.report").write_index(here.report.parent)
    except OSError as error:
        tell(f"The list of events was not updated. {explained(error)}")


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
            tell(StepLine(f"{step} started", step))
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
            tell(StepLine(f"{step} done in {seconds:.1f} s, {len(STEPS) - len(done)} left", step, seconds))
            to_copy.append(_executed(staged, step))
    if not failures:
        for copy in copies:
            copy.result()
    return failures


def _arguments(staged: Places, step: str, parameters: dict) -> dict:
    """Return the parameters that a notebook takes; the event by its name where it lies in the project."""
    known = notebook_parameters.all_parameters() if parameters else {}
    given = {name: _from_anywhere(value) for name, value in parameters.items() if step in known[name]["notebooks"]}
    return {"event": staged.event if staged.raw.parent == RAW else str(staged.raw), **given}


def _from_anywhere(value: object) -> object:
    """Return a parameter's value; the path of a file, such as a codebook, as one that holds in every folder."""
    return str(Path(value).resolve()) if isinstance(value, str) and value and Path(value).is_file() else value


def _result(future: Future) -> tuple[float, str]:
    try:
        return future.result()
    except BrokenProcessPool:
        return 0.0, "the process that ran it was killed (out of memory?)"


def _missing_tables(staged: Places, step: str) -> str:
    missing = [name for name in writes(step) if not (staged.processed / f"{name}.parquet").exists()]
    return f"it did not write {', '.join(missing)}" if missing else ""


# --- Worker processes -----------------------------------------------------------------------------------------


def _execute(source: Path, target: Path, arguments: dict, timeout: int) -> tuple[float, str]:
    from newsangle.notebooks import execute

    return execute(source, target, arguments, timeout)


def _copy_as_html(executed: Path) -> None:
    from newsangle.notebooks import copy_as_html

    copy_as_html(executed)


def _executed(here: Places, step: str) -> Path:
    return here.report / "notebooks" / f"{step}.ipynb"
