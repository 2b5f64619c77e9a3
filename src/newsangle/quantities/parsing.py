"""Quantities of a text as values that can be compared: numbers, shares, money, durations, ages, distances, dates …

A quantity is a value with its unit, its bound ('at least', 'about', 'nearly') and its referent, the thing counted.
Every quantity also has an interval in the base unit of its kind (days, metres, kilograms, per cent …), so that
'30 days' can be compared with 'three months' and 'dozens' with 41; comparison.py decides whether two of them can both
be true.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache

from newsangle.language.lexicons import alternatives, read_lexicon
from newsangle.quantities.ages import life_decades
from newsangle.quantities.amounts import amounts, one_of_them, vague_amounts
from newsangle.quantities.clock import Time, find_times
from newsangle.quantities.comparison import Quantity, interval
from newsangle.quantities.context import BOUND_BEFORE, BOUNDS, bound_before, plain, referent_after, words_before
from newsangle.quantities.dates import Span, find_dates
from newsangle.quantities.numbers import DIGIT, NUMBERS
from newsangle.quantities.scores import scores
from newsangle.quantities.shares import Share, find_shares

_WORDS = read_lexicon("quantities", "quantities")
# Characters that Python's regular expressions take for ASCII letters when case is ignored, and other forms of the space
# and the minus sign: read as the plain ones.
_PLAIN = str.maketrans("ſKıİ\u00a0\u202f\u2009\u2212\u2010\u2011", "sKiI   ---")
_LETTERS = re.compile("[a-z]+")
_DATE_BOUND = {cue: bound for bound, cues in _WORDS["date_bounds"].items() for cue in cues}
_DATE_BOUND_BEFORE = re.compile(rf"\b(?P<cue>{alternatives(_DATE_BOUND)})\s(?:the\s)?$", re.I)
_FROM = re.compile(r"\bfrom\s(?:the\s)?$", re.I)
_TENS = alternatives(word for word, value in NUMBERS.items() if value >= 20)
_ORDINAL = re.compile(
    rf"\b(?:(?:(?P<tens>{_TENS})[\s-])?(?P<word>{alternatives(_WORDS['ordinals'])})"
    r"|(?P<figure>\d{1,3})(?:st|nd|rd|th))\b"
    rf"(?=[\s-][a-z])(?![\s-](?:{alternatives(_WORDS['ordinal_idioms'])})\b)",
    re.I,
)
_ORDINAL_WORDS = {"st", "nd", "rd", "th", *_WORDS["ordinals"]}
_DONE = re.compile(rf"\s(?:\w+ed|{alternatives(_WORDS['done'])})\b")
_DETERMINED = re.compile(rf"(?:\b(?:{alternatives(_WORDS['determiners'])})|['’]s?)\s(?:\w+\s)?$", re.I)


def parse_quantities(text: str, published: str | date | None = None) -> list[Quantity]:
    """Return the quantities of a text in their order.

    published: the day (or ISO time) of publication, against which 'Monday', 'June 2' or 'last week' are resolved;
    without it they stay relative and low and high are None. Raises ValueError where published is no date. Identifiers
    (A42, Title 42, Pixel 2), telephone numbers, the pronoun 'one' and days that do not exist are not quantities.
    """
    return list(_parsed(text, _day_of(published)))


@lru_cache(maxsize=20_000)  # tabulating claims and comparing them read the same sentences
def _parsed(text: str, day: date | None) -> tuple[Quantity, ...]:
    read = text if text.isascii() else text.translate(_PLAIN)
    words = set(_LETTERS.findall(read.lower()))
    if not words and not DIGIT.search(read):
        return ()
    spans = list(find_dates(read, day, words))
    found = [_date_quantity(read, span) for span in spans if span.values]
    read = _mask(read, spans)
    for quantities_of in _READERS:
        quantities = list(quantities_of(read, words))
        found += quantities
        read = _mask(read, quantities)
    if not text.isascii():
        found = [replace(quantity, text=text[quantity.start : quantity.end]) for quantity in found]
    return tuple(sorted(found, key=lambda quantity: (quantity.start, quantity.end)))


def _times(text: str, words: set[str]) -> Iterator[Quantity]:
    return (_time_quantity(text, time) for time in find_times(text, words))


def _shares(text: str, words: set[str]) -> Iterator[Quantity]:
    return (_share_quantity(text, share) for share in find_shares(text, words))


def _scores_and_decades(text: str, words: set[str]) -> Iterator[Quantity]:
    yield from scores(text)
    yield from life_decades(text, words)


def _amounts(text: str, words: set[str]) -> Iterator[Quantity]:
    return amounts(text)


def _rest(text: str, words: set[str]) -> Iterator[Quantity]:
    yield from vague_amounts(text, words)
    yield from one_of_them(text)
    yield from _ordinals(text, words)


_READERS = (_times, _shares, _scores_and_decades, _amounts, _rest)  # what one has read is hidden from the next


def _date_quantity(text: str, span: Span) -> Quantity:
    before = words_before(text, span.start)
    cue = None if len(span.values) > 1 and _FROM.search(before) else _DATE_BOUND_BEFORE.search(before)
    about = None if cue else BOUND_BEFORE.search(before)
    bound = "exact"
    if cue:
        bound = _DATE_BOUND[plain(cue["cue"])]
    elif about and BOUNDS[plain(about["cue"])] == "about":
        bound = "about"
    low, high = (float(day.toordinal()) if day else None for day in (span.first, span.last))
    written = text[span.start : span.end].rstrip(".")
    return Quantity("date", span.values, "", bound, "", span.start, span.start + len(written), written, low, high)


def _time_quantity(text: str, time: Time) -> Quantity:
    start, bound = bound_before(text, time.start)
    slack = 0 if bound == "exact" else 30
    values = tuple(f"{minute // 60:02}:{minute % 60:02}" for minute in time.minutes)
    low, high = None, None
    if time.low is not None and time.high is not None:
        low, high = time.low - slack, time.high + slack
    return Quantity("time", values, time.zone, bound, "", start, time.end, text[start : time.end], low, high)


def _share_quantity(text: str, share: Share) -> Quantity:
    start, bound = (share.start, "vague") if share.vague else bound_before(text, share.start)
    low, high = share.values[0], share.values[-1]
    if not share.vague:
        low, high = interval("share", "percent", share.values, bound)
    referent = referent_after(text, share.end, "share")
    written = text[start : share.end]
    return Quantity("share", share.values, "percent", bound, referent, start, share.end, written, low, high)


def _ordinals(text: str, words: set[str]) -> Iterator[Quantity]:
    """Yield ordinals that count ('a second round'); not names ('First Amendment') or adverbs ('he first reported')."""
    if words.isdisjoint(_ORDINAL_WORDS):
        return
    for match in _ORDINAL.finditer(text):
        value = float(match["figure"] or _WORDS["ordinals"][match["word"].lower()])
        value += NUMBERS[match["tens"].lower()] if match["tens"] else 0
        after = text[match.end() + 1 : match.end() + 2]
        if match["word"] and match.group()[0].isupper() and after.isupper():
            continue
        if _DONE.match(text, match.end()) and not _DETERMINED.search(text[max(0, match.start() - 24) : match.start()]):
            continue
        if referent := referent_after(text, match.end(), "ordinal"):
            yield Quantity(
                "ordinal", (value,), "", "exact", referent, match.start(), match.end(), match.group(), value, value
            )


def _mask(text: str, found: Iterable) -> str:
    """Return the text with what was found blotted out, so that no character is read twice."""
    pieces, position = [], 0
    for quantity in sorted(found, key=lambda quantity: quantity.start):
        pieces += [text[position : quantity.start], "\0" * (quantity.end - quantity.start)]
        position = quantity.end
    return "".join(pieces) + text[position:]


def _day_of(published: str | date | None) -> date | None:
    if published is None or published == "":
        return None
    if isinstance(published, datetime):
        return published.date()
    if isinstance(published, date):
        return published
    return datetime.fromisoformat(str(published)).date()
