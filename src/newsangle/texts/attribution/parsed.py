"""A parsed article with its quotations and the raw offsets of its tokens, as the readings of speech need them."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from newsangle.language.syntax import Range, Syntax, syntax_of_doc
from newsangle.texts.attribution.quotations import Quotation, quotations

__all__ = ["ParsedText", "Range", "Span", "parsed_text"]

Span = tuple[int, int]  # characters of the raw text


@dataclass(frozen=True)
class ParsedText:
    """An article's raw text, its words with their syntax, and its quotations in order."""

    raw: str
    words: Syntax
    quotes: list[Quotation]
    quote_starts: list[int]

    def span(self, first: int, last: int) -> Span:
        """Return the raw span of the tokens from first up to last, which is left out."""
        return self.words.start[first], self.words.end[last - 1]

    def quote_at(self, place: int) -> Quotation | None:
        """Return the quotation around a place of the raw text."""
        k = bisect_right(self.quote_starts, place) - 1
        return self.quotes[k] if k >= 0 and place < self.quotes[k].end else None

    def quotes_in(self, start: int, end: int) -> list[Quotation]:
        """Return the quotations that share a character with a span of the raw text."""
        k = max(0, bisect_right(self.quote_starts, start) - 1)
        return [q for q in self.quotes[k : bisect_left(self.quote_starts, end)] if q.end > start]

    def token(self, place: int) -> int:
        """Return the token at a place of the raw text, or the next one."""
        return bisect_right(self.words.end, place)

    def is_quoted(self, token: int) -> bool:
        """Return whether a token stands in quotation marks."""
        return self.quote_at(self.words.start[token]) is not None


def parsed_text(raw: str, doc, paragraphs: Sequence[Span] | None = None) -> ParsedText:
    """Return a Doc of language.parse with what the readings need; paragraphs are the raw text's lines unless given."""
    quotes = quotations(raw, paragraphs)
    return ParsedText(raw, syntax_of_doc(doc), quotes, [q.start for q in quotes])
