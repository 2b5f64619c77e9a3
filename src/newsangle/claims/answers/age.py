"""How old: 'Olsen, 61' and 'Olsen, 62'; 'a 3-year-old boy' and 'the four-year-old'."""

from newsangle.claims.answers import quantity
from newsangle.claims.answers.answer import Answer, Pair, Verdict
from newsangle.claims.predicates import meaning
from newsangle.claims.sentences import Sentences

KIND = "age"
_PERSONS = {"boy", "girl", "child", "man", "woman", "old", "person", "teenager", "toddler", "son", "daughter"}
relation = quantity.relation


def answers(event: Sentences, row: int) -> list[Answer]:
    """Return the ages of a sentence."""
    return quantity.of_kinds(event, row, lambda kind: kind == "age")


def evidence(pair: Pair, a: Answer, b: Answer) -> dict[str, float]:
    """Return what speaks for one question: the same name, or the same unnamed person."""
    (_, of_a), (_, of_b) = a.content, b.content
    alone = all(len(answers(pair.event, row)) == 1 for row in (pair.first, pair.second))
    same = bool(of_a.noun) and of_a.noun == of_b.noun
    return {
        "same name": same and of_a.name and of_b.name,
        "another name": of_a.name and of_b.name and not same,
        "same noun": bool(of_a.noun) and meaning(of_a.noun) == meaning(of_b.noun),
        "unnamed": of_a.noun in _PERSONS and of_b.noun in _PERSONS,
        "one age in each": alone,
        "equal": relation(a, b) is Verdict.SAME,
        "names in common": bool(pair.event.names[pair.first] & pair.event.names[pair.second]),
    }
