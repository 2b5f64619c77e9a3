"""What a whole line is: each function gives a role to lines that have none, by their wording, place or shape."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from newsangle.cleaning.blocks import Block, Blocks, Step, decided, open_lines, stems
from newsangle.cleaning.patterns import Rule, agency, plain, rules

_SENTENCE = re.compile(r"[.…,][\"')\]]*$")  # no headline ends so
_FULL_STOP = re.compile(r"[a-zß-ÿ)\"'][.!?][\"')]* [\"'(]?[A-ZÀ-Þ]")  # between two sentences
_EMBEDDED_POST = re.compile(r"\(@\w{1,30}\),? .{0,20}\d{4}$")
_SET_OFF = re.compile(r"[-–—] .{2,80} [-–—]")
_LIST_ITEM = re.compile(r"[•·*▪►➤–—-]\s?\S|\(?\d{1,3}[.)]\s")
_DOING = re.compile(
    r"(?:\S+ ){1,9}?[^\W\d_]+ing (?:on|at|in|to|from|with|near|outside|past|through|out|up|the|an?|his|her|their)\b"
)
_CREDITING = "via|by|for|and|of|the|[Ff]ile|[Hh]andout|[Cc]ourtesy|[Pp]hotos?|[Ii]mages?|[Pp]ictures?|pool"
_LISTED = ", with a list below"
_KICKER = re.compile(r"(?<!\S)(?:[A-Z][A-Z'’&\d-]+ ){2,8}(?=[A-Z][a-z])")


def by_pattern(extracted: bool) -> Step:
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
        return decided(blocks, teasers, "furniture", "listed below a line such as 'Read more'")

    return step


def standing_in_several(repeated: Collection[str]) -> Step:
    return lambda blocks: decided(
        blocks,
        [i for i in open_lines(blocks) if blocks[i].text in repeated],
        "furniture",
        "stands in several articles of the outlet",
    )


def repeated_above(blocks: Blocks) -> Blocks:
    """Find lines that stand above already: a story is told once."""
    seen: set[str] = set()
    again = []
    for i in open_lines(blocks):
        text = blocks[i].text.casefold()
        if text in seen:
            again.append(i)
        seen.add(text)
    return decided(blocks, again, "duplicate", "the same line stands above")


def lifted_out(blocks: Blocks) -> Blocks:
    """Find lines lifted out of the text to draw the eye."""
    shingles = {s for i in open_lines(blocks) if blocks[i].ends for s in _shingles(blocks[i].text.casefold())}
    return decided(blocks, [i for i in open_lines(blocks) if _lifted(blocks[i], shingles)], "duplicate", "pull quote")


def gallery(blocks: Blocks) -> Blocks:
    """Find runs of three and more lines that begin with the same four words: the pictures of a gallery."""
    found: list[int] = []
    run: list[int] = []
    for i in [*open_lines(blocks), None]:
        head = blocks[i].text.split()[:4] if i is not None else []
        if run and len(head) == 4 and head == blocks[run[-1]].text.split()[:4]:
            run.append(i)
            continue
        found += run if len(run) >= 3 else []
        run = [i]
    return decided(blocks, found, "caption", "gallery: lines in a row that begin alike")


def box(blocks: Blocks) -> Blocks:
    """Find boxes and lists of teasers by their kickers, words in capitals before a new sentence.

    One kicker may be a heading of the story; several in a line, or one right below a box, are not.
    """
    found: list[int] = []
    for i in open_lines(blocks)[1:]:
        kickers = len(_KICKER.findall(blocks[i].text))
        below = found[-1:] == [i - 1] or (i > 0 and blocks[i - 1].rule == "tips and contact")
        if kickers >= 2 or (below and _KICKER.match(blocks[i].text)):
            found.append(i)
    return decided(blocks, found, "furniture", "box with kickers in capitals")


def credited(blocks: Blocks) -> Blocks:
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
    for i in open_lines(blocks):
        text, words = blocks[i].text, blocks[i].text.split(maxsplit=2)
        tail = text[-150:]
        doubled = len(words) > 2 and words[0] == words[1] and words[0][:1].isupper()
        headed = (at_head.match(text) or doubled) and not blocks[i].ends and blocks[i].words >= 5
        if headed or (blocks[i].words <= 80 and (at_end.search(tail) or photo.search(tail))):
            found.append(i)
    return decided(blocks, found, "caption", "line with a picture credit")


def top(title: str | None) -> Step:
    """Return the step that finds headline and standfirst above the first paragraph."""

    def step(blocks: Blocks) -> Blocks:
        open_ = open_lines(blocks)
        first = next((i for i in open_ if blocks[i].paragraph), None)
        above = (open_[:1] if len(open_) > 1 else []) if first is None else [i for i in open_ if i < first]
        headline = _headline(blocks, above, title)
        if headline is None:
            return blocks
        blocks = decided(blocks, [headline], "headline", "line above the first paragraph")
        stubs = [i for i in above if not blocks[i].ends and not _runs(blocks[i])]
        blocks = decided(blocks, [i for i in stubs if i < headline], "furniture", "above the headline")
        blocks = decided(blocks, [i for i in stubs if blocks[i].words >= 6], "standfirst", "below the headline")
        blocks = decided(blocks, stubs, "furniture", "label between headline and story")
        after = blocks[first + 1] if first is not None and first + 1 < len(blocks) else None
        if first == headline + 1 and blocks[first].words <= 60 and after and _heads(after):
            blocks = decided(blocks, [first], "standfirst", "between headline and byline or picture")
        return blocks

    return step


def bottom(blocks: Blocks) -> Blocks:
    """Find what stands below the last paragraph and does not end as running text does."""
    last = max((i for i in open_lines(blocks) if blocks[i].paragraph), default=None)
    if last is None or not _punctuated(blocks):
        return blocks
    below = [i for i in open_lines(blocks) if i > last and not blocks[i].ends and not _runs(blocks[i])]
    return decided(blocks, [i for i in below if blocks[i].words < 30], "furniture", "below the last paragraph")


def shouted(blocks: Blocks) -> Blocks:
    """Find headlines of other stories, set in capitals between the paragraphs."""
    found = [i for i in _unended(blocks) if blocks[i].text.isupper() and blocks[i].words >= 6]
    return decided(blocks, found, "furniture", "line in capitals between paragraphs")


def lists(blocks: Blocks) -> Blocks:
    """Find lists of teasers and links: three and more lines between paragraphs that do not end as text does."""
    unended, found, run = set(_unended(blocks)), [], []
    for i in [*open_lines(blocks), len(blocks)]:
        if i in unended:
            run.append(i)
            continue
        found += run if len(run) >= 3 else []
        run = []
    return decided(blocks, found, "furniture", "list of lines without a full stop")


def captions_by_shape(blocks: Blocks) -> Blocks:
    """Find captions among the lines between paragraphs that do not end as running text does."""
    captions = [i for i in _unended(blocks) if blocks[i].words >= 13 or _DOING.match(blocks[i].text)]
    return decided(blocks, captions, "caption", "line without a full stop, as captions are")


def subheads(blocks: Blocks) -> Blocks:
    """Find headings between paragraphs: short, or set off by dashes as agencies do ('- In the dark -')."""
    subheads = [i for i in _unended(blocks) if blocks[i].words <= 12]
    subheads += [i for i in open_lines(blocks) if _SET_OFF.fullmatch(blocks[i].text)]
    return decided(blocks, subheads, "subhead", "short line without a full stop")


def islands(blocks: Blocks) -> Blocks:
    """Find text that lies apart from the story, behind four and more dropped lines, and hardly shares its words."""
    islands: list[list[int]] = [[]]
    for i in open_lines(blocks):
        if islands[-1] and i - islands[-1][-1] > 4:
            islands.append([])
        islands[-1].append(i)
    story = max(islands, key=lambda island: sum(blocks[i].words for i in island))
    if sum(blocks[i].words for i in story) < 60:  # too little to tell by, or a script without spaces
        return blocks
    words = {stem for i in story for stem in stems(blocks[i])}
    apart = []
    for island in islands:
        own = {stem for i in island for stem in stems(blocks[i])}
        if len(own & words) < 0.2 * len(own):
            apart += island
    return decided(blocks, apart, "furniture", "apart from the story, and hardly of its words")


def _known(block: Block, asked: Sequence[Rule]) -> Block:
    for rule in asked:
        if rule.onward.fullmatch(block.text):
            return replace(block, role=rule.role, rule=rule.name + _LISTED)
        if rule.covers(block.text):
            return replace(block, role=rule.role, rule=rule.name)
    return block


def _end_of_story(blocks: Blocks) -> int:
    """Return the last line that is surely told, not a teaser: a long paragraph, or one of several."""
    told = [i for i in open_lines(blocks) if blocks[i].paragraph]
    sure = max((i for i in told if blocks[i].words >= 20), default=-1)
    after = [i for i in told if i > sure]
    return after[-1] if len(after) > 1 else sure


def _lifted(block: Block, shingles: set[tuple[str, ...]]) -> bool:
    own = _shingles(block.text.casefold()) if not block.ends and block.words <= 60 else []
    return bool(own) and own[0] in shingles and sum(s in shingles for s in own) >= 0.6 * len(own)


def _shingles(text: str, n: int = 5) -> list[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return [tuple(words[i : i + n]) for i in range(len(words) - n + 1)]


def _headline(blocks: Blocks, above: list[int], title: str | None) -> int | None:
    """Return the first line that shares words with the text as others do, or the title where that is known."""
    lines = [i for i in above if 3 <= blocks[i].words <= 40 and not _SENTENCE.search(blocks[i].text)]
    named = [i for i in above if title and plain(title).casefold() == blocks[i].text.casefold()]
    if named or not lines:
        return next(iter(named), None)
    told = {stem for b in blocks if not b.role and b.ends for stem in stems(b)}
    shared = {i: len(told & stems(blocks[i])) ** 2 / max(len(stems(blocks[i])), 1) for i in lines}
    return next(i for i in lines if shared[i] >= max(shared.values()) / 2)


def _heads(block: Block) -> bool:
    """Tell whether a block is such as stands between the head of an article and its text."""
    return block.role in ("byline", "caption", "credit", "dateline") or block.rule == "date and time"


def _unended(blocks: Blocks) -> list[int]:
    """Return the lines below the first paragraph that neither end as running text does nor are part of it."""
    open_ = open_lines(blocks)
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
    longest = sorted((blocks[i] for i in open_lines(blocks) if blocks[i].words >= 12), key=lambda b: -b.words)
    long = [b.ends for b in longest if b.words >= 20] or [b.ends for b in longest]
    return len(longest) >= 2 and sum(long) >= 0.6 * len(long)
