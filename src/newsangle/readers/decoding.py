"""From the bytes of a file to its text: encodings, newlines, and text that was decoded wrongly before."""

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from newsangle.errors import InputError

BINARY = {  # how files begin that are no text, and what they are
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a Word or other zipped document",
    b"\xd0\xcf\x11\xe0": "an old Word document",
    b"{\\rtf": "an RTF document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a compressed file",
    b"SQLite": "a database",
}
_BYTE_ORDER_MARKS = (  # the longer first: UTF-32's little-endian mark begins with UTF-16's
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PIECE = 1 << 20
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# What no XML document may hold: a page break ends a line, other control characters are blank, the rest is unreadable.
# Codes 0x80 to 0x9F are read as Windows-1252, as browsers do.
_FORBIDDEN = str.maketrans(
    {"\x0b": "\n", "\x0c": "\n", "\u2028": "\n", "\u2029": "\n"}
    | {chr(code): bytes([code]).decode("cp1252", "replace") for code in range(0x80, 0xA0)}
    | {chr(code): " " for code in range(0x20) if chr(code) not in "\t\n\x0b\x0c\r"}
    | dict.fromkeys(map(chr, [*range(0xD800, 0xE000), 0xFFFE, 0xFFFF]), "\ufffd")
)
_SUSPECT = re.compile(r"[ÂÃÄÅâÐÑðàá][^\sa-zA-Z]")  # how UTF-8 looks when read as Windows-1252, and its like


class DecodingError(InputError):
    """A file is not text."""


@dataclass(frozen=True)
class Decoded:
    """A file's text and the encoding that it was in."""

    text: str
    encoding: str


def decode(data: bytes) -> Decoded:
    """Return the text of a file, without a byte order mark and with line feeds between lines.

    Nothing else changes, except that text decoded wrongly before it was saved ('TÃ¼rkiye') is put right and that a
    control character becomes a space. Raises DecodingError for a file that is not text.
    """
    for head, kind in BINARY.items():
        if data.startswith(head):
            raise DecodingError(f"is {kind}, not text")
    text, encoding = _decoded(data)
    if len(_CONTROL.findall(text)) > 0.02 * len(text):
        raise DecodingError("is binary, not text")
    repaired = repair(text)
    if repaired != text:
        text, encoding = repaired, f"{encoding}, wrongly decoded before"
    text = text.replace("\ufeff", "")  # files that were joined bring their marks along
    return Decoded(printable(text.replace("\r\n", "\n").replace("\r", "\n")), encoding)


def printable(text: str) -> str:
    """Return a text with each control character, lone surrogate and noncharacter replaced by one that can be shown."""
    return text.translate(_FORBIDDEN)


def encoding_of(path: Path) -> str:
    """Return the encoding of a text file of any size, which is read once, in pieces.

    Raises DecodingError for a file that is not text.
    """
    check = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as stream:
        head = stream.read(_PIECE)
        for magic, kind in BINARY.items():
            if head.startswith(magic):
                raise DecodingError(f"is {kind}, not text")
        if wide := _marked(head):
            return wide
        try:
            piece = head
            while piece:
                check.decode(piece)
                piece = stream.read(_PIECE)
            check.decode(b"", final=True)
            return "utf-8-sig"
        except UnicodeDecodeError:
            found = _legacy(piece)[1]
            return "utf-8" if found.startswith("utf-8") else found


def _marked(data: bytes) -> str | None:
    """Return the encoding that a byte order mark or the zeros of UTF-16 show."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return encoding
    zeros = data[:4000].count(0)
    if zeros > 0.2 * len(data[:4000]) and len(data) % 2 == 0:
        return "utf-16-le" if data[1:4000:2].count(0) > zeros / 2 else "utf-16-be"
    return None


def _decoded(data: bytes) -> tuple[str, str]:
    if encoding := _marked(data):
        return data.decode(encoding, errors="replace"), encoding.removesuffix("-sig")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _legacy(data)


def _legacy(data: bytes) -> tuple[str, str]:
    """Decode text of an encoding older than UTF-8, or UTF-8 with a few broken bytes."""
    lenient = data.decode("utf-8", errors="replace")
    foreign = sum(not c.isascii() for c in lenient)
    if lenient.count("�") <= 0.1 * foreign:
        return lenient, "utf-8, broken in places"
    if sum(byte >= 0x80 for byte in data) <= 0.1 * len(data):  # an English text with quotation marks and accents
        return data.decode("cp1252", errors="replace"), "windows-1252"
    import charset_normalizer

    best = charset_normalizer.from_bytes(data[:100_000]).best()
    encoding = best.encoding if best else "cp1252"
    return data.decode(encoding, errors="replace"), encoding


def repair(text: str) -> str:
    """Put right what was decoded wrongly, with ftfy (Speer 2019), line by line and only where it is sure."""
    if not _SUSPECT.search(text):
        return text
    import ftfy
    from ftfy.badness import is_bad

    def line(text: str) -> str:
        return ftfy.fix_encoding(text) if _SUSPECT.search(text) and is_bad(text) else text

    return "\n".join(line(part) for part in text.split("\n"))
