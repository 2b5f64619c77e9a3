"""A table of articles, or a folder of event folders → batches of articles as they came."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import islice
from pathlib import Path

import pandas as pd
from pydantic import TypeAdapter

from newsangle.collecting.folders import completed, slug, titled
from newsangle.corpus.batches import write_batch
from newsangle.errors import InputError
from newsangle.paths import ROOT, Places, event_name, outputs
from newsangle.readers import Found, LeftOut, read_file, read_page
from newsangle.readers.dates import read_date
from newsangle.tables import CORPUS_TABLES, is_empty
from newsangle.texts.events import Article, EventError, folders, load_event

BATCH = 200  # articles
_COLUMNS = list(CORPUS_TABLES["collected"].columns)
_FACTS = ("event", "outlet", "published", "title", "author", "url", "country")


def corpus_places(source: str | Path, out: str | Path | None = None) -> Places:
    """Return the folders of a corpus: processed/NAME-corpus and reports/NAME-corpus below `out`, or in the project.

    source: the table or the folder of event folders, after which the corpus is named; a path that is not there is
    looked for in the project.
    """
    given = Path(source).expanduser()
    raw = (given if given.exists() else ROOT / given).resolve()
    if not raw.exists():
        raise InputError(f"{given}: there is no such file or folder. Name a table of articles or a folder of events.")
    name = event_name(f"{slug(raw.stem) or 'articles'}-corpus")
    processed, reports = outputs(out)
    return Places(name, raw, processed / name, reports / name)


def collect(here: Places, columns: Mapping[str, str] | None = None) -> int:
    """Write the articles of here.raw as batches of the stage 'collected', and return how many there are.

    columns: our name → the table's. Raises InputError where there is no article.
    """
    items = _of_folders(here.raw) if here.raw.is_dir() else _of_file(here.raw, columns)
    count = number = 0
    while batch := list(islice(items, BATCH)):
        first = number * BATCH
        rows = [item | {"article_id": f"a{first + i:07d}"} for i, item in enumerate(batch) if "reason" not in item]
        left = [item | {"article_id": None} for item in batch if "reason" in item]
        write_batch(here, "collected", f"{number:06d}", {
            "collected": pd.DataFrame(rows, columns=_COLUMNS),
            "left_out": pd.DataFrame(left, columns=["article_id", "place", "reason"]),
        })  # fmt: skip
        count, number = count + len(rows), number + 1
    if not count:
        raise InputError(f"{here.raw}: no article was found. It needs a table of articles, or folders with event.yml.")
    return count


def batch_of(article_id: str) -> str:
    """Return the name of the batch that holds an article."""
    return f"{int(article_id[1:]) // BATCH:06d}"


def article_of(row: Mapping[str, object], day_first: bool | None) -> Article:
    """Return a row of `collected` as an article. Raises InputError for a page that holds none.

    day_first: how 03/06/2025 is meant in this source.
    """
    if row["article"]:
        return replace(article_from_json(str(row["article"])), id=str(row["article_id"]))
    facts = {name: None if is_empty(row[name]) else row[name] for name in _FACTS}
    inferred = tuple(filter(None, str(row["inferred"]).split(", ")))
    found = completed(
        Found(row["place"], row["text"], row["page"].encode("latin-1"), inferred=inferred, **facts)  # type: ignore
    )
    page = read_page(found.page) if found.page else None
    return Article(
        id=str(row["article_id"]), file=found.place, outlet=found.outlet or "",
        raw=page.text if page else titled(found), country=found.country,
        published=read_date(found.published or "", day_first).iso, url=found.url, inferred=found.inferred,
        page=bool(page), title=found.title, author=found.author,
        marked=page.marked if page else (), doubts=page.doubts if page else (),
    )  # fmt: skip


def article_from_json(text: str) -> Article:
    """Return an article that was written as a JSON object."""
    return _adapter().validate_json(text)


def article_as_json(article: Article) -> str:
    """Return an article as a JSON object."""
    return _adapter().dump_json(article).decode()


@cache
def _adapter() -> TypeAdapter[Article]:
    return TypeAdapter(Article)


def _of_file(path: Path, columns: Mapping[str, str] | None) -> Iterator[dict]:
    for item in read_file(path, columns):
        if isinstance(item, LeftOut):
            yield {"place": item.place, "reason": item.reason}
            continue
        page = item.page or (item.file.read_bytes() if item.file and not item.text else b"")
        yield {
            "place": item.place, "text": item.text, "page": page.decode("latin-1"), "article": "",
            "inferred": ", ".join(item.inferred), **{name: getattr(item, name) for name in _FACTS},
        }  # fmt: skip


def _of_folders(folder: Path) -> Iterator[dict]:
    """Yield the articles of every event folder below a folder; an event that can't be read is left out."""
    for event_folder in folders(folder):
        try:
            event = load_event(event_folder)
        except EventError as error:
            yield {"place": event_folder.name, "reason": str(error).splitlines()[0]}
            continue
        yield from ({"place": f"{event.name}: {name}", "reason": reason} for name, reason in event.left_out)
        yield from _of_event(event.name, event.articles)


def _of_event(event: str, articles: Iterable[Article]) -> Iterator[dict]:
    for article in articles:
        yield {
            "place": f"{event}/{article.file}", "event": event, "outlet": article.outlet, "text": "", "page": "",
            "published": article.published, "title": article.title, "author": article.author, "url": article.url,
            "country": article.country, "inferred": ", ".join(article.inferred),
            "article": article_as_json(article),
        }  # fmt: skip
