"""Which events can be explored, and how to get at one that can't yet."""

import os

from newsangle.errors import InputError
from newsangle.paths import RAW, outputs


class ExploreError(InputError):
    """What was asked for is not there; the message says what is."""


def events_run() -> list[str]:
    """Return the events that have been run, by name: those with tables below data/processed or NEWSANGLE_OUT."""
    processed, _ = outputs(os.environ.get("NEWSANGLE_OUT"))
    return sorted(path.parent.name for path in processed.glob("*/sentences.parquet"))


def events_not_run() -> list[str]:
    """Return the events under data/raw that have not been run."""
    return sorted({path.parent.name for path in RAW.glob("*/event.yml")} - set(events_run()))


def how_to_run() -> str:
    """Return how to run the events that have not been run, in a sentence; '' where all have been."""
    waiting = events_not_run()
    if waiting:
        return f"Not run yet: {', '.join(waiting)}. In a terminal: newsangle run {waiting[0]}"
    return "" if events_run() else "There is no event yet. In a terminal: newsangle new my-event"
