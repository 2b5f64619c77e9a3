"""Rows of tables: none shifted, none swallowed, none invented."""

import json

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from newsangle.readers.found import ReadingError
from newsangle.readers.rows import read_lines, read_rows

KNOWN = ("outlet", "title", "text")
HEAD = "outlet,title,text\n"
MARK = "has a quotation mark that does not close, or cells that do not fit the headings"


def rows(tmp_path, content, name="a.csv"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return [list(row.cells.values()) if not row.fault else row.fault for row in read_rows(path, KNOWN)]


@pytest.mark.parametrize(
    ("content", "name", "read"),
    [
        (HEAD + "A,t,one\nB,u,two\n", "a.csv", [["A", "t", "one"], ["B", "u", "two"]]),
        ("outlet;title;text\nA;t;one, two\n", "a.csv", [["A", "t", "one, two"]]),
        ("sep=;\noutlet;title;text\nA;t;one\n", "a.csv", [["A", "t", "one"]]),
        (HEAD + "A,t,one\n,,\n\nB,u,two\n", "a.csv", [["A", "t", "one"], ["B", "u", "two"]]),  # empty rows
        (HEAD + "A,t,one,\nB,u,two,,\n", "a.csv", [["A", "t", "one"], ["B", "u", "two"]]),  # trailing commas
        (HEAD + 'A, "t", "one, two"\n', "a.csv", [["A", "t", "one, two"]]),
        (HEAD + 'A,t,"one\ntwo, three"\nB,u,four\n', "a.csv", [["A", "t", "one\ntwo, three"], ["B", "u", "four"]]),
        (HEAD + 'A,t,"He said ""no"" to it"\n', "a.csv", [["A", "t", 'He said "no" to it']]),
        (HEAD + 'A,t,"He said \\"no\\", twice"\n', "a.csv", [["A", "t", 'He said "no", twice']]),
        ("Export of 3 June\n\n" + HEAD + "A,t,one\n", "a.csv", [["A", "t", "one"]]),
        ("\ufeff" + HEAD + "A,t,one\n", "a.csv", [["A", "t", "one"]]),
        ((HEAD + "A,t,Größe\n").encode("utf-16"), "a.csv", [["A", "t", "Größe"]]),
        ((HEAD + "A,t,José’s\n").encode("cp1252"), "a.csv", [["A", "t", "José’s"]]),
        # a quotation mark that never closes would take in the rows below
        ('outlet\ttext\nA\t"One, he said.\nB\ttwo\n', "a.tsv", [["A", '"One, he said.'], ["B", "two"]]),
        ('outlet\ttext\nA\t"One.\nB\t"Two," he said.\n', "a.tsv", [["A", '"One.'], ["B", '"Two," he said.']]),
        (HEAD + 'A,t,"One.\nB,u,"2, 3"\nC,v,4\n', "a.csv", [MARK, ["B", "u", "2, 3"], ["C", "v", "4"]]),
    ],
)  # fmt: skip
def test_csv_is_read_as_it_was_meant(tmp_path, content, name, read):
    assert rows(tmp_path, content, name) == read


def test_a_row_that_does_not_fit_is_refused_and_the_others_are_read(tmp_path):
    found = rows(tmp_path, HEAD + "A,t,one\nB,u,two, three\nC,v,four\n")
    assert found[0] == ["A", "t", "one"] and found[2] == ["C", "v", "four"]
    assert "4 cells below 3 headings" in found[1]


def test_marks_that_cannot_be_sorted_out_are_refused_with_the_line(tmp_path):
    with pytest.raises(ReadingError, match=r"line \d+.*quotation mark"):
        rows(tmp_path, HEAD + 'A,t,"one\ntwo, and three\nfour\nfive"\nB,u,"six" and "seven\neight\nnine, ten\n')


def test_no_row_of_many_is_lost(tmp_path):
    assert len(rows(tmp_path, HEAD + "".join(f"A,t,{i}\n" for i in range(200)))) == 200


@pytest.mark.parametrize(
    "content",
    [
        [{"outlet": "A", "text": "one"}],
        {"stories": [{"outlet": "A", "text": "one"}], "pagination_token": None},
        {"response": {"status": "ok", "results": [{"outlet": "A", "text": "one"}]}},
        {"hits": {"total": 1, "hits": [{"outlet": "A", "text": "one"}]}},
        {"outlet": "A", "text": "one"},
        {"outlet": {"0": "A", "1": "B"}, "text": {"0": "one", "1": "two"}},
        {"0": {"outlet": "A", "text": "one"}, "1": {"outlet": "B", "text": "two"}},
    ],
)
def test_wrapped_lists_in_json_are_found(tmp_path, content):
    assert rows(tmp_path, json.dumps(content), "a.json")[0] == ["A", "one"]


def test_nested_entries_are_named_by_their_path(tmp_path):
    (tmp_path / "a.json").write_text('[{"source": {"name": "A"}, "authors": ["B", {"name": "C"}]}]')
    assert next(read_rows(tmp_path / "a.json")).cells == {"source.name": "A", "authors": "B, C"}


def test_lines_of_json_that_hold_no_object_are_refused_by_number(tmp_path):
    assert rows(tmp_path, '{"text": "one"}\n[1, 2]\n{"text\n\n{"text": "two"}\n', "a.jsonl") == [
        ["one"], "is no object with named entries", "is not JSON", ["two"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", '{"articles": [{"text": "one, ]", "outlet": "A",}, {"text": "two", "outlet": null},\n],}'),
        ("a.json", '{\n "text": "one, ]",\n "outlet": "A"\n}\n{\n "text": "two"\n}\n'),
        ("a.jsonl", '[\n{"text": "one, ]", "outlet": "A"},\n{"text": "two"}\n]\n'),
        ("a.jsonl", '{"text": "one, ]", "outlet": "A"},\n{"text": "two"},\n'),
    ],
)
def test_json_with_too_many_commas_or_documents_is_read(tmp_path, name, content):
    (tmp_path / name).write_text(content)
    assert [row.cells["text"] for row in read_rows(tmp_path / name)] == ["one, ]", "two"]


