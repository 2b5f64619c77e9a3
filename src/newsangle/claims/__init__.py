"""Claims: what the outlets share, where they conflict, and what one alone tells."""

from newsangle.claims.answers import same_answer
from newsangle.claims.claims import tabulate_claims
from newsangle.claims.corrections import read_corrections
from newsangle.claims.quantities import Quantity, parse_quantities
from newsangle.claims.sharing import compare_claims

__all__ = ["Quantity", "compare_claims", "parse_quantities", "read_corrections", "same_answer", "tabulate_claims"]
