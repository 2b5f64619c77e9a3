import numpy as np
import pandas as pd
import pytest

from newsangle.sentiment import matched


def shared(*rows):
    return pd.DataFrame(rows, columns=["shared_id", "label", "outlet", "sentence_id"]).assign(copy_of=None)


def sentiment(**scores):
    frame = pd.DataFrame({"sentence_id": list(scores), "compound": list(scores.values())})
    return frame.assign(afinn=0.0, own_voice=frame["compound"] / 2, afinn_own_voice=np.nan)


def test_a_claim_is_compared_with_the_other_outlets_on_the_same_claim():
    claims = shared(("1", "toll", "A", "a1"), ("1", "toll", "B", "b1"), ("1", "toll", "C", "c1"))
    found = matched(claims, sentiment(a1=-0.8, b1=0.2, c1=0.4)).set_index("outlet")
    assert found.loc["A", "compound_difference"] == pytest.approx(-0.8 - 0.3)
    assert found.loc["B", "compound_difference"] == pytest.approx(0.2 - -0.2)


def test_an_outlets_sentences_on_a_claim_are_averaged_first():
    claims = shared(("1", "toll", "A", "a1"), ("1", "toll", "A", "a2"), ("1", "toll", "B", "b1"))
    row = matched(claims, sentiment(a1=-0.8, a2=-0.4, b1=0.0)).iloc[0]
    assert (row.sentences, row.sentence_id, row.compound) == (2, "a1 a2", pytest.approx(-0.6))


def test_two_claims_of_one_sentence_count_it_once_each():
    claims = shared(("1", "toll", "A", "a1"), ("1", "toll", "A", "a1"), ("1", "toll", "B", "b1"))
    assert matched(claims, sentiment(a1=0.5, b1=0.0))["sentences"].tolist() == [1, 1]


def test_a_claim_of_one_outlet_is_left_out():
    assert matched(shared(("1", "toll", "A", "a1")), sentiment(a1=0.5)).empty


def test_a_copy_is_no_voice_of_its_own():
    claims = shared(("1", "toll", "A", "a1"), ("1", "toll", "B", "b1"), ("1", "toll", "C", "c1"))
    claims["copy_of"] = [None, None, "A"]
    assert list(matched(claims, sentiment(a1=0.5, b1=0.1, c1=0.5))["outlet"]) == ["A", "B"]


def test_no_claims_give_no_rows():
    rows = matched(shared(), sentiment(a1=0.5))
    assert rows.empty and "compound_difference" in rows


def test_own_words_are_compared_where_both_outlets_have_some():
    claims = shared(
        ("1", "toll", "A", "a1"), ("1", "toll", "B", "b1"), ("2", "date", "A", "a2"), ("2", "date", "B", "b2")
    )
    scores = sentiment(a1=-0.8, b1=0.2, a2=0.4, b2=0.4)
    scores.loc[3, "own_voice"] = np.nan
    rows = matched(claims, scores)
    assert rows.loc[0, "own_voice_difference"] == pytest.approx(-0.5)
    assert rows.loc[2:, "own_voice_difference"].isna().all()
