"""The pages in a real browser, offline: coding, saving, results, exercises, and the rules of accessibility."""

import csv
import io
import random
import shutil

import pandas as pd
import pytest
from classroom.conftest import MARCH, data
from classroom.test_folder import PAGES
from coding.test_agreement import PUBLISHED
from coding.test_agreement import coded as codes_of
from report.conftest import frightful, laid_out

from newsangle.classroom import read_lesson, write_classroom
from newsangle.coding import agreement, coded
from newsangle.paths import RAW, Places

pytestmark = pytest.mark.browser

TOO_SMALL = """() => [...document.querySelectorAll("button, summary, .answer, input, .doors a, .data a, nav a")]
    .filter(e => !e.matches(".explained, [type=radio], [type=checkbox]") && e.getClientRects().length)
    .map(e => [e.textContent.trim() || e.id, e.getBoundingClientRect()])
    .filter(([, box]) => box.width < 44 || box.height < 44).map(([name, box]) => [name, box.width, box.height])"""
HEADINGS = ["row", "unit", "variable", "code", "coder", "sheet"]


def on_all_pages(march, opened, check, **options):
    for name in PAGES:
        page = opened(march / f"{name}.html", **options)
        if name == "answer-key":
            page.click("#open")
        check(page)
        assert page.said == []


def test_the_pages_fit_and_are_quiet(march, opened):
    def check(page):
        for width in (360, 768, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert page.evaluate(TOO_SMALL) == []
        assert len([url for url in page.asked if not url.startswith("data:")]) == 1

    on_all_pages(march, opened, check)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_the_pages_break_no_rule_of_accessibility(march, opened, pupils, width, scheme):
    from axe_playwright_python.sync_playwright import Axe

    def check(page):
        page.eval_on_selector_all("details", "all => all.forEach(each => { each.open = true })")
        if page.locator("#mark-claims").count():
            page.check("#mark-claims")
        if page.locator("#choose").count():
            page.set_input_files("#choose", pupils)
            page.eval_on_selector_all("details", "all => all.forEach(each => { each.open = true })")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()

    on_all_pages(march, opened, check, width=width, color_scheme=scheme)


# --- Coding ---------------------------------------------------------------------------------------------------


def saved(page) -> list[dict]:
    with page.expect_download() as download:
        page.click("#save")
    text = download.value.path().read_text("utf-8")
    assert text == page.input_value("#text") and download.value.suggested_filename.startswith("codes-")
    return list(csv.DictReader(io.StringIO(text)))


def test_a_pupil_codes_goes_back_undoes_and_finds_it_after_a_reload(march, opened):
    page = opened(march / "code.html")
    page.get_by_role("button", name="Conflict").click()
    page.get_by_role("button", name="Money").click()
    page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="None of these").click()
    assert page.text_content("#place") == "Number 3 of 8"
    page.keyboard.press("2")
    page.keyboard.press("7")
    page.click("#undo")
    assert page.text_content("#place") == "Number 3 of 8" and page.text_content("#done") == "You have coded 2 of 32."
    page.reload()
    assert page.text_content("#place") == "Number 3 of 8"
    page.click("#back")
    assert page.get_by_role("button", name="None of these").get_attribute("aria-pressed") == "true"
    page.get_by_role("button", name="Whose words").click()
    page.get_by_role("button", name="Somebody else The outlet").click()
    rows = saved(page)
    given = {(row["variable"], row["row"]): row["code"] for row in rows if row["code"]}
    assert given.pop(("whose words", "1 of 8")) == "source"
    assert [given["conflict", "1 of 8"], given["morality", "1 of 8"], given["conflict", "2 of 8"]] == [
        "yes",
        "no",
        "no",
    ]
    assert len(given) == 10 and len(rows) == 8 * 5 + 3 * 8


def test_a_sentence_may_be_left_out_and_everything_may_be_cleared(march, opened):
    page = opened(march / "code.html")
    page.get_by_role("button", name="Two sentences").click()
    page.click("#skip")
    page.get_by_role("button", name="They clash").click()
    for _ in range(6):
        page.keyboard.press("4")
    assert page.text_content("#place") == "Number 1 of 8"  # what was left out comes back at the end
    page.keyboard.press("1")
    assert "part is done" in page.text_content("#finished-text")
    page.locator("#again summary").click()
    page.click("#clear")
    assert page.text_content("#done") == "You have coded 0 of 32."


