"""Tone by outlet and voice, and polarity toward actors: how it is said, in whose voice, and toward whom."""

from newsangle.sentiment.actor_tone import actor_differences, actor_tone, confusion_matrix, telling_mentions
from newsangle.sentiment.matched import matched
from newsangle.sentiment.targets import score_targets, target_polarity
from newsangle.sentiment.tone import (
    driving_words,
    lexicon_agreement,
    score_tone,
    telling_sentences,
    tone_by_outlet,
    tone_differences,
    voice_differences,
)

__all__ = [
    "actor_differences",
    "actor_tone",
    "confusion_matrix",
    "driving_words",
    "lexicon_agreement",
    "matched",
    "score_targets",
    "score_tone",
    "target_polarity",
    "telling_mentions",
    "telling_sentences",
    "tone_by_outlet",
    "tone_differences",
    "voice_differences",
]
