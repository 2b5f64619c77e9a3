"""How newsworthy a claim is."""

import pandas as pd
import pytest

from newsangle.claims import sentences
from newsangle.claims.alone import claim_features
from newsangle.claims.matching import Matcher
from newsangle.claims.models import shipped
from newsangle.claims.salience import salience, salience_features


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
