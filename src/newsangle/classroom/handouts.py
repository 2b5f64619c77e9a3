"""The two sheets to print, each on one page: the handout with the questions, and the codebook."""

import functools
import io
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newsangle.classroom.pages import Made

MARGIN = 42  # points, 15 mm: every printer leaves so much
INVENTED = "This event is invented. The people, the places and the outlets do not exist."
MOST = 4  # headlines on the handout
_LINE = "_" * 60


def handout(made: "Made", paper: str) -> bytes:
    """Return the headlines and the questions on one page as PDF. paper: 'a4' or 'letter'."""
    lesson = made.lesson
    parts = [*_head(made, lesson.title, "My nickname: " + "_" * 24)]
    parts.append(_table([list(row) for row in zip(*_headlines(made), strict=True)]))
    parts += [_text(f"<b>{escape(one.title)}:</b> {escape(one.text)}") for one in lesson.documents]
    if lesson.exercises:
        parts.append(
            _text("Read the articles. Then mark the right answers, and a sentence in the text that shows each.")
        )
        parts += [_exercise(i, exercise) for i, exercise in enumerate(lesson.exercises.values(), 1)]
    else:
        parts += [_text(f"<b>{i}</b> {escape(one.ask)}<br/>{_LINE}") for i, one in enumerate(lesson.talk, 1)]
    parts.append(_text("<b>In two sentences:</b> what do these articles show? What can they not show?"))
    parts += [_text(_LINE), _text(_LINE)]
    return _one_page(parts, f"Handout: {lesson.title}", paper)


def codebook(made: "Made", paper: str) -> bytes:
    """Return the questions and labels of the coding on one page as PDF. paper: 'a4' or 'letter'."""
    parts = [*_head(made, "How to code", "To code is to give each sentence a label by a written rule.")]
    for part in (pupils for pupils, _ in made.sheets):
        labels = part["variables"] if part["several"] else part["variables"][0]["choices"]
        parts.append(_text(f"<b>{escape(part['title'])}.</b> {escape(part['question'])}", size=11))
        parts.append(_text(escape(" ".join(part["guide"]))))
        parts.append(
            _table([[label["label"], label["help"]] for label in labels], widths=(0.22, 0.78), bold_column=True)
        )
    parts.append(_text("Work alone first. Then compare. Where you differ, ask which words made you choose."))
    return _one_page(parts, f"Codebook: {made.event.title}", paper)


def _headlines(made: "Made") -> list[tuple[str, str]]:
    """Return the outlets with their headlines, as many as stand side by side."""
    rows = made.tables["articles"].itertuples()
    return [(row.outlet, row.headline if isinstance(row.headline, str) else "") for row in rows][:MOST]


def _head(made: "Made", title: str, line: str) -> list[Any]:
    said = [_text(f"<b>{escape(INVENTED)}</b>")] if made.lesson.invented else []
    return [_text(f"<b>{escape(title)}</b>", size=16), _text(escape(made.event.title)), *said, _text(escape(line))]


def _exercise(number: int, exercise) -> Any:
    lines = [f"<b>{number} · {escape(exercise.title)}</b> {escape(exercise.text)}"]
    for blank in exercise.blanks:
        choices = " &nbsp; ".join(f"☐ {escape(choice)}" for choice in blank.choices.values())
        lines.append(f"{escape(blank.ask)} &nbsp; {choices}")
    return _text("<br/>".join(lines))


def _text(markup: str, size: float = 9.5) -> Any:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph

    plain, _ = _fonts()
    style = ParagraphStyle("plain", fontName=plain, fontSize=size, leading=size * 1.4, spaceAfter=size * 0.5)
    return Paragraph(markup, style)


def _table(rows: list[list[str]], widths: tuple[float, ...] = (), bold_column: bool = False) -> Any:
    """Return a table as wide as the page; its first row is bold, or its first column."""
    from reportlab.lib import colors
    from reportlab.platypus import Table

    def cell(text: str, i: int, j: int) -> Any:
        return _text(f"<b>{escape(text)}</b>" if (j == 0 if bold_column else i == 0) else escape(text))

    cells = [[cell(text, i, j) for j, text in enumerate(row)] for i, row in enumerate(rows)]
    columns = len(rows[0])
    shares = widths or (1 / columns,) * columns
    grid = [("GRID", (0, 0), (-1, -1), 0.5, colors.grey), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    return Table(cells, colWidths=[f"{100 * share:.2f}%" for share in shares], style=grid, spaceAfter=8)


def _one_page(parts: list[Any], title: str, paper: str) -> bytes:
    """Return the parts on one page, smaller where they do not fit. The same parts give the same bytes."""
    from reportlab.lib.pagesizes import A4, LETTER
    from reportlab.platypus import KeepInFrame, SimpleDocTemplate

    size = {"a4": A4, "letter": LETTER}[paper]
    out = io.BytesIO()
    document = SimpleDocTemplate(
        out, pagesize=size, leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN, bottomMargin=MARGIN,
        title=title, author="newsangle", lang="en", invariant=1,
    )  # fmt: skip
    inside = 12  # the padding of a frame on both sides
    document.build([KeepInFrame(size[0] - 2 * MARGIN - inside, size[1] - 2 * MARGIN - inside, parts, mode="shrink")])
    return out.getvalue()


@functools.cache
def _fonts() -> tuple[str, str]:
    """Return the plain and the bold font of matplotlib, which hold more scripts than a PDF reader's own."""
    import matplotlib
    from reportlab.lib.fonts import addMapping
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    names = ("DejaVuSans", "DejaVuSans-Bold")
    for name in names:
        pdfmetrics.registerFont(TTFont(name, folder / f"{name}.ttf"))
    addMapping("DejaVuSans", 0, 0, names[0])
    addMapping("DejaVuSans", 1, 0, names[1])
    return names
