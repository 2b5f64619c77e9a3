"""Who speaks where the built-in method leaves it open, as a judge names it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from newsangle.judges.judgements import Judgements, ask
from newsangle.judges.opening import open_judge
from newsangle.judges.questions import FOR_SPEAKERS, Judgement, Question, is_sure, one_line
from newsangle.tables import TABLES, is_empty

BEFORE, AFTER = 8, 2  # sentences around a speech in which its speaker may be named
MOST_NAMES = 12
LEAST_WORDS = 3  # of a speech: 'a joke' in quotation marks is no speech
_COLUMNS = list(TABLES["speaker_judgements"].columns)


@dataclass(frozen=True)
class Speech:
    """A speech whose speaker is unclear: its rows in attributions, and the question about it."""

    rows: tuple[int, ...]
    article_id: str
    sentence_id: str
    start: int
    content: str
    question: Question


def name_speakers(
    made: dict[str, pd.DataFrame],
    folder: Path,
    judge: str = "",
    model: str = "",
    allow_remote: bool = False,
    most: int = 40,
    tokens: int = 0,
) -> dict[str, pd.DataFrame]:
    """Return the tables of an event's texts with the speakers that a judge names, and the table `speaker_judgements`.

    made: the tables that `texts.read` returns. folder: the event's, which keeps the answers. judge, model,
    allow_remote, tokens: as in open_judge; without a judge nothing changes. most: questions an event, of which a
    quarter may be about its speakers, as of the tokens.

    Asked is who says what no speaker could be found for, the longest speeches first; to choose from are the actors that
    are named around it. An answer counts if the judge says that it is sure: it becomes the speaker in attributions.
    Raises JudgeError.
    """
    if not judge:
        return {**made, "speaker_judgements": pd.DataFrame(columns=_COLUMNS)}
    opened = open_judge(judge, model, allow_remote, tokens // FOR_SPEAKERS)
    kept = Judgements.of(folder, opened.name)
    speeches = sorted(_unclear(made), key=lambda one: (-len(one.content), one.article_id, one.start))
    speeches = speeches[: most // FOR_SPEAKERS]
    answers = ask([one.question for one in speeches], kept, opened, len(speeches))
    attributions = made["attributions"].copy()
    for one, answer in zip(speeches, answers, strict=True):
        if is_sure(answer):
            attributions.loc[list(one.rows), "speaker"] = answer.answer
            attributions.loc[list(one.rows), "confidence"] = answer.confidence
    rows = [_row(i, *pair, opened.name) for i, pair in enumerate(zip(speeches, answers, strict=True), 1)]
    return {**made, "attributions": attributions, "speaker_judgements": pd.DataFrame(rows, columns=_COLUMNS)}


def _unclear(made: dict[str, pd.DataFrame]) -> Iterator[Speech]:
    """Yield the speeches without a speaker that somebody named nearby may have said."""
    sentences = {name: list(rows.itertuples()) for name, rows in made["sentences"].groupby("article_id", sort=False)}
    named = made["mentions"].groupby("sentence_id", sort=False)["actor"].agg(list).to_dict()
    open_ = made["attributions"][made["attributions"]["speaker"].map(is_empty)]
    # The stretches of one speech share its cue; a speech without a cue is one stretch.
    keys = (
        open_["cue_start"]
        .astype("object")
        .where(open_["cue_start"].notna(), "at " + open_["content_start"].astype(str))
    )
    for _, rows in open_.groupby([open_["article_id"], keys], sort=False):
        first, content = rows.iloc[0], " … ".join(rows["content"])
        of = sentences[first["article_id"]]
        at = next(i for i, sentence in enumerate(of) if sentence.sentence_id == first["sentence_id"])
        around = of[max(0, at - BEFORE) : at + AFTER + 1]
        names = _names(around, named, first["sentence_id"])
        if names and len(content.split()) >= LEAST_WORDS:
            passage = " ".join(" ".join(sentence.text.split()) for sentence in around)
            question = Question("speaker", (("content", content), ("passage", passage)), names)
            yield Speech(
                tuple(rows.index),
                first["article_id"],
                first["sentence_id"],
                int(first["content_start"]),
                content,
                question,
            )


def _names(around: Sequence, named: dict[str, list[str]], speech: str) -> tuple[str, ...]:
    """Return the actors named in sentences, in their order; of many, those nearest to the speech."""
    places = [sentence.sentence_id for sentence in around]
    here = places.index(speech)
    found: dict[str, int] = {}
    for i in sorted(range(len(places)), key=lambda i: (abs(i - here), i)):
        for name in named.get(places[i], ()):
            found.setdefault(name, i)
    return tuple(sorted(list(found)[:MOST_NAMES], key=lambda name: (found[name], name)))


def _row(number: int, speech: Speech, answer: Judgement | None, model: str) -> tuple:
    said = (answer.answer, answer.confidence, one_line(answer.reason)) if answer else (None, None, None)
    speaker = answer.answer if is_sure(answer) else None
    place = (speech.article_id, speech.sentence_id, speech.start, speech.content)
    return f"speech-{number:03}", *place, model, *said, speaker
