"""Reading PolNeAR 1.0.0 (Newell, Margolin and Ruths 2018): news articles with their attributions marked by hand."""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

Span = tuple[int, int]


@dataclass(frozen=True)
class Gold:
    """An attribution as annotated; each part may lie in several stretches, source and cue may be missing."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


def articles(folder: Path) -> list[tuple[str, list[Gold]]]:
    """Return (text, attributions) of the articles below folder, by name; of several annotators the first is taken."""
    return [
        (text.read_bytes().decode(), gold(sorted((folder / "attributions").glob(f"{text.stem}_*.ann"))[0]))
        for text in sorted((folder / "text").glob("*.txt"))
    ]


def gold(path: Path) -> list[Gold]:
    """Return the attributions in a file of brat's standoff format that have a content."""
    spans: dict[str, list[Span]] = {}
    found = []
    for line in path.read_bytes().decode().split("\n"):
        fields = line.split("\t")
        if line.startswith("T") and len(fields) > 2:
            places = fields[1].split(" ", 1)[1]
            spans[fields[0]] = [(int(a), int(b)) for a, b in (place.split() for place in places.split(";"))]
        elif line.startswith("E") and len(fields) > 1:
            parts = defaultdict(list)
            for part in fields[1].split():
                role, name = part.split(":")
                parts[role.rstrip("0123456789")] += spans.get(name, [])
            found.append(Gold(*(tuple(sorted(parts[role])) for role in ("Source", "Cue", "Content"))))
    return [attribution for attribution in found if attribution.content]


def overlap(a, b) -> bool:
    """Return whether two lists of spans share a character."""
    return any(start < stop and begin < end for start, end in a for begin, stop in b)


def characters(text: str, spans) -> set[int]:
    """Return the places in spans that are not white space."""
    return {i for start, end in spans for i in range(start, end) if not text[i].isspace()}


def jaccard(a: set[int], b: set[int]) -> float:
    """Return the characters that two sets share over those that either has."""
    return len(a & b) / len(a | b) if a or b else 0.0
