"""Differences in words, frames and tone as findings. One whose interval includes zero is marked as not clear."""

import re

import numpy as np
import pandas as pd

from newsangle.report.finding import FEW, TONE, Finding, Part, Tables, by_article, by_outlet, share_of
from newsangle.report.meanings import meanings
from newsangle.report.wording import counted, listed, minus, percent, signed, times
from newsangle.statistics import Interval, bonferroni, difference_interval, share_difference_interval
from newsangle.tables import outlet_order, with_outlets

MOST_TERMS = 2  # words named for each outlet
LEXICON = "VADER"


def contrasts(tables: Tables) -> list[Finding]:
    """Return the words, the frame, the tone and the actor that differ most between the outlets."""
    if len(outlet_order(tables["articles"])) < 2:
        return []
    return _words(tables) + _frames(tables) + _tone(tables) + _toward(tables)


def _words(tables: Tables) -> list[Finding]:
    """Name the words that each outlet uses more than the others."""
    keyness = tables["keyness"]
    if "function" in keyness:
        keyness = keyness[~keyness["function"].astype(bool)]
    term = keyness["term"].str
    keyness = keyness[term.contains(r"^\w") & term.contains(r"[^\W\d_]{2}")]  # no 's, no bare figures
    highest = keyness.groupby("term")["per_1000"].transform("max")
    alone = keyness.assign(at=keyness["per_1000"] == highest).groupby("term")["at"].transform("sum") == 1
    totals = keyness.groupby("term")["count"].sum()
    length = tables["articles"].groupby("outlet")["words"].sum()
    parts, chosen = [], []
    for outlet, rows in by_outlet(keyness, tables):
        most = alone[rows.index] & (rows["per_1000"] == highest[rows.index])
        leaning = rows[(rows["log_odds"] > 0) & most].sort_values("z", ascending=False, kind="stable")
        top = leaning[leaning["term"].isin(apart(list(leaning["term"]), outlet)[:MOST_TERMS])]
        used = [f"“{r.term}” {times(r.count)} against {totals[r.term] - r.count}" for r in top.itertuples(name="Row")]
        if used:
            about = f"in {length[outlet]:,} words against {length.sum() - length[outlet]:,}"
            parts.append(Part(outlet, listed(used), about))
            chosen.append(top)
    if not chosen:
        return []
    outlets = outlet_order(tables["articles"])
    terms = keyness["term"].nunique()
    clear, rest = _certainty(pd.concat(chosen), terms if len(outlets) == 2 else terms * len(outlets))
    first = chosen[0].iloc[0]
    return [
        Finding(
            "words", f"Words that one outlet uses more than {'the other' if len(outlets) == 2 else 'all others'}",
            signed(first["log_odds"]), first["log_odds"], terms,
            counted(terms, "word or phrase compared", "words and phrases compared"), "words",
            low=first["low"], high=first["high"], parts=tuple(parts), rest=rest, clear=clear,
        )
    ]  # fmt: skip


def _certainty(picked: pd.DataFrame, comparisons: int) -> tuple[bool, str]:
    """Return whether any of the selected words is clear of zero, and a sentence that says how many are."""
    gaps = [bonferroni(Interval(*ends), comparisons) for ends in picked[["log_odds", "low", "high"]].to_numpy()]
    certain, n, allowed = sum(gap.low > 0 for gap in gaps), len(gaps), _allowed(comparisons)
    if certain == 0:
        return False, f"These differences could be chance in texts this short: every interval includes zero{allowed}."
    if certain == n:
        return True, f"The intervals of all these differences exclude zero{allowed}."
    return True, f"For {certain} of these {n} the interval excludes zero{allowed}; the others could be chance."


def apart(terms: list[str], outlet: str) -> list[str]:
    """Return an outlet's terms, in order, without those that share a word with an earlier one or with its own name."""
    named = _words_of(outlet)
    kept: list[str] = []
    for term in terms[:50]:
        words = _words_of(term)
        if not words <= named and not any(words & _words_of(other) for other in kept):
            kept.append(term)
    return kept


