"""Documents of word processors, PDF and mail."""

import plistlib
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

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


def test_word_leaves_out_what_was_moved_or_hidden_and_reads_rows_of_tables(tmp_path):
    document = docx.Document()
    paragraph = document.add_paragraph(STORY)
    paragraph.add_run(" XE index").font.hidden = True
    paragraph._p.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t> It rained.</w:t></w:r></w:ins>"))
    paragraph._p.append(parse_xml(f"<w:moveFrom {nsdecls('w')}><w:r><w:t> Moved.</w:t></w:r></w:moveFrom>"))
    paragraph._p.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText> Gone.</w:delText></w:r></w:del>"))
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ["Item", "Cost", "Cranes", "4 million"], strict=True):
        cell.text = text
    document.save(tmp_path / "a.docx")
    assert read_document(tmp_path / "a.docx").text.split("\n") == [
        STORY + " It rained.",
        "Item: Cranes; Cost: 4 million.",
    ]


def test_an_open_document_is_read_without_its_notes_and_deletions(tmp_path):
    names = "office text table".split()
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    body = (
        "<text:tracked-changes><text:p>Deleted.</text:p></text:tracked-changes><text:h>River</text:h>"
        f"<text:p>{STORY[:9]}<text:span>{STORY[9:]}</text:span><text:note><text:p>A note.</text:p></text:note>"
        '<text:line-break/>It<text:s text:c="1"/>rained.</text:p>'
    )
    with zipfile.ZipFile(tmp_path / "a.odt", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        content = f"<office:body><office:text>{body}</office:text></office:body>"
        archive.writestr("content.xml", f"<office:document-content {spaces}>{content}</office:document-content>")
    (found,) = read_file(tmp_path / "a.odt")
    assert found.text.split("\n") == ["River", STORY, "It rained."]


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


def test_pdf_columns_are_read_one_after_the_other(tmp_path):
    left = ["The river rose on Monday night and flooded", "the old town, the police said to reporters."]
    right = ["Nobody was hurt, the mayor said, and boats", "had taken everyone to the hill by morning."]
    rows = zip(left * 4, right * 4, strict=True)  # drawn row by row, as some programs do
    drawn = [
        f"BT /F 9 Tf {x} {700 - 11 * i} Td ({text}) Tj ET" for i, row in enumerate(rows)
        for x, text in zip((50, 320), row, strict=True)
    ]  # fmt: skip
    data = "\n".join(drawn).encode()
    (tmp_path / "a.pdf").write_bytes(PDF.replace(b"LENGTH", b"%d" % len(data)).replace(b"DRAWN", data))
    text = read_document(tmp_path / "a.pdf").text
    assert " ".join(left) in text and " ".join(right) in text


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


def test_a_page_saved_as_one_file_keeps_its_letters_and_its_address_and_no_day_of_saving(tmp_path):
    part = "Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable\nContent-Location: https://a.example/1"
    (tmp_path / "a.mhtml").write_text(
        "From: <Saved by Blink>\nDate: Mon, 03 Mar 2025 09:00:00 +0000\nMIME-Version: 1.0\n"
        f'Content-Type: multipart/related; boundary="b"\n\n--b\n{part}\n\n'
        "<html><p>Jos=C3=A9=E2=80=99s boat</p></html>\n--b--\n"
    )
    (found,) = read_file(tmp_path / "a.mhtml")
    assert "José’s boat" in found.page.decode() and found.url == "https://a.example/1"
    assert (found.published, found.outlet) == (None, None)


def test_a_page_saved_by_safari_is_read_with_its_address(tmp_path):
    main = {
        "WebResourceData": "<html><p>José’s boat</p></html>".encode("utf-16"),
        "WebResourceURL": "https://a.example/1",
    }
    content = {"WebMainResource": {**main, "WebResourceTextEncodingName": "utf-16"}}
    (tmp_path / "a.webarchive").write_bytes(plistlib.dumps(content, fmt=plistlib.FMT_BINARY))
    (found,) = read_file(tmp_path / "a.webarchive")
    assert "José’s boat" in found.page.decode() and found.url == "https://a.example/1"


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.webarchive", "a.rtf", "a.pdf", "a.eml", "a.mht"])
@pytest.mark.parametrize("content", [b"", b"noise", bytes(range(256)) * 40, b"PK\x03\x04", b"%PDF-1.7", b"{\\rtf1"])
def test_damaged_documents_are_refused_or_read_and_never_raise_anything_else(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    try:
        read_document(tmp_path / name)
    except ReadingError as error:
        assert name in str(error)
