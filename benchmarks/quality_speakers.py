"""How often 01 names the right speaker of a quotation, on events left out of the fit. Takes about five minutes."""

import sys
from pathlib import Path

import fit_speakers
import quotes
from rows import Row


def measure(shared: Path) -> list[Row]:
    """Return how many annotated quotations are found, and how many speakers of these are right, wrong or unclear."""
    events = list(quotes.read_events(shared / "events"))
    verdicts = fit_speakers.left_out(events, fit_speakers.fitted(events)[1], fit_speakers.THRESHOLDS)
    found, right, wrong = quotes.shares(verdicts)
    on, n = "quotations of 74 events, left out in turns", len(verdicts)
    return [
        Row("quotations found", on, found, 0.935, n),
        Row("speaker right, among those found", on, right, 0.853, round(found * n)),
        Row("speaker wrong, among those found", on, wrong, 0.133, round(found * n)),
        Row("speaker unclear, among those found", on, 1 - right - wrong, 0.014, round(found * n)),
    ]


if __name__ == "__main__":
    for row in measure(Path(sys.argv[1])):
        print(row)
