"""What people coded by hand stands on the page, with an invitation where nobody has, and what is wrong where it is."""

import re

import openpyxl
import pandas as pd
import pytest
from coding.conftest import event_tables

from newsangle import tables
from newsangle.coding import write_sheets
from newsangle.paths import Places
from newsangle.report.by_hand import _unequal, by_hand
from newsangle.report.page import write_page

RAW = {"a.txt": "The Ash", "b.txt": "The Birch"}


@pytest.fixture
def here(tmp_path) -> Places:
    place = Places("rain", tmp_path / "raw" / "rain", tmp_path / "processed" / "rain", tmp_path / "reports" / "rain")
    place.raw.mkdir(parents=True)
    entries = "".join(f"  - {{file: {file}, outlet: {outlet}}}\n" for file, outlet in RAW.items())
    (place.raw / "event.yml").write_text(f"title: Rain\narticles:\n{entries}", encoding="utf-8")
    for file in RAW:
        (place.raw / file).write_text("Rain fell.\n", encoding="utf-8")
    for name, frame in event_tables().items():
        tables.write(frame, place, name)
    return place


def section(here) -> str:
    page = write_page(here).read_text(encoding="utf-8")
    return re.search(r'<section id="coding".*?</section>', page, re.DOTALL)[0]


def fill(here, coder: str, label: str) -> None:
    path = here.raw / "coding" / f"frames-generic-{coder}.xlsx"
    book = openpyxl.load_workbook(path)
    page = book["Sheet"]
    column = next(cell.column for cell in page[1] if cell.value == "conflict")
    for row in range(2, page.max_row + 1):
        page.cell(row, column).value = label if row % 2 else "no"
    book.save(path)


def test_an_event_that_nobody_coded_invites_to(here):
    assert "newsangle codesheet rain --coders A,B" in section(here)


def test_sheets_that_nobody_filled_are_not_silent(here):
    write_sheets(here, ["A", "B"])
    shown = section(here)
    assert "nothing is filled in yet" in shown and "A has not coded anything yet in frames-generic." in shown


def test_filled_sheets_are_told(here):
    write_sheets(here, ["A", "B"])
    for coder in "AB":
        fill(here, coder, "yes")
    shown = section(here)
    assert "reliable (0.80 or more)" in shown
    assert "The machine against the coders' majority" in shown.replace("&#39;", "'") and "The Birch" in shown


def test_what_is_wrong_stands_on_the_page_escaped_and_no_number_beside_it(here):
    write_sheets(here, ["A"])
    fill(here, "A", "<script>x</script>")
    shown = section(here)
    assert "row 3" in shown and "&lt;script&gt;" in shown and "<script" not in shown
    assert "<table" not in shown


def test_a_table_that_is_missing_is_said(here):
    write_sheets(here, ["A"])
    (here.processed / "frame_shares.parquet").unlink()
    assert "frame_shares" in by_hand(here).problems[0]


@pytest.mark.parametrize(("recalls", "hands", "warned"), [((0.9, 0.5), (9, 9), True), ((0.9, 0.8), (9, 9), False),
                                                          ((0.9, 0.1), (9, 2), False)])  # fmt: skip
def test_unequal_errors_are_warned_of_where_there_is_enough_to_tell(recalls, hands, warned):
    quality = pd.DataFrame({"task": "frames-generic", "variable": "conflict", "outlet": ["A", "B"], "label": "yes",
                            "recall": recalls, "by_hand": hands})  # fmt: skip
    assert bool(_unequal(quality)) is warned
