"""Files of every kind → an event: what event.yml says, what is marked as inferred, what is asked for."""

import gzip
import io

import docx
import pytest
import yaml

from newsangle import load_event
from newsangle.collecting import add_articles, name_for, new_event, pasted
from newsangle.errors import InputError

TEXT = "River floods town\n\nThe river rose on Monday night and flooded the old town, the police said.\n"
PAGE = """<html><head><meta property="og:site_name" content="Vale Post"><meta name="author" content="Jane Roe">
<link rel="canonical" href="https://example.org/river"><meta property="article:published_time" content="2025-03-04">
</head><body><article><h1>River floods town</h1><p>The river rose above its banks on Monday night, the police said.</p>
<p>More than 300 people had to leave their houses, and the army sent boats to them.</p></article></body></html>"""


def write(tmp_path, **files):
    paths = []
    for name, content in files.items():
        path = tmp_path / name.replace("__", "-").replace("_", ".")
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        paths.append(path)
    return paths


def entries(made):
    return yaml.safe_load((made.folder / "event.yml").read_text(encoding="utf-8"))["articles"]


def test_a_page_states_its_own_facts(tmp_path):
    made = new_event(tmp_path / "flood", write(tmp_path, a_html=PAGE))
    assert entries(made) == [
        {
            "file": "a.html", "outlet": "Vale Post", "title": "River floods town", "author": "Jane Roe",
            "published": "2025-03-04", "url": "https://example.org/river",
        }
    ]  # fmt: skip
    assert (made.folder / "a.html").read_text() == PAGE and made.missing == []


def test_what_is_worked_out_is_marked_and_what_is_missing_is_listed(tmp_path):
    made = new_event(tmp_path / "flood", write(tmp_path, vale__post_txt=TEXT))
    assert entries(made) == [{"file": "vale-post.txt", "outlet": "Vale Post", "inferred": ["outlet"]}]
    told = "\n".join(made.told())
    assert "outlet, guessed from the name of its file or sender" in told and "published, which nothing states" in told


@pytest.mark.parametrize(
    ("name", "outlet", "day"),
    [
        ("guardian_2025-06-04", "Guardian", "2025-06-04"),
        ("Vale Post 3 June 2025", "Vale Post", "2025-06-03"),
        ("vale-post-20250603", "Vale Post", "2025-06-03"),
        ("vale-post-20251399", "Vale Post 20251399", None),
        ("channel-4-12345678", "Channel 4 12345678", None),
        ("2025-06-04", "2025 06 04", "2025-06-04"),
    ],
)
def test_the_name_of_a_file_gives_outlet_and_day_where_nothing_states_them(tmp_path, name, outlet, day):
    (tmp_path / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    entry = entries(new_event(tmp_path / "flood", [tmp_path / f"{name}.txt"]))[0]
    assert (entry["outlet"], entry.get("published")) == (outlet, day)
    assert entry["inferred"] == ["outlet", *(["published"] if day else [])]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("River floods town\nPublished: 3 March 2025, 14.30 GMT\n" + TEXT, "2025-03-03T14:30:00+00:00"),
        ("Published: 23:37, 3 March 2025 | Updated: 01:00, 4 March 2025\n" + TEXT, "2025-03-03T23:37:00"),
        ("March 3, 2025 / 10:15 AM EST / Vale Post\n" + TEXT, "2025-03-03"),
        ("Updated 4 March 2025\n" + TEXT, None),
        ("Older story\n1 March 2025\nRiver floods town\n3 March 2025\n" + TEXT, None),
        (
            TEXT + "\nPublished: 3 March 2025\n" + "It rained on and on, all day long, and the river rose again. " * 3,
            None,
        ),
        (TEXT + "\n© 2019 Vale Post\n3 March 2019\n", None),
    ],
)
def test_the_day_comes_from_above_the_story_or_not_at_all(tmp_path, text, day):
    made = new_event(tmp_path / "flood", write(tmp_path, a_txt=text * 1))
    assert entries(made)[0].get("published") == day


