"""Names are those that spaCy's own decoder finds."""

import pytest

from newsangle import language
from newsangle.language import parsing
from newsangle.language.entities import is_supported

TEXTS = [
    "Mayor Ann Lee of Halden met Pierre Marchand of the European Council in Brussels on Tuesday, 3 June 2025.",
    "It cost $4.5 million, or 12 percent more than Norway paid in 1998. Nobody from Acme Shipping Inc. answered.",
    "Brussels",
    "Ann",
    "no name at all",
    "ANN LEE WINS HALDEN RACE BY 300 VOTES\n\nThe Democratic Party of Halden lost. Lee said: “Thank God.”",
    "Oslo\u00a0Zoo \u200b\u200b — 日本 Мария Иванова в Москве <b>Paris</b> =SUM(A1:A3) \x07 Berlin",
    "Lee " * 60 + "of the " * 40 + "United Nations " * 30,
]


@pytest.mark.parametrize("text", TEXTS)
def test_entities_are_those_of_the_decoder_of_the_model(text):
    doc = language.parse([(start, text[start:end]) for start, end in language.sentences(text)])
    found = [(name.start, name.end, name.label_) for name in doc.ents]
    recogniser = dict(parsing._model().components)["ner"]
    assert is_supported(recogniser)
    doc.set_ents([], default="missing")
    assert [(name.start, name.end, name.label_) for name in recogniser(doc).ents] == found


def test_a_text_without_words_has_no_entities():
    assert language.parse([]).ents == ()
