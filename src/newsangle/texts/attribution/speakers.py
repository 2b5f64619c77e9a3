"""Whose words they are: the actor that a source names, and the one that 'he', 'the agency' or no word at all means.

A name is taken as it is. For the rest everybody mentioned before is a candidate, weighed by a conditional logit
(McFadden 1974) on distance, grammar, sex, number and who spoke last, as in Muzny, Fang, Chang and Jurafsky (2017); its
weights lie in speaker_weights.json. Where no candidate is likely enough the speaker is unclear.
"""

import json
import math
import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import attrgetter
from pathlib import Path

from newsangle.language import Syntax, phrases
from newsangle.texts.attribution.cast import Cast, Figure, kind_of, role_of, sex_of
from newsangle.texts.attribution.parsed import ParsedText, Range, Span

MODEL = Path(__file__).with_name("speaker_weights.json")
NAMED = 0.95  # how often a speaker is right whom the source names
_OPENING = 3  # sentences
_LOOK_BACK = 8  # sentences with words outside quotations
_ARTICLE_WORD = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_LONGEST_NAME = 300  # characters
_PLURAL = ("they", "we", "both", "these", "those", "others", "some", "many", "most", "all", "several", "few")
_SOMEBODY = ("someone", "somebody", "everyone", "everybody")
_INDEFINITE = (*_SOMEBODY, "some", "many", "others", "several", "few", "most", "one", "those")
_DEFINITE = ("the", "this", "that", "his", "her", "their", "its")
_ORIGINS = ("-based", "-born", "-old", "-bred")
_WANTED = {"person": "person", "it": "body"}
_DEGREES = ("yes", "rather", "open", "hardly", "no")
_SURE = 1.5  # how much evidence makes a sex sure
_FAR = 400  # tokens before a source in which other people are counted
_MARKS = "\"”’'"
_start = attrgetter("start")


@dataclass(frozen=True)
class Anaphor:
    """A source that names nobody by itself: 'she', 'the agency', or nothing."""

    place: int  # its head, or the first token of a quotation that has no source
    kind: str  # person (he, she), it, they, who, other, noun, none
    sex: str | None
    noun: str  # lemma of a description's head, or the role that it names
    words: frozenset[str]  # lemmas of the whole description
    content: tuple[Span, ...]
    phrase: str | None  # what a description is called if nobody fits
    verb: int | None  # the word that the source depends on
    epithet: bool = False  # a description by origin or age: 'the Ohio senator', 'the 29-year-old singer'


@dataclass
class History:
    """Who has spoken so far: the last speakers in order, each with the place where the words end, and everybody."""

    turns: deque[tuple[str, int]] = field(default_factory=lambda: deque(maxlen=3))
    everybody: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Speaker:
    """A speaker's name, None where it is unclear, and how sure that is, 0 to 1."""

    name: str | None
    confidence: float


def speaker(here: ParsedText, cast: Cast, names: list, source: Range | None, content, history: History) -> Speaker:
    """Return who a source is and note it in the history; names are the article's mentions in order."""
    source = _issuer(here, source) if source else None
    if source and (name := named(here, source, names)):
        return noted(name, content, history)
    one = resolved(here, cast, anaphor(here, source, content), history)
    noted(one.name, content, history)
    return one


def _issuer(here: ParsedText, source: Range) -> Range:
    """Return who issued the document that a source names: 'the mayor' of 'a statement by the mayor'."""
    words = here.words
    document = words.root(*source)
    if words.pos[document] != "NOUN" or kind_of(words.lemma[document]) != "document":
        return source
    by = next(iter(phrases.after_prepositions(words, document, ("from", "by"))), None)
    return source if by is None else phrases.identifying_phrase(words, by)


def noted(name: str | None, content: tuple[Span, ...], history: History) -> Speaker:
    """Return a speaker who is named, and note in the history who has spoken."""
    if name:
        history.turns.append((name, max(end for _, end in content)))
        history.everybody.add(name)
    return Speaker(name, NAMED if name else 1 - NAMED)


