"""One row of the table that a benchmark prints, and the targets that rows are held to."""

import operator
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

TARGETS = Path(__file__).with_name("targets.yml")
_HOLDS = {"≥": operator.ge, "≤": operator.le}


@dataclass(frozen=True)
class Row:
    """A figure: what was measured, on what data, the value, a simple baseline, and how many cases."""

    what: str
    on: str
    value: float | str
    baseline: float | str = ""
    n: int = 0

    @property
    def target(self) -> str:
        """The target of this figure in targets.yml, such as '≥ 0.95', or ''."""
        return targets().get(self.what, "")

    @property
    def missed(self) -> bool:
        """Whether there is a target and the value does not reach it."""
        if not self.target:
            return False
        sign, number = re.fullmatch(r"([≥≤]) ([\d.e-]+)", self.target).groups()
        return not _HOLDS[sign](round(float(self.value), 3 if sign == "≥" else 12), float(number))


@cache
def targets() -> dict[str, str]:
    """Return the target of each figure by its name."""
    return yaml.safe_load(TARGETS.read_text(encoding="utf-8"))
