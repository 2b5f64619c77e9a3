"""Amounts: numbers with their unit, bound and referent, ranges, ages written as numbers, and amounts in two units."""

import re
from collections.abc import Iterator
from dataclasses import replace

from newsangle.language.lexicons import alternatives, read_lexicon
from newsangle.quantities.ages import age_unit, person_before
from newsangle.quantities.comparison import FACTORS, Quantity, interval
from newsangle.quantities.context import (
    BOUND_BEFORE,
    BOUNDS,
    IDENTIFIER_BEFORE,
    NOUN_AFTER,
    STOP,
    is_plural,
    plain,
    referent_after,
    words_before,
)
from newsangle.quantities.numbers import AND_A_HALF, BETWEEN, CURRENCIES, Number, find_numbers, is_range, scale_of

_WORDS = read_lexicon("quantities", "quantities")
_CASED = {"C", "F", "m", "g"}  # one letter: only in this case, and only right after a figure
_UNITS = {
    name if name in _CASED else name.lower(): (kind, unit)
    for kind, units in _WORDS["units"].items()
    for unit, (_, names) in units.items()
    for name in names
}
_UNITS |= {name.lower(): ("money", unit) for name, unit in CURRENCIES.items()} | {"p": ("money", "penny")}
_MORE = r"(?:more|additional|further|extra|full|whole|consecutive|straight|long)"
UNIT = re.compile(
    rf"[\s-]{{0,2}}(?:{_MORE}\s)?(?P<unit>{alternatives(set(_UNITS) - _CASED - {'p'})})(?![\w/]|-point)", re.I
)
_LETTER_UNIT = re.compile(r"(?:\s?(?:°\s?)?(?P<unit>[CFmg])|(?P<pence>p))(?![\w'’.-](?!high|long|tall|wide|deep))")
_SPEEDS = {"mile": "mph", "km": "km/h"}
_PER_HOUR = re.compile(r"\s(?:an?|per)\shour\b", re.I)
_AFTER = {cue: bound for bound, cues in _WORDS["bounds_after"].items() for cue in cues}
_BOUND_AFTER = re.compile(rf"\s?(?P<cue>{alternatives(_AFTER)})(?!\w)", re.I)
_BOUND_OF_AGE = re.compile(r"\b(?P<cue>under|over|above|below|about|around)\sthe\sage\sof\s$", re.I)
_LASTING = re.compile(r"\b(?:for|within|in|lasted|lasting|took|takes|after|once|half|every|than)\s$", re.I)
_PER_BEFORE = re.compile(r"\b(?:times|once|twice|\d|dollars|per)\s$", re.I)
_PRONOUN_AFTER = re.compile(rf"(?:['’]s\b|\s(?:{alternatives(_WORDS['pronoun_after'])})\b|[-,.;:!?)]|$)", re.I)
_PRONOUN_BEFORE = re.compile(rf"\b(?:{alternatives(_WORDS['pronoun_before'])})\s$", re.I)
_OF_CODE = re.compile(r"[^\W\d_]|[°/]|[:'’]\d")  # right after a number that is part of a code: 4K, 18:9
_NAME_BEFORE = re.compile(r"(?P<name>\b[A-Z][\w’'+-]*)\s$")
_VAGUE = re.compile(rf"\b(?P<vague>{alternatives(_WORDS['vague'])})\b(?!\s(?:times|of them\b))", re.I)
_VAGUE_WORDS = {word for name in _WORDS["vague"] for word in name.split() if len(word) > 2}
_ONE_OF = re.compile(r"\bone of(?=\s(?:them|us|those)\b)", re.I)
_INCHES = re.compile(r"\s?(?P<inches>\d{1,2})\s?(?:in|ins)\b(?!\s(?:the|a)\b)")
_BEFORE_HOUR = re.compile(r"\b(?:at|until|till|before)\s$", re.I)
_AFTER_HOUR = re.compile(r"[,.;:!?”\"’')]|\s(?:and|or|but|when|on|every|each)\b|$")
_WEIGHED = re.compile(
    r"\b(?:weigh(?:s|ed|ing)?|weight|lose|lost|losing|gain(?:ed|ing)?|heavier|lighter)\b[\w\s]*$", re.I
)
_PAID = re.compile(rf"\s(?:{alternatives(_WORDS['paid'])})\b", re.I)
_OTHERS = re.compile(r"[\s-](?:more\s)?others?\b", re.I)
_VIDEO = (480, 720)  # lines of a picture, not pence


