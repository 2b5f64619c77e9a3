"""Quantities are read as values, and values are compared."""

import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from newsangle.quantities.comparison import compare
from newsangle.quantities.parsing import parse_quantities

PUBLISHED = "2025-06-04"  # a Wednesday
PHRASES = yaml.safe_load(Path(__file__).with_name("phrases.yml").read_text(encoding="utf-8"))["phrases"]


def shown(values: tuple) -> str:
    return "–".join(value if isinstance(value, str) else f"{value:.15g}" for value in values)


@pytest.mark.parametrize("case", PHRASES, ids=[case["text"] for case in PHRASES])
def test_value_unit_and_bound(case):
    found = [[shown(q.values), q.unit, q.bound] for q in parse_quantities(case["text"], PUBLISHED)]
    assert found == case["quantities"]


@pytest.mark.parametrize(
    ("text", "kind", "referent"),
    [
        ("12,000 fallen soldiers", "number", "fallen soldiers"),
        ("about 20 per cent of the harbour", "share", "harbour"),
        ("a three-day truce", "duration", "truce"),
        ("Anna Berg, 30, a teacher", "age", ""),
        ("a second round of talks", "ordinal", "round"),
        ("a 3-year-old boy", "age", "boy"),
        ("the toddler, 3, was found", "age", "toddler"),
        ("a woman in her thirties", "age", "woman"),
        ("23 people including the mayor", "number", "people"),
        ("a 5-4 ruling", "score", "ruling"),
    ],
)
def test_kind_and_referent(text, kind, referent):
    [found] = parse_quantities(text, PUBLISHED)
    assert (found.kind, found.referent) == (kind, referent)


def test_places_lead_back_to_the_text():
    text = "On 2 June at 6.10am at least 30 people, two-thirds of the crew, paid $5 million over three weeks."
    found = parse_quantities(text, PUBLISHED)
    assert [q.text for q in found] == [text[q.start : q.end] for q in found]
    assert [q.kind for q in found] == ["date", "time", "number", "share", "money", "duration"]


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        ("12,000 bodies", "6,000 bodies", "different"),
        ("at least seven people", "seven people", "same"),
        ("about 50 guests", "51 guests", "same"),
        ("more than 200 pupils", "276 pupils", "same"),
        ("more than 200 pupils", "900 pupils", "compatible"),
        ("hundreds of women", "almost 1,200 women", "compatible"),
        ("roughly 145 million accounts", "143 million accounts", "different"),
        ("at least 30 days", "at least three months", "different"),
        ("90 days", "three months", "same"),
        ("90 minutes", "an hour and a half", "same"),
        ("20 per cent", "approximately 20 percent", "same"),
        ("15 kilometres", "nine miles", "same"),
        ("86 degrees Fahrenheit", "30C", "same"),
        ("Monday", "June 2", "same"),
        ("1959", "the 1950s", "same"),
        ("June 2", "June 3", "different"),
        ("before the end of June", "on 3 August", "compatible"),
        ("$5 million", "5 million euros", ""),
        ("three days", "three ministers", ""),
        ("one of them", "all but three", "different"),
        ("five to seven years", "six years", "same"),
        ("more than 20 pieces", "up to 20 pieces", "different"),
        ("more than 20 pieces", "at least 20 pieces", "same"),
        ("1.2m people", "1.2 million people", "same"),
        ("minus 3.4 per cent", "3.4 per cent", "different"),
        ("1½ hours", "90 minutes", "same"),
        ("two-thirds of the members", "66 per cent of the members", "same"),
        ("two-thirds of the members", "60 per cent of the members", "different"),
        ("61.5 per cent", "62 per cent", "same"),
        ("61.5 per cent", "63 per cent", "different"),
        ("one in five adults", "20 per cent of adults", "same"),
        ("two percentage points", "two per cent", ""),
        ("25 basis points", "0.25 percentage points", "same"),
        ("23 people including the mayor", "22 others", "same"),
        ("23 people including the mayor", "23 others", "same"),
        ("23 people including the mayor", "20 others", "different"),
        ("a 3-year-old boy", "a four-year-old boy", "different"),
        ("a 17-month-old girl", "a one-year-old girl", "same"),
        ("won 3-2", "lost 2-3", "same"),
        ("won 3-2", "won 4-2", "different"),
        ("3pm GMT", "10am EST", "same"),
        ("1am CET", "00:00 UTC", "same"),
        ("3pm GMT", "3pm EST", "different"),
        ("3pm", "10am EST", ""),
        ("June 2-4", "3 June", "same"),
        ("from May 30 to June 2", "June 3", "different"),
        ("the 19th century", "1850", "same"),
    ],
)
def test_compare(a, b, verdict):
    [left], [right] = parse_quantities(a, PUBLISHED), parse_quantities(b, PUBLISHED)
    assert compare(left, right) == verdict
    assert compare(right, left) == verdict


