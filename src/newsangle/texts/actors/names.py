"""The names in a text: spaCy's, corrected by a list of countries and by how the other articles write them."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache

from newsangle.language import Syntax, phrases
from newsangle.language.dependents import is_subject
from newsangle.texts.actors.mention import (
    ARTICLES,
    NAME,
    Mention,
    Text,
    actor_nouns,
    beginnings,
    gazetteer,
    key,
    kind_of_noun,
    people_words,
    sex_of_given_name,
    text_of,
)
from newsangle.texts.attribution.cues import cue_class

_PARTY = re.compile(r"[A-Z]-[A-Z].*")  # party and place of somebody elected
_SPEAKS = 2  # times that a place must speak to be a person
_ORIGINS = ("-based", "-born", "-headquartered")  # 'Oslo-based' before a company's name
_TYPES = ("PERSON", "ORG", "GPE", "NORP", "LOC", "FAC")


def find_names(texts: list[Text]) -> list[list[Mention]]:
    """Return the names in each article of an event, in order."""
    found = [_names(text) for text in texts]
    _agree_on_types(texts, found)
    known = _known(texts, found)
    for text, mentions in zip(texts, found, strict=True):
        mentions += _overlooked(text, mentions, known)
        mentions.sort(key=lambda m: m.first)
    return found


def _names(text: Text) -> list[Mention]:
    """Return the names in a text: spaCy's, cleaned, and those in the list of countries."""
    found = []
    doc, places = text.doc, list(_places(text.words.text))
    taken = {i for first, last, _ in places for i in range(first, last)}
    for entity in _entities(doc):
        first, last = _bare(doc, entity.start, _end_of_body(doc, entity), entity.label_)
        if entity.label_ not in _TYPES or last <= first or not any(t.text[:1].isupper() for t in doc[first:last]):
            continue
        inside = [place for place in places if first <= place[0] and place[1] <= last]
        whole = any(place[:2] == (first, last) for place in inside)
        lemma = doc[last - 1].lemma_.lower()
        role = entity.label_ in ("ORG", "NORP") and lemma in people_words("government") | people_words("forces")
        if whole or (inside and (role or entity.label_ not in ("ORG", "PERSON", "FAC"))):
            continue  # the list of countries knows better: 'Russian delegation' is Russia's
        if not inside and any(i in taken for i in range(first, last)):
            continue
        places = [place for place in places if place not in inside]
        if entity.label_ == "PERSON":
            first, last = _with_hyphenated(text.words, first, last)
        if label := _type(text.words, first, last, entity.label_):
            found.append(Mention(first, last, text.words.root(first, last), label, NAME))
    for first, last, kind in places:
        label = {"people": "NORP", "regions": "LOC", "bodies": "ORG"}.get(kind, "GPE")
        found.append(Mention(first, last, text.words.root(first, last), label, NAME))
    return _with_clubs(text.words, sorted(found, key=lambda m: m.first))


def _with_clubs(words: Syntax, found: list[Mention]) -> list[Mention]:
    """Return names in order, a people made one with the city before it: 'Cleveland Indians'."""
    kept: list[Mention] = []
    for mention in found:
        city = kept[-1] if kept and kept[-1].entity == "GPE" and kept[-1].last == mention.first else None
        if city and tuple(words.text[city.first : city.last]) in gazetteer():
            city = None
        if (
            city
            and mention.entity == "NORP"
            and words.tag[mention.head] == "NNPS"
            and (words.head[city.head] == mention.head)
        ):
            kept.pop()
            mention = Mention(city.first, mention.last, mention.head, "ORG", NAME)
        kept.append(mention)
    return kept


def _entities(doc):
    """Yield the names that spaCy finds; 'Jane and John Roe' are two."""
    for entity in doc.ents:
        joint = next((t.i for t in entity if t.lower_ in ("and", "&")), None) if entity.label_ == "PERSON" else None
        if joint is None or not entity.start < joint < entity.end - 1:
            yield entity
        else:
            yield from (doc[entity.start : joint], doc[joint + 1 : entity.end])


def _end_of_body(doc, entity) -> int:
    """Return where a body's name ends; the model cuts 'Department of Health and Human Services' at 'and'."""
    end = entity.end
    words = {token.lower_ for token in entity}
    joined = end + 1 < len(doc) and doc[end].lower_ == "and" and doc[end + 1].text[:1].isupper()
    if entity.label_ != "ORG" or not joined or not words & {"of", "for", "on"} or doc[end + 1].text.isupper():
        return end
    last = end + 1
    while last < len(doc) and doc[last].pos_ == "PROPN" and doc[last].ent_type_ in ("", "ORG"):
        last += 1
    inside = doc[end + 1 : last]
    # the head of what 'and' joins must lie inside the name, as 'Health' does for 'Services'
    whole = last > end + 1 and entity.start <= inside.root.head.i < end and inside.root.head.i != entity.root.i
    return last if whole else end


