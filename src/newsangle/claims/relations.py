"""How the outlets' answers to one question stand to each other: agree, conflict or partial, with kind and reason.

What makes a contradiction follows de Marneffe, Rafferty and Manning (2008): the same event, and values or words that
cannot both be true. What differs by scope, by source, by time of writing, by certainty or by looseness is partial.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import combinations, groupby
from math import inf
from typing import NamedTuple

from newsangle.claims.polarity import Polarity, Said, Withheld, meaning
from newsangle.claims.referents import Context
from newsangle.language import Syntax
from newsangle.language.lexicons import alternatives, read_lexicon
from newsangle.quantities.comparison import Quantity, compare

_DATE_BOUNDS = ("before", "by", "until", "after", "since")
_KINDS = {"date": "date", "time": "date", "duration": "duration"}


class Term(NamedTuple):
    """A content word of a claim, with the label of the entity that it belongs to, or ''."""

    lemma: str
    text: str
    label: str


@dataclass(frozen=True)
class Cell:
    """One outlet's answer: a claim, or one quantity of it."""

    outlet: str
    article: str
    published: str | None
    sentence: str
    sentence_row: int
    claim: str
    start: int  # of the claim in its sentence
    text: str  # of the claim
    evidence: str  # the sentence
    voice: str
    speaker: str | None
    polarity: Polarity
    quantity: Quantity | None = None
    said: Said | None = None  # what is at odds with another answer: denied in one, said in the other
    withheld: Withheld | None = None  # what another answer gives
    counts: tuple[tuple[Quantity, Context], ...] = ()  # the quantities that the claim holds
    numbers: bool = False  # whether its sentence holds a number, a share or a sum
    parsed: Syntax | None = None  # the syntax of its sentence
    span: tuple[int, int] = (0, 0)  # of the claim in the raw text
    known: Mapping[str, float] = field(default_factory=dict)  # content words that other sentences have too

    @cached_property
    def _inside(self) -> slice:
        """Where the claim's words stand in its sentence."""
        return slice(*(bisect_left(self.parsed.start, place) for place in self.span)) if self.parsed else slice(0)

    def _of_words(self, name: str) -> list[str]:
        return getattr(self.parsed, name)[self._inside] if self.parsed else []

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """The lemmas of the claim."""
        return frozenset(self._of_words("lemma"))

    @cached_property
    def terms(self) -> list[Term]:
        """The claim's content words that other sentences have too."""
        told = zip(self._of_words("lemma"), self._of_words("text"), self._of_words("entity"), strict=True)
        return [Term(*word) for word in told if word[0] in self.known]

    @cached_property
    def words(self) -> frozenset[str]:
        """The lemmas of the terms."""
        return self.lemmas & self.known.keys()

    @cached_property
    def places(self) -> frozenset[str]:
        """The names of places in the claim, words that stand together as one."""
        told = zip(self._of_words("text"), self._of_words("entity"), strict=True)
        runs = groupby(told, key=lambda word: word[1] in _ENTITIES["place"])
        return frozenset(" ".join(text for text, _ in run) for named, run in runs if named)


@dataclass(frozen=True)
class Relation:
    """The relation of a group of answers, the kind of what is compared, and the reason in one line."""

    relation: str
    kind: str
    why: str


def relate(cells: list[Cell]) -> Relation:
    """Return how the answers of two or more outlets stand to each other."""
    if any(cell.withheld for cell in cells):
        return _relate_withheld(cells)
    if cells[0].quantity:
        return _relate_quantities(cells)
    return _relate_statements(cells)


def is_hollow(cells: list[Cell]) -> bool:
    """Return whether statements have no more in common than a day or the name of who speaks: nothing is told twice."""
    if any(cell.quantity or cell.said or cell.withheld for cell in cells):
        return False
    shared = _in_common(cells)
    speakers = {word for cell in cells if cell.speaker for word in cell.speaker.lower().split()}
    telling = {t.lemma for cell in cells for t in cell.terms if t.label not in ("DATE", "TIME")} - speakers
    return bool(shared) and shared.isdisjoint(telling)


