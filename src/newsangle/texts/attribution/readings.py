"""Which candidates are attributions: each with its content in raw text, weighed by a logistic regression.

The scheme is that of Pareti (2012) and PolNeAR (Newell, Margolin and Ruths 2018); the weights lie in weights.json.
"""

import json
import math
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from newsangle.language import phrases, roles, verbs
from newsangle.language.syntax import Syntax
from newsangle.texts.attribution.candidates import LONGEST, Candidate, candidates, speaker_of, subject
from newsangle.texts.attribution.cues import is_inanimate, is_physical_attack, is_spoken, is_weak
from newsangle.texts.attribution.features import features_of
from newsangle.texts.attribution.parsed import ParsedText, Range, Span

DASHES = ("-", "–", "—", "―", "--")
MODEL = Path(__file__).with_name("weights.json")
_QUOTED = 0.1  # probability from which a cue is believed for words in quotation marks, which somebody has said
_CLAUSES = ("ccomp", "that", "aside")  # patterns with a clause that gives what is said
_REACH = 25  # tokens beside a quotation in which its verb is looked for
_BEYOND = 8  # and in the sentence after it
_MOST = 30  # quotations that one attribution may go on for
_FEW_WORDS = 12  # characters: a quotation no longer is a phrase, not a statement


@dataclass(frozen=True)
class Reading:
    """A candidate with the raw text it would give to each part, and what the regression weighs."""

    candidate: Candidate
    content: tuple[Span, ...]
    more: tuple[Span, ...]  # quotations that go on with the content, as far as nobody else says them
    source: Span | None
    cue: Span
    features: tuple[str, ...]


def readings(here: ParsedText) -> list[Reading]:
    """Return every candidate of an article with its content in raw text and its features."""
    found = []
    seen = set()
    for candidate in (*candidates(here.words), *_beside_quotations(here)):
        candidate = _outside_quotation(here, candidate)
        content = _with_quotations(here, candidate)
        goes_on = content and candidate.pattern != "quote dash"  # after a name behind a dash somebody else speaks
        more = _continued(here, content, here.words.start[candidate.cue[0]]) if goes_on else ()
        key = (candidate.head, candidate.pattern, content)
        if content and key not in seen:
            seen.add(key)
            source = here.span(*candidate.source) if candidate.source else None
            features = features_of(here, candidate, content)
            found.append(Reading(candidate, content, more, source, here.span(*candidate.cue), features))
    return found


def _outside_quotation(here: ParsedText, candidate: Candidate) -> Candidate:
    """Take another source for one that lies in a quotation which the cue is not in: the name before the cue."""
    if not candidate.source or not here.quotes:
        return candidate
    quote = here.quote_at(here.words.start[candidate.source[0]])
    if quote is None or quote.start <= here.words.start[candidate.cue[0]] < quote.end:
        return candidate
    name = candidate.cue[0] - 1
    named = name >= 0 and here.words.pos[name] in ("PROPN", "PRON") and here.quote_at(here.words.start[name]) is None
    return replace(candidate, source=(name, name + 1) if named else None)


def _with_quotations(here: ParsedText, candidate: Candidate) -> tuple[Span, ...]:
    """Return the raw content of a candidate; a quotation that it touches belongs to it as a whole."""
    cue, _ = here.span(*candidate.cue)
    source = here.span(*candidate.source) if candidate.source else None
    around = here.quote_at(cue)
    spans = []
    for first, last in candidate.content:
        start, end = here.span(first, last)
        if around:  # a nested attribution stays in its quotation
            start, end = max(start, around.start + 1), min(end, around.end - 1)
        else:
            for quote in here.quotes_in(start - 2, end + 2):
                gap = here.raw[quote.end : start] or here.raw[end : quote.start]
                if "\n" not in gap and not (source and quote.start <= source[0] < quote.end):
                    start, end = min(start, quote.start), max(end, quote.end)
        if end > start:
            spans.append((start, end))
    return _joined(here.raw, spans)


