"""Events read in full: what is counted, and what a poisoned article does to its event."""

import pytest
from corpus.conftest import rows

from newsangle.corpus.collection import article_as_json
from newsangle.corpus.full import read_events
from newsangle.texts import reading
from newsangle.texts.events import Article


def articles() -> list[Article]:
    """The three articles on the ferry."""
    return [
        Article(f"a{i:07d}", f"{i}.txt", row["outlet"], f"{row['title']}\n\n{row['text']}", published=row["published"])
        for i, row in enumerate(rows()[:3])
    ]


def read(found: list[Article]):
    return read_events([("ferry", [article_as_json(article) for article in found])])


@pytest.fixture
def poisoned(monkeypatch):
    """Let the parser fail at one of the texts."""
    parse = reading.language.parse

    def fails(sentences):
        if any("great relief" in text for _, text in sentences):
            raise RecursionError("too deep")
        return parse(sentences)

    monkeypatch.setattr(reading.language, "parse", fails)


def test_an_event_is_counted_by_outlet():
    tables = read(articles())
    figures = tables["figures"].pivot(index="outlet", columns="measure", values="value")
    assert len(figures) == 3 and figures["attributed"].between(0.05, 0.8).all()
    assert figures.loc["Morning Post", "own_afinn"] < figures.loc["Daily Echo", "own_afinn"]
    counts = tables["claim_counts"].set_index("outlet")
    assert counts["claims"].min() >= 3 and (counts["not_found"] <= counts["told_by_others"]).all()
    assert "Ida Voss" in set(tables["voices"]["speaker"]) and tables["left_out"].empty


def test_a_poisoned_article_is_left_out_and_the_others_are_compared(poisoned):
    tables = read(articles())
    assert tables["left_out"].values.tolist() == [["a0000001", "ferry/1.txt", "failed (RecursionError: too deep)"]]
    assert set(tables["claim_counts"]["outlet"]) == {"Morning Post", "The Lantern"}


def test_an_event_of_which_one_outlet_is_left_is_left_out_as_a_whole(poisoned):
    tables = read(articles()[:2])
    assert tables["left_out"]["place"].tolist() == ["ferry/1.txt", "ferry"]
    assert tables["claim_counts"].empty


def test_a_missing_model_is_no_fault_of_the_articles(monkeypatch):
    def missing(_):
        raise OSError("spaCy's English model is not installed")

    monkeypatch.setattr(reading.language, "parse", missing)
    with pytest.raises(OSError, match="not installed"):
        read(articles())
