"""Plain English for lists, counts, shares and signed numbers."""

from collections.abc import Iterable

import pandas as pd

from newsangle.tables import is_empty

MINUS = "−"


def listed(items: Iterable[str], last: str = "and") -> str:
    """Return 'a', 'a and b', 'a, b and c'."""
    items = list(items)
    return f" {last} ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)


def counted(number: int, one: str, many: str = "") -> str:
    """Return '1 claim', '2 claims', '1,200 claims'."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def percent(share: float) -> str:
    """Return a share as a whole percentage: '46%', 'under 1%', 'over 99%'."""
    if 0 < share < 0.005:
        return "under 1%"
    return "over 99%" if 0.995 < share < 1 else f"{share:.0%}"


def signed(number: float, decimals: int = 2) -> str:
    """Return a number with its sign, with a true minus: '+0.12', '−0.12', '0.00'."""
    shown = f"{abs(number):.{decimals}f}"
    if not any(digit in "123456789" for digit in shown):
        return shown
    return f"{MINUS if number < 0 else '+'}{shown}"


def minus(number: float, decimals: int = 2) -> str:
    """Return a number with a true minus if it is negative, and no sign otherwise."""
    return signed(number, decimals).removeprefix("+")


def present(value) -> bool:
    """Return whether a table's cell is not empty."""
    return not is_empty(value)


def shortened(text: str, length: int = 160) -> str:
    """Return the text on one line, cut after a word if it is longer than length."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    return (text[:length].rsplit(" ", 1)[0] or text[:length]).rstrip(" ,;:—–-") + " …"


def sentence_case(text: str) -> str:
    """Return the text with a capital first letter."""
    return text[:1].upper() + text[1:]


def times(number: int) -> str:
    """Return 'once', '2 times', '3 times'."""
    return "once" if number == 1 else f"{number:,} times"


def number_word(number: int) -> str:
    """Return a small number as a word: 'two', '12'."""
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return words[number] if number < len(words) else f"{number:,}"


def day_name(iso: str) -> str:
    """Return '2025-06-03' as '3 June 2025'; anything else unchanged."""
    try:
        day = pd.Timestamp(iso[:10])
    except ValueError:
        return iso
    return f"{day.day} {day:%B %Y}" if len(iso) >= 10 else iso
