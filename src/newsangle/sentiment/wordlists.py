"""Two word lists with their rules: VADER and AFINN.

VADER (Hutto and Gilbert 2014) is used as NLTK implements it, with the lexicon that the package vaderSentiment carries;
the two packages' own scores differ on some sentences. It knows degree words, capitals, exclamation marks and 'but'. Its
negation comes from context.py, which also follows 'or' and knows that 'without a doubt' denies nothing. AFINN (Nielsen
2011) was rated by another person for another purpose and has no rules; only negated words are left out. A finding that
depends on one list or one set of rules therefore shows.
"""

import math
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from newsangle.imports import NLTK, hidden
from newsangle.sentiment.context import STRAIGHT, negations

LEXICONS = ("VADER", "AFINN")
SCALE = 15  # VADER's own: sum / sqrt(sum² + 15) lies between -1 and 1


class Score(NamedTuple):
    """The tone of some words: a score from -1 to 1, and what each word adds to it (0 for most)."""

    score: float
    valences: list[float]


def vader(words: list[str]) -> Score:
    """Return NLTK's VADER compound of words, and each word's valence after the rules. An empty word is not rated."""
    return _vader().scored(words)


def afinn(words: list[str]) -> Score:
    """Return the sum of the words' AFINN valences on VADER's scale, and each word's valence.

    A phrase counts before the words in it; its valence is that of its first word. Negated words are not rated, nor are
    empty ones; 'not without problems' is negated twice and so is rated.
    """
    lexicon, longest = _afinn()
    lower = [word.translate(STRAIGHT).lower() for word in words]
    times = negations(words)
    valences = [0.0] * len(words)
    at = 0
    while at < len(words):
        for length in range(longest, 0, -1):
            phrase = " ".join(lower[at : at + length])
            if phrase in lexicon:
                denied = times[at]  # a phrase may begin with its own negator: 'not working'
                counts = length > 1 if denied is None else denied % 2 == 0
                valences[at] = lexicon[phrase] if counts else 0.0
                break
        at += length
    total = sum(valences)
    return Score(total / math.sqrt(total**2 + SCALE), valences)


def may_be_rated(words: list[str]) -> bool:
    """Return whether a list rates one of the words, or a phrase of which it is part: without one the scores are 0."""
    return not _rated().isdisjoint(word.translate(STRAIGHT).lower() for word in words)


@cache
def _rated() -> frozenset[str]:
    return frozenset(_vader().lexicon) | {word for phrase in _afinn()[0] for word in phrase.split()}


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
        """NLTK's VADER that says what each word adds and reads negation from context.py."""

        def __init__(self):
            # NLTK reads the lexicon from its own data folder only; here it is given the package's text.
            self.lexicon_file = files("vaderSentiment").joinpath("vader_lexicon.txt").read_text("utf-8").strip()
            self.lexicon = self.make_lex_dict()
            self.constants = vader.VaderConstants()
            self.marks = tuple(self.constants.PUNC_LIST)

        def scored(self, words: list[str]) -> Score:
            # VADER cuts its text at white space and leaves out single characters; the rest stay in their order.
            given = ["".join(word.translate(STRAIGHT).split()) for word in words]
            times = negations(given)
            rated = [len(word) > 1 for word in given]
            self.factors = [
                0.0 if denied is None else self.constants.N_SCALAR**denied
                for denied, counts in zip(times, rated, strict=True)
                if counts
            ]
            text = " ".join(given)
            # NLTK joins every mark to every word; marks that the text lacks change nothing.
            self.constants.PUNC_LIST = [mark for mark in self.marks if mark in text]
            compound = self.polarity_scores(text)["compound"]
            weighed = iter(self.weighed)
            return Score(compound, [float(next(weighed)) if counts else 0.0 for counts in rated])

        def _never_check(self, valence, words_and_emoticons, start_i, i):
            return valence  # score_valence applies every negation

        def score_valence(self, sentiments, text):
            self.weighed = [valence * factor or 0.0 for valence, factor in zip(sentiments, self.factors, strict=True)]
            return super().score_valence(self.weighed, text)

    return Vader()
