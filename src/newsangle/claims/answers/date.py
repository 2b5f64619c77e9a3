"""When: dates and times of day, resolved against the day of publication.

Two dates that differ answer one question only where both say when one thing happened: predicates of one meaning and
tense, of the same agent or patient, at one place.
"""

from newsangle.claims.answers import quantity
from newsangle.claims.answers.answer import Answer, Pair, Verdict
from newsangle.claims.predicates import is_same_predicate, meaning
from newsangle.claims.sentences import Sentences
from newsangle.quantities.comparison import Quantity

KIND = "date"
_BOUNDS = ("before", "by", "until", "after", "since")
relation = quantity.relation


def answers(event: Sentences, row: int) -> list[Answer]:
    """Return the dates and times of a sentence."""
    found = quantity.of_kinds(event, row, lambda kind: kind in ("date", "time"))
    return [Answer(a.start, a.end, shown(a.content[0]), a.content) for a in found]


def shown(q: Quantity) -> str:
    """Return a date as it is written, with the day that it means."""
    if q.kind == "time":
        return q.text
    text = f"{q.bound} {q.text}" if q.bound in _BOUNDS else q.text
    return f"{text} ({q.value})" if q.low is not None and q.text.lower() != str(q.value) else text


def evidence(pair: Pair, a: Answer, b: Answer) -> dict[str, float]:
    """Return what speaks for one question."""
    (q, of_q), (r, of_r) = a.content, b.content
    one, other = pair.event.parsed[pair.first], pair.event.parsed[pair.second]
    known = bool(one and other) and of_q.predicate >= 0 and of_r.predicate >= 0
    same_verb = known and meaning(one.lemma[of_q.predicate]) == meaning(other.lemma[of_r.predicate])
    same = known and is_same_predicate(one, of_q.predicate, other, of_r.predicate)
    differs, day = relation(a, b) is Verdict.DIFFERENT, q.low == q.high and r.low == r.high
    alone = all(len(answers(pair.event, row)) == 1 for row in (pair.first, pair.second))
    return {
        "same verb": same_verb,
        "same predicate": same,
        "equal": relation(a, b) is Verdict.SAME,
        "equal, to the day": relation(a, b) is Verdict.SAME and day,
        "differs": differs,
        "differs, same verb": differs and same_verb,
        "differs, same predicate": differs and same,
        "to the day": day,
        "of speaking": of_q.saying or of_r.saying,
        "time of day": q.kind == "time",
        "one date in each": alone,
        "bounds": q.bound != r.bound,
    }
