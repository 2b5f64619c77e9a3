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
    (q, of_a), (r, of_b) = a.content, b.content
    whose = [_whose(quantity_.referent) for quantity_ in (q, r)]
    alone = all(len(answers(pair.event, row)) == 1 for row in (pair.first, pair.second))
    same = bool(of_a.noun) and of_a.noun == of_b.noun
    return {
        "same name": same and of_a.name and of_b.name,
        "another name": of_a.name and of_b.name and not same,
        "same noun": bool(of_a.noun) and meaning(of_a.noun) == meaning(of_b.noun),
        "unnamed": of_a.noun in _PERSONS and of_b.noun in _PERSONS,
        "by age alone": "" in (of_a.noun, of_b.noun) and not (of_a.name or of_b.name),  # 'the six-year-old'
        "one age in each": alone,
        "same person": bool(whose[0]) and whose[0] == whose[1],
        "another person": bool(whose[0]) and bool(whose[1]) and whose[0] != whose[1],
        "equal": relation(a, b) is Verdict.SAME,
        "names in common": bool(pair.event.names[pair.first] & pair.event.names[pair.second]),
    }


def _whose(referent: str) -> str:
    """Return the last word for whose age it is: 'boy' of 'the little boy', the surname of a name."""
    return meaning(referent.lower().split()[-1]) if referent.split() else ""
