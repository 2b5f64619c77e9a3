"""The words around a quantity: its bound before it ('at least') and what it counts after it."""

import re

from newsangle.language.lexicons import alternatives, read_lexicon

_WORDS = read_lexicon("quantities", "quantities")
STOP = set(_WORDS["function_words"])
_PLURALS = set(_WORDS["plurals"])
REACH = 32  # characters before a quantity that may hold its bound
BOUNDS = {cue: bound for bound, cues in _WORDS["bounds"].items() for cue in cues}
BOUND_BEFORE = re.compile(
    rf"(?:(?<![\w.])(?P<cue>{alternatives(BOUNDS)}))\s?(?:(?:the|a|an|another|their|his|her|its)\s)?$", re.I
)
IDENTIFIER_BEFORE = re.compile(rf"\b(?:{alternatives(_WORDS['identifiers'])})\.?\s$")
_LETTERS = r"[\w’'-]{0,40}"  # no word is longer; without a limit, long chains of hyphens take quadratic time
NOUN_AFTER = re.compile(
    rf"[\s-]+(?P<word>[a-z]{_LETTERS})(?:\s(?P<next>[a-z]{_LETTERS}))?(?:\s(?P<third>[a-z]{_LETTERS}))?"
)
_FOLLOWING = re.compile(r"(?:[\s-](?:of\s(?:the\s|its\s|their\s|all\s)?)?)([^\W\d_][\w’'-]{0,40})")


def plain(cue: str) -> str:
    """Return a cue in lower case with single spaces, as the lexicon has it."""
    return re.sub(r"\s+", " ", cue.lower())


def is_plural(word: str) -> bool:
    """Return whether a word in lower case looks like a plural noun."""
    return word in _PLURALS or (word.endswith("s") and not word.endswith(("ss", "us", "is")))


def words_before(text: str, start: int) -> str:
    """Return the characters before a quantity that may hold its bound."""
    return text[max(0, start - REACH) : start]


def bound_before(text: str, start: int) -> tuple[int, str]:
    """Return where a quantity starts together with the bound before it, and the bound."""
    before = text[max(0, start - REACH) : start]
    cue = BOUND_BEFORE.search(before)
    return (start - len(before) + cue.start("cue"), BOUNDS[plain(cue["cue"])]) if cue else (start, "exact")


def referent_after(text: str, end: int, kind: str) -> str:
    """Return the words after a quantity up to the next function word: what it counts."""
    words: list[str] = []
    position = end
    while len(words) < 4 and (match := _FOLLOWING.match(text, position)):
        if match[1].lower() in STOP:
            break
        if " of " in match.group() and (words and kind != "number"):
            break
        words.append(match.group().strip(" -") if words else match[1])
        position = match.end()
    return " ".join(words)
