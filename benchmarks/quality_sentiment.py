"""How well 03 finds the polarity toward a target, and how fast. Takes about half a minute.

Run alone, it prints its rows.
devtest_mt of NewsMTSC (Hamborg and Donnay 2021) was never trained on: sentences with two or more people, each coded.
"""

import json
import os
import sys
import time
from pathlib import Path

import numpy as np
from rows import Row

from newsangle.sentiment import target_polarity
from newsangle.sentiment.targets import POLARITIES
from newsangle.sentiment.wordlists import afinn, vader

ON = "newsmtsc/devtest_mt"
TONE = 0.05  # VADER's authors call a sentence neutral within this of zero


def measure(shared: Path) -> list[Row]:
    """Return the figures of the classifier as shipped, with the two word lists on whole sentences as baseline."""
    sentences, spans, true = read(shared / "bench/newsmtsc/devtest_mt.jsonl")
    target_polarity(sentences[:1], spans[:1])  # loading is not part of the speed
    begin = time.process_time()
    given = target_polarity(sentences, spans)["polarity"].to_numpy()
    seconds = (time.process_time() - begin) / len(sentences) * 1000
    baseline = by_words(sentences, vader)
    rows = [
        Row("target sentiment, macro F1", ON, macro_f1(true, given), macro_f1(true, baseline), len(true)),
        Row(
            "target sentiment, accuracy",
            ON,
            float((true == given).mean()),
            float((true == baseline).mean()),
            len(true),
        ),
    ]
    for polarity, name in zip(POLARITIES, ("negative", "neutral", "positive"), strict=True):
        rows.append(
            Row(f"target sentiment, F1 of {name}", ON, f1(true, given, polarity), f1(true, baseline, polarity),
                int((true == polarity).sum()))
        )  # fmt: skip
    rows.append(
        Row("AFINN on the whole sentence, macro F1", ON, macro_f1(true, by_words(sentences, afinn)), "", len(true))
    )
    rows.append(Row("1,000 targets on one core, seconds", ON, seconds, "", len(true)))
    return rows


def read(path: Path) -> tuple[list[str], list[tuple[int, int]], np.ndarray]:
    """Return sentences, spans and coded polarities, a row a target."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    coded = [(line["sentence_normalized"], target) for line in lines for target in line["targets"]]
    return (
        [sentence for sentence, _ in coded],
        [(target["from"], target["to"]) for _, target in coded],
        np.array([int(target["polarity"] / 2 - 2) for _, target in coded]),
    )


def by_words(sentences: list[str], lexicon) -> np.ndarray:
    """Return the polarity of whole sentences by a word list, whoever the target is."""
    scores = np.array([lexicon(sentence.split()).score for sentence in sentences])
    return np.where(scores >= TONE, 1, np.where(scores <= -TONE, -1, 0))


def f1(true: np.ndarray, given: np.ndarray, polarity: int) -> float:
    return float(
        2 * ((true == polarity) & (given == polarity)).sum() / ((true == polarity).sum() + (given == polarity).sum())
    )


def macro_f1(true: np.ndarray, given: np.ndarray) -> float:
    return float(np.mean([f1(true, given, polarity) for polarity in POLARITIES]))


if __name__ == "__main__":
    folder = Path(os.environ.get("NEWSANGLE_BENCH", Path(__file__).parents[2] / "shared"))
    if not folder.is_dir():
        sys.exit(f"The measuring data is not in {folder}; NEWSANGLE_BENCH says where it is.")
    for row in measure(folder):
        print(row)
