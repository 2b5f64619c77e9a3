"""Which sentences of different outlets say something about the same thing.

Each pair of sentences gets the probability that they answer a question in common, from features a reader would name
too: nearness of meaning, words and names that are rare in this event, equal quantities, wording shared word for word,
place in the article, and whether each is the other's best. The weights are a logistic regression's (pairs.json,
fitted by benchmarks/fit_claims.py). Pairs are compared article by article as matrix products; only each
sentence's nearest few get the dearer features.
"""

import json
import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product
from pathlib import Path

import numpy as np
import pandas as pd

from newsangle.claims.referents import Context, Likeness, contexts
from newsangle.language import Syntax
from newsangle.quantities.comparison import Quantity, are_close, compare

NEAREST = 6  # candidates a sentence has in each other article
FEATURES = (
    "meaning", "words", "rare", "same_quantity", "same_date", "distance", "lead", "wording", "verbs", "mutual",
    "margin", "length",
)  # fmt: skip
_CONTENT = ("NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV")
_LIGHT = {"say", "tell", "be", "have", "do", "add", "also"}
MOST = 40  # quantities of a sentence that are compared; what holds more is a table, not a sentence
BLOCK = 512  # sentences a side that are compared at once
_COPIED = 0.6  # share of a sentence's wording that makes it a copy, in an article that is mostly an earlier one's text
_EQUAL = 1e-5  # within rounding, the best
_ALIKE = 0.4  # cosine from which two sentences that are each other's best match whatever their words
_RARE = 0.06  # of the event's sentences


@dataclass(frozen=True)
class Sentences:
    """The sentences of an event, ready to be compared; every list and array has one entry a sentence."""

    article: list[str]
    outlet: list[str]
    twin: list[int | None]  # the sentence of an earlier article that it copies
    position: np.ndarray
    vectors: np.ndarray  # of meaning, less the event's own mean, unit length
    words: list[dict[str, float]]  # content words that stand in several sentences, with their weights
    rare: list[dict[str, float]]  # those that few sentences have, with their weights
    verbs: list[set[str]]
    size: np.ndarray  # number of content words
    wording: list[set]  # word triples
    quantities: list[list[Quantity]]
    contexts: list[list[Context]]
    likeness: Likeness


def prepare(
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    syntax: dict[str, Syntax],
    quantities: list[list[Quantity]],
    vectors: np.ndarray,
) -> Sentences:
    """Return the sentences of an event ready to be compared; vectors are those of their texts.

    A word's weight falls with the share of the event's sentences that have it, so names that are everywhere count for
    nothing (inverse document frequency, Spärck Jones 1972).
    """
    count = len(sentences)
    parsed = [syntax.get(key) for key in sentences["sentence_id"].tolist()]
    content = [_content(words) if words else {} for words in parsed]
    frequency = Counter(word for own in content for word in own)
    weight = {word: math.log((count + 1) / n) / math.log(count + 1) for word, n in frequency.items()}
    few = max(3, _RARE * count)
    length = [math.sqrt(sum(weight[word] ** 2 for word in own)) or 1.0 for own in content]
    quantities = [[q for q in qs if q.kind != "ordinal"][:MOST] for qs in quantities]
    of = contexts(sentences, syntax, quantities)
    outlet = dict(zip(articles["article_id"], articles["outlet"], strict=True))
    article = sentences["article_id"].tolist()
    wording = [_triples(words) if words else set() for words in parsed]
    return Sentences(
        article=article,
        outlet=[outlet[a] for a in article],
        twin=_twins(article, sources_of(articles), wording, quantities),
        position=sentences["position"].to_numpy(float),
        vectors=centred(vectors),
        words=[
            {w: weight[w] / size for w in own if frequency[w] > 1} for own, size in zip(content, length, strict=True)
        ],
        rare=[{w: weight[w] for w in own if 1 < frequency[w] <= few} for own in content],
        verbs=[{w for w, pos in own.items() if pos == "VERB"} for own in content],
        size=np.array([len(own) for own in content]),
        wording=wording,
        quantities=quantities,
        contexts=of,
        likeness=Likeness(of),
    )


def centred(vectors: np.ndarray) -> np.ndarray:
    """Return vectors less their mean, unit length again: what all of an event's texts speak of counts for nothing."""
    vectors = vectors - vectors.mean(axis=0) if len(vectors) else vectors
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)


