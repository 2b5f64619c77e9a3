"""Who is quoted or reported: source, cue and content of every attribution, and the speaker's name.

The scheme is that of Pareti (2012) and PolNeAR (Newell, Margolin and Ruths 2018). Candidates are read off the
syntax (candidates.py) and weighed by a logistic regression, whose weights lie in weights.json.
"""

import json
import math
import re
from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from operator import attrgetter
from pathlib import Path

import pandas as pd

from newsangle.texts.attribution.candidates import (
    LONGEST,
    Candidate,
    Range,
    candidates,
    source_phrase,
    speaker_of,
    subject,
    verb_group,
)
from newsangle.texts.attribution.cues import cue_class, is_blow, is_mute, is_spoken, unspoken
from newsangle.texts.attribution.quotations import Quotation, quotations

Span = tuple[int, int]

DASHES = ("-", "–", "—", "―", "--")
_LONGEST_NAME = 300  # characters
_start = attrgetter("start")
_STATEMENT_GAPS = 4  # spaces between the words of a quoted statement, at least
_ARTICLE_WORD = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_MOST = 30  # quotations that one attribution may go on for
_FEW_WORDS = 12  # characters: a quotation no longer is a phrase, not a statement
MODEL = Path(__file__).with_name("weights.json")
_OPENERS = frozenset(
    ["that", "to", "whether", "if", "how", "what", "why", "who", "when", "where", "which", "as", "of", "for"]
)


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
        candidate = _outside_quotation(here, candidate)
        content = _with_quotations(here, candidate)
        key = (candidate.head, candidate.pattern, content)
        if content and key not in seen:
            seen.add(key)
            source = here.span(*candidate.source) if candidate.source else None
            features = tuple(_features(here, candidate, content))
            found.append(Reading(candidate, content, source, here.span(*candidate.cue), features))
    return found


def _outside_quotation(here: _Article, candidate: Candidate) -> Candidate:
    """Take another source for one that lies in a quotation which the cue is not in: the name before the cue."""
    if not candidate.source or not here.quotes:
        return candidate
    quote = here.quote_at(here.starts[candidate.source[0]])
    if quote is None or quote.start <= here.starts[candidate.cue[0]] < quote.end:
        return candidate
    name = candidate.cue[0] - 1
    named = name >= 0 and here.doc[name].pos_ in ("PROPN", "PRON") and here.quote_at(here.starts[name]) is None
    return replace(candidate, source=(name, name + 1) if named else None)


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
    more: list[Span] = []
    sentences = here.doc.user_data["sentences"]
    at = max(last, cue)
    k = bisect_left(here.quote_starts, quote.end)
    for following in here.quotes[k : k + _MOST]:
        a, b = here.token(at), here.token(following.start)
        if max(a, b) >= len(sentences) or ("\n" in here.raw[at : following.start] and not quote.runs_on):
            break
        next_sentence = sentences[b] != sentences[b - 1] and sentences[b] - sentences[a] <= 1
        told_anew = any(token.pos_ == "VERB" and here.starts[token.i] > cue for token in here.doc[a:b])
        same_sentence = sentences[a] == sentences[b] and last < cue and not more and not told_anew
        long = following.end - following.start > _FEW_WORDS
        if not (quote.runs_on or next_sentence or (same_sentence and long)):
            break
        more.append((following.start, following.end))
        quote, at = following, following.end
    return more


