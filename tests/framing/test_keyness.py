"""Keyness against the published formula, and what the words table and the keyness table hold."""

from math import log, sqrt

import numpy as np
import pandas as pd
import pytest

from newsangle.framing import compared_outlets, key_terms, keyness, running_words, shown_terms
from newsangle.framing.keyness import PRIOR_WORDS, Z95


def counted(**columns) -> pd.DataFrame:
    return pd.DataFrame(columns, index=["truce", "attack", "the"])


THREE = counted(Dawn=[4, 0, 20], Dusk=[1, 6, 25], Noon=[0, 2, 9])


def by_hand(y, n, y_rest, n_rest, a, total):
    """The paper's equations for one term, in plain arithmetic."""
    ratio = log((y + a) / (n + total - y - a)) - log((y_rest + a) / (n_rest + total - y_rest - a))
    return ratio, ratio / sqrt(1 / (y + a) + 1 / (y_rest + a))


@pytest.mark.parametrize("prior", [0.01, pd.Series({"the": 30.0, "attack": 2.5, "truce": 0.5, "unused": 9.0})])
def test_each_outlet_is_compared_with_all_others_together(prior):
    table = keyness(THREE, prior).set_index(["outlet", "term"])
    pseudo = prior if isinstance(prior, pd.Series) else pd.Series(prior, THREE.index)
    total = pseudo[THREE.index].sum()
    for (outlet, term), row in table.iterrows():
        own, rest = THREE[outlet], THREE.drop(columns=outlet).sum(axis=1)
        expected = by_hand(own[term], own.sum(), rest[term], rest.sum(), pseudo[term], total)
        assert (row["log_odds"], row["z"]) == pytest.approx(expected, abs=1e-12)
        assert row["high"] - row["low"] == pytest.approx(2 * Z95 * row["log_odds"] / row["z"])


def test_the_default_prior_is_the_pooled_frequencies_scaled():
    pooled = THREE.sum(axis=1) * PRIOR_WORDS / THREE.to_numpy().sum()
    pd.testing.assert_frame_equal(keyness(THREE), keyness(THREE, pooled))


def test_two_outlets_mirror_each_other():
    table = keyness(THREE[["Dawn", "Dusk"]], 0.1)
    dawn, dusk = (table[table["outlet"] == outlet]["z"].to_numpy() for outlet in ("Dawn", "Dusk"))
    assert dawn == pytest.approx(-dusk)


@pytest.mark.parametrize(
    ("counts", "prior", "message"),
    [
        (counted(A=[1, 2, -1], B=[1, 1, 1]), 1, "zero or more"),
        (counted(A=[1, 2, np.nan], B=[1, 1, 1]), 1, "zero or more"),
        (counted(A=[1, 2, 3], B=[1, 1, 1]), -1, "Priors"),
        (counted(A=[1, 2, 3], B=[0, 1, 1]), 0, "'truce' needs a prior"),
        (counted(A=[1, 2, 3], B=[1, 1, 1]), pd.Series({"the": 1.0}), "no prior"),
        (pd.concat([THREE, THREE]), 1, "two rows"),
    ],
)
def test_what_cannot_be_computed_is_refused(counts, prior, message):
    with pytest.raises(ValueError, match=message):
        keyness(counts, prior)


