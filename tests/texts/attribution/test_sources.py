"""Who is quoted or reported: source, cue, content, kind and speaker."""

import pandas as pd
import pytest

from newsangle import language, load_event
from newsangle.texts import actors, attributions, read
from newsangle.texts.attribution import cues, sources


def found(text: str) -> list[tuple]:
    """Return (source, cue, content, kind) of every attribution in a text."""
    table = attributions(text)
    assert all(text[row.content_start : row.content_end] == row.content for row in table.itertuples())
    return list(table[["source", "cue", "content", "kind"]].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The mayor said that the bridge was unsafe.",
            ("The mayor", "said", "that the bridge was unsafe", "indirect"),
        ),
        (
            "The bridge was unsafe after the flood, the mayor said.",
            ("the mayor", "said", "The bridge was unsafe after the flood", "indirect"),
        ),
        (
            "“The bridge is unsafe,” the mayor said on Monday.",
            ("the mayor", "said", "“The bridge is unsafe,”", "direct"),
        ),
        (
            "“The bridge is unsafe,” said Anna Brandt, the mayor.",
            ("Anna Brandt, the mayor", "said", "“The bridge is unsafe,”", "direct"),
        ),
        (
            "Anna Brandt told reporters that the bridge was unsafe.",
            ("Anna Brandt", "told", "that the bridge was unsafe", "indirect"),
        ),
        (
            "According to the ministry, the bridge was closed in May.",
            ("the ministry", "According to", "the bridge was closed in May", "indirect"),
        ),
        (
            "The bridge was closed in May, according to the ministry.",
            ("the ministry", "according to", "The bridge was closed in May", "indirect"),
        ),
        (
            "The mayor described the bridge as “a danger to all”.",
            ("The mayor", "described", "the bridge as “a danger to all”", "mixed"),
        ),
        (
            "Critics accused the council of neglect.",
            ("Critics", "accused", "the council of neglect", "indirect"),
        ),
        (
            "The minister attacked the plan as reckless.",
            ("The minister", "attacked", "the plan as reckless", "indirect"),
        ),
        (
            "The bureau rejected any claims that the transfer of funds had anything to do with the meeting, stating, "
            '"The decision has no connection to it."',
            ("The bureau", "stating", '"The decision has no connection to it."', "direct"),
        ),
        (
            "Survivors rescued from the wreckage said the tram failed to brake in its usual place at a bend.",
            (
                "Survivors rescued from the wreckage",
                "said",
                "the tram failed to brake in its usual place at a bend",
                "indirect",
            ),
        ),
        (
            "The think tank said that growth would slow.",
            ("The think tank", "said", "that growth would slow", "indirect"),
        ),
        (
            "The union called for an inquiry into the accident.",
            ("The union", "called for", "an inquiry into the accident", "indirect"),
        ),
        (
            'The minister said: "We shall rebuild the bridge."',
            ("The minister", "said", '"We shall rebuild the bridge."', "direct"),
        ),
    ],
)
def test_finds_source_cue_and_content(text, expected):
    assert expected in found(text)


def test_a_content_in_two_stretches_has_a_row_for_each():
    text = "“The bridge is unsafe,” the mayor said on Monday. “It will be closed.”"
    assert found(text) == [
        ("the mayor", "said", "“The bridge is unsafe,”", "direct"),
        ("the mayor", "said", "“It will be closed.”", "direct"),
    ]


def test_a_quotation_without_a_cue_belongs_to_the_last_speaker():
    text = "“The bridge is unsafe,” Anna Brandt said.\n\n“It will be closed before the winter comes.”"
    table = attributions(text)
    assert list(table["speaker"]) == ["Anna Brandt", "Anna Brandt"]


def test_a_quotation_over_several_paragraphs_has_one_speaker():
    text = "“The bridge is unsafe,” Anna Brandt said. “We warned them.\n\n“Nobody listened to us.”\n\nShe then left."
    table = attributions(text)
    assert set(table["speaker"]) == {"Anna Brandt"}
    assert table["content"].str.contains("Nobody listened").any()


def test_an_odd_mark_leaves_the_other_paragraphs_alone():
    text = "The “plan was old. Nobody cared.\n\n“The bridge is unsafe,” the mayor said.\n\nThe union said it had known."
    rows = found(text)
    assert ("the mayor", "said", "“The bridge is unsafe,”", "direct") in rows
    assert ("The union", "said", "it had known", "indirect") in rows


def test_speakers_are_resolved_across_the_article():
    text = (
        "Former Freedonian president Dmitry Volkov arrived on Monday. Volkov said that the talks were over. "
        "He said that nobody had listened."
    )
    table = attributions(text).query("cue == 'said'")
    assert list(table["speaker"]) == ["Dmitry Volkov", "Dmitry Volkov"]
    assert list(table["source"]) == ["Volkov", "He"]


def test_a_name_in_an_aside_is_not_who_he_is():
    text = "Mr. Holm led the talks. Citing the pact, which Mr. Brandt opposed, he said that there was no danger."
    assert attributions(text)["speaker"].iloc[-1] == "Holm"


