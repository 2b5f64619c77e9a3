"""Numbers and dates in texts, and whether two of them can both be true."""

from newsangle.quantities.comparison import Quantity, are_close, compare
from newsangle.quantities.parsing import parse_quantities

__all__ = ["Quantity", "are_close", "compare", "parse_quantities"]
