"""Which articles are one event, and which repeat another."""

import pandas as pd
import pytest
from corpus.conftest import rows

from newsangle.corpus import group_articles
from newsangle.corpus.grouping import day_number, events_of, first_outlet, mark_copies, name_events
from newsangle.corpus.light import read_articles


def collected(found: list[dict]) -> list[dict]:
    bare = {"event": None, "author": None, "url": None, "country": None, "inferred": "", "page": "", "article": ""}
    return [bare | row | {"article_id": f"a{i:07d}", "place": f"row {i}"} for i, row in enumerate(found)]


@pytest.fixture(scope="module")
def readings() -> pd.DataFrame:
    return read_articles(collected(rows()), None)["readings"]


def test_articles_of_one_story_are_one_event_and_a_story_of_its_own_is_alone(readings):
    events = name_events(readings)
    assert events.tolist() == ["event-1"] * 3 + ["event-2"] * 3 + ["event-4"] * 3 + ["event-3"]


def test_events_of_the_source_are_kept_and_only_the_other_articles_are_grouped(readings):
    named = readings.assign(event=["mine"] * 3 + [None] * 7)
    events = name_events(named)
    assert events.tolist()[:3] == ["mine"] * 3 and events.nunique() == 4


def test_an_event_is_over_when_nothing_was_written_for_the_days_of_the_window(readings):
    leads = readings["lead"].tolist()[:3]
    assert group_articles(leads, [100, 101, 114]) == [0, 0, 0]
    assert group_articles(leads, [100, 101, 116]) == [0, 0, 1]
    assert group_articles(leads, [100, 101, 114], window=3) == [0, 0, 1]


def test_articles_without_a_day_are_grouped_among_themselves(readings):
    leads = readings["lead"].tolist()[:3]
    assert group_articles(leads, [0, 0, day_number("2024-03-04")]) == [0, 0, 1]


@pytest.mark.parametrize("leads", [[], [""], ["", ""], ["word"], ["word word"] * 3, ["ﷺ 漢字"] * 2])
def test_poor_texts_are_grouped_all_the_same(leads):
    assert len(group_articles(leads, [0] * len(leads))) == len(leads)


def test_a_second_version_of_an_outlet_and_a_copy_by_another_are_told_apart():
    ferry = rows()[0]
    again = ferry | {"published": "2024-03-04T12:00:00", "text": ferry["text"] + " Two tugs have arrived."}
    copied = ferry | {"published": "2024-03-05", "outlet": "Evening Star"}
    found = read_articles(collected([copied, again, ferry]), None)["readings"].assign(event="ferry")
    marks = mark_copies(found)
    assert marks["version_of"].tolist() == [None, "a0000002", None]
    assert marks["copy_of"].tolist() == ["a0000002", None, None]
    assert events_of(found.join(marks)).iloc[0][["articles", "outlets", "first_outlet"]].tolist() == [
        2, 2, "Morning Post",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("times", "first"),
    [
        (["2024-03-04", "2024-03-05"], "A"),
        (["2024-03-04", "2024-03-04"], None),
        (["2024-03-04T10:00:00", "2024-03-04T09:59:00"], "B"),
        (["2024-03-04T10:00:00+02:00", "2024-03-04T09:00:00"], "A"),
        (["2024-03-04", "2024-03-04T09:00:00"], None),
        (["2024-03-04", None], None),
    ],
)
def test_an_outlet_is_first_only_where_the_times_say_so(times, first):
    assert first_outlet(list(zip("AB", times, strict=True))) == first