def _beside_quotations(here: _Article):
    """Yield candidates for what stands next to a quotation, whatever the parser made of the clause: a verb, or a
    dash with a name."""
    doc, sentences = here.doc, here.doc.user_data["sentences"]
    sizes = Counter(sentences.tolist())
    for quote in here.quotes:
        first, last = here.token(quote.start), here.token(quote.end - 1)
        if last >= len(doc) or max(sizes[sentences[first]], sizes[sentences[last]]) > LONGEST:
            continue
        content = ((first, last + 1),)
        for side, places in (
            ("after", range(last + 1, min(last + 25, len(doc)))),
            ("before", range(first - 1, max(first - 25, -1), -1)),
        ):
            edge = last if side == "after" else first
            for i in places:
                if sentences[i] != sentences[edge] or here.quote_at(here.starts[i]):
                    break
                if doc[i].pos_ == "VERB":
                    distance = abs(i - edge)
                    near = "near" if distance < 4 else "middle" if distance < 9 else "far"
                    source = speaker_of(doc[i])
                    if source and first <= source[0] <= last:
                        source = None
                    yield Candidate(i, f"quote {side} {near}", verb_group(doc[i]), source, content)
                    break
        dash = last + 1
        if dash + 1 < len(doc) and doc[dash].text in DASHES and doc[dash + 1].pos_ == "PROPN":
            end = dash + 1
            while (
                end < len(doc)
                and sentences[end] == sentences[dash]
                and "\n" not in here.raw[here.ends[dash] : here.starts[end]]
            ):
                end += 1
            yield Candidate(dash, "quote dash", (dash, dash + 1), (dash + 1, end), content)


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
    pattern = candidate.pattern
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
    if candidate.source and not candidate.taken and not candidate.left and is_spoken(lemma):
        yield f"said|{pattern}"
        yield f"said|{lemma}"
    if candidate.source:
        root = doc[candidate.source[0] : candidate.source[1]].root
        name = root.ent_type_ or (root.lower_ if root.pos_ == "PRON" else root.tag_)
        yield f"source={name}"
        yield f"source={name}|{group}"
        yield f"source={name}|{kind}"
        if root.pos_ == "NOUN":
            yield f"sourcelemma={root.lemma_.lower()}"
        yield f"sourcedep={root.dep_}"
    else:
        yield "source=none"
        yield f"source=none|{pattern}"
        yield f"source=none|{kind}"
    yield f"left={candidate.left}"
    yield f"left={candidate.left}|{group}"
    for phrase in candidate.taken:
        yield f"taken={phrase}"
        yield f"taken={phrase}|{group}"
    if candidate.taken:
        yield f"after={candidate.taken[-1]}|{candidate.left}"
        yield f"taken={len(candidate.taken)}"
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
    if quoted:  # a quotation may be a whole statement or a few words out of one
        start = content[0][0]
        opener = here.raw[start : start + 3].lstrip("\"'“‘`")[:1]
        before = here.raw[max(0, start - 2) : start].strip()[-1:]
        whole = ("upper" if opener.isupper() else "lower") + (
            " mark" if not before or not before.isalnum() else " word"
        )
        yield f"statement={whole}|{share}"
        yield f"statement={whole}|{share}|{group}"
        yield f"statement={whole}|{share}|{kind}"
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


def probability(features: Sequence[str], weights: dict[str, float]) -> float:
    return 1 / (1 + math.exp(-sum(weights.get(f, 0.0) for f in features)))


@cache
def _model() -> tuple[dict[str, float], float]:
    """Return the weights of the features and the probability from which a candidate is an attribution."""
    model = json.loads(MODEL.read_text(encoding="utf-8"))
    return model["weights"], model["threshold"]


def _is_marked(reading: Reading) -> bool:
    """Tell whether a word of the cue lexicon or quotation marks show that there is speech; of the readings that the
    weights alone would take for it without, half are none, and mislead ('the festival will have a zone where …')."""
    return "class=none" not in reading.features or not {"quoted=no", "quoted=some"}.intersection(reading.features)


def _is_speechless(here: _Article, reading: Reading) -> bool:
    """Tell whether what reads like indirect speech is a deed ('rebels attacked the convoy'), or told of a thing
    that cannot speak ('the storm threatened the islands')."""
    candidate, doc = reading.candidate, here.doc
    if any(here.quotes_in(*span) for span in reading.content) or here.quote_at(reading.cue[0]):
        return False
    if is_blow(doc[candidate.head]) and not _says_of(doc[candidate.head]):
        return True
    return candidate.source is not None and is_mute(doc[slice(*candidate.source)].root)


