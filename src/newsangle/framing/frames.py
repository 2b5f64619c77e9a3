"""Which frames a sentence uses: by the classifier for the generic frames, by terms and nearness for other codebooks.

Each sentence is shown with the codebook's terms in it and the nearest example, so that a reader can judge; the
codebook's questions are there for a human coder to do it properly.
"""

import numpy as np
import pandas as pd

from newsangle.framing.codebook import Codebook, Frame, load_codebook
from newsangle.framing.frame_classifier import frame_probabilities, has_classifier
from newsangle.framing.matching import DEFINITION, nearness, terms_found
from newsangle.language import embed
from newsangle.statistics import mean_interval, resampling_unit
from newsangle.tables import outlet_order, with_outlets

# Nearness is the cosine of two sentence vectors. Sentences with nothing in common reach about 0.2 and close
# paraphrases about 0.7; the score by rule rises from the one to the other.
FAR, CLOSE = 0.2, 0.7
TERM = 0.45  # the doubt that each different term removes: one term needs some nearness as well
TERM_ALONE = 0.5  # the same for a frame without examples to be near to: there one term is enough
FOUND = 0.5  # a sentence uses a frame from this score on


def score_frames(sentences: list[str] | pd.Series, codebook: str | Codebook) -> pd.DataFrame:
    """Return how strongly each sentence uses each frame of a codebook: a row per sentence × frame.

    sentences: texts; a Series keeps its index as the name of each. codebook: the name of one that ships, the path
    of a YAML file, or a loaded codebook. Columns:
    sentence: the position in the list, or the Series' index.
    frame: in the codebook's order; one with neither terms nor examples is for human coders and has no rows.
    score: 0 to 1; a sentence uses the frame from 0.5 on. For the generic codebook, the probability that the classifier
    gives (see frame_classifier.py). For others, by rule: 1 − (1 − by_terms) · (1 − by_meaning), where by_terms =
    1 − 0.55^(different terms found), or 1 − 0.5^(different terms found) for a frame without examples, and by_meaning =
    (nearness − 0.2) / 0.5, kept within 0 and 1.
    terms: the different words found, as they stand in the sentence in lower case, joined by '; '.
    nearness: the greatest cosine of the sentence's vector with those of the definition and the examples, −1 to 1.
    nearest: 'definition' or the example sentence that it was nearest to.
    Raises CodebookError for a codebook that cannot be used.
    """
    book = load_codebook(codebook)
    texts = pd.Series(sentences, dtype=object).fillna("").astype(str)
    return _scored(texts, embed(texts.tolist()), book)


def _scored(texts: pd.Series, vectors: np.ndarray, book: Codebook) -> pd.DataFrame:
    probabilities = frame_probabilities(texts.tolist(), vectors).T if has_classifier(book) else None
    parts = []
    for number, frame in enumerate(book.frames):
        if frame.by_hand:
            continue
        near, nearest = nearness(vectors, frame)
        terms = [terms_found(text, frame) for text in texts]
        by_rule = _by_rule(frame, np.array([len(found) for found in terms]), near)
        parts.append(pd.DataFrame({
            "place": range(len(texts)),
            "sentence": texts.index,
            "frame": frame.name,
            "score": by_rule if probabilities is None else probabilities[number],
            "terms": pd.Series(["; ".join(found) for found in terms], dtype=object),
            "nearness": near,
            "nearest": nearest,
        }))  # fmt: skip
    table = pd.concat(parts).sort_values("place", kind="stable").reset_index(drop=True)
    return table[["sentence", "frame", "score", "terms", "nearness", "nearest"]]


def _by_rule(frame: Frame, terms: np.ndarray, near: np.ndarray) -> np.ndarray:
    """Return the score of a frame from the number of different terms found and the nearness."""
    doubt = (1 - (TERM if frame.examples else TERM_ALONE)) ** terms
    by_meaning = ((near.astype(float) - FAR) / (CLOSE - FAR)).clip(0, 1)
    return 1 - doubt * (1 - by_meaning)


