import numpy as np
import pytest

from newsangle import sentiment
from newsangle.sentiment.tone import is_word, parts_of_articles

GOOD, BAD, PLAIN = "a great and happy success", "a terrible and brutal crime", "the council met on Tuesday"


def one(event, *runs):
    """Return the row of `sentiment` for one sentence made of runs of (voice, words)."""
    _, sentences, tokens = event({"A": [[("body", runs)]]})
    return sentiment.score_tone(sentences, tokens).sentences.iloc[0]


def test_each_voice_is_scored_on_its_own_words(event):
    row = one(event, ("quoted", f'" {BAD} "'), ("outlet", f", {GOOD} , he said"))
    assert row.quoted < -0.5 < 0.5 < row.own_voice
    assert row.afinn_quoted < 0 < row.afinn_own_voice
    assert np.isnan(row.reported)
    assert (row.own_voice_words, row.quoted_words, row.reported_words) == (7, 5, 0)


def test_quoted_words_do_not_move_the_own_voice(event):
    frame = ("outlet", "the spokesman said in Geneva")
    assert one(event, ("quoted", BAD), frame).own_voice == one(event, ("quoted", GOOD), frame).own_voice


def test_a_fragment_has_no_tone_of_its_own(event):
    assert np.isnan(one(event, ("quoted", BAD), ("outlet", ", he said happily")).own_voice)


def test_words_of_a_score_lead_back_to_the_text(event):
    _, sentences, tokens = event({"A": [[("body", [("outlet", PLAIN)]), ("body", [("outlet", BAD)])]]})
    words = sentiment.score_tone(sentences, tokens).words
    text = " ".join(sentences["text"])
    assert set(words["word"]) == {"terrible", "brutal", "crime"}
    assert all(text[row.start : row.end] == row.word for row in words.itertuples())


def test_parts_of_an_article(event):
    roles = ["headline", "standfirst", "body", "body", "subhead", "body", "body"]
    _, sentences, _ = event({"A": [[(role, [("outlet", PLAIN)]) for role in roles]]})
    parts = ["headline", "lead", "lead", "lead", "rest", "lead", "rest"]
    assert list(parts_of_articles(sentences).values()) == parts


@pytest.mark.parametrize(
    ("text", "expected"),
    [("war", True), ("U.S.", True), ("’s", False), ("'s", False), ("20", False), (",", False), ("停火", True)],
)
def test_what_counts_as_a_word(text, expected):
    assert is_word(text) is expected


def outlet_tone(event, outlets):
    articles, sentences, tokens = event(outlets)
    scored = sentiment.score_tone(sentences, tokens)
    return articles, scored, sentiment.tone_by_outlet(scored, articles)


def whole(tone, outlet, voice="outlet", lexicon="VADER"):
    rows = tone.query("part == 'whole' and outlet == @outlet and voice == @voice and lexicon == @lexicon")
    return rows.iloc[0]


def test_mean_interval_counts_and_coverage_by_outlet(event):
    _, _, tone = outlet_tone(
        event, {"A": [[("body", [("outlet", BAD)])] * 6], "B": [[("body", [("outlet", PLAIN)])] * 6]}
    )
    assert whole(tone, "A")["mean"] < -0.5
    assert whole(tone, "A").sentences == 6
    assert whole(tone, "A").coverage == 3 / 5
    assert np.isnan(whole(tone, "B")["mean"]) and whole(tone, "B").coverage == 0
    assert np.isnan(whole(tone, "A", "quoted")["mean"])
    assert list(tone["outlet"].unique()) == ["A", "B"]


def test_too_few_rated_words_get_no_mean(event):
    _, _, tone = outlet_tone(event, {"A": [[("body", [("outlet", BAD)]), ("body", [("outlet", PLAIN)])]]})
    assert np.isnan(whole(tone, "A")["mean"]) and whole(tone, "A").coverage > 0


def test_too_few_sentences_get_no_interval(event):
    _, _, tone = outlet_tone(event, {"A": [[("body", [("outlet", BAD)])] * 4]})
    assert np.isnan(whole(tone, "A").low) and np.isnan(whole(tone, "A").high)


