"""The figures of the corpus's notebooks; each function returns matplotlib Axes. outlets: those shown, in order."""

import numpy as np
import pandas as pd

from newsangle import style
from newsangle.corpus.statements import measures

ROW = 0.2  # inches an outlet takes


def plot_articles(articles: pd.DataFrame, outlets: list[str]):
    """Draw how many articles of each outlet there are by month; articles without a day are left out."""
    dated = articles[articles["published"].notna() & articles["outlet"].isin(outlets)]
    months = pd.PeriodIndex(dated["published"].str[:7], freq="M")
    counts = pd.crosstab(months, dated["outlet"])
    if len(counts):
        counts = counts.reindex(pd.period_range(counts.index.min(), counts.index.max(), freq="M"), fill_value=0)
    ax = style.axes(3.2)
    colours, markers = style.outlet_colours(outlets), style.outlet_markers(outlets)
    for outlet in (name for name in outlets if name in counts):
        ax.plot([p.to_timestamp() for p in counts.index], counts[outlet], color=colours[outlet],
                marker=markers[outlet], markersize=3, linewidth=1, label=outlet)  # fmt: skip
    ax.set_ylim(bottom=0)
    ax.set_ylabel("articles a month")
    if ax.lines:
        ax.legend(fontsize=7, ncols=3)
    return ax


def plot_habits(habits: pd.DataFrame, outlets: list[str]):
    """Draw how far each outlet is from the others on the same events.

    Differences are divided by the greatest end of an interval of the measure, so that all measures fit one axis. Filled
    dots are clear.
    """
    rows = habits[habits["outlet"].isin(outlets)].dropna(subset=["difference", "difference_low"])
    names = [name for name in measures() if name in set(rows["measure"])]
    ax = style.axes(1.0 + ROW * sum(rows["measure"].isin(names)) + 0.3 * len(names))
    colours, markers = style.outlet_colours(outlets), style.outlet_markers(outlets)
    y, labels = 0.0, {}
    for name in names:
        own = rows[rows["measure"] == name]
        scale = own[["difference_low", "difference_high"]].abs().max(axis=None) or 1.0
        labels[-y] = measures()[name].label
        for row in own.itertuples():
            y += 1
            ends = np.array([row.difference_low, row.difference, row.difference_high]) / scale
            ax.plot(ends[[0, 2]], [-y, -y], color=colours[row.outlet], linewidth=1)
            face = colours[row.outlet] if row.clear else "white"
            ax.plot(
                ends[1], -y, marker=markers[row.outlet], color=colours[row.outlet], markerfacecolor=face, markersize=5
            )
        y += 1.5
    ax.axvline(0, color="0.5", linewidth=0.8)
    ax.set_yticks(list(labels), list(labels.values()))
    ax.tick_params(axis="y", length=0)
    ax.set_xticks([])
    ax.set_xlabel("less than the others  ←  →  more than the others")
    for name in (name for name in outlets if name in set(rows["outlet"])):
        ax.plot([], [], marker=markers[name], color=colours[name], linestyle="", label=name)
    if len(rows):
        ax.legend(fontsize=7, ncols=3, loc="upper center", bbox_to_anchor=(0.5, -0.03))
    return ax
