"""The README keeps its word: its commands work in order, its transcript and its Python print what it shows."""

import contextlib
import doctest
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

from newsangle.paths import NOTEBOOKS, ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    command
    for block in re.findall(r"```console\n(.+?)```", README, flags=re.DOTALL)
    for command in re.findall(r"^\$ (.+)$", block, flags=re.MULTILINE)
]
DOCUMENTS = ["README.md", "CONTRIBUTING.md", *(str(p.relative_to(ROOT)) for p in sorted((ROOT / "docs").rglob("*.md")))]
MOST_WORDS = 800  # of explanation in a notebook
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


def test_the_run_in_the_readme_prints_what_it_shows(reported):
    transcript = re.search(r"```text\n\$ make report\n(.+?)\n```", README, flags=re.DOTALL)[1]
    said = (reported / "make-report.log").read_text(encoding="utf-8")
    assert sorted(map(_without_times, said.splitlines())) == sorted(map(_without_times, transcript.splitlines()))


def _without_times(line: str) -> str:
    """Mask what differs from run to run: seconds, the notebooks left when one ends, and where the project is."""
    return re.sub(r"\d+(\.\d+)? s, \d left|(?<=Report: ).*(?=reports/)", "", line)


def test_the_python_in_the_readme_prints_what_it_shows(sample_run, monkeypatch):
    monkeypatch.setenv("NEWSANGLE_OUT", str(sample_run.processed.parents[1]))
    lines = re.search(r"```python\n(.+?)```", README, flags=re.DOTALL)[1]
    assert lines.count(">>>") == 6
    said: list[str] = []
    example = doctest.DocTestParser().get_doctest(lines, {}, "README.md", "README.md", 0)
    assert doctest.DocTestRunner().run(example, out=said.append).failed == 0, "".join(said)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_that_a_document_names_exists(document):
    path = ROOT / document
    text = path.read_text(encoding="utf-8")
    linked = [link for link in re.findall(r"\]\(([^)#:]+)", text) if not (path.parent / link).exists()]
    named = [name for name in re.findall(r"`(src/[\w./-]+)`", text) if not (ROOT / name).exists()]
    assert linked + named == []


def test_the_notebooks_stay_short():
    words = {
        file.stem: sum(
            len("".join(cell["source"]).split())
            for cell in json.loads(file.read_text(encoding="utf-8"))["cells"]
            if cell["cell_type"] == "markdown"
        )
        for file in NOTEBOOKS.glob("0*.ipynb")
    }
    assert max(words.values()) <= MOST_WORDS, words


def serves_notebooks(process: subprocess.Popen) -> bool:
    """Return whether JupyterLab starts, and stop it."""
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
