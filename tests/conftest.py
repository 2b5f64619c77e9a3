"""A copy of the project in which the sample event has been run, shared by all tests and all test processes."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from newsangle import cli
from newsangle.paths import ROOT, Places
from newsangle.report.pdf import chromium

SAMPLE = "istanbul-talks-2025-06"
NEWSANGLE = Path(sys.executable).with_name("newsangle")
COPIED = (
    "Makefile",
    "README.md",
    "pyproject.toml",
    "requirements.lock",
    "environment.yml",
    "notebooks",
    "src",
    "tests",
    f"data/raw/{SAMPLE}",
)


_OF_THE_TESTS = (
    "NEWSANGLE_OUT",
    "MAKELEVEL",
    "MAKEFLAGS",
    "MFLAGS",
)  # what `make test` sets is no part of a user's shell


@pytest.fixture
def newsangle(monkeypatch, capsys):
    """The command line, run in this process: takes the arguments, returns the exit code and what was printed."""
    monkeypatch.setattr(signal, "signal", lambda *_: None)  # the tests' own handling of signals stays

    def run(*arguments: object) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["newsangle", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return ended.value.code or 0, "".join(capsys.readouterr())

    return run


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest tests, so that none of them is left for one core at the end."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def copy_of_the_project(copy: Path) -> None:
    """Copy the project, compiled modules included, which every kernel would compile anew, and link its environment."""
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name)
        else:
            shutil.copy2(ROOT / name, copy / name)
    (copy / ".venv").mkdir()
    for entry in Path(sys.prefix).iterdir():
        (copy / ".venv" / entry.name).symlink_to(entry)
    (copy / ".venv" / "ready").unlink(missing_ok=True)
    (copy / ".venv" / "ready").touch()  # newer than the lock: nothing is to be installed


def start(command: str, copy: Path, **environment: str) -> subprocess.Popen:
    """Begin a command line in a copy of the project, as a user does."""
    environment = {
        **{name: value for name, value in os.environ.items() if name not in _OF_THE_TESTS},
        "PATH": f"{copy}/.venv/bin{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": f"{copy}/src",
        **environment,
    }
    return subprocess.Popen(
        command, shell=True, cwd=copy, env=environment, text=True, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


@pytest.fixture(scope="session")
def reported(tmp_path_factory) -> Path:
    """A copy of the project in which `make report` has run the sample event; tests only read in it."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    copy = shared / "newsangle"
    with FileLock(f"{copy}.lock"):
        if not copy.exists():
            copy.mkdir()
            copy_of_the_project(copy)
            process = start("make report", copy)
            said, _ = process.communicate(timeout=300)
            assert process.returncode == 0, said
            (copy / "make-report.log").write_text(said, encoding="utf-8")
    assert (copy / "reports" / SAMPLE / "report.html").exists(), "`make report` failed in another test process"
    return copy


@pytest.fixture(scope="session")
def sample_run(reported) -> Places:
    """The folders of a whole run on the sample event."""
    raw = ROOT / "data" / "raw" / SAMPLE
    return Places(SAMPLE, raw, reported / "data" / "processed" / SAMPLE, reported / "reports" / SAMPLE)


@pytest.fixture(scope="session")
def sample_report(sample_run) -> Path:
    """The folder of the report of a whole run on the sample event."""
    return sample_run.report


@pytest.fixture(scope="session")
def browser():
    """Headless Chromium, the one that the machine has."""
    found = chromium()
    if found is None:
        missing = "No Chromium was found: install one, or name it in NEWSANGLE_CHROMIUM."
        if os.environ.get("CI") == "true" or os.environ.get("NEWSANGLE_BROWSER") == "required":
            pytest.fail(missing)
        pytest.skip(missing)
    from playwright.sync_api import sync_playwright

    root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        shown = playwright.chromium.launch(executable_path=str(found), args=["--no-sandbox"] if root else [])
        yield shown
        shown.close()
