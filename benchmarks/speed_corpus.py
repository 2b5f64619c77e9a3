"""Measure a corpus of any size: articles a second, memory of a worker, size on disk, by number of workers.

    python benchmarks/speed_corpus.py ARTICLES WORKERS [--light]

The articles are made of paragraphs of the annotated events (NEWSANGLE_BENCH), mixed anew for every event, with names
that no other event has; they are written to a temporary folder and never kept. The source names their events; how long
it takes to find events is measured apart.
"""

import argparse
import json
import os
import random
import re
import sys
import tempfile
import threading
import time
from pathlib import Path

import pandas as pd
import psutil
from rows import Row

from newsangle import tables
from newsangle.corpus import build, group_articles, outlet_habits, outlet_pairs, outlet_terms
from newsangle.corpus.batches import read_stage
from newsangle.corpus.grouping import day_number
from newsangle.paths import Places

SHARED = Path(os.environ.get("NEWSANGLE_BENCH", Path(__file__).resolve().parents[2] / "shared")).resolve()
OUTLETS = [f"Outlet {number:02d}" for number in range(1, 25)]
A_DAY = 300  # articles
SMALL = 400  # articles of `make bench`
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}")


def write_articles(path: Path, count: int, seed: int = 1) -> None:
    """Write articles of invented events as JSON lines, in the order of their days."""
    draw = random.Random(seed)
    sources = [_paragraphs(folder) for folder in sorted((SHARED / "events").iterdir()) if folder.is_dir()]
    written = number = 0
    with path.open("w", encoding="utf-8") as stream:
        while written < count:
            number += 1
            headlines, paragraphs = draw.choice(sources)
            day = pd.Timestamp("2020-01-01") + pd.Timedelta(days=written // A_DAY)
            for outlet in draw.sample(OUTLETS, draw.randint(1, 5)):
                body = draw.sample(paragraphs, min(len(paragraphs), draw.randint(12, 20)))
                text = _renamed("\n\n".join(body), number)
                article = {
                    "event": f"event {number}", "outlet": outlet, "title": _renamed(draw.choice(headlines), number),
                    "text": text, "published": str(day + pd.Timedelta(minutes=draw.randrange(1440))),
                }  # fmt: skip
                stream.write(f"{json.dumps(article)}\n")
                written += 1


def _paragraphs(folder: Path) -> tuple[list[str], list[str]]:
    entries = json.loads((folder / "articles.json").read_text(encoding="utf-8"))
    lines = [
        line.strip() for entry in entries for line in (folder / entry["file"]).read_text(encoding="utf-8").split("\n")
    ]
    return [entry["title"] for entry in entries], [line for line in lines if len(line.split()) > 12]


def _renamed(text: str, event: int) -> str:
    """Return a text whose names end in letters that belong to the event."""
    letters = "".join(chr(97 + event // 26**place % 26) for place in range(4))
    return _NAME.sub(lambda found: found[0] + letters, text)


class Watch(threading.Thread):
    """Notes the greatest resident memory of a worker of this process, in bytes, and the CPU seconds of all workers."""

    def __init__(self):
        super().__init__(daemon=True)
        self.peak, self.own, self.running = 0, 0, True
        self.seconds: dict[int, float] = {}

    def run(self) -> None:
        process = psutil.Process()
        while self.running:
            self.own = max(self.own, process.memory_info().rss)
            for child in process.children(recursive=True):
                try:
                    self.peak = max(self.peak, child.memory_info().rss)
                    self.seconds[child.pid] = sum(child.cpu_times()[:2])
                except psutil.Error:
                    continue
            time.sleep(0.2)


def measure_one(count: int, workers: int, light: bool, folder: Path) -> dict[str, float]:
    """Build a corpus and its statistics, and return what they took: seconds and MB."""
    source = folder / f"{count}.jsonl"
    write_articles(source, count)
    watch = Watch()
    watch.start()
    started = time.monotonic()
    steps: list[tuple[str, float]] = []
    here = build(
        source, folder / f"out-{workers}", light=light, workers=workers,
        tell=lambda line: steps.append((line, time.monotonic() - started)),
    )  # fmt: skip
    built = time.monotonic() - started
    articles, events = tables.read(here, "corpus_articles"), tables.read(here, "corpus_events")
    outlet_habits(here, articles, events)
    outlet_terms(here, articles, events)
    outlet_pairs(here, articles, events)
    watch.running = False
    print("\n".join(f"{seconds:8.1f} s  {line}" for line, seconds in steps))
    size = sum(file.stat().st_size for file in here.processed.rglob("*") if file.is_file())
    return {
        "articles": len(articles), "workers": workers, "seconds": built, "articles a second": len(articles) / built,
        "articles a CPU second of the workers": len(articles) / sum(watch.seconds.values()),
        "statistics, seconds": time.monotonic() - started - built, "worker, MB": watch.peak / 1e6,
        "main process, MB": watch.own / 1e6, "on disk, MB": size / 1e6,
        "finding events, seconds": _grouping(here),
    }  # fmt: skip


def _grouping(here: Places) -> float:
    """Return the seconds that finding the events of all articles takes, as if the source named none."""
    readings = read_stage(here, "light", "readings", ["lead", "published"])
    days = [day_number(published) for published in readings["published"]]
    started = time.monotonic()
    group_articles(readings["lead"].tolist(), days)
    return time.monotonic() - started


def measure() -> list[Row]:
    """Return the rows of `make bench`: a small corpus, read lightly by one worker and by two."""
    if not (SHARED / "events").is_dir():
        print(f"There is no annotated data in {SHARED}, so the corpus is not measured: set NEWSANGLE_BENCH.")
        return []
    with tempfile.TemporaryDirectory() as folder:
        found = {workers: measure_one(SMALL, workers, True, Path(folder)) for workers in (1, 2)}
    one, two = found[1]["articles a second"], found[2]["articles a second"]
    by_cpu = found[1]["articles a CPU second of the workers"]
    on = f"{SMALL} articles, start of workers included"
    return [
        Row("corpus, light reading: articles a second, one worker", on, one, n=SMALL),
        Row("corpus, light reading: articles a CPU second", on, by_cpu, n=SMALL),
        Row("corpus, light reading: two workers / one", on, two / one, n=SMALL),
        Row("corpus: MB of a worker", on, found[2]["worker, MB"], n=SMALL),
    ]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles", type=int)
    parser.add_argument("workers", type=int)
    parser.add_argument("--light", action="store_true")
    given = parser.parse_args()
    if not (SHARED / "events").is_dir():
        sys.exit(f"There is no annotated data in {SHARED}: set NEWSANGLE_BENCH to the folder that holds events/.")
    with tempfile.TemporaryDirectory() as folder:
        for name, value in measure_one(given.articles, given.workers, given.light, Path(folder)).items():
            print(f"{name}: {value:,.3f}")
