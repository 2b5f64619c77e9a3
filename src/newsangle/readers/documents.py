"""Documents of word processors, PDF and mail → their text; nothing is taken from the properties of a document.

Whoever saved a file is seldom the author of the article in it, and the day of saving is not that of publication.
"""

import logging
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from newsangle.readers.decoding import decode, printable, repair
from newsangle.readers.found import ReadingError
from newsangle.readers.markup import table_sentences
from newsangle.readers.rows import check_archive

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_MOST_PAGES = 500
_LONGEST_CELL = 20  # words: a table with longer ones arranges text on a page


@dataclass(frozen=True)
class Document:
    """The text of a document, or the page in it, and what a mail states of itself."""

    text: str = ""
    page: bytes = b""
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None


def read_document(path: Path, kind: str = "") -> Document:
    """Return the text of a .docx, .odt, .rtf, .pdf, .eml, .mht or .webarchive file, a line for each paragraph.

    kind: as `kind_of` returns it; by default, the ending of the name. Raises ReadingError where the file cannot be read
    or holds no text, as a scanned page does.
    """
    path = Path(path)
    try:
        document = READERS[kind or path.suffix.lower()](path)
    except ReadingError:
        raise
    except Exception as error:  # what the libraries raise on damaged files is of many kinds
        raise ReadingError(
            f"{path.name} cannot be read ({type(error).__name__}: {str(error)[:80]}). Save it again, or as text."
        ) from None
    if not document.page and not any(c.isalpha() for c in document.text):
        raise ReadingError(f"{path.name} holds no text. Is it a scan? Copy the article's text into a .txt file.")
    return document


# --- Word processors ------------------------------------------------------------------------------------------------


class _Names(NamedTuple):
    """What a format calls paragraphs, tables, rows and cells."""

    paragraphs: tuple[str, ...]
    table: str
    row: str
    cell: str


def _of_word(path: Path) -> Document:
    import docx

    check_archive(path)
    body = docx.Document(str(path)).element.body
    names = _Names((f"{_W}p",), f"{_W}tbl", f"{_W}tr", f"{_W}tc")
    return Document(printable("\n".join(_lines(body, names, _of_word_paragraph))))


def _lines(body: Any, names: _Names, read: Callable[[Any], str]) -> Iterator[str]:
    """Yield the paragraphs of a document; the rows of a table of short cells are sentences."""
    inside: set = set()  # the paragraphs of tables that were read
    for node in body.iter(*names.paragraphs, names.table):
        if node in inside or _is_beside(node, names):
            continue
        if node.tag != names.table:
            yield read(node)
            continue
        rows = [
            [" ".join(read(p) for p in cell.iter(*names.paragraphs)) for cell in row.iter(names.cell)]
            for row in node.iter(names.row)
        ]
        if len(rows) > 1 and all(len(row) > 1 and len(c.split()) <= _LONGEST_CELL for row in rows for c in row):
            inside.update(node.iter(*names.paragraphs, names.table))
            yield from table_sentences(rows[0], rows[1:])


def _is_beside(node: Any, names: _Names) -> bool:
    """Return whether a node stands outside the running text: in a note, in what was deleted, in a second drawing."""
    above = {ancestor.tag for ancestor in node.iterancestors()}
    outside = (f"{_TEXT}note", f"{_TEXT}tracked-changes", f"{_OFFICE}annotation")
    return any(tag.endswith("}Fallback") or tag in names.paragraphs or tag in outside for tag in above)


