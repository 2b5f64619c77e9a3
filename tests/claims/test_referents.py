"""What a quantity counts, and what is said of it."""

import pandas as pd
import pytest

from newsangle.claims.referents import Context, contexts
from newsangle.language import parse, syntax_of_doc
from newsangle.quantities import parse_quantities


def context_of(text: str) -> Context:
    sentences = pd.DataFrame({"sentence_id": ["s"], "start": [0]})
    return contexts(sentences, {"s": syntax_of_doc(parse([(0, text)]))}, [parse_quantities(text)])[0][0]


@pytest.mark.parametrize(
    ("text", "noun", "verb"),
    [
        ("Seven passengers were injured.", "passenger", "injure"),
        ("The town bought 40 buses last year.", "bus", "buy"),
        ("Dozens of people fled, but 12 sailors stayed.", "people", "flee"),
    ],
)
def test_what_is_counted_and_what_is_said_of_it(text, noun, verb):
    found = context_of(text)
    assert found.noun == noun and verb in found.verbs


def test_what_a_value_measures_is_told_from_what_it_counts():
    assert context_of("Turnout was 71 per cent.").measured
    assert not context_of("Seven passengers were injured.").measured
