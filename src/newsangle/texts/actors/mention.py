"""A mention of an actor, and what the words of names and descriptions have in common."""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from newsangle.language import Syntax, read_lexicon, roles, syntax_of_doc

NAME, DESCRIPTION, UNNAMED, PRONOUN = "name", "description", "unnamed", "pronoun"
PLACES = ("GPE", "LOC", "FAC")
ARTICLES = ("the", "a", "an")
_POSSESSIVE = re.compile(r"['’]s?$")
_GENERATIONS = ("jr", "sr", "ii", "iii", "iv")  # behind a name


@dataclass
class Mention:
    """A mention of an actor: token range, head token, type of name, and how it is mentioned."""

    first: int
    last: int
    head: int
    entity: str
    form: str  # name, description, unnamed, pronoun
    actor: str = ""


@dataclass
class Text:
    """An article as this package reads it: its Doc, and the same words as plain lists."""

    raw: str
    doc: Any
    words: Syntax

    @classmethod
    def of(cls, raw: str, doc) -> "Text":
        return cls(raw, doc, syntax_of_doc(doc))

    @cached_property
    def functions(self) -> dict[int, tuple[str, str, str]]:
        """What each word is: agent or patient, in which voice, and of what predicate."""
        found: dict[int, tuple[str, str, str]] = {}
        for predicate in roles.predicates(self.words):
            for function, places in (("agent", predicate.agents), ("patient", predicate.patients)):
                for place in places:
                    found.setdefault(place, (function, predicate.voice, predicate.lemma))
        return found

    @cached_property
    def title_case(self) -> set[int]:
        """The words of sentences that are set in title case, where the model sees names everywhere."""
        texts = self.words.text
        return {i for first, last in self.words.sentences() if _is_title(texts[first:last]) for i in range(first, last)}


def _is_title(texts: list[str]) -> bool:
    long = [text for text in texts if text.isalpha() and len(text) > 3]
    headline = texts[-1] not in (".", "”", '"', "?", "!")
    return headline and len(long) > 3 and sum(text[0].isupper() for text in long) > 0.7 * len(long)


def text_of(words: Syntax, mention: Mention) -> str:
    return " ".join(words.text[mention.first : mention.last])


def clean(name: str) -> str:
    """Return a name's words as they are printed, without a possessive behind them."""
    name = _POSSESSIVE.sub("", " ".join(name.split()))
    return name.replace(" 's", "'s").replace(" ’s", "’s").replace(" .", ".")


def without_generation(name: str) -> str:
    """Return a name without 'Jr.', 'III' and the like behind it."""
    words = name.split()
    while len(words) > 1 and words[-1].strip(".,").lower() in _GENERATIONS:
        words.pop()
    return " ".join(words).rstrip(",")


@cache
def key(name: str) -> tuple[str, ...]:
    """Return a name's words without accents, case and the differences of transliteration (Dmitry, Dmitri)."""
    plain = unicodedata.normalize("NFKD", _POSSESSIVE.sub("", name)).lower()
    plain = "".join(c for c in plain if not unicodedata.combining(c)).replace("ı", "i")
    words = [word for word in (re.sub(r"[^\w+]", "", word) for word in re.split(r"[\s\-–]+", plain)) if word]
    while len(words) > 1 and words[-1] in _GENERATIONS:
        words.pop()
    return tuple(re.sub(r"(.)\1+", r"\1", re.sub(r"[yij]+", "i", word)) for word in words)


@cache
def people_words(name: str) -> frozenset[str]:
    """Return a list of lexicons/people.yml."""
    return frozenset(read_lexicon("texts", "people")[name])


@cache
def sex_of_given_name(name: str) -> str | None:
    """Return 'female' or 'male' for a given name that is nearly always a woman's or a man's, else None."""
    name = name.lower()
    listed = (lambda sex: people_words(f"{sex}_names"), lambda sex: read_lexicon("texts", "given_names")[sex])
    return next((sex for names in listed for sex in ("female", "male") if name in names(sex)), None)


@cache
def actor_nouns(name: str) -> frozenset[str]:
    """Return a list of lexicons/actor_nouns.yml."""
    return frozenset(read_lexicon("texts", "actor_nouns")[name])


@cache
def kind_of_noun(lemma: str) -> str:
    """Return what a common noun stands for: person, group, body, animal; '' for anything else."""
    for kind, name in (("person", "persons"), ("group", "groups"), ("body", "bodies"), ("animal", "animals")):
        if lemma in actor_nouns(name):
            return kind
    return "person" if lemma.endswith(_endings()) else ""


@cache
def _endings() -> tuple[str, ...]:
    return tuple(sorted(actor_nouns("endings")))


@cache
def gazetteer() -> dict[tuple[str, ...], tuple[str, str]]:
    """Return what the words of a country's name, people, capital or seat stand for: kind and country."""
    found: dict[tuple[str, ...], tuple[str, str]] = {}
    for kind in ("regions", "bodies"):
        for name in read_lexicon("texts", "people")[kind]:
            found[tuple(name.split())] = (kind, name)
    for country, entry in read_lexicon("texts", "countries").items():
        found[tuple(country.split())] = ("country", country)
        for kind, names in entry.items():
            for name in names:
                words = tuple(name.replace("'s", " 's").split())
                found.setdefault(words, ("country" if kind == "names" else kind, country))
                if kind == "people":
                    found.setdefault((*words[:-1], words[-1] + "s"), (kind, country))
                if name.endswith("."):
                    found.setdefault((name[:-1],), ("country", country))
    return found


@cache
def beginnings() -> dict[str, list[int]]:
    """Return by first word how many words the names in the gazetteer have, the longest first."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for words in gazetteer():
        lengths[words[0]].add(len(words))
    return {word: sorted(of, reverse=True) for word, of in lengths.items()}
