"""Fit the weights by which a pronoun, a description or no word at all stands for a speaker:
src/newsangle/texts/attribution/speaker_weights.json.

Trained on the quotations of annotated events, whose texts are their publishers': only weights are kept. A conditional
logit whose weights are drawn towards PRIOR, fitted twice, since who spoke last is itself an answer. The figures printed
are those of events left out in five turns, without thresholds and with them. Takes about five minutes.

    python benchmarks/fit_speakers.py ../shared
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import numpy as np
import quotes
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from newsangle.texts.attribution import speakers

STRENGTH = 0.3  # variance of the weights around the prior
RARE = 5  # features seen less often are left out
SMALL = 0.02  # and so are weights that change nothing
FOLDS = 5
# Chosen on events left out: with stricter ones, each wrong speaker fewer costs four right ones.
THRESHOLDS = {"person": 0.5, "none": 0.5, "other": 0.7, "noun": 0.5, "description": 0.3}
PRIOR = {  # features of descriptions begin with 'noun'
    "disagrees": -3.0, "sex=yes": 0.5, "sex=rather": 0.3, "sex=no": -2.0, "kind=other": -1.0, "plural": -0.5,
    "gap=0": 0.5, "gap=1": 0.5, "gap=4": -1.0, "ahead=0": 0.5, "one verb": -3.0, "aside": -0.5, "spoke last": 0.7,
    "in content": -1.0, "named=True": 0.3,
    "noun, disagrees": -3.0, "noun, plural": -0.5, "noun, gap=4": -1.0, "noun, ahead=0": 0.5, "noun, one verb": -3.0,
    "noun, spoke last": 0.7, "noun, in content": -1.0, "noun, main subject, gap=1": 0.5, "noun, mention": 2.0,
    "noun, noun=True": 1.5, "noun, words=True": 0.5, "noun, person, noun=False": -4.0,
    "nobody, epithet=True": -1.5, "nobody, introduced=True": 1.0,
    "nobody, noun": 0.5, "nobody, it": 1.0, "nobody, they": 1.0, "nobody, other": 2.0,
}  # fmt: skip


@dataclass(frozen=True)
class Example:
    """A source that names nobody: the features of everybody it may stand for, and which of them are right."""

    event: int
    options: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]


def main(shared: Path) -> None:
    events = list(quotes.read_events(shared / "events"))
    weights, examples = fitted(events)
    for thresholds in (dict.fromkeys(THRESHOLDS, 0.0), THRESHOLDS):
        found, right, wrong = quotes.shares(left_out(events, examples, thresholds))
        print(f"{thresholds}: found {found:.3f}, right {right:.3f}, wrong {wrong:.3f}", file=sys.stderr)
    model = {
        "source": "quotations of annotated events",
        "made by": "benchmarks/fit_speakers.py",
        "thresholds": THRESHOLDS,
        "weights": {name: round(w, 2) for name, w in sorted(weights.items())},
    }
    speakers.MODEL.write_text(json.dumps(model, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"{len(weights)} weights from {len(examples)} sources")


def fitted(events: list) -> tuple[dict[str, float], list[Example]]:
    """Return the weights fitted on all events, and the examples as read with those of the first round."""
    weights, examples = PRIOR, []
    for _ in range(2):
        examples = list(gathered(events, weights))
        weights = fit(examples)
    return weights, examples


def left_out(events: list, examples: list[Example], thresholds: dict[str, float]) -> list[str]:
    """Return the verdict on each quotation, by weights fitted on the other events in five turns."""
    fitted = [fit(e for e in examples if e.event % FOLDS != turn) for turn in range(FOLDS)]
    tables = [(event, read(event, fitted[i % FOLDS], thresholds)) for i, event in enumerate(events)]
    return [quotes.verdict(quote, of[quote.article]) for event, of in tables for quote in event.quotes]


def read(event: quotes.ReadEvent, weights: dict[str, float], thresholds: dict[str, float]):
    """Return the attributions of an event's articles as read with the given weights."""
    with patch.object(speakers, "_model", lambda: (weights, thresholds)):
        return event.attributions()


def gathered(events: Iterable[quotes.ReadEvent], weights: dict[str, float]) -> Iterator[Example]:
    """Yield an example for every annotated quotation whose source names nobody."""
    choices = speakers.choices
    for i, event in enumerate(events):
        asked = {}

        def noted(here, cast, who, history, asked=asked):
            options = choices(here, cast, who, history)
            asked[here.raw, who.content[0]] = who, options
            return options

        with patch.object(speakers, "choices", noted):
            tables = read(event, weights, dict.fromkeys(THRESHOLDS, 0.0))
        for quote in event.quotes:
            table = tables[quote.article]
            row = quotes.best_row(quote, table)
            if row is None:
                continue
            place = int(table["content_start"].iloc[row]), int(table["content_end"].iloc[row])
            who, options = asked.get((event.asked[quote.article][0], place), (None, []))
            right = [quotes.alike(name or who.phrase, quote.speaker) for name, _ in options]
            if options and not any(right) and not who.phrase:
                right[0] = True  # nobody of them
            if any(right):
                yield Example(i, tuple(features for _, features in options), tuple(right))


def fit(examples: Iterable[Example]) -> dict[str, float]:
    """Return the weight of every feature: the most likely ones given the examples and the prior."""
    examples = list(examples)
    counts = Counter(name for e in examples for option in e.options for name in set(option))
    place = {name: i for i, name in enumerate(sorted(name for name, n in counts.items() if n >= RARE))}
    rows = [[place[name] for name in option if name in place] for e in examples for option in e.options]
    ends = np.cumsum([0, *(len(row) for row in rows)])
    matrix = csr_matrix((np.ones(ends[-1]), np.concatenate(rows), ends), shape=(len(rows), len(place)))
    right = np.array([ok for e in examples for ok in e.right], dtype=float)
    sizes = [len(e.options) for e in examples]
    starts, group = np.cumsum([0, *sizes[:-1]]), np.repeat(np.arange(len(sizes)), sizes)
    prior = np.array([PRIOR.get(name, 0.0) for name in place])

    def loss(w):
        scores = matrix @ w
        raised = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
        whole, ours = np.add.reduceat(raised, starts), np.add.reduceat(raised * right, starts)
        gradient = matrix.T @ (raised / whole[group] - raised * right / ours[group])
        return (np.log(whole) - np.log(ours)).sum() + ((w - prior) ** 2).sum() / 2 / STRENGTH, (
            gradient + (w - prior) / STRENGTH
        )

    best = minimize(loss, prior, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return PRIOR | {name: float(best[i]) for name, i in place.items() if abs(best[i]) >= SMALL}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
