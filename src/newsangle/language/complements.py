"""What completes a verb, a noun or an adjective in a parsed sentence, and where such a complement may end.

'said that …', 'their wish to …', 'afraid of …': the complements in which English reports speech and thought. The
relations are those of spaCy's English models (Choi and Palmer 2012). What a parser attaches least surely is what
follows a clause, so a complement has several ends. `words` is a sentence or a whole text, and words are given by their
places in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from newsangle.language.syntax import Range, Syntax

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_OBJECTS = ("dobj", "oprd", "attr", "dative", "acomp")
_SECOND = ("oprd", "xcomp", "ccomp", "prep", "acomp")  # what follows an object: 'called it a mistake'
_CLAUSES = ("ccomp", "xcomp", "parataxis")
_PREDICATIVE = ("ccomp", "xcomp", "attr", "acomp", "advcl")
_SISTERS = ("dobj", "prep", "xcomp", "ccomp", "acomp", "attr", "nsubjpass")
_ASIDES = ("advcl", "relcl", "acl", "appos", "prep", "npadvmod", "conj")
_BOUNDARIES = ("ROOT", "conj", "parataxis")
_VERBS = ("VERB", "AUX")
_WHEN = ("DATE", "TIME")
_MOST = 3  # phrases by which a complement may be lengthened or shortened


@dataclass(frozen=True)
class Complement:
    """A complement: its relation with the side or preposition, the ranges of its words, and the preposition."""

    name: str
    content: tuple[Range, ...]
    preposition: int | None = None


@dataclass(frozen=True)
class End:
    """Where a complement may end: the labels of the phrases after it that it then holds, and of what it leaves out."""

    place: int
    taken: tuple[str, ...]
    left: str


def of_verb(words: Syntax, verb: int) -> Iterator[Complement]:
    """Yield the complements of a verb: clauses, objects, prepositional phrases, and the subject of a passive."""
    passive = next(iter(words.dependents(verb, "nsubjpass")), None)
    thing = next((j for j in words.dependents(verb, "dobj") if j > verb), None)
    for child in words.children[verb]:
        relation, span = words.dep[child], _whole(words, verb, child)
        if thing is not None and child > thing and relation in _SECOND:  # 'called it a mistake'
            name = words.text[child].lower() if relation == "prep" else relation
            yield Complement(f"dobj+{name}", ((words.phrase(thing)[0], span[1]),))
            if relation == "ccomp" and words.phrase(child)[0] == words.phrase(thing)[1] and _is_bare(words, child):
                continue  # 'rules out compromise in peace talks', with 'talks' read as a verb
        if _is_clause(words, child):
            if passive is not None and relation == "xcomp":
                yield Complement("passive xcomp", (words.phrase(passive), span))
            yield Complement(f"{relation} {'left' if child < verb else 'right'}", (span,))
        elif child > verb and relation in _OBJECTS:
            yield Complement(relation, (span,))
        elif child > verb and relation == "prep":
            yield from _of_preposition(words, child, without=_WHEN)
    if passive is not None:
        yield Complement("nsubjpass", (words.phrase(passive),))


def of_noun(words: Syntax, noun: int) -> Iterator[Complement]:
    """Yield the clauses and prepositional phrases after a noun: 'the claim that …', 'calls for …'."""
    for child in words.children[noun]:
        if child > noun and words.dep[child] in ("acl", "ccomp", "relcl", "xcomp"):
            yield Complement(words.dep[child], (words.phrase(child),))
        elif child > noun and words.dep[child] == "prep":
            yield from _of_preposition(words, child)


def of_noun_as_subject(words: Syntax, noun: int) -> Iterator[Complement]:
    """Yield what a sentence says that a noun is: 'his concern is that …'."""
    verb = words.head[noun]
    if words.dep[noun] == "nsubj" and words.lemma[verb] == "be" and noun < verb:
        for child in words.dependents(verb, *_PREDICATIVE):
            if child > verb:
                yield Complement(words.dep[child], (words.phrase(child),))


def of_adjective(words: Syntax, adjective: int) -> Iterator[Complement]:
    """Yield the clauses and prepositional phrases after an adjective: 'sure that …', 'afraid of …'."""
    for child in words.children[adjective]:
        if child > adjective and words.dep[child] in ("ccomp", "xcomp", "advcl"):
            yield Complement(words.dep[child], (words.phrase(child),))
        elif child > adjective and words.dep[child] == "prep":
            yield from _of_preposition(words, child)


def after_preposition(words: Syntax, preposition: int) -> int | None:
    """Return the noun or clause that a preposition introduces."""
    return next(iter(words.dependents(preposition, "pobj", "pcomp")), None)


def _of_preposition(words: Syntax, preposition: int, without: tuple[str, ...] = ()) -> Iterator[Complement]:
    """Yield each thing that follows a preposition, leaving out names of some types."""
    for inner in words.dependents(preposition, "pobj", "pcomp"):
        if words.entity[inner] not in without:
            yield Complement(f"prep {words.text[preposition].lower()}", (words.phrase(inner),), preposition)


def _whole(words: Syntax, verb: int, child: int) -> Range:
    """Return the range of a verb's complement; two of a kind are one that the parser cut."""
    first, last = words.phrase(child)
    alike = [j for j in words.dependents(verb, words.dep[child]) if verb < j < child]
    return (words.phrase(alike[0])[0], last) if alike and words.dep[child] in ("ccomp", "dobj") else (first, last)


