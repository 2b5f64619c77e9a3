"""An event → its tables: articles, blocks, sentences, tokens, attributions and mentions."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from newsangle import language
from newsangle.cleaning.blocks import KEPT
from newsangle.cleaning.cleaning import clean, prose, repeated_lines
from newsangle.cleaning.patterns import plain
from newsangle.texts import actors, duplicates
from newsangle.texts.attribution import sources
from newsangle.texts.events import Article, Event, EventError, nothing_kept


def read(event: Event) -> dict[str, pd.DataFrame]:
    """Return the tables that notebook 01 owns: articles, blocks, sentences, tokens, attributions, mentions.

    Articles that hold no story are left out. Raises EventError when that leaves fewer than two outlets.
    """
    blocks, without_story = cleaned(event)
    articles = [article for article in event.articles if article.id in blocks]
    if without_story and len({article.outlet for article in articles}) < 2:
        raise EventError("\n".join(nothing_kept(event, article) for article in without_story))
    readings = [_read(article, blocks[article.id]) for article in articles]
    docs = [doc for _, doc in readings]
    mentions = actors.mentions([(article.raw, doc) for article, doc in zip(articles, docs, strict=True)])
    for i, (tables, doc) in enumerate(readings):
        _add_speech(tables, articles[i].raw, doc, mentions[mentions["article"] == i])
    read = {name: pd.concat([tables[name] for tables, _ in readings], ignore_index=True) for name in readings[0][0]}
    return read | {"articles": _with_overlaps(read["articles"], read["sentences"])}


def cleaned(event: Event) -> tuple[dict[str, pd.DataFrame], list[Article]]:
    """Return the blocks of each article that holds a story, by its id, and the articles that hold none.

    The blocks are those of `clean`, in the order of event.yml.
    """
    pages = _repeated_lines(event.articles)
    blocks = {
        a.id: _as_marked(clean(a.raw, a.title, a.keep, a.drop, pages[a.outlet], a.page), a) for a in event.articles
    }
    with_story = {id_: found for id_, found in blocks.items() if found["kept"].any()}
    return with_story, [article for article in event.articles if article.id not in with_story]


def _as_marked(blocks: pd.DataFrame, article: Article) -> pd.DataFrame:
    """Return the blocks with the roles that the source's own markup states, which go before those of the rules."""
    roles = {plain(line): role for line, role in article.marked}
    stated = blocks["text"].map(lambda text: roles.get(plain(text)))
    stated = stated[stated.notna() & ~blocks["rule"].str.startswith("event.yml")]
    blocks.loc[stated.index, "role"] = stated
    blocks.loc[stated.index, "kept"] = stated.isin(KEPT)
    blocks.loc[stated.index, "rule"] = "as the page marks it"
    return blocks


def _repeated_lines(articles: Sequence[Article]) -> dict[str, frozenset[str]]:
    """Return the lines of each outlet's pages, which appear in several of its stories."""
    raws: dict[str, list[str]] = {}
    for article in articles:
        raws.setdefault(article.outlet, []).append(article.raw)
    return {outlet: repeated_lines(_stories(texts)) for outlet, texts in raws.items()}


def _stories(raws: Sequence[str]) -> list[str]:
    """Return the texts with the versions of one story joined."""
    first = list(range(len(raws)))
    for a, b in duplicates.overlaps([prose(raw) for raw in raws])[["first", "second"]].itertuples(index=False):
        first[b] = first[a]
    return ["\n".join(raws[i] for i in range(len(raws)) if first[i] == story) for story in dict.fromkeys(first)]


def _with_overlaps(articles: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Add the earlier article that each one mostly repeats, and the share of the shorter one found in the other."""
    stories = sentences.groupby("article_id", sort=False)["text"].agg("\n".join).reindex(articles["article_id"])
    pairs = duplicates.overlaps(list(stories))
    most = pairs.sort_values("overlap", ascending=False, kind="stable").drop_duplicates("second").set_index("second")
    return articles.assign(
        repeats=articles.index.map(most["first"].map(articles["article_id"])).astype("object"),
        overlap=articles.index.map(most["overlap"]).astype("float64"),
    )


def _add_speech(tables: dict[str, pd.DataFrame], raw: str, doc, mentions: pd.DataFrame) -> None:
    """Add who speaks and who appears to an article's tables, and whose words each token is."""
    kept = tables["blocks"].loc[tables["blocks"]["kept"], ["start", "end"]]
    paragraphs = list(kept.itertuples(index=False, name=None))
    found = sources.find(raw, doc, mentions, paragraphs)
    tables["attributions"] = _in_sentences(found, tables["sentences"])
    tables["mentions"] = _in_sentences(mentions.drop(columns="article"), tables["sentences"])
    tables["tokens"]["voice"] = sources.voices(raw, doc, found, paragraphs)


def _in_sentences(frame: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Put the ids of article and sentence where the frame has the sentence's place in the article."""
    rows = sentences[["article_id", "sentence_id"]].iloc[frame["sentence"]].reset_index(drop=True)
    return pd.concat([rows, frame.drop(columns="sentence").reset_index(drop=True)], axis=1)


def _read(article: Article, blocks: pd.DataFrame) -> tuple[dict[str, pd.DataFrame], object]:
    blocks.insert(0, "article_id", article.id)
    blocks.insert(1, "block_id", _ids(article.id, "b", len(blocks)))
    sentences = _sentences(article, blocks)
    doc = language.parse(list(zip(sentences["start"], sentences["text"], strict=True)))
    tables = {
        "articles": _summary(article, blocks, sentences, doc),
        "blocks": blocks,
        "sentences": sentences,
        "tokens": _tokens(article, sentences, doc),
    }
    return tables, doc


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
    first = np.searchsorted(in_sentence, in_sentence)  # the place of the first token of each token's sentence
    found = language.columns_of_doc(doc)
    starts, ends = doc.user_data["starts"], doc.user_data["ends"]
    return pd.DataFrame(
        {
            "article_id": article.id,
            "sentence_id": sentences["sentence_id"].to_numpy()[in_sentence],
            "token": np.arange(len(doc)) - first,
            "start": starts,
            "end": ends,
            "text": [article.raw[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)],
            **{name: found[name] for name in ("lemma", "pos", "tag", "dep")},
            "head": np.array(found["head"], dtype=np.int64) - first,
            "entity": found["entity"],
            "entity_start": found["entity_start"],
            "voice": "outlet",
        }
    )


def _summary(article: Article, blocks: pd.DataFrame, sentences: pd.DataFrame, doc) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "article_id": [article.id],
            "outlet": article.outlet,
            "country": article.country,
            "headline": _first(blocks, "headline") or article.title,
            "byline": _first(blocks, "byline") or article.author,
            "published": article.published,
            "url": article.url,
            "inferred": ", ".join(article.inferred) or None,
            "note": article.note,
            "wire": duplicates.wire(blocks),
            "file": article.file,
            "encoding": article.encoding,
            "raw_chars": len(article.raw),
            "kept_chars": int(blocks.loc[blocks["kept"], "text"].str.strip().str.len().sum()),
            "words": sum(text[:1].isalnum() for text in language.columns_of_doc(doc)["text"]),
            "sentences": len(sentences),
        }
    )


def _first(blocks: pd.DataFrame, role: str) -> str | None:
    found = blocks.loc[blocks["role"] == role, "text"]
    return " ".join(found.iloc[0].split()) if len(found) else None


def _ids(article_id: str, letter: str, count: int) -> list[str]:
    return [f"{article_id}-{letter}{i:03d}" for i in range(1, count + 1)]
