"""What is doubtful about an event before it is run: warnings that `check` and `run` print and the page carries."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from difflib import SequenceMatcher
from itertools import combinations

import pandas as pd

from newsangle.texts import duplicates
from newsangle.texts.events import TEMPLATE, Article, Event
from newsangle.texts.reading import cleaned

FAR_APART = 7  # days between the first and the last article
SHORT, LONG = 40, 6000  # words of an article's story
SAME = 0.9  # share of the shorter text that stands in the other
_ARTICLE_FILES = (".txt", ".html", ".htm", ".xhtml", ".docx", ".odt", ".rtf", ".pdf", ".eml", ".md")
_COPYRIGHT = re.compile(r"^\s*(?:copyright|©|\(c\))\s.{0,40}\b(?:19|20)\d\d", re.IGNORECASE | re.MULTILINE)


def warnings(event: Event) -> list[str]:
    """Return what a reader of the results should know of an event's articles, a sentence each; often nothing.

    Raises EventError where no run is possible.
    """
    blocks, without_story = cleaned(event)
    found = [article for article in event.articles if article.id in blocks]
    stories = {name: "\n".join(own.loc[own["kept"], "text"]) for name, own in blocks.items()}
    return [
        *(f"{name}: left out; {reason.rstrip('.')}." for name, reason in event.left_out),
        *(f"{article.id}: left out; nothing of '{article.file}' looks like a story." for article in without_story),
        *_of_entries(event, found),
        *_of_files(event),
        *_of_days(event, found),
        *(line for article in found for line in _of_story(article, stories[article.id], blocks[article.id])),
        *_of_copies(found, stories),
        *_of_agencies(blocks),
    ]


def _of_entries(event: Event, found: list[Article]) -> Iterator[str]:
    outlets = list(dict.fromkeys(article.outlet for article in found))
    template = TEMPLATE.read_text(encoding="utf-8")
    if f"title: {event.title}\n" in template:
        yield "The title in event.yml is still the template's. Write what happened, in a few words."
    if len(outlets) == 1:
        yield f"All articles are by one outlet, {outlets[0]}: nothing can be compared between outlets."
    for one, other in combinations(outlets, 2):
        if _alike(one, other):
            yield f"The outlets '{one}' and '{other}' have nearly the same name. If they are one, write it one way."


def _alike(one: str, other: str) -> bool:
    a, b = (re.sub(r"\W+|\b(?:the|com|co|uk|www|news|online)\b", "", _ascii(name)) for name in (one, other))
    plain_a, plain_b = (re.sub(r"\W+", "", _ascii(name)) for name in (one, other))
    if not plain_a.isascii() or not plain_a or not plain_b:
        return False
    return (
        plain_a == plain_b
        or (bool(a) and a == b)
        or (min(len(a), len(b)) >= 6 and SequenceMatcher(None, a, b, autojunk=False).ratio() >= 0.92)
    )


def _ascii(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))


def _of_files(event: Event) -> Iterator[str]:
    listed = {article.file for article in event.articles} | {name for name, _ in event.left_out}
    here = (path for path in sorted(event.folder.iterdir()) if path.suffix.lower() in _ARTICLE_FILES)
    others = [p.name for p in here if p.name not in listed and p.stem not in listed and p.stem.lower() != "readme"]
    if others:
        shown = ", ".join(others[:5]) + (f" and {len(others) - 5} more" if len(others) > 5 else "")
        yield f"In the folder but not in event.yml, so not read: {shown}."


def _of_days(event: Event, found: list[Article]) -> Iterator[str]:
    undated = [article.id for article in found if not article.published]
    if undated:
        shown = ", ".join(undated[:5]) + (f" and {len(undated) - 5} more" if len(undated) > 5 else "")
        yield f"No day of publication: {shown}. Updates cannot be told from conflicts without it."
    days = sorted((_day(article.published), article.id) for article in found if article.published)
    if days and (days[-1][0] - days[0][0]).days > FAR_APART:
        yield (
            f"The articles lie {(days[-1][0] - days[0][0]).days} days apart, from {days[0][0]} ({days[0][1]})"
            f" to {days[-1][0]} ({days[-1][1]}): later ones may know more."
        )
    if event.date:
        far = [name for day, name in days if abs((day - _day(event.date)).days) > 30]
        if far:
            yield f"Published more than 30 days from the event's date, {event.date}: {', '.join(far[:5])}."


def _day(iso: str) -> date:
    return datetime.fromisoformat(iso).date()


def _of_story(article: Article, story: str, blocks: pd.DataFrame) -> Iterator[str]:
    words = len(story.split())
    yield from (f"{article.id}: {doubt}." for doubt in article.doubts)
    if language := other_language(story):
        yield f"{article.id}: is mostly in another language than English ({language}); newsangle reads English only."
    elif foreign := [part for part in story.split("\n") if len(part.split()) >= 12 and other_language(part)]:
        yield f"{article.id}: not in English: {len(foreign)} of its paragraphs."
    elif words < SHORT:
        yield f"{article.id}: holds only {words} words of story."
    if words > LONG or len(_COPYRIGHT.findall(article.raw)) >= 3:
        yield f"{article.id}: has {words} words; does '{article.file}' hold several articles? One file holds one."
    elif not article.marked and (head := _second_head(blocks)):
        yield f"{article.id}: '{head}' stands in the middle; does '{article.file}' hold several articles?"


def _second_head(blocks: pd.DataFrame) -> str:
    """Return a line in the middle of a story that ends an article or begins one: a copyright, or a byline or a day
    below a heading; '' where there is none.
    """
    rows = [row for row in blocks.itertuples() if row.text.strip()]
    words = [len(row.text.split()) * (row.role == "body") for row in rows]
    for i, row in enumerate(rows):
        inside = sum(words[:i]) >= SHORT and sum(words[i:]) >= SHORT and any(words[i + 1 : i + 7])
        heading = any(above.role == "subhead" for above in rows[max(0, i - 3) : i])
        if inside and (row.rule == "copyright" or (heading and (row.role == "byline" or row.rule == "date and time"))):
            return " ".join(row.text.split())[:60]
    return ""


def other_language(text: str) -> str | None:
    """Return the language of a text that is not English, as a code such as 'de', or None; short texts are English.

    A text in another script is told by its letters, others by py3langid (Lui and Baldwin 2012).
    """
    letters = [c for c in text if c.isalpha()]
    if len(letters) < 40:
        return None
    scripts = Counter(unicodedata.name(c, "?").split()[0] for c in letters[:2000])
    script, count = scripts.most_common(1)[0]
    if script != "LATIN" and count > 0.5 * min(len(letters), 2000):
        return f"{script.title()} script"
    if len(text.split()) < 12 or _is_english(text):
        return None
    import py3langid

    code = py3langid.classify(text[:5000])[0]
    return code if code != "en" else None


def _is_english(text: str) -> bool:
    """Return whether English function words make up a good part of a text: then no classifier is needed."""
    words = re.findall(r"[a-z']+", text.casefold())
    common = set("the of and to that was were had with his from which said has by".split())
    return sum(word in common for word in words) > 0.08 * len(words)


def _of_copies(articles: list[Article], stories: dict[str, str]) -> Iterator[str]:
    for copies in _groups(duplicates.overlaps(list(stories.values()), SAME)):
        names, outlets = ([getattr(articles[i], kind) for i in copies] for kind in ("id", "outlet"))
        yield f"{_and(names)} are the same text, or one holds the other: {_and(outlets)} are one voice here."
    partly = duplicates.overlaps(list(stories.values()))
    for copies in _groups(partly[partly["overlap"] < SAME]):
        yield f"{_and([articles[i].id for i in copies])} share half of their text or more: partly one voice."


def _of_agencies(blocks: dict[str, pd.DataFrame]) -> Iterator[str]:
    for name, own in blocks.items():
        if agencies := duplicates.wire(own):
            yield f"{name}: credits {agencies}; what it says may be the agency's words, not the outlet's."


def _groups(pairs: pd.DataFrame) -> list[list[int]]:
    """Return the sets of articles that pairs connect, each in the order of the articles."""
    groups: list[set[int]] = []
    for one, other in zip(pairs["first"], pairs["second"], strict=True):
        joined = [group for group in groups if group & {one, other}]
        groups = [group for group in groups if group not in joined] + [set().union({one, other}, *joined)]
    return sorted(sorted(group) for group in groups)


def _and(names: list[str]) -> str:
    names = list(dict.fromkeys(names))
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
