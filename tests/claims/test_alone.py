"""What one outlet alone says, and how newsworthy it is."""

import pandas as pd
import pytest

from newsangle.claims import sentences
from newsangle.claims.alone import claim_features
from newsangle.claims.matching import Matcher
from newsangle.claims.models import shipped
from newsangle.claims.salience import salience, salience_features


@pytest.fixture(scope="module")
def features(ferry) -> pd.DataFrame:
    told = ferry.sentences[ferry.sentences["sentence_id"].isin(ferry.claims["sentence_id"])].reset_index(drop=True)
    event = sentences.prepare(ferry.claims, ferry.articles, told, ferry.tokens)
    found = claim_features(ferry.claims, Matcher(event, shipped()))
    newsworthy = salience(ferry.claims, event, found, shipped()["salience"])
    return found.assign(text=ferry.claims["text"], salience=newsworthy)


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


def test_a_number_and_an_actor_are_news(features):
    assert of(features, "4 million euros")["salience"] > of(features, "A dog named Bosun")["salience"] > 0


def test_salience_of_no_claims(ferry):
    none = ferry.claims.head(0)
    event = sentences.prepare(none, ferry.articles, ferry.sentences.head(0), ferry.tokens.head(0))
    assert len(salience_features(none, event, claim_features(none, Matcher(event, shipped())))) == 0


@pytest.mark.parametrize(
    ("newsworthy", "less"),
    [
        ("The harbour of Halden lost 12 ships to the gale.", "Would you ever go there?"),
        ("The line Nordvik fired 40 sailors on Monday.", "We think it is a shame."),
        ("The line Nordvik fired 40 sailors on Monday.", "In this video they watch a gull fly over the pier."),
    ],
)
def test_what_is_more_newsworthy(prepared, newsworthy, less):
    found = []
    for text in (newsworthy, less):
        event = prepared(text, "Two ships sank.")
        row = {
            "claim_id": "c",
            "sentence_id": event.ids[0],
            "start": event.starts[0],
            "end": event.starts[0] + len(text),
        }
        row |= {"text": text, "actors": "", "speaker": None, "quantities": str(event.quantities[0] or "[]")}
        listed = pd.DataFrame([row])
        features = claim_features(listed, Matcher(event, shipped()))
        found.append(salience(listed, event, features, shipped()["salience"])[0])
    assert found[0] > found[1]
