"""Processes in which functions are called, above all those that execute notebooks: forks that are ready at once.

Two processes fork themselves on request: READING has loaded what reads texts and copies notebooks as pages, COMPARING
what compares, draws and reports. They are forks of one that has loaded what both need, and load side by side. Each
has one thread and no socket but the one it listens at, so that a fork is whole. Where a system can't fork safely, a
function is called in a process that is started for it and loads everything itself.
"""

import contextlib
import ctypes
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
from typing import IO, Any

CAN_FORK = sys.platform == "linux"  # some libraries of macOS don't survive a fork; Windows has none
READING, COMPARING = "reading", "comparing"
_SERVERS = (READING, COMPARING)
_NAME = "newsangle.warm"  # also where this module is run by its name
_LONGEST = 100  # bytes: a socket's address may be little longer


class ProcessEnded(Exception):
    """A process ended before its function did."""


class ProcessSilent(Exception):
    """A process was ended because it said nothing for too long."""


# --- Asking ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Home:
    """Where processes work, what is set for them, and the input of the two that fork: they end when it is closed."""

    folder: Path
    environment: dict[str, str]
    servers: subprocess.Popen | None


_home: list[_Home] = []
_running: set["_Process"] = set()
_ending = threading.Event()  # set while all processes are ended: then nothing is asked or done any more


@dataclass(frozen=True, eq=False)
class _Process:
    """A process that calls a function: what it says, a JSON text a line, and what it ends with when it is closed."""

    pid: int
    says: IO[bytes]
    held: Any

    def end(self) -> None:
        with contextlib.suppress(OSError):
            os.kill(self.pid, getattr(signal, "SIGKILL", signal.SIGTERM))


def start(folder: Path, environment: dict[str, str]) -> None:
    """Let processes work in a folder, with an environment, from now on; start those that fork where it can be done.

    They end when this process ends.
    """
    servers = None
    if CAN_FORK and len(str(folder / max(_SERVERS))) < _LONGEST:
        with contextlib.ExitStack() as stack:
            listeners = [stack.enter_context(socket.socket(socket.AF_UNIX)) for _ in _SERVERS]
            log = stack.enter_context(open(folder / "warm.log", "ab"))
            for name, listener in zip(_SERVERS, listeners, strict=True):
                (folder / name).unlink(missing_ok=True)
                listener.bind(str(folder / name))
                listener.listen(64)
            files = [listener.fileno() for listener in listeners]
            servers = subprocess.Popen(
                [sys.executable, "-P", "-m", _NAME, *map(str, files)], stdin=subprocess.PIPE, stdout=log, stderr=log,
                cwd=folder, env=environment, pass_fds=files, start_new_session=True,
            )  # fmt: skip
    _home[:] = [_Home(folder, environment, servers)]


def is_started() -> bool:
    """Return whether processes have a place to work in."""
    return bool(_home)


def stop() -> None:
    """End the processes that fork; what is asked from now on is done here."""
    for home in _home:
        if home.servers and home.servers.stdin:
            home.servers.stdin.close()
            home.servers.wait()
    _home.clear()
    _ending.clear()


def end_all() -> None:
    """End at once whatever processes call functions now, and those that fork; then stop() is called."""
    _ending.set()
    for process in list(_running):
        process.end()
    for home in _home:
        if home.servers:
            home.servers.kill()


def call(server: str, function: str, *arguments: Any) -> Any:
    """Return what a function, given as 'module:name', returns in a fork of a server; both as JSON can hold it.

    Where there is no server, or the fork fails, the function is called here.
    """
    process = _forked(server, function, arguments)
    if process:
        with contextlib.suppress(ProcessEnded):
            return _answer_of(process)
    if _ending.is_set():
        raise ProcessEnded
    return _named(function)(*arguments)


def call_apart(server: str, function: str, *arguments: Any, patience: float, noted: Callable[[Any], None]) -> Any:
    """Return what a function returns in a process of its own, never in this one; as `call` does.

    patience: seconds that the process may say nothing. noted: takes what it notes.
    Raises ProcessEnded, ProcessSilent, and OSError where no process can be started.
    """
    process = _forked(server, function, arguments)
    if _ending.is_set():
        raise ProcessEnded
    return _answer_of(process or _started(function, arguments), patience, noted)


