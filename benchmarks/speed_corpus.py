"""Measure a corpus of any size: articles a second, memory of a worker, size on disk, by number of workers.

    python benchmarks/speed_corpus.py ARTICLES WORKERS [--light]

The articles are made of paragraphs of the annotated events (NEWSANGLE_BENCH), mixed anew for every event, with names
that no other event has; they are written to a temporary folder and never kept. How well the events are found again is
printed too, as a check of the grouping at that size.
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
from quality_corpus import b_cubed, f1
from rows import Row

from newsangle import tables
from newsangle.corpus import build, outlet_habits, outlet_pairs, outlet_terms

SHARED = Path(os.environ.get("NEWSANGLE_BENCH", Path(__file__).resolve().parents[2] / "shared")).resolve()
OUTLETS = [f"Outlet {number:02d}" for number in range(1, 25)]
A_DAY = 300  # articles
SMALL = 400  # articles of `make bench`
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}")


def write_articles(path: Path, count: int, seed: int = 1) -> list[int]:
    """Write articles of invented events as JSON lines, in the order of their days, and return each one's event."""
    draw = random.Random(seed)
    sources = [_paragraphs(folder) for folder in sorted((SHARED / "events").iterdir()) if folder.is_dir()]
    events: list[int] = []
    with path.open("w", encoding="utf-8") as stream:
        while len(events) < count:
            number = events[-1] + 1 if events else 0
            headlines, paragraphs = draw.choice(sources)
            day = pd.Timestamp("2020-01-01") + pd.Timedelta(days=len(events) // A_DAY)
            for outlet in draw.sample(OUTLETS, draw.randint(1, 5)):
                body = draw.sample(paragraphs, min(len(paragraphs), draw.randint(12, 20)))
                text = _renamed("\n\n".join(body), number)
                stream.write(json.dumps({
                    "outlet": outlet, "title": _renamed(draw.choice(headlines), number), "text": text,
                    "published": str(day + pd.Timedelta(minutes=draw.randrange(1440))),
                }) + "\n")  # fmt: skip
                events.append(number)
    return events


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


class Memory(threading.Thread):
    """Notes the greatest resident memory of a worker of this process, in bytes."""

    def __init__(self):
        super().__init__(daemon=True)
        self.peak, self.own, self.running = 0, 0, True

    def run(self) -> None:
        process = psutil.Process()
        while self.running:
            self.own = max(self.own, process.memory_info().rss)
            for child in process.children(recursive=True):
                try:
                    self.peak = max(self.peak, child.memory_info().rss)
                except psutil.Error:
                    continue
            time.sleep(0.2)


def measure_one(count: int, workers: int, light: bool, folder: Path) -> dict[str, float]:
    """Build a corpus and its statistics, and return what they took: seconds, MB, and the quality of the events."""
    source = folder / f"{count}.jsonl"
    truth = write_articles(source, count)
    memory = Memory()
    memory.start()
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
    memory.running = False
    print("\n".join(f"{seconds:8.1f} s  {line}" for line, seconds in steps))
    placed = [int(article_id[1:]) for article_id in articles["article_id"]]
    size = sum(file.stat().st_size for file in here.processed.rglob("*") if file.is_file())
    return {
        "articles": len(truth), "workers": workers, "seconds": built, "articles a second": len(truth) / built,
        "statistics, seconds": time.monotonic() - started - built, "worker, MB": memory.peak / 1e6,
        "main process, MB": memory.own / 1e6, "on disk, MB": size / 1e6,
        "B-cubed F1": f1(*b_cubed([truth[i] for i in placed], articles["event"].tolist())),
    }  # fmt: skip


def measure() -> list[Row]:
    """Return the rows of `make bench`: a small corpus, read lightly by one worker and by two."""
    if not (SHARED / "events").is_dir():
        print(f"There is no annotated data in {SHARED}, so the corpus is not measured: set NEWSANGLE_BENCH.")
        return []
    with tempfile.TemporaryDirectory() as folder:
        found = {workers: measure_one(SMALL, workers, True, Path(folder)) for workers in (1, 2)}
    one, two = found[1]["articles a second"], found[2]["articles a second"]
    on = f"{SMALL} articles, start of workers included"
    return [
        Row("corpus, light reading: articles a second, one worker", on, one, n=SMALL),
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
