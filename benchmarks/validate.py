"""Measure the quality of each method on annotated data and print one table.

The data lies outside the project, because its texts are the publishers': NEWSANGLE_BENCH names the folder that holds
bench/ and events/ (default: ../shared beside the project). Arguments name the parts to measure; all by default.
Fails where a figure misses its target (targets.yml). --write puts the figures into the table that the report shows.
"""

import importlib
import os
import re
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rows import Row

HERE = Path(__file__).resolve().parent
SHOWN = HERE.parent / "src/newsangle/report/templates/quality.yml"
PARTS = sorted(file.stem.removeprefix("quality_") for file in HERE.glob("quality_*.py"))


def main(parts: list[str]) -> list[Row]:
    """Measure the given parts, print the figures and return them."""
    shared = Path(os.environ.get("NEWSANGLE_BENCH", HERE.parents[1] / "shared")).resolve()
    unknown = set(parts) - set(PARTS)
    if unknown:
        sys.exit(f"There is no part {', '.join(sorted(unknown))}; the parts are: {', '.join(PARTS)}.")
    if not (shared / "bench").is_dir():
        sys.exit(
            f"There is no annotated data in {shared}: set NEWSANGLE_BENCH to the folder that holds bench/ and events/."
        )
    rows = [row for part in parts or PARTS for row in importlib.import_module(f"quality_{part}").measure(shared)]
    show(rows, title="Quality on annotated data")
    return rows


def write(rows: list[Row]) -> None:
    """Put the values of rows into the table of the report, line by line, so that its comments stay."""
    values = {row.what: row.value for row in rows}
    lines = SHOWN.read_text(encoding="utf-8").splitlines()
    for i, line in enumerate(lines):
        measured = re.search(r'measured: "(.*?)"', line)
        if measured and measured[1] in values:
            lines[i] = re.sub(r"value: [\d.]+", f"value: {values[measured[1]]:.3f}", line)
    SHOWN.write_text("\n".join(lines) + "\n", encoding="utf-8")


def show(rows: list[Row], title: str) -> None:
    """Print rows as one table."""
    table = Table("what", "on", "n", "baseline", "value", "target", title=title)
    for row in rows:
        value = _text(row.value) + (" missed" if row.missed else "")
        table.add_row(row.what, row.on, str(row.n or ""), _text(row.baseline), value, row.target)
    Console(width=None if sys.stdout.isatty() else 160).print(table)


def _text(value: float | str) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    measured = main([part for part in sys.argv[1:] if part != "--write"])
    if "--write" in sys.argv:
        write(measured)
    missed = [row.what for row in measured if row.missed]
    sys.exit(f"Below target: {'; '.join(missed)}" if missed else 0)
