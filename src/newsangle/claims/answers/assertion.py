"""Whether: what one sentence asserts of an actor and the other denies, or says the contrary of."""

from newsangle.claims.answers.answer import Answer, Pair, Verdict
from newsangle.claims.predicates import Fit
from newsangle.claims.sentences import Sentences

KIND = "polarity"
_REPEATED = 0.5  # share of the shorter sentence's word triples that the other has too


def answers(event: Sentences, row: int) -> list[Answer]:
    """Return the assertions of a sentence that some sentence of the event denies or says the contrary of."""
    said = event.polarity[row].assertions
    return [Answer(a.start, a.end, a.phrase, a) for a in said if not event.polarity[row].is_asserted_and_denied(a)]


def relation(a: Answer, b: Answer) -> Verdict | None:
    """Return how two assertions stand; None where they are of different things."""
    one, other = a.content, b.content
    if not one.topics & other.topics or one.fits(other) is Fit.DIFFERENT:
        return None
    if one.at_odds(other):
        return Verdict.DIFFERENT
    return Verdict.SAME if one.lemma == other.lemma and one.denied == other.denied else None


def are_comparable(pair: Pair) -> bool:
    """Return whether two sentences may contradict each other: not where one repeats the wording of the other."""
    one, other = pair.event.wording[pair.first], pair.event.wording[pair.second]
    return len(one & other) < _REPEATED * max(1, min(len(one), len(other)))


def evidence(pair: Pair, a: Answer, b: Answer) -> dict[str, float]:
    """Return what speaks for one question."""
    one, other = a.content, b.content
    verdict, same = relation(a, b), one.fits(other) is Fit.SAME
    return {
        "same actor": same,
        "equal": verdict is Verdict.SAME,
        "differs": verdict is Verdict.DIFFERENT,
        "denied": one.denied != other.denied,
        "contrary": one.lemma != other.lemma,
        "noun": "NOUN" in (one.pos, other.pos),
        "denied by one, same actor": one.denied != other.denied and same,
    }