def _with_hyphenated(words: Syntax, first: int, last: int) -> tuple[int, int]:
    """Return a person's range with the hyphenated names beside it, which the model cuts off: 'Anne-Lise Roe'."""

    def belongs(i: int) -> bool:
        named = words.sentence[i] == words.sentence[first] and words.pos[i] == "PROPN" and words.text[i][0].isupper()
        parts = words.text[i].lower().split("-") if named and words.entity[i] in ("", "PERSON") else []
        return len(parts) == 2 and all(part.isalpha() and not kind_of_noun(part) for part in parts)

    while first and belongs(first - 1):
        first -= 1
    while last < len(words) and belongs(last):
        last += 1
    return first, last


def _type(words: Syntax, first: int, last: int, label: str) -> str | None:
    """Return a name's type, corrected where the model errs often; None for what names no actor."""
    head = words.root(first, last)
    text, tag, single = words.text[head], words.tag[head], last - first == 1
    before = words.text[first - 1].lower() if first else ""
    if single and _PARTY.fullmatch(text):
        return None  # 'D-Oslo'
    if label == "NORP" and tag == "JJ":
        return None  # 'Western', 'Republican': an adjective
    if label == "NORP" and tag in ("NN", "NNP") and (before in ARTICLES or phrases.has_article(words, head)):
        return None  # 'the Norwegian', 'the Ohio Republican': one person, described
    if label == "ORG" and single and first and words.pos[first - 1] == "DET" and _is_common(text.lower()):
        return None  # 'the Committee'
    if single and "-" in text and phrases.is_attribute(words, head):
        return None  # 'the Roe-Lund summit'
    if label == "PERSON" and single:
        if text.lower() in people_words("kin"):
            return None  # 'Dad'
        listed = phrases.first_conjunct(words, head)
        preposition = phrases.preposition_before(words, listed)
        where = "" if preposition is None else words.text[preposition].lower()
        if where in people_words("place_prepositions") and (listed != head or where in ("in", "near", "across")):
            return "GPE"  # 'withdrew from Narvik, Tromso and Bodo'
    return label


def _is_common(word: str) -> bool:
    """Return whether a word with a capital is a common noun for a body."""
    return kind_of_noun(word) in ("body", "group") and word not in actor_nouns("proper_bodies")


def _places(texts: list[str]) -> Iterator[tuple[int, int, str]]:
    """Yield the countries, peoples, capitals, regions and well-known bodies among words: first, last, kind."""
    listed, lengths = gazetteer(), beginnings()
    i = 0
    while i < len(texts):
        for length in lengths.get(texts[i], ()):
            if i + length <= len(texts) and (entry := listed.get(tuple(texts[i : i + length]))):
                yield i, i + length, entry[0]
                i += length - 1
                break
        i += 1


def _bare(doc, first: int, last: int, kind: str) -> tuple[int, int]:
    """Return a name's range without article, marks, honorifics and possessive."""
    honorifics = people_words("honorifics")
    while first < last and (
        doc[first].lower_ in ("the", "a", "an")
        or not doc[first].text[:1].isalnum()
        or (last - first > 1 and doc[first].lower_.endswith(_ORIGINS))
        or (kind == "PERSON" and last - first > 1 and doc[first].lower_.rstrip(".") in honorifics)
    ):
        first += 1
    if kind == "PERSON":  # 'then-Senator Roe'
        while last - first > 1 and (doc[first].pos_ not in ("PROPN", "NOUN", "ADJ") or doc[first].text[0].islower()):
            first += 1
    last = next((i for i in range(first + 1, last) if doc[i].text in ("(", "[")), last)
    while last > first and (doc[last - 1].tag_ == "POS" or not any(c.isalnum() for c in doc[last - 1].text)):
        last -= 1
    return first, _before_preposition(doc, first, last) if kind == "ORG" else last


def _before_preposition(doc, first: int, last: int) -> int:
    """Return where a name ends that the model runs on with: 'Jane Roe on Instagram'; a body may be one 'on trade'."""
    cut = next((i for i in range(first + 2, last) if doc[i].lower_ in ("on", "at", "in", "via")), None)
    if cut is None:  # the usual case, and the only one for what is all marks, of which nothing is left
        return last
    named = all(token.pos_ == "PROPN" for token in doc[first:cut])
    return cut if named and not kind_of_noun(doc[cut - 1].lower_) and sex_of_given_name(doc[first].text) else last


