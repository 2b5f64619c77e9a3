"""Rows that tell a reader nothing new are left out."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from newsangle.claims import filler
from newsangle.claims.answers.answer import Answer
from newsangle.claims.corrections import Group
from newsangle.claims.filler import without_filler
from newsangle.claims.relations import Cell, Relation
from newsangle.language import NO_WORDS

POST = Cell("Post", "post", None, 0, "p-s1", "p-c1", 0, "Nine were hurt", "Nine were hurt.", None)
STAR = Cell("Star", "star", None, 1, "s-s1", "s-c1", 0, "Nine hurt", "Nine hurt.", None)
ECHO = Cell("Echo", "echo", None, 2, "e-s1", "e-c1", 0, "Ten were hurt", "Ten were hurt.", None)


def answered(cell: Cell, value: str) -> Cell:
    return replace(cell, answer=Answer(0, len(value), value, None))


def group(relation: str, *cells: Cell, kind: str = "number", confidence: float = 0.9) -> Group:
    return Group(list(cells), Relation(relation, kind, "", confidence))


NINE = group("agree", answered(POST, "nine"), answered(STAR, "nine"))
WHOLE = group("agree", POST, STAR, kind="statement", confidence=0.5)
TEN = group("check", answered(POST, "nine"), answered(ECHO, "ten"))


@pytest.fixture
def labelled(monkeypatch):
    """Give each row the label that the test names, by the place of its first answer."""

    def give(*texts: str):
        given = iter(texts)
        known: dict[int, str] = {}
        monkeypatch.setattr(filler, "label", lambda cells, *_: known.setdefault(id(cells), next(given)))
        return SimpleNamespace(quantities=[[], [], []], parsed=[NO_WORDS] * 3, starts=[0] * 3)

    return give


def test_the_same_sentences_are_one_row(labelled):
    assert without_filler([WHOLE, NINE], labelled("nine", "whole")) == [NINE]


def test_another_relation_of_values_is_another_row(labelled):
    partial = group("partial", POST, STAR, kind="event")
    assert without_filler([partial, NINE], labelled("partial", "nine")) == [partial, NINE]


def test_one_question_is_one_row_with_all_its_answers(labelled):
    conflict = group("conflict", *TEN.cells)
    (row,) = without_filler([NINE, conflict], labelled("How many were hurt?", "How many were hurt?"))
    assert row.relation.relation == "conflict" and [cell.value for cell in row.cells] == ["nine", "nine", "ten"]


def test_agreement_stands_beside_a_place_to_check(labelled):
    assert without_filler([NINE, TEN], labelled("How many were hurt?", "How many were hurt?")) == [NINE, TEN]


def test_a_question_is_asked_once(labelled):
    other = group("check", answered(ECHO, "eleven"), answered(STAR, "twelve"), confidence=0.2)
    assert without_filler([other, TEN], labelled("How many were hurt?", "How many were hurt?")) == [TEN]


@pytest.mark.parametrize(("one", "other"), [("nine", "Nine"), ("Friday (2024-03-01)", "Friday (2024-03-08)")])
def test_the_same_words_do_not_differ(labelled, one, other):
    assert without_filler([group("check", answered(POST, one), answered(STAR, other))], labelled("When?")) == []


@pytest.mark.parametrize(
    ("one", "other", "agrees"),
    [
        ("Olsen demanded a truce of at least 30 days.", "Dahl proposed a truce of two days.", False),
        ("Olsen demanded a truce of at least 30 days.", "Olsen asked for a truce of 30 days.", True),
        ("Olsen demanded a truce of at least 30 days.", "Olsen asked for a long truce.", True),
    ],
)
def test_claims_do_not_agree_if_all_their_numbers_differ(prepared, one, other, agrees):
    event = prepared(one, other)
    cells = [replace(cell, text=text, evidence=text) for cell, text in ((POST, one), (STAR, other))]
    row = group("agree", *cells, kind="statement")
    assert without_filler([row], event) == ([row] if agrees else [])


def test_two_values_contradict_each_other_in_one_row(labelled):
    whole = group("check", POST, ECHO, STAR, kind="number")
    assert without_filler([whole, TEN], labelled("How many were hurt?", "Nine were hurt")) == [TEN]


def test_a_copied_sentence_has_its_own_row(labelled):
    copied = group("agree", POST, kind="statement", confidence=1.0)
    assert without_filler([NINE, copied], labelled("copied", "nine")) == [NINE, copied]
