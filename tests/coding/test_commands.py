"""The two commands as a user meets them."""


def test_sheets_are_written_and_read_back_from_the_command_line(newsangle, monkeypatch, here):
    monkeypatch.setenv("NEWSANGLE_OUT", str(here.processed.parents[1]))
    code, printed = newsangle("codesheet", here.raw, "--coders", "A, B", "--sample", 6)
    assert code == 0, printed
    assert sorted(path.name for path in (here.raw / "coding").iterdir()) == [
        f"frames-generic-{coder}.{kind}" for coder in "AB" for kind in ("csv", "xlsx")
    ]
    code, printed = newsangle("agreement", here.raw)
    assert code == 0 and "A has not coded anything yet" in printed, printed


def test_what_a_user_can_mend_ends_as_bad_input(newsangle):
    for arguments in (["agreement", "no-such-event"], ["codesheet", "no-such-event", "--coders", "A"]):
        code, printed = newsangle(*arguments)
        assert code == 2 and "There is no event 'no-such-event'" in printed
