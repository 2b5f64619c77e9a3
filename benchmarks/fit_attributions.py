"""Fit the weights by which candidates are taken for attributions: src/newsangle/texts/attribution/weights.json.

Trained on the train part of PolNeAR 1.0.0 (Newell, Margolin and Ruths 2018; no licence stated, the texts are their
publishers': only weights are kept). A candidate counts as right by how far its content is the annotated one
(characters, Jaccard 0.4 to 0.9), and less where its source is not. The threshold is the one with the best F1 on
articles left out in three turns. Takes about four minutes.

    python benchmarks/fit_attributions.py ../shared
"""

import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import polnear
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from newsangle import language
from newsangle.texts.attribution import readings
from newsangle.texts.attribution.parsed import parsed_text

STRENGTH = 0.15  # inverse of the L2 penalty
WRONG_SOURCE = 0.4  # what a content is worth whose source is not the annotated one
RARE = 3  # features seen less often are left out
SMALL = 0.03  # and so are weights that change nothing
FOLDS = 3
WORTH_PRECISION = 0.005  # F1 given up for fewer false attributions, which cost a reader more than missed ones
THRESHOLDS = np.arange(0.20, 0.43, 0.02)


def main(shared: Path) -> None:
    data = [labelled(text, gold) for text, gold in polnear.articles(shared / "bench/polnear/train")]
    threshold = best_threshold(data)
    weights = {name: round(w, 2) for name, w in sorted(fit(data).items()) if abs(w) >= SMALL}
    model = {
        "source": "PolNeAR 1.0.0, train (Newell, Margolin and Ruths 2018)",
        "made by": "benchmarks/fit_attributions.py",
        "threshold": threshold,
        "weights": weights,
    }
    lines = json.dumps(model, ensure_ascii=False, indent=0, separators=(",", ":"))
    readings.MODEL.write_text(lines + "\n", encoding="utf-8")
    print(f"{len(weights)} weights, threshold {threshold}")


def labelled(text: str, gold: list[polnear.Gold]):
    """Return an article's reading, its candidates, how right each is, and the annotated contents."""
    doc = language.parse([(start, text[start:end]) for start, end in language.sentences(text)])
    here = parsed_text(text, doc)
    found = readings.readings(here)
    contents = [(polnear.characters(text, g.content), g) for g in gold]
    return here, found, [worth(text, reading, contents) for reading in found], [chars for chars, _ in contents]


def worth(text: str, reading, contents) -> float:
    """Return how right a candidate is, 0 to 1."""
    whole = (*reading.content, *reading.more)
    own = polnear.characters(text, whole)
    near = [
        (polnear.jaccard(own, chars), i) for i, (chars, g) in enumerate(contents) if polnear.overlap(whole, g.content)
    ]
    if not near:
        return 0.0
    score, i = max(near)
    source = [reading.source] if reading.source else []
    annotated = contents[i][1].source
    right = polnear.overlap(source, annotated) or (not source and not annotated)
    return float(np.clip((score - 0.4) / 0.5, 0, 1)) * (1 if right else WRONG_SOURCE)


def fit(data) -> dict[str, float]:
    """Return the weight of every feature; a candidate that is partly right counts on both sides."""
    counts = Counter(name for _, found, _, _ in data for reading in found for name in set(reading.features))
    place = {name: i for i, name in enumerate(sorted(name for name, n in counts.items() if n >= RARE))}
    indices, ends, labels, shares = [], [0], [], []
    for _, found, worths, _ in data:
        for reading, right in zip(found, worths, strict=True):
            present = sorted({place[name] for name in reading.features if name in place})
            for label, share in ((1, right), (0, 1 - right)):
                if share:
                    indices += present
                    ends.append(len(indices))
                    labels.append(label)
                    shares.append(share)
    matrix = csr_matrix((np.ones(len(indices)), indices, ends), shape=(len(labels), len(place)))
    regression = LogisticRegression(
        C=STRENGTH, solver="liblinear", fit_intercept=False, tol=1e-3, max_iter=300, random_state=0
    )
    regression.fit(matrix, labels, sample_weight=shares)
    return dict(zip(place, regression.coef_[0].tolist(), strict=True))


def best_threshold(data) -> float:
    """Return the threshold with about the best F1 on articles that the weights were not fitted on."""
    hits, given = Counter(), Counter()
    for turn in range(FOLDS):
        weights = fit([article for i, article in enumerate(data) if i % FOLDS != turn])
        for here, found, _, contents in data[turn::FOLDS]:
            for threshold in THRESHOLDS:
                kept = readings.chosen(here, found, weights, threshold)
                own = [polnear.characters(here.raw, reading.content) for reading, _ in kept]
                given[threshold] += len(own)
                hits[threshold] += matched(own, contents)
    total = sum(len(contents) for *_, contents in data)
    f1 = {t: 2 * hits[t] / (given[t] + total) for t in THRESHOLDS}
    for t in THRESHOLDS:
        print(f"{t:.2f}  P {hits[t] / given[t]:.3f}  R {hits[t] / total:.3f}  F1 {f1[t]:.3f}", file=sys.stderr)
    return round(float(max(t for t in THRESHOLDS if f1[t] >= max(f1.values()) - WORTH_PRECISION)), 2)


def matched(own: list[set[int]], contents: list[set[int]]) -> int:
    """Return how many contents are found with a Jaccard of 0.5 or more; no two can share one then."""
    return sum(any(polnear.jaccard(mine, theirs) >= 0.5 for mine in own if mine & theirs) for theirs in contents)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
