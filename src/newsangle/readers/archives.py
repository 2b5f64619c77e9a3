"""Databases of newspapers that give many articles in one text: Nexis, Factiva and ProQuest."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from newsangle.language import read_lexicon
from newsangle.readers.dates import read_date
from newsangle.readers.found import Found, LeftOut

_COUNTED = re.compile(
    r"^[ \t]*(?:\w+ )?\d{1,5} (?:of|von|de|di|sur) \d{1,5} (?:DOCUMENTS?|DOKUMENTE?N?)[ \t]*$", re.MULTILINE
)
_END_OF_DOCUMENT = re.compile(r"^[ \t]*End of Document[ \t]*$", re.MULTILINE | re.IGNORECASE)
_COPYRIGHT = re.compile(r"^(?:\(c\)|©|copyright\b).{0,20}\b(?:19|20)\d\d|^all rights reserved\.?$", re.IGNORECASE)
_WORDS = re.compile(r"^[\d,.]{1,7} words$", re.IGNORECASE)
_LENGTH = re.compile(
    r"^\s*(?:LENGTH|Length|LÄNGE|Länge|LENGTE|Lengte|LONGUEUR|Longueur):\s*[\d.,]+\s*\w+", re.MULTILINE
)
_TAIL = re.compile(
    r"^\s*(?:LOAD-DATE|Load-Date|PUBLICATION-TYPE|Publication-Type|JOURNAL-CODE|Journal Code):", re.MULTILINE
)
_PROQUEST_ID = re.compile(r"^[ \t]*ProQuest document ID:", re.MULTILINE | re.IGNORECASE)
_PROQUEST_BREAK = re.compile(r"^[ \t]*(?:Document \d{1,5} of \d{1,5}|_{20,})[ \t]*$", re.MULTILINE)
_PROQUEST_END = re.compile(r"(?:document )?(?:details|links)", re.IGNORECASE)
_FACTIVA_END = re.compile(r"^[ \t]*Document (?=[a-z]*\d)[a-z][a-z0-9]{19,31}[ \t]*$", re.MULTILINE | re.IGNORECASE)


def split_archive(text: str, place: str) -> list[Found | LeftOut]:
    """Return the articles of an export of Nexis, Factiva or ProQuest, and none for a text that is no export.

    place: how messages name the file. A part in which no article is found is left out with the reason.
    """
    parts: Iterable[Found | None] = []
    if _COUNTED.search(text) or (_LENGTH.search(text) and (_END_OF_DOCUMENT.search(text) or _TAIL.search(text))):
        ended = (chunk for chunk in _END_OF_DOCUMENT.split(text) if _LENGTH.search(chunk))
        parts = map(_nexis, _COUNTED.split(text)[1:] if _COUNTED.search(text) else ended)
    elif _coded(text):
        parts = _factiva_coded(text)
    elif _PROQUEST_ID.search(text):
        parts = map(_proquest, (chunk for chunk in _PROQUEST_BREAK.split(text) if _PROQUEST_ID.search(chunk)))
    elif _FACTIVA_END.search(text):
        parts = map(_factiva_plain, _FACTIVA_END.split(text)[:-1])
    found = list(parts)
    if not any(part and part.text for part in found):
        return []
    return [_placed(part, f"{place}, article {i}" if len(found) > 1 else place) for i, part in enumerate(found, 1)]


def _placed(part: Found | None, place: str) -> Found | LeftOut:
    if part is None or not part.text:
        return LeftOut(place, "holds no text that could be told from its fields", part)
    author = re.sub(r"^by\s+", "", part.author, flags=re.IGNORECASE) if part.author else None
    return replace(part, place=place, author=author)


# --- Nexis --------------------------------------------------------------------------------------------------------


def _nexis(chunk: str) -> Found | None:
    """Read one article: outlet, date and headline above the first field, the story between first and last fields."""
    paragraphs = _paragraphs(chunk)
    fields = [_field(p) for p in paragraphs]
    heads = [i for i, f in enumerate(fields) if f and f[0] in _nexis_fields("head")]
    lengths = [i for i, f in enumerate(fields) if f and f[0] == "length"]
    length = next(iter([*lengths, *heads]), None)
    if length is None:
        return None
    first = length
    while first and (fields[first - 1] or _COPYRIGHT.match(paragraphs[first - 1][0])):
        first -= 1
    last = length
    while last + 1 < len(fields) and (fields[last + 1] or ("",))[0] in _nexis_fields("head"):
        last += 1
    named = dict(f for f in fields[first : last + 1] if f)
    outlet, date, title = _nexis_head([line for p in paragraphs[:first] for line in [*p, ""]])
    ends = (i for i in range(last + 1, len(fields)) if _is_tail(paragraphs[i], fields[i]))
    body = paragraphs[last + 1 : next(ends, len(paragraphs))]
    if body and body[0] == ["Body"]:
        body = body[1:]
    text = "\n\n".join(" ".join(p) for p in body)
    title = named.get("headline") or title
    return Found("", text, title=title or None, author=named.get("byline"), outlet=outlet, published=date)


def _nexis_head(lines: list[str]) -> tuple[str | None, str | None, str | None]:
    """Return outlet, date and headline from the lines above the fields; the date is the last line that reads as one.

    Above the date stands the outlet and below it the headline; newer exports have the headline above the outlet.
    """
    days = {i: day for i, line in enumerate(lines) if (day := _day_on(line))}
    if not days:
        return None, None, next((line for line in reversed(lines) if line), None)
    at = max(days)
    text = "\n".join("" if i in days else line for i, line in enumerate(lines[:at]))
    parts = [part.strip().split("\n") for part in text.split("\n\n")]
    above = [
        line for part in parts for line in part if line and not (len(part) > 1 and part[-1].endswith("."))
    ]  # terms
    below = "\n".join(lines[at + 1 :]).split("\n\n")
    below = [" ".join(part.split()) for part in below[1 if lines[at + 1 : at + 2] != [""] else 0 :]]
    below = [part for part in below if part and not _COPYRIGHT.match(part)]
    outlet = above[-1] if above else None
    title = below[-1] if below else above[-2] if len(above) > 1 else None
    return outlet, days[at], title


def _day_on(line: str) -> str | None:
    """Return the day on a line that holds it alone, or before the name of an edition."""
    match = re.match(r".{8,40}\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", line, re.IGNORECASE)
    return next((part for part in (line, match[0] if match else "") if part and read_date(part).iso), None)


def _paragraphs(chunk: str) -> list[list[str]]:
    """Return the paragraphs of a chunk, each as its lines; a line with a field begins a paragraph."""
    paragraphs: list[list[str]] = [[]]
    for line in (" ".join(line.split()) for line in chunk.split("\n")):
        starts = _field([line]) or _COPYRIGHT.match(line) or line == "Body"
        if not line or (starts and paragraphs[-1]):
            paragraphs.append([])
        if line:
            paragraphs[-1].append(line)
        if line == "Body":
            paragraphs.append([])
    return [p for p in paragraphs if p]


def _field(paragraph: list[str]) -> tuple[str, str] | None:
    """Return name and value of a paragraph that begins as a field: 'BYLINE: Jane Roe'."""
    match = re.match(r"([A-ZÀ-Þ][A-Za-zÀ-ÿ]*(?:[- ][A-Z][A-Za-z]*)?):\s?(.*)", paragraph[0])
    if not match:
        return None
    name = match[1].lower().replace(" ", "-")
    name = read_lexicon("readers", "archives")["nexis"]["words"].get(name, name)
    if name not in _nexis_fields("head") | _nexis_fields("tail"):
        return None
    return name, " ".join([match[2], *paragraph[1:]]).strip()


@cache
def _nexis_fields(place: str) -> frozenset[str]:
    return frozenset(read_lexicon("readers", "archives")["nexis"][place])


def _is_tail(paragraph: list[str], field: tuple[str, str] | None) -> bool:
    if paragraph == ["Classification"] or _COPYRIGHT.match(paragraph[0]):
        return True
    if field is None or field[0] not in _nexis_fields("tail"):
        return False
    return paragraph[0].split(":")[0].isupper() or field[0] == "load-date"


# --- Factiva ------------------------------------------------------------------------------------------------------


@cache
def _code() -> re.Pattern:
    codes = "|".join(read_lexicon("readers", "archives")["factiva"]["codes"])
    return re.compile(rf"^[ \t]*({codes})(?:[ \t]{{1,}}(\S.*)|[ \t]*)$", re.MULTILINE)


def _coded(text: str) -> bool:
    """Return whether a text has the field codes of Factiva: a headline, a source or day, and a story."""
    codes = {match[1] for match in _code().finditer(text)}
    return "HD" in codes and bool(codes & {"LP", "TD"}) and len(codes & {"PD", "SN", "WC", "AN", "SC", "LA"}) >= 2


def _factiva_coded(text: str) -> Iterator[Found]:
    """Read articles whose fields begin with codes; a code that an article has already begins the next one."""
    fields: dict[str, str] = {}
    for code, value in _codes_in(text):
        if (code in ("HD", "SE") and ("AN" in fields or code in fields)) or (
            "AN" in fields and code in ("HD", "BY", "SN")
        ):
            yield _of_codes(fields)
            fields = {}
        fields[code] = f"{fields[code]}\n\n{value}" if code in fields else value
    yield _of_codes(fields)


def _codes_in(text: str) -> Iterator[tuple[str, str]]:
    marks = list(_code().finditer(text))
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        yield mark[1], f"{mark[2] or ''}\n{text[mark.end() : after.start() if after else len(text)]}".strip()


def _of_codes(fields: dict[str, str]) -> Found:
    line = {code: " ".join(value.split()) for code, value in fields.items()}
    story = "\n\n".join(part for code in ("LP", "TD", "ART") if (part := fields.get(code, "").strip()))
    return Found(
        "", story, title=line.get("HD"), author=line.get("BY"), outlet=line.get("SN"),
        published=" ".join(filter(None, [line.get("PD"), line.get("ET")])) or None,
    )  # fmt: skip


def _factiva_plain(chunk: str) -> Found | None:
    """Read an article without codes: headline, byline, words, day, time, outlet, code, language, copyright, story."""
    lines = [" ".join(line.split()) for line in chunk.split("\n")]
    words = next((i for i, line in enumerate(lines) if _WORDS.match(line)), None)
    if words is None:
        return None
    end = next((i for i in range(words + 1, min(words + 30, len(lines))) if _COPYRIGHT.match(lines[i])), None)
    if end is None:
        return None
    above = [line for line in lines[max(0, words - 12) : words] if line]
    byline = above.pop() if len(above) == 3 or (len(above) == 2 and _is_byline(above[1], above[0])) else None
    below = [line for line in lines[words + 1 : end] if line]
    day = next((line for line in below if read_date(line).iso), None)
    rest = below[below.index(day) + 1 :] if day else below
    rest = [line for line in rest if not re.fullmatch(r"\d{1,2}:\d{2}.*", line)]
    story = [line.strip() for line in "\n".join(lines[end + 1 :]).split("\n\n")]
    return Found(
        "", "\n\n".join(part for part in story if part), title=above[-1] if above else None, author=byline,
        outlet=rest[0] if rest else None, published=day,
    )  # fmt: skip


def _is_byline(line: str, above: str) -> bool:
    """Return whether a line begins as a byline does, or is a name below a headline."""
    is_name = re.fullmatch(r"(?:[A-ZÀ-Þ][\w.'’-]*\s?){2,4}", line) is not None and len(above.split()) > 4
    return is_name or re.match(r"(?:by|von|par|por)\b", line, re.IGNORECASE) is not None


# --- ProQuest -----------------------------------------------------------------------------------------------------


def _proquest(chunk: str) -> Found | None:
    """Read one article: its title first, the story below 'Full text', and fields below the story."""
    lines = [line for line in (" ".join(line.split()) for line in chunk.split("\n")) if line]
    fields, story, inside, name = {}, [], False, ""
    for line in lines:
        before, (name, colon, value) = name, line.partition(":")
        name = name.lower()
        if name == "full text" and (colon or not fields.keys() & {"publication title"}):
            inside, line = True, value.strip()
        elif colon and name in (*_proquest_fields(), "author"):
            fields.setdefault(name, value.strip())
            inside = False
        elif _PROQUEST_END.fullmatch(line):
            inside = False
        elif fields.get(before) == "":  # a field's value may have a line of its own
            fields[before] = line
        if inside and line:
            story.append(line)
    title = fields.get("title") or next(iter(lines), None)
    return Found(
        "", "\n\n".join(story), title=title, author=fields.get("author") or None,
        outlet=fields.get("publication title", "").partition(";")[0].strip() or None,
        published=fields.get("publication date") or None,
    )  # fmt: skip


@cache
def _proquest_fields() -> frozenset[str]:
    return frozenset(read_lexicon("readers", "archives")["proquest"]["tail"])