def test_from_five_articles_on_whole_articles_are_resampled(event):
    # Within each article all sentences are alike, so articles vary and sentences seem to be many.
    def article(words):
        return [("body", [("outlet", words)])] * 20

    few = {"A": [article(GOOD), article(BAD)], "B": [article(PLAIN)]}
    many = {"A": [article(GOOD), article(BAD), *[article(PLAIN)] * 3], "B": [article(PLAIN)] * 5}
    few_row, many_row = (whole(outlet_tone(event, outlets)[2], "A") for outlets in (few, many))
    assert many_row.high - many_row.low > few_row.high - few_row.low


def test_a_difference_that_depends_on_one_list_is_marked(event):
    # Only VADER rates 'secure' and 'security'; both rate 'terrible'.
    outlets = {
        "A": [[("body", [("outlet", "the security council met today")])] * 6],
        "B": [[("body", [("outlet", "the council met again today")])] * 6],
    }
    articles, scored, _ = outlet_tone(event, outlets)
    own = sentiment.tone_differences(scored.sentences, articles).query("voice == 'outlet' and outlet == 'A'")
    assert own.set_index("lexicon")["difference"].gt(0).to_dict() == {"VADER": True, "AFINN": False}
    assert not own["same_direction"].any()


def test_differences_mirror_each_other_between_two_outlets(event):
    outlets = {"A": [[("body", [("outlet", GOOD)])] * 6], "B": [[("body", [("outlet", BAD)])] * 6]}
    articles, scored, _ = outlet_tone(event, outlets)
    found = sentiment.tone_differences(scored.sentences, articles).query("voice == 'outlet'")
    assert found["same_direction"].all()
    by = found.set_index(["outlet", "lexicon"])["difference"]
    assert by["A", "VADER"] == -by["B", "VADER"] > 1


def test_an_outlets_voice_is_set_against_those_it_quotes(event):
    runs = [("quoted", BAD), ("outlet", f"{GOOD} he said")]
    articles, scored, _ = outlet_tone(event, {"A": [[("body", runs)] * 6]})
    found = sentiment.voice_differences(scored.sentences, articles).set_index(["voice", "lexicon"])
    assert found.loc[("quoted", "VADER"), "difference"] > 1
    assert found.loc["quoted", "same_direction"].all()
    assert found.loc["reported", "voice_sentences"].eq(0).all()
    assert not found.loc["reported", "same_direction"].any()


def test_agreement_of_the_lists_is_counted_by_outlet(event):
    outlets = {"B": [[("body", [("outlet", GOOD)])] * 2], "A": [[("body", [("outlet", "the security council met")])]]}
    articles, scored, _ = outlet_tone(event, outlets)
    counts = sentiment.lexicon_agreement(scored.sentences, articles)
    assert list(counts.index) == ["B", "A"]
    assert counts.loc["B", "same"] == 2
    assert counts.loc["A", "VADER alone"] == 1


def test_driving_words_and_telling_sentences_name_the_reasons(event):
    outlets = {"A": [[("body", [("outlet", text)]) for text in (GOOD, PLAIN, BAD)]]}
    articles, sentences, tokens = event(outlets)
    scored = sentiment.score_tone(sentences, tokens)
    driving = sentiment.driving_words(scored.words, articles)
    assert {"great", "terrible"} <= set(driving["word"])
    chosen = sentiment.telling_sentences(scored, sentences, articles, each=1)
    assert list(chosen["text"]) == [BAD, GOOD]
    assert chosen.iloc[0].words == "terrible, brutal, crime"


def test_an_event_without_sentences_has_empty_tables(event):
    articles, sentences, tokens = event({"A": [[]]})
    scored = sentiment.score_tone(sentences, tokens)
    assert scored.sentences.empty and scored.words.empty
    assert sentiment.tone_by_outlet(scored, articles)["sentences"].eq(0).all()
    assert sentiment.driving_words(scored.words, articles).empty
