"""Measure the speed, as ratios within one run on one machine where that is possible, and print one table.

A whole run on the sample, from the command line to the report, beside papermill running five empty notebooks one after
the other (medians of five, taken in turn so that both meet the same load); the events of data/raw run together; the
start of the command line; reading beside spaCy's pipeline alone on the same sentences.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

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
    """Time whole runs, several events, the command line and reading."""
    command = [sys.executable, "-m", "newsangle"]
    whole, nothing, empty = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(ROUNDS):
            empty.append(seconds([sys.executable, "-c", EMPTY, folder]))
            whole.append(seconds([*command, "run", SAMPLE, "--force", "--out", f"{folder}/out"]))
            nothing.append(seconds([*command, "run", SAMPLE, "--out", f"{folder}/out"]))
        events = len(list((ROOT / "data/raw").glob("*/event.yml")))
        together = seconds([*command, "run", "--all", "--force", "--out", f"{folder}/all"]) * (os.cpu_count() or 1)
    base, run, again = (statistics.median(times) for times in (empty, whole, nothing))
    start = max(
        statistics.median(seconds([*command, name]) for _ in range(ROUNDS)) for name in ("list", "params", "--help")
    )
    read, parsed = articles_a_second()
    return [
        Row("whole run / five empty notebooks", f"sample; {run:.1f} s / {base:.1f} s", run / base, 1.0, ROUNDS),
        Row("run that finds nothing changed, seconds", "sample", again, n=ROUNDS),
        Row("several events at once, seconds of a core each", "data/raw", together / events, n=events),
        Row("command line: list, params and --help, seconds", "the slowest", start, n=ROUNDS),
        Row("articles read a second on one core", "sample; baseline spaCy alone", read, parsed, ROUNDS),
    ]


def articles_a_second() -> tuple[float, float]:
    """Return how many articles of the sample are read a second, and how many spaCy's pipeline alone parses."""
    from newsangle import language, load_event, texts

    event = load_event(SAMPLE)
    read = texts.read(event)  # which loads everything
    sentences = [
        list(zip(own["start"], own["text"], strict=True)) for _, own in read["sentences"].groupby("article_id")
    ]
    times = {"read": [], "parse": []}
    for _ in range(ROUNDS):
        started = time.process_time()
        texts.read(event)
        times["read"].append(time.process_time() - started)
        started = time.process_time()
        for article in sentences:
            language.parse(article)
        times["parse"].append(time.process_time() - started)
    return tuple(len(sentences) / statistics.median(times[name]) for name in ("read", "parse"))


if __name__ == "__main__":
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    show(measure(), title="Speed")
