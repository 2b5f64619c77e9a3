"""A finding: a sentence in pieces, with its numbers and the place of its evidence."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from newsangle.report.wording import listed
from newsangle.statistics import Interval, mean_interval, resampling_unit, share_interval
from newsangle.tables import outlet_order

Tables = dict[str, pd.DataFrame]

FEW = 3  # with fewer sentences or mentions, a share or a mean is not put into a sentence
NO_INTERVAL = Interval(np.nan, np.nan, np.nan)
SHARE, TONE = (0.0, 1.0), (-1.0, 1.0)  # the ends of the scales on which intervals are drawn


@dataclass(frozen=True)
class Part:
    """What a finding says about one outlet: its number as shown, and where it lies with its interval on its scale."""

    outlet: str
    figure: str
    about: str = ""
    interval: Interval = NO_INTERVAL
    scale: tuple[float, float] = SHARE


@dataclass(frozen=True)
class Finding:
    """A sentence in pieces: what was found (lead), how much of it by outlet (parts), and what it means (rest).

    number, low and high belong to the part that `figure` shows; n is how many are behind it; clear is False if the
    difference could be chance.
    """

    section: str  # summary, conflicts, check, only here, voices, words, frames, tone
    lead: str
    figure: str
    number: float
    n: int
    counted: str
    place: str  # where on the page the evidence stands
    evidence: str = ""  # sentence_ids, separated by spaces
    low: float = np.nan
    high: float = np.nan
    parts: tuple[Part, ...] = ()
    rest: str = ""
    quote: str = ""  # words of an article
    clear: bool = True

    @property
    def sentence(self) -> str:
        """The finding as running text."""
        but = self.section == "conflicts" and len(self.parts) == 2
        how_much = listed((f"{part.figure} in {part.outlet}" for part in self.parts), "but" if but else "and")
        if any(" and " in part.figure for part in self.parts):
            how_much = "; ".join(f"{part.figure} in {part.outlet}" for part in self.parts)
        marked = self.quote if self.quote.startswith(("“", "‘", '"', "'", "«", "„", "「")) else f"“{self.quote}”"
        pieces = [f"{self.lead}: {how_much}." if how_much else self.lead, self.rest, marked if self.quote else ""]
        return " ".join(filter(None, pieces))


def share_of(rows: pd.DataFrame, column: str, tables: Tables) -> Interval:
    """Return the share of rows in which a column is true, with its interval: by sentences or by articles."""
    if by_article(tables):
        return mean_interval(rows[column], rows["article_id"])
    return share_interval(rows[column])


def by_article(tables: Tables) -> bool:
    """Return whether intervals resample articles: every outlet has five."""
    return resampling_unit(tables["articles"]) == "article"


def by_outlet(rows: pd.DataFrame, tables: Tables) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield each outlet that has rows, with its rows, in the order of the articles."""
    for outlet in outlet_order(tables["articles"]):
        mine = rows[rows["outlet"] == outlet]
        if len(mine):
            yield outlet, mine
