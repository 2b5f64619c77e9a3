"""Quantities of a text as values that can be compared: numbers, shares, money, durations, ages, distances, dates …

A quantity is a value with its unit, its bound ('at least', 'about', 'nearly') and its referent, the thing counted.
Every quantity also has an interval in the base unit of its kind (days, metres, kilograms, per cent …), so that
'30 days' stands beside 'three months' and 'dozens' beside 41; `compare` tells whether two of them can both be true.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from math import floor, inf

from newsangle.claims.dates import find_dates
from newsangle.claims.lexicon import alternatives, quantity_words

ABOUT = 0.1  # 'about 50' is taken for 45 to 55
CALENDAR = 0.05  # months and years have no exact number of days: three months are 90 to 92 days
CLOSE = 1.5  # bounds within this factor may be two roundings of one figure: 'more than 200' of 276
APART = 2  # bounds of the same direction beyond this factor are different ones: 'at least 30', 'at least 90'
VAGUE = 10  # 'hundreds' against 1,200 is loose talk; beyond this factor it is another figure


@dataclass(frozen=True)
class Quantity:
    """A quantity in a text.

    kind: number, share, money, duration, age, ordinal, distance, weight, area, volume, speed, temperature, time
    (of day) or date. values: the numbers as written with their multiplier ('1.1 million' is 1100000.0), two for a
    range; a date's is its day in ISO 8601, cut to its precision ('2025-06-02', '2014', '--06-02' without a year,
    '1950s'); a time's is 'HH:MM'. unit: of a duration, distance … ('day', 'km', 'USD', 'percent'), empty for counts and
    dates. bound: exact, about, nearly, just over, at least, more than, at most, less than, vague ('dozens'), and before, by,
    until, after, since of dates. referent: the words for what is counted. start, end: characters in the text.
    low, high: the interval in the base unit of the kind, in days since 1 January of the year 1 for dates; None
    where a date cannot be resolved.
    """

    kind: str
    values: tuple[float | str, ...]
    unit: str
    bound: str
    referent: str
    start: int
    end: int
    text: str
    low: float | None
    high: float | None

    @property
    def value(self) -> float | str:
        """The value, the lower one of a range."""
        return self.values[0]

    def __str__(self) -> str:
        return self.text


def parse_quantities(text: str, published: str | date | None = None) -> list[Quantity]:
    """Return the quantities of a text in their order.

    published: the day (or ISO time) of publication, against which 'Monday', 'June 2' or 'last week' are resolved; without
    it they stay relative and low and high are None. Raises ValueError where published is no date. Identifiers (A42,
    Title 42), telephone numbers and the pronoun 'one' are not quantities.
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


def compare(a: Quantity, b: Quantity) -> str:
    """Tell how two answers to the same question stand: same, compatible, different, or '' where they cannot be compared.

    same: one value, as it is rounded, bounded or dated ('at least seven' and seven; 1959 and the 1950s). compatible:
    both may be true though they differ ('more than 200' and 276; 'hundreds' and 'almost 1,200'). different: they
    cannot both be true, or set the same bound at another value ('at least 30 days' and 'at least three months').
    """
    if {a.kind, b.kind} == {"number", "share"}:
        return "different" if _one_against_most(a, b) or _one_against_most(b, a) else ""
    if a.kind != b.kind or (a.kind == "money" and a.unit != b.unit):
        return ""
    if a.low is None or b.low is None:
        return "same" if a.values == b.values else ""
    if a.kind in ("date", "time"):
        return _compare_times(a, b)
    if a.kind == "ordinal":
        return "same" if a.values == b.values else "different"
    for bounds in (("at least", "more than"), ("at most", "less than")):
        if a.bound in bounds and b.bound in bounds:
            return _compare_bounds(_edge(a), _edge(b), _slack(a, b))
    slack = _slack(a, b)
    if a.low <= b.high * (1 + slack) and b.low <= a.high * (1 + slack):
        centre, other = sorted((abs(_edge(a)), abs(_edge(b))))
        return (
            "same"
            if other <= centre * CLOSE or ("vague" in (a.bound, b.bound) and a.bound == b.bound)
            else "compatible"
        )
    if "vague" in (a.bound, b.bound) and max(a.low, b.low) <= min(a.high, b.high) * VAGUE:
        return "compatible"
    return "different"


