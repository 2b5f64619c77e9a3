"""Tables to sentences that are true: what a reader should know first, each with its number and its evidence.

A finding says what the tables hold about these texts and nothing else. Shares and means come with a 95 % bootstrap
interval (statistics.mean_interval), counts with what was counted. Two outlets are said to differ only where the
interval of their difference leaves out zero; otherwise the sentence says that it does not. No finding speaks of an
outlet's habits.
"""

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from newsangle.report.evidence import RELATIONS, Claim, OnlyHere, only_here, shared_claims
from newsangle.report.wording import (
    counted,
    listed,
    minus,
    percent,
    sentence_case,
    shortened,
    signed,
    times,
)
from newsangle.statistics import Interval, bonferroni, difference_interval, mean_interval, resampling_unit
from newsangle.tables import outlet_order, with_outlets

MOST = 9  # findings on the page
MOST_CONFLICTS = 2
MOST_TERMS = 2  # words named for each outlet
FEW = 3  # below so many sentences or mentions, a share or a mean is not put into a sentence
LEXICON = "VADER"
SHARE, TONE = (0.0, 1.0), (-1.0, 1.0)  # the ends of the scales on which intervals are drawn


@dataclass(frozen=True)
class Part:
    """What a finding says of one outlet: its number as shown, and where it lies with its interval on its scale."""

    outlet: str
    figure: str
    about: str = ""
    interval: Interval | None = None
    scale: tuple[float, float] = SHARE


@dataclass(frozen=True)
class Finding:
    """A sentence in pieces: what is found (lead), how much of it by outlet (parts), what to make of it (rest).

    number, low and high are those of the part that `figure` shows, n how many are behind it.
    """

    section: str  # conflicts, only here, voices, words, frames, tone
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

    @property
    def sentence(self) -> str:
        """The finding as running text."""
        how_much = listed((f"{part.figure} in {part.outlet}" for part in self.parts), self.joined)
        marked = self.quote if self.quote.startswith(("“", "‘", '"', "'", "«", "„", "「")) else f"“{self.quote}”"
        pieces = [f"{self.lead}: {how_much}." if how_much else self.lead, self.rest, marked if self.quote else ""]
        return " ".join(filter(None, pieces))

    @property
    def joined(self) -> str:
        return "but" if self.section == "conflicts" and len(self.parts) == 2 else "and"


COLUMNS = ("section", "sentence", "figure", "number", "low", "high", "n", "counted", "evidence", "place")


