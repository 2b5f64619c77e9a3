"""The charts of the page: what is drawn where, what is left out, and how it is said."""

import pandas as pd
import pytest

from newsangle.report.charts import Mark, chart


def speakers(rows: list[tuple]) -> pd.DataFrame:
    """Rows of outlet, speaker, words, quoted words, share."""
    columns = ["outlet", "speaker", "words", "quoted_words", "share"]
    return pd.DataFrame(rows, columns=columns).assign(side="", attributions=1)


def actors(rows: list[tuple]) -> pd.DataFrame:
    """Rows of outlet, actor, mentions, agent, patient, patient without agent."""
    columns = ["outlet", "actor", "mentions", "agent", "patient", "patient_without_agent"]
    return pd.DataFrame(rows, columns=columns)


def test_a_bar_ends_at_its_share_of_the_scale_and_its_quoted_part_is_dark(ferry_tables):
    rows = [("Harbour Post", "Ida Holm", 40, 10, 0.4), ("Varn Courier", "Jon Sund", 20, 20, 0.2)]
    drawn = chart("voices", {**ferry_tables, "speakers": speakers(rows)})
    holm, sund = drawn.panels
    assert drawn.ends == ("0", "40% of the words")
    assert holm.lines[0].marks == (Mark("faint", 0, 100), Mark("bar", 0, 25))
    assert (holm.lines[0].amount, holm.lines[0].about) == ("40%", "40 words, 10 quoted")
    assert holm.rest == "none in Varn Courier" and sund.rest == "none in Harbour Post"


def test_actors_act_to_the_right_and_are_acted_on_to_the_left(ferry_tables):
    rows = [("Harbour Post", "the crew", 9, 2, 4, 3), ("Varn Courier", "the pier", 2, 0, 0, 0)]
    drawn = chart("actors", {**ferry_tables, "actors": actors(rows)})
    (crew,) = drawn.panels  # the pier neither acts nor is acted on
    assert crew.lines[0].marks == (Mark("faint", 0, 37.5), Mark("bar", 37.5, 75))
    assert crew.lines[0].about == "acted on 4, 3 with nobody named; 9 mentions"


def test_words_have_a_rate_beside_their_count(ferry_tables):
    drawn = chart("words", ferry_tables)
    post, courier = drawn.panels
    assert post.outlet == "Harbour Post" and post.lines[0].label == "reckless"
    assert post.lines[0].amount == "3 of 59 words"
    assert post.lines[0].about == "against 0 of 59 elsewhere"
    assert courier.lines[0].marks[0].start == pytest.approx(100 * 0.4 / 2.6)


def test_strokes_show_where_a_word_stands(ferry_tables):
    panels = {panel.title: panel for panel in chart("dispersion", ferry_tables).panels}
    (line,) = panels["reckless"].lines
    assert line.outlet == "Harbour Post" and line.amount == "1 time"
    assert 40 < line.marks[0].start == line.marks[0].end < 80


def test_frames_say_what_they_mean_and_leave_out_who_never_uses_them(ferry_tables):
    shares = ferry_tables["frame_shares"].assign(codebook="generic")
    drawn = chart("frames", {**ferry_tables, "frame_shares": shares})
    panel = next(panel for panel in drawn.panels if panel.title == "generic: responsibility")
    assert [line.outlet for line in panel.lines] == ["Harbour Post"] and panel.rest == "none in Varn Courier"
    assert "(Five generic news frames)" in panel.note


def test_lists_that_disagree_are_marked(ferry_tables):
    apart = ferry_tables["tone_differences"].assign(same_direction=[False, True])
    (panel,) = chart("tone", {**ferry_tables, "tone_differences": apart}).panels
    assert ["≷ the lists disagree" in line.about for line in panel.lines] == [True, False]
    assert [mark.kind for mark in panel.lines[0].marks] == ["reach", "dot"]


def test_a_mean_without_an_interval_is_a_ring_and_nothing_rated_is_no_mean(ferry_tables):
    tone = ferry_tables["tone"].assign(low=None, coverage=[0.0, 0.1])
    (panel,) = chart("tone", {**ferry_tables, "tone": tone}).panels
    assert panel.lines[0].amount == "nothing rated" and not panel.lines[0].marks
    assert [mark.kind for mark in panel.lines[1].marks] == ["hollow"]


def test_too_few_rated_words_are_no_mean(ferry_tables):
    tone = ferry_tables["tone"].assign(mean=[None, 0.1], coverage=[0.02, 0.1])
    (panel,) = chart("tone", {**ferry_tables, "tone": tone}).panels
    assert panel.lines[0].amount == "too few words rated" and not panel.lines[0].marks


def test_panels_beyond_a_screenful_are_folded(ferry_tables):
    rows = [("Harbour Post", f"speaker {i:02}", 5, 0, 0.01) for i in range(12)]
    rows += [("Varn Courier", f"speaker {i:02}", 5, 0, 0.01) for i in range(12)]
    drawn = chart("voices", {**ferry_tables, "speakers": speakers(rows * 3)})
    assert len(drawn.panels) == 12 and drawn.shown == 4


@pytest.mark.parametrize(
    "anchor", ["voices", "actors", "words", "dispersion", "frames", "tone", "tone-along", "targets", "matched"]
)
def test_an_empty_table_draws_nothing(ferry_tables, anchor):
    empty = {name: rows[:0] if name not in ("articles", "sentences") else rows for name, rows in ferry_tables.items()}
    assert chart(anchor, empty) is None
