"""Where a sentence may attribute something to somebody: cue, source and content, read off the syntax.

Every clause, noun phrase or quotation that hangs on a verb, a noun or an adjective in a way that speech and
thought are reported in English is a candidate; sources.py weighs them. The labels are those of spaCy's English
models.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from newsangle.texts.attribution.cues import is_inanimate, is_spoken

Range = tuple[int, int]  # first token, token after the last

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_CLAUSES = ("ccomp", "xcomp", "advcl", "acl", "relcl", "pcomp")
_INSIDE_CUE = ("aux", "auxpass", "neg", "prt")
_SAYING = frozenset(["say", "add", "write", "tell", "ask", "explain", "note", "argue", "continue", "reply", "warn"])
_OPINION = ("view", "opinion", "word", "eye", "mind", "telling", "estimation", "judgment", "account", "reckoning")
_WHETHER = ("if", "whether")
_ASIDES = ("advcl", "relcl", "acl", "appos", "prep", "npadvmod", "conj")
LONGEST = 400  # tokens of a sentence; what is longer is a list or no prose
_FAR = 12  # tokens
_CHUNKS = 3  # phrases by which a content may be lengthened
_BOUNDARIES = ("ROOT", "conj", "parataxis")
_NOMINAL = ("PROPN", "PRON", "DET", "NOUN")
_PREMODIFIERS = ("compound", "det", "amod", "poss", "nmod")
_WHEN = ("DATE", "TIME")
_FROM = ("by", "from", "among")
_SECOND = ("oprd", "xcomp", "ccomp", "prep", "acomp")  # what follows an object: 'called it a mistake'
_OBJECTS = ("dobj", "oprd", "attr", "dative", "acomp")
_SHARING = ("conj", "xcomp", "advcl", "ccomp", "pcomp", "acl", "dep", "parataxis")  # clauses that share a subject
_LONGEST_NAME = 6  # tokens before the comma of an aside
_DEEPEST = 4  # clauses above a verb in which its subject is looked for
_THEIR = frozenset(["he", "she", "they", "his", "her", "their", "its"])
_EDGES = frozenset(",.;:-–—()[]")


@dataclass(frozen=True)
class Candidate:
    """A possible attribution; ranges are places of tokens in the Doc."""

    head: int
    pattern: str
    cue: Range
    source: Range | None
    content: tuple[Range, ...]
    taken: tuple[str, ...] = ()  # phrases after the content that it was made to hold
    left: str = ""  # the phrase after the content that it leaves out


def candidates(doc) -> Iterator[Candidate]:
    """Yield the candidates of a parsed article, sentence by sentence."""
    for sentence in doc.sents:
        if len(sentence) > LONGEST:
            continue
        yield from _before_colon(sentence)
        for token in sentence:
            for found in _of_token(token):
                yield from _variants(found, sentence)


def subject(token, depth: int = 0):
    """Return the token that does what a verb says, and how it was found: its own subject or another clause's."""
    agent = next((c for c in token.children if c.dep_ == "agent"), None)
    if agent is not None:
        return next((t for t in agent.children if t.dep_ == "pobj"), None), "agent"
    passive = is_passive(token)
    own = None if passive else next((c for c in token.children if c.dep_ in ("nsubj", "csubj")), None)
    if own is not None:
        return own, "own"
    if passive or depth > _DEEPEST:
        return None, "none"
    head = token.head
    if token.dep_ in ("acl", "relcl") and head.pos_ in ("NOUN", "PROPN", "PRON"):
        return head, token.dep_
    if token.dep_ == "pcomp" and head.dep_ in ("prep", "mark"):
        head = head.head
    if token.dep_ in _SHARING and head.i != token.i:
        found, how = _subject_above(head, depth)
        return found, "none" if found is None else token.dep_ if how in ("own", "agent", "none") else how
    return None, "none"


