"""One door for files of every kind: what is in a file decides how it is read."""

import gzip
import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from newsangle.readers.archives import split_archive
from newsangle.readers.decoding import DecodingError, decode
from newsangle.readers.documents import READERS, Document, read_document
from newsangle.readers.found import LARGEST, Found, LeftOut, ReadingError
from newsangle.readers.kinds import kind_of
from newsangle.readers.markup import text_of
from newsangle.readers.records import domain, read_records
from newsangle.readers.rows import TABLES, check_archive
from newsangle.readers.stated import address_in, day_in, outlet_in

_ARCHIVES = re.compile(r"factiva|lexis|\d (?:of|von|de) \d+ DOCUMENT|ProQuest document ID", re.IGNORECASE)  # in a page
_LARGEST_DOCUMENT = 100_000_000
_READ = (*TABLES, *READERS, ".html", ".htm", ".xhtml", ".txt", ".text", ".md", "", ".zip", ".gz", ".warc", ".doc")


def read_file(path: Path, columns: Mapping[str, str] | None = None) -> Iterator[Found | LeftOut]:
    """Yield the articles in a file: text, HTML, a document, an archive of a newspaper database, a table, a WARC file.

    A .zip file, a folder and a compressed file give the articles in them; the files of a .zip last until the next
    article is asked for. columns: our name → the table's, as `read_records` takes it. Raises ReadingError where a file
    cannot be read.
    """
    path = Path(path)
    if path.is_dir():
        yield from _in_folder(path, columns)
        return
    if not path.is_file():
        raise ReadingError(f"{path}: there is no such file.")
    kind = kind_of(path)
    if kind in TABLES:
        yield from read_records(path, columns)
    elif kind == ".warc":
        from newsangle.readers.web_archives import read_warc

        yield from read_warc(path)
    elif kind in (".zip", ".gz"):
        with tempfile.TemporaryDirectory(prefix="newsangle-") as unpacked:
            _unpack(path, kind, Path(unpacked))
            yield from _in_folder(Path(unpacked), columns, path)
    elif kind in READERS:
        _check_size(path, _LARGEST_DOCUMENT)
        yield from _of_document(path, read_document(path, kind))
    else:
        _check_size(path, _LARGEST_DOCUMENT)
        yield from _of_text(path, path.read_bytes(), kind == ".html")


def _in_folder(
    folder: Path, columns: Mapping[str, str] | None, archive: Path | None = None
) -> Iterator[Found | LeftOut]:
    """Yield the articles in the files below a folder, in the order of their names; what cannot be read is left out.

    Hidden files and the folders of pictures and scripts that browsers put beside a saved page are passed over.
    """
    files = [file for file in sorted(folder.rglob("*")) if file.is_file() and not _is_beside(file.relative_to(folder))]
    if not files:
        raise ReadingError(f"{archive or folder}: holds no files.")
    for file in files:
        inside = f"{archive.name}/" if archive else ""
        place = f"{inside}{file.relative_to(folder)}"
        if file.suffix.lower() not in _READ:
            yield LeftOut(place, "is of a kind that holds no article")
            continue
        try:
            if archive and kind_of(file) in (".zip", ".gz"):  # one may hold itself
                raise ReadingError("is an archive inside an archive. Unpack it, and name its files.")
            for item in read_file(file, columns):
                yield replace(item, place=f"{inside}{item.place}")
        except ReadingError as error:
            yield LeftOut(place, str(error).removeprefix(f"{folder}/"))


def _is_beside(path: Path) -> bool:
    inside = any(part.endswith(("_files", "_Dateien", "_fichiers", "_archivos", ".fld")) for part in path.parts[:-1])
    return inside or any(part.startswith((".", "__MACOSX")) for part in path.parts) or path.name == "event.yml"


def _unpack(path: Path, kind: str, folder: Path) -> None:
    """Write the files of an archive below a folder; no name in an archive leads out of it."""
    try:
        if kind == ".zip":
            check_archive(path)
            with zipfile.ZipFile(path) as archive:
                archive.extractall(folder)
            return
        with gzip.open(path) as stream:
            data = stream.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise ReadingError(f"{path.name}: unpacks to more than {LARGEST // 1_000_000} MB. Unpack it, and split it.")
        (folder / (path.stem or "file")).write_bytes(data)
    except (OSError, EOFError, RuntimeError, NotImplementedError, zlib.error, zipfile.BadZipFile) as error:
        raise ReadingError(
            f"{path.name}: cannot be unpacked ({str(error)[:80]}). Unpack it, and name the files."
        ) from None


def _of_document(path: Path, document: Document) -> Iterator[Found | LeftOut]:
    articles = split_archive(document.text, path.name)
    if articles:
        yield from articles
        return
    inferred = tuple(name for name in ("outlet", "published") if getattr(document, name))
    yield Found(
        path.name, document.text, document.page, title=document.title, outlet=document.outlet,
        published=document.published, url=document.url, inferred=inferred,
    )  # fmt: skip


def _of_text(path: Path, data: bytes, page: bool) -> Iterator[Found | LeftOut]:
    try:
        text = decode(data).text
    except DecodingError as error:
        raise ReadingError(f"{path.name} {error}. Save the article as text, HTML, .docx, .rtf or .pdf.") from None
    if not any(c.isalnum() for c in text):
        yield LeftOut(path.name, "holds no text")
        return
    articles = split_archive(text_of(text) if page else text, path.name) if not page or _ARCHIVES.search(text) else []
    if articles:
        yield from articles
    elif page:
        yield Found(path.name, page=data, file=path)
    else:
        day, url = day_in(text), address_in(text)
        outlet = domain(url) if url else outlet_in(text)
        inferred = tuple(n for n, fact in (("published", day), ("url", url), ("outlet", outlet)) if fact)
        yield Found(path.name, text, published=day, url=url, outlet=outlet, inferred=inferred, file=path)


def _check_size(path: Path, most: int) -> None:
    if path.stat().st_size > most:
        raise ReadingError(f"{path.name} is larger than {most // 1_000_000} MB. One file holds one article or archive.")
