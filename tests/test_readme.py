"""Every command of the README works, in the order in which it stands there, on a copy of the project."""

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from newsangle.paths import ROOT

COMMANDS = re.findall(r"^\$ (.+)$", (ROOT / "README.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
COPIED = (
    "Makefile",
    "README.md",
    "pyproject.toml",
    "requirements.lock",
    "environment.yml",
    "notebooks",
    "src",
    "tests",
)
EVENT_YML = "title: Rain\narticles:\n  - {file: a.txt, outlet: A}\n  - {file: b.txt, outlet: B}\n"


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    """A copy of the project as it lies in version control, with the environment of these tests."""
    copy = tmp_path_factory.mktemp("copy") / "newsangle"
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            copy.mkdir(exist_ok=True)
            shutil.copy2(source, copy / name)
    sample = "istanbul-talks-2025-06"
    shutil.copytree(ROOT / "data" / "raw" / sample, copy / "data" / "raw" / sample)
    (copy / ".venv").mkdir()
    for entry in Path(sys.prefix).iterdir():
        (copy / ".venv" / entry.name).symlink_to(entry)
    (copy / ".jupyter").mkdir()
    root = {"ServerApp": {"allow_root": True}}  # in a container, tests may run as root
    (copy / ".jupyter" / "jupyter_server_config.json").write_text(json.dumps(root), encoding="utf-8")
    (copy / ".venv" / "ready").unlink(missing_ok=True)
    (copy / ".venv" / "ready").touch()  # newer than the lock: nothing is to be installed
    return copy


def start(command: str, copy: Path) -> subprocess.Popen:
    environment = {
        **{name: value for name, value in os.environ.items() if name != "NEWSANGLE_OUT"},
        "PATH": f"{copy}/.venv/bin{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": f"{copy}/src",
        "PYTEST_ADDOPTS": "--collect-only -p no:cacheprovider",  # `make test` within a test collects them all, and ends
        "PYTEST_XDIST_AUTO_NUM_WORKERS": "0",
        "BROWSER": "true",
        "JUPYTER_CONFIG_DIR": str(copy / ".jupyter"),
    }
    return subprocess.Popen(
        command, shell=True, cwd=copy, env=environment, text=True, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="the commands are for a POSIX shell")
def test_the_commands_of_the_readme_work_in_their_order(copy):
    assert {"make report", "make test", "make lab", "newsangle new my-event"} <= set(COMMANDS)
    for command in COMMANDS:
        if command.startswith("conda"):  # both doors give the same versions: test_environment.py
            continue
        process = start(command, copy)
        if command == "make lab":
            assert serves_notebooks(process)
            continue
        said, _ = process.communicate(timeout=170)
        assert process.returncode == 0, f"{command}\n{said}"
        if command == "newsangle new my-event":
            fill_in(copy / "data" / "raw" / "my-event")
    assert (copy / "reports" / "my-event" / "report.html").exists()


def serves_notebooks(process: subprocess.Popen) -> bool:
    """Tell whether JupyterLab comes up, and end it."""
    deadline = time.monotonic() + 120
    try:
        while time.monotonic() < deadline:
            line = process.stdout.readline()
            if "/lab" in line and "http://" in line:
                return True
            if not line and process.poll() is not None:
                return False
        return False
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def fill_in(event: Path) -> None:
    (event / "event.yml").write_text(EVENT_YML, encoding="utf-8")
    (event / "a.txt").write_text(
        "Rain floods Vale\n\nRain flooded 30 houses in Vale on Monday, the mayor said.\n\n"
        "“We were not warned,” Mayor Ann Lee said. The council opened two schools to the homeless.\n",
        encoding="utf-8",
    )
    (event / "b.txt").write_text(
        "Vale counts the damage\n\nForty houses were flooded in Vale on Monday after a night of rain.\n\n"
        "The weather office said that it had warned the town on Sunday.\n",
        encoding="utf-8",
    )