def _subject_above(head, depth: int):
    """Return the subject of the clause that a verb without one depends on, or of one further up if that can't speak:
    'She denied that the transfer of funds was odd, saying ...', attached to 'was' by the parser."""
    found, how = subject(head, depth + 1)
    while depth == 0 and found is not None and is_inanimate(found) and head.head.i != head.i:
        head = head.head
        if head.pos_ in ("VERB", "AUX"):
            found, how = subject(head, 1)
    if found is None and is_passive(head):
        found = next((t for t in head.children if t.dep_ == "nsubjpass"), None)
    return found, how


def speaker_of(verb) -> Range | None:
    """Return the phrase that names who a verb says to speak; of 'said', a name beside it if the parse has none."""
    who, _ = subject(verb)
    if who is not None and is_inanimate(who) and is_spoken(verb.lemma_):
        who = None  # 'A doctor who saw them after the crash said ...', with 'crash' read as the subject
    if who is not None and who.i != verb.i:
        return _source_before(who, verb)
    if verb.lemma_ in _SAYING and verb.tag_ in ("VBD", "VBZ", "VBP"):
        return _reduced_relative(verb) or _name_beside(verb)
    if verb.tag_ == "VBG" and is_spoken(verb.lemma_):  # 'Her remarks came as Roe left, saying ...'
        near = [t for t in verb.doc[verb.sent.start : verb.i] if t.dep_ == "nsubj" and t.head.dep_ != "relcl"]
        return source_phrase(near[-1]) if near and not is_inanimate(near[-1]) else None
    return None


def _source_before(who, verb) -> Range:
    """Return a source's phrase without the clause that holds the verb itself: 'the minister, who led the talks,
    called for ...', read as part of the name."""
    first, last = source_phrase(who)
    if who.i < verb.i < last:
        clauses = [c.left_edge.i for c in who.rights if c.dep_ in ("relcl", "acl")]
        last = max(who.i + 1, min([*clauses, verb.i]))
        while last > who.i + 1 and who.doc[last - 1].is_punct:
            last -= 1
    return first, last


def _name_beside(verb) -> Range | None:
    """Return the name right after a verb, else right before it."""
    doc, sentence = verb.doc, verb.sent
    after, before = verb.i + 1, verb.i - 1
    if after < sentence.end and doc[after].pos_ in _NOMINAL and doc[after].dep_ not in ("mark", "dobj"):
        noun = doc[after]
        while noun.dep_ in _PREMODIFIERS and noun.head.i > noun.i and noun.head.pos_ in ("PROPN", "NOUN"):
            noun = noun.head
        return source_phrase(noun)
    if before >= sentence.start and doc[before].pos_ in ("PROPN", "PRON"):
        return source_phrase(doc[before])
    return _name_before_aside(verb)


def _name_before_aside(verb) -> Range | None:
    """Return 'Ada Holm' of '“…,” Ada Holm, a sailor who saw it, said': what stands between a quotation or the beginning
    of the sentence and a comma, if another comma stands before the verb."""
    doc, start = verb.doc, verb.sent.start
    if verb.i <= start or doc[verb.i - 1].text != ",":
        return None
    start = next((i + 1 for i in range(verb.i - 1, start - 1, -1) if doc[i].is_quote), start)
    comma = next((i for i in range(start, verb.i - 1) if doc[i].text == ","), start)
    short = 0 < comma - start <= _LONGEST_NAME
    return (start, comma) if short and doc[start:comma].root.pos_ in ("PROPN", "NOUN") else None


def _reduced_relative(verb) -> Range | None:
    """Return 'Survivors rescued from the wreck' before 'said that ...', of which the parser makes a clause."""
    for child in verb.lefts:
        if child.dep_ == "ccomp" and child.right_edge.i == verb.i - 1 and child.tag_ in ("VBN", "VBD"):
            kinds = [c.dep_ for c in child.children]
            if "nsubj" in kinds and "aux" not in kinds and any(c.dep_ == "ccomp" for c in verb.rights):
                return phrase(child)
    return None


