"""Controls above the views: choose, type, read. Each panel shows a view and the line of Python that makes it."""

from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets as widgets

from newsangle.explore import display, views
from newsangle.explore.events import ExploreError, events_run, how_to_run, open_report
from newsangle.framing.codebook import SHIPPED, CodebookError
from newsangle.report.evidence import anchor
from newsangle.tables import TABLES, TableError

WIDE = widgets.Layout(width="28rem", max_width="100%")
LABEL = {"description_width": "8rem"}
ANY = "(any)"


class EventChooser(widgets.VBox):
    """Choose an event that has been run; the panels follow the choice."""

    def __init__(self):
        run = events_run()
        self.choice = widgets.Dropdown(options=run, description="Event", layout=WIDE, style=LABEL)
        super().__init__([*([self.choice] if run else []), widgets.HTML(display.page(display.said(how_to_run())))])

    @property
    def event(self) -> str | None:
        return self.choice.value

    def follow(self, act: Callable[[], None]) -> None:
        """Call act now and whenever another event is chosen."""
        self.choice.observe(lambda change: act(), "value")
        act()


def choose_event() -> EventChooser:
    """Return a control to choose an event, with a hint how to run the others."""
    return EventChooser()


def word_panel(chooser: EventChooser, terms: str = "") -> widgets.Widget:
    """A word or phrase: how often, where, and in which context."""
    text = _text("Word or phrase", terms, "ceasefire, truce*")
    return _panel(
        chooser, [text], lambda event: None,
        lambda event: _call("word", event, text.value) if text.value.strip() else None,
        "Type a word or phrase and press Enter. Separate several with commas; * stands for any letters.", "words",
    )  # fmt: skip


def words_panel(chooser: EventChooser) -> widgets.Widget:
    """The words that mark each outlet, for the outlets chosen, with or without quotations."""
    which = _outlets()
    whose = widgets.Dropdown(
        options=[("all words", False), ("the outlets' own words", True)], description="Whose words", layout=WIDE,
        style=LABEL,
    )  # fmt: skip
    return _panel(
        chooser, [which, whose], lambda event: _offer_all(which, views.outlets(event)),
        lambda event: _call("words", event, *which.value, own_voice=whose.value) if len(which.value) > 1 else None,
        "Choose two outlets or more: hold Ctrl, or Command on a Mac, and click.", "words",
    )  # fmt: skip


def codebook_panel(chooser: EventChooser) -> widgets.Widget:
    """The frames of any codebook, for the outlets chosen."""
    book = widgets.Combobox(
        value="generic", options=list(SHIPPED), description="Codebook", ensure_option=False, continuous_update=False,
        placeholder="a name, or the path of a .yml file", layout=WIDE, style=LABEL,
    )  # fmt: skip
    which = _outlets()

    def show(event: str) -> tuple[str, str] | None:
        return _call("codebook", event, book.value, *which.value) if len(which.value) > 1 and book.value else None

    return _panel(
        chooser, [book, which], lambda event: _offer_all(which, views.outlets(event)), show,
        "Choose a codebook and two outlets or more.", "frames",
    )  # fmt: skip


def actor_panel(chooser: EventChooser) -> widgets.Widget:
    """An actor: names, actions, statements, tone."""
    who = _dropdown("Actor")
    return _panel(
        chooser, [who], lambda event: _offer(who, views.actors(event)),
        lambda event: _call("actor", event, who.value) if who.value else None,
        "No actor was found in this event.", "actors",
    )  # fmt: skip


def frame_panel(chooser: EventChooser) -> widgets.Widget:
    """A frame: its share, its sentences, and what triggered it."""
    which = _dropdown("Frame")

    def offer(event: str) -> None:
        _offer(which, [(f"{frame} ({book})", (frame, book)) for book, frame in views.frames(event)])

    return _panel(
        chooser, [which], offer,
        lambda event: _call("frame", event, *which.value) if which.value else None,
        "No codebook was used on this event.", "frames",
    )  # fmt: skip


def linked_panel(chooser: EventChooser) -> widgets.Widget:
    """Two outlets or more: their texts with the claims that they share."""
    which = _outlets()

    def offer(event: str) -> None:
        _offer_all(which, views.outlets(event), 3)

    return _panel(
        chooser, [which], offer,
        lambda event: _call("linked", event, *which.value) if len(which.value) > 1 else None,
        "Choose two outlets or more: hold Ctrl, or Command on a Mac, and click.", "reading",
    )  # fmt: skip


def sentence_panel(chooser: EventChooser) -> widgets.Widget:
    """A sentence: everything the tables say about it."""
    article = _dropdown("Article")
    which = _dropdown("Sentence", widgets.Layout(width="60rem", max_width="100%"))

    def offer(event: str) -> None:
        _offer(article, list(views.read(event, "articles")["article_id"]))
        every = views.sentences(event)
        own = every[every["article_id"] == article.value]
        _offer(which, [(f"{row.sentence_id}  {row.text[:90]}", row.sentence_id) for row in own.itertuples()])

    article.observe(lambda change: offer(chooser.event or ""), "value")
    return _panel(
        chooser, [article, which], offer,
        lambda event: _call("sentence", event, which.value) if which.value else None,
        "This event has no sentences.", lambda: anchor("s", which.value or ""),
    )  # fmt: skip


