"""The one loader of word lists: data files that a teacher can read and change."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import yaml

from newsangle.small_files import YAML_LOADER

_PACKAGE = Path(__file__).parents[1]


@cache
def read_lexicon(wing: str, name: str) -> dict:
    """Return the content of the word list lexicons/name.yml of a wing, such as 'texts' or 'texts/attribution'.

    The result is shared by all callers: read it, never change it.
    """
    return yaml.load((_PACKAGE / wing / "lexicons" / f"{name}.yml").read_text(encoding="utf-8"), YAML_LOADER)


def alternatives(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, the longest first; a space in a word stands for any white space."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=lambda w: (-len(w), w)))
