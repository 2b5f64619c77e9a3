"""Which sentences of different outlets say something about the same thing.

Each pair of sentences gets the probability that they answer a question in common, from features a reader would name
too: nearness of meaning, words and names that are rare in this event, equal quantities, wording shared word for word,
place in the article, and whether each is the other's best. The weights are a logistic regression's (pairs.json,
fitted by benchmarks/fit_claims.py). Pairs are compared article by article as matrix products; only each
sentence's nearest few get the dearer features.
"""

import json
import math
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd

from newsangle.claims.quantities import Quantity, compare
from newsangle.claims.referents import Context, Likeness, contexts
from newsangle.claims.vectors import embed

NEAREST = 6  # candidates a sentence has in each other article
FEATURES = (
    "meaning", "words", "rare", "same_quantity", "same_date", "distance", "lead", "wording", "verbs", "mutual", "margin", "length",
)  # fmt: skip
_CONTENT = ("NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV")
_LIGHT = {"say", "tell", "be", "have", "do", "add", "also"}
_ALIKE = 0.4  # cosine from which two sentences that are each other's best match whatever their words
_RARE = 0.06  # of the event's sentences


@dataclass(frozen=True)
class Sentences:
    """The sentences of an event, ready to be compared; every list and array has one entry a sentence."""

    article: np.ndarray
    outlet: np.ndarray
    position: np.ndarray
    vectors: np.ndarray  # of meaning, less the event's own mean, unit length
    words: np.ndarray  # weights of content words, unit length over all words of the sentence
    rare: np.ndarray  # weights of the rare ones
    verbs: np.ndarray  # 1 for each verb lemma
    size: np.ndarray  # number of content words
    wording: list[set]  # word triples
    quantities: list[list[Quantity]]
    contexts: list[list[Context]]
    likeness: Likeness


def prepare(
    articles: pd.DataFrame, sentences: pd.DataFrame, tokens: pd.DataFrame, quantities: list[list[Quantity]]
) -> Sentences:
    """Return the sentences of an event ready to be compared."""
    count = len(sentences)
    place = dict(zip(sentences["sentence_id"], range(count), strict=True))
    row = tokens["sentence_id"].map(place)
    tokens = tokens.assign(row=row, lower=tokens["lemma"].str.lower())[row.notna()]
    content = tokens[tokens["pos"].isin(_CONTENT) & ~tokens["lower"].isin(_LIGHT)].drop_duplicates(["row", "lower"])
    frequency = content["lower"].value_counts()
    weight = np.log((count + 1) / frequency) / math.log(count + 1)
    length = np.sqrt((content["lower"].map(weight) ** 2).groupby(content["row"]).sum()).reindex(
        range(count), fill_value=1.0
    )
    shared = sorted(frequency.index[frequency >= 2])
    column = {word: i for i, word in enumerate(shared)}
    known = content[content["lower"].isin(column)]

    def matrix(part: pd.DataFrame, values) -> np.ndarray:
        made = np.zeros((count, max(len(shared), 1)), np.float32)
        made[part["row"].astype(int), part["lower"].map(column)] = values
        return made

    words = matrix(known, known["lower"].map(weight))
    rare = known[known["lower"].map(frequency) <= max(3, _RARE * count)]
    verbs = known[known["pos"] == "VERB"]
    quantities = [[q for q in qs if q.kind != "ordinal"] for qs in quantities]
    of = contexts(sentences, tokens, quantities)
    vectors = embed(sentences["text"].tolist())
    vectors -= vectors.mean(axis=0) if count else 0
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    outlet = dict(zip(articles["article_id"], articles["outlet"], strict=True))
    spoken = tokens[tokens["text"].str.contains(r"\w", regex=True)]
    sequence = spoken["text"].str.lower().groupby(spoken["row"]).agg(list)
    return Sentences(
        article=sentences["article_id"].to_numpy(),
        outlet=sentences["article_id"].map(outlet).to_numpy(),
        position=sentences["position"].to_numpy(float),
        vectors=vectors,
        words=words / np.maximum(length.to_numpy(np.float32)[:, None], 1e-6),
        rare=matrix(rare, np.sqrt(rare["lower"].map(weight))),
        verbs=matrix(verbs, 1.0),
        size=content.groupby("row").size().reindex(range(count), fill_value=0).to_numpy(),
        wording=[set(zip(w, w[1:], w[2:], strict=False)) for w in sequence.reindex(range(count), fill_value=[])],
        quantities=quantities,
        contexts=of,
        likeness=Likeness(of),
    )


def pairs(event: Sentences, model: dict | None = None) -> pd.DataFrame:
    """Return candidate pairs across outlets: columns first, second (rows of `sentences`), FEATURES and probability.

    model: other weights than those of pairs.json.
    """
    blocks = []
    rows_of = {article: np.flatnonzero(event.article == article) for article in dict.fromkeys(event.article)}
    for one, other in combinations(rows_of, 2):
        a, b = rows_of[one], rows_of[other]
        if event.outlet[a[0]] != event.outlet[b[0]]:
            blocks.append(_block(event, a, b))
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
    meaning = event.vectors[a] @ event.vectors[b].T
    words = event.words[a] @ event.words[b].T
    near = meaning + words
    best_a, best_b = near.max(axis=1), near.max(axis=0)
    keep = np.zeros(near.shape, bool)
    for matrix, flag in ((near, keep), (near.T, keep.T)):
        nearest = np.argpartition(-matrix, min(NEAREST, matrix.shape[1] - 1), axis=1)[:, :NEAREST]
        np.put_along_axis(flag, nearest, True, axis=1)
    x, y = np.nonzero(keep)
    i, j = a[x], b[y]
    same, date = _quantity_features(event, i, j)
    return pd.DataFrame(
        {
            "first": i,
            "second": j,
            "meaning": meaning[x, y],
            "words": words[x, y],
            "rare": np.sqrt((event.rare[i] * event.rare[j]).sum(axis=1)),
            "same_quantity": same,
            "same_date": date,
            "distance": np.abs(event.position[i] - event.position[j]),
            "lead": ((event.position[i] < 0.1) & (event.position[j] < 0.1)).astype(float),
            "wording": [math.log1p(len(event.wording[s] & event.wording[t])) for s, t in zip(i, j, strict=True)],
            "verbs": (event.verbs[i] * event.verbs[j]).sum(axis=1),
            "mutual": (near[x, y] >= best_a[x]).astype(float) + (near[x, y] >= best_b[y]),
            "margin": 2 * near[x, y] - best_a[x] - best_b[y],
            "length": np.log(np.minimum(event.size[i], event.size[j]) + 1.0),
        }
    )


def _quantity_features(event: Sentences, i: np.ndarray, j: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return whether two sentences hold an equal quantity, and whether they name the same time."""
    same, date = np.zeros(len(i)), np.zeros(len(i))
    for n, (s, t) in enumerate(zip(i, j, strict=True)):
        for q in event.quantities[s]:
            for r in event.quantities[t]:
                if q.kind == r.kind and compare(q, r) == "same":
                    (date if q.kind == "date" else same)[n] = 1.0
    return same, date
