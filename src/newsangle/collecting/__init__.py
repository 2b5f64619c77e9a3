"""00: from files as analysts have them to event folders, and what is doubtful about an event before it is run."""

from newsangle.collecting.doubts import warnings
from newsangle.collecting.download import collect
from newsangle.collecting.folders import Made, add_articles, import_events, name_for, new_event, pasted

__all__ = ["Made", "add_articles", "collect", "import_events", "name_for", "new_event", "pasted", "warnings"]
