"""One look for all figures: a colour and a marker per outlet, type, sizes, and how a figure is saved."""

import base64
import html
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

from newsangle.paths import Places

# Okabe and Ito (2008), readable for the colour-blind and in print, without the yellow, which is too faint on white;
# then five more for events with many outlets, where markers and hatches help.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000",
           "#7B4FB5", "#9AA51F", "#882255", "#7A8794", "#8B5A2B")  # fmt: skip
MARKERS = ("o", "s", "^", "D", "v", "P", "X")
WIDTH = 7.0  # inches: fits A4 and Letter
# The largest margin above and below a drawing, in inches: matplotlib's default grows too much in long figures.
MARGIN = 0.175
SLIDES = 200  # dots per inch of a PNG


def outlet_colours(outlets: Iterable[str]) -> dict[str, str]:
    """Return a colour for each outlet, in the given order; after twelve, colours repeat with other markers."""
    return {outlet: COLOURS[i % len(COLOURS)] for i, outlet in enumerate(dict.fromkeys(outlets))}


def outlet_markers(outlets: Iterable[str]) -> dict[str, str]:
    """Return a marker for each outlet, so that no meaning depends on colour alone."""
    return {outlet: MARKERS[i % len(MARKERS)] for i, outlet in enumerate(dict.fromkeys(outlets))}


def axes(height: float = 3.5, columns: int = 1, **options) -> Any:
    """Return new Axes (an array if columns > 1) in the house style; height in inches."""
    import matplotlib.pyplot as plt

    plt.rcdefaults()  # whatever matplotlibrc the user has
    plt.rcParams.update({**_RC, "axes.ymargin": min(0.05, MARGIN / height)})
    return plt.subplots(1, columns, figsize=(WIDTH, height), layout="constrained", **options)[1]


def show(shown, here: Places, name: str):
    """Save a figure and return an HTML image of the saved file, so that a notebook need not draw it twice."""
    import matplotlib.pyplot as plt
    from IPython.display import HTML

    path = save(shown, here, name)
    plt.close(shown.figure)
    picture = base64.b64encode(path.read_bytes()).decode()
    return HTML(f'<img src="data:image/svg+xml;base64,{picture}" alt="{html.escape(shown.get_title() or name)}">')


def save(shown, here: Places, name: str) -> Path:
    """Write the figure of the given Axes as name.svg and, for slides, name.png to here.figures; return the SVG's path.

    The same data give the same bytes.
    """
    here.figures.mkdir(parents=True, exist_ok=True)
    path = here.figures / f"{name}.svg"
    figure = shown.figure
    if layout := figure.get_layout_engine():  # laid out once; with any engine, matplotlib draws twice for each file
        layout.execute(figure)
        figure.set_layout_engine(None)
    path.write_bytes(svg(shown))
    quick = {"compress_level": 1}  # a third larger, in a fifth of the time
    figure.savefig(path.with_suffix(".png"), dpi=SLIDES, metadata={"Software": None}, pil_kwargs=quick)
    return path


def svg(shown) -> bytes:
    """Return the figure of the given Axes as SVG; the same data give the same bytes."""
    buffer = BytesIO()
    shown.figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    return buffer.getvalue()


_RC: dict[Any, Any] = {
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlelocation": "left",
    "font.family": "DejaVu Sans",  # part of matplotlib, so figures are the same on every machine
    "font.size": 9,
    "legend.frameon": False,
    "svg.fonttype": "none",  # text stays text: searchable, readable by screen readers, drawn in the reader's script
    "svg.hashsalt": "newsangle",
    "text.parse_math": False,  # two dollar signs in a name are not mathematics
}
