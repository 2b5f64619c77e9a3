"""The claim matrix as a workbook to hand round."""

from io import BytesIO
from pathlib import Path

import pandas as pd

from newsangle.tables import is_empty, outlet_order
from newsangle.workbooks import row_height

_WRAP = {"text_wrap": True, "valign": "top"}
_FILLS = {"conflict": "#F6D5C5", "check": "#E6DCF2", "partial": "#F5E6B8", "agree": "#CFE5F3"}
_LONGEST = 32_000  # characters that a cell of a workbook holds, less a margin


def workbook(shared: pd.DataFrame, only: pd.DataFrame, articles: pd.DataFrame) -> bytes:
    """Return an .xlsx with the sheets 'Shared claims' (a column an outlet), 'Only here' and 'Articles'.

    The same tables give the same bytes. Text that a spreadsheet would take for a formula or a link stays text.
    """
    from datetime import datetime

    import xlsxwriter

    buffer = BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties({"title": "Claims across outlets", "created": datetime(2000, 1, 1)})
    formats = {name: book.add_format(_WRAP | {"bg_color": colour}) for name, colour in _FILLS.items()}
    formats |= {"text": book.add_format(_WRAP), "head": book.add_format(_WRAP | {"bold": True, "bottom": 1})}
    outlets = outlet_order(articles)
    matrix = [
        [
            first["relation"], first["kind"], first["label"], first["why"],
            *(_told(cells[cells["outlet"] == outlet]) for outlet in outlets),
        ]
        for _, cells in shared.groupby("shared_id", sort=False)
        for first in [cells.iloc[0]]
    ]  # fmt: skip
    _sheet(
        book,
        "Shared claims",
        ["relation", "kind", "claim", "why", *outlets],
        matrix,
        [11, 10, 28, 34] + [60] * len(outlets),
        formats,
    )
    alone = only.drop_duplicates(["outlet", "evidence"])  # a sentence may hold several claims
    rows = alone[["outlet", "salience", "evidence"]].round(2).values.tolist()
    _sheet(book, "Only here", ["outlet", "salience", "not found in the other texts"], rows, [24, 10, 100], formats)
    rows = articles[["outlet", "headline", "published", "url"]].values.tolist()
    _sheet(book, "Articles", ["outlet", "headline", "published", "url"], rows, [24, 80, 26, 60], formats)
    book.close()
    return buffer.getvalue()


def _told(cells: pd.DataFrame) -> str:
    """Return an outlet's sentences, of a copied text only whose it is."""
    copied = cells["copy_of"].notna()
    whose = [f"the text of {outlet}" for outlet in cells.loc[copied, "copy_of"].unique()]
    return "\n\n".join([*cells.loc[~copied, "evidence"].unique(), *whose])


def save_workbook(shared: pd.DataFrame, only: pd.DataFrame, articles: pd.DataFrame, path: Path) -> Path:
    """Write the workbook to a path and return it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(workbook(shared, only, articles))
    return path


def _sheet(book, name: str, header: list[str], rows: list[list], widths: list[int], formats: dict) -> None:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for column, (title, width) in enumerate(zip(header, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, _text(title), formats["head"])
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    for number, row in enumerate(rows, 1):
        sheet.set_row(number, row_height([_text(value) for value in row], widths))
        for column, value in enumerate(row):
            if isinstance(value, float) and value == value:
                sheet.write_number(number, column, value, formats["text"])
            else:
                sheet.write_string(
                    number,
                    column,
                    _text(value),
                    formats.get(value, formats["text"]) if column == 0 else formats["text"],
                )
    sheet.autofilter(0, 0, max(len(rows), 1), len(header) - 1)


def _text(value) -> str:
    """Return a cell's text without what a workbook cannot hold, and with an apostrophe before a formula."""
    if is_empty(value):
        return ""
    text = "".join(c for c in str(value) if c >= " " or c in "\n\t")[:_LONGEST]
    return f"'{text}" if text.lstrip()[:1] in ("=", "+", "-", "@") else text
