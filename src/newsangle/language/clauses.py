"""The clauses of a sentence that state something of their own, and the questions that it leaves open."""

from newsangle.language.syntax import Syntax

_STATING = ("ccomp", "advcl", "relcl", "parataxis")  # clauses that state a fact of their own
_ASKING = ("ccomp", "advcl")  # where a 'when' or 'how many' may ask
_VERBS = ("VERB", "AUX")
_CONTENT = ("NOUN", "PROPN", "VERB", "ADJ", "NUM")
_QUOTES = ('"', "“", "”", "‘", "’", "«", "»", "''", "``")
_LEAST = 3  # content words below which a clause states nothing without its neighbour
_STEPS = 10  # words up the tree


def clauses(words: Syntax) -> list[tuple[int, int]]:
    """Return the first and the last word of each clause of a sentence, in order; [] where there is one clause only.

    A clause with fewer than three content words stays with the clause that it depends on. Quotation marks around a
    clause belong to it, conjunctions before it do not.
    """
    if len(words) < 2 * _LEAST:
        return []
    heads = {i for i in range(len(words)) if words.head[i] == i or _heads_clause(words, i)}
    if len(heads) < 2:
        return []
    owner = [_upward(words, i, heads)[-1] for i in range(len(words))]
    _absorb_small(words, heads, owner)
    spans = set()
    for clause in set(owner):
        own = [i for i, it in enumerate(owner) if it == clause]
        spoken = [i for i in own if words.pos[i] not in ("PUNCT", "CCONJ", "SPACE")]
        if spoken:
            first, last = spoken[0], spoken[-1]
            first -= first - 1 in own and words.text[first - 1] in _QUOTES
            last += last + 1 in own and words.text[last + 1] in _QUOTES
            spans.add((first, last))
    return sorted(spans)


def clause_asked(words: Syntax, i: int) -> int | None:
    """Return the head of the clause that a 'when' or a 'how many' asks about, None where it asks nothing."""
    asked = words.head[i]
    for _ in range(_STEPS):
        if words.dep[asked] in (*_ASKING, "ROOT"):
            break
        asked = words.head[asked]
    return asked if words.dep[asked] in _ASKING else None


def _heads_clause(words: Syntax, i: int) -> bool:
    """Return whether a verb heads a clause that states something of its own; a condition belongs to what it limits."""
    if words.pos[i] not in _VERBS:
        return False
    if words.dep[i] == "conj":
        return words.pos[words.head[i]] in _VERBS
    conditional = any(words.lemma[j] in ("if", "unless") for j in words.dependents(i, "mark"))
    return words.dep[i] in _STATING and not conditional and (words.tag[i] != "VBG" or words.dep[i] == "advcl")


def _upward(words: Syntax, i: int, heads: set[int]) -> list[int]:
    """Return a word and the words above it, up to the head of its clause."""
    path = [i]
    while i not in heads and words.head[i] not in path:
        i = words.head[i]
        path.append(i)
    return path


def _absorb_small(words: Syntax, heads: set[int], owner: list[int]) -> None:
    """Give clauses that say too little to the clause they depend on; a small main clause takes in its first one.

    A clause whose object is another clause ('the minister said that …', 'according to the police, he said that …')
    says nothing by its subject, its source and its verb alone.
    """
    for clause in sorted(heads, reverse=True):
        content = [i for i, it in enumerate(owner) if it == clause and words.pos[i] in _CONTENT]
        said = [i for i in sorted(heads) if words.head[i] == clause and words.dep[i] == "ccomp"]
        if said:
            content = [i for i in content if i != clause and not _names_source(words, i, clause)]
        if len(content) >= _LEAST:
            continue
        said = [i for i in said if i != clause]
        if said and words.dep[clause] == "conj":  # 'he refused to go and said that …'
            target = owner[said[0]]
        elif words.head[clause] != clause:
            target = owner[words.head[clause]]
        else:
            below = [it for it in dict.fromkeys(owner) if it != clause and owner[words.head[it]] == clause]
            if not below:
                continue
            target = below[0]
        owner[:] = [target if it == clause else it for it in owner]


def _names_source(words: Syntax, i: int, clause: int) -> bool:
    """Return whether a word belongs to the subject of a clause, or to an 'according to'."""
    path = _upward(words, i, {clause})
    below = path[-2] if len(path) > 1 else i
    return words.dep[below].startswith("nsubj") or words.lemma[below] == "accord"
