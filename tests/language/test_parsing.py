"""Sentences, words and the parse: what is cut where, and that offsets lead back to the raw text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsangle import language
from newsangle.language import parsing


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in language.sentences(text)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("He served under George H.W. Bush and his son. He left.", 2),
        ("Gen. J.R.R. Marlow wrote it.", 1),
        ("He met Robert E.L. The talks went on.", 2),
        ("Gen. Brown met Sen. Long in Jan. 2024. They talked.", 2),
        ("The U.S. Army said so. The U.K. agreed.", 2),
        ("It rose to No. 3. Nobody noticed.", 2),
        ("He left at 5 p.m. on Friday. She stayed.", 2),
        ("“Will it end?” she asked. “It will.”", 2),
        ("“It will end. We are sure.” They left.", 3),
        ('"Stop!" he cried.', 1),
        ("J. R. Smith of Acme Inc. resigned on Monday.", 1),
        ("Sales fell 3.5 percent, to $1.2 billion.", 1),
        ("A headline without a stop\n\nThe story begins here.", 2),
        ("The minister [...] Nothing was said.", 2),
        ("Talks ended.Nobody signed.", 2),
        ("Visit example.com for more.", 1),
        ("Gen.Brown met Amazon.Com.", 1),
        ("Jane Roe, M.D.: Nobody was hurt. They left.", 2),
        ("It comes in size S. Fits well, buyers say.", 2),
        ("The bus left from gate B. Jones took the train.", 2),
        ("The award went to George W. Brown.", 1),
        ("Shares of Acme fell. eBay rose.", 2),
        ("The sellers, incl. eBay, agreed.", 1),
        ("“We agree,” eBay said.", 1),
        ("The house caught fire…  It burnt down.", 2),
        ("The house… It burnt down.", 1),
        ("They left… and came back.", 1),
        ("", 0),
        (" \n\n ", 0),
        ("...", 1),
    ],
)
def test_finds_the_ends_of_sentences(text, sentences):
    assert len(cut(text)) == sentences, cut(text)


def test_a_closing_quotation_mark_stays_with_its_sentence():
    assert cut("He said: “We won’t go.” Then he left.")[0].endswith("go.”")


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("“Don’t,” he said.", ["“", "Do", "n’t", ",", "”", "he", "said", "."]),
        ("Russia’s plan", ["Russia", "’s", "plan"]),
        ('It\'s "fine".', ["It", "'s", '"', "fine", '"', "."]),
        ("Wait…what?", ["Wait", "…", "what", "?"]),
        ("$3.5m (20%)", ["$", "3.5m", "(", "20", "%", ")"]),
        ("a two-day truce", ["a", "two-day", "truce"]),
    ],
)
def test_words_are_the_raw_text(sentence, words):
    assert [sentence[start:end] for start, end in language.words(sentence)] == words


def test_the_parse_knows_where_every_token_stands():
    raw = "Ignored. The re\u00adpub\u00adlic’s leader met Angela Merkel in Berlin. She smiled."
    sentences = [(start, raw[start:end]) for start, end in language.sentences(raw)][1:]
    doc = language.parse(sentences)
    assert [raw[slice(*language.raw_span(token))] for token in doc][:3] == ["The", "re\u00adpub\u00adlic", "’s"]
    assert doc[1].text == "republic"
    names = [raw[slice(*language.raw_span(name))] for name in doc.ents]
    assert "Angela Merkel" in names and "Berlin" in names
    assert [sentence.start for sentence in doc.sents] == [0, list(doc.user_data["sentences"]).index(1)]


def test_a_long_article_is_parsed_in_runs_without_losing_a_word(monkeypatch):
    monkeypatch.setattr(parsing, "CHUNK", 10)
    raw = "One man came. " * 12 + "They " + "said no " * 20
    sentences = [(start, raw[start:end]) for start, end in language.sentences(raw)]
    doc = language.parse(sentences)
    assert [token.text for token in doc] == raw.replace(".", " .").split()


def test_no_sentences_give_an_empty_parse():
    assert len(language.parse([])) == 0


ODD = st.text(alphabet=st.sampled_from("aB .!?…\n\t\"'“”‘’()[]-—0½é語ﬁ\u00ad\u200b\u0085\x1c`$%,:;'s"), max_size=120)


@settings(deadline=None, max_examples=150)
@given(st.one_of(st.text(max_size=200), ODD))
def test_any_text_is_cut_in_order_and_without_loss(text):
    at, kept = 0, ""
    for start, end in language.sentences(text):
        assert at <= start < end <= len(text)
        assert not text[at:start].strip()
        sentence, inner = text[start:end], 0
        for a, b in language.words(sentence):
            assert inner <= a < b <= len(sentence) and not sentence[inner:a].strip()
            inner = b
        assert not sentence[inner:].strip()
        at, kept = end, kept + sentence
    assert not text[at:].strip()
