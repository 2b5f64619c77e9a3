"""Who does what to whom: the predicates of a parsed text, with their voice, agents and patients.

A predicate is a verb, active or passive, with its agent or without, or a noun ('the destruction of the bridge').
Verbs whose subject undergoes what happens ('ten people died') name no agent either. After van Leeuwen (2008) and
Fowler (1991); the verbs and nouns are listed in lexicons/predicates.yml.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from newsangle.language.lexicons import read_lexicon
from newsangle.language.syntax import Syntax

ACTIVE, PASSIVE, PASSIVE_WITHOUT_AGENT, NOMINALISATION, AGENTLESS_INTRANSITIVE = (
    "active", "passive", "passive without agent", "nominalisation", "agentless intransitive",
)  # fmt: skip
VOICES = (ACTIVE, PASSIVE, PASSIVE_WITHOUT_AGENT, NOMINALISATION, AGENTLESS_INTRANSITIVE)
_VERBS = ("VERB", "AUX")
_NOT_PERSONS = ("DATE", "TIME", "PERCENT", "CARDINAL", "MONEY", "QUANTITY")
_NOUN_PLACES = ("nsubj", "nsubjpass", "dobj", "pobj", "compound", "poss")
_REDUCED = ("acl", "amod", "advcl", "relcl")  # clauses that a participle can head
_SHARING = ("conj", "xcomp", "advcl")  # clauses that can share the subject of the verb above


@dataclass(frozen=True)
class Predicate:
    """A predicate: its word and lemma, its voice, and the head words of agents and patients, as places."""

    word: int
    lemma: str
    voice: str
    agents: tuple[int, ...]
    patients: tuple[int, ...]


def predicates(words: Syntax) -> Iterator[Predicate]:
    """Yield the predicates of a sentence or text in order."""
    for i, pos in enumerate(words.pos):
        if pos == "NOUN" or (pos == "VERB" and words.dep[i] in _NOUN_PLACES):  # 'if the Paris talks fail'
            yield from _of_noun(words, i)
        elif pos in _VERBS:
            yield from _of_verb(words, i)


def is_passive(words: Syntax, verb: int) -> bool:
    """Return whether a verb is passive: 'was burned', 'the bridge destroyed in May', 'got arrested'."""
    deps = {words.dep[j] for j in words.children[verb]}
    if deps & {"nsubjpass", "auxpass", "agent"}:
        return True
    helpers = {words.lemma[j] for j in words.dependents(verb, "aux")}
    if words.tag[verb] in ("VBN", "VBD"):
        if "be" in helpers:
            return True  # 'Was the crowd warned?'
        if not helpers and words.text[verb].lower() in _lists()["participles"]:
            return True  # 'Samples taken from the lake': this form is never a past tense
    if words.tag[verb] != "VBN" or "have" in helpers:
        return False
    if words.dep[verb] in _REDUCED:
        return "nsubj" not in deps
    return words.dep[verb] == "conj" and not deps & {"nsubj", "aux"} and is_passive(words, words.head[verb])


def subjects(words: Syntax, verb: int) -> tuple[int, ...]:
    """Return the head words of an active verb's subject; a verb without one shares that of the verb above it."""
    for _ in range(6):
        if own := words.dependents(verb, "nsubj"):
            return _resolved(words, own)
        head, dep = words.head[verb], words.dep[verb]
        if head == verb:
            return ()
        if dep in ("acl", "relcl"):
            return (head,) if words.tag[verb] == "VBG" else ()
        if dep not in _SHARING or words.pos[head] not in _VERBS:
            return ()
        if is_passive(words, head):
            return patients_of_passive(words, head)
        if dep == "xcomp" and (controlled := objects(words, head)):
            return controlled  # 'ordered the airline to refund passengers'
        verb = head
    return ()


def objects(words: Syntax, verb: int) -> tuple[int, ...]:
    """Return the head words of a verb's direct objects."""
    return _resolved(words, words.dependents(verb, "dobj"))


def agents_of_passive(words: Syntax, verb: int) -> tuple[int, ...]:
    """Return the head words after a passive verb's 'by', leaving out places, times and means."""
    phrases = words.dependents(verb, "agent")
    phrases += [j for phrase in phrases for j in words.dependents(phrase, "conj") if words.lemma[j] == "by"]
    named = [j for phrase in phrases for j in words.dependents(phrase, "pobj", "pcomp")]
    not_agents = _lists()["not_agents"]
    return _resolved(
        words, [j for j in named if words.lemma[j] not in not_agents and words.entity[j] not in _NOT_PERSONS]
    )


