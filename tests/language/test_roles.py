"""Who does what to whom."""

from collections import Counter
from pathlib import Path

import pytest
import yaml

from newsangle import language
from newsangle.language import roles

SENTENCES = Path(__file__).with_name("voice_sentences.yml")


def read(text: str) -> list[tuple]:
    """Return (lemma, voice, agents, patients) of every predicate in a text."""
    doc = language.parse([(start, text[start:end]) for start, end in language.sentences(text)])
    return [
        (found.lemma, found.voice, [doc[i].text for i in found.agents], [doc[i].text for i in found.patients])
        for found in roles.predicates(language.syntax_of_doc(doc))
    ]


def heads(cell: str) -> list[str]:
    return sorted(word.strip() for word in cell.split(",") if word.strip())


@pytest.fixture(scope="module")
def labelled() -> list[tuple[str, bool, bool]]:
    """Return of every labelled sentence: the voice, whether it was read, whether agents and patients were too."""
    rows = []
    for line in yaml.safe_load(SENTENCES.read_text(encoding="utf-8")):
        text, lemma, voice, agents, patients = (cell.strip() for cell in f"{line} ".split("|"))
        found = [(sorted(a), sorted(p)) for own, how, a, p in read(text) if (own, how) == (lemma, voice)]
        rows.append((voice, bool(found), (heads(agents), heads(patients)) in found))
    return rows


def test_reads_the_voice_of_the_labelled_sentences(labelled):
    assert len(labelled) == 200
    assert sum(right for _, right, _ in labelled) / len(labelled) >= 0.97


def test_reads_agents_and_patients_of_the_labelled_sentences(labelled):
    assert sum(right for _, _, right in labelled) / len(labelled) >= 0.95


def test_reads_each_voice_of_the_labelled_sentences(labelled):
    of, right = Counter(row[0] for row in labelled), Counter(row[0] for row in labelled if row[1])
    assert set(of) == set(roles.VOICES)
    assert all(right[voice] / of[voice] >= 0.9 for voice in of)


@pytest.mark.parametrize(
    ("text", "predicate"),
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
        ("Ten people died.", ("die", "agentless intransitive", [], ["people"])),
        ("The army's destruction of the bridge shocked many.", ("destruction", "nominalisation", ["army"], ["bridge"])),
        ("Its destruction by the army shocked many.", ("destruction", "nominalisation", ["army"], ["Its"])),
        ("Samples taken from the lake were sent to Bergen.", ("take", "passive without agent", [], ["Samples"])),
        ("Nurses who had joined the strike left.", ("join", "active", ["Nurses"], ["strike"])),
        ("Rebels have burned the village.", ("burn", "active", ["Rebels"], ["village"])),
    ],
)
def test_names_agent_and_patient(text, predicate):
    assert predicate in read(text)


def test_being_is_no_predicate_of_anything_done():
    assert read("The village is empty and seems old.") == []
