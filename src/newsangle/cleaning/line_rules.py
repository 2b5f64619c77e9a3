"""Steps that give a role to whole lines that have none, by their wording, place or shape."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cache
from itertools import takewhile

from newsangle.cleaning.blocks import Block, Blocks, Step, decided, open_lines, stems
from newsangle.cleaning.patterns import Rule, agency, plain, rules

_SENTENCE = re.compile(r"[.…,][\"')\]]*$")  # no headline ends so
_FULL_STOP = re.compile(r"[a-zß-ÿ)\"'][.!?][\"')]* [\"'(]?[A-ZÀ-Þ]")  # between two sentences
_SIGNED_POST = re.compile(r"\(@\w{1,30}\),? .{0,20}\d{4}$")
_SET_OFF = re.compile(r"[-–—] .{2,80} [-–—]")
_LIST_ITEM = re.compile(r"[•·*▪►➤–—-]\s?\S|\(?\d{1,3}[.)]\s")
_DOING = re.compile(
    r"(?:\S+ ){1,9}?[^\W\d_]+ing (?:on|at|in|to|from|with|near|outside|past|through|out|up|the|an?|his|her|their)\b"
)
_CREDITING = "via|by|for|and|of|the|[Ff]ile|[Hh]andout|[Cc]ourtesy|[Pp]hotos?|[Ii]mages?|[Pp]ictures?|pool"
_LISTED = ", with a list below"
_KICKER = re.compile(r"(?<!\S)(?:[A-Z][A-Z'’&\d-]+ ){2,8}(?=[A-Z][a-z])")


def by_pattern(extracted: bool) -> Step:
    """Return the step that finds the furniture whose wording lexicons/boilerplate.yml describes."""
    asked = [rule for rule in rules() if not (extracted and rule.copied)]

    def step(blocks: Blocks) -> Blocks:
        blocks = _last_lines([b if b.role else _known(b, asked) for b in blocks], asked)
        story_end = _end_of_story(blocks)
        listing, teasers = False, []
        for i, block in enumerate(blocks):
            if block.rule.endswith(_LISTED):
                listing = True
            elif not block.role:
                listing = listing and (i > story_end or not block.ends)
                teasers += [i] * listing
        return decided(blocks, teasers, "furniture", "listed below a line such as 'Read more'")

    return step


def repeated_in_several(repeated: Collection[str]) -> Step:
    return lambda blocks: decided(
        blocks,
        [i for i in open_lines(blocks) if blocks[i].text in repeated],
        "furniture",
        "appears in several articles of the outlet",
    )


def repeated_above(blocks: Blocks) -> Blocks:
    """Find lines that repeat one above."""
    seen: set[str] = set()
    again = []
    for i in open_lines(blocks):
        text = blocks[i].text.casefold()
        if text in seen:
            again.append(i)
        seen.add(text)
    return decided(blocks, again, "duplicate", "repeats a line above")


def pull_quotes(blocks: Blocks) -> Blocks:
    """Find pull quotes: lines that repeat words of the text."""
    shingles = {s for i in open_lines(blocks) if blocks[i].ends for s in _shingles(blocks[i].text.casefold())}
    return decided(
        blocks, [i for i in open_lines(blocks) if _is_pull_quote(blocks[i], shingles)], "duplicate", "pull quote"
    )


def gallery(blocks: Blocks) -> Blocks:
    """Find runs of three and more captions of a gallery: its title, at least four words, then a new sentence.

    Sentences and list items that begin alike go on in small letters ('The plan would cut …', 'The plan would raise …').
    """
    runs: list[list[int]] = []
    for i in open_lines(blocks):
        head = blocks[i].text.split()[:4]
        if runs and len(head) == 4 and head == blocks[runs[-1][-1]].text.split()[:4]:
            runs[-1].append(i)
        else:
            runs.append([i])
    found = [i for run in runs if len(run) >= 3 and _titled([blocks[i].text.split() for i in run]) for i in run]
    return decided(blocks, found, "caption", "gallery: lines in a row that begin with one title")


def box(blocks: Blocks) -> Blocks:
    """Find boxes and lists of teasers by their kickers: words in capitals before a new sentence.

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
    first = next((i for i in open_lines(blocks) if blocks[i].paragraph), 0)
    found = []
    for i in open_lines(blocks):
        text, words = blocks[i].text, blocks[i].text.split(maxsplit=2)
        doubled = len(words) > 2 and words[0] == words[1] and words[0][:1].isupper()
        headed = (_credit_at_head(below=i > first).match(text) or doubled) and not blocks[i].ends
        if (headed and blocks[i].words >= 5) or (blocks[i].words <= 80 and _credit_at_end().search(text[-150:])):
            found.append(i)
    return decided(blocks, found, "caption", "line with a picture credit")


