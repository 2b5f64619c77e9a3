"""How likely a sentence bears each of the five generic frames, from weights fitted on sentences that were coded.

A logistic regression per frame reads the sentence's vector and what the codebook finds in it: how many terms of each
frame, and how near it comes to each frame's definition and examples. The frames of whole articles are read from it
(article_frames.py). benchmarks/fit_article_frames.py makes the weights and names their source.
"""

import json
from functools import lru_cache
from importlib.resources import files

import numpy as np

from newsangle.framing.codebook import load_codebook
from newsangle.framing.frames import nearness, terms_found
from newsangle.language import embed

CODEBOOK = "generic"
WEIGHTS = files("newsangle.framing") / "weights" / "article_frames.json"


def classify_sentences(texts: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Return the probability that each text bears each generic frame (texts × 5), and the texts' vectors (texts × 256).

    Frames are in the codebook's order. A probability speaks of a sentence met at random in the press, where conflict
    is common (one sentence in four) and human interest rare (one in thirty).
    """
    vectors = embed(texts)
    inputs = classifier_inputs(texts, vectors)
    weights = [fitted_weights()[frame.name] for frame in load_codebook(CODEBOOK).frames]
    sums = [inputs @ of["sentence"] + of["sentence_bias"] for of in weights]
    return 1 / (1 + np.exp(-np.column_stack(sums))), vectors


def classifier_inputs(texts: list[str], vectors: np.ndarray) -> np.ndarray:
    """Return what the regressions read, a row a text: vector, log(1 + terms) of each frame, nearness to each frame."""
    frames = load_codebook(CODEBOOK).frames
    terms = [np.log1p([len(terms_found(text, frame)) for text in texts]) for frame in frames]
    return np.column_stack([vectors, *terms, *(nearness(vectors, frame)[0] for frame in frames)])


@lru_cache
def fitted_weights() -> dict[str, dict[str, np.ndarray]]:
    """Return the weights of each frame: of the classifier of sentences, and of the score of an article."""
    frames = json.loads(WEIGHTS.read_text(encoding="utf-8"))["frames"]
    return {frame: {key: np.array(value) for key, value in weights.items()} for frame, weights in frames.items()}
