"""Which of the five generic frames an article as a whole bears: the one score here that comes from fitted weights.

A coder answers the generic frames' questions for an article, not for a sentence. A logistic regression per frame,
fitted on articles that people coded so, reads the article's mean sentence vector and five figures of the codebook:
how many of the frame's terms there are, in all, per word, and per word of the lead, where coders look first; how near
the sentences come to the mean of its terms (distributed dictionary representations, Garten and others 2018); and how
much nearer they come to its definition and examples than to those of the other frames.
benchmarks/fit_article_frames.py makes the weights and names their source.
"""

import json
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

import numpy as np
import pandas as pd

from newsangle.framing.codebook import Frame, load_codebook
from newsangle.framing.frames import nearness, terms_found
from newsangle.framing.vectors import sentence_vectors

CODEBOOK = "generic"
WEIGHTS = files("newsangle.framing") / "weights" / "article_frames.json"
LEAD = 6  # sentences, the headline among them
NEAREST = 3  # how many of an article's sentences that are nearest to definition or examples count
NEAREST_TERMS = 5  # and of those nearest to the terms
COLUMNS = ["article", "frame", "score", "bears", "terms", "nearness"]


def article_frames(sentences, articles) -> pd.DataFrame:
    """Return how likely each article bears each of the five generic frames: a row per article × frame.

    sentences: texts, in reading order. articles: the article of each. Columns:
    article: in order of first appearance; frame: conflict, human interest, morality, economic consequences,
    responsibility (read as 'resolution': who could solve the problem, and how).
    score: 0 to 1, from weights fitted on balanced classes: above 0.5 the article is more like those that coders
    said bear the frame than like those that do not. It is no calibrated probability.
    bears: whether the score is 0.5 or more.
    terms: how many of the article's sentences hold a term of the frame. nearness: the mean cosine of its three
    nearest sentences with definition or examples.
    The weights come from 124 articles in English on climate change from the United States' press; far from those,
    read the scores with care.
    """
    texts = pd.Series(list(sentences), dtype=object).fillna("").astype(str)
    codes, names = pd.factorize(pd.Series(list(articles), dtype=object))
    vectors, words = sentence_vectors(texts.tolist()), word_counts(texts)
    rows = []
    for code, name in enumerate(names):
        own = np.flatnonzero(codes == code)
        for frame in load_codebook(CODEBOOK).frames:
            terms = term_counts(texts.iloc[own], frame)
            figures = frame_figures(terms, words[own], vectors[own], frame)
            score = _score(frame.name, mean_vector(vectors[own]), figures)
            near = _top(nearness(vectors[own], frame)[0], NEAREST)
            rows.append((name, frame.name, score, score >= 0.5, np.count_nonzero(terms), near))
    return pd.DataFrame(rows, columns=COLUMNS)


def article_frame_table(sentences: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the article_frames table: article_frames() of an event, with the outlet of each article."""
    texts = sentences["text"].str.split().str.join(" ")
    table = article_frames(texts, sentences["article_id"]).rename(columns={"article": "article_id"})
    return table.merge(articles[["article_id", "outlet"]], on="article_id", sort=False)


def mean_vector(vectors: np.ndarray) -> np.ndarray:
    """Return the mean of sentence vectors, at unit length; zeros where they are."""
    mean = vectors.mean(axis=0)
    length = np.linalg.norm(mean)
    return mean / length if length else mean


def term_counts(texts: Iterable[str], frame: Frame) -> np.ndarray:
    """Return how many of the frame's terms each text holds, each different word counted once."""
    return np.array([len(terms_found(text, frame)) for text in texts])


def word_counts(texts: Iterable[str]) -> np.ndarray:
    """Return how many words, parted by spaces, each text has."""
    return np.array([len(text.split()) for text in texts])


def frame_figures(terms: np.ndarray, words: np.ndarray, vectors: np.ndarray, frame: Frame) -> np.ndarray:
    """Return the codebook's five figures of an article and a frame.

    terms, words: of each sentence, from term_counts() and word_counts(). The logarithm of one more than the number
    of terms; the root of the terms per word, in the whole article and in its lead; the cosine with the mean of the
    terms' vectors, mean of the five nearest sentences; and the same of the three nearest with the difference between
    the mean of the frame's definition and examples and that of the other frames'.
    """
    return np.array([
        np.log1p(terms.sum()),
        np.sqrt(terms.sum() / max(words.sum(), 1)),
        np.sqrt(terms[:LEAD].sum() / max(words[:LEAD].sum(), 1)),
        _top(vectors @ _terms_vector(frame), NEAREST_TERMS),
        _top(vectors @ _contrast(frame.name), NEAREST),
    ])  # fmt: skip


def _top(values: np.ndarray, count: int) -> float:
    return float(np.sort(values)[-count:].mean())


@lru_cache
def _terms_vector(frame: Frame) -> np.ndarray:
    return mean_vector(sentence_vectors([term.strip("*") for term in frame.terms]))


@lru_cache
def _contrast(name: str) -> np.ndarray:
    frames = load_codebook(CODEBOOK).frames
    means = {frame.name: sentence_vectors([frame.definition, *frame.examples]).mean(axis=0) for frame in frames}
    return means[name] - np.mean([mean for other, mean in means.items() if other != name], axis=0)


def _score(frame: str, vector: np.ndarray, figures: np.ndarray) -> float:
    weights = _weights()[frame]
    sum_ = vector @ weights["vector"] + figures @ weights["figures"] + weights["bias"]
    return float(1 / (1 + np.exp(-sum_)))


@lru_cache
def _weights() -> dict[str, dict]:
    frames = json.loads(WEIGHTS.read_text(encoding="utf-8"))["frames"]
    return {frame: {key: np.array(value) for key, value in weights.items()} for frame, weights in frames.items()}
