"""What pupils code: a sample of an event's sentences and pairs, in plain words, blind to the outlet and the machine."""

from functools import cache
from importlib.resources import files

import pandas as pd
import yaml

from newsangle.coding.sheets import mark
from newsangle.coding.tasks import Task, Variable, frames_task, other_task
from newsangle.coding.units import NEEDS, draw, machine_codes, units

KINDS = ("voice", "actors", "claims")  # coded beside the frames
READ = {"actor": "The one named", "first text": "First sentence", "second text": "Second sentence"}


@cache
def words() -> dict:
    """Return the plain words of the pages (words.yml)."""
    return yaml.safe_load((files("newsangle.classroom") / "words.yml").read_text(encoding="utf-8"))


def tasks(codebook: str) -> list[Task]:
    """Return what pupils code; codebook: the frames, by the name of a codebook that ships or the path of a .yml."""
    return [frames_task(codebook), *map(other_task, KINDS)]


def sheets(
    tables: dict[str, pd.DataFrame], event: str, asked: list[Task], sample: int, seed: int
) -> list[tuple[dict, dict]]:
    """Return each part of the coding twice: as pupils see it, and with the key for the discussion.

    asked: the tasks. sample: units of each part. seed: another number draws others, in another order. Parts in which
    the event holds nothing to code are left out. The first dict tells neither the outlet nor what the machine says.
    """
    found = []
    for task in asked:
        kind = task.kind
        every = units(task, {name: tables[name] for name in NEEDS[kind]})
        if every.empty:
            continue
        drawn = draw(every, sample, seed)
        machine = machine_codes(task, {name: tables[name] for name in NEEDS[kind]}, every)
        found.append((_to_code(task, drawn, event), _to_discuss(task, every, drawn, machine, event)))
    return found


def _to_code(task: Task, drawn: pd.DataFrame, event: str) -> dict:
    plain = words()["sheets"][task.kind]
    return {
        "sheet": mark(event, task),
        "title": plain["title"],
        "question": plain["question"],
        "guide": plain["guide"],
        "several": task.kind == "frames",
        "variables": [
            {
                "name": v.name,
                "label": label(v),
                "help": _help(v),
                "choices": [_choice(task, code) for code in v.choices],
            }
            for v in task.variables
        ],
        "units": [
            {
                "unit": row["unit"],
                "row": f"{i} of {len(drawn)}",
                "texts": [[READ.get(name, ""), row[name]] for name in task.reads],
            }
            for i, row in enumerate(drawn.to_dict("records"), 1)
        ],
    }


def _to_discuss(task: Task, every: pd.DataFrame, drawn: pd.DataFrame, machine: pd.DataFrame, event: str) -> dict:
    """Return all units of the event in its order, so that sheets from other samples can be read as well."""
    codes = {unit: dict(zip(own["variable"], own["code"], strict=True)) for unit, own in machine.groupby("unit")}
    rows = {unit: f"{i} of {len(drawn)}" for i, unit in enumerate(drawn["unit"], 1)}
    return {
        "sheet": mark(event, task),
        "title": words()["sheets"][task.kind]["title"],
        "variables": [
            {
                "name": v.name,
                "label": label(v) if task.kind == "frames" else words()["sheets"][task.kind]["question"],
                "level": v.level,
                "labels": list(v.labels),
                "choices": list(v.choices),
                "nothing": v.nothing,
                "words": {code: _choice(task, code)["label"] for code in v.choices},
            }
            for v in task.variables
        ],
        "units": [
            {
                "unit": row["unit"],
                "row": rows.get(row["unit"], ""),
                "outlet": row["outlet"],
                "group": row["group"],
                "texts": [row[name] for name in task.reads],
                "machine": codes.get(row["unit"], {}),
            }
            for row in every.to_dict("records")
        ],
    }


def label(variable: Variable) -> str:
    """Return what pupils call a variable."""
    plain = words()["frames"].get(variable.name)
    return plain["label"] if plain else variable.name.capitalize()


def _help(variable: Variable) -> str:
    plain = words()["frames"].get(variable.name)
    return plain["help"] if plain else variable.question


def _choice(task: Task, code: str) -> dict:
    if task.kind == "frames":
        return {"code": code, "label": words()["labels"][code], "help": ""}
    name, text = words()["sheets"][task.kind]["labels"][code]
    return {"code": code, "label": name, "help": text}