def _forked(server: str, function: str, arguments: tuple) -> _Process | None:
    """Return a fork of a server that calls a function; None where there is nothing to fork."""
    if not _home or not _home[0].servers:
        return None
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.connect(str(_home[0].folder / server))
        connection.sendall(_line([function, *arguments]))
        says = connection.makefile("rb")
        return _Process(int(says.readline()), says, connection)
    except (OSError, ValueError):  # the server was killed
        connection.close()
        return None


def _started(function: str, arguments: tuple) -> _Process:
    """Return a process, started for it, that calls a function."""
    home = _home[0]
    with open(home.folder / "warm.log", "ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", _NAME], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
            cwd=home.folder, env=home.environment, start_new_session=True,
        )  # fmt: skip
    assert process.stdin and process.stdout
    held = contextlib.ExitStack()
    held.callback(process.wait)
    held.callback(process.stdin.close)
    process.stdin.write(_line([function, *arguments]))
    process.stdin.flush()
    return _Process(process.pid, process.stdout, held)


def _answer_of(process: _Process, patience: float = 0, noted: Callable[[Any], None] = lambda note: None) -> Any:
    """Return what a process answers, and pass on what it notes; patience: seconds it may be silent, 0 for any."""
    silent = threading.Event()

    def watch() -> threading.Timer:
        timer = threading.Timer(patience, lambda: (silent.set(), process.end()))
        timer.daemon = True
        if patience:
            timer.start()
        return timer

    _running.add(process)
    timer = watch()
    try:
        with contextlib.suppress(OSError):  # it was killed while it spoke
            for line in process.says:
                timer.cancel()
                kind, told = json.loads(line)
                if kind == "answer":
                    return told
                noted(told)
                timer = watch()
    finally:
        timer.cancel()
        _running.discard(process)
        process.says.close()
        process.held.close()
    raise ProcessSilent if silent.is_set() else ProcessEnded


def _line(content: Any) -> bytes:
    return json.dumps(content).encode() + b"\n"


def _named(name: str) -> Callable:
    module, _, function = name.partition(":")
    return getattr(import_module(module), function)


# --- The processes that are asked -----------------------------------------------------------------------------

_note: list[Callable[[str, Any], None]] = []  # sends to whoever asked this process


def note(content: Any) -> None:
    """Tell whoever asked this process how far it has come."""
    for send in _note:
        send("note", content)


def main() -> None:
    """Load and fork until the process that started this one ends; without sockets, call one function."""
    if len(sys.argv) == 1:
        _call_one()
    listeners = {name: socket.socket(fileno=int(file)) for name, file in zip(_SERVERS, sys.argv[1:], strict=True)}
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system clears away forks that have ended
    _load(_load_for_both)
    parent = os.getpid()
    own, other = (READING, COMPARING) if os.fork() else (COMPARING, READING)
    listeners[other].close()
    if own == COMPARING:
        _end_with_parent(parent)
        _load(_load_for_comparing)
    else:
        _load(_load_for_reading)
        _fork_for(_next_request(listeners[own]), listeners[own])  # the first notebook
        request = _next_request(listeners[own])
        _load(_load_for_copies)
        _fork_for(request, listeners[own])
    while True:
        _fork_for(_next_request(listeners[own]), listeners[own])


