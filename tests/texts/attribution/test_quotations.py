"""Which stretches stand in quotation marks."""

import pytest

from newsangle.texts.attribution.quotations import quotations


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She said “no”.", ["“no”"]),
        ('She said "no".', ['"no"']),
        ("She said ‘no’.", ["‘no’"]),
        ("She said 'no'.", ["'no'"]),
        ("She said ''no''.", ["''no''"]),
        ("She said «no».", ["«no»"]),
        ('declaring that "it is over.”', ['"it is over.”']),  # straight and curly in one pair
        ("“He told me ‘no’,” she said.", ["“He told me ‘no’,”"]),  # the outermost counts
        ("‘He told me “no”,’ she said.", ["‘He told me “no”,’"]),
        ("“One,” she said. “Two.”", ["“One,”", "“Two.”"]),
        ("It's the voters' choice, isn't it?", []),
        ("It’s the voters’ choice, isn’t it?", []),
        ("He sang rock 'n' roll in the '90s.", []),
        ("He said 'the voters' choice is clear' and left.", ["'the voters' choice is clear'"]),
        ("He called it ‘the people’s vote’ again.", ["‘the people’s vote’"]),
        ('A 6" pipe and a 5\'8" man.', []),
        ("", []),
        ('""', []),
    ],
)
def test_finds_what_stands_in_quotation_marks(text, expected):
    assert quoted(text) == expected


def test_a_quotation_runs_over_paragraphs_that_open_it_anew():
    text = "“We began early.\n\n“We ended late,” she said. Then she left."
    assert quoted(text) == ["“We began early.", "“We ended late,”"]
    assert [q.runs_on for q in quotations(text)] == [True, False]


def test_a_quotation_runs_over_a_line_that_does_not_open_it_anew():
    assert quoted("“We began early\nand ended late,” she said.") == ["“We began early", "and ended late,”"]


@pytest.mark.parametrize("odd", ["“", '"', "”", "‘", "«"])
def test_an_odd_mark_costs_its_own_paragraph_only(odd):
    text = f"The {odd}minister spoke first. Nobody listened to it.\n\n“It is over,” she said.\n\nHe said “no”."
    assert quoted(text)[-2:] == ["“It is over,”", "“no”"]
    assert "Nobody" not in "".join(quoted(text))


@pytest.mark.parametrize("text", ["“" * 20000, '"' * 20001, "'" * 20000, "s' " * 20000, ' "a' * 20000, "“a\n" * 20000])
def test_survives_marks_without_end(text):
    assert all(0 <= q.start < q.end <= len(text) for q in quotations(text))
