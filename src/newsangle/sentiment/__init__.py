"""How it is said, in whose voice, and toward whom."""

from newsangle.sentiment.actor_tone import actor_differences, actor_tone, confusion_matrix, telling_mentions
from newsangle.sentiment.coding import CodingError, agreement, coding_sheet, read_codes, write_sheet
from newsangle.sentiment.matched import matched, matched_by_outlet
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
    "CodingError",
    "actor_differences",
    "actor_tone",
    "agreement",
    "coding_sheet",
    "confusion_matrix",
    "driving_words",
    "lexicon_agreement",
    "matched",
    "matched_by_outlet",
    "read_codes",
    "score_targets",
    "score_tone",
    "target_polarity",
    "telling_mentions",
    "telling_sentences",
    "tone_by_outlet",
    "tone_differences",
    "voice_differences",
    "write_sheet",
]
