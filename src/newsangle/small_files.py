"""Reading the small files that people write: event.yml, claims.yml, codebooks, parameters, sheets.

Whatever lies at the path, reading it takes little time and memory: only regular files of at most a megabyte are read,
and YAML with few aliases and little depth.
"""

import os
import re
import stat
from pathlib import Path
from typing import Any

import yaml
from yaml.error import MarkedYAMLError

from newsangle.errors import InputError, explained

LARGEST = 1_000_000  # bytes
ALIASES = 20  # references to other parts of a YAML file
DEPTH = 20  # lists in lists
YAML_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast where PyYAML has its C library
# What neither XML nor a terminal takes: control characters but for tab and line ends, surrogates, non-characters.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class FileError(InputError):
    """A file cannot be read; the message names it and the fix."""


def read_bytes(path: Path, largest: int = LARGEST, inside: Path | None = None) -> bytes:
    """Return the content of a regular file of at most `largest` bytes, which lies in the folder `inside`, if given.

    Raises FileError for anything else: a folder, a device, a pipe, a larger file, a link that leads elsewhere.
    """
    try:
        if inside is not None and not path.resolve().is_relative_to(inside.resolve()):
            raise FileError(f"{path}: lies outside {inside}. Put the file itself there.")
        kind = path.stat().st_mode
        if not stat.S_ISREG(kind):
            raise FileError(f"{path}: is no file but a {'folder' if stat.S_ISDIR(kind) else 'device or pipe'}.")
        with open(path, "rb", opener=_without_waiting) as stream:
            data = stream.read(largest + 1)
    except OSError as error:
        raise FileError(explained(error)) from None
    if len(data) > largest:
        raise FileError(f"{path}: is larger than {largest / 1e6:g} MB, too large for what it should hold.")
    return data


def read_text(path: Path, largest: int = LARGEST, inside: Path | None = None) -> str:
    """Return the text of a small UTF-8 file, without a byte-order mark; raises FileError."""
    try:
        return read_bytes(path, largest, inside).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(f"{path}: is not UTF-8 (at byte {error.start}). Save it as UTF-8.") from None


def read_yaml(path: Path, inside: Path | None = None) -> object:
    """Return what a small YAML file holds, as plain lists, dicts and values; None where it is empty.

    Text comes without control characters. Raises FileError, which says in which line the file cannot be read.
    """
    text = _UNPRINTABLE.sub(" ", read_text(path, inside=inside))
    try:
        _check_bounds(text)
        return _printable(yaml.load(text, YAML_LOADER))
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f" in line {mark.line + 1}" if mark else ""
        raise FileError(
            f"{path}: is not YAML{line} ({getattr(error, 'problem', None) or 'it cannot be parsed'})."
            " Check the indentation, and put text that holds ': ' or begins with a quotation mark in quotation marks."
        ) from None
    except ValueError as error:  # a date such as 2025-02-30
        raise FileError(f"{path}: holds a value that does not exist ({error}). Write dates as 2025-06-02.") from None


def _without_waiting(path: str, flags: int) -> int:
    """Open a file without waiting: a pipe put in its place meanwhile does not hold up the run."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _printable(value: Any) -> Any:
    """Return a value without the control characters that its texts hold as escapes."""
    if isinstance(value, str):
        return _UNPRINTABLE.sub(" ", value)
    if isinstance(value, dict):
        return {_printable(key): _printable(entry) for key, entry in value.items()}
    return [_printable(entry) for entry in value] if isinstance(value, list) else value


def _check_bounds(text: str) -> None:
    """Raise YAMLError for more aliases or levels than a file may have, and for merging, before anything is built."""
    aliases = depth = 0
    for event in yaml.parse(text, YAML_LOADER):
        aliases += isinstance(event, yaml.AliasEvent)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if aliases > ALIASES or depth > DEPTH:
            raise MarkedYAMLError(
                problem=f"more than {ALIASES} references or {DEPTH} levels", problem_mark=event.start_mark
            )
        if isinstance(event, yaml.ScalarEvent) and event.value == "<<" and event.implicit[0]:
            raise MarkedYAMLError(problem="merging with '<<' is not supported", problem_mark=event.start_mark)
