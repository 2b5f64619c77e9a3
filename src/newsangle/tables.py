"""Reading and writing tables, each checked against its schema.

A table has one owner, the notebook that writes it. Its schema stands in schemas/<notebook>.yml and is checked when the
table is written and when it is read, so a notebook can trust what another one made. Offsets are character offsets into
the article's raw text (decoded, BOM removed, newlines normalised, nothing else), so `raw[start:end] == text` holds in
every row.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from newsangle.errors import InputError
from newsangle.paths import Places, places, replace_file

if TYPE_CHECKING:  # the command line knows the schemas without waiting for pandas and pyarrow
    import pandas as pd
    import pyarrow as pa

DECIMALS = 6  # tables are rounded to it, so that results do not depend on floating-point summation order
# What a spreadsheet takes for a formula: also after invisible characters, and with full-width signs.
_FORMULA = r"^(?=[\s\u00ad\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠]|[\t\r])"
_TYPES = {"text": "string", "integer": "int64", "number": "double", "flag": "bool"}  # in pyarrow's terms


class TableError(InputError):
    """A table is missing or does not fit its schema."""


@dataclass(frozen=True)
class Column:
    """A column: its type, what it means, whether it may be empty, and the values it may take."""

    type: str  # string, int64, double or bool
    meaning: str
    optional: bool = False
    values: tuple[str, ...] = ()

    @property
    def arrow(self) -> pa.DataType:
        """The type as pyarrow has it."""
        import pyarrow as pa

        return pa.type_for_alias(self.type)


@dataclass(frozen=True)
class Table:
    """A table: the notebook that writes it, what a row is, its columns, and those that tell rows apart."""

    owner: str
    row: str
    columns: dict[str, Column]
    key: tuple[str, ...]


def _read_schemas(folder: Path) -> dict[str, Table]:
    """Return the schema of every table in a folder, in the order of the notebooks."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return {
        name: Table(file.stem, entry["row"], _columns(entry["columns"]), tuple(entry["key"]))
        for file in sorted(folder.glob("*.yml"))
        for name, entry in yaml.load(file.read_text(encoding="utf-8"), loader).items()
    }


def _columns(entries: dict[str, dict]) -> dict[str, Column]:
    return {
        name: Column(_TYPES[e["type"]], e["meaning"], e.get("optional", False), tuple(e.get("values", ())))
        for name, e in entries.items()
    }


_SCHEMAS = Path(__file__).with_name("schemas")
TABLES = _read_schemas(_SCHEMAS)  # of an event
CORPUS_TABLES = _read_schemas(_SCHEMAS / "corpus")
_ALL = TABLES | CORPUS_TABLES
RELATIONS = TABLES["shared_claims"].columns["relation"].values
KINDS = TABLES["shared_claims"].columns["kind"].values


