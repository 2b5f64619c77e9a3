"""Fit the models by which claims are matched and related, and write them to src/newsangle/claims/fitted.

Five folds of events: every figure printed, and every probability on which a threshold is set, is of events that the
models were not fitted on. The models that ship are fitted on all events.

    python benchmarks/fit_claims.py ../shared            # prints what each threshold would give, writes the models
"""

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")  # small fits are many times slower on threads that wait for each other

import claims_data as data
import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from newsangle import claims
from newsangle.claims import alone, answers, learners, matching, salience, sentences
from newsangle.claims.answers.answer import Verdict, log_odds
from newsangle.claims.contradiction import GROUPS, differing, statement_features
from newsangle.claims.models import FITTED, NAMES, Models
from newsangle.quantities import compare, parse_quantities

HERE = Path(__file__).resolve().parent
SAME = (*matching.CHEAP, *matching.CONTEXT, *matching.LIKENESS, *matching.answer_columns(), *matching.CONTRAST)
STRENGTHS = {"values": 0.05, "names": 0.2}  # the inverse of the L2 penalty
FEW = 5  # right pairs of answers of a kind, below which nothing is fitted
TOP = 5  # ranks of newsworthiness that count as newsworthy
ALL = -1  # the fold of the models that ship


@dataclass
class Event:
    """An annotated event, ready to be compared."""

    name: str
    fold: int
    tables: data.Tables
    gold: data.Gold
    claims: pd.DataFrame
    sentences: sentences.Sentences
    cheap: pd.DataFrame  # candidates, features, labels


def main(shared: Path) -> None:
    events = load(shared)
    models = fit_all(events)
    FITTED.mkdir(exist_ok=True)
    for name in NAMES:
        indent = None if "trees" in models[ALL][name] else 1
        (FITTED / f"{name}.json").write_text(json.dumps(models[ALL][name], indent=indent) + "\n", encoding="utf-8")


def load(shared: Path) -> list[Event]:
    """Return the annotated events with the candidates of the first model."""
    names = data.names_of_events(shared)
    folds = data.folds_of_events(names)
    return [_load(shared, name, folds[name]) for name in names]


def _load(shared: Path, name: str, fold: int) -> Event:
    tables, gold = data.read_event(shared, name), data.read_gold(shared, name)
    listed = claims.tabulate_claims(
        tables["sentences"], tables["tokens"], tables["articles"], tables["attributions"], tables["mentions"]
    )
    told = tables["sentences"]
    told = told[told["sentence_id"].isin(listed["sentence_id"])].reset_index(drop=True)
    prepared = sentences.prepare(listed, tables["articles"], told, tables["tokens"])
    cheap = matching.cheap_features(prepared)
    labels = data.label_pairs(told, gold, cheap["first"].tolist(), cheap["second"].tolist())
    return Event(name, fold, tables, gold, listed, prepared, pd.concat([cheap, labels], axis=1))


def fit_all(events: list[Event]) -> dict[int, dict]:
    """Return the models of each fold, fitted on the others, and under ALL those fitted on every event."""
    folds = (*range(data.FOLDS), ALL)
    models: dict[int, dict] = {fold: {} for fold in folds}
    cheap = pd.concat([e.cheap.assign(fold=e.fold, event=e.name) for e in events], ignore_index=True)
    for fold in folds:
        models[fold]["cheap"] = fit_trees(cheap[cheap["fold"] != fold], "same", matching.CHEAP, leaves=15, rate=0.06)
    _show("same question, first model", cheap, models, "cheap", "same")
    matchers = [matching.Matcher(e.sentences, Models(models[e.fold])) for e in events]
    values = pd.concat([_labelled_answers(*both) for both in zip(events, matchers, strict=True)], ignore_index=True)
    for fold in folds:
        models[fold]["questions"] = fit_questions(values[values["fold"] != fold])
    for e, matcher in zip(events, matchers, strict=True):
        matcher.compare_answers(models[e.fold]["questions"])
    pairs = pd.concat([_labelled(*both) for both in zip(events, matchers, strict=True)], ignore_index=True)
    weight = 1 + 2.0 * pairs["near_miss"].to_numpy()
    for fold in folds:
        kept = (pairs["fold"] != fold).to_numpy()
        models[fold]["same"] = fit_trees(pairs[kept], "same", SAME, weight=weight[kept])
    pairs["probability"] = _show("same question", pairs, models, "same", "same")
    for e, matcher in zip(events, matchers, strict=True):
        matcher.table["probability"] = pairs.loc[pairs["event"] == e.name, "probability"].to_numpy()
    both = pairs[pairs["same"]]
    for fold in folds:
        models[fold]["partial"] = fit_trees(both[both["fold"] != fold], "partial", SAME, leaves=6, least=30)
    _show("partial", both, models, "partial", "partial")
    _fit_conflicts(events, matchers, models)
    _fit_claims_alone(events, matchers, models)
    pairs.drop(columns=["kinds", "claims"]).to_parquet(HERE.parent / "build" / "pairs.parquet")
    return models


