"""The claim matrix as a workbook to hand round: the rows and answers of the page."""

from io import BytesIO
from pathlib import Path

from newsangle.paths import Places, replace_file
from newsangle.report.evidence import Claim, Quote, only_here, perhaps_shared, shared_claims
from newsangle.report.finding import Tables
from newsangle.report.wording import sentence_case
from newsangle.tables import is_empty, outlet_order
from newsangle.workbooks import row_height

_WRAP = {"text_wrap": True, "valign": "top"}
_FILLS = {"conflict": "#F6D5C5", "check": "#E6DCF2", "partial": "#F5E6B8", "agree": "#CFE5F3", "copied": "#E8E8E4"}
_LONGEST = 32_000  # characters that a cell of a workbook holds, less a margin
MATRIX = {"relation": 11, "kind": 10, "what it is about": 34, "heard": 16, "why": 34, "confidence": 11}
ONLY = {"outlet": 24, "salience": 10, "not found in the other texts": 100}
PERHAPS = {"outlet": 24, "may also be elsewhere": 80, "nearest": 80}
ARTICLES = {"outlet": 24, "headline": 80, "published": 26, "url": 60}


def write_workbook(here: Places, tables: Tables) -> Path:
    """Write here.tables/claims.xlsx and return its path."""
    made = workbook(tables)
    path = here.tables / "claims.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, lambda part: part.write_bytes(made))
    return path


def workbook(tables: Tables) -> bytes:
    """Return an .xlsx with the claim matrix (a column an outlet), what is only here or perhaps elsewhere, the articles.

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
    outlets = outlet_order(tables["articles"])
    matrix = [_row(claim, outlets) for claim in shared_claims(tables)]
    _sheet(book, "Claim matrix", MATRIX | dict.fromkeys(outlets, 60), matrix, formats)
    alone = [[one.outlet, one.salience, one.quote.text] for one in only_here(tables)]
    _sheet(book, "Only here", ONLY, alone, formats)
    maybe = [[one.outlet, one.quote.text, "\n".join(map(_named, one.nearest))] for one in perhaps_shared(tables)]
    _sheet(book, "Perhaps elsewhere", PERHAPS, maybe, formats)
    _sheet(book, "Articles", ARTICLES, tables["articles"][list(ARTICLES)].values.tolist(), formats)
    book.close()
    return buffer.getvalue()


def _row(claim: Claim, outlets: list[str]) -> list:
    answers = ["\n\n".join(dict.fromkeys(map(_answer, claim.by(outlet)))) for outlet in outlets]
    about = [claim.relation, claim.kind, sentence_case(claim.question), claim.heard, claim.why, claim.confidence]
    return [*about, *answers]


def _answer(quote: Quote) -> str:
    """Return an answer, who says it, and its sentence; of a copied text only whose it is."""
    if quote.copy_of:
        return quote.value
    said = f" (said by {quote.speaker})" if quote.speaker else ""
    return f"{quote.value}{said}: {quote.text}" if quote.value else f"{quote.text}{said}"


def _named(quote: Quote) -> str:
    return f"{quote.outlet}: {quote.text}"


def _sheet(book, name: str, columns: dict[str, int], rows: list[list], formats: dict) -> None:
    """Add a sheet. columns: heading → width in characters; the first column takes the colour of its relation."""
    sheet, widths = book.add_worksheet(name), list(columns.values())
    sheet.freeze_panes(1, 3 if name == "Claim matrix" else 1)
    for column, (title, width) in enumerate(columns.items()):
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
    sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)


def _text(value) -> str:
    """Return a cell's text without what a workbook cannot hold, and with an apostrophe before a formula."""
    if is_empty(value):
        return ""
    text = "".join(c for c in str(value) if c >= " " or c in "\n\t")[:_LONGEST]
    return f"'{text}" if text.lstrip()[:1] in ("=", "+", "-", "@") else text