def _words_of(term: str) -> set[str]:
    return set(re.findall(r"\w+", term.lower()))


def _frames(tables: Tables) -> list[Finding]:
    """Name the frame with the widest gap between outlets."""
    shares = tables["frame_shares"]
    shares = shares[shares.groupby(["codebook", "frame"])["sentences"].transform("sum") >= FEW]
    if shares.empty or shares["outlet"].nunique() < 2:
        return []
    codebook, frame = shares.groupby(["codebook", "frame"], sort=False)["share"].agg(np.ptp).idxmax()
    frames = tables["frames"]
    using = frames.loc[(frames["codebook"] == codebook) & (frames["frame"] == frame), "sentence_id"]
    sentences = with_outlets(tables["sentences"], tables["articles"])
    sentences = sentences.assign(uses=sentences["sentence_id"].isin(using))
    means = {outlet: share_of(rows, "uses", tables) for outlet, rows in by_outlet(sentences, tables)}
    counts = sentences.groupby("outlet")["uses"].agg(["sum", "size"])
    parts = tuple(
        Part(o, percent(m.mean), f"{counts['sum'][o]} of {counted(int(counts['size'][o]), 'sentence')}", m)
        for o, m in means.items()
    )
    top = max(parts, key=lambda part: part.interval.mean)
    compared = len(shares.drop_duplicates(["codebook", "frame"]))
    among = f", the widest gap among {compared} frames" if compared > 1 else ""
    clear, rest = _difference(sentences, "uses", means, tables, compared)
    meaning = next((f"{m.line} " for m in meanings(tables) if (m.codebook, m.frame) == (codebook, frame)), "")
    return [
        Finding(
            "frames", f"Sentences that use the frame “{frame}”{among}",
            top.figure, top.interval.mean, len(sentences), counted(len(sentences), "sentence"), "frames",
            " ".join(using), top.interval.low, top.interval.high, parts, f"{meaning}{rest}", clear=clear,
        )
    ]  # fmt: skip


def _tone(tables: Tables) -> list[Finding]:
    """Give the mean tone of each outlet's own words."""
    tone, between = tables["tone"], tables["tone_differences"]
    own = tone[(tone["part"] == "whole") & (tone["voice"] == "outlet") & (tone["lexicon"] == LEXICON)]
    own = own[own["mean"].notna() & (own["sentences"] >= FEW)]
    if own.empty:
        return []
    parts = _means(own, tables)
    between = between[(between["voice"] == "outlet") & (between["lexicon"] == LEXICON) & between["low"].notna()]
    low, n = min(parts, key=lambda part: part.interval.mean), int(own["sentences"].sum())
    clear, rest = _widest(between, tables, _comparisons(between, tables))
    return [
        Finding(
            "tone", "Mean tone of the outlets' own words, without quotations, from −1 (negative) to +1 (positive)",
            low.figure, low.interval.mean, n, counted(n, "sentence"), "tone", "", low.interval.low,
            low.interval.high, parts, rest, clear=clear,
        )
    ]  # fmt: skip


def _toward(tables: Tables) -> list[Finding]:
    """Name the actor with the widest gap in tone that neither chance nor the classifier's errors explain."""
    tone, between = tables["actor_tone"], tables["actor_differences"]
    between = between[(between["voice"] == "all") & between["low"].notna()]
    compared = _comparisons(between, tables)
    sure = [_gap(row, compared).low > 0 for row in between.to_dict("records")]
    clear = between[np.array(sure, dtype=bool) & (between["error_low"] * between["error_high"] > 0)]
    if clear.empty:
        return []
    actor = clear.loc[clear["difference"].abs().idxmax()]["actor"]
    rows = tone[(tone["actor"] == actor) & (tone["voice"] == "all") & tone["low"].notna()]  # five sentences or more
    parts = _means(rows, tables)
    mentions = tables["targets"].loc[tables["targets"]["actor"] == actor, "sentence_id"]
    low, n = min(parts, key=lambda part: part.interval.mean), int(rows["sentences"].sum())
    _, rest = _widest(clear[clear["actor"] == actor], tables, compared)
    return [
        Finding(
            "tone", f"Mean tone towards {actor}, from −1 (negative) to +1 (positive), with quotations",
            low.figure, low.interval.mean, n, counted(n, "sentence"), "targets",
            " ".join(dict.fromkeys(mentions)), low.interval.low, low.interval.high, parts, rest,
        )
    ]  # fmt: skip


