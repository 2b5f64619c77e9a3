"""What a reader returns: articles as they came, and what was left out with the reason."""

from dataclasses import dataclass
from pathlib import Path

from newsangle.errors import InputError

LARGEST = 500_000_000  # bytes of a table or an archive


class ReadingError(InputError):
    """A file cannot be read; the message names the file, the fault and the fix."""


@dataclass(frozen=True)
class Found:
    """An article as it came: its text without its title, or the bytes of its page, and what its source says of it.

    `place` says where it was found ('stories.csv, row 3'); `inferred` names the entries that the source does not
    state and that were worked out, from an address for instance. `published` is as the source has it.
    """

    place: str
    text: str = ""
    page: bytes = b""
    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    country: str | None = None
    event: str | None = None
    inferred: tuple[str, ...] = ()
    file: Path | None = None  # the file that holds this article and nothing else, as text or as a page


@dataclass(frozen=True)
class LeftOut:
    """A row or a part of a file that holds no article, and why."""

    place: str
    reason: str
    found: Found | None = None  # what is known of an article whose text is missing
