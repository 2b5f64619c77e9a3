"""Measuring a judge on annotated pairs, made for the test."""

import json
from types import SimpleNamespace

import pytest

from newsangle import judge_bench
from newsangle.judges import Judgement

TEXTS = {
    "post": "Twelve people were hurt when a tram left its track in Varn on Monday, the fire brigade said.\n\n"
    "The line reopened after three hours. The driver had worked for the company since 1998.\n\n"
    "“We braked at once,” said the driver, Ann Lee. “Nobody was told,” said a passenger, Tom Roe.\n",
    "star": "Nineteen people were hurt when a tram left its track in Varn on Monday, the fire brigade said.\n\n"
    "Trams ran again three hours later. A new bridge opened in the same district last year.\n",
}
GOLD = {
    "claims": [
        {"relation": "conflict", "cells": {"post.txt": "Twelve people were", "star.txt": "Nineteen people were"}},
        {"relation": "agree", "cells": {"post.txt": "The line reopened", "star.txt": "Trams ran again"}},
    ],
    "near_misses": [("The driver had worked", "A new bridge opened")],
    "quotes": [
        {"file": "post.txt", "content": "We braked at once", "speaker": "Ann Lee", "kind": "direct"},
        {"file": "post.txt", "content": "Nobody was told", "speaker": "Tom Roe", "kind": "direct"},
    ],
}  # fmt: skip


@pytest.fixture
def annotated(tmp_path, monkeypatch):
    folder = tmp_path / "events" / "tram"
    folder.mkdir(parents=True)
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    articles = [{"file": f"{name}.txt", "outlet": name.title(), "published": None} for name in TEXTS]
    (folder / "articles.json").write_text(json.dumps(articles), encoding="utf-8")
    claims = [
        {"relation": c["relation"], "cells": {file: [{"evidence": text}] for file, text in c["cells"].items()}}
        for c in GOLD["claims"]
    ]
    near = [
        {"a": {"file": "post.txt", "evidence": a}, "b": {"file": "star.txt", "evidence": b}}
        for a, b in GOLD["near_misses"]
    ]
    (folder / "gold.json").write_text(
        json.dumps({"claims": claims, "near_misses": near, "quotes": GOLD["quotes"]}), encoding="utf-8"
    )
    monkeypatch.setenv("NEWSANGLE_BENCH", str(tmp_path))


def judge(**answers):
    """A judge that gives each kind of question its answers, in their order."""

    def said(questions):
        left = {kind: list(given) for kind, given in answers.items()}
        return [left[question.kind].pop(0) for question in questions]

    return SimpleNamespace(name="scripted", judge=said, used=50)


def test_figures_of_a_judge_beside_the_built_in_model(annotated):
    scripted = judge(
        relation=[Judgement("agree", 0.9, ""), Judgement("conflict", 0.6, ""), Judgement("conflict", 0.9, "")],
        same_question=[Judgement("yes", 0.9, ""), Judgement("yes", 0.5, ""), None],
        speaker=[Judgement("Ann Lee", 0.9, ""), Judgement("Ann Lee", 0.5, "")],
    )
    found = judge_bench.bench(scripted, judge_bench.annotated(), 8).set_index("figure")
    assert "pairs: 1 agree, 1 conflict, 1 unrelated" in found.index
    assert list(found.loc["conflicts: precision"])[:2] == ["0.50 (1 of 2)", "0.00 (0 of 1)"]
    assert list(found.loc["conflicts: recall"])[:2] == ["1.00 (1 of 1)", "0.00 (0 of 1)"]
    assert list(found.loc["relation right, of those answered"])[:2] == ["0.67 (2 of 3)", "0.50 (1 of 2)"]
    assert list(found.loc["same question right, of those answered"])[:2] == ["1.00 (2 of 2)", "1.00 (1 of 1)"]
    assert list(found.loc["speakers: named"]) == ["1.00 (2 of 2)", "0.50 (1 of 2)", "1.00 (2 of 2)"]
    assert list(found.loc["speakers: right, of those named"]) == ["0.50 (1 of 2)", "1.00 (1 of 1)", "1.00 (2 of 2)"]
    assert found.loc["tokens a question", "judge"] == "6"
    assert found.loc["answered", "built-in"].endswith("of 3)")


def test_a_judge_that_says_nothing_is_measured_too(annotated):
    silent = judge(relation=[None] * 3, same_question=[None] * 3, speaker=[None] * 2)
    found = judge_bench.bench(silent, judge_bench.annotated(), 8).set_index("figure")
    assert found.loc["answered", "judge"] == "0.00 (0 of 3)" and found.loc["conflicts: precision", "judge"] == "none"


def test_absent_data_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv("NEWSANGLE_BENCH", str(tmp_path))
    with pytest.raises(judge_bench.BenchError, match="NEWSANGLE_BENCH"):
        judge_bench.annotated()
