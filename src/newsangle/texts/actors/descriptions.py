"""Actors that are described: people and bodies named elsewhere ('the governor', 'the zoo'), and those without a name
('the boy', 'police', 'the 23 defendants').

A definite description is a named actor's where a title, an apposition or the name itself says so somewhere in the event
('Gov. Jane Roe', 'Oslo Zoo'). What is left with a noun for people, groups, bodies or animals as its head is an actor of
its own; the articles of an event share it where the noun and its owner or compound are the same.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from newsangle.language import phrases as grammar
from newsangle.language import read_lexicon
from newsangle.language.dependents import is_compound
from newsangle.texts.actors.mention import (
    ARTICLES,
    DESCRIPTION,
    NAME,
    UNNAMED,
    Mention,
    Text,
    actor_nouns,
    gazetteer,
    kind_of_noun,
    people_words,
    text_of,
)
from newsangle.texts.actors.people import Person, role_of

_TAIL = re.compile(r" (?:of|for|on|in|and|&) ")  # behind the noun of a body's name
_OURS = ("my", "our", "your")
_DEFINITE = ("the", "this", "that", "these", "those", "both")
_NEW = ("another", "other", "second", "third", "next")  # not the one spoken of before
_NOT_AFTER_THE = ("my", "our", "your", "his", "her", "its", "their", "one", "another", "no", "some", "any", "all")
_LONGEST = 8  # words before the head noun
# Set on the annotated events; what is less sure is left out of the table.
_NEAR = 3  # sentences back in which 'the company' must have been named
_LEAST_NAMED = 3  # times that a body must be named before it is 'the company'
_MAIN = 2  # times as often as any other must a body be named to be 'the company'
_RARE = 0.25  # a role said of somebody less often than this share of another's count is not relied on
_LEAST, _LEAST_SINGLE = 2, 3  # mentions in the event of a group, and of a single person or body, without a name


@dataclass(frozen=True)
class Phrase:
    """A noun phrase with a noun for people, a group, a body or an animal as its head."""

    head: int
    first: int
    last: int
    lemma: str
    kind: str
    plural: bool
    definite: bool
    owner: int | None  # the head of whose it is: 'her', 'the mayor's'
    compound: tuple[str, ...]  # 'zoo' of 'zoo officials'; names and nationalities count too
    adjectives: tuple[str, ...]


class Cluster(NamedTuple):
    """What mentions of one unnamed actor have in common."""

    noun: str
    plural: bool
    owner: str
    compound: tuple[str, ...]


Member = tuple[Text, Mention, Phrase]


@dataclass
class Known:
    """What an event says of its named actors, by the words that may describe them."""

    people: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))  # by role
    bodies: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # by the noun of the name
    groups: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # by a group in it: 'police'

    @classmethod
    def of(cls, texts: list[Text], people: list[Person], found: list[list[Mention]]) -> "Known":
        known = cls()
        for person in people:
            roles = {role for role, _, _ in person.roles}
            leads = {"leader"} if roles & people_words("leaders") else set()
            for role in sorted(roles | leads):
                known.people[role].append(person)
        for text, mention in ((text, m) for text, mentions in zip(texts, found, strict=True) for m in mentions):
            if mention.entity in ("ORG", "FAC", "NORP") and mention.last - mention.first > 1:
                name = text_of(text.words, mention).lower()
                noun = _TAIL.split(name)[0].split()[-1]
                if kind_of_noun(noun) in ("body", "group"):
                    known.bodies[noun].add(mention.actor)
                for word in name.split():
                    if word in actor_nouns("named_groups"):
                        known.groups[word].add(mention.actor)
        return known


class Seen:
    """The named actors mentioned so far in an article: where last, how often, and which bodies are near."""

    def __init__(self, text: Text, mentions: list[Mention], totals: Counter):
        self._mentions = mentions
        self._sentence = text.words.sentence
        self._here = 0
        self._totals = totals
        self._next = 0
        self.actors = {m.actor for m in mentions}
        self.last: dict[str, int] = {}
        self.counts: Counter = Counter()
        self.bodies: dict[str, int] = {}

    def go_to(self, place: int) -> None:
        """Read on to a place in the article."""
        self._here = self._sentence[place]
        while self._next < len(self._mentions) and self._mentions[self._next].first < place:
            mention = self._mentions[self._next]
            self.last[mention.actor] = mention.first
            self.counts[mention.actor] += 1
            if mention.entity == "ORG" and mention.actor not in people_words("bodies"):
                self.bodies[mention.actor] = mention.first
            self._next += 1

    def likeliest(self, names: list[str]) -> str | None:
        """Return which of several names a description stands for: the last one, where it is also the main one."""
        order = sorted((n for n in names if n in self.last), key=lambda n: self.last[n])
        if not order:
            return None
        others = max((self._totals[n] for n in order[:-1]), default=0)
        return order[-1] if self._totals[order[-1]] > others else None

    def main_body(self) -> str | None:
        """Return the body that 'the company' stands for: one named lately, and far more than the others."""
        order = sorted(self.bodies, key=lambda n: (self.counts[n], n), reverse=True)
        if not order or self._here - self._sentence[self.bodies[order[0]]] > _NEAR:
            return None
        if self.counts[order[0]] < _LEAST_NAMED:
            return None
        return order[0] if len(order) == 1 or self.counts[order[0]] >= _MAIN * self.counts[order[1]] else None


def describe(texts: list[Text], found: list[list[Mention]], people: list[Person]) -> None:
    """Add to each article's mentions the actors that are described and not named."""
    known = Known.of(texts, people, found)
    totals = Counter(m.actor for mentions in found for m in mentions)
    clusters: dict[Cluster, list[Member]] = defaultdict(list)
    for text, mentions in zip(texts, found, strict=True):
        seen, latest = Seen(text, mentions, totals), {}
        at = {i: m for m in mentions for i in range(m.first, m.last)}
        described = []
        for phrase in phrases(text, at):
            seen.go_to(phrase.head)
            actor = _named(text, phrase, at, seen, known)
            mention = Mention(phrase.first, phrase.last, phrase.head, phrase.kind, DESCRIPTION, actor or "")
            if actor:
                mention.entity = "PERSON" if phrase.kind == "person" else "ORG"
                described.append(mention)
            elif not grammar.is_apposition(text.words, phrase.head):
                mention.form = UNNAMED
                clusters[_cluster(text, phrase, at, latest)].append((text, mention, phrase))
        inside = {(m.actor, i) for m in described for i in range(m.first, m.last)}
        mentions[:] = [m for m in mentions if (m.actor, m.first) not in inside] + described
    places = {id(text): mentions for text, mentions in zip(texts, found, strict=True)}
    for members in _joined(clusters).values():
        for text, mention, _ in _kept(members, known):
            places[id(text)].append(mention)


