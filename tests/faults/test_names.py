"""No name of an event leads out of the folders that hold events and results."""

import pytest
from conftest import SAMPLE

from newsangle.errors import InputError
from newsangle.paths import event_folder, event_name

BAD = ["", " ", ".", "..", "../x", "a/b", "a\\b", ".unfinished", ".hidden", "index.html", "README.md", "con", "NUL.txt",
       "a" * 101, "é" * 60, "tab\tname", "new\nline", "nul\0", "right\u202eleft", "zero\u200bwidth", "\ud800",
       "end.", "end ", "what?", "a:b", "a|b", '"quoted"']  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_name_that_could_do_harm_is_refused(name):
    with pytest.raises(InputError, match="cannot be the name of an event"):
        event_name(name)


@pytest.mark.parametrize("name", [SAMPLE, "istanbul_2025", "Überschwemmung", "洪水", "flood {2}", "a" * 100, "v1.2"])
def test_ordinary_names_are_taken(name):
    assert event_name(name) == name


@pytest.mark.parametrize("command", ["run", "check", "new"])
@pytest.mark.parametrize("name", ["", "index.html", ".unfinished", "a" * 251, "x\x1b[2Jy"])
def test_commands_refuse_bad_names_and_write_nothing(newsangle, tmp_path, monkeypatch, command, name):
    monkeypatch.chdir(tmp_path)
    options = ["--out", tmp_path / "out"] if command == "run" else []
    code, printed = newsangle(command, name, *options)
    assert code == 2, printed
    assert "cannot be the name of an event" in printed and "\x1b[2J" not in printed
    assert not list(tmp_path.iterdir())


def test_the_parent_folder_is_no_event(newsangle, tmp_path, monkeypatch):
    kept = tmp_path / "out" / "reports" / "other" / "report.html"
    kept.parent.mkdir(parents=True)
    kept.write_text("kept", encoding="utf-8")
    (tmp_path / "inner").mkdir()
    monkeypatch.chdir(tmp_path / "inner")
    assert newsangle("run", "..", "--out", tmp_path / "out")[0] == 2
    assert kept.read_text(encoding="utf-8") == "kept"


def test_a_bare_name_is_looked_for_among_the_events_first(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / SAMPLE).mkdir()
    assert event_folder(SAMPLE).parent.name == "raw"
    assert event_folder("elsewhere") == tmp_path / "elsewhere"
