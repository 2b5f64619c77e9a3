"""From raw text to blocks: what each stretch is on the page, whether it belongs to the story, and why.

The text is cut into lines, and furniture inside a line is cut out of it. Then one step after another gives a role
to lines that have none yet: patterns first, then the place and the shape of a line among the others. What no rule
claims is body.
"""

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import pandas as pd

from newsangle.texts.patterns import Rule, agency, plain, rules, wire_agency

KEPT = ("headline", "standfirst", "dateline", "subhead", "body")

_ENDS = re.compile(r"[.!?…。！？؟۔।:;,][\"')\]]*$")
_SENTENCE = re.compile(r"[.…,][\"')\]]*$")  # no headline ends so
_FULL_STOP = re.compile(r"[a-zß-ÿ)\"'][.!?][\"')]* [\"'(]?[A-ZÀ-Þ]")  # between two sentences
_EMBEDDED_POST = re.compile(r"\(@\w{1,30}\),? .{0,20}\d{4}$")
_SET_OFF = re.compile(r"[-–—] .{2,80} [-–—]")
_LIST_ITEM = re.compile(r"[•·*▪►➤–—-]\s?\S|\(?\d{1,3}[.)]\s")
_GLUE = re.compile(r"(?<![^\W\d_])[a-zß-ÿ]{3,30}(?=[A-ZÀ-Þ][a-zß-ÿ]{2})")
_DOING = re.compile(
    r"(?:\S+ ){1,9}?[^\W\d_]+ing (?:on|at|in|to|from|with|near|outside|past|through|out|up|the|an?|his|her|their)\b"
)
_CREDITING = "via|by|for|and|of|the|[Ff]ile|[Hh]andout|[Cc]ourtesy|[Pp]hotos?|[Ii]mages?|[Pp]ictures?|pool"
_LISTED = ", with a list below"
_KICKER = re.compile(r"(?<!\S)(?:[A-Z][A-Z'’&\d-]+ ){2,8}(?=[A-Z][a-z])")


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