def _one_against_most(a: Quantity, b: Quantity) -> bool:
    """Return whether one says 'one of them' and the other 'all but three', 'most of' or 'none of'."""
    return (
        a.bound == "exact" and a.text.lower().endswith("one of") and b.bound == "vague" and (b.low >= 50 or b.high == 0)
    )


def _compare_times(a: Quantity, b: Quantity) -> str:
    if a.low <= b.high and b.low <= a.high:
        return "same"
    loose = a.bound in ("about", "before", "by", "until", "after", "since") or b.bound in (
        "about", "before", "by", "until", "after", "since")  # fmt: skip
    return "compatible" if loose and a.bound != b.bound else "different"


def _compare_bounds(a: float, b: float, slack: float) -> str:
    low, high = sorted((abs(a), abs(b)))
    if high <= low * max(1 + slack, CLOSE):
        return "same"
    return "compatible" if high <= low * APART else "different"


def _edge(quantity: Quantity) -> float:
    """Return the figure as written, in the base unit."""
    return quantity.high if quantity.low in (-inf, 0.0) and quantity.bound in ("at most", "less than") else quantity.low


def _slack(a: Quantity, b: Quantity) -> float:
    """Return by how much two values may differ and still be one: by the rounding of the coarser, or by the calendar."""
    if a.kind == "duration" and a.unit != b.unit:
        return CALENDAR
    if a.unit != b.unit:  # a converted distance is rounded again: 15 kilometres, nine miles
        return ABOUT
    digits = min(_digits(a), _digits(b))
    return 0.5 * 10 ** (1 - digits) if digits > 1 and max(a.high, b.high) >= 1000 and _digits(a) != _digits(b) else 1e-9


def _digits(quantity: Quantity) -> int:
    """Return the number of significant digits."""
    return len(f"{abs(float(quantity.values[0])):.6f}".replace(".", "").strip("0")) or 1


# Numbers -------------------------------------------------------------------------------------------------------

_WORDS = quantity_words()
_NUMBERS = _WORDS["numbers"] | {"zero": 0}
_SCALES = _WORDS["scales"]
_LONG_SCALES = [scale for scale in _SCALES if len(scale) > 3]
_NUMBER_WORD = rf"(?:{alternatives(_NUMBERS)})"
_SCALE_WORD = rf"(?:{alternatives(_LONG_SCALES)})"
_DIGITS = (
    r"(?<![\w.,/:#@])(?<![A-Za-z]-)(?:(?<!\w)-)?"  # not inside A42, F-16, 3.10.2 or #5
    r"(?:\d{1,3}(?:,\d{3})+|\d,\s\d{3}(?![\d,])|\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?![\d,])|\d+)(?:\.\d+)?"
)
_AFTER_SIGN = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_SPELLED = (
    rf"\b(?:(?:half\sa|a\shalf|a|an)\s{_SCALE_WORD}|{_NUMBER_WORD})\b"
    rf"(?:(?:[\s-]|\sand\s)(?:{_NUMBER_WORD}|{_SCALE_WORD})\b){{0,8}}(?:\sand\sa\shalf(?:\s{_SCALE_WORD}\b)?)?"
)
_SIGNS = {sign: unit for unit, (signs, _) in _WORDS["currencies"].items() for sign in signs}
_CURRENCIES = {name: unit for unit, (_, names) in _WORDS["currencies"].items() for name in names}
_SIGN = rf"(?P<sign>(?<![A-Za-z])(?:{alternatives(_SIGNS)}))\s?"
_NUMBER = re.compile(
    rf"(?:{_SIGN}(?P<paid>{_AFTER_SIGN})|(?P<figure>{_DIGITS})|(?P<spelled>{_SPELLED})|(?P<half>\bhalf(?:\san?)?(?=[\s-]\w))"
    rf"|(?P<article>\ban?\b(?=[\s-]\w)))",
    re.I,
)
_SCALE = re.compile(
    rf"(?:[\s-]?(?P<long>{_SCALE_WORD})|(?P<short>k|m|mn|mln|bn|tn)|\s(?P<spaced>mn|mln|bn|tn))(?![\w%°²³])", re.I
)
_AND_A_HALF = re.compile(r"\sand\sa\shalf\b", re.I)