def _continued(here: ParsedText, spans: Sequence[Span], cue: int) -> tuple[Span, ...]:
    """Return the quotations that go on with a quoted content: after the cue, in the next sentences, overleaf."""
    last = max(end for _, end in spans)
    quote = here.quote_at(last - 1)
    around = here.quote_at(cue)
    if quote is None or quote.end != last or around is not None:
        return ()
    more: list[Span] = []
    words, sentences = here.words, here.words.sentence
    at = max(last, cue)
    k = bisect_left(here.quote_starts, quote.end)
    for following in here.quotes[k : k + _MOST]:
        a, b = here.token(at), here.token(following.start)
        if max(a, b) >= len(sentences) or ("\n" in here.raw[at : following.start] and not quote.runs_on):
            break
        next_sentence = sentences[b] != sentences[b - 1] and sentences[b] - sentences[a] <= 1
        told_anew = any(words.pos[i] == "VERB" and words.start[i] > cue for i in range(a, b))
        same_sentence = sentences[a] == sentences[b] and last < cue and not more and not told_anew
        long = following.end - following.start > _FEW_WORDS
        if not (quote.runs_on or next_sentence or (same_sentence and long)):
            break
        more.append((following.start, following.end))
        quote, at = following, following.end
    return tuple(more)


def _beside_quotations(here: ParsedText) -> Iterator[Candidate]:
    """Yield candidates for what stands next to a quotation, whatever the parser made of the clause: a verb, or a
    dash with a name."""
    sizes = Counter(here.words.sentence)
    for quote in here.quotes:
        first, last = here.token(quote.start), here.token(quote.end - 1)
        if last >= len(here.words) or max(sizes[here.words.sentence[i]] for i in (first, last)) > LONGEST:
            continue
        after, before = (
            range(last + 1, min(last + _REACH, len(here.words))),
            range(first - 1, max(first - _REACH, -1), -1),
        )
        yield from _by_verb(here, "after", after, (first, last + 1))
        yield from _by_verb(here, "before", before, (first, last + 1))
        yield from _by_dash(here, (first, last + 1))


def _by_verb(here: ParsedText, side: str, places: Sequence[int], content: Range) -> Iterator[Candidate]:
    """Yield the first verb beside a quotation in its sentence; in the next one only where it reports nothing else:
    '“Have you seen it?” Roe asked.'"""
    edge = content[1] - 1 if side == "after" else content[0]
    words, sentence = here.words, here.words.sentence
    for i in places:
        apart = sentence[i] != sentence[edge]
        if here.is_quoted(i) or (apart and (side == "before" or sentence[i] != sentence[places[0]])):
            return
        if words.pos[i] != "VERB" or words.is_punctuation(i):  # a dash is no verb, whatever the model says
            continue
        distance = abs(i - edge)
        if apart and (distance > _BEYOND or not is_spoken(words.lemma[i]) or not _is_bare_report(here, edge, i)):
            return
        near = "beyond" if apart else "near" if distance < 4 else "middle" if distance < 9 else "far"
        source = speaker_of(words, i)
        if source and content[0] <= source[0] < content[1]:
            source = None
        yield Candidate(i, f"quote {side} {near}", verbs.verb_group(words, i), source, (content,))
        return


def _is_bare_report(here: ParsedText, edge: int, verb: int) -> bool:
    """Return whether a verb in the sentence after a quotation stands on the same line and reports no other words."""
    gap = here.raw[here.words.end[edge] : here.words.start[verb]]
    return "\n" not in gap and not verbs.has_clause_after(here.words, verb)


def _by_dash(here: ParsedText, content: Range) -> Iterator[Candidate]:
    """Yield the name after a quotation and a dash, up to the end of the line."""
    dash = content[1]
    if dash + 1 >= len(here.words) or here.words.text[dash] not in DASHES or here.words.pos[dash + 1] != "PROPN":
        return
    end = dash + 1
    while (
        end < len(here.words)
        and here.words.sentence[end] == here.words.sentence[dash]
        and "\n" not in here.raw[here.words.end[dash] : here.words.start[end]]
    ):
        end += 1
    yield Candidate(dash, "quote dash", (dash, dash + 1), (dash + 1, end), (content,))


