import pytest

from newsangle.sentiment.wordlists import afinn, vader

HOSTILE = ["", "!", "\x00\x1c\u2028", "ééé", "🙂🙃", "停火", "=1+1", "<b>great</b>", "'" * 500, "word" * 50_000]


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("The talks were a great success", 1),
        ("The attack was a terrible crime", -1),
        ("The talks were not a success", -1),
        ("The delegation met at noon", 0),
        ("They don’t love the plan", -1),  # a curly apostrophe negates too
        ("They do n’t love the plan", -1),
    ],
)
def test_vader_knows_negation(text, sign):
    score = vader(text.split()).score
    assert (score > 0) - (score < 0) == sign


def test_vader_is_nltks_compound():
    from nltk.sentiment.vader import VaderConstants

    # One word of valence 3.1: NLTK divides by the root of its square and fifteen.
    assert vader(["great"]).score == round(VaderConstants().normalize(3.1), 4)


def test_vader_turns_a_negated_word_and_afinn_leaves_it_out():
    assert afinn(["not", "a", "success"]).score == 0 > vader(["not", "a", "success"]).score


def test_an_empty_word_is_not_rated():
    assert afinn(["", "great"]).valences[0] == vader(["", "great"]).valences[0] == 0


@pytest.mark.parametrize("score", [vader, afinn])
def test_valences_stand_at_the_words_that_have_them(score):
    words = ["A", "terrible", ",", "terrible", "day", "of", "great", "joy"]
    valences = score(words).valences
    assert len(valences) == len(words)
    assert [word for word, valence in zip(words, valences, strict=True) if valence] == [
        "terrible", "terrible", "great", "joy",
    ]  # fmt: skip


def test_afinn_counts_a_phrase_before_its_words():
    assert afinn(["It", "does", "not", "work", "today"]).valences == [0, -3, 0, 0, 0]


@pytest.mark.parametrize("score", [vader, afinn])
@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_gets_a_score(score, text):
    scored = score([text])
    assert -1 <= scored.score <= 1
    assert len(scored.valences) == 1


@pytest.mark.parametrize("score", [vader, afinn])
def test_no_words_no_tone(score):
    assert score([]) == (0.0, [])
