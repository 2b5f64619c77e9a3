"""The top of the page: headlines side by side, who speaks, and how many claims are where."""

from dataclasses import dataclass

import pandas as pd

from newsangle.report.evidence import OnlyHere
from newsangle.report.finding import Tables
from newsangle.report.times import clock, later
from newsangle.report.wording import counted, day_name, present, shortened
from newsangle.tables import outlet_order

SPEAKERS = 3  # named for each outlet
ALONE = 4  # sentences found only here


@dataclass(frozen=True)
class Headline:
    """An outlet's headline with what a reader needs to find the article."""

    outlet: str
    text: str
    about: tuple[str, ...]  # date, country, length, hours after the first, whose text it repeats
    url: str
    more: int  # further articles of the outlet


@dataclass(frozen=True)
class Voice:
    """A speaker's share of the words that an outlet gives to sources."""

    speaker: str
    share: float
    before: float  # the shares of the speakers before, where the bar begins


def headlines(tables: Tables) -> list[Headline]:
    """Return one headline per outlet, that of its first article, in the order of the articles."""
    articles, found = tables["articles"], []
    outlet_of = dict(zip(articles["article_id"], articles["outlet"], strict=True))
    title_of, times = titles(tables), clock(articles)
    known = times.notna().all() and times.nunique() > 1
    for outlet in outlet_order(articles):
        mine = articles[articles["outlet"] == outlet]
        first = mine.iloc[0]
        about = [day_name(first["published"][:10])] if present(first["published"]) else ["date unknown"]
        about += [first["country"]] if present(first["country"]) else []
        about += [counted(int(mine["words"].sum()), "word")]
        about += [later(times[first.name], times)] if known else []
        about += _whose_text(first, outlet_of)
        about += [] if present(first["headline"]) else ["no headline found"]
        text = title_of[first["article_id"]]
        found.append(Headline(outlet, text, tuple(about), first["url"] if web(first["url"]) else "", len(mine) - 1))
    return found


def titles(tables: Tables) -> dict[str, str]:
    """Return the headline of every article, or its first sentence between dots if cleaning found none."""
    sentences = tables["sentences"]
    story = sentences[sentences["role"].isin(("standfirst", "body"))].groupby("article_id", sort=False)["text"].first()
    return {
        row.article_id: row.headline if present(row.headline) else f"… {shortened(story.get(row.article_id, ''), 80)}"
        for row in tables["articles"].itertuples()
    }


def _whose_text(article: pd.Series, outlet_of: dict[str, str]) -> list[str]:
    """Return whose text an article is, if it is an agency's or another outlet's."""
    wire = str(article["wire"]) if present(article["wire"]) else ""
    if article["repeats"] not in outlet_of:
        return [f"names {wire}"] if wire else []
    as_in = outlet_of[article["repeats"]]
    return [f"text of {wire}, mostly as in {as_in}" if wire else f"mostly the same text as {as_in}"]


def copiers(articles: pd.DataFrame) -> list[str]:
    """Return the outlets of which every article is mostly the text of another outlet."""
    outlet_of = dict(zip(articles["article_id"], articles["outlet"], strict=True))
    other = articles["repeats"].map(outlet_of)
    copied = other.notna() & (other != articles["outlet"])
    return [outlet for outlet in outlet_order(articles) if copied[articles["outlet"] == outlet].all()]


def own_voices(tables: Tables) -> Tables:
    """Return the tables without the outlets that only repeat another's text: a text and its copies are one voice."""
    articles, copied = tables["articles"], copiers(tables["articles"])
    if not copied:
        return tables
    left_out = set(articles.loc[articles["outlet"].isin(copied), "article_id"])
    own = {}
    for name, table in tables.items():
        if "outlet" in table:
            table = table[~table["outlet"].isin(copied)]
        elif "article_id" in table:
            table = table[~table["article_id"].isin(left_out)]
        own[name] = table
    return own


def web(url: object) -> bool:
    """Return whether a value is an address on the web."""
    return present(url) and str(url).lower().startswith(("http://", "https://"))


def voices(tables: Tables) -> dict[str, list[Voice]]:
    """Return the speakers with the most words in each outlet."""
    found = {}
    for outlet in outlet_order(tables["articles"]):
        rows = tables["speakers"][tables["speakers"]["outlet"] == outlet].nlargest(SPEAKERS, "share")
        before, mine = 0.0, []
        for speaker, share in zip(rows["speaker"], rows["share"], strict=True):
            mine.append(Voice(speaker, float(share), before))
            before += float(share)
        found[outlet] = mine
    return {outlet: mine for outlet, mine in found.items() if mine}


def most_prominent(only: list[OnlyHere]) -> list[OnlyHere]:
    """Return the sentences found only here that a reader should see first: each outlet's first, then its second."""
    rank: dict[str, int] = {}
    ranked = []
    for one in sorted((one for one in only if not one.sums_up), key=lambda one: -one.salience):
        rank[one.outlet] = rank.get(one.outlet, 0) + 1
        ranked.append((rank[one.outlet], -one.salience, one))
    chosen = sorted(ranked, key=lambda ranked: ranked[:2])[:ALONE]
    return [one for *_, one in sorted(chosen, key=lambda ranked: ranked[1])]


def sums(tables: Tables) -> pd.DataFrame:
    """Return how each outlet's claims add up: outlet, claims, shared, check, possibly, only, other.

    shared and check count claims in rows of the claim matrix (several claims of an outlet can answer one question);
    other are claims that were compared and are in none of the lists, such as copies of another outlet's text.
    """
    made, rows = tables["claims"][["claim_id", "outlet"]], tables["shared_claims"]
    shared = set(rows.loc[rows["relation"] != "check", "claim_id"])
    in_check = set(rows["claim_id"]) - shared
    alone = set(tables["only_here"]["claim_id"]) - shared - in_check
    possibly = tables.get("possibly_shared")
    maybe = (set() if possibly is None else set(possibly["claim_id"])) - shared - in_check - alone
    counts = made.groupby("outlet", sort=False)["claim_id"].agg(list)
    found = []
    for outlet in outlet_order(tables["articles"]):
        own = set(counts.get(outlet, []))
        parts = [len(own & group) for group in (shared, in_check, maybe, alone)]
        found.append([outlet, len(own), *parts, len(own) - sum(parts)])
    return pd.DataFrame(found, columns=["outlet", "claims", "shared", "check", "possibly", "only", "other"])