def value_of(cell: Cell) -> str:
    """Return an outlet's answer as a reader would quote it."""
    q = cell.quantity
    if cell.withheld:
        return cell.withheld.phrase
    if not q:
        return cell.said.phrase if cell.said else cell.text
    if q.kind == "date":
        text = f"{q.bound} {q.text}" if q.bound in _DATE_BOUNDS else q.text
        return f"{text} ({q.value})" if q.low is not None and q.text.lower() != str(q.value) else text
    return _figure(q, cell) if q.kind in ("number", "share", "duration") else q.text


def _counted(q: Quantity, cell: Cell) -> str:
    """Return the words after a quantity up to the noun that it counts; all of them where the noun is not among them."""
    context = next((context for own, context in cell.counts if own is q), Context())
    noun, words = context.noun, [] if context.measured else q.referent.split()
    last = next((i for i, word in enumerate(words) if noun and meaning(word.lower())[:4] == meaning(noun)[:4]), None)
    return " ".join(words if last is None else words[: last + 1])


def _figure(q: Quantity, cell: Cell) -> str:
    return f"{q.text} {_counted(q, cell)}".strip()


def _relate_quantities(cells: list[Cell]) -> Relation:
    kind = _KINDS.get(cells[0].quantity.kind, "number")
    pairs = _across(cells)
    verdicts = [(compare(a.quantity, b.quantity), a, b) for a, b in pairs]
    different = [(a, b) for verdict, a, b in verdicts if verdict == "different"]
    reasons = [_not_at_odds(a, b) for a, b in different]
    if different:
        at = next((i for i, reason in enumerate(reasons) if not reason), 0)
        against = _side_by_side(*different[at], " against ", cells)
        if reasons[at]:
            return Relation("partial", kind, f"{against}: {reasons[at]}")
        return Relation("conflict", kind, against)
    for a, b in [(a, b) for verdict, a, b in verdicts if verdict != "same"]:
        why = _not_at_odds(a, b) or "not the same, but both may be true"
        return Relation("partial", kind, f"{_side_by_side(a, b, ' and ', cells)}: {why}")
    for a, b in pairs:
        if kind != "date" and not _equal(a.quantity, b.quantity) and (why := _not_at_odds(a, b)):
            return Relation("partial", kind, f"{_side_by_side(a, b, ' and ', cells)}: {why}")
    for a, b in pairs:
        if kind == "number" and (why := _less_certain(a, b)):
            return Relation("partial", kind, f"{value_of(a)}: {why}")
    values = list(dict.fromkeys(value_of(cell) for cell in cells))
    return Relation(
        "agree", kind, f"{_sameness(cells)}: " + " / ".join(values) if len(values) > 1 else f"{values[0]} in all"
    )


def _side_by_side(a: Cell, b: Cell, between: str, cells: list[Cell]) -> str:
    """Return two values as a reason; where the row has further outlets, it names whose they are."""
    if len({cell.outlet for cell in cells}) == 2:
        return f"{value_of(a)}{between}{value_of(b)}"
    return f"{value_of(a)} ({a.outlet}){between}{value_of(b)} ({b.outlet})"


def _across(cells: list[Cell]) -> list[tuple[Cell, Cell]]:
    """Return the pairs of answers of different outlets, each of them once."""
    told = {(c.outlet, c.published, c.speaker, c.voice, c.text, c.quantity, c.said): c for c in reversed(cells)}
    return [(a, b) for a, b in combinations(list(told.values())[::-1], 2) if a.outlet != b.outlet]


def _sameness(cells: list[Cell]) -> str:
    quantities = [cell.quantity for cell in cells]
    if quantities[0].kind != "date":
        pairs = combinations(quantities, 2)
        return "the same value" if all(_equal(q, r) for q, r in pairs) else "values that fit each other"
    if any(q.low is None for q in quantities):
        return "the same date"
    return "the same day" if all(q.low == q.high for q in quantities) else "the same time, more or less closely"


def _equal(q: Quantity, r: Quantity) -> bool:
    """Return whether two quantities are one value, but for its unit and an 'about'."""
    bounded = q.bound == r.bound or {q.bound, r.bound} <= {"exact", "about"}
    return (
        bounded and abs(q.high - r.high) <= 0.12 * abs(q.high)
        if q.high not in (None, inf)
        else bounded and q.low == r.low
    )


