"""Sentences → claims: a clause that states something, in whose voice, about which actors, with which quantities."""

import json
from collections.abc import Iterator

import pandas as pd

from newsangle.claims.quantities import Quantity, parse_quantities
from newsangle.claims.syntax import Syntax, syntax_of

_CLAUSES = {"ccomp", "advcl", "relcl", "parataxis"}  # clauses that state a fact of their own
_CONTENT = ("NOUN", "PROPN", "VERB", "ADJ", "NUM")
_COLUMNS = [
    "claim_id", "article_id", "outlet", "sentence_id", "start", "end", "text", "voice", "speaker", "actors", "quantities",
]  # fmt: skip
_LEAST = 3  # content words below which a piece states nothing without its neighbour


def tabulate_claims(
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    tokens: pd.DataFrame,
    attributions: pd.DataFrame | None = None,
    mentions: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return the claims of an event, one row a claim, in the order of the texts (columns: `tables.TABLES['claims']`).

    A sentence gives one claim for every clause with a verb of its own; clauses of fewer than three content words
    stay with the clause they hang on. Subheads announce what follows and claim nothing. A claim is attributed where most
    of it is what somebody is quoted or reported to say. Dates are resolved against the article's day of publication.
    """
    published = dict(zip(articles["article_id"], articles["published"], strict=True))
    outlets = dict(zip(articles["article_id"], articles["outlet"], strict=True))
    said = _rows_by(attributions, "article_id")
    named = _rows_by(mentions, "sentence_id")
    syntax = syntax_of(tokens)
    rows, numbers = [], {}
    for sentence in sentences[sentences["role"] != "subhead"].itertuples():
        quantities = parse_quantities(sentence.text, _given(published[sentence.article_id]))
        for start, end in clauses(sentence, syntax.get(sentence.sentence_id)):
            number = numbers[sentence.article_id] = numbers.get(sentence.article_id, 0) + 1
            voice, speaker = _voice(start, end, said.get(sentence.article_id, []))
            actors = dict.fromkeys(m.actor for m in named.get(sentence.sentence_id, []) if start <= m.start < end)
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
                    "actors": "; ".join(actors),
                    "quantities": quantities_to_json(inside),
                }
            )
    return pd.DataFrame(rows, columns=_COLUMNS)


def clauses(sentence, words: Syntax | None) -> list[tuple[int, int]]:
    """Return the spans of a sentence's clauses, as characters of the raw text; a verbless sentence is one clause."""
    whole = [(sentence.start, sentence.end)]
    if words is None or len(words) < 2 * _LEAST:
        return whole
    dep, head, pos, tag = words.dep, words.head, words.pos, words.tag
    heads = [i for i in range(len(dep)) if head[i] == i or _is_clause(i, dep, head, pos, tag)]
    if len(heads) < 2:
        return whole
    among = set(heads)
    owner = [_owner(i, head, among) for i in range(len(dep))]
    _absorb_small(owner, heads, head, pos, dep)
    spans = []
    for clause in sorted(set(owner)):
        own = [i for i, it in enumerate(owner) if it == clause]
        while own and pos[own[-1]] in ("PUNCT", "CCONJ", "SPACE"):
            own.pop()
        while own and pos[own[0]] in ("PUNCT", "CCONJ", "SPACE"):
            own.pop(0)
        if own:
            spans.append((words.start[own[0]], words.end[own[-1]]))
    return sorted(set(spans)) or whole


def _is_clause(i: int, dep: list, head: list, pos: list, tag: list) -> bool:
    if pos[i] not in ("VERB", "AUX"):
        return False
    if dep[i] in _CLAUSES:
        return tag[i] != "VBG" or dep[i] == "advcl"
    return dep[i] == "conj" and pos[head[i]] in ("VERB", "AUX")


def _owner(i: int, head: list, heads: set) -> int:
    for _ in range(len(head)):
        if i in heads or head[i] == i:
            return i
        i = head[i]
    return i


def _absorb_small(owner: list, heads: list, head: list, pos: list, dep: list) -> None:
    """Give clauses that say too little to the clause they hang on; a small main clause takes in its first one.

    A clause whose object is another clause ('the minister said that …') says nothing by its subject and verb alone.
    """
    for clause in sorted(heads, reverse=True):
        content = [i for i, it in enumerate(owner) if it == clause and pos[i] in _CONTENT]
        if any(head[i] == clause and dep[i] == "ccomp" for i in heads):
            content = [i for i in content if i != clause and not _in_subject(i, clause, head, dep)]
        if len(content) >= _LEAST:
            continue
        if head[clause] != clause:
            target = owner[head[clause]]
        else:
            below = [it for it in dict.fromkeys(owner) if it != clause and owner[head[it]] == clause]
            if not below:
                continue
            target = below[0]
        owner[:] = [target if it == clause else it for it in owner]


def _in_subject(i: int, clause: int, head: list, dep: list) -> bool:
    """Return whether a word belongs to the subject of a clause."""
    for _ in range(len(head)):
        if head[i] == clause or head[i] == i:
            return dep[i].startswith("nsubj")
        i = head[i]
    return False


def _voice(start: int, end: int, said: list) -> tuple[str, str | None]:
    """Return whose words the most of a claim is, and who is named as speaking."""
    best, speaker = 0, None
    for row in said:
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
    return None if value is None or value != value or value == "" else value
