"""Who appears in an event's articles, each under one name, and what each does or has done to it.

Names are spaCy's, corrected by a list of countries (names.py); spelling variants, parts of names, acronyms and
descriptions ('the former Russian president', 'the zoo') are brought together over all articles of an event (people.py,
bodies.py, descriptions.py). People, groups and bodies without a name are actors too. A country is a place under its
plain name, and 'Ukraine (government)', '(forces)' or '(people)' where syntax says that these are meant (countries.py).
"""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from newsangle.language import phrases, roles
from newsangle.texts.actors.bodies import name_bodies
from newsangle.texts.actors.countries import name_countries
from newsangle.texts.actors.descriptions import describe
from newsangle.texts.actors.mention import (
    ARTICLES,
    NAME,
    PLACES,
    Mention,
    Text,
    clean,
    key,
    kind_of_noun,
    people_words,
    text_of,
)
from newsangle.texts.actors.names import find_names
from newsangle.texts.actors.people import find_people, name_people
from newsangle.texts.actors.pronouns import find_pronouns

__all__ = ["COLUMNS", "Mention", "mentions", "resolve"]

COLUMNS = ("article", "sentence", "actor", "label", "start", "end", "entity", "form", "function", "voice", "verb")


def mentions(articles: Sequence[tuple[str, Any]]) -> pd.DataFrame:
    """Return every mention of an actor in an event's articles, given as (raw text, parsed Doc) of each.

    Columns as COLUMNS: article and sentence are places in the lists given; label is the noun phrase with its title and
    start and end are its offsets into the raw text; entity is OntoNotes' type of a name, or person, group, body or
    animal; form is name, description (of a named actor), unnamed or pronoun; function is agent, patient or other of the
    predicate whose lemma is in verb and whose voice is in voice (see roles.VOICES). Rows are in the order of the text.
    """
    texts = [Text.of(raw, doc) for raw, doc in articles]
    rows = []
    for i, (text, found) in enumerate(zip(texts, _resolve(texts), strict=True)):
        for mention in found:
            first, last = _label(text, mention)
            start, end = text.words.start[first], text.words.end[last - 1]
            function, voice, verb = text.functions.get(mention.head, ("other", None, None))
            if voice == roles.NOMINALISATION and mention.entity in PLACES and not mention.actor.endswith(")"):
                function, voice, verb = "other", None, None  # 'the Istanbul talks': where, not who
            rows.append(
                (i, text.words.sentence[mention.head], mention.actor, text.raw[start:end], start, end, mention.entity,
                 mention.form, function, voice, verb)
            )  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))


def resolve(articles: Sequence[tuple[str, Any]]) -> list[list[Mention]]:
    """Return the mentions of each article, every one with its actor's name in the event."""
    return _resolve([Text.of(raw, doc) for raw, doc in articles])


def _resolve(texts: list[Text]) -> list[list[Mention]]:
    found = find_names(texts)
    people = find_people(texts, found)
    bodies = name_bodies(texts, found)
    for text, own in zip(texts, found, strict=True):
        name_people(text.words, own, people)
        for mention in own:
            if mention.entity != "PERSON":
                mention.actor = bodies[key(clean(text_of(text.words, mention)))]
        name_countries(text.words, own)
        own[:] = _outermost(m for m in own if m.actor)
    describe(texts, found, people)
    named = {person.name: person for person in people}
    for text, own in zip(texts, found, strict=True):
        own.sort(key=lambda m: (m.first, -m.last))
        own += find_pronouns(text, own, named)
        own.sort(key=lambda m: (m.first, -m.last))
    return found


def _label(text: Text, mention: Mention) -> tuple[int, int]:
    """Return the words of a name with the title before it ('former CIA Director John Brennan'), without an article."""
    words, first = text.words, mention.first
    if mention.entity == "NORP" and words.tag[mention.head] == "NNPS" and first:
        return first - (words.text[first - 1].lower() in people_words("chambers")), mention.last  # 'House Republicans'
    if mention.form != NAME or mention.entity not in ("PERSON", "ORG"):
        return first, mention.last
    i, noun = first - 1, words.head[mention.head]
    if phrases.is_apposition(words, mention.head) and noun == i and mention.entity == "PERSON":  # 'his daughter Jane'
        i = min((k for j in words.children[noun] if j < noun for k in words.below(j)), default=noun) - 1
    while i >= 0 and _belongs_before(words, i, mention):
        i -= 1
    if i > 1 and words.lemma[i] == "and" and _is_bare_title(words, i - 1):  # 'president and adviser Jane Roe'
        i = phrases.first_word(words, i - 1) - 1
    i += 1
    while i < first and (not words.text[i][0].isalnum() or words.lemma[i] in ARTICLES):
        i += 1
    last = mention.last
    origin = [j for j in words.children[mention.head] if j == last and words.lemma[j] == "of"]
    places = [k for j in origin for k in words.below(j) if k > j]
    if mention.entity == "PERSON" and places and all(words.entity[k] == "GPE" for k in places):
        last = max(places) + 1  # 'Senator Jane Roe of Ohio'
    describes = any(kind_of_noun(words.lemma[j]) for j in range(i, first))
    return (i if mention.entity == "PERSON" or describes else first), last


def _is_bare_title(words, i: int) -> bool:
    """Return whether a word is one person's role without an article."""
    return words.tag[i] == "NN" and kind_of_noun(words.lemma[i]) == "person" and not phrases.has_article(words, i)


def _belongs_before(words, i: int, mention: Mention) -> bool:
    """Return whether a word before a name is part of its title."""
    if words.text[i] in (",", ";", ":", "(", ")", "—", "–") or mention.first - i > 10:
        return False
    return phrases.is_before_name(words, i, mention.first, mention.last)


def _outermost(found) -> list[Mention]:
    """Leave out names inside others."""
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda m: (m.first, -m.last)):
        if not kept or mention.first >= kept[-1].last:
            kept.append(mention)
    return kept