def amounts(text: str) -> Iterator[Quantity]:
    """Yield numbers with their unit, bound and referent from left to right.

    Two numbers joined by 'to' or 'or' are a range; an amount in two units ('5ft 11in') is one in the greater unit.
    """
    return _merged(text, _single_amounts(text))


def _single_amounts(text: str) -> Iterator[Quantity]:
    numbers = list(find_numbers(text))
    position = 0
    while position < len(numbers):
        pair = numbers[position : position + 2]
        if len(pair) < 2 or not is_range(text, *pair):
            pair = pair[:1]
        if quantity := _amount(text, *pair):
            yield quantity
        position += len(pair)


def _amount(text: str, first: Number, second: Number | None = None) -> Quantity | None:
    """Return the amount of a number, or of the first and second number of a range; None for what counts nothing."""
    last = second or first
    before = words_before(text, first.start)
    kind, unit, end = _unit_after(text, last, before)
    if not kind and first.written in ("article", "half"):
        return None
    sign = first.sign or last.sign
    if sign:
        kind, unit, end = "money", sign, last.end if kind != "money" else end
    cue = BOUND_BEFORE.search(before) or _BOUND_OF_AGE.search(before)
    if not _is_amount(text, first, end, before, kind, cue):
        return None
    kind = kind or "number"
    if kind in ("number", "duration"):
        age, end = age_unit(text, first, last, end, before, kind)
        kind, unit = ("age", age) if age else (kind, unit)
    values = (first.value, last.value) if second else (first.value,)
    if second and (scale := scale_of(text, second)) and first.value < first.value * scale < second.value:
        values = (first.value * scale, second.value)
    start, bound = first.start, "exact"
    if cue:
        bound = BOUNDS[plain(cue["cue"])]
        start = start - len(before) + cue.start("cue")
    elif second and (between := BETWEEN.search(before)):
        start = start - len(before) + between.start()
    if after := _BOUND_AFTER.match(text, end):
        bound = _AFTER[plain(after["cue"])]
        end = after.end()
    elif kind == "duration" and (half := AND_A_HALF.match(text, end)):
        values, end = (values[0] + 0.5,), half.end()
    low, high = interval(kind, unit, values, bound)
    referent = referent_after(text, end, kind) or (person_before(before) if kind == "age" else "")
    also_named = 1 if kind == "number" and _OTHERS.match(text, end) else 0
    return Quantity(kind, values, unit, bound, referent, start, end, text[start:end], low, high, also_named)


def _is_amount(text: str, number: Number, end: int, before: str, kind: str, cue: re.Match | None) -> bool:
    """Return whether a number with the kind of its unit, '' without one, is an amount."""
    if not kind:
        return _is_counted(text, number, end, before, cue)
    if number.written == "half":
        return kind in ("duration", "distance", "weight")
    if number.written != "article":
        return True
    lasts = cue or _LASTING.search(before) or AND_A_HALF.match(text, end) or text.startswith(" fortnight", number.end)
    return kind in ("duration", "distance", "weight") and bool(lasts) and not _PER_BEFORE.search(before)


def _unit_after(text: str, number: Number, before: str) -> tuple[str, str, int]:
    """Return the kind and unit written after a number, and where they end."""
    match = UNIT.match(text, number.end)
    if not match and number.written == "figure":
        match = _LETTER_UNIT.match(text, number.end)
    if not match:
        return "", "", number.end
    name = match["unit"] or match["pence"]
    if number.written != "figure" and len(name) < 3:
        return "", "", number.end
    kind, unit = _UNITS[name if len(name) == 1 else plain(name)]
    if not _is_unit(number, unit, name):
        return "", "", number.end
    end = match.end()
    if kind == "money" and unit == "GBP" and name.lower().startswith("pound") and _is_weight(text, number, end, before):
        return "weight", "pound", end
    if unit in _SPEEDS and (per := _PER_HOUR.match(text, end)):
        return "speed", _SPEEDS[unit], per.end()
    return kind, unit, end


def _is_unit(number: Number, unit: str, name: str) -> bool:
    """Return whether a word is a unit here: not in 'a second round', 'the 3 won', '720p'."""
    if unit == "second" and number.written == "article":
        return False
    if unit == "KRW" and name.lower() == "won":
        return number.value >= 1000
    return not (name == "p" and (number.sign or number.value in _VIDEO or number.value >= 1000))


