"""A process that has loaded what the notebooks need and forks itself on request: a fork is ready at once.

It has one thread and no socket but the one it listens at, so that a fork is whole. What the first notebook needs is
loaded first, the rest while that notebook runs. Where a system can't fork safely there is no such process; then
everything is loaded where it is used.
"""

import gc
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from newsangle.kernel import end_with_parent

CAN_FORK = sys.platform == "linux"  # some libraries of macOS don't survive a fork; Windows has none
KERNEL = "newsangle.kernel:run"  # what the notebooks ask for
_NAME = "newsangle.warm"  # also where this module is run by its name
_address: list[str] = []  # where the process that serves this one listens
_started: list[subprocess.Popen] = []  # kept, because a process ends when its input is closed


# --- Asking ---------------------------------------------------------------------------------------------------


def start(folder: Path, environment: dict[str, str]) -> str:
    """Start the process in a folder, with an environment; return its address, '' where there can be none.

    It ends when the process that started it ends.
    """
    address = str(folder / "warm")
    if not CAN_FORK or len(address) > 100:  # longer than a socket's address may be
        return ""
    Path(address).unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX) as listener, open(folder / "warm.log", "ab") as log:
        listener.bind(address)
        listener.listen(64)
        command = [sys.executable, "-P", "-m", _NAME, str(listener.fileno())]
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=log, stderr=log, cwd=folder, env=environment,
            pass_fds=[listener.fileno()], start_new_session=True,
        )  # fmt: skip
    _started.append(process)
    return address


def use(address: str) -> None:
    """Ask the process at this address from now on."""
    _address[:] = [address] if address else []


def fork(function: str, *arguments: Any) -> tuple[socket.socket, int] | None:
    """Let a fork call a function, given as 'module:name', with arguments that JSON can hold.

    Returns the connection to the fork and its process number, or None where there is nothing to fork. The connection
    ends when the fork ends, and the fork when the connection is closed. It complains where this process complains.
    """
    if not _address:
        return None
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.connect(_address[0])
        socket.send_fds(connection, [json.dumps([function, *arguments]).encode() + b"\n"], [2])
        return connection, int(_line(connection))
    except (OSError, ValueError):  # the process was killed
        connection.close()
        return None


def call(function: str, *arguments: Any) -> Any:
    """Return what a function, given as 'module:name', returns in a fork; both as JSON can hold it.

    Where there is nothing to fork, or the fork fails, the function is called here.
    """
    forked = fork(function, *arguments)
    if forked:
        with forked[0] as connection:
            answer = _line(connection)
        if answer:
            return json.loads(answer)
    return _named(function)(*arguments)


def _line(connection: socket.socket, start: bytes = b"") -> bytes:
    """Return what comes until the end of a line; nothing where the other side ends before."""
    while not start.endswith(b"\n"):
        part = connection.recv(1 << 16)
        if not part:
            return b""
        start += part
    return start


def _named(name: str) -> Callable:
    module, _, function = name.partition(":")
    return getattr(import_module(module), function)


# --- The process itself ---------------------------------------------------------------------------------------


def main() -> None:
    """Load and fork until the process that started this one ends."""
    listener = socket.socket(fileno=int(sys.argv[1]))
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system clears away forks that have ended
    _load(_load_for_the_first_notebook)
    _fork_for(_next_request(listener), listener)
    _load(_load_for_the_rest)
    while True:
        _fork_for(_next_request(listener), listener)


@dataclass(frozen=True)
class _Request:
    connection: socket.socket
    complaints: int  # the file to which the fork complains
    function: str
    arguments: list


def _next_request(listener: socket.socket) -> _Request:
    """Wait for a request; end with the process that started this one."""
    while True:
        if sys.stdin in select.select([listener, sys.stdin], [], [])[0]:
            sys.exit()
        connection, _ = listener.accept()
        start, files, *_ = socket.recv_fds(connection, 1 << 16, 1)
        if line := _line(connection, start):
            function, *arguments = json.loads(line)
            return _Request(connection, files[0], function, arguments)
        connection.close()  # whoever asked has ended meanwhile


def _fork_for(request: _Request, listener: socket.socket) -> None:
    parent = os.getpid()
    if os.fork() == 0:
        listener.close()
        _answer(request, parent)
    os.close(request.complaints)
    request.connection.close()


def _answer(request: _Request, parent: int) -> None:
    """Be the fork: call the function, send what it returns, and end."""
    try:
        end_with_parent()
        if os.getppid() != parent:  # it ended before its end could be noticed
            return
        os.setsid()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.dup2(request.complaints, 2)
        request.connection.sendall(b"%d\n" % os.getpid())
        threading.Thread(target=_end_with, args=[request.connection], daemon=True).start()
        answer = _named(request.function)(*request.arguments)
        request.connection.sendall(json.dumps(answer).encode() + b"\n")
    except Exception:
        os.write(2, traceback.format_exc().encode())
    finally:
        os._exit(0)


def _end_with(connection: socket.socket) -> None:
    """End this fork when whoever asked for it has closed the connection."""
    connection.recv(1)
    os._exit(1)


def _load(load: Callable[[], None]) -> None:
    """Load, and leave what was loaded out of garbage collection, so that all forks go on sharing its memory."""
    gc.disable()
    load()
    gc.freeze()
    gc.enable()


def _load_for_the_first_notebook() -> None:
    """Load a kernel and whatever reads texts."""
    _import("ipykernel.ipkernel", "ipykernel.kernelapp", "pandas", "newsangle.tables", "newsangle.texts.display")
    import pandas as pd

    from newsangle import texts
    from newsangle.texts.events import Article, Event

    pd.options.display.max_columns = 20  # as in a notebook, which pandas looks for when it is imported
    articles = [Article(name, "", name, f"Rain in {name}\n\nRain fell, a baker said.\n") for name in ("Ash", "Elm")]
    texts.read(Event("rain", Path(), "Rain", None, None, tuple(articles)))


def _load_for_the_rest() -> None:
    """Load what compares, draws and reports."""
    _import(
        "matplotlib.pyplot", "xlsxwriter", "newsangle.framing.figures", "newsangle.sentiment.figures",
        "newsangle.claims.display", "newsangle.judges.claims", "newsangle.report", "newsangle.collecting.doubts",
    )  # fmt: skip
    import py3langid

    from newsangle import claims, framing, sentiment

    sentence = "Rain fell on Monday."
    py3langid.classify(sentence)
    for codebook in framing.codebooks("all"):
        framing.score_frames([sentence], codebook)
    sentiment.target_polarity([sentence], [(0, 4)])
    claims.same_answer([sentence], [sentence])


def _import(*names: str) -> None:
    for name in names:
        import_module(name)


if __name__ == "__main__":
    main()
