"""Tables to sentences that are true: what a reader should know first, each with its number and its evidence.

A finding says what the tables hold about these texts and nothing else. Shares come with a 95 % bootstrap interval
(statistics.mean_interval); counts come with what was counted. Where intervals overlap, the sentence says so. With
fewer than five articles an outlet, no finding speaks of an outlet's habits.
"""

from dataclasses import asdict, dataclass

import pandas as pd

from newsangle.report.evidence import Claim, OnlyHere, only_here, shared_claims
from newsangle.report.wording import counted, listed, overlap, percent, present, shortened, signed
from newsangle.statistics import Interval, mean_interval, resampling_unit

MOST_CONFLICTS = 3
MOST_TERMS = 4
FEW_SENTENCES = 3  # below it, a share or a mean is not put into a sentence


@dataclass(frozen=True)
class Finding:
    """One sentence; figure is its number as shown, low and high its interval, n how many `counted` are behind it."""

    section: str  # conflicts, only here, voices, words, frames, tone
    sentence: str
    figure: str
    number: float
    n: int
    counted: str
    evidence: str  # sentence_ids, separated by spaces
    place: str  # where on the page the evidence stands
    low: float = float("nan")
    high: float = float("nan")


def findings(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return five to nine findings as a frame: order, and the fields of Finding.

    tables: the tables of an event by name, as tables.read gives them; a kind of finding whose tables are missing or
    empty is left out.
    """
    made: list[Finding] = []
    for needs, make in MAKERS:
        if all(name in tables for name in needs) and len(tables["articles"]):
            made += make(tables)
    frame = pd.DataFrame([asdict(finding) for finding in made], columns=list(Finding.__dataclass_fields__))
    frame.insert(0, "order", range(1, len(frame) + 1))
    return frame


def _about_claims(tables: dict[str, pd.DataFrame]) -> list[Finding]:
    claims = shared_claims(tables)
    conflicts = [claim for claim in claims if claim.relation == "conflict"]
    return [_conflict(claim) for claim in conflicts[:MOST_CONFLICTS]] + [_together(claims, tables["articles"])]


def _conflict(claim: Claim) -> Finding:
    answers = [f"{outlet} has {' and '.join(_values(claim, outlet))}" for outlet in claim.outlets]
    return Finding(
        "conflicts",
        f"{_sentence_case(claim.label)}: {listed(answers, 'but')}.",
        " ≠ ".join(dict.fromkeys(value for outlet in claim.outlets for value in _values(claim, outlet))),
        len({value for outlet in claim.outlets for value in _values(claim, outlet)}),
        len(claim.quotes),
        counted(len(claim.quotes), "sentence"),
        " ".join(dict.fromkeys(quote.sentence_id for quote in claim.quotes)),
        claim.anchor,
    )


def _together(claims: list[Claim], articles: pd.DataFrame) -> Finding:
    outlets = articles["outlet"].nunique()
    by = {name: sum(claim.relation == name for claim in claims) for name in ("agree", "partial", "conflict")}
    made = "both outlets make" if outlets == 2 else "two or more of the outlets make"
    if not claims:
        sentence = f"No claim was found that {made}."
    else:
        told = [
            f"{by['agree']} agree" if by["agree"] else "",
            f"{by['partial']} differ in scope, time or source" if by["partial"] else "",
            f"{by['conflict']} conflict" if by["conflict"] else "none conflicts",
        ]
        sentence = f"Of {counted(len(claims), 'claim')} that {made}, {listed(filter(None, told))}."
    return Finding(
        "conflicts",
        sentence,
        f"{len(claims)}",
        len(claims),
        len(claims),
        counted(len(claims), "shared claim"),
        "",
        "claims",
    )


def _only_here(tables: dict[str, pd.DataFrame]) -> list[Finding]:
    made = []
    only = only_here(tables)
    outlets = list(dict.fromkeys(tables["articles"]["outlet"]))
    others = "the other text" if len(tables["articles"]) == 2 else "the other outlets' texts"
    for outlet in outlets[:2]:
        mine = [claim for claim in only if claim.outlet == outlet]
        total = int((tables["claims"]["outlet"] == outlet).sum())
        if mine:
            made.append(_only(outlet, mine, total, others))
    return made


def _only(outlet: str, mine: list[OnlyHere], total: int, others: str) -> Finding:
    first = mine[0].quote
    sentence = (
        f"{len(mine)} of {counted(total, 'claim')} in {outlet} were not found in {others}; "
        f"the weightiest: “{shortened(first.text)}”"
    )
    return Finding(
        "only here", sentence, percent(len(mine) / total), len(mine) / total, total, counted(total, "claim"),
        first.sentence_id, mine[0].anchor,
    )  # fmt: skip


def _voices(tables: dict[str, pd.DataFrame]) -> list[Finding]:
    spoken = tables["attributions"].merge(tables["articles"][["article_id", "outlet"]], on="article_id")
    spoken = spoken[spoken["speaker"].map(present)]
    if spoken.empty:
        return []
    told, evidence = [], []
    for outlet in dict.fromkeys(tables["articles"]["outlet"]):
        mine = spoken[spoken["outlet"] == outlet]
        if mine.empty:
            continue
        most = mine["speaker"].value_counts()
        told.append(f"{outlet} quotes or reports {most.index[0]} most, {most.iloc[0]} of {len(mine)} times")
        evidence += list(mine.loc[mine["speaker"] == most.index[0], "sentence_id"])
    return [
        Finding(
            "voices", "; ".join(told) + ".", f"{spoken['speaker'].nunique()}", spoken["speaker"].nunique(),
            len(spoken), counted(len(spoken), "attributed passage"), " ".join(dict.fromkeys(evidence)), "voices",
        )
    ]  # fmt: skip


def _words(tables: dict[str, pd.DataFrame]) -> list[Finding]:
    keyness = tables["keyness"]
    told, n = [], 0
    for outlet in dict.fromkeys(tables["articles"]["outlet"]):
        mine = keyness[(keyness["outlet"] == outlet) & (keyness["low"] > 0)].nlargest(MOST_TERMS, "z")
        if len(mine):
            terms = [f"“{row.term}” ({row.count})" for row in mine.itertuples(index=False)]
            told.append(f"{outlet} by {listed(terms)}")
            n += len(mine)
    if not told:
        return []
    return [
        Finding("words", f"Words that mark each text beside the rest: {'; '.join(told)}.", f"{n}", n, n,
                counted(n, "term"), "", "words")
    ]  # fmt: skip


def _frames(tables: dict[str, pd.DataFrame]) -> list[Finding]:
    shares = tables["frame_shares"]
    if shares.empty:
        return []
    spread = shares.groupby(["codebook", "frame"])["share"].agg(lambda s: s.max() - s.min())
    codebook, frame = spread.idxmax()
    rows = shares[(shares["codebook"] == codebook) & (shares["frame"] == frame)].sort_values("share", ascending=False)
    told = [f"{percent(row.share)} of {row.outlet}'s sentences" for row in rows.itertuples()]
    apart = not overlap(list(zip(rows["low"], rows["high"], strict=True)))
    sure = "the intervals do not overlap" if apart else "the intervals overlap"
    found = tables["frames"]
    found = found[(found["codebook"] == codebook) & (found["frame"] == frame)]
    top, n = rows.iloc[0], int(rows["sentences"].sum())
    return [
        Finding(
            "frames", f"The frame “{frame}” differs most: it is found in {listed(told)}; {sure}.",
            percent(top.share), top.share, n, counted(n, "sentence"),
            " ".join(found["sentence_id"]), "frames", top.low, top.high,
        )
    ]  # fmt: skip


def _tone(tables: dict[str, pd.DataFrame]) -> list[Finding]:
    own = (
        tables["sentiment"]
        .merge(tables["articles"][["article_id", "outlet"]], on="article_id")
        .dropna(subset="own_voice")
    )
    by_article = resampling_unit(tables["articles"]) == "article"
    means: dict[str, tuple[Interval, int]] = {}
    for outlet, rows in own.groupby("outlet", sort=False):
        if len(rows) >= FEW_SENTENCES:
            means[outlet] = (mean_interval(rows["own_voice"], rows["article_id"] if by_article else None), len(rows))
    if not means:
        return []
    told = [f"{outlet} {signed(mean.mean)}" for outlet, (mean, _) in means.items()]
    apart = not overlap([(mean.low, mean.high) for mean, _ in means.values()])
    sure = "the intervals do not overlap" if apart else "the intervals overlap, so no difference can be told"
    outlet, (mean, _) = min(means.items(), key=lambda item: item[1][0].mean)
    n = sum(n for _, n in means.values())
    sentence = f"In the outlets' own words, the mean tone (−1 to +1) is {listed(told)}; {sure}."
    return [
        Finding(
            "tone", sentence, signed(mean.mean), mean.mean, n, counted(n, "sentence"), "", "tone", mean.low, mean.high
        )
    ]


MAKERS = (
    (("claims", "shared_claims", "blocks", "sentences"), _about_claims),
    (("claims", "only_here", "blocks", "sentences"), _only_here),
    (("attributions",), _voices),
    (("keyness",), _words),
    (("frames", "frame_shares"), _frames),
    (("sentiment",), _tone),
)


def _values(claim: Claim, outlet: str) -> list[str]:
    quotes = claim.by(outlet)
    return list(dict.fromkeys(q.value for q in quotes if q.value)) or [f"“{shortened(quotes[0].text, 80)}”"]


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]
