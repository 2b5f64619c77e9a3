"""Importing a package without the optional companions it would load and this project does not use.

`import nltk` takes 2.3 s where scikit-learn and SciPy are installed and 0.45 s without them; `import nbformat`
takes 2 s with the format checkers of jsonschema and 0.3 s without. Both do without them by design.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

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
