"""Web archives, such as Common Crawl's news: WARC → pages."""

import contextlib
import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path

from newsangle.readers.found import Found, LeftOut, ReadingError

_LARGEST_PAGE = 5_000_000


def read_warc(path: Path) -> Iterator[Found | LeftOut]:
    """Yield the HTML pages of a WARC file with their addresses; other answers are left out with the reason."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        with gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb") as stream:
            records = ArchiveIterator(stream)
            number = 0
            while record := _next(records):
                number += 1
                if record.rec_type in ("response", "resource"):
                    yield _page(record, f"{path.name}, record {number}")
    except (ArchiveLoadFailed, OSError, EOFError, ValueError, zlib.error) as error:
        if isinstance(error, ReadingError):
            raise
        raise ReadingError(f"{path}: is no WARC file, or a damaged one ({str(error)[:80]}).") from None


def _next(records: Iterator):
    with contextlib.redirect_stderr(io.StringIO()):  # where the library complains of damaged records
        return next(records, None)


def _page(record, place: str) -> Found | LeftOut:
    url = record.rec_headers.get_header("WARC-Target-URI")
    status = record.http_headers.get_statuscode() if record.http_headers else "200"
    kind = (record.http_headers or record.rec_headers).get_header("Content-Type") or ""
    if status != "200":
        return LeftOut(place, f"the server answered {status}")
    if "html" not in kind:
        return LeftOut(place, f"is no page but {kind.split(';')[0] or 'of an unknown kind'}")
    data = record.content_stream().read(_LARGEST_PAGE + 1)
    if len(data) > _LARGEST_PAGE:
        return LeftOut(place, f"is larger than {_LARGEST_PAGE // 1_000_000} MB")
    charset = kind.lower().partition("charset=")[2].strip(" \"'")
    return Found(place, page=as_declared(data, charset), url=url)


def as_declared(data: bytes, charset: str) -> bytes:
    """Return a page as UTF-8 where its server's header, and not the page, says how it is encoded."""
    if not charset or charset in ("utf-8", "utf8") or b"charset" in data[:2000]:
        return data
    try:
        return data.decode(charset, errors="replace").encode("utf-8")
    except LookupError:
        return data
