"""01: from raw files to sentences, and what syntax tells of them. The only place that parses."""

from newsangle.texts import display
from newsangle.texts.cleaning import clean
from newsangle.texts.events import EventError, load_event
from newsangle.texts.reading import read
from newsangle.texts.sources import attributions

__all__ = ["EventError", "attributions", "clean", "display", "load_event", "read"]
