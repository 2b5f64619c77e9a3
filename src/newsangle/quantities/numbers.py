"""Numbers in figures and in words, with currency signs before and multipliers after them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from newsangle.language.lexicons import alternatives, read_lexicon
from newsangle.quantities.context import STOP, is_plural

_WORDS = read_lexicon("quantities", "quantities")
NUMBERS = _WORDS["numbers"]
FRACTIONS = _WORDS["fractions"]
VULGAR = "[" + "".join(sign for sign in FRACTIONS if len(sign) == 1) + "]"
_SCALES = _WORDS["scales"]
_LONG_SCALES = [scale for scale in _SCALES if len(scale) > 3]
SCALE_WORD = rf"(?:{alternatives(_LONG_SCALES)})"
_UNIT_WORD = rf"(?:{alternatives(word for word, value in NUMBERS.items() if 0 < value < 10)})"
_TENS = rf"(?:{alternatives(word for word, value in NUMBERS.items() if value >= 20)})"
_NO_ORDINAL = rf"(?!-(?:{alternatives(w for w, n in _WORDS['ordinals'].items() if n < 10 and n != 2)})\b)"
_BELOW_TWENTY = alternatives(word for word, value in NUMBERS.items() if value < 20)
SMALL_NUMBER = rf"(?:{_TENS}{_NO_ORDINAL}(?:[\s-]{_UNIT_WORD})?|{_BELOW_TWENTY})"
_SEPARATORS = re.compile(r"[,\s]")
_WHOLE = (
    r"(?:\d{1,2}(?:,\d\d)+,\d{3}(?![\d,])|\d{1,3}(?:,\d{3})+"  # 2,50,000 in India
    r"|\d,\s\d{3}(?![\d,])|\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?![\d,])|\d+)"
)
_DIGITS = (
    r"(?<![\w.,/:#@])(?<!/\s)(?:(?<![A-Za-z]-)|(?<=-to-)|(?<=-or-))(?:(?<![^\s(\[“\"'‘])-)?"  # not in A42, F-16, #5
    rf"(?:(?:\d{{1,4}}\s?)?{VULGAR}|\d{{1,4}}\s[1-9]/(?:[2-9]|1\d)(?![\d/])|{_WHOLE}(?:\.\d+)?|\.\d+(?=\s?%|\sper))"
)
_PAID = r"(?:\d{1,2}(?:,\d\d)+,\d{3}(?![\d,])|\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_PART = r"(?:an?|one|two|three)[\s-](?:half|quarters?|thirds?)"
_DIGIT_WORD = rf"(?:zero|nought|oh|{_UNIT_WORD})"
_SPELLED = (
    rf"\b(?:(?:half[\s-]a|an?[\s-]half|half|an?)(?=[\s-]{SCALE_WORD}\b)|{_PART}\sof\san?(?=\s)|{SMALL_NUMBER}\b)"
    rf"(?:(?:[\s-]{SCALE_WORD}\b)+(?:(?:[\s-]and)?[\s-]{SMALL_NUMBER}\b)?){{0,4}}"
    rf"(?:[\s-]and[\s-]{_PART}(?![\w]|\sof\b)|\spoint(?:[\s-]{_DIGIT_WORD}\b)+)?(?:[\s-]{SCALE_WORD}\b)?"
)
_SIGNS = {sign: unit for unit, (signs, _) in _WORDS["currencies"].items() for sign in signs}
CURRENCIES = {name: unit for unit, (_, names) in _WORDS["currencies"].items() for name in names}
_SIGN = rf"(?P<sign>(?<![A-Za-z])(?-i:{alternatives(_SIGNS)}))\s?"
_NUMBER = re.compile(
    rf"(?:\b(?P<minus>minus)\s)?(?:{_SIGN}(?P<paid>{_PAID})|(?P<figure>{_DIGITS})|(?P<spelled>{_SPELLED})"
    rf"|(?P<half>\bhalf(?:\san?)?(?=[\s-]\w))|(?P<article>\ban?\b(?=[\s-]\w)))",
    re.I,
)
_SCALE = re.compile(
    rf"(?:[\s-]?(?P<long>{SCALE_WORD}(?:\s{SCALE_WORD})*)|(?P<short>k|m|mn|mln|bn|tn)|\s(?P<spaced>mn|mln|bn|tn))"
    rf"(?![\w%°²³])",
    re.I,
)
DIGIT = re.compile(r"\d")
AND_A_HALF = re.compile(r"\sand\sa\shalf\b", re.I)
_RANGE = re.compile(r"%?(?:-?\s(?:to|or)\s|-(?:to|or)-|\s?[-–—]\s?)", re.I)
_UNIT_BETWEEN = re.compile(r"\s?(?:per\scent|percent|pc|%)(?=\s)", re.I)
BETWEEN = re.compile(r"\b(?:between|from)\s(?:the\s)?$", re.I)
_PHONE = re.compile(r"(?<!\w)\+?\d[\d ()-]{3,20}\d(?!\w)")
_MILLION_BEFORE = re.compile(rf"\b(?:{alternatives(_WORDS['millions'])})\b(?:\s\w+){{0,2}}\s$", re.I)
_JOINED = re.compile(r"\s?(?:[-–—]|to\b|and\b|or\b)\s?\d[\d.,]*m\b")
_NEXT_WORDS = re.compile(r"(?:[\s-][A-Za-z’'-]{1,40}){1,4}")
_LENGTHS = {word.lower() for word in _WORDS["lengths"]}
_LONGEST = 15  # digits beyond which a figure is a code


@dataclass(frozen=True)
class Number:
    """A number in a text; sign: the unit of a currency sign before it; written: figure, spelled, half or article."""

    start: int
    end: int
    value: float
    sign: str
    written: str


def find_numbers(text: str) -> Iterator[Number]:
    """Yield the numbers of a text from left to right; telephone numbers and long codes are left out."""
    text = _PHONE.sub(lambda m: "\0" * len(m.group()) if _is_phone(m.group()) else m.group(), text)
    end = 0
    for match in _NUMBER.finditer(text):
        if match.start() < end:
            continue
        written = "figure" if match["paid"] else match.lastgroup or ""
        end = match.end()
        if written == "figure":
            value, end = _figure_value(text, match)
        else:
            value = _spelled_value(match["spelled"]) if match["spelled"] else {"article": 1.0, "half": 0.5}[written]
        if value is not None:
            value = -value if match["minus"] else value
            yield Number(match.start(), end, value, _SIGNS.get(match["sign"], ""), written)


def _figure_value(text: str, match: re.Match) -> tuple[float | None, int]:
    """Return the value of a figure with its multiplier, and where they end; None for a code."""
    digits, end = _SEPARATORS.sub("", match["paid"] or match["figure"]), match.end()
    if len(digits) > _LONGEST:
        return None, end
    value = _mixed(match["figure"]) if "/" in digits or digits[-1] in FRACTIONS else float(digits)
    scale = _SCALE.match(text, end)
    if (
        scale
        and scale["short"] in ("m", "M")
        and not match["sign"]
        and not _is_million(text, match.start(), scale.end())
    ):
        scale = None
    if scale:
        step = _product(next(words for words in scale.groups() if words).lower())
        half = AND_A_HALF.match(text, scale.end())
        return (value + 0.5 * bool(half)) * step, half.end() if half else scale.end()
    if match["sign"] == "R" and "," not in match["paid"]:  # R2 is no sum of rand
        return None, end
    return value, end


def _mixed(figure: str) -> float:
    """Return the value of a whole number with a fraction: '2 1/2', '1½'."""
    if figure[-1] in FRACTIONS:
        return float(re.sub(r"\D", "", figure[:-1]) or 0) + FRACTIONS[figure[-1]]
    whole, part = figure.split()
    over, under = part.split("/")
    return float(whole) + int(over) / int(under)


def _is_million(text: str, start: int, end: int) -> bool:
    """Return whether 'm' after a figure is a million rather than metres: it is where a plural noun follows."""
    if joined := _JOINED.match(text, end):
        end = joined.end()
    if _MILLION_BEFORE.search(text[max(0, start - 40) : start]):
        return True
    match = _NEXT_WORDS.match(text, end)
    words = re.split(r"\s", match.group().strip().lower()) if match and match.group()[0] != "-" else []
    if not words or words[0] in _LENGTHS:
        return False
    counted = takewhile(lambda word: word not in STOP, words)
    return any(is_plural(word) for word in counted)


def _spelled_value(words: str) -> float:
    """Return the value of a number in words: 'two hundred and fifty thousand', 'half a million', 'two point five'."""
    text = re.sub(r"[\s-]+", " ", words.lower())
    if part := re.search(r" and (an?|one|two|three) (half|quarter|third)s?( .*)?$", text):
        whole = text[: part.start()]
        step = _SCALES.get(whole.split(" ")[-1], 1)  # 'a million and a half'
        return (_spelled_value(whole) + step * NUMBERS.get(part[1], 1) * FRACTIONS[part[2]]) * _product(part[3])
    if " point " in text:
        return _decimal(*text.split(" point "))
    total, current = 0.0, 0.0
    for word in text.split(" "):
        if word in NUMBERS:
            current += NUMBERS[word]
        elif word.rstrip("s") in FRACTIONS:
            current = (current or 1.0) * FRACTIONS[word.rstrip("s")]
        elif word in ("hundred", "dozen"):
            current = (current or 1.0) * _SCALES[word]
        elif word in _SCALES:
            total += (current or 1.0) * _SCALES[word]
            current = 0.0
    return total + current


def small_value(written: str) -> float:
    """Return the value of a number below a hundred in figures or words ('12', 'twenty-one')."""
    return float(written) if written.isdigit() else _spelled_value(written)


def _decimal(whole: str, rest: str) -> float:
    """Return the value of 'two' and 'seven million': 2.7 million."""
    names = NUMBERS | {"nought": 0, "oh": 0}
    words = rest.split(" ")
    digits = "".join(str(names[word]) for word in words if word in names)
    return (_spelled_value(whole) + float(f"0.{digits}")) * _product(" ".join(w for w in words if w not in names))


def _product(scales: str | None) -> float:
    product = 1.0
    for scale in (scales or "").split():
        product *= _SCALES[scale]
    return product


def is_range(text: str, first: Number, second: Number) -> bool:
    """Return whether two neighbouring numbers are the ends of a range: '40-50', 'between 5 and 10 per cent'."""
    between = text[first.end : second.start]
    if len(between) > 16 or first.written in ("article", "half") or second.written in ("article", "half"):
        return False
    unit = _UNIT_BETWEEN.match(between)
    if unit and _UNIT_BETWEEN.match(text[second.end : second.end + 12] + " "):
        between = between[unit.end() :]
    ascending = first.value < second.value or second.value >= 1000 > first.value
    if between.strip(" m").lower() == "and":
        return ascending and BETWEEN.search(text[max(0, first.start - 14) : first.start]) is not None
    return ascending and _RANGE.fullmatch(between) is not None


def scale_of(text: str, number: Number) -> float:
    """Return the multiplier written after the second number of a range ('2 to 3 million', 'two to three dozen')."""
    tail = re.search(rf"({SCALE_WORD}|bn|mn|tn|m|k)$", text[number.start : number.end], re.I)
    return float(_SCALES[tail[1].lower()]) if tail else 0.0


def _is_phone(digits: str) -> bool:
    groups = re.split(r"[ ()-]+", digits.strip())
    return sum(c.isdigit() for c in digits) >= 8 and len(groups) > 1 and (digits[0] in "+0" or len(groups) > 2)