@pytest.mark.parametrize(
    ("text", "cue_class"),
    [
        ("The mayor said that the bridge was unsafe.", "neutral"),
        ("The mayor claimed that the bridge was unsafe.", "doubting"),
        ("The mayor insisted that the bridge was unsafe.", "forceful"),
        ("The mayor admitted that the bridge was unsafe.", "conceding"),
        ("The mayor denied that the bridge was unsafe.", "rejecting"),
        ("The mayor proposed that the bridge be closed.", "proposing"),
        ("The mayor predicted that the bridge would fall.", "expecting"),
        ("The mayor believes that the bridge is unsafe.", "thinking"),
        ("The mayor hopes that the bridge will last.", "wanting"),
    ],
)
def test_a_cue_has_its_class(text, cue_class):
    assert list(attributions(text)["cue_class"]) == [cue_class]


def test_only_words_count_as_spoken():
    assert cues.is_spoken("claim")
    assert not cues.is_spoken("believe")
    assert not cues.is_spoken("walk")


def test_whose_words_a_token_is():
    text = "The bridge fell. The mayor said that it was “very old”. She hopes to rebuild it."
    doc = language.parse([(start, text[start:end]) for start, end in language.sentences(text)])
    table = sources.find(text, doc, actors.mentions([(text, doc)]))
    told = dict(zip((token.text for token in doc), sources.voices(text, doc, table), strict=True))
    assert (told["fell"], told["said"], told["rebuild"]) == ("outlet", "outlet", "outlet")
    assert (told["was"], told["old"]) == ("reported", "quoted")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "…",
        "\x00\x01\n\t",
        "？！",
        "首相は「はい」と言った。",
        "said " * 600,
        '"' * 1500,
        "“a” " * 600,
        "<b>=1</b>",
        "“,” he pn<``` ”{–<httÂ@",  # the last quotation begins inside the last token
    ],
)
def test_survives_any_text(text):
    assert list(attributions(text).columns) == [name for name in sources.COLUMNS if name != "sentence"]
    found(text)


@pytest.fixture(scope="module")
def sample():
    event = load_event("istanbul-talks-2025-06")
    return {article.id: article.raw for article in event.articles}, read(event)


def test_the_sample_offsets_are_true(sample):
    raw, tables = sample
    for row in tables["attributions"].itertuples():
        text = raw[row.article_id]
        assert text[row.content_start : row.content_end] == row.content
        for part in ("source", "cue"):
            start, end = getattr(row, f"{part}_start"), getattr(row, f"{part}_end")
            assert pd.isna(start) or text[start:end] == getattr(row, part)
    for row in tables["mentions"].itertuples():
        assert raw[row.article_id][row.start : row.end] == row.label


@pytest.mark.parametrize(
    ("article", "speaker", "cue", "words"),
    [
        ("indian-express", "Dmitry Medvedev", "said", "the purpose of the Istanbul talks was not to strike"),
        ("indian-express", "Dmitry Medvedev", "With these words", "Everything that needs to be blown up will be"),
        ("indian-express", "Dmitry Medvedev", "declaring", "retribution is inevitable"),
        ("indian-express", "Rustem Umerov", "said", "We insist on a full and unconditional ceasefire"),
        ("indian-express", "Rustem Umerov", "adding", "Ukraine had submitted its truce proposal"),
        ("indian-express", "Ukraine (government)", "said", "Russia once again rejected their key demand"),
        ("indian-express", "Russia (government)", "proposed", "truce “in certain areas”"),
        ("turkiye-today", "Dmitry Medvedev", "said", "the purpose of Istanbul negotiations is to guarantee"),
        ("turkiye-today", "Dmitry Medvedev", "said", "the Istanbul talks were \"not to reach reconciliation"),
        ("turkiye-today", "Dmitry Medvedev", "also argued", "Russia would respond to Ukraine's attacks"),
        ("turkiye-today", "Ukraine (government)", "said", "both sides agreed to hand over the remains"),
        ("turkiye-today", "Rustem Umerov", "also said", "both sides agreed to continue discussing"),
        ("turkiye-today", "Karoline Leavitt", "said", "President Donald Trump would be \"open\""),
        ("turkiye-today", "Recep Tayyip Erdogan", "proposed", "Putin, Zelenskyy and Trump meet"),
        ("turkiye-today", "Recep Tayyip Erdogan", "also described", "\"magnificent.\""),
        ("turkiye-today", "Volodymyr Zelenskyy", "argued", "any agreement should not \"reward\" Putin"),
        ("turkiye-today", "Volodymyr Zelenskyy", "said", "I'm not sure Russia will be ready"),
        ("turkiye-today", "Volodymyr Zelenskyy", "emphasized", "achieving a full and unconditional ceasefire"),
        ("turkiye-today", "Volodymyr Zelenskyy", "argued", "Western allies should increase sanctions"),
    ],
)  # fmt: skip
def test_who_says_what_in_the_sample(sample, article, speaker, cue, words):
    _, tables = sample
    rows = tables["attributions"].query("article_id == @article and cue == @cue and speaker == @speaker")
    assert rows["content"].str.contains(words, regex=False).any()


@pytest.mark.parametrize(
    "text",
    [
        "The harvest festival will have a special tent where women who were robbed find help.",
        "The storm prompted a rule that makes it easier to close the port.",
        "Rebels attacked the convoy near the border.",
        "The vessel hit a supporting pillar of the motorway bridge.",
        "The army pushed the rebels out of the town.",
        "The hurricane threatened the islands.",
        "Jets blasted the bunker with missiles.",
        "The issue of migration continues to cause tensions.",
    ],
)
def test_what_says_nothing_has_no_source(text):
    assert attributions(text).empty
