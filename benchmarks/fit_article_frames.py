"""Fit the weights of framing/frame_classifier.py and article_frames.py on half of the coded articles, in two minutes.

    NEWSANGLE_BENCH=../shared python benchmarks/fit_article_frames.py

Articles: narrative_frames (Frermann, Li, Khanehzar and Mikolajczak 2023, Conflicts, villains, resolutions: towards
models of narrative media framing; github.com/phenixace/narrative-framing, MIT), articles on climate change coded for
the five generic frames. The half with even ids is fitted on; benchmarks/quality_framing.py measures on the other.

Sentences: frame_codes.json has the numbers of the sentences that use each frame in the articles with even ids, coded
for newsangle without sight of the articles' codes. frame_sentences.tsv has 4,798 news sentences on topics of all kinds,
written and coded for newsangle, so that the classifier knows more than one topic. The codebook's examples count too.

The classifier of sentences is a logistic regression per frame. For the fit, its probabilities for an article come from
weights fitted on other articles. The score of an article comes from two more regressions with balanced classes, one on
the mean sentence vector and one on the three figures of its classified sentences; they are brought to one scale by
their cross-validated scores and added, the figures with three times the weight. A last one, of a single number, puts
0.5 where the classes part best. Scores are cross-validated ten times over, since one division of so few articles leaves
the scale and that threshold to chance.
"""

import json
import os
from hashlib import sha256
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import KFold, StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from newsangle.framing.article_frames import frame_figures, mean_vector
from newsangle.framing.codebook import load_codebook
from newsangle.framing.frame_classifier import CODEBOOK, WEIGHTS, classifier_inputs
from newsangle.language import embed
from newsangle.language.parsing import sentences

HERE = Path(__file__).resolve().parent
CODES = {"conflict": "CO", "human interest": "HI", "morality": "MO", "economic consequences": "EC",
         "responsibility": "RE"}  # fmt: skip
FRAMES = tuple(CODES)
SENTENCE_C, DIVISIONS = 1.0, 10  # penalty; how many times articles are divided to be classified by weights of others
CODEBOOK_SCALE = 0.1  # terms and nearness are of unit variance; a vector's 256 numbers have a sixteenth of that
VECTOR_C, FIGURES_C, FOLDS, REPEATS = 1.0, 0.1, 5, 10
SHARES = (1.0, 3.0)  # of the vector and of the figures in the score


# --- Data -----------------------------------------------------------------------------------------------------


def coded_articles(shared: Path) -> pd.DataFrame:
    """Return the coded articles with their sentences, and which half each belongs to (even ids: fitted on)."""
    articles = pd.read_csv(shared / "bench/narrative_frames/articles_metadata.tsv", sep="\t").dropna(subset="RE")
    articles["sentences"] = [[text[start:end] for start, end in sentences(text)] for text in articles["text"]]
    articles["fitted"] = articles["ID"] % 2 == 0
    return articles.sort_values("ID").reset_index(drop=True)


def coded_sentences(articles: pd.DataFrame) -> np.ndarray:
    """Return which sentence of the articles, one after another, uses which frame (sentences × 5)."""
    codes = json.loads((HERE / "frame_codes.json").read_text(encoding="utf-8"))
    rows = []
    for number, texts in zip(articles["ID"], articles["sentences"], strict=True):
        coded = codes[str(number)]
        if coded["sentences"] != len(texts):
            raise SystemExit(
                f"Article {number} is cut into {len(texts)} sentences, and was coded as {coded['sentences']}."
            )
        rows += [[place in coded[frame] for frame in FRAMES] for place in range(len(texts))]
    return np.array(rows)


def own_sentences() -> pd.DataFrame:
    """Return the sentences written for newsangle: topic, sentence, and a column for each frame."""
    table = pd.read_csv(HERE / "frame_sentences.tsv", sep="\t", keep_default_na=False, quoting=3)
    borne = table["frames"].str.split("; ")
    return table.assign(**{frame: [frame in frames for frames in borne] for frame in FRAMES})


# --- Sentences ------------------------------------------------------------------------------------------------


