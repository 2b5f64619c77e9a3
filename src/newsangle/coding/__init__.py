"""Coding by hand: sheets, how far coders agree, and how their codes compare with the machine's."""

from newsangle.coding.agreement import agreement, alpha, disagreements
from newsangle.coding.reading import read_sheets
from newsangle.coding.results import coded, results
from newsangle.coding.sheets import write_sheets
from newsangle.coding.tasks import CodingError
from newsangle.coding.words import told

__all__ = [
    "CodingError",
    "agreement",
    "alpha",
    "coded",
    "disagreements",
    "read_sheets",
    "results",
    "told",
    "write_sheets",
]