def _agree_on_types(texts: list[Text], found: list[list[Mention]]) -> None:
    """Give a name the type that most of its mentions have, and a lone family or given name that of its bearer."""
    everywhere = [
        (text, m, key(text_of(text.words, m))) for text, mentions in zip(texts, found, strict=True) for m in mentions
    ]
    votes: dict[tuple[str, ...], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    families: set[tuple[str, ...]] = set()
    given: set[tuple[str, ...]] = set()
    addressed: set[tuple[str, ...]] = set()  # 'Ms Brandt'
    companies: set[tuple[str, ...]] = set()  # 'Acme' of 'Acme Inc.'
    small_letters: set[tuple[str, ...]] = set()
    for text, mention, words in everywhere:
        votes[words][mention.entity] += 0.1 if mention.first in text.title_case else 1
        if not text.words.text[mention.first].isupper():
            small_letters.add(words)
    for text, mention, words in everywhere:
        if mention.entity == "PERSON" and len(words) > 1 and votes[words]["PERSON"] >= 1:  # not in headlines alone
            families |= {words[-1:], words[-2:]}
            given |= {words[:1]} & _given_names()
        elif mention.entity == "PERSON" and _word_before(text, mention).rstrip(".") in people_words("honorifics"):
            addressed.add(words)
        elif len(words) == 2 and words[-1] in actor_nouns("legal_forms"):
            companies.add(words[:1])
    speaking = _speaking_places(everywhere)
    for text, mention, words in everywhere:
        mention.entity = max(votes[words].items(), key=lambda item: (item[1], item[0]))[0]
        listed = gazetteer().get((text.words.text[mention.last - 1],))
        full = words[-2:] in families if len(words) > 2 else len(words) == 2 and words[-1:] in addressed
        acronym = len(words) == 1 and len(words[0]) > 2 and words not in small_letters
        if words in companies or (acronym and (mention.entity == "PERSON" or words in speaking)):
            mention.entity = "ORG"
        elif listed is None and (words in families or words in given or full or words in speaking):
            mention.entity = "PERSON"
    for text, mentions in zip(texts, found, strict=True):
        mentions[:] = [  # in title case the model sees names everywhere
            m
            for m in mentions
            if m.first not in text.title_case or sum(votes[key(text_of(text.words, m))].values()) >= 1
        ]


def _speaking_places(everywhere: list[tuple[Text, Mention, tuple[str, ...]]]) -> set[tuple[str, ...]]:
    """Return the names of unlisted places that speak or think, and where nothing is: people with a single name."""
    speaking, located = Counter(), set()
    for text, mention, words in everywhere:
        syntax, head = text.words, mention.head
        before = phrases.preposition_before(syntax, head)
        if mention.entity != "GPE":
            continue
        if before is not None and syntax.text[before].lower() in people_words("place_prepositions"):
            located.add(words)
        elif is_subject(syntax, head) and cue_class(syntax.lemma[syntax.head[head]]):
            speaking[words] += 1
    return {words for words, times in speaking.items() if times >= _SPEAKS} - located


def _word_before(text: Text, mention: Mention) -> str:
    return text.words.text[mention.first - 1].lower() if mention.first else ""


@cache
def _given_names() -> frozenset[tuple[str, ...]]:
    return frozenset(key(name) for sex in ("female", "male") for name in people_words(f"{sex}_names"))


def _known(texts: list[Text], found: list[list[Mention]]) -> dict[str, tuple[tuple[str, ...], str]]:
    """Return the names of the event by their first word, and family names: the words and the type."""
    known: dict[str, tuple[tuple[str, ...], str]] = {}
    for text, mentions in zip(texts, found, strict=True):
        for mention in mentions:
            words = tuple(text.words.text[mention.first : mention.last])
            first, last = words[0], words[-1]
            if mention.entity == "PERSON" and len(words) > 1 and not last.isupper():
                known.setdefault(last, ((last,), "PERSON"))
            if mention.entity in ("PERSON", "ORG") and len(first) > 2:
                known.setdefault(first, (words, mention.entity))
    return known


def _overlooked(text: Text, mentions: list[Mention], known: dict[str, tuple[tuple[str, ...], str]]) -> list[Mention]:
    """Return the names that the model found elsewhere in the event and missed here."""
    taken = {i for m in mentions for i in range(m.first, m.last)}
    words, found = text.words, []
    for i, word in enumerate(words.text):
        name, label = known.get(word, ((), ""))
        last = i + len(name)
        if not name or not word[0].isupper() or tuple(words.text[i:last]) != name:
            continue
        sure = words.pos[i] == "PROPN" or (len(word) > 4 and words.pos[i] not in ("VERB", "AUX", "ADP", "DET"))
        if sure and not taken.intersection(range(i, last)):
            found.append(Mention(i, last, words.root(i, last), label, NAME))
    return found
