"""What takes the tone from a word: it is part of a name or an office, or it is negated."""

from collections.abc import Sequence
from functools import cache

from newsangle.language import Syntax, phrases, read_lexicon
from newsangle.language.dependents import is_compound

REACH = 3  # words that a negator reaches, as in VADER
LONGEST = 15  # words and marks that it can reach with the help of 'or'
LIST = 4  # a comma with 'or' among the next four words joins a list: 'no injuries, deaths or damage'
NAMES = frozenset({"PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"})
TITLE_CASE = 0.7  # share of long words with a capital from which capitals mark a headline, not names
LONG = 4  # letters of a long word
STRAIGHT = str.maketrans("‘’“”", "''\"\"")  # word lists are written with straight marks


def negations(words: Sequence[str]) -> list[int | None]:
    """Return how many negators reach each word; None for negators and for phrases such as 'without a doubt'.

    A negator reaches the next three words, as in VADER (Hutto and Gilbert 2014), and three more after 'or' and 'nor'; a
    punctuation mark or 'but' ends its reach, but not the comma of a list.
    """
    lower = [word.translate(STRAIGHT).lower() for word in words]
    found: list[int | None] = [0] * len(lower)
    for place, length in _affirmations(lower):
        found[place : place + length] = [None] * length
    for place, word in enumerate(lower):
        if found[place] is None or not _is_negator(word) or (word == "nor" and found[place]):
            continue
        for reached in _reached(lower, place):
            found[reached] = None if found[reached] is None else (found[reached] or 0) + 1
    return [None if _is_negator(word) else times for word, times in zip(lower, found, strict=True)]


def unrated(tokens: Sequence) -> list[bool]:
    """Return whether each token of a sentence has no tone whatever the word lists say: it is part of a name, a title or
    an office, or has another meaning than the one that they rate.

    'Well' is rated as an adverb, not as a noun ('oil well'), nor in 'as well'; the words are listed by part of speech
    in lexicons/tone.yml. tokens: as for `in_names`.
    """
    lower = [token.text.lower() for token in tokens]
    neutral = [token.lemma.lower() in _other_senses().get(token.pos, ()) for token in tokens]
    for phrase in (phrase.split() for phrase in _words("toneless_phrases")):
        for place in range(len(lower) - len(phrase) + 1):
            if lower[place : place + len(phrase)] == phrase:
                neutral[place : place + len(phrase)] = [True] * len(phrase)
    return [name or other for name, other in zip(in_names(tokens), neutral, strict=True)]


def in_names(tokens: Sequence) -> list[bool]:
    """Return whether each token of a sentence is part of a name, a title or an office.

    tokens: rows of the table tokens with text, lemma, pos, dep, head and entity. Names are named entities and, except
    in a headline in title case, words tagged as proper nouns. A noun before a name or an office belongs to it:
    'Defence Minister', 'defence minister', 'security forces'.
    """
    capitals = not _is_title_case(tokens)
    named = [_is_name(token, capitals and _is_sure(tokens, place)) for place, token in enumerate(tokens)]
    offices = [name or token.lemma.lower() in _words("offices") for name, token in zip(named, tokens, strict=True)]
    words = _syntax(tokens)
    return [name or _belongs(words, place, named, offices, capitals and place > 0) for place, name in enumerate(named)]


def _is_name(token, capital_counts: bool) -> bool:
    """Return whether a word is part of a name; capital_counts: whether its capital says that it is."""
    if not token.text[:1].isupper() or token.pos == "VERB":
        return False
    return token.entity in NAMES or (capital_counts and token.pos == "PROPN")


def _is_sure(tokens: Sequence, place: int) -> bool:
    """Return whether a proper noun's capital is a sign of a name: that of a lone first word is not."""
    return place > 0 or (len(tokens) > 1 and tokens[1].pos == "PROPN")


def _syntax(tokens: Sequence) -> Syntax:
    fields = ("start", "end", "text", "lemma", "pos", "pos", "dep", "head", "entity")  # no finer tag is needed
    return Syntax(*([getattr(token, field) for token in tokens] for field in fields))


def _belongs(words: Syntax, i: int, named: list[bool], offices: list[bool], capital_counts: bool) -> bool:
    """Return whether a word stands before the noun of an office, or is the 'Great' of a bridge's name."""
    noun = words.head[i]
    if not phrases.is_attribute(words, i) or noun == i:
        return False
    if is_compound(words, i) and offices[noun] and not named[noun]:
        return True
    return capital_counts and words.text[i][:1].isupper() and named[noun]


def _affirmations(lower: list[str]) -> list[tuple[int, int]]:
    """Return place and length of each phrase that has a negator and denies nothing."""
    harmless = [phrase.split() for phrase in _words("not_negations")]
    return [
        (place, len(phrase))
        for place, word in enumerate(lower)
        if _is_negator(word)
        for phrase in harmless
        if lower[place : place + len(phrase)] == phrase
    ]


def _reached(lower: list[str], negator: int) -> list[int]:
    """Return the places of the words that a negator reaches."""
    alternatives, ends = _words("alternatives"), _words("ends")
    reached, left = [], REACH
    for place in range(negator + 1, min(negator + 1 + LONGEST, len(lower))):
        word = lower[place]
        if word in alternatives or (word == "," and alternatives & set(lower[place + 1 : place + 1 + LIST])):
            left = REACH + 1
        elif word in ends or (word and not any(letter.isalnum() for letter in word)):
            break
        if len(word) > 1:
            reached.append(place)
            left -= 1
        if not left:
            break
    return reached


def _is_negator(word: str) -> bool:
    return word in _words("negators") or word.endswith("n't")


def _is_title_case(tokens: Sequence) -> bool:
    """Return whether a sentence is a headline with capitals throughout, verbs included."""
    long = [token.text for token in tokens if len(token.text) >= LONG and token.text[0].isalpha()]
    verb = any(token.pos == "VERB" and token.text[0].islower() for token in tokens)
    return len(long) > 1 and not verb and sum(word[0].isupper() for word in long) >= TITLE_CASE * len(long)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(read_lexicon("sentiment", "tone")[name])


@cache
def _other_senses() -> dict[str, frozenset[str]]:
    return {pos: frozenset(words) for pos, words in read_lexicon("sentiment", "tone")["other_senses"].items()}
