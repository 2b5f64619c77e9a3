"""Small pieces of plain English: lists, counts, shares and signed numbers as a reader expects them."""

from collections.abc import Iterable

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
    """Return a share as a whole percentage: '46%'; shares too small to round to one are 'under 1%'."""
    if 0 < share < 0.005:
        return "under 1%"
    return "over 99%" if 0.995 < share < 1 else f"{share:.0%}"


def signed(number: float, decimals: int = 2) -> str:
    """Return a number with its sign, by a real minus: '+0.12', '−0.12', '0.00'."""
    shown = f"{abs(number):.{decimals}f}"
    if not any(digit in "123456789" for digit in shown):
        return shown
    return f"{MINUS if number < 0 else '+'}{shown}"


def minus(number: float, decimals: int = 2) -> str:
    """Return a number with a real minus where it is negative, and no sign otherwise."""
    return signed(number, decimals).removeprefix("+")


def present(value) -> bool:
    """Tell whether a table's cell holds something."""
    return not is_empty(value)


def shortened(text: str, length: int = 160) -> str:
    """Return the text on one line, cut at a word where it is longer than length."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    return (text[:length].rsplit(" ", 1)[0] or text[:length]).rstrip(" ,;:—–-") + " …"


def sentence_case(text: str) -> str:
    """Return the text with a capital at its head."""
    return text[:1].upper() + text[1:]


def times(number: int) -> str:
    """Return 'once', 'twice', '3 times'."""
    return {1: "once", 2: "twice"}.get(number, f"{number:,} times")


def number_word(number: int) -> str:
    """Return a number as a word where it is small: 'two', '12'."""
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return words[number] if number < len(words) else f"{number:,}"
