"""The figures of 02_compare_framing; each function returns matplotlib Axes.

outlets: all outlets of the event, so that each keeps its colour from figure to figure.
"""

import numpy as np
import pandas as pd

from newsangle import style
from newsangle.tables import outlet_order

ROW = 0.22  # inches a row of labels takes
LONGEST = 42  # characters of a label
LEGEND = 105  # characters of a line of the legend


def plot_keyness(table: pd.DataFrame, outlets: list[str], terms: int = 12):
    """Draw each outlet's strongest terms as dots of log-odds with 95% intervals.

    table: the rows of keyness to show; terms whose log-odds are below zero are left out.
    """
    top = table[table["z"] > 0].groupby("outlet", sort=False).head(terms)
    rows = {outlet: top[top["outlet"] == outlet] for outlet in outlets if outlet in set(top["outlet"])}
    height = 0.8 + ROW * sum(len(part) + 1 for part in rows.values())
    ax = style.axes(height)
    colours, markers = style.outlet_colours(outlets), style.outlet_markers(outlets)
    labels, y = {}, 0
    for outlet, part in rows.items():
        places = -np.arange(y, y + len(part))
        error = [part["log_odds"] - part["low"], part["high"] - part["log_odds"]]
        ax.errorbar(part["log_odds"], places, xerr=error, fmt=markers[outlet], color=colours[outlet], label=outlet,
                    markersize=5, elinewidth=1, capsize=2)  # fmt: skip
        named = [f"{_short(term)} ({count})" for term, count in zip(part["term"], part["count"], strict=True)]
        labels.update(zip(places, named, strict=True))
        y += len(part) + 1
    ax.axvline(0, color="0.5", linewidth=0.8)
    ax.set_yticks(list(labels), list(labels.values()))
    ax.tick_params(axis="y", length=0)
    ax.set_xlabel("log-odds compared with the other outlets, with 95% interval (count in brackets)")
    _legend(ax, outlets)
    return ax


def plot_frames(shares: pd.DataFrame, outlets: list[str]):
    """Draw the share of sentences that use each frame, by outlet, with 95% intervals, codebook by codebook.

    Frames that no outlet uses are left out.
    """
    shares = shares[shares.groupby(["codebook", "frame"])["share"].transform("max") > 0]
    groups = list(shares.groupby("codebook", sort=False))
    step = 0.6 / max(len(outlets), 1)
    height = 0.9 + sum(len(part["frame"].unique()) + 1 for _, part in groups) * max(ROW, 0.075 * len(outlets))
    ax = style.axes(height)
    colours, markers = style.outlet_colours(outlets), style.outlet_markers(outlets)
    labels, y, heads = {}, 0.0, []
    for codebook, part in groups:
        heads.append((y, codebook))
        frames = {frame: -(y + 1 + i) for i, frame in enumerate(part["frame"].unique())}
        for i, outlet in enumerate(outlets):
            own = part[part["outlet"] == outlet]
            places = own["frame"].map(frames) + step * ((len(outlets) - 1) / 2 - i)
            error = [100 * (own["share"] - own["low"]).clip(0), 100 * (own["high"] - own["share"]).clip(0)]
            ax.errorbar(100 * own["share"], places, xerr=error, fmt=markers[outlet], color=colours[outlet],
                        label=outlet, markersize=4.5, elinewidth=1, capsize=1.5)  # fmt: skip
        labels.update({place: frame for frame, place in frames.items()})
        y += len(frames) + 1
    ax.set_yticks(list(labels), [_short(frame) for frame in labels.values()])
    ax.tick_params(axis="y", length=0)
    ax.set_xlim(left=0)
    for place, codebook in heads:
        ax.text(0, -place, f" {codebook}", fontweight="bold", va="center")
    ax.grid(axis="x", color="0.9")
    ax.set_axisbelow(True)
    ax.set_xlabel("share of sentences that use the frame, %, with 95% interval")
    _legend(ax, outlets)
    return ax


def plot_dispersion(lines: pd.DataFrame, articles: pd.DataFrame):
    """Draw where in each article the terms of a concordance occur: a row per term and article, from left to right."""
    outlets = outlet_order(articles)
    colours = style.outlet_colours(outlets)
    terms = list(lines["term"].unique())
    rows = [(term, article) for term in terms for article in articles.itertuples()]
    ax = style.axes(0.9 + ROW * (len(rows) + len(terms)))
    labels, y = {}, 0
    for term, article in rows:
        y += 2 if labels and article.article_id == articles["article_id"].iloc[0] else 1
        own = lines[(lines["term"] == term) & (lines["article_id"] == article.article_id)]
        ax.vlines(own["place"], -y - 0.35, -y + 0.35, color=colours[article.outlet], linewidth=1.8)
        ax.axhline(-y, color="0.85", linewidth=0.6, zorder=0)
        labels[-y] = f"{_short(term)} · {_short(article.outlet)}"
    ax.set_yticks(list(labels), list(labels.values()))
    ax.tick_params(axis="y", length=0)
    ax.set_xlim(0, 1)
    ax.set_xticks([0, 0.5, 1], ["beginning", "middle", "end of the article"])
    return ax


