"""Coverage: who published when, who was first with a point, and which later text has another answer."""

import pandas as pd
import pytest

from newsangle.report.coverage import coverage
from newsangle.report.evidence import same_answer, shared_claims
from newsangle.report.times import later


def published(tables: dict, *times: str | None, **columns) -> dict:
    return {**tables, "articles": tables["articles"].assign(published=list(times), **columns)}


def test_texts_stand_in_time_with_what_they_were_first_to_report(ferry_tables):
    tables = published(ferry_tables, "2024-05-06T10:00:00+00:00", "2024-05-06T17:20:00+02:00")
    first, second = coverage(tables, shared_claims(tables))
    assert (first.outlet, first.later, first.when, first.at) == ("Harbour Post", "first", "6 May 2024, 10:00", 0)
    assert (second.outlet, second.later, second.at) == ("Varn Courier", "5 hours later", 100)
    assert len(first.first) == 3 and second.known == 3 and not second.first
    assert ("40", "25") in [(change.before, change.now) for change in second.changes]
    assert "noon" not in [change.now for change in second.changes]  # both say noon


@pytest.mark.parametrize("times", [("2024-05-06", "2024-05-06"), (None, "2024-05-06"), (None, None)])
def test_without_two_known_times_there_is_no_coverage(ferry_tables, times):
    tables = published(ferry_tables, *times)
    assert coverage(tables, shared_claims(tables)) == []


def test_one_time_alone_makes_days_the_measure(ferry_tables):
    tables = published(ferry_tables, "2024-05-08", "2024-05-06T23:00:00Z")
    first, second = coverage(tables, shared_claims(tables))
    assert (first.outlet, second.outlet, second.later) == ("Varn Courier", "Harbour Post", "2 days later")


def test_a_text_and_its_copies_are_one_voice_from_the_first_of_them(ferry_tables):
    times = ("2024-05-06T10:00:00Z", "2024-05-06T08:00:00Z")
    tables = published(ferry_tables, *times, repeats=[None, "harbour"])
    (stop,) = coverage(tables, shared_claims(tables))
    assert stop.outlet == "Harbour Post" and stop.later == "first"
    assert stop.runs == ("Varn Courier (first)", "Harbour Post (2 hours later)")


def test_two_texts_of_the_first_day_are_both_among_the_first():
    days = pd.to_datetime(pd.Series(["2024-05-06", "2024-05-06", "2024-05-07"]))
    assert [later(day, days) for day in days] == ["among the first", "among the first", "1 day later"]


def test_texts_of_one_outlet_are_numbered(ferry_tables):
    tables = published(ferry_tables, "2024-05-06", "2024-05-07", outlet=["Harbour Post", "Harbour Post"])
    assert [stop.version for stop in coverage(tables, [])] == ["text 1", "text 2"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("about 20 per cent of land", "approximately 20 percent land", True),
        ("12,000 bodies", "12,000 soldiers", True),
        ("Seven killed", "7 people", True),
        ("at least 30 days", "30 days", False),
        ("40 people", "25 people", False),
        ("the captain", "the crew", False),
    ],
)
def test_answers_are_the_same_if_their_figures_and_bounds_are(one, other, same):
    assert (same_answer(one) == same_answer(other)) is same
