"""Where: the places that two sentences name for one thing that happened."""

from newsangle.claims.answers.answer import Answer, Pair, Verdict
from newsangle.claims.predicates import Fit, meaning, places_of, roles_of
from newsangle.claims.sentences import Sentences

KIND = "place"
_AT = ("in", "at", "near", "outside", "inside")
_LABELS = ("GPE", "LOC", "FAC")


def answers(event: Sentences, row: int) -> list[Answer]:
    """Return the places of a sentence with the predicate that they belong to; content: (predicate, names)."""
    words, start = event.parsed[row], event.starts[row]
    found = []
    for verb in range(len(words)) if words else ():
        if words.pos[verb] != "VERB":
            continue
        for head in places_of(words, verb, _AT):
            run = [i for i in words.below(head) if words.entity[i] in _LABELS and words.pos[i] == "PROPN"]
            if words.entity[head] in _LABELS and run:
                begin, end = words.start[min(run)] - start, words.end[max(run)] - start
                names = frozenset(words.text[i].lower() for i in run)
                found.append(Answer(begin, end, event.texts[row][begin:end], (verb, names)))
    return found


def relation(a: Answer, b: Answer) -> Verdict | None:
    """Return how two places stand: the same where they share a name."""
    return Verdict.SAME if a.content[1] & b.content[1] else Verdict.DIFFERENT


def evidence(pair: Pair, a: Answer, b: Answer) -> dict[str, float]:
    """Return what speaks for one question: predicates of one meaning, with the same agent or patient."""
    one, other = pair.event.parsed[pair.first], pair.event.parsed[pair.second]
    i, j = a.content[0], b.content[0]
    same_verb = meaning(one.lemma[i]) == meaning(other.lemma[j])
    fits = [x.fits(y) for x, y in zip(roles_of(one, i), roles_of(other, j), strict=True)]
    return {
        "same verb": same_verb,
        "same actor": Fit.SAME in fits,
        "same verb and actor": same_verb and Fit.SAME in fits and Fit.DIFFERENT not in fits,
        "equal": relation(a, b) is Verdict.SAME,
        "differs": relation(a, b) is Verdict.DIFFERENT,
    }
