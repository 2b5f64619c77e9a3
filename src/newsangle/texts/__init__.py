"""01: from raw files to sentences, and what syntax tells of them. The only place that parses."""

from newsangle.cleaning.cleaning import clean
from newsangle.texts import display
from newsangle.texts.attribution.sources import attributions
from newsangle.texts.events import EventError, load_event
from newsangle.texts.reading import read

__all__ = ["EventError", "attributions", "clean", "display", "load_event", "read"]
