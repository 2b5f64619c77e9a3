"""The tables say what the answer key of the lesson says: a class compares the two."""

import pandas as pd
import pytest

from newsangle.classroom import read_lesson
from newsangle.report.evidence import shared_claims
from newsangle.report.page import event_tables


@pytest.fixture
def key(sample_run):
    return read_lesson(sample_run.raw).exercises


@pytest.fixture
def tables(sample_run):
    return event_tables(sample_run)


def holding(rows: pd.DataFrame, column: str, piece: str, article: str) -> pd.DataFrame:
    return rows[rows[column].str.contains(piece, regex=False) & (rows["article_id"] == article)]


def test_who_says_the_number_of_soldiers(key, tables):
    exercise = key["who_says_so"]
    for (article, piece), blank in zip(exercise.look.items(), exercise.blanks, strict=True):
        claims = holding(tables["claims"], "text", piece, article)
        itself = blank.choices[blank.right[0]] == "the outlet itself"
        assert set(claims["voice"]) == {"outlet" if itself else "attributed"}, piece
        assert itself or claims["speaker"].str.startswith("Ukrain").all()


def test_the_page_names_a_speaker_of_the_number_only_where_the_key_does(key, tables):
    soldiers = next(c for c in shared_claims(tables) if {"12,000", "6,000"} <= {q.value.split()[0] for q in c.quotes})
    spoken = {quote.article_id: quote.speaker for quote in soldiers.quotes if quote.value}
    assert spoken["indian-express"] == "" and spoken["turkiye-today"].startswith("Ukrain")


def test_the_year_of_the_annexation_is_in_the_outlets_own_words(key, tables):
    for article, piece in key["annexed"].look.items():
        claims = holding(tables["claims"], "text", piece, article)
        assert set(claims["voice"]) == {"outlet"}, piece


def test_the_delusional_terms_are_medvedevs(key, tables):
    (blank,) = key["delusional"].blanks
    assert "Medvedev" in blank.choices[blank.right[0]]
    assert set(holding(tables["attributions"], "content", "delusional terms", "indian-express")["speaker"]) == {
        "Dmitry Medvedev"
    }


def test_what_only_one_text_tells_agrees_with_nothing_in_the_other(key, tables):
    (blank,) = key["only_one"].blanks
    assert blank.right == ("a, d",)  # NATO and a trip to Türkiye
    agreed = [claim for claim in shared_claims(tables) if claim.relation in ("agree", "partial", "conflict")]
    texts = [" ".join(quote.text for quote in claim.quotes) for claim in agreed]
    assert not [text for text in texts if "NATO" in text]
    assert [text for text in texts if "three-day" in text]  # the short truce, in both
