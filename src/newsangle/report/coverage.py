"""Coverage: which text came out when, what it was first to report, and what later texts changed."""

from dataclasses import dataclass

import pandas as pd

from newsangle.report.evidence import VALUES, Claim, Quote, same_answer
from newsangle.report.finding import Tables
from newsangle.report.times import clock, later, moment
from newsangle.report.top import titles, web

NAMED = 4  # points of a text that are named; the others are counted
COMPARED = ("conflict", "partial", "agree")  # relations of rows in which outlets report the same point


@dataclass(frozen=True)
class Change:
    """A point that a text reports with another answer than the texts before it."""

    claim: Claim
    before: str
    now: str


@dataclass(frozen=True)
class Stop:
    """A text on the line of time, with what it was first to report and what it changed."""

    outlet: str
    headline: str
    url: str
    version: str  # 'second text', for an outlet with several
    when: str
    later: str
    at: float  # where it stands between the first text (0) and the last (100)
    runs: tuple[str, ...]  # the outlets that ran mostly the same text, each with when; none if only one did
    first: tuple[Claim, ...]
    known: int  # points that an earlier text reports as well
    changes: tuple[Change, ...]


def coverage(tables: Tables, claims: list[Claim]) -> list[Stop]:
    """Return the texts from the first to the last; none if fewer than two times of publication are known.

    Times are compared to the hour if every article has one, and to the day otherwise. Texts that mostly repeat another
    are one voice with it, from the first of them on. A point counts as first in a text if no other text of that time
    has it.
    """
    times = clock(tables["articles"])
    if times.nunique() < 2:
        return []
    articles = tables["articles"].assign(time=times).dropna(subset="time").sort_values("time", kind="stable")
    repeated = articles["repeats"].where(articles["repeats"].isin(articles["article_id"]))
    articles = articles.assign(voice=repeated.fillna(articles["article_id"]))
    begins = articles.groupby("voice", sort=False)["time"].min()
    history = _history(claims, begins.to_dict())
    title_of, begin, end = titles(tables), articles["time"].iloc[0], articles["time"].iloc[-1]
    stops, number = [], dict.fromkeys(articles["outlet"], 0)
    for voice, time in begins.items():
        texts = articles[articles["voice"] == voice]
        row = next(texts[texts["article_id"] == voice].itertuples())
        number[row.outlet] += 1
        first, known, changes = history.get(voice, ([], 0, []))
        runs = [f"{text.outlet} ({later(text.time, articles['time'])})" for text in texts.itertuples()]
        stops.append(
            Stop(
                row.outlet, title_of[voice], row.url if web(row.url) else "",
                f"text {number[row.outlet]}" if (articles["outlet"] == row.outlet).sum() > 1 else "",
                moment(texts["published"].iloc[0]), later(time, begins), 100 * ((time - begin) / (end - begin)),
                tuple(runs) if len(runs) > 1 else (), tuple(first), known, tuple(changes),
            )
        )  # fmt: skip
    return stops


def _history(claims: list[Claim], times: dict[str, pd.Timestamp]) -> dict[str, tuple[list, int, list]]:
    """Return for each article the points it was first to report, how many it had from before, and what it changed."""
    found: dict[str, tuple[list, int, list]] = {}
    for claim in claims:
        quotes = [quote for quote in claim.quotes if quote.article_id in times and not quote.copy_of]
        if claim.relation not in COMPARED or len({times[quote.article_id] for quote in quotes}) < 2:
            continue
        begin = min(times[quote.article_id] for quote in quotes)
        earliest = {quote.article_id for quote in quotes if times[quote.article_id] == begin}
        for article in dict.fromkeys(quote.article_id for quote in quotes):
            first, known, changes = found.get(article, ([], 0, []))
            if times[article] > begin:
                known += 1
                changes = changes + _changes(claim, quotes, article, times)
            elif len(earliest) == 1:
                first = [*first, claim]
            found[article] = (first, known, changes)
    return found


def _changes(claim: Claim, quotes: list[Quote], article: str, times: dict[str, pd.Timestamp]) -> list[Change]:
    """Return the answer of an article if it is a value that no earlier text gives, with the last one before it."""
    if claim.kind not in VALUES or claim.relation == "agree":
        return []
    before = sorted((q for q in quotes if times[q.article_id] < times[article]), key=lambda q: times[q.article_id])
    mine = [quote for quote in quotes if quote.article_id == article and quote.value]
    known = {same_answer(quote.value) for quote in before}
    new = [quote for quote in mine if same_answer(quote.value) not in known]
    return [Change(claim, before[-1].value, new[0].value)] if new and before[-1].value else []