def _not_at_odds(a: Cell, b: Cell) -> str:
    """Return why two values that differ need not contradict each other, or ''."""
    if _other_sources(a, b):
        return f"different sources, {a.speaker} and {b.speaker}"
    if scopes := _other_scope(a, b):
        return f"different scope, {scopes}"
    for one, other in ((a, b), (b, a)):
        if _is_supposed(one) and not _is_supposed(other):
            return f"{one.outlet} tells what could be, {other.outlet} what is"
    if a.quantity.kind == "date" and _days_apart(a, b):
        return f"{max(a, b, key=lambda cell: cell.published).outlet} wrote later"
    if grows(a, b):
        later = max(a, b, key=lambda cell: cell.published)
        return f"the count was still growing, and {later.outlet} wrote later"
    return ""


def _is_supposed(cell: Cell) -> bool:
    """Return whether a quantity is told as possible: 'prices could rise by 8 per cent'."""
    before = cell.text[: max(cell.quantity.start - cell.start, 0)]
    return _POSSIBLE.search(before[-_NEAR:]) is not None


def _other_sources(a: Cell, b: Cell) -> bool:
    """Tell two persons or two institutions from descriptions that may mean one and the same source."""
    if not a.speaker or not b.speaker or set(a.speaker.lower().split()) & set(b.speaker.lower().split()):
        return False
    if _PERSON.fullmatch(a.speaker) and _PERSON.fullmatch(b.speaker):
        return True
    left, right = ({m.group().lower() for m in _INSTITUTION.finditer(cell.speaker)} for cell in (a, b))
    return bool(left and right) and not left & right


_PERSON = re.compile(r"[^\W\d_a-z][\w’'-]+\.?(?: [^\W\d_a-z][\w.’'-]+){1,3}")


def _other_scope(a: Cell, b: Cell) -> str:
    """Return what two claims speak of where one tells of a part, or each of another place; '' elsewhere."""
    if a.places and b.places and not a.places & b.places:
        return f"{_listed(a.places)} and {_listed(b.places)}"
    for one, other in ((a, b), (b, a)):
        elsewhere = {p for p in one.places if not any(word in one.known for word in p.lower().split())}
        if elsewhere and not other.places:  # a place that no other sentence of the event speaks of
            return f"{_listed(frozenset(elsewhere))} in {one.outlet}"
        part, whole = _PART.search(one.text), _WHOLE.search(other.text)
        if part and (whole or not _PART.search(other.text)):
            return f"'{part.group()}' in {one.outlet}"
        if whole and one.places and not other.places:
            return f"{_listed(one.places)} in {one.outlet}, '{whole.group()}' in {other.outlet}"
    return ""


def _listed(names: frozenset[str]) -> str:
    return ", ".join(sorted(names))


def _less_certain(a: Cell, b: Cell) -> str:
    """Return the hedge that one claim puts before what the other states without one, or ''."""
    for one, other in ((a, b), (b, a)):
        for hedge in () if _HEDGE.search(other.evidence) else _HEDGE.finditer(one.text):
            if _hedges(hedge, one, other):
                return f"{one.outlet} says '{hedge.group()}', {other.outlet} states it"
    return ""


def _hedges(hedge: re.Match, one: Cell, other: Cell) -> bool:
    """Return whether a hedge stands before the quantity, or before a word that both claims have."""
    if one.quantity:
        return 0 < one.quantity.start - one.start - hedge.end() <= _NEAR
    following = [word.lower()[:4] for word in re.findall(r"\w{4,}", one.text[hedge.end() :])[:2]]
    return any(word.startswith(tuple(following)) for word in one.words & other.words) if following else False


_NEAR = 40  # characters from a hedge to the number that it makes uncertain


def _days_apart(a: Cell, b: Cell) -> int:
    """Return how many days lie between the publication of two texts; 0 where a day is not known."""
    if not a.published or not b.published:
        return 0
    return abs((date.fromisoformat(a.published[:10]) - date.fromisoformat(b.published[:10])).days)


def grows(a: Cell, b: Cell) -> bool:
    """Return whether both tell counts that grow while the news goes on, in texts of different days."""
    return bool(_days_apart(a, b)) and _is_running(a) and _is_running(b)


def _is_running(cell: Cell) -> bool:
    return _RUNNING.search(cell.evidence) is not None


