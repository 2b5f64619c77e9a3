"""The light reading of an article: cleaned, cut into sentences and words, its tone; no parser.

It serves a hundred thousand articles where the full reading of `texts` serves an event. Without a parser, indirect
speech can't be told from the outlet's own words: only what stands in quotation marks is left out of the tone.
"""

import re
from collections import Counter
from collections.abc import Mapping
from zlib import crc32

import numpy as np
import pandas as pd

from newsangle import language
from newsangle.cleaning.cleaning import clean
from newsangle.corpus.collection import article_as_json, article_of
from newsangle.errors import InputError
from newsangle.sentiment.wordlists import afinn, may_be_rated, vader
from newsangle.tables import CORPUS_TABLES
from newsangle.texts.duplicates import wire
from newsangle.texts.events import Article

LEAD = 1500  # characters from the beginning by which an article is grouped, and its headline
HEADLINE = 3  # times that each word of the headline counts
RUN, SKETCH = 5, 40  # words in a run, and runs in the sketch of a text (Broder 1997)
BUCKETS = 4096
LEAST = 4  # words of the outlet's own below which a sentence has no tone
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_][\w'’-]*|\d[\d.,]*\d|\d")
_QUOTED = re.compile(r"“[^”]*(?:”|\Z)|\"[^\"]*(?:\"|\Z)")
_MARKED_WORD = re.compile(r"[^\W_][\w'’-]*|[!?]+")


def read_articles(rows: list[Mapping[str, object]], day_first: bool | None) -> dict[str, pd.DataFrame]:
    """Return the tables texts, readings, terms and left_out of collected articles.

    An article that can't be read is left out with the reason, whatever the fault: no text stops the others.
    """
    texts, readings, terms, left_out = [], [], [], []
    for row in rows:
        try:
            article = article_of(row, day_first)
            reading, found = _read(article)
        except OSError:  # a missing model or a full disk is no fault of the article
            raise
        except Exception as error:
            reason = str(error) if isinstance(error, InputError) else f"failed ({type(error).__name__}: {error})"
            left_out.append({"article_id": row["article_id"], "place": row["place"], "reason": reason[:500]})
            continue
        texts.append({"article_id": article.id, "article": article_as_json(article)})
        readings.append(reading | {"place": row["place"], "event": row["event"]})
        terms += [(article.id, term, name, bucket_of(term)) for term, name in found.items()]
    return {
        "texts": _table(texts, "texts"),
        "readings": _table(readings, "readings"),
        "terms": _table(terms, "terms"),
        "left_out": _table(left_out, "left_out"),
    }


def words_of(text: str) -> list[str]:
    """Return the words and numbers of a text in lower case, without possessive endings."""
    return [_plain(word) for word in _WORD.findall(text)]


def bucket_of(term: str) -> int:
    """Return a number below BUCKETS that depends on the word alone, on every machine."""
    return crc32(term.encode()) % BUCKETS


def sketch(words: list[str]) -> list[int]:
    """Return the smallest hashes of a text's runs of five words (Broder 1997), in order."""
    runs = (" ".join(words[i : i + RUN]).encode() for i in range(len(words) - RUN + 1))
    return sorted({crc32(run) for run in runs})[:SKETCH]


def _plain(word: str) -> str:
    return word.lower().replace("’", "'").removesuffix("'s")


def _read(article: Article) -> tuple[dict, dict[str, bool]]:
    """Return an article's row of `readings`, and its words with whether each is a name."""
    blocks = clean(article.raw, article.title, article.keep, article.drop, extracted=article.page)
    rows = zip(blocks["text"], blocks["role"], blocks["kept"], strict=True)
    kept = [(text.strip(), role) for text, role, is_kept in rows if is_kept]
    if not kept:
        raise InputError("nothing of it looks like a story")
    headline = next((" ".join(text.split()) for text, role in kept if role == "headline"), article.title)
    body = [text for text, role in kept if role != "headline"]
    story = "\n".join(body)
    words = words_of(story)
    cut = [text[start:end] for text in body for start, end in language.sentences(text)]
    own = [_MARKED_WORD.findall(_QUOTED.sub(" ", text)) for text in cut]
    quoted = sum(len(_WORD.findall(part)) for text in cut for part in _QUOTED.findall(text))
    reading = {
        "article_id": article.id, "outlet": article.outlet, "country": article.country,
        "published": article.published, "url": article.url, "headline": headline, "words": len(words),
        "sentences": len(cut), "quoted": quoted / max(len(words), 1), **_tone(own), "wire": wire(blocks),
        "lead": " ".join(words_of(f"{headline or ''}. {story}"[:LEAD]) + (HEADLINE - 1) * words_of(headline or "")),
        "sketch": " ".join(map(str, sketch(words))),
    }  # fmt: skip
    return reading, _terms([*cut, headline or ""])


def _tone(sentences: list[list[str]]) -> dict[str, float]:
    """Return the mean tone of sentences that have words enough, by each list; NaN without any."""
    rated = [words for words in sentences if len(words) >= LEAST]
    if not rated:
        return {"vader": np.nan, "afinn": np.nan}
    toned = [words for words in rated if may_be_rated(words)]
    return {
        "vader": sum(vader(words).score for words in toned) / len(rated),
        "afinn": sum(afinn(words).score for words in toned) / len(rated),
    }


def _terms(sentences: list[str]) -> dict[str, bool]:
    """Return the different words of an article, and whether each has a capital wherever it is not the first word."""
    times, capitals = Counter(), Counter()
    for text in sentences:
        for place, word in enumerate(_WORD.findall(text)):
            term = _plain(word)
            if place and term[0].isalpha():
                times[term] += 1
                capitals[term] += word[0].isupper()
            else:
                times[term] += 0
    words = (term for term in sorted(times) if term[0].isalpha() and len(term) > 1)
    return {term: 0 < times[term] == capitals[term] for term in words}


def _table(rows: list, name: str) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(CORPUS_TABLES[name].columns))