def _is_clause(words: Syntax, child: int) -> bool:
    """Return whether a verb's child is a clause that it may report; 'if' and 'whether' make an adverbial one such."""
    if words.dep[child] in _CLAUSES:
        return True
    marks = words.dependents(child, "mark") if words.dep[child] == "advcl" else []
    return any(words.text[j].lower() in ("if", "whether") for j in marks)


def _is_bare(words: Syntax, clause: int) -> bool:
    """Return whether what the parser takes for a clause has neither subject nor auxiliary, nor is it quoted."""
    return not words.dependents(clause, *_SUBJECTS, "mark", "aux", "auxpass") and not any(
        words.is_quotation_mark(j) for j in words.children[clause]
    )


def shorter_ends(words: Syntax, first: int, last: int) -> Iterator[End]:
    """Yield where a complement ends if it is not to hold the clauses and asides at its end."""
    node: int | None = words.root(first, last)
    found = 0
    while node is not None and found < _MOST:
        after = [j for j in words.children[node] if j > node]
        at_end = (j for j in after if words.phrase(j)[1] >= last and words.phrase(j)[0] > first)
        tail = next((j for j in at_end), None)
        joined = [j for j in after if words.dep[j] == "conj" and j != tail]
        for child in (*joined, *([] if tail is None else [tail])):
            end = words.phrase(child)[0]
            while end > first + 1 and (words.dep[end - 1] == "cc" or words.is_punctuation(end - 1)):
                end -= 1
            clause = words.dep[child] in ("conj", "advcl", "parataxis") and words.pos[child] in _VERBS
            if first < end < last and (clause or (words.is_punctuation(end) and words.dep[child] in _ASIDES)):
                found += 1
                yield End(end, (), f"own {_label(words, child, end)}")
        node = tail


def longer_ends(words: Syntax, last: int, source: int | None, stop: int, prepositional: bool) -> Iterator[End]:
    """Yield the ends of a complement: its own, and one after each phrase that follows, up to another clause.

    last: the word after the complement. source: a word that it must not hold. stop: the end of the sentence.
    """
    end: int = last
    taken: tuple[str, ...] = ()
    while True:
        k = end
        while k < stop and words.is_punctuation(k):
            k += 1
        if k >= stop:
            yield End(stop, taken, "")
            return
        head = k
        while words.head[head] >= last and words.head[head] != head:
            head = words.head[head]
        label = _label(words, head, end)
        yield End(end, taken, label)
        after = words.phrase(head)[1]
        if (
            len(taken) == _MOST
            or words.dep[head] in _BOUNDARIES
            or (source is not None and k <= source < after)
            or (prepositional and words.dep[head] in ("dobj", "ccomp"))
        ):
            return
        end, taken = min(max(after, k + 1), stop), (*taken, label)


def _label(words: Syntax, head: int, end: int) -> str:
    """Return what a phrase after a complement is: a comma before it, its relation, a subject of its own."""
    comma = "," if end < len(words) and words.is_punctuation(end) else ""
    own = " S" if words.dependents(head, *_SUBJECTS) else ""
    return f"{comma}{words.dep[head]}{own}"


def is_coordinator(words: Syntax, i: int) -> bool:
    """Return whether a word joins others: 'and', 'or', 'but'."""
    return words.dep[i] == "cc"


def setting(words: Syntax, i: int) -> dict[str, tuple[str, ...]]:
    """Return how a word is used: its relation, and its auxiliaries, conjunctions and complements."""
    return {
        "dep": (words.dep[i],),
        "aux": tuple(words.lemma[j] for j in words.dependents(i, "aux", "neg", "auxpass")),
        "mark": tuple(words.text[j].lower() for j in words.dependents(i, "mark")),
        "sister": tuple(words.dep[j] for j in words.dependents(i, *_SISTERS)),
    }
