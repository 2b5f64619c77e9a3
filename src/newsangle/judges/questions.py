"""What a judge may be asked, and what it answers."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol, TypeGuard

from newsangle.errors import InputError

# kind of question → the answers that it may have; a question about frames brings its own
ANSWERS = {
    "relation": ("agree", "conflict", "partial", "unrelated"),
    "same_question": ("yes", "no"),
    "speaker": (),
    "frame": (),
}
SURE = 0.8  # how sure a judge must say it is for its answer to change anything
FOR_SPEAKERS = 4  # one question in so many may be about who speaks; the others are about claims
LONGEST = 2000  # characters of a text that a judge is shown
_PROMPTS = Path(__file__).with_name("prompts")


class JudgeError(InputError):
    """A judge cannot be asked or gives no usable answer; the message says why and what to do."""


@dataclass(frozen=True)
class Question:
    """A question to a judge.

    kind: relation (how do two texts stand to each other?), same_question (do they answer the same one?), speaker (who
    says the quoted words?) or frame (which frame does a sentence use?). texts: what it is about, by name, such as
    {'first': …, 'second': …}. choices: the answers to choose from, such as the possible speakers; those of the kind
    where none are given.
    """

    kind: str
    texts: tuple[tuple[str, str], ...]
    choices: tuple[str, ...] = ()

    @property
    def answers(self) -> tuple[str, ...]:
        """The answers that may be given; 'unclear' is always one of them."""
        return (*(self.choices or ANSWERS[self.kind]), "unclear")

    def key(self, model: str) -> str:
        """Return a hash of the question, the version of its prompt and the model: the name of its answer."""
        parts = [self.kind, prompt_version(self.kind), model, self.texts, self.choices]
        return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Judgement:
    """An answer, how sure the judge says it is (0–1), its reason in one line, and the version of its model."""

    answer: str
    confidence: float
    reason: str
    version: str = ""


class Judge(Protocol):
    """Whatever answers questions: give it a name that tells its model and version apart from others."""

    @property
    def name(self) -> str:
        """What judgements.jsonl and the manifest call it."""
        ...

    def judge(self, questions: Sequence[Question]) -> Iterable[Judgement | None]:
        """Return an answer for each question, in their order; None where none could be had."""
        ...


def is_sure(answer: Judgement | None) -> TypeGuard[Judgement]:
    """Return whether an answer counts."""
    return answer is not None and answer.answer != "unclear" and answer.confidence >= SURE


def one_line(text: str) -> str:
    """Return a judge's words on one line, without characters that a page or a workbook can't hold."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


@cache
def prompt(kind: str) -> str:
    """Return the prompt of a kind of question: prompts/kind.md, which may be read and changed."""
    return (_PROMPTS / f"{kind}.md").read_text(encoding="utf-8")


def prompt_version(kind: str) -> str:
    """Return a hash of a prompt: answers to another version are other answers."""
    return hashlib.sha256(prompt(kind).encode()).hexdigest()[:12]
