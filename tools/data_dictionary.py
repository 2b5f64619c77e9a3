"""Write data/processed/README.md, the data dictionary, from the schemas of the tables."""

from newsangle.paths import ROOT
from newsangle.tables import data_dictionary

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

if __name__ == "__main__":
    target = ROOT / "data" / "processed" / "README.md"
    target.write_text(HEAD + data_dictionary(), encoding="utf-8")
