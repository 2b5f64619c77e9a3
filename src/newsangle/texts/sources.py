"""Who is quoted or reported: source, cue and content of every attribution, and the speaker's name.

The scheme is that of Pareti (2012) and PolNeAR (Newell, Margolin and Ruths 2018). Candidates are read off the
syntax (candidates.py) and weighed by a logistic regression, whose weights lie in lexicons/attributions.json.
"""

import json
import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import pandas as pd

from newsangle.texts.candidates import Candidate, candidates
from newsangle.texts.language import LEXICONS, lexicon
from newsangle.texts.quotations import Quotation, quotations

Span = tuple[int, int]

UNSPOKEN = ("thinking", "wanting")  # classes of cues that report a state of mind, not words
MODEL = LEXICONS / "attributions.json"
_OPENERS = frozenset(["that", "to", "whether", "if", "how", "what", "why", "who", "when", "where", "which", "as", "of", "for"])


@dataclass(frozen=True)
class Reading:
    """A candidate with the raw text it would give to each part, and what the regression weighs."""

    candidate: Candidate
    content: tuple[Span, ...]
    source: Span | None
    cue: Span
    features: tuple[str, ...]


@dataclass(frozen=True)
class _Article:
    """What the reading of one article needs at hand."""

    raw: str
    doc: object
    starts: list[int]
    ends: list[int]
    quotes: list[Quotation]
    quote_starts: list[int]

    def span(self, first: int, last: int) -> Span:
        return self.starts[first], self.ends[last - 1]

    def quote_at(self, place: int) -> Quotation | None:
        """Return the quotation around a place of the raw text."""
        k = bisect_right(self.quote_starts, place) - 1
        return self.quotes[k] if k >= 0 and place < self.quotes[k].end else None

    def quotes_in(self, start: int, end: int) -> list[Quotation]:
        k = max(0, bisect_right(self.quote_starts, start) - 1)
        return [q for q in self.quotes[k : bisect_left(self.quote_starts, end)] if q.end > start]

    def token(self, place: int) -> int:
        """Return the token at a place of the raw text, or the next one."""
        return bisect_right(self.ends, place)


def article(raw: str, doc, paragraphs: Sequence[Span] | None = None) -> _Article:
    quotes = quotations(raw, paragraphs)
    starts, ends = doc.user_data["starts"].tolist(), doc.user_data["ends"].tolist()
    return _Article(raw, doc, starts, ends, quotes, [q.start for q in quotes])


def readings(here: _Article) -> list[Reading]:
    """Return every candidate of an article with its content in raw text and its features."""
    found = []
    seen = set()
    for candidate in (*candidates(here.doc), *_beside_quotations(here)):
        content = _with_quotations(here, candidate)
        key = (candidate.head, candidate.pattern, content)
        if content and key not in seen:
            seen.add(key)
            source = here.span(*candidate.source) if candidate.source else None
            features = tuple(_features(here, candidate, content))
            found.append(Reading(candidate, content, source, here.span(*candidate.cue), features))
    return found


def _with_quotations(here: _Article, candidate: Candidate) -> tuple[Span, ...]:
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
                if not (source and quote.start <= source[0] < quote.end):
                    start, end = min(start, quote.start), max(end, quote.end)
        if end > start:
            spans.append((start, end))
    if not around and spans:
        spans += _continued(here, spans, cue)
    return _joined(here.raw, spans)


def _continued(here: _Article, spans: list[Span], cue: int) -> list[Span]:
    """Return the quotations that go on with a quoted content: after the cue, in the next sentences, overleaf."""
    last = max(end for _, end in spans)
    quote = here.quote_at(last - 1)
    if quote is None or quote.end != last:
        return []
    more = []
    at = max(last, cue)
    k = bisect_left(here.quote_starts, quote.end)
    sentences = here.doc.user_data["sentences"]
    for following in here.quotes[k:]:
        a, b = here.token(at), here.token(following.start)
        if b >= len(sentences):
            break
        between = here.raw[at : following.start]
        same = sentences[min(a, b)] == sentences[b]
        starts_sentence = b == 0 or sentences[b] != sentences[b - 1]
        if "\n" in between.strip(" \n") or (("\n" in between) and not quote.runs_on):
            break
        if (
            quote.runs_on
            or (same and last < cue and not more and following.end - following.start > 12)
            or (starts_sentence and sentences[b] - sentences[min(a, len(sentences) - 1)] <= 1)
        ):
            more.append((following.start, following.end))
            quote, at = following, following.end
        else:
            break
    return more


