"""Questions that the kinds of answers ask: how many, how old, how long, what share, when, where, whether, as what."""

from newsangle.claims.answers.answer import Answer
from newsangle.claims.answers.name import Spelling
from newsangle.claims.referents import Context
from newsangle.claims.relations import Cell
from newsangle.claims.sentences import Sentences
from newsangle.claims.wording import LONGEST, Reading, capitalised, is_pronoun, is_unnamed, running, verb_of
from newsangle.language import Syntax
from newsangle.language.dependents import (
    completed_by,
    has_finite_clause,
    is_active_subject,
    is_determiner,
    is_object,
    is_passive_subject,
    modal,
    noun_phrase,
    particles,
    prepositions_after,
    subject,
)
from newsangle.language.lexicons import read_lexicon
from newsangle.language.negation import negated
from newsangle.language.statements import misses_its_relative, statements

_ASKED = read_lexicon("claims", "labels")["asked"]
_BOUNDS, _TIMES, _NO_PERSONS = (
    frozenset(read_lexicon("claims", "labels")[n]) for n in ("bounds", "times", "no_persons")
)
_SUFFIXES = ("jr", "sr", "ii", "iii")
_SHORT = 6  # words of what completes a question
_LASTING = frozenset(read_lexicon("claims", "relations")["lasting"])


def question(kind: str, cell: Cell, event: Sentences) -> str:
    """Return the question that an answer of a kind gives an answer to, '' where the kind has no pattern for it."""
    ask = _PATTERNS.get(kind)
    asked = ask(cell.answer, cell, event) if ask and cell.answer else ""
    return asked if len(asked) <= LONGEST else ""


def in_place(cell: Cell, event: Sentences) -> Reading | None:
    """Return the clause of a value with a question word in its place: 'The firm raised its bid to how much?'."""
    words, content = event.parsed[cell.row], cell.answer.content if cell.answer else None
    asked = _ASKED.get(getattr(content[0], "kind", "")) if isinstance(content, tuple) else None
    verb = verb_of(cell, event)
    value = _places(words, event, cell.row, cell.answer) if words and asked and cell.answer else []
    if verb is None or not value or (asked == "how many" and not _counts(words, value)):
        return None
    value = _with_bounds(words, value, _TIMES if asked == "when" else _BOUNDS)
    for stated in statements(words, verb):
        who = stated.subject
        if value[0] not in stated.words or who is None or who in value:
            continue
        at = stated.words.index(value[0])
        sides = ([i for i in side if i not in value] for side in (stated.words[:at], stated.words[at:]))
        before, after = (running(words, side, event, cell.row, who) for side in sides)
        text = capitalised(" ".join(filter(None, [before, asked, after])))
        if len(text) < LONGEST:
            return Reading(2 if is_unnamed(words, who, event, cell.row) else 0, f"{text}?")
    return None


def _counts(words: Syntax, value: list[int]) -> bool:
    """Return whether a number stands before the plural noun that it counts, not in 'lap 18' or 'a six-run lead'."""
    after = max(value) + 1
    return any(words.tag[i] in ("NNS", "NNPS") for i in value[1:]) or any(
        words.tag[i] in ("NNS", "NNPS") and words.head[max(value)] in (i, *value) for i in range(after, len(words))
    )


def _with_bounds(words: Syntax, value: list[int], bounds: frozenset[str]) -> list[int]:
    """Return the words of a value with those before it that limit it: 'at least nine', 'before June'."""
    while value and value[0] > 0:
        before, first = words.text[value[0] - 1].lower(), words.text[value[0]].lower()
        if before not in bounds and not (before == "at" and first in ("least", "most")):
            break
        value = [value[0] - 1, *value]
    return value


def _places(words: Syntax, event: Sentences, row: int, answer: Answer) -> list[int]:
    """Return the words of an answer."""
    begin = event.starts[row]
    return [i for i in range(len(words)) if begin + answer.start < words.end[i] and words.start[i] < begin + answer.end]


def _how_many(answer: Answer, cell: Cell, event: Sentences) -> str:
    """Return 'How many passengers were injured?', 'How old is the boy?' or 'What share of the land?'."""
    if not isinstance(answer.content, tuple) or len(answer.content) != 2:
        return ""
    q, context = answer.content
    if q.kind == "age":
        return f"How old is {_whom(context)}?" if context.noun and context.noun not in _NO_PERSONS else ""
    if q.kind == "share":
        telling = f"{q.text} of " in cell.evidence and len(q.referent.split()) > 1
        return f"What share of {q.referent}?" if telling else ""
    return _how_many_of(cell, q, event) if q.kind == "number" else ""


def _whom(context: Context) -> str:
    return context.noun.title() if context.name else f"the {context.noun}"


