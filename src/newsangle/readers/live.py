"""Live blogs copied as text: a time, a heading and an update, again and again."""

import re

_TIME = re.compile(
    r"(?:[01]?\d|2[0-3])[:.][0-5]\d(?:\s?[ap]\.?m\.?)?(?:\s?[A-Z]{2,4})?|\d{1,2}\s?[ap]m(?: [A-Z]{2,4})?", re.IGNORECASE
)


def live_headings(text: str) -> tuple[tuple[str, str], ...]:
    """Return the headings of the updates in a live blog as (line, 'subhead'), and nothing for another text.

    A live blog has three and more lines that hold a time of day alone, each with a heading below it: a line without a
    full stop above a longer one.
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    at = [i for i, line in enumerate(lines[:-2]) if len(line) < 20 and _TIME.fullmatch(line)]
    heads = [lines[i + 1] for i in at if lines[i + 1][-1:] not in ".!?:" and len(lines[i + 2]) > len(lines[i + 1])]
    heads = [head for head in heads if len(head.split()) <= 20]
    return tuple((head, "subhead") for head in heads) if len(heads) >= 3 else ()
