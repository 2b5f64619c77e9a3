"""Which words, frames, actors and voices mark each outlet."""

from newsangle.framing.article_frames import article_frame_table, article_frames
from newsangle.framing.codebook import codebooks, load_codebook
from newsangle.framing.concordance import concordance, side_by_side
from newsangle.framing.frames import (
    frame_shares,
    frame_table,
    score_frames,
    shares_side_by_side,
    strongest_sentences,
)
from newsangle.framing.keyness import compared_outlets, key_terms, keyness, shown_terms, strongest_terms
from newsangle.framing.voices import (
    actor_table,
    agentless_clauses,
    labels_side_by_side,
    side_table,
    speaker_table,
    speech_table,
)
from newsangle.framing.words import running_words

__all__ = [
    "actor_table",
    "agentless_clauses",
    "article_frame_table",
    "article_frames",
    "codebooks",
    "compared_outlets",
    "concordance",
    "frame_shares",
    "frame_table",
    "key_terms",
    "keyness",
    "labels_side_by_side",
    "load_codebook",
    "running_words",
    "score_frames",
    "shares_side_by_side",
    "shown_terms",
    "side_by_side",
    "side_table",
    "speaker_table",
    "speech_table",
    "strongest_sentences",
    "strongest_terms",
]
