"""Sentence vectors: WordLlama's 256-dimension weights, which its package carries."""

from functools import lru_cache

import numpy as np

LONGEST = 1000  # characters of a sentence that are read


def sentence_vectors(texts: list[str]) -> np.ndarray:
    """Return a row of unit length for each text; a row of zeros where a text has no words."""
    if not texts:
        return np.zeros((0, 256), dtype=np.float32)
    model = _model()
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))  # alike lengths together: less padding
    vectors = np.zeros((len(texts), 256), dtype=np.float32)
    vectors[order] = model.embed([texts[i][:LONGEST] or " " for i in order])
    lengths = np.linalg.norm(np.nan_to_num(vectors), axis=1, keepdims=True)
    return np.divide(np.nan_to_num(vectors), lengths, out=np.zeros_like(vectors), where=lengths > 0)


@lru_cache
def _model():
    from pathlib import Path

    import wordllama

    folder = Path(wordllama.__file__).parent
    return wordllama.WordLlama.load(cache_dir=folder, disable_download=True)
