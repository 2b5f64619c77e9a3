"""The progress of a run: lines that say what happened and, in a terminal, a bar with elapsed and remaining time."""

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeElapsedColumn
from rich.text import Text

# What part of a run's time each notebook takes, as measured on events of two to twelve articles; 02, 03 and 04 run
# side by side. A remaining time only has to be about right.
PARTS = {
    "01_clean_texts": 0.35, "02_compare_framing": 0.1, "03_compare_sentiment": 0.15, "04_tabulate_claims": 0.2,
    "05_report": 0.2,
}  # fmt: skip
STEP = 5  # seconds to which a remaining time is rounded

Tell = Callable[[str], None]


class StepLine(str):
    """A line about one notebook; seconds is None when the notebook starts, and how long it took when it is done."""

    step: str
    seconds: float | None

    def __new__(cls, line: str, step: str, seconds: float | None = None) -> "StepLine":
        made = super().__new__(cls, line)
        made.step, made.seconds = step, seconds
        return made


@contextmanager
def shown(title: str, tell: Tell) -> Iterator[Tell]:
    """Yield a function that takes the lines of a run; in a terminal, show a bar below them until the run ends.

    tell prints a line to standard output. Elsewhere than in a terminal (a pipe, a log) the lines are all there is.
    """
    console = Console()
    if not console.is_terminal:
        yield tell
        return
    columns = [TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn(), _TimeLeft()]
    with Progress(*columns, console=console, transient=True) as progress:
        yield _Bar(title, progress, tell)


class _Bar:
    """The bar of one run; it is called with the lines of the run."""

    def __init__(self, title: str, progress: Progress, tell: Tell):
        self.title, self.progress, self.tell = title, progress, tell
        self.running: list[str] = []
        self.begun, self.done = time.monotonic(), 0.0
        self.task = progress.add_task(title, total=1.0, ends=None)

    def __call__(self, line: str) -> None:
        if not isinstance(line, StepLine):
            self.tell(line)
            return
        if line.seconds is None:
            self.running.append(line.step)
        else:
            self.tell(line)
            self.running.remove(line.step)
            self.done += PARTS[line.step]
            took = time.monotonic() - self.begun
            self.progress.update(self.task, completed=self.done, ends=self.begun + took / self.done)
        self.progress.update(self.task, description=f"{self.title}: {', '.join(self.running)}")


class _TimeLeft(ProgressColumn):
    """About how long the rest takes, once the first notebook has shown how fast this machine is."""

    def render(self, task: Task) -> Text:
        ends = task.fields["ends"]
        if ends is None or task.finished:
            return Text("")
        return Text(f"about {_rounded(ends - time.monotonic())} left")


def _rounded(seconds: float) -> str:
    """Return a time as '5 s', '40 s', '2 min', rounded up."""
    if seconds > 90:
        return f"{math.ceil(seconds / 60)} min"
    return f"{max(math.ceil(seconds / STEP), 1) * STEP} s"