def test_a_nickname_is_proposed_and_a_name_stays_plain(march, opened):
    page = opened(march / "code.html")
    assert page.input_value("#coder").count("-") == 2
    page.fill("#coder", '=Ann "A" <b>, 7b ')
    page.locator("#coder").blur()
    assert page.input_value("#coder") == "Ann-A-b-7b"
    assert {row["coder"] for row in saved(page)} == {"Ann-A-b-7b"}


def test_codes_are_copied_as_text(march, opened):
    page = opened(march / "code.html")
    page.evaluate("navigator.clipboard.writeText = async text => { window.copied = text }")
    page.click("#copy")
    assert page.evaluate("window.copied").startswith(",".join(HEADINGS)) and "Copied" in page.text_content("#saved")


def test_a_browser_that_keeps_nothing_says_so(march, opened, browser):
    page = opened(march / "index.html")
    page.add_init_script("Storage.prototype.setItem = () => { throw new Error('full') }")
    page.goto((march / "code.html").resolve().as_uri())
    assert page.locator("#unkept").is_visible()
    page.keyboard.press("6")
    assert page.text_content("#done") == "You have coded 1 of 32."


# --- Results --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def pupils(march, tmp_path_factory) -> list:
    """The files of five pupils, who agree on most and leave some out."""
    chance = random.Random(3)
    folder = tmp_path_factory.mktemp("pupils")
    sheets = data(march / "code.html")["sheets"]
    truth = {}
    for name in "abcde":
        rows = []
        for sheet in sheets:
            for unit in sheet["units"]:
                for variable in sheet["variables"]:
                    codes = [choice["code"] for choice in variable["choices"]]
                    usual = truth.setdefault((sheet["sheet"], unit["unit"], variable["name"]), chance.choice(codes))
                    code = usual if chance.random() < 0.7 else chance.choice(["", *codes])
                    rows.append([unit["row"], unit["unit"], variable["name"], code, f"pupil-{name}", sheet["sheet"]])
        with (folder / f"codes-{name}.csv").open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows([HEADINGS, *rows])
    return sorted(folder.iterdir())


@pytest.fixture(scope="session")
def by_python(invented, pupils, tmp_path_factory) -> dict[str, pd.DataFrame]:
    """What `newsangle agreement` makes of the same files."""
    march, raw = invented[MARCH], tmp_path_factory.mktemp("raw") / MARCH
    shutil.copytree(march.raw, raw)
    (raw / "coding").mkdir()
    for path in pupils:
        shutil.copy(path, raw / "coding")
    return coded(Places(MARCH, raw, march.processed, march.report))


def tables_of(page, selector: str) -> list[list[list[str]]]:
    return page.eval_on_selector_all(
        f"{selector} table", "tables => tables.map(t => [...t.rows].map(r => [...r.cells].map(c => c.textContent)))"
    )


def number(text: str) -> float | None:
    return None if text == "–" else float(text.replace("−", "-").replace(" %", ""))


def ends(text: str) -> list[float | None]:
    return [None, None] if text == "–" else [number(end) for end in text.split(" to ")]


def same(shown: list, measured: list) -> bool:
    return all(
        one is None if other != other else one == pytest.approx(other, abs=0.0051)
        for one, other in zip(shown, measured, strict=True)
    )


def test_the_results_are_those_of_the_command(march, opened, pupils, by_python):
    page = opened(march / "discuss.html")
    page.set_input_files("#choose", pupils)
    page.locator(".variable").first.wait_for()
    (summary,) = tables_of(page, "#summary")
    measured = by_python["agreement"]
    assert len(summary) - 1 == len(measured) == 8
    for shown, row in zip(summary[1:], measured.itertuples(), strict=True):
        assert [int(shown[1]), int(shown[2])] == [row.coders, row.units]
        assert number(shown[3]) == pytest.approx(100 * row.agree, abs=0.51)
        assert same([number(shown[4]), *ends(shown[5])], [row.alpha, row.low, row.high])


