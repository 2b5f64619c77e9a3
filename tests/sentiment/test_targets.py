import numpy as np
import pandas as pd
import pytest

from newsangle.sentiment import score_targets, target_polarity
from newsangle.sentiment.targets import CONTEXT, TARGET, actors_only, encode, load_tokenizer


def toward(sentence, name):
    start = sentence.index(name)
    return target_polarity([sentence], [(start, start + len(name))]).iloc[0]


@pytest.mark.parametrize(
    ("sentence", "name", "polarity"),
    [
        ("Critics called Miller a corrupt liar who had betrayed his voters.", "Miller", -1),
        ("Everyone praised Miller as an honest and courageous leader.", "Miller", 1),
        ("Miller will meet the delegation in Geneva on Tuesday.", "Miller", 0),
        ("The judge praised Alvarez for her courage and condemned Miller as a corrupt liar.", "Alvarez", 1),
        ("The judge praised Alvarez for her courage and condemned Miller as a corrupt liar.", "Miller", -1),
    ],
)
def test_polarity_toward_the_target(sentence, name, polarity):
    assert toward(sentence, name).polarity == polarity


def test_columns_and_probabilities():
    found = target_polarity(["Miller lied.", "Alvarez spoke."], [(0, 6), (0, 7)])
    chances = found[["negative", "neutral", "positive"]].to_numpy()
    assert list(found.columns) == ["polarity", "score", "negative", "neutral", "positive"]
    assert np.allclose(chances.sum(axis=1), 1)
    assert np.array_equal(found["polarity"], chances.argmax(axis=1) - 1)
    assert np.array_equal(found["score"], chances.max(axis=1))


def test_a_score_does_not_depend_on_other_sentences():
    sentences = ["Miller lied.", "Miller spoke of a great and long and happy day in the sun, and of the rain after it."]
    together = target_polarity(sentences, [(0, 6), (0, 6)])
    alone = target_polarity(sentences[:1], [(0, 6)])
    assert together.iloc[0].equals(alone.iloc[0])


def test_no_sentences_give_an_empty_frame():
    found = target_polarity([], [])
    assert found.empty and "polarity" in found


@pytest.mark.parametrize("span", [(0, 0), (3, 2), (-1, 4), (0, 99)])
def test_a_span_that_is_no_stretch_of_its_sentence_is_refused(span):
    with pytest.raises(ValueError, match="Span 1"):
        target_polarity(["Miller spoke.", "Miller spoke."], [(0, 6), span])


def test_each_sentence_takes_one_span():
    with pytest.raises(ValueError, match="2 sentences and 1 spans"):
        target_polarity(["a", "b"], [(0, 1)])


@pytest.mark.parametrize(
    "text",
    ["x", "!", "\x00\x07", "ðŸ’€", "停火协议", "<script>alert(1)</script>", "=1+1", '"' * 200_000, "spam " * 200_000],
)
def test_any_text_gets_a_polarity(text):
    for span in ((0, 1), (0, len(text))):
        assert target_polarity([text], [span])["polarity"].isin([-1, 0, 1]).all()


def test_a_long_sentence_is_read_around_its_target():
    text = "before " * 5_000 + "Miller" + " after" * 5_000
    start = text.index("Miller")
    encoded = encode(load_tokenizer(), text, start, start + 6)
    near = encode(load_tokenizer(), text[start - 700 : start + 700], 700, 706)
    assert len(encoded.ids) <= 2 * CONTEXT + 2 * TARGET + 5
    assert encoded == near


def test_marks_written_in_a_text_are_text():
    plain = encode(load_tokenizer(), "Miller [SEP] said [unused0] so", 0, 6).ids
    assert plain.count(102) == 2 and plain.count(1) == 1


def tables():
    text = '" Miller lies " , said Alvarez'
    words = text.split()
    starts = [sum(len(word) + 1 for word in words[:place]) for place in range(len(words))]
    tokens = pd.DataFrame(
        {
            "article_id": "a", "sentence_id": "a-s001", "start": [100 + start for start in starts],
            "voice": ["quoted"] * 4 + ["outlet"] * 3,
        }
    )  # fmt: skip
    sentences = pd.DataFrame({"sentence_id": ["a-s001"], "start": [100], "text": [text]})
    mentions = pd.DataFrame(
        {
            "article_id": "a", "sentence_id": "a-s001", "actor": ["Miller", "Alvarez"],
            "start": [102, 100 + text.index("Alvarez")], "end": [108, 100 + len(text)],
            "entity": "PERSON", "function": "agent",
        }
    )  # fmt: skip
    return sentences, tokens, mentions


def test_the_voice_of_a_target_is_that_of_the_words_that_name_it():
    found = score_targets(*tables())
    assert found.set_index("actor")["voice"].to_dict() == {"Miller": "quoted", "Alvarez": "outlet"}


def test_an_event_without_mentions_has_no_targets():
    sentences, tokens, mentions = tables()
    assert score_targets(sentences, tokens, mentions.iloc[:0]).empty


def test_a_place_that_is_only_the_setting_is_no_actor():
    mentions = pd.DataFrame(
        [("Geneva", "GPE", "other")] * 6
        + [("Norway", "GPE", "other")] * 3
        + [("Norway", "GPE", "agent"), ("Miller", "PERSON", "other")],
        columns=["actor", "entity", "function"],
    )
    assert set(actors_only(mentions)["actor"]) == {"Norway", "Miller"}