def named(here: ParsedText, source: Range, names: list) -> str | None:
    """Return the actor that a source names: at its head, in apposition to it, or a name at its end."""
    source, root = _head(here, source)
    start, end = here.span(*source)
    near = names[bisect_left(names, start - _LONGEST_NAME, key=_start) : bisect_left(names, end, key=_start)]
    whole = [name for name in near if name.form == "name"]
    inside = [name for name in whole if name.end > start]
    people = [name for name in inside if name.entity == "PERSON"]
    heads = _covering(here, inside, [root])
    beside = _covering(here, people, phrases.named_beside(here.words, root))
    last = [name for name in people if _is_at_end(here, name, end)]
    found = [*(name for name in heads if name.entity == "PERSON"), *beside, *last, *heads]
    if not found and phrases.is_apposition(here.words, root):  # 'Ann Roe, a visitor who saw it all, said ...'
        found = _covering(here, whole, [here.words.head[root]])
    if not found and _is_one_person(here.words, root):  # the same where the parser sees no apposition
        found = [name for name in whole if name.entity == "PERSON" and _is_before_comma(here, name, source[0])]
    return found[0].actor if found else None


def _is_one_person(words: Syntax, noun: int) -> bool:
    """Return whether a noun describes a single person."""
    return words.tag[noun] == "NN" and kind_of(words.lemma[noun]) == "person" and not phrases.is_list(words, noun)


def _is_before_comma(here: ParsedText, name, first: int) -> bool:
    """Return whether a comma and nothing else stands between a name and a token."""
    words = here.words
    return first > 1 and words.text[first - 1] == "," and name.start < words.end[first - 2] <= name.end


def _head(here: ParsedText, source: Range) -> tuple[Range, int]:
    """Return a source and its head; of 'who' in 'the minister, who said ...' those of the minister."""
    root = here.words.root(*source)
    noun = here.words.antecedent(root)
    return (source, root) if noun == root else (phrases.identifying_phrase(here.words, noun), noun)


def _covering(here: ParsedText, names: list, tokens: Sequence[int]) -> list:
    """Return the names that one of the tokens belongs to."""
    return [name for name in names if any(name.start <= here.words.start[i] < name.end for i in tokens)]


def _is_at_end(here: ParsedText, name, end: int) -> bool:
    """Return whether a source ends with a name that is its own, not that of somebody it belongs to."""
    first = here.token(name.start)
    own = first == 0 or here.words.pos[first - 1] not in ("ADP", "PART", "CCONJ")
    return own and name.end >= end - 1


def anaphor(here: ParsedText, source: Range | None, content: tuple[Span, ...]) -> Anaphor:
    """Return what has to be known of a source that names nobody."""
    if source is None:
        place = min(here.token(content[0][0]), len(here.words) - 1)
        return Anaphor(place, "none", None, "", frozenset(), content, None, None)
    words, (source, root) = here.words, _head(here, source)
    sex = sex_of(words.text[root])
    phrase = " ".join(_ARTICLE_WORD.sub("", here.raw[slice(*here.span(*source))]).split())
    if words.pos[root] == "PRON":
        word = words.text[root].lower()
        if word in _INDEFINITE and (source[1] - source[0] > 1 or word in _SOMEBODY):
            return Anaphor(root, "phrase", None, word, frozenset(), content, phrase, None)  # 'some in the crowd'
        kind = "person" if word in ("he", "she") else "it" if word == "it" else "they" if word in _PLURAL else "other"
        return Anaphor(root, kind, sex, "", frozenset(), content, None, words.head[root])
    own = frozenset(role_of(words.lemma[i]) for i in range(*source) if words.pos[i] in ("NOUN", "ADJ", "PROPN"))
    definite = words.text[source[0]].lower() in _DEFINITE and words.pos[root] in ("NOUN", "PROPN")
    kind = "noun" if definite else "phrase"
    epithet = any(_is_epithet(words, i) for i in phrases.modifiers_before(words, root))
    return Anaphor(root, kind, sex, role_of(words.lemma[root]), own, content, phrase, words.head[root], epithet)


def _is_epithet(words: Syntax, i: int) -> bool:
    """Return whether a word before a noun names somebody's origin, seat or age: 'Ohio', 'Oslo-based', '29-year-old'."""
    return words.entity[i] in ("GPE", "NORP", "DATE") or words.text[i].lower().endswith(_ORIGINS)


def resolved(here: ParsedText, cast: Cast, who: Anaphor, history: History) -> Speaker:
    """Return whom an anaphor most likely stands for; a description that nobody fits is its own name."""
    if who.kind == "phrase":  # 'a lawyer': new, so nobody mentioned before
        return Speaker(_named_next(here, cast, who) or who.phrase, NAMED)
    options = choices(here, cast, who, history)
    weights, thresholds = _model()
    shares = probabilities([features for _, features in options], weights)
    best = max(range(len(options)), key=lambda i: (shares[i], -i))
    own = cast.at.get(who.place)  # an actor that is only described has a name all the same: 'the pilot'
    phrase = own.name if who.phrase and own and not own.named else who.phrase
    kind = "noun" if who.phrase else who.kind if who.kind in thresholds else "other"
    if options[best][0] is not None and shares[best] >= thresholds[kind]:
        return Speaker(options[best][0], shares[best])
    if phrase and shares[0] >= thresholds["description"]:
        return Speaker(phrase, shares[0])
    return Speaker(None, max(shares[1:], default=0.0))


