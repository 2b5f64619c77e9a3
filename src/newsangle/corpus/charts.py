"""The charts of a corpus's page, in the panels of the report of an event."""

from collections.abc import Callable

import pandas as pd

from newsangle.corpus.habits import LEAST
from newsangle.corpus.statements import Measure, Tables, measures
from newsangle.report.charts import Chart, Line, Mark, Panel
from newsangle.report.wording import counted, percent
from newsangle.tables import is_empty

PANELS = 12  # speakers and actors: those in most events
TERMS = 8  # words of an outlet
OVER_TIME = ("own_vader", "tone_vader", "frame: conflict", "quoted")
MORE_OR_LESS = ("← less than the others", "more than the others →")
Row = Callable[[object], Line]


def charts(tables: Tables, outlets: list[str]) -> dict[str, Chart | None]:
    """Return the charts of the page by section, None where there is nothing to draw."""
    made = {
        "habits": _habits(_of(tables["outlet_habits"], outlets), outlets),
        "words": _words(_of(tables["outlet_terms"], outlets), outlets),
        "voices": _named(_of(tables["outlet_voices"], outlets), "speaker", Measure("", "", "share"), outlets),
        "actors": _named(_of(tables["outlet_actors"], outlets), "actor", Measure("", "", "tone"), outlets),
        "time": _time(_of(tables["outlet_periods"], outlets), outlets),
    }
    return {name: chart if chart.panels else None for name, chart in made.items()}


def _of(table: pd.DataFrame, outlets: list[str]) -> pd.DataFrame:
    rows = table[table["outlet"].isin(outlets)]
    return rows.sort_values("outlet", key=lambda names: names.map(outlets.index), kind="stable")


def _habits(habits: pd.DataFrame, outlets: list[str]) -> Chart:
    """Return a panel a measure, with the difference of each outlet from the others on the same events."""
    panels = (
        _panel(measure.label, habits[habits["measure"] == measure.name], measure) for measure in measures().values()
    )
    return Chart(tuple(panel for panel in panels if panel.lines), MORE_OR_LESS, 50.0)


def _named(table: pd.DataFrame, column: str, measure: Measure, outlets: list[str]) -> Chart:
    """Return a panel a speaker or actor, those in most events first."""
    met = table.groupby(column)["events"].sum().rename("met").reset_index()
    names = met.sort_values(["met", column], ascending=[False, True])[column].head(PANELS)
    panels = (_panel(str(name), table[table[column] == name], measure) for name in names)
    return Chart(tuple(panel for panel in panels if panel.lines), MORE_OR_LESS, 50.0)


def _panel(title: str, rows: pd.DataFrame, measure: Measure) -> Panel:
    """Return a line an outlet: its mean, and its difference from the others with the interval.

    Outlets with too few events for an interval are left out, unless all are.
    """
    compared = rows.dropna(subset="difference_low")
    compared = compared if len(compared) else rows.dropna(subset="low")
    few = len(rows) - len(compared)
    rest = f"{counted(few, 'outlet')} with fewer than {LEAST} events {'is' if few == 1 else 'are'} left out." * bool(
        few
    )
    return Panel(title, _differences(compared, measure), note=measure.about, rest=rest)


def _differences(rows: pd.DataFrame, measure: Measure) -> tuple[Line, ...]:
    ends = rows[["difference_low", "difference_high"]].abs().max(axis=None)
    place = _place(-ends, ends)

    def line(row) -> Line:
        about = counted(row.events, "event")
        if is_empty(row.difference_low):
            return Line(row.outlet, row.outlet, measure.shown(row.mean), about, ())
        low, high = measure.difference(row.difference_low), measure.difference(row.difference_high)
        about = f"{about}; {measure.difference(row.difference)} from the others, 95% interval {low} to {high}"
        marks = (
            Mark("reach", place(row.difference_low), place(row.difference_high)),
            _dot(place(row.difference), row.clear),
        )
        return Line(row.outlet, row.outlet, measure.shown(row.mean), about, marks)

    return tuple(line(row) for row in rows.itertuples())


def _words(terms: pd.DataFrame, outlets: list[str]) -> Chart:
    """Return a panel an outlet with the words that mark it, names left out unless they are clear."""
    shown = terms[~terms["name"].astype(bool) | terms["clear"].astype(bool)].groupby("outlet", sort=False).head(TERMS)
    place = _place(0.0, shown["high"].max()) if len(shown) else _place(0.0, 1.0)

    def line(row) -> Line:
        marks = (Mark("reach", place(max(row.low, 0.0)), place(row.high)), _dot(place(row.log_odds), row.clear))
        about = f"of its articles, {percent(row.other_share)} of the others'; {counted(row.events, 'event')}"
        return Line("", row.term, percent(row.share), about, marks)

    panels = (Panel(str(name), _lines(own, line), str(name)) for name, own in shown.groupby("outlet", sort=False))
    return Chart(tuple(panels), ("as the others", "this outlet →"), 0.0)


def _time(periods: pd.DataFrame, outlets: list[str]) -> Chart:
    """Return a panel an outlet × measure with a line a month or year; of the two kinds of tone the better one."""
    present = set(periods["measure"])
    wanted = [name for name in OVER_TIME if name in present and not (name == "tone_vader" and "own_vader" in present)]
    panels = [
        _period_panel(str(outlet), name, own)
        for name in [*wanted, *sorted(name for name in present if name.startswith("word: "))]
        for outlet, own in periods[periods["measure"] == name].groupby("outlet", sort=False)
        if len(own) > 1
    ]
    return Chart(tuple(panels), ("less", "more →"), 0.0)


def _period_panel(outlet: str, name: str, rows: pd.DataFrame) -> Panel:
    measure = measures().get(name) or Measure(name, f"Articles with the {name.replace(': ', ' ‘')}’", "share")
    low = min(rows[["low", "mean"]].min(axis=None), 0.0)
    place = _place(low, rows[["high", "mean"]].max(axis=None))

    def line(row) -> Line:
        reach = () if is_empty(row.low) else (Mark("reach", place(max(row.low, low)), place(row.high)),)
        about = counted(row.articles, "article")
        return Line("", row.period, measure.shown(row.mean), about, (*reach, _dot(place(row.mean), bool(reach))))

    return Panel(outlet, _lines(rows.sort_values("period"), line), outlet, measure.label)


def _lines(rows: pd.DataFrame, line: Row) -> tuple[Line, ...]:
    return tuple(line(row) for row in rows.itertuples())


def _dot(place: float, full: bool) -> Mark:
    return Mark("dot" if full else "hollow", place, place)


def _place(low: float, high: float) -> Callable[[float], float]:
    """Return a function from values to places on a line of 100 points, with a margin at both ends."""
    width = (high - low) or 1.0
    return lambda value: round(min(max(3 + 94 * (value - low) / width, 0.0), 100.0), 2)
