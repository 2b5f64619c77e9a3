"""Actors and speakers by outlet, from tables as 01 writes them; and figures with awkward names."""

import pandas as pd
import pytest

from newsangle.framing import actor_table, agentless_clauses, figures, side_table, speaker_table, speech_table
from newsangle.framing.keyness import keyness
from newsangle.framing.voices import sides_of

ARTICLES = pd.DataFrame({"article_id": ["a", "b"], "outlet": ["Dawn $1 $2", "黄昏"]})
SENTENCES = {
    "a-s1": "Norland's envoy Ada Bell said talks failed.",
    "a-s2": "Villagers were evicted.",
    "b-s1": 'Bell said "no" twice.',
}
TOKENS = pd.DataFrame(
    [
        ("a", "a-s1", 0, 0, 7, "Norland", "PROPN", "NNP", "outlet"),
        ("a", "a-s1", 1, 7, 9, "'s", "PART", "POS", "outlet"),
        ("a", "a-s1", 2, 10, 15, "envoy", "NOUN", "NN", "outlet"),
        ("a", "a-s1", 3, 16, 19, "Ada", "PROPN", "NNP", "outlet"),
        ("a", "a-s1", 4, 20, 24, "Bell", "PROPN", "NNP", "outlet"),
        ("a", "a-s1", 5, 25, 29, "said", "VERB", "VBD", "outlet"),
        ("a", "a-s1", 6, 30, 35, "talks", "NOUN", "NNS", "reported"),
        ("a", "a-s1", 7, 36, 42, "failed", "VERB", "VBD", "reported"),
        ("b", "b-s1", 0, 0, 4, "Bell", "PROPN", "NNP", "outlet"),
        ("b", "b-s1", 1, 5, 9, "said", "VERB", "VBD", "outlet"),
        ("b", "b-s1", 2, 11, 13, "no", "INTJ", "UH", "quoted"),
        ("b", "b-s1", 3, 15, 20, "twice", "ADV", "RB", "reported"),
    ],
    columns=["article_id", "sentence_id", "token", "start", "end", "text", "pos", "tag", "voice"],
)
MENTIONS = pd.DataFrame(
    [
        ("a", "a-s1", "Norland (government)", "Norland", 0, 7, "GPE", "name", "other", None, None),
        ("a", "a-s1", "Ada Bell", "Ada Bell", 16, 24, "PERSON", "name", "agent", "active", "say"),
        ("a", "a-s2", "villagers", "Villagers", 50, 59, "NORP", "name", "patient", "passive without agent", "evict"),
        ("b", "b-s1", "Ada Bell", "Bell", 0, 4, "PERSON", "name", "agent", "active", "say"),
    ],
    columns=[
        "article_id",
        "sentence_id",
        "actor",
        "label",
        "start",
        "end",
        "entity",
        "form",
        "function",
        "voice",
        "verb",
    ],
)
TOKENS["entity"] = ["GPE", "", "", "PERSON", "PERSON", "", "", "", "PERSON", "", "", ""]
TOKENS["entity_start"] = TOKENS["text"].isin(["Norland", "Ada", "Bell"])
ATTRIBUTIONS = pd.DataFrame(
    [
        ("a", "a-s1", "said", "neutral", 30, 42, "indirect", "Ada Bell"),
        ("a", "a-s1", "said", "neutral", 36, 42, "indirect", "Ada Bell"),
        ("b", "b-s1", "said", None, 10, 20, "mixed", "Ada Bell"),
        ("b", "b-s1", None, None, 10, 14, "direct", None),
    ],
    columns=["article_id", "sentence_id", "cue", "cue_class", "content_start", "content_end", "kind", "speaker"],
)


def test_actors_are_counted_by_outlet_function_and_voice():
    table = actor_table(MENTIONS, ARTICLES).set_index(["outlet", "actor"])
    assert table.loc[("Dawn $1 $2", "Ada Bell"), ["mentions", "agent", "active"]].tolist() == [1, 1, 1]
    villagers = table.loc[("Dawn $1 $2", "villagers")]
    assert villagers[["patient", "passive_without_agent", "patient_without_agent"]].tolist() == [1, 1, 1]
    assert table.loc[("黄昏", "Ada Bell"), "labels"] == "Bell (1)"


def test_agentless_clauses_come_with_their_sentence():
    sentences = pd.DataFrame({"sentence_id": list(SENTENCES), "text": list(SENTENCES.values())})
    found = agentless_clauses(MENTIONS, sentences, ARTICLES)
    assert found[["label", "verb", "text"]].values.tolist() == [["Villagers", "evict", "Villagers were evicted."]]