def with_outlets(frame: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return a table of the event with a further column, outlet, taken from its article_id; rows keep their order."""
    return frame.merge(articles[["article_id", "outlet"]], on="article_id", sort=False)


def outlet_order(articles: pd.DataFrame) -> list[str]:
    """Return the outlets of an event, each once, in the order of its articles: the order of every table and figure."""
    return list(dict.fromkeys(articles["outlet"]))


def paragraphs(blocks: pd.DataFrame, sentences: pd.DataFrame) -> dict[str, tuple[str, str, str]]:
    """Return for each sentence_id the text before it in its block, the sentence, and the text after it."""
    start = dict(zip(blocks["block_id"], blocks["start"], strict=True))
    text = dict(zip(blocks["block_id"], blocks["text"], strict=True))
    return {
        row.sentence_id: (
            text[row.block_id][: row.start - start[row.block_id]].lstrip(),
            row.text,
            text[row.block_id][row.end - start[row.block_id] :].rstrip(),
        )
        for row in sentences.itertuples()
        if row.block_id in text
    }


def is_empty(value: object) -> bool:
    """Return whether a cell of a table is empty: None, NaN, NA or a text without characters."""
    if value is None or type(value).__name__ == "NAType":  # pandas' NA has no truth value
        return True
    return value == "" or bool(value != value)


def write(frame: pd.DataFrame, here: Places, name: str) -> Path:
    """Check a table and write it, as Parquet to here.processed and as CSV to here.tables.

    Rows keep their order. Numbers are rounded to six decimals. Raises TableError where the frame does not fit.
    """
    import pyarrow.parquet as pq

    checked = _checked(frame, name).round(DECIMALS)
    path = here.processed / f"{name}.parquet"
    arrow = as_arrow(checked, name)
    replace_file(path, lambda target: pq.write_table(arrow, target))
    csv = checked.apply(without_formulas)
    replace_file(here.tables / f"{name}.csv", lambda target: csv.to_csv(target, index=False, lineterminator="\n"))
    return path


def read(here: Places, name: str) -> pd.DataFrame:
    """Read a table of an event and check it. Raises TableError where it is missing or does not fit."""
    import pyarrow.parquet as pq

    path = here.processed / f"{name}.parquet"
    if not path.exists():
        raise TableError(f"There is no table '{name}' of the event '{here.event}' yet: run {_ALL[name].owner} first.")
    arrow = pq.read_table(path)
    if arrow.schema.equals(schema(name)):  # as `write` left it, which checked the rest
        return arrow.to_pandas()
    return _checked(arrow.to_pandas(), name)


def read_table(event: str | Path, name: str) -> pd.DataFrame:
    """Read a table of an event that has been run, by the event's name or folder and the table's name."""
    if name not in TABLES:
        raise TableError(f"There is no table '{name}'; the tables are: {', '.join(TABLES)}.")
    return read(places(event), name)


def data_dictionary(described: dict[str, Table] = TABLES) -> str:
    """Return the columns of tables and their meaning as Markdown; by default of those of an event."""
    return "\n".join(_described(name, table) for name, table in described.items())


def _described(name: str, table: Table) -> str:
    lines = [f"## {name}", "", f"A row is {table.row}. Written by `{table.owner}`.", ""]
    lines += ["| column | type | meaning |", "| --- | --- | --- |"]
    for column, spec in table.columns.items():
        kind = f"{spec.type}, may be empty" if spec.optional else spec.type
        meaning = f"{spec.meaning}: {', '.join(spec.values)}" if spec.values else spec.meaning
        lines.append(f"| {column} | {kind} | {meaning} |")
    return "\n".join([*lines, ""])


def as_arrow(frame: pd.DataFrame, name: str) -> pa.Table:
    """Return a table in the columns and types of its schema; numbers are not rounded and keys not checked."""
    import pyarrow as pa

    frame = frame[list(_ALL[name].columns)]
    return pa.Table.from_pandas(frame, schema=schema(name), preserve_index=False).replace_schema_metadata(None)


def schema(name: str) -> pa.Schema:
    """Return a table's schema in pyarrow's terms."""
    import pyarrow as pa

    return pa.schema([pa.field(c, spec.arrow, spec.optional) for c, spec in _ALL[name].columns.items()])


def _checked(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return the table's columns in their order and types, or say what does not fit."""
    table = _ALL[name]
    problems = [f"the column '{column}' is missing" for column in table.columns if column not in frame]
    problems += [f"the column '{column}' is unknown" for column in frame if column not in table.columns]
    if not problems:
        frame = frame[list(table.columns)].reset_index(drop=True)
        problems = [p for column, spec in table.columns.items() for p in _misfits(frame[column], spec)]
        if frame.duplicated(list(table.key)).any():
            problems.append(f"two rows have the same {', '.join(table.key)}")
    if problems:
        raise TableError(f"Table '{name}': {'; '.join(problems)}.")
    return as_arrow(frame, name).to_pandas()


def _misfits(values: pd.Series, spec: Column) -> list[str]:
    """Return what is wrong with a column."""
    import pyarrow as pa

    try:
        pa.array(values, type=spec.arrow, from_pandas=True)
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        return [f"the column '{values.name}' is not {spec.type} ({error})"]
    present = values.dropna()
    problems = []
    if len(present) < len(values) and not spec.optional:
        problems.append(f"the column '{values.name}' has empty cells")
    if spec.values and not present.isin(spec.values).all():
        other = sorted(set(present) - set(spec.values))
        problems.append(f"the column '{values.name}' has {other}, and may have {list(spec.values)}")
    return problems


def without_formulas(values: pd.Series) -> pd.Series:
    """Put an apostrophe before text that a spreadsheet would run as a formula."""
    if values.dtype.kind != "O":  # not text
        return values
    return values.str.replace(_FORMULA, "'", regex=True)
