"""What belongs to a word: the arguments of a verb or adjective, and the modifiers of a noun, as places in a sentence.

Unlike `roles`, which reads whole predicates with their voice, these functions answer one question about one word.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from newsangle.language.syntax import Syntax

_SUBJECTS = ("nsubj", "nsubjpass")
_THINGS = ("dobj", "attr", "nsubjpass", "dative", "oprd")
_COMPLEMENTS = ("attr", "acomp", "dobj", "xcomp")
_PREDICATIVES = ("acomp", "attr", "oprd")
_HELPERS = ("aux", "auxpass", "neg", "prt", "det", "poss")
_NAME_PARTS = ("compound", "conj", "appos")
_CLAUSES = ("relcl", "advcl", "parataxis")
_DEPTH = 3  # of names inside names


class Arguments(NamedTuple):
    """Who does something, what it is done to, and what prepositions join to it: head words, as places."""

    agents: list[int]
    things: list[int]
    about: list[int]


def arguments(words: Syntax, i: int, prepositions: Iterable[str]) -> Arguments:
    """Return the arguments of a verb, an adjective or a noun; the verb above may name the agent."""
    own, head = predicate_of(words, i), words.head[i]
    agents = [k for j in words.children[own] for k in _agents(words, j)]
    things = [j for j in words.dependents(own, *_THINGS) if j != i]
    about = [k for j in words.dependents(own, "prep") if words.lemma[j] in prepositions for k in _objects(words, j)]
    if words.dep[i] in ("acl", "amod"):
        (agents if words.tag[i] == "VBG" else things).append(head)
    if not agents and words.dep[i] in ("conj", "xcomp") and not words.dependents(i, "nsubjpass"):
        agents = words.dependents(head, "nsubj")
    if words.tag[i] == "VBN" and not things and not any(words.lemma[j] == "have" for j in words.children[i]):
        agents, things = [], agents  # 'disputed, not occupied'
    agents, things = ([_antecedent(words, j, i) for j in role] for role in (agents, things))
    return Arguments(agents, things, about)


def predicate_of(words: Syntax, i: int) -> int:
    """Return the word that holds what is said of somebody: 'was' for 'was undamaged' and 'was among the dead'."""
    if is_counted_among(words, i):
        return words.head[words.head[i]]
    return words.head[i] if words.pos[i] == "ADJ" and words.dep[i] != "amod" else i


def is_counted_among(words: Syntax, i: int) -> bool:
    """Return whether a word is said of somebody as 'was among the dead' does."""
    return words.dep[i] == "pobj" and words.lemma[words.head[i]] == "among"


def is_stated(words: Syntax, i: int) -> bool:
    """Return whether a word is a verb, a noun or an adjective that is said of something."""
    if words.pos[i] == "ADJ":
        return words.dep[i] in (*_PREDICATIVES, "amod") or is_counted_among(words, i)
    return words.pos[i] in ("VERB", "NOUN")


def subject(words: Syntax, verb: int) -> int | None:
    """Return the head word of a verb's own subject, active or passive."""
    return next(iter(words.dependents(verb, *_SUBJECTS)), None)


def is_subject(words: Syntax, i: int) -> bool:
    return words.dep[i] in _SUBJECTS


def is_active_subject(words: Syntax, i: int) -> bool:
    return words.dep[i] == "nsubj"


def is_passive_subject(words: Syntax, i: int) -> bool:
    return words.dep[i] == "nsubjpass"


def is_object(words: Syntax, i: int) -> bool:
    return words.dep[i] == "dobj"


def modal(words: Syntax, verb: int) -> str:
    """Return the lemma of a verb's modal ('will', 'would', 'may' …), '' where it has none."""
    return next((words.lemma[j] for j in words.dependents(verb, "aux") if words.tag[j] == "MD"), "")


def has_infinitive(words: Syntax, verb: int) -> bool:
    """Return whether a verb has an infinitive or another open clause as its complement: 'refused to sign'."""
    return bool(words.dependents(verb, "xcomp"))


def complements(words: Syntax, verb: int) -> list[int]:
    """Return the objects of a verb, what it says of its subject, and its infinitives."""
    return words.dependents(verb, *_COMPLEMENTS)


def completed_by(words: Syntax, verb: int) -> list[int]:
    """Return what completes a verb: objects, particles, infinitives, what it says of its subject ('became mayor')."""
    return words.dependents(verb, "dobj", "prt", "attr", "acomp", "oprd", "xcomp")


def particles(words: Syntax, verb: int) -> list[int]:
    """Return the particles of a verb: 'up' in 'pick up'."""
    return words.dependents(verb, "prt")


def has_finite_clause(words: Syntax, verb: int) -> bool:
    """Return whether a whole clause completes a verb: 'said that …'."""
    return bool(words.dependents(verb, "ccomp"))


