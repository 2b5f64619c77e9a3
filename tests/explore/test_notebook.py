"""explore.ipynb runs from top to bottom, and its controls answer in JupyterLab."""

import os
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from newsangle.imports import NBFORMAT, hidden
from newsangle.paths import NOTEBOOKS

with hidden(NBFORMAT):
    import nbclient
    import nbformat

NOTEBOOK = NOTEBOOKS / "explore.ipynb"


def outputs_of(notebook: Path) -> list:
    """Run a notebook and return the outputs of each of its code cells."""
    book = nbformat.read(notebook, as_version=4)
    nbclient.NotebookClient(book, timeout=120, kernel_name="python3").execute()
    return [cell.outputs for cell in book.cells if cell.cell_type == "code"]


def test_every_cell_shows_its_controls(event):
    for outputs in outputs_of(NOTEBOOK):
        (shown,) = outputs
        assert "application/vnd.jupyter.widget-view+json" in shown["data"], shown


@pytest.fixture
def lab(event, tmp_path):
    """The address of a JupyterLab on a copy of the notebook, with settings of its own."""
    shutil.copy(NOTEBOOK, tmp_path)
    own = {
        name: str(tmp_path / "jupyter") for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
    }
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", f"--notebook-dir={tmp_path}", "--port=0"]
    command += ["--LabApp.default_url=/lab/tree/explore.ipynb"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    process = subprocess.Popen(
        command, env={**os.environ, **own}, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    said = (re.search(r"http://(?:localhost|127\.0\.0\.1):\S*/lab/\S*", line) for line in process.stdout)
    address = next(match[0] for match in said if match)
    threading.Thread(target=process.stdout.read, daemon=True).start()  # a full pipe would hold the server up
    yield address
    process.terminate()
    process.wait(30)


@pytest.mark.browser
def test_a_word_typed_in_jupyterlab_is_answered_without_a_network(lab, browser):
    page = browser.new_page()
    elsewhere = []
    page.on("request", lambda request: elsewhere.append(request.url))
    page.goto(lab)
    page.get_by_text("| Idle").wait_for(timeout=90_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    box = page.get_by_placeholder("ceasefire, truce*")
    box.wait_for(timeout=90_000)
    box.fill("truce")
    box.press("Enter")
    page.get_by_text("explore.word('istanbul-talks-2025-06', 'truce')").wait_for(timeout=30_000)
    assert page.locator(".newsangle-view mark", has_text="truce").count() == 2
    home = re.compile(r"(https?|wss?)://(localhost|127\.0\.0\.1)[:/]|data:|blob:")
    assert [url for url in elsewhere if not home.match(url)] == []
