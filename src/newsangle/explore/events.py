"""Which events can be explored, and how to run the others."""

import os
import webbrowser

from newsangle.errors import InputError
from newsangle.paths import RAW, outputs, places


class ExploreError(InputError):
    """The requested event, actor or table does not exist; the message lists those that do."""


def events_run() -> list[str]:
    """Return the names of the events with tables under data/processed or NEWSANGLE_OUT."""
    processed, _ = outputs(os.environ.get("NEWSANGLE_OUT"))
    return sorted(path.parent.name for path in processed.glob("*/sentences.parquet"))


def events_not_run() -> list[str]:
    """Return the events under data/raw that have not been run."""
    return sorted({path.parent.name for path in RAW.glob("*/event.yml")} - set(events_run()))


def open_report(event: str, place: str = "") -> str:
    """Open the report of an event in the browser of this machine, at a place (an id on the page); say what was done."""
    page = places(event).report / "report.html"
    if not page.exists():
        return f"There is no report of '{event}' yet. In a terminal: newsangle run {event}"
    address = f"{page.resolve().as_uri()}{f'#{place}' if place else ''}"
    return f"Opened {page}" if webbrowser.open(address) else f"No browser was found here; open {page}"


def how_to_run() -> str:
    """Return how to run the remaining events, in a sentence, or '' if all have been run."""
    waiting = events_not_run()
    if waiting:
        return f"Not run yet: {', '.join(waiting)}. In a terminal: newsangle run {waiting[0]}"
    return "" if events_run() else "There is no event yet. In a terminal: newsangle new my-event"