def phrases(text: Text, at: dict[int, Mention]):
    """Yield the noun phrases for people, groups, bodies and animals that are no names, in order."""
    words = text.words
    for i, pos in enumerate(words.pos):
        if pos not in ("NOUN", "PROPN", "ADJ") or i in at:
            continue
        lemma = words.lemma[i]
        kind = kind_of_noun(lemma) or kind_of_noun(words.text[i].lower())
        if not kind or (pos == "ADJ" and grammar.place_of(words, i) not in ("subject", "dobj", "pobj")):
            continue
        counted = words.prepositional_objects(i, ("of",)) and _counts(words, i)
        if counted or not grammar.is_referring(words, grammar.first_conjunct(words, i)):
            continue
        if pos == "PROPN" and not (grammar.has_article(words, i) or grammar.owner(words, i) is not None):
            continue
        if i + 1 in at and at[i + 1].entity == "PERSON" and grammar.is_apposition(words, at[i + 1].head):
            continue  # 'his daughter Jane' is one mention
        if pos == "PROPN" and any(j in at for j in grammar.parts_of_name(words, i)):
            continue
        yield _phrase(text, i, lemma, kind)


def _counts(words, i: int) -> bool:
    """Return whether a noun counts what follows 'of': 'dozens of protesters'."""
    return words.lemma[i] in actor_nouns("counting")


