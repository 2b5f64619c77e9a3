"""The ground floor of language: sentences, words, syntax, roles, vectors and word lists, shared by every wing.

Columns, units and errors are documented with each function; nothing here knows of events, outlets or tables on disk.
"""

from typing import TYPE_CHECKING

from newsangle.imports import on_first_use
from newsangle.language.lexicons import read_lexicon

if TYPE_CHECKING:
    from newsangle.language.embeddings import embed
    from newsangle.language.nominalisation import verb_of
    from newsangle.language.parsing import parse, raw_span, sentences, words
    from newsangle.language.syntax import NO_WORDS, Syntax, columns_of_doc, syntax_of, syntax_of_doc

__all__ = [
    "NO_WORDS", "Syntax", "columns_of_doc", "embed", "parse", "raw_span", "read_lexicon", "sentences", "syntax_of",
    "syntax_of_doc", "verb_of", "words",
]  # fmt: skip

__getattr__ = on_first_use(
    __name__,
    {
        "embed": "embeddings",
        "verb_of": "nominalisation",
        **dict.fromkeys(("parse", "raw_span", "sentences", "words"), "parsing"),
        **dict.fromkeys(("NO_WORDS", "Syntax", "columns_of_doc", "syntax_of", "syntax_of_doc"), "syntax"),
    },
)
