"""How newsworthy a claim is: who acts, whether it accuses, denies or decides, what it counts, where it stands.

A logistic regression of 'an annotator lists it among the most newsworthy things that one outlet alone tells'
(benchmarks/fit_claims.py), after the news values of Galtung and Ruge (1965) and Harcup and O'Neill (2017).
"""

import re

import numpy as np
import pandas as pd

from newsangle.claims.learners import Logistic, Trees
from newsangle.claims.sentences import Sentences
from newsangle.language.lexicons import alternatives, read_lexicon

_WORDS = read_lexicon("claims", "newsworthy")
_PATTERNS = {name: re.compile(rf"\b(?:{alternatives(words)})\b", re.I) for name, words in _WORDS.items()}


def salience(claims: pd.DataFrame, event: Sentences, model: Trees | Logistic) -> np.ndarray:
    """Return the newsworthiness of each claim, 0 to 1."""
    return model.probability(salience_features(claims, event))


def salience_features(claims: pd.DataFrame, event: Sentences) -> pd.DataFrame:
    """Return what is read of each claim, 0 to 1 each."""
    row_of = {name: row for row, name in enumerate(event.ids)}
    rows = [row_of[name] for name in claims["sentence_id"]]
    texts = [text if isinstance(text, str) else "" for text in claims["text"]]
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
        heading=[float(event.roles[row] in ("headline", "standfirst")) for row in rows],
    )
