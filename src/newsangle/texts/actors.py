"""Who appears in an event's articles, each under one name, and what each does or has done to it.

Names are spaCy's, mended by a list of countries; spelling variants, parts of names, acronyms and descriptions
('the former Russian president') are brought together over all articles of an event. A country is a place under
its plain name, and 'Ukraine (government)', '(forces)' or '(people)' where syntax says that these are meant.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

import pandas as pd

from newsangle.language import read_lexicon, roles, syntax_of_doc

COLUMNS = ("article", "sentence", "actor", "label", "start", "end", "entity", "form", "function", "voice", "verb")
_TYPES = ("PERSON", "ORG", "GPE", "NORP", "LOC", "FAC")
_PLACES = ("GPE", "LOC", "FAC")
_POSSESSIVE = re.compile(r"['’]s?$")
_SEXES = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_LOOK_BACK = 4  # sentences in which a pronoun looks for its person


@dataclass
class Mention:
    """A mention of an actor: token range, head token, type of name, and how it is mentioned."""

    first: int
    last: int
    head: int
    entity: str
    form: str  # name, description, pronoun
    actor: str = ""


@dataclass
class Person:
    """A person of the event: how the name is written, how often, and what is said of the person."""

    names: Counter = field(default_factory=Counter)
    roles: set[tuple[str, str | None, bool]] = field(default_factory=set)  # role, country, former
    sex: str | None = None

    @property
    def name(self) -> str:
        """The fullest name, the most frequent of them."""
        return max(self.names.items(), key=lambda item: (len(item[0].split()) > 1, item[1], len(item[0])))[0]


def mentions(articles: Sequence[tuple[str, object]]) -> pd.DataFrame:
    """Return every mention of an actor in an event's articles, given as (raw text, parsed Doc) of each.

    Columns as COLUMNS: article and sentence are places in the lists given; start and end offsets into the raw
    text; entity OntoNotes' type; form name, description or pronoun; function agent, patient or other of the
    predicate whose lemma is in verb and whose voice is in voice (see roles.VOICES). Rows are in the order of the text.
    """
    rows = []
    for i, ((raw, doc), found) in enumerate(zip(articles, resolve(articles), strict=True)):
        functions = _functions(doc)
        starts, ends, sentences = (doc.user_data[name] for name in ("starts", "ends", "sentences"))
        for mention in found:
            start, end = int(starts[mention.first]), int(ends[mention.last - 1])
            function, told, verb = functions.get(mention.head, ("other", None, None))
            if told == roles.NOMINALISATION and mention.entity in _PLACES and not mention.actor.endswith(")"):
                function, told, verb = "other", None, None  # 'the Istanbul talks': where, not who
            rows.append(
                (i, int(sentences[mention.head]), mention.actor, raw[start:end], start, end, mention.entity,
                 mention.form, function, told, verb)
            )  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))


def resolve(articles: Sequence[tuple[str, object]]) -> list[list[Mention]]:
    """Return the mentions of each article, every one with its actor's name in the event."""
    docs = [doc for _, doc in articles]
    found = [_names(doc) for doc in docs]
    _agree_on_types(docs, found)
    known = _known(docs, found)
    for doc, mentions_ in zip(docs, found, strict=True):
        mentions_ += _overlooked(doc, mentions_, known)
        mentions_.sort(key=lambda m: m.first)
    people = _people(docs, found)
    bodies = _bodies(docs, found)
    named = {person.name: person for person in people}
    for doc, mentions_ in zip(docs, found, strict=True):
        _name_people(doc, mentions_, people)
        for mention in mentions_:
            if mention.entity != "PERSON":
                mention.actor = bodies[_key(_clean(_text(doc, mention)))]
        _countries(doc, mentions_)
        mentions_ += _descriptions(doc, mentions_, named)
        mentions_[:] = _outermost(m for m in mentions_ if m.actor)
        mentions_ += _pronouns(doc, mentions_, named)
        mentions_.sort(key=lambda m: m.first)
    return found


