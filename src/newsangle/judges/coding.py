"""A judge as one more coder: it fills in a sheet, so that its agreement with people can be measured."""

from pathlib import Path
from typing import Any

import pandas as pd

from newsangle.judges.judgements import Judgements, ask
from newsangle.judges.questions import Judge, JudgeError, Question, one_line

CODER = "judge"  # the name under which it codes
YES_NO = ("yes", "no")


def fill(task: Any, rows: pd.DataFrame, judge: Judge, folder: Path) -> pd.DataFrame:
    """Return a sheet with the judge's codes, and its reasons in the column `remark`; a cell without an answer is empty.

    task: a coding task of kind frames or claims. rows: an empty sheet of it. folder: the event's, which keeps the
    answers. Raises JudgeError for another kind of task.
    """
    if task.kind not in ("frames", "claims"):
        raise JudgeError("A judge codes frames and claims: use --what frames or --what claims, or leave --judge out.")
    kept = Judgements.of(folder, judge.name)
    asked = [(place, variable) for place in range(len(rows)) for variable in task.variables]
    questions = [_question(task, rows.iloc[place], variable) for place, variable in asked]
    filled = rows.copy()
    remarks: dict[int, list[str]] = {}
    for (place, variable), answer in zip(asked, ask(questions, kept, judge, len(questions)), strict=True):
        if answer and answer.answer in variable.choices:
            filled.iloc[place, filled.columns.get_loc(variable.name)] = answer.answer
            remarks.setdefault(place, []).append(f"{variable.name}: {one_line(answer.reason)}")
    return filled.assign(remark=["; ".join(remarks.get(place, ())) for place in range(len(rows))])


def _question(task: Any, row: pd.Series, variable: Any) -> Question:
    if task.kind == "claims":
        first, second = (row[name] for name in task.reads)
        return Question("relation", (("first", first), ("second", second)))
    (text,) = task.reads
    texts = (("sentence", row[text]), ("frame", variable.name), ("definition", variable.question))
    return Question("frame", texts, YES_NO)
