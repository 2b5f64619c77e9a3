"""Whether two answers to one question say the same."""

import re
from collections.abc import Sequence

import numpy as np

from newsangle.language import embed
from newsangle.quantities.comparison import compare
from newsangle.quantities.parsing import parse_quantities

# A logistic regression of 'the same answer' on pairs of answers that the annotated events hold, classes balanced: the
# cosine of the two vectors, whether some quantity of one equals one of the other, and whether they hold quantities of a
# kind that differ throughout (benchmarks/fit_claims.py). Nothing is fitted on NAnCo.
_INTERCEPT, _COSINE, _SAME, _DIFFERENT = -1.67, 6.9, 1.27, -1.62
_ONLY = 2  # an answer of so few words beside its quantities is its quantities


def same_answer(a: Sequence[str], b: Sequence[str]) -> np.ndarray:
    """Return, for each pair of two equally long lists of answers, a score in 0–1 that both say the same.

    0.5 is the threshold.

    An answer that is little but a quantity ('three years') is compared by value, all others by nearness of meaning too
    (the answer consolidation of Laban and others 2022). Raises ValueError where the lists differ in length.
    """
    if len(a) != len(b):
        raise ValueError(f"The lists differ in length: {len(a)} and {len(b)}.")
    texts = list(dict.fromkeys([*a, *b]))
    place = {text: i for i, text in enumerate(texts)}
    vectors = embed(texts)
    quantities = [parse_quantities(text) for text in texts]
    bare = [_is_bare(text, found) for text, found in zip(texts, quantities, strict=True)]
    scores = np.zeros(len(a))
    for n, (left, right) in enumerate(zip(a, b, strict=True)):
        i, j = place[left], place[right]
        verdicts = {compare(q, r) for q in quantities[i] for r in quantities[j]} - {""}
        same, different = "same" in verdicts, "different" in verdicts and "same" not in verdicts
        z = _INTERCEPT + _COSINE * float(vectors[i] @ vectors[j]) + _SAME * same + _DIFFERENT * different
        score = 1 / (1 + np.exp(-z))
        if left.strip().lower() == right.strip().lower():
            score = 1.0
        elif bare[i] and bare[j] and verdicts:
            score = max(score, 0.75) if same else min(score, 0.25)
        scores[n] = score
    return scores


def _is_bare(text: str, quantities: list) -> bool:
    words = len(re.findall(r"\w+", text))
    return bool(quantities) and words - sum(len(re.findall(r"\w+", q.text)) for q in quantities) <= _ONLY
