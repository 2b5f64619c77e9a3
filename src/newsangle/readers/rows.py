"""Rows of tables: CSV, spreadsheets, JSON and Parquet, read as a stream, every row right or with its fault.

The only reader of tables from outside. A row is never shifted or swallowed: a row that does not fit its headings is
returned with a fault instead of cells.
"""

import csv
import json
import re
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from itertools import chain, islice
from pathlib import Path
from typing import Literal

from newsangle.readers.decoding import DecodingError, encoding_of
from newsangle.readers.found import LARGEST, ReadingError
from newsangle.readers.kinds import kind_of

CSV = (".csv", ".tsv", ".tab", ".psv")
JSON_LINES = (".jsonl", ".ndjson", ".jsonlines")
WORKBOOKS = (".xlsx", ".xlsm")
PARQUET = (".parquet", ".pq")
TABLES = (*CSV, *JSON_LINES, ".json", *WORKBOOKS, *PARQUET, ".xls")

_LARGEST_JSON = 150_000_000  # bytes; a whole JSON document is held in memory
_LARGEST_CELL = 5_000_000  # characters
_UNPACKED_ROWS = 20  # of a Parquet file at once: one long text repeated in every row takes next to no space in the file
_MOST_CELLS = 100_000_000  # of a sheet, empty ones included
_MOST_ROWS = 1_048_576  # that a spreadsheet has
_UNPACKED = 2_000_000_000  # bytes of a workbook, unpacked
_LAST_COMMA = re.compile(r'("[^"\\]*(?:\\.[^"\\]*)*")|,(?=\s*[\]}])', re.DOTALL)
_BETWEEN = re.compile(r"[\s,]*")  # what may separate two JSON documents
_ADDRESS = re.compile(r"https?://\S{1,1900}")
_HEADINGS_WITHIN = 25  # rows: titles and remarks may stand above the headings


@dataclass(frozen=True)
class Row:
    """A row: its number as a spreadsheet counts, its cells by heading, or the fault that keeps it from being read."""

    number: int
    cells: dict[str, object] = field(default_factory=dict)
    fault: str = ""


def read_rows(path: Path, known: Collection[str] = ()) -> Iterator[Row]:
    """Yield the rows of a table; the cells of nested JSON are named by their path, such as 'source.name'.

    known: headings in small letters that the caller looks for, by which the row of headings is found below a title.
    Raises ReadingError where a file is no table at all.
    """
    path = Path(path)
    try:
        kind = kind_of(path)
        if path.stat().st_size > LARGEST:
            raise ReadingError(f"{path}: is larger than {LARGEST // 1_000_000} MB. Split it, or save it as Parquet.")
        if kind in JSON_LINES or kind == ".json":
            yield from _json(path, lines=kind in JSON_LINES)
        elif kind in PARQUET:
            yield from _parquet(path)
        else:
            yield from _under_headings(read_lines(path, known), known)
    except FileNotFoundError:
        raise ReadingError(f"{path}: there is no such file.") from None
    except (OSError, DecodingError) as error:
        raise ReadingError(f"{path}: {error}. Save it as CSV, JSON lines or Parquet.") from None


def read_lines(path: Path, known: Collection[str] = ()) -> Iterator[tuple[int, list | str]]:
    """Yield the lines of a CSV file or a workbook as they stand, each with its number; a text is a line's fault."""
    kind = kind_of(path)
    if kind in WORKBOOKS:
        return _of_workbook(path, known)
    return _of_markup(path) if kind in (".xls", ".html") else _of_csv(path)


def cell_text(cell: object) -> str:
    """Return a cell as text: whole numbers without a decimal point, days without midnight."""
    if cell is None or cell != cell:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date | time):
        return cell.isoformat().removesuffix("T00:00:00")
    return str(cell).replace("\ufeff", "").strip()


# --- Headings ---------------------------------------------------------------------------------------------------


