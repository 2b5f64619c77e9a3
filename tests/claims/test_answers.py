"""The kinds of answers: what is found, and how two of them stand."""

from itertools import product

import pytest

from newsangle.claims import answers
from newsangle.claims.answers import age, cause, date, duration, missing_information, name, place, quantity
from newsangle.claims.answers.answer import Pair, Verdict
from newsangle.claims.models import shipped


@pytest.mark.parametrize(
    ("kind", "one", "other", "verdict"),
    [
        (quantity, "It carried 214 passengers.", "It carried 187 passengers.", Verdict.DIFFERENT),
        (quantity, "It cost 4 million euros.", "It cost 4,000,000 euros.", Verdict.SAME),
        (duration, "The truce lasts 30 days.", "The truce lasts three months.", Verdict.DIFFERENT),
        (age, "The 3-year-old boy fell into the moat.", "The 4-year-old boy fell into the moat.", Verdict.DIFFERENT),
        (date, "It sank on Tuesday.", "It sank on March 5.", Verdict.SAME),
        (name, "Zoo director Hanna Lind spoke.", "Zoo president Hanna Lind spoke.", Verdict.DIFFERENT),
        (name, "The president, Hanna Lind, spoke.", "CEO Hanna Lind spoke.", Verdict.DIFFERENT),
        (name, "CEO Hanna Lind spoke.", "Hanna Lind, the chief executive, spoke.", Verdict.SAME),
        (name, "CEO Hanna Lind spoke.", "Former president Hanna Lind spoke.", Verdict.COMPATIBLE),
        (name, "Assistant professor Hanna Lind spoke.", "Professor Hanna Lind spoke.", Verdict.DIFFERENT),
        (name, "They met in Sorvelle.", "They met in Sorvaille.", Verdict.DIFFERENT),
        (place, "He was arrested in Paris.", "He was arrested in London.", Verdict.DIFFERENT),
        (cause, "It burned because of a loose cable.", "It burned due to a cable.", Verdict.SAME),
        (missing_information, "No date is set for the vote.", "The vote will be held on 3 May.", Verdict.DIFFERENT),
    ],
)  # fmt: skip
def test_verdicts(prepared, kind, one, other, verdict):
    event = prepared(one, other)
    pairs = product(*(kind.answers(event, row) for row in (0, 1)))
    assert verdict in {kind.relation(a, b) for a, b in pairs}


@pytest.mark.parametrize(
    ("one", "other"),
    [("Mohammed", "Mohamed"), ("Sánchez", "Sanchez"), ("Israel", "Israeli"), ("Hayward", "Hayden"), ("Lindholm",) * 2],
)
def test_what_is_no_other_spelling(one, other):
    spelt = [name.Answer(0, 1, word, name.Spelling(name._plain(word), "PERSON")) for word in (one, other)]
    assert name.relation(*spelt) is None


@pytest.mark.parametrize("likely", [0.02, 0.5, 0.98])
def test_a_question_is_a_probability(prepared, likely):
    event = prepared("The ferry carried 214 passengers on Tuesday.", "The ferry carried 187 passengers on Tuesday.")
    found = answers.compare(Pair(event, 0, 1, likely), {}, shipped().questions)
    assert found and all(0 <= c.question <= 1 for c in found)


def test_one_thing_counted_is_likelier_one_question(prepared):
    same = prepared("The ferry carried 214 passengers.", "The ferry carried 187 passengers.")
    other = prepared("The ferry carried 214 passengers.", "The harbour has 187 lamps.")
    questions = [
        max(c.question for c in answers.compare(Pair(event, 0, 1, 0.3), {}, shipped().questions) if c.kind == "number")
        for event in (same, other)
    ]
    assert questions[0] > 2 * questions[1]
