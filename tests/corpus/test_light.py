"""The light reading of articles."""

import pytest
from corpus.test_grouping import collected

from newsangle.corpus.light import read_articles, sketch, words_of

TEXT = (
    'The dreadful fire killed three people in Moss Lane. "What a wonderful, happy, great day," the mayor of Moss said.'
)


def read(**row):
    given = {"outlet": "Morning Post", "title": "Fire in Moss Lane", "published": "03/06/2024", "text": TEXT} | row
    return read_articles(collected([given]), True)


def test_quoted_words_do_not_count_for_the_tone():
    reading = read()["readings"].iloc[0]
    assert reading["vader"] < -0.3 and reading["afinn"] < -0.3
    assert 0.2 < reading["quoted"] < 0.5
    assert reading["published"] == "2024-06-03" and reading["sentences"] == 2


def test_a_word_is_a_name_if_it_has_a_capital_wherever_it_is_not_first():
    terms = read()["terms"].set_index("term")["name"]
    assert terms["moss"] and terms["lane"]
    assert not terms["the"] and not terms["fire"] and not terms["mayor"]
    assert terms.index.is_unique


@pytest.mark.parametrize(
    "text", ["", "   ", "!!!", "x", "\x00\x01", "word " * 50_000, "“" * 20_000, "<p>" * 500, "=1+1", "漢字。" * 300]
)
def test_no_text_stops_the_others(text):
    rows = collected(
        [{"outlet": o, "title": None, "published": None, "text": t} for o, t in (("A", text), ("B", TEXT))]
    )
    tables = read_articles(rows, None)
    assert "a0000001" in set(tables["readings"]["article_id"])
    assert len(tables["readings"]) + len(tables["left_out"]) == 2
    assert all(tables["left_out"]["reason"].str.len() > 10)


def test_a_page_without_an_article_is_left_out_with_the_reason():
    tables = read(text="", page="<html><body></body></html>")
    assert tables["readings"].empty and "page" in tables["left_out"]["reason"][0]


def test_words_and_sketches():
    assert words_of("Ida Voss’s 1,200 boats aren't O'Neil's.") == ["ida", "voss", "1,200", "boats", "aren't", "o'neil"]
    assert sketch(["a", "b"]) == [] and sketch(list("abcdef")) == sketch(list("abcdef")) != sketch(list("abcdeg"))
