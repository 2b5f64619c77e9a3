"""Which words mark each outlet in the events that it shares with others, and how much outlets have in common.

A word marks an outlet if more of its articles use it than of the other outlets' articles of the same events: the
Mantel–Haenszel odds ratio over events, with the variance of Robins, Breslow and Greenland (1986). Articles are
counted, never tokens. The table `terms` is read in slices of the vocabulary, so that memory stays flat.
"""

from collections.abc import Iterator
from itertools import pairwise
from statistics import NormalDist

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from newsangle.corpus.batches import batch_names, one_of, read_batch
from newsangle.corpus.habits import LEAST, interval
from newsangle.corpus.light import BUCKETS
from newsangle.paths import Places
from newsangle.tables import CORPUS_TABLES

SLICE = 1_000_000  # rows of `terms` in memory at once
MOST = 40  # words listed for an outlet
COMMON = 0.1  # share of all articles from which a word says nothing about how alike two texts are
NAME = 0.8  # share of its articles in which a word is a name, from which it counts as one
Z = 1.959963984540054
_PARTS = ["r", "s", "pr", "mixed", "qs"]
_TERMS = list(CORPUS_TABLES["outlet_terms"].columns)


def outlet_terms(here: Places, articles: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Return the table outlet_terms: the words that each outlet prefers most, the clearest first.

    Columns: outlet, term, name, articles (of the outlet that use it, in events of several outlets), share (of its
    articles), other_share (of the other outlets' articles in all such events), log_odds with low and high, z, events,
    clear (whether the interval excludes zero even for all words and outlets at once).
    """
    counted = _in_shared_events(articles, events)
    sizes = counted.groupby("outlet").size()
    found = [_scored(words, counted, sizes) for words in _slices(here, counted)]
    table = pd.concat([table for table in found if len(table)] or [pd.DataFrame(columns=_TERMS)], ignore_index=True)
    bound = NormalDist().inv_cdf(1 - 0.025 / max(len(table), 1))  # Bonferroni
    table = table.assign(clear=table["z"] > bound)
    table = table[table["z"] > Z].sort_values(["outlet", "z", "term"], ascending=[True, False, True])
    return table.groupby("outlet", sort=False).head(MOST).reset_index(drop=True)


def outlet_pairs(here: Places, articles: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Return the table outlet_pairs: how much two outlets have in common in the events that both report.

    Columns: outlet, other, events (both report), alike with low and high (the mean share of their different words in
    an event that both use, common words left out: Jaccard's index), copies (events in which one repeats the other).
    """
    counted = _in_shared_events(articles, events)
    own, both = [], []
    for found in _slices(here, counted):
        rare = found.groupby("term")["article_id"].transform("size") <= max(COMMON * len(counted), LEAST)
        words = found.loc[rare, ["term", "event", "outlet"]].drop_duplicates()
        own.append(words.groupby(["event", "outlet"]).size())
        pairs = words.merge(words, on=["term", "event"], suffixes=("", "_other"))
        pairs = pairs[pairs["outlet"] < pairs["outlet_other"]]
        both.append(pairs.groupby(["event", "outlet", "outlet_other"]).size())
    columns = ["outlet", "other", "events", "alike", "low", "high", "copies"]
    if not sum(map(len, both)):
        return pd.DataFrame(columns=columns)
    sizes = pd.concat(own).groupby(level=[0, 1]).sum()
    common = pd.concat(both).groupby(level=[0, 1, 2]).sum().rename("common").reset_index()
    first, second = (
        sizes.reindex(pd.MultiIndex.from_frame(common[["event", column]])).to_numpy()
        for column in ("outlet", "outlet_other")
    )
    common["alike"] = common["common"] / (first + second - common["common"])
    common["square"] = common["alike"] ** 2
    summed = common.groupby(["outlet", "outlet_other"])[["alike", "square"]].agg(
        {"alike": ["size", "sum"], "square": "sum"}
    )
    summed.columns = ["events", "sum", "squares"]
    mean, reach = interval(summed["events"], summed["sum"], summed["squares"])
    table = summed.assign(alike=mean, low=mean - reach, high=mean + reach).reset_index()
    table = table.rename(columns={"outlet_other": "other"})
    copied = _copied(articles)
    table["copies"] = [copied.get(frozenset(pair), 0) for pair in zip(table["outlet"], table["other"], strict=True)]
    return table[columns]


def term_uses(here: Places, articles: pd.DataFrame, terms: list[str]) -> pd.DataFrame:
    """Return which articles use some terms. Columns: article_id, term."""
    wanted = one_of("term", terms)
    parts = [
        read_batch(here, "light", name, "terms", ["article_id", "term"], where=wanted).to_pandas()
        for name in batch_names(here, "light")
    ]
    found = pd.concat(parts) if parts else pd.DataFrame(columns=["article_id", "term"])
    return found[found["article_id"].isin(set(articles["article_id"]))].reset_index(drop=True)


def _in_shared_events(articles: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Return article_id, event and outlet of the articles of events of several outlets, without further versions."""
    shared = set(events.loc[events["outlets"] > 1, "event"])
    counted = articles[articles["version_of"].isna() & articles["event"].isin(shared)]
    return counted[["article_id", "event", "outlet"]].reset_index(drop=True)


def _slices(here: Places, counted: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Yield the words of articles with event and outlet, each time another part of the vocabulary, in a fixed order."""
    names = batch_names(here, "light")
    rows = sum(read_batch(here, "light", name, "terms", ["bucket"]).num_rows for name in names)
    steps = max(1, -(-rows // SLICE))
    bounds = np.linspace(0, BUCKETS, steps + 1).astype(int)
    columns = ["article_id", "term", "name"]
    for low, high in pairwise(bounds):
        wanted = (pc.field("bucket") >= int(low)) & (pc.field("bucket") < int(high))
        parts = [read_batch(here, "light", name, "terms", columns, where=wanted).to_pandas() for name in names]
        found = pd.concat(parts).merge(counted, on="article_id")
        if len(found):
            yield found


def _scored(words: pd.DataFrame, counted: pd.DataFrame, sizes: pd.Series) -> pd.DataFrame:
    """Return the odds ratios of a slice's words for every outlet, of those in five articles and events at least."""
    totals = words.groupby("term").agg(used=("article_id", "size"), name=("name", "mean"), met=("event", "nunique"))
    totals = totals[(totals["used"] >= LEAST) & (totals["met"] >= LEAST)]
    words = words[words["term"].isin(totals.index)]
    if words.empty:
        return pd.DataFrame(columns=_TERMS)
    in_event = counted.groupby("event").size().rename("n")
    by_outlet = counted.groupby(["event", "outlet"]).size().rename("n_own").reset_index()
    uses = words.groupby(["term", "event", "outlet"]).size().rename("a").reset_index()
    all_uses = uses.groupby(["term", "event"])["a"].sum().rename("both").reset_index()
    strata = all_uses.merge(by_outlet, on="event").merge(uses, on=["term", "event", "outlet"], how="left")
    strata = strata.join(in_event, on="event").fillna({"a": 0})
    summed = _sums(strata).groupby(["outlet", "term"])[[*_PARTS, "a", "stratum"]].sum().reset_index()
    r, s = summed["r"] + 0.5, summed["s"] + 0.5  # half an article each way keeps a word of one outlet finite
    summed["log_odds"] = np.log(r / s)
    pr, mixed, qs = summed["pr"] + 0.25, summed["mixed"] + 0.5, summed["qs"] + 0.25
    reach = np.sqrt(pr / (2 * r**2) + mixed / (2 * r * s) + qs / (2 * s**2))
    total = summed["term"].map(totals["used"])
    own = summed["outlet"].map(sizes)
    table = pd.DataFrame({
        "outlet": summed["outlet"], "term": summed["term"], "name": summed["term"].map(totals["name"]) >= NAME,
        "articles": summed["a"].astype(int), "share": summed["a"] / own,
        "other_share": (total - summed["a"]) / (sizes.sum() - own).clip(lower=1), "log_odds": summed["log_odds"],
        "low": summed["log_odds"] - Z * reach, "high": summed["log_odds"] + Z * reach,
        "z": summed["log_odds"] / reach, "events": summed["stratum"].astype(int),
    })  # fmt: skip
    return table[table["articles"] >= LEAST]


def _sums(strata: pd.DataFrame) -> pd.DataFrame:
    """Return what an event adds to the sums of the odds ratio and its variance.

    a, b: the outlet's articles with and without the word; c, d: those of the event's other outlets; n: all.
    """
    a, n = strata["a"], strata["n"]
    b, c = strata["n_own"] - a, strata["both"] - a
    d = n - strata["n_own"] - c
    r, s, p, q = a * d / n, b * c / n, (a + d) / n, (b + c) / n
    return strata.assign(r=r, s=s, pr=p * r, mixed=p * s + q * r, qs=q * s, stratum=1)


def _copied(articles: pd.DataFrame) -> dict[frozenset[str], int]:
    """Return in how many events one of two outlets repeats the other."""
    outlet = articles.set_index("article_id")["outlet"]
    copies = articles.dropna(subset="copy_of")
    rows = zip(copies["event"], copies["outlet"], copies["copy_of"], strict=True)
    pairs = {(event, frozenset((own, outlet[copied]))) for event, own, copied in rows}
    counts: dict[frozenset[str], int] = {}
    for _, pair in pairs:
        counts[pair] = counts.get(pair, 0) + 1
    return counts
