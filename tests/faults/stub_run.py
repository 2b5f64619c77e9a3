"""`newsangle run` with three small notebooks in place of the five: all processes of a run in a tenth of its time.

python stub_run.py NOTEBOOKS EVENT OUT       the run; NOTEBOOKS is the folder of the three, which is made
python -m faults.stub_run FILES              its processes that fork, which load what executes notebooks and no more
"""

import sys
from importlib import import_module
from pathlib import Path

from newsangle import warm

ORDER = {"first": (), "second": ("first",), "third": ("first",)}
SOURCE = """
from newsangle.paths import places

here = places(event)
here.report.mkdir(parents=True, exist_ok=True)
(here.report / "{name}.txt").write_text("made", encoding="utf-8")
(here.processed / "{name}.txt").write_text("made", encoding="utf-8");
"""


def run(notebooks: Path, event: str, out: str) -> None:
    """Run an event with the three notebooks."""
    from newsangle import cli, pipeline, steps

    _write_notebooks(notebooks)
    steps.NOTEBOOKS = notebooks
    steps.STEPS.clear()
    steps.STEPS.update(ORDER)
    pipeline.writes = lambda step: []
    pipeline._WARNINGS = pipeline._INDEX = "faults.stub_run:nothing"
    warm._NAME = "faults.stub_run"
    sys.argv = ["newsangle", "run", event, "--force", "--out", out]
    cli.main()


def _write_notebooks(folder: Path) -> None:
    if folder.exists():
        return
    import nbformat

    folder.mkdir()
    for name in ORDER:
        notebook = nbformat.v4.new_notebook(metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}})
        declared = nbformat.v4.new_code_cell('event: str = ""  # the event', metadata={"tags": ["parameters"]})
        notebook.cells = [declared, nbformat.v4.new_code_cell(SOURCE.replace("{name}", name))]
        nbformat.write(notebook, folder / f"{name}.ipynb")


def nothing(*_) -> list:
    return []


def serve() -> None:
    """Be the processes that fork of such a run, or one that is started where they can't be asked."""
    warm._load_for_both = lambda: import_module("newsangle.notebooks").load()
    warm._load_for_reading = warm._load_for_copies = warm._load_for_comparing = lambda: None
    warm.main()


if __name__ == "__main__":
    if len(sys.argv) == 4:
        run(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
    else:
        serve()
