"""Codebooks and what they find."""

import json

import pandas as pd
import pytest

from newsangle.framing import (
    article_frame_table,
    article_frames,
    codebooks,
    concordance,
    frame_shares,
    frame_table,
    load_codebook,
    score_frames,
    side_by_side,
)
from newsangle.framing.codebook import SHIPPED, CodebookError
from newsangle.framing.frame_classifier import WEIGHTS

SENTENCES = [
    "The opposition accused the minister of lying and rejected his plan.",
    "She wept as she told how her children fled from the fire.",
    "To take from the poor is a sin, the bishop said.",
    "The tariffs will cost the port ten thousand jobs and 40 million euros.",
    "The train leaves at nine.",
]


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_frame_has_what_a_coder_needs(name):
    book = load_codebook(name)
    assert book.title and book.theory and book.reference and book.source
    for frame in book.frames:
        assert frame.definition and frame.questions
        assert frame.by_hand or (len(frame.terms) >= 10 and len(frame.examples) >= 3)


@pytest.mark.parametrize("name", SHIPPED)
def test_an_example_uses_its_own_frame(name):
    book = load_codebook(name)
    enough = (
        0.9 if name == "generic" else 1.0
    )  # the classifier of the generic frames weighs examples with other sentences
    for frame in (frame for frame in book.frames if not frame.by_hand):
        scored = score_frames(list(frame.examples), book)
        assert (scored[scored["frame"] == frame.name]["score"] >= 0.5).mean() >= enough


@pytest.mark.parametrize(
    ("sentence", "frame"),
    list(enumerate(["conflict", "human interest", "morality", "economic consequences"])),
)
def test_the_strongest_frame_of_a_plain_case(sentence, frame):
    scored = score_frames(SENTENCES, "generic")
    own = scored[scored["sentence"] == sentence]
    assert own.loc[own["score"].idxmax(), "frame"] == frame


def test_a_sentence_without_a_frame_scores_low():
    scored = score_frames(SENTENCES, "generic")
    assert (scored[scored["sentence"] == 4]["score"] < 0.5).all()


@pytest.mark.parametrize(
    ("text", "bears"),
    [
        (
            "In the third shop on the left there hung a red coat and a victory medal from 1918, next to two clocks.",
            False,
        ),
        ("Each side claimed victory over its rivals, and the dispute between the two parties grew.", True),
        ("He refused, and his opponents sued.", True),
    ],
)
def test_one_term_far_from_the_meaning_is_too_thin(text, bears):
    scored = score_frames([text], "generic").set_index("frame").loc["conflict"]
    assert scored["terms"] and (scored["score"] >= 0.5) == bears


def test_one_term_is_enough_where_a_codebook_gives_no_examples(tmp_path):
    assert score_frames(["Nothing here but one storm."], write(tmp_path, MINE))["score"].tolist()[0] >= 0.5


def test_rows_keep_the_order_and_the_index():
    scored = score_frames(pd.Series(SENTENCES[:2], index=["b", "a"]), "generic")
    assert list(dict.fromkeys(scored["sentence"])) == ["b", "a"]
    assert list(scored.columns) == ["sentence", "frame", "score", "terms", "nearness", "nearest"]
    assert scored["score"].between(0, 1).all() and scored["nearness"].between(-1, 1.001).all()


def write(folder, text: str):
    path = folder / "mine.yml"
    path.write_text(text, encoding="utf-8")
    return path


MINE = """
title: Weather
frames:
  - name: storm
    definition: The text tells of wind and rain.
    terms: [storm*, "*fall", heavy rain, "won't"]
"""


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Storms and a STORM.", "storms; storm"),
        ("A brainstorm.", ""),
        ("The rainfall came late, heavy\n rain too.", "rainfall; heavy rain"),
        ("It won’t rain.", "won't"),
        ("İstanbul storm", "storm"),
    ],
)
def test_wildcards_and_phrases_of_a_codebook_of_ones_own(tmp_path, text, terms):
    assert score_frames([text], write(tmp_path, MINE))["terms"].tolist() == [terms]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("frames: [", "not YAML"),
        ("just text", "'title:' and 'frames:'"),
        ("title: x", "'frames' should be a list"),
        ("title: x\nframes: []", "'frames' should be a list"),
        ("title: x\nframes: [{name: a}]", r"frame 1 \('a'\) needs"),
        ("title: x\nframes: [storm]", "frame 1 should hold"),
        ("title: x\nframe: []", "unknown key 'frame'"),
        ("title: x\nframes: [{name: a, definition: b, words: []}]", "unknown key 'words'"),
        ("title: x\nframes: [{name: a, definition: b, terms: storm}]", "'terms' should be a list"),
        ("title: x\nframes: [{name: a, definition: b, terms: [no]}]", "quotation marks"),
        ("title: x\nframes: [{name: a, definition: b, terms: ['a*b']}]", "only at the beginning or end"),
        ("title: x\nframes: [{name: a, definition: b, terms: ['*']}]", "should be words"),
        ("title: x\nframes: [{name: a, definition: b}, {name: a, definition: c}]", "two frames are named 'a'"),
    ],
)
def test_a_bad_codebook_is_an_error_that_names_the_fix(tmp_path, text, message):
    with pytest.raises(CodebookError, match=message) as caught:
        load_codebook(write(tmp_path, text))
    assert "mine.yml" in str(caught.value)


def test_an_unknown_codebook_names_those_that_ship():
    with pytest.raises(CodebookError, match="generic, policy, war-and-peace"):
        load_codebook("generik")


