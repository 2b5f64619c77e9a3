"""Tables are checked when they are written and read."""

import pandas as pd
import pytest

from newsangle import tables
from newsangle.paths import ROOT, Places

ROW = {
    "article_id": "a", "block_id": "a-b001", "start": 0, "end": 3, "text": "=1+", "role": "body", "kept": True,
    "rule": "paragraph",
}  # fmt: skip


@pytest.fixture
def here(tmp_path):
    return Places("e", tmp_path / "raw", tmp_path / "processed", tmp_path / "report")


def test_a_table_comes_back_as_it_was_written(here):
    frame = pd.DataFrame([ROW, {**ROW, "block_id": "a-b002", "text": "İki 二"}])
    tables.write(frame, here, "blocks")
    pd.testing.assert_frame_equal(tables.read(here, "blocks"), frame, check_dtype=False)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"role": "advert"}, "the column 'role' has \\['advert'\\]"),
        ({"start": "x"}, "the column 'start' is not int64"),
        ({"text": None}, "the column 'text' has empty cells"),
        ({"extra": 1}, "the column 'extra' is unknown"),
    ],
)
def test_a_table_that_does_not_fit_is_not_written(here, change, said):
    with pytest.raises(tables.TableError, match=said):
        tables.write(pd.DataFrame([{**ROW, **change}]), here, "blocks")
    assert not list(here.processed.glob("*"))


def test_a_missing_column_and_a_double_key_are_told(here):
    with pytest.raises(tables.TableError, match="'rule' is missing"):
        tables.write(pd.DataFrame([ROW]).drop(columns="rule"), here, "blocks")
    with pytest.raises(tables.TableError, match="two rows have the same block_id"):
        tables.write(pd.DataFrame([ROW, ROW]), here, "blocks")


def test_a_missing_table_says_what_to_run(here):
    with pytest.raises(tables.TableError, match="run 01_clean_texts first"):
        tables.read(here, "blocks")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", " =1", "\t=1", "\r=1"])
def test_csv_holds_no_formulas(here, text):
    tables.write(pd.DataFrame([{**ROW, "text": text}]), here, "blocks")
    cell = pd.read_csv(here.tables / "blocks.csv", keep_default_na=False)["text"][0]
    assert cell.startswith("'")


def test_the_data_dictionary_is_true():
    text = (ROOT / "data/processed/README.md").read_text(encoding="utf-8")
    of_corpus = {name: table for name, table in tables.CORPUS_TABLES.items() if table.owner != "parts"}
    assert tables.data_dictionary() in text and text.endswith(tables.data_dictionary(of_corpus))
