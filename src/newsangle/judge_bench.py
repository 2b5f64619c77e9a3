"""How well a judge compares annotated pairs of sentences and names speakers, beside the built-in model.

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
from newsangle.judges.questions import SURE
from newsangle.paths import ROOT
from newsangle.tables import is_empty

RELATIONS = ("agree", "conflict", "partial", "unrelated")
AROUND = 600  # characters before and after a quotation that a judge is shown
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


@dataclass(frozen=True)
class Quotation:
    """An annotated quotation: its article's file, its words, its speaker, all who speak there, and the text around."""

    event: str
    file: str
    content: str
    speaker: str
    speakers: tuple[str, ...]
    passage: str


@dataclass(frozen=True)
class BuiltIn:
    """What the built-in method makes of an event: relations with their sentences by file, and who says what."""

    rows: list[tuple[str, dict[str, list[str]]]]
    speeches: list[tuple[str, str, str]]  # file, content, speaker ('' where it is unclear)


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


def draw_quotations(folder: Path, events: Sequence[str], size: int) -> list[Quotation]:
    """Return annotated quotations of events, as many of each as of the others, from articles with several speakers."""
    found: list[Quotation] = []
    for event in events:
        quotes = json.loads((folder / event / "gold.json").read_text(encoding="utf-8")).get("quotes", [])
        speakers: dict[str, dict[str, None]] = {}
        for quote in quotes:
            speakers.setdefault(quote["file"], {})[quote["speaker"]] = None
        several = [quote for quote in quotes if len(speakers[quote["file"]]) > 1]
        for quote in several[: max(1, size // len(events))]:
            raw = (folder / event / quote["file"]).read_text(encoding="utf-8")
            at = max(0, raw.find(quote["content"]))
            around = " ".join(raw[max(0, at - AROUND) : at + len(quote["content"]) + AROUND].split())
            names = tuple(sorted(speakers[quote["file"]]))
            found.append(Quotation(event, quote["file"], quote["content"], quote["speaker"], names, around))
    return found[:size]


def bench(judge: Judge, folder: Path, size: int) -> pd.DataFrame:
    """Put annotated pairs and half as many quotations to a judge and to the built-in model; return a row a figure.

    Each pair is put twice: how do the two stand to each other, and do they answer one question? Columns: COLUMNS, text.
    """
    pairs = draw(folder, size)
    quotations = draw_quotations(folder, list(dict.fromkeys(pair.event for pair in pairs)), size // 2)
    texts = [(("first", p.first[1]), ("second", p.second[1])) for p in pairs]
    questions = [Question(kind, text) for kind in ("relation", "same_question") for text in texts]
    questions += [Question("speaker", (("content", q.content), ("passage", q.passage)), q.speakers) for q in quotations]
    started = time.monotonic()
    answers = list(judge.judge(questions))
    seconds = (time.monotonic() - started) / len(questions)
    started = time.monotonic()
    events = {name: built_in(folder / name) for name in dict.fromkeys(pair.event for pair in pairs)}
    own_seconds = (time.monotonic() - started) / len(questions)
    n, gold = len(pairs), [pair.relation for pair in pairs]
    own = [_relation(events[pair.event].rows, pair) for pair in pairs]
    named = [_speaker(events[q.event].speeches, q) for q in quotations]
    figures = [
        {
            **measured(gold, [_usable(answer, least) for answer in answers[:n]]),
            **measured_same(gold, [_usable(answer, least) for answer in answers[n : 2 * n]]),
            **measured_speakers(quotations, [_usable(answer, least) for answer in answers[2 * n :]]),
        }
        for least in (0.0, SURE)
    ]
    same = ["" if not relation else "no" if relation == "unrelated" else "yes" for relation in own]
    figures.append({**measured(gold, own), **measured_same(gold, same), **measured_speakers(quotations, named)})
    counts = ", ".join(f"{count} {relation}" for relation, count in Counter(gold).items())
    rows = [
        (f"pairs: {counts}", *[str(n)] * 3),
        *((name, *(of[name] for of in figures)) for name in figures[0]),
        ("seconds a question", f"{seconds:.2f}", "", f"{own_seconds:.2f} (reading the articles included)"),
        ("tokens a question", f"{getattr(judge, 'used', 0) / len(questions):.0f}", "", "none"),
    ]
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


def measured_same(gold: Sequence[str], said: Sequence[str]) -> dict[str, str]:
    """Return how often it is right whether two texts answer one question; '' is no answer."""
    answered = [
        (relation != "unrelated", answer == "yes") for relation, answer in zip(gold, said, strict=True) if answer
    ]
    return {"same question right, of those answered": _share(sum(a == b for a, b in answered), len(answered))}


def measured_speakers(quotations: Sequence[Quotation], said: Sequence[str]) -> dict[str, str]:
    """Return how many speakers are named, and how many of them rightly; '' is no answer."""
    named = [(one, name) for one, name in zip(quotations, said, strict=True) if name]
    right = sum(_is_one(one.speaker, name) for one, name in named)
    return {
        "speakers: named": _share(len(named), len(quotations)),
        "speakers: right, of those named": _share(right, len(named)),
    }


def _is_one(name: str, other: str) -> bool:
    """Return whether two names have their last word in common, as 'Ann Lee' and 'Mayor Lee' do."""
    one, two = (part.casefold().replace("’", "'").removesuffix("'s").split() for part in (name, other))
    return bool(one and two) and one[-1] == two[-1]


def _speaker(speeches: Sequence[tuple[str, str, str]], quotation: Quotation) -> str:
    """Return whom the built-in method names for a quotation, '' where it names nobody."""
    held = (
        speaker
        for file, content, speaker in speeches
        if file == quotation.file and _overlap(content.strip(" \"“”'‘’"), quotation.content.strip(" \"“”'‘’"))
    )
    return next((speaker for speaker in held if speaker), "")


def _pairs(gold: Path) -> list[Pair]:
    content, event = json.loads(gold.read_text(encoding="utf-8")), gold.parent.name
    found = []
    for claim in content["claims"]:
        cells = {file: cell[0]["evidence"] for file, cell in sorted(claim["cells"].items()) if cell}
        found += [Pair(event, claim["relation"], a, b) for a, b in combinations(cells.items(), 2)]
    sides = [[(near[side]["file"], near[side]["evidence"]) for side in "ab"] for near in content.get("near_misses", [])]
    return found + [Pair(event, "unrelated", a, b) for a, b in sides]


def _usable(judgement: Judgement | None, least: float) -> str:
    if judgement is None or judgement.answer == "unclear" or judgement.confidence < least:
        return ""
    return judgement.answer


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f} ({part} of {whole})" if whole else "none"


def built_in(folder: Path) -> BuiltIn:
    """Return what the built-in method finds in an annotated event."""
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
    listed = claims.tabulate_claims(*(read[n] for n in ("sentences", "tokens", "articles", "attributions", "mentions")))
    shared = claims.compare_claims(listed, read["sentences"], read["tokens"], read["articles"]).shared_claims
    files = {article.id: article.file for article in event.articles}
    rows = []
    for _, group in shared.groupby("shared_id", sort=False):
        sentences: dict[str, list[str]] = {}
        for row in group.itertuples():
            sentences.setdefault(files[row.article_id], []).append(row.evidence)
        rows.append((group["relation"].iat[0], sentences))
    said = read["attributions"]
    speeches = [
        (files[row.article_id], row.content, "" if is_empty(row.speaker) else row.speaker) for row in said.itertuples()
    ]
    return BuiltIn(rows, speeches)


def _relation(rows: Sequence[tuple[str, dict[str, list[str]]]], pair: Pair) -> str:
    """Return the relation of the shared claim that holds both passages of a pair; 'unrelated' where none does.

    A row to check is no answer ('').
    """
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
