"""The steps of a run: which notebooks there are, in what order, and which tables each reads and writes."""

import json
import re
from pathlib import Path

from newsangle.paths import NOTEBOOKS

REPORT = "05_report"

# Each step and those that must be done before it: 02, 03 and 04 know 01 alone, so they run side by side.
STEPS = {
    "01_clean_texts": (),
    "02_compare_framing": ("01_clean_texts",),
    "03_compare_sentiment": ("01_clean_texts",),
    "04_tabulate_claims": ("01_clean_texts",),
    REPORT: ("02_compare_framing", "03_compare_sentiment", "04_tabulate_claims"),
}


def notebook(step: str) -> Path:
    """Return the file of a step's notebook."""
    return NOTEBOOKS / f"{step}.ipynb"


def reads(step: str) -> list[str]:
    """Return the tables that a notebook reads: those it names in the cell that reads; the report reads them all."""
    from newsangle.tables import TABLES  # the schemas take a while to load

    if step == REPORT:
        return [name for name, table in TABLES.items() if table.owner != REPORT]
    cells = json.loads(notebook(step).read_text(encoding="utf-8"))["cells"]
    sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    reading = "\n".join(line for source in sources for line in source.splitlines() if "tables.read(" in line)
    return [name for name in re.findall(r'"(\w+)"', reading) if name in TABLES]


def writes(step: str) -> list[str]:
    """Return the tables that a notebook owns."""
    from newsangle.tables import TABLES

    return [name for name, table in TABLES.items() if table.owner == step]
