"""The figures of 02_compare_framing; each function returns Axes."""

import numpy as np
import pandas as pd

from newsangle import style

ROW = 0.22  # inches a row of labels takes
LONGEST = 42  # characters of a label


def keyness_plot(table: pd.DataFrame, outlets: list[str], terms: int = 12):
    """Draw each outlet's strongest terms as dots of log-odds with 95 % intervals.

    table: of keyness, as it is to be shown. Terms whose log-odds are below zero are left out.
    """
    top = table[table["z"] > 0].groupby("outlet", sort=False).head(terms)
    rows = [top[top["outlet"] == outlet] for outlet in outlets]
    height = 0.8 + ROW * sum(len(part) + 1 for part in rows)
    ax = style.axes(height)
    colours, markers = style.outlet_colours(outlets), style.outlet_markers(outlets)
    labels, y = {}, 0
    for outlet, part in zip(outlets, rows, strict=True):
        places = -np.arange(y, y + len(part))
        error = [part["log_odds"] - part["low"], part["high"] - part["log_odds"]]
        ax.errorbar(part["log_odds"], places, xerr=error, fmt=markers[outlet], color=colours[outlet], label=outlet,
                    markersize=5, elinewidth=1, capsize=2)  # fmt: skip
        labels.update(zip(places, part["term"].map(_short) + part["count"].map(" ({})".format), strict=True))
        y += len(part) + 1
    ax.axvline(0, color="0.5", linewidth=0.8)
    ax.set_yticks(list(labels), list(labels.values()))
    ax.tick_params(axis="y", length=0)
    ax.set_xlabel("log-odds against the other outlets, 95 % interval  (times used)")
    _legend(ax, outlets)
    return ax


def frame_profile(shares: pd.DataFrame, outlets: list[str]):
    """Draw the share of sentences that bear each frame, by outlet, with 95 % intervals; codebooks one below the other."""
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
    ax.set_xlabel("sentences that bear the frame, %, 95 % interval")
    _legend(ax, outlets)
    return ax


def dispersion_plot(lines: pd.DataFrame, articles: pd.DataFrame):
    """Draw where in each article the terms of a concordance stand: a row a term and article, from first word to last."""
    outlets = list(articles["outlet"].unique())
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


def _short(label: str) -> str:
    return label if len(label) <= LONGEST else label[: LONGEST - 1] + "…"


def _legend(ax, outlets: list[str]) -> None:
    """Name the outlets above the axes, each once, in their order."""
    handles = dict(zip(*reversed(ax.get_legend_handles_labels()), strict=True))
    ax.legend([handles[o] for o in outlets if o in handles], [_short(o) for o in outlets if o in handles],
              loc="lower left", bbox_to_anchor=(0, 1), ncols=3, borderaxespad=0.2)  # fmt: skip
