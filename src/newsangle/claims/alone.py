"""What one outlet alone says: how likely each claim is made elsewhere too, and the tables of those that stand alone.

A logistic regression of 'another outlet says so too' on the best matches of the claim and of its sentence, and on the
names and quantities that no other outlet has (benchmarks/fit_claims.py).
"""

import json
import sys
from collections import defaultdict
from collections.abc import Callable, Hashable

import numpy as np
import pandas as pd

from newsangle.claims import salience
from newsangle.claims.answers.answer import log_odds
from newsangle.claims.matching import Matcher
from newsangle.claims.models import Models
from newsangle.claims.sentences import BLOCK, CONTENT, Sentences, likest_elsewhere
from newsangle.claims.thresholds import THRESHOLDS
from newsangle.language import Syntax
from newsangle.language.statements import head_of

_ONLY = ["outlet", "article_id", "claim_id", "sentence_id", "evidence", "salience", "judged", "why"]
_POSSIBLY = [
    "outlet", "article_id", "claim_id", "sentence_id", "evidence", "nearest", "confidence", "salience", "judged", "why",
]  # fmt: skip
_HEADINGS = ("headline", "standfirst")  # they sum up what the text says itself
_LEAST = 5  # words below which a claim is too short to be listed as found in one outlet alone


def unshared_tables(
    claims: pd.DataFrame, matcher: Matcher, shared: pd.DataFrame, models: Models
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return only_here and possibly_shared (columns as in tables.py): the claims that stand in no row of `shared`."""
    event = matcher.event
    row_of = {name: row for row, name in enumerate(event.ids)}
    features = claim_features(claims, matcher)
    told = models["told"].probability(features)
    newsworthy = salience.salience(claims, event, features, models["salience"])
    nearest = _nearest(claims, event)
    in_rows, in_sentences = set(shared["claim_id"]), set(shared["sentence_id"])
    only, possibly = [], []
    for place, claim in enumerate(claims.itertuples()):
        row = row_of[claim.sentence_id]
        if claim.claim_id in in_rows:
            continue
        cell = (claim.outlet, claim.article_id, claim.claim_id, claim.sentence_id, event.texts[row])
        weight, copied = round(float(newsworthy[place]), 4), event.twin[row] is not None
        alone = told[place] < THRESHOLDS.only_here and not copied and claim.sentence_id not in in_sentences
        if alone and event.roles[row] not in _HEADINGS and _states_something(event, row, claim):
            only.append((*cell, weight, None, None))
        else:
            sure = 1.0 if copied else round(float(told[place]), 3)
            possibly.append((*cell, json.dumps(nearest[place], ensure_ascii=False), sure, weight, None, None))
    order = {outlet: i for i, outlet in enumerate(claims["outlet"].unique())}
    frame = pd.DataFrame(only, columns=_ONLY).sort_values(
        ["outlet", "salience", "claim_id"], ascending=[True, False, True], ignore_index=True,
        key=lambda column: column.map(order) if column.name == "outlet" else column,
    )  # fmt: skip
    return frame, pd.DataFrame(possibly, columns=_POSSIBLY)


def _states_something(event: Sentences, row: int, claim) -> bool:
    """Return whether a claim can be listed by itself: no signature, no opening of a quotation ('he wrote:')."""
    words = event.parsed[row]
    inside = [i for i in range(len(words)) if claim.start <= words.start[i] and words.end[i] <= claim.end]
    stands = bool(inside) and head_of(words, inside[0], inside[-1]) is not None
    return stands and len(claim.text.split()) >= _LEAST and not event.texts[row].rstrip(' "“').endswith(":")


def claim_features(claims: pd.DataFrame, matcher: Matcher) -> pd.DataFrame:
    """Return what says whether each claim is made elsewhere, a row a claim.

    same, second, cheap: log odds of the sentence's best and second best match, and of its best by the first model.
    tokens, meaning, clause: likeness of the most alike sentence and clause of another outlet. new_names,
    new_quantities: how many of the claim's no other outlet has. share: of its sentence. The rest are the size and the
    place of claim and sentence.
    """
    event = matcher.event
    row_of = {name: row for row, name in enumerate(event.ids)}
    rows = [row_of[name] for name in claims["sentence_id"]]
    spans = list(zip(rows, claims["start"], claims["end"], strict=True))
    outlets = [event.outlet[row] for row in rows]
    frame = _of_sentences(matcher).iloc[rows].reset_index(drop=True)
    return frame.assign(
        clause=likest_elsewhere(event.clause_vectors, outlets),
        new_names=_new(event, [_names(event, *span) for span in spans], _names, outlets),
        new_quantities=_new(event, [_quantities(event, *span) for span in spans], _quantities, outlets),
        content=[len(_content(event.parsed[row], start, end)) for row, start, end in spans],
        share=[len(text) / max(len(event.texts[row]), 1) for row, text in zip(rows, claims["text"], strict=True)],
    )


def _of_sentences(matcher: Matcher) -> pd.DataFrame:
    """Return the features of the sentences: their best matches, their size and their place."""
    event, table = matcher.event, matcher.table
    best = {name: np.zeros((len(event), 2)) for name in ("probability", "cheap", "tokens_mean")}
    sides = table[["first", "second"]].to_numpy(int).T.ravel()
    for name, found in best.items():
        values = np.tile(table[name].fillna(0.0).to_numpy(float), 2)
        order = np.lexsort((-values, sides))  # by sentence, the greatest first
        first = np.diff(sides[order], prepend=-1) != 0
        second = ~first & np.roll(first, 1)
        for place, chosen in enumerate((order[first], order[second])):
            found[sides[chosen], place] = values[chosen]
    return pd.DataFrame(
        {
            "same": [log_odds(p) for p in best["probability"][:, 0]],
            "second": [log_odds(p) for p in best["probability"][:, 1]],
            "cheap": [log_odds(p) for p in best["cheap"][:, 0]],
            "tokens": best["tokens_mean"][:, 0],
            "meaning": likest_elsewhere(event.vectors, event.outlet),
            "size": event.size,
            "position": event.position,
            "heading": [float(role in _HEADINGS) for role in event.roles],
            "rare": [float(sum(words.values())) for words in event.rare],
            "quantities": [len(quantities) for quantities in event.quantities],
            "names": [len(names) for names in event.names],
        }
    )


def _new(event: Sentences, of_claims: list[list], find: Callable, outlets: list[str]) -> list[int]:
    """Return how many of each claim's names or quantities no other outlet has."""
    holders: dict[Hashable, set[str]] = defaultdict(set)
    for row, outlet in enumerate(event.outlet):
        for key in find(event, row):
            holders[key].add(outlet)
    return [sum(holders[key] <= {own} for key in keys) for keys, own in zip(of_claims, outlets, strict=True)]


def _names(event: Sentences, row: int, start: int = 0, end: int = sys.maxsize) -> list[str]:
    words = event.parsed[row]
    return [words.lemma[i] for i in _content(words, start, end) if words.pos[i] == "PROPN"]


def _quantities(event: Sentences, row: int, start: int = 0, end: int = sys.maxsize) -> list[tuple]:
    begins = event.starts[row]
    return [(q.kind, q.values) for q in event.quantities[row] if start <= begins + q.start < end]


def _content(words: Syntax, start: int, end: int) -> list[int]:
    """Return the content words of a stretch of text."""
    places = range(len(words)) if words else ()
    return [i for i in places if words.pos[i] in CONTENT and start <= words.start[i] and words.end[i] <= end]


def _nearest(claims: pd.DataFrame, event: Sentences) -> list[dict[str, str]]:
    """Return the nearest claim of every other outlet, by outlet, for each claim."""
    names, outlets = claims["claim_id"].to_numpy(object), claims["outlet"].to_numpy(object)
    found: list[dict[str, str]] = [{} for _ in names]
    for outlet in dict.fromkeys(outlets.tolist()):
        others = np.flatnonzero(outlets == outlet)
        rest = np.flatnonzero(outlets != outlet)
        for top in range(0, len(rest), BLOCK):
            some = rest[top : top + BLOCK]
            near = (event.clause_vectors[some] @ event.clause_vectors[others].T).round(5)
            for own, best in zip(some.tolist(), others[near.argmax(axis=1)].tolist(), strict=True):
                found[own][outlet] = names[best]
    return found
