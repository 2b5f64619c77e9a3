"""Quantities of a text as values that can be compared: numbers, shares, money, durations, ages, distances, dates …

A quantity is a value with its unit, its bound ('at least', 'about', 'nearly') and its referent, the thing counted.
Every quantity also has an interval in the base unit of its kind (days, metres, kilograms, per cent …), so that
'30 days' stands beside 'three months' and 'dozens' beside 41; values.py tells
whether two of them can both be true.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import lru_cache
from math import floor

from newsangle.language.lexicons import alternatives, read_lexicon
from newsangle.quantities.comparison import FACTORS, Quantity, interval
from newsangle.quantities.dates import find_dates
from newsangle.quantities.numbers import (
    AND_A_HALF,
    BETWEEN,
    CURRENCIES,
    NUMBERS,
    Number,
    find_numbers,
    is_range,
    scale_of,
)


def parse_quantities(text: str, published: str | date | None = None) -> list[Quantity]:
    """Return the quantities of a text in their order.

    published: the day (or ISO time) of publication, against which 'Monday', 'June 2' or 'last week' are resolved;
    without it they stay relative and low and high are None. Raises ValueError where published is no date. Identifiers
    (A42, Title 42), telephone numbers and the pronoun 'one' are not quantities.
    """
    return list(_parsed(text, _day_of(published)))


@lru_cache(maxsize=20_000)  # tabulating claims and comparing them read the same sentences
def _parsed(text: str, day: date | None) -> tuple[Quantity, ...]:
    found = [_date_quantity(text, span) for span in find_dates(text, day)]
    masked = _mask(text, found)
    times = list(_times(masked))
    masked = _mask(masked, times)
    parts = list(_quantifiers(masked)) + list(_fractions(masked))
    masked = _mask(masked, parts)
    amounts = list(_amounts(masked))
    masked = _mask(masked, amounts)
    found += times + parts + amounts + list(_vague(masked)) + list(_few(masked)) + list(_ordinals(masked))
    return tuple(sorted(found, key=lambda quantity: (quantity.start, quantity.end)))


_WORDS = read_lexicon("quantities", "quantities")
_UNITS = {
    name: (kind, unit)
    for kind, units in _WORDS["units"].items()
    for unit, (_, names) in units.items()
    for name in names
}
_UNITS |= {name: ("money", unit) for name, unit in CURRENCIES.items()}
_CASED = {"C", "F", "m", "g"}  # one letter: only in this case, and only right after a figure
_MORE = r"(?:more|additional|further|extra|full|whole|consecutive|straight|long)"
_UNIT = re.compile(rf"[\s-]{{0,2}}(?:{_MORE}\s)?(?P<unit>{alternatives(set(_UNITS) - _CASED)})(?![\w/]|-point)", re.I)
_LETTER_UNIT = re.compile(r"\s?(?:°\s?)?(?P<unit>[CFmg])(?![\w'’.-])")
_OLD = re.compile(r"[\s-](?:(?P<part>year|month|week|day)s?)[\s-]olds?\b", re.I)
_AGED = re.compile(r"\b(?:aged?|ages|age\sof)(?:\s(?:between|under|over|about|around|from))?\s$", re.I)
_NAME_AGE = re.compile(r"[A-Z][\w’'-]+,\s$")
_AGE_END = re.compile(r",|\.?$|\.\s|\)")
_PER = re.compile(r"\s(?:an?|per)\s(?P<per>hour|day|week|month|year|person|head)\b", re.I)
_BEFORE = {cue: bound for bound, cues in _WORDS["bounds"].items() for cue in cues}
_AFTER = {cue: bound for bound, cues in _WORDS["bounds_after"].items() for cue in cues}
_DATE_BOUND = {cue: bound for bound, cues in _WORDS["date_bounds"].items() for cue in cues}
_BOUND_BEFORE = re.compile(
    rf"(?:(?<!\w)(?P<cue>{alternatives(_BEFORE)}))\s?(?:(?:the|a|an|another|their|his|her|its)\s)?$", re.I
)
_BOUND_AFTER = re.compile(rf"\s?(?P<cue>{alternatives(_AFTER)})(?!\w)", re.I)
_DATE_BOUND_BEFORE = re.compile(rf"\b(?P<cue>{alternatives(_DATE_BOUND)})\s(?:the\s)?$", re.I)
_BOUND_OF_AGE = re.compile(r"\b(?P<cue>under|over|above|below|about|around)\sthe\sage\sof\s$", re.I)
_REACH = 32  # characters before a number that may hold its bound

_PRONOUN_AFTER = re.compile(rf"(?:['’]s\b|\s(?:{alternatives(_WORDS['pronoun_after'])})\b|[-,.;:!?)]|$)", re.I)
_PRONOUN_BEFORE = re.compile(rf"\b(?:{alternatives(_WORDS['pronoun_before'])})\s$", re.I)
_IDENTIFIER_BEFORE = re.compile(rf"\b(?:{alternatives(_WORDS['identifiers'])})\.?\s$")
_TIME = re.compile(
    r"(?<![\d.,:])(?:(?P<h12>1[0-2]|0?[1-9])(?:[:.](?P<m12>[0-5]\d))?\s?(?P<half>a\.m\.|p\.m\.|am\b|pm\b)"
    r"|(?P<h24>[01]?\d|2[0-3]):(?P<m24>[0-5]\d)(?::[0-5]\d)?(?!\d))|\b(?P<word>noon|midday|midnight)\b",
    re.I,
)
_VAGUE = re.compile(rf"\b(?P<vague>{alternatives(_WORDS['vague'])})\b(?!\s(?:times|of them\b))", re.I)
_QUANTIFIER = re.compile(rf"\b(?:{alternatives(_WORDS['quantifiers'])})\b", re.I)
_ONE_OF = re.compile(r"\bone of(?=\s(?:them|us|those)\b)", re.I)
_FRACTION = re.compile(
    rf"\b(?P<many>a|an|one|two|three|four)[\s-](?P<part>{alternatives(_WORDS['fractions'])})s?\b(?=\s(?:of|the)\b)"
    r"|\b(?P<half>half)(?=\s(?:of|the|its|their|his|her|all)\b)",
    re.I,
)
_ORDINAL = re.compile(
    rf"\b(?:(?P<word>{alternatives(_WORDS['ordinals'])})|(?P<figure>\d{{1,3}})(?:st|nd|rd|th))\b(?=[\s-][a-z])", re.I
)


def _amounts(text: str) -> Iterator[Quantity]:
    """Yield numbers with their unit, bound and referent; two numbers joined by 'to' or 'or' are a range."""
    numbers = list(find_numbers(text))
    position = 0
    while position < len(numbers):
        first = numbers[position]
        second = numbers[position + 1] if position + 1 < len(numbers) else None
        if second and is_range(text, first, second):
            quantity = _amount(text, first, second)
            position += 2
        else:
            quantity = _amount(text, first)
            position += 1
        if quantity:
            yield quantity


def _amount(text: str, first: Number, second: Number | None = None) -> Quantity | None:
    last = second or first
    kind, unit, end = _unit_after(text, last)
    sign = first.sign or last.sign
    if sign:
        kind, unit, end = "money", sign, last.end if kind != "money" else end
    start = first.start
    before = text[max(0, start - _REACH) : start]
    cue = _BOUND_BEFORE.search(before) or _BOUND_OF_AGE.search(before)
    if not kind and not _is_counted(text, first, end, before, cue):
        return None
    if first.written == "article" and not (
        kind in ("duration", "distance", "weight")
        and (cue or _LASTING.search(before) or AND_A_HALF.match(text, end))
        and not _PER_BEFORE.search(before)
    ):
        return None
    kind = kind or "number"
    if first.written == "half" and kind not in ("duration", "distance", "weight"):
        return None
    if kind in ("number", "duration") and _is_age(text, first, last, end, before, kind):
        old = _OLD.match(text, last.end)
        kind, unit = "age", (old["part"].lower() if old else "year")
        end = old.end() if old else end
    values = (first.value, last.value) if second else (first.value,)
    if second and second.value >= 1000 > first.value and (scale := scale_of(text, second)):
        values = (first.value * scale, second.value)
    bound = "exact"
    if cue:
        bound = _BEFORE[_plain(cue["cue"])]
        start = start - len(before) + cue.start("cue")
    elif second and (between := BETWEEN.search(before)):
        start = start - len(before) + between.start()
    if after := _BOUND_AFTER.match(text, end):
        bound = _AFTER[_plain(after["cue"])]
        end = after.end()
    elif kind == "duration" and (half := AND_A_HALF.match(text, end)):
        values, end = (values[0] + 0.5,), half.end()
    low, high = interval(kind, unit, values, bound)
    return Quantity(kind, values, unit, bound, _referent(text, end, kind), start, end, text[start:end], low, high)


_LASTING = re.compile(r"\b(?:for|within|in|lasted|lasting|took|takes|after|once|half|every|than)\s$", re.I)
_PER_BEFORE = re.compile(r"\b(?:times|once|twice|\d|dollars|per)\s$", re.I)


def _plain(cue: str) -> str:
    return re.sub(r"\s+", " ", cue.lower())


def _unit_after(text: str, number: Number) -> tuple[str, str, int]:
    """Return the kind and unit written after a number, and where they end."""
    match = _UNIT.match(text, number.end)
    if not match and number.written == "figure":
        match = _LETTER_UNIT.match(text, number.end)
    if not match:
        return "", "", number.end
    name = match["unit"]
    found = _UNITS.get(name) or _UNITS.get(_plain(name)) or _UNITS.get(name.upper()) or _UNITS.get(name.title())
    if not found or (number.written != "figure" and len(name) < 3):
        return "", "", number.end
    kind, unit = found
    if kind == "duration" and unit == "second" and number.written == "article":  # 'a second round'
        return "", "", number.end
    end = match.end()
    if (
        kind == "distance"
        and unit in ("mile", "km")
        and (per := _PER.match(text, end))
        and per["per"].lower() == "hour"
    ):
        kind, unit, end = "speed", ("mph" if unit == "mile" else "km/h"), per.end()
    return kind, unit, end


def _is_counted(text: str, number: Number, end: int, before: str, cue: re.Match | None) -> bool:
    """Tell a count from a pronoun ('no one'), the name of a thing ('Title 42') and digits of a code."""
    if number.written in ("article", "half"):
        return False
    if _IDENTIFIER_BEFORE.search(before):
        return False
    if text[end : end + 1].isalpha() or (text[end : end + 1] in "°/" and text[end : end + 1]):
        return False
    written = text[number.start : end].lower()
    if written in ("one", "zero"):
        return not (_PRONOUN_BEFORE.search(before) or _PRONOUN_AFTER.match(text, end))
    return True


def _is_age(text: str, first: Number, last: Number, end: int, before: str, kind: str) -> bool:
    if _OLD.match(text, last.end):
        return True
    if first.value > 120 or first.value != floor(first.value):
        return False
    if _AGED.search(before):
        return True
    return (
        kind == "number"
        and first.written == "figure"
        and _NAME_AGE.search(before) is not None
        and _AGE_END.match(text, last.end) is not None
    )


def _times(text: str) -> Iterator[Quantity]:
    for match in _TIME.finditer(text):
        if match["word"]:
            hour, minute = (0 if match["word"].lower() == "midnight" else 12), 0
        elif match["h24"]:
            hour, minute = int(match["h24"]), int(match["m24"])
        else:
            hour = int(match["h12"]) % 12 + (12 if match["half"].lower().startswith("p") else 0)
            minute = int(match["m12"] or 0)
        before = text[max(0, match.start() - _REACH) : match.start()]
        cue = _BOUND_BEFORE.search(before)
        start = match.start() - len(before) + cue.start("cue") if cue else match.start()
        bound = _BEFORE[_plain(cue["cue"])] if cue else "exact"
        at = hour * 60 + minute
        slack = 30 if bound != "exact" else 0
        yield Quantity(
            "time", (f"{hour:02}:{minute:02}",), "", bound, "", start, match.end(), text[start : match.end()],
            float(at - slack), float(at + slack),
        )  # fmt: skip


def _vague(text: str) -> Iterator[Quantity]:
    for match in _VAGUE.finditer(text):
        low, high = _WORDS["vague"][_plain(match["vague"])]
        kind, unit, end = _unit_after(text, Number(match.start(), match.end(), low, "", "spelled"))
        factor = FACTORS.get(unit, 1) if kind not in ("", "money") else 1
        two = match["vague"].lower().startswith("a couple")
        values, bound = ((2.0,), "about") if two else ((float(low), float(high)), "vague")
        yield Quantity(
            kind or "number", values, unit, bound, _referent(text, end, kind or "number"), match.start(), end,
            text[match.start() : end], low * factor, high * factor,
        )  # fmt: skip


def _quantifiers(text: str) -> Iterator[Quantity]:
    for match in _QUANTIFIER.finditer(text):
        low, high = map(float, _WORDS["quantifiers"][_plain(match.group())])
        referent = _referent(text, match.end(), "share")
        yield Quantity(
            "share", (low, high), "percent", "vague", referent, match.start(), match.end(), match.group(), low, high
        )


def _few(text: str) -> Iterator[Quantity]:
    """Yield 'one of them', which counts; 'one of the largest' does not."""
    for match in _ONE_OF.finditer(text):
        yield Quantity("number", (1.0,), "", "exact", "", match.start(), match.end(), match.group(), 1.0, 1.0)


def _fractions(text: str) -> Iterator[Quantity]:
    for match in _FRACTION.finditer(text):
        many = NUMBERS.get((match["many"] or "one").lower(), 1)
        value = round(100 * many * _WORDS["fractions"][(match["part"] or "half").lower()], 1)
        before = text[max(0, match.start() - _REACH) : match.start()]
        cue = _BOUND_BEFORE.search(before)
        start = match.start() - len(before) + cue.start("cue") if cue else match.start()
        bound = _BEFORE[_plain(cue["cue"])] if cue else "exact"
        low, high = interval("share", "percent", (value,), bound)
        referent = _referent(text, match.end(), "share")
        yield Quantity(
            "share", (value,), "percent", bound, referent, start, match.end(), text[start : match.end()], low, high
        )


def _ordinals(text: str) -> Iterator[Quantity]:
    for match in _ORDINAL.finditer(text):
        value = float(match["figure"] or _WORDS["ordinals"][match["word"].lower()])
        referent = _referent(text, match.end(), "ordinal")
        if referent:
            yield Quantity(
                "ordinal", (value,), "", "exact", referent, match.start(), match.end(), match.group(), value, value
            )


def _date_quantity(text: str, span) -> Quantity:
    before = text[max(0, span.start - _REACH) : span.start]
    cue = _DATE_BOUND_BEFORE.search(before)
    about = None if cue else _BOUND_BEFORE.search(before)
    bound = (
        _DATE_BOUND[_plain(cue["cue"])]
        if cue
        else "about"
        if about and _BEFORE[_plain(about["cue"])] == "about"
        else "exact"
    )
    low, high = (None, None) if span.first is None else (float(span.first.toordinal()), float(span.last.toordinal()))
    written = text[span.start : span.end].rstrip(".")
    return Quantity("date", (span.value,), "", bound, "", span.start, span.start + len(written), written, low, high)


# What is counted -------------------------------------------------------------------------------------------------

_STOP = set(_WORDS["function_words"])
_FOLLOWING = re.compile(r"(?:[\s-](?:of\s(?:the\s|its\s|their\s|all\s)?)?)([^\W\d_][\w’'-]*)")


def _referent(text: str, end: int, kind: str) -> str:
    """Return the words after a quantity up to the next function word: what it counts."""
    words: list[str] = []
    position = end
    while len(words) < 4 and (match := _FOLLOWING.match(text, position)):
        if match[1].lower() in _STOP:
            break
        if " of " in match.group() and (words and kind != "number"):
            break
        words.append(match.group().strip(" -") if words else match[1])
        position = match.end()
    return " ".join(words)


def _mask(text: str, found: Iterable[Quantity]) -> str:
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
