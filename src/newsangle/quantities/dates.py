"""Days, months and years named in a text, as spans of days resolved against the day of publication.

A date in the news is a stretch of time, not a moment: 'mid-May', 'last week', 'the 1950s'. Parsers such as dateparser
return one moment for each and none for 'mid-May' or 'the end of June', so two texts that name the same time with
another precision could not be compared; here every date has a first and a last day.
"""

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from newsangle.language.lexicons import alternatives, read_lexicon
from newsangle.quantities.numbers import DIGIT


@dataclass(frozen=True)
class Span:
    """A date: its place in the text, its values in ISO 8601 (cut to their precision), its first and last day.

    values has two entries for a period ('June 2-4') and none for a day that does not exist. first and last are None
    where neither the text nor the day of publication gives the year.
    """

    start: int
    end: int
    values: tuple[str, ...]
    first: date | None
    last: date | None


_WORDS = read_lexicon("quantities", "quantities")
_MONTHS, _WEEKDAYS, _SEASONS = _WORDS["months"], _WORDS["weekdays"], _WORDS["seasons"]
_NAMED = _WORDS["named_days"]
_MONTH = (
    r"(?P<month>" + "|".join(f"{m.title()}|{m.upper()}" for m in sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
)
_DAY_NUMBER = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_DAY = rf"(?P<day>{_DAY_NUMBER})(?![\d:%])"
_TO = r"(?:\s?[-–—]\s?|\s(?:to|through|and|or)\s)"
_TO_DAY = rf"(?:{_TO}(?P<until>{_DAY_NUMBER})(?![\w:%]|[.,]\d|\s(?:[a-z]+s|people|men|women|million|per\scent)\b))?"
_YEAR_NUMBER = r"(?:1[5-9]|20)\d\d"
_YEAR = rf"(?P<year>{_YEAR_NUMBER})(?!\d|,\d|\.\d)"
_OF_YEAR = rf"(?:,?\s{_YEAR}|,?\s(?:of\s)?(?P<that>that\syear))?"
_WEEKDAY = r"(?:" + "|".join(f"{d.title()}|{d.upper()}|{d[:3].title()}\\b\\.?" for d in _WEEKDAYS) + r")"
_NEAR = {  # days from publication
    "the day before yesterday": -2, "yesterday": -1, "last night": -1, "today": 0, "tonight": 0, "this morning": 0,
    "this afternoon": 0, "this evening": 0, "tomorrow": 1, "the day after tomorrow": 2,
}  # fmt: skip
_PART = r"(?:(?P<part>mid|early|late|the end of|end of|the start of|the beginning of|the middle of|later|earlier)[\s-])"
_AMONG = r"(?i:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|an?|several|\d{1,3})"
_DECADES = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80,
    "nineties": 90,
}  # fmt: skip
_ORDINALS = _WORDS["ordinals"]
_CENTURY_WORDS = {word: number for word, number in _ORDINALS.items() if number < 21} | {"twenty-first": 21}

