"""The bar of a run: in a terminal it says what runs and how long the rest takes; elsewhere there are only lines."""

import io

import pytest
from rich.console import Console

from newsangle import progress
from newsangle.progress import StepLine
from newsangle.steps import STEPS


@pytest.fixture
def terminal(monkeypatch):
    """A terminal whose text can be read, and the clock by which the run goes."""
    written, clock = io.StringIO(), [0.0]
    console = Console(file=written, force_terminal=True, width=100, get_time=lambda: clock[0])
    monkeypatch.setattr(progress, "Console", lambda: console)
    monkeypatch.setattr(progress.time, "monotonic", lambda: clock[0])
    return written, clock


def test_without_a_terminal_there_are_only_lines(capsys):
    lines = []
    with progress.shown("flood", lines.append) as tell:
        tell(StepLine("01_clean_texts started", "01_clean_texts"))
        tell("Warning: a doubt")
    assert lines == ["01_clean_texts started", "Warning: a doubt"]
    assert capsys.readouterr().out == ""


def test_the_bar_names_what_runs_and_how_long_the_rest_takes(terminal):
    written, clock = terminal
    lines = []
    with progress.shown("flood", lines.append) as tell:
        tell(StepLine("01_clean_texts started", "01_clean_texts"))
        tell.progress.refresh()
        assert "flood: 01_clean_texts" in written.getvalue() and "left" not in written.getvalue()
        clock[0] = 35.0
        tell(StepLine("01_clean_texts done in 35.0 s", "01_clean_texts", 35.0))
        tell(StepLine("04_tabulate_claims started", "04_tabulate_claims"))
        tell.progress.refresh()
        assert "flood: 04_tabulate_claims" in written.getvalue() and "about 65 s left" in written.getvalue()
    assert lines == ["01_clean_texts done in 35.0 s"]  # the bar itself says what has started


@pytest.mark.parametrize(("seconds", "said"), [(-3, "5 s"), (0, "5 s"), (31, "35 s"), (89, "90 s"), (91, "2 min")])
def test_a_remaining_time_is_rounded_up(seconds, said):
    assert progress._rounded(seconds) == said


def test_the_parts_of_a_run_are_those_of_its_notebooks():
    assert progress.PARTS.keys() == STEPS.keys()
    assert sum(progress.PARTS.values()) == pytest.approx(1)
