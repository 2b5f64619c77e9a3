"""Fit the weights of framing/article_frames.py on one half of the coded articles. Takes about a minute.

    NEWSANGLE_BENCH=../shared python benchmarks/fit_article_frames.py

Data: narrative_frames (Frermann, Li, Khanehzar and Mikolajczak 2023, Conflicts, villains, resolutions: towards
models of narrative media framing; github.com/phenixace/narrative-framing, MIT), articles on climate change coded for
the five generic frames. The half with even ids is fitted on; benchmarks/quality_framing.py measures on the other.

For each frame two logistic regressions with balanced classes, one on the mean sentence vector and one on the
codebook's five figures, are brought to one scale by their cross-validated scores and added, the figures with twice the
weight; a third, of a single number, puts 0.5 where the classes part best. Scores are cross-validated ten times over,
since one division of so few articles leaves the scale and that place to chance. All of it is linear, so one row of
weights a frame is left.
"""

import json
import os
from hashlib import sha256
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from newsangle.framing.article_frames import (
    CODEBOOK,
    WEIGHTS,
    frame_figures,
    mean_vector,
    term_counts,
    word_counts,
)
from newsangle.framing.codebook import load_codebook
from newsangle.framing.vectors import sentence_vectors
from newsangle.texts.language import sentences

CODES = {"conflict": "CO", "human interest": "HI", "morality": "MO", "economic consequences": "EC",
         "responsibility": "RE"}  # fmt: skip
VECTOR_C, FIGURES_C, FOLDS, REPEATS = 1.0, 0.3, 5, 10
SHARES = (1.0, 2.0)  # of the vector and of the figures in the score


def coded_articles(shared: Path) -> pd.DataFrame:
    """Return the coded articles with their sentences, and which half each belongs to (even ids: fitted on)."""
    articles = pd.read_csv(shared / "bench/narrative_frames/articles_metadata.tsv", sep="\t").dropna(subset="RE")
    articles["sentences"] = [[text[start:end] for start, end in sentences(text)] for text in articles["text"]]
    articles["fitted"] = articles["ID"] % 2 == 0
    return articles.sort_values("ID").reset_index(drop=True)


def fit(articles: pd.DataFrame) -> dict[str, dict]:
    """Return the weights of each frame: of the vector, of the figures, and the bias."""
    vectors = [sentence_vectors(texts) for texts in articles["sentences"]]
    means = np.array([mean_vector(rows) for rows in vectors])
    weights = {}
    for frame in load_codebook(CODEBOOK).frames:
        pairs = zip(articles["sentences"], vectors, strict=True)
        figures = np.array([
            frame_figures(term_counts(texts, frame), word_counts(texts), rows, frame) for texts, rows in pairs
        ])  # fmt: skip
        weights[frame.name] = _fit_frame(means, figures, articles[CODES[frame.name]].astype(int).to_numpy())
    return weights


def _fit_frame(means: np.ndarray, figures: np.ndarray, bears: np.ndarray) -> dict:
    models = [_logistic(VECTOR_C), make_pipeline(StandardScaler(), _logistic(FIGURES_C))]
    unseen = [_unseen_scores(model, inputs, bears) for model, inputs in zip(models, (means, figures), strict=True)]
    scales = [share / scores.std() for share, scores in zip(SHARES, unseen, strict=True)]
    joined = sum(scale * scores for scale, scores in zip(scales, unseen, strict=True))
    last = _logistic(1.0).fit(joined[:, None], bears)
    slope, bias = last.coef_[0, 0], last.intercept_[0]
    of_vector, of_figures = models[0].fit(means, bears), models[1].fit(figures, bears)
    scaler, on_scaled = of_figures[0], of_figures[1]
    raw = on_scaled.coef_[0] / scaler.scale_
    shift = on_scaled.intercept_[0] - raw @ scaler.mean_
    return {
        "vector": _rounded(slope * scales[0] * of_vector.coef_[0]),
        "figures": _rounded(slope * scales[1] * raw),
        "bias": float(np.round(bias + slope * (scales[0] * of_vector.intercept_[0] + scales[1] * shift), 5)),
    }


def _unseen_scores(model, inputs: np.ndarray, bears: np.ndarray) -> np.ndarray:
    """Return each article's score from models that were not fitted on it, mean of REPEATS divisions."""
    divisions = [StratifiedKFold(FOLDS, shuffle=True, random_state=seed) for seed in range(REPEATS)]
    scores = [cross_val_predict(model, inputs, bears, cv=folds, method="decision_function") for folds in divisions]
    return np.mean(scores, axis=0)


def _logistic(strength: float) -> LogisticRegression:
    return LogisticRegression(C=strength, class_weight="balanced", max_iter=5000)


def _rounded(values: np.ndarray) -> list[float]:
    return [float(value) for value in np.round(values, 5)]


def codebook_print() -> str:
    """Return a fingerprint of what the figures read from the codebook."""
    frames = load_codebook(CODEBOOK).frames
    return sha256(repr([(f.name, f.definition, f.terms, f.examples) for f in frames]).encode()).hexdigest()


if __name__ == "__main__":
    shared = Path(os.environ.get("NEWSANGLE_BENCH", "../shared"))
    articles = coded_articles(shared)
    content = {
        "source": "narrative_frames, github.com/phenixace/narrative-framing, the articles with even ids",
        "licence": "annotations MIT, Copyright (c) 2023 Lea Frermann; the text, their publishers', is not here",
        "made_by": "benchmarks/fit_article_frames.py",
        "codebook": codebook_print(),
        "frames": fit(articles[articles["fitted"]]),
    }
    path = Path(str(WEIGHTS))
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    print(f"wrote {path.name}: {len(content['frames'])} frames, {articles['fitted'].sum()} articles")
