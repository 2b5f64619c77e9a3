"""The command line as a user meets it: what it prints, and its exit codes."""

import shutil
import subprocess
import sys
import webbrowser

import pytest
from conftest import SAMPLE

from newsangle import pipeline
from newsangle.paths import RAW

HEAVY = {"numpy", "pandas", "pyarrow", "matplotlib", "spacy", "nltk", "papermill", "newsangle.pipeline",
         "newsangle.readers"}  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--help"], 0, "run"),
        (["run", "--help"], 0, "newsangle run istanbul-talks-2025-06"),
        (["list"], 0, SAMPLE),
        (["params"], 0, "codebook"),
        (["check", SAMPLE], 0, "is ready"),
        (["run", "no-such-event"], 2, "no-such-event"),
        (["check", "no-such-event"], 2, "no-such-event"),
        (["run", SAMPLE, "-p", "no_such=1"], 2, "There is no parameter 'no_such'. The parameters are:"),
        (["run", SAMPLE, "-p", "codebook"], 2, "not of the form name=value"),
        (["check", SAMPLE, "-p", "no_such=1"], 2, "There is no parameter 'no_such'"),
        (["check", SAMPLE, "-p", "codebook="], 2, "'codebook' takes a text, not ''"),
        (["check", SAMPLE, "-p", "min_count=true"], 2, "'min_count' takes a whole number from 0, not True"),
        (
            ["check", SAMPLE, "-p", "pair=[1, 2]"],
            2,
            """'pair' takes a list of texts, such as ["one", "two"], not [1, 2]""",
        ),
        (
            ["check", SAMPLE, "-p", 'sides={"Kyiv": "Umerov"}'],
            2,
            """'sides' takes a list of texts for each name, such as {"Ukraine": ["Rustem Umerov"]}, not""",
        ),
        (["run", SAMPLE, "-p", 'pair=["The Indian Express", "Nobody"]'], 2, "takes two of the event's outlets"),
        (["check", SAMPLE, "-p", "codebook=none.yml"], 2, "There is no codebook 'none.yml'"),
        (["run"], 2, "Name an event"),
        (["no-such-command"], 2, "No such command"),
    ],
)
def test_says_what_it_did_and_ends_with_the_right_code(newsangle, arguments, code, said):
    ended, printed = newsangle(*arguments)
    assert ended == code, printed
    assert said in printed


def test_a_wrong_type_lists_the_valid_parameters(newsangle, tmp_path):
    file = tmp_path / "params.yml"
    file.write_text("codebook: 3\n", encoding="utf-8")
    code, printed = newsangle("run", SAMPLE, "-f", file, "--out", tmp_path)
    assert code == 2
    assert "'codebook' takes a text, not 3" in printed
    assert "codebook: str =" in printed


def test_a_new_event_is_made_once_and_needs_filling_in(newsangle, tmp_path):
    code, printed = newsangle("new", tmp_path / "flood")
    assert code == 0, printed
    assert (tmp_path / "flood" / "event.yml").exists()
    assert newsangle("new", tmp_path / "flood")[0] == 2
    assert newsangle("check", tmp_path / "flood")[0] == 2


@pytest.mark.parametrize("command", ["check", "run"])
def test_check_finds_a_fault_in_the_corrections_before_a_run_does(newsangle, tmp_path, command):
    event = shutil.copytree(RAW / SAMPLE, tmp_path / "talks")
    (event / "claims.yml").write_text("corrections: 3\n", encoding="utf-8")
    code, printed = newsangle(command, event)
    assert code == 2
    assert "claims.yml: write the corrections as a list" in printed


def test_the_package_runs_as_a_module():
    ended = subprocess.run([sys.executable, "-m", "newsangle", "list"], capture_output=True, text=True, check=False)
    assert ended.returncode == 0 and SAMPLE in ended.stdout


@pytest.mark.parametrize(
    ("command", "unused"),
    [("list", HEAVY), ("params", HEAVY), ("--help", {*HEAVY, "pydantic", "yaml"})],
)
def test_commands_that_only_say_something_load_little(command, unused):
    code = "import sys; from newsangle.__main__ import main\ntry: main()\nfinally: print(*sys.modules)"
    ended = subprocess.run([sys.executable, "-c", code, command], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert not unused & set(ended.stdout.splitlines()[-1].split())


@pytest.mark.parametrize(("found", "complaint"), [(True, ""), (False, "No browser was found to open")])
def test_the_report_is_opened_when_asked_for(monkeypatch, tmp_path, capsys, found, complaint):
    from newsangle import cli

    opened = []
    monkeypatch.setattr(pipeline, "run_all", lambda events, _, tell, ended, **options: ended(events[0], True))
    monkeypatch.setattr(webbrowser, "open", lambda address: opened.append(address) or found)
    cli._run_all(["flood"], {}, out=tmp_path, open_report=True)
    assert opened == [(tmp_path / "reports/flood/report.html").as_uri()]
    assert complaint in capsys.readouterr().err