def is_passive(token) -> bool:
    return any(child.dep_ in ("nsubjpass", "auxpass", "csubjpass") for child in token.children)


def phrase(token) -> Range:
    """Return the range of a token with all that hangs on it."""
    return token.left_edge.i, token.right_edge.i + 1


def source_phrase(token) -> Range:
    """Return the range of a name or noun with what identifies it; relative clauses and asides are left out."""
    first, last = token.left_edge.i, token.i + 1
    for child in token.children:
        if (
            child.i > token.i
            and child.dep_
            in (
                "prep",
                "appos",
                "compound",
                "amod",
                "nmod",
                "nummod",
                "conj",
                "acl",
                "flat",
            )
        ) or (child.i > token.i and child.dep_ == "relcl" and child.left_edge.i == token.i + 1):
            last = max(last, child.right_edge.i + 1)
    doc = token.doc
    while first < token.i and (doc[first].is_punct or doc[first].is_space or doc[first].dep_ in ("cc", "preconj")):
        first += 1
    return first, last


def _of_token(token) -> Iterator[Candidate]:
    if token.pos_ in ("VERB", "AUX"):
        yield from _of_verb(token)
    elif token.pos_ == "NOUN":
        yield from _of_noun(token)
    elif token.pos_ == "ADJ":
        yield from _of_adjective(token)
    if token.lower_ == "according" or token.lower_ == "per":
        yield from _according(token)


def _of_verb(verb) -> Iterator[Candidate]:
    source, cue = speaker_of(verb), verb_group(verb)
    passive = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    thing = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    for child in verb.children:
        span = _complement(verb, child)
        if thing is not None and child.i > thing.i and child.dep_ in _SECOND:
            name = f"dobj+{child.lower_ if child.dep_ == 'prep' else child.dep_}"  # 'called it a mistake'
            yield Candidate(verb.i, name, cue, source, ((thing.left_edge.i, span[1]),))
            if child.dep_ == "ccomp" and child.left_edge.i == thing.right_edge.i + 1 and _is_bare(child):
                continue  # 'rules out compromise in peace talks', with 'talks' read as a verb
        if _is_clause(child):
            if passive is not None and child.dep_ == "xcomp":
                yield Candidate(verb.i, "passive xcomp", cue, source, (phrase(passive), span))
            side = "left" if child.i < verb.i else "right"
            yield Candidate(verb.i, f"{child.dep_} {side}", cue, source, (span,))
        elif child.i > verb.i and child.dep_ in _OBJECTS:
            yield Candidate(verb.i, child.dep_, cue, source, (span,))
        elif child.i > verb.i and child.dep_ == "prep":
            wide = (cue[0], child.i + 1) if child.i - cue[1] <= 2 else cue
            yield from _of_preposition(Candidate(verb.i, f"prep {child.lower_}", wide, source, ()), child, _WHEN)
    if is_spoken(verb.lemma_):
        yield from _past_the_parse(verb, cue, source)
    if passive is not None:
        yield Candidate(verb.i, "nsubjpass", cue, source, (phrase(passive),))


def _complement(verb, child) -> Range:
    """Return the range of a verb's complement; two of a kind are one that the parser cut."""
    first, last = phrase(child)
    alike = [c for c in verb.children if c.dep_ == child.dep_ and verb.i < c.i < child.i]
    return (alike[0].left_edge.i, last) if alike and child.dep_ in ("ccomp", "dobj") else (first, last)


def _is_clause(child) -> bool:
    """Return whether a verb's child is a clause that it may report; 'if' and 'whether' make an adverbial one such."""
    whether = child.dep_ == "advcl" and any(t.dep_ == "mark" and t.lower_ in _WHETHER for t in child.children)
    return whether or child.dep_ in ("ccomp", "xcomp", "parataxis")


def _of_preposition(found: Candidate, preposition, without: tuple[str, ...] = ()) -> Iterator[Candidate]:
    """Yield a candidate with each thing that follows a preposition as its content."""
    for inner in preposition.children:
        if inner.dep_ in ("pobj", "pcomp") and inner.ent_type_ not in (without or ("-",)):
            yield replace(found, content=(phrase(inner),))


