"""Alpha against published worked examples and against the formula, and what is undefined."""

import random
from collections import Counter
from itertools import permutations

import pandas as pd
import pytest

from newsangle.coding import agreement, disagreements

# The worked examples of Krippendorff (2011), Computing Krippendorff's Alpha-Reliability: A (binary, two observers),
# B (nominal, two observers), C and D (any number of observers, missing data; nominal and ordinal).
TWO_BINARY = ["0100000010", "1110010000"]
TWO_NOMINAL = ["aabbdcccedda", "babbbccceddd"]
FOUR = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."]
PUBLISHED = [
    (TWO_BINARY, "nominal", 0.095),
    (TWO_NOMINAL, "nominal", 0.692),
    (FOUR, "nominal", 0.743),
    (FOUR, "ordinal", 0.815),
]  # coders, level, alpha


def coded(*coders: str) -> pd.DataFrame:
    return pd.DataFrame(
        [(f"coder {i}", unit, code) for i, row in enumerate(coders) for unit, code in enumerate(row) if code != "."],
        columns=["coder", "unit", "code"],
    )


@pytest.mark.parametrize(("coders", "level", "published"), PUBLISHED)
def test_alpha_is_that_of_the_published_examples(coders, level, published):
    labels = tuple(sorted(set("".join(coders)) - {"."}))
    assert agreement(coded(*coders), labels, level)["alpha"] == pytest.approx(published, abs=0.0005)


def alpha_by_the_book(codes: pd.DataFrame) -> float:
    """Nominal alpha from the coincidences of values, step by step as the text describes it."""
    coincidences = Counter()
    for _, unit in codes.groupby("unit"):
        for pair in permutations(unit["code"], 2):
            coincidences[pair] += 1 / (len(unit) - 1)
    totals = Counter()
    for (value, _), times in coincidences.items():
        totals[value] += times
    n = sum(totals.values())
    observed = sum(times for (a, b), times in coincidences.items() if a != b)
    expected = sum(totals[a] * totals[b] for a, b in permutations(totals, 2)) / (n - 1)
    return 1 - observed / expected


def simulated(units: int, errs: float, seed: int) -> pd.DataFrame:
    """Two coders of a yes-or-no question whose answer is yes four times in ten; each errs with a known chance."""
    chance = random.Random(seed)
    truth = ["y" if chance.random() < 0.4 else "n" for _ in range(units)]
    other = {"y": "n", "n": "y"}
    return coded(*("".join(other[t] if chance.random() < errs else t for t in truth) for _ in range(2)))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_alpha_of_simulated_coders_is_that_of_the_formula(seed):
    codes = simulated(60, 0.15, seed)
    assert agreement(codes, ("y", "n"), "nominal")["alpha"] == pytest.approx(alpha_by_the_book(codes), abs=1e-12)


def test_alpha_of_many_simulated_units_nears_what_their_errors_make_it():
    errs, yes = 0.1, 0.4 * 0.9 + 0.6 * 0.1
    expected = 1 - 2 * errs * (1 - errs) / (2 * yes * (1 - yes))
    found = agreement(simulated(5000, errs, 1), ("y", "n"), "nominal", resamples=100)
    assert found["alpha"] == pytest.approx(expected, abs=0.03)
    assert found["low"] < expected < found["high"]


@pytest.mark.parametrize(
    ("coders", "units", "agree", "verdict"),
    [
        (["yyyy", "yyyy"], 4, 1.0, "undefined: all codes are the same"),
        (["yn..", "..yn"], 0, None, "undefined: no unit was coded by two"),
        (["ynyn", "...."], 0, None, "undefined: no unit was coded by two"),
        (["ynynynyn", "ynynynyn"], 8, 1.0, "reliable"),
        (["ynynynynyn", "ynynynynyy"], 10, 0.9, "reliable"),
        (["ynynynyn", "ynynynyy"], 8, 0.875, "good for tentative conclusions only"),
        (["yynn", "ynyn"], 4, 0.5, "not reliable"),
    ],
)
def test_says_what_to_think_of_it_and_what_is_undefined(coders, units, agree, verdict):
    found = agreement(coded(*coders), ("y", "n"), "nominal")
    assert found["units"] == units
    assert found["agree"] == pytest.approx(agree) if agree else found["agree"] != found["agree"]
    assert found["verdict"].startswith(verdict)
    assert (found["alpha"] != found["alpha"]) == verdict.startswith("undefined")


def test_a_frame_that_hardly_anybody_saw_gets_no_interval():
    found = agreement(coded("y" + "n" * 19, "n" * 20), ("y", "n"), "nominal")
    assert found["alpha"] <= 0 and found["low"] != found["low"]


def test_the_widest_disagreements_come_first_and_ordinal_steps_count():
    apart = disagreements(coded("aabc", "acbb"), ("a", "b", "c"), "ordinal")
    assert apart[["unit", "apart", "coder 0", "coder 1"]].to_numpy().tolist() == [
        [1, 1.0, "a", "c"],
        [3, 0.5, "c", "b"],
    ]
