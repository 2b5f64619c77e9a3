"""What kind of file a file is: by its content where that shows it, else by the ending of its name."""

import re
import zipfile
from pathlib import Path

from newsangle.language import read_lexicon
from newsangle.readers.decoding import DecodingError, decode
from newsangle.readers.found import ReadingError

_HEAD = 8192  # bytes that show a kind
_MAGIC = {
    b"%PDF": ".pdf", b"{\\rtf": ".rtf", b"\x1f\x8b": ".gz", b"PAR1": ".parquet", b"WARC/": ".warc",
    b"\xd0\xcf\x11\xe0": ".ole", b"bplist00": ".webarchive",
}  # fmt: skip
_PARTS = {"word/document.xml": ".docx", "xl/workbook.xml": ".xlsx"}
_OPEN_DOCUMENT = {"text": ".odt", "spreadsheet": ".ods"}
_UNREAD = {
    ".ole": "is an old Word or Excel file, or an Outlook message. Open it and save it as .docx, .xlsx or .eml.",
    ".xml": "is XML of a kind that is not read. Save the articles as HTML, text or a table.",
    ".ods": "is a spreadsheet of LibreOffice. Open it and save it as .xlsx or CSV.",
}
_NOT_TEXT = (".docx", ".docm", ".odt", ".rtf", ".pdf", ".zip", ".gz", ".doc", ".xls")
_BY_NAME = (
    ".eml",
    ".mht",
    ".mhtml",
    ".webarchive",
    ".json",
    ".jsonl",
    ".ndjson",
    ".jsonlines",
)  # what only a name tells from text
_MARKUP = re.compile(r"(?:\s|<\?xml[^>]*>|<!--.*?-->)*<(?:!doctype html|html|head|body|table)\b", re.I | re.DOTALL)


def kind_of(path: Path) -> str:
    """Return the usual ending of files like this one, such as '.docx' for a Word file named 'story.doc'.

    An HTML table that was saved as a spreadsheet is '.xls'. Raises ReadingError for a kind that is not read.
    """
    named = path.suffix.lower()
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    kind = next((kind for magic, kind in _MAGIC.items() if head.startswith(magic)), named)
    if kind == ".gz" and path.name.lower().endswith(".warc.gz"):
        kind = ".warc"
    elif head.startswith(b"PK"):
        kind = _of_zipped(path)
    elif kind == named and head and named not in _BY_NAME:
        kind = _of_text(head, named)
    if kind in _UNREAD:
        raise ReadingError(f"{path.name} {_UNREAD[kind]}")
    return kind


def _of_zipped(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            stated = archive.open("mimetype").read(200).decode("ascii", "replace") if "mimetype" in names else ""
    except (OSError, ValueError, RuntimeError, NotImplementedError, zipfile.BadZipFile):
        return path.suffix.lower()  # a damaged one: its reader says so
    if match := re.search(r"opendocument\.(\w+)", stated):
        return _OPEN_DOCUMENT.get(match[1], ".zip")
    return next((kind for part, kind in _PARTS.items() if part in names), ".zip")


def _of_text(head: bytes, named: str) -> str:
    try:
        text = decode(head).text
    except DecodingError:
        return named
    if _MARKUP.match(text):
        return ".xls" if named in (".xls", ".xlsx", ".csv") else ".html"
    if text.lstrip().startswith("<?xml") and named not in (".html", ".htm", ".xhtml"):
        return ".xml"
    if named in (".html", ".htm", ".xhtml"):
        return ".html" if "<" in text else ".txt"
    if named in (".csv", ".tsv", ".tab", ".psv"):
        return named
    if re.match(r"\s*[\[{]\s*[\"{]", text):
        return ".json"
    if _has_headings(text):
        return ".csv"
    return ".txt" if named in _NOT_TEXT else named


def _has_headings(text: str) -> bool:
    """Return whether a text begins with the headings of a table of articles, as Excel's 'Unicode text' does."""
    first, second = [*(line for line in text.split("\n", 50) if line.strip()), "", ""][:2]
    mark = max("\t;,|", key=first.count)
    cells = {cell.strip(' "').lower() for cell in first[:2000].split(mark)}
    held = {field for field, names in read_lexicon("readers", "columns").items() if cells & set(names)}
    return bool(held & {"text", "url"}) and len(held) >= 2 and mark in second
