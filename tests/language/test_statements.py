"""A clause as a sentence of its own."""

import pytest

from newsangle import language
from newsangle.language.statements import head_of, said_by, statements


def syntax(text: str) -> language.Syntax:
    return language.syntax_of_doc(language.parse([(0, text)]))


def read(text: str, verb: str) -> list[str]:
    words = syntax(text)
    found = statements(words, words.text.index(verb))
    return [" ".join(words.text[i] for i in stated.words if words.pos[i] != "PUNCT") for stated in found]


@pytest.mark.parametrize(
    ("text", "verb", "whole"),
    [
        ("The ferry sank.", "sank", "The ferry sank"),
        ("Officials said that the ferry sank.", "sank", "the ferry sank"),
        ("However, the ferry sank.", "sank", "the ferry sank"),
        ("The ferry hit a rock and sank.", "sank", "The ferry sank"),
        ("The ferry sank and the captain fled.", "sank", "The ferry sank"),
        ("The captain, who had slept, fled.", "slept", "The captain had slept"),
        ("The captain fled if he slept.", "fled", "The captain fled if he slept"),
    ],
)
def test_what_a_verb_states(text, verb, whole):
    assert read(text, verb)[0] == whole


def test_asides_go_before_circumstances():
    found = read("On Tuesday the ferry, which was old, sank near the island of Lindholm.", "sank")
    assert found[0] == "On Tuesday the ferry which was old sank near the island of Lindholm"
    assert found[1] == "On Tuesday the ferry sank near the island of Lindholm"
    assert found[-1] == "the ferry sank near the island of Lindholm"


def test_objects_and_conditions_stay():
    assert read("The line will sell the ferry in April if the bank agrees.", "sell")[-1] == (
        "The line will sell the ferry if the bank agrees"
    )


@pytest.mark.parametrize(
    ("text", "stretch", "verb"),
    [
        ("The captain decided to turn the ship around.", "to turn the ship around", "decided"),
        ("The captain fled.", "The captain fled", "fled"),
        ("A quiet night in Halden.", "A quiet night in Halden", None),
    ],
)
def test_the_finite_verb_of_a_stretch(text, stretch, verb):
    words = syntax(text)
    at = text.index(stretch)
    inside = [i for i in range(len(words)) if at <= words.start[i] < at + len(stretch)]
    found = head_of(words, inside[0], inside[-1])
    assert (found if found is None else words.text[found]) == verb


def test_what_somebody_says():
    words = syntax("She said that the ferry sank.")
    assert words.text[said_by(words, words.text.index("said"))] == "sank"
    assert said_by(words, words.text.index("sank")) is None