_PATTERNS = {
    "iso": rf"(?<![\d-])(?P<iso>{_YEAR_NUMBER}(?P<mark>[-/])(?:0[1-9]|1[0-2])(?P=mark)(?:0[1-9]|[12]\d|3[01]))"
    r"(?![\d/-])",
    "numeric": r"(?<![\d./-])(?P<one>\d\d?)(?P<mark>[-/.])(?P<two>\d\d?)(?P=mark)"
    rf"(?P<year>{_YEAR_NUMBER})(?![\d/-])",
    "month_day": rf"(?:\b{_WEEKDAY},?\s)?\b{_MONTH}\s{_DAY}(?!\s?(?:million|billion|%|per\scent)){_TO_DAY}{_OF_YEAR}",
    "day_month": rf"(?:\b{_WEEKDAY},?\s)?(?:\b(?P<since>{_DAY_NUMBER}){_TO})?\b{_DAY}\s(?:of\s)?{_MONTH}{_OF_YEAR}",
    "named": r"(?:(?P<before>(?:1[5-9]|20)\d\d)\s)?\b(?P<named>" + alternatives(_NAMED) + rf")\b(?:,?\s{_YEAR})?",
    "part_month": rf"\b{_PART}(?:(?:last|this|next|of)\s)?{_MONTH}(?:,?\s(?:of\s)?{_YEAR})?",
    "month": rf"\b(?:(?P<which>last|this|next)\s)?{_MONTH}(?:,?\s(?:of\s)?{_YEAR})?",
    "quarter": rf"\b(?:Q(?P<figure>[1-4])|(?P<quarter>first|second|third|fourth|final)[\s-]quarter)"
    rf",?\s(?:of\s)?{_YEAR}",
    "season": rf"\b(?:(?P<which>last|this|next|in\sthe|in|the)\s)?(?:early\s|late\s|mid-)?"
    rf"(?P<season>{alternatives(_SEASONS)})\b(?:\s(?:of\s)?{_YEAR})?(?!\s(?:of\b|in\b|(?-i:[A-Z]))|[-'’])",
    "weekday": rf"\b(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his)\s)?(?P<weekday>{_WEEKDAY})(?![\w-])",
    "near": rf"\b(?P<near>{alternatives(_NEAR)})\b(?:\s(?:morning|afternoon|evening|night)\b)?",
    "ago": rf"\b(?P<count>{_AMONG})\s(?P<unit>day|week|month|year|decade)s?\s(?P<way>ago|from now)\b",
    "weekend": r"\b(?:over|at|on|during)\sthe\s(?P<weekend>weekend)\b",
    "relative": rf"\b{_PART}?(?:the\s)?(?P<which>last|this|next|previous|current)\s"
    r"(?P<unit>week|weekend|month|year|decade)\b",
    "century": rf"\b(?:the\s)?{_PART}?(?P<century>\d\d?(?=(?:st|nd|rd|th)[\s-])|{alternatives(_CENTURY_WORDS)})"
    r"(?:st|nd|rd|th)?[\s-]century\b",
    "decade": rf"\b{_PART}?(?P<decade>(?:1[5-9]|20)\d0)s\b",
    "short_decade": rf"\bthe\s{_PART}?(?:['’]?(?P<short>[3-9]0)s|(?P<word>{alternatives(_DECADES)}))\b",
    "years": rf"(?<![\d$€£#.,/A-Za-z-])(?P<first_year>{_YEAR_NUMBER})\s?[-–—/]\s?(?P<last_year>{_YEAR_NUMBER}|\d\d)"
    r"(?![\w%/-]|[.,]\d)",
    "year": rf"(?<![\d$€£#.,/A-Za-z-]){_YEAR}(?![\w%/])(?!-\d|\s(?:{alternatives(_WORDS['time_zones'])})\b)",
}  # in this order: the first that matches at a place wins
_ANY_CASE = {"named", "near", "relative", "season", "weekend", "century", "short_decade"}
_DATE = {name: re.compile(p, re.I if name in _ANY_CASE else 0) for name, p in _PATTERNS.items()}
_WITH_DIGITS = {"iso", "numeric", "month_day", "day_month", "decade", "years", "year"}
_MONTH_WORDS = set(_MONTHS)
_TRIGGERS = {  # a pattern is tried where the text holds one of these words
    "month_day": _MONTH_WORDS, "day_month": _MONTH_WORDS, "part_month": _MONTH_WORDS, "month": _MONTH_WORDS,
    "named": {re.split(r"\W", name)[0] for name in _NAMED}, "quarter": {"quarter", "q"}, "season": set(_SEASONS),
    "weekday": {form for day in _WEEKDAYS for form in (day, day[:3])},
    "near": {"yesterday", "tomorrow", "today", "tonight", "night", "morning", "afternoon", "evening"},
    "ago": {"ago", "now"}, "weekend": {"weekend"}, "relative": {"week", "weekend", "month", "year", "decade"},
    "century": {"century"}, "short_decade": {"s", *_DECADES},
}  # fmt: skip
_FUTURE = re.compile(rf"\b(?:{alternatives(_WORDS['future'])})\b", re.I)
_LIMIT = re.compile(rf"\b(?:{alternatives(_WORDS['limits'])})\s$", re.I)
_IS_ON = re.compile(r"\b(?:is|are)\s(?:on\s)?$")  # 'the election is on Thursday'
_COUNTED = re.compile(r"\s(?!years?\b)[a-z]+s\b")  # '2000 soldiers'
_BEFORE_YEAR = re.compile(rf"\b(?:{alternatives(_WORDS['year_before'])})[\s-]$", re.I)
_BOUND_BEFORE = re.compile(r"\b(?:about|around|nearly|almost|than|least|most|some|over|approximately|roughly)\s$", re.I)
_CONTEXT = 120  # characters before and after a date that may show that it is in the future
_DONE_IN = re.compile(rf"\b(?:\w+ed|{alternatives(_WORDS['done'])})\sin\s$")
_JOIN = re.compile(r"\s?[-–—]\s?|,?\s(?:to|through|until|till)\s(?:the\s)?")
_BETWEEN = re.compile(r"\bbetween\s(?:the\s)?$", re.I)
_LATEST = 30  # the last century that is one


