"""A judge that is a sequence classifier for pairs of texts on this machine, such as a model of inference (NLI)."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from newsangle.judges.questions import JudgeError, Judgement, Question

_MEANS = {"entailment": "agree", "contradiction": "conflict", "neutral": "unclear"}
_SAME = {"agree": "yes", "conflict": "yes", "partial": "yes", "unrelated": "no"}  # do two texts answer one question?
BATCH = 16


@dataclass
class ClassifierJudge:
    """A transformers model in a folder, or by a name in the user's own cache (extra `newsangle[transformers]`).

    Its labels are read as answers: those of the question, or entailment, contradiction and neutral. It answers only
    questions about two texts.
    """

    model: str
    _loaded: object = field(default=None, repr=False)

    @property
    def name(self) -> str:
        """The model's name, as judgements.jsonl and the manifest give it."""
        return Path(self.model).name

    def judge(self, questions: Sequence[Question]) -> list[Judgement | None]:
        """Return an answer for each question about two texts; None for other questions."""
        pairs = [(i, q) for i, q in enumerate(questions) if q.kind in ("relation", "same_question")]
        found: list[Judgement | None] = [None] * len(questions)
        for start in range(0, len(pairs), BATCH):
            batch = pairs[start : start + BATCH]
            for (i, question), shares in zip(batch, self._shares([q for _, q in batch]), strict=True):
                found[i] = _best(shares, question, self._version)
        return found

    def _shares(self, questions: list[Question]) -> list[dict[str, float]]:
        import torch  # pyright: ignore[reportMissingImports]

        tokenizer, model = self._parts
        texts = [[text for _, text in question.texts] for question in questions]
        given = tokenizer(
            [t[0] for t in texts], [t[1] for t in texts], truncation=True, padding=True, return_tensors="pt"
        )
        with torch.no_grad():
            chances = model(**given).logits.softmax(dim=-1).tolist()
        return [{model.config.id2label[i].lower(): p for i, p in enumerate(row)} for row in chances]

    @cached_property
    def _version(self) -> str:
        """The beginning of a hash of the model's weights, '' for one that is named from the user's cache."""
        files = sorted(file for file in Path(self.model).glob("*") if file.suffix in (".safetensors", ".bin"))
        hashes = []
        for file in files:
            with file.open("rb") as stream:
                hashes.append(hashlib.file_digest(stream, "sha256").hexdigest())
        return hashlib.sha256("".join(hashes).encode()).hexdigest()[:12] if hashes else ""

    @cached_property
    def _parts(self):
        try:
            from transformers import (  # pyright: ignore[reportMissingImports]
                AutoModelForSequenceClassification,
                AutoTokenizer,
            )
        except ImportError:
            raise JudgeError("A local classifier needs more packages: pip install 'newsangle[transformers]'.") from None
        try:
            tokenizer = AutoTokenizer.from_pretrained(self.model, local_files_only=True)
            model = AutoModelForSequenceClassification.from_pretrained(self.model, local_files_only=True)
        except (OSError, ValueError) as error:
            raise JudgeError(
                f"No classifier '{self.model}' is on this machine ({str(error).splitlines()[0]})."
                " Name the folder of a model."
            ) from None
        return tokenizer, model.eval()


def _best(shares: dict[str, float], question: Question, version: str) -> Judgement | None:
    """Return the likeliest label as an answer; None where the model's labels are no answers to the question."""
    answers: dict[str, float] = {}
    for label, share in shares.items():
        answer = label if label in question.answers else _MEANS.get(label, label)
        answer = _SAME.get(answer, answer) if question.kind == "same_question" else answer
        if answer in question.answers:
            answers[answer] = answers.get(answer, 0.0) + share
    if not answers:
        return None
    answer = max(answers, key=lambda name: (answers[name], name))
    return Judgement(answer, round(answers[answer], 3), f"label of the classifier, {answers[answer]:.2f}", version)