def test_the_machine_stands_beside_the_majority_as_in_the_command(march, opened, pupils, by_python):
    page = opened(march / "discuss.html")
    page.set_input_files("#choose", pupils)
    results = page.locator(".variable")
    results.first.wait_for()
    every = {**dict(by_python["coding_matrix"].query("outlet == 'all'").groupby("variable")["units"].apply(list))}
    for i, variable in enumerate(by_python["agreement"]["variable"]):
        found = tables_of(page, f".variable:nth-of-type({i + 1})")
        matrix = [int(cell) for row in found[-1][1:] for cell in row[1:]]
        assert matrix == every[variable]
    compared = by_python["coding_outlets"].query("variable == 'conflict'")
    shown = tables_of(page, ".variable:nth-of-type(1)")[0][1:]
    for cells, row in zip(shown, compared.itertuples(), strict=True):
        assert cells[0] == row.outlet and int(cells[5]) == row.units
        assert same([number(cells[1]), *ends(cells[2])], [row.by_hand, row.hand_low, row.hand_high])
        assert same([number(cells[3]), *ends(cells[4])], [row.by_machine, row.machine_low, row.machine_high])
    widest = by_python["disagreements"].query("variable == 'conflict'")["text"].head(5)
    page.eval_on_selector_all("details", "all => all.forEach(each => { each.open = true })")
    assert results.first.locator("blockquote").all_text_contents() == list(widest)


@pytest.mark.parametrize(("coders", "level", "published"), PUBLISHED)
def test_alpha_is_that_of_the_published_examples(march, opened, coders, level, published):
    page = opened(march / "discuss.html")
    codes, labels = codes_of(*coders), sorted(set("".join(coders)) - {"."})
    given = [codes.astype({"unit": str}).to_dict("records"), labels, level]
    found = page.evaluate("([codes, labels, level]) => agreement(codes, labels, level)", given)
    assert found["alpha"] == pytest.approx(published, abs=0.0005)
    measured = agreement(codes.astype({"unit": str}), tuple(labels), level)
    assert {name: found[name] for name in found} == pytest.approx({name: measured[name] for name in found}, abs=1e-9)


def test_files_of_every_kind_are_taken_or_named(march, opened, pupils, tmp_path):
    page = opened(march / "discuss.html")
    text = pupils[0].read_text("utf-8")
    files = {
        "semicolons.csv": "\ufeff" + text.replace(",", ";"),  # as a spreadsheet saves it
        "twice.csv": text,
        "other.csv": text.replace(MARCH, "another-event"),
        "label.csv": text.replace(",yes,", ",maybe,", 1).replace("pupil-a", "pupil-x"),
        "noise.csv": "\x00\x01" * 500,
        "empty.csv": "",
    }
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    page.set_input_files("#choose", [tmp_path / name for name in files])
    page.locator(".variable").first.wait_for()
    said = " ".join(page.locator("#problems li").all_text_contents())
    twice, other, label = "twice.csv holds the same codes", "other.csv has rows of another event", "maybe"
    for part in (twice, other, label, "noise.csv is not a file", "empty.csv is not a file"):
        assert part in said
    page.locator("#taken").click()
    page.click("#empty")
    assert not page.locator("#results").is_visible()
    page.locator("#drop summary").first.click()
    page.fill("#paste", text)
    page.click("#add")
    assert page.locator("#results").is_visible()


def test_two_pupils_with_one_nickname_stay_two_and_sheets_are_read_too(march, opened, pupils, tmp_path):
    page = opened(march / "discuss.html")
    sheet = next(part for part in data(march / "code.html")["sheets"] if part["title"] == "Whose words")
    unit = sheet["units"][0]["unit"]
    (tmp_path / "one.csv").write_text(
        f"row,unit,sentence,whose words,remark,coder,sheet\n1 of 1,{unit},x,both,,A,{sheet['sheet']}\n"
    )
    (tmp_path / "two.csv").write_text(f"unit,variable,code,coder,sheet\n{unit},whose words,outlet,A,{sheet['sheet']}\n")
    page.set_input_files("#choose", [tmp_path / "one.csv", tmp_path / "two.csv"])
    page.locator(".variable").first.wait_for()
    (summary,) = tables_of(page, "#summary")
    assert summary[1][1:4] == ["2", "1", "0 %"]
    assert "Two files have the nickname A" in page.text_content("#problems")
    page.locator("#taken").click()
    page.get_by_role("button", name="Take out").last.click()
    (summary,) = tables_of(page, "#summary")
    assert summary[1][1:3] == ["1", "0"] and not page.text_content("#problems")


def test_the_codes_of_a_class_are_saved_in_one_file_that_the_command_reads(
    march, opened, pupils, by_python, invented, tmp_path
):
    page = opened(march / "discuss.html")
    page.set_input_files("#choose", pupils)
    page.locator("#taken").click()
    with page.expect_download() as download:
        page.click("#save")
    shutil.copytree(RAW / MARCH, tmp_path / MARCH)
    (tmp_path / MARCH / "coding").mkdir()
    download.value.save_as(tmp_path / MARCH / "coding" / download.value.suggested_filename)
    found = coded(Places(MARCH, tmp_path / MARCH, invented[MARCH].processed, invented[MARCH].report))
    assert found["agreement"].equals(by_python["agreement"])


