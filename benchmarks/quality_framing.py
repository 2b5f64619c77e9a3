"""How well 02 finds frames, and whether its keyness is the published formula. Takes about a minute."""

import os
from math import log, sqrt
from pathlib import Path

import numpy as np
import pandas as pd
from fit_article_frames import CODES, FRAMES, coded_articles, own_sentences, sentence_classifier
from rows import Row

from newsangle.framing import article_frames, keyness, score_frames
from newsangle.framing.frames import FOUND
from newsangle.language.parsing import words

DATA = "narrative_frames, odd ids"
OWN = "own sentences, topics left out"


def measure(shared: Path) -> list[Row]:
    """Return the figures of article frames, of the frames of sentences, and of keyness."""
    return [*frames(shared), *sentence_frames(shared), keyness_difference()]


def frames(shared: Path) -> list[Row]:
    """Balanced accuracy of each generic frame on the articles that no weight was fitted on."""
    articles = coded_articles(shared)
    articles = articles[~articles["fitted"]]
    flat = articles[["ID", "sentences"]].explode("sentences")
    found = article_frames(flat["sentences"], flat["ID"]).pivot(index="article", columns="frame", values="bears")
    gold = articles.set_index("ID").reindex(found.index)
    figures = {f: balanced_accuracy(gold[code].astype(bool), found[f].astype(bool)) for f, code in CODES.items()}
    rows = [Row(f"frame '{f}', balanced accuracy", DATA, value, 0.5, len(gold)) for f, value in figures.items()]
    mean = float(np.mean(list(figures.values())))
    return [Row("five generic frames, mean balanced accuracy", DATA, mean, 0.70, len(gold)), *rows]


def balanced_accuracy(gold: pd.Series, found: pd.Series) -> float:
    """Return the mean of the shares of yes and of no that were found."""
    return float((found[gold].mean() + (~found[~gold]).mean()) / 2)


def sentence_frames(shared: Path) -> list[Row]:
    """Precision and recall of the five generic frames in sentences of topics that no weight was fitted on."""
    articles = coded_articles(shared)
    classifier, _ = sentence_classifier(articles[articles["fitted"]])
    gold, found = classifier.own_bears, classifier.unseen_own() >= FOUND
    own = own_sentences()
    terms = score_frames(own["sentence"], "generic").assign(found=lambda rows: rows["terms"] != "")
    a_term = terms.pivot(index="sentence", columns="frame", values="found")[list(FRAMES)].to_numpy()
    rows = []
    for name, share in (("precision", precision), ("recall", recall)):
        what, baseline = f"frames of sentences, {name}", f"any term {share(gold, a_term):.2f}"
        rows.append(Row(what, OWN, share(gold, found), baseline, len(own)))
        for i, frame in enumerate(FRAMES):
            rows.append(Row(f"{what} of '{frame}'", OWN, share(gold[:, [i]], found[:, [i]]), "", int(gold[:, i].sum())))
    return rows


def precision(gold: np.ndarray, found: np.ndarray) -> float:
    """Return the share of what was found that is right, mean of the columns."""
    return float(((gold & found).sum(axis=0) / found.sum(axis=0)).mean())


def recall(gold: np.ndarray, found: np.ndarray) -> float:
    """Return the share of what is right that was found, mean of the columns."""
    return precision(found, gold)


RIVERSIDE = """The council closed the old bridge on Monday after cracks were found in two of its piers. Engineers
say the bridge is safe for walkers, but lorries must take the long way round by the mill. Shopkeepers near the bridge
fear for their trade. "We were not asked," said one of them, "and we shall not be silent." The council will listen."""
HILLTOP = """A bridge that has carried lorries for ninety years was declared unsafe on Monday. The council acted
within hours, and nobody was hurt. Repairs will cost four million and take until spring, the mayor said. She thanked
the engineers who found the cracks in time, and asked drivers for patience. Buses will run twice an hour by the mill."""


def keyness_difference() -> Row:
    """The greatest difference from the formula as the paper writes it, worked out term by term."""
    texts = {"Riverside": RIVERSIDE, "Hilltop": HILLTOP}
    tokens = {outlet: [text[a:b].lower() for a, b in words(text)] for outlet, text in texts.items()}
    terms = sorted({term for spoken in tokens.values() for term in spoken})
    counts = pd.DataFrame({o: [spoken.count(term) for term in terms] for o, spoken in tokens.items()}, index=terms)
    prior = pd.Series({term: 0.1 + 0.05 * len(term) for term in terms})
    worst = 0.0
    for row in keyness(counts, prior).itertuples():
        expected = by_hand(row.term, tokens[row.outlet], next(t for o, t in tokens.items() if o != row.outlet), prior)
        worst = max(worst, *(abs(a - b) for a, b in zip((row.log_odds, row.z), expected, strict=True)))
    return Row("keyness, greatest difference from a second implementation", "two texts of its own", worst,
               "", 2 * len(terms))  # fmt: skip


def by_hand(term: str, own: list[str], other: list[str], prior: pd.Series) -> tuple[float, float]:
    """Return log-odds ratio and z of one term, from the words themselves."""
    pseudo, weight = float(prior[term]), float(sum(prior))

    def odds(spoken: list[str]) -> float:
        said = sum(1 for word in spoken if word == term) + pseudo
        return said / (len(spoken) + weight - said)

    variance = 1 / (own.count(term) + pseudo) + 1 / (other.count(term) + pseudo)
    ratio = log(odds(own)) - log(odds(other))
    return ratio, ratio / sqrt(variance)


if __name__ == "__main__":
    for row in measure(Path(os.environ.get("NEWSANGLE_BENCH", "../shared"))):
        print(f"{row.what:62} {row.value:>8.3g}  target {row.target!s:8} baseline {row.baseline}  n={row.n}")
