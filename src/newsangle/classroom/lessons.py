"""A lesson as data: lesson.yml in an event's folder, or the general one for an event that has none."""

from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from newsangle.errors import InputError
from newsangle.paths import LESSON
from newsangle.small_files import read_yaml

GENERAL = Path(str(files("newsangle.classroom") / "lesson.yml"))
MESSAGES = 10  # about one file: more would hide the first ones
PAGES = ("read", "lesson", "code", "discuss")

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
Key = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class LessonError(InputError):
    """A lesson cannot be used as it is; each line of the message names the file, the entry and the fix."""


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", coerce_numbers_to_str=True, frozen=True)


class Step(_Entry):
    """A step of the plan: when, what happens, and on which page."""

    time: Text
    step: Text
    what: Text
    page: Literal["", "read", "lesson", "code", "discuss", "handout"] = ""


class Strand(_Entry):
    """A strand of a curriculum that the lesson serves."""

    curriculum: Text
    strand: Text


class Question(_Entry):
    """A question for the class, and what the teacher may listen for."""

    ask: Text
    listen_for: Text


class Blank(_Entry):
    """One choice of an exercise: what is asked, the choices by their letter or value, and the right ones.

    many: several may be chosen; then a right answer is the letters in alphabetical order, as 'a, d'. also: other ways
    to type a right answer in the notebook.
    """

    ask: str = ""
    choices: Annotated[dict[Key, Text], Field(min_length=2)]
    right: Annotated[tuple[Key, ...], Field(min_length=1)]
    also: tuple[Key, ...] = ()
    many: bool = False


class Exercise(_Entry):
    """An exercise: its text, its blanks, and what to say to each answer.

    look: words of the articles that hold the answer, by the article's id. wrong: answer → hint. otherwise: the hint for
    any other wrong answer.
    """

    title: Text
    text: Text
    asks: Text
    blanks: Annotated[tuple[Blank, ...], Field(min_length=1)]
    look: dict[Key, Text] = {}
    wrong: dict[str, Text] = {}
    otherwise: Text
    well_done: Text


class Document(_Entry):
    """A further text that pupils read beside the articles."""

    title: Text
    text: Text


class Row(_Entry):
    """A line of the rubric: what is judged, and what each level looks like."""

    what: Text
    levels: tuple[Text, ...]


class Rubric(_Entry):
    levels: Annotated[tuple[Text, ...], Field(min_length=2)]
    rows: tuple[Row, ...]


class HandCoding(_Entry):
    """Sentences to code in the notebook for one frame, by their first words."""

    frame: Key
    sentences: tuple[Text, ...]


class Lesson(_Entry):
    """A lesson on an event: what the teacher's page, the pupils' exercises and the answer key are made of."""

    title: Text
    length: Text
    ages: Text
    about: Text
    invented: bool = False
    aims: tuple[Text, ...]
    strands: tuple[Strand, ...] = ()
    before: tuple[Text, ...] = ()
    plan: Annotated[tuple[Step, ...], Field(min_length=1)]
    talk: Annotated[tuple[Question, ...], Field(min_length=1)]
    differentiation: tuple[Text, ...] = ()
    homework: tuple[Text, ...] = ()
    rubric: Rubric | None = None
    documents: tuple[Document, ...] = ()
    exercises: dict[Key, Exercise] = {}
    notes: tuple[Text, ...] = ()
    code_by_hand: HandCoding | None = None


def read_lesson(folder: Path) -> Lesson:
    """Return the lesson of an event's folder, or the general one where it has none.

    Raises LessonError, which names everything that does not fit.
    """
    file = folder / LESSON
    file = file if file.exists() else GENERAL
    try:
        lesson = Lesson.model_validate(read_yaml(file, inside=file.parent))
    except ValidationError as error:
        raise LessonError("\n".join(f"{file}: {_described(one)}" for one in error.errors()[:MESSAGES])) from None
    problems = [f"{file}: {problem}" for problem in _misfits(lesson)]
    if problems:
        raise LessonError("\n".join(problems))
    return lesson


def check_places(lesson: Lesson, raws: dict[str, str], folder: Path) -> None:
    """Raise LessonError where an exercise points to words that its article does not hold.

    raws: the text of each article, by id.
    """
    problems = [
        f"{folder / LESSON}: exercise '{name}': the article '{article}' does not hold '{words}'. Copy them."
        for name, exercise in lesson.exercises.items()
        for article, words in exercise.look.items()
        if words not in raws.get(article, "")
    ]
    if problems:
        raise LessonError("\n".join(problems))


def _misfits(lesson: Lesson) -> list[str]:
    found = []
    for name, exercise in lesson.exercises.items():
        for blank in exercise.blanks:
            given = [letter for right in blank.right for letter in (right.split(", ") if blank.many else [right])]
            unknown = next((letter for letter in given if letter not in blank.choices), None)
            if unknown:
                found.append(f"exercise '{name}': the right answer '{unknown}' is not among the choices. Add it.")
    levels = len(lesson.rubric.levels) if lesson.rubric else 0
    uneven = [row.what for row in lesson.rubric.rows if len(row.levels) != levels] if lesson.rubric else []
    return found + [f"rubric: '{what}' needs {levels} levels. Add or remove some." for what in uneven]


def _described(error) -> str:
    place = ".".join(str(part + 1 if isinstance(part, int) else part) for part in error["loc"]) or "the file"
    if error["type"] == "extra_forbidden":
        return f"there is no entry '{place}'. Remove it or correct its name."
    if error["type"] == "missing":
        return f"'{place}' is missing. Add it."
    return f"'{place}' does not fit ({error['msg'].lower()})."
