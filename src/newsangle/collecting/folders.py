"""Articles as they were found → event folders: a file for each article, and event.yml."""

import re
import shutil
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import yaml

from newsangle.paths import RAW, event_name
from newsangle.readers import Found, LeftOut, PageError, decode, read_file, read_page
from newsangle.readers.dates import day_first, read_date
from newsangle.readers.decoding import printable
from newsangle.readers.markup import is_page
from newsangle.small_files import FileError, read_yaml
from newsangle.texts.events import EventError

_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_SHOWN = 12  # lines of a list in a message
_DATE_IN_NAME = re.compile(
    r"(?<!\d)(?:\d{4}([ .]?)\d{2}\1\d{2}|\d{1,2} [^\W\d_]{3,9} \d{4}|[^\W\d_]{3,9} \d{1,2},? \d{4})(?!\d)"
)
_STATED = ("outlet", "title", "author", "published", "url", "country")  # entries of event.yml, in their order


@dataclass
class Made:
    """An event folder that was made or added to: its articles' entries, what is to be filled in, what was left out."""

    folder: Path
    entries: list[dict] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)  # names of files, without their endings

    def told(self) -> list[str]:
        """Return what was made, what was left out and why, and what to fill in, as lines for a reader."""
        inferred = Counter(name for entry in self.entries for name in entry.get("inferred", ()))
        lines = [f"{self.folder}: {_count(len(self.entries), 'article')}"]
        if inferred:
            marked = ", ".join(f"{name} of {count}" for name, count in inferred.items())
            lines.append(f"  Worked out, not stated by the source, and marked as inferred in event.yml: {marked}.")
        lines += _listed("  Left out:", [f"{item.place}: {item.reason}" for item in self.left_out])
        return lines + _listed("  Please fill in or check in event.yml:", self.missing)


def new_event(name_or_path: str | Path, files: Iterable[Path], columns: Mapping[str, str] | None = None) -> Made:
    """Make an event's folder from files of any kind, with event.yml written from what they state.

    files: whatever `read_file` reads. Raises InputError where a file cannot be read or holds no article; then nothing
    was made.
    """
    folder = folder_of(name_or_path)
    if (folder / "event.yml").exists():
        raise EventError(f"{folder / 'event.yml'} is there already; choose another name, or edit that file.")
    items = (item for file in files for item in read_file(file, columns))
    with tempfile.TemporaryDirectory(prefix=".new-", dir=_made(folder.parent)) as staged:
        made = _write_all(Path(staged), folder, items)
        _write_event(Path(staged), _title(folder), made)
        _put(Path(staged), folder)
    return made


def add_articles(name_or_path: str | Path, found: Iterable[Found]) -> Made:
    """Add articles to an event, or make it of them where it is not there yet. Raises InputError."""
    folder = folder_of(name_or_path)
    file = folder / "event.yml"
    with tempfile.TemporaryDirectory(prefix=".new-", dir=_made(folder.parent)) as staged:
        made = _write_all(Path(staged), folder, found)
        if file.exists():
            text = _extended(file, made.entries)
            (Path(staged) / "event.yml").write_text(text, encoding="utf-8")
        else:
            _write_event(Path(staged), _title(folder), made)
        _put(Path(staged), folder)
    return made


def import_events(path: Path, raw: Path = RAW, columns: Mapping[str, str] | None = None) -> list[Made]:
    """Make an event folder below `raw` for every event of a table of articles.

    columns: our name → the table's; an event.yml beside the table may hold the same under 'columns'. A table without
    events is one event, named like the file. Raises InputError; then nothing was made.
    """
    path = Path(path)
    raw_existed = raw.exists()
    with tempfile.TemporaryDirectory(prefix=".new-", dir=_made(raw)) as staged:
        try:
            events = _sorted_by_event(path, Path(staged), {**_beside(path), **(columns or {})})
            whole = {event: made for event, made in events.items() if made.entries}
            if not whole:
                said = f"{path}: no row has both an outlet and a text.{_hint(events.values(), path)}"
                raise EventError("\n".join([said, *(line for made in events.values() for line in made.told()[1:])]))
            folders = _free(raw, [event or path.stem for event in whole])
            for (event, made), folder in zip(whole.items(), folders, strict=True):
                _write_event(made.folder, event or path.stem, made, path.name)
                made.folder = made.folder.rename(folder)
        except BaseException:
            if not raw_existed:
                shutil.rmtree(raw, ignore_errors=True)
            raise
    return list(whole.values())


def pasted(data: bytes, outlet: str = "") -> Found:
    """Return the article that was pasted: text or HTML; its outlet is unknown where none is given."""
    text = decode(data).text
    if not any(c.isalpha() for c in text):
        raise EventError("Nothing was pasted. Copy the article, paste it, and end with Ctrl-D.")
    found = Found("pasted", page=data) if is_page(text) else Found("pasted", text)
    return replace(found, outlet=outlet) if outlet else replace(found, outlet="Pasted", inferred=("outlet",))