def _call_one() -> None:
    """Call the function that the first line of the input names, and end when the input ends."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    request = sys.stdin.buffer.readline()
    threading.Thread(target=_end_with, args=[lambda: sys.stdin.buffer.read(1)], daemon=True).start()

    def send(content: bytes) -> None:
        answers.write(content)
        answers.flush()

    _answer(request, send)


@dataclass(frozen=True)
class _Request:
    connection: socket.socket
    line: bytes


def _next_request(listener: socket.socket) -> _Request:
    """Wait for a request; end with the process that started this one."""
    while True:
        if sys.stdin in select.select([listener, sys.stdin], [], [])[0]:
            sys.exit()
        connection, _ = listener.accept()
        with contextlib.suppress(OSError), connection.makefile("rb") as asked:
            if line := asked.readline():
                return _Request(connection, line)
        connection.close()  # whoever asked has ended meanwhile


def _fork_for(request: _Request, listener: socket.socket) -> None:
    parent = os.getpid()
    with contextlib.suppress(OSError):  # no further process is allowed: then whoever asked hears nothing
        if os.fork() == 0:
            listener.close()
            _be_fork(request, parent)
    request.connection.close()


def _be_fork(request: _Request, parent: int) -> None:
    """Call the function that is asked for, and end."""
    try:
        _end_with_parent(parent)
        os.setsid()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        request.connection.sendall(_line(os.getpid()))
        threading.Thread(target=_end_with, args=[lambda: request.connection.recv(1)], daemon=True).start()
        _answer(request.line, request.connection.sendall)
    finally:
        os._exit(1)


def _answer(request: bytes, send: Callable[[bytes], Any]) -> None:
    """Call a function, send what it returns, and end."""
    function, *arguments = json.loads(request)
    _note[:] = [lambda kind, content: send(_line([kind, content]))]
    try:
        send(_line(["answer", _named(function)(*arguments)]))
    except BaseException:
        os.write(2, traceback.format_exc().encode())
    os._exit(0)


def _end_with(wait: Callable[[], Any]) -> None:
    """End this process when whoever asked has closed the connection: then the waiting is over."""
    with contextlib.suppress(OSError):
        wait()
    os._exit(1)


def _end_with_parent(parent: int) -> None:
    """Let the system end this process when the one that forked it ends."""
    PR_SET_PDEATHSIG = 1
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before
        os._exit(1)


# --- What they load -------------------------------------------------------------------------------------------


def _load(load: Callable[[], None]) -> None:
    """Load, and leave what was loaded out of garbage collection, so that all forks go on sharing its memory."""
    gc.disable()
    load()
    gc.freeze()
    gc.enable()


def _load_for_both() -> None:
    """Load what executes a notebook, and what every notebook uses."""
    import_module("newsangle.notebooks").load()
    _import("newsangle.tables", "pyarrow.parquet")
    import pandas as pd

    pd.options.display.max_columns = 20  # as in a notebook, which pandas looks for when it is imported


def _load_for_reading() -> None:
    """Load whatever reads texts."""
    from newsangle import texts
    from newsangle.texts.events import Article, Event

    _import("newsangle.texts.display", "newsangle.judges.speakers")
    articles = [Article(name, "", name, f"Rain in {name}\n\nRain fell, a baker said.\n") for name in ("Ash", "Elm")]
    texts.read(Event("rain", Path(), "Rain", None, None, tuple(articles)))


def _load_for_copies() -> None:
    """Load what copies notebooks as pages, and what looks for doubts about an event."""
    from py3langid import classify

    import_module("newsangle.copies").load()
    _import("newsangle.collecting.doubts", "newsangle.pipeline")
    classify("Rain fell on Monday.")


def _load_for_comparing() -> None:
    """Load what compares, draws and reports."""
    _import(
        "matplotlib.pyplot", "xlsxwriter", "newsangle.framing.figures", "newsangle.sentiment.figures",
        "newsangle.claims.display", "newsangle.judges.claims", "newsangle.report", "newsangle.pipeline",
    )  # fmt: skip
    from newsangle import claims, framing, sentiment, style
    from newsangle.claims.token_vectors import TokenVectors
    from newsangle.paths import Places

    sentence = "Rain fell on Monday."
    for codebook in framing.codebooks("all"):
        framing.score_frames([sentence], codebook)
    sentiment.target_polarity([sentence], [(0, 4)])
    claims.same_answer([sentence], [sentence])
    TokenVectors([sentence], [0])
    style.show(style.axes(), Places("rain", Path(), Path(), Path("drawn")), "rain")  # in the folder of this process
    import_module("newsangle.report.page").load_templates()


def _import(*names: str) -> None:
    for name in names:
        import_module(name)


if __name__ == "__main__":
    import_module("newsangle.warm").main()  # the module that others import, not this copy of it
