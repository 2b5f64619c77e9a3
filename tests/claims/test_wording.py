"""Words of a sentence as the running text of a label."""

import pytest

from newsangle.claims.wording import LONGEST, capitalised, clipped


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("the ferry sank", "The ferry sank"),
        (" ferries sank, and,", "Ferries sank"),
        ("’we were lucky", "We were lucky"),
        ("the 'old' pier —", "The 'old' pier"),
        ("", ""),
    ],
)
def test_a_label_begins_with_a_capital_and_ends_without_marks(text, shown):
    assert capitalised(text) == shown


def test_a_long_text_is_cut_at_a_word():
    short = clipped("harbour " * 40)
    assert len(short) <= LONGEST + 2 and short.endswith("harbour …")
    assert clipped("The ferry sank") == "The ferry sank"