def _functions(doc) -> dict[int, tuple[str, str, str]]:
    """Return what each word does: agent or patient, the voice that tells it, and of what."""
    found: dict[int, tuple[str, str, str]] = {}
    for predicate in roles.predicates(syntax_of_doc(doc)):
        for function, places in (("agent", predicate.agents), ("patient", predicate.patients)):
            for place in places:
                found.setdefault(place, (function, predicate.voice, predicate.lemma))
    return found


# --- names as they stand in the text ---


def _names(doc) -> list[Mention]:
    """Return the names in a text: spaCy's, cleaned, and those in the list of countries."""
    found = []
    places = list(_places(doc))
    taken = {i for first, last, _ in places for i in range(first, last)}
    for entity in doc.ents:
        first, last = _bare(doc, entity.start, entity.end)
        if entity.label_ not in _TYPES or last <= first or not any(t.text[:1].isupper() for t in doc[first:last]):
            continue
        inside = [place for place in places if first <= place[0] and place[1] <= last]
        whole = any(place[:2] == (first, last) for place in inside)
        role = entity.label_ in ("ORG", "NORP") and doc[last - 1].lemma_.lower() in _words("government") | _words(
            "forces"
        )
        if whole or (inside and (role or entity.label_ not in ("ORG", "PERSON", "FAC"))):
            continue  # the list of countries knows better: 'Russian delegation' is Russia's
        if not inside and any(i in taken for i in range(first, last)):
            continue
        places = [place for place in places if place not in inside]
        if label := _type(doc, first, last, entity.label_):
            found.append(Mention(first, last, doc[first:last].root.i, label, "name"))
    for first, last, kind in places:
        label = {"people": "NORP", "regions": "LOC", "bodies": "ORG"}.get(kind, "GPE")
        found.append(Mention(first, last, doc[first:last].root.i, label, "name"))
    return sorted(found, key=lambda m: m.first)


def _type(doc, first: int, last: int, label: str) -> str | None:
    """Return a name's type, mended where the model errs often; None for what names no actor."""
    head = doc[first:last].root
    if label == "NORP" and head.tag_ == "JJ":
        return None  # 'Western', 'Republican': an adjective
    if last - first == 1 and "-" in head.text and head.dep_ in ("amod", "compound"):
        return None  # 'the Putin-Zelenskyy summit'
    if label == "PERSON" and last - first == 1:
        chain = head
        while chain.dep_ == "conj":
            chain = chain.head
        if (
            chain.dep_ == "pobj"
            and chain.head.lower_ in _words("place_prepositions")
            and (chain is not head or chain.head.lower_ in ("in", "near", "across"))
        ):
            return "GPE"  # 'withdrew from Donetsk, Luhansk and Kherson'
    return label


def _places(doc) -> Iterator[tuple[int, int, str]]:
    """Yield the countries, peoples, capitals, regions and well-known bodies in a text: first, last, kind."""
    gazetteer, beginnings = _gazetteer(), _beginnings()
    texts = [token.text for token in doc]
    i = 0
    while i < len(texts):
        for length in beginnings.get(texts[i], ()):
            if i + length <= len(texts) and (entry := gazetteer.get(tuple(texts[i : i + length]))):
                yield i, i + length, entry[0]
                i += length - 1
                break
        i += 1


def _bare(doc, first: int, last: int) -> tuple[int, int]:
    """Return a name's range without article, marks, honorifics and possessive."""
    honorifics = _words("honorifics")
    while first < last and (
        doc[first].lower_ in ("the", "a", "an")
        or not doc[first].text[:1].isalnum()
        or (last - first > 1 and doc[first].lower_.rstrip(".") in honorifics)
    ):
        first += 1
    while last > first and (doc[last - 1].tag_ == "POS" or not any(c.isalnum() for c in doc[last - 1].text)):
        last -= 1
    return first, last


# --- one name for one actor ---


