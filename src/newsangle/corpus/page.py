"""The page of a corpus: what is clear about its outlets, the figures behind it, and its events, in one file."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pandas as pd

from newsangle.corpus.charts import charts
from newsangle.corpus.overview import shown_outlets
from newsangle.corpus.statements import measures
from newsangle.errors import InputError
from newsangle.paths import Places, event_name, replace_file
from newsangle.report.page import looks, render
from newsangle.report.shown import shown
from newsangle.report.wording import counted, day_name, shortened
from newsangle.tables import CORPUS_TABLES, read

EVENTS = 200  # listed: those of most outlets
LEFT_OUT = 100
TABLES = [name for name, table in CORPUS_TABLES.items() if table.owner != "parts"]
SECTIONS = {
    "findings": "What is clear", "habits": "Habits", "words": "Words", "voices": "Voices", "actors": "Actors",
    "time": "Over time", "alike": "Alike", "events": "Events", "method": "How it was made",
}  # fmt: skip
KICKERS = {"habits": "Habits", "voices": "Voices", "actors": "Tone toward actors", "words": "Words"}
PAIRS = {"outlet": "Outlet", "other": "and", "events": "Events of both", "alike": "Words in common", "low": "from",
         "high": "to", "copies": "Copies"}  # fmt: skip
LEFT = {"place": "Where", "reason": "Why"}


@dataclass(frozen=True)
class Listed:
    """An event as the page lists it; href leads to its report, '' where there is none."""

    headline: str
    about: str
    first: str
    href: str
    conflicts: tuple[tuple[str, str], ...]  # what outlets conflict over, and the answer of each


def corpus_tables(here: Places) -> dict[str, pd.DataFrame]:
    """Return the tables of a corpus by name. Raises TableError where one is missing."""
    return {name: read(here, name) for name in TABLES}


def write_page(here: Places) -> Path:
    """Write here.report/report.html from the tables of a corpus, and return its path; same tables, same bytes."""
    path = here.report / "report.html"
    text = page(corpus_tables(here), here)
    replace_file(path, lambda part: part.write_text(text, encoding="utf-8", newline="\n"))
    return path


def page(tables: dict[str, pd.DataFrame], here: Places) -> str:
    """Return the page of a corpus as HTML."""
    articles, events = tables["corpus_articles"], tables["corpus_events"]
    outlets = shown_outlets(articles)
    title = f"{counted(articles['outlet'].nunique(), 'outlet')} in {counted(len(events), 'event')}"
    found = tables["corpus_findings"]
    return render(
        "corpus.html.j2",
        title=title,
        description=_scope(articles, events),
        scope=_scope(articles, events),
        sections=SECTIONS,
        kickers=KICKERS,
        looks=looks([*outlets, *sorted(set(found["outlet"]) - set(outlets))]),
        outlets=outlets,
        rest=articles["outlet"].nunique() - len(outlets),
        findings=found.to_dict("records"),
        full=bool(events["compared"].any()),
        charts=charts(tables, outlets),
        notes=[(measure.label, measure.about) for measure in measures().values() if measure.about],
        pairs=shown(_pairs(tables["outlet_pairs"], outlets), PAIRS),
        events=_listed(events, tables["corpus_conflicts"], here),
        more_events=max(len(events) - EVENTS, 0),
        left_out=shown(tables["corpus_left_out"].head(LEFT_OUT), LEFT),
        all_left_out=len(tables["corpus_left_out"]),
        files=[f"tables/{name}.csv" for name in TABLES],
    )


def _scope(articles: pd.DataFrame, events: pd.DataFrame) -> str:
    days = events["first"].dropna()
    span = f", from {day_name(days.min())} to {day_name(events['last'].dropna().max())}" if len(days) else ""
    several = int((events["outlets"] > 1).sum())
    return (
        f"{counted(len(articles), 'article')}{span}. {counted(several, 'event')} of two outlets or more. Everything"
        " here describes this collection; how it was drawn decides what it can say about an outlet."
    )


def _pairs(pairs: pd.DataFrame, outlets: list[str]) -> pd.DataFrame:
    own = pairs[pairs["outlet"].isin(outlets) & pairs["other"].isin(outlets)]
    return own.sort_values(["alike", "outlet", "other"], ascending=[False, True, True]).head(40)


def _listed(events: pd.DataFrame, conflicts: pd.DataFrame, here: Places) -> list[Listed]:
    """Return the events of most outlets in the order of their days, with their conflicts and links to their reports."""
    most = events.sort_values(["outlets", "articles", "event"], ascending=[False, False, True]).head(EVENTS)
    rows = most.sort_values(["first", "event"], na_position="last").itertuples()
    return [
        Listed(
            row.headline,
            " · ".join([counted(row.articles, "article"), row.names]),
            day_name(row.first) if isinstance(row.first, str) else "",
            _report(row.event, here),
            tuple(_answers(own) for _, own in conflicts[conflicts["event"] == row.event].groupby("shared_id")),
        )
        for row in rows
    ]


def _answers(conflict: pd.DataFrame) -> tuple[str, str]:
    """Return what a conflict is about, and each outlet's answer."""
    answers = zip(conflict["outlet"], conflict["value"].fillna(conflict["evidence"]), strict=True)
    return conflict["label"].iloc[0], "; ".join(f"{outlet}: {shortened(str(value), 90)}" for outlet, value in answers)


def _report(event: str, here: Places) -> str:
    """Return the address of an event's report beside this page, '' where it has not been run."""
    try:
        event_name(event)  # what a source calls an event may lead anywhere
    except InputError:
        return ""
    return f"../{quote(event)}/report.html" if (here.report.parent / event / "report.html").exists() else ""
