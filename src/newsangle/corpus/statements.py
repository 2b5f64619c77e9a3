"""What a corpus says for sure: clear differences between an outlet and the others in the same events, as sentences."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd
import yaml

from newsangle.report.wording import listed, minus, percent, signed

COMPARED = ("outlet_habits", "outlet_voices", "outlet_actors", "outlet_terms")  # the tables that findings come from
WORDS = 5  # named in a sentence
Tables = dict[str, pd.DataFrame]


@dataclass(frozen=True)
class Measure:
    """What is compared: its name in the tables, on the page, and what a clear difference says."""

    name: str
    label: str
    kind: str  # number, share or tone
    more: str = ""
    less: str = ""
    about: str = ""
    partner: str = ""  # a measure that must be clear in the same direction

    def shown(self, value: float) -> str:
        """Return a value as the page shows it."""
        if self.kind == "share":
            return percent(value)
        return f"{value:,.0f}" if abs(value) >= 100 else minus(value, 1 if self.kind == "number" else 2)

    def difference(self, value: float) -> str:
        """Return a difference with its sign and unit."""
        if self.kind == "share":
            return f"{signed(100 * value, 1)} points"
        return signed(value, 2 if self.kind == "tone" else 1 if abs(value) < 100 else 0)


@cache
def measures() -> dict[str, Measure]:
    """Return the measures of measures.yml by name, in their order."""
    entries = yaml.safe_load(Path(__file__).with_name("measures.yml").read_text(encoding="utf-8"))
    return {e["name"]: Measure(**{"partner" if k == "with" else k: v for k, v in e.items()}) for e in entries}


def findings(tables: Tables) -> pd.DataFrame:
    """Return the table corpus_findings: what the corpus asserts, habits first, the clearest of each kind first.

    tables: those of COMPARED by name.
    """
    rows = [*_of_habits(tables["outlet_habits"]), *_of_voices(tables["outlet_voices"])]
    rows += [*_of_actors(tables["outlet_actors"]), *_of_words(tables["outlet_terms"])]
    columns = ["section", "outlet", "sentence", "figure", "difference", "low", "high", "events"]
    table = pd.DataFrame(rows, columns=columns)
    table.insert(0, "order", range(1, len(table) + 1))
    return table


def _clear(table: pd.DataFrame) -> pd.DataFrame:
    """Return the clear differences, the largest for their interval first."""
    clear = table[table["clear"].astype(bool)]
    width = clear["difference_high"] - clear["difference_low"]
    return clear.assign(order=-(clear["difference"].abs() / width)).sort_values(["order", "outlet"], kind="stable")


def _of_habits(habits: pd.DataFrame) -> list[tuple]:
    clear = _clear(habits)
    known = {(row.outlet, row.measure): row.difference for row in clear.itertuples()}
    rows = []
    for row in clear.itertuples():
        measure = measures()[row.measure]
        said = measure.more if row.difference > 0 else measure.less
        partner = known.get((row.outlet, measure.partner), 0.0) if measure.partner else row.difference
        if said and partner * row.difference > 0:
            rows.append(_row("habits", row, f"{row.outlet} {said} than the others on the same events.", measure))
    return rows


def _of_voices(voices: pd.DataFrame) -> list[tuple]:
    share = Measure("", "", "share")
    return [
        _row("voices", row, f"{row.outlet} gives {'more' if row.difference > 0 else 'fewer'} of its attributed words to"
             f" {row.speaker} than the others on the same events.", share)
        for row in _clear(voices).itertuples()
    ]  # fmt: skip


def _of_actors(actors: pd.DataFrame) -> list[tuple]:
    tone = Measure("", "", "tone")
    return [
        _row("actors", row, f"{row.outlet} is rated more {'positive' if row.difference > 0 else 'negative'} toward"
             f" {row.actor} in its own words than the others on the same events.", tone)
        for row in _clear(actors).itertuples()
    ]  # fmt: skip


def _of_words(terms: pd.DataFrame) -> list[tuple]:
    """Return a finding for each outlet that clearly prefers words; its figure is that of the clearest."""
    rows = []
    for outlet, own in terms[terms["clear"].astype(bool)].groupby("outlet", sort=False):
        first = own.iloc[0]
        words = listed(f"‘{term}’" for term in own["term"].head(WORDS))
        figure = f"{percent(first['share'])} against {percent(first['other_share'])}"
        sentence = f"More articles of {outlet} than of the others on the same events use {words}."
        rows.append(
            ("words", outlet, sentence, figure, first["log_odds"], first["low"], first["high"], first["events"])
        )
    return rows


def _row(section: str, row, sentence: str, measure: Measure) -> tuple:
    figure = measure.difference(row.difference)
    ends = row.difference_low, row.difference_high
    return section, row.outlet, sentence, figure, row.difference, *ends, row.compared_events
