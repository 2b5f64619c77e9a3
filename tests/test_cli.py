"""The command line as a user meets it: what it prints, and its exit codes."""

import shutil

import pytest
from conftest import SAMPLE, newsangle

from newsangle.paths import RAW


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
        (["check", SAMPLE, "-p", "codebook=none.yml"], 2, "There is no codebook 'none.yml'"),
        (["run"], 2, "Missing argument"),
        (["no-such-command"], 2, "No such command"),
    ],
)
def test_says_what_it_did_and_ends_with_the_right_code(arguments, code, said):
    ended = newsangle(*arguments)
    assert ended.returncode == code, ended.stdout + ended.stderr
    assert said in ended.stdout + ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_wrong_type_lists_the_valid_parameters(tmp_path):
    file = tmp_path / "params.yml"
    file.write_text("codebook: 3\n", encoding="utf-8")
    ended = newsangle("run", SAMPLE, "-f", file, "--out", tmp_path)
    assert ended.returncode == 2
    assert "'codebook' takes str, not 3" in ended.stderr
    assert "codebook: str =" in ended.stderr


def test_a_new_event_is_made_once_and_needs_filling_in(tmp_path):
    made = newsangle("new", tmp_path / "flood")
    assert made.returncode == 0, made.stderr
    assert (tmp_path / "flood" / "event.yml").exists()
    assert newsangle("new", tmp_path / "flood").returncode == 2
    assert newsangle("check", tmp_path / "flood").returncode == 2


def test_check_finds_a_fault_in_the_corrections_before_a_run_does(tmp_path):
    event = shutil.copytree(RAW / SAMPLE, tmp_path / "talks")
    (event / "claims.yml").write_text("corrections: 3\n", encoding="utf-8")
    for command in ("check", "run"):
        ended = newsangle(command, event)
        assert ended.returncode == 2
        assert "claims.yml: write the corrections as a list" in ended.stderr