def _how_many_of(cell: Cell, q, event: Sentences) -> str:
    """Return a question after the noun phrase that a number belongs to and the verb that it is said with."""
    words, start = event.parsed[cell.row], event.starts[cell.row]
    inside = [i for i in range(len(words)) if start + q.start < words.end[i] and words.start[i] < start + q.end]
    path = inside[-1:]
    while path and words.pos[words.head[path[-1]]] not in ("VERB", "AUX") and words.head[path[-1]] not in path:
        path.append(words.head[path[-1]])
    noun = next((i for i in path if words.pos[i] in ("NOUN", "PROPN") and i not in inside), None)
    if noun is None or words.tag[noun] in ("NN", "NNP"):  # 'a 35-word oath' counts no oaths
        return ""
    phrase = [i for i in noun_phrase(words, noun) if i not in inside and i > min(inside)]
    phrase = [i for i in phrase if not is_determiner(words, i) or i > noun]
    counted, above = running(words, phrase, event, cell.row) if phrase else "", words.head[noun]
    if not counted:
        return ""
    said = _said_of(words, noun, above, cell, event)
    return f"How many {counted}{said}?" if said else ""


def _said_of(words: Syntax, noun: int, verb: int, cell: Cell, event: Sentences) -> str:
    """Return what is said of a counted noun: ' were injured', ' fled', ' did the firm hire'; '' for nothing sure."""
    if words.pos[verb] != "VERB" or verb in negated(words) or not _is_asked_of(words, verb):
        return ""
    where = _where_to(words, verb, cell, event)
    phrases = [running(words, noun_phrase(words, j), event, cell.row) for j in where or []]
    if is_passive_subject(words, noun) and not completed_by(words, verb) and where is not None:
        return f" {'will be' if modal(words, verb) else 'were'} {' '.join([words.text[verb], *phrases])}"
    if is_active_subject(words, noun) and words.tag[verb] in ("VBD", "VBP") and not completed_by(words, verb):
        return "" if where is None else " ".join(["", words.text[verb], *phrases])
    who = subject(words, verb) if is_object(words, noun) else None
    if who is None or is_pronoun(words, who):
        return ""
    helper = "will" if modal(words, verb) else "did"
    about = _inside(running(words, noun_phrase(words, who), event, cell.row), words)
    return " ".join(["", helper, about, words.lemma[verb], *(words.text[j] for j in particles(words, verb))])


def _is_asked_of(words: Syntax, verb: int) -> bool:
    """Return whether a question can be asked after a verb: what may or would be is not asked about as a fact."""
    return modal(words, verb) in ("", "will")


def _inside(phrase: str, words: Syntax) -> str:
    """Return a noun phrase as it is written inside a sentence: without the capital of a sentence's first word."""
    opens = phrase.startswith(words.text[0]) and words.pos[0] != "PROPN" and not words.entity[0]
    return phrase[:1].lower() + phrase[1:] if opens or phrase.startswith("The ") else phrase


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
    if isinstance(answer.content, Spelling):
        return f"How is the name '{answer.value}' spelt?"
    person, words = getattr(answer.content, "person", ""), event.parsed[cell.row]
    named = [i for i in range(len(words)) if words.text[i].lower() == person and words.entity[i] == "PERSON"]
    return f"What is {person.title()}'s post?" if named and person not in _SUFFIXES else ""


def _asked(opening: str, verb: int, cell: Cell, event: Sentences) -> str:
    """Return a question after a predicate: 'When did the ferry run aground?', 'When was Crimea annexed?'."""
    words = event.parsed[cell.row]
    if not words or verb < 0 or words.pos[verb] != "VERB" or has_finite_clause(words, verb):
        return ""
    who = subject(words, verb)
    if who is None or is_unnamed(words, who, event, cell.row) or (opening and verb in negated(words)):
        return ""
    about = _inside(running(words, noun_phrase(words, who), event, cell.row, who), words)
    several = words.tag[who] in ("NNS", "NNPS", "CD") and words.entity[who] != "PERSON"
    plural = several or len(words.with_conjuncts([who])) > 1
    completing = [j for j in completed_by(words, verb) if j > verb] or _where_to(words, verb, cell, event)
    if completing is None or misses_its_relative(words, verb) or not _is_asked_of(words, verb):
        return ""
    rest = [running(words, noun_phrase(words, j), event, cell.row) for j in completing]
    if is_passive_subject(words, who):
        helper = "will" if modal(words, verb) else "were" if plural else "was"
        tail = ["be" if modal(words, verb) else "", words.text[verb], *rest]
    else:
        helper, tail = ("will" if modal(words, verb) else "did"), [words.lemma[verb], *rest]
    asked = " ".join(filter(None, [opening, helper, about, *tail]))
    return f"{asked[:1].upper()}{asked[1:]}?"


def _where_to(words: Syntax, verb: int, cell: Cell, event: Sentences) -> list[int] | None:
    """Return the first preposition after a verb unless it gives the answer or a time; None if its phrase is long."""
    value = set(_places(words, event, cell.row, cell.answer)) if cell.answer else set()
    first = next(iter(prepositions_after(words, verb)), None)
    phrase = set() if first is None else set(words.below(first))
    times = any(words.entity[i] in ("DATE", "TIME") for i in phrase)
    if first is None or times or value & phrase:
        return []
    return [first] if len(phrase) <= _SHORT else None


_PATTERNS = {
    "number": _how_many, "duration": _how_long, "date": _when, "place": _where, "name": _as_what, "polarity": _whether,
}  # fmt: skip
