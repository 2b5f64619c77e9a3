"""HTML → the text that a reader sees, a line for each block."""

import re
from collections.abc import Iterable, Iterator, Sequence

_BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li "
    "main nav ol p pre section table td th tr ul".split()
)
_UNSEEN = frozenset("script style noscript template head svg iframe".split())


def is_page(text: str) -> bool:
    """Return whether a text is a whole HTML page rather than text with some markup."""
    return bool(re.search(r"<(?:!doctype html|html|body)\b", text[:3000], re.IGNORECASE))


def text_of(markup: str) -> str:
    """Return the text of a piece of HTML, a line for each of its blocks and an empty line between paragraphs."""
    import lxml.html

    try:
        tree = lxml.html.document_fromstring(f"<div>{markup}</div>")
    except (ValueError, lxml.etree.LxmlError):
        return re.sub(r"<[^<>]*>", " ", markup)
    text = re.sub(r"[^\S\n]+", " ", "".join(_texts(tree)))
    return re.sub(r" ?\n ?", "\n", re.sub(r"\s*\n\s*\n\s*", "\n\n", text)).strip()


def table_sentences(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield a sentence for each row of a table: 'Inspection: March; Cracks found: 4 supports.'"""
    for cells in rows:
        named = zip(headings, cells, strict=False) if len(headings) == len(cells) else (("", cell) for cell in cells)
        row = "; ".join(f"{heading}: {cell}" if heading else cell for heading, cell in named if cell)
        if row:
            yield row if re.search(r"[.!?…][\"'”’)\]]*$", row) else f"{row}."


def _texts(tree) -> Iterator[str]:
    """Yield the pieces of text below an element, without recursion: pages may be nested thousands deep."""
    import lxml.etree

    hidden = 0
    for event, node in lxml.etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        name = node.tag if isinstance(node.tag, str) else ""
        breaks = "\n\n" if name in ("p", "div", "blockquote", "article", "section") or name[:1] == "h" else "\n"
        if event == "start":
            hidden += name in _UNSEEN
            if not hidden:
                yield breaks if name in _BLOCKS else ""
                yield re.sub(r"\s+", " ", node.text or "") if name != "pre" else node.text or ""
            continue
        hidden -= event == "end" and name in _UNSEEN
        if not hidden:
            yield breaks if event == "end" and name in _BLOCKS and name != "br" else ""
            yield re.sub(r"\s+", " ", node.tail or "")
