"""The label of a row: a question that a reader understands alone.

The kinds have patterns ('How many passengers?', 'When was Crimea annexed?', 'What is Thane Maynard's post?'); every
other row has the opening of one of its sentences, best one that does not open with a pronoun.
"""

import re

from newsangle.claims.answers.answer import Answer
from newsangle.claims.relations import Cell, Relation
from newsangle.claims.sentences import Sentences
from newsangle.language import Syntax
from newsangle.language.dependents import (
    completed_by,
    first_noun,
    has_modal,
    is_active_subject,
    is_determiner,
    is_passive_subject,
    noun_phrase,
    subject,
)
from newsangle.language.lexicons import read_lexicon

_LONGEST = 110  # characters
_ENOUGH = 6  # words that say something by themselves
_MARKS = re.compile(r"[,;:](?=\s)|\s[-—–](?=\s)")
_HANGING = {
    *read_lexicon("claims", "relations")["opening"],
    *read_lexicon("claims", "relations")["hanging"],
    "this",
    "they",
}
_LASTING = frozenset(read_lexicon("claims", "relations")["lasting"])
_PRONOUN = ("PRP", "PRP$", "DT", "WDT", "WP", "EX")
_UNQUOTED = str.maketrans("", "", '"“”')


def label(cells: list[Cell], relation: Relation, event: Sentences) -> str:
    """Return what a row is about, as a question where its kind has a pattern."""
    ask = {
        "number": _how_many, "duration": _how_long, "date": _when, "place": _where, "name": _as_what,
        "polarity": _whether,
    }.get(relation.kind)  # fmt: skip
    questions = [ask(cell.answer, cell, event) for cell in cells if cell.answer] if ask else []
    questions = [question for question in questions if question and len(question) <= _LONGEST]
    if questions:
        return min(questions, key=len)
    return _statement(cells, event)


def _statement(cells: list[Cell], event: Sentences) -> str:
    """Return the opening of the sentence that reads best alone: no pronoun at its head, neither short nor long."""

    def worth(cell: Cell) -> tuple:
        words = event.parsed[cell.row]
        opening = cell.evidence.lower().split()[:1]
        pronoun = any(words.tag[i] in _PRONOUN and is_active_subject(words, i) for i in range(min(4, len(words))))
        return (pronoun or bool(set(opening) & _HANGING), abs(len(_opening(cell)) - 70), cell.row)

    return _opening(min(cells, key=worth))


def _opening(cell: Cell) -> str:
    """Return a sentence without quotation marks, as far as the last comma, colon or dash within reach.

    Nothing is left out inside: what is cut out of a sentence leaves a fragment.
    """
    text = " ".join(cell.evidence.translate(_UNQUOTED).split())
    text = re.sub(r"^(?:And|But|So|Yet)\s+(?=\w)", "", text).strip(" .,;:-—–")
    text = text[:1].upper() + text[1:]
    if len(text) <= _LONGEST:
        return text
    ends = [mark.start() for mark in _MARKS.finditer(text, 0, _LONGEST)]
    whole = [end for end in ends if len(text[:end].split()) >= _ENOUGH]
    return text[: whole[-1]].rstrip(" -—–") if whole else _clipped(text)


def _joined(words: Syntax, places: list[int], event: Sentences, row: int) -> str:
    """Return words of a sentence as running text: what stood together stays together."""
    start, text, pieces = event.starts[row], event.texts[row], []
    left_out = set(range(places[0], places[-1])).difference(places) if places else set()
    places = [i for i in places if words.text[i] != "," or left_out.isdisjoint((i - 1, i + 1))]  # commas around a gap
    for n, i in enumerate(places):
        if n and places[n - 1] == i - 1:
            pieces.append(text[words.end[i - 1] - start : words.start[i] - start])
        elif n:
            pieces.append(" ")
        pieces.append(text[words.start[i] - start : words.end[i] - start])
    joined = " ".join("".join(pieces).translate(_UNQUOTED).split())
    return re.sub(r"\s+([,.;:])", r"\1", re.sub(r"[,\s]+([,;])", r"\1", joined))


def _clipped(text: str) -> str:
    """Return a text cut at a word, with dots for what is left out."""
    return text if len(text) <= _LONGEST else text[:_LONGEST].rpartition(" ")[0].rstrip(" ,;:-—–") + " …"


