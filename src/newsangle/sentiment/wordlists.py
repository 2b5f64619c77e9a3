"""Two word lists with their rules: VADER and AFINN.

VADER (Hutto and Gilbert 2014) is used as NLTK implements it, with the lexicon that the package vaderSentiment carries;
the two packages' own scores differ on some sentences. It knows negation, degree words, capitals, exclamation marks
and 'but'. AFINN (Nielsen 2011) is a list that another person rated for another purpose, without any rules, so that a
finding that hangs on one list or one set of rules shows.
"""

import math
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from newsangle.imports import NLTK, hidden

LEXICONS = ("VADER", "AFINN")
SCALE = 15  # VADER's own: sum / sqrt(sum² + 15) lies between -1 and 1
_STRAIGHT = str.maketrans("‘’“”", "''\"\"")  # VADER's negations are written with straight apostrophes


class Score(NamedTuple):
    """The tone of some words: a score from -1 to 1, and what each word adds to it (0 for most)."""

    score: float
    valences: list[float]


def vader(words: list[str]) -> Score:
    """Return NLTK's VADER compound of words, and each word's valence after VADER's rules."""
    return _vader().scored(words)


def afinn(words: list[str]) -> Score:
    """Return the sum of the words' AFINN valences on VADER's scale, and each word's valence.

    A phrase counts before the words in it, and its valence stands at its first word.
    """
    lexicon, longest = _afinn()
    lower = [word.translate(_STRAIGHT).lower() for word in words]
    valences = [0.0] * len(words)
    at = 0
    while at < len(words):
        for length in range(longest, 0, -1):
            phrase = " ".join(lower[at : at + length])
            if phrase in lexicon:
                valences[at] = lexicon[phrase]
                break
        at += length
    total = sum(valences)
    return Score(total / math.sqrt(total**2 + SCALE), valences)


@cache
def _afinn() -> tuple[dict[str, float], int]:
    text = files("afinn").joinpath("data/AFINN-en-165.txt").read_text("utf-8")
    pairs = (line.split("\t") for line in text.splitlines() if line)
    lexicon = {phrase: float(valence) for phrase, valence in pairs}
    return lexicon, max(len(phrase.split()) for phrase in lexicon)


@cache
def _vader():
    with hidden(NLTK):
        from nltk.sentiment import vader

    class Vader(vader.SentimentIntensityAnalyzer):
        """NLTK's VADER that tells what each word adds."""

        def __init__(self):
            # NLTK reads the lexicon from its own data folder only; here it is given the package's text.
            self.lexicon_file = files("vaderSentiment").joinpath("vader_lexicon.txt").read_text("utf-8").strip()
            self.lexicon = self.make_lex_dict()
            self.constants = vader.VaderConstants()

        def scored(self, words: list[str]) -> Score:
            # VADER cuts its text at white space and leaves out single characters; the rest stay in their order.
            given = ["".join(word.translate(_STRAIGHT).split()) for word in words]
            compound = self.polarity_scores(" ".join(given))["compound"]
            weighed = iter(self.weighed)
            return Score(compound, [float(next(weighed)) if len(word) > 1 else 0.0 for word in given])

        def score_valence(self, sentiments, text):
            self.weighed = sentiments
            return super().score_valence(sentiments, text)

    return Vader()
