"""Days, months and years named in a text, as spans of days resolved against the day of publication.

A date in the news is a stretch of time, not a moment: 'mid-May', 'last week', 'the 1950s'. Parsers such as dateparser
return one moment for each and none for 'mid-May' or 'the end of June', so two texts that name the same time with
another precision could not be compared; here every date has a first and a last day.
"""

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from newsangle.language.lexicons import alternatives, read_lexicon


@dataclass(frozen=True)
class Span:
    """A date: where it stands, how it reads in ISO 8601 (cut to its precision), its first and last day.

    first and last are None where the text does not tell the year and the day of publication is not known.
    """

    start: int
    end: int
    value: str
    first: date | None
    last: date | None


_WORDS = read_lexicon("quantities", "quantities")
_MONTHS, _WEEKDAYS, _SEASONS = _WORDS["months"], _WORDS["weekdays"], _WORDS["seasons"]
_NAMED = _WORDS["named_days"]
_MONTH = (
    r"(?P<month>" + "|".join(f"{m.title()}|{m.upper()}" for m in sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
)
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d:%])"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)(?!\d|,\d|\.\d)"
_WEEKDAY = r"(?:" + "|".join(f"{d.title()}|{d.upper()}|{d[:3].title()}\\b\\.?" for d in _WEEKDAYS) + r")"
_NEAR = {  # days from publication
    "the day before yesterday": -2, "yesterday": -1, "last night": -1, "today": 0, "tonight": 0, "tomorrow": 1,
    "the day after tomorrow": 2,
}  # fmt: skip
_PART = r"(?:(?P<part>mid|early|late|the end of|end of|the start of|the beginning of|the middle of|later|earlier)[\s-])"
_AMONG = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a|an|several|\d{1,3})"

_PATTERNS = {
    "iso": r"(?<![\d-])(?P<iso>(?:1[5-9]|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?![\d-])",
    "month_day": rf"(?:\b{_WEEKDAY},?\s)?\b{_MONTH}\s{_DAY}(?!\s?(?:million|billion|%|per\scent))(?:,?\s{_YEAR})?",
    "day_month": rf"(?:\b{_WEEKDAY},?\s)?\b{_DAY}\s(?:of\s)?{_MONTH}(?:,?\s{_YEAR})?",
    "named": r"(?:(?P<before>(?:1[5-9]|20)\d\d)\s)?\b(?P<named>" + alternatives(_NAMED) + rf")\b(?:,?\s{_YEAR})?",
    "part_month": rf"\b{_PART}(?:(?:last|this|next|of)\s)?{_MONTH}(?:,?\s(?:of\s)?{_YEAR})?",
    "month": rf"\b(?:(?P<which>last|this|next)\s)?{_MONTH}(?:,?\s(?:of\s)?{_YEAR})?",
    "season": rf"\b(?:(?P<which>last|this|next|in|the)\s)(?P<season>{alternatives(_SEASONS)})\b(?:\s(?:of\s)?{_YEAR})?",
    "weekday": rf"\b(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his)\s)?(?P<weekday>{_WEEKDAY})(?![\w-])",
    "near": rf"\b(?P<near>{alternatives(_NEAR)})\b",
    "ago": rf"\b(?P<count>{_AMONG})\s(?P<unit>day|week|month|year|decade)s?\s(?P<way>ago|from now)\b",
    "relative": rf"\b{_PART}?(?:the\s)?(?P<which>last|this|next|previous|current)\s"
    r"(?P<unit>week|weekend|month|year|decade)\b",
    "decade": r"\b(?P<decade>(?:1[5-9]|20)\d0)s\b",
    "year": rf"(?<![\d$€£#.,/A-Za-z-]){_YEAR}(?![\w%/])(?!-\d)",
}  # in this order: the first that matches at a place wins
_DATE = {
    name: re.compile(p, re.I if name in ("named", "near", "relative", "season") else 0) for name, p in _PATTERNS.items()
}
_FUTURE = re.compile(rf"\b(?:{alternatives(_WORDS['future'])})\b", re.I)
_LIMIT = re.compile(rf"\b(?:{alternatives(_WORDS['limits'])})\s$", re.I)
_COUNTED = re.compile(r"\s(?!years?\b)[a-z]+s\b")  # '2000 soldiers'
_BEFORE_YEAR = re.compile(rf"\b(?:{alternatives(_WORDS['year_before'])})[\s-]$", re.I)
_BOUND_BEFORE = re.compile(r"\b(?:about|around|nearly|almost|than|least|most|some|over|approximately|roughly)\s$", re.I)
_CONTEXT = 120  # characters before and after a date that may tell whether it lies ahead