def _named_next(here: ParsedText, cast: Cast, who: Anaphor) -> str | None:
    """Return the one person whom the opening of an article describes and then names: 'A senator said on Friday … Ann
    Roe, the senator, …'"""
    row = here.words.sentence[who.place]
    if row > _OPENING or kind_of(who.noun) != "person":
        return None
    after = [f for f in cast.figures if f.named and f.kind == "person" and f.places and f.places[0] > who.place]
    near = [f for f in after if here.words.sentence[f.places[0]] - row <= _OPENING and who.noun in f.nouns]
    return near[0].name if len(near) == 1 else None


def choices(here: ParsedText, cast: Cast, who: Anaphor, history: History) -> list[tuple[str | None, tuple[str, ...]]]:
    """Return everybody an anaphor may stand for with the features of each; None is nobody of them."""
    options: list[tuple[str | None, tuple[str, ...]]] = [(None, tuple(_nobody(cast, who)))]
    ahead = 0  # how many who agree were mentioned later
    for figure, last, gap in _recent(here, cast, who, history):
        agreement = list(_agreement(who, figure))
        agrees = "disagrees" not in agreement
        features = [
            *agreement,
            *_nearness(here, figure, who, last, gap),
            *_turns(here, cast, who, figure, history),
            *_dialogue(here, who, figure, history),
            *_identity(here, cast, who, figure),
            f"ahead={min(ahead, 2) if agrees else 3}",
        ]
        ahead += agrees
        if who.noun:  # a description goes by other signs than a pronoun
            features = [f"noun, {feature}" for feature in features]
        options.append((figure.name, tuple(features)))
    return options


def _nobody(cast: Cast, who: Anaphor) -> Iterator[str]:
    """Yield what speaks for none of the candidates; of a description, whether it was introduced ('a pilot') before and
    says more than a noun."""
    yield "nobody"
    yield f"nobody, {who.kind}"
    if who.noun:
        known = any(not f.named and who.noun in f.nouns and f.last(who.place) is not None for f in cast.figures)
        yield f"nobody, {kind_of(who.noun)}"
        yield f"nobody, introduced={known}"
        yield f"nobody, more words={len(who.words) > 1}"
        yield f"nobody, epithet={who.epithet}"


def _recent(here: ParsedText, cast: Cast, who: Anaphor, history: History) -> list[tuple[Figure, int | None, int]]:
    """Return who was mentioned or has spoken lately, or is described alike; with the last mention, and how many
    sentences ago that was; the last mentioned first."""
    row = cast.rows[here.words.sentence[who.place]]
    spoken = {name for name, _ in history.turns}
    found = []
    for figure in cast.figures:
        last = figure.last(who.place)
        gap = row - cast.rows[here.words.sentence[last]] if last is not None else _LOOK_BACK + 1
        alike = bool(who.noun) and who.noun in figure.nouns
        if alike and not figure.named:
            continue  # 'the pilot' again, who is nobody else
        if who.noun and kind_of(who.noun) not in (None, figure.kind):
            continue  # a letter is no person
        if gap <= _LOOK_BACK or figure.name in spoken or alike:
            found.append((figure, last, gap))
    return sorted(found, key=lambda one: -1 if one[1] is None else one[1], reverse=True)


def _agreement(who: Anaphor, figure: Figure) -> Iterator[str]:
    """Yield how a figure agrees with an anaphor in kind, sex and number."""
    wanted = _WANTED.get(who.kind) or (kind_of(who.noun) if who.noun else None)
    if wanted:
        yield f"kind={'same' if wanted == figure.kind else 'other'}"
    yield f"kind={figure.kind}"
    sex = 0.0
    if who.sex:
        sex = 2 * figure.sexes[who.sex] - sum(figure.sexes.values())
        degrees = (sex >= _SURE, sex > 0, sex == 0, sex > -_SURE, True)
        yield f"sex={_DEGREES[degrees.index(True)]}"
    if figure.plural:
        yield "plural"
    if sex < 0 or (wanted and wanted != figure.kind) or (who.kind == "person" and figure.plural):
        yield "disagrees"


