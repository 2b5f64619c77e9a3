"""Files whose names mislead, and files that hold other files."""

import gzip
import zipfile

import docx
import pytest

from newsangle.readers import LeftOut, ReadingError, read_file
from newsangle.readers.kinds import kind_of

STORY = "The river rose on Monday night and flooded the old town, the police said."
PAGE = f"<!-- saved from url=(0027)https://post.example/river --><html><body><h1>River</h1><p>{STORY}</p></body></html>"
TABLE = f'outlet\ttitle\ttext\nPost\tRiver\t"{STORY}"\n'


def word(path):
    document = docx.Document()
    document.add_paragraph(STORY)
    document.save(path)
    return path


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.txt", STORY, ".txt"),
        ("a.txt", PAGE, ".html"),
        ("a.doc", PAGE, ".html"),
        ("a.html", STORY, ".txt"),
        ("a.doc", "{\\rtf1\\ansi River\\par}", ".rtf"),
        ("a.txt", TABLE.encode("utf-16"), ".csv"),
        ("a.xlsx", TABLE.replace("\t", ";"), ".csv"),
        ("a.xls", "<table><tr><td>outlet</td><td>text</td></tr></table>", ".xls"),
        ("a.csv", STORY, ".csv"),
        ("a.json", "<html>", ".json"),
        ("a.txt", '{"text": "one"}\n{"text": "two"}\n', ".json"),
        ("a.txt", "[1] A note of the editors: “it rained”.", ".txt"),
        ("a.txt", f"Home | Article | Date\n{STORY}\n", ".txt"),
        ("a.txt", b"%PDF-1.7", ".pdf"),
        ("a.zip", b"PK\x05\x06" + bytes(18), ".zip"),
        ("a.warc.gz", gzip.compress(b"WARC/1.0", mtime=0), ".warc"),
        ("a", b"", ""),
    ],
)
def test_the_content_of_a_file_shows_its_kind(tmp_path, name, content, kind):
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    assert kind_of(tmp_path / name) == kind


def test_a_word_file_under_another_name_is_read(tmp_path):
    (found,) = read_file(word(tmp_path / "a.doc"))
    assert found.text.strip() == STORY


def test_old_office_files_are_refused_with_the_fix(tmp_path):
    (tmp_path / "a.docx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    with pytest.raises(ReadingError, match=r"old Word or Excel file.*save it as \.docx"):
        list(read_file(tmp_path / "a.docx"))


def test_xml_of_an_unknown_kind_is_refused(tmp_path):
    (tmp_path / "a.xml").write_text('<?xml version="1.0"?><rss><item><title>River</title></item></rss>')
    with pytest.raises(ReadingError, match="XML of a kind that is not read"):
        list(read_file(tmp_path / "a.xml"))


def test_a_zip_gives_its_articles_and_names_what_is_none(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("news/post.txt", STORY)
        archive.writestr("../outside.txt", STORY)
        archive.writestr("news/photo.jpg", b"\xff\xd8\xff")
        archive.writestr("news/empty.txt", " \n")
        archive.writestr("page_files/advert.html", "<html><p>Buy</p></html>")
        archive.writestr("__MACOSX/news/._post.txt", b"\0\5")
    found = [(item.place, getattr(item, "reason", "article")) for item in read_file(tmp_path / "a.zip")]
    assert sorted(found) == [
        ("a.zip/empty.txt", "holds no text"),
        ("a.zip/news/photo.jpg", "is of a kind that holds no article"),
        ("a.zip/outside.txt", "article"),
        ("a.zip/post.txt", "article"),
    ]
    assert not (tmp_path / "outside.txt").exists()


def test_an_archive_inside_an_archive_is_left_out(tmp_path):
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        archive.writestr("post.txt", STORY)
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(tmp_path / "in.zip", "in.zip")
    (found,) = read_file(tmp_path / "a.zip")
    assert isinstance(found, LeftOut) and "archive inside an archive" in found.reason


def test_a_folder_and_a_compressed_table_are_read(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "t.csv.gz").write_bytes(gzip.compress(TABLE.encode()))
    (tmp_path / "in" / "bad.pdf").write_bytes(b"%PDF-1.7")
    items = list(read_file(tmp_path / "in"))
    assert [item.text for item in items if not isinstance(item, LeftOut)] == [STORY]
    assert [item.place for item in items if isinstance(item, LeftOut)] == ["bad.pdf"]


TWISTED = bytearray(gzip.compress(TABLE.encode() * 20))
TWISTED[20:30] = bytes(range(200, 210))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.zip", b"PK\x03\x04noise"), ("a.zip", b"\x1f\x8bnoise"), ("a.csv.gz", bytes(TWISTED)),
        ("a.warc.gz", bytes(TWISTED)),
    ],
)  # fmt: skip
def test_damaged_archives_are_refused(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ReadingError):
        list(read_file(tmp_path / name))


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        (f"post.example\nRiver floods town\n3 minutes\n\n{STORY}\n", "post.example"),
        (f"River floods town\n\n{STORY}\n\n© 2025 Vale Post. All rights reserved.\n", "Vale Post"),
        (f"River floods town\n\n{STORY}\n\nCopyright (c) 2024-2025 The Vale Post Ltd\n", "The Vale Post"),
        (f"River floods town\n\n{STORY}\n\nCopyright 2025 The Associated Press. All rights reserved.\n", None),
        (f"{STORY}\n\n© 2025 Vale Post\n\n{STORY}\n\n© 2025 Island Times\n", None),
        (f"River floods town\n\n{STORY}\n\nThe copyright dispute with Vale Post went on in 2025.\n", None),
    ],
)
def test_the_outlet_is_inferred_from_the_site_or_the_copyright(tmp_path, text, outlet):
    (tmp_path / "a.txt").write_text(text)
    (found,) = read_file(tmp_path / "a.txt")
    assert found.outlet == outlet and ("outlet" in found.inferred) == (outlet is not None)