def _under_headings(lines: Iterable[tuple[int, list | str]], known: Collection[str]) -> Iterator[Row]:
    """Name the cells of every line by the headings: the line among the first with the most known names."""
    stream = iter(lines)
    head = list(islice(stream, _HEADINGS_WITHIN))
    counts = [sum(cell_text(c).lower() in known for c in line) if isinstance(line, list) else 0 for _, line in head]
    filled = (i for i, (_, line) in enumerate(head) if isinstance(line, list) and any(map(cell_text, line)))
    at = counts.index(max(counts)) if any(counts) else next(filled, None)
    if at is None:
        return
    headings = [cell_text(cell) for cell in head[at][1]]
    while headings and not headings[-1]:
        headings.pop()
    if known and (addresses := _without_headings(head)):
        at, headings = -1, addresses
    for number, line in chain(head[at + 1 :], stream):
        texts = [line] if isinstance(line, str) else [cell_text(cell) for cell in line]
        if any(texts) and texts != headings:  # tables that were joined repeat their headings
            yield _row(number, line, headings)


def _without_headings(head: list[tuple[int, list | str]]) -> list[str]:
    """Return headings for a table that has none, such as GDELT's exports: 'url' above the last column of addresses."""
    lines = [[cell_text(cell) for cell in line] for _, line in head if isinstance(line, list) and any(line)]
    if not lines or any(len(line) != len(lines[0]) for line in lines):
        return []
    columns = [i for i, cells in enumerate(zip(*lines, strict=True)) if all(_ADDRESS.fullmatch(cell) for cell in cells)]
    return ["url" if i == columns[-1] else f"column {i + 1}" for i in range(len(lines[0]))] if columns else []


def _row(number: int, line: list | str, headings: list[str]) -> Row:
    if isinstance(line, str):
        return Row(number, fault=line)
    extra = [cell for cell in line[len(headings) :] if cell_text(cell)]
    if extra:
        return Row(
            number, fault=f"has {len(line)} cells below {len(headings)} headings; put quotation marks round text"
        )
    named = zip(headings, line, strict=False)
    cells: dict[str, object] = {}
    for heading, cell in named:
        if heading and heading not in cells:
            cells[heading] = cell
    return Row(number, cells)


# --- CSV ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Dialect:
    mark: str
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL
    escape: str | None = None
    spaced: bool = False  # whether a space stands between separator and quotation mark

    @property
    def lenient(self) -> bool:
        """Whether marks that do not close go unnoticed, so that only the number of cells shows a misfit."""
        return self.quoting == csv.QUOTE_NONE or self.escape is not None

    def lines(self, path: Path, encoding: str) -> Iterator[tuple[int, list[str]]]:
        """Yield the lines of a file and their numbers; raise csv.Error where the marks do not fit."""
        with path.open(encoding=encoding, errors="replace", newline="") as stream:
            plain = (line.replace("\0", "") for line in stream)
            reader = csv.reader(
                plain, delimiter=self.mark, quoting=self.quoting, escapechar=self.escape,
                doublequote=self.escape is None, skipinitialspace=self.spaced, strict=True,
            )  # fmt: skip
            for number, line in enumerate(reader, 1):
                if not (number == 1 and len(line) <= 2 and re.fullmatch(r"sep=.?", line[0] if line else "")):
                    yield number, line


def _of_csv(path: Path) -> Iterator[tuple[int, list[str] | str]]:
    csv.field_size_limit(_LARGEST_CELL)
    encoding = encoding_of(path)
    mark = _separator(path, encoding)
    choices = [
        _Dialect(mark), _Dialect(mark, spaced=True), _Dialect(mark, escape="\\"), _Dialect(mark, csv.QUOTE_NONE),
    ]  # fmt: skip
    faults = [_misfit(choice, path, encoding) for choice in choices]
    fitting = next((choice for choice, fault in zip(choices, faults, strict=True) if not fault), None)
    if fitting:
        lines = fitting.lines(path, encoding)
        return _unquoted(lines) if fitting.quoting == csv.QUOTE_NONE else lines
    if not faults[0].startswith("line"):  # the marks are right, and some rows are too long
        return choices[0].lines(path, encoding)
    return _line_by_line(path, encoding, mark, faults[0])


