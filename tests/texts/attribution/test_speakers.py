"""Who speaks: a name for each quotation, or nobody where it is unclear."""

import pytest

from newsangle import language
from newsangle.texts import actors, attributions
from newsangle.texts.attribution import sources


def speakers(text: str) -> dict[str, str | None]:
    """Return the speaker of each content by its first three words, without marks; None where it is unclear."""
    table = attributions(text)
    names = (name if isinstance(name, str) else None for name in table["speaker"])
    return {
        " ".join(content.strip("“”\"'‘").split()[:3]): name
        for content, name in zip(table["content"], names, strict=True)
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (  # a vox pop in one paragraph
            "“The pool is too cold,” said Ada Holm. “The water is just fine,” said Ben Frost.",
            {"The pool is": "Ada Holm", "The water is": "Ben Frost"},
        ),
        (
            "“The pool is too cold,” Ada Holm said. “It always was,” she added. “Nobody swims there,” Ben Frost said.",
            {"The pool is": "Ada Holm", "It always was,": "Ada Holm", "Nobody swims there,": "Ben Frost"},
        ),
        ("From Ada Holm: “We lost everything in the fire.”", {"We lost everything": "Ada Holm"}),
        (
            "At noon Ada Holm began to talk. “We lost everything in the fire that night.”",
            {"We lost everything": "Ada Holm"},
        ),
        ("“Have you seen the pool?” Ada Holm asked her neighbours.", {"Have you seen": "Ada Holm"}),
        (
            "The port's chief engineer, Ada Holm, who joined in May, said the crane was old.",
            {"the crane was": "Ada Holm"},
        ),
        (
            "Ada Holm, a sailor who saw the crane fall, described it to a newspaper, saying: “Everybody ran away.”",
            {"Everybody ran away.": "Ada Holm"},
        ),
        (
            "Her remarks came as Ben Frost left the hall, saying that the crane was old.",
            {"that the crane": "Ben Frost"},
        ),
        (  # the subject of the quotation is not that of 'said'
            "“The ferry is in panic mode. Full panic mode,” said Ada Holm, an Oslo-based captain of the union.",
            {"The ferry is": "Ada Holm"},
        ),
        (  # the closing mark was forgotten, and the verb comes first
            "The port's engineer spoke on Monday. “The crane is closed, said Ada Holm.\n\nTraffic was light.",
            {"The crane is": "Ada Holm"},
        ),
        (  # several paragraphs
            "“The crane is old,” said Ada Holm, the engineer.\n\n“We found rust in it.\n\n“Nobody paid for it.”\n\n"
            "Ben Frost, a sailor, disagreed. “It is a scandal,” he said.",
            {
                "The crane is": "Ada Holm",
                "We found rust": "Ada Holm",
                "Nobody paid for": "Ada Holm",
                "It is a": "Ben Frost",
            },
        ),
        (
            "A statement from Governor Ada Holm's office said the crane was safe.",
            {"the crane was": "Governor Ada Holm's office"},
        ),
        (
            "Ada Holm is accused of fraud. Her lawyer, Ben Frost, came at noon. “She did nothing,” her lawyer said.",
            {"She did nothing,": "Ben Frost"},
        ),
        (
            "A congressman from Ohio said that he would resign.\n\nRep. Ben Frost told reporters that he was ill.",
            {"that he would": "Ben Frost"},
        ),
        (
            "Kim Dae-ho met President Ada Holm on Tuesday. “It was a good talk,” Kim said.",
            {"It was a": "Kim Dae-ho"},
        ),
        (
            "President John Marsh spoke indoors. Activist Dana Marsh left. “The dam must go,” Dana Marsh said. "
            "“The dam will stay,” President Marsh said.",
            {"The dam must": "Dana Marsh", "The dam will": "John Marsh"},
        ),
    ],
)
def test_each_quotation_has_its_own_speaker(text, expected):
    found = speakers(text)
    assert {words: found.get(words) for words in expected} == expected


def test_turns_of_an_interview_are_speech():
    text = (
        "Ada Holm runs the port of Lund.\n\nQ: When did the crane fall?\n\nA: It fell in May, after the storm.\n\n"
        "Q: Was it old?\n\nA: It was older than I am."
    )
    table = attributions(text)
    assert list(table["content"]) == [
        "When did the crane fall?", "It fell in May, after the storm.", "Was it old?", "It was older than I am.",
    ]  # fmt: skip
    assert set(table["kind"]) == {"direct"}
    assert set(table.loc[table["source"] == "Q", "speaker"].isna()) == {True}


def test_turns_of_a_transcript_have_the_name_of_their_label():
    text = "ADA HOLM, HOST:\n\nGood morning. The crane fell.\n\nBEN FROST: It was old.\n\nADA HOLM: Who built it?"
    assert speakers(text) == {"Good morning. The": "Ada Holm", "It was old.": "Ben Frost", "Who built it?": "Ada Holm"}


def test_a_speaker_who_has_one_turn_has_it_to_himself():
    text = "Ada Holm: The crane is closed.\n\nBen Frost: For how long?\n\nAda Holm: Until the autumn."
    assert speakers(text) == {"The crane is": "Ada Holm", "For how long?": "Ben Frost", "Until the autumn.": "Ada Holm"}


def test_short_replies_in_a_row_are_speech():
    text = "“Did you know?” Ben Frost asked Ada Holm.\n\n“No,” Holm said.\n\n“Did they?”\n\n“I doubt it.”"
    assert {"Did they?": True, "I doubt it.": True}.items() <= dict.fromkeys(speakers(text), True).items()


