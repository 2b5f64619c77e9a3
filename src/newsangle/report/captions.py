"""What each figure shows, in one or two sentences: its caption and its text alternative."""

from collections.abc import Callable

import pandas as pd

from newsangle.report.contrasts import apart
from newsangle.report.finding import FEW, Tables, by_outlet
from newsangle.report.wording import counted, listed, percent, signed
from newsangle.tables import outlet_order

MOST = 4  # outlets named in a caption; beyond that, only the extremes


def result(anchor: str, tables: Tables) -> str:
    """Return the result that a figure shows, by the anchor of its plate; '' if its table has too little to say."""
    state = _RESULTS.get(anchor)
    return state(tables) if state else ""


def _voices(tables: Tables) -> str:
    """Name the speaker with the largest shares of words, with the share in each outlet."""
    speakers = tables["speakers"]
    if speakers.empty:
        return ""
    first = speakers.groupby("speaker", sort=False)["share"].sum().idxmax()
    rows = speakers[speakers["speaker"] == first].set_index("outlet")["share"]
    outlets = outlet_order(tables["articles"])
    shares = {outlet: float(rows[outlet]) for outlet in outlets if outlet in rows}
    none = (
        ""
        if len(shares) == len(outlets)
        else ", and none in "
        + ("the others" if len(outlets) - len(shares) > 1 else next(o for o in outlets if o not in shares))
    )
    return f"Of the words given to sources, {first} has {_by_outlet(shares, percent)}{none}."


def _actors(tables: Tables) -> str:
    actors = tables["actors"]
    if actors.empty:
        return ""
    most = [
        f"{first['actor']} in {outlet} ({counted(int(first['mentions']), 'mention')})"
        for outlet, rows in list(by_outlet(actors, tables))[:MOST]
        for first in [rows.loc[rows["mentions"].idxmax()]]
    ]
    return f"The actor mentioned most is {listed(most)}."


def _words(tables: Tables) -> str:
    """Give the strongest word of each outlet with its rate."""
    keyness = tables["keyness"]
    if "function" in keyness:
        keyness = keyness[~keyness["function"].astype(bool)]
    length = tables["articles"].groupby("outlet")["words"].sum()
    totals = keyness.groupby("term")["count"].sum()
    said = []
    for outlet, rows in list(by_outlet(keyness[keyness["log_odds"] > 0], tables))[:MOST]:
        rows = rows.sort_values("z", ascending=False, kind="stable")
        kept = rows[rows["term"].isin(apart(list(rows["term"]), outlet)[:1])]
        if kept.empty:
            continue
        top = kept.iloc[0]
        others = length.sum() - length[outlet]
        said.append(
            f"“{top['term']}” marks {outlet} most: {top['count']} of {length[outlet]:,} words against "
            f"{totals[top['term']] - top['count']} of {others:,} elsewhere"
        )
    return f"{'; '.join(said)}." if said else ""


def _frames(tables: Tables) -> str:
    shares = tables["frame_shares"]
    shares = shares[shares.groupby(["codebook", "frame"])["sentences"].transform("sum") >= FEW]
    if shares.empty or shares["outlet"].nunique() < 2:
        return ""
    gaps = shares.groupby(["codebook", "frame"], sort=False)["share"].agg(lambda s: s.max() - s.min())
    codebook, frame = gaps.idxmax()
    rows = shares[(shares["codebook"] == codebook) & (shares["frame"] == frame)]
    each = dict(zip(rows["outlet"], rows["share"], strict=True))
    return f"The outlets differ most in the frame “{frame}”. Share of sentences: {_by_outlet(each, percent)}."


def _tone(tables: Tables) -> str:
    tone = tables["tone"]
    own = tone[(tone["part"] == "whole") & (tone["voice"] == "outlet") & tone["mean"].notna()]
    vader = own[own["lexicon"] == "VADER"]
    if vader.empty:
        return ""
    each = dict(zip(vader["outlet"], vader["mean"], strict=True))
    said = f"The mean tone of the outlets' own words is {_by_outlet(each, signed)} with VADER."
    return said + _second_list(tables["tone_differences"])


def _second_list(differences: pd.DataFrame) -> str:
    """Say whether AFINN puts the outlets in the same order as VADER."""
    own = differences[(differences["voice"] == "outlet") & (differences["lexicon"] == "VADER")]
    if own.empty:
        return ""
    apart = list(own.loc[~own["same_direction"].astype(bool), "outlet"])
    if not apart:
        return " AFINN agrees on every direction."
    who = "which outlet is more negative" if len(own) == 2 else f"the direction for {listed(apart[:MOST])}"
    return f" AFINN disagrees about {who}, so the difference shows nothing."


def _along(tables: Tables) -> str:
    tone = tables["tone"]
    lead = tone[(tone["part"] == "lead") & (tone["voice"] == "outlet") & (tone["lexicon"] == "VADER")]
    lead = lead[lead["mean"].notna()]
    each = dict(zip(lead["outlet"], lead["mean"], strict=True))
    n = counted(int(lead["sentences"].sum()), "sentence")
    return f"In the lead, with {n} in all, the mean tone is {_by_outlet(each, signed)}." if each else ""


def _targets(tables: Tables) -> str:
    tone = tables["actor_tone"]
    own = tone[(tone["voice"] == "all") & tone["mean"].notna()]
    common = own.groupby("actor")["outlet"].nunique()
    own = own[own["actor"].isin(common[common > 1].index)]
    if own.empty:
        return ""
    actor = own.groupby("actor", sort=False)["sentences"].sum().idxmax()
    rows = own[own["actor"] == actor]
    each = dict(zip(rows["outlet"], rows["mean"], strict=True))
    n = int(rows["sentences"].sum())
    return f"Towards {actor}, mentioned in {counted(n, 'sentence')}, the mean is {_by_outlet(each, signed)}."


def _matched(tables: Tables) -> str:
    matched = tables["matched_tone"].dropna(subset=["afinn_difference"])
    if matched.empty:
        return ""
    both = matched[matched["compound_difference"] * matched["afinn_difference"] > 0]["shared_id"].nunique()
    total = matched["shared_id"].nunique()
    return f"The two word lists agree on the direction of the difference in {both} of {counted(total, 'claim')}."


def _by_outlet(each: dict[str, float], shown: Callable[[float], str]) -> str:
    """Return '50% in A and 25% in B'; for many outlets only the greatest and the least."""
    if len(each) > MOST:
        high, low = max(each, key=each.__getitem__), min(each, key=each.__getitem__)
        return f"between {shown(each[low])} in {low} and {shown(each[high])} in {high}"
    return listed(f"{shown(value)} in {outlet}" for outlet, value in each.items())


_RESULTS: dict[str, Callable[[Tables], str]] = {
    "voices": _voices, "actors": _actors, "words": _words, "frames": _frames, "tone": _tone, "tone-along": _along,
    "targets": _targets, "matched": _matched,
}  # fmt: skip