def _relate_statements(cells: list[Cell]) -> Relation:
    pairs = _across(cells)
    if cells[0].said:
        found = [_relate_denial(a, b) for a, b in pairs if a.said.opposes(b.said)]
        return next((relation for relation in found if relation.relation == "conflict"), found[0])
    kind = _statement_kind(cells)
    for a, b in pairs:
        if number := _counted_in_one(a, b):
            return Relation("partial", "number", f"only {number}")
    for a, b in pairs:
        if figures := _other_figures(a, b):
            return Relation("partial", "number", f"other figures: {figures}")
    for a, b in pairs:
        if _other_sources(a, b) and not _shared_wording(a.text, b.text):
            return Relation("partial", kind, f"different sources: {a.speaker} and {b.speaker}")
    for a, b in pairs:
        if why := _less_certain(a, b):
            return Relation("partial", kind, why)
    return Relation("agree", kind, _agreement(cells, kind))


def _relate_denial(a: Cell, b: Cell) -> Relation:
    why = f"'{a.said.phrase}' ({a.outlet}) against '{b.said.phrase}' ({b.outlet})"
    if a.speaker and b.speaker and _are_views(a, b):
        return Relation("partial", "polarity", f"{why}: expected by different sources, {a.speaker} and {b.speaker}")
    if a.said.denied != b.said.denied:
        denies, states = (a, b) if a.said.denied else (b, a)
        if 0 < _days_apart(a, b) <= _UPDATE and denies.published < states.published:
            return Relation("partial", "polarity", f"{why}: {states.outlet} wrote later")
    return Relation("conflict", "polarity", why)


def _relate_withheld(cells: list[Cell]) -> Relation:
    """Relate what one outlet says was not given to another's answer: a later text, or a proposal, gives it rightly."""
    pairs = [
        (a, b) if a.withheld else (b, a) for a, b in _across(cells) if (a.withheld is None) != (b.withheld is None)
    ]
    if not pairs:
        return Relation("agree", cells[0].withheld.kind, "not given in all")
    open_, given = pairs[0]
    why = f"'{open_.withheld.phrase}' ({open_.outlet}) against '{value_of(given)}' ({given.outlet})"
    if _PROPOSED.search(given.evidence):
        return Relation("partial", open_.withheld.kind, f"{why}: {given.outlet} tells of a wish or a proposal")
    if _days_apart(open_, given) and open_.published < given.published:
        return Relation("partial", open_.withheld.kind, f"{why}: {given.outlet} wrote later")
    return Relation("conflict", open_.withheld.kind, why)


def _are_views(a: Cell, b: Cell) -> bool:
    """Return whether two speakers, as they are named, tell what they expect: of that they may differ."""
    attributed = a.voice == b.voice == "attributed" and not set(a.speaker.split()) & set(b.speaker.split())
    return attributed and all(_EXPECTED.search(cell.said.phrase) for cell in (a, b))


_POSSIBLE = re.compile(r"\b(?:could|may|might)\b")  # not May, the month
_EXPECTED = re.compile(r"\b(?:will|would|could|may|might)\b")
_UPDATE = 14  # days within which a later text tells what has happened since


def _counted_in_one(a: Cell, b: Cell) -> str:
    """Return what one claim counts and the other calls 'many' or 'a large number', or ''."""
    for one, other in ((a, b), (b, a)):
        if other.numbers:
            continue
        for quantity, context in one.counts:
            named = rf"\b(?:{_VAGUE})\s(?:\w+\s)?{re.escape(context.noun)}"
            if quantity.kind == "number" and context.noun and re.search(named, other.text.lower()):
                return f"{one.outlet} gives a number: {_figure(quantity, one)}"
    return ""


def _other_figures(a: Cell, b: Cell) -> str:
    """Return figures of two claims that both count, where none of one is among the other's; '' elsewhere."""
    one, other = ([(q, of) for q, of in cell.counts if _is_figure(q, cell)] for cell in (a, b))
    if not one or not other or any(compare(q, r) == "same" for q, _ in one for r, _ in other):
        return ""
    alike = [(q, r) for q, of_q in one for r, of_r in other if q.kind == r.kind and _count_alike(of_q, of_r)]
    q, r = alike[0] if alike else (one[0][0], other[0][0])
    return f"{_figure(q, a)} / {_figure(r, b)}"


