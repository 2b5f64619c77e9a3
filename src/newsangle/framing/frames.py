"""Which frames a text bears: by a codebook's terms, and by nearness of meaning to what the codebook says of them.

Dictionary and vector are both rough readers. Each sentence's terms and nearness are shown, so that a reader can
judge; the codebook's questions are there for a human coder to do it properly.
"""

from functools import lru_cache

import numpy as np
import pandas as pd

from newsangle.framing.codebook import Codebook, Frame, load_codebook, plain, terms_pattern
from newsangle.language import embed
from newsangle.statistics import mean_interval, resampling_unit
from newsangle.tables import outlet_order, with_outlets

# Nearness is the cosine of two sentence vectors. Sentences with nothing in common reach about 0.2 and close
# paraphrases about 0.7; the scale of scores runs from the one to the other.
FAR, CLOSE = 0.2, 0.7
TERM = 0.45  # what each different term found takes away from the doubt: one needs some nearness beside it
TERM_ALONE = 0.5  # the same for a frame without examples to be near to: there one term is enough
FOUND = 0.5  # a sentence bears a frame from this score on


def score_frames(sentences: list[str] | pd.Series, codebook: str | Codebook) -> pd.DataFrame:
    """Return how strongly each sentence bears each frame of a codebook: a row per sentence × frame.

    sentences: texts; a Series keeps its index as the name of each. codebook: the name of one that ships, the path
    of a YAML file, or a loaded codebook. Columns:
    sentence: the position in the list, or the Series' index.
    frame: in the codebook's order; one with neither terms nor examples is for human coders and has no rows.
    score: 0 to 1, 1 − (1 − by_terms) · (1 − by_meaning), where by_terms = 1 − 0.55^(different terms found), or
    1 − 0.5^(different terms found) for a frame without examples, and by_meaning = (nearness − 0.2) / 0.5, kept
    within 0 and 1. A sentence bears the frame from 0.5 on.
    terms: the different words found, as they stand in the sentence in lower case, joined by '; '.
    nearness: the greatest cosine of the sentence's vector with those of the definition and the examples, −1 to 1.
    nearest: 'definition' or the example sentence that it was nearest to.
    No score here comes from fitted weights. Raises CodebookError for a codebook that cannot be used.
    """
    book = load_codebook(codebook)
    texts = pd.Series(sentences, dtype=object).fillna("").astype(str)
    vectors = embed(texts.tolist())
    return _scored(texts, vectors, book)


def _scored(texts: pd.Series, vectors: np.ndarray, book: Codebook) -> pd.DataFrame:
    parts = []
    for frame in (f for f in book.frames if not f.by_hand):
        near, nearest = nearness(vectors, frame)
        terms = [terms_found(text, frame) for text in texts]
        doubt = 1 - (TERM if frame.examples else TERM_ALONE)
        parts.append(pd.DataFrame({
            "place": range(len(texts)),
            "sentence": texts.index,
            "frame": frame.name,
            "terms": terms,
            "by_terms": [1 - doubt ** len(found) for found in terms],
            "nearness": near,
            "nearest": nearest,
        }))  # fmt: skip
    table = pd.concat(parts).sort_values("place", kind="stable").reset_index(drop=True)
    by_meaning = ((table["nearness"].astype(float) - FAR) / (CLOSE - FAR)).clip(0, 1)
    table["score"] = 1 - (1 - table["by_terms"]) * (1 - by_meaning)
    table["terms"] = table["terms"].map("; ".join).astype(object)
    return table[["sentence", "frame", "score", "terms", "nearness", "nearest"]]


def nearness(vectors: np.ndarray, frame: Frame) -> tuple[np.ndarray, np.ndarray]:
    """Return each vector's greatest cosine with the frame's definition and examples, and which of them that is."""
    cosines = vectors @ _anchors(frame).T
    anchors = np.array(["definition", *frame.examples], dtype=object)
    return cosines.max(axis=1, initial=-1.0), anchors[cosines.argmax(axis=1)]


def terms_found(text: str, frame: Frame) -> list[str]:
    """Return the different words of a text that the frame's terms call, in lower case, in reading order."""
    if not frame.terms:
        return []
    found = terms_pattern(frame.terms).findall(plain(text))
    return list(dict.fromkeys(" ".join(term.split()) for term in found))


@lru_cache
def _anchors(frame: Frame) -> np.ndarray:
    return embed([frame.definition, *frame.examples])


def frame_table(sentences: pd.DataFrame, books: list[Codebook]) -> pd.DataFrame:
    """Return the frames table: a row for each sentence and frame with a score of 0.5 or more.

    sentences: the sentences table. Columns: article_id, sentence_id, codebook, frame, score, terms, nearness,
    evidence (the terms, and what the sentence is near to, in words).
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


def _evidence(terms: str, nearness: float, nearest: str) -> str:
    if nearest != "definition":
        nearest = f"the example “{nearest}”"
    said = [f"terms: {terms}"] if terms else []
    near = [f"near ({nearness:.2f}) to {nearest}"] if nearness > FAR else []
    return "; ".join(said + near)


def frame_shares(
    frames: pd.DataFrame, sentences: pd.DataFrame, articles: pd.DataFrame, books: list[Codebook]
) -> pd.DataFrame:
    """Return the frame_shares table: the share of each outlet's sentences that bear each frame, with an interval.

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
    """Return the shares of frame_shares in per cent, one column an outlet, frames in the codebooks' order."""
    percent = shares.assign(share=100 * shares["share"])
    table = percent.pivot(index=["codebook", "frame"], columns="outlet", values="share")
    order = shares[["codebook", "frame"]].drop_duplicates()
    return table.reindex(index=pd.MultiIndex.from_frame(order), columns=outlets).round(0).rename_axis(columns=None)


def strongest_sentences(frames: pd.DataFrame, sentences: pd.DataFrame, articles: pd.DataFrame, each: int = 2):
    """Return the sentences that bear each frame most strongly in each outlet, with what called them."""
    found = frames.merge(sentences[["sentence_id", "text"]], on="sentence_id", sort=False)
    found = with_outlets(found, articles)
    kind = ["codebook", "frame"]
    found["place"] = found.groupby(kind, sort=False).ngroup()
    found = found.sort_values(["place", "score"], ascending=[True, False], kind="stable")
    best = found.groupby([*kind, "outlet"], sort=False).head(each)
    return best[[*kind, "outlet", "score", "text", "evidence"]].round(2).reset_index(drop=True)
