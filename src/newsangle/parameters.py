"""The parameters of the notebooks: which there are, and whether what a user gives fits them."""

import functools
import json
from collections.abc import Iterable
from pathlib import Path

from newsangle.errors import InputError
from newsangle.small_files import FileError, read_yaml
from newsangle.steps import STEPS, notebook

EVENT = "event"  # given by the run itself
TYPES = {"str": str, "int": int, "float": (int, float), "bool": bool, "list": list, "dict": dict}


class ParameterError(InputError):
    """A parameter is unknown or of the wrong type; the message lists the valid ones."""


@functools.cache
def all_parameters() -> dict[str, dict]:
    """Return every parameter of the notebooks but the event: name → type, default, help, notebooks that take it."""
    from newsangle.notebooks import declared_parameters

    found: dict[str, dict] = {}
    for step in STEPS:
        for name, spec in declared_parameters(notebook(step)).items():
            if name != EVENT:
                found.setdefault(name, {**spec, "notebooks": []})["notebooks"].append(step)
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
        if not _is_a(value, wanted):
            raise ParameterError(f"The parameter '{name}' takes {wanted}, not {value!r}. {_valid_parameters()}")


def parse(text: str) -> tuple[str, object]:
    """Return name and value of 'name=value'; what is not declared as text is read as JSON."""
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise ParameterError(f"'{text}' is not of the form name=value. {_valid_parameters()}")
    if all_parameters().get(name, {}).get("type") == "str":
        return name, value
    try:
        return name, json.loads(value.lower() if value in ("True", "False") else value)
    except ValueError:
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


def _is_a(value: object, wanted: str) -> bool:
    plain = wanted.partition("[")[0]
    if isinstance(value, bool):  # in Python a bool is an int; as a parameter it is a slip
        return plain == "bool"
    return isinstance(value, TYPES.get(plain, object))
