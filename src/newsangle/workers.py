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
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing.util import Finalize
from pathlib import Path

STOPPING = 5  # seconds that a worker has to shut its kernel down
_ONE_CORE = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")
_PREFIX = "newsangle-"


@cache
def private_folder() -> Path:
    """Return a temporary folder of this process alone, readable by its user only and removed when the process ends.

    Folders that killed processes left are removed first.
    """
    for left in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        number = left.name.removeprefix(_PREFIX).partition("-")[0]
        if number.isdigit() and not _is_running(int(number)):
            shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
    Finalize(None, shutil.rmtree, [folder, True], exitpriority=-1000)  # after what multiprocessing removes in it
    return folder


def start_workers(jobs: int, out: Path) -> ProcessPoolExecutor:
    """Return processes that share one loading of papermill; out: the folder that takes processed/ and reports/."""
    folder = private_folder()
    tempfile.tempdir = str(folder)  # the sockets of multiprocessing as well
    os.environ["PYTHONSAFEPATH"] = "1"  # no module in the current folder is taken for one of Python's own
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(["newsangle.notebooks"])
    return ProcessPoolExecutor(
        jobs, mp_context=context, initializer=_prepare, initargs=(str(out), str(folder), _life_line()[0])
    )


def stop_workers(pool: ProcessPoolExecutor) -> None:
    """End the workers; each shuts its kernel down when it is asked to end."""
    workers = multiprocessing.active_children()
    for worker in workers:
        worker.terminate()
    for worker in workers:
        worker.join(STOPPING)
        worker.kill()
    pool.shutdown(cancel_futures=True)


@cache
def _life_line():
    """Return the two ends of a pipe: the workers' end closes when this process ends, however it ends."""
    return multiprocessing.Pipe(duplex=False)


def _prepare(out: str, folder: str, life_line) -> None:
    """Give the kernels an environment in which two machines compute the same, and a log for their complaints."""
    if hasattr(os, "setsid"):
        os.setsid()  # Ctrl-C reaches the run alone, which then stops its workers one by one
    threading.Thread(target=_end_with_run, args=[life_line], daemon=True).start()
    os.dup2(os.open(Path(out, "kernels.log"), os.O_CREAT | os.O_WRONLY | os.O_APPEND), sys.stderr.fileno())
    os.chdir(folder)
    os.environ.update({
        "NEWSANGLE_OUT": out, "PYTHONHASHSEED": "0", "TZ": "UTC", "TMPDIR": folder,
        "IPYTHONDIR": f"{folder}/ipython", "JUPYTER_RUNTIME_DIR": f"{folder}/jupyter",
        **dict.fromkeys(_ONE_CORE, "1"),
    })  # fmt: skip


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
