"""The running words of each outlet, from the tokens table."""

import numpy as np
import pandas as pd

from newsangle.tables import with_outlets

# Universal Dependencies' closed classes: words of grammar rather than content.
FUNCTION_WORDS = frozenset({"ADP", "AUX", "CCONJ", "DET", "PART", "PRON", "SCONJ"})
NAMES = frozenset({"PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"})
PARTS = 5  # equal parts of an article, to see whether a word is spread or clustered


def running_words(tokens: pd.DataFrame, articles: pd.DataFrame, quoted: bool = True) -> pd.DataFrame:
    """Return the words of the event in reading order, without marks and possessive endings.

    quoted: whether words inside quotation marks count. Columns: article_id, outlet, sentence_id, start, end, text,
    run (words of one number follow each other with no mark between), function and name (whether it is a function
    word, or part of a proper name), place (0 for the first word of the article, below 1 for the last), part (which
    fifth of the article).
    """
    tokens = with_outlets(tokens, articles)
    possessive = tokens["tag"].eq("POS")
    word = tokens["text"].str.contains(r"\w") & ~possessive
    if not quoted:
        word &= tokens["voice"].ne("quoted")
    breaks = ~word & ~possessive
    changed = tokens["sentence_id"].ne(tokens["sentence_id"].shift())
    tokens["run"] = (breaks | changed).cumsum()
    tokens["function"] = tokens["pos"].isin(FUNCTION_WORDS) & tokens["tag"].ne("RP")  # 'up' in 'blown up' is no 'of'
    tokens["name"] = tokens["entity"].isin(NAMES) & ~tokens["function"] | tokens["pos"].eq("PROPN")
    words = tokens[word].reset_index(drop=True)
    of_article = words.groupby("article_id", sort=False)
    words["place"] = of_article.cumcount() / of_article["text"].transform("size")
    words["part"] = (words["place"] * PARTS).astype(int)
    columns = [
        "article_id",
        "outlet",
        "sentence_id",
        "start",
        "end",
        "text",
        "run",
        "function",
        "name",
        "place",
        "part",
    ]
    return words[columns]


def phrases(words: pd.DataFrame, sentences: pd.DataFrame, length: int) -> pd.DataFrame:
    """Return every run of `length` words with no mark between them: a row each, in reading order.

    Columns: those of the words table, where `text` is the raw text with single spaces, `key` is the
    words in lower case, `function` says that it begins or ends with a function word, and `name` that its other
    words are all names. An abbreviation keeps its capitals in the key, so that 'US' is not 'us'.
    """
    last = words.shift(1 - length)
    whole = words["run"].eq(last["run"])
    found = words[whole].copy()
    ends = last.loc[whole]
    found["end"] = ends["end"].astype(int)
    keys = pd.Series(np.where(_capitals(words, sentences), words["text"], words["text"].str.lower()), words.index)
    content, named = ~words["function"], words["name"] | words["function"]
    found["key"], found["name"] = keys[whole], named[whole]
    some_content = content[whole]
    for step in range(1, length):
        found["key"] += " " + keys.shift(-step)[whole]
        found["name"] &= named.shift(-step)[whole].astype(bool)
        some_content |= content.shift(-step)[whole].astype(bool)
    found["name"] &= some_content
    found["function"] |= ends["function"].astype(bool)
    if length > 1:
        found["text"] = _raw(found, sentences)
    return found.reset_index(drop=True)


def _capitals(words: pd.DataFrame, sentences: pd.DataFrame) -> pd.Series:
    """Return which words are abbreviations such as 'US', not words of a sentence that is all in capitals."""
    all_caps = sentences.set_index("sentence_id")["text"].str.isupper()
    letters = words["text"].str.len().gt(1) & words["text"].str.isupper()
    return letters & ~words["sentence_id"].map(all_caps).astype(bool)


def _raw(found: pd.DataFrame, sentences: pd.DataFrame) -> list[str]:
    """Return the raw text from the first to the last word of each phrase."""
    texts = dict(zip(sentences["sentence_id"], zip(sentences["text"], sentences["start"], strict=True), strict=True))
    rows = zip(found["sentence_id"], found["start"], found["end"], strict=True)
    return [" ".join(texts[s][0][start - texts[s][1] : end - texts[s][1]].split()) for s, start, end in rows]
