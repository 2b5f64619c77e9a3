"""How well claims are matched and related, quantities read, and answers told apart. Takes some minutes.

Events: claims annotated in 74 events of two to four outlets (68 of them the second set, on which the targets are set).
Each event is compared by models that were fitted on the other folds (fit_claims.py) and scored by the scorer that lies
with the data. Quantities: a table of phrases written for this project (tests/quantities/phrases.yml). NAnCo: answers to
questions about four news stories, grouped by what they say (Laban and others 2022); nothing is fitted on it.
"""

import json
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from itertools import combinations, pairwise
from pathlib import Path
from statistics import median

import claims_data as data
import numpy as np
import pandas as pd
import yaml
from fit_claims import Event, fit_all, load
from rows import Row

from newsangle import claims
from newsangle.claims.models import Models
from newsangle.quantities.parsing import parse_quantities

PHRASES = Path(__file__).parents[1] / "tests/quantities/phrases.yml"
LEFT_OUT = "68 events, each left out"
FIGURES = {  # the scorer's name of a figure: what it says, the baseline (rules, before models), and what is counted
    "pair_P": ("shared pairs: precision", 0.512, "pairs"),
    "pair_R": ("shared pairs: recall", 0.523, "units"),
    "pair_F1": ("shared pairs: F1", 0.517, "units"),
    "relation_right": ("relation right, among pairs found", 0.684, "pairs_hit"),
    "conflict_P": ("conflict: precision", 0.082, "con_rows"),
    "conflict_R": ("conflict: recall", 0.051, "gold_con"),
    "conflict_or_check_R": ("conflict or check: recall", 0.051, "gold_con"),
    "check_differs": ("check: rows whose answers differ", "", "check_rows"),
    "conflict_linked": ("conflict: sentences stand in one row", 0.633, "gold_con"),
    "near_linked": ("near misses in one row all the same, at most", 0.114, "near"),
    "only_rows_told_elsewhere": ("only here: rows that another outlet tells, at most", 0.293, "only_rows"),
    "only_top_found": ("only here: the three most newsworthy facts", 0.483, "only_top"),
}


def measure(shared: Path) -> list[Row]:
    """Return the figures of claims."""
    events = load(shared)
    models = fit_all(events)
    return [
        *shared_claims(shared, events, models),
        unrelated(events),
        quantities(),
        same_answer(json.loads((shared / "bench/nanco/nanco_dataset.json").read_text(encoding="utf-8"))),
        *thousand_sentences(),
    ]


def shared_claims(shared: Path, events: list[Event], models: dict[int, dict]) -> list[Row]:
    """Return the figures of the second set, every event compared by models fitted without its fold."""
    scorer, scores = data.scorer(shared), []
    with tempfile.TemporaryDirectory() as scratch:
        for event in events:
            if event.name.startswith(data.SECOND_SET):
                report = Path(scratch) / event.name
                write_tables(event, compare(event, models), report / "tables")
                scores.append(
                    scorer.score(report, _files(shared, event.name), scorer.load_gold(shared / "events" / event.name))
                )
    summary = scorer.summary(scores)
    totals = {name: sum(score[name] for score in scores) for name in scores[0]}
    rows = [Row(what, LEFT_OUT, summary[name], baseline, totals[of]) for name, (what, baseline, of) in FIGURES.items()]
    checks = totals["check_rows"] / len(scores)
    return [*rows, Row("check: rows an event, at most", LEFT_OUT, round(checks, 2), "", totals["check_rows"])]


def compare(event: Event, models: dict[int, dict]) -> claims.Compared:
    """Return the tables of an event by the models that were not fitted on it."""
    tables = event.tables
    return claims.compare_claims(
        event.claims, tables["sentences"], tables["tokens"], tables["articles"], models=Models(models[event.fold])
    )


def write_tables(event: Event, compared: claims.Compared, folder: Path) -> None:
    """Write the tables that the scorer reads."""
    folder.mkdir(parents=True)
    own = {name: event.tables[name] for name in ("sentences", "attributions", "mentions")}
    for name, table in (own | compared._asdict()).items():
        table.to_csv(folder / f"{name}.csv", index=False)


def _files(shared: Path, name: str) -> dict[str, str]:
    """Return the file of each article of an event."""
    listed = json.loads((shared / "events" / name / "articles.json").read_text(encoding="utf-8"))
    return {Path(article["file"]).stem: article["file"] for article in listed}


def unrelated(events: list[Event]) -> Row:
    """Claims found between two articles on different events, which share none, for each event and the next."""
    pairs = list(pairwise(events))
    found = 0
    for one, other in pairs:
        both = _two_articles(one.tables, other.tables)
        listed = claims.tabulate_claims(**both)
        del both["attributions"], both["mentions"]
        found += claims.compare_claims(listed, **both).shared_claims["shared_id"].nunique()
    return Row(
        "claims found between articles on different events, a pair",
        "events",
        round(found / len(pairs), 3),
        "",
        len(pairs),
    )


