"""Figures of matplotlib stand in the page without styles, scripts, or ids that meet."""

import re
from xml.etree import ElementTree

import pytest

from newsangle import style
from newsangle.paths import Places
from newsangle.report.drawings import drawing


@pytest.fixture(scope="module")
def figure(tmp_path_factory):
    """Two outlets drawn in the house's style, one of them with a name that is markup."""
    here = Places("made", *[tmp_path_factory.mktemp("figures")] * 3)
    axes = style.axes()
    for outlet, colour in style.outlet_colours(["A <b>", "B & Co", "C"]).items():
        axes.barh([outlet], [1.0], color=colour, hatch="//")
        axes.plot([0, 1], [0, 1], "o", color=colour, label=outlet)
    axes.grid(color="0.9")
    axes.legend()
    axes.set_title("$x$ and $y$", color="0.4")
    return drawing(style.save(axes, here, "bars 1"), "What <it> is", "How & why")


def test_a_figure_is_well_formed_and_has_its_texts(figure):
    root = ElementTree.fromstring(figure)
    assert (root[0].text, root[1].text) == ("What <it> is", "How & why")
    assert root.get("role") == "img" and root.get("aria-labelledby").split() == [root[0].get("id"), root[1].get("id")]
    texts = "".join(root.itertext())
    assert "A <b>" in texts and "B & Co" in texts and "$x$ and $y$" in texts


def test_a_figure_has_no_styles_and_no_links_out(figure):
    assert " style=" not in figure and "<style" not in figure and "xlink" not in figure
    assert all(ref.startswith("#bars-1-") for ref in re.findall(r'(?:href="|url\()([^")]*)', figure))


def test_every_reference_in_a_figure_leads_to_an_id_of_it(figure):
    ids = set(re.findall(r' id="([^"]*)"', figure))
    assert set(re.findall(r'(?:href="|url\()#([^")]*)', figure)) <= ids
    assert len(ids) == len(re.findall(r' id="', figure))


def test_colours_of_outlets_ink_and_paper_follow_the_page(figure):
    assert {"o0-fill", "o1-fill", "o2-fill", "ink-fill", "ink-stroke", "paper-fill", "line-stroke", "soft-fill"} <= set(
        re.findall(r"[\w-]+", " ".join(re.findall(r'class="([^"]*)"', figure)))
    )
    assert not re.search(r'(?:fill|stroke)="#(?:0072b2|000000|ffffff)"', figure)


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<image href="https://example.org/x.png"/>',
        '<a href="https://example.org"><text>out</text></a>',
        '<rect onclick="alert(1)" style="fill:url(https://example.org/#x)"/>',
        '<use href="https://example.org/#x"/>',
        "<foreignObject><p>html</p></foreignObject>",
    ],
)
def test_what_does_not_draw_is_left_out(tmp_path, inside):
    path = tmp_path / "made.svg"
    path.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><g>{inside}</g></svg>')
    shown = drawing(path, "t", "d")
    assert not re.search("script|example|onclick|html|<a|out", shown)
