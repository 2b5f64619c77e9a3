"""The sentences of an event, ready to be compared: vectors, weighted words, names, quantities, predicates, copies."""

import json
import math
from collections import Counter, defaultdict
from dataclasses import dataclass

import numpy as np
import pandas as pd

from newsangle.claims.extraction import sentence_quantities
from newsangle.claims.predicates import Polarity, polarities
from newsangle.claims.referents import Context, Likeness, contexts
from newsangle.language import NO_WORDS, Syntax, embed, syntax_of
from newsangle.quantities.comparison import Quantity

CONTENT = ("NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV")
_LIGHT = {"say", "tell", "be", "have", "do", "add", "also"}
MOST = 40  # quantities of a sentence that are compared; what holds more is a table, not a sentence
BLOCK = 512  # sentences a side that are compared at once
_COPIED = 0.6  # share of a sentence's wording that makes it a copy, in an article that is mostly an earlier one's text
_RARE = 0.06  # of the event's sentences


@dataclass(frozen=True)
class Sentences:
    """The sentences of an event, ready to be compared; every list and array has one entry a sentence."""

    ids: list[str]
    texts: list[str]
    starts: list[int]  # in the raw text
    roles: list[str]
    article: list[str]
    outlet: list[str]
    published: list[str | None]
    twin: list[int | None]  # the sentence of an earlier article that it copies
    position: np.ndarray
    vectors: np.ndarray  # of meaning, less the event's own mean, unit length
    raw_vectors: np.ndarray
    meant: list[dict[int, str]]  # whom pronouns stand for, by their first character in the raw text
    clauses: list[list[int]]  # the rows of `clause_vectors`, one a claim of the sentence
    clause_vectors: np.ndarray  # less the event's own mean, unit length
    words: list[dict[str, float]]  # content words that stand in several sentences, with their weights
    rare: list[dict[str, float]]  # those that few sentences have, with their weights
    verbs: list[set[str]]
    names: list[set[str]]
    size: np.ndarray  # number of content words
    wording: list[set]  # word triples
    parsed: list[Syntax]
    quantities: list[list[Quantity]]
    contexts: list[list[Context]]
    polarity: list[Polarity]
    likeness: Likeness

    def __len__(self) -> int:
        return len(self.ids)


def prepare(claims: pd.DataFrame, articles: pd.DataFrame, sentences: pd.DataFrame, tokens: pd.DataFrame) -> Sentences:
    """Return the sentences of an event ready to be compared.

    A word's weight falls with the share of the event's sentences that have it, so names that are everywhere count for
    nothing (inverse document frequency, Spärck Jones 1972).
    """
    syntax = syntax_of(tokens)
    ids, texts, article = (sentences[name].tolist() for name in ("sentence_id", "text", "article_id"))
    parsed = [syntax.get(key, NO_WORDS) for key in ids]
    vectors = embed([*texts, *claims["text"]])
    raw, mean = vectors[: len(texts)], vectors[: len(texts)].mean(axis=0) if len(texts) else 0
    content = [_content(words) if words else {} for words in parsed]
    words, rare = _weighted(content)
    quantities = [[q for q in qs if q.kind != "ordinal"][:MOST] for qs in sentence_quantities(articles, sentences)]
    of = contexts(sentences, syntax, quantities)
    outlet = dict(zip(articles["article_id"], articles["outlet"], strict=True))
    day = dict(zip(articles["article_id"], articles["published"], strict=True))
    wording = [_triples(words) if words else set() for words in parsed]
    return Sentences(
        ids=ids,
        texts=texts,
        starts=sentences["start"].tolist(),
        roles=sentences["role"].tolist(),
        article=article,
        outlet=[outlet[a] for a in article],
        published=[day[a][:10] if isinstance(day[a], str) and day[a] else None for a in article],
        twin=_twins(article, sources_of(articles), wording, quantities),
        position=sentences["position"].to_numpy(float),
        vectors=_unit(raw - mean),
        raw_vectors=raw,
        meant=_meant(claims, ids),
        clauses=_clauses_of(claims, ids),
        clause_vectors=_unit(vectors[len(texts) :] - mean),
        words=words,
        rare=rare,
        verbs=[{w for w, pos in own.items() if pos == "VERB"} for own in content],
        names=[{w for w, pos in own.items() if pos == "PROPN" and len(w) > 1} for own in content],
        size=np.array([len(own) for own in content]),
        wording=wording,
        parsed=parsed,
        quantities=quantities,
        contexts=of,
        polarity=polarities(sentences, syntax),
        likeness=Likeness(of),
    )