_UNITS = {
    name: (kind, unit)
    for kind, units in _WORDS["units"].items()
    for unit, (_, names) in units.items()
    for name in names
}
_UNITS |= {name: ("money", unit) for name, unit in _CURRENCIES.items()}
_FACTORS = {unit: factor for units in _WORDS["units"].values() for unit, (factor, _) in units.items()}
_CASED = {"C", "F", "m", "g"}  # one letter: only in this case, and only right after a figure
_MORE = r"(?:more|additional|further|extra|full|whole|consecutive|straight|long)"
_UNIT = re.compile(rf"[\s-]{{0,2}}(?:{_MORE}\s)?(?P<unit>{alternatives(set(_UNITS) - _CASED)})(?![\w/]|-point)", re.I)
_LETTER_UNIT = re.compile(r"\s?(?:°\s?)?(?P<unit>[CFmg])(?![\w'’.-])")
_OLD = re.compile(r"[\s-](?:(?P<part>year|month|week|day)s?)[\s-]olds?\b", re.I)
_AGED = re.compile(r"\b(?:aged?|ages|age\sof)(?:\s(?:between|under|over|about|around|from))?\s$", re.I)
_NAME_AGE = re.compile(r"[A-Z][\w’'-]+,\s$")
_AGE_END = re.compile(r",|\.?$|\.\s|\)")
_PER = re.compile(r"\s(?:an?|per)\s(?P<per>hour|day|week|month|year|person|head)\b", re.I)
_RANGE = re.compile(r"(?:-?\s(?:to|or)\s|\s?[-–—]\s?)$", re.I)
_BETWEEN = re.compile(r"\b(?:between|from)\s(?:the\s)?$", re.I)

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

_NOT_COUNTED = {  # what makes 'one' a pronoun, or a number a name
    "before": re.compile(r"\b(?:no|any|every|each|some|the|this|that|which|another|someone|number|no\.|nr|article|title|"
                         r"chapter|page|phase|category|grade|level|room|flight|route|gate|part|group of|only)\s$", re.I),
    "after": re.compile(r"(?:['’]s\b|\s(?:of\b|another\b|another,|day\b(?!s)|who\b|that\b|side\b|hand\b|thing\b|can\b|has\b|is\b|"
                        r"was\b|could\b|would\b|should\b|said\b|may\b|might\b|after\b|by\b)|[-,.;:!?)]|$)", re.I),
}  # fmt: skip
_IDENTIFIER_BEFORE = re.compile(r"\b(?:No|Nr|Title|Article|Chapter|Page|Phase|Category|Boeing|Airbus|Flight|Route|Section|"
                                r"Channel|Room|Gate|Windows|iPhone|Resolution|Psalm|Highway|Interstate|Pier)\.?\s$")  # fmt: skip
_PHONE = re.compile(r"(?<!\w)\+?\d[\d ()-]{3,20}\d(?!\w)")
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
    numbers = [n for n in _numbers(text)]
    position = 0
    while position < len(numbers):
        first = numbers[position]
        second = numbers[position + 1] if position + 1 < len(numbers) else None
        if second and _is_range(text, first, second):
            quantity = _amount(text, first, second)
            position += 2
        else:
            quantity = _amount(text, first)
            position += 1
        if quantity:
            yield quantity


@dataclass(frozen=True)
class _Number:
    start: int
    end: int
    value: float
    sign: str  # the unit of a currency sign before it
    written: str  # figure, spelled, half or article


