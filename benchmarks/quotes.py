"""Quotations of annotated events: who says them, as read by hand and as the attributions have it.

A quotation is found when an attribution holds two fifths of it. Its speaker is right when the name given and the
annotated one share a word of three letters or more other than an article or a title, and unclear when none is given.
"""

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pandas as pd
import yaml

from newsangle.texts import read
from newsangle.texts.attribution import sources
from newsangle.texts.events import Event, load_event

RIGHT, WRONG, UNCLEAR, MISSED = "right", "wrong", "unclear", "missed"
_SHARE = 0.4  # of a quotation that an attribution has to hold
_NO_NAME = frozenset("the and for his her their who mr mrs ms dr sen rep gov".split())


@dataclass(frozen=True)
class Quote:
    """An annotated quotation: its places in the raw text of an article, and who says it."""

    article: int
    places: tuple[tuple[int, int], ...]
    speaker: str


@dataclass(frozen=True)
class ReadEvent:
    """An event parsed once, with its mentions and its annotated quotations."""

    name: str
    files: list[str]
    asked: list[tuple]  # what sources.find was asked for each article: raw text, Doc, mentions, paragraphs
    quotes: list[Quote]

    def attributions(self) -> list[pd.DataFrame]:
        """Return the attributions of each article."""
        return [sources.find(*article) for article in self.asked]


def read_events(folder: Path) -> Iterator[ReadEvent]:
    """Yield the annotated events below a folder, by name."""
    for path in sorted(folder.glob("*/gold.json")):
        event = _event(path.parent)
        with patch.object(sources, "find", wraps=sources.find) as find:
            read(event)
        asked = [call.args for call in find.call_args_list]
        files = {a.raw: a.file for a in event.articles}
        gold = json.loads(path.read_text(encoding="utf-8"))
        found = [files[raw] for raw, *_ in asked]
        yield ReadEvent(path.parent.name, found, asked, _quotes(asked, found, gold))


def _event(folder: Path) -> Event:
    """Return an annotated event, whose articles are listed in articles.json."""
    listed = json.loads((folder / "articles.json").read_text(encoding="utf-8"))
    with TemporaryDirectory() as made:
        articles = [
            {"file": a["file"], "outlet": a["outlet"], "published": (a.get("published") or "2018-01-01")[:10]}
            for a in listed
        ]
        for article in articles:
            shutil.copy(folder / article["file"], made)
        described = {"title": folder.name, "date": articles[0]["published"], "articles": articles}
        Path(made, "event.yml").write_text(yaml.safe_dump(described), encoding="utf-8")
        return load_event(made)


def _quotes(asked: list[tuple], files: list[str], gold: dict) -> list[Quote]:
    found = []
    for quote in gold.get("quotes", []):
        if quote["file"] in files:
            i = files.index(quote["file"])
            places = [m.span() for m in re.finditer(re.escape(quote["content"]), asked[i][0])]
            found.append(Quote(i, tuple(places), quote["speaker"]))
    return found


def best_row(quote: Quote, table: pd.DataFrame) -> int | None:
    """Return the place in the table of the attribution that holds most of a quotation, or None."""
    best, most = None, 0.0
    for i, (start, end) in enumerate(zip(table["content_start"], table["content_end"], strict=True)):
        for a, b in quote.places:
            shared = min(b, end) - max(a, start)
            if shared > _SHARE * (b - a) and shared > most:
                best, most = i, shared
    return best


def verdict(quote: Quote, table: pd.DataFrame) -> str:
    """Return whether the speaker of a quotation is right, wrong or unclear, or the quotation missed."""
    i = best_row(quote, table)
    if i is None:
        return MISSED
    row = table.iloc[i]
    given = next((name for name in (row.speaker, row.source) if isinstance(name, str) and name), "")
    return RIGHT if alike(given, quote.speaker) else WRONG if given else UNCLEAR


def alike(one: str | None, other: str) -> bool:
    """Return whether two names of speakers share a word that tells somebody."""
    return bool(_words(one or "") & _words(other))


def _words(name: str) -> set[str]:
    return {word for word in re.findall(r"\w+", name.lower()) if len(word) > 2} - _NO_NAME


def shares(verdicts: Sequence[str]) -> tuple[float, float, float]:
    """Return how many quotations are found, and of these how many speakers are right and wrong."""
    counts = Counter(verdicts)
    found = len(verdicts) - counts[MISSED]
    return found / max(1, len(verdicts)), counts[RIGHT] / max(1, found), counts[WRONG] / max(1, found)
