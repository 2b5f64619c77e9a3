"""Which stretches of a text stand in quotation marks.

Every paragraph is read for itself, so an odd mark costs its own paragraph and never the article. Straight and
curly marks, double, single and doubled single ones are read alike; a mark opens or closes by what stands before
and after it, since newsrooms mix the glyphs. Only the outermost quotation counts.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_MARK = re.compile(r"``|''|[\"“”„‟«»″'‘’‚‛`´]")
_SINGLE = frozenset("'‘’‚‛`´")
_OPENING, _CLOSING = frozenset("“„«‘‚") | {"``"}, frozenset("”»’")
_BEFORE_OPENING = re.compile(r"[\s(\[{<—–\-/:;,.…\"“„«‘'*>]")
_ELISION = re.compile(r"(?:\d0s|em|til|tis|twas|cause|cuz|bout|round|n|nd|nuff)\b", re.IGNORECASE)
_SAID_AT_END = re.compile(
    r""",(?=\s+(?:(?:[\w.’'-]+\s+){1,4}(?:said|says|added|told|wrote|tweeted|explained|asked)\b[^,“"]{0,40}
    |(?:said|says|added|wrote|asked)\s+[A-ZÀ-Þ][^,“"]{0,60})\.?\s*$)""",
    re.MULTILINE | re.VERBOSE,
)
_SENTENCE_END = re.compile(r"[.?!…](?=\s|$)")


@dataclass(frozen=True)
class Quotation:
    """A stretch in quotation marks, marks included. One that has no closing mark runs on in the next paragraph."""

    start: int
    end: int
    runs_on: bool = False


@dataclass(frozen=True)
class _Mark:
    start: int
    end: int
    single: bool
    opens: bool
    closes: bool


def quotations(raw: str, paragraphs: Iterable[tuple[int, int]] | None = None) -> list[Quotation]:
    """Return the quotations of a text in order; offsets are into raw. Paragraphs are its lines unless given."""
    spans = list(lines(raw)) if paragraphs is None else list(paragraphs)
    marks = [_marks(raw, start, end) for start, end in spans]
    found: list[Quotation] = []
    pending: _Mark | None = None  # opened in the paragraph before and not closed there
    for i, (start, end) in enumerate(spans):
        here, first = marks[i], 0
        if pending and here:
            closer = next((k for k, mark in enumerate(here) if mark.single == pending.single), None)
            reopened = closer is not None and here[closer].opens and here[closer].start == _text_start(raw, start)
            if closer is not None and not reopened and here[closer].closes:
                found.append(Quotation(start, here[closer].end))
                first = closer + 1
        pending = None
        for opener, closer in _pairs(raw, here[first:]):
            if closer:
                found.append(Quotation(opener.start, closer.end))
                continue
            begins = _begins(raw, opener, start)
            clause = _SAID_AT_END.search(raw, opener.end, end) if begins else None
            if clause:  # the mark before ', she said.' was forgotten
                found.append(Quotation(opener.start, clause.start()))
            elif begins and _runs_on(raw, opener, spans[i + 1 : i + 2], marks[i + 1 : i + 2]):
                pending = opener
                found.append(Quotation(opener.start, end, runs_on=True))
                break  # what is quoted further on stands inside it
            elif opener.start == _text_start(raw, start) and not opener.single:
                found.append(Quotation(opener.start, end))  # the closing mark was forgotten
                break
            elif not opener.single:  # an odd mark: no further than its sentence
                stop = _SENTENCE_END.search(raw, opener.end, end)
                found.append(Quotation(opener.start, stop.end() if stop else end))
    return [quote for quote in found if raw[quote.start : quote.end].strip(" \"“”'‘’")]


def lines(raw: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of every line that is not blank."""
    for match in re.finditer(r"[^\n]+", raw):
        if not match.group().isspace():
            yield match.span()


def _marks(raw: str, start: int, end: int) -> list[_Mark]:
    """Return the marks of a paragraph that may open or close a quotation; apostrophes are left out."""
    found = []
    for match in _MARK.finditer(raw, start, end):
        glyph = match.group()
        before = raw[match.start() - 1] if match.start() > start else " "
        after = raw[match.end()] if match.end() < end else " "
        single = glyph in _SINGLE
        opens = bool(_BEFORE_OPENING.match(before)) and not after.isspace() and after not in ",.;:!?)"
        closes = not before.isspace() and not after.isalnum()
        if single:
            opens &= glyph not in _CLOSING and not _ELISION.match(raw, match.end())
            closes &= glyph not in _OPENING
            if not (opens or closes):
                continue
        if opens == closes:  # the context leaves it open: trust a glyph that has a side
            opens, closes = glyph not in _CLOSING, glyph not in _OPENING
        found.append(_Mark(match.start(), match.end(), single, opens, closes))
    return found


def _pairs(raw: str, marks: list[_Mark]) -> Iterator[tuple[_Mark, _Mark | None]]:
    """Pair opening with closing marks; an opening mark without one comes last in its run and has None."""
    k = 0
    while k < len(marks):
        opener = marks[k]
        k += 1
        if not opener.opens:
            continue
        end = _closer(raw, marks, k, opener.single)
        if end is not None:
            yield opener, marks[end]
            k = end + 1
        elif not any(mark.opens and mark.single == opener.single for mark in marks[k : k + 1]):
            yield opener, None


def _closer(raw: str, marks: list[_Mark], first: int, single: bool) -> int | None:
    """Return the place of the mark that closes a quotation opened just before, or None."""
    possessive = None
    for k in range(first, len(marks)):
        mark = marks[k]
        if mark.single != single:
            continue
        if not mark.closes:
            return possessive
        if single and raw[mark.start - 1] == "s" and raw[mark.end : mark.end + 1] == " ":
            possessive = k if possessive is None else possessive  # "the voters' choice": only if nothing better comes
            continue
        return k
    return possessive


def _begins(raw: str, opener: _Mark, start: int) -> bool:
    """Return whether a mark stands where a statement begins: first in a paragraph, or after a stop or colon."""
    before = raw[max(start, opener.start - 3) : opener.start].rstrip()
    return not before or before[-1] in ".,:;?!—–-…"


def _runs_on(raw: str, opener: _Mark, span: list[tuple[int, int]], marks: list[list[_Mark]]) -> bool:
    """Return whether the next paragraph takes up a quotation: it opens one anew, or closes what it has not opened."""
    alike = [mark for mark in (marks[0] if marks else []) if mark.single == opener.single]
    if not alike:
        return False
    return alike[0].start == _text_start(raw, span[0][0]) if alike[0].opens else True


def _text_start(raw: str, start: int) -> int:
    while start < len(raw) and raw[start].isspace():
        start += 1
    return start
