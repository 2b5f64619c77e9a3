"""What a page states of its article: JSON-LD, meta elements, and the elements round its headline.

A date is taken from where a page states it of the article itself, never from a footer, a teaser or the story.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from newsangle.language import read_lexicon
from newsangle.readers.dates import read_date
from newsangle.readers.markup import text_of

_ARTICLES = re.compile(
    r"(?:News|Report|Blog|Opinion|Review|Analysis|Live|Satirical|Background|Reportage|Scholarly)?\w*(?:Article|Posting)"
)
_BESIDE = (
    "ancestor::*[self::aside or self::nav or self::footer"
    " or contains(@class, 'related') or contains(@class, 'recommend')]"
)
_STANDFIRST = re.compile(
    r"stand-?first|sub-?title|sub-?head|sub-?deck|\bdeck\b|\bdek\b|strap-?line|article[-_]+(?:summary|intro|lead|description)",
    re.I,
)
_OTHER_MATTER = re.compile(r"\b\d{1,2}:\d{2}\b|\*|•|\b(?:updated|published|follow us|subscribe|share)\b", re.IGNORECASE)
_SAVED = re.compile(
    r"(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url: )\s*(https?://\S{4,1900})"
)  # by browsers
_IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?:/|-|$)")


@dataclass(frozen=True)
class Update:
    """An entry of a live blog."""

    text: str
    heading: str = ""
    published: str = ""


@dataclass(frozen=True)
class Facts:
    """What a page states of its article; None and '' where it states nothing."""

    title: str | None = None
    author: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    body: str = ""  # articleBody of JSON-LD
    standfirst: str = ""
    updates: tuple[Update, ...] = ()
    is_article: bool = False
    is_free: bool | None = None
    words: int = 0
    links: int = 0
    pictures: int = 0
    inferred: tuple[str, ...] = field(default=())


def read_facts(markup: str) -> Facts:
    """Return what a page states of its article."""
    import lxml.etree
    import lxml.html

    try:
        tree = lxml.html.document_fromstring(markup.encode("utf-8", "replace"), lxml.html.HTMLParser(encoding="utf-8"))
    except (ValueError, lxml.etree.LxmlError):
        return Facts()
    node = _article_node(tree)
    meta = _meta(tree)
    saved = _SAVED.search(markup[:5000])
    url = _address(meta.get("og:url")) or _address(next(iter(tree.xpath("//link[@rel='canonical']/@href")), None))
    url = url or (saved[1] if saved else None)
    stated = _first_day(
        [
            node.get("datePublished"),
            *(meta.get(name) for name in read_lexicon("readers", "page_dates")["meta"]),
            *_times(tree, True),
        ]
    )
    nearby = None if stated else _first_day([*_times(tree, False), _below_headline(tree), _day_in_address(url)])
    return Facts(
        title=_text(node.get("headline")) or None, author=_names(node.get("author")) or None,
        published=stated or nearby, outlet=meta.get("og:site_name") or _names(node.get("publisher")) or None, url=url,
        body=_text(node.get("articleBody"), lines=True), standfirst=_standfirst(tree),
        updates=tuple(_updates(tree, node)), is_article=bool(node) or meta.get("og:type") == "article",
        is_free=_is_free(node.get("isAccessibleForFree")), words=_count(node.get("wordCount")),
        links=len(tree.xpath("//a[string-length(normalize-space()) > 24]")),
        pictures=len(tree.xpath(f"//figure[not({_BESIDE})]")), inferred=("published",) if nearby else (),
    )  # fmt: skip


# --- JSON-LD and meta elements --------------------------------------------------------------------------------------


def _article_node(tree) -> dict[str, Any]:
    """Return the object of JSON-LD that describes the article: the one with most text, a live blog above all."""
    nodes = [
        n for script in tree.xpath("//script[contains(@type, 'ld+json')]") for n in _nodes(_json(script.text_content()))
    ]
    articles = [n for n in nodes if any(_ARTICLES.fullmatch(str(kind)) for kind in _list(n.get("@type")))]
    return max(
        articles, key=lambda n: (bool(n.get("liveBlogUpdate")), len(_text(n.get("articleBody"))), len(n)), default={}
    )


def _json(text: str) -> Any:
    try:
        return json.loads(re.sub(r"(?://|/\*)?\s*(?:<!\[CDATA\[|\]\]>|<!--|-->)\s*(?:\*/)?", "", text), strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(content: Any, depth: int = 0) -> Iterator[dict]:
    if isinstance(content, list) and depth < 5:
        for item in content[:300]:
            yield from _nodes(item, depth + 1)
    elif isinstance(content, dict):
        yield content
        for name in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement", "item"):
            if depth < 5 and isinstance(content.get(name), dict | list):
                yield from _nodes(content[name], depth + 1)


def _meta(tree) -> dict[str, str]:
    """Return the meta elements, the first of each name; names in small letters."""
    found: dict[str, str] = {}
    for element in tree.xpath("//meta[@content]"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
        found.setdefault(name, " ".join(element.get("content").split())[:2000])
    return found


def _text(value: Any, lines: bool = False) -> str:
    import html

    text = html.unescape(value) if isinstance(value, str) else ""
    return text.strip() if lines else " ".join(text.split())


def _names(value: Any) -> str:
    names = [_text(v.get("name") if isinstance(v, dict) else v) for v in _list(value)]
    return ", ".join(dict.fromkeys(n for n in names if n and not n.startswith("http")))[:300]


def _list(value: Any) -> list:
    return value if isinstance(value, list) else [] if value is None else [value]


def _is_free(value: Any) -> bool | None:
    return None if value is None else str(value).lower() not in ("false", "http://schema.org/false")


def _count(value: Any) -> int:
    digits = re.fullmatch(r"\d{1,6}", str(value or "").strip())
    return int(digits[0]) if digits else 0


def _address(value: Any) -> str | None:
    return value if isinstance(value, str) and re.fullmatch(r"https?://\S{4,1900}", value) else None


# --- Dates ------------------------------------------------------------------------------------------------------------


def _first_day(values: Iterable[Any]) -> str | None:
    for value in values:
        if isinstance(value, str) and (day := read_date(value).iso):
            return day
    return None


def _times(tree, stated: bool) -> list[str]:
    """Return the days in the elements of the article: those named as its publication, or the first above its text."""
    if stated:
        return [
            element.get("datetime") or element.get("content") or element.text_content()
            for element in tree.xpath("//*[@itemprop='datePublished' or @pubdate or @property='datePublished']")
            if not element.xpath(_BESIDE)
        ]
    found = tree.xpath("//article//time[@datetime] | //main//time[@datetime] | //h1/following::time[@datetime]")
    for element in found:
        if not element.xpath(_BESIDE) and not element.xpath(
            "ancestor::a[@href] | ancestor::li | ancestor::article//article"
        ):
            long = element.xpath("preceding::p[string-length(normalize-space()) > 120 and not(ancestor::nav)]")
            return [] if long and not element.xpath("ancestor::header") else [element.get("datetime")]
    return []


def _below_headline(tree) -> str | None:
    """Return the text of an element right below the headline that is a day and nothing else."""
    for element in tree.xpath(f"//h1/following::*[not({_BESIDE} or ancestor::li or ancestor-or-self::a)]")[:40]:
        text = " ".join((element.text or "").split())
        if element.tag == "p" and len(element.text_content()) > 200:
            return None
        if 8 <= len(text) <= 60 and read_date(text).iso:
            return text
    return None


def _day_in_address(url: str | None) -> str | None:
    match = _IN_ADDRESS.search(url or "")
    return (
        f"{match[1]} {match[2]} {match[3]}"
        if match and match[2].isalpha()
        else "-".join(match.groups())
        if match
        else None
    )


# --- Elements round the headline ---------------------------------------------------------------------------------


def _standfirst(tree) -> str:
    """Return the standfirst: what the page's markup calls so, between the headline and the first long paragraph."""
    for element in tree.xpath(f"//h1/following::*[@class or @itemprop or @data-testid][not({_BESIDE})]")[:60]:
        name = " ".join(element.get(a) or "" for a in ("class", "itemprop", "data-testid", "id"))
        if element.tag not in ("p", "div", "h2", "h3", "span") or not _STANDFIRST.search(name):
            continue
        text = " ".join(element.text_content().split())
        if element.xpath("preceding::p[string-length(normalize-space()) > 200 and preceding::h1]"):
            return ""
        if 5 <= len(text.split()) <= 80 and not _OTHER_MATTER.search(text):
            return text
    return ""


