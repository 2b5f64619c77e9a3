"""01: raw text → blocks: which role each run of text has, whether it is kept, and the rule that decided."""

from typing import TYPE_CHECKING

from newsangle.imports import on_first_use

if TYPE_CHECKING:
    from newsangle.cleaning.cleaning import clean, repeated_lines

__all__ = ["clean", "repeated_lines"]

__getattr__ = on_first_use(__name__, {"clean": "cleaning", "repeated_lines": "cleaning"})