def _of_word_paragraph(paragraph: Any) -> str:
    """Return a paragraph's text: insertions and links included, what was deleted, moved away or hidden left out."""
    parts = []
    for node in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):
        name, run = node.tag.removeprefix(_W), node.getparent()
        moved = run.getparent() is not None and run.getparent().tag == f"{_W}moveFrom"
        if run.tag == f"{_W}tabs" or moved or run.find(f"{_W}rPr/{_W}vanish") is not None:
            continue
        parts.append({"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}.get(name) or node.text or "")
    return "".join(parts)


def _of_open_document(path: Path) -> Document:
    """Read an OpenDocument text, as LibreOffice saves it."""
    import lxml.etree

    check_archive(path)
    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml")
    body = lxml.etree.fromstring(content, lxml.etree.XMLParser(resolve_entities=False)).find(f".//{_OFFICE}text")
    names = _Names((f"{_TEXT}p", f"{_TEXT}h"), f"{_TABLE}table", f"{_TABLE}table-row", f"{_TABLE}table-cell")
    return Document(printable("\n".join(_lines(body, names, _of_open_paragraph))))


def _of_open_paragraph(node: Any) -> str:
    """Return the text of a paragraph and of what is in it, without its notes and comments."""
    text = node.text or ""
    for child in node:
        name = child.tag if isinstance(child.tag, str) else ""
        if name == f"{_TEXT}s":
            text += " " * min(int(child.get(f"{_TEXT}c", "1")), 100)
        elif name in (f"{_TEXT}tab", f"{_TEXT}line-break"):
            text += "\t" if name.endswith("tab") else "\n"
        elif name not in ("", f"{_TEXT}note", f"{_OFFICE}annotation"):
            text += _of_open_paragraph(child)
        text += child.tail or ""
    return text


def _of_rtf(path: Path) -> Document:
    from striprtf.striprtf import rtf_to_text

    raw = path.read_bytes().decode("latin-1")
    if not raw.lstrip().startswith("{\\rtf"):
        raise ReadingError(f"{path.name} is no RTF document. Save it again, or as text.")
    raw = re.sub(r"(?<=[\s}])[0-9a-fA-F\s]{2000,}", " ", raw)  # pictures
    return Document(printable(repair(rtf_to_text(raw, errors="ignore"))))


# --- PDF ------------------------------------------------------------------------------------------------------------


class _Line(NamedTuple):
    """A line on a page: its text, where it begins and ends, the end of its column, its height and place on the page."""

    text: str
    start: float
    end: float
    margin: float
    height: float
    top: float


def _of_pdf(path: Path) -> Document:
    from pdfminer.high_level import extract_pages
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # faults of a file are reported once, as its own
    try:
        pages = [_lines_of(page) for page in extract_pages(str(path), maxpages=_MOST_PAGES + 1)]
    except PDFPasswordIncorrect:
        raise ReadingError(f"{path.name} is locked with a password. Save it without one.") from None
    if len(pages) > _MOST_PAGES:
        raise ReadingError(f"{path.name} has more than {_MOST_PAGES} pages. Save the article's pages alone.")
    return Document(_reflowed(_without_running_heads(pages)))


def _lines_of(page: Any) -> list[_Line]:
    """Return the lines of a page, column by column as pdfminer's analysis of its layout orders them."""
    from pdfminer.layout import LTTextBox, LTTextLine

    lines = []
    for box in (item for item in page if isinstance(item, LTTextBox)):
        for line in (line for line in box if isinstance(line, LTTextLine)):
            text = " ".join(printable(line.get_text()).split())
            if text:
                lines.append(_Line(text, line.x0, line.x1, box.x1, line.height, line.y1))
    return lines


def _without_running_heads(pages: list[list[_Line]]) -> list[_Line]:
    """Return the lines of all pages without those at the head and foot of at least half of them."""

    def plain(line: _Line) -> str:
        return re.sub(r"\d+", "#", line.text)

    def edges(page: list[_Line]) -> set[str]:
        ordered = sorted(page, key=lambda line: line.top)
        return {plain(line) for line in (*ordered[:2], *ordered[-2:])}

    counts = Counter(line for page in pages for line in edges(page))
    running = {line for line, count in counts.items() if count >= max(3, len(pages) / 2)}
    return [line for page in pages for line in page if plain(line) not in running]


def _reflowed(lines: list[_Line]) -> str:
    """Join the lines of a paragraph, and the parts of a word that was divided at the end of a line."""
    text = ""
    for line, after in pairwise(lines):
        ended = _ends_paragraph(line, after)
        if line.text.endswith("-") and after.text[:1].islower() and not ended:
            text += line.text[:-1]
        else:
            text += line.text + ("\n" if ended else " ")
    return text + (f"{lines[-1].text}\n" if lines else "")


def _ends_paragraph(line: _Line, after: _Line) -> bool:
    """Return whether a paragraph ends with a line: in another type size, or where the next word would have fitted."""
    if abs(line.height - after.height) > 0.15 * max(line.height, after.height):
        return True
    stops = re.search(r"[.!?:][\"'”’)]*$", line.text) is not None
    if not stops and (after.text[:1].islower() or line.text[-1:] in "-,"):
        return False
    if after.top > line.top or after.start > line.margin:  # the next column or page
        return stops
    letter = (after.end - after.start) / len(after.text)
    fits = line.end + letter * (len(after.text.split(" ")[0]) + 1) < line.margin
    indented = after.start > line.start + 0.5 * line.height
    return fits or (stops and (indented or after.margin != line.margin))


# --- Mail and saved pages -------------------------------------------------------------------------------------------


def _of_mail(path: Path) -> Document:
    message = _message(path)
    page, plain = message.get_body(("html",)), message.get_body(("plain",))
    sender = (message["from"].addresses[:1] or [None])[0] if message["from"] else None
    facts = {
        "title": str(message["subject"]).strip() if message["subject"] else None,
        "outlet": sender.display_name or None if sender else None,
        "published": str(message["date"]) if message["date"] else None,
    }
    text = decode(_in_utf_8(plain)).text if plain else ""
    if page and len(text.split()) < 40:
        return Document(page=_in_utf_8(page), **facts)
    return Document(text, **facts)


def _of_saved_page(path: Path) -> Document:
    """Read a page that a browser saved as one file; its day and sender are those of the saving."""
    message = _message(path)
    page = message.get_body(("html",)) or message.get_body(("plain",))
    address = next((str(part["content-location"]) for part in (page, message) if part and part["content-location"]), "")
    address = address or str(message["snapshot-content-location"] or "")
    return Document(page=_in_utf_8(page) if page else b"", url=_address(address))


def _of_web_archive(path: Path) -> Document:
    """Read a page that Safari saved."""
    import plistlib

    with path.open("rb") as stream:
        page = plistlib.load(stream)["WebMainResource"]
    data, charset = page["WebResourceData"], page.get("WebResourceTextEncodingName") or "utf-8"
    return Document(page=data.decode(charset, "replace").encode("utf-8"), url=_address(page.get("WebResourceURL", "")))


def _address(text: str) -> str | None:
    return text if re.fullmatch(r"https?://\S{4,1900}", text) else None


def _message(path: Path):
    import email
    from email import policy

    return email.message_from_bytes(path.read_bytes(), policy=policy.default)


def _in_utf_8(part: Any) -> bytes:
    """Return the content of a part of a mail in UTF-8, or as it is where the mail does not say how it is encoded."""
    data, charset = part.get_payload(decode=True) or b"", part.get_content_charset()
    try:
        return data.decode(charset, "replace").encode("utf-8", "replace") if charset else data
    except LookupError:
        return data


READERS: dict[str, Callable[[Path], Document]] = {
    ".docx": _of_word,
    ".docm": _of_word,
    ".odt": _of_open_document,
    ".rtf": _of_rtf,
    ".pdf": _of_pdf,
    ".eml": _of_mail,
    ".mht": _of_saved_page,
    ".mhtml": _of_saved_page,
    ".webarchive": _of_web_archive,
}
