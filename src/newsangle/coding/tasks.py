"""What people code: the questions, the labels and the guide of each kind of sheet."""

import hashlib
import re
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path

from newsangle.errors import InputError
from newsangle.framing.codebook import SHIPPED, Codebook, load_codebook

YES_NO = ("yes", "no")
_ALSO_YES_NO = {"y": "yes", "1": "yes", "true": "yes", "n": "no", "0": "no", "false": "no"}
NAME = r"[\w-]+"  # what may stand in the name of a file
_CODEBOOKS = "codebooks"  # folder beside the sheets that keeps codebooks which do not ship
_CONSONANTS = "bcdfghjkmnpqrstvwxz"  # no spreadsheet takes such letters for a number, a date or a word of its own


class CodingError(InputError):
    """Sheets cannot be made or read as they are; the message names the place and the fix."""


@dataclass(frozen=True)
class Variable:
    """A question with its labels; those of an ordinal one go from low to high."""

    name: str
    question: str
    level: str  # nominal or ordinal
    labels: tuple[str, ...]
    nothing: str = ""  # the label that says that there is nothing to judge
    also: dict[str, str] = field(default_factory=dict, hash=False)  # other ways of writing a label
    published: dict[str, dict[str, int]] = field(default_factory=dict, hash=False)  # the machine on a published test

    @property
    def choices(self) -> tuple[str, ...]:
        """The labels that a coder may choose."""
        return (*self.labels, self.nothing) if self.nothing else self.labels


@dataclass(frozen=True)
class Task:
    """One kind of sheet: what is read, what is asked, and the guide that coders get."""

    name: str  # frames-generic, article-frames-generic, voice, tone, actors, claims
    title: str
    kind: str  # frames, voice, tone, actors, claims
    unit: str  # sentence, article, mention, pair
    reads: tuple[str, ...]  # the columns that a coder reads
    variables: tuple[Variable, ...]
    guide: tuple[tuple[str, str], ...]
    codebook: str = ""

    @property
    def version(self) -> str:
        """Letters that change with any question, label or line of the guide."""
        asked = [(v.name, v.question, v.level, v.labels, v.nothing) for v in self.variables]
        return letters(repr((asked, self.guide)))


def frames_task(codebook: str | Path | Codebook, unit: str = "sentence") -> Task:
    """Return the task of coding the frames of a codebook; unit: 'sentence' or 'article'."""
    if unit not in ("sentence", "article"):
        raise CodingError(f"There is no unit '{unit}': frames are coded by 'sentence' or by 'article'.")
    book = load_codebook(codebook)
    variables = tuple(
        Variable(frame.name, frame.definition, "nominal", YES_NO, also=_ALSO_YES_NO) for frame in book.frames
    )
    guide = [
        (
            "How to code",
            f"For every {unit} and every frame, choose yes or no. Several frames may fit, or none. "
            "Judge what the text says, not what you know of the event.",
        )
    ]
    for frame in book.frames:
        guide.append((frame.name, frame.definition))
        guide += [("  ask yourself", question) for question in frame.questions]
        guide += [("  for example", example) for example in frame.examples]
    name = f"{'article-' if unit == 'article' else ''}frames-{book.name}"
    return Task(name, f"Frames by {unit}: {book.title}", "frames", unit, (unit,), variables, tuple(guide), book.name)


def other_task(kind: str) -> Task:
    """Return the task of coding 'voice', 'tone', 'actors' or 'claims'."""
    if kind not in _tasks():
        raise CodingError(f"There is nothing to code by the name '{kind}'; there are: frames, {', '.join(_tasks())}.")
    entry = _tasks()[kind]
    variables = tuple(
        Variable(
            v["name"],
            v["question"],
            v["level"],
            tuple(v["labels"]),
            v.get("nothing", ""),
            v["also"],
            v.get("published", {}),
        )
        for v in entry["variables"]
    )
    units = {"voice": "sentence", "tone": "sentence", "actors": "mention", "claims": "pair"}
    guide = tuple((heading, text) for heading, text in entry["guide"])
    return Task(kind, entry["title"], kind, units[kind], tuple(entry["reads"]), variables, guide)


def task_named(name: str, folder: Path) -> Task | None:
    """Return the task that a sheet names, or None; folder: where the sheets lie, with codebooks that do not ship."""
    if name in _tasks():
        return other_task(name)
    before, _, book = name.partition("frames-")
    if before not in ("", "article-") or not book:
        return None
    unit = "article" if before else "sentence"
    if book in SHIPPED:
        return frames_task(book, unit)
    kept = kept_codebook(folder, book)
    return frames_task(kept, unit) if re.fullmatch(NAME, book) and kept.is_file() else None


def kept_codebook(folder: Path, book: str) -> Path:
    """Return where a codebook that does not ship is kept beside the sheets."""
    return folder / _CODEBOOKS / f"{book}.yml"


def letters(text: str, length: int = 8) -> str:
    """Return consonants that stand for a text: the same text always gives the same ones."""
    number = int.from_bytes(hashlib.sha256(text.encode()).digest(), "big")
    found = []
    for _ in range(length):
        number, place = divmod(number, len(_CONSONANTS))
        found.append(_CONSONANTS[place])
    return "".join(found)


@cache
def _tasks() -> dict:
    import yaml

    return yaml.safe_load((files("newsangle.coding") / "tasks.yml").read_text(encoding="utf-8"))