def test_one_parameter_takes_names_and_paths(tmp_path):
    assert [book.name for book in codebooks("all")] == list(SHIPPED)
    assert [book.name for book in codebooks(f"policy, {write(tmp_path, MINE)}")] == ["policy", "mine"]
    with pytest.raises(CodebookError):
        codebooks(" , ")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "x" * 200_000,
        "storm " * 40_000,
        '"' * 200_000,
        " " * 200_000,
        "\x00\x07\ufffd",
        "停战谈判",
        "<b>=1+1</b>",
    ],
)
def test_any_text_can_be_scored(text):
    assert len(score_frames([text], "generic")) == 5


def test_no_sentences_give_no_rows():
    assert score_frames([], "generic").empty and article_frames([], []).empty


ARTICLES = pd.DataFrame({"article_id": ["a", "b"], "outlet": ["Dawn $1 $2", "黄昏"]})
TABLE = pd.DataFrame({
    "article_id": ["a", "a", "b", "b", "b"], "sentence_id": [f"s{i}" for i in range(5)], "text": SENTENCES,
    "start": [0, 100, 0, 80, 200], "end": [90, 190, 70, 190, 230],
})  # fmt: skip


def test_shares_count_the_sentences_that_use_a_frame():
    books = codebooks("generic")
    frames = frame_table(TABLE, books)
    shares = frame_shares(frames, TABLE, books, ARTICLES).set_index(["outlet", "frame"])
    assert list(shares.index.get_level_values("outlet").unique()) == ["Dawn $1 $2", "黄昏"]
    assert shares.loc[("Dawn $1 $2", "human interest"), "share"] == 0.5
    assert shares.loc[("黄昏", "conflict"), "sentences"] == 0
    assert (shares["low"] <= shares["share"]).all() and (shares["share"] <= shares["high"]).all()


def test_evidence_names_the_terms():
    frames = frame_table(TABLE, codebooks("generic")).set_index(["sentence_id", "frame"])
    assert frames.loc[("s1", "human interest"), "evidence"].startswith("terms: wept; children; fled")


def test_a_frame_without_a_term_is_explained_by_the_nearest_example():
    text = "The president will not listen to those who voted against him, one deputy said."
    sentences = pd.DataFrame({"article_id": ["a"], "sentence_id": ["s0"], "text": [text]})
    frames = frame_table(sentences, codebooks("generic")).set_index("frame")
    assert frames.loc["conflict", "terms"] == "" and frames.loc["conflict", "evidence"].startswith("nearest (")


def test_a_generic_codebook_of_ones_own_is_scored_by_rule(tmp_path):
    path = tmp_path / "generic.yml"
    path.write_text(MINE, encoding="utf-8")
    by_rule = score_frames(SENTENCES, write(tmp_path, MINE))
    assert score_frames(SENTENCES, path)["score"].tolist() == by_rule["score"].tolist()


def test_weights_belong_to_the_codebook_that_ships():
    """Change the generic codebook's terms, definitions or examples, and the weights must be fitted again."""
    from hashlib import sha256

    frames = load_codebook("generic").frames
    print_now = sha256(repr([(f.name, f.definition, f.terms, f.examples) for f in frames]).encode()).hexdigest()
    assert json.loads(WEIGHTS.read_text(encoding="utf-8"))["codebook"] == print_now


def test_an_article_is_read_as_a_whole():
    money = [
        "The tariffs cost jobs.",
        "Prices and taxes rise, and investors lose billions.",
        "The economy shrinks.",
    ] * 3
    found = article_frames([*money, *SENTENCES[1:2] * 9], ["m"] * 9 + ["h"] * 9)
    scores = found.pivot(index="frame", columns="article", values="score")
    assert list(scores.columns) == ["h", "m"] and len(found) == 10
    assert scores.loc["economic consequences", "m"] > 0.5 > scores.loc["economic consequences", "h"]
    assert scores.loc["human interest", "h"] > scores.loc["human interest", "m"]
    assert (found["bears"] == (found["score"] >= 0.5)).all()


def test_the_clearest_sentence_of_an_article_is_named():
    found = article_frame_table(TABLE, ARTICLES).set_index(["article_id", "frame"])
    own = [("a", "conflict"), ("a", "human interest"), ("b", "morality"), ("b", "economic consequences")]
    clearest = found.loc[own]
    assert clearest["clearest"].tolist() == ["s0", "s1", "s2", "s3"]
    assert clearest["text"].tolist() == SENTENCES[:4]
    assert found["sentences"].between(0, 3).all()


def test_concordance_shows_each_place_with_its_context():
    lines = concordance(TABLE, ["minister", "*fire", "sin"], ARTICLES, width=20)
    assert lines["keyword"].tolist() == ["minister", "fire", "sin"]
    first = lines.iloc[0]
    assert first["left"].endswith("accused the ") and first["right"].startswith(" of lying")
    assert (first["start"], first["end"]) == (27, 35)
    assert lines.loc[1, "right"] == "."
    wide = side_by_side(lines, ["Dawn $1 $2", "黄昏"])
    assert wide.loc[("sin", 1)].tolist()[0] == "" and "«sin»" in wide.loc[("sin", 1)].tolist()[1]


def test_a_term_that_is_nowhere_gives_no_line():
    lines = concordance(TABLE, ["zebra"], ARTICLES)
    assert lines.empty and side_by_side(lines, ["Dawn $1 $2"]).empty