def frame_table(sentences: pd.DataFrame, books: list[Codebook]) -> pd.DataFrame:
    """Return the frames table: a row for each sentence and frame with a score of 0.5 or more.

    sentences: the sentences table. Columns: article_id, sentence_id, codebook, frame, score, terms, nearness,
    evidence (what speaks for the frame, in words: the terms in the sentence and the nearest example).
    """
    texts = sentences.set_index("sentence_id")["text"].str.split().str.join(" ")
    vectors = embed(texts.tolist())
    scored = pd.concat([_scored(texts, vectors, book).assign(codebook=book.name) for book in books])
    found = scored[scored["score"] >= FOUND].rename(columns={"sentence": "sentence_id"})
    found = found.merge(sentences[["sentence_id", "article_id"]], on="sentence_id", sort=False)
    found["evidence"] = [
        _evidence(*row) for row in zip(found["terms"], found["nearness"], found["nearest"], strict=True)
    ]
    columns = ["article_id", "sentence_id", "codebook", "frame", "score", "terms", "nearness", "evidence"]
    return found[columns].reset_index(drop=True)


def _evidence(terms: str, near: float, nearest: str) -> str:
    """Return the terms, and what the sentence is nearest to unless that is far and a term speaks for the frame."""
    said = [f"terms: {terms}"] if terms else []
    if near > FAR or not terms:
        what = "the definition" if nearest == DEFINITION else f"the example “{nearest}”"
        said.append(f"nearest ({near:.2f}): {what}")
    return "; ".join(said)


def frame_shares(
    frames: pd.DataFrame, sentences: pd.DataFrame, books: list[Codebook], articles: pd.DataFrame
) -> pd.DataFrame:
    """Return the frame_shares table: the share of each outlet's sentences that use each frame, with an interval.

    The interval resamples sentences, or whole articles once every outlet has five (see statistics.py). Columns:
    outlet, codebook, frame, share, low, high, sentences.
    """
    unit = resampling_unit(articles)
    placed = with_outlets(sentences, articles)
    bearing = set(zip(frames["sentence_id"], frames["codebook"], frames["frame"], strict=True))
    rows = []
    for outlet in outlet_order(articles):
        of_outlet = placed[placed["outlet"] == outlet]
        groups = of_outlet["article_id"] if unit == "article" else None
        for book in books:
            for frame in (f for f in book.frames if not f.by_hand):
                bears = [(sentence, book.name, frame.name) in bearing for sentence in of_outlet["sentence_id"]]
                share = mean_interval(bears, groups)
                rows.append((outlet, book.name, frame.name, share.mean, share.low, share.high, sum(bears)))
    columns = ["outlet", "codebook", "frame", "share", "low", "high", "sentences"]
    return pd.DataFrame(rows, columns=columns)


def shares_side_by_side(shares: pd.DataFrame, outlets: list[str]) -> pd.DataFrame:
    """Return the shares of frame_shares in per cent, one column per outlet, frames in the codebooks' order."""
    percent = shares.assign(share=100 * shares["share"])
    table = percent.pivot(index=["codebook", "frame"], columns="outlet", values="share")
    order = shares[["codebook", "frame"]].drop_duplicates()
    return table.reindex(index=pd.MultiIndex.from_frame(order), columns=outlets).round(0).rename_axis(columns=None)


def strongest_sentences(frames: pd.DataFrame, sentences: pd.DataFrame, articles: pd.DataFrame, each: int = 2):
    """Return the sentences that use each frame most strongly in each outlet, with the evidence for it.

    Columns: codebook, frame, outlet, score, text, evidence.
    """
    found = frames.merge(sentences[["sentence_id", "text"]], on="sentence_id", sort=False)
    found = with_outlets(found, articles)
    kind = ["codebook", "frame"]
    found["place"] = found.groupby(kind, sort=False).ngroup()
    found = found.sort_values(["place", "score"], ascending=[True, False], kind="stable")
    best = found.groupby([*kind, "outlet"], sort=False).head(each)
    return best[[*kind, "outlet", "score", "text", "evidence"]].round(2).reset_index(drop=True)
