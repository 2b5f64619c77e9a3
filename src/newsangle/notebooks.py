"""Executing one notebook in a process of its own: the only importer of papermill."""

import json
import logging
import os
import re
from functools import partial
from pathlib import Path

from newsangle import warm
from newsangle.errors import explained, explained_in
from newsangle.imports import NBFORMAT, hidden
from newsangle.paths import replace_file
from newsangle.workers import LOG

with hidden(NBFORMAT):
    import nbformat
    import papermill
    from papermill.engines import papermill_engines

    from newsangle.shell import InProcess, Shell

logging.getLogger("papermill").setLevel(logging.CRITICAL)  # execute returns what goes wrong

_STYLED = re.compile(r"\bT_[0-9a-f]{5}(?![0-9a-f])")  # the random ids that pandas gives to styled tables
_ADDRESS = re.compile(r" at 0x[0-9a-f]+>")  # where an object lay in memory, in its plain representation

papermill_engines.register(InProcess.__name__, InProcess)


def load() -> None:
    """Load what the first notebook would load."""
    Shell.instance()
    nbformat.validate(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")]))


def execute(out: str, source: str, target: str, parameters: dict) -> str:
    """Execute a notebook in this process, with its results below the folder `out`; return the error.

    The error is empty where all went well: what goes wrong in a notebook is returned, not raised. A notebook that went
    well is the same, byte for byte, whenever it is executed. Before each cell the notebook is saved as far as it came,
    and the cell's number is noted for whoever asked (warm.note).
    """
    executed = Path(target)
    try:
        _work_in(Path(out))
        executed.parent.mkdir(parents=True, exist_ok=True)
        papermill.execute_notebook(
            _literally(source), _literally(target), parameters, kernel_name="python3", language="python",
            progress_bar=False, request_save_on_cell_execute=False, engine_name=InProcess.__name__,
            starting=partial(_starting, executed),
        )  # fmt: skip
        _make_repeatable(executed)
    except papermill.PapermillExecutionError as failure:
        why = failure.evalue or explained_in(_printed(executed)) or "no reason was given"
        return f"In [{failure.exec_count}] raised {failure.ename}: {why}"
    except OSError as failure:
        return explained(failure)
    return ""


def _work_in(out: Path) -> None:
    """Let this process put its results below a folder, with a log for its complaints beside them."""
    os.environ["NEWSANGLE_OUT"] = str(out)
    log = os.open(out / LOG, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    os.dup2(log, 2)
    os.close(log)


def _starting(executed: Path, count: int, notebook: dict) -> None:
    replace_file(executed, lambda part: part.write_text(json.dumps(notebook), encoding="utf-8"))
    warm.note(count)


def _literally(path: str) -> str:
    """Return a path for papermill, which takes braces in it for the names of parameters."""
    return path.replace("{", "{{").replace("}", "}}")


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


def _printed(notebook: Path) -> str:
    """Return what the cell printed in which an executed notebook failed."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    failed = (cell for cell in cells if cell["metadata"].get("papermill", {}).get("exception"))
    outputs = (output for cell in failed for output in cell.get("outputs", ()))
    return "".join("".join(output.get("text", ())) for output in outputs)
