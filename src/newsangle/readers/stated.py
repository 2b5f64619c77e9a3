"""What a text copied from a page says of itself in lines of their own: day, address, outlet. All of it is inferred."""

import re

from newsangle.language import read_lexicon
from newsangle.readers.dates import read_date

_UPDATED = re.compile(r"\W*\b(?:last )?(?:updated|modified|amended)\b.*", re.IGNORECASE)
_HOST = re.compile(
    r"(?!.*\.(?:jpe?g|png|gif|pdf|html?|docx?|txt)$)(?:www\.)?(?:[a-z\d][a-z\d-]{1,40}\.){1,4}[a-z]{2,10}"
)
_COPYRIGHT = re.compile(
    r"(?:copyright|©|\(c\))\s?(?:(?:©|\(c\)|copyright)\s?)?"
    r"(?:(?:19|20)\d{2}(?:\s?[-–]\s?(?:19|20)?\d{2})?)?,?\s*(?:by )?"
    r"(?-i:(?P<name>(?:The )?[A-ZÀ-Þ][\w'’&.-]*(?: (?:of|the|and|de|du|&|[A-ZÀ-Þ\d][\w'’&.-]*)){0,5}?))"
    r"(?:,? (?:Ltd|LLC|Inc|plc|GmbH|AG|Limited|Company|Co|Corp)\b\.?)?(?:,? (?:19|20)\d{2})?\.?"
    r"(?:\s*[-|.,]?\s*all rights reserved\b.{0,300})?",
    re.IGNORECASE,
)


def day_in(text: str) -> str | None:
    """Return the day that a line of its own above the first paragraph gives, as pages print it below the headline."""
    days: dict[str, str] = {}
    for line in text.lstrip().split("\n")[:15]:
        words = len(line.split())
        if words > 20 or (words > 9 and line.rstrip()[-1:] in '.!?”"'):
            break
        if len(line) < 120 and (iso := _day_on(line.strip())):
            days.setdefault(iso[:10], iso)
    return next(iter(days.values())) if len(days) == 1 else None


def _day_on(line: str) -> str | None:
    """Return the day on a line that holds it alone, or beside names set off by marks; what was updated is no matter."""
    line = _UPDATED.sub("", line)
    parts = (line, *re.split(r"\s[|/·•–—-]\s", line))
    return next((iso for part in parts if (iso := read_date(part).iso)), None)


def address_in(text: str) -> str | None:
    """Return the address that stands in a line of its own above the text."""
    lines = (line.strip() for line in text.lstrip().split("\n")[:6])
    return next((line for line in lines if re.fullmatch(r"https?://\S{4,1900}", line)), None)


def outlet_in(text: str) -> str | None:
    """Return the outlet that a text names: its site above the story, as the reading mode of browsers copies it, or the
    holder of its copyright, agencies left out; None where there are several.
    """
    lines = [line.strip() for line in text.strip().split("\n") if line.strip()]
    sites = {line.removeprefix("www.") for line in lines[:6] if _HOST.fullmatch(line)}
    holders = {match["name"] for line in lines if len(line) < 400 and (match := _COPYRIGHT.fullmatch(line))}
    named = sites or {name.rstrip(".,") for name in holders if not _is_agency(name)}
    return named.pop() if len(named) == 1 else None


def _is_agency(name: str) -> bool:
    agencies = read_lexicon("cleaning", "agencies")
    known = {form for forms in agencies["wire"].values() for form in forms} | set(agencies["pictures"])
    return name.removeprefix("The ").rstrip(".,") in {form.removeprefix("The ") for form in known}
