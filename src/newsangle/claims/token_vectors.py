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
_AROUND = 8  # tokens on either side of an answer that are its surroundings
Span = tuple[int, int]


class TokenVectors:
    """The vectors of the tokens of some texts of an event.

    texts: all of the event, which say how rare a token is. rows: the places of those that are read.
    """

    def __init__(self, texts: Sequence[str], rows: Iterable[int]):
        encoded = [_tokenizer().encode(text) for text in texts]
        frequency = Counter(token for own in encoded for token in set(own.ids))
        count = len(encoded) + 1
        rows = sorted(set(rows))
        self._vectors = {row: _vectors(encoded[row].ids) for row in rows}
        self._offsets = {row: encoded[row].offsets[1:-1] for row in rows}
        self._weights = {
            row: np.array([math.log(count / frequency[token]) for token in encoded[row].ids[1:-1]]) for row in rows
        }
        self._means: dict[tuple[int, Span, int], np.ndarray | None] = {}

    def __contains__(self, row: int) -> bool:
        return row in self._vectors

    def likeness(self, i: int, j: int) -> tuple[float, ...]:
        """Return how alike two texts are, in the order of LIKENESS.

        Every token is matched with the nearest of the other text, in both directions; the means of the cosines are
        averaged (mean) or the lower one is taken (least). Tokens that few of the texts have weigh more in the other two
        (inverse document frequency, Spärck Jones 1972), which are the mean and the higher of both directions.
        """
        one, other = self._vectors[i], self._vectors[j]
        if not len(one) or not len(other):
            return 0.0, 0.0, 0.0, 0.0
        near = one @ other.T
        there, back = near.max(axis=1), near.max(axis=0)
        p, q = float(there.mean()), float(back.mean())
        both = ((there, self._weights[i]), (back, self._weights[j]))
        rare = [float(x @ w) / max(float(w.sum()), 1e-6) for x, w in both]
        return (p + q) / 2, min(p, q), sum(rare) / 2, max(rare)

    def nearness(self, i: int, one: Span, j: int, other: Span) -> tuple[float, float]:
        """Return how alike two stretches of text are as they are used, and how alike their surroundings are.

        one, other: the first character and the one after the last. 0 where a text is not read that far.
        """
        found = []
        for around in (0, _AROUND):
            a, b = self._mean(i, one, around), self._mean(j, other, around)
            found.append(0.0 if a is None or b is None else float(a @ b))
        return found[0], found[1]

    def _mean(self, row: int, span: Span, around: int) -> np.ndarray | None:
        """Return the mean vector of the tokens of a stretch of text and those around it, of unit length."""
        key = (row, span, around)
        if key not in self._means:
            offsets = self._offsets.get(row, [])
            inside = [n for n, (start, end) in enumerate(offsets) if start < span[1] and end > span[0] and end > start]
            mean = None
            if inside:
                mean = self._vectors[row][max(0, inside[0] - around) : inside[-1] + 1 + around].mean(axis=0)
                mean = mean / max(float(np.linalg.norm(mean)), 1e-6)
            self._means[key] = mean
        return self._means[key]


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
