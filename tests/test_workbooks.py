"""Rows of a workbook are as high as their text."""

import pytest

from newsangle.workbooks import LINE, MOST, row_height


@pytest.mark.parametrize(
    ("cells", "widths", "lines"),
    [
        ([], [], 1),
        (["", "a word"], [10, 10], 1),
        (["a" * 25, "a word"], [10, 60], 3),
        (["one\ntwo\n\nthree"], [60], 4),
    ],
)
def test_a_row_has_room_for_its_longest_cell(cells, widths, lines):
    assert row_height(cells, widths) == lines * LINE


def test_a_row_is_never_higher_than_a_spreadsheet_allows():
    assert row_height(["word " * 100_000], [20]) == MOST
