"""A corpus from its source to its report: the parts, and the three notebooks."""

import shutil
from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from newsangle import publishing, warm
from newsangle.corpus.building import build
from newsangle.errors import RunError
from newsangle.paths import NOTEBOOKS, Places
from newsangle.workers import Workers, copy_as_html, execute

STEPS = ("06_collect", "07_compare_outlets", "08_report")
CELL_TIMEOUT = 24 * 3600  # seconds: statistics over millions of articles take their time


def run(
    source: str | Path, out: str | Path | None = None, *, columns: Mapping[str, str] | None = None, light: bool = False,
    window: int, scheduler: str = "", workers: int = 0, tell: Callable[[str], None] = print,
) -> Path:  # fmt: skip
    """Read a corpus as `build` does, run its notebooks, and return the path of its page.

    Raises InputError for a source without articles, RunError where a step fails; what is whole stays.
    """
    settings = {"columns": dict(columns or {}), "light": light, "window": window}
    here = build(source, out, **settings, scheduler=scheduler, workers=workers, tell=tell)
    places = {"source": str(here.raw), "out": str(Path(out).resolve()) if out else ""}
    staging = publishing.staging_folder(here)
    staging.mkdir(parents=True, exist_ok=True)
    pool = Workers(1)
    try:
        for step in STEPS:
            _run_notebook(pool, here, step, places | (settings if step == STEPS[0] else {}), tell)
        pool.shut_down()
    except BaseException:  # Ctrl-C above all: no kernel may outlive the run
        pool.stop()
        raise
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    import_module("newsangle.report").write_index(here.report.parent)
    return here.report / "report.html"


def _run_notebook(pool: Workers, here: Places, step: str, parameters: dict, tell: Callable[[str], None]) -> None:
    executed = here.report / "notebooks" / f"{step}.ipynb"
    source = NOTEBOOKS / "corpus" / f"{step}.ipynb"
    staging = publishing.staging_folder(here)
    seconds, error = _done(pool, partial(execute, warm.COMPARING, staging, source, executed, parameters, CELL_TIMEOUT))
    if error:
        raise RunError(f"{step}: {error}\n  The notebook as far as it came: {executed}")
    tell(f"{step} done in {seconds:.1f} s")
    _done(pool, partial(copy_as_html, executed))


def _done(pool: Workers, task: Callable[[], Any]) -> Any:
    """Return what a task returns in a worker."""
    pool.submit(None, task)
    return pool.finished()[0][1].result()
