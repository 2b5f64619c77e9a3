"""The two commands as a user meets them."""

from conftest import newsangle


def test_sheets_are_written_and_read_back_from_the_command_line(here):
    out = str(here.processed.parents[1])
    made = newsangle("codesheet", here.raw, "--coders", "A, B", "--sample", 6, NEWSANGLE_OUT=out)
    assert made.returncode == 0, made.stderr
    assert sorted(path.name for path in (here.raw / "coding").iterdir()) == [
        f"frames-generic-{coder}.{kind}" for coder in "AB" for kind in ("csv", "xlsx")
    ]
    told = newsangle("agreement", here.raw, NEWSANGLE_OUT=out)
    assert told.returncode == 0 and "A has not coded anything yet" in told.stdout, told.stderr


def test_what_a_user_can_mend_ends_as_bad_input():
    for arguments in (["agreement", "no-such-event"], ["codesheet", "no-such-event", "--coders", "A"]):
        ended = newsangle(*arguments)
        assert ended.returncode == 2 and "There is no event 'no-such-event'" in ended.stderr
        assert "Traceback" not in ended.stderr