def _is_bare(clause) -> bool:
    """Return whether what the parser takes for a clause has neither subject nor auxiliary, nor is it quoted."""
    return not any(c.dep_ in (*_SUBJECTS, "mark", "aux", "auxpass") or c.is_quote for c in clause.children)


def _past_the_parse(verb, cue: Range, source: Range | None) -> Iterator[Candidate]:
    """Yield what a verb of speech reports where the parser may have hung it elsewhere: after 'that', or around
    an aside ('The plan, she said, is dead')."""
    doc, sentence = verb.doc, verb.sent
    for i in range(cue[1], min(cue[1] + _FAR, sentence.end)):
        if doc[i].lower_ == "that" and i + 1 < sentence.end:
            if doc[i].head.i != verb.i and doc[i].head.head.i != verb.i:
                yield Candidate(verb.i, "that", cue, source, ((i, sentence.end),))
            break
        if doc[i].pos_ in ("VERB", "AUX"):
            break
    if source is None:
        return
    start, end = min(cue[0], source[0]), max(cue[1], source[1])
    if end - start > _FAR or start == sentence.start or not doc[start - 1].is_punct:
        return
    if end >= sentence.end - 1:
        yield Candidate(verb.i, "aside last", cue, source, ((sentence.start, start),))
    elif doc[end].text in (",", "—", "–"):
        yield Candidate(verb.i, "aside", cue, source, ((sentence.start, start), (end, sentence.end)))


def _of_noun(noun) -> Iterator[Candidate]:
    source, how, cue = _noun_source(noun)
    if source and _overlap(source, cue):
        source = None
    if noun.dep_ == "pobj" and noun.head.lower_ in ("in", "by") and noun.lemma_ in _OPINION and _owner(noun):
        yield Candidate(noun.i, "in view", (noun.i, noun.i + 1), source, _rest_of_clause(noun.head))
    for child in noun.rights:
        if child.dep_ in ("acl", "ccomp", "relcl", "xcomp"):
            yield Candidate(noun.i, f"noun {child.dep_} {how}", cue, source, (phrase(child),))
        elif child.dep_ == "prep" and child.lower_ not in _FROM:
            yield from _of_preposition(Candidate(noun.i, f"noun prep {how}", (cue[0], child.i + 1), source, ()), child)
    verb = noun.head
    if noun.dep_ == "nsubj" and verb.lemma_ == "be" and noun.i < verb.i:  # his concern is that ...
        for child in verb.rights:
            if child.dep_ in ("ccomp", "xcomp", "attr", "acomp", "advcl"):
                yield Candidate(noun.i, f"noun is {child.dep_}", (noun.i, verb.i + 1), source, (phrase(child),))


def _noun_source(noun) -> tuple[Range | None, str, Range]:
    """Return whose words a noun of speech stands for, how the grammar says so, and the cue: 'her claim', 'Roe claims'
    read as a noun, 'a claim by Roe', 'Roe made the claim'."""
    cue = (noun.i, noun.i + 1)
    if owner := _owner(noun):
        first, last = phrase(owner)
        last -= noun.doc[last - 1].tag_ == "POS"
        return (first, last), "poss", (last + (noun.doc[last].tag_ == "POS"), noun.i + 1) if noun.i - last < 5 else cue
    named = [c for c in noun.children if c.dep_ == "compound" and c.pos_ == "PROPN"]
    if named and named[-1].i == noun.i - 1:
        return (named[0].left_edge.i, noun.i), "compound", cue
    by = next((c for c in noun.children if c.dep_ in ("prep", "agent") and c.lower_ in _FROM), None)
    if by is not None and (who := next((t for t in by.children if t.dep_ == "pobj"), None)) is not None:
        return source_phrase(who), "by", cue
    if noun.dep_ in ("dobj", "pobj", "attr"):
        verb = noun.head if noun.dep_ != "pobj" else noun.head.head
        who, _ = subject(verb) if verb.pos_ in ("VERB", "AUX") else (None, "")
        if who is not None and who.i != noun.i:
            wide = (min(verb_group(verb)[0], noun.i), noun.i + 1) if noun.i - verb.i < 6 else cue
            return source_phrase(who), noun.dep_, wide
    return None, "bare", cue


