"""What a sentence denies, and what it only reports, supposes or plans, from its syntax.

The scope of a negation follows the syntax (Councill, McDonald and Velikovich 2010): 'the sides did not agree' denies
'agree', 'no deal was reached' denies 'deal', 'the city was not under attack' denies 'attack'. A verb that says little
passes the negation on to its object. The words are listed in lexicons/negation.yml.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from newsangle.language.lexicons import read_lexicon
from newsangle.language.roles import nominal_frames
from newsangle.language.syntax import Syntax

_VERBS = ("VERB", "AUX")
_PASSED_ON = ("attr", "acomp", "dobj", "xcomp", "nsubjpass", "oprd", "ccomp")
_SUBJECTS = ("nsubj", "nsubjpass")
_CLAUSES = ("ccomp", "xcomp", "advcl", "pcomp", "acl", "relcl")
_COMPLEMENTS = ("ccomp", "xcomp", "pcomp")
_STEPS = 8  # words up the tree
FACT, PLANNED, OPEN = "fact", "planned", "open"


@dataclass(frozen=True)
class Negation:
    """A negation: the place of its cue, the words that it denies, and the word that limits it ('' for none).

    A limited negation does not deny the whole: 'not more than ten', 'not only', 'has not won since 1908', 'never seen
    a crowd like this', 'would not comment until Friday'.
    """

    cue: int
    denied: tuple[int, ...]
    limit: str = ""


def negations(words: Syntax) -> list[Negation]:
    """Return the negations of a sentence in order; two that cancel each other ('did not deny it') are left out."""
    found = [(cue, reached, scope) for cue in range(len(words)) for reached, scope in _scope(words, cue)]
    cancelled = {
        cue for cue, _, _ in found for other, reached, _ in found if other != cue and _governs(words, cue, reached)
    }
    kept = []
    heads: set[int] = set()
    for cue, reached, scope in found:
        undone = any(_governs(words, other, reached) for other in cancelled)
        if reached and cue not in cancelled and not undone and scope not in heads:
            heads.add(scope)
            kept.append(Negation(cue, tuple(sorted(set(reached))), _limit(words, scope)))
    return kept


def negated(words: Syntax) -> dict[int, int]:
    """Return the words that a sentence denies without a limit, each with the place of the word that denies it."""
    return {i: negation.cue for negation in negations(words)[::-1] if not negation.limit for i in negation.denied}


def is_reported(words: Syntax, i: int) -> bool:
    """Return whether a word is what somebody says or thinks: 'officials said that …', 'allegedly', 'according to'."""
    for clause, above, dep in _clauses_above(words, i):
        lemmas = {words.lemma[j] for j in words.children[clause]}
        if lemmas & (_words("hearsay") | _words("sources")):
            return True
        if dep in _COMPLEMENTS and words.lemma[above] in _words("reporting"):
            return True
        if any(words.dep[j] == "parataxis" and words.lemma[j] in _words("reporting") for j in words.children[clause]):
            return True
    return False


def is_conditional(words: Syntax, i: int) -> bool:
    """Return whether a sentence leaves open whether a word is so: 'if', 'whether', 'may', 'would', 'perhaps'.

    The 'would' of reported speech ('he said he would resign') leaves nothing open: it is the future of then.
    """
    for clause, _, _ in _clauses_above(words, i):
        for j in words.children[clause]:
            opens = words.dep[j] in ("mark", "aux", "advmod") and words.lemma[j] in _open_words()
            if opens and not _is_reported_future(words, clause, j):
                return True
            if words.dep[j] == "advcl" and any(words.lemma[k] in ("if", "unless") for k in words.dependents(j, "mark")):
                return True
    return False


def is_planned(words: Syntax, i: int) -> bool:
    """Return whether a word is to come, wanted, asked for or feared: 'will resign', 'plans to resign'."""
    for clause, above, dep in _clauses_above(words, i):
        helpers = words.dependents(clause, "aux")
        if any(words.text[j].lower() in _words("future") or _is_reported_future(words, clause, j) for j in helpers):
            return True
        wanted = dep in _COMPLEMENTS or (clause == i and dep == "dobj" and words.lemma[i] in nominal_frames())
        if wanted and words.lemma[above] in _words("planning"):
            return True
        infinitive = dep == "xcomp" and any(words.lemma[j] == "to" for j in helpers)
        going = words.lemma[above] == "go" and words.tag[above] == "VBG"
        if infinitive and (words.lemma[above] == "be" or going):
            return True
    return False


def standing(words: Syntax, i: int) -> str:
    """Return whether a word, denied or not, is a FACT for the sentence, PLANNED or left OPEN."""
    return OPEN if is_conditional(words, i) else PLANNED if is_planned(words, i) else FACT


def is_asserted(words: Syntax, i: int) -> bool:
    """Return whether a sentence states a word as a fact: not denied, reported, conditional or planned."""
    states = (is_reported, is_conditional, is_planned)
    return i not in negated(words) and not any(state(words, i) for state in states)


def _scope(words: Syntax, cue: int) -> Iterator[tuple[list[int], int]]:
    """Yield the words that a cue denies, with the head of its scope."""
    lemma, dep, head = words.lemma[cue], words.dep[cue], words.head[cue]
    if dep == "neg" or lemma in _words("adverbs") or words.text[cue].lower() in _words("adverbs"):
        yield from _with_alternatives(words, head)
    elif lemma in _words("determiners") and dep in ("det", "preconj", "neg"):
        yield _reach(words, head), head
        yield from _verb_of(words, head)
    elif lemma in _words("determiners") and dep == "cc":  # 'neither signed nor ratified'
        yield from _with_alternatives(words, head)
    elif lemma == "no" and cue + 1 < len(words) and words.lemma[cue + 1] == "one":
        yield from _verb_of(words, words.head[cue])
    elif lemma in _words("pronouns") and words.pos[cue] in ("PRON", "NOUN", "DET"):
        yield from _verb_of(words, cue)
    elif lemma == "without":
        yield words.dependents(cue, "pobj", "pcomp"), cue
    elif lemma == "nor" and dep == "cc":
        for j in words.dependents(head, "conj"):
            if j > cue:
                yield _reach(words, j), j
    elif words.pos[cue] in ("VERB", "ADJ", "NOUN"):
        yield from _lexical_scope(words, cue)


def _lexical_scope(words: Syntax, cue: int) -> Iterator[tuple[list[int], int]]:
    """Yield what a verb or an adjective denies by its meaning: 'denied that …', 'refused to …', 'kept him from …'."""
    lemma = words.lemma[cue]
    below: list[int] = []
    if words.pos[cue] == "VERB" and (lemma in _words("denials") or _rules_out(words, cue)):
        below = words.dependents(cue, "dobj", "ccomp", "xcomp", "nsubjpass")
    elif lemma in _words("refusals") | _words("unable"):
        below = words.dependents(cue, "xcomp")
    elif words.pos[cue] == "VERB" and lemma in _words("preventing"):
        below = [
            k for j in words.dependents(cue, "prep") if words.lemma[j] == "from" for k in words.dependents(j, "pcomp")
        ]
    for j in below:
        yield _reach(words, j), j


def _with_alternatives(words: Syntax, head: int) -> Iterator[tuple[list[int], int]]:
    """Yield a denied word, and the others that 'or' joins to it: 'did not attack or burn the village'."""
    yield _reach(words, head), head
    if any(words.lemma[j] in ("or", "nor") for j in words.dependents(head, "cc")):
        for j in words.dependents(head, "conj"):
            yield _reach(words, j), j


def _verb_of(words: Syntax, noun: int) -> Iterator[tuple[list[int], int]]:
    """Yield the verb that a noun with 'no' denies as its subject or object: 'no soldiers were killed'."""
    verb = words.head[noun]
    own = words.dep[noun] in (*_SUBJECTS, "dobj")
    if own and words.pos[verb] in _VERBS and verb != noun and words.lemma[verb] not in _words("light_verbs"):
        yield [verb], verb
    elif own and words.lemma[noun] in _words("pronouns") and words.pos[verb] in _VERBS:
        yield _reach(words, verb), verb


def _reach(words: Syntax, i: int, depth: int = 0) -> list[int]:
    """Return the words that a negation of word i denies: itself, or what a light verb says."""
    if words.pos[i] not in _VERBS or words.lemma[i] not in _words("light_verbs") or depth > 2:
        return [i]
    passed_on = [j for j in words.dependents(i, *_PASSED_ON) if not _is_question(words, j)]
    reached = [k for j in passed_on for k in _reach(words, j, depth + 1)]
    if words.lemma[i] == "be":  # 'was not under attack', 'was not in talks'
        reached += words.prepositional_objects(i) if not passed_on else []
    return reached


def _is_question(words: Syntax, clause: int) -> bool:
    """Return whether a clause asks: 'it was not clear who fired' does not deny 'fired'."""
    asks = any(words.tag[j] in ("WP", "WRB", "WDT") or words.lemma[j] == "whether" for j in words.children[clause])
    return words.dep[clause] == "ccomp" and asks


def _governs(words: Syntax, cue: int, reached: Iterable[int]) -> bool:
    """Return whether a negation reaches the cue of another ('did not deny it', 'never without his dog')."""
    return cue in reached or (words.lemma[cue] == "without" and words.head[cue] in reached)


def _rules_out(words: Syntax, i: int) -> bool:
    return words.lemma[i] == "rule" and any(words.lemma[j] == "out" for j in words.children[i])


def _limit(words: Syntax, scope: int) -> str:
    """Return the word of a clause that limits its negation: a comparative, 'only', a time, a likeness; '' for none."""
    clause = sorted(words.below(scope, without=(*_CLAUSES, "conj", "nsubj", "nsubjpass")))
    for i in clause:
        if words.tag[i] in ("JJR", "RBR") or words.lemma[i] in _words("limits"):
            return words.text[i].lower()
        if words.lemma[i] in _words("times") and words.dep[i] == "prep" and _is_time(words, i):
            return words.text[i].lower()
        if words.lemma[i] in _words("likenesses") and words.dep[i] in ("prep", "predet", "amod", "advmod"):
            return words.text[i].lower()
    for i in words.dependents(scope, "advcl"):
        for j in words.dependents(i, "mark", "advmod"):
            if words.lemma[j] in _words("times") or words.lemma[j] in ("because", "once", "while", "as"):
                return words.text[j].lower()
    return ""


def _is_time(words: Syntax, preposition: int) -> bool:
    if words.lemma[preposition] in ("since", "until", "till"):
        return True
    return any(
        words.entity[k] in ("DATE", "TIME") for j in words.dependents(preposition, "pobj") for k in words.below(j)
    )


def _is_reported_future(words: Syntax, clause: int, helper: int) -> bool:
    return words.text[helper].lower() in ("would", "'d", "’d") and is_reported(words, clause)


def _clauses_above(words: Syntax, i: int) -> Iterator[tuple[int, int, str]]:
    """Yield a word and those above it, each with the word above and how it is attached to it.

    The walk ends at a clause that stands by itself, whatever the sentence says above it: 'the man who fled', 'he may
    resign because he lied', 'he may resign, and his deputy took over'.
    """
    for _ in range(_STEPS):
        head = words.head[i]
        yield i, head, words.dep[i] if head != i else ""
        if head == i or _stands_alone(words, i):
            return
        i = head


def _stands_alone(words: Syntax, i: int) -> bool:
    """Return whether a clause is as true under a condition or a wish as without it."""
    if words.dep[i] == "relcl":
        return True
    if words.dep[i] == "conj":
        return words.pos[i] in _VERBS and bool(words.dependents(i, *_SUBJECTS))
    return words.dep[i] == "advcl" and any(words.lemma[j] in _words("factive") for j in words.dependents(i, "mark"))


@cache
def _open_words() -> frozenset[str]:
    return _words("conditions") | _words("modals") | _words("possibly")


@cache
def _words(name: str) -> frozenset[str]:
    """Return a list of lexicons/negation.yml."""
    return frozenset(read_lexicon("language", "negation")[name])
