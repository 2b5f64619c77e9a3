"""The polarity of a sentence toward an actor mentioned in it.

The classifier is a small transformer trained on news sentences (NewsMTSC, Hamborg and Donnay 2021). model/README.md
gives its training data, scores and limits; benchmarks/train_targets.py trains it.
"""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
import pandas as pd

from newsangle.onnx_models import open_model

POLARITIES = (-1, 0, 1)  # in the order of the classifier's outputs
CONTEXT = 64  # tokens read on either side of the target
TARGET = 16  # tokens read of the target itself
NEAR = 800  # characters on either side that are searched for them
PLACES = ("GPE", "LOC", "FAC")
TAKES_PART = 0.2  # share of its mentions in which a place must be agent or patient to count as an actor
CLS, SEP = 101, 102  # the tokenizer's marks for the beginning and the end of a text
OPEN, CLOSE = 1, 2  # two tokens that no text can contain: the target is between them


class Input(NamedTuple):
    """A sentence with a marked target, as the classifier reads it: three tuples of one length."""

    ids: tuple[int, ...]
    segments: tuple[int, ...]  # 0 for the sentence, 1 for the target, which is repeated after it
    target: tuple[int, ...]  # 1 at the target and its marks in the sentence


def target_polarity(sentences: Sequence[str], spans: Sequence[tuple[int, int]]) -> pd.DataFrame:
    """Return the polarity of each sentence toward the words at its span, and the probability of that polarity.

    sentences: texts. spans: (start, end) in characters of each text. Columns: polarity (-1 negative, 0 neutral,
    1 positive), score (0 to 1), negative, neutral and positive (the probability of each; their sum is 1).
    Of a long text the 64 tokens on either side of the target are read. Raises ValueError if the numbers of
    sentences and spans differ, or a span lies outside its sentence.
    """
    if len(sentences) != len(spans):
        raise ValueError(f"There are {len(sentences)} sentences and {len(spans)} spans; each sentence takes one.")
    for number, (sentence, (start, end)) in enumerate(zip(sentences, spans, strict=True)):
        if not 0 <= start < end <= len(sentence):
            raise ValueError(f"Span {number} is ({start}, {end}), and its sentence has {len(sentence)} characters.")
    tokenizer = load_tokenizer()
    read = [encode(tokenizer, sentence, start, end) for sentence, (start, end) in zip(sentences, spans, strict=True)]
    known = {one: _probabilities(one) for one in dict.fromkeys(read)}  # a text may repeat one sentence without end
    rows = [known[one] for one in read]
    chances = pd.DataFrame(rows, columns=["negative", "neutral", "positive"], dtype=float)
    best = chances.to_numpy().argmax(axis=1) if len(chances) else np.empty(0, dtype=int)
    chances.insert(0, "polarity", np.array(POLARITIES)[best])
    chances.insert(1, "score", chances[["negative", "neutral", "positive"]].max(axis=1))
    return chances


def score_targets(sentences: pd.DataFrame, tokens: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Return the table `targets`: the polarity of its sentence toward each mention of an actor.

    sentences, tokens, mentions: the tables of those names. Places that are only a setting are left out. The voice
    is that of the words that name the actor: a quoted speaker's verdict on an actor is the speaker's, not the outlet's.
    """
    found = actors_only(mentions).merge(
        sentences[["sentence_id", "start", "text"]], on="sentence_id", suffixes=("", "_of_text")
    )
    spans = list(zip(found["start"] - found["start_of_text"], found["end"] - found["start_of_text"], strict=True))
    voices = tokens.set_index(["article_id", "start"])["voice"]
    named = pd.MultiIndex.from_frame(found[["article_id", "start"]])
    found["voice"] = voices.reindex(named).fillna("outlet").to_numpy()
    kept = found[["article_id", "sentence_id", "actor", "start", "end", "voice"]]
    return kept.join(target_polarity(found["text"].tolist(), spans))


def actors_only(mentions: pd.DataFrame) -> pd.DataFrame:
    """Return the mentions without places that act or undergo something in fewer than one in five of their mentions.

    'The talks in Istanbul' is not about Istanbul: a sentence has no polarity toward a city where things only happen.
    """
    takes_part = (mentions["function"] != "other").groupby(mentions["actor"]).transform("mean")
    is_place = mentions["entity"].isin(PLACES).groupby(mentions["actor"]).transform("mean") > 0.5
    return mentions[(takes_part >= TAKES_PART) | ~is_place]


def encode(tokenizer, sentence: str, start: int, end: int) -> Input:
    """Return a sentence for the classifier: text before, marked target, text after, and the target again."""

    def ids(text: str) -> list[int]:
        return tokenizer.encode(text, add_special_tokens=False).ids

    before = ids(sentence[max(0, start - NEAR) : start])[-CONTEXT:]
    target = ids(sentence[start:end][:NEAR])[:TARGET]
    after = ids(sentence[end : end + NEAR])[:CONTEXT]
    first = [CLS, *before, OPEN, *target, CLOSE, *after, SEP]
    marked = [0] * (len(before) + 1) + [1] * (len(target) + 2) + [0] * (len(after) + 1)
    second = [*target, SEP]
    segments = [0] * len(first) + [1] * len(second)
    return Input(tuple(first + second), tuple(segments), tuple(marked + [0] * len(second)))


@cache
def load_tokenizer():
    """Return the classifier's tokenizer; marks that a text itself contains are read as text."""
    from tokenizers import Tokenizer

    text = files("newsangle.sentiment").joinpath("model/tokenizer.json").read_text("utf-8")
    tokenizer = Tokenizer.from_str(text)
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.encode_special_tokens = True
    return tokenizer


@cache
def _session():
    """Return the model, opened once."""
    return open_model("newsangle.sentiment", "targets.onnx")


def _probabilities(encoded: Input) -> np.ndarray:
    """Return the three probabilities; one sentence at a time, so that no result depends on other sentences."""
    feed = {name: np.array([values], dtype=np.int64) for name, values in encoded._asdict().items()}
    logits = _session().run(None, feed)[0][0]
    chances = np.exp(logits - logits.max())
    return chances / chances.sum()
