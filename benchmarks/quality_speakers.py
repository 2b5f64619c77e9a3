"""How often 01 names the right speaker of a quotation and the main actors of an event. Takes about five minutes.

Speakers are measured on events left out of the fit. Nothing is fitted for actors; some of their rules were written
while reading the events.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import fit_speakers
import quotes
from rows import Row

_ARTICLE_WORD = re.compile(r"^(?:the|an?) ")
Labels = dict[tuple[int, str], str]  # article and label → actor


@dataclass(frozen=True)
class MainActor:
    """An annotated actor: what each of its labels is called in the table mentions, None where it is not there."""

    found: tuple[str | None, ...]

    @property
    def names(self) -> set[str]:
        return {name for name in self.found if name}


def measure(shared: Path) -> list[Row]:
    """Return the figures of speakers and of actors."""
    events = list(quotes.read_events(shared / "events"))
    return [*speakers(events), *actors(events, shared / "events")]


def speakers(events: list[quotes.ReadEvent]) -> Iterator[Row]:
    """Yield how many annotated quotations are found, and how many speakers of these are right, wrong or unclear."""
    verdicts = fit_speakers.left_out(events, fit_speakers.fitted(events)[1], fit_speakers.THRESHOLDS)
    found, right, wrong = quotes.shares(verdicts)
    on, n = "quotations of 74 events, left out in turns", len(verdicts)
    yield Row("quotations found", on, found, 0.935, n)
    yield Row("speaker right, among those found", on, right, 0.853, round(found * n))
    yield Row("speaker wrong, among those found", on, wrong, 0.133, round(found * n))
    yield Row("speaker unclear, among those found", on, 1 - right - wrong, 0.014, round(found * n))


def actors(events: list[quotes.ReadEvent], folder: Path) -> Iterator[Row]:
    """Yield how many labels of the main actors the table mentions has, how many of these actors are split into several
    names, and how many pairs of different ones share a name."""
    cast = {event.name: list(main_actors(event, folder / event.name / "gold.json")) for event in events}
    everybody = [actor for one in cast.values() for actor in one]
    labels = [name for actor in everybody for name in actor.found]
    merged = sum(bool(a.names & b.names) for one in cast.values() for a, b in combinations(one, 2))
    on = f"main actors of {sum(map(bool, cast.values()))} events"
    yield Row("labels of main actors known", on, sum(map(bool, labels)) / len(labels), 0.35, len(labels))
    split = sum(len(actor.names) > 1 for actor in everybody)
    yield Row("main actors split into several", on, split / len(everybody), 0.13, len(everybody))
    yield Row("pairs of main actors merged", on, float(merged), 5, len(everybody))


def main_actors(event: quotes.ReadEvent, gold: Path) -> Iterator[MainActor]:
    """Yield the annotated actors of an event with what its tables call their labels."""
    called = labels_of(event)
    for actor in json.loads(gold.read_text(encoding="utf-8")).get("actors", []):
        labels = [
            (event.files.index(file), label.lower())
            for file, labels in actor["labels"].items()
            for label in labels
            if file in event.files
        ]
        yield MainActor(tuple(called.get(one) or called.get((one[0], _ARTICLE_WORD.sub("", one[1]))) for one in labels))


def labels_of(event: quotes.ReadEvent) -> Labels:
    """Return the actor that each label of an article's mentions most often stands for."""
    times: dict[tuple[int, str], Counter] = {}
    for i, (_, _, mentions, *_) in enumerate(event.asked):
        for label, actor in zip(mentions["label"].str.lower(), mentions["actor"], strict=True):
            times.setdefault((i, label), Counter())[actor] += 1
    return {label: counts.most_common(1)[0][0] for label, counts in times.items()}


if __name__ == "__main__":
    for row in measure(Path(sys.argv[1])):
        print(row)
