"""What the regression of attributions weighs: features of a candidate, each with its values, and their crossings."""

from itertools import product

from newsangle.language import complements
from newsangle.texts.attribution.candidates import Candidate
from newsangle.texts.attribution.cues import cue_class, is_spoken
from newsangle.texts.attribution.parsed import ParsedText, Span

CROSSINGS = (
    ("lemma", "pos"), ("lemma", "group"), ("lemma", "pattern"), ("class", "pattern"), ("said", "pattern"),
    ("said", "lemma"), ("source", "group"), ("source", "class"), ("no source", "pattern"), ("left", "group"),
    ("taken", "group"), ("last taken", "left"), ("quoted", "pattern"), ("quoted", "class"), ("pieces", "quoted"),
    ("statement", "quoted"), ("statement", "quoted", "group"), ("statement", "quoted", "class"), ("length", "group"),
    ("opener", "group"), ("root", "group"), ("entity", "group"), ("entity", "class"), ("tag", "group"),
    ("dep", "class"), ("sister", "pattern"), ("fronted", "pattern"), ("between", "quoted"), ("between", "group"),
)  # fmt: skip
_NAMES_OF_CROSSINGS = {crossing: "|".join(crossing) for crossing in CROSSINGS}
_OPENERS = frozenset(
    ["that", "to", "whether", "if", "how", "what", "why", "who", "when", "where", "which", "as", "of", "for"]
)
_LENGTHS = (8, 20, 50, 120)  # characters
_NEAR = 40  # tokens between cue and content in which another verb of speech is looked for

Values = dict[str, tuple[str, ...]]


def features_of(here: ParsedText, candidate: Candidate, content: tuple[Span, ...]) -> tuple[str, ...]:
    """Return the features of a candidate whose content lies at the given places, and their crossings."""
    values = _cue(here, candidate) | _source(here, candidate) | _tail(candidate) | _content(here, candidate)
    values |= _quotation(here, candidate, content)
    found = ["bias", *(f"{name}={value}" for name, own in values.items() for value in own)]
    for crossing, name in _NAMES_OF_CROSSINGS.items():
        found += ["|".join((name, *combined)) for combined in product(*(values.get(part, ()) for part in crossing))]
    return tuple(found)


def _cue(here: ParsedText, candidate: Candidate) -> Values:
    words, head = here.words, candidate.head
    lemma = words.lemma[head] if words.pos[head] != "PROPN" else "PROPN"
    return complements.setting(words, head) | {
        "pattern": (candidate.pattern,),
        "group": (candidate.pattern.split()[0],),
        "lemma": (lemma,),
        "pos": (words.pos[head],),
        "class": (cue_class(lemma) or "none",),
        "said": ("yes",) if _is_plain(candidate, lemma) else (),
        "tag": (words.tag[head],),
    }


def _is_plain(candidate: Candidate, lemma: str) -> bool:
    """Return whether somebody says something and the content is as the parser cut it."""
    return bool(candidate.source) and not candidate.taken and not candidate.left and is_spoken(lemma)


def _source(here: ParsedText, candidate: Candidate) -> Values:
    if not candidate.source:
        return {"source": ("none",), "no source": ("yes",)}
    words, root = here.words, here.words.root(*candidate.source)
    form = words.text[root].lower() if words.pos[root] == "PRON" else words.tag[root]
    return {
        "source": (words.entity[root] or form,),
        "source lemma": (words.lemma[root],) if words.pos[root] == "NOUN" else (),
        "source dep": complements.setting(words, root)["dep"],
    }


def _tail(candidate: Candidate) -> Values:
    """Return what the content was made to hold or to leave out at its end."""
    taken = candidate.taken
    return {"left": (candidate.left,), "taken": taken, "last taken": taken[-1:], "number taken": (str(len(taken)),)}


def _content(here: ParsedText, candidate: Candidate) -> Values:
    words, (first, last) = here.words, candidate.content[0]
    root, opener = words.root(first, last), words.text[first].lower()
    between = range(candidate.cue[1], first) if candidate.cue[1] <= first else range(last, candidate.cue[0])
    others = any(words.pos[i] == "VERB" and is_spoken(words.lemma[i]) for i in between[:_NEAR])
    return {
        "opener": (opener if opener in _OPENERS else words.tag[first],),
        "root": (words.tag[root],),
        "entity": (words.entity[root],),
        "fronted": ("yes",) if first < candidate.cue[0] else (),
        "between": ("speech" if others else "words" if len(between) > 3 else "nothing",),
    }


def _quotation(here: ParsedText, candidate: Candidate, content: tuple[Span, ...]) -> Values:
    """Return how much of the content stands in quotation marks, and whether it is a whole statement or a few words."""
    size = sum(b - a for a, b in content)
    quoted = sum(min(q.end, b) - max(q.start, a) for a, b in content for q in here.quotes_in(a, b))
    share = "all" if quoted > 0.9 * size else "most" if quoted > size / 2 else "some" if quoted else "no"
    values = {"length": (str(1 + sum(size >= length for length in _LENGTHS)),), "pieces": (str(min(len(content), 3)),)}
    if quoted:
        start = content[0][0]
        opener = here.raw[start : start + 3].lstrip("\"'“‘`")[:1]
        before = here.raw[max(0, start - 2) : start].strip()[-1:]
        marked = "mark" if not before or not before.isalnum() else "word"
        values["statement"] = (f"{'upper' if opener.isupper() else 'lower'} {marked}",)
    return values | {"quoted": ("inside" if here.is_quoted(candidate.head) else share,)}