def name_for(files: list[Path]) -> str:
    """Return a name for an event made of files: after the first two."""
    return slug("-".join(Path(file).stem[:25] for file in files[:2])) or "compared"


def _hint(made: Iterable[Made], path: object) -> str:
    """Say how to fetch the texts where a source holds addresses without them."""
    addresses = sum(bool(item.found and item.found.url) for one in made for item in one.left_out)
    return f" It holds {_count(addresses, 'address', 'es')}: newsangle collect {path} --event NAME" if addresses else ""


def _title(folder: Path) -> str:
    return re.sub(r"[-_]+", " ", folder.name).strip().capitalize()


# --- Folders ----------------------------------------------------------------------------------------------------


def folder_of(name_or_path: str | Path) -> Path:
    """Return the folder of an event that is to be made: a name lies under data/raw."""
    plain = Path(name_or_path).name == str(name_or_path)
    folder = RAW / event_name(str(name_or_path)) if plain else Path(name_or_path).resolve()
    event_name(folder.name)
    return folder


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _put(staged: Path, folder: Path) -> None:
    """Move files into a folder, event.yml last: until then it is no event."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in sorted(staged.iterdir(), key=lambda file: file.name == "event.yml"):
        file.replace(folder / file.name)


def _free(raw: Path, events: list[str]) -> list[Path]:
    """Return a folder for each event, none of which is there yet."""
    folders: dict[Path, None] = {}
    for i, event in enumerate(events, start=1):
        name = slug(event) or f"event-{i}"
        folder = raw / name if raw / name not in folders else raw / f"{name}-{i}"
        if folder.exists():
            raise EventError(f"{folder} is there already. Move it away, or give the event another name.")
        folders[folder] = None
    return list(folders)


def slug(name: str) -> str:
    """Return a name in small ASCII letters, digits and hyphens."""
    ascii_ = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_.lower()).strip("-")[:60].strip("-")


def _beside(path: Path) -> dict[str, str]:
    """Return the mapping of columns in an event.yml beside the table, if there is one."""
    try:
        entry = read_yaml(path.parent / "event.yml")
    except FileError:
        return {}
    columns = entry.get("columns") if isinstance(entry, dict) else None
    return {str(ours): str(theirs) for ours, theirs in columns.items()} if isinstance(columns, dict) else {}


# --- Articles -----------------------------------------------------------------------------------------------------


def _sorted_by_event(path: Path, staged: Path, columns: Mapping[str, str]) -> dict[str, Made]:
    """Write every article of a table into a folder of its event."""
    events: dict[str, Made] = {}
    for item in read_file(path, columns):
        found = item if isinstance(item, Found) else item.found
        event = (found.event if found else None) or ""
        made = events.setdefault(event, Made(_made(staged / str(len(events)))))
        _take(made, made.folder, item)
    for made in events.values():
        _date(made)
    return events


def _write_all(staged: Path, folder: Path, items: Iterable[Found | LeftOut]) -> Made:
    made = Made(folder, taken={file.stem for file in folder.glob("*")})
    for item in items:
        _take(made, staged, item)
    if not made.entries:
        raise EventError("\n".join(["No article was found." + _hint([made], "FILE"), *made.told()[1:]]))
    _date(made)
    return made


def _take(made: Made, staged: Path, item: Found | LeftOut) -> None:
    """Write an article into the folder and note its entry, or note that it was left out."""
    if isinstance(item, LeftOut):
        made.left_out.append(item)
        return
    try:
        found = completed(item)
    except PageError as error:
        made.left_out.append(LeftOut(item.place, str(error), item))
        return
    name = _file_name(found, len(made.entries) + 1, made.taken)
    if found.file:
        shutil.copyfile(found.file, staged / name)
    else:
        (staged / name).write_bytes(found.page or titled(found).encode("utf-8", errors="replace"))
    stated = {key: value for key in _STATED if (value := getattr(found, key))}
    inferred = [key for key in found.inferred if key in stated]
    made.entries.append({"file": name, **stated, **({"inferred": inferred} if inferred else {})})
    if "outlet" in inferred and not found.url:
        made.missing.append(f"{name}: outlet, guessed from the name of its file or sender")


def completed(found: Found) -> Found:
    """Add what the page itself states, and an outlet worked out from the file's name where nothing states it."""
    if found.page:
        page = read_page(found.page)
        for name in ("title", "author", "published", "outlet", "url"):
            known = getattr(found, name) if name not in found.inferred else None
            if not known and getattr(page, name):
                inferred = set(found.inferred) - {name} | ({name} & set(page.inferred))
                found = replace(found, **{name: getattr(page, name)}, inferred=tuple(sorted(inferred)))
    if not found.outlet and found.url:
        from newsangle.readers.records import domain

        found = replace(found, outlet=domain(found.url), inferred=(*found.inferred, "outlet"))
    if not found.outlet or not found.published:
        found = _named(found)
    facts = {name: " ".join(printable(value).split())[:2000] for name in _STATED if (value := getattr(found, name))}
    return replace(found, **facts)


