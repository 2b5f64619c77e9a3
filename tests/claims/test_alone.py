"""What one outlet alone says."""

import pandas as pd
import pytest

from newsangle.claims import sentences
from newsangle.claims.alone import claim_features
from newsangle.claims.matching import Matcher
from newsangle.claims.models import shipped


@pytest.fixture(scope="module")
def features(ferry) -> pd.DataFrame:
    told = ferry.sentences[ferry.sentences["sentence_id"].isin(ferry.claims["sentence_id"])].reset_index(drop=True)
    event = sentences.prepare(ferry.claims, ferry.articles, told, ferry.tokens)
    found = claim_features(ferry.claims, Matcher(event, shipped()))
    return found.assign(text=ferry.claims["text"])


def of(features: pd.DataFrame, piece: str) -> pd.Series:
    return features[features["text"].str.contains(piece, regex=False)].iloc[0]


def test_a_claim_of_its_own_is_less_like_the_others(features):
    dog, rock = of(features, "A dog named Bosun"), of(features, "The vessel was carrying 214")
    assert dog["same"] < rock["same"] and dog["meaning"] < rock["meaning"] and dog["clause"] < rock["clause"]


def test_names_and_quantities_that_no_other_outlet_has(features):
    assert of(features, "Ingrid Solberg")["new_names"] >= 2
    assert of(features, "4 million euros")["new_quantities"] == 1
    assert of(features, "Twelve passengers")["new_quantities"] == 1 > of(features, "90 minutes")["new_names"]


def test_the_dog_is_found_in_one_text_only(ferry):
    only = ferry.only_here["evidence"]
    assert only.str.contains("Bosun").any() and not only.str.contains("ran aground off the island").any()


def test_a_headline_is_not_found_in_one_text_only(ferry, copied):
    for event in (ferry, copied):
        headings = event.sentences.loc[event.sentences["role"] == "headline", "sentence_id"]
        assert not set(headings) & set(event.only_here["sentence_id"])
