"""Parts of a whole, in per cent: 'a third of', 'one in five', 'most of', '¾ of', '1/3 of'."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from newsangle.language.lexicons import alternatives, read_lexicon
from newsangle.quantities.numbers import BETWEEN, FRACTIONS, NUMBERS, SCALE_WORD, SMALL_NUMBER, VULGAR

_WORDS = read_lexicon("quantities", "quantities")
_QUANTIFIERS = _WORDS["quantifiers"]
_NAMES = [name for name in FRACTIONS if len(name) > 1]
_ONES = alternatives(word for word, value in NUMBERS.items() if 0 < value < 10)
_WHOLES = alternatives(name for unit in _WORDS["units"].values() for _, names in unit.values() for name in names)
_MEASURE = rf"\sof\san?\s(?:{SCALE_WORD}|{_WHOLES})\b"  # 'a quarter of a million' is a number
_OF = rf"(?!{_MEASURE})(?=\s(?:of|the)\b|\sand\s(?:an?|one)[\s-](?:{alternatives(_NAMES)})\sof\b)"
_FRACTION = re.compile(
    rf"\b(?P<many>an?|{_ONES})[\s-](?P<part>{alternatives(_NAMES)})s?\b{_OF}"
    rf"|\b(?P<several>{_ONES})-(?P<parts>{alternatives(set(_NAMES) - {'half'})})s\b(?!{_MEASURE})"
    rf"|(?<=\bby\s)(?:(?P<by>an?)\s)?(?P<fall>{alternatives(_NAMES)})\b(?=$|[.,;:)]|\s(?:in|since|from|on|to|after|over)\b)"
    rf"|\b(?P<half>half)(?!{_MEASURE})(?=\s(?:of|the|its|their|his|her|all)\b)"
    rf"|(?<![\w/.,])(?P<over>[1-9])/(?P<under>[2-9]|1\d)(?:ths?|rds?)?(?=\sof\b)|(?<!\w)(?P<vulgar>{VULGAR})(?=\sof\b)",
    re.I,
)
_ONE_IN = re.compile(
    rf"(?<![\w.,-])(?P<part>\d{{1,3}}|{SMALL_NUMBER})[\s-](?:in|out[\s-]of)[\s-](?:(?:every|an?)\s)?"
    rf"(?P<whole>\d{{1,3}}(?:,\d{{3}})*|{SMALL_NUMBER}|hundred|thousand)\b(?P<scale>\s{SCALE_WORD})?"
    rf"(?![.,:]\d|[\s-](?:more\s)?(?:{_WHOLES})\b)",
    re.I,
)
_QUANTIFIER = re.compile(rf"\b(?:{alternatives(_QUANTIFIERS)})\b(?!\sall\b)", re.I)
_FRACTION_WORDS = {form for name in _NAMES for form in (name, f"{name}s")}
_QUANTIFIER_WORDS = {"all", "majority", "most", "none", "any"}


class Share(NamedTuple):
    """A part of a whole: its place, the lower and the upper value in per cent, and whether they only enclose it."""

    start: int
    end: int
    values: tuple[float, ...]
    vague: bool


def find_shares(text: str, words: set[str]) -> Iterator[Share]:
    """Yield the parts of a whole that are written without a sign for per cent; words: those of the text, lower case."""
    found = []
    if words & _QUANTIFIER_WORDS:
        for match in _QUANTIFIER.finditer(text):
            low, high = _QUANTIFIERS[re.sub(r"\s+", " ", match.group().lower())]
            found.append(Share(match.start(), match.end(), (float(low), float(high)), True))
    if words & _FRACTION_WORDS or "/" in text or not text.isascii():
        found += _joined(text, [_fraction(match) for match in _FRACTION.finditer(text)])
    if "in" in words or "out" in words:
        found += [share for match in _ONE_IN.finditer(text) if (share := _one_in(match))]
    end = 0
    for share in sorted(found):
        if share.start >= end:
            yield share
            end = share.end


def _fraction(match: re.Match) -> Share:
    if match["vulgar"]:
        value = FRACTIONS[match["vulgar"]]
    elif match["over"]:
        value = int(match["over"]) / int(match["under"])
    else:
        many = match["many"] or match["several"] or match["by"] or "a"
        part = match["part"] or match["parts"] or match["fall"] or "half"
        value = NUMBERS.get(many.lower(), 1) * FRACTIONS[part.lower()]
    return Share(match.start(), match.end(), (round(100 * value, 1),), False)


def _joined(text: str, shares: list[Share]) -> list[Share]:
    """Join the two ends of 'between a quarter and a third of'."""
    joined: list[Share] = []
    for share in shares:
        last = joined[-1] if joined else None
        if (
            last
            and text[last.end : share.start].strip() == "and"
            and BETWEEN.search(text, max(0, last.start - 12), last.start)
        ):
            joined[-1] = Share(last.start, share.end, last.values + share.values, False)
        else:
            joined.append(share)
    return joined


def _one_in(match: re.Match) -> Share | None:
    """Return 'one in five' as 20 per cent; 'two in a row' and 'five in two' are no shares."""
    part, whole = _count(match["part"]), _count(match["whole"])
    if match["scale"]:
        whole *= _WORDS["scales"][match["scale"].strip().lower()]
    if not 0 < part < whole or whole == 0:
        return None
    value = 100 * part / whole
    return Share(match.start(), match.end(), (round(value, 1) if value >= 1 else float(f"{value:.3g}"),), False)


def _count(written: str) -> float:
    written = written.lower()
    if written[0].isdigit():
        return float(written.replace(",", ""))
    if written in _WORDS["scales"]:
        return float(_WORDS["scales"][written])
    return float(sum(NUMBERS[word] for word in re.split(r"[\s-]+", written)))