def _named(found: Found) -> Found:
    """Add outlet and date as the file's name gives them ('daily-post-2025-06-03.txt'), where nothing states them."""
    stem = re.sub(r"[-_\s]+", " ", (found.file or Path(found.place.partition(", ")[0])).stem).strip()
    dated = _DATE_IN_NAME.search(stem)
    day = read_date(re.sub(r"(?<=\d) (?=\d)", "-", dated[0])).iso if dated else None
    name = " ".join(stem.replace(dated[0], " ").split()) if dated and day else stem
    inferred = {}
    if not found.outlet:
        name = name if any(c.isalpha() for c in name) else stem
        inferred["outlet"] = name.title() if name.islower() else name
    if not found.published and day and found.file:
        inferred["published"] = day
    return replace(found, **inferred, inferred=(*found.inferred, *inferred)) if inferred else found


def titled(found: Found) -> str:
    """Return an article's text below its title."""
    title = found.title or ""
    return found.text if not title or found.text.casefold().startswith(title.casefold()) else f"{title}\n\n{found.text}"


def _file_name(found: Found, number: int, taken: set[str]) -> str:
    """Return a name for an article's file that no other has: the name it came under, or number and outlet."""
    ending = ".html" if found.page else ".txt"
    stem = slug(found.file.stem) if found.file else f"{number:03d}-{slug(found.outlet or '')[:40] or 'article'}"
    name, n = stem or "article", 2
    while name in taken:
        name, n = f"{stem or 'article'}-{n}", n + 1
    taken.add(name)
    return f"{name}{ending}"


def _date(made: Made) -> None:
    """Read the days of publication as the sources have them; what stays uncertain is listed, and noted as it stands."""
    first = day_first(entry["published"] for entry in made.entries if "published" in entry)
    for entry in made.entries:
        given = entry.get("published")
        if not given:
            made.missing.append(f"{entry['file']}: published, which nothing states")
            continue
        day = read_date(given, first)
        if day.iso:
            entry["published"] = day.iso
            if not read_date(given).iso:
                entry["inferred"] = sorted({*entry.get("inferred", []), "published"})
        else:
            del entry["published"]
            entry["inferred"] = [name for name in entry.get("inferred", []) if name != "published"]
            entry["note"] = f"Published, as the source has it: {given[:100]}"
            made.missing.append(f"{entry['file']}: published; '{given[:40]}' {day.doubt}")
        if not entry.get("inferred"):
            entry.pop("inferred", None)


# --- event.yml ------------------------------------------------------------------------------------------------------


def _write_event(staged: Path, title: str, made: Made, source: str = "") -> None:
    days = [entry["published"][:10] for entry in made.entries if "published" in entry]
    reasons = Counter(re.sub(r" \('.*|: .*", "", item.reason) for item in made.left_out)
    note = [f"Made from {source}."] if source else []
    note += [f"Left out: {', '.join(f'{count} ({reason})' for reason, count in reasons.most_common(8))}."] * bool(
        reasons
    )
    content = {
        "title": title[:2000],
        **({"date": min(days)} if days else {}),
        **({"note": " ".join(note)} if note else {}),
        "articles": made.entries,
    }
    (staged / "event.yml").write_text(_yaml(content), encoding="utf-8")


def _extended(file: Path, entries: list[dict]) -> str:
    """Return the text of an event.yml with entries added below its articles, all else as it was."""
    before = file.read_text(encoding="utf-8")
    text = f"{before.rstrip()}\n{_yaml(entries)}"
    try:
        old, new = yaml.safe_load(before), yaml.safe_load(text)
        fits = new == {**old, "articles": [*old["articles"], *yaml.safe_load(_yaml(entries))]}
    except (yaml.YAMLError, TypeError, KeyError, ValueError):
        fits = False
    if not fits:
        raise EventError(
            f"{file}: cannot be extended by a program. Put the article beside it and add an entry by hand."
        )
    return text


def _yaml(content: object) -> str:
    return yaml.dump(content, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=110)


def _count(n: int, noun: str, plural: str = "s") -> str:
    return f"{n} {noun}{plural if n != 1 else ''}"


def _listed(heading: str, items: list[str]) -> list[str]:
    more = [f"    and {len(items) - _SHOWN} more"] if len(items) > _SHOWN else []
    return [heading, *(f"    {item}" for item in items[:_SHOWN]), *more] if items else []