@cache
def _credit_at_head(below: bool) -> re.Pattern:
    """Return an expression for a credit before a caption; below: whether the line is below the first paragraph."""
    return re.compile(rf"(?:{agency(below)}[\s:•·/|,-]{{1,3}}){{1,4}}(?:\d{{1,2}} )?(?=[\"']?[A-ZÀ-Þ])")


@cache
def _credit_at_end() -> re.Pattern:
    return re.compile(
        rf"\((?=[^()]{{0,60}}\b{agency()})(?:[A-ZÀ-Þ][\w.'-]*+|{agency()}|{_CREDITING}|[/,|&:;@-]|\s){{1,30}}+\)$"
        rf"|\b[\w.'-]+/{agency()}$|\bREUTERS/[A-Z][\w .-]{{2,40}}(?:/[\w ]{{2,20}})?$"
        r"|\((?:[A-ZÀ-Þ][\w.'-]*+\s){1,4}?[A-ZÀ-Þ][\w.'-]*+/(?:[A-ZÀ-Þ][\w.&'-]*+\s?){1,5}\)$"
        r"|[.!?\"'] \((?:[A-ZÀ-Þ][\w.&'/-]*+|of|the|and|for|via|at|by|/|,|\s){1,12}\)$"
        r"|(?:[Cc]redit|CREDIT|[Pp]hoto(?:graph)?|[Pp]icture)s?(?: by)?:? [A-Z@](?:[^.!?]|\.(?=\S)){1,60}$"
        r"|(?i:[(\[](?:photo|image|picture|file|pic|courtesy|credit)\b[^()\[\]]{0,80}[)\]]\W*$)"
    )


def around_story(blocks: Blocks) -> Blocks:
    """Find what surrounds the story in a text that was copied with its whole page.

    The story is the run of lines with the greatest sum, where a paragraph counts its length and any other line a
    fixed cost: maximum subsequence segmentation (Pasternack and Roth 2009). Lines above it that may be its headline
    are left to `top`.
    """
    lines = [i for i, block in enumerate(blocks) if block.rule != "empty"]
    if len(lines) < 50 or sum(blocks[i].words <= 3 for i in lines) < 0.35 * len(lines):
        return blocks
    start, end = _heaviest_run([_weight(blocks[i]) for i in lines])
    above = [i for i in lines[:start] if blocks[i].ends]
    return decided(blocks, [*above, *lines[end:]], "furniture", "above or below the story on its page")


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
        stubs = [i for i in above if not blocks[i].ends and not _runs(blocks, i)]
        blocks = decided(blocks, [i for i in stubs if i < headline], "furniture", "above the headline")
        below = [i for i in stubs if i > headline and blocks[i].words >= 6]
        blocks = decided(blocks, below if len(below) <= 5 else [], "standfirst", "below the headline")
        updates = [
            i for i in stubs if i + 1 == first and blocks[i - 1].rule == "date and time" and blocks[i].words >= 2
        ]
        blocks = decided(blocks, updates, "subhead", "heading of a dated update")
        blocks = decided(blocks, stubs, "furniture", "label between headline and story")
        after = blocks[headline + 2] if headline + 2 < len(blocks) else None
        if first is not None and first == headline + 1 and blocks[first].words <= 60 and after and _heads(after):
            blocks = decided(blocks, [first], "standfirst", "between headline and byline or picture")
        return blocks

    return step


def bottom(blocks: Blocks) -> Blocks:
    """Find lines below the last paragraph that do not end as running text does."""
    last = max((i for i in open_lines(blocks) if blocks[i].paragraph), default=None)
    if last is None or not _punctuated(blocks):
        return blocks
    listed = _listed(blocks)
    below = [i for i in open_lines(blocks) if i > last and not (blocks[i].ends or i in listed or _runs(blocks, i))]
    return decided(blocks, [i for i in below if blocks[i].words < 30], "furniture", "below the last paragraph")


