"""The tables of shared claims and of claims found in one outlet alone."""

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
import pandas as pd

from newsangle.claims import matching
from newsangle.claims.corrections import Correction, Group, correct
from newsangle.claims.extraction import sentence_quantities
from newsangle.claims.grouping import group_answers
from newsangle.claims.matching import Sentences
from newsangle.claims.polarity import polarities
from newsangle.claims.relations import Cell, is_hollow, relate, value_of
from newsangle.language import Syntax, embed, syntax_of
from newsangle.language.lexicons import read_lexicon

_COUNTS = ("number", "share", "money")
_RELATION_ORDER = ("conflict", "partial", "agree")
_SHARED = [
    "shared_id", "label", "relation", "kind", "outlet", "article_id", "sentence_id", "claim_id", "evidence", "value",
    "why", "corrected", "copy_of",
]  # fmt: skip
_ONLY = ["outlet", "claim_id", "sentence_id", "evidence", "salience"]
_TOLD = 0.3  # nearness from which a further claim of a matched sentence is taken for told elsewhere too
_LEAST = 5  # words below which a claim is not listed as told by one outlet alone


def compare_claims(
    claims: pd.DataFrame,
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    tokens: pd.DataFrame,
    corrections: Sequence[Correction] = (),
    model: dict | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the tables shared_claims and only_here of an event (columns as in tables.py).

    A row of shared_claims is one outlet's answer to a question that two outlets at least answer; the same claim may
    answer several questions. Conflicts come first, then partial agreement, then agreement, each in the order of the
    texts. only_here holds the other claims, by outlet, the most salient first: half its weight is how early it stands,
    three tenths how many words it has (up to 30), two tenths whether it stands in the headline or standfirst. Where an
    article is mostly the text of an earlier one (column `repeats`), the sentences that it copies are no voice of their
    own: they are not compared, tell nothing alone, and stand in shared_claims with the outlet they repeat in `copy_of`.
    corrections: a reader's, from read_corrections. model: other weights for pairs than those of pairs.json.
    """
    sentences = sentences[sentences["sentence_id"].isin(claims["sentence_id"])].reset_index(drop=True)
    quantities = list(sentence_quantities(articles, sentences))
    syntax = syntax_of(tokens)
    texts, claimed = sentences["text"].tolist(), claims["text"].tolist()
    vectors = embed([*texts, *claimed])
    event = matching.prepare(articles, sentences, syntax, quantities, vectors[: len(texts)])
    pairs = matching.pairs(event, model)
    cells = _cells(claims, articles, sentences, syntax, event)
    vectors = vectors[len(texts) :]
    by_claim = dict(zip(claims["claim_id"], vectors, strict=True))
    found = [answers for answers in group_answers(pairs, cells, event, by_claim) if not is_hollow(answers)]
    groups = [Group(answers, relate(answers)) for answers in found]
    groups = correct(groups, corrections, [cell for of in cells for cell in of])
    return _shared(groups, _copies(cells, event)), _only_here(
        claims, vectors, articles, sentences, pairs, groups, event
    )


def _cells(
    claims: pd.DataFrame, articles: pd.DataFrame, sentences: pd.DataFrame, syntax: dict[str, Syntax], event: Sentences
) -> list[list[Cell]]:
    """Return every sentence's claims."""
    published = dict(zip(articles["article_id"], articles["published"], strict=True))
    row_of = {sentence: i for i, sentence in enumerate(sentences["sentence_id"])}
    text, starts = sentences["text"].tolist(), sentences["start"].tolist()
    cells: list[list[Cell]] = [[] for _ in text]
    polarity = polarities(sentences, syntax)
    for c in claims.itertuples():
        row = row_of[c.sentence_id]
        day = published[c.article_id]
        offset = c.start - starts[row]
        counted = tuple(zip(event.quantities[row], event.contexts[row], strict=True))
        inside = tuple((q, of) for q, of in counted if offset <= q.start < offset + len(c.text))
        cells[row].append(
            Cell(
                c.outlet, c.article_id, day if isinstance(day, str) else None, c.sentence_id, row, c.claim_id, offset,
                c.text, text[row], c.voice, c.speaker if isinstance(c.speaker, str) else None, polarity[row],
                counts=inside, numbers=any(q.kind in _COUNTS for q, _ in counted), parsed=syntax.get(c.sentence_id),
                span=(c.start, c.end), known=event.words[row],
            )
        )  # fmt: skip
    return cells


def _copies(cells: list[list[Cell]], event: Sentences) -> dict[str, list[Cell]]:
    """Return the claims of copied sentences, by the sentence that they repeat."""
    copies: dict[str, list[Cell]] = {}
    for row, twin in enumerate(event.twin):
        if twin is not None and cells[row] and cells[twin]:
            copies.setdefault(cells[twin][0].sentence, []).extend(cells[row][:1])
    return copies


def _shared(groups: list[Group], copies: dict[str, list[Cell]]) -> pd.DataFrame:
    order = sorted(groups, key=lambda g: (_RELATION_ORDER.index(g.relation.relation), g.cells[0].sentence_row))
    rows = [
        (f"shared-{number:03}", label, group.relation.relation, group.relation.kind, cell.outlet,
         cell.article, cell.sentence, cell.claim, cell.evidence, value, group.relation.why, group.corrected or None,
         copied)
        for number, group in enumerate(order, 1)
        for label in [_label(group)]
        for cell, value, copied in _with_copies(group.cells, copies)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=_SHARED)


def _with_copies(cells: list[Cell], copies: dict[str, list[Cell]]) -> list[tuple[Cell, str, str | None]]:
    """Return the cells with their values, and after them their copies with the outlet that they repeat."""
    again = {
        copy.claim: (copy, value_of(cell), cell.outlet)
        for cell in cells for copy in copies.get(cell.sentence, ()) if copy.outlet != cell.outlet
    }  # fmt: skip
    return [*((cell, value_of(cell), None) for cell in cells), *again.values()]


def _label(group: Group) -> str:
    """Return what the answers are about: the claim that says most of what the others say in the fewest words.

    Where the answers do not agree on a number, three dots stand for it, so that the label takes no side; if it counts
    something that is told in more than a word ('the remains of … soldiers'), that is enough.
    """
    if group.relation.relation != "agree" and (things := [t for t in map(_counted, group.cells) if t]):
        return _clipped(min(things, key=len), "…")
    texts = {cell.text: cell for cell in group.cells}
    told = Counter(word for cell in texts.values() for word in cell.words)
    shared = {word for word, times in told.items() if times > 1}

    def worth(cell: Cell) -> tuple[bool, float]:
        """Whether it stands by itself, and how much of what is shared it says for its words."""
        words = cell.text.split()
        return words[0].lower().strip(",") not in _HANGING, len(cell.words & shared) / (len(words) + _SPARE)

    best = max(texts.values(), key=lambda cell: (*worth(cell), -cell.sentence_row, -cell.start))
    text, answer = " ".join(best.text.split()), best.quantity.text if best.quantity else ""
    if answer and best.quantity.kind != "date" and group.relation.relation != "agree":
        text, answer = text.replace(answer, "…", 1), "…"
    first, _, rest = text.partition(", ")
    opens = first.lower().split(" ")[0] in _OPENING and len(rest) > len(first)
    return _clipped((rest if opens and answer in rest else text).strip(" ,;:.-—–"), answer)


def _counted(cell: Cell) -> str:
    """Return the noun phrase that a claim's number belongs to, with dots for the number; '' where it is but a word."""
    words, q = cell.parsed, cell.quantity
    if not words or not q or q.kind == "date":
        return ""
    offset = cell.span[0] - cell.start
    inside = [i for i in range(len(words)) if offset + q.start < words.end[i] and words.start[i] < offset + q.end]
    path = inside[-1:]
    while path and words.pos[words.head[path[-1]]] not in ("VERB", "AUX") and words.head[path[-1]] not in path:
        path.append(words.head[path[-1]])
    nouns = [i for i in path if words.pos[i] in ("NOUN", "PROPN") and i not in inside]
    if not nouns:
        return ""
    first, last = min(words.below(nouns[-1])), max(*path, *inside)
    told = [i for i in range(first, last + 1) if words.pos[i] in ("NOUN", "PROPN", "ADJ", "VERB") and i not in inside]
    first += words.pos[first] == "DET"
    phrase = cell.evidence[words.start[first] - offset : words.end[last] - offset]
    return " ".join(phrase.replace(q.text, "…", 1).translate(_UNQUOTED).split()) if len(told) > 1 else ""


_UNQUOTED = str.maketrans("", "", '"“”')
_SPARE = 6  # words: what a claim of none would be worth is not infinite
_LONGEST = 90  # characters of a label
_OPENING = set(read_lexicon("claims", "relations")["opening"])
_HANGING = {*_OPENING, *read_lexicon("claims", "relations")["hanging"]}


def _clipped(text: str, answer: str) -> str:
    """Return the words of a text that fit into a label, with the answer in it, and dots for what is left out."""
    if len(text) <= _LONGEST:
        return text
    end = max(text.find(answer) + len(answer), _LONGEST)
    start = max(0, end - _LONGEST)
    part = text[start:end]
    if start and text[start - 1] != " ":
        part = part.partition(" ")[2]
    if end < len(text) and text[end] != " ":
        part = part.rpartition(" ")[0] if end == _LONGEST else part
    return (
        ("… " if start else "") + part.strip(" ,;:-—–") + (" …" if end < len(text) and not part.endswith("…") else "")
    )


def _only_here(
    claims: pd.DataFrame,
    vectors: np.ndarray,
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    pairs: pd.DataFrame,
    groups: list[Group],
    event: Sentences,
) -> pd.DataFrame:
    """Return the claims that no other outlet was found to make, the most salient first within each outlet."""
    shared = {cell.claim for group in groups for cell in group.cells}
    matched = {cell.sentence for group in groups for cell in group.cells}
    probable = np.zeros(len(sentences))
    for side in ("first", "second"):
        np.maximum.at(probable, pairs[side].to_numpy(int), pairs["probability"].to_numpy(float))
    likely = set(sentences["sentence_id"][probable >= matching.threshold() / 2]) - matched
    copied = {name for name, twin in zip(sentences["sentence_id"], event.twin, strict=True) if twin is not None}
    own = ~claims["sentence_id"].isin(copied).to_numpy(bool)
    near = _nearness(claims, vectors, np.flatnonzero(claims["sentence_id"].isin(matched)), own)
    place = {row.sentence_id: row for row in sentences.itertuples()}
    rows = []
    for claim, nearness in zip(claims.itertuples(), near, strict=True):
        words = len(re.findall(r"\w+", claim.text))
        told = claim.claim_id in shared or claim.sentence_id in likely or claim.sentence_id in copied
        if told or words < _LEAST or (claim.sentence_id in matched and nearness >= _TOLD):
            continue
        sentence = place[claim.sentence_id]
        head = sentence.role in ("headline", "standfirst")
        salience = 0.5 * (1 - sentence.position) + 0.3 * min(1, words / 30) + 0.2 * head
        rows.append((claim.outlet, claim.claim_id, claim.sentence_id, sentence.text, round(salience, 4)))
    frame = pd.DataFrame(rows, columns=_ONLY)
    order = {outlet: i for i, outlet in enumerate(claims["outlet"].unique())}
    return frame.sort_values(
        ["outlet", "salience", "claim_id"], ascending=[True, False, True], ignore_index=True,
        key=lambda column: column.map(order) if column.name == "outlet" else column,
    )  # fmt: skip


def _nearness(claims: pd.DataFrame, vectors: np.ndarray, rows: np.ndarray, own: np.ndarray) -> np.ndarray:
    """Return how near the nearest claim that another outlet makes of its own is to each of some claims, by vectors."""
    vectors, outlet = matching.centred(vectors), pd.factorize(claims["outlet"])[0]
    nearest = np.zeros(len(claims))
    for top in range(0, len(rows), matching.BLOCK):
        some = rows[top : top + matching.BLOCK]
        near = vectors[some] @ vectors.T
        near[(outlet[some, None] == outlet) | ~own] = -1
        nearest[some] = near.max(axis=1, initial=-1)
    return nearest
