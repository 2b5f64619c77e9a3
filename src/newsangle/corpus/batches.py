"""Batches of a corpus on disk: a folder a batch with a Parquet file a table, there as a whole or not at all."""

import shutil
from collections.abc import Collection, Iterator
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from newsangle.paths import Places
from newsangle.tables import as_arrow, schema

LIGHT_TABLES = ("texts", "readings", "terms", "left_out")  # what a batch of the stage 'light' holds
FULL_TABLES = ("figures", "claim_counts", "conflicts", "voices", "toward", "left_out")  # and one of 'full'


def stage_folder(here: Places, stage: str) -> Path:
    """Return the folder that takes a stage's batches."""
    return here.processed / "parts" / stage


def write_batch(here: Places, stage: str, name: str, tables: dict[str, pd.DataFrame]) -> None:
    """Write the tables of a batch beside their place and move them there when all are whole."""
    target = stage_folder(here, stage) / name
    part = target.with_name(f".{name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    for table, frame in tables.items():
        pq.write_table(as_arrow(frame, table), part / f"{table}.parquet", compression="zstd")
    shutil.rmtree(target, ignore_errors=True)
    part.rename(target)


def batch_names(here: Places, stage: str) -> list[str]:
    """Return the names of the batches of a stage that are whole, in order."""
    folder = stage_folder(here, stage)
    return sorted(path.name for path in folder.glob("[!.]*")) if folder.exists() else []


def read_batch(
    here: Places,
    stage: str,
    name: str,
    table: str,
    columns: list[str] | None = None,
    where: pc.Expression | None = None,
) -> pa.Table:
    """Return a table of a batch; where: which rows are wanted, all by default."""
    return pq.read_table(stage_folder(here, stage) / name / f"{table}.parquet", columns=columns, filters=where)


def one_of(column: str, values: Collection[str]) -> pc.Expression:
    """Return the condition that a column has one of some texts."""
    return pc.field(column).isin(pa.array(values, pa.string()))


def each_batch(here: Places, stage: str, table: str, columns: list[str] | None = None) -> Iterator[pa.Table]:
    """Yield a table's part of every batch in order, one at a time."""
    for name in batch_names(here, stage):
        yield read_batch(here, stage, name, table, columns)


def read_stage(here: Places, stage: str, table: str, columns: list[str] | None = None) -> pd.DataFrame:
    """Return a table of all batches in order."""
    fields = schema(table)
    empty = (fields if columns is None else pa.schema([fields.field(c) for c in columns])).empty_table()
    return pa.concat_tables([empty, *each_batch(here, stage, table, columns)]).to_pandas()
