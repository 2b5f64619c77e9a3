"""One colour and one marker an outlet, in the figures and on the page."""

import re
from importlib.resources import files

import pytest

from newsangle.style import COLOURS, outlet_colours, outlet_markers

CSS = (files("newsangle.report") / "templates" / "report.css").read_text(encoding="utf-8")


def test_twelve_outlets_have_twelve_colours():
    outlets = [f"Outlet {number}" for number in range(12)]
    assert len(set(outlet_colours(outlets).values())) == 12


def test_outlets_of_one_colour_have_different_markers():
    outlets = [f"Outlet {number}" for number in range(40)]
    looks = list(zip(outlet_colours(outlets).values(), outlet_markers(outlets).values(), strict=True))
    assert len(set(looks)) == len(looks)


def test_an_outlet_keeps_its_colour_where_it_is_named_again():
    assert outlet_colours(["A", "B", "A"]) == outlet_colours(["A", "B"])


@pytest.mark.parametrize("number", range(len(COLOURS)))
def test_the_page_has_every_colour_in_each_theme(number):
    assert len(re.findall(rf"--o{number}: #", CSS)) == 3  # light, dark, in print
    assert f".o{number} {{ --own: var(--o{number}); }}" in CSS
