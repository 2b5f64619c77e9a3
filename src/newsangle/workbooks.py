"""Row heights for workbooks, so that wrapped text is visible in every spreadsheet program."""

from collections.abc import Sequence

LINE = 15.0  # points per line of text
MOST = 400.0  # the highest row that spreadsheets allow, in points, with a margin


def row_height(cells: Sequence[str], widths: Sequence[float]) -> float:
    """Return the height in points of a row of wrapped cells, from the width of each column in characters.

    Excel adjusts heights by itself when it opens a file; LibreOffice does not, and neither does so when printing.
    """
    lines = (
        sum(1 + int(len(line) * 1.1 / width) for line in cell.split("\n"))
        for cell, width in zip(cells, widths, strict=True)
    )
    return min(LINE * max(lines, default=1), MOST)
