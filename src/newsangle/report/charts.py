"""Charts of the page: lines with a label, a number and a mark on a scale, in panels that fit a phone.

A panel is what is compared (a speaker, an actor, a frame) and holds a line for each outlet; outlets with nothing there
are left out and counted. The figures of the notebooks show the same tables and stand beside the page to be saved.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from newsangle import framing
from newsangle.report.contrasts import apart
from newsangle.report.evidence import in_outlet_order
from newsangle.report.finding import Tables, by_outlet
from newsangle.report.meanings import meanings
from newsangle.report.wording import counted, percent, present, shortened, signed
from newsangle.tables import outlet_order

LINES = 24  # of a chart shown at once; the other panels are folded
PANELS = 12  # of a chart, without panels for each outlet
TERMS = 8  # words for each outlet
WHOSE = {"outlet": "own words", "quoted": "quoted", "reported": "reported", "attributed": "quoted or reported"}


@dataclass(frozen=True)
class Mark:
    """A shape on a line; its ends lie between 0 and 100, from the left end of the scale to the right."""

    kind: str  # bar, faint (a bar of what is only reported), reach (an interval), dot, hollow, stroke
    start: float
    end: float


@dataclass(frozen=True)
class Line:
    """A label with its number, and what is drawn."""

    outlet: str  # '' if the panel is an outlet's
    label: str
    amount: str
    about: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Panel:
    title: str
    lines: tuple[Line, ...]
    outlet: str = ""  # the outlet that the whole panel is about
    note: str = ""  # what the title means
    rest: str = ""  # what is not drawn


@dataclass(frozen=True)
class Chart:
    """Panels that share a scale; zero is where its zero line stands (0 to 100)."""

    panels: tuple[Panel, ...]
    ends: tuple[str, str]
    zero: float = 0.0

    @property
    def shown(self) -> int:
        """How many panels are shown at once."""
        lines = np.cumsum([len(panel.lines) for panel in self.panels])
        return max(4, int((lines <= LINES).sum()))


def chart(anchor: str, tables: Tables) -> Chart | None:
    """Return the chart of a plate by its anchor, or None if its table has nothing to draw."""
    drawn = _CHARTS[anchor](tables) if anchor in _CHARTS else None
    return drawn if drawn and drawn.panels else None


# --- Voices and actors ----------------------------------------------------------------------------------------


def _speakers(tables: Tables) -> Chart:
    rows = tables["speakers"]
    most = _ceiling(rows["share"].max(), 0.1) if len(rows) else 1.0
    names = rows.groupby("speaker", sort=False)["share"].sum().sort_values(ascending=False, kind="stable").index

    def line(row) -> Line:
        quoted = row.share * row.quoted_words / max(row.words, 1)
        about = f"{counted(row.words, 'word')}, {row.quoted_words:,} quoted"
        marks = (Mark("faint", 0, 100 * row.share / most), Mark("bar", 0, 100 * quoted / most))
        return Line(row.outlet, row.outlet, percent(row.share), about, marks)

    return Chart(_panels(rows, "speaker", names[:PANELS], line, tables), ("0", f"{percent(most)} of the words"))


def _actors(tables: Tables) -> Chart:
    rows = tables["actors"]
    rows = rows[rows["agent"] + rows["patient"] > 0]
    reach = max(rows[["agent", "patient"]].max(axis=None), 1) if len(rows) else 1

    def line(row) -> Line:
        at = [50 - 50 * row.patient / reach, 50 - 50 * (row.patient - row.patient_without_agent) / reach]
        marks = (Mark("faint", at[0], at[1]), Mark("bar", at[1], 50 + 50 * row.agent / reach))
        nobody = f", {row.patient_without_agent} with nobody named" if row.patient_without_agent else ""
        about = f"acted on {row.patient}{nobody}; {counted(row.mentions, 'mention')}"
        return Line(row.outlet, row.outlet, f"acts {row.agent}", about, marks)

    names = list(dict.fromkeys(rows["actor"]))[:PANELS]
    ends = (f"← acted on {reach} times", f"acts {reach} times →")
    return Chart(_panels(rows, "actor", names, line, tables), ends, 50.0)


# --- Words ----------------------------------------------------------------------------------------------------


def marking_terms(tables: Tables) -> dict[str, pd.DataFrame]:
    """Return the strongest terms of each outlet, without function words and without words of a stronger one."""
    keyness = tables["keyness"]
    keyness = keyness[(keyness["z"] > 0) & ~keyness["function"].astype(bool)]
    found = {}
    for outlet, rows in by_outlet(keyness, tables):
        rows = rows.sort_values("z", ascending=False, kind="stable")
        found[outlet] = rows[rows["term"].isin(apart(list(rows["term"]), outlet)[:TERMS])]
    return found


def _words(tables: Tables) -> Chart:
    terms = marking_terms(tables)
    every = pd.concat(terms.values()) if terms else tables["keyness"][:0]
    low, high = min(every["low"].min(), 0.0), max(every["high"].max(), 0.0)
    place = _scale(low, high)
    length = tables["articles"].groupby("outlet")["words"].sum()
    totals = tables["keyness"].groupby("term")["count"].sum()

    def line(row) -> Line:
        elsewhere = totals[row.term] - row.count
        about = f"against {elsewhere} of {length.sum() - length[row.outlet]:,} elsewhere"
        marks = (Mark("reach", place(row.low), place(row.high)), _dot(place(row.log_odds)))
        return Line("", row.term, f"{row.count} of {length[row.outlet]:,} words", about, marks)

    panels = tuple(
        Panel(outlet, tuple(line(row) for row in rows.itertuples(name="Row")), outlet) for outlet, rows in terms.items()
    )
    return Chart(panels, ("← the others", "this outlet →"), place(0.0))


def _dispersion(tables: Tables) -> Chart:
    terms = list(dict.fromkeys(term for rows in marking_terms(tables).values() for term in rows["term"].head(2)))
    if not terms:
        return Chart((), ("", ""))
    uses = framing.concordance(tables["sentences"], terms[:PANELS], tables["articles"])
    uses = uses.groupby(["term", "outlet"], sort=False)["place"].agg(list).reset_index()

    def line(row) -> Line:
        marks = tuple(Mark("stroke", 100 * place, 100 * place) for place in row.place)
        return Line(row.outlet, row.outlet, counted(len(marks), "time"), "", marks)

    return Chart(_panels(uses, "term", terms[:PANELS], line, tables), ("beginning", "end of the article"))


# --- Frames ---------------------------------------------------------------------------------------------------


def _frames(tables: Tables) -> Chart:
    rows = tables["frame_shares"]
    rows = rows[rows["share"] > 0]
    most = _ceiling(rows["high"].max(), 0.1) if len(rows) else 1.0
    length = tables["articles"].groupby("outlet")["sentences"].sum()
    rows = rows.assign(item=rows["codebook"] + ": " + rows["frame"])
    widest = rows.groupby("item", sort=False)["share"].agg(np.ptp)
    several = rows["item"].value_counts() > 1
    names = sorted(widest.index, key=lambda item: (not several[item], -widest[item]))

    def line(row) -> Line:
        marks = (Mark("reach", 100 * row.low / most, 100 * min(row.high, most) / most), _dot(100 * row.share / most))
        about = f"{row.sentences} of {counted(int(length[row.outlet]), 'sentence')}"
        return Line(row.outlet, row.outlet, percent(row.share), about, marks)

    notes = {f"{meaning.codebook}: {meaning.frame}": meaning.line for meaning in meanings(tables)}
    panels = (replace(panel, note=notes.get(panel.title, "")) for panel in _panels(rows, "item", names, line, tables))
    return Chart(tuple(panels), ("0", f"{percent(most)} of the sentences"))


# --- Tone -----------------------------------------------------------------------------------------------------


def _tone(tables: Tables) -> Chart:
    rows = tables["tone"]
    rows = rows[(rows["part"] == "whole") & (rows["sentences"] > 0)]
    apart = tables["tone_differences"]
    apart = apart[~apart["same_direction"].astype(bool) & apart["difference"].notna()]
    differ = set(zip(apart["outlet"], apart["voice"], strict=True))
    rows = rows.assign(item=rows["voice"].map(WHOSE) + ", " + rows["lexicon"])

    def line(row) -> Line:
        return _mean(row, "≷ the lists disagree" if (row.outlet, row.voice) in differ else "")

    return Chart(_panels(rows, "item", dict.fromkeys(rows["item"]), line, tables), ("−1 negative", "+1 positive"), 50.0)


def _along(tables: Tables) -> Chart:
    rows = tables["tone"]
    rows = rows[(rows["part"] != "whole") & (rows["voice"] == "outlet") & (rows["sentences"] > 0)]
    rows = rows.assign(item=rows["part"] + ", " + rows["lexicon"])
    names = sorted(dict.fromkeys(rows["item"]), key=lambda item: item.startswith("rest"))
    return Chart(_panels(rows, "item", names, _mean, tables), ("−1 negative", "+1 positive"), 50.0)


def _targets(tables: Tables) -> Chart:
    rows = tables["actor_tone"]
    every = rows[rows["voice"] == "all"].groupby("actor", sort=False)
    rank = pd.DataFrame({"shared": every["outlet"].nunique() > 1, "sentences": every["sentences"].sum()})
    names = rank.sort_values(["shared", "sentences"], ascending=False, kind="stable").index[:PANELS]

    def line(row) -> Line:
        return _mean(row, WHOSE[row.voice])

    rows = rows[rows["voice"] != "all"]
    return Chart(_panels(rows, "actor", names, line, tables), ("−1 negative", "+1 positive"), 50.0)


def _matched(tables: Tables) -> Chart:
    rows = tables["matched_tone"]
    widest = rows.groupby("shared_id", sort=False)["compound_difference"].max()
    names = widest.sort_values(ascending=False, kind="stable").index[:PANELS]
    titles = dict(zip(rows["shared_id"], rows["label"], strict=True))

    def line(row) -> Line:
        apart = row.compound_difference * row.afinn_difference < 0
        about = f"AFINN {signed(row.afinn)}{', ≷ the lists disagree' if apart else ''}"
        return Line(row.outlet, row.outlet, signed(row.compound), about, (_dot(_tone_place(row.compound)),))

    panels = _panels(rows, "shared_id", names, line, tables)
    named = (replace(panel, title=shortened(titles[panel.title], 90)) for panel in panels)
    return Chart(tuple(named), ("−1 negative", "+1 positive"), 50.0)


def _mean(row, about: str = "") -> Line:
    """Return the line of a mean with its interval; a word list that rates nothing or too little gives no mean."""
    said = counted(int(row.sentences), "sentence")
    if getattr(row, "coverage", None) == 0:
        return Line(row.outlet, row.outlet, "nothing rated", said, ())
    if not present(row.mean):
        return Line(row.outlet, row.outlet, "too few words rated", said, ())
    at = _tone_place(row.mean)
    if not present(row.low):
        marks: tuple[Mark, ...] = (Mark("hollow", at, at),)
    else:
        marks = (Mark("reach", _tone_place(row.low), _tone_place(row.high)), _dot(at))
    return Line(row.outlet, row.outlet, signed(row.mean), ", ".join(filter(None, (said, about))), marks)


# --- What charts share ----------------------------------------------------------------------------------------


def _panels(
    rows: pd.DataFrame, by: str, names: Iterable[str], line: Callable[..., Line], tables: Tables
) -> tuple[Panel, ...]:
    """Return a panel for each name in a column, with a line for each of its rows, by outlet."""
    outlets, wanted = outlet_order(tables["articles"]), list(names)
    groups: dict[str, list] = {name: [] for name in wanted}
    for row in in_outlet_order(rows[rows[by].isin(wanted)], tables):
        groups[getattr(row, by)].append(row)
    return tuple(
        Panel(name, tuple(map(line, found)), rest=_none({row.outlet for row in found}, outlets))
        for name, found in groups.items()
        if found
    )


def _none(drawn: set[str], outlets: list[str]) -> str:
    """Return which outlets have no line."""
    left = [outlet for outlet in outlets if outlet not in drawn]
    if not left:
        return ""
    return f"none in {left[0]}" if len(left) == 1 else f"none in {len(left)} others"


def _scale(low: float, high: float) -> Callable[[float], float]:
    return lambda value: 100 * (value - low) / ((high - low) or 1.0)


_tone_place = _scale(-1.0, 1.0)


def _dot(at: float) -> Mark:
    return Mark("dot", at, at)


def _ceiling(value: float, step: float) -> float:
    """Return the end of a scale from 0: the next multiple of step, at most 1."""
    return min(1.0, max(step, step * np.ceil(round(value / step, 6))))


_CHARTS: dict[str, Callable[[Tables], Chart]] = {
    "voices": _speakers, "actors": _actors, "words": _words, "dispersion": _dispersion, "frames": _frames,
    "tone": _tone, "tone-along": _along, "targets": _targets, "matched": _matched,
}  # fmt: skip
