"""01: from raw files to sentences, and what syntax tells of them. The only place that parses."""

from typing import TYPE_CHECKING

from newsangle.imports import on_first_use
from newsangle.texts.events import EventError, load_event

if TYPE_CHECKING:
    from newsangle.cleaning.cleaning import clean
    from newsangle.texts import display
    from newsangle.texts.attribution.sources import attributions
    from newsangle.texts.reading import read

__all__ = ["EventError", "attributions", "clean", "display", "load_event", "read"]

__getattr__ = on_first_use(
    __name__,
    {"attributions": "attribution.sources", "clean": "reading", "display": "display", "read": "reading"},
)
