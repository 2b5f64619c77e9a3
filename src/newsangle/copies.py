"""Copying an executed notebook as a page: the only importer of nbconvert."""

import html
from functools import cache
from pathlib import Path
from typing import Any

import nh3

from newsangle.imports import NBFORMAT, hidden

with hidden(NBFORMAT):
    import nbformat
    from nbconvert.exporters.html import HTMLExporter
    from nbconvert.exporters.templateexporter import TemplateExporter
    from nbconvert.filters import Highlight2HTML
    from nbconvert.filters.widgetsdatatypefilter import WidgetsDataTypeFilter

TAGS = set(
    """
    a abbr b blockquote br caption code dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img
    input ins kbd label li mark ol p pre q s section small span strong style sub summary sup table tbody td tfoot th
    thead tr u ul
""".split()
)
ATTRIBUTES = {"*": {"class", "id", "title", "lang", "dir"}, "a": {"href"}, "img": {"src", "alt"}, "details": {"open"},
              "input": {"type", "name", "checked"}, "label": {"for"},
              "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan", "scope"}}  # fmt: skip

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>{title}</title>
<style>
body {{ max-width: 60rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.55 system-ui, sans-serif; color: #1a1a1a; }}
pre {{ overflow-x: auto; padding: .6rem .8rem; background: #f5f5f2; font-size: .85rem; }}
table {{ border-collapse: collapse; font-size: .85rem; }}
td, th {{ padding: .25rem .6rem; border-bottom: 1px solid #ddd; text-align: left; vertical-align: top; }}
img, svg {{ max-width: 100%; height: auto; }}
.prompt, .anchor-link {{ display: none; }}
.jp-OutputArea-output, .output_area {{ overflow-x: auto; }}
</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""


def copy_as_html(executed: str) -> None:
    """Write an executed notebook as a page beside it, which runs no script and loads nothing."""
    notebook = Path(executed)
    body, _ = _exporter().from_filename(str(notebook))
    safe = nh3.clean(
        body,
        TAGS,
        {"script"},
        ATTRIBUTES,
        attribute_filter=_data_in_images_alone,
        url_schemes={"http", "https", "data"},
    )
    page = PAGE.format(title=html.escape(notebook.stem), body=safe)
    notebook.with_suffix(".html").write_text(page, encoding="utf-8")


def load() -> None:
    """Load what the first copy of a notebook would load."""
    _exporter().from_notebook_node(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")]))


class _Exporter(HTMLExporter):
    """nbconvert's exporter, which does not read its page once more to add attributes that are cleaned away."""

    def from_notebook_node(self, nb: Any, resources: dict | None = None, **options: Any) -> tuple[str, dict]:
        resources = self._init_resources(resources)
        lexer = nb.metadata.get("language_info", {}).get("pygments_lexer", "ipython3")
        data_type = WidgetsDataTypeFilter(notebook_metadata=nb.metadata, parent=self, resources=resources)
        self.register_filter("highlight_code", Highlight2HTML(pygments_lexer=lexer, parent=self))
        self.register_filter("filter_data_type", data_type)
        return TemplateExporter.from_notebook_node(self, nb, resources, **options)


@cache
def _exporter() -> _Exporter:
    return _Exporter(template_name="basic")


def _data_in_images_alone(tag: str, attribute: str, value: str) -> str | None:
    return None if attribute == "href" and value.strip().lower().startswith("data:") else value
