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
    for child in token.children:
        if child.dep_ == "agent":
            return next((t for t in child.children if t.dep_ == "pobj"), None), "agent"
    passive = is_passive(token)
    for child in token.children:
        if child.dep_ in ("nsubj", "csubj") and not passive:
            return child, "own"
    if passive or depth > 4:
        return None, "none"
    head = token.head
    if token.dep_ in ("acl", "relcl") and head.pos_ in ("NOUN", "PROPN", "PRON"):
        return head, token.dep_
    if token.dep_ == "pcomp" and head.dep_ in ("prep", "mark"):
        head = head.head
    if token.dep_ in ("conj", "xcomp", "advcl", "ccomp", "pcomp", "acl", "dep", "parataxis") and head.i != token.i:
        found, how = subject(head, depth + 1)
        while depth == 0 and found is not None and is_inanimate(found) and head.head.i != head.i:
            head = head.head  # 'She denied that the transfer of funds was odd, saying ...', hung on 'was' by the parser
            if head.pos_ in ("VERB", "AUX"):
                found, how = subject(head, 1)
        if found is None and is_passive(head):
            found = next((t for t in head.children if t.dep_ == "nsubjpass"), None)
        return found, "none" if found is None else token.dep_ if how in ("own", "agent", "none") else how
    return None, "none"


def speaker_of(verb) -> Range | None:
    """Return the phrase that names who a verb says to speak; of 'said', a name beside it if the parse has none."""
    who, _ = subject(verb)
    if who is not None and is_inanimate(who) and verb.lemma_ in _SAYING:
        return None  # 'A doctor who saw them after the crash said ...', with 'crash' read as the subject
    if who is not None and who.i != verb.i:
        first, last = source_phrase(who)
        if who.i < verb.i < last:  # 'the minister, who led the talks, called for ...', read as part of the name
            clauses = [c.left_edge.i for c in who.rights if c.dep_ in ("relcl", "acl")]
            last = max(who.i + 1, min([*clauses, verb.i]))
            while last > who.i + 1 and who.doc[last - 1].is_punct:
                last -= 1
        return first, last
    doc, sentence = verb.doc, verb.sent
    if verb.lemma_ not in _SAYING or verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    if misread := _reduced_relative(verb):
        return misread
    after, before = verb.i + 1, verb.i - 1
    if (
        after < sentence.end
        and doc[after].pos_ in ("PROPN", "PRON", "DET", "NOUN")
        and doc[after].dep_ not in ("mark", "dobj")
    ):
        noun = doc[after]
        while (
            noun.dep_ in ("compound", "det", "amod", "poss", "nmod")
            and noun.head.i > noun.i
            and noun.head.pos_ in ("PROPN", "NOUN")
        ):
            noun = noun.head
        return source_phrase(noun)
    if before >= sentence.start and doc[before].pos_ in ("PROPN", "PRON"):
        return source_phrase(doc[before])
    return None


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
        span = phrase(child)
        alike = [c for c in verb.children if c.dep_ == child.dep_ and verb.i < c.i < child.i]
        if alike and child.dep_ in ("ccomp", "dobj"):  # what the parser cut in two
            span = (alike[0].left_edge.i, span[1])
        if thing is not None and child.i > thing.i and child.dep_ in ("oprd", "xcomp", "ccomp", "prep", "acomp"):
            name = f"dobj+{child.lower_ if child.dep_ == 'prep' else child.dep_}"  # 'called it a mistake'
            yield Candidate(verb.i, name, cue, source, ((thing.left_edge.i, span[1]),))
            if child.dep_ == "ccomp" and child.left_edge.i == thing.right_edge.i + 1 and _is_bare(child):
                continue  # 'rules out compromise in peace talks', with 'talks' read as a verb
        if child.dep_ in ("ccomp", "xcomp", "parataxis") or (
            child.dep_ == "advcl" and any(t.dep_ == "mark" and t.lower_ in _WHETHER for t in child.children)
        ):
            side = "left" if child.i < verb.i else "right"
            if passive is not None and child.dep_ == "xcomp":
                yield Candidate(verb.i, "passive xcomp", cue, source, (phrase(passive), span))
            yield Candidate(verb.i, f"{child.dep_} {side}", cue, source, (span,))
        elif child.dep_ in ("dobj", "oprd", "attr", "dative", "acomp") and child.i > verb.i:
            yield Candidate(verb.i, child.dep_, cue, source, (span,))
        elif child.dep_ == "prep" and child.i > verb.i:
            wide = (cue[0], child.i + 1) if child.i - cue[1] <= 2 else cue
            for inner in child.children:
                if inner.dep_ in ("pobj", "pcomp") and inner.ent_type_ not in _WHEN:
                    yield Candidate(verb.i, f"prep {child.lower_}", wide, source, (phrase(inner),))
    if is_spoken(verb.lemma_):
        yield from _past_the_parse(verb, cue, source)
    if passive is not None:
        yield Candidate(verb.i, "nsubjpass", cue, source, (phrase(passive),))


