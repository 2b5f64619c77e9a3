"""Write environment.yml, the conda door, with the pins of requirements.lock."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HEAD = """\
# The conda door: `conda env create -f environment.yml`, then `conda activate newsangle`.
# Written by `make lock` from requirements.lock; the pins are the same.
name: newsangle
channels:
  - conda-forge
dependencies:
  - python =3.12
  - pip
  - pip:
"""


def pins(lock: str) -> list[str]:
    """Return the requirements of a lock file, 'name==version' with its marker, without the hashes."""
    lines = re.findall(r"^([\w.-]+==[^\\\n]+)", lock, flags=re.MULTILINE)
    return [line.strip() for line in lines]


def environment(lock: str) -> str:
    """Return the text of environment.yml for a lock file."""
    return (
        HEAD + "".join(f'      - "{pin.replace(chr(34), chr(39))}"\n' for pin in pins(lock)) + "      - --editable .\n"
    )


if __name__ == "__main__":
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    (ROOT / "environment.yml").write_text(environment(lock), encoding="utf-8")
