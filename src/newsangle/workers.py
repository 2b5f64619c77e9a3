"""What a run does at the same time: each task in a thread that waits for a process, isolated from the folder in which
the run was started, and gone when it is.
"""

import os
import shutil
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from functools import cache
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any

from newsangle import warm
from newsangle.errors import explained, explained_in

LOG = "kernels.log"  # in the folder in which a run works
# One thread a process: results do not depend on the order of sums, and a process with one thread can be forked.
_ONE_THREAD = {
    **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS"), "1"),
    "TOKENIZERS_PARALLELISM": "false", "JE_ARROW_MALLOC_CONF": "background_thread:false",
}  # fmt: skip
_PREFIX = "newsangle-"
_LONGEST = 45  # characters: the address of a socket in the folder may have little more than a hundred


@cache
def private_folder() -> Path:
    """Return a temporary folder of this process alone, readable by its user only and removed when the process ends.

    Folders that killed processes left are removed first.
    """
    base = Path(tempfile.gettempdir())
    if len(str(base)) > _LONGEST and Path("/tmp").is_dir():
        base = Path("/tmp")
    for left in base.glob(f"{_PREFIX}*"):
        number = left.name.removeprefix(_PREFIX).partition("-")[0]
        if number.isdigit() and not _is_running(int(number)):
            shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=base))
    Finalize(None, shutil.rmtree, [folder, True], exitpriority=-1000)  # after what multiprocessing removes in it
    return folder


def start_warm_process() -> None:
    """Start the processes that fork themselves for the tasks of a run, unless they are there; see warm.py."""
    if not warm.is_started():
        folder = private_folder()
        warm.start(folder, {**os.environ, **process_environment(folder)})


class Workers:
    """Threads that wait for what processes do, `jobs` at once."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self._threads = ThreadPoolExecutor(jobs)
        self._running: dict[Future, Any] = {}

    @property
    def has_room(self) -> bool:
        """Whether a worker has nothing to do."""
        return len(self._running) < self.jobs

    def submit(self, owner: Any, task: Callable[[], Any]) -> Future:
        """Let a worker call a function; finished() gives the owner back."""
        start_warm_process()
        future = self._threads.submit(task)
        self._running[future] = owner
        return future

    def finished(self) -> list[tuple[Any, Future]]:
        """Wait until a worker has done something; return what is done, with its owner."""
        done = wait(self._running, return_when=FIRST_COMPLETED).done
        return [(self._running.pop(future), future) for future in done]

    def shut_down(self) -> None:
        """End the workers when they have done everything."""
        self._threads.shutdown()

    def stop(self) -> None:
        """End the workers at once, and the processes they wait for."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        while wait(self._running, timeout=0.02).not_done:  # a thread may just be asking for another process
            warm.end_all()
        warm.stop()


def execute(server: str, out: Path, source: Path, target: Path, parameters: dict, timeout: int) -> tuple[float, str]:
    """Execute a notebook as notebooks.execute does, in a fork of a server; return the seconds it took and the error.

    timeout: seconds that one cell may take. The error is empty where all went well.
    """
    started, cells = time.monotonic(), []
    paths = [str(path) for path in (out, source, target)]
    try:
        error = warm.call_apart(
            server, "newsangle.notebooks:execute", *paths, parameters, patience=timeout, noted=cells.append
        )
    except warm.ProcessSilent:
        error = f"In [{cells[-1] if cells else 1}] took longer than {timeout} seconds"
    except warm.ProcessEnded:
        why = f"the kernel died in In [{cells[-1]}] (out of memory, or killed)" if cells else ""
        error = why or f"the kernel did not start: {explained_in(_complaints(out)) or 'it ended at once'}"
    except OSError as failure:
        error = explained(failure)
    return time.monotonic() - started, error


def copy_as_html(executed: Path) -> None:
    """Write the HTML copy of an executed notebook."""
    warm.call(warm.READING, "newsangle.copies:copy_as_html", str(executed))


def _complaints(out: Path) -> str:
    """Return the end of what processes complained of that execute notebooks, '' where there is nothing."""
    log = out / LOG
    return log.read_text(encoding="utf-8", errors="replace")[-5000:] if log.is_file() else ""


def process_environment(folder: Path) -> dict[str, str]:
    """Return what is set for processes, so that two machines compute the same and nothing is left outside a folder."""
    return {
        "PYTHONHASHSEED": "0", "TZ": "UTC", "TMPDIR": str(folder), "MPLBACKEND": "agg", "COLUMNS": "80",
        "IPYTHONDIR": f"{folder}/ipython", "JUPYTER_RUNTIME_DIR": f"{folder}/jupyter",
        **_ONE_THREAD,
    }  # fmt: skip


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass  # another user's
    return True