def _is_bare(clause) -> bool:
    """Tell whether what the parser takes for a clause has neither subject nor auxiliary, nor is it quoted."""
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
    doc = noun.doc
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    source, how = (phrase(owner), "poss") if owner is not None else (None, "bare")
    if source and doc[source[1] - 1].tag_ == "POS":
        source = (source[0], source[1] - 1)
    cue = (noun.i, noun.i + 1)
    if source is None:
        named = [c for c in noun.children if c.dep_ == "compound" and c.pos_ == "PROPN"]
        if named and named[-1].i == noun.i - 1:  # 'Trump claims that ...', read as a noun
            source, how = (named[0].left_edge.i, noun.i), "compound"
    if source is None:
        by = next(
            (c for c in noun.children if c.dep_ in ("prep", "agent") and c.lower_ in ("by", "from", "among")), None
        )
        who = next((t for t in by.children if t.dep_ == "pobj"), None) if by is not None else None
        if who is not None:
            source, how = source_phrase(who), "by"
        elif noun.dep_ in ("dobj", "pobj", "attr"):
            verb = noun.head if noun.dep_ != "pobj" else noun.head.head
            if verb.pos_ in ("VERB", "AUX"):
                who, _ = subject(verb)
                if who is not None and who.i != noun.i:
                    source, how = source_phrase(who), f"{noun.dep_} of {verb.lemma_}"
                    cue = (min(verb_group(verb)[0], noun.i), noun.i + 1) if noun.i - verb.i < 6 else cue
    elif noun.i - source[1] < 5:
        cue = (source[1] + (doc[source[1]].tag_ == "POS"), noun.i + 1)
    if source and source[0] < cue[1] and cue[0] < source[1]:
        source = None
    if owner is not None and noun.dep_ == "pobj" and noun.head.lower_ in ("in", "by") and noun.lemma_ in _OPINION:
        yield Candidate(noun.i, "in view", (noun.i, noun.i + 1), source, _rest_of_clause(noun.head))
    for child in noun.children:
        if child.i < noun.i:
            continue
        if child.dep_ in ("acl", "ccomp", "relcl", "xcomp"):
            yield Candidate(noun.i, f"noun {child.dep_} {how.split()[0]}", cue, source, (phrase(child),))
        elif child.dep_ == "prep" and child.lower_ not in ("by", "from", "among"):
            for inner in child.children:
                if inner.dep_ in ("pobj", "pcomp"):
                    pattern = f"noun prep {how.split()[0]}"
                    yield Candidate(noun.i, pattern, (cue[0], child.i + 1), source, (phrase(inner),))
    verb = noun.head
    if noun.dep_ == "nsubj" and verb.lemma_ == "be" and noun.i < verb.i:  # his concern is that ...
        for child in verb.children:
            if child.dep_ in ("ccomp", "xcomp", "attr", "acomp", "advcl") and child.i > verb.i:
                yield Candidate(noun.i, f"noun is {child.dep_}", (noun.i, verb.i + 1), source, (phrase(child),))


def _of_adjective(adjective) -> Iterator[Candidate]:
    verb = adjective.head
    who = None
    if adjective.dep_ in ("acomp", "oprd", "xcomp") and verb.pos_ in ("VERB", "AUX"):
        who, _ = subject(verb)
    elif adjective.dep_ in ("amod", "acl") and adjective.i > adjective.head.i:
        who = adjective.head
    source = source_phrase(who) if who is not None else None
    cue = (
        (min(verb_group(verb)[0], adjective.i), adjective.i + 1)
        if who is not None and verb.i < adjective.i
        else (adjective.i, adjective.i + 1)
    )
    if source and source[0] < cue[1] and cue[0] < source[1]:
        cue = (adjective.i, adjective.i + 1)
    for child in adjective.children:
        if child.i < adjective.i:
            continue
        if child.dep_ in ("ccomp", "xcomp", "advcl"):
            yield Candidate(adjective.i, f"adj {child.dep_}", cue, source, (phrase(child),))
        elif child.dep_ == "prep":
            for inner in child.children:
                if inner.dep_ in ("pobj", "pcomp"):
                    yield Candidate(
                        adjective.i, f"adj prep {child.lower_}", (cue[0], child.i + 1), source, (phrase(inner),)
                    )


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
