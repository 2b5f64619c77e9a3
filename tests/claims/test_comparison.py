"""Claims of several outlets are matched, related and explained."""

import json

import pytest

from newsangle.claims.comparison import compare_claims
from newsangle.claims.extraction import tabulate_claims
from newsangle.tables import TABLES


def rows(event, *pieces: str):
    """Return the rows of the shared claims whose evidence holds all the pieces, each in some cell."""
    groups = [group for _, group in event.shared.groupby("shared_id")]
    return [
        group for group in groups if all(group["evidence"].str.contains(piece, regex=False).any() for piece in pieces)
    ]


def answers(event, relation: str, kind: str, *pieces: str) -> bool:
    found = rows(event, *pieces)
    return any((group["relation"] == relation).all() and (group["kind"] == kind).all() for group in found)


def test_a_dateline_claims_nothing(facts_of):
    assert (
        not facts_of("HALDEN — Some 1,200 workers laid down their tools on Tuesday.")["text"].str.match("HALDEN").any()
    )


@pytest.mark.parametrize("name", ["claims", "shared_claims", "only_here", "possibly_shared"])
def test_tables_have_the_columns_of_the_schema(ferry, name):
    assert list(getattr(ferry, name).columns) == list(TABLES[name].columns)


@pytest.mark.parametrize("event", ["ferry", "copied", "vote", "strike", "sample"])
def test_every_claim_stands_somewhere(event, request):
    told = request.getfixturevalue(event)
    listed = [set(table["claim_id"]) for table in (told.shared_claims, told.only_here, told.possibly_shared)]
    assert set.union(*listed) == set(told.claims["claim_id"])
    assert not listed[1] & listed[2] and not listed[0] & (listed[1] | listed[2])


def test_the_nearest_claims_are_those_of_other_outlets(ferry):
    outlet = dict(zip(ferry.claims["claim_id"], ferry.claims["outlet"], strict=True))
    for row in ferry.possibly_shared.itertuples():
        nearest = json.loads(row.nearest)
        assert {outlet[claim] for claim in nearest.values()} == set(nearest) and row.outlet not in nearest


def test_claims_lead_back_to_the_text(sample):
    raw = {article.id: article.raw for article in sample.event.articles}
    for claim in sample.claims.itertuples():
        assert raw[claim.article_id][claim.start : claim.end] == claim.text
    assert sample.claims["claim_id"].is_unique


@pytest.mark.parametrize(
    ("sentence", "facts"),
    [
        ("A gale sank two boats in Lindholm harbour, and a falling crane injured three sailors.", 2),
        ("Divers who searched the cold wreck found four old cannons, but the weather stopped their work.", 3),
        ("The gale sank two boats.", 1),
    ],
)
def test_each_fact_of_a_sentence_is_a_claim(facts_of, sentence, facts):
    assert len(facts_of(sentence)) == facts


def test_voices(sample):
    claims = sample.claims.set_index("text")
    said = claims[claims.index.str.contains("be eliminated will be", regex=False)]
    assert set(said["voice"]) == {"attributed"} and set(said["speaker"]) == {"Dmitry Medvedev"}
    told = claims[claims.index.str.contains("The stalled discussions", regex=False)]
    assert set(told["voice"]) == {"outlet"}


def test_several_facts_give_several_claims(sample):
    sentence = sample.sentences.loc[sample.sentences["text"].str.contains("cede more territory"), "sentence_id"].iloc[0]
    assert (sample.claims["sentence_id"] == sentence).sum() >= 3


def test_what_was_not_announced_stands_beside_what_was_called_for(sample):
    [row] = rows(sample, "no timeline was announced", "before the end of June")
    assert set(row["relation"]) == {"partial"} and set(row["kind"]) == {"date"}
    assert list(row["value"]) == ["no timeline was announced", "before the end of June (2025-06)"]


def test_sample_has_no_conflict_but_two(sample):
    conflicts = sample.shared[sample.shared["relation"] == "conflict"]
    assert conflicts["shared_id"].nunique() == 2


def test_salience_falls(sample):
    for _, own in sample.only.groupby("outlet"):
        assert own["salience"].is_monotonic_decreasing and own["salience"].between(0, 1).all()


def test_a_row_is_a_question_or_a_clause(sample):
    labels = sample.shared.drop_duplicates("shared_id")["label"]
    assert labels.str.len().between(8, 112).all()
    assert not labels.str.match(r"(?:and|which|that|to|but)\b", case=False).any()


def test_confidence_is_a_probability(sample):
    assert sample.shared["confidence"].between(0, 1).all() and sample.possibly_shared["confidence"].between(0, 1).all()


def test_few_places_to_check(sample):
    assert sample.shared.loc[sample.shared["relation"] == "check", "shared_id"].nunique() <= 4


def test_same_tables_twice(ferry):
    again = compare_claims(ferry.claims, ferry.sentences, ferry.tokens, ferry.articles)
    assert all(table.equals(getattr(ferry, name)) for name, table in again._asdict().items())


def test_a_copied_sentence_is_never_only_here(copied):
    carried = copied.shared[copied.shared["copy_of"].notna()]
    assert set(carried["outlet"]) == {"Island Echo"} and set(carried["copy_of"]) == {"Morning Post"}
    alone = copied.only.loc[copied.only["outlet"] == "Island Echo", "evidence"]
    assert set(alone) <= {"Islanders brought blankets and hot soup to the school gymnasium."}


def test_a_sentence_that_only_a_copy_repeats_says_so(copied):
    [dog] = [group for group in rows(copied, "A dog named Bosun") if group["copy_of"].notna().any()]
    assert set(dog["why"]) == {"only in the agency text that both print"}


def test_one_outlet_shares_nothing(ferry):
    own = {name: table[table["article_id"] == "morning"] for name, table in vars(ferry).items() if name in
           ("articles", "sentences", "tokens", "attributions", "mentions")}  # fmt: skip
    listed = tabulate_claims(**own)
    found = compare_claims(listed, own["sentences"], own["tokens"], own["articles"])
    assert found.shared_claims.empty
    assert len(found.only_here) + len(found.possibly_shared) == len(listed)


def test_no_sentences_at_all(ferry):
    listed = tabulate_claims(ferry.sentences[:0], ferry.tokens[:0], ferry.articles)
    found = compare_claims(listed, ferry.sentences[:0], ferry.tokens[:0], ferry.articles)
    assert listed.empty and all(table.empty for table in found)


@pytest.mark.parametrize(
    "text",
    [
        "Yes.",
        "no punctuation at all " * 200,
        "42 " * 400,
        "=HYPERLINK(1) <b>bold</b> & {{ braces }}",
        "\u0441\u043b\u043e\u0432\u0430 \u0438 \u5b57 \u0645\u0631\u062d\u0628\u0627. " * 20,
    ],
)
def test_the_worst_texts_are_compared(told_by_two, text):
    found = told_by_two(text, f"{text} The ferry sank.")
    assert set(found.claims["claim_id"]) == {
        claim for table in (found.shared_claims, found.only_here, found.possibly_shared) for claim in table["claim_id"]
    }
