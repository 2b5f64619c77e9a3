"""Stretches cut out of a line: adverts, credits, glued captions, datelines, and the overrides of event.yml."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from newsangle.cleaning.blocks import KEPT, Block, Blocks, Cut, parts
from newsangle.cleaning.patterns import agency, rules, wire_agency

_GLUE = re.compile(r"(?<![^\W\d_])[a-zß-ÿ]{3,30}(?=[A-ZÀ-Þ][a-zß-ÿ]{2})")


def overruled(raw: str, blocks: Blocks, entries: Sequence[str], role: str, rule: str) -> Blocks:
    """Return the blocks as entries of event.yml overrule them; kept text stays as it is where it is kept anyway."""
    spans = sorted({match.span() for entry in entries for match in overrule(entry).finditer(raw) if match.group()})
    starts, longest = [start for start, _ in spans], max((end - start for start, end in spans), default=0)
    keeps = role in KEPT

    def cuts(block: Block) -> list[Cut]:
        found, at = [], block.start
        near = slice(bisect_left(starts, block.start - longest), bisect_left(starts, block.end))
        for start, end in spans[near]:
            start, end = max(start, at), min(end, block.end)
            if start < end and raw[start:end].strip():
                found.append((start, end, role, rule))
                at = end
        return found

    return [part for b in blocks for part in ([b] if keeps and b.role in KEPT else parts(raw, b, cuts(b)))]


def overrule(entry: str) -> re.Pattern:
    """Return the expression for an entry of `keep` or `drop`: /a regular expression/, or a literal text."""
    if len(entry) > 2 and entry.startswith("/") and entry.endswith("/"):
        return _in_linear_time(entry[1:-1])
    return re.compile(r"\s+".join(map(re.escape, entry.split())) or r"(?!)")


def _in_linear_time(expression: str) -> re.Pattern:
    """Return a user's regular expression, matched by RE2 in a time that grows with the text alone; raises re.error."""
    import re2

    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(expression, options)
    except re2.error as error:
        raise re.error(str(error.args[0] if error.args else error)) from None


def inside_lines(block: Block, text: str) -> list[Cut]:
    """Find adverts, prompts and picture credits inside a line."""
    found = sorted(
        (*match.span(), rule.role, rule.name)
        for rule in rules()
        for match in rule.inside.finditer(text)
        if match.group().strip()
    )
    cuts, at = [], 0
    for start, end, role, rule in found:
        if start >= at:
            cuts.append((block.start + start, block.start + end, role, rule))
            at = end
    return cuts


def glued(raw: str) -> Callable[[Block, str], list[Cut]]:
    """Find the text of a picture that runs into the first word of a line ('talks in parisNegotiators met')."""
    known = set(re.findall(r"[^\W\d_]+", raw))

    def cuts(block: Block, text: str) -> list[Cut]:
        for glue in _GLUE.finditer(text[:200]):
            right = re.split(r"[\W\d_]", text[glue.end() :], maxsplit=1)[0]
            before = text[: glue.end()]
            if right in known and before.count(" ") < 15 and not re.search(r"[.!?,:;]\s", before):
                return [(block.start, block.start + glue.end(), "caption", "picture text glued to the next word")]
        return []

    return cuts


def dateline(blocks: Blocks) -> Callable[[Block, str], list[Cut]]:
    """Find the place before the first sentence of an article, as in 'GENEVA (Reuters) - '."""
    place = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’-]{2,30}(?:[ /-][A-ZÀ-Þ.'’-]{2,30}){0,3}(?:, [A-Z][\w.]{1,20}(?: [A-Z]\w{1,20})?)?"
    day = r"(?:,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}))?"
    by = rf"\.?\s*[(/](?:{agency()}[ ,/]{{0,2}}){{1,3}}[)/]?\.?"
    dash = r"\s*(?:—|–|--|-)\s"
    line = re.compile(
        rf"\s*(?:{place}{day},?(?:(?:{by})?{dash}|{by}\s|:\s)"
        rf"|[A-Z][\w.'’/ -]{{2,40}}{day},?{by}(?:{dash}|\s)|\([A-Z]{{2,5}}\)(?:{dash}|\s))\s*(?=\S)"
    )
    first = next((b.start for b in blocks if not b.role), -1)

    def cuts(block: Block, text: str) -> list[Cut]:
        found = line.match(text) if block.start == first else None
        return (
            [(block.start, block.start + found.end(), "dateline", "place before the first sentence")] if found else []
        )

    return cuts


def wire_credit(blocks: Blocks) -> Callable[[Block, str], list[Cut]]:
    """Find the agency in brackets after the last sentence of an article."""
    credit = re.compile(rf"[(\[](?:{wire_agency()}[ ,/&-]{{0,3}}){{1,4}}[)\]]\s*$")
    paragraphs = [b for b in blocks if not b.role and (b.paragraph or credit.search(b.text[-80:]))]
    last = paragraphs[-1].start if paragraphs else -1

    def cuts(block: Block, text: str) -> list[Cut]:
        found = credit.search(text, max(0, len(text.rstrip()) - 80)) if block.start == last else None
        return [(block.start + found.start(), block.end, "credit", "agency after the last sentence")] if found else []

    return cuts