def find_dates(text: str, published: date | None) -> Iterator[Span]:
    """Yield the dates of a text from left to right, without overlaps.

    A day without a year is the one nearest to publication; a weekday is the last one up to publication, or the next
    one where the sentence speaks of what is to come ('will', 'expected', 'before Friday').
    """
    taken = bytearray(len(text))
    found = []
    for name, pattern in _DATE.items():
        for match in pattern.finditer(text):
            if any(taken[match.start() : match.end()]) or not _plausible(name, match):
                continue
            span = _resolve(name, match, published)
            if span:
                found.append(span)
                taken[span.start : span.end] = b"\1" * (span.end - span.start)
    yield from sorted(found, key=lambda span: span.start)


def _plausible(name: str, match: re.Match) -> bool:
    """Tell a month from a verb or a first name ('May', 'March', 'April said'), and a year from a count."""
    text, start, end = match.string, match.start(), match.end()
    if name == "year":
        before = text[max(0, start - 15) : start]
        counted = _COUNTED.match(text, end) and not _BEFORE_YEAR.search(before)
        return not counted and not _BOUND_BEFORE.search(before)
    if name == "month" and not match["year"] and not match["which"]:
        doubtful = match["month"].lower() in ("may", "march", "mar", "jan", "april", "august", "june")
        return not doubtful or _AFTER_PREPOSITION.search(text[max(0, start - 8) : start]) is not None
    if name == "weekday":
        return len(match["weekday"].rstrip(".")) > 3 or match["weekday"].endswith(".")
    return True


_AFTER_PREPOSITION = re.compile(
    r"(?:\b(?:in|since|by|of|before|after|until|till|from|to|and|or|during|late|early|through|between|every)\s|\bmid-|^)$",
    re.I,
)


def _resolve(name: str, match: re.Match, published: date | None) -> Span | None:
    group = {key: value for key, value in match.groupdict().items() if value}
    try:
        value, first, last = _RESOLVERS[name](group, published, match)
    except ValueError:  # 31 February
        return None
    return Span(match.start(), match.end(), value, first, last)


def _iso(group, published, match):
    day = date.fromisoformat(group["iso"])
    return day.isoformat(), day, day


def _day(group, published, match):
    month, number = _MONTHS[group["month"].rstrip(".").lower()], int(group["day"])
    if "year" in group:
        day = date(int(group["year"]), month, number)
    else:
        if not published:
            date(2000, month, number)
            return f"--{month:02}-{number:02}", None, None
        day = _nearest(published, lambda year: date(year, month, number))
    return day.isoformat(), day, day


def _named_day(group, published, match):
    month, number = _NAMED[group["named"].lower()]
    year = group.get("year") or group.get("before")
    return _day(
        {"month": calendar.month_name[month], "day": number} | ({"year": year} if year else {}), published, match
    )


def _month(group, published, match):
    month = _MONTHS[group["month"].rstrip(".").lower()]
    which = group.get("which", "").lower()
    if "year" in group:
        year = int(group["year"])
    elif not published:
        return f"--{month:02}", None, None
    elif which == "last":
        year = published.year - (month >= published.month)
    elif which == "next":
        year = published.year + (month <= published.month)
    elif which == "this":
        year = published.year
    else:
        year = _nearest(published, lambda year: _inside(year, month)).year
    days = calendar.monthrange(year, month)[1]
    first, last = _part(group.get("part"), date(year, month, 1), date(year, month, days))
    return f"{year}-{month:02}", first, last


def _season(group, published, match):
    season = group["season"].lower()
    begin, finish = _SEASONS[season]
    if "year" in group:
        year = int(group["year"])
    elif not published:
        return season, None, None
    else:
        which = group["which"].lower()
        year = published.year
        if which == "last" or (which in ("in", "the") and begin > published.month):
            year -= which != "last" or begin > published.month - 3
        elif which == "next":
            year += begin <= published.month
    until = year + (finish < begin)
    last = date(until, finish, calendar.monthrange(until, finish)[1])
    return f"{season} {year}", date(year, begin, 1), last


def _weekday(group, published, match):
    number = next(i for i, name in enumerate(_WEEKDAYS) if group["weekday"].lower().startswith(name[:3]))
    if not published:
        return _WEEKDAYS[number].title(), None, None
    which = group.get("which", "").lower()
    back = (published.weekday() - number) % 7
    if which == "next" or (which != "last" and _ahead(match)):
        day = published + timedelta(days=(-back) % 7 or (7 if which == "next" else 0))
    else:
        day = published - timedelta(days=back or (7 if which == "last" else 0))
    return day.isoformat(), day, day


