"""What a judge says of the claims of which the built-in method is unsure, and how its answers change the tables."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from newsangle.judges.judgements import Judgements, ask
from newsangle.judges.opening import open_judge
from newsangle.judges.questions import FOR_SPEAKERS, Judgement, Question, is_sure, one_line
from newsangle.tables import TABLES, is_empty

UNSURE = 0.25  # a probability this near to one half, or nearer, is worth a question
_ORDER = ("conflict", "check", "partial", "agree")  # of the rows of shared_claims
_SHARED, _POSSIBLY = "shared_claims", "possibly_shared"
Pair = tuple[str, str]  # two claims
_JUDGEMENTS = list(TABLES["judgements"].columns)


@dataclass(frozen=True)
class Case:
    """An unsure row: its table, its shared_id or claim_id, and the pairs of claims to ask about."""

    table: str
    row: str
    pairs: tuple[Pair, ...]

    @property
    def shared(self) -> str:
        """The shared_id, or '' for a claim in possibly_shared."""
        return self.row if self.table == _SHARED else ""


def second_opinions(
    compared: Any,
    claims: pd.DataFrame,
    folder: Path,
    judge: str = "",
    model: str = "",
    allow_remote: bool = False,
    most: int = 40,
    tokens: int = 0,
) -> tuple[Any, pd.DataFrame]:
    """Return the tables of compared claims as a judge's answers change them, and the table `judgements`.

    compared: what compare_claims returned. claims: the claims of the event. folder: the event's, which keeps the
    answers. judge, model, allow_remote, tokens: as in open_judge; without a judge nothing changes. most: questions an
    event, of which a quarter is left for its speakers (see name_speakers), as it is of the tokens.

    Asked are how the answers of a row to check stand to each other, then the same of rows of agreement, and whether
    claims in possibly_shared and their nearest ones answer one question, the most doubtful first. An answer counts if
    the judge says that it is sure (SURE). A row to check takes the relation that the judge names; another row takes
    'agree' or 'partial' and becomes one to check where the judge sees a conflict or no shared question. A claim that
    answers another question than all its nearest ones moves to only_here. The row then names the model in `judged` and
    the judge's reason in `why`. Raises JudgeError.
    """
    if not judge:
        return compared, pd.DataFrame(columns=_JUDGEMENTS)
    opened = open_judge(judge, model, allow_remote, tokens - tokens // FOR_SPEAKERS)
    kept = Judgements.of(folder, opened.name)
    most -= most // FOR_SPEAKERS
    texts = _texts(compared, claims)
    cases = _within(_cases(compared, claims), most)
    asked = list(dict.fromkeys((case.shared, pair) for case in cases for pair in case.pairs))
    found = ask([_question(shared, pair, texts) for shared, pair in asked], kept, opened, most)
    answers = dict(zip(asked, found, strict=True))
    table = pd.DataFrame(_rows(answers, opened.name), columns=_JUDGEMENTS)
    said = {case: _sure(answers[case.shared, pair] for pair in case.pairs) for case in cases}
    only, possibly = _other_tables(compared, said, opened.name, list(dict.fromkeys(claims["outlet"])))
    shared = _shared_table(compared.shared_claims, said, opened.name)
    return compared._replace(shared_claims=shared, only_here=only, possibly_shared=possibly), table


# --- What is asked --------------------------------------------------------------------------------------------


def _cases(compared: Any, claims: pd.DataFrame) -> list[Case]:
    """Return the unsure rows: those to check, then the others, the most doubtful first."""
    found = [*_shared_cases(compared.shared_claims), *_possible_cases(compared, claims)]
    return [case for _, case in sorted(found, key=lambda one: (one[0], one[1].table, one[1].row))]


def _shared_cases(shared: pd.DataFrame) -> Iterator[tuple[float, Case]]:
    for name, rows in shared.groupby("shared_id", sort=False):
        own, first = rows[rows["copy_of"].map(is_empty)], rows.iloc[0]
        doubt = -1.0 if first["relation"] == "check" else abs(first["confidence"] - 0.5)
        two = len(own) == 2 == own["outlet"].nunique()
        if two and first["relation"] != "conflict" and doubt <= UNSURE and is_empty(first["corrected"]):
            yield doubt, Case(_SHARED, str(name), (_pair(*own["claim_id"]),))


def _possible_cases(compared: Any, claims: pd.DataFrame) -> Iterator[tuple[float, Case]]:
    shared, known = set(compared.shared_claims["sentence_id"]), set(claims["claim_id"])
    for row in compared.possibly_shared.itertuples():
        doubt = abs(row.confidence - 0.5)
        pairs = tuple(_pair(row.claim_id, other) for other in json.loads(row.nearest).values() if other in known)
        if pairs and doubt <= UNSURE and row.sentence_id not in shared:
            yield doubt, Case(_POSSIBLY, row.claim_id, pairs)


def _pair(one: str, other: str) -> Pair:
    """Return two claims in one order, so that a question put from either side is one question."""
    return (one, other) if one <= other else (other, one)


def _within(cases: Sequence[Case], most: int) -> list[Case]:
    """Return the first cases whose pairs are no more than `most` together."""
    chosen, left = [], most
    for case in cases:
        if len(case.pairs) <= left:
            chosen.append(case)
            left -= len(case.pairs)
    return chosen


def _texts(compared: Any, claims: pd.DataFrame) -> dict[tuple[str, str], tuple[str, str]]:
    """Return the sentence and the words to compare of each claim, by claim and shared row ('' for the claim alone)."""
    sentence = {row.claim_id: row.evidence for table in compared for row in table.itertuples()}
    found = {("", row.claim_id): (sentence.get(row.claim_id, row.text), row.text) for row in claims.itertuples()}
    for row in compared.shared_claims.itertuples():
        words = found["", row.claim_id][1] if is_empty(row.value) else row.value
        found[row.shared_id, row.claim_id] = (row.evidence, words)
    return found


def _question(shared: str, pair: Pair, texts: dict[tuple[str, str], tuple[str, str]]) -> Question:
    (first, first_words), (second, second_words) = (texts[shared, claim] for claim in pair)
    return Question(
        "relation" if shared else "same_question",
        (("first", first), ("second", second), ("first_words", first_words), ("second_words", second_words)),
    )


# --- What the answers change ----------------------------------------------------------------------------------


def _shared_table(shared: pd.DataFrame, said: dict[Case, list[Judgement]], model: str) -> pd.DataFrame:
    shared = shared.copy()
    for case, sure in said.items():
        if case.table != _SHARED or not sure:
            continue
        (judgement,) = sure
        mine = shared["shared_id"] == case.row
        before = shared[mine].iloc[0]
        shared.loc[mine, "relation"] = _relation(before["relation"], judgement.answer)
        shared.loc[mine, "why"] = "; ".join(part for part in (before["why"], _why(judgement, model)) if part)
        shared.loc[mine, "confidence"] = judgement.confidence
        shared.loc[mine, "judged"] = model
    return shared.sort_values("relation", key=lambda names: names.map(_ORDER.index), kind="stable", ignore_index=True)


def _relation(before: str, answer: str) -> str:
    """Return the relation of a row after a sure answer: where method and judge contradict each other, one to check."""
    usable = ("agree", "partial", "conflict") if before == "check" else ("agree", "partial")
    return answer if answer in usable else "check"


def _other_tables(
    compared: Any, said: dict[Case, list[Judgement]], model: str, outlets: list[str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return only_here and possibly_shared after the judge's answers."""
    possibly = compared.possibly_shared.copy()
    alone = []
    for case, sure in said.items():
        related = [judgement for judgement in sure if judgement.answer != "no"]
        if case.table != _POSSIBLY or not (related or len(sure) == len(case.pairs)):
            continue
        mine = possibly["claim_id"] == case.row
        possibly.loc[mine, "judged"] = model
        possibly.loc[mine, "why"] = _why((related or sure)[0], model)
        if not related:
            alone.append(case.row)
    moved = possibly["claim_id"].isin(alone)
    only = compared.only_here
    if not moved.any():
        return only, possibly
    only = pd.concat([table for table in (only, possibly.loc[moved, list(only)]) if len(table)], ignore_index=True)
    only = only.sort_values(
        ["outlet", "salience", "claim_id"], ascending=[True, False, True], ignore_index=True,
        key=lambda column: column.map(outlets.index) if column.name == "outlet" else column,
    )  # fmt: skip
    return only, possibly[~moved].reset_index(drop=True)


def _sure(answers: Iterable[Judgement | None]) -> list[Judgement]:
    """Return the answers that count."""
    return [answer for answer in answers if is_sure(answer)]


def _why(judgement: Judgement, model: str) -> str:
    reason = one_line(judgement.reason).rstrip(".") or "no reason given"
    return f"second opinion of {model}, '{judgement.answer}': {reason}"


def _rows(answers: dict[tuple[str, Pair], Judgement | None], model: str) -> Iterator[tuple]:
    for number, ((shared, pair), judgement) in enumerate(answers.items(), 1):
        said = (judgement.answer, judgement.confidence, one_line(judgement.reason)) if judgement else (None, None, None)
        yield f"question-{number:03}", shared or None, *pair, model, *said
