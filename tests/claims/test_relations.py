"""How answers relate: conflict, check, partial or agree, and why."""

from dataclasses import replace

import pytest

from newsangle.claims.answers.answer import Answer, Comparison, Verdict
from newsangle.claims.relations import Cell, Judged, not_at_odds, other_sources, relate

NINE, TWELVE = Answer(0, 4, "nine passengers", None), Answer(0, 6, "twelve passengers", None)
POST = Cell("Post", "post", "2024-03-06", 0, "p-s1", "p-c1", 0, "Nine were hurt", "Nine were hurt.", None, NINE)
STAR = Cell(
    "Star", "star", "2024-03-06", 1, "star-s1", "star-c1", 0, "Twelve were hurt", "Twelve were hurt.", None, TWELVE
)


def judged(verdict: Verdict, kind: str = "number", conflict: float = 0.9, question: float = 0.9) -> dict:
    return {(0, 1): Judged(0.9, 0.1, 0.1, (Comparison(kind, verdict, question, NINE, TWELVE, conflict=conflict),))}


@pytest.mark.parametrize(
    ("judgements", "relation"),
    [
        (judged(Verdict.DIFFERENT), "conflict"),
        (judged(Verdict.DIFFERENT, conflict=0.01), "partial"),
        (judged(Verdict.DIFFERENT, kind="name"), "conflict"),
        (judged(Verdict.DIFFERENT, kind="polarity", conflict=0), "check"),
        (judged(Verdict.COMPATIBLE, conflict=0), "partial"),
        (judged(Verdict.SAME, conflict=0), "agree"),
    ],
)
def test_the_relation_follows_the_verdict_and_how_sure_it_is(judgements, relation):
    assert relate([POST, STAR], judgements).relation == relation


def test_a_conflict_is_shown_even_if_others_agree():
    third = replace(POST, outlet="Gazette", article="gazette", row=2, sentence="g-s1", claim="g-c1")
    found = relate([POST, STAR, third], judged(Verdict.DIFFERENT))
    assert found.relation == "conflict" and found.why == "nine passengers (Post) against twelve passengers (Star)"


def test_one_outlet_alone_is_not_related():
    assert relate([POST], {}).relation == "agree"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"speaker": "Ilse Marten"}, ""),
        ({"text": "Nine were reportedly hurt"}, "Post says 'reportedly', Star states it"),
        ({"text": "Nine were hurt in Halden alone"}, "different scope, 'alone' in Post"),
        ({"text": "The mayor called for nine"}, "Post reports a wish or a proposal"),
        ({"published": "2024-03-09"}, "the count was still growing, and Post wrote later"),
        ({}, ""),
    ],
)
def test_why_two_answers_need_not_contradict_each_other(changes, reason):
    assert not_at_odds(replace(POST, **changes), STAR) == reason


def test_sources_are_told_apart_by_their_names():
    governor, army = replace(POST, speaker="Governor Ilse Marten"), replace(STAR, speaker="the army")
    assert other_sources(governor, army)
    assert not other_sources(governor, replace(STAR, speaker="Marten"))
