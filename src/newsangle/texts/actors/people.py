"""The people of an event: one name for each, with what the articles say of them."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from difflib import SequenceMatcher, get_close_matches
from functools import cache

from newsangle.language import Syntax, phrases, read_lexicon
from newsangle.texts.actors.mention import (
    Mention,
    Text,
    clean,
    gazetteer,
    key,
    kind_of_noun,
    people_words,
    sex_of_given_name,
    text_of,
    without_generation,
)

_SAME_FAMILY = 0.92  # similarity of two family names that are one with a slip of the pen
_MAIN = 2  # times as often as the next bearer of a family name must one be named to be meant by it alone
_SAME_SPELLING = 0.88  # similarity of two long given names that are one with a slip of the pen


@dataclass(eq=False)
class Person:
    """A person of the event: how the name is written, how often, and what is said of the person."""

    names: Counter = field(default_factory=Counter)
    roles: Counter = field(default_factory=Counter)  # (role, country, former): how often it is said
    described: set[str] = field(default_factory=set)  # the words of the descriptions
    sex: str | None = None
    alone: int = 0  # how often the family name stands alone in the event

    @property
    def name(self) -> str:
        """The fullest name, the most frequent of them.

        A 'Jr.' that few mentions have is left out: the others may mean the father.
        """
        name = max(
            self.names.items(),
            key=lambda item: (len(item[0].split()) > 1, not item[0].isupper(), item[1], len(item[0])),
        )[0]
        junior = sum(times for one, times in self.names.items() if without_generation(one) != one)
        return name if 2 * junior > self.names.total() + self.alone else without_generation(name)

    def bears(self, role: str, country: str | None = None, former: bool = False) -> int:
        """Return how often what is said of the person elsewhere in the event fits a description."""
        leads = role == "leader"
        return sum(
            times
            for (own, where, was), times in self.roles.items()
            if (own == role or (leads and own in people_words("leaders")))
            and was == former
            and (where == country or (not leads and None in (where, country)))
        )


def find_people(texts: list[Text], found: list[list[Mention]]) -> list[Person]:
    """Return the people of the event with their names, roles and sex; full names first, so that parts find them."""
    named = [
        (text.words, mention, words)
        for text, mentions in zip(texts, found, strict=True)
        for mention in mentions
        if mention.entity == "PERSON" and (words := _key(text.words, mention))
    ]
    common = {word for text in texts for word in text.words.text if word.islower()}
    alone = Counter(words[0] for _, _, words in named if len(words) == 1)
    full = {words[-1] for here, mention, words in named if len(words) > 1 and not _is_titled(here, mention)}
    families: dict[str, list[Person]] = defaultdict(list)
    for here, mention, words in named:
        if _is_titled(here, mention) and words[-1] in full:
            continue
        if len(words) > 1 and not _is_misread(here, mention, alone[words[-1]], common):
            person = _same_person(families, words)
            if person is None:
                families[words[-1]].append(person := Person())
            person.names[_written(here, mention)] += 1
            family_first = alone[words[0]] > alone[words[-1]] and not alone[words[-1]]  # 'Kim' of Kim Jong Un
            _learn(here, mention, person, has_given_name=not family_first)
    parts = {part for of in families.values() for person in of for name in person.names for part in key(name)}
    spelt_alike: dict[str, list[str]] = defaultdict(list)  # family names by how they begin
    for name in families:
        spelt_alike[name[:2]].append(name)
    for here, mention, words in named:
        if len(words) == 1 and words[0] not in parts:  # never named in full
            alike = [other for other in spelt_alike[words[0][:2]] if abs(len(other) - len(words[0])) <= 1]
            if slip := get_close_matches(words[0], alike, 1, _SAME_FAMILY):
                families[words[0]] = families[slip[0]]
                continue
            person = next(iter(families[words[0]]), None) or Person()
            families[words[0]] = [person]
            person.names[clean(text_of(here, mention))] += 1
            _learn(here, mention, person)
    for family, bearers in families.items():
        for person in bearers:
            person.alone = alone[family]
    return list(dict.fromkeys(person for bearers in families.values() for person in bearers))


def _is_titled(words: Syntax, mention: Mention) -> bool:
    """Return whether a name is a title and a family name: 'Bishop Roe'."""
    title, family = words.text[mention.first], words.text[mention.last - 1]
    if mention.last - mention.first != 2 or kind_of_noun(title.lower()) != "person":
        return False
    return sex_of_given_name(title) is None and sex_of_given_name(family) is None


def _is_misread(words: Syntax, mention: Mention, alone: int, common: set[str]) -> bool:
    """Return whether a name of two words is one name misread with what stands before it: 'MVP Roe', 'Saving Bello'.

    alone: how often the second word is a name by itself. common: the words that the event writes with small letters.
    """
    first = words.text[mention.first]
    if mention.last - mention.first != 2 or _is_given(first) or not alone:
        return False
    return first.lower() in common or (first.isupper() and len(first) > 2)


def _written(words: Syntax, mention: Mention) -> str:
    """Return a person's name, with the family name that follows a second given name: 'Jane and John Roe' for 'Jane'."""
    name, joint = clean(text_of(words, mention)), mention.last
    if mention.last - mention.first > 1 or joint + 2 >= len(words) or words.text[joint].lower() not in ("and", "&"):
        return name
    second, family = words.text[joint + 1 : joint + 3]
    named = all(words.pos[i] == "PROPN" and words.entity[i] == "PERSON" for i in (joint + 1, joint + 2))
    return f"{name} {family}" if named and _is_given(name, second) else name