def all_caps_lines(blocks: Blocks) -> Blocks:
    """Find headlines of other stories: lines in capitals between the paragraphs."""
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
    """Find captions among the lines between paragraphs that do not end as running text does.

    Two such lines are an outlet's way with captions or teasers. A single one may be a sentence that lost its full
    stop, unless it repeats most of a paragraph or names an action, as captions do ('Rescuers arriving at the scene').
    """
    lines = _unended(blocks, sentences=True)
    unended = [i for i in lines if blocks[i].words >= 10]
    if len(lines) - len(unended) >= max(3, len(unended)):  # where subheads are many, some have ten to twelve words
        unended = [i for i in unended if blocks[i].words > 12]
    pulled = [b for b in blocks if b.rule == "pull quote"]
    if len(unended) + len(pulled) < 2:
        paragraphs = [stems(blocks[i]) for i in open_lines(blocks) if blocks[i].paragraph]
        unended = [i for i in unended if any(_repeats(stems(blocks[i]), paragraph) for paragraph in paragraphs)]
    doing = [i for i in _unended(blocks) if _DOING.match(blocks[i].text)]
    return decided(blocks, [*unended, *doing], "caption", "line without a full stop, as captions are")


def subheads(blocks: Blocks) -> Blocks:
    """Find headings between paragraphs: short, or set off by dashes as agencies do ('- In the dark -')."""
    subheads = [i for i in _unended(blocks) if blocks[i].words <= 12]
    subheads += [i for i in open_lines(blocks) if _SET_OFF.fullmatch(blocks[i].text)]
    return decided(blocks, subheads, "subhead", "short line without a full stop")


def unrelated_passages(blocks: Blocks) -> Blocks:
    """Find text above or below the story, behind more than three lines of furniture, that hardly shares its words.

    Captions and credits do not count as such lines: they appear inside a story.
    """
    passages: list[list[int]] = [[]]
    furniture = 0
    for i, block in enumerate(blocks):
        if block.role:
            furniture += block.role == "furniture" and block.rule != "empty"
            continue
        if passages[-1] and furniture > 3:
            passages.append([])
        passages[-1].append(i)
        furniture = 0
    story = max(range(len(passages)), key=lambda k: sum(blocks[i].words for i in passages[k]))
    if sum(blocks[i].words for i in passages[story]) < 60:  # too little to compare with, or a script without spaces
        return blocks
    words = [{stem for i in passage for stem in stems(blocks[i])} for passage in passages]
    related = [k for k, own in enumerate(words) if len(own & words[story]) >= 0.2 * len(own)]
    outside = [k for k in range(len(passages)) if not min(related) <= k <= max(related)]
    apart = [i for k in outside for i in passages[k]]
    return decided(blocks, apart, "furniture", "far from the story and with few of its words")


def _weight(block: Block) -> float:
    """Return the length of a paragraph in words of six letters, at most 40, and a cost of 8 for any other line."""
    prose = not block.role and block.ends and len(block.text) >= 40
    return min(len(block.text) / 6, 40) if prose else -8


def _heaviest_run(weights: list[float]) -> tuple[int, int]:
    """Return the start and end of the run of numbers with the greatest sum; all of them where none is positive."""
    best, total, start, found = 0.0, 0.0, 0, (0, len(weights))
    for i, weight in enumerate(weights):
        if total <= 0:
            total, start = 0.0, i
        total += weight
        if total > best:
            best, found = total, (start, i + 1)
    return found


def _known(block: Block, asked: Sequence[Rule]) -> Block:
    for rule in asked:
        if rule.onward.fullmatch(block.text):
            return replace(block, role=rule.role, rule=rule.name + _LISTED)
        if rule.covers(block.text):
            return replace(block, role=rule.role, rule=rule.name)
    return block


def _last_lines(blocks: Blocks, asked: Sequence[Rule]) -> Blocks:
    """Give a role to what a rule knows only at the end of a text, such as a note about the author."""
    open_ = open_lines(blocks)
    for rule in asked:
        if len(open_) > 3 and rule.last.fullmatch(blocks[open_[-1]].text):
            return decided(blocks, open_[-1:], rule.role, rule.name)
    return blocks


