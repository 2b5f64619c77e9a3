"""The majority of the coders against the machine, on an event whose right answers are known."""

import shutil

import openpyxl
import pandas as pd
import pytest
from coding.conftest import TEXTS, places_in
from coding.test_sheets import change, column, file, fill

from newsangle.coding import coded, told, write_sheets
from newsangle.coding.comparison import majority, quality
from newsangle.coding.tasks import Variable
from newsangle.provenance import fingerprint

CONFLICT = {"The talks failed.", "Ministers accused each other of lies.", "The talks ended."}  # by hand


@pytest.fixture(scope="module")
def found(event, tmp_path_factory):
    """Two coders who agree on all but one sentence; the machine has 'The talks failed.', the accusation, the praise."""
    folder = tmp_path_factory.mktemp("coded") / "event"
    shutil.copytree(event, folder)
    here = places_in(folder)
    write_sheets(here, ["A", "B"], sample=16)
    for coder, doubt in (("A", "yes"), ("B", "no")):
        fill(
            file(here, f"frames-generic-{coder}.xlsx"),
            lambda text, variable, doubt=doubt: (
                "no" if variable != "conflict"
                else "yes" if text in CONFLICT
                else doubt if text == "Prices rose by 4 per cent." else "no"
            ),
        )  # fmt: skip
    return coded(here)


def test_agreement_and_disagreements_side_by_side(found):
    conflict = found["agreement"].set_index("variable").loc["conflict"]
    assert (conflict["units"], conflict["coders"], conflict["agree"]) == (16, 2, 15 / 16)
    (apart,) = found["disagreements"].itertuples()
    assert (apart.variable, apart.text, apart.codes) == ("conflict", "Prices rose by 4 per cent.", "A: yes · B: no")


def test_confusion_precision_and_recall_by_outlet(found):
    matrix = found["coding_matrix"]
    matrix = matrix[matrix["variable"] == "conflict"].set_index(["outlet", "by_hand", "by_machine"])["units"]
    assert matrix["The Ash"].to_dict() == {("yes", "yes"): 2, ("yes", "no"): 0, ("no", "yes"): 0, ("no", "no"): 5}
    assert matrix["The Birch"].to_dict() == {("yes", "yes"): 0, ("yes", "no"): 1, ("no", "yes"): 1, ("no", "no"): 6}
    measured = found["coding_quality"].set_index(["variable", "outlet"])[["precision", "recall"]].loc["conflict"]
    assert measured.round(3).to_numpy().tolist() == [[0.667, 0.667], [1.0, 1.0], [0.0, 0.0]]


def test_the_outlets_compared_by_hand_and_by_machine(found):
    compared = found["coding_outlets"].set_index(["variable", "outlet"]).loc["conflict"]
    assert compared.loc["The Ash", ["by_hand", "by_machine", "units"]].tolist() == [2 / 7, 2 / 7, 7]
    assert compared.loc["The Birch", ["by_hand", "by_machine", "units"]].tolist() == [1 / 8, 1 / 8, 8]
    assert (compared["hand_low"] <= compared["by_hand"]).all() and (compared["by_hand"] <= compared["hand_high"]).all()


def test_the_terminal_tells_all_of_it(found):
    text = "\n".join(told(found))
    assert "frames-generic · conflict: 16 units by 2, 94% agree, alpha 0." in text
    assert "A: yes · B: no  Prices rose by 4 per cent." in text
    assert "The Birch: precision 0% (0 of 1), recall 0% (0 of 1)" in text


@pytest.mark.parametrize(
    ("kind", "label", "variable", "units"),
    [
        ("voice", "outlet", "whose words", 16),
        ("tone", "negative", "tone", 16),
        ("actors", "positive", "toward the actor", 3),
        ("claims", "agree", "relation", 0),
    ],
)
def test_the_other_tasks_are_compared_too(here, kind, label, variable, units):
    write_sheets(here, ["A"], kind=kind, sample=16)

    def fill_page(page):
        for row in range(2, page.max_row + 1):
            page.cell(row, column(page, variable)).value = label

    change(file(here, f"{kind}-A.xlsx"), fill_page)
    found = coded(here)
    matrix = found["coding_matrix"].query("outlet == 'all' and units > 0")
    assert set(matrix["by_hand"]) == {label}
    if kind == "voice":
        assert matrix.set_index("by_machine")["units"].to_dict() == {"outlet": 13, "source": 2, "both": 1}
    if kind == "tone":
        by_machine = matrix.set_index("by_machine")["units"].to_dict()
        assert by_machine == {"negative": 5, "neutral": 6, "positive": 3, "no own words": 2}
    if kind == "actors":
        assert matrix.set_index("by_machine")["units"].to_dict() == {"positive": 2, "neutral": 1}
    if kind == "claims":
        assert matrix.set_index("by_machine")["units"]["conflict"] == 1


def test_articles_are_compared_with_what_the_machine_says_of_articles(here):
    write_sheets(here, ["A"], unit="article")

    def fill_page(page):
        for row in (2, 3):
            page.cell(row, column(page, "conflict")).value = "yes"

    change(file(here, "article-frames-generic-A.xlsx"), fill_page)
    measured = coded(here)["coding_quality"].set_index("outlet")
    assert measured["recall"].to_dict() == {"all": 0.5, "The Ash": 1.0, "The Birch": 0.0}


def test_nothing_to_judge_counts_as_no_code_and_is_shown_in_the_matrix(here):
    write_sheets(here, ["A", "B"], kind="tone", sample=16)
    for coder in "AB":
        change(
            file(here, f"tone-{coder}.xlsx"),
            lambda page: [
                setattr(page.cell(row, column(page, "tone")), "value", "no own words")
                for row in range(2, page.max_row + 1)
            ],
        )
    found = coded(here)
    assert found["agreement"].empty and found["notes"].empty


def test_half_of_the_coders_is_no_majority():
    codes = pd.DataFrame({"unit": list("aabbbc"), "code": ["yes", "no", "yes", "yes", "no", "no"]})
    assert majority(codes).to_dict() == {"b": "yes", "c": "no"}


def test_no_share_is_made_up_where_there_is_nothing_to_divide_by():
    paired = pd.DataFrame({"unit": ["a"], "outlet": ["X"], "by_hand": ["no"], "by_machine": ["no"]})
    measured = quality(paired, Variable("f", "?", "nominal", ("yes", "no")))
    assert measured[["precision", "recall"]].isna().all(axis=None)


def test_pairs_of_claims_do_not_tell_which_outlet_comes_first(here):
    write_sheets(here, ["A"], kind="claims", sample=16)
    page = openpyxl.load_workbook(file(here, "claims-A.xlsx"))["Sheet"]
    firsts = [page.cell(row, 3).value for row in range(2, page.max_row + 1)]
    of_outlet = [outlet for outlet, texts in TEXTS.items() for text in firsts if text in texts]
    assert set(of_outlet) == {"a", "b"}


def test_a_filled_sheet_makes_the_next_run_a_new_one(here):
    write_sheets(here, ["A"])
    before = fingerprint(here, {})
    fill(file(here), lambda text, variable: "no")
    assert fingerprint(here, {}) != before
