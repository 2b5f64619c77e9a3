"""A country's name and adjective: the place, its government, its forces or its people."""

from newsangle.language import Syntax, phrases
from newsangle.language.roles import nominal_frames
from newsangle.texts.actors.mention import Mention, clean, gazetteer, people_words, text_of

_PLACES_OF_NOUNS = ("subject", "dobj", "pobj")


def name_countries(words: Syntax, mentions: list[Mention]) -> None:
    """Tell a country apart from its government, forces and people, and widen adjectives to what they describe."""
    for mention in mentions:
        entry = gazetteer().get(tuple(words.text[mention.first : mention.last]))
        if entry is None or mention.entity == "PERSON" or _is_club(words, mention, entry):
            continue
        kind, country = entry
        if kind == "people":
            _people_of(words, mention, country)
        elif kind == "bodies":
            continue
        elif kind == "regions" or country in people_words("unions"):
            mention.actor = country
        elif kind == "seat" or _acts(words, mention.head):
            mention.actor = f"{country} (government)"
        else:
            mention.actor = country if kind == "country" else clean(text_of(words, mention))


def _is_club(words: Syntax, mention: Mention, entry: tuple[str, str]) -> bool:
    """Return whether a people's name was linked to a longer name: 'the Indians' to Cleveland Indians, and 'American',
    where it describes no other noun, to American Airlines."""
    word = words.text[mention.last - 1]
    ends, begins = mention.actor.endswith(f" {word}"), mention.actor.startswith(f"{word} ")
    return entry[0] == "people" and (ends or (begins and not phrases.is_modifier(words, mention.head)))


def _people_of(words: Syntax, mention: Mention, country: str) -> None:
    """Name what an adjective of nationality stands for: a government, forces, a people; else nobody."""
    adjective = mention.head
    first = phrases.first_modifier(words, adjective)  # 'Russian and Ukrainian delegations'
    several = first != adjective or phrases.has_conjunct(words, adjective)
    noun = words.head[first] if phrases.is_modifier(words, first) or phrases.is_owner(words, first) else first
    tag = words.tag[adjective]
    mention.actor = ""
    if noun == first:
        if tag in ("NN", "NNP") and phrases.has_article(words, adjective):
            return  # 'an Italian' is one person
        if tag in ("NNS", "NNPS") or (phrases.place_of(words, adjective) in _PLACES_OF_NOUNS and tag[0] != "J"):
            mention.actor = f"{country} (people)"
        return
    beside = [*phrases.named_beside(words, noun), *phrases.joined_nouns(words, noun)]
    beside += [noun, words.head[noun]] if phrases.is_modifier(words, noun) else [noun]
    if any(words.entity[j] == "PERSON" for j in beside):
        return  # 'the Ukrainian president Volodymyr Zelenskyy' is one person
    lemma = words.lemma[noun]
    named = {lemma, words.text[noun].lower()}
    sense = next((sense for sense in ("government", "forces", "people") if named & people_words(sense)), None)
    if sense is None and lemma in nominal_frames():
        sense = "government"
        mention.head = adjective if words.head[adjective] == noun else mention.head
    elif sense:
        mention.head = noun
        if not several:
            start = min((j for j in words.children[noun] if j < mention.first), default=mention.first)
            mention.first, mention.last = max(start, words.phrase(noun)[0]), noun + 1
        elif noun == mention.last:
            mention.last = noun + 1
    if sense:
        mention.actor = f"{country} ({sense})"


def _acts(words: Syntax, noun: int) -> bool:
    """Return whether a country's name stands for its government: where it does something or has it done, not where
    something is."""
    noun = phrases.first_named(words, noun)
    head, place = words.head[noun], phrases.place_of(words, noun)
    if place in ("subject", "dobj") or phrases.is_indirect_object(words, noun):
        return place != "dobj" or words.lemma[head] not in people_words("motion")
    if place == "poss":
        return words.lemma[head] not in people_words("geography") and words.entity[head] not in ("GPE", "LOC")
    if place != "pobj":
        return False
    preposition = words.text[head].lower()
    if phrases.is_agent_phrase(words, head) or preposition in ("between", "with", "against", "by", "among"):
        return True
    if preposition in people_words("place_prepositions") or preposition == "of":
        return False
    return words.lemma[words.head[head]] not in people_words("motion")