def _is_weight(text: str, number: Number, end: int, before: str) -> bool:
    """Return whether pounds are a weight: 'two pounds of butter', 'a 12-pound baby', 'weighing 31 pounds'."""
    if number.sign or number.value >= 10_000:
        return False
    if text[number.end] == "-":
        return text[end : end + 1] == " " and not _PAID.match(text, end)
    return text.startswith(" of ", end) or _WEIGHED.search(before) is not None


def _is_counted(text: str, number: Number, end: int, before: str, cue: re.Match | None) -> bool:
    """Return whether a number counts, unlike a pronoun ('no one'), a name ('Title 42') or a part of a code."""
    if IDENTIFIER_BEFORE.search(before):
        return False
    if _OF_CODE.match(text, end):
        return False
    if 0 < number.value <= 12 and _BEFORE_HOUR.search(before) and _AFTER_HOUR.match(text, end):
        return False  # 'works until seven': an hour, or an age
    written = text[number.start : end].lower()
    if written in ("one", "zero"):
        return not (_PRONOUN_BEFORE.search(before) or _PRONOUN_AFTER.match(text, end))
    return cue is not None or number.written != "figure" or not _is_name(text, number, end, before)


def _is_name(text: str, number: Number, end: int, before: str) -> bool:
    """Return whether a figure belongs to the name before it ('Pixel 2'); a plural noun after it would be counted."""
    match = _NAME_BEFORE.search(before)
    if not match or match["name"].lower() in STOP or number.value >= 1000 or "," in text[number.start : end]:
        return False
    noun = NOUN_AFTER.match(text, end)
    if not noun:
        return not text.startswith((" (", "-"), end)
    return not any(is_plural(word) for word in noun.groups() if word)


def _merged(text: str, amounts: Iterator[Quantity]) -> Iterator[Quantity]:
    last = None
    for amount in amounts:
        if last and amount.start < last.end:
            continue
        if last and _is_rest(text, last, amount):
            part = float(amount.values[0]) * FACTORS[amount.unit] / FACTORS[last.unit]
            last = _with(text, last, part, amount.end)
            continue
        if last:
            yield last
        last = amount
        if amount.unit == "foot" and (inches := _INCHES.match(text, amount.end)):
            last = _with(text, amount, int(inches["inches"]) / 12, inches.end())
    if last:
        yield last


def _with(text: str, quantity: Quantity, part: float, end: int) -> Quantity:
    """Return an amount with a part added that is written after it."""
    values = (round(float(quantity.values[0]) + part, 4),)
    low, high = interval(quantity.kind, quantity.unit, values, quantity.bound)
    referent = referent_after(text, end, quantity.kind)
    written = text[quantity.start : end]
    return replace(quantity, values=values, referent=referent, end=end, text=written, low=low, high=high)


def _is_rest(text: str, one: Quantity, other: Quantity) -> bool:
    """Return whether an amount adds a smaller unit to the one before it."""
    if one.kind != other.kind or one.kind not in ("duration", "distance", "weight") or other.bound != "exact":
        return False
    if len(one.values) + len(other.values) > 2 or text[one.end : other.start] not in (" ", ", ", " and ", ", and ", ""):
        return False
    return 0 < float(other.values[0]) * FACTORS[other.unit] < FACTORS[one.unit]


def vague_amounts(text: str, words: set[str]) -> Iterator[Quantity]:
    """Yield amounts that are only enclosed ('dozens', 'several weeks', 'tens of thousands of dollars')."""
    if words.isdisjoint(_VAGUE_WORDS):
        return
    for match in _VAGUE.finditer(text):
        low, high = _WORDS["vague"][plain(match["vague"])]
        end = match.end() + 3 * (match.group()[-1] in "sS" and text.startswith(" of ", match.end()))
        kind, unit, end = _unit_after(text, Number(match.start(), end, low, "", "spelled"), "")
        end = end if kind else match.end()
        factor = FACTORS.get(unit, 1) if kind not in ("", "money") else 1
        two = match["vague"].lower().startswith("a couple")
        values, bound = ((float(low),), "about") if two else ((float(low), float(high)), "vague")
        yield Quantity(
            kind or "number", values, unit, bound, referent_after(text, end, kind or "number"), match.start(), end,
            text[match.start() : end], low * factor, high * factor,
        )  # fmt: skip


def one_of_them(text: str) -> Iterator[Quantity]:
    """Yield 'one of them', which counts; 'one of the largest' does not."""
    for match in _ONE_OF.finditer(text):
        yield Quantity("number", (1.0,), "", "exact", "", match.start(), match.end(), match.group(), 1.0, 1.0)
