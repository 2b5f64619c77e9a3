"""A country's name and adjective: the place, its government, its forces or its people."""

from newsangle.language.roles import nominal_frames
from newsangle.texts.actors.mention import Mention, clean, gazetteer, people_words, text_of


def name_countries(doc, mentions: list[Mention]) -> None:
    """Tell a country apart from its government, forces and people, and widen adjectives to what they describe."""
    for mention in mentions:
        entry = gazetteer().get(tuple(t.text for t in doc[mention.first : mention.last]))
        if entry is None or mention.entity == "PERSON" or _is_club(doc, mention, entry):
            continue
        kind, country = entry
        if kind == "people":
            _people_of(doc, mention, country)
        elif kind == "bodies":
            continue
        elif kind == "regions" or country in people_words("unions"):
            mention.actor = country
        elif kind == "seat" or _acts(doc[mention.head]):
            mention.actor = f"{country} (government)"
        else:
            mention.actor = country if kind == "country" else clean(text_of(doc, mention))


def _is_club(doc, mention: Mention, entry: tuple[str, str]) -> bool:
    """Return whether a people's name was linked to a longer name: 'the Indians' to Cleveland Indians, and 'American',
    where it describes no other noun, to American Airlines."""
    word, head = doc[mention.last - 1].text, doc[mention.head]
    ends, begins = mention.actor.endswith(f" {word}"), mention.actor.startswith(f"{word} ")
    return entry[0] == "people" and (ends or (begins and head.dep_ not in ("amod", "compound", "nmod")))


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
        if adjective.tag_ in ("NN", "NNP") and any(c.dep_ == "det" for c in adjective.children):
            return  # 'an Italian' is one person
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
    sense = next((sense for sense in ("government", "forces", "people") if words & people_words(sense)), None)
    if sense is None and lemma in nominal_frames():
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
    """Return whether a country's name stands for its government: where it does something or has it done, not where
    something is."""
    if head.dep_ in ("nsubj", "nsubjpass", "agent", "dobj", "dative"):
        return head.head.lemma_ not in people_words("motion") or head.dep_ != "dobj"
    if head.dep_ in ("conj", "appos"):
        return _acts(head.head)
    if head.dep_ == "poss":
        return head.head.lemma_.lower() not in people_words("geography") and head.head.ent_type_ not in ("GPE", "LOC")
    if head.dep_ == "pobj":
        preposition = head.head
        if preposition.dep_ == "agent" or preposition.lower_ in ("between", "with", "against", "by", "among"):
            return True
        if preposition.lower_ in people_words("place_prepositions"):
            return False
        governor = preposition.head.lemma_.lower()
        if preposition.lower_ == "of":
            return False
        return governor not in people_words("motion")
    return False