def patients_of_passive(words: Syntax, verb: int) -> tuple[int, ...]:
    """Return the head words of what undergoes a passive verb, its own subject or that of the verb above."""
    for _ in range(6):
        if own := words.dependents(verb, "nsubjpass", "csubjpass", "nsubj"):
            return _resolved(words, own)
        head, dep = words.head[verb], words.dep[verb]
        if dep in ("acl", "amod", "relcl"):
            return (head,)
        if dep not in _SHARING or head == verb:
            return ()
        if not is_passive(words, head):
            return subjects(words, head)
        verb = head
    return ()


@cache
def nominal_frames() -> dict[str, dict]:
    """Return the nouns that name predicates, each with what its "of", possessive and prepositions mark."""
    found: dict[str, dict] = {}
    for frame in read_lexicon("language", "predicates")["frames"]:
        for word in frame["words"]:
            found.setdefault(word, frame)
    return found


def _of_verb(words: Syntax, verb: int) -> Iterator[Predicate]:
    lemma = words.lemma[verb]
    if words.dep[verb] in ("aux", "auxpass") or lemma in _lists()["states"]:
        return
    if is_passive(words, verb):
        agents, patients = agents_of_passive(words, verb), patients_of_passive(words, verb)
        voice = PASSIVE if agents else PASSIVE_WITHOUT_AGENT
        if not agents and lemma in _lists()["agentless"] and _is_whole_clause(words, verb):
            voice = AGENTLESS_INTRANSITIVE
        yield Predicate(verb, lemma, voice, agents, patients)
        return
    own, undergoing = subjects(words, verb), objects(words, verb)
    if lemma in _lists()["agentless"] and not undergoing:
        yield Predicate(verb, lemma, AGENTLESS_INTRANSITIVE, (), own)
    else:
        yield Predicate(verb, lemma, ACTIVE, own, undergoing)


def _is_whole_clause(words: Syntax, verb: int) -> bool:
    """Return whether a verb parsed as a participle must be the main verb: 'The ice sheet melted fast.' has no other."""
    head = words.head[verb]
    return words.dep[verb] == "acl" and words.head[head] == head and words.pos[head] not in _VERBS


def _of_noun(words: Syntax, noun: int) -> Iterator[Predicate]:
    frame = nominal_frames().get(words.lemma[noun])
    if frame is None:
        return
    of = words.prepositional_objects(noun, ("of",))
    by = words.prepositional_objects(noun, ("by",))
    # 'the Norwegian raid' says the same as 'Norway's raid'
    owner = [
        j
        for j in words.children[noun]
        if words.dep[j] == "poss" or (words.dep[j] == "amod" and words.entity[j] == "NORP")
    ]
    named: dict[str, list[int]] = {"agent": [], "patient": []}
    named[frame["of"]] += words.dependents(noun, "compound")  # 'prisoner exchange', 'police raid'
    named[frame["of"]] += words.with_conjuncts(of)
    named["agent"] += words.with_conjuncts(by)
    named["patient"] += words.with_conjuncts(words.prepositional_objects(noun, frame.get("preps", ())))
    if owner:  # 'the army's destruction of the bridge': what 'of' names leaves the other part to the owner
        part = "agent" if of and frame["of"] == "patient" else frame["possessive"]
        named["patient" if by else part] += words.with_conjuncts(owner)
    agents, patients = (tuple(dict.fromkeys(named[part])) for part in ("agent", "patient"))
    yield Predicate(noun, words.lemma[noun], NOMINALISATION, agents, patients)


def _resolved(words: Syntax, places: list[int]) -> tuple[int, ...]:
    """Return words and their conjuncts, each relative pronoun as what it stands for."""
    return tuple(dict.fromkeys(words.antecedent(i) for i in words.with_conjuncts(places)))


@cache
def _lists() -> dict[str, frozenset[str]]:
    entries = read_lexicon("language", "predicates")
    return {name: frozenset(entries[name]) for name in ("agentless", "states", "not_agents", "participles")}
