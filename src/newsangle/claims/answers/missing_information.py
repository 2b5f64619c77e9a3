"""What was not given: 'no timeline was announced' beside 'before the end of June'."""

import re
from datetime import date

from newsangle.claims.answers import date as dates
from newsangle.claims.answers import quantity
from newsangle.claims.answers.answer import Answer, Pair, Verdict
from newsangle.claims.predicates import MissingInformation, meaning
from newsangle.claims.sentences import Sentences
from newsangle.language.lexicons import alternatives, read_lexicon

KIND = "missing"
_PROPOSED = re.compile(
    rf"\b(?:{alternatives(read_lexicon('claims', 'relations')['proposed'])})\b"
)  # not May, the month


def answers(event: Sentences, row: int) -> list[Answer]:
    """Return what a sentence says was not given, and the dates and numbers that may give it elsewhere."""
    missing = [Answer(m.start, m.end, m.phrase, m) for m in event.polarity[row].missing]
    return [*missing, *_given(event, row)]


def _given(event: Sentences, row: int) -> list[Answer]:
    """Return the dates still to come, and the counts; content: (quantity, its context, meanings, proposed or not)."""
    words, day = event.parsed[row], event.published[row]
    told = frozenset(meaning(lemma) for lemma in words.lemma) if words else frozenset()
    proposed = bool(_PROPOSED.search(event.texts[row]))
    coming = date.fromisoformat(day).toordinal() if day else None
    found = [
        a for a in dates.answers(event, row) if coming and a.content[0].low is not None and a.content[0].high > coming
    ]
    found += [a for a in quantity.answers(event, row) if a.content[0].kind == "number"]
    return [Answer(a.start, a.end, a.value, (*a.content, told, proposed)) for a in found]


def relation(a: Answer, b: Answer) -> Verdict | None:
    """Return how what is missing and what is given stand: different, but compatible with a wish or a proposal."""
    if isinstance(b.content, MissingInformation):
        a, b = b, a
    missing = a.content
    if not isinstance(missing, MissingInformation) or isinstance(b.content, MissingInformation):
        return None
    q, context, told, proposed = b.content
    if q.kind != missing.kind:
        return None
    if q.kind == "date":
        fits = missing.about & told
    else:
        fits = meaning(context.noun) in missing.about and missing.about & {meaning(verb) for verb in context.verbs}
    return (Verdict.COMPATIBLE if proposed else Verdict.DIFFERENT) if fits else None


def evidence(pair: Pair, a: Answer, b: Answer) -> dict[str, float]:
    """Return what speaks for one question."""
    return {"differs": relation(a, b) is Verdict.DIFFERENT}
