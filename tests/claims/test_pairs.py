"""The cases of pairs.yml: two sentences of two outlets, and how they are related."""

from pathlib import Path

import pytest
import yaml

CASES = yaml.safe_load((Path(__file__).parent / "pairs.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_pair(told_by_two, case):
    shared = told_by_two(case["one"], case["other"]).shared_claims
    found = set(shared["relation"])
    if case["relation"] == "none":
        assert shared.empty
    elif case["relation"] == "not conflict":
        assert "conflict" not in found
    elif case["relation"] == "not check":
        assert not found & {"conflict", "check"}
    elif case["relation"] == "differ":
        assert found & {"conflict", "check"}
    else:
        assert case["relation"] in set(shared.loc[shared["kind"] == case["kind"], "relation"])