def _agree_on_types(docs, found: list[list[Mention]]) -> None:
    """Give a name the type that most of its mentions have, and a lone family name that of its bearer."""
    votes: dict[tuple[str, ...], Counter] = defaultdict(Counter)
    families: set[tuple[str, ...]] = set()
    addressed: set[tuple[str, ...]] = set()  # 'Ms Brandt'
    for doc, mentions_ in zip(docs, found, strict=True):
        for mention in mentions_:
            key = _key(_text(doc, mention))
            votes[key][mention.entity] += 1 if not _is_title_case(doc, mention.first) else 0.1
            if mention.entity == "PERSON" and len(key) > 1:
                families |= {key[-1:], key[-2:]}
            elif mention.entity == "PERSON" and doc[mention.first - 1].lower_.rstrip(".") in _words("honorifics"):
                addressed.add(key)
    for doc, mentions_ in zip(docs, found, strict=True):
        for mention in mentions_:
            key = _key(_text(doc, mention))
            mention.entity = max(votes[key].items(), key=lambda item: (item[1], item[0]))[0]
            listed = _gazetteer().get((doc[mention.last - 1].text,))
            full = key[-2:] in families if len(key) > 2 else len(key) == 2 and key[-1:] in addressed
            if (key in families or full) and listed is None:
                mention.entity = "PERSON"
        mentions_[:] = [  # in title case the model sees names everywhere
            m for m in mentions_ if not _is_title_case(doc, m.first) or sum(votes[_key(_text(doc, m))].values()) >= 1
        ]


def _known(docs, found: list[list[Mention]]) -> dict[str, tuple[tuple[str, ...], str]]:
    """Return the names of the event by their first word, and family names: the words and the type."""
    known: dict[str, tuple[tuple[str, ...], str]] = {}
    for doc, mentions_ in zip(docs, found, strict=True):
        for mention in mentions_:
            words = tuple(t.text for t in doc[mention.first : mention.last])
            if mention.entity == "PERSON" and len(words) > 1:
                known.setdefault(words[-1], (words[-1:], "PERSON"))
            if mention.entity in ("PERSON", "ORG") and len(words[0]) > 2:
                known.setdefault(words[0], (words, mention.entity))
    return known


def _overlooked(doc, mentions_: list[Mention], known: dict[str, tuple[tuple[str, ...], str]]) -> list[Mention]:
    """Return the names that the model found elsewhere in the event and missed here."""
    taken = {i for m in mentions_ for i in range(m.first, m.last)}
    found = []
    for token in doc:
        words, label = known.get(token.text, ((), ""))
        last = token.i + len(words)
        here = words and last <= len(doc) and tuple(t.text for t in doc[token.i : last]) == words
        sure = token.pos_ == "PROPN" or (len(token) > 4 and token.pos_ not in ("VERB", "AUX", "ADP", "DET"))
        if here and sure and token.text[0].isupper() and not taken.intersection(range(token.i, last)):
            found.append(Mention(token.i, last, doc[token.i : last].root.i, label, "name"))
    return found


def _people(docs, found: list[list[Mention]]) -> list[Person]:
    """Return the people of the event with their names, roles and sex; full names first, so that parts find them."""
    families: dict[str, list[Person]] = defaultdict(list)
    for doc, mentions_ in zip(docs, found, strict=True):
        for mention in mentions_:
            key = _key(_text(doc, mention))
            if mention.entity == "PERSON" and len(key) > 1:
                person = _same_person(families, key)
                if person is None:
                    families[key[-1]].append(person := Person())
                person.names[_clean(_text(doc, mention))] += 1
                _learn(doc, mention, person)
    parts = {part for key in families for person in families[key] for name in person.names for part in _key(name)}
    for doc, mentions_ in zip(docs, found, strict=True):
        for mention in mentions_:
            key = _key(_text(doc, mention))
            if mention.entity == "PERSON" and len(key) == 1 and key[0] not in parts:  # never named in full
                person = next(iter(families[key[0]]), None) or Person()
                families[key[0]] = [person]
                person.names[_clean(_text(doc, mention))] += 1
                _learn(doc, mention, person)
    return [person for bearers in families.values() for person in bearers]


