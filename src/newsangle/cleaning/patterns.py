"""The patterns of page furniture and the names of news agencies, from lexicons/ to compiled expressions."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from newsangle.language import read_lexicon

LONG = 400  # a line of more characters is no menu, prompt or credit

_STRAIGHT = str.maketrans(dict.fromkeys("‘’ʼ´`", "'") | dict.fromkeys("“”„«»", '"'))
_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True)
class Rule:
    """A kind of furniture: its name, the role it gives, whether only copied text has it, how it is known."""

    name: str
    role: str
    copied: bool
    line: re.Pattern
    start: re.Pattern
    inside: re.Pattern
    onward: re.Pattern
    last: re.Pattern

    def covers(self, line: str) -> bool:
        """Return whether a whole line, in plain characters, is such a thing."""
        return bool((len(line) <= LONG and self.line.fullmatch(line)) or self.start.match(line))


def plain(text: str) -> str:
    """Return a text as patterns see it: one space for white space, straight quotes, no invisible characters."""
    text = text.translate(_STRAIGHT)
    for letter in set(text):
        if letter > "\x7f" and unicodedata.category(letter) == "Cf":
            text = text.replace(letter, "")
    return " ".join(text.split())


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules of lexicons/boilerplate.yml, in the order in which they are tried."""
    return tuple(
        Rule(
            group["rule"],
            group["role"],
            group.get("copied", False),
            *(
                _compiled(group.get(place), group.get("case", False))
                for place in ("line", "start", "inside", "onward", "last")
            ),
        )
        for group in read_lexicon("cleaning", "boilerplate")
    )


@cache
def agency(publishers: bool = True) -> str:
    """Return an expression for any agency's name, the longer names first; publishers also act in stories."""
    agencies = read_lexicon("cleaning", "agencies")
    names = [name for forms in agencies["wire"].values() for name in forms] + agencies["pictures"]
    return _any(names + agencies["publishers"] if publishers else names)


@cache
def wire_agency() -> str:
    """Return an expression for any news agency's name, those that only sell pictures left out."""
    return _any([name for forms in read_lexicon("cleaning", "agencies")["wire"].values() for name in forms])


@cache
def wire_names() -> tuple[tuple[str, re.Pattern], ...]:
    """Return every wire agency with an expression for the forms of its name."""
    return tuple(
        (name, re.compile(rf"\b{_any(forms)}\b"))
        for name, forms in read_lexicon("cleaning", "agencies")["wire"].items()
    )


def _any(names: list[str]) -> str:
    return f"(?:{'|'.join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))})"


def _compiled(patterns: list[str] | None, case: bool) -> re.Pattern:
    if not patterns:
        return _NEVER
    joined = "|".join(f"(?:{pattern})" for pattern in patterns).replace("{agency}", agency())
    return re.compile(joined, 0 if case else re.IGNORECASE)