def test_a_transcript_is_not_the_outlets_own_voice():
    text = "ADA HOLM: The crane fell in May.\n\nBEN FROST: It was old.\n\nADA HOLM: Who built it?"
    doc = language.parse([(start, text[start:end]) for start, end in language.sentences(text)])
    table = sources.find(text, doc, actors.mentions([(text, doc)]))
    told = dict(zip((token.text for token in doc), sources.voices(text, doc, table), strict=True))
    assert {told[word] for word in ("crane", "old", "built")} == {"quoted"}


def test_a_post_is_by_the_name_under_it():
    text = "The crane fell on the quay at noon today. — Port of Lund (@portoflund) May 3, 2021"
    assert list(speakers(text).values()) == ["Port of Lund"]


@pytest.mark.parametrize(
    "text",
    [
        "“The crane is old,” Ada Holm said. “It fell in May.\n\n“Nobody was hurt in it.\n\n“We will build it anew.”",
        "“The crane is old, Ada Holm said.\n\n“It fell in May and nobody was hurt in the port.”",
        "Ada Holm said: “The crane is old.\n\n“It fell in May and nobody was hurt in the port.",
    ],
)
def test_quotations_over_paragraphs_and_without_a_closing_mark_have_one_speaker(text):
    assert set(speakers(text).values()) == {"Ada Holm"}


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (
            "Ada Holm runs the port. “Ben Frost told us the crane was old,” she said. “We did not listen,” she added.",
            "We did not",
            "Ada Holm",
        ),
        (
            "Mr. Frost met Mrs. Holm at the port. He said that the crane was old.",
            "that the crane",
            "Frost",
        ),
        (  # the subject of the sentence before, not the name beside it
            "Ada Holm wrote to Clara Lind about the crane. She said that it was old.",
            "that it was",
            "Ada Holm",
        ),
        (  # 'Kim' is his family name, so it does not tell his sex
            "Kim Min Jun met Ada Holm, and he spoke first. Kim praised the crane. “It is old but strong,” he said.",
            "It is old",
            "Kim Min Jun",
        ),
    ],
)
def test_pronouns_stand_for_whom_they_fit(text, words, expected):
    assert expected in (speakers(text)[words] or "")


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (  # an epithet: origin or age
            "Ada Holm sang in Lund. The 41-year-old singer said that the hall was too cold.",
            "that the hall",
            "Ada Holm",
        ),
        (  # a new description in the opening, named in the next sentence
            "A senator from Ohio said the crane was old. Senator Ada Holm, who joined in May, spoke in Lund.",
            "the crane was",
            "Ada Holm",
        ),
        (
            "When Ada Holm came, some in the crowd chanted, “Send the crane home!”",
            "Send the crane",
            "some in the crowd",
        ),
        (  # told her, so he is not she
            "Ada Holm runs the port. Joseph Frost asked her about the crane. She said: “It fell in May at noon.”",
            "It fell in",
            "Ada Holm",
        ),
    ],
)
def test_descriptions_stand_for_whom_they_fit(text, words, expected):
    assert speakers(text).get(words) == expected


def test_a_pilot_who_is_described_again_is_nobody_else():
    text = "The pilot saw a bird. Ada Holm wept. The pilot told passengers that the bird was gone. Ben Frost slept."
    assert "Ada Holm" not in speakers(text).values()


@pytest.mark.parametrize(
    "text",
    [
        "CRANE 7: The crane is new.\n\nThe port opened it in May, CRANE 7: it is tall.",
        "Yesterday, Ada Holm wrote: “The crane is old.”\n\nTomorrow, Ben Frost wrote: “It will fall.”",
    ],
)
def test_a_heading_or_a_clause_before_a_colon_is_no_label_of_a_transcript(text):
    assert not set(speakers(text).values()) & {"Crane 7", "Yesterday", "Tomorrow", "CRANE 7"}


def test_where_something_is_does_not_speak():
    assert (
        "Lund" not in speakers("He left the field. After the finish in Lund said: “I will never forget this.”").values()
    )


def test_a_pronoun_that_fits_nobody_is_unclear():
    table = attributions("The storm passed over the port. He said that the crane was old.")
    assert table["speaker"].isna().all()
    assert table["source"].isna().all()
    assert (table["cue"] == "said").all()


def test_a_name_is_surer_than_a_pronoun():
    table = attributions(
        "Ada Holm said that the crane was old. Ben Frost left. Clara Lind left. She said that it fell."
    )
    by_name, by_pronoun = table["confidence"].iloc[0], table["confidence"].iloc[-1]
    assert 0 <= by_pronoun < by_name <= 1


@pytest.mark.parametrize(
    "text",
    [
        "The gorilla said that the zoo was closed.",
        "The wireless networks warned that the masts would fall.",
        "The council banned boats on the lake.",
        "The film showed the old harbour.",
        "The union opposed the mayor.",
        "The team found the missing boat.",
    ],
)
def test_things_never_speak_and_weak_cues_report_nothing(text):
    assert attributions(text)["speaker"].dropna().empty


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The council refused to pay, calling the bill “a bad joke on all of us”.", "council"),
        ("The study found that the lake was clean.", "study"),
        ("The film “showed us the old harbour again”, Ada Holm said.", "Ada Holm"),
    ],
)
def test_weak_cues_count_with_marks_or_a_clause(text, speaker):
    assert speaker in set(speakers(text).values())
