"""How alike two sentences are, token by token: each token's best match in the other sentence.

The vectors are those of all-MiniLM-L6-v2 (Wang and others 2020; Reimers and Gurevych 2019) with eight-bit weights
(benchmarks/export_encoder.py); the comparison follows BERTScore (Zhang and others 2020). One sentence is read at a
time, so that its vectors do not depend on the sentences beside it.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

import numpy as np

from newsangle.onnx_models import open_model

LIKENESS = ("tokens_mean", "tokens_least", "tokens_rare_mean", "tokens_rare_most")
_LONGEST = 96  # tokens of a sentence that are read


def token_likeness(texts: Sequence[str], pairs: Iterable[tuple[int, int]]) -> np.ndarray:
    """Return how alike pairs of texts are, as an array (pairs, 4) with the columns of LIKENESS.

    pairs: places in texts. Every token is matched with the nearest of the other text, in both directions; the means of
    the cosines are averaged (mean) or the lower one is taken (least). Tokens that few of the texts have weigh more in
    the other two (inverse document frequency, Spärck Jones 1972), which are the mean and the higher of both directions.
    """
    pairs = list(pairs)
    ids = [_ids(text) for text in texts]
    frequency = Counter(token for own in ids for token in set(own))
    weights = [np.array([math.log((len(ids) + 1) / frequency[t]) for t in own[1:-1]]) for own in ids]
    vectors = {row: _vectors(ids[row]) for row in sorted({row for pair in pairs for row in pair})}
    found = [_alike(vectors[i], vectors[j], weights[i], weights[j]) for i, j in pairs]
    return np.array(found).reshape(len(pairs), len(LIKENESS))


def _alike(one: np.ndarray, other: np.ndarray, own: np.ndarray, others: np.ndarray) -> tuple[float, ...]:
    if not len(one) or not len(other):
        return 0.0, 0.0, 0.0, 0.0
    near = one @ other.T
    there, back = near.max(axis=1), near.max(axis=0)
    p, q = float(there.mean()), float(back.mean())
    rare = [float(x @ w) / max(float(w.sum()), 1e-6) for x, w in ((there, own), (back, others))]
    return (p + q) / 2, min(p, q), sum(rare) / 2, max(rare)


def _ids(text: str) -> list[int]:
    return _tokenizer().encode(" ".join(text.split())).ids


def _vectors(ids: list[int]) -> np.ndarray:
    """Return the vectors of a text's tokens, unit length, without those of its beginning and end."""
    feed = {"ids": np.array([ids], np.int64), "mask": np.ones((1, len(ids)), np.int64)}
    vectors = _session().run(None, feed)[0][0][1:-1]
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)


@cache
def _tokenizer():
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_str(files("newsangle.claims").joinpath("model/tokenizer.json").read_text("utf-8"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(_LONGEST)
    return tokenizer


@cache
def _session():
    """Return the model, opened once."""
    return open_model("newsangle.claims", "encoder.onnx")
