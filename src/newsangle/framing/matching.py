"""What a codebook finds in a text: a frame's terms, and how near the text comes to its definition and examples."""

from functools import lru_cache

import numpy as np

from newsangle.framing.codebook import Frame, plain, terms_pattern
from newsangle.language import embed

DEFINITION = "definition"  # what `nearest` says where no example is nearer


def nearness(vectors: np.ndarray, frame: Frame) -> tuple[np.ndarray, np.ndarray]:
    """Return each vector's greatest cosine with the frame's definition and examples, and which of them that is.

    vectors: texts × 256, of unit length. The second array holds 'definition' or the text of an example.
    """
    cosines = vectors @ _anchors(frame).T
    anchors = np.array([DEFINITION, *frame.examples], dtype=object)
    return cosines.max(axis=1, initial=-1.0), anchors[cosines.argmax(axis=1)]


def terms_found(text: str, frame: Frame) -> list[str]:
    """Return the different words of a text that match the frame's terms, in lower case, in reading order."""
    if not frame.terms:
        return []
    found = terms_pattern(frame.terms).findall(plain(text))
    return list(dict.fromkeys(" ".join(term.split()) for term in found))


@lru_cache
def _anchors(frame: Frame) -> np.ndarray:
    return embed([frame.definition, *frame.examples])
