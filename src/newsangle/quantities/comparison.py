"""Quantities as values, and whether two of them can both be true."""

import re
from dataclasses import dataclass, replace
from functools import cached_property
from math import floor, inf

from newsangle.language.lexicons import read_lexicon

ABOUT = 0.1  # 'about 50' is taken for 45 to 55
CALENDAR = 0.05  # months and years have no exact number of days: three months are 90 to 92 days
CLOSE = 1.5  # bounds within this factor may be two roundings of one figure: 'more than 200' of 276
APART = 2  # bounds of the same direction beyond this factor are different ones: 'at least 30', 'at least 90'
NEAR = 0.05  # counts that differ by so little are likely to be of one thing
VAGUE = 10  # 'hundreds' against 1,200 is loose talk; beyond this factor it is another figure
FRACTION = 1.0  # points: two-thirds of a vote may be 66 or 67 per cent of it
TINY = 1e-9
_PER_CENT = re.compile(r"%|％|\bper\s?cent|\bp(?:ct|c)\b|\dpc\b|points?\b", re.I)
FACTORS = {
    unit: factor
    for units in read_lexicon("quantities", "quantities")["units"].values()
    for unit, (factor, _) in units.items()
}


@dataclass(frozen=True)
class Quantity:
    """A quantity in a text.

    kind: number, share, money, duration, age, ordinal, score (of a match or a vote), distance, weight, area, volume,
    speed, temperature, power, energy, data, time (of day) or date. values: the numbers as written with their multiplier
    ('1.1 million' is 1100000.0), two for a range or a score; a date's is its day in ISO 8601, cut to its precision
    ('2025-06-02', '2014', '--06-02' without a year, '1950s'), two for a period; a time's is 'HH:MM'. unit: of a
    duration, distance … ('day', 'km', 'USD', 'percent'), the zone of a time ('GMT', 'local'), empty for counts and
    dates. bound: exact, about, nearly, just over, at least, more than, at most, less than, vague ('dozens'), and
    before, by, until, after, since of dates. referent: the words for what is counted, or whose age it is. start, end:
    characters in the text. low, high: the interval in the base unit of the kind, in days since 1 January of the year 1
    for dates, in minutes for times (UTC where the zone is known); None where a date or a time cannot be resolved.
    also_named: how many people the text names in addition to those counted (1 in 'the mayor and 22 others'), so that
    both 22 and 23 fit.
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
    also_named: int = 0

    @property
    def value(self) -> float | str:
        """The value, the lower one of a range."""
        return self.values[0]

    @property
    def extent(self) -> tuple[float, float]:
        """The least and the greatest value meant, in the base unit. Raises ValueError where they are not known."""
        if self.low is None or self.high is None:
            raise ValueError(f"The day or time of '{self.text}' is not known.")
        return self.low, self.high

    @cached_property
    def digits(self) -> int:
        """The number of significant digits, at least one."""
        return len(f"{abs(float(self.value)):.6f}".replace(".", "").strip("0")) or 1

    def __str__(self) -> str:
        return self.text


def compare(a: Quantity, b: Quantity) -> str:
    """Compare two answers to one question: same, compatible, different, or '' where they cannot be compared.

    same: one value, as it is rounded, bounded or dated ('at least seven' and seven; 1959 and the 1950s). compatible:
    both may be true though they differ ('more than 200' and 276; 'hundreds' and 'almost 1,200'). different: they
    cannot both be true, or set the same bound at another value ('at least 30 days' and 'at least three months').
    """
    if {a.kind, b.kind} == {"number", "share"}:
        return "different" if _one_against_most(a, b) or _one_against_most(b, a) else ""
    if a.kind != b.kind or (a.kind == "money" and a.unit != b.unit):
        return ""
    if a.kind == "share" and a.unit != b.unit and "percent" in (a.unit, b.unit):  # points are no per cent
        return ""
    if a.low is None or b.low is None:
        return "same" if a.values == b.values else ""
    if a.kind == "date":
        return _compare_dates(a, b)
    if a.kind == "time":
        return _compare_clocks(a, b)
    if a.kind in ("ordinal", "score"):
        return "same" if sorted(a.values) == sorted(b.values) else "different"
    verdict = _compare_amounts(a, b)
    if verdict == "different" and a.also_named != b.also_named:
        return "same" if a.extent[0] + a.also_named == b.extent[0] + b.also_named else verdict
    return verdict


def _compare_amounts(a: Quantity, b: Quantity) -> str:
    if a.kind == "age" and a.unit != b.unit:  # a child of 17 months is one year old
        a, b = _in_years(a), _in_years(b)
    for bounds in (("at least", "more than"), ("at most", "less than")):
        if a.bound in bounds and b.bound in bounds:
            return _compare_bounds(_edge(a), _edge(b), _slack(a, b))
    if _overlap(a, b) and not _only_touch(a, b):
        centre, other = sorted((abs(_edge(a)), abs(_edge(b))))
        alike = "vague" in (a.bound, b.bound) and a.bound == b.bound
        return "same" if alike or other <= centre * CLOSE else "compatible"
    (a_low, a_high), (b_low, b_high) = a.extent, b.extent
    loose = "vague" in (a.bound, b.bound) and max(a_low, b_low) <= min(a_high, b_high) * VAGUE
    return "compatible" if loose else "different"


def _overlap(a: Quantity, b: Quantity) -> bool:
    """Return whether two intervals meet, given how the values are rounded."""
    (a_low, a_high), (b_low, b_high) = a.extent, b.extent
    if a.kind == "share":
        leeway = TINY + (max(_rounding(a), _rounding(b)) if _rounding(a) != _rounding(b) else 0.0)
        return a_low <= b_high + leeway and b_low <= a_high + leeway
    slack = _slack(a, b)
    return a_low <= b_high + abs(b_high) * slack and b_low <= a_high + abs(a_high) * slack


def _only_touch(a: Quantity, b: Quantity) -> bool:
    """Return whether one is more and the other at most, or less, than the same figure: 'more than 20', 'up to 20'."""
    over, under = (a, b) if a.bound == "more than" else (b, a)
    return over.bound == "more than" and under.bound in ("at most", "less than") and _edge(over) == _edge(under)


def _rounding(share: Quantity) -> float:
    """Return by how many points a share may be off as written: a fraction in words by one, 66 per cent by half."""
    if not _PER_CENT.search(share.text):
        return FRACTION
    decimals = max(len(f"{float(value):.3f}".rstrip("0").partition(".")[2]) for value in share.values)
    return 0.5 * 10.0**-decimals


def _in_years(age: Quantity) -> Quantity:
    """Return an age in completed years."""
    year, (low, high) = FACTORS["year"], age.extent
    return replace(age, low=floor(low / year) * year, high=floor(high / year) * year if high < inf else inf)


def _compare_clocks(a: Quantity, b: Quantity) -> str:
    """Compare times of day; a time with a zone and one without are the same or cannot be compared."""
    if a.unit != b.unit and not (_has_offset(a) and _has_offset(b)):
        return "same" if a.values == b.values else ""
    (a_low, a_high), (b_low, b_high) = a.extent, b.extent
    days = (0, -1440, 1440) if a.unit != b.unit else (0,)
    if any(a_low <= b_high + day and b_low + day <= a_high for day in days):
        return "same"
    return "compatible" if "about" in (a.bound, b.bound) and a.bound != b.bound else "different"


def _has_offset(time: Quantity) -> bool:
    return bool(read_lexicon("quantities", "quantities")["time_zones"].get(time.unit))


def are_close(a: Quantity, b: Quantity) -> bool:
    """Return whether two counts of a hundred or more differ by little, as 143 and 145 million do."""
    if a.kind != b.kind or a.kind not in ("number", "money") or a.unit != b.unit or "vague" in (a.bound, b.bound):
        return False
    low, high = sorted((abs(_edge(a)), abs(_edge(b))))
    return low >= 100 and high <= low * (1 + NEAR) and max(a.digits, b.digits) > 1


def _one_against_most(a: Quantity, b: Quantity) -> bool:
    """Return whether one says 'one of them' and the other 'all but three', 'most of' or 'none of'."""
    if a.bound != "exact" or b.bound != "vague" or not a.text.lower().endswith("one of"):
        return False
    low, high = b.extent
    return low >= 50 or high == 0


def _compare_dates(a: Quantity, b: Quantity) -> str:
    (a_low, a_high), (b_low, b_high) = a.extent, b.extent
    if a_low <= b_high and b_low <= a_high:
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
    low, high = quantity.extent
    return high if low in (-inf, 0.0) and quantity.bound in ("at most", "less than") else low


def _slack(a: Quantity, b: Quantity) -> float:
    """Return by how much two values may differ and still be one: by the rounding of the coarser, or by the calendar."""
    if a.kind == "duration" and a.unit != b.unit:
        return CALENDAR
    if a.unit != b.unit:  # a converted distance is rounded again: 15 kilometres, nine miles
        return ABOUT
    digits = min(a.digits, b.digits)
    rounded = digits > 1 and max(a.extent[1], b.extent[1]) >= 1000 and a.digits != b.digits
    return 0.5 * 10 ** (1 - digits) if rounded else TINY


def interval(kind: str, unit: str, values: tuple[float, ...], bound: str) -> tuple[float, float]:
    """Return the least and the greatest value meant, in the base unit."""
    low, high = (_base(kind, unit, values[0]), _base(kind, unit, values[-1]))
    if bound == "about" and kind == "share" and 0 < low <= high < 100:  # 'about 95 per cent' is about a twentieth less
        return low - max(1.0, ABOUT * min(low, 100 - low)), high + max(1.0, ABOUT * min(high, 100 - high))
    if bound == "about":
        return low - _leeway(low, values[0]), high + _leeway(high, values[-1])
    if bound == "nearly":
        return low - _leeway(low, values[0]), high
    if bound == "just over":
        return low, high + _leeway(high, values[-1])
    if bound in ("at least", "more than"):
        return low, inf
    if bound in ("at most", "less than"):
        return (0.0 if high >= 0 else -inf), high
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
    return value * FACTORS[unit]
