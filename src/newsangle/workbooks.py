"""What the workbooks have in common: rows as high as their text, whichever spreadsheet opens them."""

from collections.abc import Sequence

LINE = 15.0  # points that a line of text takes
MOST = 400.0  # points that a spreadsheet allows a row, less a margin


def row_height(cells: Sequence[str], widths: Sequence[float]) -> float:
    """Return the points that a row of wrapped cells takes, from each column's width in characters.

    Excel finds out by itself when it opens a file, LibreOffice does not, and neither does when it prints one.
    """
    lines = (
        sum(1 + int(len(line) * 1.1 / width) for line in cell.split("\n"))
        for cell, width in zip(cells, widths, strict=True)
    )
    return min(LINE * max(lines, default=1), MOST)