def event(*texts: str) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return tokens, sentences and articles of one-sentence articles, one an outlet; '…/TAG' marks a token."""
    tokens, sentences, articles = [], [], []
    for number, text in enumerate(texts):
        article, start = f"a{number}", 0
        words = [word.split("/") for word in text.split()]
        raw = " ".join(word[0] for word in words)
        for place, (word, *marks) in enumerate(words):
            mark = marks[0] if marks else "NOUN"
            pos = {"RP": "ADP", "POS": "NOUN", "Q": "NOUN", "GPE": "NOUN"}.get(mark, mark)
            tokens.append({
                "article_id": article, "sentence_id": f"{article}-s1", "token": place, "start": start,
                "end": start + len(word), "text": word, "pos": pos,
                "tag": mark, "entity": "GPE" if mark == "GPE" else "", "voice": "quoted" if mark == "Q" else "outlet",
            })  # fmt: skip
            start += len(word) + 1
        sentences.append({"article_id": article, "sentence_id": f"{article}-s1", "start": 0, "text": raw})
        articles.append({"article_id": article, "outlet": f"Outlet {number}"})
    return pd.DataFrame(tokens), pd.DataFrame(sentences), pd.DataFrame(articles)


def table_of(*texts: str, quoted: bool = True, **options) -> pd.DataFrame:
    tokens, sentences, articles = event(*texts)
    words = running_words(tokens, articles, quoted)
    return key_terms(words, sentences, list(articles["outlet"]), **{"min_count": 1, **options})


def test_phrases_do_not_cross_marks():
    terms = set(table_of("peace deal ,/PUNCT no/DET truce", "peace deal")["term"])
    assert "peace deal" in terms and "deal no" not in terms and "deal , no" not in terms


def test_a_possessive_ending_is_no_word_but_stays_in_the_phrase():
    table = table_of("Ukraine/GPE 's/POS neutrality", "neutrality first")
    assert {"Ukraine", "neutrality", "Ukraine 's neutrality"} <= set(table["term"])
    assert table.loc[table["term"] == "Ukraine 's neutrality", "length"].iloc[0] == 2


def test_quoted_words_can_be_left_out():
    assert "delusional" in set(table_of("delusional/Q terms", "terms")["term"])
    assert "delusional" not in set(table_of("delusional/Q terms", "terms", quoted=False)["term"])


def test_case_is_folded_but_for_shortenings():
    table = table_of("Talks talks talks US/GPE", "talks us/PRON").query("length == 1")
    assert sorted(table["term"].unique()) == ["US", "talks", "us"]
    assert table.set_index(["term", "outlet"]).loc[("talks", "Outlet 0"), "count"] == 3


def test_names_and_function_words_are_marked_and_can_be_hidden():
    table = table_of("the/DET talks in/ADP Kyiv/GPE", "the/DET talks")
    assert set(table[table["function"]]["term"]) >= {"the", "in", "the talks", "talks in"}
    assert set(table[table["name"]]["term"]) >= {"Kyiv"}
    assert set(shown_terms(table, names=False)["term"]) == {"talks", "talks in Kyiv"}


def test_the_particle_of_a_verb_is_not_a_function_word():
    shown = shown_terms(table_of("blown up/RP by/ADP them/PRON", "blown by/ADP"))
    assert {"blown", "blown up"} <= set(shown["term"]) and "blown by" not in set(shown["term"])


def test_a_phrase_that_never_occurs_alone_is_shown_within_the_longer_one():
    shown = set(shown_terms(table_of("third peace round", "talks go on"))["term"])
    assert shown == {"third peace round", "talks go on"}


def test_dispersion_is_low_for_a_spread_word_and_one_for_a_heaped_one():
    table = table_of("heap heap " + "spread other " * 20, "spread other").set_index(["outlet", "term"])
    assert table.loc[("Outlet 0", "spread"), "dispersion"] < 0.15
    assert table.loc[("Outlet 0", "heap"), "dispersion"] > 0.95


@pytest.mark.parametrize("texts", [("word", "word"), ("one", "two"), ("word", ",/PUNCT")])
def test_tiny_texts_do_not_fail(texts):
    assert set(table_of(*texts)["outlet"]) <= {"Outlet 0", "Outlet 1"}


def test_a_pair_is_two_outlets_of_the_event():
    articles = event("a", "b", "c")[2]
    assert compared_outlets([], articles) == ["Outlet 0", "Outlet 1", "Outlet 2"]
    assert compared_outlets(["Outlet 2", "Outlet 0"], articles) == ["Outlet 2", "Outlet 0"]
    for pair in (["Outlet 0"], ["Outlet 0", "Outlet 0"], ["Outlet 0", "Dawn"]):
        with pytest.raises(ValueError, match="Outlet 0, Outlet 1, Outlet 2"):
            compared_outlets(pair, articles)
