"""Why: what two sentences give as the reason of one thing."""

import re

from newsangle.claims.answers.answer import Answer, Pair, Verdict
from newsangle.claims.predicates import meaning
from newsangle.claims.sentences import Sentences
from newsangle.language.lexicons import alternatives, read_lexicon

KIND = "cause"
_CUE = re.compile(rf"\b(?:{alternatives(read_lexicon('claims', 'relations')['causes'])})\b", re.I)
_CONTENT = ("NOUN", "PROPN", "VERB", "ADJ")


def answers(event: Sentences, row: int) -> list[Answer]:
    """Return the reason that a sentence gives, from its cue to the end of the sentence; content: its meanings."""
    cue, words = _CUE.search(event.texts[row]), event.parsed[row]
    if not cue or not words:
        return []
    start = event.starts[row]
    inside = [i for i in range(len(words)) if words.start[i] - start >= cue.end() and words.pos[i] in _CONTENT]
    told = frozenset(meaning(words.lemma[i]) for i in inside)
    return [Answer(cue.start(), len(event.texts[row]), event.texts[row][cue.start() :].rstrip(" ."), told)]


def relation(a: Answer, b: Answer) -> Verdict | None:
    """Return how two reasons stand: the same where they share a word, else not comparable by words."""
    return Verdict.SAME if a.content & b.content else Verdict.COMPATIBLE


def evidence(pair: Pair, a: Answer, b: Answer) -> dict[str, float]:
    """Return what speaks for one question."""
    return {"equal": relation(a, b) is Verdict.SAME}
