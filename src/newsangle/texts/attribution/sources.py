"""Who is quoted or reported: source, cue and content of every attribution, and the speaker's name.

Readings of the syntax (readings.py) and turns that no cue claims (turns.py) are put in order; speakers.py names who
speaks in each.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pandas as pd

from newsangle.language import phrases
from newsangle.texts.attribution import readings, speakers
from newsangle.texts.attribution.cast import cast
from newsangle.texts.attribution.cues import cue_class, is_inanimate, unspoken
from newsangle.texts.attribution.parsed import ParsedText, Range, Span, parsed_text
from newsangle.texts.attribution.speakers import History, Speaker
from newsangle.texts.attribution.speech import Speech
from newsangle.texts.attribution.turns import label_name, turns
from newsangle.texts.attribution.unclaimed import unclaimed

_WHERE = ("in", "at", "near", "from", "outside")
_TOO_WEAK = 0.2  # probability below which a cue does not name who speaks
COLUMNS = (
    "sentence", "source", "source_start", "source_end", "cue", "cue_start", "cue_end", "cue_class",
    "content_start", "content_end", "content", "kind", "speaker", "confidence",
)  # fmt: skip


def attributions(text: str) -> pd.DataFrame:
    """Return who is quoted or reported in a text: the columns of the table attributions, without the ids.

    Offsets are into the text given, and text[content_start:content_end] == content in every row.
    """
    from newsangle import language
    from newsangle.texts import actors

    doc = language.parse([(start, text[start:end]) for start, end in language.sentences(text)])
    return find(text, doc, actors.mentions([(text, doc)])).drop(columns="sentence")


def find(raw: str, doc, mentions: pd.DataFrame, paragraphs: Sequence[Span] | None = None) -> pd.DataFrame:
    """Return the attributions of a parsed article, a row for each stretch of content.

    mentions: the article's rows of actors.mentions, to name the speakers. paragraphs: start and end of each in the
    raw text, its lines unless given. Columns as COLUMNS; sentence is the place of the sentence in which the
    content begins. A content in several stretches has a row for each, with one cue and source. speaker and source are
    empty where it is unclear who speaks; source_start and source_end then give the place of the pronoun, if there is
    one. confidence, 0 to 1, is how sure the attribution and its speaker are together.
    """
    here = parsed_text(raw, doc, paragraphs)
    names = list(mentions[["start", "end", "actor", "entity", "form"]].itertuples(index=False))
    rows = [row for speech, who in told(here, names) for row in _rows(here, speech, who)]
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).sort_values(["content_start", "content_end"], ignore_index=True)
    whole = dict.fromkeys(("source_start", "source_end", "cue_start", "cue_end"), "Int64")
    return frame.astype(whole | {"confidence": "float64"})


def _rows(here: ParsedText, speech: Speech, who: Speaker) -> Iterator[tuple]:
    """Yield a row for each stretch of an attribution's content."""
    source, *source_place = _cell(here, speech.source)
    named = source if who.name or speech.laid_out else None
    confidence = round(who.confidence * speech.probability, 3)
    for start, end in speech.content:
        kind = "direct" if speech.laid_out else _kind(here, start, end)
        yield (
            _sentence(here, start), named, *source_place, *_cell(here, speech.cue), speech.cue_class,
            start, end, here.raw[start:end], kind, who.name, confidence,
        )  # fmt: skip


def told(here: ParsedText, names: list) -> list[tuple[Speech, Speaker]]:
    """Return the attributions of an article in the order of the text, each with its speaker."""
    speeches = turns(here)
    said = [_speech(here, reading, p) for reading, p in readings.likely(here)]
    speeches += [one for one in said if not _is_inside(here, one, speeches)]
    speeches += unclaimed(here, speeches)
    speeches.sort(key=lambda one: (one.content[0], one.cue or (0, 0)))
    figures, history = cast(here, names), History()
    found: list[tuple[Speech, Speaker]] = []
    last: dict[str, Speech] = {}  # by speaker
    for one in speeches:
        if one.laid_out:
            who = speakers.noted(label_name(here, one.source, names), one.content, history)
        elif one.probability < _TOO_WEAK:
            who = Speaker(None, 0.5)
        else:
            who = speakers.speaker(here, figures, names, one.source, one.content, history)
        if who.name and not one.source and not one.cue:
            if who.name in last:  # the words of that speaker go on
                one = replace(last[who.name], content=one.content)
            else:
                one = replace(one, source=figures.mention(who.name, here.token(one.content[0][0])))
        if who.name and one.source:
            last[who.name] = one
        found.append((one, who))
    return found


def _is_inside(here: ParsedText, speech: Speech, laid_out: list[Speech]) -> bool:
    """Return whether a speech is part of a turn, so that its 'I said' adds nothing."""
    if speech.source and here.words.pos[here.words.root(*speech.source)] != "PRON":
        return False
    start, end = speech.content[0]
    return any(a < end and start < b for one in laid_out for a, b in one.content)


def _speech(here: ParsedText, reading: readings.Reading, probability: float) -> Speech:
    candidate = reading.candidate
    kind = cue_class(here.words.lemma[candidate.head], here.raw[slice(*reading.cue)])
    source = candidate.source
    if source and (is_inanimate(here.words, here.words.root(*source)) or _is_where(here, source)):
        source = None  # whoever speaks, a storm does not
    return Speech(reading.content, source, candidate.cue, kind, probability)


def _is_where(here: ParsedText, source: Range) -> bool:
    """Return whether a source is the name of where something is: 'Oslo' of 'after the race in Oslo said', as parsed."""
    words = here.words
    root = words.root(*source)
    before = phrases.preposition_before(words, root)
    if before is None or source[0] <= before < source[1]:
        return False
    return words.entity[root] in ("GPE", "LOC", "FAC") and words.text[before].lower() in _WHERE


def voices(raw: str, doc, found: pd.DataFrame, paragraphs: Sequence[Span] | None = None) -> list[str]:
    """Return whose words each token is: quoted (in quotation marks), reported (indirect speech) or the outlet's.

    found: the article's attributions. What somebody thinks or wants is told in the outlet's own words.
    """
    here = parsed_text(raw, doc, paragraphs)
    spoken = found[(found["kind"] != "direct") & ~found["cue_class"].isin(unspoken())]
    whose = ["outlet"] * len(doc)
    for start, end in zip(spoken["content_start"], spoken["content_end"], strict=True):
        first, last = here.token(start), here.token(end - 1) + 1
        whose[first:last] = ["reported"] * (last - first)
    direct = found[found["kind"] == "direct"]
    spans = list(zip(direct["content_start"], direct["content_end"], strict=True))
    for start, end in spans + [(quote.start, quote.end) for quote in here.quotes]:
        first, last = here.token(start), min(here.token(end - 1) + 1, len(doc))
        whose[first:last] = ["quoted"] * (last - first)
    return whose


def _kind(here: ParsedText, start: int, end: int) -> str:
    """Return 'direct' for a content that stands in quotation marks, 'mixed' where part of it does."""
    quotes = here.quotes_in(start, end)
    if any(quote.start <= start and end <= quote.end for quote in quotes):
        return "direct"
    return "mixed" if quotes else "indirect"


def _sentence(here: ParsedText, place: int) -> int:
    return here.words.sentence[min(here.token(place), len(here.words) - 1)]


def _cell(here: ParsedText, part: Range | None) -> tuple[str | None, int | None, int | None]:
    if part is None:
        return None, None, None
    start, end = here.span(*part)
    return here.raw[start:end], start, end