def _joined(raw: str, spans: list[Span]) -> tuple[Span, ...]:
    """Return the spans in order, each within one line, those with only white space between them made one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        elif joined and raw[joined[-1][1] : start].strip(" ") == "":
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(joined)


def probability(features: Sequence[str], weights: dict[str, float]) -> float:
    return 1 / (1 + math.exp(-sum(weights.get(f, 0.0) for f in features)))


@cache
def _model() -> tuple[dict[str, float], float]:
    """Return the weights of the features and the probability from which a candidate is an attribution."""
    model = json.loads(MODEL.read_text(encoding="utf-8"))
    return model["weights"], model["threshold"]


def _is_marked(reading: Reading) -> bool:
    """Return whether a word of the cue lexicon or quotation marks show that there is speech; of the readings that the
    weights alone would take for it without, half are none, and mislead ('the festival will have a zone where …')."""
    return "class=none" not in reading.features or not {"quoted=no", "quoted=some"}.intersection(reading.features)


def _reports_a_deed(here: ParsedText, reading: Reading) -> bool:
    """Return whether what reads like indirect speech is a deed ('rebels attacked the convoy'), or told of a thing
    that cannot speak ('the storm threatened the islands')."""
    candidate, words, head = reading.candidate, here.words, reading.candidate.head
    if any(here.quotes_in(*span) for span in reading.content) or here.quote_at(reading.cue[0]):
        return False
    if is_physical_attack(words, head) and not _says_of(words, head):
        return True
    verb = words.pos[head] == "VERB"
    if verb and is_weak(words.lemma[head]) and candidate.pattern.split()[0] not in _CLAUSES:
        return True
    who = words.root(*candidate.source) if candidate.source else subject(words, head) if verb else None
    return who is not None and is_inanimate(words, who)


def _says_of(words: Syntax, verb: int) -> bool:
    """Return whether a verb is followed by what is said of somebody: 'as weak', 'for his record', 'over the deal'."""
    said = ("as", "for", "over", "with") if words.lemma[verb] == "charge" else ("as", "for", "over")
    said_of = (j for i in (verb, *roles.objects(words, verb)) for j in phrases.after_prepositions(words, i, said))
    return any(words.entity[j] not in ("DATE", "TIME") for j in said_of)


def likely(here: ParsedText) -> list[tuple[Reading, float]]:
    """Return the attributions of an article that have a cue, each with its probability."""
    return chosen(here, readings(here), *_model())


def chosen(
    here: ParsedText, found: list[Reading], weights: dict[str, float], threshold: float
) -> list[tuple[Reading, float]]:
    """Return the readings that are likely and do not run into each other, the likeliest first served."""
    scored = sorted(
        ((probability(r.features, weights), i) for i, r in enumerate(found)), key=lambda pair: (-pair[0], pair[1])
    )
    taken: list[tuple[Reading, float]] = []
    used: list[Span] = []  # in order, none overlapping another
    heads: set[int] = set()  # a cue has one content
    for p, i in scored:
        reading = found[i]
        if p < (_QUOTED if "quoted=all" in reading.features else threshold):
            continue
        free = reading.candidate.head not in heads and not any(_overlaps(used, *span) for span in reading.content)
        if free and _is_marked(reading) and not _reports_a_deed(here, reading):
            taken.append((reading, p))
            heads.add(reading.candidate.head)
            for span in reading.content:
                insort(used, span)
    taken.sort(key=lambda one: one[0].content)
    return [(_extended(here.raw, reading, used), p) for reading, p in taken]


def _extended(raw: str, reading: Reading, used: list[Span]) -> Reading:
    """Return a reading with the quotations that go on with it, up to one that somebody else says."""
    more: list[Span] = []
    for span in reading.more:
        if _overlaps(used, *span):
            break
        more.append(span)
        insort(used, span)
    return replace(reading, content=_joined(raw, [*reading.content, *more]), more=())


def _overlaps(spans: list[Span], start: int, end: int) -> bool:
    """Return whether a span runs into one of those in order."""
    k = bisect_left(spans, (end,)) - 1
    return k >= 0 and spans[k][1] > start
