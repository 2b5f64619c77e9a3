"""The student's notebook: the two texts of the sample event, and checks that explain a wrong answer.

Nothing a student types raises an error: an answer may be typed without quotation marks, a blank may stay empty, and a
list may have one letter too many.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from html import escape

import pandas as pd

from newsangle.classroom.lessons import HandCoding, Lesson, read_lesson
from newsangle.coding import agreement
from newsangle.explore import display, views
from newsangle.explore.events import ExploreError
from newsangle.paths import RAW
from newsangle.tables import TableError

EVENT = "istanbul-talks-2025-06"
YES_NO = ("yes", "no")
_SHORT = {"y": "yes", "n": "no"}
_ASKED = ("lesson.check(", "lesson.compare_codes(")
_BLANK = re.compile(r"^(\w+ *= *)(.*?)\s*(?: #.*)?$")  # a line that fills in a blank
_LETTERS = re.compile(r"\W*[a-z](?:\W+(?:and\W+)?[a-z])*\W*")  # 'b', 'a, d', '[a, d]', 'a and d'


@dataclass(frozen=True)
class Answer:
    """What to say to a student; right is None if a blank is still empty or nothing is right or wrong."""

    right: bool | None
    text: str
    more: str = ""  # HTML below the text

    def __str__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        sign = {True: "✔ ", False: "✘ ", None: ""}[self.right]
        return display.page(f"<p><strong>{sign}</strong>{escape(self.text)}</p>", self.more)


def start() -> Answer:
    """Let students type answers as they are, without quotation marks, and return both texts of the sample."""
    from IPython.core.getipython import get_ipython

    shell = get_ipython()
    if shell and typed_as_text not in shell.input_transformers_cleanup:
        shell.input_transformers_cleanup.append(typed_as_text)
    return texts()


def typed_as_text(lines: list[str]) -> list[str]:
    """Return the lines of a cell with whatever fills in a blank as a text: 'letter = b' becomes 'letter = "b"'.

    Only cells that ask for answers are changed; three dots stay, and a list over several lines stays.
    """
    if not any(call in line for line in lines for call in _ASKED):
        return lines
    return [_typed(line) for line in lines]


def _typed(line: str) -> str:
    blank = _BLANK.match(line)
    if not blank or blank[2] in ("", "...") or blank[2].count("[") != blank[2].count("]"):
        return line
    return f"{blank[1]}{blank[2]!r}\n"


def check(exercise: str, *answers: object) -> Answer:
    """Return what to say about the answers to an exercise of the sample's lesson.yml."""
    known = _lesson().exercises[exercise]
    plain = [_plain(answer) for answer in answers]
    if any(answer == "" for answer in plain):
        return Answer(None, f"Replace the three dots with your answer ({known.asks}), then run the cell again.")
    if all(given in (*blank.right, *blank.also) for given, blank in zip(plain, known.blanks, strict=True)):
        return Answer(True, known.well_done)
    return Answer(False, known.wrong.get(", ".join(plain), known.otherwise))


def texts() -> Answer:
    """Return both texts of the sample side by side, with numbered sentences."""
    return _shown(_texts)


def linked() -> Answer:
    """Return both texts with the claims that the computer found in both."""
    return _shown(lambda: views.linked(EVENT, *views.outlets(EVENT)).html)


def word(terms: str) -> Answer:
    """Return how each text uses a word, or several separated by commas."""
    return _shown(lambda: views.word(EVENT, terms).html)


def sentences_to_code() -> Answer:
    """Return the sentences to code by hand, numbered, without their outlets."""
    return _shown(_sentences_to_code)


