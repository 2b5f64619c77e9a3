"""A run counts the answers of a judge as an input, though the run itself writes them."""

import json

import pandas as pd
import pytest

from newsangle import provenance, tables
from newsangle.paths import Places

JUDGE = {"judge": "http://127.0.0.1:1/v1", "judge_model": "small"}
ANSWER = '{"key": "k", "answer": "agree", "confidence": 1, "reason": "", "version": "b1"}\n'


@pytest.fixture
def here(tmp_path) -> Places:
    """An event that was run with a judge, which answered one of two questions."""
    here = Places("event", tmp_path / "event", tmp_path / "processed", tmp_path / "report")
    for folder in (here.raw, here.processed, here.report):
        folder.mkdir()
    (here.raw / "a.txt").write_text("A text.", encoding="utf-8")
    said = {"shared_id": None, "claim_id": "a1", "other_claim_id": "b1", "model": "small", "reason": None}
    rows = [
        {"question_id": name, "answer": answer, "confidence": None} | said
        for name, answer in (("1", "agree"), ("2", None))
    ]
    tables.write(pd.DataFrame(rows), here, "judgements")
    place = {"article_id": "a", "sentence_id": "s1", "content_start": 0, "content": "We know.", "model": "small"}
    named = {"question_id": "1", "answer": "Ann Lee", "confidence": 0.9, "reason": "", "speaker": "Ann Lee"}
    tables.write(pd.DataFrame([place | named]), here, "speaker_judgements")
    before = provenance.fingerprint(here, JUDGE)
    (here.raw / "judgements.jsonl").write_text(ANSWER, encoding="utf-8")  # as notebook 04 does
    record = provenance.manifest(here, JUDGE, before) | provenance.judged(here, here, JUDGE)
    provenance.write_manifest({**record, "outputs": provenance.hashes(here)}, here)
    return here


def test_the_manifest_names_the_model_and_counts_its_answers(here):
    record = json.loads((here.report / "manifest.json").read_text(encoding="utf-8"))
    assert {k: record["judge"][k] for k in ("model", "asked", "answered", "unanswered")} == {
        "model": "small", "asked": 3, "answered": 2, "unanswered": 1
    }  # fmt: skip
    assert record["judge"]["versions"] == ["b1"] and set(record["judge"]["prompts"]) >= {"relation", "speaker"}
    assert [item["file"] for item in record["inputs"]] == ["a.txt"]
    assert provenance.judged(here, here, {}) == {}


def test_what_the_run_wrote_does_not_make_it_out_of_date_but_a_correction_does(here):
    made_of = provenance.fingerprint(here, JUDGE)
    assert provenance.is_current(here, made_of)
    (here.raw / "judgements.jsonl").write_text(ANSWER.replace("agree", "partial"), encoding="utf-8")
    assert not provenance.is_current(here, made_of)
