"""Quotations that no cue claims: more words of a sentence, the next words of whoever speaks, or of somebody unclear."""

from bisect import bisect_left

from newsangle.language import phrases
from newsangle.texts.attribution.candidates import subject
from newsangle.texts.attribution.cues import unspoken
from newsangle.texts.attribution.parsed import ParsedText, Range
from newsangle.texts.attribution.quotations import Quotation
from newsangle.texts.attribution.speech import Speech

_STATEMENT_GAPS = 4  # spaces between the words of a quoted statement, at least
_LINES = 2  # line breaks between a speech and one that goes on with it, at most
_OUTSIDE = 12  # letters of a line outside a quotation that fills it, at most


def unclaimed(here: ParsedText, claimed: list[Speech]) -> list[Speech]:
    """Return the quotations that no cue claims and somebody has said: with the subject of 'With these words, ...' or
    of the sentence's own cue as the source, else, where they are statements, without one."""
    taken = sorted(span for one in claimed for span in one.content)
    begins = [start for start, _ in taken]
    spoken = [one for one in claimed if one.cue and one.cue_class not in unspoken() and not here.is_quoted(one.cue[0])]
    by_sentence = {here.words.sentence[one.cue[0]]: one for one in spoken if one.source and one.cue}
    ends = sorted(max(end for _, end in one.content) for one in claimed)
    found = []
    for quote in here.quotes:
        before = bisect_left(begins, quote.end) - 1
        if (before >= 0 and taken[before][1] > quote.start) or here.token(quote.start) >= len(here.words):
            continue
        span = ((quote.start, quote.end),)
        same = by_sentence.get(here.words.sentence[here.token(quote.start)])
        if not _is_statement(here, quote) and not (_fills_line(here, quote) and _is_sentence(here, quote)):
            if (
                same
                and same.cue
                and same.cue[1] <= here.token(quote.start)
                and " " in here.raw[quote.start : quote.end]
            ):
                found.append(Speech(span, same.source, same.cue, same.cue_class, same.probability))
        elif after := _with_these_words(here, quote):
            found.append(Speech(span, after[1], after[0], "neutral", 1.0))
        elif _goes_on(here, quote, ends) or _is_sentence(here, quote) or _fills_line(here, quote):
            found.append(Speech(span, None, None, None, 1.0))
    return found


def _goes_on(here: ParsedText, quote: Quotation, ends: list[int]) -> bool:
    """Return whether somebody has spoken just before."""
    k = bisect_left(ends, quote.start + 1) - 1
    return k >= 0 and here.raw.count("\n", ends[k], quote.start) <= _LINES


def _is_sentence(here: ParsedText, quote: Quotation) -> bool:
    """Return whether a quotation ends with its sentence: 'Roe began to talk. “We lost everything.”'"""
    return here.raw[max(quote.start, quote.end - 3) : quote.end].rstrip("\"”’' ")[-1:] in tuple(".!?…")


def _fills_line(here: ParsedText, quote: Quotation) -> bool:
    """Return whether there is hardly anything but the quotation in its line."""
    start = here.raw.rfind("\n", 0, quote.start) + 1
    end = here.raw.find("\n", quote.end)
    outside = here.raw[start : quote.start] + here.raw[quote.end : end if end >= 0 else len(here.raw)]
    return sum(c.isalpha() for c in outside) <= _OUTSIDE


def _is_statement(here: ParsedText, quote: Quotation) -> bool:
    """Return whether a quotation is a statement of its own: it begins a sentence, and has a few words."""
    first = here.token(quote.start)
    if here.raw.count(" ", quote.start, quote.end) < _STATEMENT_GAPS:
        return False
    return first == 0 or here.words.sentence[first] != here.words.sentence[first - 1]


def _with_these_words(here: ParsedText, quote: Quotation) -> tuple[Range, Range] | None:
    """Return the cue and the source of 'With these words, the minister ...' right after a quotation."""
    words, first = here.words, here.token(quote.end)
    opening = [text.lower() for text in words.text[first : first + 2]]
    if first + 2 >= len(words) or opening[0] != "with" or opening[1] not in ("these", "those", "such"):
        return None
    who = subject(words, words.head[first])
    return ((first, first + 3), phrases.identifying_phrase(words, who)) if who is not None else None