def _beside_quotations(here: _Article):
    """Yield candidates for the verbs that stand next to a quotation, whatever the parser made of the clause."""
    doc, sentences = here.doc, here.doc.user_data["sentences"]
    for quote in here.quotes:
        first, last = here.token(quote.start), here.token(quote.end - 1)
        if last >= len(doc):
            continue
        content = ((first, last + 1),)
        for places, side in (
            (range(last + 1, min(last + 25, len(doc))), "after"),
            (range(first - 1, max(first - 25, -1), -1), "before"),
        ):
            edge = last if side == "after" else first
            for i in places:
                if sentences[i] != sentences[edge] or here.quote_at(here.starts[i]):
                    break
                if doc[i].pos_ == "VERB":
                    distance = abs(i - edge)
                    near = "near" if distance < 4 else "middle" if distance < 9 else "far"
                    yield from _beside(doc[i], content, f"quote {side} {near}")
                    break


def _beside(verb, content, pattern: str):
    from newsangle.texts.candidates import _verb_group, source_phrase, subject

    who, _ = subject(verb)
    inside = who is not None and content[0][0] <= who.i < content[0][1]
    source = source_phrase(who) if who is not None and not inside else None
    yield Candidate(verb.i, pattern, _verb_group(verb), source, content)


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


def _features(here: _Article, candidate: Candidate, content: tuple[Span, ...]):
    doc = here.doc
    head = doc[candidate.head]
    pattern, cut = candidate.pattern, candidate.cut
    lemma = head.lemma_.lower() if head.pos_ != "PROPN" else "PROPN"
    group = pattern.split()[0]
    kind = cue_class(lemma) or "none"
    yield "bias"
    yield f"pattern={pattern}"
    yield f"lemma={lemma}|{head.pos_}"
    yield f"lemma={lemma}|{group}"
    yield f"lemma={lemma}|{pattern}"
    yield f"class={kind}"
    yield f"class={kind}|{pattern}"
    if candidate.source:
        root = doc[candidate.source[0] : candidate.source[1]].root
        name = root.ent_type_ or (root.lower_ if root.pos_ == "PRON" else root.tag_)
        yield f"source={name}"
        yield f"source={name}|{group}"
        yield f"source={name}|{kind}"
        if root.pos_ in ("NOUN", "PROPN"):
            yield f"sourcelemma={root.lemma_.lower()}"
        yield f"sourcedep={root.dep_}"
    else:
        yield "source=none"
        yield f"source=none|{pattern}"
        yield f"source=none|{kind}"
    yield f"cut={cut}"
    yield f"cut={cut}|{group}"
    size = sum(b - a for a, b in content)
    quoted = sum(min(q.end, b) - max(q.start, a) for a, b in content for q in here.quotes_in(a, b))
    share = "all" if quoted > 0.9 * size else "most" if quoted > size / 2 else "some" if quoted else "no"
    inside = here.quote_at(here.starts[candidate.head])
    if inside:
        share = "inside"
    yield f"quoted={share}"
    yield f"quoted={share}|{pattern}"
    yield f"quoted={share}|{kind}"
    yield f"pieces={min(len(content), 3)}|{share}"
    length = "1" if size < 8 else "2" if size < 20 else "3" if size < 50 else "4" if size < 120 else "5"
    yield f"length={length}|{group}"
    yield f"length={length}"
    first, last = candidate.content[0]
    root = doc[first:last].root
    opener = doc[first].lower_ if doc[first].lower_ in _OPENERS else doc[first].tag_
    yield f"opener={opener}"
    yield f"opener={opener}|{group}"
    yield f"root={root.tag_}|{group}"
    yield f"ent={root.ent_type_}|{group}"
    yield f"ent={root.ent_type_}|{kind}"
    yield f"tag={head.tag_}"
    yield f"tag={head.tag_}|{group}"
    yield f"dep={head.dep_}"
    yield f"dep={head.dep_}|{kind}"
    for child in head.children:
        if child.dep_ in ("aux", "neg", "auxpass"):
            yield f"aux={child.lemma_.lower()}"
        elif child.dep_ == "mark":
            yield f"mark={child.lower_}"
        elif child.dep_ in ("dobj", "prep", "xcomp", "ccomp", "acomp", "attr", "nsubjpass"):
            yield f"sister={child.dep_}|{pattern}"
    if candidate.content[0][0] < candidate.cue[0]:
        yield f"fronted|{pattern}"


@cache
def _classes() -> dict[str, str]:
    found: dict[str, str] = {}
    for name, entry in lexicon("cues").items():
        for word in entry["words"]:
            found.setdefault(word, name)
    return found


def cue_class(lemma: str) -> str | None:
    """Return the class of a cue's lemma in lexicons/cues.yml, or None."""
    return _classes().get(lemma)


def probability(features: Sequence[str], weights: dict[str, float]) -> float:
    return 1 / (1 + math.exp(-sum(weights.get(f, 0.0) for f in features)))


