"""Where a sentence may attribute something to somebody: cue, source and content.

Every clause, noun phrase or quotation that completes a verb, a noun or an adjective in a way that speech and thought
are reported in English is a candidate; sources.py weighs them. The syntax is read by language.complements and
language.verbs.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from newsangle.language import complements, phrases, verbs
from newsangle.language.syntax import Range, Syntax
from newsangle.texts.attribution.cues import is_inanimate, is_spoken

_VERBS = ("VERB", "AUX")
_SAYING = frozenset(["say", "add", "write", "tell", "ask", "explain", "note", "argue", "continue", "reply", "warn"])
_OPINION = ("view", "opinion", "word", "eye", "mind", "telling", "estimation", "judgment", "account", "reckoning")
LONGEST = 400  # tokens of a sentence; what is longer is a list or no prose
_FAR = 12  # tokens
_NOMINAL = ("PROPN", "PRON", "DET", "NOUN")
_FROM = ("by", "from", "among")
_LONGEST_NAME = 6  # tokens before the comma of an aside
_LONGEST_LABEL = 8  # tokens before a colon
_THEIR = frozenset(["he", "she", "they", "his", "her", "their", "its"])
_EDGES = frozenset(",.;:-–—()[]")


@dataclass(frozen=True)
class Candidate:
    """A possible attribution; ranges are places of tokens in the article."""

    head: int
    pattern: str
    cue: Range
    source: Range | None
    content: tuple[Range, ...]
    taken: tuple[str, ...] = ()  # phrases after the content that it was made to hold
    left: str = ""  # the phrase after the content that it leaves out


def candidates(words: Syntax) -> Iterator[Candidate]:
    """Yield the candidates of a parsed article, sentence by sentence."""
    for sentence in words.sentences():
        if sentence[1] - sentence[0] > LONGEST:
            continue
        yield from _before_colon(words, sentence)
        for i in range(*sentence):
            for found in _of_word(words, i, sentence):
                yield from _variants(words, found, sentence)


def subject(words: Syntax, verb: int) -> int | None:
    """Return who does what a verb says, rather somebody who can speak."""
    return verbs.subject(words, verb, is_inanimate)[0]


def speaker_of(words: Syntax, verb: int) -> Range | None:
    """Return the phrase that names who a verb says to speak; of 'said', a name beside it if the parse has none."""
    who, spoken = subject(words, verb), is_spoken(words.lemma[verb])
    if who is not None and spoken and is_inanimate(words, who):
        who = None  # 'A doctor who saw them after the crash said ...', with 'crash' read as the subject
    if who is not None and who != verb:
        return _source_before(words, who, verb)
    if words.lemma[verb] in _SAYING and words.tag[verb] in ("VBD", "VBZ", "VBP"):
        return verbs.reduced_relative(words, verb) or _name_beside(words, verb)
    if words.tag[verb] == "VBG" and spoken:  # 'Her remarks came as Roe left, saying ...'
        near = verbs.subjects_before(words, verb)
        return phrases.identifying_phrase(words, near[-1]) if near and not is_inanimate(words, near[-1]) else None
    return None


def _source_before(words: Syntax, who: int, verb: int) -> Range:
    """Return a source's phrase without the clause that holds the verb itself: 'the minister, who led the talks,
    called for ...', read as part of the name."""
    first, last = phrases.identifying_phrase(words, who)
    if who < verb < last:
        starts = [start for start, _ in verbs.clauses_after(words, who)]
        last = max(who + 1, min([*starts, verb]))
        while last > who + 1 and words.is_punctuation(last - 1):
            last -= 1
    return first, last


def _name_beside(words: Syntax, verb: int) -> Range | None:
    """Return the name right after a verb, else right before it."""
    start, end = words.sentence_of(verb)
    after, before = verb + 1, verb - 1
    if after < end and words.pos[after] in _NOMINAL and not verbs.opens_complement(words, after):
        return phrases.identifying_phrase(words, phrases.head_noun(words, after))
    if before >= start and words.pos[before] in ("PROPN", "PRON"):
        return phrases.identifying_phrase(words, before)
    return _name_before_aside(words, verb)


