"""What a run promises: order, clear failures, nothing half-written, the same bytes again."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import time

import nbformat
import psutil
import pytest
from conftest import NEWSANGLE, SAMPLE
from filelock import FileLock

from newsangle import load_event, pipeline, steps, tables, warm
from newsangle.errors import InputError
from newsangle.paths import ROOT, places_below
from newsangle.workers import process_environment

KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
ELSEWHERE = {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
ARTICLE = "Rain fell in Vale\n\nRain fell all day, the mayor said.\n"
LONG = "Twelve houses by the river were flooded, and the road to the mill was closed until the evening. " * 3
TABLES_WITH_OFFSETS = {
    "blocks": ("start", "end", "text"),
    "sentences": ("start", "end", "text"),
    "tokens": ("start", "end", "text"),
    "mentions": ("start", "end", "label"),
    "claims": ("start", "end", "text"),
    "attributions": ("content_start", "content_end", "content"),
}


@pytest.fixture
def event(tmp_path):
    """An event of two short articles, outside the project."""
    folder = tmp_path / "small"
    folder.mkdir()
    (folder / "a.txt").write_text(f"{ARTICLE}{LONG}\n", encoding="utf-8")
    told = "Nobody was hurt, a baker said, although the water came up to the windows of her shop. " * 3
    (folder / "b.txt").write_text(f"Vale under water\n\n{told}\n", encoding="utf-8")
    entries = "".join(f"  - {{file: {name}.txt, outlet: {name}, published: 2025-06-02}}\n" for name in "ab")
    (folder / "event.yml").write_text(f"title: Rain\narticles:\n{entries}", encoding="utf-8")
    return folder


@pytest.fixture
def notebooks(tmp_path, monkeypatch):
    """A function that takes the place of the five notebooks with a first one and two that follow it."""
    order = {"first": (), "second": ("first",), "third": ("first",)}
    monkeypatch.setattr(steps, "NOTEBOOKS", tmp_path / "notebooks")
    monkeypatch.setattr(pipeline, "writes", lambda step: [])
    before = dict(steps.STEPS)
    steps.STEPS.clear()
    steps.STEPS.update(order)

    def make(**sources: str) -> None:
        (tmp_path / "notebooks").mkdir(exist_ok=True)
        for step in order:
            notebook = nbformat.v4.new_notebook(
                metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}}
            )
            declared = nbformat.v4.new_code_cell('event: str = ""  # the event', metadata={"tags": ["parameters"]})
            notebook.cells = [declared, nbformat.v4.new_code_cell(sources.get(step, "event"))]
            nbformat.write(notebook, tmp_path / "notebooks" / f"{step}.ipynb")

    yield make
    steps.STEPS.clear()
    steps.STEPS.update(before)


def run(event, tmp_path):
    lines = []
    pipeline.run(event, {}, lines.append, out=tmp_path / "out")
    return lines


class TestFailures:
    @pytest.mark.parametrize(
        ("source", "said"),
        [
            ("1 / 0", "In [3] raised ZeroDivisionError: division by zero"),
            ("import os; os._exit(1)", "the kernel died in In [3]"),
            ("import time; time.sleep(60)", "In [3] took longer than 2 seconds"),
        ],
    )
    def test_one_clear_message_and_the_rest_stays(self, notebooks, event, tmp_path, monkeypatch, source, said):
        good = tmp_path / "out/reports/small/report.html"  # of an earlier run
        good.parent.mkdir(parents=True)
        good.write_text("the last good report", encoding="utf-8")

        monkeypatch.setattr(pipeline, "CELL_TIMEOUT", 2)
        notebooks(second=source)
        with pytest.raises(pipeline.RunError) as failure:
            run(event, tmp_path)

        assert f"second: {said}" in str(failure.value)
        made = tmp_path / "out/reports/.unfinished/small/reports/small/notebooks"
        assert str(made / "second.ipynb") in str(failure.value)
        assert {file.name for file in made.glob("*.ipynb")} == {"first.ipynb", "second.ipynb", "third.ipynb"}
        assert good.read_text(encoding="utf-8") == "the last good report"

    def test_what_depends_on_a_failed_notebook_is_not_run(self, notebooks, event, tmp_path):
        notebooks(first="raise SystemError('no')")
        lines = []
        with pytest.raises(pipeline.RunError, match="first: In \\[3\\] raised SystemError: no"):
            pipeline.run(event, {}, lines.append, out=tmp_path / "out")
        assert lines == ["first started"]

    def test_a_second_run_of_the_same_event_says_so(self, notebooks, event, tmp_path):
        notebooks()
        (tmp_path / "out/reports/.unfinished").mkdir(parents=True)
        with (
            FileLock(tmp_path / "out/reports/.unfinished/small.lock"),
            pytest.raises(pipeline.RunError, match="in progress"),
        ):
            run(event, tmp_path)


def test_a_run_tells_its_progress_and_the_next_finds_nothing_to_do(notebooks, event, tmp_path):
    notebooks()
    lines = run(event, tmp_path)
    assert lines[0] == "first started"
    assert lines[-1].endswith("0 left")
    assert run(event, tmp_path) == []

    (tmp_path / "out/reports/small/notebooks/first.html").unlink()
    here = places_below(event, tmp_path / "out")
    assert not pipeline.is_current(here, pipeline.fingerprint(here, {}))

    (event / "a.txt").write_text("Other words\n\nThe sun shone all day.\n", encoding="utf-8")
    assert run(event, tmp_path)[0] == "first started"


def test_html_copies_run_no_script_and_load_nothing(notebooks, event, tmp_path):
    hostile = "<img src=x onerror=alert(1)><script>alert(1)</script><a href='javascript:alert(1)'>a</a><b>kept</b>"
    hostile += "<a href='data:text/html,x'>d</a>"
    notebooks(first=f"from IPython.display import HTML; HTML({hostile!r})")
    run(event, tmp_path)
    page = (tmp_path / "out/reports/small/notebooks/first.html").read_text(encoding="utf-8")
    shown = page.rpartition("output_html")[2]
    assert "<b>kept</b>" in shown
    assert not any(bad in shown for bad in ("<script", "onerror", "javascript:", "data:text"))
    assert 'src="http' not in page


@pytest.mark.skipif(os.name == "nt", reason="signals are of POSIX")
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_leaves_nothing_behind(tmp_path, ending):
    command = [str(NEWSANGLE), "run", SAMPLE, "--out", str(tmp_path)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    while not _kernels(process):
        assert process.poll() is None
        time.sleep(0.05)
    family = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(ending)
    assert process.wait(timeout=60) == 130
    assert not [p for p in tmp_path.rglob("*") if p.is_file() and p.suffix != ".lock"]
    _, alive = psutil.wait_procs(family, timeout=10)
    assert not alive


def _kernels(process: subprocess.Popen) -> list[psutil.Process]:
    """Return the processes that execute notebooks: forks that lead a session of their own."""
    found = psutil.Process(process.pid).children(recursive=True)
    with contextlib.suppress(psutil.NoSuchProcess, ProcessLookupError):
        return [child for child in found if child.ppid() != process.pid and os.getsid(child.pid) == child.pid]
    return []


@pytest.fixture
def processes(tmp_path, request, monkeypatch):
    """Processes that fork, or where the parameter is False none, in a folder of their own."""
    monkeypatch.setattr(warm, "CAN_FORK", warm.CAN_FORK and getattr(request, "param", True))
    warm.stop()
    warm.start(tmp_path, os.environ | process_environment(tmp_path))
    yield
    warm.stop()


def _servers() -> list[psutil.Process]:
    """Return the processes of this one that fork, READING first: it is the parent of COMPARING."""
    found = [p for p in psutil.Process().children(recursive=True) if p.status() != psutil.STATUS_ZOMBIE]
    return [process for process in found if "newsangle.warm" in process.cmdline()]


@pytest.mark.skipif(not warm.CAN_FORK, reason="processes are forks on Linux alone")
def test_the_processes_that_fork_have_one_thread_and_take_what_is_loaded_along(processes):
    for server in (warm.READING, warm.COMPARING):
        assert warm.call(server, "builtins:sum", [1, 2]) == 3
        assert warm.call(server, "builtins:list", "ab") == ["a", "b"]  # everything is loaded after the first
        with pytest.raises(ZeroDivisionError):  # what fails in a fork fails here, where it can be caught
            warm.call(server, "operator:truediv", 1, 0)
    servers = _servers()
    assert [process.num_threads() for process in servers] == [1, 1]
    warm.stop()
    assert not psutil.wait_procs(servers, timeout=10)[1]


@pytest.mark.parametrize("processes", [True, False], indirect=True)
@pytest.mark.parametrize(
    ("function", "argument", "error"), [("os:_exit", 1, warm.ProcessEnded), ("time:sleep", 60, warm.ProcessSilent)]
)
def test_a_process_that_dies_is_told_from_one_that_says_nothing(processes, function, argument, error):
    with pytest.raises(error):
        warm.call_apart(warm.COMPARING, function, argument, patience=2, noted=print)


@pytest.mark.parametrize("processes", [True, False], indirect=True)
def test_a_run_needs_no_processes_that_fork(processes, notebooks, event, tmp_path):
    for process in _servers():  # as a system does that is out of memory
        process.kill()
    notebooks()
    assert run(event, tmp_path)[-1].endswith("0 left")


def test_several_events_are_run_and_a_bad_one_does_not_stop_the_others(notebooks, event, tmp_path):
    notebooks()
    shutil.copytree(event, tmp_path / "other")
    outcomes = {}
    pipeline.run_all(
        [event, tmp_path / "none", tmp_path / "other"], {}, lambda *_: None, outcomes.__setitem__, out=tmp_path / "out"
    )
    assert outcomes[event] is True and outcomes[tmp_path / "other"] is True
    assert isinstance(outcomes[tmp_path / "none"], InputError)
    for name in ("small", "other"):
        assert (tmp_path / f"out/reports/{name}/notebooks/third.html").exists()


class TestSample:
    def test_every_table_is_written_and_fits_its_schema(self, sample_run):
        for name in tables.TABLES:
            assert len(tables.read(sample_run, name)) > 0 or name.endswith("judgements"), name  # no judge was asked
            assert (sample_run.tables / f"{name}.csv").exists()

    def test_offsets_lead_back_to_the_raw_text(self, sample_run):
        raw = {article.id: article.raw for article in load_event(SAMPLE).articles}
        for name, (start, end, text) in TABLES_WITH_OFFSETS.items():
            frame = tables.read(sample_run, name)
            for row in frame.to_dict("records"):
                assert raw[row["article_id"]][int(row[start]) : int(row[end])] == row[text], (name, row)

    @pytest.mark.slow
    def test_two_runs_are_byte_identical(self, sample_run, tmp_path):
        command = [NEWSANGLE, "run", SAMPLE, "--out", tmp_path, "--jobs", "1"]
        subprocess.run(command, cwd=ROOT, env=os.environ | ELSEWHERE, timeout=300, check=True)
        for kind in ("tables", "figures"):
            first = sorted((sample_run.report / kind).iterdir())
            second = sorted((tmp_path / "reports" / SAMPLE / kind).iterdir())
            assert [f.name for f in first] == [f.name for f in second] and first
            for one, other in zip(first, second, strict=True):
                assert one.read_bytes() == other.read_bytes(), one.name
        assert (tmp_path / "reports" / SAMPLE / "report.html").read_bytes() == (
            sample_run.report / "report.html"
        ).read_bytes()

    def test_the_manifest_says_what_the_run_was_made_of(self, sample_run):
        manifest = json.loads((sample_run.report / "manifest.json").read_text(encoding="utf-8"))
        assert {entry["file"] for entry in manifest["inputs"]} >= {
            "event.yml",
            "indian-express.txt",
            "turkiye-today.txt",
        }
        assert manifest["versions"]["nltk"]
        assert [step["notebook"] for step in manifest["steps"]] == list(steps.STEPS)
        assert "sentences" in manifest["steps"][0]["writes"]
        assert "sentences" in manifest["steps"][3]["reads"]
        assert "report/report.html" in manifest["outputs"]

    def test_executed_notebooks_lie_beside_the_report_with_html_copies(self, sample_run):
        for step in steps.STEPS:
            assert (sample_run.report / "notebooks" / f"{step}.ipynb").exists()
            assert (sample_run.report / "notebooks" / f"{step}.html").stat().st_size > 1000
