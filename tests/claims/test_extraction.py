"""Claims of a sentence: clauses, voices, actors and quantities."""

import json

import pytest


def test_a_clause_is_a_claim_with_its_own_quantities(facts_of):
    facts = facts_of("A gale sank two boats in Lindholm harbour, and a falling crane injured three sailors.")
    assert facts["text"].tolist() == [
        "A gale sank two boats in Lindholm harbour",
        "a falling crane injured three sailors",
    ]
    assert [[q["values"] for q in json.loads(held)] for held in facts["quantities"]] == [[[2.0]], [[3.0]]]


@pytest.mark.parametrize(
    ("sentence", "voice", "speaker"),
    [
        ("Ingrid Solberg said that the crane was far too old.", "attributed", "Ingrid Solberg"),
        ("“The crane was far too old,” said Ingrid Solberg.", "attributed", "Ingrid Solberg"),
        ("The crane fell on the quay.", "outlet", None),
        ("Both sides agreed to return the bodies of 12 sailors.", "outlet", None),
        ("Ingrid Solberg wants to replace 12 cranes on the quay.", "outlet", None),
    ],
)
def test_who_says_it(facts_of, sentence, voice, speaker):
    fact = facts_of(sentence).iloc[0]
    assert (fact["voice"], fact["speaker"]) == (voice, speaker)


def test_actors(facts_of):
    assert facts_of("Ingrid Solberg sued the shipping line Nordvik.").loc[0, "actors"].startswith("Ingrid Solberg")


@pytest.mark.parametrize("text", ["12", "=HYPERLINK(1)", "日本は", "no " * 2000])
def test_odd_texts(facts_of, text):
    facts = facts_of(text)
    assert (facts["end"] > facts["start"]).all()