def _owner(noun):
    """Return the possessor of a noun, or None."""
    return next((c for c in noun.children if c.dep_ == "poss"), None)


def _overlap(a: Range, b: Range) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _of_adjective(adjective) -> Iterator[Candidate]:
    source, cue = _adjective_source(adjective)
    for child in adjective.rights:
        if child.dep_ in ("ccomp", "xcomp", "advcl"):
            yield Candidate(adjective.i, f"adj {child.dep_}", cue, source, (phrase(child),))
        elif child.dep_ == "prep":
            wide = (cue[0], child.i + 1)
            yield from _of_preposition(Candidate(adjective.i, f"adj prep {child.lower_}", wide, source, ()), child)


def _adjective_source(adjective) -> tuple[Range | None, Range]:
    """Return who is of an adjective's state of mind, and the cue: 'she is sure', 'workers afraid that ...'."""
    verb, cue = adjective.head, (adjective.i, adjective.i + 1)
    if adjective.dep_ in ("acomp", "oprd", "xcomp") and verb.pos_ in ("VERB", "AUX"):
        who, _ = subject(verb)
    else:
        who = verb if adjective.dep_ in ("amod", "acl") and adjective.i > verb.i else None
    if who is None:
        return None, cue
    source = source_phrase(who)
    wide = (min(verb_group(verb)[0], adjective.i), adjective.i + 1) if verb.i < adjective.i else cue
    return source, cue if _overlap(source, wide) else wide


def _according(token) -> Iterator[Candidate]:
    doc = token.doc
    to = token.i + 1 if token.lower_ == "according" else token.i
    if token.lower_ == "according" and (to >= len(doc) or doc[to].lower_ != "to"):
        return
    who = next((t for t in doc[to].children if t.dep_ in ("pobj", "pcomp")), None)
    if who is not None:
        content = _rest_of_clause(token)
        own = any(t.lower_ in _THEIR for t in who.subtree) and is_spoken(_clause(token).lemma_)
        if content and not own:  # 'she said ..., according to her statement' is said by her
            yield Candidate(token.i, token.lower_, (token.i, to + 1), phrase(who), content)


def _rest_of_clause(token) -> tuple[Range, ...]:
    """Return the clause that a phrase belongs to without the phrase."""
    (first, last), (start, end) = phrase(_clause(token)), phrase(token)
    return tuple((a, b) for a, b in ((first, start), (end, last)) if b > a)


def _clause(token):
    """Return the verb of the clause that a phrase belongs to."""
    head = token.head
    while head.pos_ not in ("VERB", "AUX") and head.dep_ != "ROOT":
        head = head.head
    return head


def _before_colon(sentence) -> Iterator[Candidate]:
    """'Minister: we shall stay': a short phrase without a verb of its own, a colon, and what it says."""
    for colon in sentence[1:9]:
        if colon.text == ":":
            before = sentence.doc[sentence.start : colon.i]
            if colon.i + 2 < sentence.end and not any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in before):
                source = (sentence.start + (sentence[0].lower_ == "from" and colon.i > sentence.start + 1), colon.i)
                yield Candidate(colon.i, "colon", (colon.i, colon.i + 1), source, ((colon.i + 1, sentence.end),))
            return


def verb_group(verb) -> Range:
    """Return the range of a verb with its auxiliaries, negation and particle."""
    places = [
        verb.i,
        *(c.i for c in verb.children if c.dep_ in _INSIDE_CUE or (c.dep_ == "advmod" and abs(c.i - verb.i) == 1)),
    ]
    first = last = verb.i
    while first - 1 in places:
        first -= 1
    while last + 1 in places:
        last += 1
    return first, last + 1


