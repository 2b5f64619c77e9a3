"""Who does and who is done to: the deeds that a parsed text tells, and how their grammar names the doer.

A deed is told by a verb, active or passive, with its agent or without, or by a noun ('the destruction of the
bridge'). Verbs whose subject undergoes what happens ('ten people died') name no doer either.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from newsangle.language.lexicons import read_lexicon

ACTIVE, PASSIVE, AGENTLESS, NOMINAL, HIDING = (
    "active", "passive", "passive without agent", "nominalisation", "hidden doer",
)  # fmt: skip
VOICES = (ACTIVE, PASSIVE, AGENTLESS, NOMINAL, HIDING)
_GET = ("get", "got", "gotten", "getting", "gets")
_WHEN = ("DATE", "TIME", "PERCENT", "CARDINAL", "MONEY", "QUANTITY")
_LINKS = ("conj", "appos")
_NOUN_PLACES = ("nsubj", "nsubjpass", "dobj", "pobj", "compound", "poss")


@dataclass(frozen=True)
class Deed:
    """A deed: the word that tells it, its voice, and the heads of who does it and to whom (places in the Doc)."""

    word: int
    lemma: str
    voice: str
    agents: tuple[int, ...]
    patients: tuple[int, ...]


def deeds(doc) -> Iterator[Deed]:
    """Yield the deeds of a parsed text in order."""
    for token in doc:
        if token.pos_ == "NOUN" or _is_misread_noun(token):
            yield from _of_noun(token)
        elif token.pos_ in ("VERB", "AUX"):
            yield from _of_verb(token)


def _is_misread_noun(token) -> bool:
    """Tell whether a word taken for a verb stands where only a noun can: 'if the Paris talks fail'."""
    return token.pos_ == "VERB" and token.dep_ in _NOUN_PLACES


def _of_verb(verb) -> Iterator[Deed]:
    if verb.dep_ in ("aux", "auxpass") or verb.lemma_ in _lists()["states"]:
        return
    if _is_passive(verb):
        agents = _by(verb)
        voice = PASSIVE if agents else AGENTLESS
        yield Deed(verb.i, verb.lemma_, voice, agents, _passive_patients(verb))
        return
    agents, patients = _subjects(verb), _objects(verb)
    if verb.lemma_ in _lists()["hiding"] and not patients:
        yield Deed(verb.i, verb.lemma_, HIDING, (), agents)
    else:
        yield Deed(verb.i, verb.lemma_, ACTIVE, agents, patients)


def _of_noun(noun) -> Iterator[Deed]:
    frame = nominalisations().get(noun.lemma_.lower())
    if frame is None:
        return
    named: dict[str, list[int]] = {"agent": [], "patient": []}
    of = _after(noun, ("of",))
    # 'the Norwegian raid' says the same as 'Norway's raid'
    owner = [c for c in noun.children if c.dep_ == "poss" or (c.dep_ == "amod" and c.ent_type_ == "NORP")]
    named[frame["of"]] += [c.i for c in noun.children if c.dep_ == "compound"]  # 'prisoner exchange', 'police raid'
    named[frame["of"]] += _all(of)
    by = _after(noun, ("by",))
    named["agent"] += _all(by)
    named["patient"] += _all(_after(noun, tuple(frame.get("preps", ()))))
    if owner:  # 'the army's destruction of the bridge': what 'of' names leaves the other part to the owner
        part = "agent" if of and frame["of"] == "patient" else frame["possessive"]
        named["patient" if by else part] += _all(owner)
    yield Deed(noun.i, noun.lemma_, NOMINAL, tuple(named["agent"]), tuple(named["patient"]))


def _is_passive(verb) -> bool:
    if any(c.dep_ in ("nsubjpass", "auxpass", "agent") for c in verb.children):
        return True
    if verb.tag_ in ("VBN", "VBD") and any(c.dep_ == "aux" and c.lemma_ == "be" for c in verb.children):
        return True  # 'Was the crowd warned?'
    if verb.tag_ != "VBN":
        return False
    if any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children):
        return False
    if verb.dep_ in ("acl", "amod", "advcl", "relcl"):  # 'the bridge destroyed in May', 'wounded soldiers'
        return not any(c.dep_ == "nsubj" for c in verb.children)
    return verb.dep_ == "conj" and not any(c.dep_ in ("nsubj", "aux") for c in verb.children) and _is_passive(verb.head)


def _passive_patients(verb) -> tuple[int, ...]:
    own = [c for c in verb.children if c.dep_ in ("nsubjpass", "csubjpass", "nsubj")]
    if own:
        return tuple(_all(own))
    if verb.dep_ in ("acl", "amod", "relcl"):
        return (verb.head.i,)
    if verb.dep_ == "conj":
        return _passive_patients(verb.head) if _is_passive(verb.head) else _subjects(verb.head)
    if verb.dep_ in ("xcomp", "advcl"):
        return _passive_patients(verb.head) if _is_passive(verb.head) else _subjects(verb.head)
    return ()


def _subjects(verb, depth: int = 0) -> tuple[int, ...]:
    """Return the heads of a verb's subject; a verb without one shares that of the verb it hangs on."""
    own = [c for c in verb.children if c.dep_ == "nsubj"]
    if own:
        return tuple(_all(own))
    head = verb.head
    if head.i == verb.i or depth > 4:
        return ()
    if verb.dep_ in ("acl", "relcl"):
        return (head.i,) if verb.tag_ == "VBG" else ()
    if verb.dep_ in ("conj", "xcomp", "advcl") and head.pos_ in ("VERB", "AUX"):
        if _is_passive(head):
            return _passive_patients(head)
        objects = _objects(head) if verb.dep_ == "xcomp" else ()
        return objects or _subjects(head, depth + 1)
    return ()


def _objects(verb) -> tuple[int, ...]:
    return tuple(_all(c for c in verb.children if c.dep_ == "dobj"))


def _by(verb) -> tuple[int, ...]:
    """Return the heads of who a passive verb names after 'by'; not those of places, times and means."""
    phrases = [c for c in verb.children if c.dep_ == "agent"]
    phrases += [c for phrase in phrases for c in phrase.children if c.dep_ == "conj" and c.lower_ == "by"]
    named = [t for phrase in phrases for t in phrase.children if t.dep_ in ("pobj", "pcomp")]
    return tuple(_all(t for t in named if t.lemma_.lower() not in _lists()["not_doers"] and t.ent_type_ not in _WHEN))


def _after(noun, prepositions: tuple[str, ...]) -> list:
    return [
        t for c in noun.children if c.dep_ in ("prep", "agent") and c.lower_ in prepositions
        for t in c.children if t.dep_ == "pobj"
    ]  # fmt: skip


def _all(tokens) -> list[int]:
    """Return the places of tokens and of what is joined to them by 'and' or a comma."""
    found = []
    for token in tokens:
        found.append(token.i)
        found += _all(c for c in token.children if c.dep_ in _LINKS)
    return found


@cache
def _lists() -> dict[str, frozenset[str]]:
    entries = read_lexicon("language", "doers")
    return {name: frozenset(entries[name]) for name in ("hiding", "states", "not_doers")}


@cache
def nominalisations() -> dict[str, dict]:
    """Return the nouns that name deeds, each with what its "of" and its possessive name."""
    found: dict[str, dict] = {}
    for frame in read_lexicon("language", "doers")["nominalisations"]:
        for word in frame["words"]:
            found.setdefault(word, frame)
    return found
