"""Findings are sentences that the tables carry."""

import re
from dataclasses import replace

import pandas as pd
import pytest

from newsangle import tables as house
from newsangle.report import claim_matrix, findings
from newsangle.report.contrasts import apart
from newsangle.report.findings import _agreement
from newsangle.report.wording import counted, listed, minus, percent, shortened, signed

SECTIONS = ["summary", "conflicts", "check", "only here", "voices", "words", "frames", "tone"]


@pytest.mark.parametrize(
    ("items", "sentence"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_lists_read_as_english(items, sentence):
    assert listed(items) == sentence


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (counted(1, "claim"), "1 claim"),
        (counted(1200, "claim"), "1,200 claims"),
        (percent(0.456), "46%"),
        (percent(0.001), "under 1%"),
        (percent(0), "0%"),
        (percent(0.999), "over 99%"),
        (signed(-0.123), "−0.12"),
        (signed(0.5), "+0.50"),
        (signed(-0.001), "0.00"),
        (minus(0.5), "0.50"),
        (shortened("a\n b  c"), "a b c"),
        (shortened("one two three", 8), "one two …"),
        (shortened("x" * 9, 4), "xxxx …"),
    ],
)
def test_numbers_read_as_english(shown, expected):
    assert shown == expected


def test_findings_come_in_order_with_number_n_and_a_place(ferry_tables):
    found = findings(ferry_tables)
    assert 5 <= len(found) <= 12
    assert list(found["order"]) == list(range(1, len(found) + 1))
    places = [SECTIONS.index(section) for section in found["section"]]
    assert places == sorted(places)
    assert found["number"].notna().all() and (found["n"] > 0).all() and (found["place"] != "").all()


def test_findings_fit_their_table(ferry_tables, ferry_event, tmp_path):
    here = replace(ferry_event, processed=tmp_path / "processed", report=tmp_path / "report")
    house.write(findings(ferry_tables), here, "findings")
    assert len(house.read(here, "findings")) == len(findings(ferry_tables))


def test_a_conflict_is_said_with_both_values_and_both_sentences(ferry_tables):
    first = findings(ferry_tables).set_index("section").loc["conflicts"]
    assert first["sentence"] == "How many people were hurt: 40 in Harbour Post but 25 in Varn Courier."
    sentences = ferry_tables["sentences"].set_index("sentence_id")["text"]
    assert [re.findall("40|Twenty-five", sentences[each])[0] for each in first["evidence"].split()] == [
        "40",
        "Twenty-five",
    ]


def test_a_value_given_again_in_other_words_is_said_once(ferry_tables):
    hurt = ferry_tables["shared_claims"].query("relation == 'conflict'")
    again = hurt.head(1).assign(value="40 injured")
    claims = pd.concat([ferry_tables["shared_claims"], again], ignore_index=True)
    first = findings({**ferry_tables, "shared_claims": claims}).set_index("section").loc["conflicts", "sentence"]
    assert first == "How many people were hurt: 40 in Harbour Post but 25 in Varn Courier."


def test_a_copy_is_the_text_of_the_outlet_that_it_repeats(ferry_tables):
    claims = ferry_tables["shared_claims"]
    copied = claims.assign(copy_of=claims["outlet"].map({"Varn Courier": "Harbour Post"}))
    matrix = claim_matrix({**ferry_tables, "shared_claims": copied}).set_index("label")
    assert matrix.loc["how many people were hurt", "Varn Courier"] == "same text as Harbour Post"
    assert matrix.loc["how many people were hurt", "Harbour Post"] == "40"


def test_what_is_said_of_claims_adds_up(ferry_tables):
    found = findings(ferry_tables)["sentence"]
    assert found[0] == (
        "The two outlets agree on one point and in part on one more, disagree on one number, "
        "and each says things the other does not."
    )
    assert any(s.startswith("2 of the 5 claims in Harbour Post were not found in the other text.") for s in found)
    assert any("“The town thanked the helpers, who brought blankets and tea.”" in s for s in found)


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((5, 3, 1), "agree on five points, perhaps on three more and in part on one more"),
        ((1, 0, 0), "agree on one point"),
        ((0, 2, 1), "perhaps agree on two points and in part on one more"),
        ((0, 0, 2), "agree in part on two points"),
        ((0, 0, 0), ""),
    ],
)
def test_what_is_unsure_is_not_counted_as_agreement(counts, said):
    assert _agreement(*counts) == said


def test_an_agreement_that_is_not_sure_is_called_so(ferry_tables):
    claims = ferry_tables["shared_claims"]
    unsure = {**ferry_tables, "shared_claims": claims.assign(confidence=0.4, kind="event")}
    assert findings(unsure)["sentence"][0].startswith(
        "The two outlets perhaps agree on one point and in part on one more"
    )


