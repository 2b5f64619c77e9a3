"""The clauses of a sentence, and what it says is not known."""

import pytest

from newsangle import language
from newsangle.language.clauses import clause_asked, clauses


def syntax(text: str) -> language.Syntax:
    return language.syntax_of_doc(language.parse([(0, text)]))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "A gale sank two boats in Lindholm harbour, and a falling crane injured three sailors.",
            ["A gale sank two boats in Lindholm harbour", "a falling crane injured three sailors"],
        ),
        (
            "The minister said that two boats sank in the harbour.",
            ["The minister said that two boats sank in the harbour"],
        ),
        ("He slept after he ate.", ["He slept after he ate"]),
        ("The gale sank two boats.", []),
        ("A crane", []),
        ("", []),
    ],
)
def test_clauses_that_state_something(text, found):
    words = syntax(text)
    assert [text[words.start[a] : words.end[b]] for a, b in clauses(words)] == found


@pytest.mark.parametrize(
    ("text", "word", "asked"),
    [
        ("It is unclear when the bridge will open.", "when", "open"),
        ("Officials do not know how many boats sank.", "many", "sank"),
        ("Many boats sank.", "Many", None),
    ],
)
def test_the_clause_that_is_asked_about(text, word, asked):
    words = syntax(text)
    found = clause_asked(words, words.text.index(word))
    assert (found if found is None else words.text[found]) == asked
