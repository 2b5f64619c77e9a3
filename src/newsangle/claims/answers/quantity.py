"""How many, how much, how large: numbers, shares, sums of money, distances, weights and other measures.

Values are compared exactly (newsangle.quantities). Whether two values answer one question depends on what they count
and what is said of it: '12,000 fallen soldiers' and 'the remains of 6,000 soldiers' do, 'seven people were killed' and
'51 people were taken to hospital' do not.
"""

from collections.abc import Iterable
from datetime import date

from newsangle.claims.answers.answer import Answer, Pair, Verdict
from newsangle.claims.predicates import meaning
from newsangle.claims.referents import SCALES, Context
from newsangle.claims.sentences import Sentences
from newsangle.quantities.comparison import Quantity, are_close, compare

KIND = "number"
OTHERS = ("date", "time", "duration", "age", "ordinal")  # they have files of their own
_NEAR = 60  # characters from a number within which a date says when it held
_RECENT = 60  # days before publication in which what has no date is taken to have happened
_TELLING = 12  # counts up to this are shared by many things


def answers(event: Sentences, row: int) -> list[Answer]:
    """Return the counts and measures of a sentence."""
    return of_kinds(event, row, lambda kind: kind not in OTHERS)


def of_kinds(event: Sentences, row: int, wanted) -> list[Answer]:
    """Return the quantities of a sentence whose kind is wanted; content: the quantity and what it counts."""
    both = zip(event.quantities[row], event.contexts[row], strict=True)
    return [Answer(q.start, q.end, shown(q, of), (q, of)) for q, of in both if wanted(q.kind)]


def shown(q: Quantity, context: Context) -> str:
    """Return a quantity as a reader would quote it, with the noun that it counts."""
    if q.kind not in ("number", "share", "duration") or context.measured:
        return q.text
    words = q.referent.split()
    noun = context.noun
    last = next((i for i, word in enumerate(words) if noun and meaning(word.lower())[:4] == meaning(noun)[:4]), None)
    return " ".join([q.text, *(words if last is None else words[: last + 1])])


def relation(a: Answer, b: Answer) -> Verdict | None:
    """Return how two quantities stand; None where they cannot be compared."""
    found = compare(a.content[0], b.content[0])
    return Verdict(found) if found else None


def evidence(pair: Pair, a: Answer, b: Answer) -> dict[str, float]:
    """Return what speaks for one question."""
    (q, of_q), (r, of_r) = a.content, b.content
    likeness = pair.event.likeness
    thing, said = likeness.same_thing(of_q, of_r), likeness.same_said(of_q, of_r)
    verdict = relation(a, b)
    differs = verdict is Verdict.DIFFERENT
    measured = likeness.same_measure(of_q, of_r) or (of_q.noun == of_r.noun and of_q.noun in SCALES)
    return {
        "thing": thing,
        "said": said,
        "thing and said": thing and said,
        "same noun": bool(of_q.noun) and meaning(of_q.noun) == meaning(of_r.noun),
        "measured": measured,
        "same persons": likeness.same_value(of_q, of_r),
        "equal": verdict is Verdict.SAME,
        "equal and telling": verdict is Verdict.SAME and q.values == r.values and is_telling(q),
        "differs": differs,
        "differs, thing and said": differs and thing and said,
        "differs, other noun": differs and not thing,
        "close": are_close(q, r),
        "far apart": differs and not _same_magnitude(q, r),
        "money": q.kind == "money",
        "share": q.kind == "share",
        "vague": "vague" in (q.bound, r.bound),
        "another time": not at_one_time(pair, q, r),
        "what it was before": of_q.origin != of_r.origin,
        "small": bool(q.low is not None and q.low <= 2),
    }


def is_telling(q: Quantity) -> bool:
    """Return whether hardly two things share a value by chance (129, 7,919), as they share small and round ones."""
    return q.low is not None and q.low > _TELLING and len(f"{q.low:.0f}".rstrip("0")) > 1


def at_one_time(pair: Pair, q: Quantity, r: Quantity) -> bool:
    """Return whether two answers may be of one time, by the dates beside them; what has no date is recent."""
    of_q, of_r = (_beside(pair.event, row, own) for row, own in ((pair.first, q), (pair.second, r)))
    if of_q and of_r:
        (first, last), (start, end) = of_q.extent, of_r.extent
        return max(first - end, start - last) <= 0
    return not _is_past(of_q, pair.event.published[pair.second]) and not _is_past(
        of_r, pair.event.published[pair.first]
    )


def _beside(event: Sentences, row: int, q: Quantity) -> Quantity | None:
    """Return the date that stands nearest to a quantity, other than the one on which something was said."""
    dates = [d for d, of in dated(event, row) if d is not q and not of.saying]
    away = [(max(d.start - q.end, q.start - d.end), i) for i, d in enumerate(dates)]
    return dates[min(away)[1]] if away and min(away)[0] <= _NEAR else None


def dated(event: Sentences, row: int) -> Iterable[tuple[Quantity, Context]]:
    """Yield the dates of a sentence that are resolved."""
    both = zip(event.quantities[row], event.contexts[row], strict=True)
    return ((q, of) for q, of in both if q.kind == "date" and q.low is not None)


def _is_past(day: Quantity | None, published: str | None) -> bool:
    """Return whether a date that names its year lies long before a day of publication."""
    if day is None or published is None or day.bound != "exact":
        return False
    named = any(len(part) == 4 and part.isdigit() for part in day.text.split())
    return named and day.extent[1] < date.fromisoformat(published).toordinal() - _RECENT


def _same_magnitude(q: Quantity, r: Quantity) -> bool:
    low, high = sorted((abs(q.low or 0), abs(r.low or 0)))
    return "vague" in (q.bound, r.bound) or high <= low * 20
