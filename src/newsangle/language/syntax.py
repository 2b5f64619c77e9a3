"""The syntax of sentences as plain lists, which are many times faster to walk than tables or spaCy's tokens."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

import pandas as pd

_LINKS = ("conj", "appos")
_RELATIVE = ("WDT", "WP", "WP$", "WRB")


@dataclass
class Syntax:
    """The words of a sentence, or of a whole text, in their order; head is the place of each word's head."""

    start: list[int]
    end: list[int]
    text: list[str]
    lemma: list[str]
    pos: list[str]
    tag: list[str]
    dep: list[str]
    head: list[int]
    entity: list[str]
    children: list[list[int]] = field(init=False)

    def __post_init__(self):
        self.lemma = [lemma.lower() for lemma in self.lemma]
        self.head = [head if 0 <= head < len(self.lemma) else i for i, head in enumerate(self.head)]
        self.children = [[] for _ in self.lemma]
        for i, head in enumerate(self.head):
            if head != i:
                self.children[head].append(i)

    def __len__(self) -> int:
        return len(self.lemma)

    def below(self, i: int, without: tuple[str, ...] = ()) -> list[int]:
        """Return a word and all its descendants, leaving out those attached by some relations."""
        found, seen = [i], {i}
        for j in found:
            more = [k for k in self.children[j] if k not in seen and self.dep[k] not in without]
            found += more
            seen.update(more)
        return found

    def dependents(self, i: int, *relations: str) -> list[int]:
        """Return the children of a word that are attached by one of the relations."""
        return [j for j in self.children[i] if self.dep[j] in relations]

    def with_conjuncts(self, places: Iterable[int]) -> list[int]:
        """Return words together with what 'and', a comma or an apposition joins to each.

        'farmers and truck drivers' is parsed with the first noun as a modifier of the second, and is read as two.
        """
        found: list[int] = []
        open_ = list(places)[::-1]
        while open_:
            i = open_.pop()
            if i in found:
                continue
            joined = [j for j in self.children[i] if self.dep[j] == "nmod" and self.dependents(j, "cc")]
            found += [*joined, i]
            open_ += self.dependents(i, *_LINKS)[::-1]
        return found

    def prepositional_objects(self, i: int, prepositions: Iterable[str] | None = None) -> list[int]:
        """Return the heads of what prepositions attach to a word ('to the mayor'), all or those named."""
        return [
            k
            for j in self.dependents(i, "prep", "agent", "dative")
            if prepositions is None or self.lemma[j] in prepositions
            for k in self.dependents(j, "pobj")
        ]

    def antecedent(self, i: int) -> int:
        """Return what a relative pronoun stands for ('the nurses who struck'); any other word itself."""
        if self.tag[i] not in _RELATIVE:
            return i
        clause = i
        for _ in range(4):
            clause = self.head[clause]
            if self.dep[clause] == "relcl":
                return self.head[clause]
        return i


def syntax_of(tokens: pd.DataFrame) -> dict[str, Syntax]:
    """Return the syntax of every sentence of the table `tokens`, where the words of a sentence are adjacent rows."""
    fields = ("sentence_id", "start", "end", "text", "lemma", "pos", "tag", "dep", "head", "entity")
    sentence, *columns = (tokens[name].to_numpy(object).tolist() for name in fields)  # quicker than walking the column
    first = [i for i, name in enumerate(sentence) if i == 0 or name != sentence[i - 1]]
    return {
        sentence[start]: Syntax(*(values[start:end] for values in columns))
        for start, end in pairwise([*first, len(sentence)])
    }


def syntax_of_doc(doc) -> Syntax:
    """Return the syntax of a whole parsed text: places are those of the Doc's tokens, offsets those of the raw text."""
    rows = [(t.text, t.lemma_, t.pos_, t.tag_, t.dep_, t.head.i, t.ent_type_) for t in doc]  # one walk: tokens are slow
    text, lemma, pos, tag, dep, head, entity = map(list, zip(*rows, strict=True)) if rows else ([] for _ in range(7))
    starts, ends = doc.user_data["starts"].tolist(), doc.user_data["ends"].tolist()
    return Syntax(starts, ends, text, lemma, pos, tag, dep, head, entity)


NO_WORDS = Syntax([], [], [], [], [], [], [], [], [])  # the syntax of what was not parsed
