"""What a run was made of and what it made: the manifest, and the hash that distinguishes two runs."""

import hashlib
import importlib.metadata
import json
import platform
import re
from collections.abc import Iterable
from pathlib import Path

from newsangle.paths import JUDGEMENTS, LESSON, ROOT, Places
from newsangle.steps import STEPS, notebook, reads, writes
from newsangle.tables import is_empty, read


def manifest(here: Places, parameters: dict, made_of: str) -> dict:
    """Return what the run is made of and by; its outputs are added when they are there."""
    return {
        "event": here.event,
        "command": _command(here, parameters),
        "fingerprint": made_of,
        "inputs": [
            {"file": file.relative_to(here.raw).as_posix(), "sha256": _sha256(file), "bytes": file.stat().st_size}
            for file in _received(here)
        ],
        "parameters": parameters,
        "versions": _versions(),
        "steps": [{"notebook": step, "reads": reads(step), "writes": writes(step)} for step in STEPS],
    }


def write_manifest(content: dict, here: Places) -> None:
    """Write the manifest into the report's folder."""
    text = json.dumps(content, indent=1, ensure_ascii=False)
    (here.report / "manifest.json").write_text(f"{text}\n", encoding="utf-8")


def fingerprint(here: Places, parameters: dict) -> str:
    """Return a hash of everything that the results depend on: the event, the parameters, the code and the versions.

    The answers of a judge are left out, because a run adds to them: see judgements_hash.
    """
    code = [*_files(ROOT / "src" / "newsangle"), *(notebook(step) for step in STEPS)]
    parts = [_sha256(file) for file in [*_received(here), *code]]
    named = [Path(value) for value in parameters.values() if isinstance(value, str)]  # a codebook of the user's own
    parts += [_sha256(file) for file in named if file.is_file()]
    names = [file.name for file in _received(here)]
    return hashlib.sha256(json.dumps([names, parts, parameters, _versions()], sort_keys=True).encode()).hexdigest()


def code_hash() -> str:
    """Return a hash of the code and of the versions that it runs with."""
    parts = [_sha256(file) for file in _files(ROOT / "src" / "newsangle")]
    return hashlib.sha256(json.dumps([parts, _versions()], sort_keys=True).encode()).hexdigest()


def judged(here: Places, staged: Places, parameters: dict) -> dict:
    """Return what a run records of its judge: the model, its versions, those of the prompts, the hash of its answers,
    and how many questions it answered.

    here: the event, whose folder keeps the answers. staged: where the tables of the run are. Empty without a judge.
    """
    if not parameters.get("judge"):
        return {}
    from newsangle.judges import Judgements
    from newsangle.judges.questions import ANSWERS, prompt_version

    said = [column for name in ("judgements", "speaker_judgements") for column in read(staged, name)["answer"]]
    answered = sum(not is_empty(answer) for answer in said)
    models = {model for name in ("judgements", "speaker_judgements") for model in read(staged, name)["model"]}
    model = ", ".join(sorted(models))
    versions = {answer.version for answer in Judgements.of(here.raw, model).known.values() if answer.version}
    return {
        "judge": {
            "model": model, "versions": sorted(versions), "prompts": {kind: prompt_version(kind) for kind in ANSWERS},
            "sha256": judgements_hash(here), "asked": len(said), "answered": answered,
            "unanswered": len(said) - answered,
        }
    }  # fmt: skip


def judgements_hash(here: Places) -> str:
    """Return the hash of the answers that an event's folder keeps, '' where there are none."""
    file = here.raw / JUDGEMENTS
    return _sha256(file) if file.exists() else ""


def is_current(here: Places, made_of: str) -> bool:
    """Return whether the last report was made of the same things and is still there unchanged."""
    try:
        record = json.loads((here.report / "manifest.json").read_text(encoding="utf-8"))
        if "judge" in record and record["judge"]["sha256"] != judgements_hash(here):
            return False
        return record["fingerprint"] == made_of and record["outputs"].items() <= hashes(here).items()
    except (OSError, ValueError, KeyError):
        return False


def hashes(here: Places) -> dict[str, str]:
    """Return the hash of every file of the tables and of the report."""
    made = [("processed", here.processed), ("report", here.report)]
    return {
        f"{name}/{file.relative_to(folder).as_posix()}": _sha256(file)
        for name, folder in made
        for file in _files(folder)
        if file.name != "manifest.json"
    }


def _command(here: Places, parameters: dict) -> str:
    given = "".join(f" -p {name}={json.dumps(value)}" for name, value in sorted(parameters.items()))
    return f"newsangle run {here.event}{given}"


def _versions() -> dict[str, str]:
    """Return the versions of Python, of the project and of what it depends on."""
    lines = [line for line in importlib.metadata.requires("newsangle") or () if "extra ==" not in line]
    needed = (re.split(r"[^\w.-]", line)[0] for line in lines)
    named = sorted({"newsangle", *needed}, key=str.lower)
    return {"python": platform.python_version(), **{name: importlib.metadata.version(name) for name in named}}


def _received(here: Places) -> list[Path]:
    """Return the files of an event but the answers of a judge, which a run writes itself, and the lesson."""
    return [file for file in _files(here.raw) if file not in (here.raw / JUDGEMENTS, here.raw / LESSON)]


def _files(folder: Path) -> list[Path]:
    """Return the files below a folder in a fixed order, without hidden and compiled ones."""
    found: Iterable[Path] = (file for file in folder.rglob("*") if file.is_file())
    return sorted(
        file for file in found
        if not any(part.startswith((".", "__pycache__")) for part in file.relative_to(folder).parts)
    )  # fmt: skip


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
