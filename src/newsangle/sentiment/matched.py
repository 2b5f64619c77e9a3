"""The fairest comparison of tone: how the outlets word the same claim."""

import pandas as pd

from newsangle.statistics import Interval, mean_interval


def matched(shared_claims: pd.DataFrame, sentiment: pd.DataFrame) -> pd.DataFrame:
    """Return the tone in which each outlet makes each claim that others make too; a row is a shared claim × outlet.

    shared_claims, sentiment: the tables of those names. Columns: shared_id, label, outlet, sentences, sentence_id
    (all, parted by spaces), compound and afinn (means of the whole sentences), difference and afinn_difference
    (less the mean of the other outlets' means on the same claim). Claims of one outlet alone are left out.
    """
    places = shared_claims[["shared_id", "label", "outlet", "sentence_id"]].drop_duplicates()
    scored = places.merge(sentiment[["sentence_id", "compound", "afinn"]], on="sentence_id")
    keys = ["shared_id", "label", "outlet"]
    rows = scored.groupby(keys, sort=False).agg(
        sentences=("sentence_id", "size"),
        sentence_id=("sentence_id", " ".join),
        compound=("compound", "mean"),
        afinn=("afinn", "mean"),
    )
    rows = rows.reset_index()
    claims = rows.groupby("shared_id", sort=False)
    outlets = claims["outlet"].transform("size")
    rows = rows[outlets > 1].copy()
    outlets = outlets[outlets > 1]
    for column, difference in (("compound", "difference"), ("afinn", "afinn_difference")):
        total = rows.groupby("shared_id")[column].transform("sum")
        rows[difference] = rows[column] - (total - rows[column]) / (outlets - 1)
    return rows.reset_index(drop=True)


def matched_by_outlet(rows: pd.DataFrame) -> pd.DataFrame:
    """Return each outlet's mean difference over the claims it shares, by lexicon; the claims are resampled.

    rows: what matched returns. Columns: outlet, lexicon, difference, low, high, claims.
    """
    found: list[tuple[str, str, Interval, int]] = []
    for outlet, group in rows.groupby("outlet", sort=False):
        for lexicon, column in (("VADER", "difference"), ("AFINN", "afinn_difference")):
            found.append((outlet, lexicon, mean_interval(group[column]), len(group)))
    return pd.DataFrame(
        [(outlet, lexicon, mean.mean, mean.low, mean.high, n) for outlet, lexicon, mean, n in found],
        columns=["outlet", "lexicon", "difference", "low", "high", "claims"],
    )
