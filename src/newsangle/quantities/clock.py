"""Times of day with their zones: '6.10am', '18:30 GMT', 'half past six in the evening', 'from 7 to 9 p.m.'."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from newsangle.language.lexicons import alternatives, read_lexicon
from newsangle.quantities.numbers import DIGIT, NUMBERS

_WORDS = read_lexicon("quantities", "quantities")
_OFFSETS = _WORDS["time_zones"]
_ZONES = {zone: zone for zone in _OFFSETS if zone != "local"} | _WORDS["zone_names"]
_ZONE = re.compile(rf"\s?\(?(?P<zone>{alternatives(_ZONES)})\b\)?")
_HALF = r"(?:a\.m\.|p\.m\.|am\b|pm\b)"
_HOUR = r"(?:1[0-2]|0?[1-9])"
_HOUR_WORD = rf"(?:{alternatives(word for word, value in NUMBERS.items() if 0 < value <= 12)})"
_CLOCK = re.compile(
    rf"(?<![\d.,:$£€])(?:(?:(?P<first>{_HOUR})(?:[:.](?P<first_minute>[0-5]\d))?\s?(?P<first_half>{_HALF})?"
    rf"(?:\s?[-–—]\s?|\s(?:to|and|until)\s))?(?P<h12>{_HOUR})(?:[:.](?P<m12>[0-5]\d))?\s?(?P<half>{_HALF})"
    r"|(?P<h24>[01]?\d|2[0-3]):(?P<m24>[0-5]\d)(?::[0-5]\d)?(?![\d:]))",
    re.I,
)
_FOUR_FIGURES = re.compile(rf"(?<![\w.,:$£€])(?P<hour>[01]\d|2[0-3])[.h]?(?P<minute>[0-5]\d)(?={_ZONE.pattern})")
_WORDED = re.compile(
    rf"\b(?P<word>noon|midday|midnight)\b|(?<![\w.,])(?P<oclock>{_HOUR}|{_HOUR_WORD})\so['’]?clock\b"
    rf"|\b(?P<past>half|quarter|ten|twenty|five|twenty-five)\s(?P<way>past|to)\s(?P<hour>{_HOUR}|{_HOUR_WORD})\b(?!\s[a-z]+s\b)",
    re.I,
)
_TO = re.compile(r"\s?[-–—]\s?|\s(?:to|until|till)\s", re.I)
_LATE = re.compile(rf"\s?(?P<half>{_HALF})|\s(?:in\sthe|at)\s(?P<part>morning|afternoon|evening|night)\b", re.I)
_TRIGGERS = {"noon", "midday", "midnight", "clock", "past", "quarter", "half", "ten", "twenty", "five"}
_PAST = NUMBERS | {"half": 30, "quarter": 15, "twenty-five": 25}


@dataclass(frozen=True)
class Time:
    """A time of day, or a first and a last one: minutes after midnight as written, and the zone.

    low and high: the interval in minutes, in UTC where the zone is known; None where morning or evening is not stated.
    """

    start: int
    end: int
    minutes: tuple[int, ...]
    zone: str
    low: float | None
    high: float | None


def find_times(text: str, words: set[str]) -> Iterator[Time]:
    """Yield the times of day of a text, whose words in lower case are given."""
    found = []
    if DIGIT.search(text):
        found += [_of_figures(text, match) for match in _CLOCK.finditer(text)]
        found += [
            _time(text, match, (int(match["hour"]) * 60 + int(match["minute"]),), match.end())
            for match in _FOUR_FIGURES.finditer(text)
        ]
    if words & _TRIGGERS:
        found += [_of_words(text, match) for match in _WORDED.finditer(text)]
    yield from _joined(text, sorted(found, key=lambda time: time.start))


def _joined(text: str, times: list[Time]) -> Iterator[Time]:
    """Yield the times without overlaps, the two ends of a period ('from 10am until noon') as one."""
    last = None
    for time in times:
        if last and time.start < last.end:
            continue
        if last and _is_period(text, last, time):
            last = Time(last.start, time.end, last.minutes + time.minutes, time.zone, last.low, time.high)
            continue
        if last:
            yield last
        last = time
    if last:
        yield last


def _is_period(text: str, one: Time, other: Time) -> bool:
    """Return whether two times in a row are the ends of a period on one day, in one zone."""
    if one.low is None or other.low is None or len(one.minutes + other.minutes) > 2 or one.zone != other.zone:
        return False
    return one.low < other.low and _TO.fullmatch(text[one.end : other.start]) is not None


def _of_figures(text: str, match: re.Match) -> Time:
    if match["h24"]:
        return _time(text, match, (int(match["h24"]) * 60 + int(match["m24"]),), match.end())
    last = _minutes(match["h12"], match["m12"], match["half"])
    if not match["first"]:
        return _time(text, match, (last,), match.end())
    first = _minutes(match["first"], match["first_minute"], match["first_half"] or match["half"])
    if not match["first_half"] and first > last:  # '11 to 2pm'
        first -= 720
    return _time(text, match, (first, last), match.end())


def _of_words(text: str, match: re.Match) -> Time:
    if match["word"]:
        return _time(text, match, (0 if match["word"].lower() == "midnight" else 720,), match.end())
    hour = (match["oclock"] or match["hour"]).lower()
    minute = (int(hour) if hour.isdigit() else NUMBERS[hour]) % 12 * 60
    if not match["oclock"]:
        minute += _PAST[match["past"].lower()] * (1 if match["way"].lower() == "past" else -1)
    late = _LATE.match(text, match.end())
    if not late:
        return Time(match.start(), match.end(), (minute % 720,), "", None, None)
    afternoon = (late["half"] or late["part"]).lower().startswith(("p", "afternoon", "evening", "night"))
    return _time(text, match, (minute % 720 + 720 * afternoon,), late.end())


def _minutes(hour: str, minute: str | None, half: str) -> int:
    """Return minutes after midnight of a time on the twelve-hour clock."""
    return (int(hour) % 12 + (12 if half.lower().startswith("p") else 0)) * 60 + int(minute or 0)


def _time(text: str, match: re.Match, minutes: tuple[int, ...], end: int) -> Time:
    """Return a time with the zone that follows it."""
    zone = ""
    if found := _ZONE.match(text, end):
        zone, end = _ZONES[re.sub(r"\s+", " ", found["zone"])], found.end()
        end -= found.group().endswith(")") and "(" not in found.group()
    offsets = _OFFSETS.get(zone) or [0, 0]
    low, high = minutes[0] - 60 * offsets[-1], minutes[-1] - 60 * offsets[0]
    return Time(match.start(), end, tuple(minute % 1440 for minute in minutes), zone, float(low), float(high))