def find_dates(text: str, published: date | None, words: set[str]) -> Iterator[Span]:
    """Yield the dates of a text from left to right, without overlaps.

    words: the words of the text in lower case. A day without a year is the one nearest to publication; a weekday is the
    last one up to publication, or the next one where the sentence speaks of the future ('will', 'expected',
    'before Friday'). Two dates joined by 'to' are one span. A day that does not exist (31 February) has an empty value.
    """
    taken = bytearray(len(text))
    found = []
    digits = DIGIT.search(text) is not None
    for name, pattern in _DATE.items():
        if (name in _WITH_DIGITS and not digits) or (name in _TRIGGERS and words.isdisjoint(_TRIGGERS[name])):
            continue
        for match in pattern.finditer(text):
            if any(taken[match.start() : match.end()]) or not _plausible(name, match):
                continue
            span = _resolve(name, match, published)
            found.append(span)
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
    yield from _joined(text, sorted(found, key=lambda span: span.start))


def _joined(text: str, spans: list[Span]) -> Iterator[Span]:
    """Yield the dates, the first and the last of a period ('from May 30 to June 2') as one."""
    last = None
    for span in spans:
        if last and _is_period(text, last, span):
            last = Span(last.start, span.end, last.values + span.values, last.first, span.last)
            continue
        if last:
            yield last
        last = span
    if last:
        yield last


def _is_period(text: str, one: Span, other: Span) -> bool:
    """Return whether two dates in a row are the first and the last of a period."""
    between = text[one.end : other.start]
    if not (one.first and one.last and other.first and other.last):
        return False
    if len(between) > 12 or len(one.values + other.values) > 2:
        return False
    apart = between.strip() == "and" and _BETWEEN.search(text[max(0, one.start - 12) : one.start])
    return bool(apart or _JOIN.fullmatch(between)) and one.first <= other.first and one.last <= other.last


def _plausible(name: str, match: re.Match) -> bool:
    """Return whether a match is a date: no verb or name ('May', 'March', 'April said'), no count, no 'the fall'."""
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
    if name == "season":
        which = (match["which"] or "").lower()
        return bool(match["year"] or which not in (("", "the") if match["season"].lower() == "fall" else ("",)))
    if name == "years":
        last = int(match["last_year"])
        return int(match["first_year"]) % (100 if last < 100 else 10_000) < last
    if name == "century":
        return 1 <= _century_number(match["century"]) <= _LATEST
    return True


_AFTER_PREPOSITION = re.compile(
    r"(?:\b(?:in|since|by|of|before|after|until|till|from|to|and|or|during|late|early|through|between|every)\s|\bmid-|^)$",
    re.I,
)


def _resolve(name: str, match: re.Match, published: date | None) -> Span:
    group = {key: value for key, value in match.groupdict().items() if value}
    try:
        value, first, last = _RESOLVERS[name](group, published, match)
    except (ValueError, OverflowError):  # 31 February; the year after 9999
        return Span(match.start(), match.end(), (), None, None)
    values = value if isinstance(value, tuple) else (value,)
    return Span(match.start(), match.end(), values, first, last)


def _iso(group, published, match):
    day = date.fromisoformat(group["iso"].replace("/", "-"))
    return day.isoformat(), day, day


def _numeric(group, published, match):
    """Read 13/05/2024; where day and month could be either, the date stays as it is written."""
    one, two, year = int(group["one"]), int(group["two"]), int(group["year"])
    if one <= 12 and two <= 12 and one != two:
        return match.group(), None, None
    day = date(year, two, one) if two <= 12 else date(year, one, two)
    return day.isoformat(), day, day


def _day(group, published, match):
    month = _MONTHS[group["month"].rstrip(".").lower()]
    number = int(group["day"].rstrip("stndrh"))
    ends = [int(group[name].rstrip("stndrh")) for name in ("since", "until") if name in group]
    if "year" in group:
        year = int(group["year"])
    elif "that" in group:
        return _that_year(month, number, match)
    elif not published:
        date(2000, month, number)
        return f"--{month:02}-{number:02}", None, None
    else:
        year = _nearest(published, lambda year: date(year, month, number), match).year
    days = sorted(date(year, month, day) for day in [number, *ends])
    return tuple(day.isoformat() for day in days), days[0], days[-1]


def _that_year(month, number, match):
    """Resolve 'July 22 that year' by the last year named before it."""
    years = re.findall(rf"\b{_YEAR_NUMBER}\b", match.string[: match.start()][-_CONTEXT:])
    if not years:
        return f"--{month:02}-{number:02}", None, None
    day = date(int(years[-1]), month, number)
    return day.isoformat(), day, day


