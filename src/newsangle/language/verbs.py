"""The verbs of a parsed sentence: whose a verb is, which words make up its group, and what belongs to its clause.

The relations are those of spaCy's English models (Choi and Palmer 2012). `words` is a sentence or a whole text, and
words are given by their places in it.
"""

from collections.abc import Callable

from newsangle.language.syntax import Range, Syntax

_VERBS = ("VERB", "AUX")
_GROUP = ("aux", "auxpass", "neg", "prt")
_SHARING = ("conj", "xcomp", "advcl", "ccomp", "pcomp", "acl", "dep", "parataxis")  # clauses that share a subject
_DEEPEST = 4  # clauses above a verb in which its subject is looked for

Unfit = Callable[[Syntax, int], bool]


def subject(words: Syntax, verb: int, unfit: Unfit, depth: int = 0) -> tuple[int | None, str]:
    """Return who does what a verb says, and how that was found: agent, own, none, or the relation of the clause.

    A verb without a subject has that of the clause that it depends on, or of one further up where that subject is
    unfit: 'She denied that the transfer of funds was odd, saying …', which the parser attaches to 'was'.
    """
    by = next(iter(words.dependents(verb, "agent")), None)
    if by is not None:
        return next(iter(words.dependents(by, "pobj")), None), "agent"
    passive = has_passive_subject(words, verb)
    own = [] if passive else words.dependents(verb, "nsubj", "csubj")
    if own:  # of several the nearest: the parser takes the subject of a quotation for one as well
        return min(own, key=lambda i: abs(i - verb)), "own"
    head, relation = words.head[verb], words.dep[verb]
    if passive or depth > _DEEPEST or head == verb:
        return None, "none"
    if relation in ("acl", "relcl") and words.pos[head] in ("NOUN", "PROPN", "PRON"):
        return head, relation
    if relation == "pcomp" and words.dep[head] in ("prep", "mark"):
        head = words.head[head]
    if relation in _SHARING:
        found, how = _subject_above(words, head, unfit, depth)
        return found, "none" if found is None else relation if how in ("own", "agent", "none") else how
    return None, "none"


def _subject_above(words: Syntax, head: int, unfit: Unfit, depth: int) -> tuple[int | None, str]:
    found, how = subject(words, head, unfit, depth + 1)
    while depth == 0 and found is not None and unfit(words, found) and words.head[head] != head:
        head = words.head[head]
        if words.pos[head] in _VERBS:
            found, how = subject(words, head, unfit, 1)
    if found is None and has_passive_subject(words, head):
        found = passive_subject(words, head)
    return found, how


def has_passive_subject(words: Syntax, verb: int) -> bool:
    """Return whether a verb itself is marked as passive; see roles.is_passive for all ways in which it can be."""
    return bool(words.dependents(verb, "nsubjpass", "auxpass", "csubjpass"))


def passive_subject(words: Syntax, verb: int) -> int | None:
    """Return the noun that is the subject of a passive verb."""
    return next(iter(words.dependents(verb, "nsubjpass")), None)


def subjects_before(words: Syntax, verb: int) -> list[int]:
    """Return the subjects in a sentence before a verb, leaving out those of relative clauses."""
    before = range(words.sentence_of(verb)[0], verb)
    return [i for i in before if words.dep[i] == "nsubj" and words.dep[words.head[i]] != "relcl"]


def bearer(words: Syntax, adjective: int, unfit: Unfit) -> int | None:
    """Return who or what an adjective is said of: 'she' in 'she is sure', 'workers' in 'workers afraid that …'."""
    head, relation = words.head[adjective], words.dep[adjective]
    if relation in ("acomp", "oprd", "xcomp") and words.pos[head] in _VERBS:
        return subject(words, head, unfit)[0]
    return head if relation in ("amod", "acl") and adjective > head else None


def governor(words: Syntax, noun: int) -> tuple[int | None, str]:
    """Return the verb whose object or complement a noun is, also by a preposition, and the noun's relation."""
    relation = words.dep[noun]
    if relation not in ("dobj", "pobj", "attr"):
        return None, relation
    verb = words.head[words.head[noun]] if relation == "pobj" else words.head[noun]
    return verb if words.pos[verb] in _VERBS else None, relation


def originator(words: Syntax, noun: int, prepositions: tuple[str, ...]) -> int | None:
    """Return whom a noun comes from by the first of some prepositions: 'Roe' in 'a claim by Roe'."""
    by = [j for j in words.dependents(noun, "prep", "agent") if words.text[j].lower() in prepositions]
    return next(iter(words.dependents(by[0], "pobj")), None) if by else None


def verb_group(words: Syntax, verb: int) -> Range:
    """Return the range of a verb with its auxiliaries, negation, particle and an adverb next to it."""
    places = {verb, *words.dependents(verb, *_GROUP)}
    places.update(j for j in words.dependents(verb, "advmod") if abs(j - verb) == 1)
    first = last = verb
    while first - 1 in places:
        first -= 1
    while last + 1 in places:
        last += 1
    return first, last + 1


def clause_of(words: Syntax, i: int) -> int:
    """Return the verb of the clause that a phrase belongs to."""
    i = words.head[i]
    while words.pos[i] not in _VERBS and words.head[i] != i:
        i = words.head[i]
    return i


def rest_of_clause(words: Syntax, i: int) -> tuple[Range, ...]:
    """Return the clause that a phrase belongs to without the phrase, as one or two ranges."""
    (first, last), (start, end) = words.phrase(clause_of(words, i)), words.phrase(i)
    return tuple((a, b) for a, b in ((first, start), (end, last)) if b > a)


def clauses_after(words: Syntax, noun: int) -> list[Range]:
    """Return the ranges of the clauses after a noun that say more of it: 'who led the talks'."""
    return [words.phrase(j) for j in words.dependents(noun, "relcl", "acl") if j > noun]


def reduced_relative(words: Syntax, verb: int) -> Range | None:
    """Return 'Survivors rescued from the wreck' before 'said that …', of which the parser makes a clause."""
    if not has_clause_after(words, verb, "ccomp"):
        return None
    for child in words.dependents(verb, "ccomp"):
        own = words.dependents(child, "nsubj") and not words.dependents(child, "aux")
        if own and words.phrase(child)[1] == verb and words.tag[child] in ("VBN", "VBD"):
            return words.phrase(child)
    return None


def has_clause_after(words: Syntax, verb: int, *relations: str) -> bool:
    """Return whether a clause after a verb completes it, 'that …' (ccomp) or 'to …' (xcomp)."""
    return any(j > verb for j in words.dependents(verb, *(relations or ("ccomp", "xcomp"))))


def opens_complement(words: Syntax, i: int) -> bool:
    """Return whether a word after a verb is its object or opens a clause: 'that'."""
    return words.dep[i] in ("mark", "dobj")
