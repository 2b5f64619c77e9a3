"""Sheets as a coder gets them, and read back in every state that people and spreadsheets leave them in."""

import csv
import datetime
import io
import shutil

import openpyxl
import pytest
from coding.conftest import OUTLETS as BY_ARTICLE
from coding.conftest import places_in

from newsangle.coding import CodingError, coded, read_sheets, results, write_sheets
from newsangle.coding.tasks import frames_task

OUTLETS = tuple(BY_ARTICLE.values())
FRAMES = [variable.name for variable in frames_task("generic").variables]


def rows_of(path) -> list[list[str]]:
    if path.suffix == ".csv":
        return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    return [[cell or "" for cell in row] for row in openpyxl.load_workbook(path)["Sheet"].iter_rows(values_only=True)]


def file(here, name="frames-generic-A.xlsx"):
    return here.raw / "coding" / name


def change(path, change_page) -> None:
    book = openpyxl.load_workbook(path)
    change_page(book["Sheet"])
    book.save(path)


def column(page, heading: str) -> int:
    return next(cell.column for cell in page[1] if cell.value == heading)


def only(path) -> None:
    """Remove all sheets but one."""
    for other in set(path.parent.iterdir()) - {path}:
        other.unlink()


def fill(path, code) -> None:
    """Give every cell to fill the label that code(text, variable) returns."""

    def fill_page(page):
        read = column(page, "sentence")
        for row in range(2, page.max_row + 1):
            for variable in FRAMES:
                page.cell(row, column(page, variable)).value = code(page.cell(row, read).value, variable)

    change(path, fill_page)


@pytest.fixture(scope="module")
def filled_event(event, tmp_path_factory):
    """The event with a sheet of A and one of B on every sentence, 'no' in every cell of the workbooks."""
    folder = tmp_path_factory.mktemp("filled") / "event"
    shutil.copytree(event, folder)
    write_sheets(places_in(folder), ["A", "B"], sample=16)
    for coder in "AB":
        fill(file(places_in(folder), f"frames-generic-{coder}.xlsx"), lambda text, variable: "no")
    return folder


@pytest.fixture
def filled(filled_event, tmp_path):
    shutil.copytree(filled_event, tmp_path / "filled")
    return places_in(tmp_path / "filled")


# --- As a coder gets them -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "unit", "size"), [("frames", "sentence", 10), ("frames", "article", 2), ("voice", "sentence", 10),
                               ("tone", "sentence", 10),
                               ("actors", "sentence", 3), ("claims", "sentence", 10)]
)  # fmt: skip
def test_sheets_are_blind_and_the_same_for_all_coders(here, kind, unit, size):
    paths = write_sheets(here, ["A", "B"], kind=kind, unit=unit, sample=10)
    tables = [rows_of(path) for path in paths]
    assert len(tables) == 4 and 1 < len(tables[0]) <= 1 + size
    texts = [[row[2] for row in table[1:]] for table in tables]
    assert texts[0] == texts[2]
    for path in paths:
        content = " ".join(cell for row in rows_of(path) for cell in row)
        assert not any(name in content for name in (*OUTLETS, "a-s0", "b-s0", "a-c0", "b-c0"))


def test_the_workbook_offers_the_labels_and_holds_the_codebook(here):
    write_sheets(here, ["A"])
    book = openpyxl.load_workbook(file(here))
    lists = {str(rule.sqref): rule.formula1 for rule in book["Sheet"].data_validations.dataValidation}
    assert len(lists) == len(FRAMES) and set(lists.values()) == {'"yes,no"'}
    guide = [cell for row in book["Codebook"].iter_rows(values_only=True) for cell in row]
    for variable in frames_task("generic").variables:
        assert variable.name in guide and variable.question in guide


def test_formulas_stay_text(here):
    write_sheets(here, ["A"], sample=16)
    book = openpyxl.load_workbook(file(here))
    cells = [cell for row in book["Sheet"].iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert [cell.data_type for cell in cells] == ["s"]
    assert "'=1+1 was on the board." in file(here, "frames-generic-A.csv").read_text(encoding="utf-8-sig")


def test_a_sample_is_drawn_equally_from_the_outlets_and_the_seed_decides_which(here, tmp_path):
    texts = {}
    for coder, seed in (("A", 1), ("B", 1), ("C", 2)):
        write_sheets(here, [coder], sample=6, seed=seed)
        texts[coder] = [row[2] for row in rows_of(file(here, f"frames-generic-{coder}.csv"))[1:]]
    assert texts["A"] == texts["B"] != texts["C"]
    units = [row[1] for row in rows_of(file(here, "frames-generic-A.csv"))[1:]]
    from newsangle.coding.units import NEEDS
    from newsangle.coding.units import units as all_units
    from newsangle.tables import read

    known = all_units(frames_task("generic"), {name: read(here, name) for name in NEEDS["frames"]})
    assert known.set_index("unit").loc[units, "outlet"].value_counts().to_dict() == dict.fromkeys(OUTLETS, 3)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"coders": ["../A"]}, "can't be part of a file's name"),
        ({"coders": []}, "Name the coders"),
        ({"coders": ["A", "a"]}, "Two coders have the same name"),
        ({"coders": ["A"], "sample": 0}, "--sample 1"),
        ({"coders": ["A"], "unit": "word"}, "by 'sentence' or by 'article'"),
        ({"coders": ["A"], "kind": "tone", "unit": "article"}, "Only frames are coded by article"),
        ({"coders": ["A"], "kind": "mood"}, "there are: frames, tone, voice, actors, claims"),
    ],
)
def test_what_cannot_be_written_is_said(here, options, said):
    with pytest.raises(CodingError, match=said):
        write_sheets(here, **options)


