"""The student's notebook runs with its blanks unfilled; its checks explain wrong answers and let right ones go on."""

import re

import pytest
from explore.test_notebook import outputs_of
from IPython.core.interactiveshell import InteractiveShell

from newsangle import lesson
from newsangle.classroom import read_lesson
from newsangle.paths import NOTEBOOKS, RAW

NOTEBOOK = NOTEBOOKS / "lesson.ipynb"
EXERCISES = read_lesson(RAW / lesson.EVENT).exercises
RIGHT = {
    "bodies": (12000, 6000), "who_says_so": ("a", "b"), "delusional": ("b",), "fantasy": ("fantasy conditions",),
    "blown_up": ("c",), "annexed": ("b",), "only_one": (["a", "d"],), "say_what": ("b",),
}  # fmt: skip


@pytest.fixture
def event(sample_run, monkeypatch) -> str:
    monkeypatch.setenv("NEWSANGLE_OUT", str(sample_run.processed.parents[1]))
    return sample_run.event


def test_it_runs_with_its_blanks_unfilled_and_says_what_to_do(event):
    shown = [outputs[0]["data"] for outputs in outputs_of(NOTEBOOK)]
    asked = [data for data in shown if "the three dots with your" in data["text/html"]]
    assert len(asked) == len(RIGHT) + 1
    assert all("text/html" in data for data in shown)


def test_the_notebook_holds_every_exercise_once():
    asked = re.findall(r'lesson\.check\(\\"(\w+)\\"', NOTEBOOK.read_text(encoding="utf-8"))
    assert sorted(asked) == sorted(RIGHT) == sorted(EXERCISES)


@pytest.mark.parametrize("exercise", RIGHT)
def test_a_right_answer_goes_on(exercise):
    answer = lesson.check(exercise, *RIGHT[exercise])
    assert answer.right and answer.text.startswith("Yes")


@pytest.mark.parametrize("exercise", RIGHT)
def test_a_wrong_answer_gets_a_hint_and_never_the_solution_or_a_traceback(exercise):
    blanks = len(RIGHT[exercise])
    for odd in ("x", 7, 3.5, [], {"a": 1}, [["a"], 2], object(), "a" * 10_000, "مرحبا", -1, True):
        answer = lesson.check(exercise, *[odd] * blanks)
        assert not answer.right and answer.text
        assert EXERCISES[exercise].well_done not in answer.text


@pytest.mark.parametrize("exercise", RIGHT)
@pytest.mark.parametrize("blank", [..., None, "", " "])
def test_a_blank_that_is_not_filled_in_is_no_mistake(exercise, blank):
    answer = lesson.check(exercise, *[blank] * len(RIGHT[exercise]))
    assert answer.right is None and "three dots" in answer.text


@pytest.mark.parametrize(
    ("exercise", "answers", "right"),
    [
        ("bodies", ("12,000", "6,000"), True),
        ("bodies", (12000.0, "6000."), True),
        ("bodies", (6000, 12000), False),
        ("fantasy", ("“Some people’s fantasy conditions”",), True),
        ("delusional", ("B",), True),
        ("only_one", (("d", "a", "a"),), True),
        ("only_one", ("a, d",), True),
        ("only_one", ("[d, a]",), True),
        ("only_one", ('["a", "d"]',), True),
        ("only_one", ("A and D",), True),
        ("only_one", ("a",), False),
        ("only_one", (["a", "b", "d"],), False),
    ],
)
def test_spelling_does_not_matter_and_the_answer_does(exercise, answers, right):
    assert lesson.check(exercise, *answers).right is right


@pytest.mark.parametrize("exercise", RIGHT)
def test_every_hint_for_a_wrong_answer_can_be_met(exercise):
    right = [", ".join(each) for each in zip(*(blank.right for blank in EXERCISES[exercise].blanks), strict=False)]
    for given, hint in EXERCISES[exercise].wrong.items():
        parts = [given] if len(RIGHT[exercise]) == 1 else given.split(", ")
        assert given not in right and lesson.check(exercise, *parts).text == hint


def test_the_right_answers_are_those_of_the_texts():
    folder = RAW / lesson.EVENT
    first, second = ((folder / f"{name}.txt").read_text("utf-8") for name in ("indian-express", "turkiye-today"))
    assert "12,000 fallen soldiers" in first and "remains of 6,000 soldiers" in second
    assert "he called “delusional terms”" in first and "fantasy conditions" in second
    assert "Crimea, annexed in 2014" in first and "Crimea, which it annexed in 2014" in second
    assert "NATO" in second and "NATO" not in first.replace("Advertisement", "")
    assert "under the age of 25" in first and "age of 25" not in second


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("b", "b"), ("b  # I think", "b"), ("'b'", "'b'"), ("12,000", "12,000"), ("blue sky", "blue sky"), ("...", ...),
        ("a, d", "a, d"), ("[a, d]", "[a, d]"), ("some people's", "some people's"), ('"unclosed', '"unclosed'),
    ],
)  # fmt: skip
def test_an_answer_needs_no_quotation_marks(typed, value):
    cell = f'words = {typed}\n\nlesson.check("fantasy", words)'
    shell = InteractiveShell()
    shell.input_transformers_cleanup.append(lesson.typed_as_text)
    done = shell.run_cell(f"from newsangle import lesson\n{cell}")
    assert done.success and shell.user_ns["words"] == value


def test_other_cells_are_left_as_they_are():
    cell = ["word = b\n", "lesson.word(word)\n"]
    assert lesson.typed_as_text(cell) == cell
    several_lines = ['mine = ["yes",\n', '"no"]\n', "lesson.compare_codes(mine, mine)\n"]
    assert lesson.typed_as_text(several_lines) == several_lines


def test_codes_of_two_students_are_compared_with_each_other_and_the_machine(event):
    answer = lesson.compare_codes(["yes", "no"] * 4, ["Yes", "no "] * 2 + ["no"] * 4)
    assert "agree on 6 of 8 sentences" in answer.text and "alpha is 0.50" in answer.text
    typed = lesson.compare_codes("yes, no, yes, no, yes, no, yes, no", "Y n y n no no no no")
    assert typed.text == answer.text
    assert answer.more.count("<tr>") == 9 and "the machine" in answer.more


@pytest.mark.parametrize(
    ("mine", "partner", "said"),
    [
        (..., ["yes"] * 8, "three dots"),
        (["yes"] * 7, ["yes"] * 8, "You should have 8 answers"),
        (["yes"] * 8, "no", "Your partner should have 8 answers"),
        (["yes"] * 8, ["maybe"] * 8, "“maybe” is neither"),
        (["yes"] * 8, 3, "Your partner should have 8 answers"),
    ],
)
def test_codes_that_cannot_be_compared_are_explained(event, mine, partner, said):
    assert said in lesson.compare_codes(mine, partner).text


def test_an_event_that_was_not_run_is_no_traceback(tmp_path, monkeypatch):
    monkeypatch.setenv("NEWSANGLE_OUT", str(tmp_path))
    shown = [lesson.texts(), lesson.linked(), lesson.word("talks"), lesson.sentences_to_code()]
    for answer in [*shown, lesson.compare_codes(["yes"], ["no"])]:
        assert "newsangle run istanbul-talks-2025-06" in answer.text
