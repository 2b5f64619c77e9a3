"""The commands that bring articles in, as a user meets them."""

import io
import sys

import pytest

from newsangle import pipeline

STORY = "{0}\n\nThe river rose on Monday night and flooded the old town, the police in {0} said.\n"


@pytest.fixture
def files(tmp_path):
    for name in ("post", "times"):
        (tmp_path / f"{name}.txt").write_text(STORY.format(name.title()))
    return [tmp_path / "post.txt", tmp_path / "times.txt"]


def test_new_makes_an_event_of_files_and_check_warns(newsangle, tmp_path, files):
    code, printed = newsangle("new", tmp_path / "flood", *files)
    assert code == 0, printed
    assert "2 articles" in printed and "outlet of 2" in printed and "published, which nothing states" in printed
    code, printed = newsangle("check", tmp_path / "flood")
    assert code == 0 and "Warning: No day of publication: post, times" in printed and "is ready" in printed


def test_compare_makes_an_event_and_runs_it(newsangle, tmp_path, files, monkeypatch):
    ran = []

    def run_all(events, parameters, tell, ended, **_):
        ran.extend(events)
        ended(events[0], True)

    monkeypatch.setattr(pipeline, "run_all", run_all)
    code, printed = newsangle("compare", *files, "--event", tmp_path / "flood", "--out", tmp_path / "out")
    assert code == 0, printed
    assert ran == [str(tmp_path / "flood")]
    assert str(tmp_path / "out" / "reports" / "flood" / "report.html") in printed


def test_paste_takes_an_article_from_standard_input(newsangle, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(STORY.format("Vale").encode())))
    code, printed = newsangle("new", tmp_path / "flood", "--paste", "--outlet", "Vale Post")
    assert code == 0, printed
    assert "outlet: Vale Post" in (tmp_path / "flood" / "event.yml").read_text()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["new", "{0}/flood", "{0}/none.txt"], "there is no such file"),
        (["new", "..", "{0}/post.txt"], "cannot be the name of an event"),
        (["compare", "{0}/post.txt", "--event", ".."], "cannot be the name of an event"),
        (["collect", "nonsense", "--event", "{0}/flood"], "neither an address nor a file"),
        (["collect", "https://a.example/"], "Missing option"),
        (["import", "{0}/none.csv"], "there is no such file"),
    ],
)
def test_what_cannot_be_used_is_bad_input(newsangle, tmp_path, files, arguments, said):
    code, printed = newsangle(*(argument.format(tmp_path) for argument in arguments))
    assert code == 2 and said in printed, printed
