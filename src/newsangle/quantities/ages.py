"""Ages: 'a 3-year-old', 'Anna Berg, 30', 'died at 94', 'in her late thirties', 'over-65s'."""

import re
from collections.abc import Iterator
from math import floor

from newsangle.language.lexicons import alternatives, read_lexicon
from newsangle.quantities.comparison import Quantity, interval
from newsangle.quantities.context import BOUNDS, words_before
from newsangle.quantities.numbers import Number

_WORDS = read_lexicon("quantities", "quantities")
_OLD = re.compile(r"[\s-](?:(?P<part>year|month|week|day)s?)[\s-]olds?\b", re.I)
_AGED = re.compile(
    r"\b(?:aged?|ages|age\sof|aged\s\w{1,9}(?:,\s\w{1,9})?\sand)(?:\s(?:between|under|over|about|around|from))?\s$",
    re.I,
)
_REACHED = re.compile(r"\b(?:(?:died|dies|dying|retired)\sat|turn(?:s|ed|ing)?)(?:\s(?:about|around|just))?\s$", re.I)
_PERSON = rf"(?:{alternatives(_WORDS['persons'])})"
_NAMED = re.compile(rf"(?:[A-Z][\w’'-]+\.?|\b{_PERSON}),\s$")
_DESCRIBED = re.compile(r"\b[Tt]he\s(?:[a-z’'-]+\s)?[a-z’'-]+,\s$")  # 'the comedian, 47, said'

_PERSON_BEFORE = re.compile(
    rf"\b(?P<who>{_PERSON})(?:,|,?\s(?:aged?|who\s(?:was|is)|of|in))?(?:\s(?:his|her|their))?\s?"
    r"(?:(?:early|mid|late)[\s-])?$"
)
_END = re.compile(r",|\.?$|\.\s|\)")
_TIME_AFTER = re.compile(r"\s(?:in|on|last|this|next|only|just|earlier|today|yesterday)\b")
_OLDEST = 120
_ADULT = 18
_LIFE_DECADES = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")
_LIFE_DECADE = re.compile(
    r"\bin\s(?:his|her|their|my|our|your)\s(?P<age>(?:(?P<part>early|mid|late)[\s-])?(?:(?P<figure>[1-9]0)s"
    rf"|(?P<word>{alternatives(_LIFE_DECADES)})))\b|\b(?P<bound>over|under)[-\s](?P<limit>\d\d)s\b",
    re.I,
)
_PARTS = {"early": (0, 3), "mid": (4, 6), "late": (6, 9)}


def age_unit(text: str, first: Number, last: Number, end: int, before: str, kind: str) -> tuple[str, int]:
    """Return the unit of an age and where it ends; '' where a number (or a range of two) is no age."""
    if old := _OLD.match(text, last.end):
        return old["part"].lower(), old.end()
    if first.value > _OLDEST or first.value != floor(first.value):
        return "", end
    if _AGED.search(before):
        return "year", end
    if kind != "number":
        return "", end
    ends = _END.match(text, last.end) is not None
    if _REACHED.search(before) and (ends or _TIME_AFTER.match(text, last.end)):
        return "year", end
    named = _NAMED.search(before) if ends else None
    described = first.value >= _ADULT and text.startswith(",", last.end) and _DESCRIBED.search(before)
    return ("year" if first.written == "figure" and (named or described) else ""), end


def person_before(before: str) -> str:
    """Return the person whose age follows ('the toddler, 3'), or ''."""
    match = _PERSON_BEFORE.search(before)
    return match["who"] if match else ""


def life_decades(text: str, words: set[str]) -> Iterator[Quantity]:
    """Yield ages as decades of a life ('in her late thirties') and as limits ('over-65s')."""
    if words.isdisjoint(("in", "over", "under")):
        return
    for match in _LIFE_DECADE.finditer(text):
        before = words_before(text, match.start()) + "in "
        if match["bound"]:
            values, bound = (float(match["limit"]),), BOUNDS[match["bound"].lower()]
            start, referent = match.start(), ""
        else:
            decade = float(match["figure"] or 10 * (_LIFE_DECADES.index(match["word"].lower()) + 2))
            least, most = _PARTS.get((match["part"] or "").lower(), (0, 9))
            values, bound = (decade + least, decade + most), "exact"
            start, referent = match.start("age"), person_before(before)
        low, high = interval("age", "year", values, bound)
        yield Quantity("age", values, "year", bound, referent, start, match.end(), text[start : match.end()], low, high)