def _end_of_story(blocks: Blocks) -> int:
    """Return the last line that is surely story: a long paragraph, or one of several short ones.

    Up to three short paragraphs are teasers where they follow a line such as 'Read more' and a line without a full
    stop follows them: the list goes on.
    """
    paragraphs = [i for i in open_lines(blocks) if blocks[i].paragraph]
    sure = max((i for i in paragraphs if blocks[i].words >= 20), default=-1)
    after = [i for i in paragraphs if i > sure]
    if len(after) < 2:
        return sure
    below_cue = any(block.rule.endswith(_LISTED) for block in blocks[sure + 1 : after[0]])
    goes_on = any(not blocks[i].ends for i in open_lines(blocks) if i > after[-1])
    return sure if len(after) <= 3 and below_cue and goes_on else after[-1]


def _titled(lines: list[list[str]]) -> bool:
    """Return whether the words that all lines begin with end in a bar or dash, or a new sentence follows in each."""
    shared = sum(1 for _ in takewhile(lambda words: len(set(words)) == 1, zip(*lines, strict=False)))
    set_off = not any(c.isalnum() for c in lines[0][shared - 1])
    return set_off or all(not line[shared][:1].islower() for line in lines if len(line) > shared)


def _is_pull_quote(block: Block, shingles: set[tuple[str, ...]]) -> bool:
    own = _shingles(block.text.casefold()) if not block.ends and 7 <= block.words <= 60 else []
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
    story = {stem for b in blocks if not b.role and b.ends for stem in stems(b)}
    shared = {i: len(story & stems(blocks[i])) ** 2 / max(len(stems(blocks[i])), 1) for i in lines}
    return next(i for i in lines if shared[i] >= max(shared.values()) / 2)


def _heads(block: Block) -> bool:
    """Return whether a block usually comes between the head of an article and its text."""
    return block.role in ("byline", "caption", "credit", "dateline") or block.rule == "date and time"


def _repeats(own: set[str], other: set[str]) -> bool:
    """Return whether a line has at least two fifths of its words from another one."""
    return len(own & other) >= 0.4 * len(own)


def _unended(blocks: Blocks, sentences: bool = False) -> list[int]:
    """Return the lines below the first paragraph that neither end as running text does nor are part of it.

    sentences: whether to return also lines that hold a whole sentence before the one without an end.
    """
    open_ = open_lines(blocks)
    first = next((i for i in open_ if blocks[i].paragraph), None)
    if first is None or not _punctuated(blocks):
        return []
    found, listed = [], _listed(blocks)
    for i, after in zip(open_, [*open_[1:], None], strict=True):
        block = blocks[i]
        broken = after is not None and blocks[after].text[:1].islower()
        runs = _set_apart(blocks, i) if sentences else _runs(blocks, i)
        if i > first and not (block.ends or i in listed or broken or block.words > 60 or runs):
            found.append(i)
    return found


def _listed(blocks: Blocks) -> set[int]:
    """Return the lines of lists that the story opens with a colon."""
    found, listed = set(), False
    for i in open_lines(blocks):
        listed = blocks[i].text.endswith(":") or (listed and not blocks[i].ends)
        if listed:
            found.add(i)
    return found


def _runs(blocks: Blocks, line: int) -> bool:
    """Return whether a line is part of the text although it does not end with a full stop."""
    return _set_apart(blocks, line) or bool(_FULL_STOP.search(blocks[line].text))


def _set_apart(blocks: Blocks, line: int) -> bool:
    """Return whether a line is a quotation, an item of a list or a post, which need no full stop."""
    text = blocks[line].text
    quoted = text[:1] == '"' == text[-1:]
    following = next((b for b in blocks[line + 1 : line + 5] if b.rule not in ("navigation", "empty")), None)
    signed = _SIGNED_POST.search(text) or (following is not None and following.rule == "signature of a post")
    return bool(quoted or signed or _LIST_ITEM.match(text))


def _punctuated(blocks: Blocks) -> bool:
    """Return whether at least half of the long lines end with a full stop, so that a line without one is unusual."""
    longest = sorted((blocks[i] for i in open_lines(blocks) if blocks[i].words >= 12), key=lambda b: -b.words)
    long = [b.ends for b in longest if b.words >= 20] or [b.ends for b in longest]
    return len(longest) >= 2 and sum(long) >= 0.5 * len(long)
