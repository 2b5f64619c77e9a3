"""Sentences → claims: a clause that states something, in whose voice, about which actors, with which quantities."""

import json
import re
from collections.abc import Iterator

import pandas as pd

from newsangle.language import NO_WORDS, Syntax, syntax_of
from newsangle.language.clauses import clauses
from newsangle.quantities.parsing import Quantity, parse_quantities
from newsangle.tables import is_empty

_COLUMNS = [
    "claim_id", "article_id", "outlet", "sentence_id", "start", "end", "text", "voice", "speaker", "actors",
    "quantities", "pronouns",
]  # fmt: skip
_INFINITIVE = re.compile(r"(?:not )?to \w", re.I)
_SILENT = ("subhead", "dateline", "byline")  # roles of text that claims nothing


def tabulate_claims(
    sentences: pd.DataFrame,
    tokens: pd.DataFrame,
    articles: pd.DataFrame,
    attributions: pd.DataFrame | None = None,
    mentions: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return the claims of an event, one row a claim, in the order of the texts (columns: `tables.TABLES['claims']`).

    A sentence gives one claim for every clause with a verb of its own; clauses of fewer than three content words
    stay with the clause that they depend on. Subheads, which announce what follows, datelines and bylines claim none.
    A claim is attributed where most of it is what somebody is quoted or reported to say. Dates are resolved against the
    article's day of publication.
    """
    published = dict(zip(articles["article_id"], articles["published"], strict=True))
    outlets = dict(zip(articles["article_id"], articles["outlet"], strict=True))
    said = _rows_by(attributions, "article_id")
    named = _rows_by(mentions, "sentence_id")
    syntax = syntax_of(tokens)
    rows, numbers = [], {}
    for sentence in sentences[~sentences["role"].isin(_SILENT)].itertuples():
        quantities = parse_quantities(sentence.text, _given(published[sentence.article_id]))
        for start, end in _spans(sentence, syntax.get(sentence.sentence_id, NO_WORDS)):
            number = numbers[sentence.article_id] = numbers.get(sentence.article_id, 0) + 1
            voice, speaker = _voice(start, end, said.get(sentence.article_id, []))
            of_claim = [m for m in named.get(sentence.sentence_id, []) if start <= m.start < end]
            pronouns = [[int(m.start), m.actor] for m in of_claim if m.form == "pronoun"]
            inside = [q for q in quantities if start <= sentence.start + q.start < end]
            rows.append(
                {
                    "claim_id": f"{sentence.article_id}-c{number:03}",
                    "article_id": sentence.article_id,
                    "outlet": outlets[sentence.article_id],
                    "sentence_id": sentence.sentence_id,
                    "start": start,
                    "end": end,
                    "text": sentence.text[start - sentence.start : end - sentence.start],
                    "voice": voice,
                    "speaker": speaker,
                    "actors": "; ".join(dict.fromkeys(m.actor for m in of_claim)),
                    "quantities": quantities_to_json(inside),
                    "pronouns": json.dumps(pronouns, ensure_ascii=False),
                }
            )
    return pd.DataFrame(rows, columns=_COLUMNS)


def _spans(sentence, words: Syntax) -> list[tuple[int, int]]:
    """Return the spans of a sentence's clauses, as characters of the raw text; a verbless sentence is one clause."""
    spans = [(words.start[first], words.end[last]) for first, last in clauses(words)]
    return spans or [(sentence.start, sentence.end)]


def _voice(start: int, end: int, said: list) -> tuple[str, str | None]:
    """Return whose words the most of a claim is, and who is named as speaking.

    What somebody agrees, wants or orders to do is not said but done: 'both sides agreed to return 12,000 bodies' is the
    outlet's own statement.
    """
    best, speaker = 0, None
    for row in said:
        if row.kind == "indirect" and _INFINITIVE.match(row.content or ""):
            continue
        shared = min(end, row.content_end) - max(start, row.content_start)
        if shared > best:
            best, speaker = shared, _given(row.speaker) or _given(row.source)
    return ("attributed", speaker) if best * 2 >= end - start else ("outlet", None)


def quantities_to_json(quantities: list[Quantity]) -> str:
    """Return quantities as the JSON list that the claims table holds."""
    fields = ("kind", "values", "unit", "bound", "referent", "text")
    return json.dumps([{name: getattr(q, name) for name in fields} for q in quantities], ensure_ascii=False)


def sentence_quantities(articles: pd.DataFrame, sentences: pd.DataFrame) -> Iterator[list[Quantity]]:
    """Yield the quantities of every sentence, dates resolved."""
    published = {row.article_id: _given(row.published) for row in articles.itertuples()}
    for row in sentences.itertuples():
        yield parse_quantities(row.text, published[row.article_id])


def _rows_by(table: pd.DataFrame | None, column: str) -> dict[str, list]:
    """Return a table's rows under the values of one column; no table gives none."""
    return {} if table is None else {key: list(rows.itertuples()) for key, rows in table.groupby(column)}


def _given(value):
    """Return None for an empty cell of a table."""
    return None if is_empty(value) else value
