"""Which events can be explored, and how to run the others."""

import os

from newsangle.errors import InputError
from newsangle.paths import RAW, outputs


class ExploreError(InputError):
    """The requested event, actor or table does not exist; the message lists those that do."""


def events_run() -> list[str]:
    """Return the names of the events with tables under data/processed or NEWSANGLE_OUT."""
    processed, _ = outputs(os.environ.get("NEWSANGLE_OUT"))
    return sorted(path.parent.name for path in processed.glob("*/sentences.parquet"))


def events_not_run() -> list[str]:
    """Return the events under data/raw that have not been run."""
    return sorted({path.parent.name for path in RAW.glob("*/event.yml")} - set(events_run()))


def how_to_run() -> str:
    """Return how to run the remaining events, in a sentence, or '' if all have been run."""
    waiting = events_not_run()
    if waiting:
        return f"Not run yet: {', '.join(waiting)}. In a terminal: newsangle run {waiting[0]}"
    return "" if events_run() else "There is no event yet. In a terminal: newsangle new my-event"
