"""Codebooks: what a frame is, in a file that a teacher can read and change."""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from newsangle.errors import InputError
from newsangle.small_files import FileError, read_yaml

SHIPPED = ("generic", "policy", "war-and-peace")
_FOLDER = files("newsangle.framing") / "codebooks"
_OPTIONAL = ("theory", "reference", "source", "note")


class CodebookError(InputError):
    """A codebook is missing or cannot be used; the message names the file, the place and the fix."""


@dataclass(frozen=True)
class Frame:
    """A frame: what it is, the terms that hint at it, sentences that use it, questions for a human coder."""

    name: str
    definition: str
    terms: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()

    @property
    def by_hand(self) -> bool:
        """Whether only a human coder can find it, because it has neither terms nor examples."""
        return not self.terms and not self.examples


@dataclass(frozen=True)
class Codebook:
    """A set of frames with its theory and reference."""

    name: str
    title: str
    frames: tuple[Frame, ...]
    theory: str = ""
    reference: str = ""
    source: str = ""
    note: str = ""


def load_codebook(codebook: str | Path | Codebook) -> Codebook:
    """Return a codebook that ships ('generic', 'policy', 'war-and-peace'), one in a YAML file, or the one given.

    Raises CodebookError, which says what to fix, for a file that is missing or is not a codebook.
    """
    if isinstance(codebook, Codebook):
        return codebook
    if str(codebook) in SHIPPED:
        return _read(_FOLDER / f"{codebook}.yml", str(codebook))
    path = Path(codebook)
    if not path.is_file():
        raise CodebookError(
            f"There is no codebook '{codebook}'. Give one that ships ({', '.join(SHIPPED)}) or the path of a .yml file."
        )
    return _read(path, path.stem)


def codebooks(names: str) -> list[Codebook]:
    """Return the codebooks that a notebook parameter names: 'all' that ship, or names or paths separated by commas."""
    wanted = SHIPPED if names.strip() == "all" else [name.strip() for name in names.split(",") if name.strip()]
    if not wanted:
        raise CodebookError(
            f"No codebook is named. Give 'all', one of {', '.join(SHIPPED)}, or the path of a .yml file."
        )
    loaded = [load_codebook(name) for name in wanted]
    if len({book.name for book in loaded}) < len(loaded):
        raise CodebookError("Two codebooks have the same name: rename one of the files.")
    return loaded


@lru_cache
def terms_pattern(terms: tuple[str, ...]) -> re.Pattern:
    """Return one pattern for all terms, to be used on plain() text.

    '*' matches any letters at a word's beginning or end. Terms are grouped by their first letter, which makes the
    search several times quicker than one long list of them.
    """
    groups: dict[str, list[str]] = {}
    single = (re.sub(r"\*+", "*", " ".join(term.split())) for term in terms)  # several '*' would take exponential time
    for term in sorted(map(plain, single), key=lambda term: (-len(term), term)):
        rest = re.escape(term[1:]).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
        groups.setdefault(r"\w*" if term[0] == "*" else re.escape(term[0]), []).append(rest)
    either = "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in groups.items())
    return re.compile(rf"(?<![\w'])(?:{either})(?!\w)")


def plain(text: str) -> str:
    """Return the text in lower case with straight apostrophes, character for character."""
    return text.replace("İ", "I").lower().replace("’", "'")  # the one letter whose lower case is two characters


@lru_cache
def _read(path, name: str) -> Codebook:
    try:
        content = read_yaml(Path(str(path)))
    except FileError as error:
        raise CodebookError(str(error)) from None
    if not isinstance(content, dict):
        raise CodebookError(f"{path}: should hold 'title:' and 'frames:', see the codebooks that ship.")
    _only(content, ("title", "frames", *_OPTIONAL), path, "the codebook")
    entries = content.get("frames")
    if not isinstance(entries, list) or not entries:
        raise CodebookError(f"{path}: 'frames' should be a list with one entry a frame ('- name: …').")
    frames = tuple(_frame(entry, place, path) for place, entry in enumerate(entries, 1))
    named = [frame.name for frame in frames]
    if len(set(named)) < len(named):
        twice = next(n for n in named if named.count(n) > 1)
        raise CodebookError(f"{path}: two frames are named '{twice}'. Rename one.")
    about = {key: _line(content.get(key, ""), key, path, "the codebook") for key in ("title", *_OPTIONAL)}
    return Codebook(name=name, frames=frames, **{**about, "title": about["title"] or name})


def _frame(entry, place: int, path) -> Frame:
    if not isinstance(entry, dict):
        raise CodebookError(f"{path}: frame {place} should hold 'name:', 'definition:' and 'terms:'.")
    where = f"frame {place}" + (f" ('{entry['name']}')" if entry.get("name") else "")
    _only(entry, ("name", "definition", "terms", "examples", "questions"), path, where)
    name, definition = (_line(entry.get(key, ""), key, path, where) for key in ("name", "definition"))
    if not name or not definition:
        raise CodebookError(f"{path}: {where} needs a 'name' and a 'definition'.")
    lists = {key: _lines(entry.get(key, []), key, path, where) for key in ("terms", "examples", "questions")}
    for term in lists["terms"]:
        if not re.search(r"\w|\$|€|£|%", term) or re.search(r"\S\*+\S", term):
            raise CodebookError(
                f"{path}: {where}: the term '{term}' should be words, with '*' only at the beginning or end of one."
            )
    return Frame(name, definition, **lists)


def _only(entry: dict, known: tuple[str, ...], path, where: str) -> None:
    other = [str(key) for key in entry if key not in known]
    if other:
        raise CodebookError(f"{path}: {where} has the unknown key '{other[0]}'; it may have {', '.join(known)}.")


def _line(value, key: str, path, where: str) -> str:
    if value is not None and not isinstance(value, str):
        raise CodebookError(f"{path}: {where}: '{key}' should be text; put it in quotation marks.")
    return " ".join((value or "").split())


def _lines(values, key: str, path, where: str) -> tuple[str, ...]:
    if not isinstance(values or [], list):
        raise CodebookError(f"{path}: {where}: '{key}' should be a list, one '- …' a line.")
    lines = tuple(_line(value, key, path, where) for value in values or [])
    if "" in lines:
        raise CodebookError(f"{path}: {where}: '{key}' has an empty line.")
    return lines
