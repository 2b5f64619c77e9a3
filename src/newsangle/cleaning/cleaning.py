"""From raw text to blocks: the role of each stretch on the page, whether it belongs to the story, and why.

The text is cut into lines, and furniture inside a line is cut out of it. Then one step after another gives a role
to lines that have none yet: patterns first, then the place and the shape of a line among the others. Lines that no
rule claims are body.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

import pandas as pd

from newsangle.cleaning import inline_rules, line_rules
from newsangle.cleaning.blocks import KEPT, Step, cut, lines_of


def clean(
    raw: str,
    title: str | None = None,
    keep: Sequence[str] = (),
    drop: Sequence[str] = (),
    repeated: Collection[str] = (),
    extracted: bool = False,
) -> pd.DataFrame:
    """Return the blocks of a raw text, which cover every character of it.

    title: the headline, where it is known from elsewhere. keep, drop: texts that overrule the rules; one between
    slashes is a regular expression. repeated: lines that appear in several articles of the outlet, as
    `repeated_lines` returns them. extracted: whether a program took the text out of HTML, so that menus and
    captions are gone already and a line without a full stop says little.
    Columns: start, end, text (raw[start:end]), role, kept, rule.
    """
    blocks = lines_of(raw)
    blocks = inline_rules.overruled(raw, blocks, drop, "furniture", "event.yml: drop")
    blocks = cut(raw, blocks, inline_rules.inside_lines)
    blocks = cut(raw, blocks, inline_rules.glued(raw))
    for step in _steps(raw, title, repeated, extracted):
        blocks = step(blocks)
    blocks = [b if b.role else replace(b, role="body", rule="running text") for b in blocks]
    blocks = inline_rules.overruled(raw, blocks, keep, "body", "event.yml: keep")
    return pd.DataFrame(
        {
            "start": pd.Series([b.start for b in blocks], dtype="int64"),
            "end": pd.Series([b.end for b in blocks], dtype="int64"),
            "text": pd.Series([raw[b.start : b.end] for b in blocks], dtype="str"),
            "role": pd.Series([b.role for b in blocks], dtype="str"),
            "kept": pd.Series([b.role in KEPT for b in blocks], dtype="bool"),
            "rule": pd.Series([b.rule for b in blocks], dtype="str"),
        }
    )


def _steps(raw: str, title: str | None, repeated: Collection[str], extracted: bool) -> Sequence[Step]:
    """Return the steps that give roles, in their order; those in `copied` only for text that no program extracted."""

    def copied(*steps: Step) -> Sequence[Step]:
        return () if extracted else steps

    return (
        line_rules.by_pattern(extracted),
        line_rules.repeated_in_several(repeated),
        line_rules.repeated_above,
        line_rules.gallery,
        line_rules.box,
        lambda blocks: cut(raw, blocks, inline_rules.wire_credit(blocks)),
        line_rules.credited,
        line_rules.pull_quotes,
        *copied(line_rules.around_story),
        line_rules.top(title),
        *copied(line_rules.bottom, line_rules.all_caps_lines, line_rules.lists, line_rules.captions_by_shape),
        line_rules.subheads,
        *copied(line_rules.unrelated_passages),
        lambda blocks: cut(raw, blocks, inline_rules.dateline(blocks)),
    )


def repeated_lines(stories: Iterable[str], least: int = 3) -> frozenset[str]:
    """Return the lines that belong to an outlet's pages, in plain characters: they appear in `least` stories or more.

    stories: the outlet's texts; versions of one story are to be given as one text. A paragraph of prose is never
    part of the page, however often it appears.
    """
    lines = [{block.text: block.paragraph for block in lines_of(text)} for text in stories]
    counts = Counter(line for found in lines for line, paragraph in found.items() if line and not paragraph)
    return frozenset(line for line, count in counts.items() if count >= least)


def prose(raw: str) -> str:
    """Return the lines of a raw text that end as sentences do, for comparing stories without their pages."""
    return "\n".join(block.text for block in lines_of(raw) if block.ends and block.words >= 5)
