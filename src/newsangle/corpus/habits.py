"""How outlets differ when they report the same events: means and differences, with intervals over events.

The unit is an event: an outlet's articles of one event are averaged first, so that neither long articles nor
much-reported events count more. A difference is taken within each event, from the mean of the event's other outlets:
what the outlets choose to report does not enter it.
"""

from collections.abc import Iterable, Iterator
from statistics import NormalDist

import numpy as np
import pandas as pd

from newsangle.corpus.batches import batch_names, each_batch, read_batch, read_stage
from newsangle.paths import Places

LEAST = 5  # events below which there is no interval
SURE = 20  # events below which no difference is clear: a few equal values look more certain than they are
LEVEL = 0.95
_SUMS = ["values", "sum", "squares", "articles", "compared", "difference_sum", "difference_squares"]
COLUMNS = ["outlet", "measure", "mean", "low", "high", "articles", "events", "difference", "difference_low",
           "difference_high", "compared_events", "clear"]  # fmt: skip


def compare(chunks: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Return how each outlet stands on each measure, and how it differs from the others in the same events.

    chunks: tables with event, outlet, measure, value and articles, a row an outlet × event × measure; an event stands
    in one chunk only. Columns of the result: outlet, measure; mean of the events' values with its 95 % interval (low,
    high), articles, events; difference, the mean of the outlet's value less that of the event's other outlets, with
    its interval and the number of such events; clear, whether there are 20 or more and the interval of the difference
    excludes zero even when it is widened for the number of all differences looked at (Bonferroni; Dunn 1961).
    Intervals are Student's, and end where the measure's values end; below five events there is none.
    """
    summed = [_summed(chunk) for chunk in chunks if len(chunk)]
    if not summed:
        return pd.DataFrame(columns=COLUMNS)
    parts = pd.concat(summed)
    total = parts.groupby(["measure", "outlet"], sort=True)[_SUMS].sum().reset_index()
    of_measure = parts.groupby("measure")
    total["least"] = total["measure"].map(of_measure["least"].min())
    total["most"] = total["measure"].map(of_measure["most"].max())
    mean, reach = interval(total["values"], total["sum"], total["squares"])
    low, high = mean - reach, mean + reach
    difference, width = interval(total["compared"], total["difference_sum"], total["difference_squares"])
    looked_at = max(int(total["compared"].ge(LEAST).sum()), 1)
    _, wide = interval(total["compared"], total["difference_sum"], total["difference_squares"], looked_at)
    clear = (difference.abs() > wide) & total["compared"].ge(SURE)
    return pd.DataFrame({
        "outlet": total["outlet"], "measure": total["measure"],
        "mean": mean, "low": low.clip(lower=total["least"]), "high": high.clip(upper=total["most"]),
        "articles": total["articles"].astype(int), "events": total["values"].astype(int),
        "difference": difference, "difference_low": difference - width, "difference_high": difference + width,
        "compared_events": total["compared"].astype(int), "clear": clear,
    })  # fmt: skip


def interval(
    count: pd.Series, total: pd.Series, squares: pd.Series, comparisons: int = 1
) -> tuple[pd.Series, pd.Series]:
    """Return means and how far their intervals reach on both sides, from counts, sums and sums of squares.

    The reach is Student's for a level of 95 %, divided among so many comparisons; NaN below five values.
    """
    mean = total / count.where(count > 0)
    variance = (squares - count * mean**2).clip(lower=0) / (count - 1).where(count > 1)
    reach = student(count - 1, comparisons) * np.sqrt(variance / count)
    return mean, reach.where(count >= LEAST)


def student(freedom: pd.Series, comparisons: int = 1) -> pd.Series:
    """Return the quantile of Student's distribution for a two-sided level of 95 % over so many comparisons.

    The expansion of Abramowitz and Stegun (1964), 26.7.5, to the third term; right to 1 % from four degrees of freedom.
    """
    z = NormalDist().inv_cdf(1 - (1 - LEVEL) / (2 * comparisons))
    v = freedom.where(freedom > 0).astype(float)
    terms = [(z**3 + z) / 4, (5 * z**5 + 16 * z**3 + 3 * z) / 96, (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384]
    return z + sum(term / v**power for power, term in enumerate(terms, start=1))


def _summed(chunk: pd.DataFrame) -> pd.DataFrame:
    """Return counts, sums and sums of squares of a chunk's values and of their differences within events."""
    chunk = chunk.dropna(subset="value")
    of_event = chunk.groupby(["event", "measure"], sort=False)["value"]
    others = of_event.transform("size") - 1
    difference = chunk["value"] - (of_event.transform("sum") - chunk["value"]) / others.where(others > 0)
    parts = chunk.assign(
        values=1, sum=chunk["value"], squares=chunk["value"] ** 2, compared=difference.notna().astype(int),
        difference_sum=difference.fillna(0.0), difference_squares=difference.fillna(0.0) ** 2,
    )  # fmt: skip
    summed = parts.groupby(["measure", "outlet"], sort=True)
    return summed[_SUMS].sum().assign(least=summed["value"].min(), most=summed["value"].max()).reset_index()


