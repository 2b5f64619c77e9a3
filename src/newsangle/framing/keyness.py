"""Which words and phrases mark each outlet: the log-odds ratio with an informative Dirichlet prior.

Monroe, B. L., Colaresi, M. P. and Quinn, K. M. (2008). Fightin' Words: lexical feature selection and evaluation
for identifying the content of political conflict. Political Analysis 16(4), 372–403.
"""

import numpy as np
import pandas as pd

from newsangle.framing.words import phrases
from newsangle.tables import outlet_order

PRIOR_WORDS = 500  # weight of the default prior, in words
Z95 = 1.959963984540054  # the normal distribution's 97.5 % point
COLUMNS = ["outlet", "term", "count", "per_1000", "articles", "dispersion", "log_odds", "low", "high", "z", "length",
           "function", "name"]  # fmt: skip
LENGTHS = (1, 2, 3)  # words and phrases of two and three words


def keyness(counts: pd.DataFrame, prior: pd.Series | float | None = None) -> pd.DataFrame:
    """Return how strongly each outlet prefers each term to the other outlets taken together.

    counts: one row a term (the index), one column an outlet, how often it uses the term. prior: pseudo-counts, a
    Series by term (terms of `counts` that it lacks are an error, others are left out) or one number for every
    term; by default the terms' frequencies in all outlets together, scaled to a sum of 500.

    With y the outlet's count of the term and n the sum of its column, y' and n' the sums of the same over all
    other columns, a the term's prior and A the sum of the priors of the terms in `counts`:

        log_odds = ln[(y + a) / (n + A − y − a)] − ln[(y' + a) / (n' + A − y' − a)]
        sd       = sqrt(1 / (y + a) + 1 / (y' + a))
        z        = log_odds / sd
        low, high = log_odds ∓ 1.959963984540054 · sd

    (natural logarithms; equations 15, 16, 19 and 22 of Monroe, Colaresi and Quinn 2008, with the same prior on
    both sides). Columns: outlet, term, count, log_odds, z, low, high; the outlets in the order of the columns, in
    each the terms in the order of the index. The interval takes words as independent draws; words of one text are
    not, so it is narrower than the differences between articles of one outlet.

    Raises ValueError for counts or priors below zero or missing, a term listed twice, and a term that has neither
    a count nor a prior.
    """
    pseudo = _prior(counts, prior)
    y = counts.to_numpy(dtype=float)
    rest = y.sum(axis=1, keepdims=True) - y
    a = pseudo[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):  # a vocabulary of one term has no odds: NaN
        log_odds = _log_odds(y, a) - _log_odds(rest, a)
        sd = np.sqrt(1 / (y + a) + 1 / (rest + a))
        z = log_odds / sd
    terms, outlets = y.shape
    return pd.DataFrame({
        "outlet": np.repeat(counts.columns.to_numpy(), terms),
        "term": np.tile(counts.index.to_numpy(), outlets),
        "count": counts.to_numpy().T.ravel(),
        "log_odds": log_odds.T.ravel(),
        "z": z.T.ravel(),
        "low": (log_odds - Z95 * sd).T.ravel(),
        "high": (log_odds + Z95 * sd).T.ravel(),
    })  # fmt: skip


def _log_odds(y: np.ndarray, a: np.ndarray) -> np.ndarray:
    return np.log((y + a) / (y.sum(axis=0) + a.sum() - y - a))


def _prior(counts: pd.DataFrame, prior: pd.Series | float | None) -> np.ndarray:
    """Return the pseudo-count of each term of counts."""
    if counts.index.has_duplicates:
        raise ValueError(f"The term '{counts.index[counts.index.duplicated()][0]}' has two rows of counts.")
    if counts.isna().to_numpy().any() or (counts.to_numpy() < 0).any():
        raise ValueError("Counts must be numbers of zero or more, and none may be missing.")
    total = counts.to_numpy(dtype=float).sum(axis=1)
    if prior is None:
        pseudo = total * (PRIOR_WORDS / total.sum() if total.sum() else 0)
    elif isinstance(prior, (int, float, np.integer)):
        pseudo = np.full(len(counts), float(prior))
    else:
        missing = counts.index.difference(prior.index)
        if len(missing):
            raise ValueError(f"{len(missing)} terms have no prior, among them '{missing[0]}'.")
        pseudo = prior.reindex(counts.index).to_numpy(dtype=float)
    if np.isnan(pseudo).any() or (pseudo < 0).any():
        raise ValueError("Priors must be numbers of zero or more, and none may be missing.")
    bare = (np.minimum.reduce([total - counts.to_numpy(dtype=float).T, counts.to_numpy(dtype=float).T]) + pseudo) <= 0
    if bare.any():
        raise ValueError(f"The term '{counts.index[bare.any(axis=0)][0]}' needs a prior above zero.")
    return pseudo


