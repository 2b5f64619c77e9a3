"""What belongs to a word: arguments, modifiers, phrases."""

import pytest

from newsangle import language
from newsangle.language import dependents


def syntax(text: str) -> language.Syntax:
    return language.syntax_of_doc(language.parse([(0, text)]))


def names(words: language.Syntax, places) -> list[str]:
    return [words.text[i] for i in places]


@pytest.mark.parametrize(
    ("text", "word", "found"),
    [
        ("The army attacked the village.", "attacked", (["army"], ["village"], [])),
        ("The village was attacked by the army.", "attacked", (["army"], ["village"], [])),
        ("The bridge destroyed in May was old.", "destroyed", ([], ["bridge"], [])),
        ("The nurses who struck won a rise.", "struck", (["nurses"], [], [])),
        ("The union agreed with the company on pay.", "agreed", (["union"], [], ["company", "pay"])),
        ("The town hall was undamaged.", "undamaged", (["hall"], [], [])),
    ],
)
def test_arguments(text, word, found):
    words = syntax(text)
    read = dependents.arguments(words, words.text.index(word), ("with", "on"))
    assert tuple(names(words, places) for places in read) == found


@pytest.mark.parametrize(
    ("text", "word", "noun"),
    [
        ("Dozens of people fled.", "Dozens", "people"),
        ("Most of them fled.", "Most", None),
        ("The people fled.", "people", None),
    ],
)
def test_object_of_of(text, word, noun):
    words = syntax(text)
    found = dependents.object_of_of(words, words.text.index(word))
    assert (found if found is None else words.text[found]) == noun


def test_what_describes_a_noun():
    words = syntax("The mayor of Nordby who fishermen criticised will resign.")
    mayor = words.text.index("mayor")
    assert names(words, dependents.nouns_of(words, mayor)) == ["Nordby"]
    assert names(words, dependents.participles(words, mayor)) == ["criticised"]
    assert names(words, dependents.noun_phrase(words, mayor)) == ["The", "mayor", "of", "Nordby"]


def test_names_with_appositions_and_conjuncts():
    words = syntax("Ilse Marten, the governor, and Davit Orlan met.")
    assert set(names(words, dependents.name_parts(words, words.text.index("Marten")))) >= {"Ilse", "Marten", "governor"}


@pytest.mark.parametrize(
    ("text", "verb", "modal"),
    [("He will resign.", "resign", "will"), ("It may resign.", "resign", "may"), ("He resigned.", "resigned", "")],
)
def test_modal(text, verb, modal):
    words = syntax(text)
    assert dependents.modal(words, words.text.index(verb)) == modal


def test_the_phrase_around_a_word_that_is_denied():
    words = syntax("The two sides did not sign any peace deal on Monday.")
    first, last = dependents.phrase_around(words, words.text.index("sign"), words.text.index("not"))
    assert " ".join(words.text[first : last + 1]) == "did not sign any peace deal"
