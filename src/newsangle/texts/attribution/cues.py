"""The words that show that somebody speaks or thinks, by class (lexicons/cues.yml), and those that only seem to
(lexicons/speechless.yml)."""

from functools import cache

from newsangle.language import Syntax, read_lexicon, roles


def cue_class(lemma: str, cue: str = "") -> str | None:
    """Return the class of a cue's lemma, or None for one that the lexicon lacks; 'rule out' goes before 'rule'."""
    classes, lemma = _classes()[0], lemma.lower()
    last = cue.lower().split()[-1] if cue else ""
    return classes.get(f"{lemma} {last}") or classes.get(lemma)


def unspoken() -> frozenset[str]:
    """Return the classes whose cues report a state of mind, not words."""
    return _classes()[1]


def is_spoken(lemma: str) -> bool:
    """Return whether a cue's lemma reports words that were spoken or written."""
    kind = cue_class(lemma)
    return kind is not None and kind not in unspoken()


def is_physical_attack(words: Syntax, verb: int) -> bool:
    """Return whether a verb names a physical attack, 'attack' or 'hit', whose object is not words either."""
    lists = _speechless()
    if words.pos[verb] != "VERB" or words.lemma[verb] not in lists["blows"]:
        return False
    return lists["words"].isdisjoint(words.lemma[j] for j in roles.objects(words, verb))


def is_weak(lemma: str) -> bool:
    """Return whether a cue more often names a deed than words, as 'show' and 'ban' do."""
    return lemma.lower() in _speechless()["weak"]


def is_inanimate(words: Syntax, noun: int) -> bool:
    """Return whether a word names what can neither speak nor think, a thing, an animal or a deed: 'storm'."""
    lemma, things = words.lemma[noun], _speechless()["things"]
    if words.pos[noun] != "NOUN":
        return False
    return lemma in things or (noun > 0 and f"{words.lemma[noun - 1]} {lemma}" in things)


@cache
def _speechless() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in read_lexicon("texts/attribution", "speechless").items()}


@cache
def _classes() -> tuple[dict[str, str], frozenset[str]]:
    entries = read_lexicon("texts/attribution", "cues")
    found: dict[str, str] = {}
    for name, entry in entries.items():
        for word in entry["words"]:
            found.setdefault(word, name)
    return found, frozenset(name for name, entry in entries.items() if not entry["speech"])