def key_terms(
    words: pd.DataFrame, sentences: pd.DataFrame, outlets: list[str], lengths=LENGTHS, min_count: int = 2
) -> pd.DataFrame:
    """Return the keyness table: every term that the outlets together use min_count times or more, for each outlet.

    words: from running_words. Terms of each length have a vocabulary and a prior of their own. Beside the columns
    of keyness(): length (words in the term), per_1000 (per 1,000 running words of the outlet), articles (of the
    outlet that use it), dispersion (see there), function and name (see phrases()). Strongest terms of each outlet
    first. Two outlets give the comparison of that pair.
    """
    words = words[words["outlet"].isin(outlets)]
    totals = words.groupby("outlet").size()
    found = {length: phrases(words, sentences, length) for length in lengths}
    tables = [_of_length(own, words, outlets, min_count).assign(length=n) for n, own in found.items() if len(own)]
    table = pd.concat(tables or [pd.DataFrame(columns=COLUMNS)], ignore_index=True)
    table["per_1000"] = 1000 * table["count"].astype(float) / table["outlet"].map(totals).astype(float)
    order = table["outlet"].map({outlet: i for i, outlet in enumerate(outlets)})
    table = table.assign(order=order).sort_values(["order", "z", "term"], ascending=[True, False, True], kind="stable")
    # 'US' and an 'us' in capitals may have one spelling: keep the stronger row
    return table.drop_duplicates(["outlet", "term"])[COLUMNS].reset_index(drop=True)


def compared_outlets(pair: list[str], articles: pd.DataFrame) -> list[str]:
    """Return the outlets to compare: the two of a pair, or all where it is empty. Raises ValueError for others."""
    outlets = outlet_order(articles)
    if pair and (len(pair) != 2 or pair[0] == pair[1] or not set(pair) <= set(outlets)):
        raise ValueError(f"A pair is two of the event's outlets, which are: {', '.join(outlets)}. It is not: {pair}.")
    return pair or outlets


def _of_length(found: pd.DataFrame, words: pd.DataFrame, outlets: list[str], min_count: int) -> pd.DataFrame:
    counts = pd.crosstab(found["key"], found["outlet"]).reindex(columns=outlets, fill_value=0)
    scored = keyness(counts).rename(columns={"term": "key"}).dropna(subset="z")
    traits = pd.DataFrame({
        "term": spelling(found),
        "function": found.groupby("key")["function"].mean().ge(0.5),
        "name": found.groupby("key")["name"].mean().ge(0.5),
        "used": counts.sum(axis=1),
    })  # fmt: skip
    scored = scored.merge(traits.rename_axis("key").reset_index(), on="key")
    scored = scored[scored["used"] >= min_count]
    by_outlet = ["outlet", "key"]
    articles = found.groupby(by_outlet)["article_id"].nunique().rename("articles")
    scored = scored.merge(articles.reset_index(), on=by_outlet, how="left")
    scored = scored.merge(dispersion(found, words).reset_index(), on=by_outlet, how="left")
    scored["articles"] = scored["articles"].fillna(0).astype(int)
    return scored.drop(columns=["key", "used"])


def spelling(found: pd.DataFrame) -> pd.Series:
    """Return the most frequent spelling of each key; of two equally frequent ones, the one in lower case."""
    counted = found.groupby(["key", "text"]).size().rename("times").reset_index()
    counted = counted.sort_values(["key", "times", "text"], ascending=[True, False, False])
    return counted.drop_duplicates("key").set_index("key")["text"]


def dispersion(found: pd.DataFrame, words: pd.DataFrame) -> pd.Series:
    """Return how unevenly each outlet spreads each term: 0 evenly through the text, near 1 all in one place.

    The deviation of proportions DP (Gries 2008), normed (Lijffijt and Gries 2012), over the fifths of each of the
    outlet's articles: half the sum of the differences between the fifth's share of the term and its share of the
    outlet's words, over one less the smallest such share. A term used once is always in one place.
    """
    part = ["outlet", "article_id", "part"]
    sizes = words.groupby(part).size()
    expected = (sizes / sizes.groupby("outlet").transform("sum")).rename("expected")
    met = found.groupby([*part, "key"]).size().rename("times").reset_index()
    met["seen"] = met["times"] / met.groupby(["outlet", "key"])["times"].transform("sum")
    met = met.merge(expected, left_on=part, right_index=True)
    met["excess"] = (met["seen"] - met["expected"]).abs()
    summed = met.groupby(["outlet", "key"])[["excess", "expected"]].sum()
    deviation = (summed["excess"] + 1 - summed["expected"]) / 2  # parts without the term lack all they would have
    widest = 1 - expected.groupby("outlet").min()
    normed = deviation / summed.index.get_level_values("outlet").map(widest)
    return normed.clip(0, 1).rename("dispersion")


def shown_terms(table: pd.DataFrame, names: bool = True, function_words: bool = False) -> pd.DataFrame:
    """Return the rows of the keyness table to show to a reader.

    names, function_words: whether to show proper names, and function words with the phrases they begin or end. A
    phrase contained in a longer one with the same counts in every outlet is left out.
    """
    shown = table[(names | ~table["name"]) & (function_words | ~table["function"])]
    return shown[~shown["term"].isin(_contained(shown))]


def _contained(table: pd.DataFrame) -> set[str]:
    """Return the terms that only ever occur within a longer term of the table."""
    counts = table.groupby("term", sort=False)["count"].agg(tuple)
    inside = set()
    for longer, times in counts.items():
        words = longer.split()
        shorter = {" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1)}
        inside |= {term for term in shorter - {longer} if counts.get(term) == times}
    return inside


def strongest_terms(shown: pd.DataFrame, each: int = 2) -> list[str]:
    """Return the terms with the greatest z in each outlet, without repetitions."""
    return list(dict.fromkeys(shown[shown["z"] > 0].groupby("outlet", sort=False).head(each)["term"]))