def _two_articles(one: data.Tables, other: data.Tables) -> data.Tables:
    """Return the tables of an event that holds one article of each of two events."""
    first = one["articles"]["article_id"].iat[0]
    second = next(name for name in other["articles"]["article_id"] if name != first)
    names = ("articles", "sentences", "tokens", "attributions", "mentions")
    own = ((one, first), (other, second))
    both = {n: pd.concat([t[n][t[n]["article_id"] == a] for t, a in own], ignore_index=True) for n in names}
    return both | {"articles": both["articles"].assign(outlet=both["articles"]["article_id"])}


def quantities() -> Row:
    """Phrases whose quantities are all read with the right value, unit and bound."""
    cases = yaml.safe_load(PHRASES.read_text(encoding="utf-8"))
    right = sum(read(case["text"]) == [tuple(wanted) for wanted in case["quantities"]] for case in cases["phrases"])
    total = len(cases["phrases"])
    return Row("quantities: value, unit and bound right", "own phrases", round(right / total, 3), "", total)


def read(text: str) -> list[tuple[str, str, str]]:
    """Return value, unit and bound of every quantity of a phrase published on Wednesday 4 June 2025, as text."""
    return [(_shown(q.values), q.unit, q.bound) for q in parse_quantities(text, "2025-06-04")]


def _shown(values: tuple) -> str:
    return "–".join(value if isinstance(value, str) else f"{value:.15g}" for value in values)


def same_answer(questions: list[dict]) -> Row:
    """Balanced accuracy over all pairs of answers to a question, at the threshold 0.5."""
    pairs = [pair for question in questions for pair in combinations(question["answers"], 2)]
    same = np.array([a["cluster_global"] == b["cluster_global"] for a, b in pairs])
    said = claims.same_answer([a["Answer"] for a, _ in pairs], [b["Answer"] for _, b in pairs]) >= 0.5
    accuracy = (said[same].mean() + (~said[~same]).mean()) / 2
    return Row(
        "same answer or not, balanced accuracy",
        "NAnCo",
        round(float(accuracy), 3),
        "0.81 trained, 0.73 sentence-BERT",
        len(pairs),
    )


def thousand_sentences() -> list[Row]:
    """Time and memory of comparing 1,000 sentences with 1,000, made of words drawn at random."""
    articles, sentences, tokens = _made(1000)
    claims.same_answer(["warm"], ["up"])  # loads the vectors
    listed = claims.tabulate_claims(sentences, tokens, articles)
    seconds = median(_cpu_seconds(lambda: claims.compare_claims(listed, sentences, tokens, articles)) for _ in range(5))
    tracemalloc.start()
    claims.compare_claims(listed, sentences, tokens, articles)
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    return [
        Row("1,000 sentences a side: CPU seconds", "made", round(seconds, 2), "", 1000),
        Row("1,000 sentences a side: MB at the peak", "made", round(peak), "", 1000),
    ]


def _cpu_seconds(call: Callable) -> float:
    """Return the time that the processor spends on a call, whatever else the machine does."""
    start = time.process_time()
    call()
    return time.process_time() - start


def _made(count: int) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return the tables of two articles of so many sentences, every twentieth of them alike."""
    draw = np.random.default_rng(1)
    stems = ["".join(draw.choice(list("abdegiklmnoprstu"), 6)) for _ in range(4000)]
    articles = pd.DataFrame({"article_id": ["a", "b"], "outlet": ["A", "B"], "published": ["2025-06-02", "2025-06-03"]})
    rows, words = [], []
    for article in ("a", "b"):
        position = 0
        for n in range(count):
            seed = np.random.default_rng(n) if n % 20 == 0 else draw
            chosen = [stems[i] for i in seed.zipf(1.3, 18) % len(stems)] + [f"{seed.integers(2, 9000)}", "people"]
            text = " ".join(chosen)
            identifier = f"{article}-s{n:04}"
            rows.append((article, identifier, position, position + len(text), text, "body", n / count))
            at = position
            for i, word in enumerate(chosen):
                pos = "NUM" if word.isdigit() else ("VERB" if i == 2 else "PROPN" if i % 7 == 0 else "NOUN")
                dep = "ROOT" if i == 2 else "nummod" if word.isdigit() else "dep"
                head = 2 if not word.isdigit() else i + 1
                words.append(
                    (article, identifier, i, at, at + len(word), word, word, pos, "NN", dep, head, "", False, "outlet")
                )
                at += len(word) + 1
            position += len(text) + 1
    sentences = pd.DataFrame(rows, columns=["article_id", "sentence_id", "start", "end", "text", "role", "position"])
    syntax = ["text", "lemma", "pos", "tag", "dep", "head", "entity", "entity_start", "voice"]
    tokens = pd.DataFrame(words, columns=["article_id", "sentence_id", "token", "start", "end", *syntax])
    return articles, sentences, tokens


if __name__ == "__main__":
    for row in measure(Path(sys.argv[1])):
        print(f"{row.what:45} {row.on:20} {row.value!s:>8} (target {row.target}, baseline {row.baseline}, n {row.n})")