def test_words_that_mark_a_text_share_none_and_are_not_the_outlets_name():
    terms = ["Harbour Post", "the post", "gust of wind", "wind", "strong gust", "captain"]
    assert apart(terms, "Harbour Post") == ["the post", "gust of wind", "captain"]


def test_a_gap_whose_interval_includes_zero_could_be_chance(ferry_tables):
    tone = findings(ferry_tables).set_index("section").loc["tone", "sentence"]
    assert "−0.20 in Harbour Post and +0.10 in Varn Courier" in tone
    assert "The gap of 0.30 could be chance (95% interval −0.10 to 0.70)." in tone


@pytest.mark.parametrize(
    ("low", "high", "difference", "said"),
    [
        (0.1, 0.5, 0.3, "is clear of zero (95% interval 0.10 to 0.50)"),
        (-0.5, -0.1, -0.3, "is clear of zero (95% interval 0.10 to 0.50)"),
        (-0.5, 0.1, -0.3, "could be chance (95% interval −0.10 to 0.50)"),
    ],
)
def test_a_gap_is_stated_with_its_interval_whichever_way_it_points(ferry_tables, low, high, difference, said):
    changed = ferry_tables["tone_differences"].assign(low=low, high=high, difference=difference, same_direction=True)
    tone = findings({**ferry_tables, "tone_differences": changed}).set_index("section").loc["tone", "sentence"]
    assert said in tone


def test_what_is_picked_from_many_words_is_judged_with_all_of_them(ferry_tables):
    few = ferry_tables["keyness"].assign(log_odds=1.5, low=0.2, high=2.8)
    said = findings({**ferry_tables, "keyness": few}).set_index("section")["sentence"]
    assert "The intervals of all these differences exclude zero, allowing for all 2 comparisons." in said["words"]
    others = pd.concat([few.assign(term=f"word {n}", log_odds=0.1, low=-1.0, high=1.2) for n in range(98)])
    many = pd.concat([few, others], ignore_index=True)
    said = findings({**ferry_tables, "keyness": many}).set_index("section")["sentence"]
    assert "every interval includes zero, allowing for all 100 comparisons" in said["words"]


@pytest.mark.parametrize("name", [n for n in house.TABLES if n not in ("articles", "blocks", "sentences")])
def test_a_table_without_rows_gives_no_finding_of_its_own(ferry_tables, name):
    found = findings({**ferry_tables, name: ferry_tables[name].iloc[:0]})
    assert len(found) <= len(findings(ferry_tables))
    assert not found["sentence"].str.contains("nan|None").any()


def test_without_a_conflict_it_says_what_was_compared_and_what_is_left(ferry_tables):
    calm = ferry_tables["shared_claims"].query("relation != 'conflict'")
    first = findings({**ferry_tables, "shared_claims": calm}).iloc[0]["sentence"]
    assert first == (
        "The two outlets agree on one point and in part on one more, and each says things the other does not; "
        "no contradiction was found in these two points, and 3 claims were found in one text only."
    )


def test_a_place_to_check_is_a_question_and_counts_as_left(ferry_tables):
    unsure = ferry_tables["shared_claims"].replace({"relation": {"conflict": "check"}})
    said = findings({**ferry_tables, "shared_claims": unsure}).set_index("section")["sentence"]
    assert said["check"].startswith("How many people were hurt: do the texts say the same: 40 in Harbour Post")
    assert said["summary"].endswith("no contradiction was found in these two points, and one place is left to check.")


def test_nothing_shared_is_said_plainly(ferry_tables):
    alone = findings({**ferry_tables, "shared_claims": ferry_tables["shared_claims"].iloc[:0]}).iloc[0]["sentence"]
    assert alone == "No point was found that two of the outlets report; 3 claims were found in one text only."


def test_what_may_be_shared_is_counted(ferry_tables):
    none = ferry_tables["shared_claims"].iloc[:0]
    maybe = ferry_tables["only_here"].assign(nearest="{}", confidence=0.5)
    said = findings({**ferry_tables, "shared_claims": none, "possibly_shared": maybe}).iloc[0]["sentence"]
    assert said == "No point was found that two of the outlets report; 3 sentences may also be in another text."


def test_the_claim_matrix_has_an_outlet_a_column(ferry_tables):
    matrix = claim_matrix(ferry_tables).set_index("label")
    assert list(matrix.columns) == ["relation", "kind", "Harbour Post", "Varn Courier"]
    assert list(matrix.loc["how many people were hurt"]) == ["conflict", "number", "40", "25"]


def test_the_sample_event_points_at_the_numbers_that_differ(sample_run):
    found = house.read(sample_run, "findings")
    differ = " ".join(found.loc[found["section"].isin(["conflicts", "check"]), "sentence"])
    assert "12,000" in differ and "6,000" in differ
    known = set(house.read(sample_run, "sentences")["sentence_id"])
    assert {each for row in found["evidence"].dropna() for each in row.split()} <= known
