"""Web pages: the fuller body that is still clean, standfirst, tables, live blogs, dates, and pages without article."""

import json

import pytest

from newsangle.readers import PageError, read_page
from newsangle.readers.markup import text_of

BODY = [
    "The river rose above its banks on Monday night and flooded the old town, the police said.",
    "More than 300 people had to leave their houses, and the army sent boats and blankets to them.",
    "The mayor said that the water would fall by Friday, and that nobody had been hurt so far.",
]
PARAGRAPHS = "".join(f"<p>{p}</p>" for p in BODY)


def page(body: str = PARAGRAPHS, head: str = "", above: str = "", **facts) -> str:
    data = json.dumps({"@type": "NewsArticle", **facts}) if facts else ""
    script = f'<script type="application/ld+json">{data}</script>' if data else ""
    return (
        f"<html><head><title>River floods town</title>{head}{script}</head><body><nav><a href='/'>Home</a></nav>"
        f"<main>{above}<article><h1>River floods town</h1>{body}</article></main>"
        "<footer>© 2019 Vale Post</footer></body></html>"
    )


def test_the_body_in_json_ld_is_taken_where_the_page_shows_none():
    found = read_page(
        page("<div id='app'></div>", articleBody=" ".join(BODY * 2), datePublished="2025-03-04T08:00:00Z")
    )
    assert BODY[2] in found.text and found.published == "2025-03-04T08:00:00+00:00"


def test_json_ld_that_is_cut_does_not_replace_the_body():
    assert BODY[2] in read_page(page(articleBody=" ".join(BODY[:2]) + " More …")).text


@pytest.mark.parametrize("outside", [True, False])
def test_a_standfirst_is_kept_wherever_it_stands(outside):
    lead = "<p class='article-standfirst'>Hundreds leave their houses as the army sends boats to the old town.</p>"
    found = read_page(
        page(PARAGRAPHS, above=f"<header><h1>River floods town</h1>{lead}</header>")
        if outside
        else page(lead + PARAGRAPHS)
    )
    assert ("Hundreds leave their houses as the army sends boats to the old town.", "standfirst") in found.marked
    assert found.text.split("\n\n")[1].startswith("Hundreds leave")


def test_rows_of_a_table_become_sentences():
    table = "<table><tr><th>Day</th><th>Level</th></tr><tr><td>Monday</td><td>4 metres</td></tr></table>"
    found = read_page(page(f"<p>{BODY[0]}</p>{table}<p>{BODY[1]}</p><p>{BODY[2]}</p>"))
    assert "Day: Monday; Level: 4 metres." in found.text and "|" not in found.text


def test_updates_of_a_live_blog_have_their_time_and_heading():
    posts = "".join(
        f"<div class='post'><time datetime='2025-03-03T{h}:00:00Z'>{h}.00</time><h3>{head}</h3><p>{text}</p></div>"
        for h, head, text in (("12", "Boats arrive", BODY[1]), ("11", "River rises", BODY[0]))
    )
    found = read_page(
        page(posts).replace("<head>", '<head><script type="application/ld+json">{"@type": "LiveBlogPosting"}</script>')
    )
    assert found.text.split("\n\n")[1:4] == ["3 March 2025, 12:00 UTC", "Boats arrive", BODY[1]]
    assert ("Boats arrive", "subhead") in found.marked


@pytest.mark.parametrize(
    ("markup", "published"),
    [
        (page(datePublished="2025-03-04"), "2025-03-04"),
        (page(head='<meta property="article:published_time" content="2025-03-04">'), "2025-03-04"),
        (page("<p class='date'>4 March 2025</p>" + PARAGRAPHS), "2025-03-04"),
        (page(head='<link rel="canonical" href="https://example.org/2025/03/04/river">'), "2025-03-04"),
        (page(PARAGRAPHS + "<p>It had last flooded on 1 May 2020.</p>"), None),
        (page(PARAGRAPHS + "<aside><time datetime='2024-01-01'>1 January</time></aside>"), None),
        (page(PARAGRAPHS + "<ul><li><a>Older story</a> <time datetime='2024-01-01'>1 January</time></li></ul>"), None),
    ],
)  # fmt: skip
def test_a_date_is_the_article_s_own_or_none(markup, published):
    assert read_page(markup).published == published


def test_the_site_s_name_is_no_part_of_the_title():
    markup = page(headline="River floods town").replace(
        "<title>River floods town", "<title>River floods town | Vale Post"
    )
    assert read_page(markup).title == "River floods town"


@pytest.mark.parametrize(
    ("encoded", "declared"),
    [
        ("cp1252", ""),
        ("utf-8", ""),
        ("cp1252", "<meta charset='iso-8859-1'>"),
        ("utf-8", "<meta charset='iso-8859-1'>"),
        ("cp1250", "<meta charset='windows-1250'>"),
    ],
)
def test_letters_are_right_whatever_the_page_declares(encoded, declared):
    letters = "Škoda’s" if encoded == "cp1250" else "José Muñoz’s"
    markup = page(
        f"<p>“We had no choice,” said {letters} lawyer on Monday night in the old town.</p>{PARAGRAPHS}", declared
    )
    assert letters in read_page(markup.encode(encoded)).text


@pytest.mark.parametrize(
    ("markup", "doubt"),
    [
        (page("<p>We use cookies to improve your visit. Accept all cookies to go on.</p>"), "cookies"),
        (page(f"<p>{BODY[0]}</p>", isAccessibleForFree=False), "not free to read"),
        (page(wordCount=2000), "may be cut"),
        (page(PARAGRAPHS), None),
    ],
)  # fmt: skip
def test_pages_that_may_hold_no_whole_article_are_marked(markup, doubt):
    doubts = read_page(markup).doubts
    assert (doubt in doubts[0]) if doubt else not doubts


@pytest.mark.parametrize(
    "markup", ["", "<html></html>", "<div>" * 5000, b"\x00\xff" * 50, '<script type="application/ld+json">{"a":']
)
def test_pages_without_an_article_are_refused(markup):
    with pytest.raises(PageError):
        read_page(markup)


def test_markup_becomes_lines():
    assert text_of("<p>One &amp; two</p><p>three<br>four</p><script>x()</script>") == "One & two\n\nthree\nfour"
