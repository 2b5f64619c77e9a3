"""newsangle compares how news outlets report the same event."""

from typing import TYPE_CHECKING

from newsangle.imports import on_first_use

if TYPE_CHECKING:
    from newsangle.tables import read_table
    from newsangle.texts.events import load_event

__all__ = ["load_event", "read_table"]
__version__ = "0.1.0"

__getattr__ = on_first_use(__name__, {"load_event": "texts.events", "read_table": "tables"})