def test_dates_without_publication_stay_open():
    june, monday = parse_quantities("2 June")[0], parse_quantities("Monday")[0]
    assert (june.value, june.low) == ("--06-02", None)
    assert compare(june, monday) == ""
    assert compare(june, parse_quantities("June 2")[0]) == "same"


def test_publication_must_be_a_date():
    with pytest.raises(ValueError, match="isoformat"):
        parse_quantities("on Monday", "yesterday")


def test_the_text_of_a_quantity_is_the_original():
    found = parse_quantities("fell by \u22120.3\u00a0% to 12\u202f000 at 5 \u212ailometres", PUBLISHED)
    assert [q.text for q in found] == ["\u22120.3\u00a0%", "12\u202f000", "5 \u212ailometres"]
    assert [q.values for q in found] == [(-0.3,), (12000.0,), (5.0,)]


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_day_of_the_calendar(published):
    texts = [
        "Monday",
        "will end next Friday",
        "last week",
        "next month",
        "next decade",
        "five decades ago",
        "June 2",
        "29 February",
        "yesterday",
        "tomorrow",
        "last winter",
        "over the weekend",
        "mid-May",
        "New Year's Eve",
    ]
    for text in texts:
        for found in parse_quantities(text, published):
            assert found.low is None or found.low <= found.high


WORST = [
    "9",
    "1,",
    "1 ",
    "one in ",
    "the army, ",
    "a ",
    "\0\x01\x0b",
    "half ",
    "twenty-",
    "hundred thousand ",
    "June 2-",
    "3-2 ",
    "$",
    "minus ",
    "½",
    "1/2 ",
    "12:",
    "9am to ",
    "ſ",
    "between ",
    "\u00a0",
    "two point ",
    "1m and ",
    "aged 3 and ",
    "in his 30s ",
    "3 hours 2 minutes ",
    "2014-",
    "word",
    "'",
]


@pytest.mark.parametrize("piece", WORST, ids=range(len(WORST)))
def test_a_long_text_takes_time_in_proportion(piece):
    started = time.process_time()
    parse_quantities(piece * (20_000 // len(piece)), PUBLISHED)
    assert time.process_time() - started < 2


PIECES = [
    "one",
    "two",
    "half",
    "a",
    "million",
    "m",
    "k",
    "-",
    "–",
    "to",
    "and",
    "of",
    "in",
    "%",
    "per cent",
    "June",
    "2",
    "31 February",
    "1990s",
    "3/4",
    "½",
    "$",
    "Rs",
    "pm",
    "GMT",
    "years",
    "old",
    "aged",
    "first",
    "ſ",
    "\u212a",
    "İ",
    "\0",
    "1,00,000",
    "minus",
    "\u2212",
    "ago",
    "last",
    "week",
    "the",
    "fall",
    "out of",
    "others",
    "0",
    "9999",
    "point",
]


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=14), st.sampled_from([" ", "", "-"]))
def test_any_text_is_read(pieces, between):
    text = between.join(pieces)
    found = parse_quantities(text, PUBLISHED)
    for one in found:
        assert text[one.start : one.end] == one.text
        assert one.low is None or one.low <= one.high
    for one in found[:4]:
        for other in found[:4]:
            assert compare(one, other) == compare(other, one)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "two",
        "\0" * 50,
        "１２３ ４５",
        "मंगलवार को 12 लोग",
        "三百人",
        "<b>5</b> =1+1",
        "31 February 2020",
        "9" * 400,
        "1,2,3,4," * 500,
    ],
    ids=range(10),
)
def test_strange_text_is_survived(text):
    for found in parse_quantities(text, PUBLISHED):
        assert text[found.start : found.end] == found.text
