"""Notebooks are committed clean and thin."""

import ast
import json

import pytest

from newsangle.paths import NOTEBOOKS
from newsangle.steps import STEPS, notebook, reads, writes
from newsangle.tables import TABLES

FILES = sorted(NOTEBOOKS.glob("*.ipynb"))


def cells(file, kind="code"):
    return [cell for cell in json.loads(file.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == kind]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_outputs_are_committed(file):
    assert all(not cell["outputs"] and cell["execution_count"] is None for cell in cells(file))


@pytest.mark.parametrize("step", STEPS)
def test_one_parameters_cell_of_literals_that_explain_themselves(step):
    tagged = [cell for cell in cells(notebook(step)) if "parameters" in cell["metadata"].get("tags", [])]
    assert len(tagged) == 1
    lines = "".join(tagged[0]["source"]).strip().splitlines()
    assert lines[0].startswith("event: str = ")
    for line in lines:
        assert isinstance(ast.parse(line).body[0], ast.AnnAssign) and "  # " in line
        ast.literal_eval(ast.parse(line).body[0].value)


@pytest.mark.parametrize("step", STEPS)
def test_no_function_is_defined_and_no_loop_is_run_in_a_notebook(step):
    for cell in cells(notebook(step)):
        tree = ast.parse("".join(cell["source"]))
        assert not any(
            isinstance(node, ast.FunctionDef | ast.ClassDef | ast.For | ast.While) for node in ast.walk(tree)
        )


@pytest.mark.parametrize("step", STEPS)
def test_a_student_finds_question_method_reading_and_limits(step):
    text = "\n".join("".join(cell["source"]) for cell in cells(notebook(step), "markdown"))
    for heading in ("**Question.**", "**Method.**", "**How to read it.**", "**What it can't tell.**"):
        assert heading in text


def test_every_table_has_an_owner_and_is_read_from_steps_before():
    assert {table.owner for table in TABLES.values()} <= set(STEPS)
    for step, before in STEPS.items():
        allowed = {table for earlier in (*before, "01_clean_texts") for table in writes(earlier)}
        assert set(reads(step)) <= allowed, step
