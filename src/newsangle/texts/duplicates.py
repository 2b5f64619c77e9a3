"""Articles that are mostly one text: versions of a story, and copies of an agency's story, which count as one voice."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations

import pandas as pd

from newsangle.cleaning.patterns import wire_names

MOSTLY = 0.5  # share of the shorter text that appears in the other
_NAMES_SOURCE = (
    "wire credit",
    "agency after the last sentence",
    "copyright",
)  # rules; a picture's credit does not count


def overlaps(texts: Sequence[str], least: float = MOSTLY) -> pd.DataFrame:
    """Return the pairs of texts that are mostly the same.

    Columns: first, second (places in `texts`), overlap: the share of the shorter text's runs of five words that
    appear in the other too, 0–1; pairs below `least` are left out. The measure is Broder's (1997) containment,
    counted in full rather than estimated.
    """
    shingles = [_shingles(text) for text in texts]
    holders = defaultdict(list)
    for i, own in enumerate(shingles):
        for shingle in own:
            holders[shingle].append(i)
    shared = Counter(pair for places in holders.values() for pair in combinations(places, 2))
    rows = [(a, b, count / min(len(shingles[a]), len(shingles[b]))) for (a, b), count in sorted(shared.items())]
    return pd.DataFrame([row for row in rows if row[2] >= least], columns=["first", "second", "overlap"])


def wire(blocks: pd.DataFrame) -> str | None:
    """Return the agencies that an article's dateline, byline, credits or copyright name, separated by commas."""
    rows = zip(blocks["text"], blocks["role"], blocks["rule"], strict=True)
    text = "\n".join(text for text, role, rule in rows if role in ("dateline", "byline") or rule in _NAMES_SOURCE)
    return ", ".join(name for name, forms in wire_names() if forms.search(text)) or None


def _shingles(text: str, n: int = 5) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[i : i + n]) for i in range(len(words) - n + 1)}
