"""The page as PDF, printed by the Chromium on this machine."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from newsangle.paths import replace_file

BROWSERS = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge",
)  # fmt: skip
APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
SECONDS = 120


class PrintError(RuntimeError):
    """No browser was found to print the page, or it failed."""


def chromium() -> Path | None:
    """Return the path of a Chromium on this machine: the one in NEWSANGLE_CHROMIUM, or the first one found."""
    named = os.environ.get("NEWSANGLE_CHROMIUM")
    found = [named] if named else [shutil.which(name) for name in BROWSERS] + list(APPLICATIONS)
    return next((Path(path) for path in found if path and Path(path).exists()), None)


def print_pdf(page: Path, target: Path) -> Path:
    """Print the page to target as PDF, with its print style. Raises PrintError if that fails."""
    browser = chromium()
    if browser is None:
        raise PrintError(
            "No Chromium or Chrome was found to print the PDF. Install one, name it in NEWSANGLE_CHROMIUM, "
            f"or open {page} in any browser and print it from there."
        )
    with tempfile.TemporaryDirectory() as profile:
        beside = Path(profile) / "page.pdf"
        command = [str(browser), "--headless", "--disable-gpu", f"--user-data-dir={profile}/profile"]
        command += ["--no-pdf-header-footer", f"--print-to-pdf={beside}"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:  # Chromium refuses its sandbox to root
            command.append("--no-sandbox")
        try:
            done = subprocess.run([*command, page.resolve().as_uri()], capture_output=True, text=True, timeout=SECONDS)
        except subprocess.TimeoutExpired:
            raise PrintError(f"{browser} did not finish printing {page} in {SECONDS} seconds.") from None
        if done.returncode or not beside.exists():
            raise PrintError(f"{browser} could not print {page}: {done.stderr.strip()[-500:]}")
        replace_file(target, lambda part: shutil.copyfile(beside, part))
    return target