def _numbers(text: str) -> Iterator[_Number]:
    text = _PHONE.sub(lambda m: "\0" * len(m.group()) if _is_phone(m.group()) else m.group(), text)
    end = 0
    for match in _NUMBER.finditer(text):
        if match.start() < end:
            continue
        written = "figure" if match["paid"] else match.lastgroup
        end = match.end()
        if written == "spelled":
            value = _spelled_value(match["spelled"])
        elif written == "article":
            value = 1.0
        elif written == "half":
            value = 0.5
        else:
            digits = re.sub(r"[,\s]", "", match["paid"] or match["figure"])
            if len(digits) > 15:
                continue
            value = float(digits)
        scale = _SCALE.match(text, end) if written == "figure" else None
        if scale and not (scale["short"] and scale["short"] == "m" and not match["sign"]):
            value *= _SCALES[next(word for word in scale.groups() if word).lower()]
            end = scale.end()
            if half := _AND_A_HALF.match(text, end):
                end = half.end()
        sign = _SIGNS.get(match["sign"] or "", _SIGNS.get((match["sign"] or "").upper(), "")) if match["sign"] else ""
        yield _Number(match.start(), end, value, sign, written)


def _spelled_value(words: str) -> float:
    """Return the value of a number in words: 'two hundred and fifty thousand', 'half a million', 'two and a half'."""
    text = words.lower()
    extra = 0.5 if text.endswith("and a half") else 0.0
    text = text.removesuffix(" and a half")
    if " and a half " in text:  # 'four and a half million'
        count, scale = text.split(" and a half ")
        return (_spelled_value(count) + 0.5) * _SCALES[scale]
    total, current = 0.0, 0.0
    for word in re.split(r"[\s-]+", text):
        if word in _NUMBERS:
            current += _NUMBERS[word]
        elif word == "half":
            current = 0.5
        elif word in ("a", "an"):
            current = current or 1.0
        elif word in ("hundred", "dozen"):
            current = (current or 1.0) * _SCALES[word]
        elif word in _SCALES:
            total += (current or 1.0) * _SCALES[word]
            current = 0.0
    return total + current + extra


def _is_range(text: str, first: _Number, second: _Number) -> bool:
    between = text[first.end : second.start]
    if len(between) > 6 or first.written in ("article", "half") or second.written in ("article", "half"):
        return False
    ascending = first.value < second.value or second.value >= 1000 > first.value
    if between.strip().lower() == "and":
        return ascending and _BETWEEN.search(text[max(0, first.start - 14) : first.start]) is not None
    return ascending and _RANGE.fullmatch(between) is not None


def _amount(text: str, first: _Number, second: _Number | None = None) -> Quantity | None:
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
        and (cue or _LASTING.search(before) or _AND_A_HALF.match(text, end))
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
    if second and second.value >= 1000 > first.value and (scale := _scale_of(text, second)):
        values = (first.value * scale, second.value)
    bound = "exact"
    if cue:
        bound = _BEFORE[_plain(cue["cue"])]
        start = start - len(before) + cue.start("cue")
    elif second and (between := _BETWEEN.search(before)):
        start = start - len(before) + between.start()
    if after := _BOUND_AFTER.match(text, end):
        bound = _AFTER[_plain(after["cue"])]
        end = after.end()
    elif kind == "duration" and (half := _AND_A_HALF.match(text, end)):
        values, end = (values[0] + 0.5,), half.end()
    low, high = _interval(kind, unit, values, bound)
    return Quantity(kind, values, unit, bound, _referent(text, end, kind), start, end, text[start:end], low, high)


_LASTING = re.compile(r"\b(?:for|within|in|lasted|lasting|took|takes|after|once|half|every|than)\s$", re.I)
_PER_BEFORE = re.compile(r"\b(?:times|once|twice|\d|dollars|per)\s$", re.I)


def _plain(cue: str) -> str:
    return re.sub(r"\s+", " ", cue.lower())


def _scale_of(text: str, number: _Number) -> float:
    """Return the multiplier written after the second number of a range ('2 to 3 million')."""
    tail = re.search(rf"({_SCALE_WORD}|bn|mn|tn|m|k)$", text[number.start : number.end], re.I)
    return float(_SCALES[tail[1].lower()]) if tail else 0.0