def _named_day(group, published, match):
    month, number = _NAMED[re.sub(r"\s+", " ", group["named"].lower())]
    year = group.get("year") or group.get("before")
    return _day(
        {"month": calendar.month_name[month], "day": str(number)} | ({"year": year} if year else {}), published, match
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
        year = _nearest(published, lambda year: _inside(year, month), match).year
        year -= (year, month) > (published.year, published.month) and _happened(match)
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
        which = group["which"].lower().removesuffix(" the")
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
        day = _shift(published, (-back) % 7 or (7 if which == "next" else 0))
    else:
        day = _shift(published, -(back or (7 if which == "last" else 0)))
    return day.isoformat(), day, day


def _near(group, published, match):
    word = group["near"].lower()
    if not published:
        return word, None, None
    day = _shift(published, _NEAR[re.sub(r"\s+", " ", word)])
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


def _weekend(group, published, match):
    if not published:
        return match.group().lower(), None, None
    first = _shift(published, -((published.weekday() - 5) % 7))
    return first.isoformat(), first, _shift(first, 1)


def _quarter(group, published, match):
    number = int(group["figure"]) if "figure" in group else (_ORDINALS | {"final": 4})[group["quarter"]]
    year, month = int(group["year"]), 3 * number
    return f"{year}-Q{number}", date(year, month - 2, 1), date(year, month, calendar.monthrange(year, month)[1])


def _decade(group, published, match):
    year = int(group["decade"])
    last = year + (99 if year % 100 == 0 and year < 2000 else 9)
    return f"{year}s", *_part(group.get("part"), date(year, 1, 1), date(last, 12, 31))


def _short_decade(group, published, match):
    year = 1900 + (int(group["short"]) if "short" in group else _DECADES[group["word"].lower()])
    return f"{year}s", *_part(group.get("part"), date(year, 1, 1), date(year + 9, 12, 31))


def _century(group, published, match):
    year = 100 * (_century_number(group["century"]) - 1)
    return f"{year}s", *_part(group.get("part"), date(max(year, 1), 1, 1), date(year + 99, 12, 31))


def _century_number(written: str) -> int:
    return int(written) if written.isdigit() else _CENTURY_WORDS[written.lower()]


def _years(group, published, match):
    first, last = int(group["first_year"]), int(group["last_year"])
    last += first // 100 * 100 if last < 100 else 0
    return (f"{first}", f"{last}"), date(first, 1, 1), date(last, 12, 31)


def _year(group, published, match):
    year = int(group["year"])
    return f"{year}", date(year, 1, 1), date(year, 12, 31)


_RESOLVERS: dict[str, Callable] = {
    "iso": _iso, "numeric": _numeric, "month_day": _day, "day_month": _day, "named": _named_day, "part_month": _month,
    "month": _month, "quarter": _quarter, "season": _season, "weekday": _weekday, "near": _near, "ago": _ago,
    "weekend": _weekend, "relative": _relative, "century": _century, "decade": _decade, "short_decade": _short_decade,
    "years": _years, "year": _year,
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


def _nearest(published: date, in_year: Callable[[int], date], match: re.Match) -> date:
    """Return the day nearest to publication, where the less likely side counts as farther.

    The future counts twice as far, unless the sentence speaks of what lies ahead; after 'will' and 'plans to', the past
    counts six times as far.
    """
    clause = _clause_before(match)
    future, past = (1, 6) if _is_planned(clause) else (1, 1) if _LIMIT.search(clause) else (2, 1)
    days = []
    for year in range(published.year - 4, published.year + 5):  # 29 February may be four years off
        try:
            days.append(in_year(year))
        except ValueError:
            continue
    return min(days, key=lambda day: (day - published).days * (future if day > published else -past))


def _inside(year: int, month: int) -> date:
    return date(year, month, 15)


def _shift(day: date, days: int) -> date:
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def _happened(match: re.Match) -> bool:
    """Return whether a verb of the past comes right before 'in April' ('the spill occurred in April')."""
    before = match.string[max(0, match.start() - _CONTEXT) : match.start()]
    return _DONE_IN.search(before) is not None and not _ahead(match)


def _ahead(match: re.Match) -> bool:
    clause = _clause_before(match)
    return _LIMIT.search(clause) is not None or _is_planned(clause)


def _is_planned(clause: str) -> bool:
    return (_FUTURE.search(clause) or _IS_ON.search(clause)) is not None


def _clause_before(match: re.Match) -> str:
    before = match.string[max(0, match.start() - _CONTEXT) : match.start()]
    return re.split(r"[.!?;]\s", before)[-1]