def _nearness(here: ParsedText, figure: Figure, who: Anaphor, last: int | None, gap: int) -> Iterator[str]:
    """Yield how near the last mention is and what part of its sentence it is."""
    yield f"gap={min(gap, 4)}"
    if last is None:
        return
    words = here.words
    yield f"place={phrases.place_of(words, last)}"
    if phrases.is_subject_of_aside(words, last):
        yield "aside"
    begins, ends = (bisect_left(figure.places, place) for place in (words.sentence_of(last)[0], who.place))
    if any(phrases.is_main_subject(words, i) for i in figure.places[begins:ends]):
        yield f"main subject, gap={min(gap, 3)}"
        if "\n" not in here.raw[words.start[last] : who.content[0][0]]:
            yield "main subject, one paragraph"
    near = figure.places[begins : bisect_left(figure.places, words.sentence_of(who.place)[1])]
    if who.verb is not None and any(words.head[i] == who.verb for i in near):
        yield "one verb"


def _turns(here: ParsedText, cast: Cast, who: Anaphor, figure: Figure, history: History) -> Iterator[str]:
    """Yield how lately a figure has spoken, and how many people were named since."""
    if figure.name not in history.everybody:
        return
    spoken = [name for name, _ in history.turns]
    if figure.name != spoken[-1]:
        yield "spoke lately" if figure.name in spoken else "has spoken"
        return
    since = max(here.token(history.turns[-1][1]), who.place - _FAR)
    others = {
        id(o)
        for i in range(since, who.place)
        if (o := cast.at.get(i)) and o is not figure and o.kind == "person" and not here.is_quoted(i)
    }
    lines = here.raw.count("\n", history.turns[-1][1], who.content[0][0])
    yield "spoke last"
    yield f"spoke last, others={min(len(others), 2)}"
    yield f"spoke last, lines={0 if lines <= 0 else 1 if lines <= 2 else 2}"


def _dialogue(here: ParsedText, who: Anaphor, figure: Figure, history: History) -> Iterator[str]:
    """Yield how words that no cue claims answer those before: a question, or the words of two who take turns."""
    turns = [name for name, _ in history.turns]
    if who.kind != "none" or figure.name not in turns[-2:]:
        return
    place, start = "last" if figure.name == turns[-1] else "before last", who.content[0][0]
    asked = [here.raw[end - 2 : end].rstrip(_MARKS)[-1:] == "?" for end in (history.turns[-1][1], who.content[-1][1])]
    line = "\n" in here.raw[history.turns[-1][1] : start]
    yield f"dialogue, {place}, asked={asked[0]}, line={line}"
    yield f"dialogue, {place}, asks={asked[1]}, line={line}"


def _identity(here: ParsedText, cast: Cast, who: Anaphor, figure: Figure) -> Iterator[str]:
    """Yield what the words say of a figure: whether it fits a description, is spoken of, or known for long."""
    spans = [(here.token(start), here.token(end)) for start, end in who.content]
    if any(
        bisect_left(places, a) < bisect_left(places, b) for places in (figure.quoted, figure.places) for a, b in spans
    ):
        yield "in content"
    seen = bisect_left(figure.places, who.place)
    yield f"seen={seen if seen < 2 else '2-4' if seen < 5 else '5'}"
    yield f"named={figure.named}"
    if (
        figure.named
        and seen
        and not any(
            o.named and o.kind == figure.kind and o is not figure and o.last(who.place) is not None
            for o in cast.figures
        )
    ):
        yield f"only {figure.kind}"
    if who.noun:
        yield f"noun={who.noun in figure.nouns}"
        epithet = ", epithet" if who.epithet else ""
        yield f"{figure.kind}, noun={who.noun in figure.nouns}{epithet}"
        yield f"words={bool(who.words & figure.nouns - {who.noun})}"
    if cast.at.get(who.place) is figure:
        yield "mention"  # so the table of mentions has it


def probabilities(options: Sequence[Sequence[str]], weights: dict[str, float]) -> list[float]:
    """Return the share of each option by its features, by a conditional logit."""
    scores = [sum(weights.get(feature, 0.0) for feature in features) for features in options]
    most = max(scores)
    raised = [math.exp(score - most) for score in scores]
    return [one / sum(raised) for one in raised]


@cache
def _model() -> tuple[dict[str, float], dict[str, float]]:
    """Return the weights of the features and the probabilities from which pronouns and nouns stand for somebody."""
    model = json.loads(MODEL.read_text(encoding="utf-8"))
    return model["weights"], model["thresholds"]
