"""Names, offices and negations: what takes the tone from a word."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml

from newsangle.language import parse
from newsangle.sentiment import score_tone
from newsangle.sentiment.context import negations
from newsangle.sentiment.wordlists import afinn, vader

CASES = yaml.safe_load(Path(__file__).with_name("tone_sentences.yml").read_text(encoding="utf-8"))
NEUTRAL = 0.05  # VADER's authors call a sentence neutral within this of zero


@pytest.fixture(scope="module")
def scores():
    """Return the scores of the outlet's own words in each case: text → (VADER, AFINN)."""
    texts, tokens, at = [case["text"] for case in CASES], [], 0
    for number, text in enumerate(texts):
        for word in parse([(at, text)]):
            syntax = (word.lemma_, word.pos_, word.dep_, word.head.i, word.ent_type_)
            tokens.append(("a", f"s{number}", word.i, word.idx, word.idx + len(word), word.text, *syntax, "outlet"))
    sentences = pd.DataFrame({
        "article_id": "a", "sentence_id": [f"s{number}" for number in range(len(texts))], "role": "body",
    })  # fmt: skip
    columns = ["article_id", "sentence_id", "token", "start", "end", "text", "lemma", "pos", "dep", "head", "entity"]
    scored = score_tone(sentences, pd.DataFrame(tokens, columns=[*columns, "voice"])).sentences
    return dict(zip(texts, scored[["own_voice", "afinn_own_voice"]].to_numpy(), strict=True))


@pytest.mark.parametrize("case", [case for case in CASES if case["kind"] == "negation"], ids=lambda case: case["text"])
def test_a_negated_feeling_is_right_or_not_counted(scores, case):
    assert {sign(score) for score in scores[case["text"]]} <= {case["tone"], 0}


@pytest.mark.parametrize("case", [case for case in CASES if case["kind"] == "name"], ids=lambda case: case["text"])
def test_names_and_offices_are_no_feelings(scores, case):
    assert {sign(score) for score in scores[case["text"]]} == {case["tone"]}


@pytest.mark.parametrize("case", [case for case in CASES if case["kind"] == "plain"], ids=lambda case: case["text"])
def test_other_words_keep_their_tone(scores, case):
    words = case["text"].replace(",", " ,").removesuffix(".").split()
    assert [sign(score) for score in scores[case["text"]]] == [sign(of(words).score) for of in (vader, afinn)]


def sign(score: float) -> int:
    return int(np.sign(score)) if abs(score) >= NEUTRAL else 0


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("no talks or deals", [None, 1, 1, 1]),
        ("not here but there", [None, 1, 0, 0]),
        ("not here , there", [None, 1, 0, 0]),
        ("not without hope", [None, None, 2]),
        ("without a doubt good", [None, None, None, 0]),
        ("neither red nor blue", [None, 1, None, 1]),
        ("They don’t go", [0, None, 1]),
        ("not one two three four", [None, 1, 1, 1, 0]),
        ("", [0]),
    ],
)
def test_how_many_negators_reach_a_word(text, times):
    assert negations(text.split(" ")) == times


@pytest.mark.parametrize("words", [[], ["no", "or"] * 50_000, ["not"] * 100_000, ["\x00", "停火", "=1"], ["n't"]])
def test_any_words_can_be_read(words):
    assert len(negations(words)) == len(words)
