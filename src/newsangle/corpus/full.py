"""The full reading of events: frames, voices, tone and claims of every event, as the notebooks of one event read it."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd

from newsangle import claims, framing, sentiment, texts
from newsangle.corpus.batches import FULL_TABLES
from newsangle.corpus.collection import article_from_json
from newsangle.tables import CORPUS_TABLES
from newsangle.texts.events import Article, Event

CODEBOOK = "generic"


def read_events(events: Sequence[tuple[str, Sequence[str]]]) -> dict[str, pd.DataFrame]:
    """Return the tables FULL_TABLES of events.

    events: the name of each and its articles as JSON objects, of two outlets at least. An article that
    can't be read is left out with the reason, and so is an event of which too little is left.
    """
    parts: dict[str, list[pd.DataFrame]] = {name: [] for name in FULL_TABLES}
    for name, articles in events:
        for table, frame in _guarded(name, [article_from_json(text) for text in articles]).items():
            parts[table].append(frame)
    return {name: pd.concat([_empty(name), *found], ignore_index=True) for name, found in parts.items()}


def _guarded(name: str, articles: list[Article]) -> dict[str, pd.DataFrame]:
    """Return the tables of an event; where an article makes that fail, those of the others."""
    found, why = _tried(lambda: read_event(name, articles))
    if found:
        return found
    faults = {article.id: _tried(lambda a=article: texts.read(_event(name, [a])))[1] for article in articles}
    rest = [article for article in articles if not faults[article.id]]
    if len(rest) < len(articles) and len({article.outlet for article in rest}) > 1:
        found, why = _tried(lambda: read_event(name, rest))
    reasons = [(a.id, f"{name}/{a.file}", faults[a.id]) for a in articles if faults[a.id]]
    reasons += [] if found else [(None, name, why)]
    return (found or {}) | {"left_out": pd.DataFrame(reasons, columns=["article_id", "place", "reason"])}


def _tried(read: Callable[[], dict[str, pd.DataFrame]]) -> tuple[dict[str, pd.DataFrame] | None, str]:
    """Return what a reading gives, and what made it fail; a missing model or a full disk is no fault of a text."""
    try:
        return read(), ""
    except OSError:
        raise
    except Exception as error:
        return None, f"failed ({type(error).__name__}: {error})"[:500]


def _event(name: str, articles: Sequence[Article]) -> Event:
    return Event(name, Path(), name, None, None, tuple(articles))


def read_event(name: str, articles: Sequence[Article]) -> dict[str, pd.DataFrame]:
    """Return the tables FULL_TABLES but left_out of one event."""
    read = texts.read(_event(name, articles))
    found = read["articles"]
    claim_list = claims.tabulate_claims(
        read["sentences"], read["tokens"], found, read["attributions"], read["mentions"]
    )
    compared = claims.compare_claims(claim_list, read["sentences"], read["tokens"], found)
    tables = {
        "figures": _figures(read),
        "claim_counts": _claim_counts(claim_list, compared, found),
        "conflicts": _conflicts(compared.shared_claims),
        "voices": framing.speaker_table(read["attributions"], read["mentions"], read["tokens"], found),
        "toward": _toward(read),
    }
    columns = {table: list(CORPUS_TABLES[table].columns) for table in tables}
    return {table: frame.assign(event=name)[columns[table]] for table, frame in tables.items()}


def _figures(read: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the measures of every article: shares of sentences by frame, of words by voice, and the tone."""
    articles, sentences = read["articles"], read["sentences"]
    of_article = sentences.groupby("article_id").size()
    frames = framing.frame_table(sentences, framing.codebooks(CODEBOOK))
    names = [frame.name for book in framing.codebooks(CODEBOOK) for frame in book.frames if not frame.by_hand]
    used = pd.crosstab(frames["article_id"], frames["frame"]).reindex(of_article.index, columns=names, fill_value=0)
    measured = used.div(of_article, axis=0).rename(columns=lambda frame: f"frame: {frame}")
    words = read["tokens"][read["tokens"]["text"].str.contains(r"\w")]
    measured["attributed"] = words["voice"].ne("outlet").groupby(words["article_id"]).mean()
    speech = read["attributions"]
    measured["speakers"] = speech.groupby("article_id")["speaker"].nunique().reindex(measured.index, fill_value=0)
    tone = sentiment.score_tone(sentences, read["tokens"]).sentences.groupby("article_id")
    measured["own_vader"], measured["own_afinn"] = tone["own_voice"].mean(), tone["afinn_own_voice"].mean()
    long = measured.rename_axis(columns="measure").stack().rename("value").dropna().reset_index()
    return long.merge(articles[["article_id", "outlet"]])


def _claim_counts(claim_list: pd.DataFrame, compared: claims.Compared, articles: pd.DataFrame) -> pd.DataFrame:
    shared = compared.shared_claims
    tellers = shared.groupby("shared_id")["outlet"].agg(set)
    firm = tellers[~tellers.index.isin(shared.loc[shared["relation"].isin(["conflict", "check"]), "shared_id"])]
    conflicts = shared.loc[shared["relation"] == "conflict", ["shared_id", "outlet"]].drop_duplicates()
    updates = shared.loc[shared["relation"] == "partial", ["shared_id", "why"]].drop_duplicates()
    rows = []
    for outlet in articles["outlet"].unique():
        by_others = [outlet in told for told in firm if len(told - {outlet}) > 1]
        rows.append({
            "outlet": outlet,
            "claims": int(claim_list["outlet"].eq(outlet).sum()),
            "only_here": int(compared.only_here["outlet"].eq(outlet).sum()),
            "conflicts": int(conflicts["outlet"].eq(outlet).sum()),
            "updates": int(updates["why"].str.endswith(f"{outlet} wrote later").sum()),
            "told_by_others": len(by_others),
            "not_found": by_others.count(False),
        })  # fmt: skip
    return pd.DataFrame(rows)


def _conflicts(shared: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of claims over which outlets conflict, copies of another's text left out."""
    return shared[shared["relation"].eq("conflict") & shared["copy_of"].isna()]


def _toward(read: dict[str, pd.DataFrame]) -> pd.DataFrame:
    targets = sentiment.score_targets(read["sentences"], read["tokens"], read["mentions"])
    table = sentiment.actor_tone(targets, read["articles"])
    return table[table["voice"] == "outlet"]


def _empty(name: str) -> pd.DataFrame:
    return pd.DataFrame(columns=list(CORPUS_TABLES[name].columns))