def _separator(path: Path, encoding: str) -> str:
    with path.open(encoding=encoding, errors="replace") as stream:
        head = stream.readline(100_000)
        if match := re.match(r'"?sep=(.)', head):
            return match[1]
        while head and not head.strip():
            head = stream.readline(100_000)
    bare = re.sub(r'"[^"]*"', "", head)
    return "\t" if path.suffix.lower() in (".tsv", ".tab") and "\t" in bare else max(",;\t|", key=bare.count)


def _misfit(dialect: _Dialect, path: Path, encoding: str) -> str:
    """Return how a dialect does not fit a file, '' where it does: marks that do not close, or rows of another length.

    A cell that holds whole rows has swallowed them: every line in it has as many separators as the headings.
    """
    width, number, long = 0, 0, ""
    try:
        for number, line in dialect.lines(path, encoding):
            width = width or (len(_stripped(line)) if any(line) else 0)
            if len(_stripped(line)) > width > 0 or (dialect.lenient and 0 < len(line) < width):
                long = long or f"row {number}"
            for cell in line:
                inner = cell.split("\n")[1:] if "\n" in cell and width > 1 else []
                inner = [part for part in inner if part.strip()]
                if (
                    inner
                    and (dialect.mark == "\t" or width > 4)
                    and all(p.count(dialect.mark) >= width - 1 for p in inner)
                ):
                    return f"line {number}: a quotation mark takes in the rows below it"
    except csv.Error as error:
        return f"line {number + 1}: {error}"
    return long


def _stripped(line: list[str]) -> list[str]:
    while line and not line[-1].strip():
        line = line[:-1]
    return line


