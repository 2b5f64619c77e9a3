"""The top of the page: headlines, who speaks, what is only here, and how the claims add up."""

import json

import pandas as pd

from newsangle.report import top
from newsangle.report.captions import result
from newsangle.report.columns import columns
from newsangle.report.contrasts import contrasts
from newsangle.report.evidence import only_here, perhaps_shared, shared_claims
from newsangle.report.findings import summing_up
from newsangle.report.made import _agreeing, errors_in_words


def test_headlines_stand_side_by_side_with_day_and_length(ferry_tables):
    first, second = top.headlines(ferry_tables)
    assert (first.outlet, first.text) == ("Harbour Post", "Ferry strikes pier, 40 hurt")
    assert first.about == ("6 May 2024", "59 words")
    assert second.url == "" and second.more == 0


def test_without_a_headline_the_first_sentence_stands_in_its_place(ferry_tables):
    bare = ferry_tables["articles"].assign(headline=None, published=None, country="NO", url="https://example.org/a")
    first = top.headlines({**ferry_tables, "articles": bare})[0]
    assert first.text.startswith("… A ferry struck the north pier") and first.url == "https://example.org/a"
    assert first.about == ("date unknown", "NO", "59 words", "no headline found")


def test_headlines_say_who_was_first_and_who_repeats_whom(ferry_tables):
    times = ["2024-05-06T10:00:00+00:00", "2024-05-06T17:20:00+02:00"]
    timed = ferry_tables["articles"].assign(published=times, repeats=[None, "harbour"])
    first, second = top.headlines({**ferry_tables, "articles": timed})
    assert "first" in first.about
    assert "5 hours later" in second.about and "mostly the same text as Harbour Post" in second.about


def test_each_outlets_most_newsworthy_sentence_comes_before_a_second_one(ferry_tables):
    chosen = top.most_prominent(only_here(ferry_tables))
    assert [(one.outlet, one.salience) for one in chosen] == [
        ("Harbour Post", 0.6), ("Harbour Post", 0.4), ("Varn Courier", 0.3),
    ]  # fmt: skip


def test_the_claims_of_an_outlet_add_up(ferry_tables):
    sums = top.sums(ferry_tables).set_index("outlet")
    assert list(sums.loc["Harbour Post"]) == [5, 3, 0, 0, 2, 0]
    assert (sums.drop(columns="claims").sum(axis=1) == sums["claims"]).all()


def test_answers_are_grouped_by_value_and_name_who_gives_them(ferry_tables):
    conflict = next(claim for claim in shared_claims(ferry_tables) if claim.relation == "conflict")
    assert [(side.value, side.sources) for side in conflict.sides] == [
        ("40", [("Harbour Post", [])]), ("25", [("Varn Courier", [])]),
    ]  # fmt: skip
    assert conflict.size == "short"


def test_a_copy_of_an_agencys_text_names_the_agency(ferry_tables):
    wired = ferry_tables["articles"].assign(wire=["AP", "AP"], repeats=[None, "harbour"])
    first, second = top.headlines({**ferry_tables, "articles": wired})
    assert first.about[-1] == "names AP"
    assert second.about[-1] == "text of AP, mostly as in Harbour Post"


def test_a_text_and_its_copies_are_one_voice(ferry_tables):
    articles = ferry_tables["articles"].assign(repeats=[None, "harbour"])
    own = top.own_voices({**ferry_tables, "articles": articles})
    assert set(own["articles"]["outlet"]) == set(own["frame_shares"]["outlet"]) == {"Harbour Post"}
    assert set(own["sentences"]["article_id"]) == {"harbour"}
    assert contrasts(ferry_tables) and not contrasts(own)  # nothing is compared with its own copy
    assert top.own_voices(ferry_tables) is ferry_tables


def copied(tables: dict) -> dict:
    """The tables, with the whole Courier a copy of the Post."""
    rows, articles = tables["shared_claims"], tables["articles"]
    copies = rows.assign(copy_of=rows["outlet"].map({"Varn Courier": "Harbour Post"}))
    return {**tables, "shared_claims": copies, "articles": articles.assign(repeats=[None, "harbour"])}


def test_a_copy_is_no_voice_and_confirms_nothing(ferry_tables):
    tables = copied(ferry_tables)
    claims = shared_claims(tables)
    assert {claim.relation for claim in claims} == {"copied"}
    assert [(side.sources, side.copies) for side in claims[0].sides] == [([("Harbour Post", [])], ["Varn Courier"])]
    assert claims[0].heard == "from 1 outlet, copied by one more"
    assert top.copiers(tables["articles"]) == ["Varn Courier"]
    assert summing_up(claims, [], tables).startswith("Varn Courier mostly repeats the text of another outlet")


def test_a_sentence_that_stands_word_for_word_in_two_outlets_is_one_voice(ferry_tables):
    sentences, rows = ferry_tables["sentences"], ferry_tables["shared_claims"]
    mine, other = (rows.loc[rows["shared_id"] == "hurt", "sentence_id"].iloc[i] for i in (0, 1))
    text = sentences.set_index("sentence_id")["text"]
    same = rows.assign(evidence=rows["evidence"].replace({text[other]: text[mine]}))
    blocks = ferry_tables["blocks"][:0]  # without their paragraphs, sentences are what the rows say
    claims = shared_claims({**ferry_tables, "shared_claims": same, "blocks": blocks})
    hurt = next(claim for claim in claims if "hurt" in claim.label)
    assert hurt.relation == "copied" and hurt.voices == ["Harbour Post"]


def test_what_may_be_shared_comes_with_the_nearest_sentence(ferry_tables):
    mine, other = ferry_tables["claims"].iloc[0], ferry_tables["claims"].iloc[1]
    maybe = pd.DataFrame([mine]).assign(
        evidence=mine["text"], nearest=json.dumps({other["outlet"]: other["claim_id"]}), confidence=0.4
    )
    (found,) = perhaps_shared({**ferry_tables, "possibly_shared": maybe})
    assert found.quote.text == mine["text"] and [quote.text for quote in found.nearest] == [other["text"]]
    assert perhaps_shared(ferry_tables) == []


def test_captions_state_the_result(ferry_tables):
    speakers = pd.DataFrame(
        {"outlet": ["Harbour Post", "Varn Courier"], "speaker": ["Ida Holm", "Ida Holm"], "share": [0.5, 0.25]}
    )
    tables = {**ferry_tables, "speakers": speakers}
    assert result("voices", tables) == (
        "Of the words given to sources, Ida Holm has 50% in Harbour Post and 25% in Varn Courier."
    )
    assert "“reckless” marks Harbour Post most: 3 of 59 words against 0 of" in result("words", tables)
    assert result("tone", tables).endswith("AFINN agrees on every direction.")
    assert result("no such figure", tables) == ""


def test_errors_are_stated_in_words():
    said = errors_in_words()
    assert said["frames"].startswith("On annotated texts: Of ten sentences that are said to use a frame, about ")
    assert all("{" not in words for words in said.values())
    assert _agreeing("Of ten conflicts, about one are found.") == "Of ten conflicts, about one is found."


def test_a_sentence_on_whose_tone_the_lists_disagree_is_marked(ferry_tables):
    tone = ferry_tables["sentiment"].assign(afinn_own_voice=0.25)
    articles = columns({**ferry_tables, "sentiment": tone}, [], [])
    marks = [s.compound for a in articles for p in a.paragraphs for s in p.sentences if not isinstance(s, str)]
    assert "−0.60 ≷ AFINN +0.25" in marks and "+0.70" in marks
