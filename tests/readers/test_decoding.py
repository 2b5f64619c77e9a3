"""From bytes to text: encodings, newlines, mojibake, and what is no text."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsangle.readers.decoding import DecodingError, decode, printable

WORDS = "“Türkiye” — naïve café, it’s 5 €\nsecond line"
PAGE = "A page of a text that was copied from a PDF and saved."


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (WORDS.encode(), WORDS, "utf-8"),
        (WORDS.encode("utf-8-sig"), WORDS, "utf-8"),
        (WORDS.encode("utf-16"), WORDS, "utf-16"),
        (WORDS.encode("utf-16-le"), WORDS, "utf-16-le"),
        (WORDS.encode("utf-16-be"), WORDS, "utf-16-be"),
        (WORDS.encode("utf-32"), WORDS, "utf-32"),
        (("plain words " * 20 + WORDS).encode("cp1252"), "plain words " * 20 + WORDS, "windows-1252"),
        (b"one\r\ntwo\rthree", "one\ntwo\nthree", "utf-8"),
        ("soft\u00adhyphen ﬁ\u00a0x\u200b".encode(), "soft\u00adhyphen ﬁ\u00a0x\u200b", "utf-8"),
        (WORDS.encode().decode("cp1252", "replace").encode(), None, "utf-8, wrongly decoded before"),
        (
            b"the first page\fthe second page, and much more of it, and more\x1f\xef\xbf\xbe",
            "the first page\nthe second page, and much more of it, and more \ufffd",
            "utf-8",
        ),
        ("one\u2028two\u2029three \x93four\x94".encode(), "one\ntwo\nthree “four”", "utf-8"),
        ("one\n\ufefftwo".encode(), "one\ntwo", "utf-8"),
        (b"", "", "utf-8"),
    ],
)
def test_decodes(data, text, encoding):
    found = decode(data)
    assert found.encoding == encoding
    if text is not None:
        assert found.text == text


def test_puts_mojibake_right_and_leaves_good_lines_alone():
    good = "Âge and Ära, says the font page"
    broken = "TÃ¼rkiye and the â€œEUâ€\x9d"
    assert decode(f"{good}\n{broken}".encode()).text == f"{good}\nTürkiye and the “EU”"


def test_a_broken_byte_in_utf_8_spoils_one_character_only():
    found = decode("Größe über Maß, ".encode() * 5 + b"\xff end")
    assert found.text.startswith("Größe über Maß") and found.text.endswith("� end")


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"PK\x03\x04docx", b"\x89PNG\r\n", bytes(range(256)) * 4])
def test_what_is_no_text_is_refused(data):
    with pytest.raises(DecodingError, match="not text"):
        decode(data)


@given(st.text(st.characters(exclude_categories=()), max_size=300))
def test_printable_text_fits_any_page_at_the_same_offsets(text):
    from lxml.etree import Element

    shown = printable(text)
    Element("p").text = shown.replace("\r", " ")
    assert len(shown) == len(text)


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_refused(data):
    with suppress(DecodingError):
        assert "\r" not in decode(data).text
