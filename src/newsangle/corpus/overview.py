"""What a corpus holds: its outlets, and which of them are shown."""

import pandas as pd

OUTLETS = 12  # shown: those with most events; the tables hold all


def by_outlet(articles: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Return how much of each outlet there is, those with most events first.

    Columns: outlet, articles (without further versions), versions, copies, agency, events, several (of these, events
    that another outlet reports too), first, last (days).
    """
    several = set(events.loc[events["outlets"] > 1, "event"])
    versions = articles["version_of"].notna()
    counted = articles[~versions].assign(
        day=articles["published"].str[:10], several=articles["event"].where(articles["event"].isin(several))
    )
    table = counted.groupby("outlet").agg(
        articles=("article_id", "size"), copies=("copy_of", "count"), agency=("wire", "count"),
        events=("event", "nunique"), several=("several", "nunique"), first=("day", "min"), last=("day", "max"),
    )  # fmt: skip
    more = articles[versions].groupby("outlet").size().reindex(table.index, fill_value=0)
    table.insert(1, "versions", more)
    return table.reset_index().sort_values(["events", "outlet"], ascending=[False, True], ignore_index=True)


def shown_outlets(articles: pd.DataFrame) -> list[str]:
    """Return the outlets that are shown, those with most events first."""
    events = articles.groupby("outlet")["event"].nunique().rename("events").reset_index()
    return events.sort_values(["events", "outlet"], ascending=[False, True])["outlet"].head(OUTLETS).tolist()
