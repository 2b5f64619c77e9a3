"""A clause as a sentence of its own: its subject, its verb and what completes it, shortened as far as it can be."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from newsangle.language.dependents import noun_phrase
from newsangle.language.lexicons import read_lexicon
from newsangle.language.roles import is_passive, patients_of_passive, subjects
from newsangle.language.syntax import Syntax

_VERBS = ("VERB", "AUX")
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
_OPENERS = ("mark", "preconj", "intj", "dep")
_RELATIVE = ("WDT", "WP", "WP$", "WRB")
_ASIDES = ("relcl", "appos", "parataxis")
_CIRCUMSTANCES = ("prep", "advmod", "npadvmod", "advcl")
_TIME_AND_PLACE = ("when", "where", "while")
_ASIDE = 6  # words of who says something
_STEPS = 6  # words up the tree
_COMPLEMENTS = ("dobj", "attr", "acomp", "oprd", "xcomp", "ccomp", "dative", "agent")
_CONDITIONS = ("if", "unless", "until", "whether", "not", "never")


@dataclass(frozen=True)
class Statement:
    """A clause as places of words in the order in which they are read, the subject first where it is shared.

    verb: its head. subject: the head word of its subject, or None.
    """

    verb: int
    subject: int | None
    words: tuple[int, ...]


def head_of(words: Syntax, first: int, last: int) -> int | None:
    """Return the verb that heads a stretch of a sentence, or the one above it that can stand alone; None for none."""
    inside = range(first, last + 1)
    heads = [i for i in inside if words.head[i] == i or words.head[i] not in inside]
    verb = next((i for i in heads if words.pos[i] in _VERBS), None)
    for _ in range(_STEPS):
        if verb is None or (is_finite(words, verb) and not misses_its_relative(words, verb)):
            return verb
        above = words.head[verb]
        verb = above if above != verb else None
    return None


def root_of(words: Syntax) -> int | None:
    """Return the main verb of a sentence, None where its root is no verb."""
    return next((i for i in range(len(words)) if words.head[i] == i and words.pos[i] in _VERBS), None)


def is_left_open(words: Syntax, stated: "Statement") -> bool:
    """Return whether a statement is no whole sentence: a verb of saying without a sentence that is said."""
    if words.lemma[stated.verb] not in _saying():
        return False
    kept = [j for j in words.children[stated.verb] if j in stated.words]
    said = [j for j in kept if words.dep[j] in (*_COMPLEMENTS, "nsubjpass", "auxpass")]
    return not any(j > stated.verb or words.pos[j] in _VERBS for j in said)


def is_finite(words: Syntax, verb: int) -> bool:
    """Return whether a verb has a tense, by its form or by a helper: not 'to sign', 'signing', 'signed by all'."""
    if words.pos[verb] not in _VERBS:
        return False
    forms = {words.tag[j] for j in (verb, *words.dependents(verb, "aux", "auxpass"))}
    return bool(forms & {"VBD", "VBZ", "VBP", "MD"})


def misses_its_relative(words: Syntax, verb: int) -> bool:
    """Return whether a clause is no sentence without its relative: 'whose ship sank', 'what he had sold', 'he sold'."""
    if words.head[verb] == verb:
        return False
    subjects_ = words.dependents(verb, *_SUBJECTS)
    if words.dep[verb] == "relcl" and not any(words.tag[j] in _RELATIVE for j in words.below(verb)):
        return True
    inside = words.below(verb, without=("relcl", "ccomp", "advcl", "conj"))
    relatives = [i for i in inside if words.tag[i] in _RELATIVE and words.lemma[i] not in _TIME_AND_PLACE]
    return any(i not in subjects_ or words.antecedent(i) == i for i in relatives)


def said_by(words: Syntax, verb: int) -> int | None:
    """Return the verb of what somebody is said to say: 'sank' for 'he said that it sank'; None for another verb."""
    return next((j for j in words.dependents(verb, "ccomp") if is_finite(words, j)), None)


def statements(words: Syntax, verb: int) -> Iterator[Statement]:
    """Yield what a verb states, then the same with one part less each time, of those that it can do without.

    Asides go first, then circumstances: those before the subject, and the others from the end. Objects, infinitives
    and conditions stay. A clause without a subject of its own has that of the clause above ('hit a rock and sank').
    """
    subject = _subject(words, verb)
    apart = [] if subject is None or subject in words.below(verb) else noun_phrase(words, subject)
    kept = set(words.below(verb)).difference(apart, *_openers(words, verb))
    for part in (set(), *_optional(words, verb, subject)):
        kept -= part
        spoken = (i for i in kept if words.pos[i] not in ("PUNCT", "SPACE"))
        if not part or not _is_cut_off(words, max(spoken, default=verb)):
            yield Statement(verb, subject, (*apart, *sorted(kept)))


def _is_cut_off(words: Syntax, last: int) -> bool:
    """Return whether a clause cannot end with a word: a preposition without its noun, an article, a modal, 'to'."""
    preposition = words.pos[last] == "ADP" and words.dep[last] != "prt" and not words.children[last]
    return preposition or words.tag[last] in ("MD", "TO") or words.dep[last] in ("det", "poss", "case", "cc")


def _subject(words: Syntax, verb: int) -> int | None:
    own = words.dependents(verb, *_SUBJECTS)
    if own:
        return words.antecedent(own[0])
    shared = (patients_of_passive if is_passive(words, verb) else subjects)(words, verb)
    return shared[0] if shared else None


def _openers(words: Syntax, verb: int) -> Iterator[set[int]]:
    """Yield what joins a clause to the text around it, who says it, and clauses beside it with their own subjects."""
    beside = [j for j in words.dependents(verb, "conj") if words.pos[j] in _VERBS and words.dependents(j, *_SUBJECTS)]
    first = min(words.below(verb))
    for j in words.children[verb]:
        relative = words.tag[j] in _RELATIVE and words.head[verb] != verb
        linking = words.dep[j] == "advmod" and j < verb and words.text[j + 1] == "," and not words.children[j]
        joins = words.dep[j] == "cc" and (j == first or any(j < k for k in beside))
        if words.dep[j] in _OPENERS or joins or relative or linking or j in beside or _is_said_after(words, j):
            yield set(words.below(j))


def _is_said_after(words: Syntax, j: int) -> bool:
    """Return whether a clause says who says the rest: ', he declared'."""
    return words.dep[j] == "parataxis" and words.pos[j] == "VERB" and len(words.below(j)) <= _ASIDE


def _optional(words: Syntax, verb: int, subject: int | None) -> Iterator[set[int]]:
    """Yield the parts that a clause can do without, in the order in which they go."""
    asides = [j for j in words.below(verb) if words.dep[j] in _ASIDES and j != verb and not _is_close(words, j)]
    yield {k for j in asides for k in words.below(j)}
    free = [j for j in words.dependents(verb, *_CIRCUMSTANCES) if not _is_condition(words, j)]
    before = [j for j in free if subject is not None and j < subject]
    yield from (set(words.below(j)) for j in before)
    after = [j for j in free if j not in before and j > verb]
    if not any(j > verb for j in words.dependents(verb, *_COMPLEMENTS)):
        after = after[1:]  # 'the ship sailed to Halden' says more than 'the ship sailed'
    joined = [j for j in words.below(verb) if words.dep[j] == "conj" and words.pos[j] in _VERBS and j != verb]
    for j in sorted([*after, *joined], reverse=True):
        links = [k for k in words.dependents(words.head[j], "cc") if j in joined and k < j]
        yield {k for i in (j, *links) for k in words.below(i)}


def _is_close(words: Syntax, j: int) -> bool:
    """Return whether an apposition belongs to a name: no mark sets it off ('the mayor Ilse Marten')."""
    return words.dep[j] == "appos" and words.pos[min(words.below(j)) - 1] != "PUNCT"


def _is_condition(words: Syntax, j: int) -> bool:
    return words.lemma[j] in _CONDITIONS or any(words.lemma[k] in _CONDITIONS for k in words.dependents(j, "mark"))


@cache
def _saying() -> frozenset[str]:
    return frozenset(read_lexicon("language", "negation")["reporting"])