def _unit_after(text: str, number: _Number) -> tuple[str, str, int]:
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


def _is_counted(text: str, number: _Number, end: int, before: str, cue: re.Match | None) -> bool:
    """Tell a count from a pronoun ('no one'), the name of a thing ('Title 42') and digits of a code."""
    if number.written in ("article", "half"):
        return False
    if _IDENTIFIER_BEFORE.search(before):
        return False
    if text[end : end + 1].isalpha() or (text[end : end + 1] in "°/" and text[end : end + 1]):
        return False
    written = text[number.start : end].lower()
    if written in ("one", "zero"):
        return not (_NOT_COUNTED["before"].search(before) or _NOT_COUNTED["after"].match(text, end))
    return True


def _is_age(text: str, first: _Number, last: _Number, end: int, before: str, kind: str) -> bool:
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
        kind, unit, end = _unit_after(text, _Number(match.start(), match.end(), low, "", "spelled"))
        factor = _FACTORS.get(unit, 1) if kind not in ("", "money") else 1
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
        many = _NUMBERS.get((match["many"] or "one").lower(), 1)
        value = round(100 * many * _WORDS["fractions"][(match["part"] or "half").lower()], 1)
        before = text[max(0, match.start() - _REACH) : match.start()]
        cue = _BOUND_BEFORE.search(before)
        start = match.start() - len(before) + cue.start("cue") if cue else match.start()
        bound = _BEFORE[_plain(cue["cue"])] if cue else "exact"
        low, high = _interval("share", "percent", (value,), bound)
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


def _interval(kind: str, unit: str, values: tuple[float, ...], bound: str) -> tuple[float, float]:
    """Return the least and the greatest value meant, in the base unit."""
    low, high = (_base(kind, unit, values[0]), _base(kind, unit, values[-1]))
    if bound == "about":
        return low - _leeway(low, values[0]), high + _leeway(high, values[-1])
    if bound == "nearly":
        return low - _leeway(low, values[0]), high
    if bound == "just over":
        return low, high + _leeway(high, values[-1])
    if bound in ("at least", "more than"):
        return low, inf
    if bound in ("at most", "less than"):
        return 0.0, high
    return low, high


def _leeway(base: float, written: float) -> float:
    """Return what 'about' leaves open: a tenth, or one of the last digit that is given ('about 145 million')."""
    digits = len(f"{abs(written):.6g}".replace(".", "").rstrip("0").lstrip("0")) or 1
    return abs(base) * min(ABOUT, 10.0 ** (1 - digits)) if digits > 1 else abs(base) * ABOUT


def _base(kind: str, unit: str, value: float) -> float:
    if unit == "fahrenheit":
        return (value - 32) * 5 / 9
    if kind in ("money", "number", "ordinal") or not unit:
        return value
    return value * _FACTORS[unit]


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
    return Quantity("date", (span.value,), "", bound, "", span.start, span.end, text[span.start : span.end], low, high)


# What is counted -------------------------------------------------------------------------------------------------

_STOP = set(
    """
    a an the and or but nor of in on at to by for from with without after before since until during over under
    between among against about into through while when where who whom whose which that than as is are was were be
    been being has have had do does did will would shall should can could may might must not no it its he she they
    their them his her our your my we you i this these those there here said says say told according if because so
    also only just ago later earlier each per more most less least other out up off down too alone now then still
    yet already
    """.split()
)
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


def _is_phone(digits: str) -> bool:
    groups = re.split(r"[ ()-]+", digits.strip())
    return sum(c.isdigit() for c in digits) >= 8 and len(groups) > 1 and (digits[0] in "+0" or len(groups) > 2)


def _day_of(published: str | date | None) -> date | None:
    if published is None or published == "":
        return None
    if isinstance(published, datetime):
        return published.date()
    if isinstance(published, date):
        return published
    return datetime.fromisoformat(str(published)).date()