def _phrase(text: Text, head: int, lemma: str, kind: str) -> Phrase:
    words = text.words
    top = head
    of = grammar.preposition_before(words, head)
    if of is not None and words.lemma[of] == "of" and _counts(words, words.head[of]) and words.head[of] < head:
        top = words.head[of]
    left = grammar.premodifiers(words, top)
    first = min((k for j in left for k in words.below(j)), default=top)
    first = max(first, top - _LONGEST)
    while first < top and (not words.text[first][0].isalnum() or words.pos[first] == "CCONJ"):
        first += 1
    determiners = {words.lemma[j] for j in grammar.determiners(words, head)}
    before = grammar.modifiers_before(words, head)
    naming = [j for j in before if is_compound(words, j) or words.entity[j] == "NORP"]
    compound = tuple(words.lemma[j] for j in naming if words.text[j].isalpha())
    adjectives = tuple(words.lemma[j] for j in before if j not in naming)
    new = tuple(words.lemma[j] for j in left if words.lemma[j] in _NEW)
    plural = words.tag[head] in ("NNS", "NNPS") or lemma in ("police", "people")
    return Phrase(
        head, first, head + 1, lemma, kind, plural, bool(determiners & set(_DEFINITE)), grammar.owner(words, head),
        (*compound, *new), adjectives,
    )  # fmt: skip


def _named(text: Text, phrase: Phrase, at: dict[int, Mention], seen: Seen, known: Known) -> str | None:
    """Return which named actor a phrase describes, if any."""
    words = text.words
    is_list = grammar.is_list(words, phrase.head)
    for j in grammar.appositions(words, phrase.head):
        if j not in at or (is_list and words.head[j] == phrase.head):
            continue
        if at[j].form == NAME and (at[j].entity == "PERSON") == (phrase.kind == "person") and at[j].actor:
            return at[j].actor
    if grammar.is_apposition(words, phrase.head):
        return None
    actor = None
    if phrase.kind == "person" and not phrase.plural and (phrase.definite or phrase.owner is not None):
        actor = _person(text, phrase, seen, known)
    elif phrase.lemma in known.groups and phrase.owner is None:
        fitting = [n for n in known.groups[phrase.lemma] if set(phrase.compound) <= set(n.lower().split())]
        actor = fitting[0] if len(fitting) == len(known.groups[phrase.lemma]) == 1 else None
    elif phrase.kind in ("body", "group") and phrase.definite and not phrase.plural:
        actor = _body(text, phrase, seen, known)
    return actor or _represented(text, phrase, at)


def _person(text: Text, phrase: Phrase, seen: Seen, known: Known) -> str | None:
    words = text.words
    around = [words.text[i] for i in sorted(words.below(phrase.head)) if i <= phrase.head + 5]
    country = next((entry[1] for word in around if (entry := gazetteer().get((word,)))), None)
    former = any(word.lower() in ("former", "ex") or word.lower().startswith("ex-") for word in around)
    role = role_of(words, phrase.head)
    bearers = [p for p in known.people.get(role, ()) if country or p.name in seen.actors]
    times = {p: p.bears(role, country, former) for p in bearers}
    wanted = set(phrase.compound + phrase.adjectives) - _neutral()
    most = max(times.values(), default=0)
    fitting = [p.name for p, n in times.items() if n >= min(2, most) and n > _RARE * most and wanted <= p.described]
    if len(fitting) == 1 and (country or role not in people_words("leaders") or fitting[0] in seen.last):
        return fitting[0]
    return seen.likeliest(fitting)


def _body(text: Text, phrase: Phrase, seen: Seen, known: Known) -> str | None:
    fitting = {name for name in known.bodies.get(phrase.lemma, ()) if name in seen.actors}
    wanted = set(phrase.compound + phrase.adjectives)
    fitting = sorted(name for name in fitting if wanted <= set(name.lower().split()))
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        return seen.likeliest(fitting)
    is_bare = phrase.owner is None and not phrase.compound and not phrase.adjectives
    return seen.main_body() if is_bare and phrase.lemma in actor_nouns("named_bodies") else None


@cache
def _neutral() -> frozenset[str]:
    """Return the words before a role that do not say which of several people is meant."""
    return people_words("rank_words") | people_words("portfolios") | people_words("neutral")


def _represented(text: Text, phrase: Phrase, at: dict[int, Mention]) -> str | None:
    """Return the body in whose name a group acts: 'FBI officials'."""
    if phrase.lemma not in actor_nouns("representatives") or not phrase.plural:
        return None
    inside = [at[j] for j in grammar.compounds(text.words, phrase.head) if j in at]
    return next((m.actor for m in inside if m.entity == "ORG" and m.actor), None)