def compare_codes(mine: object, partner: object) -> Answer:
    """Return how well two students agree with each other and with the machine.

    mine, partner: yes and no, one per sentence of sentences_to_code(), as a list or as text: 'yes, no, no'.
    """
    if any(answer is ... or _codes(answer) == [] for answer in (mine, partner)):
        return Answer(None, "Replace the three dots with your answers and your partner's, then run the cell again.")
    try:
        chosen = _to_code()
        machine = views.frame(EVENT, _by_hand().frame)["sentences"]["sentence_id"]
    except (ExploreError, TableError) as error:
        return Answer(None, str(error))
    lists = {"you": _codes(mine), "your partner": _codes(partner)}
    for who, codes in lists.items():
        if len(codes) != len(chosen):
            return Answer(
                False, f"{who.capitalize()} should have {len(chosen)} answers, one per sentence, not {len(codes)}."
            )
        strange = next((code for code in codes if code not in YES_NO), None)
        if strange is not None:
            return Answer(False, f"Every answer must be yes or no; “{strange}” is neither.")
    table = pd.DataFrame({"sentence": chosen["text"], **lists})
    table["the machine"] = ["yes" if name in set(machine) else "no" for name in chosen["sentence_id"]]
    return Answer(None, _agreement_in_words(table), display.grid(table))


def _shown(page: Callable[[], str]) -> Answer:
    """Return a page, or what to do if the event has not been run."""
    try:
        return Answer(None, "", page())
    except (ExploreError, TableError) as error:
        return Answer(None, str(error))


def _texts() -> str:
    columns = {
        outlet: "".join(_numbered(i, row) for i, row in enumerate(own.itertuples(), 1))
        for outlet, own in views.sentences(EVENT).groupby("outlet", sort=False)
    }
    return display.side_by_side(columns, list(columns))


def _sentences_to_code() -> str:
    shown = "".join(f"<li><bdi>{escape(text)}</bdi></li>" for text in _to_code()["text"])
    return f'<ol class="numbered">{shown}</ol>'


def _agreement_in_words(table: pd.DataFrame) -> str:
    pairs = [("you", "your partner"), ("you", "the machine"), ("your partner", "the machine")]
    same = {pair: int((table[pair[0]] == table[pair[1]]).sum()) for pair in pairs}
    long = table[["you", "your partner"]].melt(ignore_index=False, var_name="coder", value_name="code")
    found = agreement(long.reset_index(names="unit"), YES_NO, "nominal")
    alpha = f"Krippendorff's alpha is {found['alpha']:.2f}" if found["alpha"] == found["alpha"] else "Alpha"
    return (
        f"You and your partner agree on {same[pairs[0]]} of {len(table)} sentences. {alpha}: {found['verdict']}. "
        f"The machine agrees with you on {same[pairs[1]]} and with your partner on {same[pairs[2]]}. "
        "Eight sentences are far too few to judge anyone. Discuss the ones where you differ: which words made you say "
        "yes, and does the definition of the frame cover them?"
    )


def _codes(answers: object) -> list[str]:
    texts = answers if isinstance(answers, list | tuple) else re.findall(r"\w+", str(answers))
    return [_SHORT.get(_plain(text), _plain(text)) for text in texts]


def _to_code() -> pd.DataFrame:
    every = views.sentences(EVENT)
    beginnings = _by_hand().sentences
    found = [every[every["text"].str.startswith(words)].head(1) for words in beginnings]
    return pd.concat(found, ignore_index=True)


def _numbered(number: int, row) -> str:
    tag = "b" if row.role in ("headline", "standfirst", "subhead") else "span"
    return f'<p><span class="meta">{number}</span> <{tag}><bdi>{escape(row.text)}</bdi></{tag}></p>'


def _plain(answer: object) -> str:
    """Return an answer as plain text, ignoring case, quotation marks and commas in numbers."""
    if answer is None or answer is ...:
        return ""
    if isinstance(answer, list | tuple | set):
        return ", ".join(sorted({_plain(one) for one in answer} - {""}))
    if isinstance(answer, float) and answer.is_integer():
        answer = int(answer)
    text = " ".join(str(answer).casefold().replace("’", "'").strip(" .\"'“”‘").split())
    if _LETTERS.fullmatch(text):
        return ", ".join(sorted(set(re.findall(r"\b[a-z]\b", text))))
    number = text.replace(",", "")
    return number if number.isdecimal() else text


@cache
def _lesson() -> Lesson:
    return read_lesson(RAW / EVENT)


def _by_hand() -> HandCoding:
    """Return which sentences the notebook asks to code; the sample's lesson has them."""
    asked = _lesson().code_by_hand
    assert asked is not None
    return asked
