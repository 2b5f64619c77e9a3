"""How outlets change: measures and words by month, or by year where the corpus is long."""

from collections.abc import Iterator

import pandas as pd

from newsangle.corpus.batches import each_batch
from newsangle.corpus.habits import interval
from newsangle.corpus.words import term_uses
from newsangle.paths import Places

MONTHS = 24  # more are shown as years
WORDS = 3  # of an outlet, whose use is followed


def outlet_periods(here: Places, articles: pd.DataFrame, terms: pd.DataFrame) -> pd.DataFrame:
    """Return the table outlet_periods: means over the articles of each outlet in each month or year.

    terms: the table outlet_terms; the clearest words of each outlet are followed in all outlets. Articles without a day
    and further versions are left out.
    """
    dated = articles[articles["published"].notna() & articles["version_of"].isna()]
    period = dated["published"].str[: 7 if dated["published"].str[:7].nunique() <= MONTHS else 4]
    dated = dated[["article_id", "outlet", "quoted", "vader", "afinn"]].assign(period=period)
    summed = [_summed(values, dated) for values in _values(here, dated, terms)]
    columns = ["outlet", "period", "measure", "mean", "low", "high", "articles"]
    if not summed:
        return pd.DataFrame(columns=columns)
    total = pd.concat(summed).groupby(["outlet", "period", "measure"]).sum().reset_index()
    mean, reach = interval(total["articles"], total["sum"], total["squares"])
    return total.assign(mean=mean, low=mean - reach, high=mean + reach)[columns]


def _values(here: Places, dated: pd.DataFrame, terms: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Yield the figures of articles: article_id, measure, value."""
    light = dated.rename(columns={"vader": "tone_vader", "afinn": "tone_afinn"})
    yield light.melt("article_id", ["quoted", "tone_vader", "tone_afinn"], var_name="measure")
    for part in each_batch(here, "full", "figures", ["article_id", "measure", "value"]):
        yield part.to_pandas()
    followed = terms[terms["clear"].astype(bool)].groupby("outlet", sort=False).head(WORDS)["term"].unique().tolist()
    uses = term_uses(here, dated, followed).assign(value=1.0)
    for term in followed:
        of_term = dated[["article_id"]].merge(uses[uses["term"] == term], on="article_id", how="left")
        yield of_term.assign(measure=f"word: {term}", value=of_term["value"].fillna(0.0))


def _summed(values: pd.DataFrame, dated: pd.DataFrame) -> pd.DataFrame:
    placed = values.dropna(subset="value").merge(dated[["article_id", "outlet", "period"]], on="article_id")
    placed = placed.assign(articles=1, sum=placed["value"], squares=placed["value"] ** 2)
    return placed.groupby(["outlet", "period", "measure"])[["articles", "sum", "squares"]].sum()
