"""Figures for the page: matplotlib's SVG, made safe to embed and readable on dark backgrounds."""

import re
from pathlib import Path
from xml.etree import ElementTree

from markupsafe import Markup, escape

from newsangle.style import COLOURS

SVG = "{http://www.w3.org/2000/svg}"
LINK = "{http://www.w3.org/1999/xlink}href"
ELEMENTS = {
    "svg",
    "g",
    "defs",
    "path",
    "use",
    "rect",
    "circle",
    "line",
    "polyline",
    "polygon",
    "text",
    "tspan",
    "clipPath",
    "pattern",
}
DRAWN = {
    "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-linecap",
    "stroke-linejoin",
    "stroke-dasharray", "stroke-dashoffset", "stroke-miterlimit", "opacity", "text-anchor", "font-size", "font-weight",
    "font-style", "clip-path", "clip-rule",
}  # fmt: skip
PLACED = {
    "id", "d", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "dx", "dy", "width", "height", "points",
    "transform", "viewBox", "clipPathUnits", "patternUnits",
}  # fmt: skip
SHADES = (
    ("ink", 0x40),
    ("soft", 0xA0),
    ("line", 0xF0),
    ("paper", 0xFF),
)  # greys up to a value, with the page's names for them


def drawing(path: Path, title: str, description: str) -> Markup:
    """Return a figure's SVG for the page, with a title and a text alternative.

    Only shapes and text pass. Styles become attributes, which a strict content policy allows; ids get the figure's name
    as a prefix, so that they stay unique; greys and outlet colours become classes, which change with the theme.
    """
    root = ElementTree.parse(path).getroot()
    name = re.sub(r"[^a-z0-9]+", "-", path.stem.lower())
    width, height = (float(number) for number in root.get("viewBox", "").split()[2:])
    head = Markup(
        '<svg class="drawing" role="img" aria-labelledby="{0}-title {0}-desc" viewBox="0 0 {1:g} {2:g}" '
        'width="{1:g}" height="{2:g}"><title id="{0}-title">{3}</title><desc id="{0}-desc">{4}</desc>'
    ).format(f"figure-{name}", width, height, title, description)
    return head + Markup("").join(_copied(child, f"{name}-") for child in root) + Markup("</svg>")


def _copied(element: ElementTree.Element, prefix: str) -> Markup:
    tag = element.tag.removeprefix(SVG) if isinstance(element.tag, str) else ""
    if tag not in ELEMENTS:
        return Markup("")
    attributes = _attributes(element, prefix)
    if tag == "text":  # black unless it has another colour
        attributes.setdefault("class", "ink-fill")
    inside = Markup("").join(_copied(child, prefix) + escape(child.tail or "") for child in element)
    shown = Markup("").join(Markup(' {}="{}"').format(key, value) for key, value in attributes.items())
    return Markup("<{0}{1}>{2}{3}</{0}>").format(Markup(tag), shown, (element.text or "").strip("\n"), inside)


def _attributes(element: ElementTree.Element, prefix: str) -> dict[str, str]:
    given = {key: value for key, value in element.attrib.items() if key in PLACED | DRAWN}
    given |= {key: value for key, value in _declared(element.get("style", "")) if key in DRAWN}
    if LINK in element.attrib:
        given["href"] = element.get(LINK, "")
    given = {key: _own_ids(key, value, prefix) for key, value in given.items()}
    given = {key: value for key, value in given.items() if value is not None}
    classes = [_class(key, given[key]) for key in ("fill", "stroke") if key in given]
    for key in ("fill", "stroke"):
        if key in given and _class(key, given[key]):
            del given[key]
    return given | ({"class": " ".join(filter(None, classes))} if any(classes) else {})


def _declared(style: str) -> list[tuple[str, str]]:
    """Return a style's declarations; the shorthand `font: bold 9px 'DejaVu Sans'` gives size and weight."""
    declared = []
    for declaration in style.split(";"):
        key, _, value = (piece.strip() for piece in declaration.partition(":"))
        if key != "font":
            declared.append((key, value))
            continue
        before = value.split("'")[0]
        size = re.search(r"[\d.]+px", before)
        weight = re.search(r"\b(bold|[1-9]00)\b", before)
        declared += [("font-size", size[0])] if size else []
        declared += [("font-weight", weight[0])] if weight else []
        declared += [("font-style", "italic")] if "italic" in before else []
    return declared


def _own_ids(key: str, value: str, prefix: str) -> str | None:
    """Prefix ids and references with the figure's name; drop references that lead out of the page."""
    if key == "id":
        return prefix + value
    if key == "href":
        return f"#{prefix}{value[1:]}" if value.startswith("#") else None
    if "url(" in value:
        return re.sub(r"url\(#([^)]*)\)", rf"url(#{prefix}\1)", value) if value.startswith("url(#") else None
    return value


def _class(key: str, colour: str) -> str:
    """Return the page's class for a grey or an outlet's colour; both change with the theme."""
    colour = {"black": "#000000", "white": "#ffffff"}.get(colour.lower(), colour.lower())
    if re.fullmatch(r"#([0-9a-f]{2})\1\1", colour):
        return next(f"{name}-{key}" for name, most in SHADES if int(colour[1:3], 16) <= most)
    known = [own.lower() for own in COLOURS]
    return f"o{known.index(colour)}-{key}" if colour in known else ""
