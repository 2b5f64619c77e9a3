"""The page holds everything it needs, lets nothing in, and says what the tables say."""

import base64
import hashlib
import html
import json
import os
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pandas as pd
import pytest

from newsangle import tables as house
from newsangle.report import write_index, write_page
from newsangle.report.page import event_tables
from newsangle.report.page import page as page_of
from newsangle.report.shown import TEMPLATES
from newsangle.texts import load_event


class Parsed(HTMLParser):
    """What a browser would find in the page: elements with their attributes, ids, texts of scripts and styles."""

    def __init__(self, text: str):
        super().__init__()
        self.elements, self.inside, self.texts = [], [], {}
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self.inside = [tag] if tag in ("script", "style", "title") else []

    def handle_endtag(self, tag):
        self.inside = []

    def handle_data(self, data):
        for tag in self.inside:
            self.texts[tag] = self.texts.get(tag, "") + data

    def all(self, tag: str) -> list[dict]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(params=["ferry_event", "frightful_event", "sample_run"])
def page(request) -> Parsed:
    here = request.getfixturevalue(request.param)
    return Parsed((here.report / "report.html").read_text(encoding="utf-8"))


def test_nothing_is_fetched_and_nothing_but_our_own_script_and_style_may_run(page):
    policy = next(m["content"] for m in page.all("meta") if m.get("http-equiv") == "Content-Security-Policy")
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    for tag, rule in (("script", "script-src"), ("style", "style-src")):
        assert len(page.all(tag)) == 1
        digest = base64.b64encode(hashlib.sha256(page.texts[tag].encode()).digest()).decode()
        assert rules[rule] == f"'sha256-{digest}'"
    assert not [a for _, attributes in page.elements for a in attributes if a == "style" or a.startswith("on")]
    assert not [tag for tag, a in page.elements if "src" in a or tag in ("iframe", "object", "embed", "form", "base")]


def test_links_lead_into_the_page_to_files_beside_it_or_to_the_web(page):
    ids = {attributes["id"] for _, attributes in page.elements if "id" in attributes}
    for link in page.all("a"):
        href = link["href"]
        beside = re.fullmatch(r"(tables|figures)/[\w.-]+|datapackage\.json|summary\.md", href)
        assert (href[1:] in ids) if href.startswith("#") else beside or href.startswith(("https://", "http://")), href


def test_ids_are_the_only_ones_of_their_kind(page):
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert not [each for each in ids if not re.fullmatch(r"[\w.-]+", each)]


def test_headings_go_down_one_step_at_a_time(page):
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_frightful_texts_stay_text(frightful_event):
    text = (frightful_event.report / "report.html").read_text(encoding="utf-8")
    page = Parsed(text)
    assert "<img" not in text and "javascript:" not in "".join(a["href"] for a in page.all("a"))
    assert "got out" in page.texts["title"]
    assert "{{ 7 * 7 }}" in text and "{% raise %}" in text and "{{ config }}" in text
    assert "https://example.org/?a=1&b=<2>" in [link["href"] for link in page.all("a")]


@pytest.mark.parametrize("event", ["ferry_event", "frightful_event", "sample_run"])
def test_the_columns_hold_every_kept_word_once(event, request):
    here = request.getfixturevalue(event)
    text = (here.report / "report.html").read_text(encoding="utf-8")
    shown = text[text.index('<div class="columns"') : text.index('<aside class="match"')]
    shown = re.sub(r'<span class="chip.*?</span>|<a class="badge.*?</a>|<h3.*?</h3>', "", re.sub(r"</bdi>", "", shown))
    words = html.unescape(re.sub(r"<[^>]*>", " ", shown)).split()
    blocks = house.read(here, "blocks")
    kept = [word for block in blocks.loc[blocks["kept"], "text"] for word in block.split()]
    assert "".join(words) == "".join(kept)


def test_a_second_opinion_is_marked_and_its_reason_shown_as_text(ferry_event):
    tables = event_tables(ferry_event)
    why = "second opinion of small, 'conflict': <b>40</b> against 25"
    tables["shared_claims"] = tables["shared_claims"].assign(judged="small", why=why)
    asked = {"question_id": "1", "shared_id": "hurt", "claim_id": "a", "other_claim_id": "b", "model": "small"}
    tables["judgements"] = pd.DataFrame([asked | {"answer": "conflict", "confidence": 0.9, "reason": "<b>40</b>"}])
    text = page_of(load_event(ferry_event.raw), tables, ferry_event)
    assert "Second opinion of the judge <bdi>small</bdi>" in text and "A judge says that the answers" in text
    assert "&lt;b&gt;40&lt;/b&gt; against 25" in text and "<b>40</b>" not in text
    assert "small was asked 1 question about claims of which the method was unsure, and answered 1." in text


