"""newsangle compares how news outlets tell the same event."""

from newsangle.tables import read_table

__all__ = ["load_event", "read_table"]
__version__ = "0.1.0"


def load_event(name_or_path):
    """Read and check an event, by its name under data/raw or the path of its folder."""
    from newsangle.texts.events import load_event

    return load_event(name_or_path)
