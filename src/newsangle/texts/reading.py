"""An event → its tables: blocks, sentences, and what syntax tells of them."""

import pandas as pd

from newsangle.texts import language
from newsangle.texts.cleaning import clean
from newsangle.texts.events import Article, Event


def read(event: Event) -> dict[str, pd.DataFrame]:
    """Return the tables that notebook 01 owns: articles, blocks, sentences, tokens."""
    readings = [_read(article) for article in event.articles]
    return {name: pd.concat([tables[name] for tables in readings], ignore_index=True) for name in readings[0]}


def _read(article: Article) -> dict[str, pd.DataFrame]:
    blocks = clean(article.raw)
    blocks.insert(0, "article_id", article.id)
    blocks.insert(1, "block_id", _ids(article.id, "b", len(blocks)))
    sentences = _sentences(article, blocks)
    doc = language.parse(list(zip(sentences["start"], sentences["text"], strict=True)))
    return {
        "articles": _summary(article, blocks, sentences, doc),
        "blocks": blocks,
        "sentences": sentences,
        "tokens": _tokens(article, sentences, doc),
    }


def _sentences(article: Article, blocks: pd.DataFrame) -> pd.DataFrame:
    rows = [
        (block.block_id, block.start + start, block.start + end, block.text[start:end], block.role)
        for block in blocks[blocks["kept"]].itertuples()
        for start, end in language.sentences(block.text)
    ]
    frame = pd.DataFrame(rows, columns=["block_id", "start", "end", "text", "role"])
    frame.insert(0, "article_id", article.id)
    frame.insert(1, "sentence_id", _ids(article.id, "s", len(frame)))
    frame["position"] = frame.index / max(len(frame) - 1, 1)
    return frame


def _tokens(article: Article, sentences: pd.DataFrame, doc) -> pd.DataFrame:
    in_sentence = doc.user_data["sentences"]
    first = {}
    for i, sentence in enumerate(in_sentence):
        first.setdefault(sentence, i)
    offset = [first[sentence] for sentence in in_sentence]
    return pd.DataFrame(
        {
            "article_id": article.id,
            "sentence_id": sentences["sentence_id"].to_numpy()[in_sentence],
            "token": [token.i - offset[token.i] for token in doc],
            "start": doc.user_data["starts"],
            "end": doc.user_data["ends"],
            "text": [article.raw[slice(*language.raw_span(token))] for token in doc],
            "lemma": [token.lemma_ for token in doc],
            "pos": [token.pos_ for token in doc],
            "tag": [token.tag_ for token in doc],
            "dep": [token.dep_ for token in doc],
            "head": [token.head.i - offset[token.i] for token in doc],
            "entity": [token.ent_type_ for token in doc],
            "entity_start": [token.ent_iob_ == "B" for token in doc],
            "voice": "outlet",
        }
    )


def _summary(article: Article, blocks: pd.DataFrame, sentences: pd.DataFrame, doc) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "article_id": [article.id],
            "outlet": article.outlet,
            "country": article.country,
            "headline": _first(blocks, "headline"),
            "byline": _first(blocks, "byline"),
            "published": article.published,
            "url": article.url,
            "inferred": ", ".join(article.inferred) or None,
            "note": article.note,
            "file": article.file,
            "raw_chars": len(article.raw),
            "kept_chars": int(blocks.loc[blocks["kept"], "text"].str.strip().str.len().sum()),
            "words": sum(token.text[:1].isalnum() for token in doc),
            "sentences": len(sentences),
        }
    )


def _first(blocks: pd.DataFrame, role: str) -> str | None:
    found = blocks.loc[blocks["role"] == role, "text"]
    return " ".join(found.iloc[0].split()) if len(found) else None


def _ids(article_id: str, letter: str, count: int) -> list[str]:
    return [f"{article_id}-{letter}{i:03d}" for i in range(1, count + 1)]