def _updates(tree, node: dict) -> Iterator[Update]:
    """Yield the updates of a live blog, from JSON-LD or from the elements that hold them."""
    for entry in _list(node.get("liveBlogUpdate")):
        if isinstance(entry, dict) and (text := text_of(_text(entry.get("articleBody"), lines=True))):
            yield Update(text, _text(entry.get("headline")), _moment(entry.get("datePublished")))
    if node.get("liveBlogUpdate"):
        return
    if "LiveBlogPosting" not in _list(node.get("@type")) and not tree.xpath(
        "//*[contains(@itemtype, 'LiveBlogPosting')]"
    ):
        return
    for post in tree.xpath("//*[.//time and (self::article or self::div or self::section or self::li)]"):
        times, heads = post.xpath(".//time"), post.xpath(".//h2 | .//h3 | .//h4")
        text = "\n\n".join(" ".join(p.text_content().split()) for p in post.xpath(".//p") if p.text_content().strip())
        if len(times) == 1 and text:
            heading = " ".join(heads[0].text_content().split()) if heads else ""
            yield Update(text, heading, _moment(times[0].get("datetime") or times[0].text_content()))


def _moment(value: Any) -> str:
    """Return the time of an update as a reader writes it: '3 June 2025, 12:00'."""
    iso = read_date(value).iso if isinstance(value, str) else None
    if not iso:
        return " ".join(value.split())[:40] if isinstance(value, str) else ""
    from datetime import datetime

    moment = datetime.fromisoformat(iso)
    zone = " UTC" if moment.utcoffset() is not None and not moment.utcoffset() else ""
    return f"{moment.day} {moment:%B %Y, %H:%M}{zone}" if "T" in iso else f"{moment.day} {moment:%B %Y}"
