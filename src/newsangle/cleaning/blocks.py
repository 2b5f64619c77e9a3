"""Blocks: the stretches of a raw text, and how steps of cleaning find and change them."""

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from newsangle.cleaning.patterns import plain

_ENDS = re.compile(r"[.!?…。！？؟۔।:;,][\"')\]]*$")


@dataclass(frozen=True)
class Block:
    """A stretch of raw text, and the same in plain characters; the role is empty until a rule has decided."""

    start: int
    end: int
    text: str
    role: str = ""
    rule: str = ""

    @property
    def words(self) -> int:
        return self.text.count(" ") + 1

    @property
    def ends(self) -> bool:
        """Whether it ends as running text does."""
        return bool(_ENDS.search(self.text[-8:]))

    @property
    def paragraph(self) -> bool:
        return self.words >= 12 and self.ends


KEPT = ("headline", "standfirst", "dateline", "subhead", "body")
Blocks = list[Block]
Step = Callable[[Blocks], Blocks]
Cut = tuple[int, int, str, str]  # start and end in the raw text, role, rule


def lines_of(raw: str) -> Blocks:
    """Return a block for every line that is not empty; the white space after it belongs to it.

    Where the lines of a text were broken at a width, a block is what was one line before.
    """
    lines, at = [], 0
    for line in raw.split("\n"):
        lines.append((at, line.strip()))
        at += len(line) + 1
    width = _width([line for _, line in lines])
    starts = [
        at for (at, line), (_, above) in zip(lines, [(0, ""), *lines], strict=False) if line and len(above) < width
    ]
    if not starts:
        return [Block(0, len(raw), "", "furniture", "empty")] if raw else []
    starts[0] = 0
    return [_block(raw, start, end) for start, end in zip(starts, [*starts[1:], len(raw)], strict=True)]


def cut(raw: str, blocks: Blocks, cuts_in: Callable[[Block, str], Iterable[Cut]]) -> Blocks:
    """Return the blocks with the stretches cut out that `cuts_in` finds in those without a role."""
    return [part for b in blocks for part in (parts(raw, b, cuts_in(b, raw[b.start : b.end])) if not b.role else [b])]


def parts(raw: str, block: Block, cuts: Iterable[Cut]) -> Blocks:
    parts, at = [], block.start
    for start, end, role, rule in cuts:
        while end < block.end and raw[end].isspace():
            end += 1
        if start > at:
            parts.append(replace(_block(raw, at, start), **_decision(block)))
        parts.append(_block(raw, start, end, role, rule))
        at = end
    if not parts:
        return [block]
    return parts if at == block.end else [*parts, replace(_block(raw, at, block.end), **_decision(block))]


def open_lines(blocks: Blocks) -> list[int]:
    return [i for i, block in enumerate(blocks) if not block.role]


def decided(blocks: Blocks, which: Iterable[int], role: str, rule: str) -> Blocks:
    which = set(which)
    return [replace(b, role=role, rule=rule) if i in which and not b.role else b for i, b in enumerate(blocks)]


def stems(block: Block) -> set[str]:
    """Return the words of a line that carry meaning, cut to their first five letters."""
    return {word[:5] for word in re.findall(r"\w{4,}", block.text.casefold())}


def _decision(block: Block) -> dict[str, str]:
    return {"role": block.role, "rule": block.rule} if block.role else {}


def _block(raw: str, start: int, end: int, role: str = "", rule: str = "") -> Block:
    text = plain(raw[start:end])
    return Block(start, end, text, role, rule) if text else Block(start, end, text, "furniture", "empty")


def _width(lines: Sequence[str]) -> float:
    """Return the length from which a line goes on in the next one; infinite unless lines were broken at a width."""
    filled = sorted(len(line) for line in lines if line)
    pairs = [(line, after) for line, after in pairwise(lines) if line and after]
    broken = sum(after[0].islower() for _, after in pairs)
    if len(pairs) < 5 or broken < 0.3 * len(pairs) or not 40 <= filled[int(0.9 * len(filled))] <= 110:
        return math.inf
    return 0.75 * filled[int(0.9 * len(filled))]
