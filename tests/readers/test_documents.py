"""Documents of word processors, PDF and mail."""

import docx
import pytest

from newsangle.readers import ReadingError, read_file
from newsangle.readers.documents import read_document

STORY = "The river rose on Monday night and flooded the old town, the police said."
PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/Resources<</Font<</F 4 0 R>>>>/Contents 5 0 R>>endobj
4 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
5 0 obj<</Length LENGTH>>stream
DRAWN
endstream endobj
trailer<</Root 1 0 R>>
startxref
0
%%EOF
"""


def pdf(path, lines):
    drawn = b"BT /F 12 Tf 14 TL 50 700 Td " + b" ".join(b"(%s) Tj T*" % line.encode() for line in lines) + b" ET"
    path.write_bytes(PDF.replace(b"LENGTH", b"%d" % len(drawn)).replace(b"DRAWN", drawn))
    return path


def test_word_gives_paragraphs_and_tables_in_their_order(tmp_path):
    document = docx.Document()
    document.add_paragraph("River floods town")
    document.add_table(1, 2).rows[0].cells[0].text = "Houses flooded"
    document.add_paragraph(STORY)
    document.core_properties.author = "Somebody else"
    document.save(tmp_path / "a.docx")
    found = read_document(tmp_path / "a.docx")
    assert [line for line in found.text.split("\n") if line] == ["River floods town", "Houses flooded", STORY]


def test_rtf_is_read(tmp_path):
    (tmp_path / "a.rtf").write_bytes(rb"{\rtf1\ansi\ansicpg1252 River floods town\par Jos\'e9\rquote s caf\'e9.\par}")
    assert read_document(tmp_path / "a.rtf").text.split("\n")[:2] == ["River floods town", "José’s café."]


def test_pdf_lines_become_paragraphs(tmp_path):
    lines = [
        "The river rose on Monday night and flooded the old town and its gov-",
        "ernment offices, the police said to reporters in Vale.",
        "Nobody was hurt.",
    ]
    text = read_document(pdf(tmp_path / "a.pdf", lines)).text
    assert "its government offices, the police said" in text


def test_a_scan_is_refused(tmp_path):
    with pytest.raises(ReadingError, match="Is it a scan"):
        read_document(pdf(tmp_path / "a.pdf", []))


def test_mail_gives_subject_sender_and_day(tmp_path):
    (tmp_path / "a.eml").write_text(
        "From: Vale Post <news@example.org>\nSubject: River floods town\n"
        f"Date: Mon, 03 Mar 2025 09:00:00 +0000\n\n{STORY}\n"
    )
    (found,) = read_file(tmp_path / "a.eml")
    assert (found.title, found.outlet, found.text.strip()) == ("River floods town", "Vale Post", STORY)
    assert set(found.inferred) == {"outlet", "published"}


@pytest.mark.parametrize("name", ["a.docx", "a.rtf", "a.pdf", "a.eml", "a.mht"])
@pytest.mark.parametrize("content", [b"", b"noise", bytes(range(256)) * 40, b"PK\x03\x04", b"%PDF-1.7", b"{\\rtf1"])
def test_damaged_documents_are_refused_or_read_and_never_raise_anything_else(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    try:
        read_document(tmp_path / name)
    except ReadingError as error:
        assert name in str(error)
