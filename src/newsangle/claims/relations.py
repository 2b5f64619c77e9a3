"""How the outlets' answers to one question stand to each other: agree, conflict or partial, with kind and reason.

What makes a contradiction follows de Marneffe, Rafferty and Manning (2008): the same event, and values or words that
cannot both be true. What differs by source, time of writing or looseness is partial.
"""

import re
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from math import inf

from newsangle.claims.lexicon import alternatives, read_lexicon
from newsangle.claims.polarity import Polarity, Said
from newsangle.claims.referents import Context
from newsangle.claims.values import Quantity, compare

_KINDS = {"date": "date", "time": "date", "duration": "duration"}


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
    counts: tuple[tuple[Quantity, Context], ...] = ()  # the quantities that the claim holds
    numbers: bool = False  # whether its sentence holds a number, a share or a sum


@dataclass(frozen=True)
class Relation:
    """The relation of a group of answers, the kind of what is compared, and the reason in one line."""

    relation: str
    kind: str
    why: str


def relate(cells: list[Cell]) -> Relation:
    """Return how the answers of two or more outlets stand to each other."""
    if cells[0].quantity:
        return _relate_quantities(cells)
    return _relate_statements(cells)


def value_of(cell: Cell) -> str:
    """Return an outlet's answer as a reader would quote it."""
    q = cell.quantity
    if not q:
        return cell.text
    if q.kind == "date" and q.low is not None and q.text.lower() != str(q.value):
        return f"{q.text} ({q.value})"
    return f"{q.text} {q.referent}".strip() if q.kind in ("number", "share", "duration") else q.text


def _relate_quantities(cells: list[Cell]) -> Relation:
    kind = _KINDS.get(cells[0].quantity.kind, "number")
    verdicts = {pair: compare(pair[0].quantity, pair[1].quantity) for pair in _across(cells)}
    different = [pair for pair, verdict in verdicts.items() if verdict == "different"]
    reasons = [_not_at_odds(a, b) for a, b in different]
    if different:
        at = next((i for i, reason in enumerate(reasons) if not reason), 0)
        a, b = different[at]
        against = f"{value_of(a)} against {value_of(b)}"
        if reasons[at]:
            return Relation("partial", kind, f"{against}: {reasons[at]}")
        return Relation("conflict", kind, against)
    if compatible := [pair for pair, verdict in verdicts.items() if verdict != "same"]:
        a, b = compatible[0]
        return Relation("partial", kind, f"{value_of(a)} and {value_of(b)}: not the same, but both may be true")
    values = list(dict.fromkeys(value_of(cell) for cell in cells))
    return Relation(
        "agree", kind, f"{_sameness(cells)}: " + " / ".join(values) if len(values) > 1 else f"{values[0]} in all"
    )


def _across(cells: list[Cell]) -> list[tuple[Cell, Cell]]:
    return [(a, b) for a, b in combinations(cells, 2) if a.outlet != b.outlet]


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
    if _are_persons(a, b):
        return f"different sources, {a.speaker} and {b.speaker}"
    if grows(a, b):
        later = max(a, b, key=lambda cell: cell.published)
        return f"the count was still growing, and {later.outlet} wrote later"
    return ""


def _are_persons(a: Cell, b: Cell) -> bool:
    """Tell two persons, named in full, from descriptions that may mean one and the same source."""
    return bool(
        a.speaker and b.speaker and _PERSON.fullmatch(a.speaker) and _PERSON.fullmatch(b.speaker)
        and not set(a.speaker.split()) & set(b.speaker.split())
    )  # fmt: skip


_PERSON = re.compile(r"[^\W\d_a-z][\w’'-]+\.?(?: [^\W\d_a-z][\w.’'-]+){1,3}")


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
    if cells[0].said:
        found = [_relate_denial(a, b) for a, b in _across(cells) if a.said.opposes(b.said)]
        return next((relation for relation in found if relation.relation == "conflict"), found[0])
    kind = _statement_kind(cells)
    for a, b in _across(cells):
        if number := _counted_in_one(a, b):
            return Relation("partial", "number", f"only {number}")
    for a, b in _across(cells):
        if figures := _other_figures(a, b):
            return Relation("partial", kind, f"other figures: {figures}")
    for a, b in _across(cells):
        if _are_persons(a, b) and not _shared_wording(a.text, b.text):
            return Relation("partial", kind, f"different sources: {a.speaker} and {b.speaker}")
    return Relation(
        "agree", kind, "the same in other words" if kind != "statement" else f"the same statement by {_source(cells)}"
    )


def _relate_denial(a: Cell, b: Cell) -> Relation:
    why = f"'{a.said.phrase}' ({a.outlet}) against '{b.said.phrase}' ({b.outlet})"
    if a.said.denied != b.said.denied:
        denies, states = (a, b) if a.said.denied else (b, a)
        if 0 < _days_apart(a, b) <= _UPDATE and denies.published < states.published:
            return Relation("partial", "polarity", f"{why}: {states.outlet} wrote later")
    return Relation("conflict", "polarity", why)


_UPDATE = 14  # days within which a later text tells what has happened since


def _counted_in_one(a: Cell, b: Cell) -> str:
    """Return what one claim counts and the other calls 'many' or 'a large number', or ''."""
    for one, other in ((a, b), (b, a)):
        if other.numbers:
            continue
        for quantity, context in one.counts:
            named = rf"\b(?:{_VAGUE})\s(?:\w+\s)?{re.escape(context.noun)}"
            if quantity.kind == "number" and context.noun and re.search(named, other.text.lower()):
                return f"{one.outlet} gives a number: {quantity.text} {quantity.referent}".strip()
    return ""


def _other_figures(a: Cell, b: Cell) -> str:
    """Return the figures of two claims that both count, where none of one is among the other's; '' elsewhere."""
    one, other = ([q for q, _ in cell.counts if q.kind in _COUNTS and q.bound != "vague"] for cell in (a, b))
    if not one or not other or any(compare(q, r) == "same" for q in one for r in other):
        return ""
    return f"{one[0].text} {one[0].referent}".strip() + " / " + f"{other[0].text} {other[0].referent}".strip()


_COUNTS = ("number", "share", "money")


def _shared_wording(a: str, b: str) -> bool:
    """Return whether two texts share three words in a row."""
    left, right = (re.findall(r"\w+", text.lower()) for text in (a, b))
    return bool(set(zip(left, left[1:], left[2:], strict=False)) & set(zip(right, right[1:], right[2:], strict=False)))


def _source(cells: list[Cell]) -> str:
    return next(cell.speaker for cell in cells if cell.speaker)


def _statement_kind(cells: list[Cell]) -> str:
    if all(cell.voice == "attributed" for cell in cells) and any(cell.speaker for cell in cells):
        return "statement"
    if all(_CAUSE.search(cell.evidence) for cell in cells):
        return "cause"
    return "event"


_WORDS = read_lexicon("relations")
_VAGUE = alternatives(_WORDS["vague_amounts"])
_RUNNING = re.compile(rf"\b(?:{alternatives(_WORDS['running'])})\b", re.I)
_CAUSE = re.compile(rf"\b(?:{alternatives(_WORDS['causes'])})\b", re.I)
