"""The turns of interviews and transcripts ('Q:', 'ANN ROE, HOST:') and embedded posts: speech that layout marks."""

import re
from collections import Counter
from collections.abc import Iterator

from newsangle.texts.attribution.parsed import ParsedText, Range, Span
from newsangle.texts.attribution.speech import Speech

_LABEL = re.compile(
    r"""^[ \t"“]*
    (?P<name>Q|A|Question|Answer
        |[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?:[ ][A-ZÀ-Þ][A-ZÀ-Þ.'’-]*){0,4}  # ANN ROE
        |[A-ZÀ-Þ](?:[^\W\d_]|[.'’-])+(?:[ ][A-ZÀ-Þ](?:[^\W\d_]|[.'’-])+){0,2})  # Ann Roe
    (?P<role>,[ ][\w ,.'’-]{2,50})?  # , HOST
    (?:(?<=\bQ|\bA)\.|:)(?=\s|$)""",
    re.MULTILINE | re.VERBOSE,
)
_QUESTIONS = ("q", "question")
_ANSWERS = frozenset(["q", "a", "question", "answer"])
_POST = re.compile(
    r"""^(?P<text>[^\n]{15,400}?)\s*
    (?:pic\.twitter\.com/\S+\s*)?(?:\n[ \t]*)?
    [—–-]{1,2}[ ]?(?P<name>[^\n()@—]{2,40})[ ]\(@\w{1,15}\)""",
    re.MULTILINE | re.VERBOSE,
)
_FEWEST = 2  # turns that a transcript has, at least


def turns(here: ParsedText) -> list[Speech]:
    """Return what layout marks as somebody's words; a source is the label of the turn or the name under the post."""
    return sorted([*_transcript(here), *_posts(here)], key=lambda one: one.content)


def label_name(here: ParsedText, source: Range | None, names: list) -> str | None:
    """Return the actor whom a label names, 'HOLM' being the one actor of that name; None for 'Q' and 'A'."""
    if source is None:
        return None
    label = " ".join(here.raw[slice(*here.span(*source))].split())
    if label.lower() in _ANSWERS:
        return None
    words = label.lower().split()
    for name in names:
        if not name.actor.isupper() and name.actor.lower().split()[-len(words) :] == words:
            return name.actor
    return label.title() if label.isupper() else label


def _transcript(here: ParsedText) -> Iterator[Speech]:
    labels = [m for m in _LABEL.finditer(here.raw) if _is_kept(here, m.start("name")) and not _has_verb(here, m)]
    counts = Counter(m["name"] for m in labels)
    asked = any(name.lower() in _QUESTIONS for name in counts)
    again = any(counts[m["name"]] > 1 and _names_person(here, m) for m in labels)
    labels = [m for m in labels if _is_speaker(m, counts[m["name"]], asked) or (again and _names_person(here, m))]
    if len(labels) < _FEWEST or not any(counts[m["name"]] > 1 or m["role"] for m in labels):
        return
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        lines = list(_lines(here, label.end(), following.start() if following else len(here.raw)))
        if following is None:
            lines = lines[:1]  # nothing shows where the last turn ends
        if lines:
            yield Speech(tuple(lines), _range(here, *label.span("name")), None, None, 1.0, laid_out=True)


def _is_speaker(label: re.Match, count: int, asked: bool) -> bool:
    """Return whether a label is a transcript's: 'A' where somebody asks, a name in capitals, with a role, or again."""
    if label["name"].lower() in _ANSWERS:
        return asked
    return label["name"].isupper() or bool(label["role"]) or count > 1


def _names_person(here: ParsedText, label: re.Match) -> bool:
    """Return whether a label is a person's name: beside labels that come again, one that comes once is a speaker's."""
    return here.words.entity[_range(here, *label.span("name"))[1] - 1] == "PERSON"


def _has_verb(here: ParsedText, label: re.Match) -> bool:
    """Return whether a label has a role that is a clause: 'Yesterday, the mayor tweeted:'."""
    words, (first, last) = here.words, _range(here, *label.span())
    return bool(label["role"]) and any(words.tag[i] in ("VBD", "VBZ", "VBP", "MD") for i in range(first, last))


def _posts(here: ParsedText) -> Iterator[Speech]:
    for post in _POST.finditer(here.raw):
        start, end = post.span("text")
        lines = list(_lines(here, start, end))
        if lines and _is_kept(here, post.start("name")):
            yield Speech(tuple(lines), _range(here, *post.span("name")), None, None, 1.0, laid_out=True)


def _is_kept(here: ParsedText, place: int) -> bool:
    """Return whether a place of the raw text lies in a token, that is in the story."""
    token = here.token(place)
    return token < len(here.words) and here.words.start[token] <= place


def _range(here: ParsedText, start: int, end: int) -> Range:
    return here.token(start), here.token(end - 1) + 1


def _lines(here: ParsedText, start: int, end: int) -> Iterator[Span]:
    """Yield the lines of a stretch of raw text that belong to the story, without the white space around them."""
    for line in re.finditer(r"[^\n]+", here.raw[start:end]):
        first = start + line.start() + len(line.group()) - len(line.group().lstrip())
        last = start + line.start() + len(line.group().rstrip())
        if last > first and _is_kept(here, first):
            yield first, last