def sources_of(articles: pd.DataFrame) -> dict[str, str]:
    """Return, for each article, the earliest one that it is mostly the same text as, itself where there is none."""
    ids = articles["article_id"].tolist()
    repeats = articles["repeats"].tolist() if "repeats" in articles else [None] * len(ids)
    source: dict[str, str] = {}
    for article, earlier in zip(ids, repeats, strict=True):
        source[article] = source.get(earlier, earlier) if isinstance(earlier, str) and earlier in ids else article
    return source


def _twins(
    article: list[str], source: dict[str, str], wording: list[set], quantities: list[list[Quantity]]
) -> list[int | None]:
    """Return, for each sentence of a copy, the sentence of the copied text with its wording and its figures, if any."""
    copied = {original for own, original in source.items() if own != original}
    holders: dict[tuple, list[int]] = defaultdict(list)
    for row, own in enumerate(article):
        if own in copied:
            for triple in wording[row]:
                holders[own, triple].append(row)
    twins: list[int | None] = [None] * len(article)
    for row, own in enumerate(article):
        if source[own] == own:
            continue
        places = (holders.get((source[own], triple), ())[:BLOCK] for triple in wording[row])
        shared = Counter(place for some in places for place in some)
        best, count = max(shared.items(), key=lambda item: (item[1], -item[0]), default=(None, 0))
        if count > _COPIED * len(wording[row]) and _values(quantities[row]) == _values(quantities[best]):
            twins[row] = best
    return twins


def _values(quantities: list[Quantity]) -> set[tuple]:
    return {(q.kind, q.unit, q.values, q.bound) for q in quantities}


def _content(words: Syntax) -> dict[str, str]:
    """Return the content words of a sentence, lemma and part of speech.

    Numbers in words are none: two sentences with 'two' in them have a quantity in common at most.
    """
    pairs = zip(words.lemma, words.pos, strict=True)
    kept = ((lemma, pos) for lemma, pos in pairs if pos in _CONTENT and lemma not in _LIGHT)
    return {lemma: pos for lemma, pos in kept if pos != "NUM" or not lemma.isalpha()}


def _triples(words: Syntax) -> set[tuple[str, str, str]]:
    spoken = [text.lower() for text in words.text if text.isalnum() or any(c.isalnum() for c in text)]
    return set(zip(spoken, spoken[1:], spoken[2:], strict=False))


def pairs(event: Sentences, model: dict | None = None) -> pd.DataFrame:
    """Return candidate pairs across outlets: columns first, second (rows of `sentences`), FEATURES and probability.

    A sentence that is copied from an earlier article is not compared: it is that article's voice.

    model: other weights than those of pairs.json.
    """
    rows: dict[str, list[int]] = {}
    for i, article in enumerate(event.article):
        if event.twin[i] is None:
            rows.setdefault(article, []).append(i)
    blocks = [
        _block(event, np.array(a), np.array(b))
        for a, b in combinations(rows.values(), 2)
        if event.outlet[a[0]] != event.outlet[b[0]]
    ]
    if not blocks:
        return pd.DataFrame(columns=["first", "second", *FEATURES, "probability"])
    table = pd.concat(blocks, ignore_index=True)
    table["probability"] = probability(table, model or weights())
    return table


def probability(table: pd.DataFrame, model: dict) -> np.ndarray:
    """Return the probability that each pair has a question in common."""
    z = model["intercept"] + sum(model["weights"][name] * table[name].to_numpy(float) for name in FEATURES)
    return 1 / (1 + np.exp(-z))


