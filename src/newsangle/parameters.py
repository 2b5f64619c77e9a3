"""The parameters of the notebooks: which there are, and whether what a user gives fits them."""

import ast
import functools
import json
import reprlib
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

from newsangle.errors import InputError
from newsangle.small_files import FileError, read_yaml
from newsangle.steps import STEPS, notebook

EVENT = "event"  # given by the run itself
_IN_WORDS = {  # what a parameter of each type takes
    "str": "a text",
    "int": "a whole number from 0",
    "float": "a number",
    "bool": "true or false",
    "list": 'a list of texts, such as ["one", "two"]',
    "dict": 'a list of texts for each name, such as {"Ukraine": ["Rustem Umerov"]}',
}


class ParameterError(InputError):
    """A parameter is unknown or of the wrong type; the message lists the valid ones."""


@functools.cache
def all_parameters() -> dict[str, dict]:
    """Return every parameter of the notebooks but the event: name → type, default, help, notebooks that take it."""
    found: dict[str, dict] = {}
    for step in STEPS:
        for name, spec in declared(notebook(step)).items():
            if name != EVENT:
                found.setdefault(name, {**spec, "notebooks": []})["notebooks"].append(step)
    return found


def declared(notebook: Path) -> dict[str, dict[str, str]]:
    """Return the parameters that a notebook declares: name → type, default (as written) and help.

    Its first cell with the tag 'parameters' holds a literal a line: 'name: type = value  # help'.
    """
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    lines = next("".join(c["source"]) for c in cells if "parameters" in c["metadata"].get("tags", ())).splitlines()
    found = {}
    for code, _, about in (line.partition("  # ") for line in lines):
        match ast.parse(code).body:
            case [ast.AnnAssign(target=ast.Name(id=name), annotation=ast.Name(id=kind), value=ast.expr() as value)]:
                found[name] = {"type": kind, "default": ast.get_source_segment(code, value) or "", "help": about}
    return found


def gather(given: Iterable[str], file: Path | None = None) -> dict:
    """Return the parameters of a YAML file and of 'name=value' texts, which go before those of the file."""
    chosen = _from_file(file) if file else {}
    chosen.update(parse(text) for text in given)
    check(chosen)
    return chosen


def check(given: dict) -> None:
    """Raise ParameterError for a parameter that no notebook declares, or a value of another type."""
    for name, value in given.items():
        if name not in all_parameters():
            raise ParameterError(f"There is no parameter '{name}'. {_valid_parameters()}")
        wanted = all_parameters()[name]["type"]
        if not _fits(value, wanted):
            shown = reprlib.repr(value)
            takes = _IN_WORDS[wanted]
            raise ParameterError(f"The parameter '{name}' takes {takes}, not {shown}. {_valid_parameters()}")


def parse(text: str) -> tuple[str, object]:
    """Return name and value of 'name=value'; what is not declared as text is read as JSON."""
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise ParameterError(f"'{text}' is not of the form name=value. {_valid_parameters()}")
    if all_parameters().get(name, {}).get("type") == "str":
        return name, value
    try:
        return name, json.loads(value.lower() if value in ("True", "False") else value)
    except (ValueError, RecursionError):
        return name, value


def _from_file(file: Path) -> dict:
    try:
        content = read_yaml(file) or {}
    except FileError as error:
        raise ParameterError(f"The parameters cannot be read. {error}") from None
    if not isinstance(content, dict):
        raise ParameterError(f"{file} must hold one 'name: value' a line.")
    return content


def _valid_parameters() -> str:
    lines = (f"  {name}: {spec['type']} = {spec['default']}" for name, spec in all_parameters().items())
    return "\n".join(["The parameters are:", *lines])


def _fits(value: object, wanted: str) -> bool:
    """Return whether a value fits a declared type, to its innermost items; a number is no flag, no text is empty."""
    from pydantic import Field, TypeAdapter, ValidationError

    text = Annotated[str, Field(min_length=1, strict=True)]
    types = {
        "str": text, "int": Annotated[int, Field(ge=0, le=10**9, strict=True)],
        "float": Annotated[float, Field(strict=True)],
        "bool": Annotated[bool, Field(strict=True)], "list": list[text],
        "dict": dict[text, list[text]],
    }  # fmt: skip
    try:
        TypeAdapter(types[wanted]).validate_python(value)
    except ValidationError:
        return False
    return True
