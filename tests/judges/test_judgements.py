"""Answers are kept, counted and given again without the judge."""

import json

import pytest

from newsangle.judges import ClassifierJudge, JudgeError, Judgement, Judgements, Question, ask, classifier, open_judge

QUESTIONS = [Question("relation", (("first", f"{n} were hurt."), ("second", "None was hurt."))) for n in range(5)]


class Scripted:
    name = "scripted"

    def __init__(self, *answers):
        self.answers, self.asked = answers, []

    def judge(self, questions):
        self.asked += questions
        return [Judgement(a, 0.9, f"because {a}") if a else None for a in self.answers[: len(questions)]]


def test_answers_are_kept_and_given_again_without_the_judge(tmp_path):
    kept = Judgements.of(tmp_path, "scripted")
    first = ask(QUESTIONS, kept, Scripted("conflict", None, "agree"), most=3)
    assert [j and j.answer for j in first] == ["conflict", None, "agree", None, None]
    assert (kept.asked, kept.unanswered) == (3, 1)
    before = (tmp_path / "judgements.jsonl").read_bytes()
    again = ask(QUESTIONS, Judgements.of(tmp_path, "scripted"), None, most=3)
    assert again == first and (tmp_path / "judgements.jsonl").read_bytes() == before


def test_only_new_questions_are_put_and_never_more_than_asked_for(tmp_path):
    judge = Scripted("conflict", "partial")
    ask(QUESTIONS, Judgements.of(tmp_path, "scripted"), judge, most=2)
    more = Scripted("agree", "agree")
    ask([QUESTIONS[0], QUESTIONS[4], QUESTIONS[4]], Judgements.of(tmp_path, "scripted"), more, most=2)
    assert judge.asked == QUESTIONS[:2] and more.asked == [QUESTIONS[4]]


def test_another_model_or_prompt_is_asked_anew(tmp_path, monkeypatch):
    ask(QUESTIONS[:1], Judgements.of(tmp_path, "scripted"), Scripted("agree"), most=9)
    assert ask(QUESTIONS[:1], Judgements.of(tmp_path, "other"), None, most=9) == [None]
    monkeypatch.setattr("newsangle.judges.questions.prompt_version", lambda kind: "changed")
    assert ask(QUESTIONS[:1], Judgements.of(tmp_path, "scripted"), None, most=9) == [None]


def test_a_person_may_correct_an_answer(tmp_path):
    ask(QUESTIONS[:1], Judgements.of(tmp_path, "scripted"), Scripted("agree"), most=9)
    path = tmp_path / "judgements.jsonl"
    row = json.loads(path.read_text(encoding="utf-8"))
    assert row["texts"]["second"] == "None was hurt." and row["model"] == "scripted"
    path.write_text(json.dumps(row | {"answer": "partial", "reason": "read by hand"}) + "\n", encoding="utf-8")
    assert ask(QUESTIONS[:1], Judgements.of(tmp_path, "scripted"), None, most=9)[0].answer == "partial"


@pytest.mark.parametrize("change", [{"answer": "conflicts"}, {"confidence": 90}, {"confidence": float("nan")}])
def test_a_correction_that_is_no_answer_is_named(tmp_path, change):
    ask(QUESTIONS[:1], Judgements.of(tmp_path, "scripted"), Scripted("agree"), most=9)
    path = tmp_path / "judgements.jsonl"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | change), encoding="utf-8")
    with pytest.raises(JudgeError, match=r"judgements\.jsonl: .* is no answer. Write one of agree, conflict"):
        ask(QUESTIONS[:1], Judgements.of(tmp_path, "scripted"), None, most=9)


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"key": 1}', "[" * 5000, '{"key":"a","answer":"x","confidence":"?","reason":""}']
)
def test_a_broken_line_is_named(tmp_path, line):
    (tmp_path / "judgements.jsonl").write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(JudgeError, match=r"judgements\.jsonl: line 2"):
        Judgements.of(tmp_path, "m")


@pytest.mark.parametrize(
    ("labels", "answer"),
    [
        ({"entailment": 0.1, "contradiction": 0.7, "neutral": 0.2}, "conflict"),
        ({"agree": 0.2, "conflict": 0.1, "partial": 0.6, "unrelated": 0.1}, "partial"),
        ({"label_0": 0.5, "label_1": 0.5}, None),
    ],
)
def test_labels_of_a_classifier_are_read_as_answers(monkeypatch, labels, answer):
    monkeypatch.setattr(ClassifierJudge, "_shares", lambda self, questions: [labels for _ in questions])
    judge = ClassifierJudge("models/nli")
    found = judge.judge([QUESTIONS[0], Question("speaker", (("content", "x"),), ("A", "B"))])
    assert (found[0] and found[0].answer) == answer and found[1] is None
    (same,) = judge.judge([Question("same_question", QUESTIONS[0].texts)])
    assert (same and same.answer) == ("yes" if answer else None)
    assert judge.name == "nli" and classifier.BATCH > 1


def test_a_judge_is_opened_by_what_the_user_names(tmp_path):
    assert open_judge("http://127.0.0.1:11434/v1", "small").name == "small"
    assert open_judge(str(tmp_path)).name == tmp_path.name
    with pytest.raises(JudgeError, match="Name a judge"):
        open_judge(" ")
