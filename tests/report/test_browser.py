"""The page in a real browser, offline: linking, choosing, filtering, printing, and the rules of accessibility."""

import shutil
from dataclasses import replace

import pytest

from newsangle import tables as house
from newsangle.report import print_pdf, write_page
from newsangle.report.pdf import PrintError

pytestmark = pytest.mark.browser


@pytest.fixture
def ferry_page(ferry_event, opened):
    return opened(ferry_event.report / "report.html")


def lit(page) -> list[str]:
    return page.eval_on_selector_all(".s.lit", "sentences => sentences.map(s => s.textContent)")


@pytest.mark.parametrize("event", ["ferry_event", "frightful_event", "sample_run"])
def test_it_opens_quietly_at_every_width(event, request, opened):
    path = request.getfixturevalue(event).report / "report.html"
    page = opened(path)
    for width in (360, 768, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.said == []
    assert [url for url in page.asked if not url.startswith("data:")] == [path.resolve().as_uri()]
    assert page.evaluate("document.title").endswith("newsangle")


@pytest.mark.parametrize(
    ("event", "width", "scheme", "marks"),
    [
        ("ferry_event", 1280, "light", ("frames", "speakers", "tone")),
        ("frightful_event", 390, "dark", ("speakers",)),
        ("many_event", 768, "light", ()),
        ("sample_run", 1280, "dark", ()),
    ],
)
def test_it_breaks_no_rule_of_accessibility(event, width, scheme, marks, request, opened):
    from axe_playwright_python.sync_playwright import Axe

    page = opened(request.getfixturevalue(event).report / "report.html", width=width, color_scheme=scheme)
    page.eval_on_selector_all("details", "all => all.forEach(each => { each.open = true })")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    for mark in marks:
        page.check(f"#mark-{mark}")
        found = Axe().run(page, context="#reading")
        assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", [390, 1280])
def test_targets_are_large_enough_for_a_finger(ferry_event, opened, width):
    page = opened(ferry_event.report / "report.html", width=width)
    small = page.evaluate("""() => [...document.querySelectorAll("a, summary, input, select")]
        .filter(e => !e.matches(".skip") && !e.closest(".opening p, .prose > p") && e.getClientRects().length)
        .map(e => [e.textContent.trim() || e.id, e.getBoundingClientRect()])
        .filter(([, box]) => box.width < 44 || box.height < 44).map(([name, box]) => [name, box.width, box.height])""")
    assert small == []


def test_pointing_at_a_sentence_lights_its_match_and_says_both_answers(ferry_page):
    ferry_page.hover("#s-courier-s001")
    assert any("40 people were hurt" in text for text in lit(ferry_page))
    answers = ferry_page.locator(".match p").all_text_contents()
    assert "●\xa0Harbour Post 40" in answers and "■\xa0Varn Courier 25" in answers


def test_the_keyboard_reaches_the_match_too(ferry_page):
    ferry_page.focus("#reading .badge.conflict")
    assert any("Twenty-five" in text for text in lit(ferry_page))
    ferry_page.keyboard.press("Escape")
    assert lit(ferry_page) == []


def test_the_match_scrolls_into_view_in_its_own_column(ferry_event, opened):
    page = opened(ferry_event.report / "report.html", height=260, reduced_motion="reduce")
    box = page.locator("#article-courier .text")
    box.evaluate("box => box.scrollTo(0, box.scrollHeight)")
    page.locator("#s-harbour-s001").hover()
    inside = page.locator("#s-courier-s001").evaluate(
        "s => { const b = s.closest('.text').getBoundingClientRect(), r = s.getBoundingClientRect();"
        " return r.top >= b.top && r.top < b.bottom }"
    )
    assert inside


@pytest.mark.parametrize(
    ("mark", "seen"),
    [("speakers", "Ida Holm"), ("frames", "responsibility"), ("tone", "toward the helpers"), ("claims", None)],
)
def test_the_marking_is_switched(ferry_page, mark, seen):
    ferry_page.check(f"#mark-{mark}")
    chips = ferry_page.locator(".columns .chip:visible").all_text_contents()
    assert (seen is None and chips == []) or any(seen in chip for chip in chips)
    assert ferry_page.locator(".columns .badge").first.is_visible() == (mark == "claims")


def test_claims_are_filtered_by_relation_kind_and_words(ferry_page):
    rows = ferry_page.locator(".matrix tbody tr:visible")
    assert rows.count() == 3
    ferry_page.check("#relation-conflict")
    assert rows.count() == 1 and "1 of 3 rows" in ferry_page.locator(".count").text_content()
    ferry_page.check("#relation-all")
    ferry_page.select_option("#kind", "place")
    assert rows.count() == 1
    ferry_page.select_option("#kind", "")
    ferry_page.fill("#search", "NOON")
    assert rows.count() == 1
    ferry_page.fill("#search", "no such word")
    assert rows.count() == 0


def test_a_cell_opens_its_sentence_in_its_paragraph(ferry_page):
    cell = ferry_page.locator("#claim-hurt td").nth(1)
    cell.locator("summary").click()
    assert cell.locator("mark").is_visible()
    cell.get_by_role("link", name="Read it in the article").click()
    assert ferry_page.locator("#s-courier-s001").evaluate("s => s.matches(':target')")


def test_a_link_to_a_filtered_claim_shows_it(ferry_page):
    ferry_page.check("#relation-conflict")
    ferry_page.locator("#s-harbour-s004 + .badge").click()
    assert ferry_page.locator("#claim-noon").is_visible()


@pytest.fixture
def many_page(many_event, opened):
    return opened(many_event.report / "report.html")


def test_two_to_four_of_many_columns_are_shown(many_page):
    columns = many_page.locator(".column:visible")
    choices = many_page.locator("#reading .choose input")
    assert (columns.count(), choices.count()) == (2, 6)
    choices.nth(2).check()
    choices.nth(3).check()
    assert columns.count() == 4 and choices.nth(4).is_disabled()
    choices.nth(0).uncheck()
    choices.nth(1).uncheck()
    assert columns.count() == 2 and choices.nth(2).is_disabled()


def test_columns_of_the_matrix_are_chosen_and_ordered(many_page):
    head = many_page.locator(".matrix thead th:visible")
    assert head.count() == 7
    many_page.locator("#pick summary").click()
    many_page.locator("#column-2").uncheck()
    assert head.count() == 6
    many_page.select_option("#lead", "4")
    assert head.nth(1).text_content().strip().endswith("Harbour Post 2")


def test_the_matrix_shows_twenty_rows_then_more(long_event, opened):
    page = opened(long_event.report / "report.html")
    rows = page.locator(".matrix tbody tr:visible")
    assert rows.count() == 20
    page.get_by_role("button", name="Show 5 more of 25 rows").click()
    assert rows.count() == 25 and not page.locator("#further").is_visible()


def test_the_head_and_the_first_column_of_the_matrix_stay_in_sight(long_event, opened):
    page = opened(long_event.report / "report.html")
    page.locator(".scroller.tall").evaluate("box => box.scrollTo(200, 900)")
    inside = page.evaluate("""() => {
        const box = document.querySelector(".scroller.tall").getBoundingClientRect();
        const head = document.querySelector(".matrix thead th:first-child").getBoundingClientRect();
        return [Math.round(head.top - box.top), Math.round(head.left - box.left)]
    }""")
    assert inside == [0, 0]


def test_a_quotation_is_copied_with_its_source(ferry_page):
    ferry_page.locator("#conflict-claim-hurt summary").click()
    ferry_page.evaluate("navigator.clipboard.writeText = async text => { document.title = text }")
    ferry_page.locator("#conflict-claim-hurt").get_by_role("button", name="Copy with source").first.click()
    assert ferry_page.title().endswith("40 people were hurt.” (Harbour Post, Ferry strikes pier, 40 hurt, 2024-05-06)")


def test_what_could_be_chance_is_one_line_that_unfolds(ferry_page):
    line = ferry_page.locator(".chance summary")
    assert line.text_content().strip() == "No clear difference in tone"
    line.click()
    assert ferry_page.get_by_text("could be chance").first.is_visible()


@pytest.mark.parametrize(("width", "sight"), [(375, 2 * 812), (1440, 900)])
def test_who_speaks_is_in_sight_at_the_top(sample_run, opened, width, sight):
    page = opened(sample_run.report / "report.html", width=width)
    said = page.locator("#glance .heard .said").bounding_box()
    assert said["y"] + said["height"] <= sight


def test_on_a_phone_figures_begin_folded_and_fit(ferry_event, opened):
    page = opened(ferry_event.report / "report.html", width=375)
    panel = page.locator("#frames .panel").first
    assert not panel.is_visible()
    page.evaluate("location.hash = 'frames'")
    panel.wait_for(state="visible")
    wide = page.eval_on_selector_all(".panel, .panel .line", "all => all.filter(e => e.scrollWidth > 375).length")
    assert wide == 0


def test_outlets_that_repeat_another_text_begin_hidden_in_the_matrix(ferry_event, tmp_path, opened):
    articles = house.read(ferry_event, "articles").assign(repeats=[None, "harbour"])
    here = replace(ferry_event, processed=tmp_path / "processed", report=tmp_path / "report")
    shutil.copytree(ferry_event.processed, here.processed)
    house.write(articles, here, "articles")
    page = opened(write_page(here))
    assert page.locator(".matrix thead th:visible").count() == 2
    page.locator("#pick summary").click()
    page.locator("#column-1").check()
    assert page.locator(".matrix thead th:visible").count() == 3


def test_a_link_to_a_column_that_is_not_shown_shows_it(many_page):
    many_page.evaluate("location.hash = 's-courier2-s001'")
    many_page.wait_for_function("document.querySelector('#article-courier2').hidden === false")
    assert many_page.locator(".column:visible").count() <= 4


def test_everything_can_be_read_without_scripts(ferry_event, opened):
    page = opened(ferry_event.report / "report.html", java_script_enabled=False)
    assert page.locator(".column").count() == page.locator(".column:visible").count() == 2
    assert page.locator(".matrix tbody tr:visible").count() == 3
    for summary in page.locator("summary").all():
        if summary.is_visible():  # that of a legend waits for its marking
            summary.click()
    assert page.locator("#claim-hurt mark").first.is_visible() and page.locator(".dropped").first.is_visible()
    page.check("#mark-speakers")
    assert page.get_by_text("Ida Holm", exact=True).first.is_visible()


@pytest.mark.parametrize("width", [595, 612])
def test_print_shows_the_whole_of_the_articles_and_no_controls(ferry_event, opened, width):
    page = opened(ferry_event.report / "report.html", width=width)
    page.emulate_media(media="print")
    assert not page.locator(".contents").is_visible() and not page.locator(".switch").first.is_visible()
    overflow = page.eval_on_selector_all(".text", "boxes => boxes.map(box => getComputedStyle(box).overflowY)")
    assert set(overflow) == {"visible"}
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_pdf_is_printed(ferry_event, tmp_path, browser):
    target = print_pdf(ferry_event.report / "report.html", tmp_path / "deep" / "report.pdf")
    assert target.read_bytes().startswith(b"%PDF")
    assert [path.name for path in target.parent.iterdir()] == ["report.pdf"]


def test_without_a_browser_printing_says_what_to_do(ferry_event, tmp_path, monkeypatch):
    monkeypatch.setenv("NEWSANGLE_CHROMIUM", str(tmp_path / "none"))
    with pytest.raises(PrintError, match="Install one"):
        print_pdf(ferry_event.report / "report.html", tmp_path / "report.pdf")
