"""How well a judge tells agreement, conflict and difference on annotated pairs of sentences, beside the built-in model.

The annotated events are no part of the project: NEWSANGLE_BENCH names the folder that holds events/<name>/gold.json.
"""

import json
import os
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import combinations
from pathlib import Path

import pandas as pd
import yaml

from newsangle.errors import InputError
from newsangle.judges import Judge, Judgement, Question
from newsangle.judges.claims import SURE
from newsangle.paths import ROOT

RELATIONS = ("agree", "conflict", "partial", "unrelated")
COLUMNS = ["figure", "judge", "judge, sure answers only", "built-in"]


class BenchError(InputError):
    """The annotated data is absent; the message says where it was looked for."""


@dataclass(frozen=True)
class Pair:
    """Two annotated passages of two articles of an event, and how they stand to each other."""

    event: str
    relation: str
    first: tuple[str, str]  # the article's file, and the passage
    second: tuple[str, str]


def annotated() -> Path:
    """Return the folder of the annotated events; raise BenchError where it holds none."""
    folder = Path(os.environ.get("NEWSANGLE_BENCH", ROOT.parent / "shared")).resolve() / "events"
    if not any(folder.glob("*/gold.json")):
        raise BenchError(
            f"There are no annotated pairs in {folder}: set NEWSANGLE_BENCH to the folder that holds events/."
            " They are texts of publishers, so they do not come with the project."
        )
    return folder


def draw(folder: Path, size: int) -> list[Pair]:
    """Return annotated pairs, equally many of each relation as far as there are, from as few events as will do.

    The same folder and size give the same pairs.
    """
    found: dict[str, list[Pair]] = {relation: [] for relation in RELATIONS}
    each = max(1, size // len(RELATIONS))
    for event in sorted(folder.glob("*/gold.json"), key=lambda file: sha256(file.parent.name.encode()).digest()):
        if all(len(pairs) >= each for pairs in found.values()):
            break
        for pair in _pairs(event):
            found[pair.relation].append(pair)
    return [pair for pairs in found.values() for pair in pairs[:each]]


def bench(judge: Judge, folder: Path, size: int) -> pd.DataFrame:
    """Put annotated pairs to a judge and to the built-in model; return a row a figure (COLUMNS, as text)."""
    pairs = draw(folder, size)
    started = time.monotonic()
    questions = [Question("relation", (("first", p.first[1]), ("second", p.second[1]))) for p in pairs]
    answers = list(judge.judge(questions))
    seconds = (time.monotonic() - started) / len(pairs)
    said = [_usable(answer, 0.0) for answer in answers]
    sure = [_usable(answer, SURE) for answer in answers]
    started = time.monotonic()
    own = built_in(folder, pairs)
    own_seconds = (time.monotonic() - started) / len(pairs)
    gold = [pair.relation for pair in pairs]
    figures = {"judge": measured(gold, said), "sure": measured(gold, sure), "built-in": measured(gold, own)}
    rows = [(name, *(figures[who][name] for who in figures)) for name in figures["judge"]]
    rows.append(("seconds a pair", f"{seconds:.2f}", "", f"{own_seconds:.2f} (reading the articles included)"))
    counts = ", ".join(f"{count} {relation}" for relation, count in Counter(gold).items())
    rows.insert(0, (f"pairs: {counts}", *[str(len(pairs))] * 3))
    return pd.DataFrame(rows, columns=COLUMNS)


def measured(gold: Sequence[str], said: Sequence[str]) -> dict[str, str]:
    """Return precision and recall of conflicts, and how many relations are right; '' is no answer."""
    pairs = list(zip(gold, said, strict=True))
    right = sum(a == b for a, b in pairs)
    conflicts = pairs.count(("conflict", "conflict"))
    answered = sum(bool(answer) for answer in said)
    return {
        "answered": _share(answered, len(pairs)),
        "conflicts: precision": _share(conflicts, sum(answer == "conflict" for answer in said)),
        "conflicts: recall": _share(conflicts, sum(relation == "conflict" for relation in gold)),
        "relation right, of those answered": _share(right, answered),
    }


def built_in(folder: Path, pairs: Sequence[Pair]) -> list[str]:
    """Return the relation of the shared claim that holds both passages of each pair; 'unrelated' where none does.

    A row to check is no answer ('').
    """
    events = {name: _compared(folder / name) for name in dict.fromkeys(pair.event for pair in pairs)}
    return [_relation(events[pair.event], pair) for pair in pairs]


def _pairs(gold: Path) -> list[Pair]:
    content, event = json.loads(gold.read_text(encoding="utf-8")), gold.parent.name
    found = []
    for claim in content["claims"]:
        cells = {file: cell[0]["evidence"] for file, cell in sorted(claim["cells"].items()) if cell}
        found += [Pair(event, claim["relation"], a, b) for a, b in combinations(cells.items(), 2)]
    sides = [[(near[side]["file"], near[side]["evidence"]) for side in "ab"] for near in content.get("near_misses", [])]
    return found + [Pair(event, "unrelated", a, b) for a, b in sides]


def _usable(judgement: Judgement | None, least: float) -> str:
    if judgement is None or judgement.answer not in RELATIONS or judgement.confidence < least:
        return ""
    return judgement.answer


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f} ({part} of {whole})" if whole else "none"


def _compared(folder: Path) -> list[tuple[str, dict[str, list[str]]]]:
    """Return the shared claims of an annotated event: the relation, and the sentences by article's file."""
    from newsangle import claims, texts

    articles = json.loads((folder / "articles.json").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch) / "event"
        home.mkdir()
        for article in articles:
            (home / article["file"]).write_bytes((folder / article["file"]).read_bytes())
        entries = [
            {"file": a["file"], "outlet": a["outlet"], "published": (a.get("published") or "")[:10] or None}
            for a in articles
        ]
        entry = {"title": folder.name, "articles": entries}
        (home / "event.yml").write_text(yaml.safe_dump(entry, allow_unicode=True), encoding="utf-8")
        event = texts.load_event(home)
        read = texts.read(event)
    listed = claims.tabulate_claims(*(read[n] for n in ("articles", "sentences", "tokens", "attributions", "mentions")))
    shared = claims.compare_claims(listed, read["articles"], read["sentences"], read["tokens"]).shared_claims
    files = {article.id: article.file for article in event.articles}
    rows = []
    for _, group in shared.groupby("shared_id", sort=False):
        sentences: dict[str, list[str]] = {}
        for row in group.itertuples():
            sentences.setdefault(files[row.article_id], []).append(row.evidence)
        rows.append((group["relation"].iat[0], sentences))
    return rows


def _relation(rows: list[tuple[str, dict[str, list[str]]]], pair: Pair) -> str:
    sides = (pair.first, pair.second)
    held = [
        relation
        for relation, sentences in rows
        if all(any(_overlap(text, passage) for text in sentences.get(file, ())) for file, passage in sides)
    ]
    sure = [relation for relation in held if relation != "check"]
    if held and not sure:
        return ""
    return "conflict" if "conflict" in sure else sure[0] if sure else "unrelated"


def _overlap(one: str, other: str) -> bool:
    """Return whether one text holds the other, whatever their spaces."""
    one, other = " ".join(one.split()), " ".join(other.split())
    return one in other or other in one
