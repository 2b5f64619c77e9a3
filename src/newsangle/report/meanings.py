"""What the frames mean: their definitions, from the codebooks that come with newsangle."""

import functools
from dataclasses import dataclass

from newsangle.framing.codebook import SHIPPED, Codebook, codebooks
from newsangle.report.finding import Tables


@dataclass(frozen=True)
class Meaning:
    """A frame, its definition in one line, and the codebook that defines it."""

    codebook: str
    frame: str
    definition: str
    source: str

    @property
    def line(self) -> str:
        return f"{self.definition} ({self.source})"


def meanings(tables: Tables) -> list[Meaning]:
    """Return the definitions of the frames that the texts use; frames of a reader's own codebook are left out."""
    shares = tables["frame_shares"]
    used = shares[shares["share"] > 0].drop_duplicates(["codebook", "frame"])
    books = {name: _book(name) for name in dict.fromkeys(used["codebook"]) if name in SHIPPED}
    defined = {(name, frame.name): frame.definition for name, book in books.items() for frame in book.frames}
    return [
        Meaning(row.codebook, row.frame, defined[row.codebook, row.frame], books[row.codebook].title)
        for row in used.itertuples()
        if (row.codebook, row.frame) in defined
    ]


@functools.cache
def _book(name: str) -> Codebook:
    return codebooks(name)[0]
