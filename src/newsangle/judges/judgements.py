"""Answers that were given once stay: one line each in judgements.jsonl beside event.yml, readable and correctable."""

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from newsangle.judges.questions import Judge, JudgeError, Judgement, Question
from newsangle.paths import JUDGEMENTS

LARGEST = 20_000_000  # bytes


@dataclass
class Judgements:
    """The answers kept in an event's folder, by key; `model` is whose answers are read."""

    path: Path
    model: str
    known: dict[str, Judgement] = field(default_factory=dict)
    asked: int = 0
    unanswered: int = 0

    @classmethod
    def of(cls, folder: Path, model: str) -> "Judgements":
        """Read the answers kept in an event's folder; raises JudgeError where a line cannot be read."""
        path = folder / JUDGEMENTS
        return cls(path, model, _read(path) if path.exists() else {})

    def add(self, question: Question, judgement: Judgement) -> None:
        """Keep an answer, at once and at the end of the file: what was paid for is not lost when a run stops."""
        key = question.key(self.model)
        self.known[key] = judgement
        row = {
            "key": key, "model": self.model, "kind": question.kind, "texts": dict(question.texts), **asdict(judgement)
        }  # fmt: skip
        with self.path.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
            stream.flush()
            os.fsync(stream.fileno())


def ask(questions: Sequence[Question], kept: Judgements, judge: Judge | None, most: int) -> list[Judgement | None]:
    """Return the answer to each question: the one that is kept, or else the judge's; None where there is none.

    At most `most` questions go to the judge, the first ones; without a judge only kept answers are given. kept.asked
    and kept.unanswered count what was put to the judge and what it left open. Raises JudgeError where a kept answer was
    changed into none of those to choose from.
    """
    keys = [question.key(kept.model) for question in questions]
    new = {key: question for key, question in zip(keys, questions, strict=True) if key not in kept.known}
    if judge is not None and new:
        put = list(new.values())[:most]
        for question, judgement in zip(put, judge.judge(put), strict=True):
            kept.asked += 1
            if judgement is None:
                kept.unanswered += 1
            else:
                kept.add(question, judgement)
    return [_usable(kept, question, kept.known.get(key)) for key, question in zip(keys, questions, strict=True)]


def _usable(kept: Judgements, question: Question, answer: Judgement | None) -> Judgement | None:
    """Return an answer, which a person may have corrected; raise JudgeError where it cannot be one."""
    if answer is None or (answer.answer in question.answers and 0 <= answer.confidence <= 1):
        return answer
    raise JudgeError(
        f"{kept.path}: '{answer.answer}' with confidence {answer.confidence} is no answer."
        f" Write one of {', '.join(question.answers)}, and a confidence from 0 to 1."
    )


def _read(path: Path) -> dict[str, Judgement]:
    if path.stat().st_size > LARGEST:
        raise JudgeError(f"{path}: is larger than {LARGEST // 1_000_000} MB. Remove the lines that are not needed.")
    found = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            judgement = Judgement(
                str(row["answer"]), float(row["confidence"]), str(row["reason"]), str(row.get("version", ""))
            )
            found[str(row["key"])] = judgement
        except (ValueError, KeyError, TypeError, RecursionError):
            raise JudgeError(f"{path}: line {number} is no judgement. Correct it, or delete the line.") from None
    return found
