"""The processes of a run: isolated from the folder it was started in, and gone when it is.

papermill is safe across processes, not across threads. The workers are forked from a process that has loaded it,
where the system can fork.
"""

import multiprocessing
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any

from newsangle import warm

LOG = "kernels.log"  # in the folder in which a run works
STOPPING = 5  # seconds that a worker has to shut its kernel down
# One thread a kernel: results do not depend on the order of sums, and a process with one thread can be forked.
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


@cache
def start_warm_process() -> str:
    """Start the process of which kernels are forks, and return its address; see warm.py."""
    folder = private_folder()
    address = warm.start(folder, {**os.environ, **kernel_environment(folder)})
    warm.use(address)
    return address


class Workers:
    """Processes that execute notebooks, `jobs` at once, and share one loading of papermill."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self._pool: ProcessPoolExecutor | None = None
        self._running: dict[Future, Any] = {}

    @property
    def has_room(self) -> bool:
        """Whether a worker has nothing to do."""
        return len(self._running) < self.jobs

    def submit(self, owner: Any, task: Callable[[], Any]) -> Future:
        """Let a worker call a function; finished() gives the owner back."""
        try:
            self._pool = self._pool or _start_pool(self.jobs)
            future = self._pool.submit(task)
        except BrokenProcessPool:  # a worker was killed while it had nothing to do
            self._pool = _start_pool(self.jobs)
            future = self._pool.submit(task)
        self._running[future] = owner
        return future

    def finished(self) -> list[tuple[Any, Future]]:
        """Wait until a worker has done something; return what is done, with its owner."""
        done = wait(self._running, return_when=FIRST_COMPLETED).done
        if any(isinstance(future.exception(), BrokenProcessPool) for future in done):
            self._pool = None  # one worker was killed, which ends them all: the next task starts others
        return [(self._running.pop(future), future) for future in done]

    def shut_down(self) -> None:
        """End the workers when they have done everything."""
        if self._pool:
            self._pool.shutdown()

    def stop(self) -> None:
        """End the workers at once; each takes its kernel along."""
        workers = multiprocessing.active_children()
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.join(STOPPING)
            worker.kill()
        if self._pool:
            self._pool.shutdown(cancel_futures=True)


def _start_pool(jobs: int) -> ProcessPoolExecutor:
    folder = private_folder()
    tempfile.tempdir = str(folder)  # the sockets of multiprocessing as well
    os.environ["PYTHONSAFEPATH"] = "1"  # no module in the current folder is taken for one of Python's own
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(["newsangle.preload"])
    given = str(folder), start_warm_process(), _life_line()[0]
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_prepare, initargs=given)


def execute(out: Path, source: Path, target: Path, parameters: dict, timeout: int) -> tuple[float, str]:
    """Execute a notebook in this worker as notebooks.execute does, with its results below the folder `out`."""
    from newsangle.notebooks import execute

    _work_in(out)
    return execute(source, target, parameters, timeout)


def copy_as_html(executed: Path) -> None:
    """Write the HTML copy of an executed notebook in this worker."""
    from newsangle.notebooks import copy_as_html

    copy_as_html(executed)


def _work_in(out: Path) -> None:
    """Let the kernels of this worker put their results below a folder, with a log for their complaints beside them."""
    os.environ["NEWSANGLE_OUT"] = str(out)
    log = os.open(out / LOG, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    os.dup2(log, sys.stderr.fileno())
    os.close(log)


@cache
def _life_line():
    """Return the two ends of a pipe: the workers' end closes when this process ends, however it ends."""
    return multiprocessing.Pipe(duplex=False)


def _prepare(folder: str, address: str, life_line) -> None:
    """Give a worker the environment of its kernels, and let it end with the run."""
    if hasattr(os, "setsid"):
        os.setsid()  # Ctrl-C reaches the run alone, which then stops its workers one by one
    threading.Thread(target=_end_with_run, args=[life_line], daemon=True).start()
    os.chdir(folder)
    os.environ.update(kernel_environment(Path(folder)))
    warm.use(address)


def kernel_environment(folder: Path) -> dict[str, str]:
    """Return what is set for kernels, so that two machines compute the same and nothing is left outside a folder."""
    return {
        "PYTHONHASHSEED": "0", "TZ": "UTC", "TMPDIR": str(folder), "MPLBACKEND": "agg",
        "IPYTHONDIR": f"{folder}/ipython", "JUPYTER_RUNTIME_DIR": f"{folder}/jupyter",
        **_ONE_THREAD,
    }  # fmt: skip


def _end_with_run(life_line) -> None:
    """End this worker when the process that runs the event has ended; its kernel ends with it."""
    try:
        life_line.recv()
    except (EOFError, OSError):
        os._exit(1)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass  # another user's
    return True
