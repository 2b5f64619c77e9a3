"""Write data/processed/README.md, the data dictionary, from the schemas of the tables."""

from newsangle.paths import ROOT
from newsangle.tables import CORPUS_TABLES, data_dictionary

OF_CORPUS = {name: table for name, table in CORPUS_TABLES.items() if table.owner != "parts"}
HEAD = """\
# The tables of an event

`newsangle run EVENT` leaves one Parquet file per table in `data/processed/<event>/`, and the same tables as CSV in
`reports/<event>/tables/`. They are made from `data/raw/` and can be deleted and made again at will; nothing here is
under version control but this file, which is written by `make dictionary` from the schemas in
`src/newsangle/schemas/`.

`start` and `end` are character offsets into the article's raw text: the file decoded, without byte-order mark, with
line ends as `\\n`, and otherwise untouched. So `raw[start:end]` is the text of the row, always. In a CSV, an
apostrophe stands before text that a spreadsheet would take for a formula.

"""

CORPUS = """
# The tables of a corpus

`newsangle corpus SOURCE` leaves these in `data/processed/<name>-corpus/`, and as CSV in
`reports/<name>-corpus/tables/`.
The folder `parts` beside them holds what the tasks wrote; `src/newsangle/schemas/corpus/parts.yml` describes it.

"""

if __name__ == "__main__":
    target = ROOT / "data" / "processed" / "README.md"
    target.write_text(f"{HEAD}{data_dictionary()}{CORPUS}{data_dictionary(OF_CORPUS)}", encoding="utf-8")
