"""Which words mark an outlet, counted in articles over the same events."""

import numpy as np
import pandas as pd
import pytest

from newsangle.corpus import outlet_pairs, outlet_periods, outlet_terms, words
from newsangle.corpus.batches import write_batch
from newsangle.corpus.light import bucket_of
from newsangle.paths import Places

EVENTS = 24
OUTLETS = ("A", "B", "C")


@pytest.fixture
def corpus(tmp_path):
    """Three outlets on 24 events: A writes 'regime', each event has words of its own, and A and B share most words."""
    rng = np.random.default_rng(1)
    articles, terms = [], []
    for event in range(EVENTS):
        for outlet in OUTLETS:
            article_id = f"a{len(articles):07d}"
            articles.append({
                "article_id": article_id, "event": f"e{event}", "outlet": outlet,
                "published": f"2024-{1 + event % 6:02d}-03", "version_of": None, "copy_of": None,
                "quoted": 0.1, "vader": 0.0, "afinn": 0.0,
            })  # fmt: skip
            own = {"the", f"topic{event}", f"place{event}"}
            own |= {f"only{event}{outlet}", f"more{event}{outlet}"} if outlet == "C" else {f"both{event}"}
            own |= {"regime"} if outlet == "A" and event % 8 else set()
            own |= {"maybe"} if rng.random() < 0.5 else set()
            terms += [(article_id, term, term.startswith("place"), bucket_of(term)) for term in sorted(own)]
    here = Places("corpus", tmp_path, tmp_path / "processed", tmp_path / "reports")
    frame = pd.DataFrame(terms, columns=["article_id", "term", "name", "bucket"])
    half = frame["article_id"] < f"a{len(articles) // 2:07d}"
    write_batch(here, "light", "000000", {"terms": frame[half]})
    write_batch(here, "light", "000001", {"terms": frame[~half]})
    events = pd.DataFrame({"event": [f"e{i}" for i in range(EVENTS)], "outlets": 3})
    return here, pd.DataFrame(articles), events


def test_the_word_that_marks_an_outlet_is_found_and_topics_are_not(corpus):
    found = outlet_terms(*corpus)
    clear = found[found["clear"]]
    assert clear[["outlet", "term"]].values.tolist() == [["A", "regime"]]
    row = clear.iloc[0]
    assert row["articles"] == 21 and row["share"] == pytest.approx(21 / 24) and row["other_share"] == 0
    assert row["low"] > 0 and row["events"] == 21


def test_slices_of_the_vocabulary_change_nothing(corpus, monkeypatch):
    whole, pairs = outlet_terms(*corpus), outlet_pairs(*corpus)
    monkeypatch.setattr(words, "SLICE", 60)
    pd.testing.assert_frame_equal(outlet_terms(*corpus), whole)
    pd.testing.assert_frame_equal(outlet_pairs(*corpus), pairs)


def test_outlets_with_more_words_in_common_are_more_alike(corpus):
    here, articles, events = corpus
    articles.loc[1, "copy_of"] = "a0000000"
    pairs = outlet_pairs(here, articles, events).set_index(["outlet", "other"])
    assert pairs.loc[("A", "B"), "alike"] > pairs.loc[("A", "C"), "alike"] > 0
    assert pairs["events"].tolist() == [EVENTS] * 3
    assert pairs["copies"].to_dict() == {("A", "B"): 1, ("A", "C"): 0, ("B", "C"): 0}


def test_a_marking_word_is_followed_from_month_to_month_in_all_outlets(corpus):
    here, articles, _ = corpus
    periods = outlet_periods(here, articles, outlet_terms(*corpus))
    used = periods[periods["measure"] == "word: regime"].pivot(index="period", columns="outlet", values="mean")
    assert len(used) == 6 and (used["A"] > 0.7).all() and (used[["B", "C"]] == 0).all(axis=None)
    assert periods.loc[periods["articles"] < 5, "low"].isna().all()


def test_a_corpus_without_shared_events_has_no_words_and_pairs(corpus):
    here, articles, events = corpus
    alone = events.assign(outlets=1)
    assert outlet_terms(here, articles, alone).empty and outlet_pairs(here, articles, alone).empty
