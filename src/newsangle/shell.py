"""Executing a notebook's cells in this process as an IPython kernel does, without a kernel and its messages.

A kernel of its own takes longer to start, to be asked and to stop than most cells take to run. The engine is one of
papermill's: the notebooks stay ordinary ones, and what they leave looks as if a kernel had executed them.
"""

import base64
import io
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from nbformat.v4 import new_output
from papermill.engines import Engine
from traitlets import Type
from traitlets.config import Config

LANGUAGE = {
    "name": "python", "version": sys.version.split()[0], "mimetype": "text/x-python", "file_extension": ".py",
    "codemirror_mode": {"name": "ipython", "version": sys.version_info.major}, "pygments_lexer": "ipython3",
    "nbconvert_exporter": "python",
}  # fmt: skip  # what a kernel says of itself, which stands in every executed notebook


class _Results(DisplayHook):
    """Takes the value of a cell's last line into the cell's outputs."""

    def start_displayhook(self) -> None: ...

    def write_output_prompt(self) -> None: ...

    def write_format_data(self, format_dict: dict, md_dict: dict | None = None) -> None:
        shell: Any = self.shell
        data, count = _as_text(format_dict), self.prompt_count
        made = new_output("execute_result", data, metadata=md_dict or {}, execution_count=count)
        shell.outputs.append(made)

    def finish_displayhook(self) -> None: ...


class _Displays(DisplayPublisher):
    """Takes what a cell displays into its outputs."""

    def publish(self, data: dict, metadata: dict | None = None, **_: Any) -> None:
        shell: Any = self.shell
        shell.outputs.append(new_output("display_data", _as_text(data), metadata=metadata or {}))


class _Stream(io.TextIOBase):
    """Takes what a cell prints into its outputs."""

    def __init__(self, name: str, outputs: list):
        self._name, self._outputs = name, outputs

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if not self._outputs or self._outputs[-1].get("name") != self._name:
            self._outputs.append(new_output("stream", name=self._name, text=""))
        self._outputs[-1]["text"] += text
        return len(text)


class Shell(InteractiveShell):
    """IPython with a cell's outputs as a notebook stores them."""

    displayhook_class = Type(_Results)
    display_pub_class = Type(_Displays)
    kernel = None  # by which pandas, imported in a cell, knows that its tables are shown in a notebook

    def __init__(self, **options: Any):
        self.outputs: list[dict] = []
        super().__init__(config=Config({"HistoryManager": {"enabled": False}}), **options)

    def outputs_of(self, source: str) -> list[dict]:
        """Run a cell and return its outputs; an exception is one of them."""
        self.outputs = []
        with redirect_stdout(_Stream("stdout", self.outputs)), redirect_stderr(_Stream("stderr", self.outputs)):
            self.run_cell(source, store_history=True)
        return self.outputs

    def _showtraceback(self, etype: type, evalue: BaseException | None, stb: list[str]) -> None:
        self.outputs.append(new_output("error", ename=etype.__name__, evalue=str(evalue), traceback=stb))


class InProcess(Engine):
    """papermill's interface to the shell of this process, which executes one notebook."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, *, starting: Callable[[int, dict], None], **_: Any
    ) -> None:
        """Execute cells up to one that fails; starting takes the number and the notebook before each cell of code."""
        shell: Any = Shell.instance()
        nb_man.nb.metadata["language_info"] = LANGUAGE
        for place, cell in enumerate(nb_man.nb.cells):
            nb_man.cell_start(cell, place)
            if cell.cell_type == "code" and cell.source.strip():
                cell.execution_count = shell.execution_count
                starting(shell.execution_count, nb_man.nb)
                cell.outputs = shell.outputs_of(cell.source)
            failed = any(output["output_type"] == "error" for output in cell.get("outputs", ()))
            if failed:
                nb_man.cell_exception(cell, place)
            nb_man.cell_complete(cell, place)
            if failed:
                return


def _as_text(data: dict) -> dict:
    """Return representations of an object; pictures as a notebook stores them."""
    return {
        kind: base64.b64encode(content).decode() if isinstance(content, bytes) else content
        for kind, content in data.items()
    }
