"""The one place where thresholds stand: probabilities from which a pair, a row or a claim is shown as what it is.

They are read from thresholds.yml, which says how each was chosen.
"""

from dataclasses import dataclass

from newsangle.language.lexicons import read_lexicon


@dataclass(frozen=True)
class Thresholds:
    """The thresholds of thresholds.yml, by name; each is explained there."""

    compared: float
    most_compared: int
    most_read: int
    shared: float
    coherent: float
    same_question: float
    missing: float
    conflict: float
    differs: float
    agree: float
    check: float
    check_sentences: float
    most_checks: int
    partial: float
    only_here: float


THRESHOLDS = Thresholds(**read_lexicon("claims", "thresholds"))