def _name_before_aside(words: Syntax, verb: int) -> Range | None:
    """Return 'Ada Holm' of '“…,” Ada Holm, a sailor who saw it, said': what stands between a quotation or the beginning
    of the sentence and a comma, if another comma stands before the verb."""
    start = words.sentence_of(verb)[0]
    if verb <= start or words.text[verb - 1] != ",":
        return None
    start = next((i + 1 for i in range(verb - 1, start - 1, -1) if words.is_quotation_mark(i)), start)
    comma = next((i for i in range(start, verb - 1) if words.text[i] == ","), start)
    short = 0 < comma - start <= _LONGEST_NAME
    return (start, comma) if short and words.pos[words.root(start, comma)] in ("PROPN", "NOUN") else None


def _of_word(words: Syntax, i: int, sentence: Range) -> Iterator[Candidate]:
    if words.pos[i] in _VERBS and not words.is_punctuation(i):
        yield from _of_verb(words, i, sentence)
    elif words.pos[i] == "NOUN":
        yield from _of_noun(words, i)
    elif words.pos[i] == "ADJ":
        yield from _of_adjective(words, i)
    if words.text[i].lower() in ("according", "per"):
        yield from _according(words, i)


def _of_verb(words: Syntax, verb: int, sentence: Range) -> Iterator[Candidate]:
    source, cue = speaker_of(words, verb), verbs.verb_group(words, verb)
    for one in complements.of_verb(words, verb):
        near = one.preposition is not None and one.preposition - cue[1] <= 2
        yield Candidate(verb, one.name, _with_preposition(cue, one) if near else cue, source, one.content)
    if is_spoken(words.lemma[verb]):
        yield from _past_the_parse(words, verb, cue, source, sentence)


def _with_preposition(cue: Range, complement: complements.Complement) -> Range:
    """Return a cue up to the preposition of its complement: 'called for'."""
    return cue if complement.preposition is None else (cue[0], complement.preposition + 1)


def _past_the_parse(words: Syntax, verb: int, cue: Range, source: Range | None, sentence: Range) -> Iterator[Candidate]:
    """Yield what a verb of speech reports where the parser may have hung it elsewhere: after 'that', or around
    an aside ('The plan, she said, is dead')."""
    for i in range(cue[1], min(cue[1] + _FAR, sentence[1])):
        if words.text[i].lower() == "that" and i + 1 < sentence[1]:
            if verb not in (words.head[i], words.head[words.head[i]]):
                yield Candidate(verb, "that", cue, source, ((i, sentence[1]),))
            break
        if words.pos[i] in _VERBS:
            break
    if source is None:
        return
    start, end = min(cue[0], source[0]), max(cue[1], source[1])
    if end - start > _FAR or start == sentence[0] or not words.is_punctuation(start - 1):
        return
    if end >= sentence[1] - 1:
        yield Candidate(verb, "aside last", cue, source, ((sentence[0], start),))
    elif words.text[end] in (",", "—", "–"):
        yield Candidate(verb, "aside", cue, source, ((sentence[0], start), (end, sentence[1])))


def _of_noun(words: Syntax, noun: int) -> Iterator[Candidate]:
    source, how, cue = _noun_source(words, noun)
    if source and _overlap(source, cue):
        source = None
    before = phrases.preposition_before(words, noun)
    opinion = words.lemma[noun] in _OPINION and phrases.owner(words, noun) is not None
    if opinion and before is not None and words.text[before].lower() in ("in", "by"):
        yield Candidate(noun, "in view", (noun, noun + 1), source, verbs.rest_of_clause(words, before))
    for one in complements.of_noun(words, noun):
        if one.preposition is None:
            yield Candidate(noun, f"noun {one.name} {how}", cue, source, one.content)
        elif words.text[one.preposition].lower() not in _FROM:
            yield Candidate(noun, f"noun prep {how}", _with_preposition(cue, one), source, one.content)
    for one in complements.of_noun_as_subject(words, noun):  # his concern is that ...
        yield Candidate(noun, f"noun is {one.name}", (noun, words.head[noun] + 1), source, one.content)


def _noun_source(words: Syntax, noun: int) -> tuple[Range | None, str, Range]:
    """Return whose words a noun of speech stands for, how the grammar says so, and the cue: 'her claim', 'Roe claims'
    read as a noun, 'a claim by Roe', 'Roe made the claim'."""
    cue = (noun, noun + 1)
    if (owner := phrases.owner(words, noun)) is not None:
        first, last = words.phrase(owner)
        last -= words.tag[last - 1] == "POS"
        return (first, last), "poss", (last + (words.tag[last] == "POS"), noun + 1) if noun - last < 5 else cue
    named = phrases.named_before(words, noun)
    if named and named[-1] == noun - 1:
        return (words.phrase(named[0])[0], noun), "compound", cue
    by = verbs.originator(words, noun, _FROM)
    if by is not None:
        return phrases.identifying_phrase(words, by), "by", cue
    verb, relation = verbs.governor(words, noun)
    who = None if verb is None else subject(words, verb)
    if verb is not None and who is not None and who != noun:
        near = noun - verb < 6
        wide = (min(verbs.verb_group(words, verb)[0], noun), noun + 1) if near else cue
        return phrases.identifying_phrase(words, who), relation, wide
    return None, "bare", cue


