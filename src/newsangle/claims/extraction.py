"""Sentences → claims: a clause that states something, in whose voice, about which actors, with which quantities."""

import json
from collections.abc import Iterator

import pandas as pd

from newsangle.language import NO_WORDS, Syntax, syntax_of
from newsangle.quantities.parsing import Quantity, parse_quantities
from newsangle.tables import is_empty

_CLAUSES = {"ccomp", "advcl", "relcl", "parataxis"}  # clauses that state a fact of their own
_CONTENT = ("NOUN", "PROPN", "VERB", "ADJ", "NUM")
_COLUMNS = [
    "claim_id", "article_id", "outlet", "sentence_id", "start", "end", "text", "voice", "speaker", "actors",
    "quantities",
]  # fmt: skip
_QUOTES = ('"', "“", "”", "‘", "’", "«", "»", "''", "``")
_SILENT = ("subhead", "dateline", "byline")  # roles of text that claims nothing
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
    stay with the clause they hang on. Subheads announce what follows and claim nothing, datelines and bylines neither.
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
        for start, end in clauses(sentence, syntax.get(sentence.sentence_id, NO_WORDS)):
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


def clauses(sentence, words: Syntax) -> list[tuple[int, int]]:
    """Return the spans of a sentence's clauses, as characters of the raw text; a verbless sentence is one clause."""
    whole = [(sentence.start, sentence.end)]
    if len(words) < 2 * _LEAST:
        return whole
    heads = {i for i in range(len(words)) if words.head[i] == i or _states(words, i)}
    if len(heads) < 2:
        return whole
    owner = [_upward(words, i, heads)[-1] for i in range(len(words))]
    _absorb_small(words, heads, owner)
    spans = set()
    for clause in set(owner):
        own = [i for i, it in enumerate(owner) if it == clause]
        spoken = [i for i in own if words.pos[i] not in ("PUNCT", "CCONJ", "SPACE")]
        if spoken:
            first, last = spoken[0], spoken[-1]
            first -= first - 1 in own and words.text[first - 1] in _QUOTES
            last += last + 1 in own and words.text[last + 1] in _QUOTES
            spans.add((words.start[first], words.end[last]))
    return sorted(spans) or whole


def _states(words: Syntax, i: int) -> bool:
    """Return whether a verb heads a clause that states something of its own; a condition belongs to what it limits."""
    if words.pos[i] not in ("VERB", "AUX"):
        return False
    if words.dep[i] == "conj":
        return words.pos[words.head[i]] in ("VERB", "AUX")
    conditional = any(words.lemma[j] in ("if", "unless") for j in words.children[i] if words.dep[j] == "mark")
    return words.dep[i] in _CLAUSES and not conditional and (words.tag[i] != "VBG" or words.dep[i] == "advcl")


def _upward(words: Syntax, i: int, heads: set[int]) -> list[int]:
    """Return a word and the words above it, up to the head of its clause."""
    path = [i]
    while i not in heads and words.head[i] not in path:
        i = words.head[i]
        path.append(i)
    return path


def _absorb_small(words: Syntax, heads: set[int], owner: list[int]) -> None:
    """Give clauses that say too little to the clause they hang on; a small main clause takes in its first one.

    A clause whose object is another clause ('the minister said that …', 'according to the police, he said that …')
    says nothing by its subject, its source and its verb alone.
    """
    for clause in sorted(heads, reverse=True):
        content = [i for i, it in enumerate(owner) if it == clause and words.pos[i] in _CONTENT]
        if any(words.head[i] == clause and words.dep[i] == "ccomp" for i in heads):
            content = [i for i in content if i != clause and not _names_source(words, i, clause)]
        if len(content) >= _LEAST:
            continue
        said = [i for i in sorted(heads) if words.head[i] == clause and words.dep[i] == "ccomp" and i != clause]
        if said and words.dep[clause] == "conj":  # 'he refused to go and said that …'
            target = owner[said[0]]
        elif words.head[clause] != clause:
            target = owner[words.head[clause]]
        else:
            below = [it for it in dict.fromkeys(owner) if it != clause and owner[words.head[it]] == clause]
            if not below:
                continue
            target = below[0]
        owner[:] = [target if it == clause else it for it in owner]


def _names_source(words: Syntax, i: int, clause: int) -> bool:
    """Return whether a word belongs to the subject of a clause, or to an 'according to'."""
    path = _upward(words, i, {clause})
    below = path[-2] if len(path) > 1 else i
    return words.dep[below].startswith("nsubj") or words.lemma[below] == "accord"


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
    return None if is_empty(value) else value
