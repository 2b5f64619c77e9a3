"""Measure how well articles are put into events, with the folders of annotated events as the truth.

The threshold is chosen on four fifths of the events and measured on the articles of the rest, while all articles are
grouped together. Baselines: articles of one day; cosine of tf-idf vectors of the whole text above a threshold, chosen
in the same way, where what is linked is one event. The dates spread the events over nine years, which makes it easy;
so everything is measured again as if all articles were of one day.
"""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from rows import Row
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import adjusted_rand_score

from newsangle.corpus.grouping import ALIKE, WINDOW, day_number, group_articles
from newsangle.corpus.light import read_articles

FOLDS = 5
THRESHOLDS = np.arange(0.06, 0.25, 0.02).round(2)
TFIDF = np.arange(0.1, 0.6, 0.05).round(2)


def measure(shared: Path) -> list[Row]:
    """Return the rows of the corpus: events found, beside the two baselines."""
    articles = _articles(shared)
    truth = articles["event"].tolist()
    days = [day_number(published) for published in articles["published"]]
    one_day = [1] * len(days)
    tfidf = TfidfVectorizer(sublinear_tf=True).fit_transform(articles["lead_and_rest"])
    cosine = (tfidf @ tfidf.T).toarray()
    leads = articles["lead"].tolist()
    rows = []
    for name, when in (("their dates", days), ("as if of one day", one_day)):
        found = _left_out(truth, THRESHOLDS, lambda t, when=when: group_articles(leads, when, alike=t))
        linked = _left_out(truth, TFIDF, lambda t, when=when: _linked(cosine, when, t))
        shipped = adjusted_rand_score(truth, group_articles(leads, when, alike=ALIKE))
        on = f"{len(set(truth))} events, {name}"
        rows += [
            Row(f"events of articles, {name}: B-cubed F1", on, found, linked, len(truth)),
            Row(f"events of articles, {name}: adjusted Rand index", on, float(shipped), n=len(truth)),
        ]
    by_date = float(f1(*b_cubed(truth, days)))
    rows.append(Row("events of articles, by date alone: B-cubed F1", "the same", by_date, n=len(truth)))
    return rows


def _articles(shared: Path) -> pd.DataFrame:
    """Return the articles of the annotated events after the light reading."""
    rows = []
    for file in sorted(shared.glob("events/*/articles.json")):
        for entry in json.loads(file.read_text(encoding="utf-8")):
            rows.append({
                "article_id": f"a{len(rows):07d}", "place": file.parent.name, "event": file.parent.name,
                "outlet": entry["outlet"], "published": entry["published"], "title": entry["title"],
                "text": (file.parent / entry["file"]).read_text(encoding="utf-8"), "page": "", "article": "",
                "author": None, "url": None, "country": None, "inferred": "",
            })  # fmt: skip
    readings = read_articles(rows, None)["readings"]
    texts = {row["article_id"]: f"{row['title']}\n{row['text']}" for row in rows}
    return readings.assign(lead_and_rest=readings["article_id"].map(texts))


def _left_out(truth: Sequence[str], thresholds: Sequence[float], group: Callable[[float], Sequence[int]]) -> float:
    """Return the B-cubed F1 over the articles of each fold with the threshold that is best on the others."""
    events = sorted(set(truth))
    fold = np.array([events.index(event) % FOLDS for event in truth])
    scores = {t: np.array(b_cubed(truth, group(t))) for t in thresholds}
    left_out = []
    for number in range(FOLDS):
        best = max(thresholds, key=lambda t: f1(*scores[t][:, fold != number]))
        left_out.append(scores[best][:, fold == number])
    return float(f1(*np.concatenate(left_out, axis=1)))


def _linked(cosine: np.ndarray, days: Sequence[int], threshold: float) -> list[int]:
    """Return the groups of articles that are linked by a cosine within the window (single linkage)."""
    near = (cosine >= threshold) & (np.abs(np.subtract.outer(days, days)) <= WINDOW)
    group = list(range(len(days)))
    for one, other in zip(*np.nonzero(np.triu(near, 1)), strict=True):
        old, new = group[other], group[one]
        group = [new if g == old else g for g in group]
    return group


def b_cubed(truth: Sequence, found: Sequence) -> tuple[np.ndarray, np.ndarray]:
    """Return B-cubed precision and recall of every article (Bagga and Baldwin 1998)."""
    frame = pd.DataFrame({"true": list(truth), "found": list(found)})
    both = frame.groupby(["true", "found"])["true"].transform("size")
    sizes = (frame.groupby(name)[name].transform("size") for name in ("found", "true"))
    precision, recall = ((both / size).to_numpy() for size in sizes)
    return precision, recall


def f1(precision: np.ndarray, recall: np.ndarray) -> float:
    p, r = precision.mean(), recall.mean()
    return 2 * p * r / (p + r)
