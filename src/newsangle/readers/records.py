"""Rows of a table → articles: whose column is which, what stands for an empty cell, and texts that were not fetched."""

import ast
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from urllib.parse import urlsplit

from newsangle.language import read_lexicon
from newsangle.readers.decoding import printable, repair
from newsangle.readers.found import Found, LeftOut, ReadingError
from newsangle.readers.markup import is_page, text_of
from newsangle.readers.rows import Row, cell_text, read_rows

FIELDS = ("event", "outlet", "published", "title", "text", "url", "country", "author")
_TAG = re.compile(
    r"</?(?:p|div|br|span|a|b|i|em|strong|h[1-6]|ul|ol|li|table|blockquote|article|section|img|figure)\b[^<>]*>", re.I
)
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{2,6}|#x[\da-f]{2,5});", re.IGNORECASE)
_WRAPPER = re.compile(r"^(?:_source|attributes|node|article|document|data|_id)\.")
_ADDRESS = re.compile(r"https?://\S{1,1900}")


def read_records(path: Path, columns: Mapping[str, str] | None = None) -> Iterator[Found | LeftOut]:
    """Yield the articles of a table, and the rows that hold none with the reason.

    columns: our name → the table's, for those of FIELDS that lexicons/columns.yml does not know. Raises ReadingError
    where the table has no column for texts or addresses, or is no table.
    """
    path, columns = Path(path), dict(columns or {})
    for ours in columns:
        if ours not in FIELDS:
            raise ReadingError(f"{path}: there is no column '{ours}' to map. The columns are: {', '.join(FIELDS)}.")
    known = {name for names in read_lexicon("readers", "columns").values() for name in names}
    known |= {name.lower() for name in columns.values()}
    read = cache(partial(_columns, given=tuple(columns.items())))
    seen: dict[str, None] = {}
    held: set[str] = set()
    for row in read_rows(path, known):
        seen.update(dict.fromkeys(row.cells))
        names = read(tuple(row.cells))
        held |= {ours for ours, theirs in names.items() if theirs}
        place = f"{path.name}, row {row.number}"
        yield LeftOut(place, row.fault) if row.fault else _article(row, names, place)
    _check(path, columns, seen, held)


def _columns(headings: tuple[str, ...], given: tuple[tuple[str, str], ...]) -> dict[str, list[str]]:
    """Return the headings that may hold each of our fields, the likeliest first."""
    plain = {_WRAPPER.sub("", _plain(heading)): heading for heading in reversed(headings)}
    names = {
        ours: [plain[n] for n in theirs if n in plain] for ours, theirs in read_lexicon("readers", "columns").items()
    }
    return {**names, **{ours: [theirs] if theirs in headings else [] for ours, theirs in given}}


def _plain(heading: str) -> str:
    return re.sub(r"[\s-]+", "_", heading.strip().lower())


def _check(path: Path, columns: Mapping[str, str], seen: Mapping[str, None], held: Collection[str]) -> None:
    there = ", ".join(list(seen)[:30])
    for theirs in columns.values():
        if theirs not in seen:
            raise ReadingError(f"{path}: the table has no column '{theirs}'. It has: {there}.")
    if not seen:
        raise ReadingError(f"{path}: holds no rows of a table.")
    missing = [] if "url" in held else [ours for ours in ("outlet", "text") if ours not in held]
    if missing:
        raise ReadingError(
            f"{path}: no column for {' and '.join(missing)} was found among: {there}."
            f" Say which it is, such as --column {missing[0]}=NAME."
        )


def _article(row: Row, names: Mapping[str, list[str]], place: str) -> Found | LeftOut:
    def first(field: str, wanted: Callable[[str], object] = bool) -> str:
        values = (_cell(row.cells.get(name)) for name in names[field])
        return next((value for value in values if value and wanted(value)), "")

    url = first("url", _ADDRESS.fullmatch)
    outlet, inferred = _one_line(_name_in(first("outlet"))), ()
    if not outlet or _ADDRESS.fullmatch(outlet):
        outlet, inferred = domain(outlet or url), ("outlet",)
    country = first("country", re.compile("[A-Z]{2}").fullmatch)
    found = Found(
        place, title=_one_line(_prose(first("title"))) or None, author=_one_line(first("author")) or None,
        outlet=outlet or None, published=first("published") or None, url=url or None, country=country or None,
        event=first("event") or None, inferred=inferred,
    )  # fmt: skip
    text = first("text")
    held = next((t for name in names["text"] if (t := cell_text(row.cells.get(name)))), "")
    fault = unusable(text) if text else f"holds '{held}' in place of a text" if held else "has no text"
    if fault:
        return LeftOut(place, fault, found)
    if not outlet:
        return LeftOut(place, "names no outlet", found)
    if is_page(text):
        return Found(**{**vars(found), "page": text.encode("utf-8", "replace")})
    return Found(**{**vars(found), "text": _prose(text)})


def unusable(text: str) -> str:
    """Return why a text is no article: a placeholder, a cut by the source, or a site's answer to a program."""
    if not any(c.isalpha() for c in text):
        return "has no words"
    for kind, pattern in _failed().items():
        if kind == "cut" and pattern.search(text[-60:]):
            return f"was cut off by its source ('{text[-40:].strip()}')"
        if kind == "refused" and len(text) < 600 and pattern.search(text):
            return f"is a failed download ('{text[:60].strip()}')"
    return ""


@cache
def _failed() -> dict[str, re.Pattern]:
    return {
        kind: re.compile("|".join(f"(?:{p})" for p in patterns).replace(" ", r"\s+"), re.IGNORECASE)
        for kind, patterns in read_lexicon("readers", "failed").items()
    }


def _cell(value: object) -> str:
    """Return a cell as text, empty where it holds a word for 'empty'."""
    text = printable(repair(cell_text(value)))
    return "" if len(text) < 60 and _failed()["empty"].fullmatch(text) else text


def _name_in(outlet: str) -> str:
    """Return the name in an outlet that was written as a Python or JSON object, as some exports do."""
    if outlet[:1] != "{" or len(outlet) > 2000:
        return outlet
    try:
        entry = ast.literal_eval(re.sub(r"\bnull\b", "None", outlet))
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return outlet
    return str(entry.get("name") or entry.get("title") or entry.get("id") or "") if isinstance(entry, dict) else outlet


def _prose(text: str) -> str:
    """Return text without markup and entities, its line breaks as line breaks."""
    if _TAG.search(text):
        return text_of(text)
    if _ENTITY.search(text):
        import html

        text = html.unescape(text)
    return text.replace("\\n", "\n") if "\n" not in text and text.count("\\n") > 1 else text


def _one_line(text: str) -> str:
    return " ".join(text.split())[:2000]


def domain(url: str) -> str:
    """Return the host of an address without 'www.', which stands for an outlet whose name nobody states."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
