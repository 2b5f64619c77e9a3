"""Rows → articles: whose column is which, and what stands in the place of a text."""

import json

import pytest

from newsangle.readers import Found, LeftOut
from newsangle.readers.records import read_records

TEXT = "The river rose on Monday and flooded the old town, the police said."


def read(tmp_path, *rows):
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return list(read_records(tmp_path / "a.jsonl"))


@pytest.mark.parametrize(
    "row",
    [
        # NewsAPI
        {"source": {"id": None, "name": "Post"}, "title": "Flood", "content": TEXT, "publishedAt": "2025-03-01"},
        {"source": "{'id': None, 'name': 'Post'}", "title": "Flood", "content": TEXT, "publishedAt": "2025-03-01"},
        {"media_name": "Post", "title": "Flood", "story_text": TEXT, "publish_date": "2025-03-01"},  # Media Cloud
        {"fields": {"bodyText": f"<p>{TEXT}</p>", "headline": "Flood"}, "publication": "Post",
         "webPublicationDate": "2025-03-01", "webTitle": "Flood"},  # Guardian
        {"source_domain": "Post", "title": "Flood", "maintext": TEXT, "date_publish": "2025-03-01"},  # news-please
        {"meta_site_name": "Post", "title": "Flood", "text": TEXT, "publish_date": "2025-03-01"},  # newspaper4k
        {"Outlet": "Post", "Full Text": TEXT, "Title": "Flood", "Date": "2025-03-01"},
        {"_source": {"outlet": "Post", "title": "Flood", "text": TEXT, "date": {"$date": "2025-03-01"}}},
        {"publication": None, "publisher": "Post", "title": "Flood", "text": TEXT, "date": "2025-03-01"},
    ],
)  # fmt: skip
def test_the_columns_of_common_sources_are_known(tmp_path, row):
    (found,) = read(tmp_path, row)
    assert isinstance(found, Found)
    assert (found.outlet, found.title, found.text, found.published) == ("Post", "Flood", TEXT, "2025-03-01")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (None, "has no text"),
        ("", "has no text"),
        ("nan", "holds 'nan' in place of a text"),
        ("[Removed]", "holds '[Removed]' in place of a text"),
        ("N/A", "holds 'N/A' in place of a text"),
        (12345, "has no words"),
        ("ERROR: Must enable cookies to view this page.", "is a failed download"),
        ("Just a moment... Checking your browser before accessing.", "is a failed download"),
        ("Access Denied. You don't have permission to access this.", "is a failed download"),
        ("The union said that… [+3210 chars]", "was cut off by its source"),
    ],
)
def test_what_stands_in_place_of_a_text_is_left_out_with_the_reason(tmp_path, text, reason):
    (left,) = read(tmp_path, {"outlet": "Post", "text": text})
    assert isinstance(left, LeftOut) and left.reason.startswith(reason), left


@pytest.mark.parametrize(
    "text", [f"{TEXT} The mayor said that access was denied to the press.", f"{TEXT} " * 20 + "captcha"]
)
def test_a_story_about_such_things_is_a_story(tmp_path, text):
    assert isinstance(read(tmp_path, {"outlet": "Post", "text": text * 9})[0], Found)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<p>One.</p><p>Two &amp; three.</p>", "One.\n\nTwo & three."),
        ("One.<br/><br/>Two.", "One.\n\nTwo."),
        ("One&nbsp;&amp; two &#8217;s.", "One\u00a0& two ’s."),
        ("One.\\n\\nTwo.", "One.\n\nTwo."),
        ("3 < 5 and R&D; 7 > 2", "3 < 5 and R&D; 7 > 2"),
        ("JosÃ© MuÃ±oz", "José Muñoz"),
        ("One\x00\x0cTwo", "One \nTwo"),
    ],
)
def test_cells_become_plain_text(tmp_path, cell, text):
    assert read(tmp_path, {"outlet": "Post", "text": cell})[0].text == text


def test_an_address_without_a_text_is_kept_for_fetching(tmp_path):
    (left,) = read(tmp_path, {"url": "https://www.example.org/1", "title": "Flood", "seendate": "20250301T101500Z"})
    assert left.reason == "has no text"
    assert (left.found.url, left.found.outlet, left.found.inferred) == (
        "https://www.example.org/1",
        "example.org",
        ("outlet",),
    )