def plot_speakers(speakers: pd.DataFrame, outlets: list[str], most: int = 12):
    """Draw the share of attributed words that each outlet gives to each speaker; the quoted part is filled.

    speakers: the speakers table. The speakers with the greatest shares over all outlets are shown, so that an outlet
    with short articles shows its sources as well.
    """
    shares = speakers.groupby("speaker", sort=False)["share"].sum().sort_values(ascending=False, kind="stable")
    names = list(shares.index[:most])
    ax, places, colours, thick = _bars(names, outlets)
    for i, outlet in enumerate(outlets):
        own = speakers[speakers["outlet"] == outlet].set_index("speaker").reindex(names)
        share, quoted = 100 * own["share"].fillna(0), (own["quoted_words"] / own["words"]).fillna(0)
        y = places - thick * i
        ax.barh(y, share, 0.85 * thick, facecolor="white", edgecolor=colours[outlet], hatch=_HATCHES[i % 4], alpha=0.9)
        ax.barh(y, share * quoted, 0.85 * thick, color=colours[outlet], label=outlet)
    ax.set_xlabel("share of the words given to a source, %\n(filled: inside quotation marks; hatched: reported)")
    _legend(ax, outlets)
    return ax


def plot_actors(actors: pd.DataFrame, outlets: list[str], most: int = 10):
    """Draw how often each actor acts (to the right) and is acted on (to the left), by outlet.

    actors: the actors table. Hatched: acted on in a clause that names no agent (passive without agent, nominalisation,
    agentless intransitive). Actors that neither act nor are acted on are left out.
    """
    busy = actors[actors["agent"] + actors["patient"] > 0]
    names = list(dict.fromkeys(busy["actor"]))[:most]
    ax, places, colours, thick = _bars(names, outlets)
    for i, outlet in enumerate(outlets):
        own = busy[busy["outlet"] == outlet].set_index("actor")[["agent", "patient", "patient_without_agent"]]
        own = own.reindex(names, fill_value=0)
        y = places - thick * i
        without_agent = own["patient_without_agent"]
        ax.barh(y, own["agent"], 0.85 * thick, color=colours[outlet], label=outlet)
        ax.barh(y, -own["patient"], 0.85 * thick, color=colours[outlet])
        ax.barh(y, -without_agent, 0.85 * thick, left=without_agent - own["patient"], facecolor="white",
                edgecolor=colours[outlet], hatch="////")  # fmt: skip
    ax.axvline(0, color="black", linewidth=0.8)
    reach = max(busy[["agent", "patient"]].to_numpy().max(initial=1), 1) * 1.05
    ax.set_xlim(-reach, reach)
    ax.xaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
    ax.xaxis.get_major_locator().set_params(integer=True)
    ax.set_xlabel("acted on, times  (hatched: no agent named)   ←   →   acts, times")
    _legend(ax, outlets)
    return ax


_HATCHES = ("////", "....", "\\\\\\\\", "xxxx")


def _bars(names: list[str], outlets: list[str]):
    """Return Axes for bars in groups: the axes, where each group begins, the outlets' colours, a bar's thickness."""
    thick = 0.8 / max(len(outlets), 1)
    ax = style.axes(1.1 + max(len(names), 1) * max(ROW, 0.13 * len(outlets)) * 1.25)
    centres = -np.arange(len(names), dtype=float)
    ax.set_yticks(centres, [_short(name) for name in names])
    ax.tick_params(axis="y", length=0)
    return ax, centres + thick * (len(outlets) - 1) / 2, style.outlet_colours(outlets), thick


def _short(label: str) -> str:
    return label if len(label) <= LONGEST else label[: LONGEST - 1] + "…"


def _legend(ax, outlets: list[str]) -> None:
    """Name the outlets above the axes, each once, in their order, in a figure made as much higher."""
    handles = dict(zip(*reversed(ax.get_legend_handles_labels()), strict=True))
    shown = [outlet for outlet in outlets if outlet in handles]
    longest = max((len(_short(outlet)) for outlet in shown), default=1)
    columns = max(1, LEGEND // (longest + 7))
    ax.figure.legend([handles[o] for o in shown], [_short(o) for o in shown], loc="outside upper left", ncols=columns)
    width, height = ax.figure.get_size_inches()
    ax.figure.set_size_inches(width, height + 0.17 * ((len(shown) - 1) // columns))