Blocks = list[Block]


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
    slashes is a regular expression. repeated: lines that stand in several articles of the outlet, as
    `repeated_lines` returns them. extracted: whether a program took the text out of HTML, so that menus and
    captions are gone already and a line without a full stop says little.
    Columns: start, end, text (raw[start:end]), role, kept, rule.
    """
    blocks = _lines(raw)
    blocks = _overruled(raw, blocks, drop, "furniture", "event.yml: drop")
    blocks = _cut(raw, blocks, _insets)
    blocks = _cut(raw, blocks, _glued(raw))
    for step in (
        _by_pattern(extracted),
        _standing_in_several(repeated),
        _repeated_above,
        _gallery,
        _box,
        lambda blocks: _cut(raw, blocks, _wire_credit(blocks)),
        _credited,
        _lifted_out,
        _top(title),
        *((_subheads,) if extracted else (_bottom, _shouted, _lists, _captions_by_shape, _subheads, _islands)),
        lambda blocks: _cut(raw, blocks, _dateline(blocks)),
    ):
        blocks = step(blocks)
    blocks = [b if b.role else replace(b, role="body", rule="running text") for b in blocks]
    blocks = _overruled(raw, blocks, keep, "body", "event.yml: keep")
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


def repeated_lines(raws: Iterable[str], least: int = 3) -> frozenset[str]:
    """Return the lines that stand in at least so many texts of one outlet, in plain characters.

    A story is told once; what stands in every article of an outlet is its page.
    """
    counts = Counter(line for raw in raws for line in {plain(line) for line in raw.splitlines()})
    return frozenset(line for line, count in counts.items() if line and count >= least)


def _lines(raw: str) -> Blocks:
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


def _width(lines: Sequence[str]) -> float:
    """Return the length from which a line goes on in the next one; infinite unless lines were broken at a width."""
    filled = sorted(len(line) for line in lines if line)
    pairs = [(line, after) for line, after in pairwise(lines) if line and after]
    broken = sum(after[0].islower() for _, after in pairs)
    if len(pairs) < 5 or broken < 0.3 * len(pairs) or not 40 <= filled[int(0.9 * len(filled))] <= 110:
        return math.inf
    return 0.75 * filled[int(0.9 * len(filled))]


def _block(raw: str, start: int, end: int, role: str = "", rule: str = "") -> Block:
    text = plain(raw[start:end])
    return Block(start, end, text, role, rule) if text else Block(start, end, text, "furniture", "empty")


# What is cut out of a line

Cut = tuple[int, int, str, str]  # start and end in the raw text, role, rule


def _cut(raw: str, blocks: Blocks, cuts_in: Callable[[Block, str], Iterable[Cut]]) -> Blocks:
    """Return the blocks with the stretches cut out that `cuts_in` finds in those without a role."""
    return [part for b in blocks for part in (_parts(raw, b, cuts_in(b, raw[b.start : b.end])) if not b.role else [b])]


def _parts(raw: str, block: Block, cuts: Iterable[Cut]) -> Blocks:
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


def _decision(block: Block) -> dict[str, str]:
    return {"role": block.role, "rule": block.rule} if block.role else {}


def _overruled(raw: str, blocks: Blocks, entries: Sequence[str], role: str, rule: str) -> Blocks:
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

    return [part for b in blocks for part in ([b] if keeps and b.role in KEPT else _parts(raw, b, cuts(b)))]


def overrule(entry: str) -> re.Pattern:
    """Return the expression for an entry of `keep` or `drop`: /a regular expression/, or a text as it stands."""
    if len(entry) > 2 and entry.startswith("/") and entry.endswith("/"):
        return re.compile(entry[1:-1])
    return re.compile(r"\s+".join(map(re.escape, entry.split())) or r"(?!)")


def _insets(block: Block, text: str) -> list[Cut]:
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


def _glued(raw: str) -> Callable[[Block, str], list[Cut]]:
    """Find the text of a picture that runs into the first word of a line ('talks in parisNegotiators met')."""
    known = set(re.findall(r"[^\W\d_]+", raw))

    def cuts(block: Block, text: str) -> list[Cut]:
        for glue in _GLUE.finditer(text[:200]):
            right = re.match(r"[^\W\d_]+", text[glue.end() :]).group()
            before = text[: glue.end()]
            if right in known and before.count(" ") < 15 and not re.search(r"[.!?,:;]\s", before):
                return [(block.start, block.start + glue.end(), "caption", "picture text glued to the next word")]
        return []

    return cuts


def _dateline(blocks: Blocks) -> Callable[[Block, str], list[Cut]]:
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


def _wire_credit(blocks: Blocks) -> Callable[[Block, str], list[Cut]]:
    """Find the agency in brackets behind the last sentence of an article."""
    credit = re.compile(rf"[(\[](?:{wire_agency()}[ ,/&-]{{0,3}}){{1,4}}[)\]]\s*$")
    told = [b for b in blocks if not b.role and (b.paragraph or credit.search(b.text[-80:]))]
    last = told[-1].start if told else -1

    def cuts(block: Block, text: str) -> list[Cut]:
        found = credit.search(text, max(0, len(text.rstrip()) - 80)) if block.start == last else None
        return [(block.start + found.start(), block.end, "credit", "agency behind the last sentence")] if found else []

    return cuts


# What a whole line is


def _open(blocks: Blocks) -> list[int]:
    return [i for i, block in enumerate(blocks) if not block.role]


def _decided(blocks: Blocks, which: Iterable[int], role: str, rule: str) -> Blocks:
    which = set(which)
    return [replace(b, role=role, rule=rule) if i in which and not b.role else b for i, b in enumerate(blocks)]


def _by_pattern(extracted: bool) -> Callable[[Blocks], Blocks]:
    """Return the step that finds the furniture which lexicons/boilerplate.yml knows by its wording."""
    asked = [rule for rule in rules() if not (extracted and rule.copied)]

    def step(blocks: Blocks) -> Blocks:
        blocks = [b if b.role else _known(b, asked) for b in blocks]
        running = _end_of_story(blocks)
        listing, teasers = False, []
        for i, block in enumerate(blocks):
            if block.rule.endswith(_LISTED):
                listing = True
            elif not block.role:
                listing = listing and (i > running or not block.ends)
                teasers += [i] * listing
        return _decided(blocks, teasers, "furniture", "listed below a line such as 'Read more'")

    return step


def _end_of_story(blocks: Blocks) -> int:
    """Return the last line that is surely told, not a teaser: a long paragraph, or one of several."""
    told = [i for i in _open(blocks) if blocks[i].paragraph]
    sure = max((i for i in told if blocks[i].words >= 20), default=-1)
    after = [i for i in told if i > sure]
    return after[-1] if len(after) > 1 else sure


def _known(block: Block, asked: Sequence[Rule]) -> Block:
    for rule in asked:
        if rule.onward.fullmatch(block.text):
            return replace(block, role=rule.role, rule=rule.name + _LISTED)
        if rule.covers(block.text):
            return replace(block, role=rule.role, rule=rule.name)
    return block


def _standing_in_several(repeated: Collection[str]) -> Callable[[Blocks], Blocks]:
    return lambda blocks: _decided(
        blocks,
        [i for i in _open(blocks) if blocks[i].text in repeated],
        "furniture",
        "stands in several articles of the outlet",
    )


def _repeated_above(blocks: Blocks) -> Blocks:
    """Find lines that stand above already: a story is told once."""
    seen: set[str] = set()
    again = []
    for i in _open(blocks):
        text = blocks[i].text.casefold()
        if text in seen:
            again.append(i)
        seen.add(text)
    return _decided(blocks, again, "duplicate", "the same line stands above")


def _lifted_out(blocks: Blocks) -> Blocks:
    """Find lines lifted out of the text to draw the eye."""
    shingles = {s for i in _open(blocks) if blocks[i].ends for s in _shingles(blocks[i].text.casefold())}
    return _decided(blocks, [i for i in _open(blocks) if _lifted(blocks[i], shingles)], "duplicate", "pull quote")


def _shingles(text: str, n: int = 5) -> list[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return [tuple(words[i : i + n]) for i in range(len(words) - n + 1)]


def _lifted(block: Block, shingles: set[tuple[str, ...]]) -> bool:
    own = _shingles(block.text.casefold()) if not block.ends and block.words <= 60 else []
    return bool(own) and own[0] in shingles and sum(s in shingles for s in own) >= 0.6 * len(own)


def _gallery(blocks: Blocks) -> Blocks:
    """Find runs of three and more lines that begin with the same four words: the pictures of a gallery."""
    run: list[int] = []
    for i in [*_open(blocks), None]:
        head = blocks[i].text.split()[:4] if i is not None else []
        if run and len(head) == 4 and head == blocks[run[-1]].text.split()[:4]:
            run.append(i)
            continue
        if len(run) >= 3:
            blocks = _decided(blocks, run, "caption", "gallery: lines in a row that begin alike")
        run = [i]
    return blocks


def _box(blocks: Blocks) -> Blocks:
    """Find boxes and lists of teasers by their kickers, words in capitals before a new sentence.

    One kicker may be a heading of the story; several in a line, or one right below a box, are not.
    """
    found: list[int] = []
    for i in _open(blocks)[1:]:
        kickers = len(_KICKER.findall(blocks[i].text))
        below = found[-1:] == [i - 1] or (i > 0 and blocks[i - 1].rule == "tips and contact")
        if kickers >= 2 or (below and _KICKER.match(blocks[i].text)):
            found.append(i)
    return _decided(blocks, found, "furniture", "box with kickers in capitals")


def _credited(blocks: Blocks) -> Blocks:
    """Find captions by the credit at their head or their end."""
    at_head = re.compile(rf"(?:{agency()}[\s:•·/|,-]{{1,3}}){{1,4}}(?:\d{{1,2}} )?(?=[\"']?[A-ZÀ-Þ])")
    at_end = re.compile(
        rf"\((?=[^()]{{0,60}}\b{agency()})(?:{agency()}|[A-ZÀ-Þ][\w.'-]*|{_CREDITING}|[/,|&:;@-]|\s){{1,30}}\)$"
        rf"|\b[\w.'-]+/{agency()}$|\bREUTERS/[A-Z][\w .-]{{2,40}}(?:/[\w ]{{2,20}})?$"
        r"|\((?:[A-ZÀ-Þ][\w.'-]*\s){1,4}?[A-ZÀ-Þ][\w.'-]*/(?:[A-ZÀ-Þ][\w.&'-]*\s?){1,5}\)$"
        r"|(?:[Cc]redit|CREDIT|[Pp]hoto(?:graph)?|[Pp]icture)s?(?: by)?:? [A-Z@](?:[^.!?]|\.(?=\S)){1,60}$"
    )
    photo = re.compile(r"\((?:photo|image|picture|file|pic|courtesy|credit)\b[^()]{0,80}\)\W*$", re.IGNORECASE)
    found = []
    for i in _open(blocks):
        text, words = blocks[i].text, blocks[i].text.split(maxsplit=2)
        tail = text[-150:]
        doubled = len(words) > 2 and words[0] == words[1] and words[0][:1].isupper()
        headed = (at_head.match(text) or doubled) and not blocks[i].ends and blocks[i].words >= 5
        if headed or (blocks[i].words <= 80 and (at_end.search(tail) or photo.search(tail))):
            found.append(i)
    return _decided(blocks, found, "caption", "line with a picture credit")


def _top(title: str | None) -> Callable[[Blocks], Blocks]:
    """Return the step that finds headline and standfirst above the first paragraph."""

    def step(blocks: Blocks) -> Blocks:
        open_ = _open(blocks)
        first = next((i for i in open_ if blocks[i].paragraph), None)
        above = (open_[:1] if len(open_) > 1 else []) if first is None else [i for i in open_ if i < first]
        headline = _headline(blocks, above, title)
        if headline is None:
            return blocks
        blocks = _decided(blocks, [headline], "headline", "line above the first paragraph")
        stubs = [i for i in above if not blocks[i].ends and not _runs(blocks[i])]
        blocks = _decided(blocks, [i for i in stubs if i < headline], "furniture", "above the headline")
        blocks = _decided(blocks, [i for i in stubs if blocks[i].words >= 6], "standfirst", "below the headline")
        blocks = _decided(blocks, stubs, "furniture", "label between headline and story")
        after = blocks[first + 1] if first is not None and first + 1 < len(blocks) else None
        if first == headline + 1 and blocks[first].words <= 60 and after and _heads(after):
            blocks = _decided(blocks, [first], "standfirst", "between headline and byline or picture")
        return blocks

    return step


def _heads(block: Block) -> bool:
    """Tell whether a block is such as stands between the head of an article and its text."""
    return block.role in ("byline", "caption", "credit", "dateline") or block.rule == "date and time"


def _headline(blocks: Blocks, above: list[int], title: str | None) -> int | None:
    """Return the first line that shares words with the text as others do, or the title where that is known."""
    lines = [i for i in above if 3 <= blocks[i].words <= 40 and not _SENTENCE.search(blocks[i].text)]
    named = [i for i in above if title and plain(title).casefold() == blocks[i].text.casefold()]
    if named or not lines:
        return next(iter(named), None)
    told = {stem for b in blocks if not b.role and b.ends for stem in _stems(b)}
    shared = {i: len(told & _stems(blocks[i])) ** 2 / max(len(_stems(blocks[i])), 1) for i in lines}
    return next(i for i in lines if shared[i] >= max(shared.values()) / 2)


def _stems(block: Block) -> set[str]:
    """Return the words of a line that carry meaning, cut to their first five letters."""
    return {word[:5] for word in re.findall(r"\w{4,}", block.text.casefold())}


def _bottom(blocks: Blocks) -> Blocks:
    """Find what stands below the last paragraph and does not end as running text does."""
    last = max((i for i in _open(blocks) if blocks[i].paragraph), default=None)
    if last is None or not _punctuated(blocks):
        return blocks
    below = [i for i in _open(blocks) if i > last and not blocks[i].ends and not _runs(blocks[i])]
    return _decided(blocks, [i for i in below if blocks[i].words < 30], "furniture", "below the last paragraph")


def _shouted(blocks: Blocks) -> Blocks:
    """Find headlines of other stories, set in capitals between the paragraphs."""
    found = [i for i in _unended(blocks) if blocks[i].text.isupper() and blocks[i].words >= 6]
    return _decided(blocks, found, "furniture", "line in capitals between paragraphs")


def _lists(blocks: Blocks) -> Blocks:
    """Find lists of teasers and links: three and more lines between paragraphs that do not end as text does."""
    unended, found, run = set(_unended(blocks)), [], []
    for i in [*_open(blocks), len(blocks)]:
        if i in unended:
            run.append(i)
            continue
        if len(run) >= 3:
            found += run
        run = []
    return _decided(blocks, found, "furniture", "list of lines without a full stop")


def _captions_by_shape(blocks: Blocks) -> Blocks:
    """Find captions among the lines between paragraphs that do not end as running text does."""
    captions = [i for i in _unended(blocks) if blocks[i].words >= 13 or _DOING.match(blocks[i].text)]
    return _decided(blocks, captions, "caption", "line without a full stop, as captions are")


def _subheads(blocks: Blocks) -> Blocks:
    """Find headings between paragraphs: short, or set off by dashes as agencies do ('- In the dark -')."""
    subheads = [i for i in _unended(blocks) if blocks[i].words <= 12]
    subheads += [i for i in _open(blocks) if _SET_OFF.fullmatch(blocks[i].text)]
    return _decided(blocks, subheads, "subhead", "short line without a full stop")


def _islands(blocks: Blocks) -> Blocks:
    """Find text that lies apart from the story, behind four and more dropped lines, and hardly shares its words."""
    islands: list[list[int]] = [[]]
    for i in _open(blocks):
        if islands[-1] and i - islands[-1][-1] > 4:
            islands.append([])
        islands[-1].append(i)
    story = max(islands, key=lambda island: sum(blocks[i].words for i in island))
    if sum(blocks[i].words for i in story) < 60:  # too little to tell by, or a script without spaces
        return blocks
    words = {stem for i in story for stem in _stems(blocks[i])}
    apart = []
    for island in islands:
        own = {stem for i in island for stem in _stems(blocks[i])}
        if len(own & words) < 0.2 * len(own):
            apart += island
    return _decided(blocks, apart, "furniture", "apart from the story, and hardly of its words")


def _unended(blocks: Blocks) -> list[int]:
    """Return the lines below the first paragraph that neither end as running text does nor are part of it."""
    open_ = _open(blocks)
    first = next((i for i in open_ if blocks[i].paragraph), None)
    if first is None or not _punctuated(blocks):
        return []
    found, listed = [], False
    for i, after in pairwise([*open_, None]):
        block = blocks[i]
        listed = block.text.endswith(":") or (listed and not block.ends)  # a list that the story opens with a colon
        broken = after is not None and blocks[after].text[:1].islower()
        if i > first and not (block.ends or listed or broken or block.words > 60 or _runs(block)):
            found.append(i)
    return found


def _runs(block: Block) -> bool:
    """Tell whether a line is part of the text although it does not end with a full stop."""
    quoted = block.text[:1] == '"' == block.text[-1:]
    return bool(
        quoted or _LIST_ITEM.match(block.text) or _EMBEDDED_POST.search(block.text) or _FULL_STOP.search(block.text)
    )


def _punctuated(blocks: Blocks) -> bool:
    """Tell whether the text has full stops at all, so that a line without one says something."""
    longest = sorted((blocks[i] for i in _open(blocks) if blocks[i].words >= 12), key=lambda b: -b.words)
    long = [b.ends for b in longest if b.words >= 20] or [b.ends for b in longest]
    return len(longest) >= 2 and sum(long) >= 0.6 * len(long)
