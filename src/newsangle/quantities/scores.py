"""Results of matches and votes: 'won 3-2', 'a vote of 217 to 213', 'a 5-4 ruling'."""

import re
from collections.abc import Iterator

from newsangle.language.lexicons import alternatives, read_lexicon
from newsangle.quantities.amounts import UNIT
from newsangle.quantities.comparison import Quantity
from newsangle.quantities.context import IDENTIFIER_BEFORE, NOUN_AFTER, is_plural, referent_after, words_before
from newsangle.quantities.numbers import BETWEEN, SMALL_NUMBER, small_value

_WORDS = read_lexicon("quantities", "quantities")
_SCORE = re.compile(
    r"(?<![\w.,/$£€-])(?P<one>\d{1,3})(?P<to>\s?[-–—]\s?|-to-|\sto\s)(?P<other>\d{1,3}|" + SMALL_NUMBER + r")"
    r"(?![\w%/]|[.,:-]?\d|[-–]\w*[-–]|\s?(?:per\scent|percent|million|billion|%))"
)
_NEAR = re.compile(rf"\b(?:{alternatives(_WORDS['scores'])})\b", re.I)
_BEFORE, _AFTER = 40, 25  # characters around two numbers that may hold a word of matches or votes


def scores(text: str) -> Iterator[Quantity]:
    """Yield the results of matches and votes: 'won 3-2', 'by 51 votes to 49', 'a 5-4 ruling'."""
    for match in _SCORE.finditer(text):
        one, other = float(match["one"]), small_value(match["other"])
        near = _NEAR.search(text, max(0, match.start() - _BEFORE), match.end() + _AFTER) is not None
        before = words_before(text, match.start())
        hyphen = match["to"].strip() in ("-", "–", "—")
        if UNIT.match(text, match.end()) or IDENTIFIER_BEFORE.search(before) or BETWEEN.search(before):
            continue
        ascends = one < other  # 'lost 2-3', but '40-50 votes' is a range
        if (near or hyphen) if not ascends else (near and hyphen and not _counts(text, match)):
            yield Quantity(
                "score", (one, other), "", "exact", referent_after(text, match.end(), "score"), match.start(),
                match.end(), match.group(), min(one, other), max(one, other),
            )  # fmt: skip


def _counts(text: str, match: re.Match) -> bool:
    """Return whether a plural noun follows two numbers."""
    noun = NOUN_AFTER.match(text, match.end())
    return noun is not None and is_plural(noun["word"])