def _same_person(families: dict[str, list[Person]], key: tuple[str, ...]) -> Person | None:
    """Return who of the people with that family name bears a full name."""
    for person in families.get(key[-1], ()):
        for other in map(_key, person.names):
            if other == key or (len(other) > 1 and _same_first(other, key)):
                return person
    return None


def _same_first(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Tell whether two full names with one family name are one person's: a shared first name, or its short form."""
    if set(a[:-1]) & set(b[:-1]):
        return True
    return a[0].startswith(b[0]) or b[0].startswith(a[0])


def _learn(doc, mention: Mention, person: Person) -> None:
    """Note what the words around a name say of the person: roles with country, honorifics, first name."""
    name = doc[mention.first : mention.last]
    around = _description_of(doc, mention)
    words = {t.lower_.rstrip(".") for t in around} | {
        t.lower_.rstrip(".") for t in doc[max(0, mention.first - 2) : mention.first]
    }
    first = name[0].lower_
    for sex in ("female", "male"):
        if words & _words(sex) or (len(name) > 1 and first in _words(f"{sex}_names")):
            person.sex = person.sex or sex[0]
    former = bool(words & {"former", "ex"}) or any(w.startswith("ex-") for w in words)
    country = next((entry[1] for t in around if (entry := _gazetteer().get((t.text,)))), None)
    for token in around:
        if token.lemma_.lower() in _words("roles") and not _belongs_to(token, around):
            person.roles.add((_role(token), country, former))


def _role(noun) -> str:
    """Return the role that a noun names; ministers are told apart by what they are ministers of."""
    lemma = noun.lemma_.lower()
    before = noun.doc[noun.i - 1].lower_ if noun.i else ""
    if lemma == "minister" and before in _words("portfolios"):
        return f"{before.replace('defence', 'defense')} minister"
    return {"premier": "prime minister", "chairwoman": "chairman", "spokeswoman": "spokesman"}.get(lemma, lemma)


def _belongs_to(token, around) -> bool:
    """Tell whether a word of a description hangs on a preposition in it: 'a spokesman for the president'."""
    inside = {t.i for t in around}
    while token.i in inside and token.head.i != token.i:
        if token.dep_ in ("pobj", "pcomp", "relcl", "acl", "poss") and token.head.i in inside:
            return True
        token = token.head
    return False


def _description_of(doc, mention: Mention) -> list:
    """Return the words that describe a named person: before the name, in apposition, or after 'is'."""
    head = doc[mention.head]
    start = head.left_edge.i
    if head.dep_ == "conj" and head.head.pos_ == "NOUN" and head.head.i < head.i:  # 'president and adviser Jane Roe'
        start = head.head.left_edge.i
    words = list(doc[start : mention.first])
    for child in head.children:
        if child.dep_ == "appos":
            words += child.subtree
    if head.dep_ == "appos":
        words += [t for t in head.head.subtree if t.i < mention.first]
    if head.dep_ == "nsubj" and head.head.lemma_ == "be":
        words += [t for c in head.head.children if c.dep_ == "attr" for t in c.subtree]
    return words


def _name_people(doc, mentions_: list[Mention], people: list[Person]) -> None:
    """Give each person mentioned the person's one name; a family name alone is the one last named in full."""
    families: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        for key in dict.fromkeys(map(_key, person.names)):
            for part in (key[-1], key[0]):
                if person not in families[part]:
                    families[part].append(person)
    last: dict[str, Person] = {}
    for mention in mentions_:
        if mention.entity != "PERSON":
            continue
        key = _key(_text(doc, mention))
        if not key:
            continue
        person = _same_person(families, key) if len(key) > 1 else last.get(key[0])
        if person is None and len(key) == 1:
            bearers = [p for p in families.get(key[0], []) if any(_key(n)[-1] == key[0] for n in p.names)]
            bearers = bearers or families.get(key[0], [])
            person = max(bearers, key=lambda p: sum(p.names.values()), default=None)
        if person is not None:
            mention.actor = person.name
            last[key[-1]] = person
            if len(key) == 1:
                _learn(doc, mention, person)
        else:
            mention.actor = _clean(_text(doc, mention))


def _bodies(docs, found: list[list[Mention]]) -> dict[tuple[str, ...], str]:
    """Return one name for every body and place: its most frequent form, acronym and long form being one."""
    forms: dict[tuple[str, ...], Counter] = defaultdict(Counter)
    for doc, mentions_ in zip(docs, found, strict=True):
        for mention in mentions_:
            if mention.entity != "PERSON":
                text = _clean(_text(doc, mention))
                forms[_key(text)][text] += 1
    initials: dict[str, tuple[str, ...]] = {}
    for key, counts in forms.items():
        name = max(counts, key=lambda n: (counts[n], n))
        letters = "".join(word[0] for word in name.split() if word[0].isupper())
        if len(letters) > 2:
            initials.setdefault(letters, key)
    names = {}
    for key, counts in forms.items():
        text = max(counts, key=lambda n: (counts[n], n))
        long = initials.get(text.replace(".", ""))
        names[key] = max(forms[long], key=lambda n: (forms[long][n], n)) if long and len(key) == 1 else text
    return names


# --- countries, descriptions, pronouns ---


def _countries(doc, mentions_: list[Mention]) -> None:
    """Tell a country's place from its government, forces and people, and widen adjectives to what they describe."""
    for mention in mentions_:
        entry = _gazetteer().get(tuple(t.text for t in doc[mention.first : mention.last]))
        if entry is None or mention.entity == "PERSON":
            continue
        kind, country = entry
        if kind == "people":
            _people_of(doc, mention, country)
        elif kind in ("regions", "bodies") or country in _words("unions"):
            mention.actor = country
        elif kind == "seat" or _acts(doc[mention.head]):
            mention.actor = f"{country} (government)"
        else:
            mention.actor = country if kind == "country" else _clean(_text(doc, mention))


def _people_of(doc, mention: Mention, country: str) -> None:
    """Name what an adjective of nationality stands for: a government, forces, a people; else nobody."""
    adjective = doc[mention.head]
    first = adjective
    while first.dep_ == "conj" and first.head.pos_ in ("ADJ", "PROPN", "NOUN") and first.head.i < first.i:
        first = first.head  # 'Russian and Ukrainian delegations'
    several = first is not adjective or any(c.dep_ == "conj" for c in adjective.children)
    noun = first.head if first.dep_ in ("amod", "compound", "nmod", "poss") else first
    lemma = noun.lemma_.lower()
    mention.actor = ""
    if noun is first:
        if adjective.tag_ in ("NNS", "NNPS") or (
            adjective.dep_ in ("nsubj", "dobj", "pobj") and not adjective.tag_.startswith("J")
        ):
            mention.actor = f"{country} (people)"
        return
    named = noun.ent_type_ == "PERSON" or (
        noun.head.ent_type_ == "PERSON" and noun.dep_ in ("compound", "nmod", "amod")
    )
    if named or any(
        child.ent_type_ == "PERSON" for child in noun.children if child.dep_ in ("appos", "compound", "flat")
    ):
        return  # 'the Ukrainian president Volodymyr Zelenskyy' is one person
    words = {lemma, noun.lower_}
    sense = next((sense for sense in ("government", "forces", "people") if words & _words(sense)), None)
    if sense is None and lemma in roles.nominal_frames():
        sense = "government"
        mention.head = adjective.i if adjective.head is noun else mention.head
    elif sense:
        mention.head = noun.i
        if not several:
            start = min((c.i for c in noun.children if c.i < mention.first), default=mention.first)
            mention.first, mention.last = max(start, noun.left_edge.i), noun.i + 1
        elif noun.i == mention.last:
            mention.last = noun.i + 1
    if sense:
        mention.actor = f"{country} ({sense})"


def _acts(head) -> bool:
    """Tell whether a country's name stands for its government: where it does something or has it done, not where
    something is."""
    if head.dep_ in ("nsubj", "nsubjpass", "agent", "dobj", "dative"):
        return head.head.lemma_ not in _words("motion") or head.dep_ != "dobj"
    if head.dep_ in ("conj", "appos"):
        return _acts(head.head)
    if head.dep_ == "poss":
        return head.head.lemma_.lower() not in _words("geography") and head.head.ent_type_ not in ("GPE", "LOC")
    if head.dep_ == "pobj":
        preposition = head.head
        if preposition.dep_ == "agent" or preposition.lower_ in ("between", "with", "against", "by", "among"):
            return True
        if preposition.lower_ in _words("place_prepositions"):
            return False
        governor = preposition.head.lemma_.lower()
        if preposition.lower_ == "of":
            return False
        return governor not in _words("motion")
    return False


def _descriptions(doc, mentions_: list[Mention], named: dict[str, Person]) -> list[Mention]:
    """Find people who are described and not named: 'the former Russian president', 'the Ukrainian leader'."""
    roles = _words("roles")
    in_name = {i for m in mentions_ if m.entity == "PERSON" for i in range(doc[m.head].left_edge.i, m.last)}
    found = []
    for noun in doc:
        lemma = noun.lemma_.lower()
        if noun.tag_ not in ("NN", "NNP") or lemma not in roles or noun.i in in_name:
            continue
        if any(c.ent_type_ == "PERSON" for c in noun.children if c.dep_ in ("appos", "compound", "flat")):
            continue
        if noun.dep_ in ("compound", "amod", "attr", "appos"):
            continue
        definite = any(c.dep_ == "poss" or c.lower_ in ("the", "this") for c in noun.children)
        if not definite:
            continue
        words = [t for t in noun.subtree if t.i <= noun.i + 5]
        if any(c.dep_ == "poss" and _gazetteer().get((c.text,)) is None for c in noun.children):
            continue  # 'his spokesman', 'the union's leader': whose, nobody has said
        country = next((entry[1] for t in words if (entry := _gazetteer().get((t.text,)))), None)
        former = any(t.lower_ in ("former", "ex") for t in words)
        fitting = [name for name, person in named.items() if _fits(person, _role(noun), country, former)]
        unsure = len(fitting) > 1 or country is None
        actor = _latest(mentions_, fitting, noun.i) if unsure else next(iter(fitting), None)
        if actor is None and country and _role(noun) in _words("leaders") and not former:
            actor = f"{country} (government)"
        if actor:
            first = min(t.i for t in words if t.i <= noun.i)
            found.append(Mention(first, noun.i + 1, noun.i, "PERSON", "description", actor))
    return found


def _fits(person: Person, role: str, country: str | None, former: bool) -> bool:
    """Tell whether a description fits what is said of a person elsewhere in the event."""
    leads = role == "leader"
    return any(
        (own == role or (leads and own in _words("leaders")))
        and was == former
        and (where == country or (not leads and None in (where, country)))
        for own, where, was in person.roles
    )


def _latest(mentions_: list[Mention], names: list[str], before: int) -> str | None:
    """Return which of the names was mentioned last before a place."""
    end = bisect_left(mentions_, before, key=lambda m: m.first)
    return next((m.actor for m in reversed(mentions_[:end]) if m.actor in names), None)


def _pronouns(doc, mentions_: list[Mention], named: dict[str, Person]) -> list[Mention]:
    """Give 'he' and 'she' the person last named who may be meant; the subject of a sentence comes first."""
    people = sorted((m for m in mentions_ if m.actor in named), key=lambda m: m.first, reverse=True)
    sentences = doc.user_data["sentences"]
    recent: deque[Mention] = deque()
    found: list[Mention] = []
    for token in doc:
        sex = _SEXES.get(token.lower_)
        if sex is None or token.pos_ not in ("PRON", "DET"):
            continue
        here = int(sentences[token.i])
        while people and people[-1].first < token.i:
            recent.append(people.pop())
        while recent and here - sentences[recent[0].first] > _LOOK_BACK:
            recent.popleft()
        fitting = [m for m in recent if named[m.actor].sex in (None, sex) and not _in_one_clause(doc, m, token)]
        if fitting:
            best = max(fitting, key=lambda m: (*_salience(doc, m, named[m.actor].sex == sex), m.first))
            mention = Mention(token.i, token.i + 1, token.i, "PERSON", "pronoun", best.actor)
            found.append(mention)
            recent.append(mention)
    return found


def _in_one_clause(doc, mention: Mention, pronoun) -> bool:
    """Tell whether a name and a pronoun hang on one verb, so that they are not one person: 'Smith told him'."""
    return doc[mention.head].head == pronoun.head and pronoun.dep_ != "poss"


def _salience(doc, mention: Mention, sure: bool) -> tuple[float]:
    """Return how likely a person is spoken of next: mentioned lately, as a subject, and known to be he or she; less
    likely after an aside ('Citing the pact, which Smith opposed, he said ...')."""
    subject = doc[mention.head].dep_ in ("nsubj", "nsubjpass")
    aside = subject and doc[mention.head].head.dep_ == "relcl"
    return (int(doc.user_data["sentences"][mention.first]) + 0.6 * subject - 1.2 * aside + 0.5 * sure,)


def _outermost(mentions_) -> list[Mention]:
    """Leave out mentions inside others, so that a place in the text counts once."""
    kept: list[Mention] = []
    for mention in sorted(mentions_, key=lambda m: (m.first, -m.last)):
        if not kept or mention.first >= kept[-1].last:
            kept.append(mention)
    return kept


# --- words ---


def _text(doc, mention: Mention) -> str:
    return " ".join(t.text for t in doc[mention.first : mention.last])


def _clean(name: str) -> str:
    return (
        _POSSESSIVE.sub("", " ".join(name.split()))
        .replace(" 's", "'s")
        .replace(" ’s", "’s")
        .replace(" .", ".")
        .replace(" & ", " & ")
    )


@cache
def _key(name: str) -> tuple[str, ...]:
    """Return a name's words without accents, case and the differences of transliteration (Dmitry, Dmitri)."""
    plain = unicodedata.normalize("NFKD", _POSSESSIVE.sub("", name)).lower()
    plain = "".join(c for c in plain if not unicodedata.combining(c)).replace("ı", "i")
    words = (re.sub(r"[^\w]", "", word) for word in re.split(r"[\s\-–]+", plain))
    return tuple(re.sub(r"(.)\1+", r"\1", re.sub(r"[yij]+", "i", word)) for word in words if word)


def _is_title_case(doc, place: int) -> bool:
    """Tell whether a word's sentence is set in title case, where the model sees names everywhere."""
    if "title case" not in doc.user_data:
        doc.user_data["title case"] = {
            i for sent in doc.sents if _in_title_case(sent) for i in range(sent.start, sent.end)
        }
    return place in doc.user_data["title case"]


def _in_title_case(sentence) -> bool:
    words = [t for t in sentence if t.is_alpha and len(t) > 3]
    headline = sentence[-1].text not in (".", "”", '"', "?", "!")
    return headline and len(words) > 3 and sum(t.text[0].isupper() for t in words) > 0.7 * len(words)


@cache
def _words(name: str) -> frozenset[str]:
    """Return a list of lexicons/people.yml."""
    return _people_lists()[name]


@cache
def _people_lists() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in read_lexicon("texts", "people").items()}


@cache
def _gazetteer() -> dict[tuple[str, ...], tuple[str, str]]:
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
def _beginnings() -> dict[str, list[int]]:
    """Return by first word how many words the names in the gazetteer have, the longest first."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for words in _gazetteer():
        lengths[words[0]].add(len(words))
    return {word: sorted(of, reverse=True) for word, of in lengths.items()}
