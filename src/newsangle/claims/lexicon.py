"""The word lists of this wing, read from lexicons/*.yml."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import yaml

_FOLDER = Path(__file__).parent / "lexicons"


@cache
def read_lexicon(name: str) -> dict:
    """Return the word list lexicons/name.yml."""
    return yaml.load(
        (_FOLDER / f"{name}.yml").read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    )


def quantity_words() -> dict:
    """Return the words of numbers, bounds, units and the calendar."""
    return read_lexicon("quantities")


def alternatives(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, the longest first; a space in a word stands for any white space."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=lambda w: (-len(w), w)))
