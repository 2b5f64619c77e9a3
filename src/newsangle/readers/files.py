"""One door for files of every kind: what is in a file decides how it is read."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from newsangle.readers.archives import split_archive
from newsangle.readers.dates import read_date
from newsangle.readers.decoding import DecodingError, decode
from newsangle.readers.documents import READERS, Document, read_document
from newsangle.readers.found import Found, LeftOut, ReadingError
from newsangle.readers.markup import text_of
from newsangle.readers.records import domain, read_records
from newsangle.readers.rows import TABLES

PAGES = (".html", ".htm", ".xhtml")
_UPDATED = re.compile(r"\W*\b(?:last )?(?:updated|modified|amended)\b.*", re.IGNORECASE)
_LARGEST_DOCUMENT = 100_000_000


def read_file(path: Path, columns: Mapping[str, str] | None = None) -> Iterator[Found | LeftOut]:
    """Yield the articles in a file: text, HTML, a document, an archive of Nexis or Factiva, a table, a WARC file.

    columns: our name → the table's, as `read_records` takes it. Raises ReadingError where a file cannot be read.
    """
    path = Path(path)
    if not path.is_file():
        raise ReadingError(f"{path}: there is no such file.")
    kind = path.suffix.lower()
    if kind in TABLES:
        yield from read_records(path, columns)
    elif path.name.lower().endswith((".warc", ".warc.gz")):
        from newsangle.readers.web_archives import read_warc

        yield from read_warc(path)
    elif kind in READERS:
        _check_size(path, _LARGEST_DOCUMENT)
        yield from _of_document(path, read_document(path))
    else:
        _check_size(path, _LARGEST_DOCUMENT)
        yield from _of_text(path, path.read_bytes(), kind in PAGES)


def _of_document(path: Path, document: Document) -> Iterator[Found]:
    articles = split_archive(document.text, path.name)
    if articles:
        yield from articles
        return
    inferred = tuple(name for name in ("outlet", "published") if getattr(document, name))
    yield Found(
        path.name, document.text, document.page, title=document.title, outlet=document.outlet,
        published=document.published, inferred=inferred,
    )  # fmt: skip


def _of_text(path: Path, data: bytes, page: bool) -> Iterator[Found]:
    try:
        text = decode(data).text
    except DecodingError as error:
        raise ReadingError(f"{path.name} {error}. Save the article as text, HTML, .docx, .rtf or .pdf.") from None
    if not page and text.lstrip()[:15].lower().startswith(("<!doctype html", "<html")):
        page = True
    looked_at = text_of(text) if page and "factiva" in text[:200_000].lower() else text
    articles = split_archive(looked_at, path.name) if not page or looked_at is not text else []
    if articles:
        yield from articles
    elif page:
        yield Found(path.name, page=data, file=path)
    else:
        day, url = _day_in(text), _address_in(text)
        outlet = domain(url) if url else None
        inferred = tuple(n for n, fact in (("published", day), ("url", url), ("outlet", outlet)) if fact)
        yield Found(path.name, text, published=day, url=url, outlet=outlet, inferred=inferred, file=path)


def _day_in(text: str) -> str | None:
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


def _address_in(text: str) -> str | None:
    """Return the address that stands in a line of its own above the text."""
    lines = (line.strip() for line in text.lstrip().split("\n")[:6])
    return next((line for line in lines if re.fullmatch(r"https?://\S{4,1900}", line)), None)


def _check_size(path: Path, most: int) -> None:
    if path.stat().st_size > most:
        raise ReadingError(f"{path.name} is larger than {most // 1_000_000} MB. One file holds one article or archive.")
