"""The probability that a sentence uses each of the five generic frames, from weights fitted on coded sentences.

One logistic regression per frame reads the sentence's vector and what the codebook finds in it: how many terms of each
frame, and how near it comes to each frame's definition and examples. The frames of sentences (frames.py) and of whole
articles (article_frames.py) depend on it. benchmarks/fit_article_frames.py makes the weights and names their source.
"""

import json
from functools import lru_cache
from importlib.resources import files

import numpy as np

from newsangle.framing.codebook import Codebook, load_codebook
from newsangle.framing.matching import nearness, terms_found
from newsangle.language import embed

CODEBOOK = "generic"
WEIGHTS = files("newsangle.framing") / "weights" / "article_frames.json"


def has_classifier(book: Codebook) -> bool:
    """Return whether the weights belong to a codebook: the generic one, as it ships."""
    return book == load_codebook(CODEBOOK)


def classify_sentences(texts: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Return the probability that each text uses each generic frame (texts × 5), and the texts' vectors (texts × 256).

    Frames are in the codebook's order.
    """
    vectors = embed(texts)
    return frame_probabilities(texts, vectors), vectors


def frame_probabilities(texts: list[str], vectors: np.ndarray) -> np.ndarray:
    """Return the probability that each text uses each generic frame (texts × 5); vectors: of the texts."""
    inputs = classifier_inputs(texts, vectors)
    weights = [fitted_weights()[frame.name] for frame in load_codebook(CODEBOOK).frames]
    sums = [inputs @ of["sentence"] + of["sentence_bias"] for of in weights]
    return 1 / (1 + np.exp(-np.column_stack(sums)))


def classifier_inputs(texts: list[str], vectors: np.ndarray) -> np.ndarray:
    """Return what the regressions read, one row per text: vector, log(1 + terms) and nearness for each frame."""
    frames = load_codebook(CODEBOOK).frames
    terms = [np.log1p([len(terms_found(text, frame)) for text in texts]) for frame in frames]
    return np.column_stack([vectors, *terms, *(nearness(vectors, frame)[0] for frame in frames)])


@lru_cache
def fitted_weights() -> dict[str, dict[str, np.ndarray]]:
    """Return the weights of each frame: those of the sentence classifier, and those of the score of an article."""
    frames = json.loads(WEIGHTS.read_text(encoding="utf-8"))["frames"]
    return {frame: {key: np.array(value) for key, value in weights.items()} for frame, weights in frames.items()}
