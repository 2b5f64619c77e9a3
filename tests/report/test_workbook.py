"""The workbook has the rows and answers of the page, and runs nothing."""

from io import BytesIO

import openpyxl
import pytest

from newsangle.report import write_workbook
from newsangle.report.evidence import only_here, shared_claims
from newsangle.report.page import event_tables
from newsangle.report.workbook import workbook


@pytest.fixture
def frightful_tables(frightful_event):
    return event_tables(frightful_event)


def test_the_matrix_has_the_rows_of_the_page_in_their_order(ferry_tables):
    book = openpyxl.load_workbook(BytesIO(workbook(ferry_tables)))
    assert book.sheetnames == ["Claim matrix", "Only here", "Perhaps elsewhere", "Articles"]
    head, *rows = book["Claim matrix"].values
    assert head[:4] == ("relation", "kind", "what it is about", "heard")
    assert head[-2:] == ("Harbour Post", "Varn Courier")
    assert [row[:2] for row in rows] == [(claim.relation, claim.kind) for claim in shared_claims(ferry_tables)]
    assert rows[0][-1] == ("25: Twenty-five people were injured when a ferry hit the north pier in Varn on Monday.")
    alone = [row[2] for row in list(book["Only here"].values)[1:]]
    assert alone == [one.quote.text for one in only_here(ferry_tables)]


def test_the_workbook_runs_nothing(frightful_tables):
    book = openpyxl.load_workbook(BytesIO(workbook(frightful_tables)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" or cell.hyperlink for cell in cells)
    assert not any(str(cell.value or "").startswith(("=", "+", "-", "@")) for cell in cells)


def test_the_workbook_is_the_same_twice(ferry_event, ferry_tables):
    assert write_workbook(ferry_event, ferry_tables).read_bytes() == workbook(ferry_tables)