def _cluster(text: Text, phrase: Phrase, at: dict[int, Mention], latest: dict) -> Cluster:
    """Return which unnamed actor a phrase is: the noun, its number, whose it is and its compound.

    'The driver' is the driver of whom the article spoke last, however he was described there.
    """
    noun = _same_actor().get(phrase.lemma, phrase.lemma)
    short = (noun, phrase.plural or (phrase.kind == "group" and noun != phrase.lemma))  # a crowd is spectators
    owner = ""
    if phrase.owner is not None and text.words.lemma[phrase.owner] not in _OURS:
        owner = at[phrase.owner].actor if phrase.owner in at else text.words.lemma[phrase.owner]
    if phrase.definite and not owner and not phrase.compound and short in latest:
        return latest[short]
    latest[short] = Cluster(*short, owner, phrase.compound)
    return latest[short]


def _joined(clusters: dict[Cluster, list[Member]]) -> dict[Cluster, list[Member]]:
    """Return the clusters of an event, those without owner and compound joined to the main one that has some:
    'the officials' to 'council officials'."""
    fuller: dict[tuple, list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        if cluster.owner or cluster.compound:
            fuller[cluster.noun, cluster.plural].append(cluster)
    joined: dict[Cluster, list[Member]] = defaultdict(list)
    for cluster, members in clusters.items():
        others = sorted(fuller[cluster.noun, cluster.plural], key=lambda c: len(clusters[c]), reverse=True)
        bare = not cluster.owner and not cluster.compound and cluster.noun not in actor_nouns("representatives")
        clear = others and (len(others) == 1 or len(clusters[others[0]]) > len(clusters[others[1]]))
        joined[others[0] if bare and clear else cluster] += members
    return joined


@cache
def _same_actor() -> dict[str, str]:
    return {noun: nouns[0] for nouns in read_lexicon("texts", "actor_nouns")["same_actor"] for noun in nouns}


def _kept(members: list[Member], known: Known) -> list[Member]:
    """Return the mentions of an unnamed actor, each with its name.

    None where it does nothing, is named too seldom, or may well be somebody who is named elsewhere in the event: a
    single person whose role a named person bears.
    """
    if members[0][2].lemma in actor_nouns("open_nouns"):
        members = [member for member in members if member[2].compound]
    if not members:
        return []
    phrase = members[0][2]
    acts = [text.functions.get(p.head, ("other",))[0] for text, _, p in members]
    wanted = ("agent",) if phrase.lemma in actor_nouns("places") else ("agent", "patient")
    single = not phrase.plural and phrase.kind in ("person", "body")
    if not any(act in wanted for act in acts) or len(members) < (_LEAST_SINGLE if single else _LEAST):
        return []
    if single and _is_likely_named(members, known):
        return []
    name = _name(members)
    for _, mention, _ in members:
        mention.actor = name
    return members


def _is_likely_named(members: list[Member], known: Known) -> bool:
    """Return whether a single person or body is likely to be one that the event names."""
    text, _, phrase = members[0]
    if phrase.kind == "body":
        named = actor_nouns("named_bodies") | actor_nouns("usually_named")
        return phrase.lemma in named or bool(known.bodies.get(phrase.lemma))
    related = phrase.lemma in people_words("kin") and any(p.owner is not None for _, _, p in members)
    roles = (role_of(text.words, phrase.head), phrase.lemma)
    named = people_words("roles") | people_words("usually_named")
    return related or phrase.lemma in named or any(known.people.get(role) for role in roles)


def _name(members: list[Member]) -> str:
    """Return what to call an unnamed actor: the words used most often, 'the' before a single one."""
    called: Counter = Counter()
    for text, mention, _ in members:
        words = text.words.text[mention.first : mention.last]
        if words[0].lower() in (*ARTICLES, "this", "that", "these", "those"):
            words = words[1:] or words
        if text.words.pos[mention.last - len(words)] != "PROPN":
            words = [words[0][0].lower() + words[0][1:], *words[1:]]
        called[" ".join(words).replace(" 's", "'s").replace(" ’s", "’s")] += 1
    name = max(called, key=lambda n: (called[n], -len(n), n))
    _, _, phrase = members[0]
    counted = phrase.kind in ("person", "animal", "body") and not phrase.plural and phrase.owner is None
    return f"the {name}" if counted and name.split()[0] not in _NOT_AFTER_THE else name
