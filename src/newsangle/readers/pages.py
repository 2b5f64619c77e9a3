"""The article in a saved web page: its body, and what the page says of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from newsangle.errors import InputError
from newsangle.language import read_lexicon
from newsangle.readers import metadata
from newsangle.readers.decoding import decode, printable
from newsangle.readers.markup import table_sentences, text_of
from newsangle.readers.metadata import Facts
from newsangle.readers.stated import outlet_in

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,30})""", re.IGNORECASE)
_PROSE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
FULLER = 1.3  # how many times the prose of another extraction must outweigh that of the strictest


class PageError(InputError):
    """No article was found in a page."""


@dataclass(frozen=True)
class Page:
    """What a page says of its article; `text` has the title above the body, and offsets count in it.

    `marked` gives lines whose role the page's own markup states, as (line, role). `doubts` says what makes it doubtful
    that the text is a whole article.
    """

    text: str
    title: str | None = None
    author: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    inferred: tuple[str, ...] = ()
    marked: tuple[tuple[str, str], ...] = ()
    doubts: tuple[str, ...] = field(default=())


def read_page(page: bytes | str) -> Page:
    """Return the article of an HTML page.

    trafilatura (Barbaresi 2021) extracts the body, in its precise and in its default mode; where the default mode
    (and its third, which prefers recall) or the page's own JSON-LD holds much more running text, that is taken.
    Raises PageError where no article is found, as happens with very deep and very large pages.
    """
    markup = page if isinstance(page, str) else page_text(page)
    precise = _extracted(markup, favor_precision=True, with_metadata=True)
    facts = metadata.read_facts(markup)
    body, marked = _body(markup, precise.get("text") or "", facts)
    if not body:
        raise PageError("no article was found in the page")
    title = _title(facts.title, precise.get("title"))
    first, _, rest = body.partition("\n")
    if first.strip().casefold() == title.casefold():
        body = rest.strip()
    head = [title] if title else []
    if facts.standfirst and _plain(facts.standfirst) != _plain(title):
        head += [facts.standfirst] if _plain(facts.standfirst) not in _plain(body) else []
        marked = (*marked, (facts.standfirst, "standfirst"))
    author, outlet, inferred = (
        facts.author or precise.get("author"),
        facts.outlet or precise.get("sitename"),
        facts.inferred,
    )
    if not outlet and (outlet := outlet_in(text_of(markup))):
        inferred = (*inferred, "outlet")
    return Page(
        printable("\n\n".join([*head, body]).strip()), title or None, printable(author or "") or None,
        facts.published, printable(outlet or "") or None, facts.url, inferred, marked,
        tuple(_doubts(body, facts)),
    )  # fmt: skip


def _extracted(markup: str, **mode: Any) -> dict[str, Any]:
    """Return text and metadata as trafilatura finds them, or nothing."""
    import trafilatura

    found = trafilatura.bare_extraction(markup, include_comments=False, **mode)
    return {} if found is None else found if isinstance(found, dict) else found.as_dict()


def _title(stated: str | None, shown: str | None) -> str:
    """Return the headline as shown on the page, without the name of the site where the page states it without."""
    own, seen = (printable(" ".join((title or "").split())) for title in (stated, shown))
    return own if not seen or (own and own in seen) else seen


def page_text(page: bytes) -> str:
    """Return the text of a page's bytes, by its byte order mark, its meta element, or else as any other text."""
    match = _CHARSET.search(page[:4096])
    name = match[1].decode("ascii").lower() if match else ""
    if name and not name.startswith(("utf", "iso-8859-1", "latin", "ascii", "us-ascii", "windows-1252")):
        try:
            page.decode("utf-8")
        except UnicodeDecodeError:
            try:
                return page.decode(name, errors="replace")
            except LookupError:
                pass
    return decode(page).text


def _body(markup: str, precise: str, facts: Facts) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return the fullest body that is still running text, and the lines in it whose role the markup states."""
    if len(facts.updates) > 1:
        return _live(facts)

    def extracted(**mode: bool) -> str:
        return (_extracted(markup, **mode).get("text") or "").strip()

    def fuller(text: str) -> bool:
        more = prose_words(text) > FULLER * prose_words(best) + 20
        return more and len(text.split()) > 0.8 * len(best.split())

    best, other, stated = precise.strip(), extracted(), text_of(facts.body) if facts.body else ""
    if fuller(other) and (not prose_words(best) or fuller(extracted(favor_recall=True))):  # one mode alone may err
        best = other
    if fuller(stated):
        best = stated
    best = best or other or stated
    return "\n".join(_tables_as_text(best.split("\n"))), ()


def prose_words(text: str) -> int:
    """Return how many words stand in lines that are running text: twelve and more words that end as a sentence does."""
    lines = dict.fromkeys(line.strip().lstrip("- ") for line in text.split("\n"))
    return sum(len(line.split()) for line in lines if len(line.split()) >= 12 and _PROSE_END.search(line))


def _live(facts: Facts) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return the updates of a live blog, each below its time and its heading."""
    lines, marked = [], []
    for update in facts.updates:
        if update.published:
            lines.append(update.published)
            marked.append((update.published, "furniture"))
        if update.heading:
            lines.append(update.heading)
            marked.append((update.heading, "subhead"))
        lines.append(update.text)
    return "\n\n".join(lines), tuple(marked)


def _tables_as_text(lines: list[str]) -> Iterator[str]:
    """Yield lines in which every row of a table is a sentence: 'Inspection: March; Cracks found: 4 supports.'"""
    headings: list[str] = []
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        if not line.startswith("|"):
            headings = []
            yield line
            continue
        cells = [" ".join(cell.split()) for cell in line.strip().strip("|").split("|")]
        if re.fullmatch(r"[|\s:-]+", line):
            continue
        if re.fullmatch(r"[|\s:-]*---[|\s:-]*", below):
            headings = cells
            continue
        yield from table_sentences(headings, [cells])


def _doubts(body: str, facts: Facts) -> Iterator[str]:
    """Yield what makes it doubtful that a body is one whole article."""
    words, prose = len(body.split()), prose_words(body)
    lowered = body[:3000].casefold()
    failed = read_lexicon("readers", "failed")
    if words < 250 and any(re.search(p, lowered) for p in (*failed["walls"], *failed["refused"])):
        yield "looks like a notice about cookies, access or an error rather than an article"
    elif facts.links > 40 and prose < 60 and words > 30 and not facts.is_article:
        yield "looks like an index page: links to articles rather than an article"
    elif facts.pictures >= 8 and prose < 150 and words < 400 and not facts.updates:
        yield f"holds little text beside {facts.pictures} pictures: a gallery or an index page rather than an article"
    elif facts.is_free is False and prose < 150:
        yield "may hold only the beginning: the page says that the article is not free to read"
    elif facts.words and words < 0.4 * facts.words and facts.words > 150:
        yield f"may be cut: {words} words were found, and the page counts {facts.words}"


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).casefold().strip()
