"""The annotated events as tables, and what their annotators say of pairs of sentences.

Reading an event takes a second or more, so that its tables are kept in build/events; delete the folder to read anew.
"""

import json
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import yaml

Tables = dict[str, pd.DataFrame]
Spans = list[tuple[int, int]]

KEPT = Path(__file__).resolve().parents[1] / "build" / "events"
NAMES = ("articles", "blocks", "sentences", "tokens", "attributions", "mentions")
SECOND_SET = ("nc-", "ba-")  # the events on which targets are set
NO_ARTICLES = {("nc-justin-timberlake-halftime-show", "edition-cnn-com")}  # a photo gallery
FOLDS = 5


@dataclass(frozen=True)
class Gold:
    """What an event's annotators found, with the places of the evidence by article."""

    claims: list[dict]  # relation, kind, id, spans and values by article
    near_misses: list[tuple[str, Spans, str, Spans]]
    only_here: list[tuple[str, Spans, int]]  # with the rank of its newsworthiness


def names_of_events(shared: Path) -> list[str]:
    """Return the names of the annotated events."""
    return sorted(path.parent.name for path in (shared / "events").glob("*/gold.json"))


def folds_of_events(names: Iterable[str]) -> dict[str, int]:
    """Return the fold of each event, by the order of all names."""
    return {name: n % FOLDS for n, name in enumerate(sorted(names))}


def read_event(shared: Path, name: str) -> Tables:
    """Return the tables of notebook 01 of an annotated event."""
    kept = KEPT / name
    if not kept.exists():
        _keep(_read(shared / "events" / name), kept)
    tables = {table: pd.read_parquet(kept / f"{table}.parquet") for table in NAMES}
    unwanted = {article for event, article in NO_ARTICLES if event == name}
    return {
        table: _plain(frame[~frame["article_id"].isin(unwanted)].reset_index(drop=True))
        for table, frame in tables.items()
    }


def _read(folder: Path) -> Tables:
    from newsangle.texts import reading
    from newsangle.texts.events import load_event

    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch) / folder.name
        home.mkdir()
        articles = json.loads((folder / "articles.json").read_text(encoding="utf-8"))
        for article in articles:
            (home / article["file"]).write_bytes((folder / article["file"]).read_bytes())
        days = [(a.get("published") or "2018-01-01")[:10] for a in articles]
        entries = [
            {"file": a["file"], "outlet": a["outlet"], "published": day} for a, day in zip(articles, days, strict=True)
        ]
        entry = {"title": folder.name, "date": days[0], "articles": entries}
        (home / "event.yml").write_text(yaml.safe_dump(entry, allow_unicode=True), encoding="utf-8")
        return reading.read(load_event(str(home)))


def _keep(tables: Tables, folder: Path) -> None:
    folder.mkdir(parents=True)
    for name in NAMES:
        tables[name].to_parquet(folder / f"{name}.parquet")


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table with None in its empty cells of text."""
    texts = frame.select_dtypes(exclude=["number", "bool"]).columns
    return frame.assign(**{name: frame[name].astype(object).where(frame[name].notna(), None) for name in texts})


def read_gold(shared: Path, name: str) -> Gold:
    """Return what the annotators of an event found."""
    folder = shared / "events" / name
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    raw = {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.txt")}

    def places(file: str, evidence: str) -> Spans:
        return _places(evidence, raw[Path(file).stem])

    claims = [
        {
            "id": claim["id"],
            "relation": claim["relation"],
            "kind": claim.get("kind", ""),
            "spans": {
                Path(file).stem: [span for cell in cells for span in places(file, cell["evidence"])]
                for file, cells in claim["cells"].items()
            },
            "values": {Path(file).stem: [cell["value"] for cell in cells] for file, cells in claim["cells"].items()},
        }
        for claim in gold["claims"]
    ]
    near = [
        (a["file"].removesuffix(".txt"), places(**a), b["file"].removesuffix(".txt"), places(**b))
        for a, b in ((_named(n["a"]), _named(n["b"])) for n in gold.get("near_misses", []))
    ]
    only = [
        (Path(o["file"]).stem, places(o["file"], o["evidence"]), o.get("rank", 9)) for o in gold.get("only_here", [])
    ]
    return Gold(claims, near, only)


def _named(side: dict) -> dict:
    return {"file": side["file"], "evidence": side["evidence"]}


def _places(evidence: str, raw: str) -> Spans:
    """Return every place where the evidence stands."""
    places, start = [], raw.find(evidence)
    while start >= 0:
        places.append((start, start + len(evidence)))
        start = raw.find(evidence, start + 1)
    return places


def touches(start: int, end: int, spans: Spans) -> bool:
    """Return whether a stretch of text overlaps one of some spans."""
    return any(start < b and a < end for a, b in spans)


def label_pairs(sentences: pd.DataFrame, gold: Gold, first: list[int], second: list[int]) -> pd.DataFrame:
    """Return what the annotators say of pairs of sentences, given as rows: same, conflict, partial, near_miss …"""
    rows = list(sentences[["article_id", "start", "end"]].itertuples(index=False))
    held = [
        {
            n
            for n, claim in enumerate(gold.claims)
            if touches(row.start, row.end, claim["spans"].get(row.article_id, []))
        }
        for row in rows
    ]
    near = set()
    for a, in_a, b, in_b in gold.near_misses:
        sides = [
            [i for i, row in enumerate(rows) if row.article_id == name and touches(row.start, row.end, spans)]
            for name, spans in ((a, in_a), (b, in_b))
        ]
        near |= {tuple(sorted(pair)) for pair in ((i, j) for i in sides[0] for j in sides[1])}
    found = []
    for i, j in zip(first, second, strict=True):
        both = sorted(held[i] & held[j])
        relations = {gold.claims[n]["relation"] for n in both}
        kinds = frozenset(gold.claims[n]["kind"] for n in both)
        found.append(
            (
                bool(both), "conflict" in relations, "partial" in relations, "agree" in relations,
                not both and tuple(sorted((i, j))) in near, kinds, tuple(both),
            )
        )  # fmt: skip
    return pd.DataFrame(found, columns=["same", "conflict", "partial", "agree", "near_miss", "kinds", "claims"])


def scorer(shared: Path):
    """Return the module that scores the tables of a run against an event's annotation."""
    tools = str(shared / "tools")
    if tools not in sys.path:
        sys.path.insert(0, tools)
    import score_events

    return score_events