def test_a_sheet_is_never_written_over(here):
    write_sheets(here, ["A"])
    with pytest.raises(CodingError, match="is there already"):
        write_sheets(here, ["A", "B"])
    assert not file(here, "frames-generic-B.xlsx").exists()


def test_a_codebook_of_ones_own_is_kept_beside_the_sheets(here, tmp_path):
    own = tmp_path / "own.yml"
    own.write_text("title: Own\nframes:\n  - {name: rain, definition: It rains.}\n", encoding="utf-8")
    write_sheets(here, ["A"], codebook=str(own))
    own.unlink()
    reading = read_sheets(here)
    assert list(reading.tasks) == ["frames-own"] and not reading.problems


# --- Read back ------------------------------------------------------------------------------------------------


def test_an_event_without_sheets_has_no_results(here):
    assert results(here) == {}
    with pytest.raises(CodingError, match="newsangle codesheet rain --coders A,B"):
        coded(here)


def test_whichever_of_the_two_files_is_filled_counts(filled):
    in_workbook = read_sheets(filled).codes
    path = file(filled, "frames-generic-A.csv")
    rows = rows_of(path)
    at = [rows[0].index(name) for name in FRAMES]
    rows = [rows[0], *([("no" if i in at else cell) for i, cell in enumerate(row)] for row in rows[1:])]
    path.write_text("\n".join(";".join(f'"{cell}"' for cell in row) for row in rows), encoding="cp1252")
    file(filled).unlink()
    in_csv = read_sheets(filled).codes
    keys = ["task", "coder", "unit", "variable", "code"]
    assert len(in_csv) == 2 * 16 * len(FRAMES)
    assert sorted(in_csv[keys].to_numpy().tolist()) == sorted(in_workbook[keys].to_numpy().tolist())


def test_reordered_rows_and_columns_change_nothing(filled):
    before = coded(filled)["agreement"]

    def reorder(page):
        rows = [[cell.value for cell in row] for row in page.iter_rows()]
        for r, row in enumerate([rows[0], *reversed(rows[1:])], 1):
            for c, value in enumerate(reversed(row), 1):
                page.cell(r, c).value = value

    change(file(filled), reorder)
    assert coded(filled)["agreement"].equals(before)


def test_a_file_with_a_row_a_code_is_read_like_a_sheet(filled):
    """The classroom's pages write one file a pupil, whatever the pupil coded."""
    before = coded(filled)["agreement"]
    wide = rows_of(file(filled, "frames-generic-A.csv"))
    at = {name: i for i, name in enumerate(wide[0])}
    long = [["row", "unit", "variable", "code", "coder", "sheet"]] + [
        [row[at["row"]], row[at["unit"]], variable, "no", "A", row[at["sheet"]]]
        for row in wide[1:]
        for variable in FRAMES
    ]
    for kind in ("csv", "xlsx"):
        file(filled, f"frames-generic-A.{kind}").unlink()
    path = file(filled, "codes-A.csv")
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(long)
    assert coded(filled)["agreement"].equals(before) and not coded(filled)["notes"].size
    long[5][2] = "mood"
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(long)
    with pytest.raises(CodingError, match="row 6, column 'variable': 'mood' is no question of 'frames-generic'"):
        coded(filled)


def put(heading, value, row=3):
    def put_in(page):
        page.cell(row, column(page, heading)).value = value

    return put_in


