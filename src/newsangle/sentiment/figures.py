"""The figures of tone and of polarity toward actors; each function returns matplotlib Axes.

outlets: all outlets of the event, in the order of `articles`, so that each keeps its colour from figure to figure.
"""

import numpy as np
import pandas as pd

from newsangle.sentiment.tone import PARTS
from newsangle.sentiment.wordlists import LEXICONS
from newsangle.style import axes, outlet_colours, outlet_markers

VOICE_LABELS = {"outlet": "own words", "quoted": "quoted", "reported": "reported"}
TARGET_VOICES = {"outlet": "in own words", "attributed": "in quoted or reported words"}
POINTS = 60  # actors × outlets to show, with four to twelve actors
_ROOM = 0.6  # of the space between two rows, for the outlets side by side


def plot_tone(tone: pd.DataFrame, outlets: list[str]):
    """Plot the mean tone of whole articles by outlet and voice, one panel per lexicon."""
    whole = tone[tone["part"] == "whole"]
    panels = axes(height=_height(3, len(outlets)), columns=2, sharey=True, sharex=True)
    for panel, lexicon in zip(panels, LEXICONS, strict=True):
        _dots(panel, whole[whole["lexicon"] == lexicon], "voice", VOICE_LABELS, outlets)
        panel.set_title(lexicon)
        panel.set_xlabel("mean tone, −1 to +1")
    _legend(panels[0], outlets)
    return panels[0]


def plot_tone_along(tone: pd.DataFrame, outlets: list[str]):
    """Plot the mean tone of the outlets' own words in headline, lead and rest, one panel per lexicon."""
    own = tone[(tone["voice"] == "outlet") & tone["part"].isin(PARTS)]
    panels = axes(height=_height(3, len(outlets)), columns=2, sharey=True, sharex=True)
    for panel, lexicon in zip(panels, LEXICONS, strict=True):
        _dots(panel, own[own["lexicon"] == lexicon], "part", {part: part for part in PARTS}, outlets)
        panel.set_title(lexicon)
        panel.set_xlabel("mean tone of own words, −1 to +1")
    _legend(panels[0], outlets)
    return panels[0]


def plot_targets(actor_tone: pd.DataFrame, outlets: list[str]):
    """Plot the mean polarity toward actors by outlet, one panel per voice; the number at a point is its n.

    The actors with most sentences are shown; those that two or more outlets mention come first.
    """
    rows = actor_tone[actor_tone["voice"] == "all"]
    found = rows.groupby("actor", sort=False).agg(outlets=("outlet", "size"), sentences=("sentences", "sum"))
    found["shared"] = found["outlets"] > 1
    room = min(12, max(4, POINTS // len(outlets)))
    shown = found.sort_values(["shared", "sentences"], ascending=False, kind="stable").index[:room]
    panels = axes(height=_height(max(1, len(shown)), len(outlets)), columns=2, sharey=True, sharex=True)
    for panel, (voice, title) in zip(panels, TARGET_VOICES.items(), strict=True):
        drawn = actor_tone[actor_tone["actor"].isin(shown) & (actor_tone["voice"] == voice)]
        _dots(panel, drawn, "actor", {actor: _short(actor) for actor in shown}, outlets, counts=True)
        panel.set_title(title)
        panel.set_xlim(-1.1, 1.1)
        panel.set_xlabel("mean polarity, −1 to +1")
    _legend(panels[0], outlets)
    return panels[0]


def _dots(panel, rows: pd.DataFrame, by: str, labels: dict[str, str], outlets: list[str], counts: bool = False) -> None:
    """Draw a mean with its interval for each outlet, in rows named by labels, from the top down.

    A mean of too few sentences for an interval is hollow. Where a word list rates none of the words, or too few for a
    mean, the figure says so instead.
    """
    colours, markers = outlet_colours(outlets), outlet_markers(outlets)
    panel.axvline(0, color="0.8", linewidth=1, zorder=0)
    places = {label: place for place, label in enumerate(labels)}
    for row in rows.itertuples():
        shift = (outlets.index(row.outlet) + 0.5) / len(outlets) - 0.5
        y = places[getattr(row, by)] + _ROOM * shift
        if np.isnan(row.mean):
            coverage = getattr(row, "coverage", np.nan)
            said = "" if np.isnan(coverage) else "too few words rated" if coverage else "nothing rated"
            panel.annotate(said, (0, y), color=colours[row.outlet], fontsize=6, ha="center", va="center",
                           bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5})  # fmt: skip
            continue
        if not np.isnan(row.low):
            panel.plot([row.low, row.high], [y, y], color=colours[row.outlet], linewidth=1.5)
        fill = "white" if np.isnan(row.low) else colours[row.outlet]
        panel.plot(row.mean, y, markers[row.outlet], color=colours[row.outlet], markerfacecolor=fill, markersize=5)
        if counts:
            panel.annotate(row.sentences, (row.mean, y), (6, 3), textcoords="offset points", fontsize=6, color="0.4")
    panel.set_yticks(range(len(labels)), list(labels.values()))
    panel.set_ylim(max(1, len(labels)) - 0.5, -0.5)


def _legend(panel, outlets) -> None:
    from matplotlib.lines import Line2D

    colours, markers = outlet_colours(outlets), outlet_markers(outlets)
    handles = [Line2D([], [], color=colours[o], marker=markers[o], label=_short(o)) for o in colours]
    panel.figure.legend(handles=handles, loc="outside upper left", ncols=3)


def _height(rows: int, outlets: int) -> float:
    return 1.3 + rows * (0.15 + 0.14 * max(1, outlets))


def _short(name: str, longest: int = 32) -> str:
    return name if len(name) <= longest else f"{name[: longest - 1]}…"
