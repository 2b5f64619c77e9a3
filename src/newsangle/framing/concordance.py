"""A term in its context, side by side by outlet, and where in the articles it occurs."""

import re

import pandas as pd

from newsangle.framing.codebook import plain, terms_pattern
from newsangle.tables import with_outlets

WIDTH = 40  # characters shown on each side
COLUMNS = ["outlet", "article_id", "sentence_id", "term", "start", "end", "left", "keyword", "right", "place"]


def concordance(sentences: pd.DataFrame, terms: list[str], articles: pd.DataFrame, width: int = WIDTH) -> pd.DataFrame:
    """Return each place where a term occurs, with its context (KWIC): term by term, in reading order.

    terms: words or phrases; '*' matches any letters at a word's beginning or end. Columns: outlet, article_id,
    sentence_id, term, start, end (of the keyword in the raw text), left, keyword, right, place (0 at the beginning
    of the article's kept text, 1 at its end). The context runs on into the neighbouring kept sentences.
    """
    placed = with_outlets(sentences, articles)
    rows = [row for _, own in placed.groupby("article_id", sort=False) for row in _of_article(own, terms, width)]
    found = pd.DataFrame(rows, columns=COLUMNS)
    order = {term: i for i, term in enumerate(terms)}
    return found.sort_values("term", key=lambda column: column.map(order), kind="stable").reset_index(drop=True)


def _of_article(sentences: pd.DataFrame, terms: list[str], width: int) -> list[tuple]:
    texts = sentences["text"].tolist()
    before = (sentences["text"].str.len().cumsum() - sentences["text"].str.len()).tolist()
    whole = max(sum(map(len, texts)), 1)
    rows = []
    for i, sentence in enumerate(sentences.itertuples()):
        for term in dict.fromkeys(terms):
            for match in terms_pattern((term,)).finditer(plain(sentence.text)):
                start, end = match.span()
                left = _near(reversed(texts[:i]), sentence.text[:start], width, before=True)
                right = _near(texts[i + 1 :], sentence.text[end:], width, before=False)
                keyword = " ".join(sentence.text[start:end].split())
                place = (before[i] + start) / whole
                rows.append((sentence.outlet, sentence.article_id, sentence.sentence_id, term,
                             sentence.start + start, sentence.start + end, left, keyword, right, place))  # fmt: skip
    return rows


def _near(neighbours, text: str, width: int, before: bool) -> str:
    """Return as much context as fits, from neighbouring sentences where the sentence itself is too short."""
    neighbours = iter(neighbours)
    text = _cut(text, width, before)
    while len(text) < width and (other := next(neighbours, None)) is not None:
        other = _cut(other, width, before)
        text = f"{other} {text}" if before else f"{text} {other}"
    return _whole_words(text, width, before)


def _whole_words(text: str, width: int, before: bool) -> str:
    """Return the width characters next to the keyword, without a word that is cut at the outer end."""
    near, beyond = (text[-width:], text[:-width]) if before else (text[:width], text[width:])
    edge, next_to_it = (near[:1], beyond[-1:]) if before else (near[-1:], beyond[:1])
    if not edge.strip() or not next_to_it.strip() or " " not in near.strip():
        return near
    return near.split(" ", 1)[1] if before else near.rsplit(" ", 1)[0]


def _cut(text: str, width: int, before: bool) -> str:
    return re.sub(r"\s+", " ", text[-4 * width :] if before else text[: 4 * width])


def side_by_side(lines: pd.DataFrame, outlets: list[str]) -> pd.DataFrame:
    """Return the lines of a concordance with one column per outlet; the keyword is in «guillemets».

    Index: the term and the number of the line; an outlet with fewer lines has empty cells.
    """
    shown = lines["left"] + "«" + lines["keyword"] + "»" + lines["right"]
    number = lines.groupby(["term", "outlet"]).cumcount() + 1
    table = lines.assign(shown=shown, line=number).pivot(index=["term", "line"], columns="outlet", values="shown")
    order = {term: i for i, term in enumerate(lines["term"].unique())}
    table = table.reindex(columns=outlets).fillna("").rename_axis(columns=None)
    return table.sort_index(key=lambda level: level.map(order) if level.name == "term" else level)
