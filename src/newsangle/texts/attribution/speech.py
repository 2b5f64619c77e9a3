"""An attribution before its speaker has a name."""

from dataclasses import dataclass

from newsangle.texts.attribution.parsed import Range, Span


@dataclass(frozen=True)
class Speech:
    """What is said, in raw text, with the tokens of its source and cue, and how likely it is an attribution, 0 to 1."""

    content: tuple[Span, ...]
    source: Range | None
    cue: Range | None
    cue_class: str | None
    probability: float
    laid_out: bool = False  # a turn of a transcript or a post, which needs no quotation marks
