"""The syntax of sentences as plain lists, which are many times faster to walk than tables or spaCy's tokens."""

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

import numpy as np
import pandas as pd

_BEGINS = 3  # spaCy's number for the first token of a name
_LINKS = ("conj", "appos")
_RELATIVE = ("WDT", "WP", "WP$", "WRB")
_QUOTES = frozenset(["'", '"', "`", "«", "»", "‘", "’", "‚", "‛", "“", "”", "„", "‟", "‹", "›", "''", "``"])
Range = tuple[int, int]  # first word, word after the last


@dataclass
class Syntax:
    """The words of a sentence, or of a whole text, in their order.

    head is the place of each word's head, a root being its own; sentence numbers the sentences of a text.
    """

    start: list[int]
    end: list[int]
    text: list[str]
    lemma: list[str]
    pos: list[str]
    tag: list[str]
    dep: list[str]
    head: list[int]
    entity: list[str]
    sentence: list[int] = field(default_factory=list)
    children: list[list[int]] = field(init=False)

    def __post_init__(self):
        self.lemma = [lemma.lower() for lemma in self.lemma]
        self.head = [head if 0 <= head < len(self.lemma) else i for i, head in enumerate(self.head)]
        self.children = [[] for _ in self.lemma]
        for i, head in enumerate(self.head):
            if head != i:
                self.children[head].append(i)
        self.sentence = self.sentence or [0] * len(self.lemma)

    def __len__(self) -> int:
        return len(self.lemma)

    def sentences(self) -> Iterator[Range]:
        """Yield the range of each sentence in order."""
        first = [i for i, row in enumerate(self.sentence) if i == 0 or row != self.sentence[i - 1]]
        yield from pairwise([*first, len(self)])

    def sentence_of(self, i: int) -> Range:
        """Return the range of the sentence of a word."""
        return bisect_left(self.sentence, self.sentence[i]), bisect_right(self.sentence, self.sentence[i])

    def phrase(self, i: int) -> Range:
        """Return the range from the first to the last word of those below a word."""
        return self._edges[i]

    def root(self, first: int, last: int) -> int:
        """Return the word of a range that is nearest to the root of its sentence, the first of several; a punctuation
        mark only if there is nothing else."""
        for i in range(first, last):
            if self.head[i] == i:
                return i
        outside = [i for i in range(first, last) if not first <= self.head[i] < last]
        return min(outside, key=self._depth, default=first)

    def is_punctuation(self, i: int) -> bool:
        """Return whether a word consists of punctuation marks."""
        return all(unicodedata.category(letter).startswith("P") for letter in self.text[i])

    def is_quotation_mark(self, i: int) -> bool:
        """Return whether a word is a quotation mark, single or double."""
        return self.text[i] in _QUOTES

    def _depth(self, i: int) -> int:
        """Return how many words are above a word; a punctuation mark counts as the deepest."""
        if not self.children[i] and self.is_punctuation(i):
            return len(self)
        steps = 0
        while self.head[i] != i and steps < len(self):
            i, steps = self.head[i], steps + 1
        return steps

    @cached_property
    def _edges(self) -> list[Range]:
        order = [i for i, head in enumerate(self.head) if head == i]
        for i in order:
            order += self.children[i]
        edges = [(i, i + 1) for i in range(len(self))]
        for i in reversed(order):  # the deepest first
            head = self.head[i]
            edges[head] = min(edges[head][0], edges[i][0]), max(edges[head][1], edges[i][1])
        return edges

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
    """Return the syntax of a whole parsed text: places are those of the Doc's tokens, offsets those of the raw text.

    It is worked out once and kept with the Doc.
    """
    if "syntax" not in doc.user_data:
        found = columns_of_doc(doc)
        text, lemma, pos, tag, dep, head, entity = (
            found[name] for name in ("text", "lemma", "pos", "tag", "dep", "head", "entity")
        )
        starts, ends, sentence = (doc.user_data[name].tolist() for name in ("starts", "ends", "sentences"))
        doc.user_data["syntax"] = Syntax(starts, ends, text, lemma, pos, tag, dep, head, entity, sentence)
    return doc.user_data["syntax"]


def columns_of_doc(doc) -> dict[str, list]:
    """Return what spaCy found of every token: text, lemma, pos, tag, dep, head (its place), entity (type, or '') and
    entity_start. Whole columns are read at once, as walking a Doc's tokens is slow."""
    if "columns" not in doc.user_data:
        places = {"text": "ORTH", "lemma": "LEMMA", "pos": "POS", "tag": "TAG", "dep": "DEP", "entity": "ENT_TYPE"}
        *named, head, iob = doc.to_array([*places.values(), "HEAD", "ENT_IOB"]).T
        strings = {key: doc.vocab.strings[key] for key in {key for column in named for key in column.tolist()}}
        found = {name: [strings[key] for key in keys.tolist()] for name, keys in zip(places, named, strict=True)}
        found["head"] = (np.arange(len(doc)) + head.astype(np.int64)).tolist()
        doc.user_data["columns"] = found | {"entity_start": (iob == _BEGINS).tolist()}
    return doc.user_data["columns"]


NO_WORDS = Syntax([], [], [], [], [], [], [], [], [])  # the syntax of what was not parsed
