"""A reader's claims.yml changes the rows and is recorded."""

import pytest

from newsangle.claims import compare_claims, read_corrections
from newsangle.claims.corrections import Correction, CorrectionError


def corrected(ferry, *corrections):
    return compare_claims(ferry.claims, ferry.sentences, ferry.tokens, ferry.articles, corrections)


def claim(ferry, text: str) -> str:
    [found] = ferry.claims.loc[ferry.claims["text"].str.contains(text, regex=False), "claim_id"]
    return found


def test_merge(ferry):
    dog, hull = claim(ferry, "dog named Bosun"), claim(ferry, "replace the captain")
    shared, only, _ = corrected(ferry, Correction("merge", (dog, hull), note="a joke"))
    row = shared[shared["corrected"] == "merged: a joke"]
    assert {dog, hull} <= set(row["claim_id"])
    assert not {dog, hull} & set(only["claim_id"])


def test_split(ferry):
    cells = ferry.shared[ferry.shared["evidence"].str.contains("carrying")]
    one = cells["claim_id"].iloc[0]
    shared, *_ = corrected(ferry, Correction("split", (one,)))
    assert one not in set(shared["claim_id"])


def test_relation(ferry):
    pair = tuple(ferry.shared.loc[ferry.shared["evidence"].str.contains("carrying"), "claim_id"])
    shared, *_ = corrected(ferry, Correction("relation", pair, "partial", "number", "crew counted too"))
    row = shared[shared["claim_id"].isin(pair)]
    assert set(row["relation"]) == {"partial"} and set(row["why"]) == {"crew counted too"}
    assert set(row["corrected"]) == {"relation set"}


def test_unknown_claim_is_named(ferry):
    with pytest.raises(CorrectionError, match=r"correction 1: there is no claim nobody-c001"):
        corrected(ferry, Correction("split", ("nobody-c001",)))


def test_no_file_no_corrections(tmp_path):
    assert read_corrections(tmp_path) == []


def test_read(tmp_path):
    text = "corrections:\n- merge: [a-c001, b-c002]\n- relation: agree\n  claims: [a-c003, b-c004]\n  why: rounded\n"
    (tmp_path / "claims.yml").write_text(text, encoding="utf-8")
    assert read_corrections(tmp_path) == [
        Correction("merge", ("a-c001", "b-c002")),
        Correction("relation", ("a-c003", "b-c004"), "agree", "", "rounded"),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: [", "not YAML"),
        ("[]", "under 'corrections:'"),
        ("corrections: 3", "under 'corrections:'"),
        ("corrections: [{}]", "correction 1: write one of merge, split or relation"),
        ("corrections: [{merge: [a, b], split: [c]}]", "write one of"),
        ("corrections: [{merge: [a]}]", "two claims or more"),
        ("corrections: [{split: a-c001}]", "list the claims"),
        ("corrections: [{relation: maybe, claims: [a, b]}]", "agree, conflict, partial"),
        ("corrections: [{split: [a], why: x, colour: red}]", "unknown colour"),
    ],
)
def test_errors_name_the_mend(tmp_path, text, message):
    (tmp_path / "claims.yml").write_text(text, encoding="utf-8")
    with pytest.raises(CorrectionError, match=message):
        read_corrections(tmp_path)
