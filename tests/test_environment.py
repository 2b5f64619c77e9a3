"""Both doors give the same versions, and no address of an index is committed."""

import re
import tomllib

import yaml

from newsangle.paths import ROOT

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
NAMED = ("jupyterlab", "pandas", "matplotlib", "nltk", "papermill")


def lock_pins() -> set[str]:
    lines = re.findall(r"^[\w.-]+==.*$", LOCK, flags=re.MULTILINE)
    return {line.rstrip(" \\").replace('"', "'") for line in lines}


def test_conda_takes_the_pins_of_the_lock():
    pip = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"][-1]["pip"]
    assert {entry for entry in pip if "==" in entry} == lock_pins()
    assert "--editable ." in pip


def test_the_lock_pins_every_dependency_with_hashes_and_no_address():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    names = {re.match(r"[\w.-]+", entry)[0].lower() for entry in wanted}
    pinned = {pin.partition("==")[0].lower() for pin in lock_pins()}
    assert names <= pinned and set(NAMED) <= pinned
    assert LOCK.count("--hash=sha256:") >= len(pinned)
    assert "://" not in LOCK and "index-url" not in LOCK