def table_panel(chooser: EventChooser) -> widgets.Widget:
    """Any table: filter it, sort it, save the result as CSV."""
    name = widgets.Dropdown(options=list(TABLES), value="claims", description="Table", layout=WIDE, style=LABEL)
    search = _text("Search", "", "in all columns")
    column = _dropdown("Column")
    condition = _text("Condition", "", "contains a text, or > 0.5, = conflict")
    sort = _dropdown("Sort by")
    greatest = widgets.Checkbox(description="largest first", indent=False)

    def offer(event: str | None) -> None:
        columns = list(TABLES[name.value].columns)
        _offer(column, [ANY, *columns])
        _offer(sort, [ANY, *columns])

    name.observe(lambda change: offer(None), "value")

    def show(event: str) -> tuple[str, str]:
        options: dict[str, Any] = {}
        if search.value.strip():
            options["search"] = search.value.strip()
        if column.value != ANY and condition.value.strip():
            options["where"] = {column.value: condition.value.strip()}
        if sort.value != ANY:
            options["sort"] = f"{'-' if greatest.value else ''}{sort.value}"
        rows = views.table(event, name.value, **options)
        meaning = f"Each row is {TABLES[name.value].row}. Written by {TABLES[name.value].owner}."
        page = display.page(
            display.said(meaning), display.download(rows, f"{event}-{name.value}.csv"), display.grid(rows)
        )
        return page, _line("table", event, name.value, **options)

    controls = [name, search, column, condition, sort, greatest]
    return _panel(chooser, controls, offer, show, "", "take")


# --- What panels share ----------------------------------------------------------------------------------------


def _panel(
    chooser: EventChooser,
    controls: list[widgets.Widget],
    offer: Callable[[str], None],
    show: Callable[[str], tuple[str, str] | None],
    nothing: str,
    place: str | Callable[[], str],
) -> widgets.Widget:
    """Return controls over a view.

    offer(event) fills the controls for an event; show(event) returns the page and the line that makes it, or None
    if nothing is chosen yet. place: where the report shows the same.
    """
    view, line = widgets.HTML(), widgets.HTML()
    filling = False

    def refresh(change=None) -> None:
        if filling:
            return
        try:
            shown = show(chooser.event) if chooser.event else None
            page, made_by = shown or (display.page(display.said(nothing if chooser.event else how_to_run())), "")
        except (ExploreError, TableError, CodebookError) as error:
            page, made_by = display.page(display.said(str(error))), ""
        view.value = page
        line.value = display.page(display.line_of_python(made_by)) if made_by else ""

    def start() -> None:
        nonlocal filling
        filling = True  # filling several controls counts as one change
        try:
            if chooser.event:
                offer(chooser.event)
        except (ExploreError, TableError) as error:
            view.value = f"<p>{escape(str(error))}</p>"
        finally:
            filling = False
        refresh()

    for control in controls:
        control.observe(refresh, "value")
    chooser.follow(start)
    row = widgets.Layout(flex_flow="row wrap")
    return widgets.VBox([widgets.HBox(controls, layout=row), view, line, _opener(chooser, place, row)])


def _opener(chooser: EventChooser, place: str | Callable[[], str], row: widgets.Layout) -> widgets.Widget:
    """Return a button that opens the report, with room for what was done."""
    button, opened = widgets.Button(description="Open in the report"), widgets.HTML()

    def open_page(_) -> None:
        said = open_report(chooser.event, place if isinstance(place, str) else place()) if chooser.event else ""
        opened.value = display.page(display.said(said))

    button.on_click(open_page)
    return widgets.HBox([button, opened], layout=row)


def _call(name: str, event: str, *arguments: str, **options: bool) -> tuple[str, str]:
    """Return the page of a view and the line that makes it."""
    return getattr(views, name)(event, *arguments, **options).html, _line(name, event, *arguments, **options)


def _line(name: str, event: str, *arguments: object, **options: object) -> str:
    given = [repr(argument) for argument in (event, *arguments)] + [
        f"{key}={value!r}" for key, value in options.items()
    ]
    return f"from newsangle import explore; explore.{name}({', '.join(given)})"


def _text(description: str, value: str, placeholder: str) -> widgets.Text:
    return widgets.Text(
        value, description=description, placeholder=placeholder, continuous_update=False, layout=WIDE, style=LABEL
    )


def _outlets() -> widgets.SelectMultiple:
    return widgets.SelectMultiple(description="Outlets", rows=5, layout=WIDE, style=LABEL)


def _offer_all(control: widgets.SelectMultiple, names: list[str], most: int | None = None) -> None:
    """Offer outlets; keep those chosen if two or more are still among them, else choose the first ones, or all."""
    before = [name for name in control.value if name in names]
    control.options = names
    control.value = before if len(before) > 1 else names[:most]


def _dropdown(description: str, layout: widgets.Layout = WIDE) -> widgets.Dropdown:
    return widgets.Dropdown(description=description, layout=layout, style=LABEL)


def _offer(control: widgets.Dropdown, options: list, value=None) -> None:
    """Offer new options; keep the chosen one if it is still among them."""
    values = [option[1] if isinstance(option, tuple) and len(option) == 2 else option for option in options]
    before = control.value
    control.options = options
    control.value = before if before in values else value if value in values else values[0] if values else None
