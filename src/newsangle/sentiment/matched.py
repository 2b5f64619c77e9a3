"""The fairest comparison of tone: the words in which outlets make the same claim."""

import pandas as pd

# (lexicon, voice) → column of the table `sentiment`; the voice 'all' is the whole sentence
SCORES = {
    ("VADER", "all"): "compound",
    ("AFINN", "all"): "afinn",
    ("VADER", "outlet"): "own_voice",
    ("AFINN", "outlet"): "afinn_own_voice",
}


def matched(shared_claims: pd.DataFrame, sentiment: pd.DataFrame) -> pd.DataFrame:
    """Return the tone in which each outlet makes each claim that others make too; one row per shared claim × outlet.

    shared_claims, sentiment: the tables of those names. Columns: shared_id, label, outlet, sentences, sentence_id
    (all, separated by spaces); compound and afinn (means of the whole sentences), own_voice and afinn_own_voice (of the
    outlet's own words in them, where there are enough); and for each of these four its difference from the mean of
    the other outlets' means on the same claim, as compound_difference and so on. Claims of one outlet and copies of
    another's text are left out.
    """
    own = shared_claims[shared_claims["copy_of"].isna()]
    places = own[["shared_id", "label", "outlet", "sentence_id"]].drop_duplicates()
    scored = places.merge(sentiment[["sentence_id", *SCORES.values()]], on="sentence_id")
    found = scored.groupby(["shared_id", "label", "outlet"], sort=False)
    rows = found.agg(
        sentences=("sentence_id", "size"),
        sentence_id=("sentence_id", " ".join),
        **{column: (column, "mean") for column in SCORES.values()},
    ).reset_index()
    rows = rows[rows.groupby("shared_id")["outlet"].transform("size") > 1].reset_index(drop=True)
    for column in SCORES.values():
        claims = rows.groupby("shared_id")[column]
        others = (claims.transform("sum") - rows[column]) / (claims.transform("count") - 1).where(lambda n: n > 0)
        rows[f"{column}_difference"] = rows[column] - others
    return rows
