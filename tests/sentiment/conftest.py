"""Small events made by hand: sentences of runs of words, each run in one voice."""

import pandas as pd
import pytest

TOKENS = [
    "article_id",
    "sentence_id",
    "token",
    "start",
    "end",
    "text",
    "lemma",
    "pos",
    "dep",
    "head",
    "entity",
    "voice",
]


@pytest.fixture
def event():
    """Return a function that makes the tables articles, sentences and tokens.

    It takes outlet → articles; an article is a list of sentences (role, runs), a run is (voice, words).
    """
    return _event


def _event(outlets: dict[str, list[list[tuple]]]):
    articles, sentences, tokens = [], [], []
    for outlet, texts in outlets.items():
        for number, text in enumerate(texts):
            article = f"{outlet}-{number}"
            articles.append({"article_id": article, "outlet": outlet})
            start = 0
            for place, (role, runs) in enumerate(text):
                sentence, begin = f"{article}-s{place:03}", start
                words = [(word, voice) for voice, said in runs for word in said.split()]
                for token, (word, voice) in enumerate(words):
                    syntax = (word.lower(), "NOUN", "dep", token, "")  # of no name
                    tokens.append((article, sentence, token, start, start + len(word), word, *syntax, voice))
                    start += len(word) + 1
                sentences.append((article, sentence, f"b{place}", begin, " ".join(w for w, _ in words), role))
    return (
        pd.DataFrame(articles),
        pd.DataFrame(sentences, columns=["article_id", "sentence_id", "block_id", "start", "text", "role"]),
        pd.DataFrame(tokens, columns=TOKENS),
    )
