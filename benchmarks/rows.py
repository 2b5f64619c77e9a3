"""One row of the table that a benchmark prints."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """A figure: what was measured, on what data, the value, the target, a simple baseline, and how many cases."""

    what: str
    on: str
    value: float | str
    target: float | str
    baseline: float | str = ""
    n: int = 0
