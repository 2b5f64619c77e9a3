"""How newsworthy a claim is: who acts, whether it accuses, denies or decides, what it counts, what is new in it.

A logistic regression of 'an annotator lists it among the most newsworthy things that one outlet alone tells'
(benchmarks/fit_claims.py), after the news values of Galtung and Ruge (1965) and Harcup and O'Neill (2017).
"""

import re

import numpy as np
import pandas as pd

from newsangle.claims.learners import Logistic, Trees
from newsangle.claims.sentences import Sentences, likest_elsewhere
from newsangle.language.lexicons import alternatives, read_lexicon

_WORDS = read_lexicon("claims", "newsworthy")
_PASSAGE = 9  # sentences
_HEAD = ("pronoun",)  # lists of words that count at the head of a claim only


def _pattern(name: str) -> re.Pattern:
    begins = r"^\W*" if name in _HEAD else r"\b"
    return re.compile(rf"{begins}(?:{alternatives(_WORDS[name])})\b", re.I)


_PATTERNS = {name: _pattern(name) for name in _WORDS}


def salience(claims: pd.DataFrame, event: Sentences, found: pd.DataFrame, model: Trees | Logistic) -> np.ndarray:
    """Return the newsworthiness of each claim, 0 to 1; found: its features as in alone.claim_features."""
    return model.probability(salience_features(claims, event, found))


def salience_features(claims: pd.DataFrame, event: Sentences, found: pd.DataFrame) -> pd.DataFrame:
    """Return what is read of each claim, 0 to 1 each; found: its features as in alone.claim_features."""
    row_of = {name: row for row, name in enumerate(event.ids)}
    rows = [row_of[name] for name in claims["sentence_id"]]
    texts = [text if isinstance(text, str) else "" for text in claims["text"]]
    likest = likest_elsewhere(event.raw_vectors, event.outlet)
    passage = _passage(likest, event.article)
    frame = pd.DataFrame({name: [float(bool(p.search(t))) for t in texts] for name, p in _PATTERNS.items()})
    actors = [value if isinstance(value, str) else "" for value in claims["actors"]]
    return frame.assign(
        actor=[float(bool(value)) for value in actors],
        actors=[min(len(value.split("; ")), 3) / 3 if value else 0.0 for value in actors],
        number=[float(value != "[]") for value in claims["quantities"]],
        named_speaker=[float(isinstance(s, str) and s[:1].isupper()) for s in claims["speaker"]],
        quoted=[float(any(mark in text for mark in '"“”')) for text in texts],
        early=1 - event.position[rows] if rows else np.zeros(0),
        words=[min(len(text.split()), 30) / 30 for text in texts],
        question=[float("?" in event.texts[row]) for row in rows],
        new_names=found["new_names"].clip(upper=4).to_numpy(float) / 4,
        new_quantities=found["new_quantities"].clip(upper=2).to_numpy(float) / 2,
        names=found["names"].clip(upper=6).to_numpy(float) / 6,
        share=found["share"].to_numpy(float),
        likest=likest[rows],
        passage=passage[rows],
        centre=_centrality(event.raw_vectors)[rows],
        heading=[float(event.roles[row] in ("headline", "standfirst")) for row in rows],
    )


def _passage(likest: np.ndarray, article: list[str]) -> np.ndarray:
    """Return the mean likeness of each sentence and its neighbours to other texts, low where they digress."""
    around = pd.Series(likest).groupby(article).rolling(_PASSAGE, center=True, min_periods=1).mean()
    return around.reset_index(level=0, drop=True).sort_index().to_numpy(float)


def _centrality(vectors: np.ndarray) -> np.ndarray:
    """Return how near each sentence is to the mean of all: what the event is about."""
    if not len(vectors):
        return np.zeros(0)
    mean = vectors.mean(axis=0)
    return vectors @ mean / max(float(np.linalg.norm(mean)), 1e-6)
