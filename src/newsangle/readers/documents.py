"""Documents of word processors, PDF and mail → their text; nothing is taken from the properties of a document.

Whoever saved a file is seldom the author of the article in it, and the day of saving is not that of publication.
"""

import logging
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from newsangle.readers.decoding import decode, printable
from newsangle.readers.found import ReadingError
from newsangle.readers.rows import check_archive

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOST_PAGES = 500


@dataclass(frozen=True)
class Document:
    """The text of a document, or the page in it, and what a mail states of itself."""

    text: str = ""
    page: bytes = b""
    title: str | None = None
    outlet: str | None = None
    published: str | None = None


def read_document(path: Path) -> Document:
    """Return the text of a .docx, .rtf, .pdf, .eml or .mht file, a line for each paragraph.

    Raises ReadingError where it cannot be read or holds no text, as a scanned page does.
    """
    path = Path(path)
    try:
        document = READERS[path.suffix.lower()](path)
    except ReadingError:
        raise
    except Exception as error:  # what the libraries raise on damaged files is of many kinds
        raise ReadingError(
            f"{path.name} cannot be read ({type(error).__name__}: {str(error)[:80]}). Save it again, or as text."
        ) from None
    if not document.page and not any(c.isalpha() for c in document.text):
        raise ReadingError(f"{path.name} holds no text. Is it a scan? Copy the article's text into a .txt file.")
    return document


def _of_word(path: Path) -> Document:
    import docx

    check_archive(path)
    body = docx.Document(str(path)).element.body
    lines = [_of_paragraph(p) for p in body.iter(f"{_W}p") if not _beside(p)]
    return Document(printable("\n".join(lines)))


def _of_paragraph(paragraph) -> str:
    """Return a paragraph's text: insertions and links included, what was deleted left out."""
    parts = []
    for node in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):
        name = node.tag.removeprefix(_W)
        if name == "tab" and node.getparent().tag == f"{_W}tabs":
            continue
        parts.append({"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}.get(name) or node.text or "")
    return "".join(parts)


def _beside(paragraph) -> bool:
    """Return whether a paragraph stands in the second version of a drawing, or inside another paragraph."""
    return any(above.tag.endswith("}Fallback") or above.tag == f"{_W}p" for above in paragraph.iterancestors())


def _of_rtf(path: Path) -> Document:
    from striprtf.striprtf import rtf_to_text

    raw = path.read_bytes().decode("latin-1")
    if not raw.lstrip().startswith("{\\rtf"):
        raise ReadingError(f"{path.name} is no RTF document. Save it again, or as text.")
    raw = re.sub(r"(?<=[\s}])[0-9a-fA-F\s]{2000,}", " ", raw)  # pictures
    return Document(printable(rtf_to_text(raw, errors="ignore")))


def _of_pdf(path: Path) -> Document:
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # faults of a file are reported once, as its own
    reader = pypdf.PdfReader(str(path))
    if reader.is_encrypted and not reader.decrypt(""):
        raise ReadingError(f"{path.name} is locked with a password. Save it without one.")
    if len(reader.pages) > _MOST_PAGES:
        raise ReadingError(f"{path.name} has more than {_MOST_PAGES} pages. Save the article's pages alone.")
    pages = [printable(page.extract_text() or "").split("\n") for page in reader.pages]
    return Document(_reflowed(_without_running_heads(pages)))


def _without_running_heads(pages: list[list[str]]) -> list[str]:
    """Return the lines of all pages without those at the head and foot of at least half of them."""
    edges = Counter(re.sub(r"\d+", "#", line.strip()) for page in pages for line in {*page[:2], *page[-2:]})
    running = {line for line, count in edges.items() if line and count >= max(3, len(pages) / 2)}
    return [line for page in pages for line in page if re.sub(r"\d+", "#", line.strip()) not in running]


def _reflowed(lines: list[str]) -> str:
    """Join lines that were broken at a width: a paragraph ends where a line ends a sentence before the margin."""
    lines = [" ".join(line.split()) for line in lines]
    lengths = sorted(len(line) for line in lines if line)
    width = lengths[int(0.8 * len(lengths))] if lengths else 0
    text = ""
    for line, after in pairwise([*lines, ""]):
        ended = not line or not after or len(line) < 0.6 * width
        ended = ended or (len(line) < 0.9 * width and re.search(r"[.!?:][\"'”’)]*$", line) is not None)
        if line.endswith("-") and after[:1].islower() and not ended:
            text += line[:-1]
        else:
            text += line + ("\n" if ended else " ")
    return text


def _of_mail(path: Path) -> Document:
    import email
    from email import policy

    message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
    page, plain = message.get_body(("html",)), message.get_body(("plain",))
    sender = (message["from"].addresses[:1] or [None])[0] if message["from"] else None
    facts = {
        "title": str(message["subject"]).strip() if message["subject"] else None,
        "outlet": sender.display_name or None if sender else None,
        "published": str(message["date"]) if message["date"] else None,
    }
    if page and (path.suffix.lower() != ".eml" or not plain or len(plain.get_content().split()) < 40):
        return Document(page=page.get_content().encode("utf-8", "replace"), **facts)
    if not plain:
        raise ReadingError(f"{path.name} holds no text. Open the mail and copy the article into a .txt file.")
    return Document(decode(plain.get_content().encode("utf-8", "replace")).text, **facts)


READERS: dict[str, Callable[[Path], Document]] = {
    ".docx": _of_word,
    ".docm": _of_word,
    ".rtf": _of_rtf,
    ".pdf": _of_pdf,
    ".eml": _of_mail,
    ".mht": _of_mail,
    ".mhtml": _of_mail,
}