def matches(table: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs that match, the surest first: the probable ones, and near ones that are each other's best."""
    best = (table["mutual"] == 2) & (table["meaning"] >= _ALIKE)
    found = table[(table["probability"] >= threshold()) | best]
    return found.sort_values(["probability", "first", "second"], ascending=[False, True, True])


def threshold() -> float:
    """Return the probability from which a pair counts as a match."""
    return weights()["threshold"]


@cache
def weights() -> dict:
    """Return the fitted weights."""
    return json.loads((Path(__file__).parent / "pairs.json").read_text(encoding="utf-8"))


def _block(event: Sentences, a: np.ndarray, b: np.ndarray) -> pd.DataFrame:
    """Return the candidates among the sentences of two articles, with their features."""
    x, y, best_a, best_b = _nearest(event, a, b)
    i, j = a[x], b[y]
    both = list(zip(i.tolist(), j.tolist(), strict=True))
    meaning = np.einsum("nd,nd->n", event.vectors[i], event.vectors[j])
    words = np.array([_in_common(event.words[s], event.words[t]) for s, t in both])
    near = meaning + words
    same, date = _quantity_features(event, both)
    rare, verbs, wording = event.rare, event.verbs, event.wording
    return pd.DataFrame(
        {
            "first": i,
            "second": j,
            "meaning": meaning,
            "words": words,
            "rare": [math.sqrt(sum(rare[s][w] for w in sorted(rare[s].keys() & rare[t].keys()))) for s, t in both],
            "same_quantity": same,
            "same_date": date,
            "distance": np.abs(event.position[i] - event.position[j]),
            "lead": ((event.position[i] < 0.1) & (event.position[j] < 0.1)).astype(float),
            "wording": [math.log1p(len(wording[s] & wording[t])) for s, t in both],
            "verbs": [float(len(verbs[s] & verbs[t])) for s, t in both],
            "mutual": (near >= best_a[x] - _EQUAL).astype(float) + (near >= best_b[y] - _EQUAL),
            "margin": 2 * near - best_a[x] - best_b[y],
            "length": np.log(np.minimum(event.size[i], event.size[j]) + 1.0),
        }
    )


def _nearest(event: Sentences, a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, ...]:
    """Return the pairs in which one is among the other's nearest, as places in a and b, and how near each's best is.

    The nearness of all pairs is a matrix product, made block by block so that memory stays small.
    """
    both = sorted({w for i in a for w in event.words[i]} & {w for j in b for w in event.words[j]})
    column = {word: n for n, word in enumerate(both)}
    parts = [slice(left, left + BLOCK) for left in range(0, len(b), BLOCK)]
    keep, best_a, columns, nearness = set(), [], [], []
    for top in range(0, len(a), BLOCK):
        rows = a[top : top + BLOCK]
        words = _dense(event, rows, column)
        near = np.hstack(
            [event.vectors[rows] @ event.vectors[b[p]].T + words @ _dense(event, b[p], column).T for p in parts]
        )
        best_a.append(near.max(axis=1))
        keep.update((top + n, m) for n, found in enumerate(_top(near, 1).tolist()) for m in found)
        below = _top(near, 0)
        columns.append(top + below)
        nearness.append(np.take_along_axis(near, below, axis=0))
    nearness, columns = np.vstack(nearness), np.vstack(columns)
    first = np.take_along_axis(columns, _top(nearness, 0), axis=0)
    keep.update((n, m) for m, found in enumerate(first.T.tolist()) for n in found)
    x, y = np.array(sorted(keep)).T
    return x, y, np.concatenate(best_a), nearness.max(axis=0)


def _top(near: np.ndarray, axis: int) -> np.ndarray:
    """Return the places of the few greatest values along an axis."""
    if near.shape[axis] <= NEAREST:
        return np.broadcast_to(
            np.arange(near.shape[axis])[:, None] if axis == 0 else np.arange(near.shape[1]), near.shape
        )
    return np.take(np.argpartition(-near, NEAREST - 1, axis=axis), np.arange(NEAREST), axis=axis)


def _dense(event: Sentences, rows: np.ndarray, column: dict[str, int]) -> np.ndarray:
    """Return the weights of the words that have a column as a matrix, a row a sentence."""
    matrix = np.zeros((len(rows), max(len(column), 1)), np.float32)
    for n, row in enumerate(rows):
        own = [word for word in event.words[row] if word in column]
        matrix[n, [column[word] for word in own]] = [event.words[row][word] for word in own]
    return matrix


def _in_common(a: dict[str, float], b: dict[str, float]) -> float:
    return sum(a[word] * b[word] for word in sorted(a.keys() & b.keys()))


def _quantity_features(event: Sentences, pairs: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    """Return whether two sentences hold an equal quantity (a close one counts half), and whether they name one time."""
    same, date = np.zeros(len(pairs)), np.zeros(len(pairs))
    for n, (s, t) in enumerate(pairs):
        for q, r in product(event.quantities[s], event.quantities[t]):
            if q.kind == r.kind and compare(q, r) == "same":
                (date if q.kind == "date" else same)[n] = 1.0
            elif are_close(q, r):
                same[n] = max(same[n], 0.5)
    return same, date