def test_a_speaker_whom_a_judge_named_is_marked_with_its_reason(ferry_event):
    tables = event_tables(ferry_event)
    speech = tables["attributions"].iloc[0]
    tables["attributions"].loc[speech.name, "speaker"] = "Tom Roe"
    tables["speaker_judgements"] = pd.DataFrame(
        [
            {
                "question_id": "1", "model": "small", "answer": "Tom Roe", "confidence": 0.9, "reason": "<b>he</b>",
                "speaker": "Tom Roe", **speech[["article_id", "sentence_id", "content_start", "content"]],
            }
        ]
    )  # fmt: skip
    text = page_of(load_event(ferry_event.raw), tables, ferry_event)
    assert "Tom Roe (second opinion of small: &lt;b&gt;he&lt;/b&gt;)" in text
    assert "small was asked 1 question about who speaks of which the method was unsure" in text


def test_the_same_inputs_give_the_same_bytes(ferry_event):
    first = (ferry_event.report / "report.html").read_bytes()
    assert write_page(ferry_event).read_bytes() == first


def test_a_page_of_two_articles_is_light(sample_report):
    assert (sample_report / "report.html").stat().st_size < 3_000_000


@pytest.mark.parametrize("name", [n for n in house.TABLES if n not in ("articles", "blocks", "sentences")])
def test_a_table_that_was_not_made_leaves_the_rest_of_the_page(ferry_event, tmp_path, name):
    lame = replace(ferry_event, processed=tmp_path / "processed", report=tmp_path / "report")
    lame.processed.mkdir()
    for path in ferry_event.processed.glob("*.parquet"):
        if path.stem != name:
            (lame.processed / path.name).write_bytes(path.read_bytes())
    assert "The ferry at Varn" in write_page(lame).read_text(encoding="utf-8")


def test_a_missing_article_table_is_said(ferry_event, tmp_path):
    with pytest.raises(house.TableError, match="01_clean_texts"):
        write_page(replace(ferry_event, processed=tmp_path, report=tmp_path))


def test_the_record_of_the_run_stands_on_the_page(ferry_event, tmp_path):
    record = {
        "event": "made",
        "command": "newsangle run made -p codebook='<generic>'",
        "inputs": [{"file": "harbour.txt", "sha256": "ab" * 32, "bytes": 1234}],
        "parameters": {"codebook": "<generic>", "min_count": 2},
        "versions": {"spacy": "3.8.1"},
        "steps": [{"notebook": "01_clean_texts", "reads": [], "writes": ["articles", "blocks"]}],
        "failed": [],
    }
    here = replace(ferry_event, report=tmp_path)
    (tmp_path / "manifest.json").write_text(json.dumps(record), encoding="utf-8")
    text = html.unescape(write_page(here).read_text(encoding="utf-8"))
    for told in (record["command"], "ab" * 32, "1,234", "min_count", "3.8.1", "articles, blocks"):
        assert told in text
    assert "made by hand in JupyterLab" not in text
    assert "made by hand in JupyterLab" in (ferry_event.report / "report.html").read_text(encoding="utf-8")


def test_what_cleaning_dropped_is_shown_with_its_rule(ferry_event):
    text = (ferry_event.report / "report.html").read_text(encoding="utf-8")
    part = text[text.index('id="dropped"') : text.index('id="methods"')]
    assert "Advertisement" in part and "made up" in part and "furniture 1" in part


def test_the_index_lists_events_newest_first(tmp_path):
    for time, (name, title) in enumerate([("older", "An older &amp; one"), ("newer one", "The newest &lt;b&gt;")], 1):
        folder = tmp_path / name
        folder.mkdir()
        head = f"<title>{title} · newsangle</title><meta name=description content='What &quot;happened&quot;?'>"
        (folder / "report.html").write_text(head, encoding="utf-8")
        (folder / "manifest.json").write_text("{}")
        os.utime(folder / "manifest.json", (time * 1e9, time * 1e9))
    (tmp_path / ".unfinished").mkdir()
    (tmp_path / ".unfinished" / "report.html").write_text("<title>no</title>")
    text = write_index(tmp_path).read_text(encoding="utf-8")
    parsed = Parsed(text)
    assert [link["href"] for link in parsed.all("a")] == ["newer%20one/report.html", "older/report.html"]
    assert "The newest &lt;b&gt;" in text and "An older &amp; one" in text and "What &#34;happened&#34;?" in text
    assert "18 May 2033" in text


def test_an_index_of_nothing_says_how_to_begin(tmp_path):
    assert "newsangle run EVENT" in write_index(tmp_path).read_text(encoding="utf-8")


def luminance(colour: str) -> float:
    """The relative luminance of a colour such as #0068a8. Source: WCAG 2.2."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(share * c for share, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_the_colours_of_outlets_can_be_read_on_every_ground():
    css = (TEMPLATES / "report.css").read_text(encoding="utf-8")
    for theme in re.findall(r":root \{([^}]*)\}", css):
        colours = {name: f"#{c[1] * 2 + c[2] * 2 + c[3] * 2}" if len(c) == 4 else c
                   for name, c in re.findall(r"--([\w-]+): (#[0-9a-f]+)", theme)}  # fmt: skip
        for ground in ("paper", "raised"):
            for name in ("ink", "soft", "link", "clash", "look", "same", *(f"o{i}" for i in range(12))):
                light, dark = sorted((luminance(colours[name]), luminance(colours[ground])), reverse=True)
                assert (light + 0.05) / (dark + 0.05) >= 4.5, (name, ground)
