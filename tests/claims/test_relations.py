"""Claims of several outlets are matched, related and explained."""

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


@pytest.mark.parametrize(
    ("relation", "kind", "pieces"),
    [
        ("conflict", "number", ("carrying 214 passengers", "carrying 187 passengers")),
        ("conflict", "polarity", ("denied that the radar had failed", "found that the radar had failed")),
        ("agree", "number", ("At least nine passengers", "Twelve passengers")),
        ("agree", "duration", ("90 minutes", "an hour and a half")),
        ("agree", "date", ("on Tuesday evening", "On March 5", "on 5 March")),
    ],
)
def test_three_outlets(ferry, relation, kind, pieces):
    assert answers(ferry, relation, kind, *pieces)


def test_reasons_can_be_read(ferry):
    [carried] = [g for g in rows(ferry, "carrying 214", "carrying 187") if (g["kind"] == "number").all()]
    assert set(carried["why"]) == {"214 passengers against 187 passengers"}
    assert list(carried["value"]) == ["214 passengers", "187 passengers"]


@pytest.mark.parametrize(
    ("relation", "kind", "why", "pieces"),
    [
        ("conflict", "number", "71 per cent against about 65 per cent", ("Turnout was 71", "Turnout was about 65")),
        ("conflict", "number", "61 against 62", ("Olsen, 61", "Olsen, 62")),
        (
            "conflict",
            "polarity",
            "'was badly damaged' (Morning Post) against 'undamaged' (Evening Star)",
            ("The town hall was badly damaged", "The town hall was undamaged"),
        ),
        (
            "conflict",
            "date",
            "'No date has been set' (Evening Star) against '3 May (2024-05-03)' (Morning Post)",
            ("sworn in on 3 May", "No date has been set"),
        ),
        (
            "partial",
            "number",
            "About 40,000 people against About 25,000 people: different sources, union and police",
            ("About 40,000 people", "About 25,000 people"),
        ),
        (
            "partial",
            "number",
            "Two people against Six people: the count was still growing, and Harbour Gazette wrote later",
            ("Two people were killed", "Six people were killed"),
        ),
        (
            "partial",
            "event",
            "Morning Post says 'reportedly', Evening Star states it",
            ("reportedly burned", "clerk burned"),
        ),
        ("agree", "cause", "", ("because of a loose cable", "was caused by a loose cable")),
    ],
)
def test_vote(vote, relation, kind, why, pieces):
    told = [row for group in rows(vote, *pieces) for row in group.itertuples()]
    assert (relation, kind) in {(row.relation, row.kind) for row in told}
    assert not why or why in {row.why for row in told}


@pytest.mark.parametrize(
    ("relation", "why", "pieces"),
    [
        (
            "partial",
            "14 (Morning Post) against 17 dead (Harbour Gazette): "
            "the count was still growing, and Harbour Gazette wrote later",
            ("killing 14", "killing at least 14", "14 dead", "dead at 14", "17 dead", "rose to 17"),
        ),
        (
            "partial",
            "8 per cent against 3 per cent: Morning Post tells what could be, Evening Star what is",
            ("could rise by 8", "rose by 3"),
        ),
        ("conflict", "30 days against three weeks", ("a truce of 30 days", "a truce of three weeks")),
    ],
)
def test_counts_that_grow_and_what_only_may_be(strike, relation, why, pieces):
    [group] = [g for g in rows(strike, *pieces) if (g["why"] == why).all()]
    assert (group["relation"] == relation).all()


def test_a_conflict_needs_one_thing_at_one_time(vote):
    assert not any(
        rows(vote, *pieces)
        for pieces in (("raised its interest", "cut its interest"), ("mayor of Nordby", "mayor of Sandby"))
    )
    of_managers = rows(vote, "Two managers of the bank were acquitted", "One manager of the bank was convicted")
    assert not any((group["relation"] == "conflict").any() for group in of_managers)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (
            "The trawler Marie sank off Lindholm on Tuesday with nine people on board.",
            "The trawler Marie sank off Lindholm on Wednesday with nine people on board.",
            "Tuesday (2024-03-05) against Wednesday (2024-03-06)",
        ),
        (
            "Parliament will vote on the pension bill on 12 March, the speaker said.",
            "Parliament will vote on the pension bill on 19 March, the speaker said.",
            "12 March (2024-03-12) against 19 March (2024-03-19)",
        ),
        (
            "Delegations met in Geneva on Monday and agreed to a truce.",
            "Delegations will meet in Geneva on Thursday to talk of the truce.",
            "",
        ),
        (
            "Police arrested a man from Varn on Monday over the theft of the painting.",
            "Police arrested a woman from Lindholm on Tuesday over the theft of the painting.",
            "",
        ),
        (
            "The foreign minister travelled to Paris on Monday for talks on the treaty.",
            "The foreign minister travelled to Rome on Tuesday for talks on the treaty.",
            "",
        ),
        (
            "Police arrested a suspect on Tuesday in the theft of the painting.",
            "Police arrested a second suspect on Wednesday in the theft of the painting.",
            "",
        ),
    ],
)
def test_two_days_conflict_where_they_are_of_one_deed(told_by_two, one, other, why):
    shared = told_by_two(one, other)
    conflicts = shared[(shared["relation"] == "conflict") & (shared["kind"] == "date")]
    assert set(conflicts["why"]) == ({why} if why else set())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Shares in the paper mill fell on Tuesday.\n\nThe mill stands by the river Halda.\n\nA bridge leads to it.",
            "On Tuesday they stopped waiting.\n\nNobody knows how the money was spent.\n\nThe bishop prays for rain.",
        ),
        (
            "Karl Olsen said that the tax was unfair.\n\nThe mill stands by the river Halda and is old.",
            "Karl Olsen said that the harvest was poor.\n\nThe bishop prays for rain.",
        ),
    ],
)
def test_a_day_or_a_speaker_alone_is_no_claim_in_common(told_by_two, one, other):
    shared = told_by_two(one, other)
    assert shared[shared["kind"] != "date"].empty