def _fit_conflicts(events: list[Event], matchers: list[matching.Matcher], models: dict[int, dict]) -> None:
    """Fit which answers, and which sentences, contradict each other; one annotated conflict counts as four cases."""
    found = [_labelled_conflicts(*both) for both in zip(events, matchers, strict=True)]
    answers_ = pd.concat([one for one, _ in found], ignore_index=True).fillna(0.0)
    for group, names in GROUPS.items():
        _fit_conflict(answers_[answers_["group"] == group], list(names), models, group, STRENGTHS[group])
    sentences_ = pd.concat([two for _, two in found], ignore_index=True)
    names = [n for n in sentences_ if n not in ("is_conflict", "weight", "fold")]
    _fit_conflict(sentences_, names, models, "statements", 0.02)
    for e, matcher in zip(events, matchers, strict=True):
        matcher.weigh_contradictions(Models(models[e.fold]))


def _fit_conflict(table: pd.DataFrame, names: list[str], models: dict[int, dict], model: str, strength: float) -> None:
    for fold in models:
        kept = table[table["fold"] != fold]
        models[fold][model] = fit_logistic(kept, "is_conflict", names, strength, kept["weight"])
    _show(f"conflict of {model}", table, models, model, "is_conflict")


def _labelled_conflicts(event: Event, matcher: matching.Matcher) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the answers that differ, and all pairs of sentences, with their features and labels."""
    labels = matcher.table[["first", "second"]].merge(event.cheap, on=["first", "second"])
    conflicts = [[n for n in told if event.gold.claims[n]["relation"] == "conflict"] for told in labels["claims"]]
    differ = differing(event.sentences, matcher.table, matcher.comparisons)
    of = []
    for n, place in zip(differ["pair"], differ["place"], strict=True):
        c, pair = matcher.comparisons[n][place], labels.iloc[n]
        of.append([k for k in conflicts[n] if _is_claim(event, event.gold.claims[k], pair, c)])
    return _with_weight(differ, of, event.fold), _with_weight(statement_features(matcher.table), conflicts, event.fold)


def _with_weight(table: pd.DataFrame, conflicts: list[list[int]], fold: int) -> pd.DataFrame:
    """Return a table with labels; the rows of one annotated conflict weigh as four together, however many they are."""
    count = pd.Series([n for some in conflicts for n in some], dtype=int).value_counts()
    weight = [4 / max(count[n] for n in some) if some else 1.0 for some in conflicts]
    return table.assign(is_conflict=[bool(some) for some in conflicts], weight=weight, fold=fold)


def fit_logistic(table: pd.DataFrame, label: str, names: list[str], strength: float, weight=None) -> dict:
    """Return a logistic regression as newsangle.claims.learners reads it; strength: inverse of the L2 penalty."""
    values = np.nan_to_num(table[names].to_numpy(float))
    mean, spread = values.mean(axis=0), np.maximum(values.std(axis=0), 1e-6)
    fitted = LogisticRegression(C=strength, max_iter=2000).fit(
        (values - mean) / spread, table[label].astype(int), sample_weight=weight
    )
    weights = fitted.coef_[0] / spread
    return {
        "intercept": round(float(fitted.intercept_[0] - (weights * mean).sum()), 4),
        "weights": {name: round(float(w), 4) for name, w in zip(names, weights, strict=True) if abs(w) > 1e-4},
    }


def fit_trees(
    table: pd.DataFrame, label: str, features: tuple[str, ...], leaves: int = 8, least: int = 40, rate: float = 0.05,
    rounds: int = 150, weight: np.ndarray | None = None,
) -> dict:  # fmt: skip
    """Return boosted trees as newsangle.claims.trees reads them."""
    values = table[list(features)].to_numpy(float)
    values = np.where(np.isnan(values), -1e9, values.round(4))
    fitted = HistGradientBoostingClassifier(
        max_iter=rounds, learning_rate=rate, max_leaf_nodes=leaves, min_samples_leaf=least, l2_regularization=5.0,
        max_features=0.5, early_stopping=False, random_state=0,
    ).fit(values, table[label].astype(int), sample_weight=weight)  # fmt: skip
    found = [_tree(predictors[0].nodes) for predictors in fitted._predictors]
    return {
        "features": list(features),
        "baseline": round(float(fitted._baseline_prediction.ravel()[0]), 6),
        "depth": max(depth for _, depth in found),
        "trees": [tree for tree, _ in found],
    }


def _tree(nodes: np.ndarray) -> tuple[dict, int]:
    """Return a tree as lists, and its depth; a leaf is its own child."""
    leaf = nodes["is_leaf"].astype(bool)
    own = np.arange(len(nodes))
    columns = {
        "feature": np.where(leaf, 0, nodes["feature_idx"]).tolist(),
        "threshold": [round(float(v), 6) for v in np.where(leaf, 0, nodes["num_threshold"])],
        "left": np.where(leaf, own, nodes["left"]).tolist(),
        "right": np.where(leaf, own, nodes["right"]).tolist(),
        "value": [round(float(v), 6) for v in np.where(leaf, nodes["value"], 0)],
    }
    return columns, int(nodes["depth"].max())


def probabilities(table: pd.DataFrame, models: dict[int, dict], name: str) -> np.ndarray:
    """Return the probability of each row by the models that were not fitted on its event."""
    found = np.zeros(len(table))
    for fold in range(data.FOLDS):
        own = (table["fold"] == fold).to_numpy()
        found[own] = learners.from_dict(models[fold][name]).probability(table[own])
    return found


def _show(what: str, table: pd.DataFrame, models: dict[int, dict], name: str, label: str) -> np.ndarray:
    """Print how well a model ranks events that it was not fitted on, and return its probabilities."""
    found, truth = probabilities(table, models, name), table[label].to_numpy(bool)
    print(f"{what}: {len(table)} pairs, {truth.sum()} right, average precision "
          f"{average_precision_score(truth, found):.3f}", file=sys.stderr)  # fmt: skip
    for low in (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        some = found >= low
        if some.any():
            print(f"  from {low:.2f}: {some.sum():6} precision {truth[some].mean():.3f} "
                  f"recall {truth[some].sum() / truth.sum():.3f}", file=sys.stderr)  # fmt: skip
    return found


def _labelled(event: Event, matcher: matching.Matcher) -> pd.DataFrame:
    """Return the pairs of an event that are compared in full, with all features and labels."""
    labels = ["first", "second", "same", "conflict", "partial", "agree", "near_miss", "kinds", "claims"]
    table = matcher.table.drop(columns="probability", errors="ignore")
    return table.merge(event.cheap[labels], on=["first", "second"]).assign(fold=event.fold, event=event.name)


def _fit_claims_alone(events: list[Event], matchers: list[matching.Matcher], models: dict[int, dict]) -> None:
    """Fit which claims are made elsewhere, and how newsworthy what one outlet alone says is."""
    told, news = [], []
    for e, matcher in zip(events, matchers, strict=True):
        place = e.tables["sentences"].set_index("sentence_id").loc[e.sentences.ids]
        both = zip(e.sentences.article, place["start"], place["end"], strict=True)
        shared = [any(data.touches(a, b, c["spans"].get(name, [])) for c in e.gold.claims) for name, a, b in both]
        told_of = dict(zip(e.sentences.ids, shared, strict=True))
        twin_of = dict(zip(e.sentences.ids, e.sentences.twin, strict=True))
        in_shared = e.claims["sentence_id"].map(told_of).to_numpy(bool)
        own = e.claims["sentence_id"].map(lambda name, twin_of=twin_of: twin_of[name] is None).to_numpy(bool)
        features = alone.claim_features(e.claims, matcher)
        told.append(features.assign(told=in_shared, fold=e.fold)[own])
        top = [_rank(e.gold, c) <= TOP for c in e.claims.itertuples()]
        newsworthy = salience.salience_features(e.claims, e.sentences, features)
        news.append(newsworthy.assign(top=top, fold=e.fold)[~in_shared])
    tables = {"told": pd.concat(told, ignore_index=True), "salience": pd.concat(news, ignore_index=True)}
    for name, label, strength in (("told", "told", 0.05), ("salience", "top", 0.3)):
        names = [column for column in tables[name] if column not in (label, "fold")]
        for fold in models:
            models[fold][name] = fit_logistic(tables[name][tables[name]["fold"] != fold], label, names, strength)
    _show("told elsewhere", tables["told"], models, "told", "told")
    _show("newsworthy", tables["salience"], models, "salience", "top")


def _rank(gold: data.Gold, claim) -> int:
    """Return the rank of newsworthiness that an annotator gave to what a claim says, 9 for none."""
    ranks = (
        rank for article, spans, rank in gold.only_here
        if article == claim.article_id and data.touches(claim.start, claim.end, spans)
    )  # fmt: skip
    return min(ranks, default=9)


def _labelled_answers(event: Event, matcher: matching.Matcher) -> pd.DataFrame:
    """Return the comparisons of an event's answers with their evidence, and whether they answer one question.

    Values do where one gold claim has both as its outlets' values; other answers where the pair of sentences shares a
    gold claim of their kind.
    """
    labels = matcher.table[["first", "second"]].merge(event.cheap, on=["first", "second"])
    kept: dict = {}
    rows = []
    for pair, p in zip(matcher.pairs, labels.itertuples(), strict=True):
        for c in answers.comparable(pair, kept):
            right = any(_is_claim(event, event.gold.claims[n], p, c) for n in p.claims)
            rows.append((event.fold, c.kind, log_odds(pair.probability), right, c.evidence))
    return pd.DataFrame(rows, columns=["fold", "kind", "sentences", "right", "evidence"])


_VALUES = ("number", "duration", "age", "date")
_KINDS = {"missing": {"date", "number"}, "polarity": {"polarity", "event", "statement"}}
_KINDS_OF_NAMES = {"name", "place", "statement"}  # a post or a place that differs is annotated as any of them


def _is_claim(event: Event, claim: dict, pair, c: answers.Comparison) -> bool:
    """Return whether two answers are those of a gold claim that the pair of sentences shares."""
    if c.kind in _VALUES:
        return _is_value(event, claim, pair.first, c.one) and _is_value(event, claim, pair.second, c.other)
    if c.kind == "name" and c.verdict is Verdict.DIFFERENT:
        return claim["kind"] in _KINDS_OF_NAMES
    return claim["kind"] in _KINDS.get(c.kind, {c.kind})


def _is_value(event: Event, claim: dict, row: int, answer) -> bool:
    """Return whether an answer is an outlet's value in a gold claim: in its evidence, and equal to it."""
    article, start = event.sentences.article[row], event.sentences.starts[row]
    if not data.touches(start + answer.start, start + answer.end, claim["spans"].get(article, [])):
        return False
    told = [
        q for value in claim["values"].get(article, []) for q in parse_quantities(value, event.sentences.published[row])
    ]
    q = answer.content[0]
    loose = [r for r in told if r.kind == q.kind or {r.kind, q.kind} <= {"number", "age", "duration"}]
    return any(compare(q, r) == "same" or (q.kind != r.kind and q.value == r.value) for r in loose)


def fit_questions(table: pd.DataFrame) -> dict:
    """Return the weights of a logistic regression a kind: whether two answers answer one question.

    A kind of which the events hold too few goes by the sentences alone.
    """
    found = {}
    for kind in (module.KIND for module in answers.KINDS):
        rows = table[table["kind"] == kind]
        if rows["right"].sum() < FEW:
            found[kind] = {"intercept": 0.0, "sentences": 0.5, "evidence": {}}
            continue
        names = sorted({name for evidence in rows["evidence"] for name in evidence})
        told = zip(rows["sentences"], rows["evidence"], strict=True)
        values = np.array([[sentence, *(float(evidence.get(n, 0.0)) for n in names)] for sentence, evidence in told])
        fitted = LogisticRegression(C=0.3, max_iter=2000).fit(values, rows["right"].astype(int))
        weights = [round(float(w), 4) for w in fitted.coef_[0]]
        found[kind] = {
            "intercept": round(float(fitted.intercept_[0]), 4),
            "sentences": weights[0],
            "evidence": dict(zip(names, weights[1:], strict=True)),
        }
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]))