def _unquoted(lines: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    """Take the marks off cells that are quoted as a whole, in a file where others are part of the text."""
    for number, line in lines:
        yield number, [c[1:-1].replace('""', '"') if re.fullmatch(r'"(?:[^"]|"")*"', c) else c for c in line]


def _line_by_line(path: Path, encoding: str, mark: str, fault: str) -> Iterator[tuple[int, list[str] | str]]:
    """Read each line by itself where marks do not close: a line that fits is a row, another one a fault."""
    width, lines, wrong = 0, 0, 0
    with path.open(encoding=encoding, errors="replace") as stream:
        for line in (line.rstrip("\r\n") for line in stream if line.strip()):
            cells = _one_line(line, mark)
            width = width or len(cells or [])
            lines, wrong = lines + 1, wrong + (cells is None or len(cells) != width)
    if wrong > 0.34 * lines:
        raise ReadingError(
            f"{path}: {fault}. A quotation mark stands where none belongs, or one is missing: "
            "double those inside a cell, and save the table again as CSV or .xlsx."
        )
    with path.open(encoding=encoding, errors="replace") as stream:
        for number, line in enumerate((line.rstrip("\r\n") for line in stream), 1):
            cells = _one_line(line, mark)
            if cells is not None and len(cells) == width:
                yield number, cells
            elif line.strip():
                yield number, "has a quotation mark that does not close, or cells that do not fit the headings"


def _one_line(line: str, mark: str) -> list[str] | None:
    try:
        return next(csv.reader([line], delimiter=mark, strict=True), [])
    except csv.Error:
        return None


# --- Workbooks ----------------------------------------------------------------------------------------------------


def check_archive(path: Path) -> None:
    """Raise ReadingError for a zipped document that unpacks to more than memory holds."""
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except (OSError, zipfile.BadZipFile):
        kind = "an .xlsx workbook" if path.suffix.lower() in WORKBOOKS else f"a {path.suffix.lower()} document"
        raise ReadingError(f"{path.name}: can't be opened as {kind}. Save it again.") from None
    if size > _UNPACKED:
        raise ReadingError(f"{path.name}: unpacks to {size // 1_000_000} MB. Save what you need of it as CSV.")


def _of_workbook(path: Path, known: Collection[str]) -> Iterator[tuple[int, list]]:
    """Yield the lines of a workbook's sheet: the one named 'Sheet', the first with a known heading, or the first."""
    import openpyxl

    if not path.exists():
        raise FileNotFoundError(path)
    check_archive(path)
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        try:
            yield from _of_sheet(_sheet(book, known))
        finally:
            book.close()
    except ReadingError:
        raise
    except (OSError, ValueError, KeyError, IndexError, AttributeError, TypeError, SyntaxError, zipfile.BadZipFile):
        raise ReadingError(
            f"{path}: can't be opened as an .xlsx workbook. Save it again from the spreadsheet."
        ) from None


def _sheet(book, known: Collection[str]):
    def headed(page) -> int:
        head = [cell for _, line in islice(_of_sheet(page), _HEADINGS_WITHIN) for cell in line]
        return sum(cell_text(cell).lower() in known for cell in head)

    if "Sheet" in book.sheetnames and len(book.worksheets) == 1:
        return book["Sheet"]
    return max(book.worksheets, key=headed) if known and len(book.worksheets) > 1 else book.worksheets[0]


def _of_sheet(page) -> Iterator[tuple[int, list]]:
    page.reset_dimensions()  # what a file says of its own size is often wrong
    cells_read = 0
    for number, line in enumerate(page.iter_rows(values_only=True), 1):
        cells_read += max(len(line), 1)
        if cells_read > _MOST_CELLS or number > _MOST_ROWS:
            raise ReadingError(f"The sheet '{page.title}' is too large. Save what you need of it as CSV.")
        if any(cell is not None for cell in line):
            cells = list(line)
            while cells and cells[-1] is None:
                cells.pop()
            yield number, cells


def _of_markup(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines of the largest table in an HTML page, which some programs save as a spreadsheet."""
    import lxml.html

    text = path.read_bytes().decode(encoding_of(path), errors="replace")
    tables = lxml.html.document_fromstring(text).xpath("//table") if "<" in text else []
    rows = max((table.xpath(".//tr") for table in tables), key=len, default=[])
    for number, row in enumerate(rows, 1):
        cells = [" ".join(cell.text_content().split()) for cell in row.xpath("./td | ./th")]
        if any(cells):
            yield number, cells


# --- JSON and Parquet ---------------------------------------------------------------------------------------------


def _json(path: Path, lines: bool) -> Iterator[Row]:
    """Yield the objects of a JSON document, of several documents in a row, or of JSON lines."""
    encoding = encoding_of(path)
    if lines and not _opens_list(path, encoding):
        with path.open(encoding=encoding, errors="replace") as stream:
            for number, line in enumerate(stream, 1):
                if line.strip():
                    yield _json_line(number, line)
        return
    if path.stat().st_size > _LARGEST_JSON:
        raise ReadingError(f"{path}: is larger than {_LARGEST_JSON // 1_000_000} MB. Save it as JSON lines.")
    text = path.read_text(encoding=encoding, errors="replace")
    try:
        yield from (_item(i, item) for i, item in enumerate(_documents(text), 1))
    except RecursionError:
        raise ReadingError(f"{path}: cannot be read as a table: it is nested too deeply.") from None
    except ValueError as error:
        if sum(line[:1] == "{" and line.rstrip(", \r")[-1:] == "}" for line in text.split("\n")) < 2:
            raise ReadingError(
                f"{path}: cannot be read as a table ({str(error)[:100]}). Save or download it again."
            ) from None
        yield from (_json_line(i, line) for i, line in enumerate(text.split("\n"), 1) if line.strip())


def _opens_list(path: Path, encoding: str) -> bool:
    with path.open(encoding=encoding, errors="replace") as stream:
        return stream.read(1000).lstrip()[:1] == "["


def _documents(text: str) -> list:
    """Return the articles in one JSON document or several; commas before a closing bracket are passed over."""
    try:
        return _items(json.loads(text))
    except ValueError:
        text = _LAST_COMMA.sub(lambda match: match[1] or "", text)
    decoder, found, at = json.JSONDecoder(), [], len(text) - len(text.lstrip())
    while at < len(text):
        content, at = decoder.raw_decode(text, at)
        found += _items(content)
        at += len(_BETWEEN.match(text, at)[0])  # pyright: ignore[reportOptionalSubscript]  # matches everywhere
    return found


def _json_line(number: int, line: str) -> Row:
    try:
        return _item(number, json.loads(line.strip().rstrip(",")))
    except (ValueError, RecursionError):
        return Row(number, fault="is not JSON")


def _item(number: int, item: object) -> Row:
    if not isinstance(item, dict):
        return Row(number, fault="is no object with named entries")
    return Row(number, dict(_flat(item)))


def _flat(item: Mapping, above: str = "", depth: int = 0) -> Iterator[tuple[str, object]]:
    """Yield the entries of nested objects by their path; a list of plain values becomes one text."""
    for name, value in item.items():
        path = f"{above}{name}"
        if (
            isinstance(value, dict) and len(value) == 1 and next(iter(value)).startswith("$")
        ):  # a type, as MongoDB writes it
            yield path, next(iter(value.values()))
        elif isinstance(value, dict) and depth < 4:
            yield from _flat(value, f"{path}.", depth + 1)
        elif isinstance(value, list):
            names = [v.get("name") if isinstance(v, dict) else v for v in value[:50]]
            yield path, ", ".join(v.strip() for v in names if isinstance(v, str))
            yield from _parts(value, path)
        else:
            yield path, value


def _parts(value: list, path: str) -> Iterator[tuple[str, str]]:
    """Yield the texts of a list of objects joined by their name, such as the blocks of a body: 'blocks.body.text'."""
    parts: dict[str, list[str]] = {}
    for part in value:
        for name, text in part.items() if isinstance(part, dict) else ():
            if isinstance(text, str) and name != "name":
                parts.setdefault(f"{path}.{name}", []).append(text)
    yield from ((name, "\n\n".join(texts)) for name, texts in parts.items())


def _items(content: object, depth: int = 0) -> list:
    """Return the list of articles in a JSON document: itself, the longest list of objects inside, or the one object."""
    if isinstance(content, list):
        return content
    if not isinstance(content, dict):
        return [content]
    columns = [value for value in content.values() if isinstance(value, dict)]
    if len(content) > 1 and len(columns) == len(content) and len({tuple(c) for c in columns}) == 1:
        first = columns[0]  # by row: {"0": {"title": …}, …}; by column: {"title": {"0": …}, …}
        return (
            columns if not all(key.isdigit() for key in first) else [{n: content[n][k] for n in content} for k in first]
        )
    lists = [value for value in content.values() if _is_list_of_objects(value)]
    if lists:
        return max(lists, key=len)
    if depth < 4:
        for value in columns:
            found = _items(value, depth + 1)
            if found and found != [value]:
                return found
    return [content]


def _is_list_of_objects(value: object) -> bool:
    return isinstance(value, list) and bool(value) and sum(isinstance(item, dict) for item in value) > len(value) / 2


def _parquet(path: Path) -> Iterator[Row]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        number = 1
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=_UNPACKED_ROWS):
                for item in batch.to_pylist():
                    number += 1
                    yield _row_of_parquet(number, item)
    except (pa.ArrowException, ValueError) as error:
        raise ReadingError(f"{path}: cannot be read as a table ({str(error)[:100]}). Save it again.") from None


def _row_of_parquet(number: int, item: Mapping) -> Row:
    row = _item(number, item)
    if any(isinstance(cell, str | bytes) and len(cell) > _LARGEST_CELL for cell in row.cells.values()):
        return Row(number, fault=f"has a cell of more than {_LARGEST_CELL // 1_000_000} million characters")
    return row


__all__ = ["TABLES", "Row", "cell_text", "check_archive", "read_lines", "read_rows"]