def _variants(found: Candidate, sentence) -> Iterator[Candidate]:
    """Yield the candidate as parsed, and with a content that ends sooner or later, or begins with the sentence.

    What a parser attaches least surely is what follows a clause, so that is left to the regression.
    """
    doc = sentence.doc
    content = tuple(filter(None, (_trimmed(doc, a, b, found) for a, b in found.content)))
    if not content:
        return
    *before, (first, last) = content
    if first >= found.cue[1]:
        for end, taken, left in (*_shorter(doc, first, last), *_longer(doc, found, last, sentence.end)):
            if span := _trimmed(doc, first, end, found):
                yield replace(found, content=(*before, span), taken=taken, left=left)
        return
    yield replace(found, content=content)
    first, last = content[0]
    if last <= found.cue[0] and first > sentence.start and not (found.source and found.source[0] < first):
        whole = _trimmed(doc, sentence.start, last, found)
        if whole and whole[0] < first - 1:
            yield replace(found, content=(whole, *content[1:]), taken=("front",))


def _shorter(doc, first: int, last: int) -> Iterator[tuple[int, tuple[str, ...], str]]:
    """Yield where a content ends if it is not to hold the clauses and asides at its end."""
    node, found = doc[first:last].root, 0
    while node is not None and found < _CHUNKS:
        tail = next((c for c in node.rights if c.right_edge.i + 1 >= last and c.left_edge.i > first), None)
        for child in (*(c for c in node.rights if c.dep_ == "conj" and c is not tail), *([tail] if tail else [])):
            end = child.left_edge.i
            while end > first + 1 and (doc[end - 1].dep_ == "cc" or doc[end - 1].is_punct):
                end -= 1
            clause = child.dep_ in ("conj", "advcl", "parataxis") and child.pos_ in ("VERB", "AUX")
            if first < end < last and (clause or (doc[end].is_punct and child.dep_ in _ASIDES)):
                found += 1
                yield end, (), f"own {_label(doc, child, end)}"
        node = tail


def _longer(doc, found: Candidate, last: int, stop: int) -> Iterator[tuple[int, tuple[str, ...], str]]:
    """Yield the ends of a content: its own, and one after each phrase that follows, up to another clause."""
    end, taken = last, ()
    while True:
        k = end
        while k < stop and doc[k].is_punct:
            k += 1
        if k >= stop:
            yield stop, taken, ""
            return
        head = doc[k]
        while head.head.i >= last and head.head.i != head.i:
            head = head.head
        label = _label(doc, head, end)
        yield end, taken, label
        if (
            len(taken) == _CHUNKS
            or head.dep_ in _BOUNDARIES
            or (found.source and k <= found.source[0] < head.right_edge.i + 1)
            or (found.pattern.startswith("prep") and head.dep_ in ("dobj", "ccomp"))
        ):
            return
        end, taken = min(max(head.right_edge.i, k) + 1, stop), (*taken, label)


def _label(doc, head, end: int) -> str:
    """Return what a phrase after a content is: a comma before it, its dependency, a subject of its own, a cue."""
    comma = "," if end < len(doc) and doc[end].is_punct else ""
    own = " S" if any(child.dep_ in _SUBJECTS for child in head.children) else ""
    return f"{comma}{head.dep_}{own}"


def _trimmed(doc, first: int, last: int, found: Candidate) -> Range | None:
    """Return a range without marks at its ends and without source and cue, or None if nothing is left."""
    for inside in (found.cue, found.source):
        if inside and first < inside[1] and inside[0] < last:
            if inside[0] - first >= last - inside[1]:
                last = inside[0]
            else:
                first = inside[1]
    while first < last and doc[first].text in _EDGES:
        first += 1
    while last > first and (doc[last - 1].text in _EDGES or doc[last - 1].dep_ == "cc"):
        last -= 1
    return (first, last) if last > first else None