def prepositions_after(words: Syntax, verb: int) -> list[int]:
    """Return the prepositions that depend on a verb and follow it."""
    return [j for j in words.dependents(verb, "prep") if j > verb]


def governing_verb(words: Syntax, noun: int) -> int:
    """Return the verb that a noun is the object or the passive subject of, else the noun itself."""
    return words.head[noun] if words.dep[noun] in ("dobj", "nsubjpass") else noun


def places_after(words: Syntax, i: int, prepositions: Iterable[str]) -> list[int]:
    """Return the nouns that some prepositions join to a word, whatever their relation to it."""
    return [k for j in words.children[i] if words.lemma[j] in prepositions for k in _objects(words, j)]


def object_of_of(words: Syntax, i: int) -> int | None:
    """Return the noun after the first 'of' of a word: 'people' in 'dozens of people'; None where it is a pronoun."""
    of = [j for j in words.dependents(i, "prep") if words.lemma[j] == "of"]
    return next((k for j in of[:1] for k in _objects(words, j) if words.pos[k] != "PRON"), None)


def participles(words: Syntax, noun: int) -> list[int]:
    """Return the verbs of the clauses that describe a noun ('people killed', 'people who died')."""
    return words.dependents(noun, "acl", "relcl")


def verbs_about(words: Syntax, noun: int) -> list[int]:
    """Return the participles and the verbs of the clauses that describe a noun, before it or after it."""
    clauses = participles(words, noun)
    return [j for j in words.children[noun] if j in clauses or words.tag[j] == "VBN"]


def is_before_noun(words: Syntax, i: int) -> bool:
    """Return whether an adjective stands before its noun ('17 dead horses')."""
    return words.dep[i] == "amod" and words.head[i] > i


def qualified_by(words: Syntax, noun: int) -> list[int]:
    """Return every word of what describes a noun after it: prepositional phrases and clauses."""
    return [k for j in words.dependents(noun, "prep", "acl", "relcl") for k in words.below(j)]


def numerals(words: Syntax, noun: int) -> list[int]:
    """Return the numbers that count a noun."""
    return words.dependents(noun, "nummod")


def is_determiner(words: Syntax, i: int) -> bool:
    return words.dep[i] == "det"


def is_compound(words: Syntax, i: int) -> bool:
    return words.dep[i] == "compound"


def name_parts(words: Syntax, noun: int, depth: int = 0) -> Iterator[int]:
    """Yield a noun with what belongs to it: parts of its name, an apposition, what 'and' joins to it."""
    yield noun
    for j in words.dependents(noun, *_NAME_PARTS) if depth < _DEPTH else ():
        yield from name_parts(words, j, depth + 1)


def nouns_of(words: Syntax, noun: int) -> list[int]:
    """Return the nouns that say which one a noun is: 'cod' in 'the quota for cod' and in 'the cod quota'."""
    after = [k for j in words.dependents(noun, "prep") for k in _objects(words, j)]
    return after + words.dependents(noun, "compound")


def phrase_around(words: Syntax, i: int, cue: int) -> tuple[int, int]:
    """Return the first and the last word of the phrase that says or denies a word: helping verbs, word, object."""
    above = [governing_verb(words, i)] if words.pos[i] == "NOUN" and governing_verb(words, i) != i else []
    above += [predicate_of(words, i)] if is_counted_among(words, i) else []
    helping = [j for k in (i, *above) for j in words.dependents(k, *_HELPERS)]
    objects = [j for j in words.dependents(i, "dobj", *_PREDICATIVES) if j > i]
    ends = [k for j in objects for k in (j, *words.dependents(j, "compound", "amod"))]
    return min([i, cue, *helping, *above]), max([i, cue, *helping, *above, *ends])


def noun_phrase(words: Syntax, noun: int) -> list[int]:
    """Return the words of a noun phrase in order, without marks, clauses and what a comma sets off."""
    kept = set(words.below(noun, ("punct", "acl", *_CLAUSES)))
    asides = [
        j for j in kept if words.dep[j] == "appos" and j != noun and words.pos[min(words.below(j)) - 1] == "PUNCT"
    ]
    return sorted(kept.difference(*(words.below(j) for j in asides)))


def _agents(words: Syntax, j: int) -> list[int]:
    return [j] if words.dep[j] == "nsubj" else _objects(words, j) if words.dep[j] == "agent" else []


def _objects(words: Syntax, preposition: int) -> list[int]:
    return words.dependents(preposition, "pobj")


def _antecedent(words: Syntax, j: int, verb: int) -> int:
    """Return what a relative pronoun stands for."""
    return words.head[verb] if words.tag[j] in ("WDT", "WP") and words.dep[verb] == "relcl" else j
