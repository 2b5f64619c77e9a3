"""Quantities are read as values, and values are compared."""

from pathlib import Path

import pytest
import yaml

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
