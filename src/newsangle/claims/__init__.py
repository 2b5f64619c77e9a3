"""Claims: what the outlets share, where they conflict, and what one alone tells."""

from newsangle.claims.comparison import compare_claims
from newsangle.claims.corrections import read_corrections
from newsangle.claims.extraction import tabulate_claims
from newsangle.claims.same_answer import same_answer
from newsangle.quantities.parsing import Quantity, parse_quantities

__all__ = ["Quantity", "compare_claims", "parse_quantities", "read_corrections", "same_answer", "tabulate_claims"]
