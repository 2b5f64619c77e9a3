"""The command from a table to the page, and what the page says."""

import ast
import json

import pandas as pd
import pytest
from corpus.conftest import in_process

from newsangle import tables
from newsangle.corpus import findings, running
from newsangle.corpus.page import _report, corpus_tables, page
from newsangle.corpus.running import STEPS
from newsangle.corpus.statements import measures
from newsangle.paths import NOTEBOOKS, Places
from newsangle.tables import CORPUS_TABLES


def cells(step: str, kind: str = "code") -> list[dict]:
    found = json.loads((NOTEBOOKS / "corpus" / f"{step}.ipynb").read_text(encoding="utf-8"))["cells"]
    return [cell for cell in found if cell["cell_type"] == kind]


@pytest.mark.parametrize("step", STEPS)
def test_notebooks_are_thin_clean_and_explain_themselves(step):
    assert all(not cell["outputs"] and cell["execution_count"] is None for cell in cells(step))
    tagged = [cell for cell in cells(step) if "parameters" in cell["metadata"].get("tags", [])]
    lines = "".join(tagged[0]["source"]).strip().splitlines()
    assert len(tagged) == 1 and lines[0].startswith("source: str = ")
    for line in lines:
        ast.literal_eval(ast.parse(line).body[0].value)
        assert "  # " in line
    trees = [ast.parse("".join(cell["source"])) for cell in cells(step)]
    assert not any(isinstance(n, ast.FunctionDef | ast.For | ast.While) for tree in trees for n in ast.walk(tree))
    text = "\n".join("".join(cell["source"]) for cell in cells(step, "markdown"))
    assert all(f"**{word}**" in text for word in ("Question.", "Method.", "How to read it.", "What it can't tell."))


def test_every_table_is_written_by_its_notebook():
    for step in STEPS[1:]:
        written = "\n".join("".join(cell["source"]) for cell in cells(step))
        for name in (name for name, table in CORPUS_TABLES.items() if table.owner == step):
            assert f'"{name}"' in written


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Places:
    """A light corpus from the table to the page."""
    from corpus.conftest import rows, write_table

    folder = tmp_path_factory.mktemp("corpus")
    hostile = {"outlet": "<b>=Evil</b>", "title": "<script>alert(1)</script>", "published": "2024-03-04", "text": "!!!"}
    source = write_table(folder / "stories.csv", [*rows(), hostile, hostile | {"text": rows()[0]["text"]}])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("newsangle.corpus.building.connected", in_process)
        path = running.run(source, folder / "out", light=True, window=14, tell=lambda _: None)
    name = path.parent.name
    return Places(name, source, folder / "out" / "processed" / name, path.parent)


@pytest.mark.slow
def test_the_page_is_one_safe_file_with_its_tables_and_notebooks(made):
    text = (made.report / "report.html").read_text(encoding="utf-8")
    assert "<h1" in text and "Council votes to close the Tarnfield bridge" in text
    assert "<script" not in text and "&lt;b&gt;=Evil" in text and "src=" not in text and "http:" not in text
    assert {file.stem for file in (made.report / "notebooks").glob("*.html")} == set(STEPS)
    assert {file.stem for file in made.tables.glob("*.csv")} == {
        name for name, table in CORPUS_TABLES.items() if table.owner != "parts"
    }
    assert "'=" not in text and tables.read(made, "corpus_left_out")["reason"].tolist() == ["has no words"]


@pytest.mark.slow
def test_events_link_to_their_reports_where_they_have_been_run(made):
    found = corpus_tables(made)
    event = found["corpus_events"].loc[found["corpus_events"]["headline"].str.contains("Tarnfield"), "event"].item()
    assert f'href="../{event}/report.html"' not in page(found, made)
    report = made.report.parent / event / "report.html"
    report.parent.mkdir()
    report.touch()
    assert page(found, made).count(f'href="../{event}/report.html"') == 1


@pytest.mark.parametrize("event", ["../other", "/etc", "a" * 300, "x\0y", "", "a/b"])
def test_an_event_with_a_hostile_name_has_no_link(tmp_path, event):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "report.html").touch()
    assert _report(event, Places("c", tmp_path, tmp_path, tmp_path / "reports" / "c")) == ""


def test_the_command_names_a_source_that_is_not_there(newsangle, tmp_path):
    code, said = newsangle("corpus", tmp_path / "none.csv")
    assert code == 2 and "none.csv: there is no such file or folder" in said


def compared(**rows) -> pd.DataFrame:
    """Rows of a table of differences: name → (outlet, difference, clear)."""
    made = [
        {"outlet": outlet, "measure": name, "difference": d, "difference_low": d - 0.01, "difference_high": d + 0.01,
         "compared_events": 40, "clear": clear}
        for name, (outlet, d, clear) in rows.items()
    ]  # fmt: skip
    return pd.DataFrame(made)


def said(habits: pd.DataFrame) -> list[str]:
    empty = {name: pd.DataFrame(columns=list(CORPUS_TABLES[name].columns)) for name in CORPUS_TABLES}
    return findings(empty | {"outlet_habits": habits})["sentence"].tolist()


def test_only_what_is_clear_is_said():
    assert said(compared(quoted=("A", 0.04, True), agency=("A", 0.2, False))) == [
        "A quotes more of its text than the others on the same events."
    ]


def test_a_tone_is_said_only_where_both_word_lists_show_it():
    assert said(compared(own_vader=("A", -0.05, True), own_afinn=("A", -0.03, False))) == []
    assert said(compared(own_vader=("A", -0.05, True), own_afinn=("A", 0.03, True))) == []
    both = said(compared(own_vader=("A", -0.05, True), own_afinn=("A", -0.03, True)))
    assert both == ["A writes more negatively in its own words than the others on the same events."]


def test_every_measure_says_how_it_is_shown_and_its_partner_exists():
    for measure in measures().values():
        assert measure.kind in ("number", "share", "tone") and measure.label
        assert not measure.partner or measure.partner in measures()