def test_what_pupils_write_is_text(march, opened, tmp_path):
    page = opened(march / "discuss.html")
    sheet = data(march / "code.html")["sheets"][1]
    unit = sheet["units"][0]["unit"]
    evil = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
    rows = [[unit, "whose words", code, f"{evil}{code}", sheet["sheet"]] for code in ("both", "outlet")]
    with (tmp_path / "evil.csv").open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(
            [["unit", "variable", "code", "coder", "sheet"], *rows, [unit, evil, evil, evil, evil]]
        )
    page.set_input_files("#choose", tmp_path / "evil.csv")
    page.locator(".variable").first.wait_for()
    page.eval_on_selector_all("details", "all => all.forEach(each => { each.open = true })")
    assert evil in page.text_content("#each") and page.title().startswith("Discuss") and page.said == []


def test_a_hostile_event_stays_text(tmp_path, opened):
    folder = write_classroom(laid_out(frightful(), tmp_path)).parent
    for name in PAGES:
        page = opened(folder / f"{name}.html", width=360)
        assert "got out" not in page.title().replace('document.title="got out"', "")
        assert page.said == [] and page.locator("main").is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


# --- Exercises, reading, the key ------------------------------------------------------------------------------


def test_exercises_answer_with_a_hint_or_go_on(march, opened):
    page = opened(march / "lesson.html")
    exercises = read_lesson(RAW / MARCH).exercises
    for name, exercise in exercises.items():
        form = page.locator(f'form[data-name="{name}"]')
        form.get_by_role("button", name="Check").click()
        assert form.locator(".reply").text_content() == "Choose an answer first."
        wrong = next((given for given in exercise.wrong), None)
        for given, expected in [
            (wrong, exercise.wrong.get(wrong)),
            (", ".join(b.right[0] for b in exercise.blanks), exercise.well_done),
        ]:
            if given is None:
                continue
            for i, value in enumerate(given.split(", "), 1):
                form.locator(f'input[name="{name}-{i}"][value="{value}"]').check()
            form.get_by_role("button", name="Check").click()
            assert form.locator(".reply").text_content()[2:] == expected
    assert page.text_content("#solved") == f"{len(exercises)} of {len(exercises)} done"


def test_the_machines_markings_are_off_until_asked_for(march, opened):
    page = opened(march / "read.html")
    badges = page.locator("button.badge")
    assert badges.count() > 3 and not badges.first.is_visible() and not page.locator(".chip:visible").count()
    page.check("#mark-claims")
    page.locator("button.badge.agree").first.focus()
    assert "The same" in page.text_content("#said") and page.locator(".s.lit").count() >= 2
    page.check("#mark-speakers")
    assert page.get_by_text("Ruth Calder", exact=True).first.is_visible() and not badges.first.is_visible()


def test_a_word_is_counted_in_each_text(march, opened):
    page = opened(march / "read.html")
    for typed, counts in (("truants", "3 · 0"), ("BUS", "5 · 8"), ("Yusuf", "1 · 2"), ("a.c*(", "0 · 0")):
        page.fill("#word", typed)
        said = page.text_content("#counts")
        assert [part.split(": ")[1] for part in said.split(" · ")] == counts.split(" · "), said
    page.fill("#word", "truants")
    assert page.locator(".s.found").count() == 3
    page.fill("#word", " ")
    assert page.locator(".s.found").count() == 0 and page.text_content("#counts") == ""


def test_a_word_explains_itself_to_pointer_and_keyboard(march, opened):
    page = opened(march / "lesson.html")
    term = page.locator(".explained", has_text="passive").first
    meaning = term.locator(".meaning")
    assert not meaning.is_visible()
    term.hover()
    assert meaning.is_visible()
    page.mouse.move(0, 0)
    term.focus()
    assert meaning.is_visible()
    page.keyboard.press("Escape")
    assert not meaning.is_visible()


def test_the_key_waits_behind_a_step(march, opened):
    page = opened(march / "answer-key.html")
    assert not page.locator("#key").is_visible()
    page.click("#open")
    assert page.get_by_text("Truants, crowd, pupils", exact=False).is_visible()