def test_dates_that_are_ambiguous_are_asked_for_and_those_of_a_clear_column_are_marked(tmp_path):
    table = "outlet,date,text\nA,03/06/2025,{0}\nB,{1},{0}\n"
    story = "The river rose on Monday."
    unclear = new_event(tmp_path / "one", write(tmp_path, a_csv=table.format(story, "04/06/2025")))
    assert "may be day/month or month/day" in "\n".join(unclear.told())
    assert "published" not in entries(unclear)[0] and "03/06/2025" in entries(unclear)[0]["note"]
    clear = new_event(tmp_path / "two", write(tmp_path, a_csv=table.format(story, "25/06/2025")))
    assert entries(clear)[0]["published"] == "2025-06-03" and entries(clear)[0]["inferred"] == ["published"]


def test_files_of_many_kinds_make_one_event_that_loads(tmp_path):
    document = docx.Document()
    document.add_paragraph(TEXT)
    document.save(tmp_path / "b.docx")
    rtf = rb"{\rtf1\ansi River floods town\par The river rose on Monday night, the police said.\par}"
    files = [*write(tmp_path, a_html=PAGE, a_txt=TEXT, c_rtf=rtf), tmp_path / "b.docx"]
    event = load_event(new_event(tmp_path / "flood", files).folder)
    assert len(event.articles) == 4 and all("river rose" in article.raw for article in event.articles)


def test_pages_in_a_web_archive_are_read_with_their_addresses(tmp_path):
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with gzip.open(tmp_path / "a.warc.gz", "wb") as stream:  # in one piece, as some programs write it
        writer = WARCWriter(stream, gzip=False)
        for url, status, kind in (
            ("https://a.example/1", "200 OK", "text/html"),
            ("https://a.example/2", "404 No", "text/html"),
        ):
            headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.0")
            writer.write_record(
                writer.create_warc_record(url, "response", io.BytesIO(PAGE.encode()), http_headers=headers)
            )
    made = new_event(tmp_path / "flood", [tmp_path / "a.warc.gz"])
    assert [entry["url"] for entry in entries(made)] == ["https://a.example/1"]
    assert "the server answered 404" in "\n".join(made.told())


def test_pasted_articles_are_added_one_by_one(tmp_path):
    add_articles(tmp_path / "flood", [pasted(TEXT.encode(), "Vale Post")])
    made = add_articles(tmp_path / "flood", [pasted(PAGE.encode())])
    assert [entry["outlet"] for entry in entries(made)] == ["Vale Post", "Vale Post"]
    assert len(load_event(made.folder).articles) == 2


@pytest.mark.parametrize("data", [b"", b" \n", b"123", b"%PDF-1.7"])
def test_what_is_no_article_cannot_be_pasted(tmp_path, data):
    with pytest.raises(InputError):
        add_articles(tmp_path / "flood", [pasted(data)])
    assert not (tmp_path / "flood").exists()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.txt", None, "there is no such file"),
        ("a.png", b"\x89PNG\r\n", "is a picture"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
        ("a.html", b"<html></html>", "no article was found in the page"),
        ("a.json", b'{"articles": [{"url": "https://a.example/1", "title": "Flood"}]}', "newsangle collect"),
        ("a.warc", b"noise", "no WARC file|No article"),
        ("a.warc.gz", gzip.compress(b"noise", mtime=0), "no WARC file|No article"),
    ],
)
def test_what_holds_no_article_is_refused_and_nothing_is_made(tmp_path, name, content, said):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=said):
        new_event(tmp_path / "flood", [tmp_path / name])
    assert not (tmp_path / "flood").exists() and not list(tmp_path.glob(".new-*"))


def test_an_event_is_named_after_its_files(tmp_path):
    assert name_for([tmp_path / "Vale Post.html", tmp_path / "times.txt"]) == "vale-post-times"
    assert name_for([tmp_path / "新华社.txt"]) == "compared"
