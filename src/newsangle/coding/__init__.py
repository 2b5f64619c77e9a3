"""What people make of the same texts: sheets to code by hand, how far coders agree, and how they compare with the machine."""

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
