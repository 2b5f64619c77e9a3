"""Ask an event questions: views return DataFrames with a page to look at, panels need no code.

from newsangle import explore
explore.word("istanbul-talks-2025-06", "ceasefire, truce*")
"""

from typing import TYPE_CHECKING

from newsangle.explore.events import ExploreError, events_not_run, events_run, open_report
from newsangle.explore.views import (
    View,
    actor,
    actors,
    codebook,
    frame,
    frames,
    linked,
    outlets,
    sentence,
    sentences,
    table,
    word,
    words,
)  # fmt: skip

if TYPE_CHECKING:
    from newsangle.explore.panels import (
        actor_panel,
        choose_event,
        codebook_panel,
        frame_panel,
        linked_panel,
        sentence_panel,
        table_panel,
        word_panel,
        words_panel,
    )

__all__ = [
    "ExploreError",
    "View",
    "actor",
    "actor_panel",
    "actors",
    "choose_event",
    "codebook",
    "codebook_panel",
    "events_not_run",
    "events_run",
    "frame",
    "frame_panel",
    "frames",
    "linked",
    "linked_panel",
    "open_report",
    "outlets",
    "sentence",
    "sentence_panel",
    "sentences",
    "table",
    "table_panel",
    "word",
    "word_panel",
    "words",
    "words_panel",
]  # fmt: skip


def __getattr__(name: str):
    """Load the panels, and ipywidgets with them, on first use."""
    if name in __all__:
        from newsangle.explore import panels

        return getattr(panels, name)
    raise AttributeError(f"module 'newsangle.explore' has no attribute '{name}'")
