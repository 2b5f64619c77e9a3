"""Event folders: event.yml and one file per article, read and checked."""

import re
import reprlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError

from newsangle.errors import InputError
from newsangle.paths import RAW, event_folder, event_name
from newsangle.small_files import FileError, read_yaml

if TYPE_CHECKING:  # what reads articles is loaded when one is read: a list of events needs none
    from newsangle.readers.found import Found, LeftOut

TEMPLATE = Path(__file__).with_name("template.yml")
MESSAGES = 10  # about one file: more would hide the first ones
LARGEST = 5_000_000  # bytes: no article is longer
PAGES = (".html", ".htm", ".xhtml")
DOCUMENTS = (".docx", ".docm", ".odt", ".rtf", ".pdf", ".eml", ".mht", ".mhtml", ".webarchive")


_SHORT = reprlib.Repr()
_SHORT.maxlevel = 1  # event.yml may hold a list of lists of lists


class EventError(InputError):
    """An event folder cannot be used as it is; each line of the message names the file, the entry and the fix."""


@dataclass(frozen=True)
class Article:
    """An article of an event. `raw` is its text as decoded; of a page or a document, the text taken out of it.

    `marked` gives lines whose role the source's own markup states, as (line, role); `doubts` says what makes it
    doubtful that the text is one whole article.
    """

    id: str
    file: str
    outlet: str
    raw: str
    country: str | None = None
    published: str | None = None
    url: str | None = None
    note: str | None = None
    inferred: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    encoding: str = "utf-8"
    page: bool = False
    title: str | None = None
    author: str | None = None
    marked: tuple[tuple[str, str], ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Event:
    """An event with its articles, in the order of event.yml.

    `left_out` gives the files that hold no story, each with the reason; at least two outlets remain without them.
    """

    name: str
    folder: Path
    title: str
    question: str | None
    date: str | None
    articles: tuple[Article, ...]
    left_out: tuple[tuple[str, str], ...] = ()


class NoStory(EventError):
    """A file holds no story; the event is read without it while two outlets remain."""


def load_event(name_or_path: str | Path) -> Event:
    """Return an event, by its name under data/raw or the path of its folder.

    Raises EventError, which names everything that is wrong with the folder.
    """
    event, problems = _read(event_folder(name_or_path))
    if event is None:
        raise EventError("\n".join(_first_ones(problems)))
    return event


def check(name_or_path: str | Path) -> list[str]:
    """Return everything that a run would reject in an event's folder, an empty list where it is ready."""
    event, problems = _read(event_folder(name_or_path))
    if event is None:
        return _first_ones(problems)
    from newsangle.texts.reading import cleaned  # what is cleaned is an event: reading imports this module

    blocks, without_story = cleaned(event)
    if len({article.outlet for article in event.articles if article.id in blocks}) >= 2:
        return []
    return [nothing_kept(event, article) for article in without_story]


def _first_ones(problems: list[str]) -> list[str]:
    """Return as many problems as help."""
    more = len(problems) - MESSAGES
    return [*problems[:MESSAGES], f"There are {more} more problems like these."] if more > 1 else problems


def nothing_kept(event: Event, article: Article) -> str:
    """Say that the cleaning leaves nothing of an article."""
    return (
        f"{event.folder / 'event.yml'}: article '{article.id}': nothing of '{article.file}' looks like a story."
        " Paste the story into the file, or say with 'keep' what belongs to it."
    )


def folders(raw: Path = RAW) -> list[Path]:
    """Return the folders of all events, by name."""
    return sorted(path.parent for path in raw.glob("*/event.yml"))


def headline(folder: Path) -> str:
    """Return an event's title, or what keeps event.yml from being read."""
    problems: list[str] = []
    entry = _entry(folder, problems)
    return entry.title if entry else f"event.yml needs fixing: newsangle check {folder.name}"


def new(name_or_path: str | Path) -> Path:
    """Make an event's folder with a commented event.yml to fill in, and return the path of that file."""
    bare = Path(name_or_path).name == str(name_or_path)
    folder = RAW / event_name(str(name_or_path)) if bare else Path(name_or_path).resolve()
    event_name(folder.name)
    file = folder / "event.yml"
    if file.exists():
        raise EventError(f"{file} is there already; choose another name, or edit that file.")
    folder.mkdir(parents=True, exist_ok=True)
    file.write_text(TEMPLATE.read_text(encoding="utf-8"), encoding="utf-8")
    return file


# event.yml

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]


