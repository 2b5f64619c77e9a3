"""Speech that no cue claims: quotations beside a name or after one, the next words of whoever spoke last, and the turns
of interviews and transcripts ('Q:', 'MARTIN:')."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from newsangle.texts.attribution.candidates import source_phrase, subject
from newsangle.texts.attribution.parsed import ParsedText, Range, Span
from newsangle.texts.attribution.quotations import Quotation
from newsangle.texts.attribution.speech import Speech

_STATEMENT_GAPS = 4  # spaces between the words of a quoted statement, at least
_LINES = 2  # line breaks between a speech and one that goes on with it, at most


def unclaimed(here: ParsedText, claimed: list[Speech]) -> list[Speech]:
    """Return the quoted statements that no cue claims: with the subject of 'With these words, ...' as the source, else
    without one, where somebody has spoken just before or says the same elsewhere."""
    taken = sorted(span for one in claimed for span in one.content)
    begins = [start for start, _ in taken]
    spoken = sorted((one for one in claimed if one.cue and one.source and _is_quoted(here, one)), key=lambda one: one.cue)
    ends = sorted(max(end for _, end in one.content) for one in spoken)
    found = []
    for quote in here.quotes:
        before = bisect_left(begins, quote.end) - 1
        if (before >= 0 and taken[before][1] > quote.start) or not _is_statement(here, quote):
            continue
        span = ((quote.start, quote.end),)
        if after := _with_these_words(here, quote):
            found.append(Speech(span, after[1], after[0], "neutral", 1.0))
            continue
        k = bisect_left(ends, quote.start + 1) - 1
        if k >= 0 and here.raw.count("\n", ends[k], quote.start) <= _LINES:
            found.append(Speech(span, None, None, None, 1.0))
    return found


def _is_quoted(here: ParsedText, speech: Speech) -> bool:
    return any(q.start <= start and end <= q.end for start, end in speech.content for q in here.quotes_in(start, end))


def _is_statement(here: ParsedText, quote: Quotation) -> bool:
    """Return whether a quotation is a statement of its own: it begins a sentence, and has a few words."""
    first = here.token(quote.start)
    if first >= len(here.doc) or here.raw.count(" ", quote.start, quote.end) < _STATEMENT_GAPS:
        return False
    return first == 0 or here.sentences[first] != here.sentences[first - 1]


def _with_these_words(here: ParsedText, quote: Quotation) -> tuple[Range, Range] | None:
    """Return the cue and the source of 'With these words, the minister ...' right after a quotation."""
    doc, first = here.doc, here.token(quote.end)
    if first + 2 >= len(doc) or doc[first].lower_ != "with" or doc[first + 1].lower_ not in ("these", "those", "such"):
        return None
    who, _ = subject(doc[first].head)
    return ((first, first + 3), source_phrase(who)) if who is not None else None
