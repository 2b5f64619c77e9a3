"""The article in a saved web page."""

from dataclasses import dataclass

from newsangle.errors import InputError
from newsangle.texts.decoding import printable


class PageError(InputError):
    """No article was found in a page."""


@dataclass(frozen=True)
class Page:
    """What a page says of its article; `text` has the title above the body, and offsets count in it."""

    text: str
    title: str | None = None
    author: str | None = None
    published: str | None = None


def read_page(page: bytes | str) -> Page:
    """Return the article of an HTML page, with trafilatura (Barbaresi 2021), precision preferred to recall.

    Raises PageError where no article is found, as happens with very deep and very large pages.
    """
    import trafilatura

    found = trafilatura.bare_extraction(page, include_comments=False, favor_precision=True, with_metadata=True)
    body = printable(found.text or "").strip() if found else ""
    if not body:
        raise PageError("no article was found in the page")
    title = " ".join(printable(found.title or "").split())
    headed = not title or body.partition("\n")[0].strip().casefold() == title.casefold()
    return Page(
        body if headed else f"{title}\n\n{body}",
        title or None,
        printable(found.author or "") or None,
        found.date or None,
    )
