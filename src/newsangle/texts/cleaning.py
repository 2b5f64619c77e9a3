"""From raw text to blocks: what each stretch is on the page, whether it belongs to the story, and why."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

import pandas as pd

from newsangle.texts.language import lexicon

KEPT = ("headline", "standfirst", "dateline", "subhead", "body")

_LINE = re.compile(r"[^\n]*\S[^\n]*(?:\n\s*)?")
_ENDS = re.compile(r"[.!?…][\"'”’»)\]]*$")
_CREDIT = re.compile(r"\(([^()]{1,80})\)$")
_GLUED = re.compile(r"(?<=[a-z]{3})(?=[A-Z][a-z]{2})")
_TIME = re.compile(
    r"(?i)^(?:(?:published|updated|posted)\b.{0,20})?(?:[a-z]+ \d{1,2},? \d{4}|\d{1,2} [a-z]+ \d{4})"
    r"(?:,? (?:at )?\d{1,2}[:.]\d{2}.{0,20})?$"
)
_BYLINE = re.compile(
    r"^(?:[Bb]y|BY) (?:[A-Z][\w'’.-]*|and|in|for|,|of)(?:,? (?:[A-Z][\w'’.-]*|and|in|for|of)){0,12}$"
)


@dataclass
class Block:
    """A stretch of raw text; `role` is empty until a rule has decided."""

    start: int
    end: int
    text: str
    role: str = ""
    rule: str = ""

    def decide(self, role: str, rule: str) -> None:
        self.role, self.rule = role, rule


def clean(raw: str) -> pd.DataFrame:
    """Return the blocks of a raw text, which cover every character of it.

    Columns: start, end, text (raw[start:end]), role, kept, rule.
    """
    blocks = _lines(raw)
    _by_pattern(blocks)
    _repeats(blocks)
    _top(blocks)
    blocks = _unglued(blocks)
    _subheads(blocks)
    for block in blocks:
        if not block.role:
            block.decide("body", "running text")
    return pd.DataFrame(
        {
            "start": [b.start for b in blocks],
            "end": [b.end for b in blocks],
            "text": [raw[b.start : b.end] for b in blocks],
            "role": [b.role for b in blocks],
            "kept": [b.role in KEPT for b in blocks],
            "rule": [b.rule for b in blocks],
        }
    )


def _lines(raw: str) -> list[Block]:
    """Return a block for every line that is not empty; the white space after it belongs to it."""
    spans = [match.span() for match in _LINE.finditer(raw)]
    if not spans:
        return [Block(0, len(raw), "", "furniture", "empty")] if raw else []
    spans[0] = (0, spans[0][1])
    return [Block(start, end, " ".join(raw[start:end].split())) for start, end in spans]


def _by_pattern(blocks: list[Block]) -> None:
    for block in blocks:
        for rule in _patterns():
            if rule["line"].fullmatch(block.text):
                block.decide(rule["role"], rule["rule"])
                break
        else:
            if _TIME.match(block.text):
                block.decide("furniture", "date and time")
            elif _BYLINE.match(block.text):
                block.decide("byline", "names after 'By'")


def _repeats(blocks: list[Block]) -> None:
    seen: Counter[str] = Counter()
    for block in blocks:
        if not block.role:
            seen[block.text] += 1
            if seen[block.text] > 1:
                block.decide("duplicate", "the same line stands above")


def _top(blocks: list[Block]) -> None:
    """Find headline, standfirst and the captions among them, above the first paragraph."""
    open_ = [block for block in blocks if not block.role]
    if len(open_) < 2:
        return
    first = open_[0]
    if not _ENDS.search(first.text) and len(first.text.split()) <= 30:
        first.decide("headline", "first line, without a full stop")
        open_.pop(0)
    for i, block in enumerate(open_):
        if _CREDIT.search(block.text) and i <= 1:
            block.decide("caption", "ends with a credit, above the story")
            if i == 1:
                open_[0].decide("standfirst", "between headline and caption")


def _unglued(blocks: list[Block]) -> list[Block]:
    return [part for block in blocks for part in _parts(block)]


def _parts(block: Block) -> list[Block]:
    glue = _GLUED.search(block.text) if block.role == "caption" else None
    if not glue:
        return [block]
    cut = block.start + glue.start()
    return [
        Block(block.start, cut, block.text[: glue.start()], "caption", "picture text glued to the caption"),
        Block(cut, block.end, block.text[glue.start() :], block.role, block.rule),
    ]


def _subheads(blocks: list[Block]) -> None:
    for block in blocks:
        if not block.role and not _ENDS.search(block.text) and len(block.text.split()) <= 12:
            block.decide("subhead", "short line without a full stop")


@cache
def _patterns() -> list[dict]:
    return [
        {
            **group,
            "line": re.compile("|".join(f"(?:{p})" for p in group.get("line", ["(?!)"])), re.IGNORECASE),
        }
        for group in lexicon("boilerplate")
    ]
