"""Measure the speed, as ratios within one run on one machine where that is possible, and print one table.

A whole run on the sample, from the command line to the report, beside papermill running five empty notebooks one after
the other (medians of five, taken in turn so that both meet the same load), on all cores and on one; twenty events of
three articles run together; the start of the command line; reading beside spaCy's pipeline alone on the same sentences.
"""

import os
import shutil
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
THREE_ARTICLES = ("kelver-river-spill", "tarrendale-wolf")
EVENTS = 20
ROUNDS = 5
LIGHT = ("list", "params", "--help")
COMMAND = [sys.executable, "-m", "newsangle"]
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
    with tempfile.TemporaryDirectory() as folder:
        rows = [*whole_runs(folder), *one_core(folder), several_events(Path(folder))]
    read, parsed = articles_a_second()
    return [
        *rows,
        Row("command line: list, params and --help, seconds", "the slowest", max(map(typical, LIGHT)), n=ROUNDS),
        Row("command line: check, seconds", "sample", typical("check", SAMPLE), n=ROUNDS),
        Row("articles read a second on one core", "sample; baseline spaCy alone", read, parsed, ROUNDS),
    ]


def typical(*arguments: str) -> float:
    """Return the median of the seconds that a command of newsangle takes."""
    return statistics.median(seconds([*COMMAND, *arguments]) for _ in range(ROUNDS))


def paired(folder: str, *before: str) -> tuple[float, float]:
    """Return the medians of a whole run and of five empty notebooks, taken in turn; before: how both are started."""
    whole, empty = [], []
    for _ in range(ROUNDS):
        empty.append(seconds([*before, sys.executable, "-c", EMPTY, folder]))
        whole.append(seconds([*before, *COMMAND, "run", SAMPLE, "--force", "--out", f"{folder}/out"]))
    return statistics.median(whole), statistics.median(empty)


def whole_runs(folder: str) -> list[Row]:
    """Time runs of the sample, and runs that find nothing changed."""
    run, base = paired(folder)
    again = statistics.median(seconds([*COMMAND, "run", SAMPLE, "--out", f"{folder}/out"]) for _ in range(ROUNDS))
    return [
        Row("whole run / five empty notebooks", f"sample; {run:.1f} s / {base:.1f} s", run / base, 1.0, ROUNDS),
        Row("run that finds nothing changed, seconds", "sample", again, n=ROUNDS),
    ]


def one_core(folder: str) -> list[Row]:
    """Time runs of the sample on one core, where the system lets a process be kept to it."""
    if not shutil.which("taskset"):
        return []
    run, base = paired(folder, "taskset", "--cpu-list", str(min(os.sched_getaffinity(0))))
    on = f"sample; {run:.1f} s / {base:.1f} s"
    return [Row("whole run / five empty notebooks, on one core", on, run / base, 1.0, ROUNDS)]


def several_events(folder: Path) -> Row:
    """Time twenty events of three articles, run at once."""
    events = [folder / f"event-{number}" for number in range(EVENTS)]
    for number, event in enumerate(events):
        shutil.copytree(ROOT / "data/raw" / THREE_ARTICLES[number % 2], event)
    together = seconds([*COMMAND, "run", *map(str, events), "--out", str(folder / "all")]) * (os.cpu_count() or 1)
    return Row("several events at once, seconds of a core each", "three articles each", together / EVENTS, n=EVENTS)


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
