"""Measure the speed, as ratios within one run on one machine, and print one table.

First row: a whole run on the sample, from the command line to the report, beside papermill running five empty
notebooks one after the other; medians of five, taken in turn so that both meet the same load.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import speed_corpus
from rows import Row
from validate import show

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = "istanbul-talks-2025-06"
ROUNDS = 5
EMPTY = """
import sys, nbformat, papermill
notebook = nbformat.v4.new_notebook(metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}})
nbformat.write(notebook, f"{sys.argv[1]}/empty.ipynb")
for number in range(5):
    papermill.execute_notebook(
        f"{sys.argv[1]}/empty.ipynb", f"{sys.argv[1]}/{number}.ipynb", kernel_name="python3", progress_bar=False
    )
"""


def seconds(command: list[str], **environment: str) -> float:
    """Return the wall-clock seconds of a command."""
    started = time.monotonic()
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env={**os.environ, **environment})
    return time.monotonic() - started


def measure() -> list[Row]:
    """Time the whole run, a run that finds nothing changed, and the empty notebooks."""
    newsangle = str(Path(sys.executable).with_name("newsangle"))
    whole, nothing, empty = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(ROUNDS):
            empty.append(seconds([sys.executable, "-c", EMPTY, folder]))
            whole.append(seconds([newsangle, "run", SAMPLE, "--force", "--out", f"{folder}/out"]))
            nothing.append(seconds([newsangle, "run", SAMPLE, "--out", f"{folder}/out"]))
    base, run, again = (statistics.median(times) for times in (empty, whole, nothing))
    return [
        Row("whole run / five empty notebooks", f"sample; {run:.1f} s / {base:.1f} s", run / base, 1.0, ROUNDS),
        Row("run that finds nothing changed, seconds", "sample", again, n=ROUNDS),
    ]


if __name__ == "__main__":
    show([*measure(), *speed_corpus.measure()], title="Speed")