@cache
def _model() -> tuple[dict[str, float], float]:
    """Return the weights of the features and the probability from which a candidate is an attribution."""
    model = json.loads(MODEL.read_text(encoding="utf-8"))
    return model["weights"], model["threshold"]


def chosen(here: _Article, found: list[Reading], weights: dict[str, float], threshold: float) -> list[Reading]:
    """Return the readings that are likely and do not run into each other, the likeliest first served."""
    scored = sorted(
        ((probability(r.features, weights), i) for i, r in enumerate(found)), key=lambda pair: (-pair[0], pair[1])
    )
    taken: list[Reading] = []
    used: list[Span] = []
    for p, i in scored:
        if p < threshold:
            break
        reading = found[i]
        spans = [*reading.content]
        if not any(a < d and c < b for a, b in spans for c, d in used):
            taken.append(reading)
            used += spans
    return taken


COLUMNS = (
    "sentence", "source", "source_start", "source_end", "cue", "cue_start", "cue_end", "cue_class",
    "content_start", "content_end", "content", "kind", "speaker",
)  # fmt: skip


def find(raw: str, doc, mentions: pd.DataFrame, paragraphs: Sequence[Span] | None = None) -> pd.DataFrame:
    """Return the attributions of a parsed article, a row for each stretch of content.

    mentions: the article's rows of actors.mentions, to name the speakers. paragraphs: start and end of each in the
    raw text, its lines unless given. Columns as COLUMNS; sentence is the place of the sentence in which the
    content begins. A content in several stretches has a row for each, with one cue and source.
    """
    here = article(raw, doc, paragraphs)
    weights, threshold = _model()
    rows = []
    for reading in chosen(here, readings(here), weights, threshold):
        head = doc[reading.candidate.head]
        source = reading.source or (None, None)
        spoken_by = _speaker(here, reading, mentions)
        for start, end in reading.content:
            rows.append(
                (int(doc.user_data["sentences"][min(here.token(start), len(doc) - 1)]),
                 raw[slice(*source)] if reading.source else None, *source, raw[slice(*reading.cue)], *reading.cue,
                 cue_class(head.lemma_.lower()), start, end, raw[start:end], _kind(here, start, end), spoken_by)
            )  # fmt: skip
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).sort_values(["content_start", "cue_start"], ignore_index=True)
    return frame.astype({"source_start": "Int64", "source_end": "Int64"})


def attributions(text: str) -> pd.DataFrame:
    """Return who is quoted or reported in a text: the columns of the table attributions, without the ids.

    Offsets are into the text given, and text[content_start:content_end] == content in every row.
    """
    from newsangle.texts import actors, language

    doc = language.parse([(start, text[start:end]) for start, end in language.sentences(text)])
    return find(text, doc, actors.mentions([(text, doc)])).drop(columns="sentence")


def voices(raw: str, doc, found: pd.DataFrame, paragraphs: Sequence[Span] | None = None) -> list[str]:
    """Return whose words each token is: quoted (in quotation marks), reported (indirect speech) or the outlet's.

    found: the article's attributions. What somebody thinks or wants is told in the outlet's own words.
    """
    here = article(raw, doc, paragraphs)
    spoken = found[(found["kind"] != "direct") & ~found["cue_class"].isin(UNSPOKEN)]
    told = ["outlet"] * len(doc)
    for start, end in zip(spoken["content_start"], spoken["content_end"], strict=True):
        told[here.token(start) : here.token(end - 1) + 1] = ["reported"] * (here.token(end - 1) + 1 - here.token(start))
    for quote in here.quotes:
        first, last = here.token(quote.start), min(here.token(quote.end - 1) + 1, len(doc))
        told[first:last] = ["quoted"] * (last - first)
    return told


def _kind(here: _Article, start: int, end: int) -> str:
    """Return 'direct' for a content that stands in quotation marks, 'mixed' where part of it does."""
    quotes = here.quotes_in(start, end)
    if any(quote.start <= start and end <= quote.end for quote in quotes):
        return "direct"
    return "mixed" if quotes else "indirect"


def _speaker(here: _Article, reading: Reading, mentions: pd.DataFrame) -> str | None:
    if reading.source is None:
        return None
    start, end = reading.source
    inside = mentions[(mentions["start"] >= start) & (mentions["end"] <= end)]
    root = here.doc[reading.candidate.source[0] : reading.candidate.source[1]].root
    at_root = inside[(inside["start"] <= here.starts[root.i]) & (inside["end"] > here.starts[root.i])]
    if len(at_root):
        return at_root["actor"].iloc[0]
    if root.pos_ == "PRON":
        return None
    return here.raw[start:end]
