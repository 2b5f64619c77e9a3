"""How the outlets' answers to one question stand to each other: agree, conflict or partial, with kind and reason.

The definitions are those of fact comparison across texts (Marelli et al. 2014 for entailment and contradiction; de Marneffe,
Rafferty and Manning 2008 for what makes a contradiction: the same event, values that cannot both be true).
"""

import re
from dataclasses import dataclass
from itertools import combinations

from newsangle.claims.lexicon import alternatives, read_lexicon
from newsangle.claims.quantities import Quantity, compare

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
    text: str  # of the claim
    evidence: str  # the sentence
    voice: str
    speaker: str | None
    quantity: Quantity | None = None


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
    verdicts = {(a, b): compare(a.quantity, b.quantity) for a, b in combinations(cells, 2) if a.outlet != b.outlet}
    by_outlet = {}
    for cell in cells:
        by_outlet.setdefault(cell.outlet, cell)
    shown = list(by_outlet.values())
    different = [pair for pair, verdict in verdicts.items() if verdict == "different"]
    if different:
        a, b = different[0]
        against = f"{value_of(a)} against {value_of(b)}"
        if reason := _not_at_odds(a, b):
            return Relation("partial", kind, f"{against}: {reason}")
        return Relation("conflict", kind, against)
    compatible = [pair for pair, verdict in verdicts.items() if verdict in ("compatible", "")]
    if compatible:
        a, b = compatible[0]
        return Relation("partial", kind, f"{value_of(a)} and {value_of(b)}: both may be true")
    values = list(dict.fromkeys(value_of(cell) for cell in shown))
    same = "the same day" if kind == "date" else "the same value"
    return Relation("agree", kind, f"{same}: " + " / ".join(values) if len(values) > 1 else f"{values[0]} in all")


def _not_at_odds(a: Cell, b: Cell) -> str:
    """Return why two values that differ need not contradict each other, or ''."""
    if a.speaker and b.speaker and not _share_word(a.speaker, b.speaker):
        return f"different sources, {a.speaker} and {b.speaker}"
    if a.published and b.published and a.published[:10] != b.published[:10] and _is_running(a) and _is_running(b):
        later = max(a, b, key=lambda cell: cell.published)
        return f"{later.outlet} wrote later"
    return ""


def _share_word(a: str, b: str) -> bool:
    return bool(set(re.findall(r"\w+", a.lower())) & set(re.findall(r"\w+", b.lower())))


def _is_running(cell: Cell) -> bool:
    return _RUNNING.search(cell.evidence) is not None


def _relate_statements(cells: list[Cell]) -> Relation:
    kind = _statement_kind(cells)
    sources = [cell.speaker for cell in cells if cell.speaker]
    if sources:
        return Relation("agree", kind, f"the same statement by {sources[0]}, in other words")
    return Relation("agree", kind, "the same in other words")


def _statement_kind(cells: list[Cell]) -> str:
    if all(cell.voice == "attributed" for cell in cells):
        return "statement"
    if all(_CAUSE.search(cell.evidence) for cell in cells):
        return "cause"
    return "event"


_WORDS = read_lexicon("relations")
_RUNNING = re.compile(rf"\b(?:{alternatives(_WORDS['running'])})\b", re.I)
_CAUSE = re.compile(rf"\b(?:{alternatives(_WORDS['causes'])})\b", re.I)