def _near(group, published, match):
    word = group["near"].lower()
    if not published:
        return word, None, None
    day = published + timedelta(days=_NEAR[re.sub(r"\s+", " ", word)])
    return day.isoformat(), day, day


def _ago(group, published, match):
    if not published:
        return match.group().lower(), None, None
    word = group["count"].lower()
    count = int(word) if word.isdigit() else _WORDS["numbers"].get(word, 4 if word == "several" else 1)
    days, slack = {
        "day": (1, 0),
        "week": (7, 3),
        "month": (30.44, 15),
        "year": (365.25, 120),
        "decade": (3652.5, 1000),
    }[group["unit"]]
    sign = -1 if group["way"] == "ago" else 1
    middle = _shift(published, sign * round(count * days))
    if group["unit"] == "year":  # 'two years ago' in December names the year, not the day
        return f"{middle.year}", _shift(middle, -slack), _shift(middle, slack)
    value = middle.isoformat() if group["unit"] == "day" else f"{middle:%Y-%m}"
    return value, _shift(middle, -slack), _shift(middle, slack)


def _relative(group, published, match):
    which, unit, part = group["which"].lower(), group["unit"].lower(), group.get("part")
    if not published:
        return match.group().lower(), None, None
    step = {"last": -1, "previous": -1, "next": 1}.get(which, 0)
    if unit in ("week", "weekend"):
        first = _shift(published, -published.weekday() + 7 * step)
        first, last = (_shift(first, 5), _shift(first, 6)) if unit == "weekend" else (first, _shift(first, 6))
        value = first.isoformat() if unit == "weekend" else f"{first.isocalendar().year}-W{first.isocalendar().week:02}"
    elif unit == "month":
        months = published.year * 12 + published.month - 1 + step
        year, month = divmod(months, 12)
        first, last = date(year, month + 1, 1), date(year, month + 1, calendar.monthrange(year, month + 1)[1])
        value = f"{first:%Y-%m}"
    elif unit == "year":
        year = published.year + step
        first, last, value = date(year, 1, 1), date(year, 12, 31), f"{year}"
    else:
        year = published.year // 10 * 10 + 10 * step
        first, last, value = date(year, 1, 1), date(year + 9, 12, 31), f"{year}s"
    return value, *_part(part, first, last)


def _decade(group, published, match):
    year = int(group["decade"])
    last = year + (99 if year % 100 == 0 and year < 2000 else 9)
    return f"{year}s", date(year, 1, 1), date(last, 12, 31)


def _year(group, published, match):
    year = int(group["year"])
    return f"{year}", date(year, 1, 1), date(year, 12, 31)


_RESOLVERS: dict[str, Callable] = {
    "iso": _iso, "month_day": _day, "day_month": _day, "named": _named_day, "part_month": _month, "month": _month,
    "season": _season, "weekday": _weekday, "near": _near, "ago": _ago, "relative": _relative, "decade": _decade,
    "year": _year,
}  # fmt: skip


def _part(part: str | None, first: date, last: date) -> tuple[date, date]:
    """Narrow a month, week or year to its beginning, middle or end."""
    if not part or part.lower() in ("later", "earlier"):
        return first, last
    third = ((last - first).days + 1) // 3
    part = part.lower()
    if part.startswith("mid") or "middle" in part:
        return _shift(first, third), _shift(last, -third)
    if part in ("early", "the start of", "the beginning of"):
        return first, _shift(first, third)
    return _shift(last, -third), last


def _nearest(published: date, in_year: Callable[[int], date]) -> date:
    """Return the day nearest to publication; what is past is nearer than what is to come."""
    days = []
    for year in (published.year - 1, published.year, published.year + 1):
        try:
            days.append(in_year(year))
        except ValueError:  # 29 February
            continue
    return min(days, key=lambda day: (day - published).days * (2 if day > published else -1))


def _inside(year: int, month: int) -> date:
    return date(year, month, 15)


def _shift(day: date, days: int) -> date:
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def _ahead(match: re.Match) -> bool:
    before = match.string[max(0, match.start() - _CONTEXT) : match.start()]
    clause = re.split(r"[.!?;]\s", before)[-1]
    return (_LIMIT.search(clause) or _FUTURE.search(clause)) is not None