class SentenceClassifier:
    """The regressions that classify sentences, to be fitted on some of them together with newsangle's own."""

    def __init__(self, inputs: np.ndarray, bears: np.ndarray):
        own, (examples, of_examples) = own_sentences(), _examples()
        texts = own["sentence"].tolist()
        self.inputs, self.bears = inputs, bears
        self.own, self.own_bears = classifier_inputs(texts, embed(texts)), own[list(FRAMES)].to_numpy()
        self.topic = own["topic"].to_numpy()
        self.examples, self.examples_bear = classifier_inputs(examples, embed(examples)), of_examples
        self.scale = np.ones(inputs.shape[1])
        of_codebook = slice(-2 * len(FRAMES), None)
        self.scale[of_codebook] = CODEBOOK_SCALE / inputs[:, of_codebook].std(axis=0)

    def fitted(self, rows: np.ndarray, own: np.ndarray | slice = slice(None)) -> list[tuple[np.ndarray, float]]:
        """Return weights and bias for each frame, fitted on these rows, on own sentences and on the examples."""
        inputs = np.vstack([self.inputs[rows], self.own[own], self.examples]) * self.scale
        fits = []
        for bears in np.vstack([self.bears[rows], self.own_bears[own], self.examples_bear]).T:
            model = LogisticRegression(C=SENTENCE_C, solver="newton-cholesky").fit(inputs, bears)
            fits.append((model.coef_[0] * self.scale, model.intercept_[0]))
        return fits

    def unseen(self, article: np.ndarray) -> np.ndarray:
        """Return each row's probabilities from weights that were not fitted on its article, mean of DIVISIONS."""
        total = np.zeros(self.bears.shape)
        for seed in range(DIVISIONS):
            for seen, kept in KFold(FOLDS, shuffle=True, random_state=seed).split(np.unique(article)):
                rows = np.flatnonzero(np.isin(article, kept))
                fits = self.fitted(np.flatnonzero(np.isin(article, seen)))
                total[rows] += _probabilities(fits, self.inputs[rows])
        return total / DIVISIONS

    def unseen_own(self) -> np.ndarray:
        """Return each own sentence's probabilities from weights that were not fitted on its group of topics."""
        found = np.zeros(self.own_bears.shape)
        for topic in np.unique(self.topic):
            fits = self.fitted(np.arange(len(self.inputs)), self.topic != topic)
            found[self.topic == topic] = _probabilities(fits, self.own[self.topic == topic])
        return found


def sentence_classifier(articles: pd.DataFrame) -> tuple[SentenceClassifier, np.ndarray]:
    """Return the classifier, not yet fitted, of the sentences of coded articles, and the article of each sentence."""
    texts = [text for of_article in articles["sentences"] for text in of_article]
    inputs = classifier_inputs(texts, embed(texts))
    article = np.repeat(np.arange(len(articles)), articles["sentences"].str.len())
    return SentenceClassifier(inputs, coded_sentences(articles)), article


def _examples() -> tuple[list[str], np.ndarray]:
    """Return the codebook's examples, and which frame each uses."""
    frames = load_codebook(CODEBOOK).frames
    texts = [example for frame in frames for example in frame.examples]
    return texts, np.array([[frame is other for other in frames] for frame in frames for _ in frame.examples])


def _probabilities(fits: list[tuple[np.ndarray, float]], inputs: np.ndarray) -> np.ndarray:
    """Return how likely each of these rows uses each frame."""
    return np.column_stack([1 / (1 + np.exp(-(inputs @ weights + bias))) for weights, bias in fits])


# --- Articles -------------------------------------------------------------------------------------------------


def fit(articles: pd.DataFrame) -> dict[str, dict]:
    """Return the weights of each frame: of the classifier of sentences, and of the vector, the figures and the bias."""
    classifier, article = sentence_classifier(articles)
    means = np.array([mean_vector(embed(texts)) for texts in articles["sentences"]])
    unseen = classifier.unseen(article)
    for frame, bears, found in zip(FRAMES, classifier.bears.T, unseen.T, strict=True):
        print(f"area under the curve of '{frame}', sentences of articles left out: {roc_auc_score(bears, found):.2f}")
    weights = {}
    for frame, bearing, (of_sentence, bias) in zip(
        FRAMES, unseen.T, classifier.fitted(np.arange(len(article))), strict=True
    ):
        figures = np.array([frame_figures(bearing[article == a]) for a in range(len(articles))])
        weights[frame] = {
            "sentence": _rounded(of_sentence),
            "sentence_bias": float(np.round(bias, 5)),
            **_fit_frame(means, figures, articles[CODES[frame]].astype(int).to_numpy()),
        }
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