def _iso(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    try:
        datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError("is no date; write it as 2025-06-02 or 2025-06-02T14:30:00+03:00") from None
    return value


def _country(value: Any) -> Any:
    code = "NO" if value is False else value  # YAML reads a bare NO as 'false'
    if not (isinstance(code, str) and re.fullmatch("[A-Z]{2}", code)):
        raise ValueError("is no country code; write two capital letters, such as GB")
    return code


def _address(value: str) -> str:
    if not re.fullmatch(r"https?://\S+", value):
        raise ValueError("is no address of a page; write it with https:// in front")
    return value


def _slashes(value: str) -> str:
    return value.replace("\\", "/")  # a path as Windows writes it


def _identifier(value: str) -> str:
    if not re.fullmatch(r"\w[\w.-]{0,79}", value):
        raise ValueError("may hold letters, digits, '-', '_' and '.' only")
    return value


def _pattern(value: str) -> str:
    from newsangle.cleaning.inline_rules import overrule

    try:
        overrule(value)
    except re.error as error:
        raise ValueError(f"is no regular expression ({error})") from None
    return value


def _list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Day = Annotated[str, BeforeValidator(_iso)]
Patterns = Annotated[tuple[Annotated[Text, AfterValidator(_pattern)], ...], BeforeValidator(_list)]


class _ArticleEntry(BaseModel):
    model_config = ConfigDict(extra="forbid", coerce_numbers_to_str=True)

    file: Annotated[Text, AfterValidator(_slashes)]
    outlet: Text
    title: Text | None = None
    author: Text | None = None
    id: Annotated[Text, AfterValidator(_identifier)] | None = None
    country: Annotated[str, BeforeValidator(_country)] | None = None
    published: Day | None = None
    url: Annotated[Text, AfterValidator(_address)] | None = None
    note: Text | None = None
    inferred: Annotated[tuple[Text, ...], BeforeValidator(_list)] = ()
    keep: Patterns = ()
    drop: Patterns = ()

    @property
    def name(self) -> str:
        return self.id or Path(self.file).stem


class _EventEntry(BaseModel):
    model_config = ConfigDict(extra="forbid", coerce_numbers_to_str=True)

    title: Text
    question: Text | None = None
    date: Day | None = None
    note: Text | None = None
    columns: dict[Text, Text] = Field(default={}, description="for `newsangle import`: our name → the table's")
    articles: Annotated[tuple[_ArticleEntry, ...], Field(min_length=1)]


def _entry(folder: Path, problems: list[str]) -> _EventEntry | None:
    """Return what event.yml says, or None, adding what is wrong with it to the problems."""
    file = folder / "event.yml"
    if not file.exists():
        known = ", ".join(path.name for path in folders()) or "none"
        problems.append(
            f"{folder}: there is no event.yml. Make one with `newsangle new`, or name one of the events: {known}."
        )
        return None
    try:
        return _EventEntry.model_validate(read_yaml(file, inside=folder))
    except FileError as error:
        problems.append(str(error))
    except ValidationError as error:
        found = [f"{file}: {_described(detail)}" for detail in error.errors() if not _follows(detail)]
        problems.extend(found[:MESSAGES])
        if len(found) > MESSAGES:
            problems.append(f"{file}: {len(found) - MESSAGES} more entries do not fit.")
    return None


def _follows(detail: Any) -> bool:
    """Return whether an error only follows from others: a list of faulty articles counts as one without any."""
    return detail["type"] == "too_short" and bool(detail["input"])


def _described(detail: Any) -> str:
    """Say what is wrong with an entry of event.yml, where, and how to fix it."""
    place = [part for part in detail["loc"] if part not in ("function-before", "function-after")]
    model, where = _EventEntry, ""
    if len(place) > 1 and place[0] == "articles":
        model, where = _ArticleEntry, f"article {place[1] + 1}: "
        place = place[2:]
    key = ".".join(str(part + 1 if isinstance(part, int) else part) for part in place)
    given = _SHORT.repr(detail["input"])
    match detail["type"]:
        case "missing":
            return f"{where}'{key}' is missing. Add a line '{key}: …'."
        case "extra_forbidden":
            return f"{where}there is no entry '{key}'. The entries are: {', '.join(model.model_fields)}."
        case "too_short" | "tuple_type" if key == "articles":
            return "'articles' holds no article. Add one with 'file' and 'outlet'."
        case "model_type" | "model_attributes_type":
            fields = ", ".join(name for name, field in model.model_fields.items() if field.is_required())
            return f"{where or 'the file '}is not a list of entries. It needs: {fields}."
        case "string_too_short":
            return f"{where}'{key}' is empty. Write something, or leave it out."
        case "value_error":
            return f"{where}'{key}' {given} {detail['ctx']['error']}."
        case _:
            return f"{where}'{key}' {given} does not fit ({detail['msg'].lower()})."


# The files


def _read(folder: Path) -> tuple[Event | None, list[str]]:
    problems: list[str] = []
    entry = _entry(folder, problems)
    if entry is None:
        return None, problems
    file = folder / "event.yml"
    problems.extend(f"{file}: {problem}" for problem in _misnamed(entry))
    articles, left_out, outlets = [], [], {}
    for i, given in enumerate(entry.articles, start=1):
        try:
            articles.append(_article(folder, given))
            outlets[given.outlet] = None
        except NoStory as error:
            left_out.append((given.name, str(error), f"{file}: article {i} ('{given.name}'): {error}"))
        except EventError as error:
            problems.append(f"{file}: article {i} ('{given.name}'): {error}")
    if len(outlets) < 2:
        problems.extend(problem for _, _, problem in left_out)
    without = tuple((name, reason) for name, reason, _ in left_out)
    event = Event(folder.name, folder, entry.title, entry.question, entry.date, tuple(articles), without)
    return (None if problems else event), problems


def _misnamed(entry: _EventEntry) -> Iterator[str]:
    for name, count in Counter(article.name for article in entry.articles).items():
        if count > 1:
            yield f"{count} articles have the id '{name}'. Give each an 'id' of its own."
    for name in (article.name for article in entry.articles if not article.id):
        try:
            _identifier(name)
        except ValueError as error:
            yield f"article '{name}': its file's name, which is its id, {error}. Add an 'id'."
    fields = [name for name in _ArticleEntry.model_fields if name not in ("file", "inferred", "keep", "drop")]
    for i, article in enumerate(entry.articles, start=1):
        for name in article.inferred:
            if name not in fields:
                yield f"article {i}: 'inferred' names '{name}'. It may name: {', '.join(fields)}."


def _article(folder: Path, given: _ArticleEntry) -> Article:
    from newsangle.readers.archives import split_archive
    from newsangle.readers.decoding import DecodingError, decode
    from newsangle.readers.live import live_headings
    from newsangle.readers.markup import is_page

    kind, data = Path(given.file).suffix.lower(), _bytes(folder, given.file)
    stated = given.model_dump(exclude={"id"})
    if kind in DOCUMENTS:
        return _of_document(folder / given.file, given, stated)
    if kind in PAGES:
        return _of_page(data, given, stated)
    try:
        decoded = decode(data)
    except DecodingError as error:
        raise EventError(f"'{given.file}' {error}. Save the article as plain text, or as HTML.") from None
    if is_page(decoded.text):
        return _of_page(data, given, stated)
    if not any(c.isalnum() for c in decoded.text):
        raise NoStory(f"'{given.file}' holds no text. Paste the article into it, or take the entry out.")
    if found := split_archive(decoded.text, given.file):
        return _of_archive(found, given, stated)
    return Article(
        id=given.name, raw=decoded.text, encoding=decoded.encoding, marked=live_headings(decoded.text), **stated
    )


def _of_page(data: bytes, given: _ArticleEntry, stated: dict[str, Any]) -> Article:
    from newsangle.readers.pages import PageError, read_page

    try:
        page = read_page(data)
    except PageError as error:
        raise NoStory(f"in '{given.file}' {error}. Copy the article's text into a .txt file.") from None
    facts = {name: stated[name] or getattr(page, name) for name in ("title", "author", "published")}
    return Article(
        id=given.name,
        raw=page.text,
        encoding="html",
        page=True,
        marked=page.marked,
        doubts=page.doubts,
        **stated | facts,
    )


def _of_document(path: Path, given: _ArticleEntry, stated: dict[str, Any]) -> Article:
    from newsangle.readers.archives import split_archive
    from newsangle.readers.documents import read_document
    from newsangle.readers.found import ReadingError

    try:
        document = read_document(path)
    except ReadingError as error:
        raise EventError(str(error)) from None
    if document.page:
        return _of_page(document.page, given, stated)
    if found := split_archive(document.text, given.file):
        return _of_archive(found, given, stated)
    return Article(id=given.name, raw=document.text, encoding=path.suffix[1:].lower(), **stated)


def _of_archive(items: "list[Found | LeftOut]", given: _ArticleEntry, stated: dict[str, Any]) -> Article:
    """Return the article of an export of Nexis or Factiva without the archive's own fields."""
    from newsangle.readers.dates import read_date
    from newsangle.readers.found import Found

    found = [item for item in items if isinstance(item, Found)]
    if len(found) > 1:
        raise EventError(
            f"'{given.file}' holds {len(found)} articles. Make an event of them: newsangle new NAME '{given.file}'"
        )
    facts: dict[str, Any] = {
        "title": stated["title"] or found[0].title,
        "author": stated["author"] or found[0].author,
        "published": stated["published"] or read_date(found[0].published or "").iso,
    }
    raw = f"{facts['title']}\n\n{found[0].text}" if facts["title"] else found[0].text
    return Article(id=given.name, raw=raw, encoding="archive", page=True, **stated | facts)


def _bytes(folder: Path, name: str) -> bytes:
    """Return the content of a file of an event's folder, and of no other."""
    try:
        path = (folder / name).resolve()
        if not path.is_relative_to(folder.resolve()):
            raise EventError(f"the file '{name}' lies outside the folder. Put it beside event.yml.")
        if not path.is_file():
            there = sorted(p.name for p in folder.iterdir() if p.is_file() and p.name != "event.yml")[:10]
            raise EventError(f"there is no file '{name}'. The files there are: {', '.join(there) or 'none'}.")
        if path.stat().st_size > (LARGEST if path.suffix.lower() not in DOCUMENTS else 10 * LARGEST):
            raise EventError(f"'{name}' is larger than {LARGEST // 1_000_000} MB. One file holds one article.")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        if isinstance(error, EventError):
            raise
        raise EventError(f"the file '{name}' cannot be read ({error}).") from None
