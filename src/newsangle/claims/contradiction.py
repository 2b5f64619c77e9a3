"""What says that two answers, or two sentences, contradict each other: the features of three small models.

Values and names that differ contradict each other where both answer one question, and where neither text gives the
other's value as well: a text that says both 3 and 4 gives the ages of two children, or corrects itself. What has no
value to compare (statements) is judged by the sentences alone, and much less surely.
What makes a contradiction follows de Marneffe, Rafferty and Manning (2008).
"""

import math
from collections import defaultdict
from collections.abc import Hashable, Iterator
from functools import cache

import pandas as pd

from newsangle.claims.answers import name
from newsangle.claims.answers.answer import Answer, Comparison, Verdict, log_odds
from newsangle.claims.answers.name import Spelling, Title, key
from newsangle.claims.contrast import days_apart
from newsangle.claims.sentences import Sentences
from newsangle.quantities.comparison import Quantity

GROUPS = {  # answers whose contradictions one model judges: its features
    "values": (
        "same", "question", "one told by both", "both told by both", "alike", "surroundings", "close", "not far",
        "small", "time of day", "said then", "published apart",
    ),
    "names": ("question", "one told by both", "alike", "surroundings", "title", "spelling", "spelling of a person"),
}  # fmt: skip
_GROUP_OF = dict.fromkeys(("number", "duration", "age", "date"), "values") | {"name": "names"}  # by kind of answer
_CLOSE, _NOT_FAR = 1.3, 3.3  # factors between two figures
_LONGEST = 10  # days between two publications
_OF_STATEMENTS = (
    "negation_differs", "opposites", "quoted_differs", "hedge_differs", "future_differs", "days_apart", "same_quantity",
    "wording", "heading", "polarity_different", "missing_different", "place_different", "tokens_mean",
    "tokens_rare_most", "covered_first", "covered_second", "sizes",
)  # fmt: skip
_OF_ONE_THING = ("negation_differs", "opposites", "other_places", "other_persons", "other_bodies")


def differing(event: Sentences, table: pd.DataFrame, comparisons: list[list[Comparison]]) -> pd.DataFrame:
    """Return a row for every two answers that differ, with what says whether they contradict each other.

    table: the pairs of sentences, with the columns first, second and probability. comparisons: of each pair.
    Columns: pair and place (in comparisons), group (of GROUPS), and the features.
    """
    told = _told_too(event, table, comparisons)
    named = cache(lambda article: _named(event, article))
    columns = ("first", "second", "probability")
    rows = []
    for n, (i, j, same) in enumerate(zip(*(table[column].tolist() for column in columns), strict=True)):
        for place, c in enumerate(comparisons[n]):
            if c.verdict is not Verdict.DIFFERENT or c.kind not in _GROUP_OF:
                continue
            both = [told.get((i, c.one, event.article[j]), 0.0), told.get((j, c.other, event.article[i]), 0.0)]
            if c.kind == "name":
                both = [float(key(a.content) in named(event.article[r])) for a, r in ((c.one, j), (c.other, i))]
            features = {
                "pair": n, "place": place, "group": _GROUP_OF[c.kind], "same": log_odds(same),
                "question": log_odds(c.question), "one told by both": max(both), "both told by both": min(both),
                "published apart": min(days_apart(event.published[i], event.published[j]), _LONGEST) / _LONGEST,
            }  # fmt: skip
            rows.append({**c.evidence, **features, **dict(_of_answers(c))})
    columns = dict.fromkeys(["pair", "place", "group", *(feature for own in GROUPS.values() for feature in own)])
    return pd.DataFrame(rows).reindex(columns=list(columns)).fillna(0.0)


def _told_too(
    event: Sentences, table: pd.DataFrame, comparisons: list[list[Comparison]]
) -> dict[tuple[int, Answer, str], float]:
    """Return how likely each answer of a sentence is given by another article as well."""
    found: dict[tuple[int, Answer, str], float] = defaultdict(float)
    for i, j, some in zip(table["first"].tolist(), table["second"].tolist(), comparisons, strict=True):
        for c in some:
            if c.verdict is Verdict.SAME:
                for key in ((i, c.one, event.article[j]), (j, c.other, event.article[i])):
                    found[key] = max(found[key], c.question)
    return found


def _named(event: Sentences, article: str) -> frozenset[Hashable]:
    """Return all titles, bodies and spellings that an article gives."""
    rows = (row for row, own in enumerate(event.article) if own == article)
    return frozenset(key(answer.content) for row in rows for answer in name.answers(event, row))


def _of_answers(c: Comparison) -> Iterator[tuple[str, float]]:
    """Yield what two values, or two names, say by themselves."""
    one, other = c.one.content, c.other.content
    if c.kind == "name":
        yield "title", float(isinstance(one, Title))
        yield "spelling", float(isinstance(one, Spelling))
        yield "spelling of a person", float(isinstance(one, Spelling) and one.label == other.label == "PERSON")
        return
    (q, of_q), (r, of_r) = one, other
    yield "time of day", float(q.kind == "time")
    yield "said then", float(of_q.saying or of_r.saying)
    if q.kind not in ("date", "time"):
        factor = _factor(q, r)
        yield "close", float(factor < _CLOSE)
        yield "not far", float(_CLOSE <= factor < _NOT_FAR)
        yield "small", float(max(abs(q.low or 0), abs(r.low or 0)) <= 3)


def _factor(q: Quantity, r: Quantity) -> float:
    low, high = sorted((abs(q.low or 0), abs(r.low or 0)))
    return high / low if low else math.inf


def statement_features(table: pd.DataFrame) -> pd.DataFrame:
    """Return what says that two sentences contradict each other: few features, because conflicts are rare.

    table: the pairs of sentences, with the features of every other model.
    """
    likely = table["probability"]
    raw = {column: table[column] for column in _OF_STATEMENTS}
    weighted = {f"{column} of one thing": table[column].clip(lower=0) * likely for column in _OF_ONE_THING}
    odds = {column: [log_odds(p) for p in table[column]] for column in ("cheap", "probability")}
    return pd.DataFrame(raw | weighted | odds, index=table.index)
