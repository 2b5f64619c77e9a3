"""The bodies and places of an event: one name for each, whether written in full, short or as an acronym."""

from collections import Counter, defaultdict
from functools import cache

from newsangle.language import read_lexicon
from newsangle.texts.actors.mention import Mention, Text, actor_nouns, clean, gazetteer, key, kind_of_noun, text_of

_TAILS = (" and ", " & ", " on ", " of ", " for ")
_USUAL = 0.1  # share of a body's mentions that a form must have to be the name shown
Words = tuple[str, ...]


def name_bodies(texts: list[Text], found: list[list[Mention]]) -> dict[Words, str]:
    """Return one name for every body and place, by its words: its most frequent full form."""
    forms: dict[Words, Counter] = defaultdict(Counter)
    types: dict[Words, Counter] = defaultdict(Counter)
    for text, mentions in zip(texts, found, strict=True):
        for mention in mentions:
            if mention.entity != "PERSON":
                name = clean(text_of(text.words, mention))
                forms[key(name)][name] += 1
                types[key(name)][mention.entity] += 1
    written = {words: max(counts, key=lambda n: (counts[n], n)) for words, counts in forms.items()}
    linked = _linked(written, {words: max(of, key=lambda t: (of[t], t)) for words, of in types.items()})
    groups: dict[Words, list[Words]] = defaultdict(list)
    for words in written:
        groups[_root(linked, words)].append(words)
    return {words: _name(group, written, forms) for group in groups.values() for words in group}


def _root(linked: dict[Words, Words], words: Words) -> Words:
    for _ in range(4):
        words = linked.get(words, words)
    return words


def _name(group: list[Words], written: dict[Words, str], forms: dict[Words, Counter]) -> str:
    """Return what to call a body: its longest form that is not rare."""
    times = {words: sum(forms[words].values()) for words in group}
    usual = [words for words in group if times[words] >= _USUAL * sum(times.values())]
    return written[max(usual, key=lambda words: (len(words), times[words], words))]


def _linked(written: dict[Words, str], types: dict[Words, str]) -> dict[Words, Words]:
    """Return for each short form the full form that it stands for; a form that several share stands for none."""
    listed = {words for words in written if gazetteer().get(tuple(written[words].split()))}
    bodies = [words for words in written if types[words] in ("ORG", "FAC") or words in listed]
    plain = {words: _plain(words) for words in written}
    by_initials, by_end, by_start, by_plain = (defaultdict(set) for _ in range(4))
    for words in bodies:
        by_plain[plain[words]].add(words)
        for letters in _initials(written[words]):
            by_initials[letters].add(words)
        if types[words] in ("ORG", "FAC"):
            for n in range(1, len(plain[words])):
                by_end[plain[words][n:]].add(words)
            if all(word in _trades() for word in plain[words][1:]):
                by_start[plain[words][:1]].add(words)
    linked: dict[Words, Words] = {}
    for words in written:
        if full := _aliases().get(written[words]):
            _link(linked, words, {key(full)} & set(written))
        if types[words] in ("ORG", "FAC") and (whole := _without_tail(written[words])):
            _link(linked, words, {key(whole)} & set(written))
        acronym = written[words].replace(".", "")
        if len(words) == 1 and acronym.isupper() and len(acronym) > 2:
            _link(linked, words, by_initials[acronym])
        named_after = by_end[plain[words]] | by_start[plain[words]] if words in listed else set()
        clubs = {other for other in named_after - {words} if types[other] == "ORG"}
        if clubs and len(words) == 1:
            _link(linked, words, clubs)  # 'the Indians' where the event has Cleveland Indians
        if types[words] == "ORG" and words not in listed:
            _link(linked, words, by_end[plain[words]] | by_start[plain[words]])
            same = by_plain[plain[words]]
            _link(linked, words, {other for other in same if (len(other), other) < (len(words), words)})
    return linked


def _link(linked: dict[Words, Words], short: Words, full: set[Words]) -> None:
    """Link a short form to the full forms where these are one: the others end or begin as the longest does."""
    full = full - {short}
    if short in linked or not full:
        return
    longest = _plain(max(full, key=lambda words: (len(words), words)))
    nearest = min(full, key=lambda words: (len(words), words))
    if all(_contains(longest, _plain(words)) for words in full) and linked.get(nearest) != short:
        linked[short] = nearest


def _without_tail(name: str) -> str | None:
    """Return a body's name up to its first noun for a body: 'Oslo Zoo' of 'Oslo Zoo and Gardens'."""
    head, _, tail = next((part for mark in _TAILS if (part := name.partition(mark))[2]), (name, "", ""))
    return head if tail and " " in head and kind_of_noun(head.split()[-1].lower()) == "body" else None


def _contains(words: Words, part: Words) -> bool:
    return any(words[i : i + len(part)] == part for i in range(len(words)))


def _plain(words: Words) -> Words:
    """Return a name without its legal form ('Inc.') and with 'United States' for 'U.S.'."""
    while len(words) > 1 and words[-1] in _legal_forms():
        words = words[:-1]
    words = tuple(word for word in words if word not in ("the", "and"))
    words = (*words[:-1], _singular(words[-1])) if words else words
    return ("us", *words[2:]) if words[:2] == ("united", "states") and len(words) > 2 else words


def _singular(word: str) -> str:
    return word.removesuffix("s") if len(word) > 5 else word


def _initials(name: str) -> list[str]:
    """Return the acronyms that a name may have: of its capitalised words, and of all."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalnum()]
    capitals = "".join(word[0] for word in words if word[0].isupper())
    every = "".join(word[0].upper() for word in words)
    return [letters for letters in dict.fromkeys((capitals, every)) if len(letters) > 2]


@cache
def _aliases() -> dict[str, str]:
    """Return the full names of bodies that are known by another name."""
    return {alias: name for name, aliases in read_lexicon("texts", "people")["aliases"].items() for alias in aliases}


@cache
def _legal_forms() -> frozenset[str]:
    return frozenset(part for form in actor_nouns("legal_forms") for part in key(form))


@cache
def _trades() -> frozenset[str]:
    return _legal_forms() | {_singular(part) for trade in actor_nouns("trades") for part in key(trade)}
