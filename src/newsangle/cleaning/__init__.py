"""01: raw text → blocks: which role each run of text has, whether it is kept, and the rule that decided."""

from newsangle.cleaning.cleaning import clean, repeated_lines

__all__ = ["clean", "repeated_lines"]
