"""Which of the five generic frames an article as a whole uses.

Coders answer the generic frames' questions for an article, not for a sentence. A logistic regression per frame, fitted
on articles that people coded in this way, reads the article's mean sentence vector and three figures from the
probabilities that its sentences use the frame (frame_classifier.py): how many do, what share of them, and how clearly
the clearest three do.
benchmarks/fit_article_frames.py makes the weights and names their source.
"""

import numpy as np
import pandas as pd

from newsangle.framing.codebook import load_codebook
from newsangle.framing.frame_classifier import CODEBOOK, classify_sentences, fitted_weights
from newsangle.tables import with_outlets

CLEAREST = 3  # the sentences most likely to use a frame, which count once more
COLUMNS = ["article", "frame", "score", "bears", "sentences", "clearest"]


def article_frames(sentences, articles) -> pd.DataFrame:
    """Return how likely each article is to use each of the five generic frames: a row per article × frame.

    sentences: texts, in reading order. articles: the article of each. Columns:
    article: in order of first appearance; frame: conflict, human interest, morality, economic consequences,
    responsibility (read as 'resolution': who could solve the problem, and how).
    score: 0 to 1, from weights fitted on balanced classes: above 0.5 the article is more like those that coders
    said use the frame than like those that do not. It is not a calibrated probability.
    bears: whether the score is 0.5 or more.
    sentences: how many of its sentences are expected to use the frame, the sum of their probabilities.
    clearest: the position, in the list given, of the sentence most likely to use it.
    The weights for articles come from 124 articles in English on climate change from the press of the United States; on
    other topics, read the scores with care.
    """
    texts = pd.Series(list(sentences), dtype=object).fillna("").astype(str)
    codes, names = pd.factorize(pd.Series(list(articles), dtype=object))
    probabilities, vectors = classify_sentences(texts.tolist())
    rows = []
    for code, name in enumerate(names):
        own = np.flatnonzero(codes == code)
        mean = mean_vector(vectors[own])
        for frame, bearing in zip(load_codebook(CODEBOOK).frames, probabilities[own].T, strict=True):
            score = _score(frame.name, mean, frame_figures(bearing))
            rows.append((name, frame.name, score, score >= 0.5, bearing.sum(), own[bearing.argmax()]))
    return pd.DataFrame(rows, columns=COLUMNS)


def article_frame_table(sentences: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the article_frames table: article_frames() of an event, with the outlet of each article.

    clearest is the sentence_id, text its words.
    """
    texts = sentences["text"].str.split().str.join(" ")
    table = article_frames(texts, sentences["article_id"]).rename(columns={"article": "article_id"})
    table["text"] = texts.to_numpy()[table["clearest"]]
    table["clearest"] = sentences["sentence_id"].to_numpy()[table["clearest"]]
    return with_outlets(table, articles)


def mean_vector(vectors: np.ndarray) -> np.ndarray:
    """Return the mean of sentence vectors at unit length, or zeros if they are all zero."""
    mean = vectors.mean(axis=0)
    length = np.linalg.norm(mean)
    return mean / length if length else mean


def frame_figures(probabilities: np.ndarray) -> np.ndarray:
    """Return the three figures of an article and a frame, from the probability that each of its sentences uses it.

    The logarithm of the expected number plus 0.1, the root of the expected share, and the mean of the three greatest
    probabilities.
    """
    greatest = np.sort(probabilities)[-CLEAREST:]
    return np.array([np.log(probabilities.sum() + 0.1), np.sqrt(probabilities.mean()), greatest.mean()])


def _score(frame: str, vector: np.ndarray, figures: np.ndarray) -> float:
    weights = fitted_weights()[frame]
    sum_ = vector @ weights["vector"] + figures @ weights["figures"] + weights["bias"]
    return float(1 / (1 + np.exp(-sum_)))