def _means(rows: pd.DataFrame, tables: Tables) -> tuple[Part, ...]:
    return tuple(
        Part(
            row.outlet, signed(row.mean), f"mean of {counted(row.sentences, 'sentence')}",
            Interval(row.mean, row.low, row.high), TONE,
        )
        for _, mine in by_outlet(rows, tables)
        for row in mine.itertuples(name="Row")
    )  # fmt: skip


# --- Gaps and their certainty ---------------------------------------------------------------------------------


def _comparisons(between: pd.DataFrame, tables: Tables) -> int:
    """Return the number of gaps in a table of differences; between two outlets it contains each of them twice."""
    return len(between) // 2 if len(outlet_order(tables["articles"])) == 2 else len(between)


def _gap(row: dict, comparisons: int) -> Interval:
    """Return the gap of a row as a positive number, with the interval for the widest of many comparisons."""
    low, high = (row["low"], row["high"]) if row["difference"] >= 0 else (-row["high"], -row["low"])
    return bonferroni(Interval(abs(row["difference"]), low, high), max(comparisons, 1))


def _widest(between: pd.DataFrame, tables: Tables, comparisons: int) -> tuple[bool, str]:
    """Return whether the outlet that differs most is clearly apart from the others, and a sentence about the gap."""
    if between.empty:
        return False, ""
    row = between.loc[between["difference"].abs().idxmax()].to_dict()
    gap, same = _gap(row, comparisons), bool(row.get("same_direction", True))
    where = f" between {row['outlet']} and all others" if len(outlet_order(tables["articles"])) > 2 else ""
    doubt = "" if same else " The second word list, AFINN, points the other way."
    said = f"The gap of {gap.mean:.2f}{where} {_sure(gap, minus(gap.low), minus(gap.high), comparisons)}.{doubt}"
    return gap.low > 0 and same, said


def _difference(
    rows: pd.DataFrame, column: str, means: dict[str, Interval], tables: Tables, compared: int
) -> tuple[bool, str]:
    """Return whether the gap between the highest and the lowest share is clear of zero, and a sentence about it."""
    high = max(means, key=lambda outlet: means[outlet].mean)
    low = min(means, key=lambda outlet: means[outlet].mean)
    a, b = rows[rows["outlet"] == high], rows[rows["outlet"] == low]
    if by_article(tables):
        found = difference_interval(a[column], b[column], a["article_id"], b["article_id"])
    else:
        found = share_difference_interval(a[column], b[column])
    comparisons = compared * len(means) * (len(means) - 1) // 2
    gap = bonferroni(found, comparisons)
    where = "" if len(means) == 2 else f" between {high} and {low}"
    lowest, highest = (minus(100 * max(-1.0, min(1.0, end)), 0) for end in (gap.low, gap.high))
    return gap.low > 0, f"The gap of {100 * gap.mean:.0f} points{where} {_sure(gap, lowest, highest, comparisons)}."


def _sure(gap: Interval, low: str, high: str, comparisons: int) -> str:
    """Return whether a gap could be chance, in words, with the ends of its interval."""
    said = "is clear of zero" if gap.low > 0 else "could be chance"
    return f"{said} (95% interval {low} to {high}{_allowed(comparisons)})"


def _allowed(comparisons: int) -> str:
    return f", allowing for all {comparisons:,} comparisons" if comparisons > 1 else ""