def _clauses_of(claims: pd.DataFrame, ids: list[str]) -> list[list[int]]:
    """Return the places of each sentence's claims in the table of claims."""
    row = {name: i for i, name in enumerate(ids)}
    places: list[list[int]] = [[] for _ in ids]
    for place, name in enumerate(claims["sentence_id"]):
        places[row[name]].append(place)
    return places


def _meant(claims: pd.DataFrame, ids: list[str]) -> list[dict[int, str]]:
    """Return, for each sentence, whom its pronouns stand for."""
    row = {name: i for i, name in enumerate(ids)}
    found: list[dict[int, str]] = [{} for _ in ids]
    for name, pronouns in zip(claims["sentence_id"], claims["pronouns"], strict=True):
        found[row[name]].update(json.loads(pronouns))
    return found


def _weighted(content: list[dict[str, str]]) -> tuple[list[dict[str, float]], list[dict[str, float]]]:
    """Return the words of each sentence that others have too, with their weights: all of them, and the rare ones."""
    count = len(content)
    frequency = Counter(word for own in content for word in own)
    weight = {word: math.log((count + 1) / n) / math.log(count + 1) for word, n in frequency.items()}
    few = max(3, _RARE * count)
    length = [math.sqrt(sum(weight[word] ** 2 for word in own)) or 1.0 for own in content]
    words = [{w: weight[w] / size for w in own if frequency[w] > 1} for own, size in zip(content, length, strict=True)]
    return words, [{w: weight[w] for w in own if 1 < frequency[w] <= few} for own in content]


def _unit(vectors: np.ndarray) -> np.ndarray:
    """Return vectors of unit length; what is next to nothing stays so."""
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)


def likest_elsewhere(vectors: np.ndarray, outlets: list[str]) -> np.ndarray:
    """Return the cosine of each vector and the nearest one of another outlet, 0 where there is none."""
    of, found = np.array(outlets, object), np.zeros(len(outlets))
    for outlet in dict.fromkeys(outlets):
        own, others = np.flatnonzero(of == outlet), np.flatnonzero(of != outlet)
        for top in range(0, len(own), BLOCK):
            some = own[top : top + BLOCK]
            found[some] = (vectors[some] @ vectors[others].T).max(axis=1, initial=-1) if len(others) else 0.0
    return found


def sources_of(articles: pd.DataFrame) -> dict[str, str]:
    """Return, for each article, the earliest one that it is mostly the same text as, itself where there is none."""
    ids = articles["article_id"].tolist()
    repeats = articles["repeats"].tolist() if "repeats" in articles else [None] * len(ids)
    source: dict[str, str] = {}
    for article, earlier in zip(ids, repeats, strict=True):
        original = str(earlier) if earlier in ids else article
        source[article] = source.get(original, original)
    return source


def _twins(
    article: list[str], source: dict[str, str], wording: list[set], quantities: list[list[Quantity]]
) -> list[int | None]:
    """Return, for each sentence of a copy, the sentence of the copied text with its wording and its figures, if any."""
    copied = {original for own, original in source.items() if own != original}
    holders: dict[tuple, list[int]] = defaultdict(list)
    for row, own in enumerate(article):
        if own in copied:
            for triple in wording[row]:
                holders[own, triple].append(row)
    twins: list[int | None] = [None] * len(article)
    for row, own in enumerate(article):
        if source[own] == own:
            continue
        places = (holders.get((source[own], triple), ())[:BLOCK] for triple in wording[row])
        shared = Counter(place for some in places for place in some)
        best, count = max(shared.items(), key=lambda item: (item[1], -item[0]), default=(-1, 0))
        if count > _COPIED * len(wording[row]) and _values(quantities[row]) == _values(quantities[best]):
            twins[row] = best
    return twins


def _values(quantities: list[Quantity]) -> set[tuple]:
    return {(q.kind, q.unit, q.values, q.bound) for q in quantities}


def _content(words: Syntax) -> dict[str, str]:
    """Return the content words of a sentence, lemma and part of speech.

    Numbers in words are none: two sentences with 'two' in them have a quantity in common at most.
    """
    pairs = zip(words.lemma, words.pos, strict=True)
    kept = ((lemma, pos) for lemma, pos in pairs if pos in CONTENT and lemma not in _LIGHT)
    return {lemma: pos for lemma, pos in kept if pos != "NUM" or not lemma.isalpha()}


def _triples(words: Syntax) -> set[tuple[str, str, str]]:
    spoken = [text.lower() for text in words.text if text.isalnum() or any(c.isalnum() for c in text)]
    return set(zip(spoken, spoken[1:], spoken[2:], strict=False))