def _is_given(*names: str) -> bool:
    return all(name.lower() in people_words("female_names") | people_words("male_names") for name in names)


def _key(words: Syntax, mention: Mention) -> tuple[str, ...]:
    return key(_written(words, mention))


def _same_person(families: dict[str, list[Person]], words: tuple[str, ...]) -> Person | None:
    """Return who of the people with that family name bears a full name."""
    for person in families.get(words[-1], ()):
        for other in map(key, person.names):
            if other == words or (len(other) > 1 and is_same_name(other, words)):
                return person
    return None


def is_same_name(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Return whether two full names with one family name are one person's, as far as their given names tell."""
    shorter, longer = sorted((a, b), key=len)
    if shorter == longer[-len(shorter) :]:
        return True  # 'Wasserman Schultz'
    one, other = a[0], b[0]
    if {word for word in a[:-1] if len(word) > 1} & set(b[:-1]):
        return True
    if 1 in (len(one), len(other)):
        return one[0] == other[0]
    if (len(one) > 2 and other.startswith(one)) or (len(other) > 2 and one.startswith(other)):
        return True
    if _nicknames().get(one, {one}) & _nicknames().get(other, {other}):
        return True
    return min(len(one), len(other)) > 4 and SequenceMatcher(None, one, other).ratio() >= _SAME_SPELLING


@cache
def _nicknames() -> dict[str, set[str]]:
    """Return the given names that each given name stands for."""
    found: dict[str, set[str]] = {}
    for name, short in read_lexicon("texts", "people")["nicknames"].items():
        for word in (name, *short):
            found.setdefault(key(word)[0], set()).add(name)
    return found


def _learn(words: Syntax, mention: Mention, person: Person, has_given_name: bool = False) -> None:
    """Note what the words around a name say of the person: roles with country, and the sex by title, role or name."""
    around = _description_of(words, mention)
    said = {words.text[i].lower().rstrip(".") for i in (*around, *range(max(0, mention.first - 2), mention.first))}
    named = sex_of_given_name(words.text[mention.first]) if has_given_name else None
    for sex in ("female", "male"):
        if said & people_words(sex):
            person.sex = sex[0]
        elif sex == named:
            person.sex = person.sex or sex[0]
    former = bool(said & {"former", "ex"}) or any(word.startswith("ex-") for word in said)
    country = next((entry[1] for i in around if (entry := gazetteer().get((words.text[i],)))), None)
    for noun in _role_nouns(words, mention):
        person.roles[role_of(words, noun), country, former] += 1
    person.described |= said


def _role_nouns(words: Syntax, mention: Mention) -> list[int]:
    """Return the nouns that say who a named person is: in the title, in apposition, or after 'is'."""
    title = _title(words, mention)
    nouns = [i for i in title if not phrases.depends_within(words, i, title)]
    beside = phrases.appositions(words, mention.head)
    beside += phrases.predicate_nouns(words, mention.head, denied=False)
    nouns += [i for i in beside if not phrases.is_list(words, i) and not phrases.is_list(words, mention.head)]
    return [i for i in nouns if words.pos[i] in ("NOUN", "PROPN") and _is_role(_full(words.lemma[i]))]


def _is_role(lemma: str) -> bool:
    return (lemma in people_words("roles") or kind_of_noun(lemma) == "person") and lemma not in people_words("kin")


def _full(lemma: str) -> str:
    """Return a title without its abbreviation: 'governor' for 'Gov.'"""
    return read_lexicon("texts", "people")["titles"].get(lemma.rstrip("."), lemma)


def role_of(words: Syntax, noun: int) -> str:
    """Return the role that a noun names; ministers and vice presidents are told apart by the word before."""
    lemma = _full(words.lemma[noun])
    before = words.text[noun - 1].lower() if noun else ""
    if before in people_words("rank_words") or (lemma == "minister" and before in people_words("portfolios")):
        return f"{before.replace('defence', 'defense')} {lemma}"
    return _same_role().get(lemma, lemma)


@cache
def _same_role() -> dict[str, str]:
    return {word: words[0] for words in read_lexicon("texts", "people")["same_role"] for word in words}


def _title(words: Syntax, mention: Mention) -> range:
    """Return the words before a name that belong to it, also those of two titles: 'president and adviser Jane Roe'."""
    start = min(words.phrase(mention.head)[0], mention.first)
    before = mention.first
    while before and words.pos[before - 1] in ("NOUN", "PROPN", "ADJ"):
        before -= 1
    if before > 1 and words.text[before - 1].lower() == "and":
        noun = before - 2
        if words.pos[noun] == "NOUN" and _is_role(words.lemma[noun]) and not phrases.has_article(words, noun):
            start = min(start, words.phrase(noun)[0])
    return range(start, mention.first)


def _description_of(words: Syntax, mention: Mention) -> list[int]:
    """Return the words that describe a named person: before the name, in apposition, or after 'is'."""
    found = list(_title(words, mention))
    for noun in phrases.appositions(words, mention.head):
        own = sorted(words.below(noun))  # of a noun that the name explains, what stands before the name
        found += own if noun != words.head[mention.head] else [i for i in own if i < mention.first]
    return found + [i for noun in phrases.predicate_nouns(words, mention.head) for i in sorted(words.below(noun))]


def name_people(words: Syntax, mentions: list[Mention], people: list[Person]) -> None:
    """Give each person mentioned the person's one name; a family name alone is the one last named in full."""
    families = _by_name(people)
    last: dict[str, Person] = {}
    for mention in mentions:
        if mention.entity != "PERSON":
            continue
        name = _key(words, mention)
        if not name:
            continue
        family = name[-1]
        person = _same_person(families, name) if len(name) > 1 else None
        if person is None:
            person = _bearer(words, mention, family, families, last)
        if person is not None:
            mention.actor = person.name
            last[family] = person
            if len(name) == 1:
                _learn(words, mention, person)
        else:
            mention.actor = clean(text_of(words, mention))


def _bearer(words: Syntax, mention: Mention, name: str, families: dict[str, list[Person]], last: dict[str, Person]):
    """Return who a single name means: who is named so far more often than the others, else who was last named so.

    'Mrs' and 'Mr' leave out who is known to be of the other sex.
    """
    bearers = [p for p in families.get(name, []) if any(key(n)[-1] == name for n in p.names)]
    bearers = bearers or families.get(name, [])
    before = words.text[mention.first - 1].lower().rstrip(".") if mention.first else ""
    sex = next((sex[0] for sex in ("female", "male") if before in people_words(sex)), None)
    fitting = [p for p in bearers if sex is None or p.sex in (None, sex)]
    title = range(max(0, mention.first - 3), mention.first)
    roles = {role_of(words, i) for i in title if _is_role(_full(words.lemma[i]))}
    titled = [p for p in fitting if any(role in roles for role, _, _ in p.roles)]
    if len(titled) == 1:
        return titled[0]  # 'Secretary Roe'
    fitting.sort(key=lambda p: (p.sex == sex if sex else True, sum(p.names.values())), reverse=True)
    times = [sum(p.names.values()) for p in fitting]
    known = last.get(name)
    if known is not None and (not fitting or (known in fitting and len(fitting) > 1 and times[0] < _MAIN * times[1])):
        return known
    return fitting[0] if fitting else None


def _by_name(people: list[Person]) -> dict[str, list[Person]]:
    """Return the people by each first and last word of their names."""
    families: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        for words in dict.fromkeys(map(key, person.names)):
            for part in (words[-1], words[0]):
                if person not in families[part]:
                    families[part].append(person)
    return families
