"""The words that show that somebody speaks or thinks, by class (lexicons/cues.yml), and those that only seem to
(lexicons/speechless.yml)."""

from functools import cache

from newsangle.language import read_lexicon


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


def is_physical_attack(verb) -> bool:
    """Return whether a token names a physical attack, 'attack' or 'hit', whose object is not words either."""
    struck = (child.lemma_.lower() for child in verb.children if child.dep_ == "dobj")
    lists = _speechless()
    return verb.pos_ == "VERB" and verb.lemma_.lower() in lists["blows"] and lists["words"].isdisjoint(struck)


def is_weak(lemma: str) -> bool:
    """Return whether a cue more often names a deed than words, as 'show' and 'ban' do."""
    return lemma.lower() in _speechless()["weak"]


def is_inanimate(noun) -> bool:
    """Return whether a token names what can neither speak nor think, a thing, an animal or a deed: 'storm'."""
    lemma, things = noun.lemma_.lower(), _speechless()["things"]
    if noun.pos_ != "NOUN":
        return False
    return lemma in things or (noun.i > 0 and f"{noun.nbor(-1).lemma_.lower()} {lemma}" in things)


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
