"""Noun phrases of a parsed sentence: what identifies and describes a noun, and its place in the clause.

The relations are those of spaCy's English models (Choi and Palmer 2012). `words` is a sentence or a whole text, and
words are given by their places in it.
"""

from collections.abc import Iterator

from newsangle.language.dependents import is_subject
from newsangle.language.syntax import Range, Syntax

_IDENTIFYING = ("prep", "appos", "compound", "amod", "nmod", "nummod", "conj", "acl", "flat")
_PREMODIFIERS = ("compound", "det", "amod", "poss", "nmod")
_MODIFIERS = ("compound", "amod", "nmod")
_BEFORE_NAMES = ("compound", "amod", "nmod", "advmod", "nummod", "prep", "pobj", "punct", "poss", "case")
_NOT_REFERRING = ("compound", "amod", "attr", "nmod", "npadvmod", "oprd", "dep", "intj", "nummod", "quantmod")
_INSIDE = ("pobj", "pcomp", "relcl", "acl", "poss")  # relations of what says more of another word of a description
_LINKS = ("conj", "appos")
_LONGEST_TITLE = 6  # words
_NOMINAL = ("PROPN", "NOUN")
_PLACES = ("poss", "pobj", "dobj", "conj", "compound", "appos")


def identifying_phrase(words: Syntax, noun: int) -> Range:
    """Return the range of a name or noun with what identifies it; relative clauses and asides are left out."""
    first, last = words.phrase(noun)[0], noun + 1
    for j in words.children[noun]:
        near_clause = words.dep[j] == "relcl" and words.phrase(j)[0] == noun + 1
        if j > noun and (words.dep[j] in _IDENTIFYING or near_clause):
            last = max(last, words.phrase(j)[1])
    while first < noun and (words.is_punctuation(first) or words.dep[first] in ("cc", "preconj")):
        first += 1
    return first, last


def appositions(words: Syntax, noun: int) -> list[int]:
    """Return the nouns in apposition to a noun, and the one that it is itself in apposition to."""
    found = words.dependents(noun, "appos")
    return [*found, words.head[noun]] if words.dep[noun] == "appos" else found


def is_apposition(words: Syntax, noun: int) -> bool:
    """Return whether a noun explains the one before it: 'pilot' in 'Ann Roe, the pilot'."""
    return words.dep[noun] == "appos"


def predicate_nouns(words: Syntax, noun: int, denied: bool = True) -> list[int]:
    """Return what a sentence says that the subject noun is, or if `denied` also is not: 'Ann Roe is a doctor'."""
    verb = words.head[noun]
    if words.dep[noun] != "nsubj" or words.lemma[verb] != "be" or (not denied and words.dependents(verb, "neg")):
        return []
    return words.dependents(verb, "attr")


def joined_nouns(words: Syntax, noun: int) -> list[int]:
    """Return the nouns in apposition to a noun or compounded with it: 'Roe' in 'the Roe family'."""
    return words.dependents(noun, "appos", "compound", "nmod")


def attributes(words: Syntax, noun: int) -> list[int]:
    """Return the nouns and adjectives right before a noun that say more of it: 'chief', 'army' of 'army chief'."""
    return [j for j in words.dependents(noun, "compound", "amod") if j < noun]


def is_attribute(words: Syntax, i: int) -> bool:
    """Return whether a word is an adjective or noun that stands before another: 'army' in 'army chief'."""
    return words.dep[i] in ("compound", "amod")


def modifiers_before(words: Syntax, noun: int) -> list[int]:
    """Return the nouns, names and adjectives right before a noun."""
    return [j for j in words.dependents(noun, *_MODIFIERS) if j < noun]


def is_modifier(words: Syntax, i: int) -> bool:
    """Return whether a noun, name or adjective modifies another."""
    return words.dep[i] in _MODIFIERS


def premodifiers(words: Syntax, noun: int) -> list[int]:
    """Return the words before a noun that depend on it, leaving out what 'and' joins: 'dancers and backing musicians'
    are two."""
    before = [j for j in words.children[noun] if j < noun and words.dep[j] not in ("cc", "conj", "relcl", "preconj")]
    return [j for j in before if not is_list(words, j)]


def compounds(words: Syntax, noun: int) -> list[int]:
    """Return the nouns that are compounded with a noun: 'zoo' in 'zoo officials'."""
    return words.dependents(noun, "compound")


def parts_of_name(words: Syntax, noun: int) -> list[int]:
    """Return the other words of a name of several words."""
    return words.dependents(noun, "compound", "flat")


def determiners(words: Syntax, noun: int) -> list[int]:
    """Return a noun's articles and demonstratives."""
    return words.dependents(noun, "det")


def has_article(words: Syntax, noun: int) -> bool:
    """Return whether a noun has an article or a demonstrative."""
    return bool(determiners(words, noun))


def is_list(words: Syntax, noun: int) -> bool:
    """Return whether 'and' or 'or' joins something to a noun."""
    return bool(words.dependents(noun, "cc"))


def has_conjunct(words: Syntax, i: int) -> bool:
    """Return whether another word of its kind is joined to a word."""
    return bool(words.dependents(i, "conj"))


def first_conjunct(words: Syntax, i: int) -> int:
    """Return the first of the words that 'and' or a comma joins, by which all of them are attached."""
    while words.dep[i] == "conj":
        i = words.head[i]
    return i


