"""docs/teaching.md tried as it stands: its commands work in their order, its files and entries exist."""

import os
import re
import shutil

import pytest
from classroom.conftest import INVENTED, MARCH
from conftest import SAMPLE, start

from newsangle.classroom.folder import PRINTS
from newsangle.classroom.lessons import Blank, Exercise, Lesson
from newsangle.paths import RAW, ROOT

WOLF = INVENTED[2]
GUIDE = (ROOT / "docs" / "teaching.md").read_text("utf-8")
COMMANDS = re.findall(r"^\$ (.+)$", "\n".join(re.findall(r"```console\n(.+?)```", GUIDE, re.DOTALL)), re.MULTILINE)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="the commands are for a POSIX shell")
def test_the_commands_work_in_their_order(reported, invented, tmp_path):
    copy = shutil.copytree(reported, tmp_path / "newsangle", symlinks=True)
    for event in (MARCH, WOLF):
        shutil.copytree(RAW / event, copy / "data" / "raw" / event)
        shutil.copytree(invented[event].processed, copy / "data" / "processed" / event)  # what a run of it leaves
    (copy / "fear.yml").write_text(re.search(r"```yaml\n(.+?)```", GUIDE, re.DOTALL)[1], encoding="utf-8")
    for command in COMMANDS:
        if command.startswith("source"):  # the tests' shell has the environment of the copy
            assert command == "source .venv/bin/activate" and (copy / ".venv" / "bin" / "activate").exists()
            continue
        process = start(command, copy)
        said, _ = process.communicate(timeout=170)
        assert process.returncode == 0, f"{command}\n{said}"
    assert (copy / "reports" / MARCH / "classroom" / "answer-key.html").exists()
    pages = {path.name for path in (copy / "lesson").iterdir()}
    named = set(re.findall(r"^\| `([\w-]+\.html)`", GUIDE, re.MULTILINE)) - {"answer-key.html"}
    assert named == {"index.html", "read.html", "lesson.html", "code.html", "discuss.html"}
    assert pages == named | {f"{sheet}{paper}.pdf" for sheet in ("handout", "codebook") for paper in PRINTS.values()}
    assert "The sentence makes a reader afraid." in (copy / "session-3" / "code.html").read_text("utf-8")
    assert (copy / "data" / "raw" / SAMPLE / "coding" / "frames-generic-A.xlsx").exists()


def test_sheets_that_are_there_already_are_not_in_the_way():
    """No two commands of the guide write sheets for the same coders."""
    coders = [re.search(r"--coders (\S+)", command)[1] for command in COMMANDS if "codesheet" in command]
    assert len(coders) == len(set(coders)) == 1


def test_the_entries_of_a_lesson_are_those_that_are_read():
    told = re.search(r"\| entry \| needed.*?\n\n", GUIDE, re.DOTALL)[0]
    names = {name for model in (Lesson, Exercise, Blank) for name in model.model_fields} - {"code_by_hand", "also"}
    assert [name for name in sorted(names) if not re.search(rf"\b{name}\b", told)] == []
