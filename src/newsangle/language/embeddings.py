"""Meaning vectors of texts, from the 256-dimension weights that wordllama's wheel carries (WordLlama, Miller 2024)."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

DIMENSIONS = 256
LONGEST = 1000  # characters of a text that are read


def embed(texts: Sequence[str]) -> np.ndarray:
    """Return one unit vector a text, as float32 of shape (texts, 256); a text without words gives a vector of zeros.

    A text that occurs again is embedded once; of a very long text the first 1,000 characters are read.
    """
    if not len(texts):
        return np.zeros((0, DIMENSIONS), np.float32)
    unique = sorted(dict.fromkeys(texts), key=len)  # texts of like length together need less padding
    place = {text: i for i, text in enumerate(unique)}
    vectors = np.nan_to_num(np.asarray(_model().embed([text[:LONGEST] or " " for text in unique]), np.float32))
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 1e-6)
    return unit[[place[text] for text in texts]]


@cache
def _model():
    import wordllama

    return wordllama.WordLlama.load(cache_dir=Path(str(wordllama.__file__)).parent, disable_download=True)
