"""Every command of the README works, in the order in which it stands there, on a copy of the project."""

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
from conftest import start

from newsangle.paths import ROOT

COMMANDS = re.findall(r"^\$ (.+)$", (ROOT / "README.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
EVENT_YML = "title: Rain\narticles:\n  - {file: a.txt, outlet: A}\n  - {file: b.txt, outlet: B}\n"
ENVIRONMENT = {
    # `make test` within a test finds the tests of one file, and ends
    "PYTEST_ADDOPTS": "--collect-only -p no:cacheprovider tests/test_tables.py",
    "PYTEST_XDIST_AUTO_NUM_WORKERS": "0",
    "BROWSER": "true",
}


@pytest.fixture
def copy(reported, tmp_path) -> Path:
    """A copy of the project for this test alone, in which `make report` has been run already."""
    copy = shutil.copytree(reported, tmp_path / "newsangle", symlinks=True)
    (copy / ".jupyter").mkdir()
    root = {"ServerApp": {"allow_root": True}}  # in a container, tests may run as root
    (copy / ".jupyter" / "jupyter_server_config.json").write_text(json.dumps(root), encoding="utf-8")
    return copy


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="the commands are for a POSIX shell")
def test_the_commands_of_the_readme_work_in_their_order(copy):
    assert {"make report", "make test", "make lab", "newsangle new my-event"} <= set(COMMANDS)
    for command in COMMANDS:
        if command.startswith("conda"):  # both doors give the same versions: test_environment.py
            continue
        process = start(command, copy, JUPYTER_CONFIG_DIR=str(copy / ".jupyter"), **ENVIRONMENT)
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
