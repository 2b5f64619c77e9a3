"""The page that lists all reports."""

import datetime
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

from newsangle.paths import replace_file
from newsangle.report.page import render

HEAD = 20_000  # characters at the beginning of a page that contain its head


@dataclass(frozen=True)
class Entry:
    """A report: its folder, title, question, and when the run ended (seconds since 1970)."""

    name: str
    title: str
    about: str
    time: float

    @property
    def href(self) -> str:
        return f"{quote(self.name)}/report.html"

    @property
    def when(self) -> str:
        moment = datetime.datetime.fromtimestamp(int(self.time), datetime.UTC)
        return f"{moment.day} {moment:%B %Y, %H:%M} UTC"


def write_index(reports: Path) -> Path:
    """Write reports/index.html: every report, the newest run first."""
    entries = [_entry(page) for page in reports.glob("[!.]*/report.html")]
    entries.sort(key=lambda entry: (-entry.time, entry.name))
    path = reports / "index.html"
    described = "All reports made here with newsangle."
    page = render("index.html.j2", title="Events compared", description=described, entries=entries)
    replace_file(path, lambda part: part.write_text(page, encoding="utf-8", newline="\n"))
    return path


class _Head(HTMLParser):
    """The title and the description of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.title, self.about, self._in_title = "", "", False

    def handle_starttag(self, tag, attrs):
        self._in_title = tag == "title"
        if tag == "meta" and dict(attrs).get("name") == "description":
            self.about = dict(attrs).get("content") or ""

    def handle_endtag(self, tag):
        self._in_title = False

    def handle_data(self, data):
        self.title += data if self._in_title else ""


def _entry(page: Path) -> Entry:
    head = _Head()
    with page.open(encoding="utf-8") as text:
        head.feed(text.read(HEAD))
    manifest = page.with_name("manifest.json")
    when = (manifest if manifest.exists() else page).stat().st_mtime
    name = page.parent.name
    return Entry(name, head.title.removesuffix(" · newsangle") or name, head.about, when)
