"""How the outlets' answers to one question relate: agree, conflict, check or partial, with kind and reason.

What makes a contradiction follows de Marneffe, Rafferty and Manning (2008): the same event, and values or words that
cannot both be true. Values are compared exactly; how likely two sentences conflict, or agree in part only, is a
probability fitted on annotated events. The thresholds from which a row is called a conflict, or a place to check, stand
in lexicons/thresholds.yml.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from newsangle.claims.answers.answer import Answer, Comparison, Verdict
from newsangle.claims.contrast import HEDGE, PART, PROPOSED, RUNNING, days_apart
from newsangle.claims.thresholds import THRESHOLDS

RELATIONS = ("conflict", "check", "partial", "agree")  # in the order in which they are shown
_EXACT = ("number", "duration", "age", "date", "name")  # kinds whose values are compared exactly; the rest is to check
_SHOWN = {"age": "number", "missing": "date"}  # kinds of answers that bear another name in the table


@dataclass(frozen=True)
class Cell:
    """One outlet's answer: a claim, and what of it answers the question; `answer` is None if the whole claim does."""

    outlet: str
    article: str
    published: str | None
    row: int  # of its sentence
    sentence: str
    claim: str
    start: int  # of the claim in its sentence
    text: str  # of the claim
    evidence: str  # the sentence
    speaker: str | None
    answer: Answer | None = None

    @property
    def value(self) -> str:
        """The answer as a reader would quote it."""
        return self.answer.value if self.answer else self.text


@dataclass(frozen=True)
class Judged:
    """What the models say of two sentences: probabilities of a shared question, of a conflict, of partial answers.

    conflict: of the sentences as wholes; the answers that differ have one of their own.
    """

    same: float
    conflict: float
    partial: float
    comparisons: tuple[Comparison, ...] = ()


@dataclass(frozen=True)
class Relation:
    """The relation of a group of answers, the kind of what is compared, the reason in one line, and how sure it is."""

    relation: str
    kind: str
    why: str
    confidence: float = 1.0


Judgements = dict[tuple[int, int], Judged]
_UNKNOWN = Judged(0.5, 0.0, 0.0)


def relate(cells: list[Cell], judgements: Judgements) -> Relation:
    """Return how the answers of two or more outlets stand to each other."""
    found = [_relate_pair(a, b, _judged(a, b, judgements)) for a, b in across(cells)]
    best = min(found, key=lambda r: (RELATIONS.index(r.relation), -r.confidence), default=None)
    if best is None:
        return Relation("agree", "statement", "")
    if best.relation in ("conflict", "check"):
        return best
    counts = {name: sum(r.confidence for r in found if r.relation == name) for name in ("partial", "agree")}
    of = [r for r in found if r.relation == max(counts, key=counts.__getitem__)]
    return max(of, key=lambda r: r.confidence)


def across(cells: list[Cell]) -> Iterator[tuple[Cell, Cell]]:
    """Yield the pairs of answers of different outlets."""
    return ((a, b) for a, b in combinations(cells, 2) if a.outlet != b.outlet)


def _judged(a: Cell, b: Cell, judgements: Judgements) -> Judged:
    if (b.row, a.row) in judgements:
        found = judgements[b.row, a.row]
        return replace(found, comparisons=tuple(replace(c, one=c.other, other=c.one) for c in found.comparisons))
    return judgements.get((a.row, b.row), _UNKNOWN)


def _relate_pair(a: Cell, b: Cell, judged: Judged) -> Relation:
    comparison = compared(judged, a.answer, b.answer) or _at_odds(judged)
    if comparison and comparison.verdict is Verdict.DIFFERENT:
        return _different(a, b, comparison, judged)
    kind = shown_kind(comparison.kind) if comparison else _statement_kind(a, b)
    if comparison:
        why = f"{comparison.one.value} / {comparison.other.value}"
        if comparison.verdict is Verdict.COMPATIBLE:
            reason = not_at_odds(a, b) or "not the same, but both may be true"
            return Relation("partial", kind, f"{why}: {reason}", judged.same)
        if comparison.kind in _EXACT:
            why = comparison.one.value + " in both" if comparison.one.value == comparison.other.value else why
            if not not_at_odds(a, b):  # equal values agree, whatever else the sentences say
                return Relation("agree", kind, why, judged.same)
    else:
        why = ""
    if judged.partial >= THRESHOLDS.partial:
        reason = not_at_odds(a, b) or "one says more than the other"
        return Relation("partial", kind, f"{why}: {reason}" if why else reason, judged.same * judged.partial)
    return Relation("agree", kind, why or "the same in other words", judged.same * (1 - judged.partial))


def _different(a: Cell, b: Cell, comparison: Comparison, judged: Judged) -> Relation:
    """Return the relation of two answers of which only one can be true, if they answer one question."""
    kind = shown_kind(comparison.kind)
    why = f"{comparison.one.value} ({a.outlet}) against {comparison.other.value} ({b.outlet})"
    if comparison.conflict >= THRESHOLDS.conflict:
        return Relation("conflict", kind, why, comparison.conflict)
    if comparison.kind == "polarity":
        return Relation("check", kind, f"{why}: they seem to contradict each other", judged.conflict)
    reason = not_at_odds(a, b) or "perhaps not of the same thing, or not at the same time"
    return Relation("partial", kind, f"{why}: {reason}", judged.same)


def compared(judged: Judged, one: Answer | None, other: Answer | None) -> Comparison | None:
    """Return the comparison of two answers, None where they were not compared."""
    if one is None or other is None:
        return None
    return next((c for c in judged.comparisons if _is(c.one, one) and _is(c.other, other)), None)


def _at_odds(judged: Judged) -> Comparison | None:
    """Return the values of two sentences that differ and probably answer one question, if there are some."""
    differing = [c for c in judged.comparisons if c.verdict is Verdict.DIFFERENT]
    best = max(differing, key=lambda c: (c.conflict, c.question), default=None)
    return best if best and max(best.question, best.conflict) >= THRESHOLDS.differs else None


def _is(a: Answer, b: Answer) -> bool:
    return (a.start, a.end) == (b.start, b.end)


def shown_kind(kind: str) -> str:
    """Return a kind of answer as the table names it."""
    return _SHOWN.get(kind, kind)


def _statement_kind(a: Cell, b: Cell) -> str:
    return "statement" if a.speaker and b.speaker else "event"


def not_at_odds(a: Cell, b: Cell) -> str:
    """Return why two answers that differ need not contradict each other, or ''."""
    if other_sources(a, b):
        return f"different sources, {a.speaker} and {b.speaker}"
    for one, other in ((a, b), (b, a)):
        if HEDGE.search(one.text) and not HEDGE.search(other.evidence):
            return f"{one.outlet} says '{HEDGE.search(one.text).group()}', {other.outlet} states it"
        if PART.search(one.text) and not PART.search(other.text):
            return f"different scope, '{PART.search(one.text).group()}' in {one.outlet}"
        if PROPOSED.search(one.text) and not PROPOSED.search(other.text):
            return f"{one.outlet} reports a wish or a proposal"
    if days_apart(a.published, b.published):
        later = max(a, b, key=lambda cell: cell.published or "")
        growing = RUNNING.search(a.evidence) and RUNNING.search(b.evidence)
        return f"{'the count was still growing, and ' if growing else ''}{later.outlet} wrote later"
    return ""


def other_sources(a: Cell, b: Cell) -> bool:
    """Return whether two answers have sources whose names share no word."""
    if not a.speaker or not b.speaker:
        return False
    return not set(a.speaker.lower().split()) & set(b.speaker.lower().split())