def _how_many(answer: Answer, cell: Cell, event: Sentences) -> str:
    """Return 'How many passengers?', 'How old is the boy?' or 'What share of the land?'."""
    if not isinstance(answer.content, tuple) or len(answer.content) != 2:
        return ""
    q, context = answer.content
    if q.kind == "age":
        return f"How old is {context.noun.title() if context.name else 'the ' + context.noun}?" if context.noun else ""
    counted = _counted(cell, q, event)
    if q.kind == "number":
        return f"How many {counted}?" if counted else ""
    return f"What share of {q.referent}?" if q.kind == "share" and q.referent else ""


def _counted(cell: Cell, q, event: Sentences) -> str:
    """Return the noun phrase that a number belongs to without the number: 'soldiers' remains', 'people killed'."""
    words, start = event.parsed[cell.row], event.starts[cell.row]
    if not words:
        return ""
    inside = [i for i in range(len(words)) if start + q.start < words.end[i] and words.start[i] < start + q.end]
    path = inside[-1:]
    while path and words.pos[words.head[path[-1]]] not in ("VERB", "AUX") and words.head[path[-1]] not in path:
        path.append(words.head[path[-1]])
    noun = next((i for i in path if words.pos[i] in ("NOUN", "PROPN") and i not in inside), None)
    if noun is None or words.tag[noun] in ("NN", "NNP"):  # 'a 35-word oath' counts no oaths
        return ""
    phrase = [i for i in noun_phrase(words, noun) if i not in inside and i > min(inside)]
    phrase = [i for i in phrase if not is_determiner(words, i) or i > noun]
    above = words.head[noun]
    tail = ""
    if words.pos[above] == "VERB" and is_passive_subject(words, noun):
        tail = f" were {words.text[above]}"
    elif words.pos[above] == "VERB" and is_active_subject(words, noun) and words.tag[above] in ("VBD", "VBP"):
        tail = f" {words.text[above]}"
    counted = _joined(words, phrase, event, cell.row) + tail if phrase else ""
    whole = words.head[above]
    if counted and words.lemma[above] == "of" and words.tag[whole] == "NNS":  # 'the remains of 6,000 soldiers'
        return f"{words.text[whole]} of {counted}"
    return counted


def _how_long(answer: Answer, cell: Cell, event: Sentences) -> str:
    noun = answer.content[1].noun
    return f"How long is the {noun}?" if noun in _LASTING else ""


def _when(answer: Answer, cell: Cell, event: Sentences) -> str:
    content = answer.content
    dated = isinstance(content, tuple) and hasattr(content[1], "predicate")
    return _asked("When", content[1].predicate, cell, event) if dated else ""


def _where(answer: Answer, cell: Cell, event: Sentences) -> str:
    return _asked("Where", answer.content[0], cell, event)


def _whether(answer: Answer, cell: Cell, event: Sentences) -> str:
    words, start = event.parsed[cell.row], event.starts[cell.row]
    place = next((i for i in range(len(words)) if words.start[i] - start == answer.start), -1) if words else -1
    return _asked("", place, cell, event) if place >= 0 and words.pos[place] == "VERB" else ""


def _as_what(answer: Answer, cell: Cell, event: Sentences) -> str:
    title = answer.content
    return f"What is {title.person.title()}'s post?" if hasattr(title, "person") else ""


def _asked(opening: str, verb: int, cell: Cell, event: Sentences) -> str:
    """Return a question after a predicate: 'When did the ferry run aground?', 'When was Crimea annexed?'."""
    words = event.parsed[cell.row]
    if not words or verb < 0 or words.pos[verb] != "VERB":
        return ""
    who = subject(words, verb)
    if who is None or words.tag[who] in _PRONOUN:
        return ""
    told = _joined(words, first_noun(words, who), event, cell.row)
    future = has_modal(words, verb)
    plural = words.tag[who] in ("NNS", "NNPS")
    rest = [_joined(words, noun_phrase(words, j), event, cell.row) for j in completed_by(words, verb) if j > verb]
    if is_passive_subject(words, who):
        helper = "will" if future else "were" if plural else "was"
        tail = ["be" if future else "", words.text[verb], *rest]
    else:
        helper, tail = ("will" if future else "did"), [words.lemma[verb], *rest]
    asked = " ".join(filter(None, [opening, helper, told, *tail]))
    return f"{asked[:1].upper()}{asked[1:]}?"
