"""How well claims are matched and related, quantities read, and answers distinguished. Takes about a minute.

Events: claims annotated in six events of two to four outlets. The weights of pairs were fitted on these events, so each
event is scored with weights fitted on the others. Quantities: a table of phrases written for this project
(tests/quantities/phrases.yml). NAnCo: answers to questions about four news stories, grouped by what they say (Laban and
others 2022); nothing is fitted on it.
"""

import json
import sys
import time
import tracemalloc
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from statistics import median

import numpy as np
import pandas as pd
import yaml
from fit_claims import Tables, fit_without, gold_claims, labelled, overlaps, read_events
from rows import Row

from newsangle import claims
from newsangle.quantities.parsing import parse_quantities

PHRASES = Path(__file__).parents[1] / "tests/quantities/phrases.yml"


def measure(shared: Path) -> list[Row]:
    """Return the figures of claims."""
    events = read_events(shared)
    return [
        *shared_claims(shared, events),
        unrelated(events),
        quantities(),
        same_answer(json.loads((shared / "bench/nanco/nanco_dataset.json").read_text(encoding="utf-8"))),
        *thousand_sentences(),
    ]


def shared_claims(shared: Path, events: dict[str, Tables]) -> list[Row]:
    """Pairs of sentences in one shared claim against gold claims, and the relations of those that are right.

    A pair is right when some gold claim has evidence that overlaps both sentences; a gold claim is found between two
    outlets when some pair hits it. A relation is right when the gold claim has it.
    """
    gold = {event: gold_claims(shared, event) for event in events}
    pairs = {event: labelled(tables, gold[event]) for event, tables in events.items()}
    tally = sum(
        (_tally(tables, gold[event], fit_without(pairs, event)) for event, tables in events.items()), start=_Tally()
    )
    precision, recall = tally.right / tally.pairs, tally.found / tally.gold
    f1 = 2 * precision * recall / (precision + recall)
    conflict_precision = tally.conflicts_right / max(tally.conflicts, 1)
    figures = [
        ("shared pairs: precision", precision, 0.60, tally.pairs),
        ("shared pairs: recall", recall, "", tally.gold),
        ("shared pairs: F1", f1, 0.60, tally.gold),
        ("relation right, among pairs found", tally.related / tally.found, 0.80, tally.found),
        ("kind right, among pairs found", tally.same_kind / tally.found, "", tally.found),
        ("conflict: precision", conflict_precision, 0.6, tally.conflicts),
        ("conflict: recall", tally.conflicts_found / tally.gold_conflicts, 0.6, tally.gold_conflicts),
    ]
    return [
        Row(what, "events, held out", round(value, 3), target, 0.45 if what.endswith("F1") else "", n)
        for what, value, target, n in figures
    ]


class _Tally:
    """Counts that add up over events."""

    names = (
        "pairs",
        "right",
        "found",
        "gold",
        "related",
        "same_kind",
        "conflicts",
        "conflicts_right",
        "conflicts_found",
        "gold_conflicts",
    )

    def __init__(self, **counts: int):
        for name in self.names:
            setattr(self, name, counts.get(name, 0))

    def __add__(self, other: "_Tally") -> "_Tally":
        return _Tally(**{name: getattr(self, name) + getattr(other, name) for name in self.names})


def _tally(tables: Tables, gold: list[dict], model: dict) -> _Tally:
    listed = claims.tabulate_claims(
        tables["articles"], tables["sentences"], tables["tokens"], tables["attributions"], tables["mentions"]
    )
    table, _ = claims.compare_claims(listed, tables["articles"], tables["sentences"], tables["tokens"], model=model)
    place = tables["sentences"].set_index("sentence_id")
    tally, hits = _Tally(), {}
    for _, cells in table.groupby("shared_id", sort=False):
        rows = [place.loc[s] for s in cells["sentence_id"].unique()]
        relation, kind, right = cells["relation"].iat[0], cells["kind"].iat[0], set()
        outlets = dict(zip(cells["sentence_id"], cells["outlet"], strict=True))
        for a, b in combinations(rows, 2):
            if outlets[a.name] == outlets[b.name]:
                continue
            hit = [i for i, claim in enumerate(gold) if overlaps(a, claim) and overlaps(b, claim)]
            right.update(hit)
            tally.pairs += 1
            tally.right += bool(hit)
            for i in hit:
                hits.setdefault((i, *sorted((a["article_id"], b["article_id"]))), set()).add((relation, kind))
        tally.conflicts += relation == "conflict"
        tally.conflicts_right += relation == "conflict" and any(gold[i]["relation"] == "conflict" for i in right)
    conflicts = {i for i, claim in enumerate(gold) if claim["relation"] == "conflict"}
    tally.found = len(hits)
    tally.related = sum(gold[key[0]]["relation"] in {told for told, _ in found} for key, found in hits.items())
    tally.same_kind = sum(gold[key[0]]["kind"] in {kind for _, kind in found} for key, found in hits.items())
    tally.gold = sum(len(list(combinations(claim["spans"], 2))) for claim in gold)
    tally.gold_conflicts = len(conflicts)
    tally.conflicts_found = len(
        {key[0] for key, found in hits.items() if key[0] in conflicts and "conflict" in {told for told, _ in found}}
    )
    return tally


def unrelated(events: dict[str, Tables]) -> Row:
    """Claims found between two articles on different events, which share none; a pair of articles a pair of events."""
    pairs = list(combinations(events.values(), 2))
    found = 0
    for one, other in pairs:
        both = _two_articles(one, other)
        listed = claims.tabulate_claims(**both)
        del both["attributions"], both["mentions"]
        alike, _ = claims.compare_claims(listed, **both)
        found += alike["shared_id"].nunique()
    return Row(
        "claims found between articles on different events, a pair", "events", found / len(pairs), "", "", len(pairs)
    )


def _two_articles(one: Tables, other: Tables) -> Tables:
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
    return Row("quantities: value, unit and bound right", "own phrases", round(right / total, 3), 0.95, "", total)


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
        0.80,
        "0.81 trained, 0.73 sentence-BERT",
        len(pairs),
    )


def thousand_sentences() -> list[Row]:
    """Time and memory of comparing 1,000 sentences with 1,000, made of words drawn at random."""
    articles, sentences, tokens = _made(1000)
    claims.same_answer(["warm"], ["up"])  # loads the vectors
    listed = claims.tabulate_claims(articles, sentences, tokens)
    seconds = median(_cpu_seconds(lambda: claims.compare_claims(listed, articles, sentences, tokens)) for _ in range(5))
    tracemalloc.start()
    claims.compare_claims(listed, articles, sentences, tokens)
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    return [
        Row("1,000 sentences a side: CPU seconds", "made", round(seconds, 2), 2, "", 1000),
        Row("1,000 sentences a side: MB at the peak", "made", round(peak), 500, "", 1000),
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