def first_modifier(words: Syntax, i: int) -> int:
    """Return the first of several modifiers of one noun: 'Norwegian' in 'Norwegian and Danish ships'."""
    while words.dep[i] == "conj" and words.pos[words.head[i]] in ("ADJ", *_NOMINAL) and words.head[i] < i:
        i = words.head[i]
    return i


def first_named(words: Syntax, i: int) -> int:
    """Return the noun to which a noun is joined or which it explains, by which both are attached."""
    while words.dep[i] in _LINKS:
        i = words.head[i]
    return i


def is_referring(words: Syntax, noun: int) -> bool:
    """Return whether a noun stands for somebody, and is no part of a name or said of somebody else."""
    return words.dep[noun] not in _NOT_REFERRING


def is_indirect_object(words: Syntax, noun: int) -> bool:
    """Return whether a noun is whom something is given or told: 'the mayor' in 'gave the mayor a plan'."""
    return words.dep[noun] == "dative"


def is_owner(words: Syntax, noun: int) -> bool:
    """Return whether a noun or pronoun is a possessor."""
    return words.dep[noun] == "poss"


def is_agent_phrase(words: Syntax, preposition: int) -> bool:
    """Return whether a preposition is the 'by' of a passive."""
    return words.dep[preposition] == "agent"


def depends_within(words: Syntax, i: int, phrase: range) -> bool:
    """Return whether a word of a description says more of another word of it: 'president' in 'a spokesman for the
    president'."""
    while i in phrase and words.head[i] != i:
        if words.dep[i] in _INSIDE and words.head[i] in phrase:
            return True
        i = words.head[i]
    return False


def is_before_name(words: Syntax, i: int, first: int, last: int) -> bool:
    """Return whether a word is part of what is said before a name, given by its range: 'former mayor Jane Roe'."""
    for _ in range(6):
        relation, i = words.dep[i], words.head[i]
        if relation not in _BEFORE_NAMES:
            return False
        if first <= i < last:
            return relation != "advmod"  # 'even Roe'
    return False


def first_word(words: Syntax, noun: int) -> int:
    """Return the first word of a noun's phrase, leaving out what is joined to it."""
    return min(words.below(noun, without=("cc", "conj", "appos")))


def before_name(words: Syntax, head: int, first: int) -> list[int]:
    """Return the words of a phrase before the name that begins at `first`, leaving out possessors and what follows
    a preposition; at most six."""
    start = max(words.phrase(head)[0], first - _LONGEST_TITLE)
    return [j for j in range(start, first) if words.dep[j] not in ("pobj", "poss")]


def head_noun(words: Syntax, i: int) -> int:
    """Return the noun that a word stands before as its article, adjective or compound; any other word itself."""
    while words.dep[i] in _PREMODIFIERS and words.head[i] > i and words.pos[words.head[i]] in _NOMINAL:
        i = words.head[i]
    return i


def owner(words: Syntax, noun: int) -> int | None:
    """Return the possessor of a noun: 'mayor' in 'the mayor's plan'."""
    return next(iter(words.dependents(noun, "poss")), None)


def named_before(words: Syntax, noun: int) -> list[int]:
    """Return the names that are compounded with a noun: 'Roe' in 'the Roe claims'."""
    return [j for j in words.dependents(noun, "compound") if words.pos[j] == "PROPN"]


def after_prepositions(words: Syntax, i: int, prepositions: tuple[str, ...]) -> Iterator[int]:
    """Yield the words that depend on prepositions of a word, whatever they are: nouns, adjectives, clauses."""
    for j in words.dependents(i, "prep"):
        if words.text[j].lower() in prepositions:
            yield from words.children[j]


def named_beside(words: Syntax, noun: int) -> list[int]:
    """Return the nouns after a noun that name the same: 'Roe' in 'the pilot, Ann Roe'."""
    return words.dependents(noun, "appos", "flat")


def in_one_clause(words: Syntax, noun: int, pronoun: int) -> bool:
    """Return whether a noun and a pronoun depend on one verb, so that they are not one person: 'Roe told him'."""
    return words.head[noun] == words.head[pronoun] and not is_owner(words, pronoun)


def preposition_before(words: Syntax, noun: int) -> int | None:
    """Return the preposition whose object a noun is."""
    return words.head[noun] if words.dep[noun] == "pobj" else None


def is_attached_noun(words: Syntax, noun: int) -> bool:
    """Return whether a noun is part of another phrase or says what another is: 'zoo' in 'zoo officials'."""
    return words.dep[noun] in ("compound", "amod", "attr", "appos", "nmod", "poss")


def place_of(words: Syntax, noun: int) -> str:
    """Return what a noun is in its clause: subject, poss, pobj, dobj, conj, compound, appos or other."""
    if is_subject(words, noun):
        return "subject"
    return words.dep[noun] if words.dep[noun] in _PLACES else "other"


def is_subject_of_relative(words: Syntax, noun: int) -> bool:
    """Return whether a noun is the subject of a relative clause."""
    return is_subject(words, noun) and words.dep[words.head[noun]] == "relcl"


def is_subject_of_aside(words: Syntax, noun: int) -> bool:
    """Return whether a noun is the subject of a relative or adverbial clause."""
    return is_subject(words, noun) and words.dep[words.head[noun]] in ("relcl", "advcl")


def is_main_subject(words: Syntax, noun: int) -> bool:
    """Return whether a noun is the subject of the main clause or of what is reported."""
    return is_subject(words, noun) and words.dep[words.head[noun]] in ("ROOT", "ccomp")