def _says_of(verb) -> bool:
    """Tell whether a verb is followed by what is said of somebody: 'as weak', 'for his record', 'over the deal'."""
    said = ("as", "for", "over", "with") if verb.lemma_ == "charge" else ("as", "for", "over")
    things = [verb, *(child for child in verb.children if child.dep_ == "dobj")]
    phrases = (child for thing in things for child in thing.children if child.dep_ == "prep" and child.lower_ in said)
    return any(inner.ent_type_ not in ("DATE", "TIME") for phrase in phrases for inner in phrase.children)


def chosen(here: _Article, found: list[Reading], weights: dict[str, float], threshold: float) -> list[Reading]:
    """Return the readings that are likely and do not run into each other, the likeliest first served."""
    scored = sorted(
        ((probability(r.features, weights), i) for i, r in enumerate(found)), key=lambda pair: (-pair[0], pair[1])
    )
    taken: list[Reading] = []
    used: list[Span] = []  # in order, none overlapping another
    heads: set[int] = set()  # a cue has one content
    for p, i in scored:
        if p < threshold:
            break
        reading = found[i]
        free = reading.candidate.head not in heads and not any(_overlaps(used, *span) for span in reading.content)
        if free and _is_marked(reading) and not _is_speechless(here, reading):
            taken.append(reading)
            heads.add(reading.candidate.head)
            for span in reading.content:
                insort(used, span)
    return taken


def _overlaps(spans: list[Span], start: int, end: int) -> bool:
    """Tell whether a span runs into one of those in order."""
    k = bisect_left(spans, (end,)) - 1
    return k >= 0 and spans[k][1] > start


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
    names = list(mentions[["start", "end", "actor", "entity"]].itertuples(index=False))
    told = [_told(here, reading, names) for reading in chosen(here, readings(here), weights, threshold)]
    told += _left_over(here, told, names)
    rows = [
        (_sentence(here, start), *_cell(raw, one.source), *_cell(raw, one.cue), one.cue_class,
         start, end, raw[start:end], _kind(here, start, end), one.speaker)
        for one in told for start, end in one.content
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).sort_values(["content_start", "content_end"], ignore_index=True)
    return frame.astype(dict.fromkeys(("source_start", "source_end", "cue_start", "cue_end"), "Int64"))


@dataclass(frozen=True)
class _Told:
    """An attribution with its speaker's name."""

    content: tuple[Span, ...]
    source: Span | None
    cue: Span | None
    cue_class: str | None
    speaker: str | None


def _told(here: _Article, reading: Reading, names: list) -> _Told:
    kind = cue_class(here.doc[reading.candidate.head].lemma_, here.raw[slice(*reading.cue)])
    return _Told(reading.content, reading.source, reading.cue, kind, _speaker(here, reading.candidate.source, names))


def _left_over(here: _Article, told: list[_Told], names: list) -> list[_Told]:
    """Return the quoted statements that no cue claims, with who speaks: the subject of 'With these words, ...', else
    the last speaker, else whoever says the same words elsewhere in the article."""
    claimed = sorted(span for one in told for span in one.content)
    begins = [start for start, _ in claimed]
    spoken = sorted((one for one in told if one.cue and one.source and _is_quoted(here, one)), key=lambda one: one.cue)
    cues = [one.cue[0] for one in spoken]
    elsewhere = {_first_words(here.raw, start): one for one in spoken for start, _ in one.content}
    open_quotes = [
        quote
        for quote in here.quotes
        if ((begins and claimed[max(bisect_left(begins, quote.end) - 1, 0)][1] <= quote.start) or not begins
            or begins[0] >= quote.end) and _is_statement(here, quote)
    ]  # fmt: skip
    found: list[_Told] = []
    later: list[Quotation] = []
    for quote in open_quotes:
        if after := _with_these_words(here, quote):
            cue, source = after
            speaker = _speaker(here, source, names)
            one = _Told(((quote.start, quote.end),), here.span(*source), here.span(*cue), "neutral", speaker)
            elsewhere[_first_words(here.raw, quote.start)] = one
            found.append(one)
        else:
            later.append(quote)
    for quote in later:
        span = (quote.start, quote.end)
        last = spoken[bisect_left(cues, quote.start) - 1] if cues and cues[0] < quote.start else None
        if same := elsewhere.get(_first_words(here.raw, quote.start)):
            found.append(_Told((span,), None, None, None, same.speaker))
        elif last and here.raw.count("\n", max(end for _, end in last.content), quote.start) <= 2:
            found.append(replace(last, content=(span,)))
    return found