def _is_figure(q: Quantity, cell: Cell) -> bool:
    """Return whether a quantity counts, as 'a two-carriage tram' does not."""
    return q.kind in _COUNTS and q.bound != "vague" and cell.evidence[q.end : q.end + 1] != "-"


def _count_alike(a: Context, b: Context) -> bool:
    """Return whether two quantities count one kind of thing, as far as their nouns tell."""
    return not a.noun or not b.noun or meaning(a.noun) == meaning(b.noun)


_COUNTS = ("number", "share", "money")


def _shared_wording(a: str, b: str) -> bool:
    """Return whether two texts share three words in a row."""
    left, right = (re.findall(r"\w+", text.lower()) for text in (a, b))
    return bool(set(zip(left, left[1:], left[2:], strict=False)) & set(zip(right, right[1:], right[2:], strict=False)))


def _agreement(cells: list[Cell], kind: str) -> str:
    """Return what statements that agree have in common: who says it, else the words that all outlets share."""
    speakers = {cell.speaker for cell in cells if cell.speaker}
    if kind == "statement" and frozenset.intersection(*(frozenset(s.lower().split()) for s in speakers)):
        return f"the same statement by {max(sorted(speakers), key=len)}"
    shared = _in_common(cells)
    terms = {t.lemma: t.text for cell in cells for t in cell.terms if t.lemma in shared and _belongs(t, kind)}
    return f"in common: {', '.join(list(terms.values())[:_MOST])}" if terms else "the same in other words"


_MOST = 6  # words that are given as a reason


def _belongs(term: Term, kind: str) -> bool:
    """Return whether a word belongs to what is compared: all words but where names or places are."""
    return term.label in _ENTITIES.get(kind, (term.label,))


def _in_common(cells: list[Cell]) -> frozenset[str]:
    """Return the words that the claims of all outlets share."""
    outlets = dict.fromkeys(cell.outlet for cell in cells)
    told = (frozenset().union(*(cell.words for cell in cells if cell.outlet == outlet)) for outlet in outlets)
    return frozenset.intersection(*told)


def _statement_kind(cells: list[Cell]) -> str:
    """Return what is compared: a cause, a name or a place that most words in common belong to, a statement or event."""
    if all(_CAUSE.search(cell.evidence) for cell in cells):
        return "cause"
    named = _named_in_common(cells)
    if named:
        return named
    speaking = {cell.outlet for cell in cells if cell.voice == "attributed" and cell.speaker}
    return "statement" if len(speaking) > 1 else "event"


def _named_in_common(cells: list[Cell]) -> str:
    """Return 'place' or 'name' where most words that all outlets' claims share belong to places, or to names."""
    shared = _in_common(cells)
    labels = {t.lemma: t.label for cell in cells for t in cell.terms if t.label and t.lemma in shared}
    for kind, some in _ENTITIES.items():
        if sum(label in some for label in labels.values()) * 2 > len(shared):
            return kind
    return ""


_ENTITIES = {
    "place": ("GPE", "LOC", "FAC"),
    "name": ("PERSON", "ORG", "PRODUCT", "WORK_OF_ART", "EVENT", "NORP"),
}
_WORDS = read_lexicon("claims", "relations")
_VAGUE = alternatives(_WORDS["vague_amounts"])
_RUNNING = re.compile(rf"\b(?:{alternatives(_WORDS['running'])})\b", re.I)
_CAUSE = re.compile(rf"\b(?:{alternatives(_WORDS['causes'])})\b", re.I)
_HEDGE = re.compile(rf"\b(?:{alternatives(_WORDS['hedges'])})\b")  # not May, the month
_PART = re.compile(rf"\b(?:{alternatives(_WORDS['parts'])})\b", re.I)
_WHOLE = re.compile(rf"\b(?:{alternatives(_WORDS['wholes'])})\b", re.I)
_PROPOSED = re.compile(rf"\b(?:{alternatives(_WORDS['proposed'])})\b")  # not May, the month
_INSTITUTION = re.compile(rf"\b(?:{alternatives(_WORDS['institutions'])})\b", re.I)