def test_a_clause_whose_agent_is_another_actor_is_left_out():
    raid = MENTIONS.iloc[[2, 2]].assign(voice="nominalisation", verb="raid", function=["patient", "agent"])
    raid["actor"] = ["villagers", "Norland"]
    sentences = pd.DataFrame({"sentence_id": list(SENTENCES), "text": list(SENTENCES.values())})
    assert agentless_clauses(raid, sentences, ARTICLES).empty
    assert len(agentless_clauses(raid[:1], sentences, ARTICLES)) == 1
    assert actor_table(raid, ARTICLES)["patient_without_agent"].sum() == 0


def test_words_are_given_to_a_speaker_once():
    table = speaker_table(ATTRIBUTIONS, MENTIONS, TOKENS, ARTICLES).set_index("outlet")
    assert table.loc["Dawn $1 $2", ["attributions", "words", "quoted_words"]].tolist() == [2, 2, 0]
    assert table.loc["黄昏", ["words", "quoted_words", "share"]].tolist() == [2, 1, 1]


@pytest.mark.parametrize(("sides", "side"), [(None, "Norland"), ({"Us": ["Ada Bell"]}, "Us")])
def test_the_side_is_read_from_the_title_or_given(sides, side):
    table = speaker_table(ATTRIBUTIONS, MENTIONS, TOKENS, ARTICLES, sides)
    assert set(table["side"]) == {side}
    assert side_table(table, ["Dawn $1 $2", "黄昏"]).loc[side].tolist() == [100, 100]


@pytest.mark.parametrize(
    ("before", "side"),
    [
        ("Greens/PROPN/ORG and/CCONJ/", None),
        ("Greens/PROPN/ORG and/CCONJ/ chancellor/NOUN/", None),
        ("Greens/PROPN/ORG defence/NOUN/ and/CCONJ/ foreign/ADJ/ minister/NOUN/", "Greens"),
    ],
)
def test_a_body_that_is_only_joined_to_a_person_is_no_side(before, side):
    words = [word.split("/") for word in before.split()] + [["Bell", "PROPN", "PERSON"]]
    tokens = pd.DataFrame(words, columns=["text", "pos", "entity"]).assign(sentence_id="s", tag="", entity_start=True)
    tokens["end"] = 10 * (tokens.index + 1)
    mentions = pd.DataFrame(
        [
            ("s", "Greens", "Greens", "ORG", "name", 0),
            ("s", "Ada Bell", "Bell", "PERSON", "name", tokens["end"].iloc[-2]),
        ],
        columns=["sentence_id", "actor", "label", "entity", "form", "start"],
    )
    assert sides_of(mentions, tokens).get("Ada Bell") == side


def test_kinds_and_cues_are_shared_out():
    table = speech_table(ATTRIBUTIONS, "kind", ARTICLES).set_index(["outlet", "kind"])
    assert table.loc[("Dawn $1 $2", "indirect"), ["attributions", "share", "cues"]].tolist() == [2, 1, "said (2)"]
    assert set(speech_table(ATTRIBUTIONS, "cue_class", ARTICLES)["cue_class"]) == {"neutral", "other"}


def test_an_event_without_actors_or_speech_gives_empty_tables():
    assert actor_table(MENTIONS[:0], ARTICLES).empty
    speakers = speaker_table(ATTRIBUTIONS[:0], MENTIONS[:0], TOKENS[:0], ARTICLES)
    assert speakers.empty and side_table(speakers, ["黄昏"]).empty
    assert speech_table(ATTRIBUTIONS[:0], "kind", ARTICLES).empty


def draw(name: str, empty: bool):
    outlets = ["Dawn $1 $2", "黄昏"]
    rows = slice(0, 0) if empty else slice(None)
    if name == "plot_keyness":
        table = keyness(pd.DataFrame({o: [9 - 8 * i, 1 + 8 * i] for i, o in enumerate(outlets)}, ["$x$ y", "停战"]), 1)
        return figures.plot_keyness(table[rows], outlets)
    if name == "plot_speakers":
        return figures.plot_speakers(speaker_table(ATTRIBUTIONS, MENTIONS, TOKENS, ARTICLES)[rows], outlets)
    return figures.plot_actors(actor_table(MENTIONS, ARTICLES)[rows], outlets)


@pytest.mark.parametrize("empty", [False, True])
@pytest.mark.parametrize("name", ["plot_keyness", "plot_speakers", "plot_actors"])
def test_figures_take_any_name_and_no_rows(name, empty, tmp_path):
    ax = draw(name, empty)
    ax.figure.savefig(tmp_path / "figure.svg")
    drawn = (tmp_path / "figure.svg").read_text(encoding="utf-8")
    assert empty or ("Dawn $1 $2" in drawn and "黄昏" in drawn)