def test_a_dateline_claims_nothing(facts_of):
    assert (
        not facts_of("HALDEN — Some 1,200 workers laid down their tools on Tuesday.")["text"].str.match("HALDEN").any()
    )


def test_told_by_one_outlet_alone(ferry):
    alone = dict(zip(ferry.only["evidence"], ferry.only["outlet"], strict=True))
    assert alone["The repair of the hull will cost 4 million euros."] == "Morning Post"
    assert not any("carrying" in evidence for evidence in alone)


@pytest.mark.parametrize("name", ["claims", "shared", "only"])
def test_tables_have_the_columns_of_the_schema(ferry, name):
    schema = {"claims": "claims", "shared": "shared_claims", "only": "only_here"}[name]
    assert list(getattr(ferry, name).columns) == list(TABLES[schema].columns)


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


@pytest.mark.parametrize(
    ("relation", "kind", "pieces"),
    [
        ("conflict", "number", ("remains of 12,000", "remains of 6,000")),
        ("conflict", "duration", ("at least 30 days", "at least three months")),
        ("agree", "duration", ("two- or three-day truce", '"two or three-day"')),
        ("agree", "number", ("about 20 per cent", "approximately 20 percent")),
        ("agree", "date", ("annexed in 2014 —", "annexed in 2014.")),
        ("agree", "statement", ("“delusional terms”", "fantasy conditions")),
        ("agree", "event", ("hinted at retaliation", "would respond to")),
        ("agree", "date", ("concluded on Monday", "met in Istanbul on June 2")),
    ],
)
def test_sample_shared(sample, relation, kind, pieces):
    assert answers(sample, relation, kind, *pieces)


def test_what_was_not_announced_stands_beside_what_was_called_for(sample):
    [row] = rows(sample, "no timeline was announced", "before the end of June")
    assert set(row["relation"]) == {"partial"} and set(row["kind"]) == {"date"}
    assert list(row["value"]) == ["no timeline was announced", "before the end of June (2025-06)"]


def test_labels_can_be_read(sample):
    labels = sample.shared.drop_duplicates("shared_id")
    assert list(labels["label"][:2]) == ["remains of … soldiers", "full and unconditional ceasefire for …"]
    words = set(" ".join(sample.shared["evidence"]).split())
    clipped = [label for label in labels["label"] if label.endswith(" …")]
    assert clipped and all(label.split()[-2] in words for label in clipped)


@pytest.mark.parametrize(
    ("outlet", "piece"),
    [
        ("The Indian Express", "lasted just over an hour"),
        ("The Indian Express", "exchange all sick and severely wounded"),
        ("Türkiye Today", "Putin-Zelenskyy summit"),
        ("Türkiye Today", "Erdogan proposed"),
        ("Türkiye Today", "withdrew from Donetsk"),
    ],
)
def test_sample_only_here(sample, outlet, piece):
    listed = sample.only.merge(sample.claims[["claim_id", "text"]], on="claim_id")
    assert set(listed.loc[listed["text"].str.contains(piece, regex=False), "outlet"]) == {outlet}


def test_sample_has_no_conflict_but_two(sample):
    conflicts = sample.shared[sample.shared["relation"] == "conflict"]
    assert conflicts["shared_id"].nunique() == 2


def test_salience_falls(sample):
    for _, own in sample.only.groupby("outlet"):
        assert own["salience"].is_monotonic_decreasing and own["salience"].between(0, 1).all()


def test_same_tables_twice(ferry):
    again = compare_claims(ferry.claims, ferry.articles, ferry.sentences, ferry.tokens)
    assert again[0].equals(ferry.shared) and again[1].equals(ferry.only)


def test_a_copy_is_counted_once(copied):
    own = copied.shared[copied.shared["copy_of"].isna()]
    assert own.groupby("shared_id")["outlet"].nunique().min() > 1
    [carried] = [g for g in rows(copied, "carrying 214", "carrying 187") if (g["kind"] == "number").all()]
    assert carried.set_index("outlet")["copy_of"].dropna().to_dict() == {"Island Echo": "Morning Post"}


def test_a_copy_speaks_where_it_differs(copied):
    [cost] = rows(copied, "4 million euros", "6 million euros")
    assert set(cost["relation"]) == {"conflict"} and cost["copy_of"].isna().all()
    alone = copied.only.loc[copied.only["outlet"] == "Island Echo", "evidence"]
    assert list(alone) == ["Islanders brought blankets and hot soup to the school gymnasium."]


def test_one_outlet_shares_nothing(ferry):
    own = {name: table[table["article_id"] == "morning"] for name, table in vars(ferry).items() if name in
           ("articles", "sentences", "tokens", "attributions", "mentions")}  # fmt: skip
    listed = tabulate_claims(**own)
    shared, only = compare_claims(listed, own["articles"], own["sentences"], own["tokens"])
    assert shared.empty and len(only) == len([text for text in listed["text"] if len(text.split()) >= 5])


def test_no_sentences_at_all(ferry):
    listed = tabulate_claims(ferry.articles, ferry.sentences[:0], ferry.tokens[:0])
    shared, only = compare_claims(listed, ferry.articles, ferry.sentences[:0], ferry.tokens[:0])
    assert listed.empty and shared.empty and only.empty