def _overlap(a: Range, b: Range) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _of_adjective(words: Syntax, adjective: int) -> Iterator[Candidate]:
    source, cue = _adjective_source(words, adjective)
    for one in complements.of_adjective(words, adjective):
        yield Candidate(adjective, f"adj {one.name}", _with_preposition(cue, one), source, one.content)


def _adjective_source(words: Syntax, adjective: int) -> tuple[Range | None, Range]:
    """Return who is of an adjective's state of mind, and the cue: 'she is sure', 'workers afraid that ...'."""
    verb, cue = words.head[adjective], (adjective, adjective + 1)
    who = verbs.bearer(words, adjective, is_inanimate)
    if who is None:
        return None, cue
    source = phrases.identifying_phrase(words, who)
    wide = cue
    if verb < adjective:
        wide = (min(verbs.verb_group(words, verb)[0], adjective), adjective + 1)
    return source, cue if _overlap(source, wide) else wide


def _according(words: Syntax, i: int) -> Iterator[Candidate]:
    word = words.text[i].lower()
    to = i + 1 if word == "according" else i
    if word == "according" and (to >= len(words) or words.text[to].lower() != "to"):
        return
    who = complements.after_preposition(words, to)
    if who is not None:
        content = verbs.rest_of_clause(words, i)
        own = any(words.text[j].lower() in _THEIR for j in words.below(who))
        # 'she said ..., according to her statement' is said by her
        if content and not (own and is_spoken(words.lemma[verbs.clause_of(words, i)])):
            yield Candidate(i, word, (i, to + 1), words.phrase(who), content)


def _before_colon(words: Syntax, sentence: Range) -> Iterator[Candidate]:
    """'Minister: we shall stay': a short phrase without a verb of its own, a colon, and what it says."""
    first, last = sentence
    for colon in range(first + 1, min(first + 1 + _LONGEST_LABEL, last)):
        if words.text[colon] == ":":
            finite = any(words.tag[i] in ("VBD", "VBZ", "VBP", "MD") for i in range(first, colon))
            if colon + 2 < last and not finite:
                source = (first + (words.text[first].lower() == "from" and colon > first + 1), colon)
                yield Candidate(colon, "colon", (colon, colon + 1), source, ((colon + 1, last),))
            return


def _variants(words: Syntax, found: Candidate, sentence: Range) -> Iterator[Candidate]:
    """Yield the candidate as parsed, and with a content that ends sooner or later, or begins with the sentence.

    Which of them is right is left to the regression.
    """
    content = tuple(filter(None, (_trimmed(words, a, b, found) for a, b in found.content)))
    if not content:
        return
    *before, (first, last) = content
    if first >= found.cue[1]:
        source = found.source[0] if found.source else None
        prepositional = found.pattern.startswith("prep")
        longer = complements.longer_ends(words, last, source, sentence[1], prepositional)
        for end in (*complements.shorter_ends(words, first, last), *longer):
            if span := _trimmed(words, first, end.place, found):
                yield replace(found, content=(*before, span), taken=end.taken, left=end.left)
        return
    yield replace(found, content=content)
    first, last = content[0]
    if last <= found.cue[0] and first > sentence[0] and not (found.source and found.source[0] < first):
        whole = _trimmed(words, sentence[0], last, found)
        if whole and whole[0] < first - 1:
            yield replace(found, content=(whole, *content[1:]), taken=("front",))


def _trimmed(words: Syntax, first: int, last: int, found: Candidate) -> Range | None:
    """Return a range without marks at its ends and without source and cue, or None if nothing is left."""
    for inside in (found.cue, found.source):
        if inside and first < inside[1] and inside[0] < last:
            if inside[0] - first >= last - inside[1]:
                last = inside[0]
            else:
                first = inside[1]
    while first < last and words.text[first] in _EDGES:
        first += 1
    while last > first and (words.text[last - 1] in _EDGES or complements.is_coordinator(words, last - 1)):
        last -= 1
    return (first, last) if last > first else None