def _is_quoted(here: _Article, told: _Told) -> bool:
    return any(_kind(here, *span) == "direct" for span in told.content)


def _is_statement(here: _Article, quote: Quotation) -> bool:
    """Tell whether a quotation is a statement of its own: it begins a sentence, and has a few words."""
    first = here.token(quote.start)
    sentences = here.doc.user_data["sentences"]
    if first >= len(sentences) or here.raw.count(" ", quote.start, quote.end) < _STATEMENT_GAPS:
        return False
    return first == 0 or sentences[first] != sentences[first - 1]


def _with_these_words(here: _Article, quote: Quotation) -> tuple[Range, Range] | None:
    """Return the cue and the source of 'With these words, the minister ...' right after a quotation."""
    doc, first = here.doc, here.token(quote.end)
    if first + 2 >= len(doc) or doc[first].lower_ != "with" or doc[first + 1].lower_ not in ("these", "those", "such"):
        return None
    who, _ = subject(doc[first].head)
    return ((first, first + 3), source_phrase(who)) if who is not None else None


def _first_words(raw: str, start: int) -> str:
    """Return the first words of a quotation, to know it again where an outlet cuts it short."""
    words = re.findall(r"\w+", raw[start : start + 60].lower())
    return " ".join(words[:_STATEMENT_GAPS])


def _sentence(here: _Article, place: int) -> int:
    return int(here.doc.user_data["sentences"][min(here.token(place), len(here.doc) - 1)])


def _cell(raw: str, span: Span | None) -> tuple[str | None, int | None, int | None]:
    return (raw[slice(*span)], *span) if span else (None, None, None)


def attributions(text: str) -> pd.DataFrame:
    """Return who is quoted or reported in a text: the columns of the table attributions, without the ids.

    Offsets are into the text given, and text[content_start:content_end] == content in every row.
    """
    from newsangle import language
    from newsangle.texts import actors

    doc = language.parse([(start, text[start:end]) for start, end in language.sentences(text)])
    return find(text, doc, actors.mentions([(text, doc)])).drop(columns="sentence")


def voices(raw: str, doc, found: pd.DataFrame, paragraphs: Sequence[Span] | None = None) -> list[str]:
    """Return whose words each token is: quoted (in quotation marks), reported (indirect speech) or the outlet's.

    found: the article's attributions. What somebody thinks or wants is told in the outlet's own words.
    """
    here = article(raw, doc, paragraphs)
    spoken = found[(found["kind"] != "direct") & ~found["cue_class"].isin(unspoken())]
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


def _speaker(here: _Article, source: Range | None, names: list) -> str | None:
    """Return who a source is: the actor it names, or its own words where it names none; None for a pronoun."""
    if source is None:
        return None
    root = here.doc[source[0] : source[1]].root
    if root.tag_ in ("WP", "WDT") and root.head.dep_ == "relcl":  # 'the minister, who said ...'
        source, root = source_phrase(root.head.head), root.head.head
    start, end = here.span(*source)
    place = here.starts[root.i]
    near = bisect_left(names, start - _LONGEST_NAME, key=_start), bisect_left(names, end, key=_start)
    inside = [name for name in names[slice(*near)] if name.end > start]
    at_root = [name.actor for name in inside if name.start <= place < name.end]
    beside = [name.actor for name in inside if name.entity == "PERSON" and _is_at_end(here, name, end)]
    if at_root or beside:
        return (at_root or beside)[0]
    if root.pos_ == "PRON":
        return None
    return " ".join(_ARTICLE_WORD.sub("", here.raw[start:end]).split())


def _is_at_end(here: _Article, name, end: int) -> bool:
    """Tell whether a source ends with a name that is its own, not that of somebody it belongs to."""
    first = here.token(name.start)
    own = first == 0 or here.doc[first - 1].pos_ not in ("ADP", "PART", "CCONJ")
    return own and name.end >= end - 1
