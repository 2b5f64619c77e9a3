"""Who does and who is done to."""

from collections import Counter
from pathlib import Path

import pytest
import yaml

from newsangle import language
from newsangle.language import roles

SENTENCES = Path(__file__).with_name("voice_sentences.yml")


def read(text: str) -> list[tuple]:
    """Return (lemma, voice, agents, patients) of every deed in a text."""
    doc = language.parse([(start, text[start:end]) for start, end in language.sentences(text)])
    return [
        (deed.lemma, deed.voice, [doc[i].text for i in deed.agents], [doc[i].text for i in deed.patients])
        for deed in roles.deeds(doc)
    ]


@pytest.fixture(scope="module")
def labelled() -> list[tuple[str, str, str, bool]]:
    rows = []
    for line in yaml.safe_load(SENTENCES.read_text(encoding="utf-8")):
        text, lemma, label, *_ = (cell.strip() for cell in line.split("|"))
        rows.append((text, lemma, label, any(deed[:2] == (lemma, label) for deed in read(text))))
    return rows


def test_reads_the_voice_of_the_labelled_sentences(labelled):
    assert len(labelled) == 120
    assert sum(right for *_, right in labelled) / len(labelled) >= 0.92


def test_reads_each_voice_of_the_labelled_sentences(labelled):
    of, right = Counter(row[2] for row in labelled), Counter(row[2] for row in labelled if row[3])
    assert set(of) == set(roles.VOICES)
    assert all(right[label] / of[label] >= 0.85 for label in of)


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("Soldiers burned the village.", ("burn", "active", ["Soldiers"], ["village"])),
        ("The village was burned by soldiers.", ("burn", "passive", ["soldiers"], ["village"])),
        ("They feared a Norwegian attack on Sweden.", ("attack", "nominalisation", ["Norwegian"], ["Sweden"])),
        ("They resumed talks with Sweden.", ("talk", "nominalisation", [], [])),
        (
            "The leader argued that if the Oslo talks fail to produce results, allies should send troops.",
            ("talk", "nominalisation", [], []),
        ),
        ("The village was burned by the river.", ("burn", "passive without agent", [], ["village"])),
        ("The village was burned by Friday.", ("burn", "passive without agent", [], ["village"])),
        ("The village burned by soldiers is empty.", ("burn", "passive", ["soldiers"], ["village"])),
        ("Ten people died.", ("die", "hidden doer", [], ["people"])),
        ("The army's destruction of the bridge shocked many.", ("destruction", "nominalisation", ["army"], ["bridge"])),
        ("Its destruction by the army shocked many.", ("destruction", "nominalisation", ["army"], ["Its"])),
        ("Rebels have burned the village.", ("burn", "active", ["Rebels"], ["village"])),
    ],
)
def test_names_doer_and_undergoer(text, deed):
    assert deed in read(text)


def test_being_is_no_deed():
    assert read("The village is empty and seems old.") == []
