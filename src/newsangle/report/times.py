"""Times of publication: comparable, and in words."""

import pandas as pd

from newsangle.report.wording import counted, day_name

HOUR, DAY = pd.Timedelta(hours=1), pd.Timedelta(days=1)


def clock(articles: pd.DataFrame) -> pd.Series:
    """Return when each article was published: to the minute if every article has a time, else its day, or NaT."""
    timed = articles["published"].str.contains("T", na=False)
    published = articles["published"] if timed.all() else articles["published"].str[:10]
    return pd.to_datetime(published, utc=True, errors="coerce", format="ISO8601")


def later(time: pd.Timestamp, times: pd.Series) -> str:
    """Return how long after the first of several texts one came out: 'first', '6 hours later', '2 days later'."""
    gap = time - times.min()
    if not gap:
        return "first" if (times == time).sum() == 1 else "among the first"
    if gap < DAY:
        return counted(max(round(gap / HOUR), 1), "hour later", "hours later")
    return counted(round(gap / DAY), "day later", "days later")


def moment(published: str) -> str:
    """Return a day, with its time where that is known: '3 June 2025', '3 June 2025, 10:15'."""
    hour = f", {published[11:16]}" if "T" in published else ""
    return f"{day_name(published[:10])}{hour}"
