"""Views as HTML. Article texts are untrusted: every piece of them is escaped here, and only here."""

import base64
from html import escape
from importlib.resources import files

import pandas as pd

from newsangle import style
from newsangle.style import outlet_colours
from newsangle.tables import is_empty, without_formulas

MOST_ROWS = 200  # a browser freezes on a million cells
SIGNS = {"conflict": "≠ conflict", "check": "? check", "partial": "≈ agree in part", "agree": "= agree"}


def page(*parts: str) -> str:
    """Return the parts with the style sheet of the views."""
    css = (files("newsangle.explore") / "views.css").read_text(encoding="utf-8")
    return f'<style>{css}</style><div class="newsangle-view">{"".join(parts)}</div>'


def section(heading: str, *parts: str, note: str = "") -> str:
    said = f'<p class="note">{escape(note)}</p>' if note else ""
    return f"<h4>{escape(heading)}</h4>{said}{''.join(parts)}"


def said(text: str) -> str:
    return f'<p class="note">{escape(text)}</p>'


def cell(value) -> str:
    """Return a cell of a table as text."""
    if is_empty(value):
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.2f}".replace("-", "−")
    return f"{value:,}".replace("-", "−") if isinstance(value, int) else str(value)


def _counts(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame in which columns of whole numbers with gaps are integers, not floats."""
    floats = frame.select_dtypes("float").dropna(axis="columns", how="all")
    whole = [column for column in floats if floats[column].isna().any() and (floats[column].dropna() % 1 == 0).all()]
    return frame.astype(dict.fromkeys(whole, "Int64"))


def grid(frame: pd.DataFrame, most: int = MOST_ROWS) -> str:
    """Return a frame as a table without its index; a long one is cut, with the number of its rows."""
    if frame.empty:
        return '<p class="empty">None.</p>'
    frame = _counts(frame)
    numeric = [frame[column].dtype.kind in "iuf" for column in frame]
    head = "".join(f"<th>{escape(str(column).replace('_', ' '))}</th>" for column in frame)
    rows = [
        "".join(
            f"<td{' class=number' if is_number else ''}><bdi>{escape(cell(value))}</bdi></td>"
            for value, is_number in zip(row, numeric, strict=True)
        )
        for row in frame.head(most).astype(object).itertuples(index=False, name=None)
    ]
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    rest = f"<p class=note>The first {most:,} of {len(frame):,} rows.</p>" if len(frame) > most else ""
    return f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>{rest}'


def side_by_side(columns: dict[str, str], outlets: list[str]) -> str:
    """Return one column per outlet, in its colour. columns: outlet → HTML; outlets: all of the event."""
    colours = outlet_colours(outlets)
    shown = "".join(
        f'<section style="border-top-color: {colours[name]}"><h5><bdi>{escape(name)}</bdi></h5>{content}</section>'
        for name, content in columns.items()
    )
    return f'<div class="columns">{shown}</div>'


def folded(summary: str, content: str) -> str:
    return f"<details><summary>{escape(summary)}</summary>{content}</details>"


def items(entries: list[str], most: int = MOST_ROWS) -> str:
    """Return entries, which are HTML, as a list."""
    if not entries:
        return '<p class="empty">None.</p>'
    rest = f"<li class=note>and {len(entries) - most:,} more</li>" if len(entries) > most else ""
    return f"<ul>{''.join(f'<li>{entry}</li>' for entry in entries[:most])}{rest}</ul>"


def marked(text: str, start: int, end: int) -> str:
    """Return a text with the characters from start to end marked."""
    return f"{escape(text[:start])}<mark>{escape(text[start:end])}</mark>{escape(text[end:])}"


def strip(places: list[float], colour: str, about: str) -> str:
    """Return a small drawing of the places in an article, from its beginning (left) to its end."""
    ticks = "".join(f'<line x1="{1000 * p:.0f}" x2="{1000 * p:.0f}" y1="2" y2="22"/>' for p in places)
    return (
        f'<svg class="strip" viewBox="-5 0 1010 24" preserveAspectRatio="none" role="img" '
        f'aria-label="{escape(about, quote=True)}"><line class="base" x1="0" x2="1000" y1="12" y2="12"/>'
        f'<g stroke="{colour}">{ticks}</g></svg>'
    )


def line_of_python(line: str) -> str:
    """Return the line of Python that makes a view, ready to copy."""
    return f'<p class="note">The same in your own notebook:</p><pre class="line">{escape(line)}</pre>'


def figure(axes, name: str, about: str) -> str:
    """Return a figure with a link that saves it; both contain the drawing, so they need no server."""
    import matplotlib.pyplot as plt

    data = base64.b64encode(style.svg(axes)).decode()
    plt.close(axes.figure)
    source = f"data:image/svg+xml;base64,{data}"
    return (
        f'<img class="figure" src="{source}" alt="{escape(about, quote=True)}">'
        f'<p><a class="save" download="{escape(name)}.svg" href="{source}">Save the figure as SVG</a></p>'
    )


def download(frame: pd.DataFrame, name: str) -> str:
    """Return a link that saves a frame as CSV; the link contains the data, so it needs no server."""
    text = frame.apply(without_formulas).to_csv(index=False, lineterminator="\n")
    data = base64.b64encode(text.encode("utf-8-sig")).decode()
    label = f"Save {len(frame):,} {'row' if len(frame) == 1 else 'rows'} as CSV"
    return f'<a class="save" download="{escape(name)}" href="data:text/csv;base64,{data}">{label}</a>'
