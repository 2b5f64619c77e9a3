"""Executing one notebook and copying it as HTML: the only importer of papermill and nbconvert."""

import html
import json
import logging
import os
import re
import time
from functools import cache
from pathlib import Path

import nh3

from newsangle.errors import explained, explained_in
from newsangle.imports import NBFORMAT, hidden
from newsangle.paths import replace_file
from newsangle.workers import LOG

with hidden(NBFORMAT):
    import nbformat
    import papermill
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from nbconvert import HTMLExporter
    from papermill.engines import NBClientEngine, papermill_engines

    from newsangle.kernels import KernelManager

logging.getLogger("papermill").setLevel(logging.CRITICAL)  # execute returns what goes wrong

_STYLED = re.compile(r"\bT_[0-9a-f]{5}(?![0-9a-f])")  # the random ids that pandas gives to styled tables
_ADDRESS = re.compile(r" at 0x[0-9a-f]+>")  # where an object lay in memory, in its plain representation
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


class _Engine(NBClientEngine):
    """papermill's engine, which saves the notebook when its execution ends, however it ends, not twice a cell."""

    @classmethod
    def execute_managed_notebook(cls, nb_man, kernel_name, **options):
        path, nb_man.output_path = nb_man.output_path, None
        try:
            super().execute_managed_notebook(nb_man, kernel_name, **options)
        finally:
            nb_man.output_path = path


papermill_engines.register(_Engine.__name__, _Engine)


def execute(source: Path, target: Path, parameters: dict, timeout: int) -> tuple[float, str]:
    """Execute a notebook with parameters; return the seconds it took and the error.

    timeout: seconds that one cell may take. The error is empty where all went well: what goes wrong in a notebook
    is returned, not raised. A notebook that went well is the same, byte for byte, whenever it is executed.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    try:
        papermill.execute_notebook(
            _literally(source), _literally(target), parameters, kernel_name="python3", language="python",
            execution_timeout=timeout, progress_bar=False, kernel_manager_class=KernelManager,
            shutdown_kernel="immediate", engine_name=_Engine.__name__,
        )  # fmt: skip
        _make_repeatable(target)
        error = ""
    except papermill.PapermillExecutionError as failure:
        why = failure.evalue or explained_in(_printed(target)) or "no reason was given"
        error = f"In [{failure.exec_count}] raised {failure.ename}: {why}"
    except CellTimeoutError:
        error = f"In [{_last_started(target)}] took longer than {timeout} seconds"
    except DeadKernelError:
        error = f"the kernel died in In [{_last_started(target)}] (out of memory, or killed)"
    except OSError as failure:
        error = explained(failure)
    except RuntimeError as failure:  # a kernel that never got ready
        error = f"the kernel did not start: {explained_in(_complaints()) or failure}"
    return time.monotonic() - started, error


def _literally(path: Path) -> str:
    """Return a path for papermill, which takes braces in it for the names of parameters."""
    return str(path).replace("{", "{{").replace("}", "}}")


def _make_repeatable(notebook: Path) -> None:
    """Leave out of an executed notebook what differs from run to run: times, paths, and the ids of added cells."""
    node = json.loads(notebook.read_text(encoding="utf-8"))
    node["metadata"].pop("papermill", None)
    for number, cell in enumerate(node["cells"]):
        for name in ("papermill", "execution"):
            cell["metadata"].pop(name, None)
        if "injected-parameters" in cell["metadata"].get("tags", ()):
            cell["id"] = f"injected-{number}"
    text = json.dumps(node, indent=1, ensure_ascii=False, sort_keys=True)
    ids = {name: f"T_{number:05}" for number, name in enumerate(dict.fromkeys(_STYLED.findall(text)))}
    text = _ADDRESS.sub(">", _STYLED.sub(lambda found: ids[found.group()], text))
    replace_file(notebook, lambda part: part.write_text(f"{text}\n", encoding="utf-8"))


def copy_as_html(notebook: Path) -> None:
    """Write an executed notebook as a page beside it, which runs no script and loads nothing."""
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


def load_templates() -> None:
    """Load what the first copy of a notebook would load."""
    _exporter().from_notebook_node(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")]))


@cache
def _exporter() -> HTMLExporter:
    return HTMLExporter(template_name="basic")


def _data_in_images_alone(tag: str, attribute: str, value: str) -> str | None:
    return None if attribute == "href" and value.strip().lower().startswith("data:") else value


def _printed(notebook: Path) -> str:
    """Return what the cell printed in which an executed notebook failed."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    failed = (cell for cell in cells if cell["metadata"].get("papermill", {}).get("exception"))
    outputs = (output for cell in failed for output in cell.get("outputs", ()))
    return "".join("".join(output.get("text", ())) for output in outputs)


def _complaints() -> str:
    """Return the end of the log of the kernels, '' where there is none."""
    log = Path(os.environ.get("NEWSANGLE_OUT", ""), LOG)
    return log.read_text(encoding="utf-8", errors="replace")[-5000:] if log.is_file() else ""


def _last_started(notebook: Path) -> int:
    """Return the execution count of the cell that ran when a notebook was cut off.

    papermill marks every cell of such a notebook as completed; only the time of its start tells which ones ran.
    """
    if not notebook.exists():
        return 1
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    code = [cell["metadata"].get("papermill", {}) for cell in cells if cell["cell_type"] == "code"]
    return sum(bool(state.get("start_time")) for state in code)
