"""A judge fills in a sheet as one more coder."""

import pytest

from newsangle import coding
from newsangle.judges import CODER, JudgeError, Judgement, fill


class Scripted:
    """Answers the first question with the first of its answers, gives no answer to the second, and so on in turn."""

    name = "scripted"

    def judge(self, questions):
        return [Judgement(q.answers[0], 0.9, "so it says\x1b") if i % 2 == 0 else None for i, q in enumerate(questions)]


@pytest.mark.parametrize(("kind", "code"), [("claims", "agree"), ("frames", "yes")])
def test_its_codes_are_read_back_beside_those_of_people(here, kind, code):
    coding.write_sheets(
        here, ["A", CODER], kind, sample=4, fill={CODER: lambda task, rows: fill(task, rows, Scripted(), here.raw)}
    )
    found = coding.read_sheets(here)
    assert not found.problems
    codes = found.codes
    assert set(codes["coder"]) == {CODER} and set(codes["code"]) == {code}
    variables = sum(len(task.variables) for task in found.tasks.values())
    units = codes["unit"].nunique() if variables > 1 else 4
    assert len(codes) == units * variables // 2


def test_tone_is_not_asked_of_it_and_no_sheet_is_written(here):
    with pytest.raises(JudgeError, match="frames and claims"):
        coding.write_sheets(
            here, ["A", CODER], "tone", fill={CODER: lambda task, rows: fill(task, rows, Scripted(), here.raw)}
        )
    assert not (here.raw / "coding").exists()


def test_the_command_leaves_an_empty_sheet_where_no_judge_answers(newsangle, monkeypatch, here):
    monkeypatch.setenv("NEWSANGLE_OUT", str(here.processed.parents[1]))
    judge = ("--judge", "http://127.0.0.1:9/v1", "--judge-model", "small")
    code, printed = newsangle("codesheet", here.raw, "--what", "claims", "--coders", "A", *judge, "--sample", 2)
    assert code == 0 and "claims-judge.csv" in printed, printed
    assert coding.read_sheets(here).codes.empty
