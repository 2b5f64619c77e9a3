"""The process in which a notebook's code runs: an IPython kernel that is isolated and ends with the run.

It is a fork of a warm process (warm.py), or is started by kernels.py with `python -P`, so that no module in the
current folder is taken for one of Python's own.
"""

import ctypes
import os
import signal
import sys


def end_with_parent() -> None:
    """Let the system end this process when the process that started it has ended (Linux; elsewhere IPython checks)."""
    if sys.platform == "linux":
        PR_SET_PDEATHSIG = 1
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def run(connection_file: str, out: str) -> None:
    """Run a kernel; out: the folder that takes processed/ and reports/."""
    from ipykernel.kernelapp import IPKernelApp

    os.environ["NEWSANGLE_OUT"] = out
    IPKernelApp.launch_instance(["-f", connection_file, "--HistoryManager.enabled=False", "--log-level=ERROR"])


def main() -> None:
    """Run the kernel whose connection file the command line names."""
    end_with_parent()
    if os.getppid() != int(os.environ.get("JPY_PARENT_PID", os.getppid())):
        return  # the parent ended before its end could be noticed
    run(sys.argv[1], os.environ["NEWSANGLE_OUT"])


if __name__ == "__main__":
    main()
