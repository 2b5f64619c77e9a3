"""Claims: what the outlets share, where they conflict, and what one alone tells.

A claim is a clause that states something. What is compared are answers: the number, date, age, post, place, cause or
assertion that a claim gives. Columns of the tables stand in schemas/04_tabulate_claims.yml.
"""

from newsangle.claims.comparison import Compared, compare_claims
from newsangle.claims.corrections import read_corrections
from newsangle.claims.extraction import tabulate_claims
from newsangle.claims.same_answer import same_answer
from newsangle.quantities.parsing import Quantity, parse_quantities

__all__ = [
    "Compared", "Quantity", "compare_claims", "parse_quantities", "read_corrections", "same_answer", "tabulate_claims",
]  # fmt: skip