def test_the_parts_of_a_body_are_joined(tmp_path):
    (tmp_path / "a.json").write_text('[{"body": [{"text": "one"}, {"text": "two", "name": "x"}]}]')
    assert next(read_rows(tmp_path / "a.json")).cells["body.text"] == "one\n\ntwo"


def test_headings_that_are_repeated_are_no_row(tmp_path):
    assert rows(tmp_path, HEAD + "A,t,one\n\ufeff" + HEAD + "B,t,two\n") == [["A", "t", "one"], ["B", "t", "two"]]


def test_a_table_without_headings_gives_its_addresses(tmp_path):
    (tmp_path / "a.tsv").write_text("1\t20250603\thttps://a.example/1\n2\t20250603\thttps://b.example/2\n")
    found = list(read_rows(tmp_path / "a.tsv", ["url", "text"]))
    assert [row.cells["url"] for row in found] == ["https://a.example/1", "https://b.example/2"]


def test_a_page_saved_as_a_spreadsheet_is_a_table(tmp_path):
    (tmp_path / "a.xls").write_text("<table><tr><th>outlet<th>text</tr><tr><td>A<td>one &amp; two</tr></table>")
    assert [row.cells for row in read_rows(tmp_path / "a.xls")] == [{"outlet": "A", "text": "one & two"}]


@pytest.mark.parametrize("content", ["[" * 100_000, "{", '[{"text": "one"}, {"te', '{"a": ' * 2000])
def test_json_that_is_none_is_refused(tmp_path, content):
    with pytest.raises(ReadingError, match="cannot be read as a table"):
        rows(tmp_path, content, "a.json")


def workbook(path, *sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, lines in sheets:
        page = book.create_sheet(name)
        for line in lines:
            page.append(line)
    book.save(path)
    return path


def test_the_sheet_with_the_known_headings_is_read(tmp_path):
    lines = [["outlet", "text"], ["A", "one"], [], ["B", "two"]]
    path = workbook(tmp_path / "a.xlsx", ("Notes", [["made by", "hand"]]), ("Data", lines))
    assert [row.cells for row in read_rows(path, KNOWN)] == [
        {"outlet": "A", "text": "one"},
        {"outlet": "B", "text": "two"},
    ]


def test_a_workbook_that_misstates_its_size_is_read_whole(tmp_path):
    import zipfile

    path = workbook(tmp_path / "a.xlsx", ("Data", [["outlet", "text"], *([f"A{i}", "one"] for i in range(9))]))
    wrong = tmp_path / "b.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(wrong, "w") as new:
        for entry in old.namelist():
            new.writestr(entry, old.read(entry).replace(b'ref="A1:B10"', b'ref="A1:A2"'))
    assert len(list(read_lines(wrong))) == 10


def test_a_sparse_workbook_is_read_at_once(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"], book.active["A300000"], book.active["XFD2"] = "outlet", "text", "A", 1
    book.save(tmp_path / "a.xlsx")
    assert [number for number, _ in read_lines(tmp_path / "a.xlsx")] == [1, 2, 300_000]


@pytest.mark.parametrize(
    ("texts", "read"),
    [
        (["one", "x" * 5_000_001, "three"], [["one"], "has a cell of more than 5 million characters", ["three"]]),
        ([f"text {n}" for n in range(45)], [[f"text {n}"] for n in range(45)]),  # more than are unpacked at once
    ],
)
def test_rows_of_parquet_are_read_but_for_a_cell_that_is_too_long(tmp_path, texts, read):
    pq.write_table(pa.table({"text": texts}), tmp_path / "a.parquet")
    assert rows(tmp_path, (tmp_path / "a.parquet").read_bytes(), "a.parquet") == read
