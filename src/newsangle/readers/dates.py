"""Dates of publication as sources write them → ISO 8601; what is not certain stays unread, with the reason."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache

from newsangle.language import read_lexicon

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
ZONES = {  # hours from UTC; names that several zones share, such as IST, are left out
    "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "EST": -5,
    "EDT": -4, "CDT": -5, "MDT": -6, "MST": -7, "PST": -8, "PDT": -7, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11,
}  # fmt: skip
_MONTH = re.compile(
    r"\b(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:at )?([01]?\d|2[0-3])(?:[:.]([0-5]\d)(?::([0-5]\d)(?:\.\d+)?)?\s*([ap]\.?m\.?)?|\s?([ap]\.?m\.?))(?![\d.])",
    re.IGNORECASE,
)
_ZONE = re.compile(r"(?<![\w])(?:(?:UTC|GMT)\s?)?([+-])(\d{1,2}):?([0-5]\d)?\b|\b([A-Z]{1,5})\b")
_ISO = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:[T ]+(\d{2}:\d{2}(?::\d{2})?)(?:[.,]\d{1,9})?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?"
)
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{2}:?\d{2})?)?")
_NUMERIC = re.compile(r"(?<!\d)(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})(?!\d)")
_DAY = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?(?![\d:])", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)((?:18|19|20)\d{2})(?!\d)")
_FILLER = re.compile(
    r"\b(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?|published|posted|first|date|on|at|of|the|"
    r"release[d]?|issued|online)\b|[\s,.;:|·•()/–—-]+",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Day:
    """A date as read: `iso` is None where it is not certain, and `doubt` says why."""

    iso: str | None
    doubt: str = ""


def read_date(given: object, day_first: bool | None = None) -> Day:
    """Return a date as ISO 8601, with its time and zone where it states them.

    day_first: how 03/06/2025 is meant where that is known; else such a date is 'ambiguous'. A month without a day is
    no date, nor is a weekday. Seconds since 1970 are read as UTC.
    """
    if isinstance(given, datetime):
        midnight = given.tzinfo is None and (given.hour, given.minute, given.second) == (0, 0, 0)
        return Day((given.date() if midnight else given.replace(microsecond=0)).isoformat())
    if isinstance(given, date):
        return Day(given.isoformat())
    text = " ".join(str(given).split())[:100]
    try:
        day = _by_digits(text) or _numeric(text, day_first) or _by_words(text)
        if not day.iso and _YEAR.search(text) and (english := _in_english(text)) != text:
            day = _numeric(english, day_first) or _by_words(english)
    except (ValueError, OverflowError):
        return Day(None, "does not exist")
    return day if not day.iso or "1700" < day.iso[:4] < "2300" else Day(None, "does not exist")


def day_first(given: Iterable[str]) -> bool | None:
    """Return whether the day comes first in a column of dates such as 03/06/2025, or None where they do not show it."""
    parts = [match for text in given if (match := _NUMERIC.search(text)) and len(match[1]) <= 2]
    days = any(int(match[1]) > 12 for match in parts)
    months = any(int(match[3]) > 12 for match in parts)
    return days if days != months else None


def _by_digits(text: str) -> Day | None:
    """Read ISO 8601, its compact form and seconds since 1970."""
    if match := _ISO.fullmatch(text):
        day = date(*map(int, match.group(1, 2, 3)))
        zone = (match[5] or "").replace("UTC", "+00:00").replace("Z", "+00:00")
        midnight = not zone and (match[4] or "00:00") in ("00:00", "00:00:00")  # as programs write a day
        return Day(day.isoformat() if midnight else datetime.fromisoformat(f"{day}T{match[4]}{zone}").isoformat())
    if match := _COMPACT.fullmatch(text):
        numbers = [int(part) for part in match.groups()[:6] if part]
        if len(numbers) == 3:
            return Day(date(*numbers).isoformat())
        zone = datetime.strptime(match[7].replace(":", ""), "%z").tzinfo if match[7] else None
        return Day(datetime(*numbers, tzinfo=zone).isoformat())
    if re.fullmatch(r"\d{10}(?:\.\d+)?|\d{13}", text):
        seconds = int(text) / 1000 if len(text) == 13 else float(text)
        return Day(datetime.fromtimestamp(int(seconds), UTC).isoformat())
    return None


def _numeric(text: str, first: bool | None) -> Day | None:
    """Read 2025/06/03, 03/06/2025 and 03.06.2025, in which the day comes first."""
    match = _NUMERIC.search(text)
    if not match:
        return None
    a, mark, b, c = int(match[1]), match[2], int(match[3]), int(match[4])
    rest = text[: match.start()] + " " + text[match.end() :]
    if len(match[1]) == 4:
        return _with_time(date(a, b, c), rest)
    if len(match[4]) != 4:
        return Day(None, "has no year of four digits")
    if a > 12 or mark == ".":
        first = True
    elif b > 12:
        first = False
    if first is None and a != b:
        return Day(None, "may be day/month or month/day")
    return _with_time(date(c, b, a) if first else date(c, a, b), rest)


def _in_english(text: str) -> str:
    """Return a date with the names of its month in English and the words beside it left out.

    The names are those of the Common Locale Data Repository; one that names different months in two languages, such as
    'listopad' in Polish and in Croatian, stays as it is.
    """
    text = re.sub(r"(\d{4})\s?[年년.]\s?(\d{1,2})\s?[月월.]\s?(\d{1,2})\s?[日일.]?", r"\1/\2/\3", text)
    text = re.sub(r"\b(\d{1,2})\.\s(\d{1,2})\.\s(?=\d{4}\b)", r"\1.\2.", text)
    text = re.sub(r"\b(\d{1,2})\s?h\s?(\d{2})\b", r"\1:\2", text)
    names, beside = _foreign_names()
    words = re.sub(r"[^\W\d_]+\.?", lambda word: names.get(word[0].rstrip(".").casefold(), word[0]), text)
    return re.sub(
        r"(?<![\w:])[^\W\d_]+\.?|(?<=\d)(?:er|º|ª|°|η)\b",
        lambda w: "" if w[0].rstrip(".").casefold() in beside else w[0],
        words,
    )


@cache
def _foreign_names() -> tuple[dict[str, str], frozenset[str]]:
    """Return the names of months in other languages with the English ones, and the words that stand beside dates."""
    from babel import Locale

    meant: dict[str, set[int]] = {}
    words = read_lexicon("readers", "page_dates")
    beside = set(words["beside"])
    for code in words["languages"]:
        locale = Locale.parse(code)
        for width in ("wide", "abbreviated"):
            for use in ("format", "stand-alone"):
                for number, name in locale.months[use][width].items():
                    meant.setdefault(name.rstrip(".").casefold(), set()).add(number)
                beside |= {name.rstrip(".").casefold() for name in locale.days[use][width].values()}
    months = {name: MONTHS[min(n) - 1].title() for name, n in meant.items() if len(n) == 1 and not name.isdigit()}
    return months, frozenset(beside - months.keys())


def _by_words(text: str) -> Day:
    """Read 3 June 2025, June 3, 2025, 03-Jun-2025 and the like; other words beside them make a date unread."""
    month, year = _MONTH.search(text), _YEAR.search(text)
    if not month or not year or len(_MONTH.findall(text)) > 1:
        partial = re.fullmatch(r"\d{4}(?:[-/.]\d{1,2})?", text) or (month and not year)
        return Day(None, "names no day" if partial else "is not a date")
    rest = _without(text, month.span(), year.span())
    time = _TIME.search(rest)
    bare = rest[: time.start()] + " " * len(time[0]) + rest[time.end() :] if time else rest
    days = [match for match in _DAY.finditer(bare) if not re.match(r"[+-]", bare[max(0, match.start() - 1) :][:1])]
    days = days or list(_DAY.finditer(bare))
    if not days:
        return Day(None, "names no day")
    number = MONTHS.index(month[1][:3].lower()) + 1
    day = date(int(year[1]), number, int(days[0][1]))
    return _with_time(day, _without(rest, days[0].span()))


def _with_time(day: date, rest: str) -> Day:
    """Add the time and the zone that stand beside a date; anything else there makes it unread."""
    time = _TIME.search(rest)
    if time:
        rest = _without(rest, time.span())
    zone = next((m for m in _ZONE.finditer(rest) if m[1] or m[4] in ZONES), None) if time else None
    named = zone or (re.search(r"\b[A-Z]{2,5}\b", rest) if time else None)
    if named:
        rest = _without(rest, named.span())
    left = _FILLER.sub("", rest)
    if left:
        return Day(None, "is not a date")
    if not time:
        return Day(day.isoformat())
    hour, half = int(time[1]), (time[4] or time[5] or "")[:1].lower()
    if half and hour <= 12:
        hour = hour % 12 + 12 * (half == "p")
    moment = datetime(day.year, day.month, day.day, hour, int(time[2] or 0), int(time[3] or 0))
    if zone and zone[1]:
        offset = timedelta(hours=int(zone[2]), minutes=int(zone[3] or 0)) * (1 if zone[1] == "+" else -1)
        moment = moment.replace(tzinfo=timezone(offset))
    elif zone:
        moment = moment.replace(tzinfo=timezone(timedelta(hours=ZONES[zone[4]])))
    return Day(moment.isoformat())


def _without(text: str, *spans: tuple[int, int]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return text
