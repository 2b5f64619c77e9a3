"""Numbers in figures and in words, with currency signs before and multipliers after them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from newsangle.language.lexicons import alternatives, read_lexicon

_WORDS = read_lexicon("quantities", "quantities")
NUMBERS = _WORDS["numbers"] | {"zero": 0}
_SCALES = _WORDS["scales"]
_LONG_SCALES = [scale for scale in _SCALES if len(scale) > 3]
_NUMBER_WORD = rf"(?:{alternatives(NUMBERS)})"
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
CURRENCIES = {name: unit for unit, (_, names) in _WORDS["currencies"].items() for name in names}
_SIGN = rf"(?P<sign>(?<![A-Za-z])(?:{alternatives(_SIGNS)}))\s?"
_NUMBER = re.compile(
    rf"(?:{_SIGN}(?P<paid>{_AFTER_SIGN})|(?P<figure>{_DIGITS})|(?P<spelled>{_SPELLED})|(?P<half>\bhalf(?:\san?)?(?=[\s-]\w))"
    rf"|(?P<article>\ban?\b(?=[\s-]\w)))",
    re.I,
)
_SCALE = re.compile(
    rf"(?:[\s-]?(?P<long>{_SCALE_WORD})|(?P<short>k|m|mn|mln|bn|tn)|\s(?P<spaced>mn|mln|bn|tn))(?![\w%°²³])", re.I
)
AND_A_HALF = re.compile(r"\sand\sa\shalf\b", re.I)
_RANGE = re.compile(r"(?:-?\s(?:to|or)\s|\s?[-–—]\s?)$", re.I)
BETWEEN = re.compile(r"\b(?:between|from)\s(?:the\s)?$", re.I)
_PHONE = re.compile(r"(?<!\w)\+?\d[\d ()-]{3,20}\d(?!\w)")


@dataclass(frozen=True)
class Number:
    start: int
    end: int
    value: float
    sign: str  # the unit of a currency sign before it
    written: str  # figure, spelled, half or article


def find_numbers(text: str) -> Iterator[Number]:
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
            if half := AND_A_HALF.match(text, end):
                end = half.end()
        sign = _SIGNS.get(match["sign"] or "", _SIGNS.get((match["sign"] or "").upper(), "")) if match["sign"] else ""
        yield Number(match.start(), end, value, sign, written)


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
        if word in NUMBERS:
            current += NUMBERS[word]
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


def is_range(text: str, first: Number, second: Number) -> bool:
    between = text[first.end : second.start]
    if len(between) > 6 or first.written in ("article", "half") or second.written in ("article", "half"):
        return False
    ascending = first.value < second.value or second.value >= 1000 > first.value
    if between.strip().lower() == "and":
        return ascending and BETWEEN.search(text[max(0, first.start - 14) : first.start]) is not None
    return ascending and _RANGE.fullmatch(between) is not None


def scale_of(text: str, number: Number) -> float:
    """Return the multiplier written after the second number of a range ('2 to 3 million')."""
    tail = re.search(rf"({_SCALE_WORD}|bn|mn|tn|m|k)$", text[number.start : number.end], re.I)
    return float(_SCALES[tail[1].lower()]) if tail else 0.0


def _is_phone(digits: str) -> bool:
    groups = re.split(r"[ ()-]+", digits.strip())
    return sum(c.isdigit() for c in digits) >= 8 and len(groups) > 1 and (digits[0] in "+0" or len(groups) > 2)