PROBLEMS = {
    "an unknown label": (put("conflict", "maybe"), "row 3, column 'conflict': 'maybe' is no label", "yes, no"),
    "a number that is none": (put("conflict", 7), "row 3, column 'conflict': '7' is no label", "yes, no"),
    "a date": (put("morality", datetime.datetime(2025, 1, 1)), "row 3, column 'morality': holds the date", "yes, no"),
    "a date as text": (put("morality", "01.01.2025"), "row 3, column 'morality': holds the date '01.01.2025'", "yes"),
    "a month": (put("morality", "1-May"), "row 3, column 'morality': holds the date '1-May'", "yes"),
    "a number and a word": (put("morality", "1 maybe"), "'1 maybe' is no label", "yes"),
    "another event": (put("sheet", "snow / frames-generic / xxxxxxxx"), "row 3, column 'sheet'", "the event 'snow'"),
    "an older codebook": (put("sheet", "rain / frames-generic / bbbbbbbb"), "row 3, column 'sheet'", "have changed"),
    "an unknown codebook": (put("sheet", "rain / frames-x / bbbbbbbb"), "row 3, column 'sheet'", "'frames-x'"),
    "a path as codebook": (put("sheet", "rain / frames-../../x / bbbbbbbb"), "row 3, column 'sheet'", "belongs to"),
    "no sheet": (put("sheet", None), "row 3, column 'sheet'", "Copy the cell"),
    "an unknown unit": (put("unit", "bbbbbbbb"), "row 3, column 'unit'", "'bbbbbbbb'"),
    "no coder": (put("coder", None), "row 3, column 'coder'", "is empty"),
    "a renamed heading": (put("morality", "moral", row=1), "row 1: the column 'morality'", "Put its heading back"),
    "two headings": (put("morality", "conflict", row=1), "two columns are headed 'conflict'", "rename one"),
    "no headings": (lambda page: page.delete_rows(1), "no row of headings", "Put the first row back"),
}  # fmt: skip


@pytest.mark.parametrize("what", PROBLEMS)
def test_what_cannot_be_read_is_said_with_its_place(filled, what):
    spoil, place, mend = PROBLEMS[what]
    only(file(filled))
    change(file(filled), spoil)
    with pytest.raises(CodingError) as error:
        coded(filled)
    message = str(error.value).splitlines()[0]
    assert message.startswith("coding/frames-generic-A.xlsx") and place in message and mend in message


NOTES = {
    "a decimal comma": (put("conflict", "1,0"), "row 3, column 'conflict': '1,0' is read as 'yes'"),
    "a number": (put("conflict", 0.0), "row 3, column 'conflict': '0' is read as 'no'"),
    "a truth value": (put("conflict", True), "row 3, column 'conflict': 'True' is read as 'yes'"),
    "an empty cell": (put("conflict", None), "A left 1 of 80 cells empty in frames-generic: "
                      "coding/frames-generic-A.xlsx, row 3, column 'conflict'"),
    "a deleted row": (lambda page: page.delete_rows(4, 2), "2 of the 16 rows of A were deleted (row 3, 4 of"),
    "an added column": (put("mood", "x"), "the column 'mood' was added and is not read"),
}  # fmt: skip


@pytest.mark.parametrize("what", NOTES)
def test_what_is_read_with_leniency_is_noted_and_the_rest_counts(filled, what):
    only(file(filled))
    spoil, said = NOTES[what]
    if what == "an added column":
        change(file(filled), lambda page: page.cell(1, page.max_column + 1, "mood"))
    else:
        change(file(filled), spoil)
    found = coded(filled)
    assert said in "\n".join(found["notes"]["message"])
    assert len(found["agreement"]) == len(FRAMES)


def test_a_coder_who_has_not_begun_is_named(filled):
    file(filled, "frames-generic-B.xlsx").unlink()  # the CSV of B is as it was written
    found = coded(filled)
    assert "B has not coded anything yet in frames-generic." in list(found["notes"]["message"])
    assert set(found["agreement"]["verdict"]) == {"undefined: no unit was coded by two"}


def test_a_problem_leaves_nothing_half_counted(filled):
    change(file(filled), put("conflict", "maybe"))
    found = results(filled)
    assert len(found["problems"]) == 1
    assert all(frame.empty for name, frame in found.items() if name not in ("problems", "notes"))


def test_two_codes_for_one_unit_are_a_problem(filled):
    path = file(filled, "frames-generic-A.csv")
    rows = rows_of(path)
    rows[1][rows[0].index("conflict")] = "yes"
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)
    with pytest.raises(CodingError, match=r"A has 'yes' here and 'no' in coding/frames-generic-A\.xlsx, row 2"):
        coded(filled)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("frames-generic-A.xlsx", b"not a workbook", "can't be opened as an .xlsx workbook"),
        ("codes.ods", b"PK", "not a .xlsx or .csv file"),
        ("empty.csv", b"", "no row of headings"),
        ("noise.csv", bytes(range(256)) * 50, "no row of headings"),
    ],
)
def test_a_file_that_is_no_sheet_is_named(filled, name, content, said):
    file(filled, name).write_bytes(content)
    with pytest.raises(CodingError, match=name) as error:
        coded(filled)
    assert said in str(error.value)


def test_open_workbooks_leave_files_that_are_not_sheets(filled):
    file(filled, "~$frames-generic-A.xlsx").write_bytes(b"lock")
    file(filled, ".DS_Store").write_bytes(b"")
    assert len(coded(filled)["agreement"]) == len(FRAMES)