# --- What is compared -------------------------------------------------------------------------------------------


def outlet_habits(here: Places, articles: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Return the table outlet_habits: every measure of measures.yml that the corpus has."""
    with_tone = not events["compared"].any()
    return compare([_light(articles, events, with_tone), _alone(articles, events), *_full(here)])


def outlet_voices(here: Places, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the table outlet_voices: the share of attributed words that outlets give to a speaker, where one does."""
    outlets = articles.loc[articles["version_of"].isna(), ["event", "outlet"]].drop_duplicates()
    return compare(_shares(here, outlets, _frequent(here, "voices", "speaker"))).rename(columns={"measure": "speaker"})


def outlet_actors(here: Places) -> pd.DataFrame:
    """Return the table outlet_actors: the tone toward actors in the outlets' own words."""
    kept = _frequent(here, "toward", "actor")
    chunks = (part.to_pandas() for part in each_batch(here, "full", "toward"))
    named = (chunk[chunk["actor"].isin(kept)].rename(columns={"actor": "measure", "mean": "value"}) for chunk in chunks)
    return compare(chunk.assign(articles=1) for chunk in named).rename(columns={"measure": "actor"})


def corpus_conflicts(here: Places) -> pd.DataFrame:
    """Return the table corpus_conflicts: the answers of outlets that conflict, event by event."""
    return read_stage(here, "full", "conflicts")


def _light(articles: pd.DataFrame, events: pd.DataFrame, with_tone: bool) -> pd.DataFrame:
    """Return the measures that every article has, by outlet and event."""
    counted = articles[articles["version_of"].isna()]
    measured = pd.DataFrame({
        "event": counted["event"], "outlet": counted["outlet"], "words": counted["words"], "quoted": counted["quoted"],
        "agency": (counted["wire"].notna() | counted["copy_of"].notna()).astype(float),
        "versions": counted["article_id"].map(articles["version_of"].value_counts()).fillna(0.0),
    })  # fmt: skip
    if with_tone:
        measured = measured.assign(tone_vader=counted["vader"], tone_afinn=counted["afinn"])
    by_outlet = measured.groupby(["event", "outlet"], sort=False)
    means = by_outlet.mean().join(by_outlet.size().rename("articles"))
    first = events.dropna(subset="first_outlet").set_index("event")["first_outlet"]
    of_event = means.index.get_level_values("event")
    winner = of_event.map(first)
    means["first"] = np.where(winner.isna(), np.nan, winner == means.index.get_level_values("outlet"))
    return means.reset_index().melt(["event", "outlet", "articles"], var_name="measure")


def _alone(articles: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Return whether each event of an outlet is its alone, by names of events that no other outlet has."""
    found = articles.groupby(["event", "outlet"], sort=False).size().rename("articles").reset_index()
    alone = found["event"].map(events.set_index("event")["outlets"]).eq(1).astype(float)
    return found.assign(event=found["event"] + "\n" + found["outlet"], measure="alone", value=alone)


def _full(here: Places) -> Iterator[pd.DataFrame]:
    """Yield the measures of the events that were read in full, by outlet and event, a batch at a time."""
    for name in batch_names(here, "full"):
        figures = read_batch(here, "full", name, "figures").to_pandas()
        of_articles = figures.groupby(["event", "outlet", "measure"], sort=False)["value"].agg(["mean", "size"])
        yield of_articles.rename(columns={"mean": "value", "size": "articles"}).reset_index()
        counts = read_batch(here, "full", name, "claim_counts").to_pandas()
        shares = pd.DataFrame({
            "event": counts["event"], "outlet": counts["outlet"], "articles": 1,
            "only_here": counts["only_here"] / counts["claims"].where(counts["claims"] > 0),
            "conflicts": counts["conflicts"].gt(0).astype(float),
            "updates": counts["updates"].gt(0).astype(float),
            "not_found": counts["not_found"] / counts["told_by_others"].where(counts["told_by_others"] > 0),
        })  # fmt: skip
        yield shares.melt(["event", "outlet", "articles"], var_name="measure")


def _frequent(here: Places, table: str, column: str) -> set[str]:
    """Return the names that appear in five events or more; events stand in one batch only."""
    counts: dict[str, int] = {}
    for part in each_batch(here, "full", table, ["event", column]):
        for name, events in part.to_pandas().groupby(column)["event"].nunique().items():
            counts[str(name)] = counts.get(str(name), 0) + int(events)
    return {name for name, events in counts.items() if events >= LEAST}


def _shares(here: Places, outlets: pd.DataFrame, kept: set[str]) -> Iterator[pd.DataFrame]:
    """Yield the share of attributed words of each speaker, 0 for the event's outlets that give it none."""
    for part in each_batch(here, "full", "voices"):
        found = part.to_pandas()
        found = found[found["speaker"].isin(kept)]
        every = found[["event", "speaker"]].drop_duplicates().merge(outlets, on="event")
        shares = every.merge(found, on=["event", "outlet", "speaker"], how="left").fillna({"share": 0.0})
        yield shares.rename(columns={"speaker": "measure", "share": "value"}).assign(articles=1)
