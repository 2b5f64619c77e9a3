"""One whole run on the sample event, shared by all tests and all test processes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from newsangle.paths import ROOT, Places
from newsangle.report.pdf import chromium

SAMPLE = "istanbul-talks-2025-06"
NEWSANGLE = Path(sys.executable).with_name("newsangle")


def newsangle(*arguments: object, **environment: str) -> subprocess.CompletedProcess:
    """Run the command line in a process of its own, as a user does."""
    command = [str(NEWSANGLE), *map(str, arguments)]
    clean = {name: value for name, value in os.environ.items() if name != "NEWSANGLE_OUT"}
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env={**clean, **environment}, timeout=300)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest tests, so that none of them is left for one core at the end."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(scope="session")
def sample_run(tmp_path_factory) -> Places:
    """The folders of a whole run on the sample event."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    out = shared / "sample-run"
    with FileLock(f"{out}.lock"):
        if not (out / "reports" / SAMPLE / "manifest.json").exists():
            ran = newsangle("run", SAMPLE, "--out", out)
            assert ran.returncode == 0, ran.stdout + ran.stderr
    raw = ROOT / "data" / "raw" / SAMPLE
    return Places(SAMPLE, raw, out / "processed" / SAMPLE, out / "reports" / SAMPLE)


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