def findings(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the findings as a frame: order, section, sentence, figure, number, low, high, n, counted, evidence, place.

    tables: the tables of an event by name, as event_tables gives them.
    """
    rows = [[getattr(finding, column) for column in COLUMNS] for finding in found(tables)]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    frame.insert(0, "order", range(1, len(frame) + 1))
    return frame


def found(tables: dict[str, pd.DataFrame]) -> list[Finding]:
    """Return at most nine findings: conflicts, then what is only here, who speaks, words, frames and tone."""
    claims, only = shared_claims(tables), only_here(tables)
    made = [_conflict(claim) for claim in claims if claim.relation == "conflict"][:MOST_CONFLICTS]
    made += _in_common(claims, tables) + _only_here(only, tables)
    made += _voices(tables) + _words(tables) + _frames(tables) + _tone(tables) + _toward(tables)
    return made[:MOST]


def _conflict(claim: Claim) -> Finding:
    parts = tuple(
        Part(outlet, listed(_values(claim, outlet)), shortened(claim.by(outlet)[0].text, 220))
        for outlet in claim.outlets
    )
    evidence = list(dict.fromkeys(quote.sentence_id for quote in claim.quotes))
    values = dict.fromkeys(part.figure for part in parts)
    return Finding(
        "conflicts", sentence_case(claim.label), " ≠ ".join(values), len(values), len(evidence),
        counted(len(evidence), "sentence"), f"conflict-{claim.anchor}", " ".join(evidence), parts=parts,
    )  # fmt: skip


def _in_common(claims: list[Claim], tables: dict[str, pd.DataFrame]) -> list[Finding]:
    """Say how many claims are shared, and how the answers stand to each other."""
    if tables["claims"].empty:
        return []
    make = "both texts make" if len(tables["articles"]) == 2 else "two or more of the outlets make"
    n, by = len(claims), {name: sum(claim.relation == name for claim in claims) for name in RELATIONS}
    told = [
        f"{'all ' if by['agree'] == n > 1 else ''}{by['agree']} {'agrees' if by['agree'] == 1 else 'agree'}",
        f"{by['partial']} {'agrees' if by['partial'] == 1 else 'agree'} in part" if by["partial"] else "",
        f"{by['conflict'] or 'none'} {'conflict' if by['conflict'] > 1 else 'conflicts'}",
    ]
    lead = f"Of the {n:,} claims found that {make}, {listed(filter(None, told))}."
    if n == 1:
        how = {"agree": "agree", "partial": "agree in part", "conflict": "conflict"}
        lead = f"One claim was found that {make}; the answers {how[claims[0].relation]}."
    if n == 0:
        lead = f"No claim was found that {make}."
    return [Finding("conflicts", lead, f"{n}", n, n, counted(n, "shared claim"), "claims")]


def _only_here(only: list[OnlyHere], tables: dict[str, pd.DataFrame]) -> list[Finding]:
    """Say of the two outlets with the weightiest claims of their own how many they are, and quote the weightiest."""
    others = "the other text" if len(tables["articles"]) == 2 else "any other outlet's text"
    totals = tables["claims"].groupby("outlet").size()
    weightiest = {claim.outlet: claim for claim in reversed(only)}  # the first of each outlet
    counts = {outlet: sum(one.claims for one in only if one.outlet == outlet) for outlet in weightiest}
    chosen = sorted(weightiest.values(), key=lambda claim: -claim.salience)[:2]
    made = []
    for outlet in [outlet for outlet in _outlets(tables) if outlet in {claim.outlet for claim in chosen}]:
        count, total, first = counts[outlet], int(totals[outlet]), weightiest[outlet]
        made.append(
            Finding(
                "only here",
                f"{count} of the {counted(total, 'claim')} in {outlet} "
                f"{'was' if count == 1 else 'were'} not found in {others}. The weightiest:",
                percent(count / total), count / total, total, counted(total, "claim"),
                first.anchor, first.quote.sentence_id, quote=shortened(first.quote.text, 220),
            )
        )  # fmt: skip
    return made


def _voices(tables: dict[str, pd.DataFrame]) -> list[Finding]:
    """Say how many of its sentences an outlet gives to what others say, and whom it gives most words."""
    spoken = _with_outlets(tables["attributions"], tables)
    sentences = _with_outlets(tables["sentences"], tables)
    if spoken.empty:
        return []
    parts, most, evidence = [], {}, []
    for outlet, rows in _by_outlet(sentences, tables):
        mine = spoken[spoken["outlet"] == outlet]
        share = _mean(rows.assign(heard=rows["sentence_id"].isin(mine["sentence_id"])), "heard", tables)
        parts.append(Part(outlet, percent(share.mean), f"of {counted(len(rows), 'sentence')}", share))
        words = tables["speakers"].query("outlet == @outlet").nlargest(1, "share", keep="all")
        if len(words) == 1:
            first = words.iloc[0]
            most.setdefault(first["speaker"], []).append(f"{outlet} ({percent(first['share'])})")
            evidence += list(mine.loc[mine["speaker"] == first["speaker"], "sentence_id"])
    n, told = len(sentences), [f"{speaker} in {listed(outlets)}" for speaker, outlets in most.items()]
    return [
        Finding(
            "voices", "Sentences that quote or report what somebody says", parts[0].figure, parts[0].interval.mean,
            n, counted(n, "sentence"), "voices", " ".join(dict.fromkeys(evidence)), parts[0].interval.low,
            parts[0].interval.high, tuple(parts),
            f"The largest share of the words given to a source goes to {listed(told)}." if told else "",
        )
    ]  # fmt: skip


def _words(tables: dict[str, pd.DataFrame]) -> list[Finding]:
    """Name the words that each text leans to most, and whether any of it is certain."""
    keyness = tables["keyness"]
    if "function" in keyness:
        keyness = keyness[~keyness["function"].astype(bool)]
    totals = keyness.groupby("term")["count"].sum()
    parts, chosen = [], []
    for outlet, rows in _by_outlet(keyness, tables):
        leaning = rows[rows["log_odds"] > 0].sort_values("z", ascending=False, kind="stable")
        terms = _apart(list(leaning["term"]))[:MOST_TERMS]
        top = leaning[leaning["term"].isin(terms)]
        used = [
            f"“{row.term}” {times(row.count)} to {totals[row.term] - row.count}" for row in top.itertuples(name="Row")
        ]
        if used:
            parts.append(Part(outlet, listed(used)))
            chosen.append(top)
    if not chosen:
        return []
    compared = keyness["term"].nunique()
    comparisons = compared if len(_outlets(tables)) == 2 else compared * len(_outlets(tables))
    first = chosen[0].iloc[0]
    lead = (
        f"Words that one text uses more than {'the other' if len(tables['articles']) == 2 else 'all others together'}"
    )
    return [
        Finding(
            "words", lead, signed(first["log_odds"]), first["log_odds"], compared,
            counted(compared, "word or phrase compared", "words and phrases compared"), "words",
            low=first["low"], high=first["high"], parts=tuple(parts), rest=_certainty(pd.concat(chosen), comparisons),
        )
    ]  # fmt: skip


def _certainty(picked: pd.DataFrame, comparisons: int) -> str:
    """Say of how many of the words that were picked the difference is clear of zero."""
    gaps = [bonferroni(Interval(*ends), comparisons) for ends in picked[["log_odds", "low", "high"]].to_numpy()]
    certain, n, allowed = sum(gap.low > 0 for gap in gaps), len(gaps), _allowed(comparisons)
    if certain == 0:
        return f"All of it could be chance in texts this short{allowed}: every interval takes in zero."
    which, rest = ("all of these", "") if certain == n else (f"{certain} of these {n}", "; the rest could be chance")
    return f"For {which} the interval of the difference leaves out zero{allowed}{rest}."


def _apart(terms: list[str]) -> list[str]:
    """Return the terms, in order, that neither stand within an earlier one nor hold one: 'blown up', 'be blown up'."""
    kept: list[str] = []
    for term in terms[:50]:
        if not any(f" {term} " in f" {other} " or f" {other} " in f" {term} " for other in kept):
            kept.append(term)
    return kept


def _frames(tables: dict[str, pd.DataFrame]) -> list[Finding]:
    """Name the frame whose shares lie farthest apart, and whether the gap is clear of zero."""
    shares = tables["frame_shares"]
    shares = shares[shares.groupby(["codebook", "frame"])["sentences"].transform("sum") >= FEW]
    if shares.empty or shares["outlet"].nunique() < 2:
        return []
    codebook, frame = shares.groupby(["codebook", "frame"], sort=False)["share"].agg(np.ptp).idxmax()
    frames = tables["frames"]
    bearing = frames.loc[(frames["codebook"] == codebook) & (frames["frame"] == frame), "sentence_id"]
    sentences = _with_outlets(tables["sentences"], tables)
    sentences = sentences.assign(bears=sentences["sentence_id"].isin(bearing))
    means = {outlet: _mean(rows, "bears", tables) for outlet, rows in _by_outlet(sentences, tables)}
    counts = sentences.groupby("outlet")["bears"].agg(["sum", "size"])
    parts = tuple(
        Part(
            outlet,
            percent(mean.mean),
            f"{counts['sum'][outlet]} of {counted(int(counts['size'][outlet]), 'sentence')}",
            mean,
        )
        for outlet, mean in means.items()
    )
    top = max(parts, key=lambda part: part.interval.mean)
    compared = len(shares.drop_duplicates(["codebook", "frame"]))
    sure = _difference(sentences, "bears", means, tables, compared)
    lead = f"Sentences that bear the frame “{frame}”, the widest gap of {counted(compared, 'frame')} compared"
    return [
        Finding(
            "frames", lead,
            top.figure, top.interval.mean, len(sentences), counted(len(sentences), "sentence"), "frames",
            " ".join(bearing), top.interval.low, top.interval.high, parts, sure,
        )
    ]  # fmt: skip


def _tone(tables: dict[str, pd.DataFrame]) -> list[Finding]:
    """Give the mean tone of each outlet's own words, and whether the gap is clear of zero."""
    tone, between = tables["tone"], tables["tone_differences"]
    own = tone[(tone["part"] == "whole") & (tone["voice"] == "outlet") & (tone["lexicon"] == LEXICON)]
    own = own[own["mean"].notna() & (own["sentences"] >= FEW)]
    if own.empty:
        return []
    parts = tuple(
        Part(row.outlet, signed(row.mean), f"mean of {counted(row.sentences, 'sentence')}", _interval(row), TONE)
        for _, rows in _by_outlet(own, tables)
        for row in rows.itertuples(name="Row")
    )
    between = between[(between["voice"] == "outlet") & (between["lexicon"] == LEXICON) & between["low"].notna()]
    low, n = min(parts, key=lambda part: part.interval.mean), int(own["sentences"].sum())
    return [
        Finding(
            "tone", "Tone of the outlets' own words, quotations left out, from −1 (negative) to +1 (positive)",
            low.figure, low.interval.mean, n, counted(n, "sentence"), "tone", "", low.interval.low,
            low.interval.high, parts, _widest(between, tables, _comparisons(between, tables)),
        )
    ]  # fmt: skip


def _toward(tables: dict[str, pd.DataFrame]) -> list[Finding]:
    """Name the actor spoken of most differently, where neither chance nor the classifier's errors explain it."""
    tone, between = tables["actor_tone"], tables["actor_differences"]
    between = between[between["voice"] == "all"]
    between = between[between["low"].notna()]
    compared = _comparisons(between, tables)
    sure = [_gap(row, compared).low > 0 for row in between.to_dict("records")]
    clear = between[np.array(sure, dtype=bool) & (between["error_low"] * between["error_high"] > 0)]
    if clear.empty:
        return []
    widest = clear.loc[clear["difference"].abs().idxmax()]
    rows = tone[(tone["actor"] == widest["actor"]) & (tone["voice"] == "all")]
    parts = tuple(
        Part(row.outlet, signed(row.mean), f"mean of {counted(row.sentences, 'sentence')}", _interval(row), TONE)
        for _, mine in _by_outlet(rows, tables)
        for row in mine.itertuples(name="Row")
    )
    mentions = tables["targets"].loc[tables["targets"]["actor"] == widest["actor"], "sentence_id"]
    low, n = min(parts, key=lambda part: part.interval.mean), int(rows["sentences"].sum())
    rest = _widest(clear[clear["actor"] == widest["actor"]], tables, compared)
    return [
        Finding(
            "tone", f"How sentences speak of {widest['actor']}, from −1 (ill) to +1 (well), quotations included",
            low.figure, low.interval.mean, n, counted(n, "sentence"), "targets",
            " ".join(dict.fromkeys(mentions)), low.interval.low, low.interval.high, parts, rest,
        )
    ]  # fmt: skip


def _interval(row) -> Interval:
    return Interval(row.mean, row.low, row.high)


def _comparisons(between: pd.DataFrame, tables: dict[str, pd.DataFrame]) -> int:
    """Return how many gaps a table of differences holds; between two outlets each stands there twice."""
    return len(between) // 2 if len(_outlets(tables)) == 2 else len(between)


def _gap(row: dict, comparisons: int) -> Interval:
    """Return the gap of a row of differences as a positive number, with the interval for the widest of many."""
    low, high = (row["low"], row["high"]) if row["difference"] >= 0 else (-row["high"], -row["low"])
    return bonferroni(Interval(abs(row["difference"]), low, high), max(comparisons, 1))


def _widest(between: pd.DataFrame, tables: dict[str, pd.DataFrame], comparisons: int) -> str:
    """Say how far the outlet that differs most lies from the others, and whether that is clear of zero."""
    if between.empty:
        return ""
    row = between.loc[between["difference"].abs().idxmax()].to_dict()
    gap = _gap(row, comparisons)
    where = f" between {row['outlet']} and all others together" if len(_outlets(tables)) > 2 else ""
    doubt = "" if row.get("same_direction", True) else " A second word list, AFINN, puts it the other way round."
    return f"The gap of {gap.mean:.2f}{where} {_sure(gap, minus(gap.low), minus(gap.high), comparisons)}.{doubt}"


def _difference(
    rows: pd.DataFrame, column: str, means: dict[str, Interval], tables: dict[str, pd.DataFrame], compared: int
) -> str:
    """Say whether the gap between the shares of the highest and the lowest outlet is clear of zero."""
    high = max(means, key=lambda outlet: means[outlet].mean)
    low = min(means, key=lambda outlet: means[outlet].mean)
    a, b = rows[rows["outlet"] == high], rows[rows["outlet"] == low]
    groups = (a["article_id"], b["article_id"]) if _by_article(tables) else (None, None)
    comparisons = compared * len(means) * (len(means) - 1) // 2
    gap = bonferroni(difference_interval(a[column], b[column], *groups), comparisons)
    where = "" if len(means) == 2 else f" between {high} and {low}"
    ends = [minus(100 * max(-1.0, min(1.0, end)), 0) for end in (gap.low, gap.high)]
    return f"The gap of {100 * gap.mean:.0f} points{where} {_sure(gap, *ends, comparisons)}."


def _sure(gap: Interval, low: str, high: str, comparisons: int) -> str:
    """Say whether a gap is clear of zero, with the ends of its interval as they are written."""
    said = "is clear of zero" if gap.low > 0 else "could be chance"
    return f"{said} (95% interval {low} to {high}{_allowed(comparisons)})"


def _allowed(comparisons: int) -> str:
    return f", all {comparisons:,} comparisons allowed for" if comparisons > 1 else ""


def _mean(rows: pd.DataFrame, column: str, tables: dict[str, pd.DataFrame]) -> Interval:
    return mean_interval(rows[column], rows["article_id"] if _by_article(tables) else None)


def _by_article(tables: dict[str, pd.DataFrame]) -> bool:
    return resampling_unit(tables["articles"]) == "article"


def _with_outlets(rows: pd.DataFrame, tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    return with_outlets(rows, tables["articles"])


def _outlets(tables: dict[str, pd.DataFrame]) -> list[str]:
    return outlet_order(tables["articles"])


def _by_outlet(rows: pd.DataFrame, tables: dict[str, pd.DataFrame]):
    """Yield every outlet that has rows with its rows, in the order of the articles."""
    for outlet in _outlets(tables):
        mine = rows[rows["outlet"] == outlet]
        if len(mine):
            yield outlet, mine


def _values(claim: Claim, outlet: str) -> list[str]:
    """Return an outlet's values, one that is given twice in other words once: '12,000 bodies', '12,000 soldiers'."""
    quotes = claim.by(outlet)
    values: dict[str, str] = {}
    for value in (quote.value for quote in quotes if quote.value):
        values.setdefault(" ".join(re.findall(r"[\d.,]*\d", value)) or value, value)
    return list(values.values()) or [f"“{shortened(quotes[0].text, 80)}”"]
