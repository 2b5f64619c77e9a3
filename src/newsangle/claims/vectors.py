"""Meaning vectors of texts, from wordllama's 256-dimension weights inside its wheel."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

DIMENSIONS = 256


def embed(texts: Sequence[str]) -> np.ndarray:
    """Return one unit vector a text, as float32 of shape (texts, 256); a text without words gives a vector of zeros.

    A text that comes again is embedded once.
    """
    if not len(texts):
        return np.zeros((0, DIMENSIONS), np.float32)
    place = {text: i for i, text in enumerate(dict.fromkeys(texts))}
    vectors = np.asarray(_model().embed([text or " " for text in place]), np.float32)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 1e-6)
    return unit[[place[text] for text in texts]]


@cache
def _model():
    import wordllama

    return wordllama.WordLlama.load(cache_dir=Path(wordllama.__file__).parent, disable_download=True)
