"""Importing a package without the optional companions it would load and this project does not use.

`import nltk` takes 2.3 s where scikit-learn and SciPy are installed and 0.45 s without them; `import nbformat`
takes 2 s with the format checkers of jsonschema and 0.3 s without. Both do without them by design. spaCy's command
line takes a third of the time of `import spacy`.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

NLTK = ("sklearn", "scipy", "matplotlib")
NBFORMAT = ("rfc3987_syntax",)


@contextmanager
def hidden(names: tuple[str, ...]) -> Iterator[None]:
    """Let imports inside the block fail for packages that are not loaded yet, as if they were not installed."""
    hide = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hide))  # type: ignore[arg-type]  # None is how Python marks what must not load
    try:
        yield
    finally:
        for name in hide:
            sys.modules.pop(name, None)


def spacy() -> Any:
    """Return spaCy, imported without its command line."""
    if "spacy" not in sys.modules:
        command_line = {name: ModuleType(name) for name in ("spacy.cli", "spacy.cli.info")}
        command_line["spacy.cli.info"].__dict__["info"] = None  # all that spaCy itself takes from it
        sys.modules.update(command_line)
        try:
            import_module("spacy")
        finally:
            for name in command_line:
                del sys.modules[name]
    return sys.modules["spacy"]


def on_first_use(package: str, places: dict[str, str]) -> Callable[[str], Any]:
    """Return a package's `__getattr__`, which imports each public name from its module when it is first used.

    places: name → module inside the package. So the command line answers before pandas is loaded.
    """

    def attribute(name: str) -> Any:
        if name not in places:
            raise AttributeError(f"module '{package}' has no attribute '{name}'")
        module = import_module(f"{package}.{places[name]}")
        return module if places[name] == name else getattr(module, name)

    return attribute
