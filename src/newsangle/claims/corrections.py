"""A reader's corrections of the claim matrix: claims.yml beside event.yml.

    corrections:
      - merge: [times-c003, post-c010]     # these claims answer one question: one row
        note: both mean the second meeting
      - split: [post-c011]                 # these claims do not belong in the rows they stand in
      - relation: partial                  # the row of these claims is related so
        claims: [times-c012, post-c014]
        kind: number
        why: the later text counts the wounded too

Claims are named by claim_id, as the table shows it; it stays the same as long as the texts do, so corrections outlive
every new run. They are applied in their order, and the rows they touch say so in the column `corrected`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from newsangle.claims.relations import Cell, Relation
from newsangle.errors import InputError
from newsangle.small_files import FileError, read_yaml
from newsangle.tables import KINDS, RELATIONS

FILE = "claims.yml"
Related = Callable[[list[Cell]], Relation]
_KEYS = {"merge", "split", "relation", "claims", "kind", "why", "note"}


class CorrectionError(InputError):
    """claims.yml cannot be read or names what is not there."""


@dataclass(frozen=True)
class Correction:
    """One entry of claims.yml: what is done ('merge', 'split' or 'relation') to which claims."""

    action: str
    claims: tuple[str, ...]
    relation: str = ""
    kind: str = ""
    why: str = ""
    note: str = ""


@dataclass(frozen=True)
class Group:
    """The answers of a row, their relation, and what a reader corrected."""

    cells: list[Cell]
    relation: Relation
    corrected: str = ""


def read_corrections(folder: Path) -> list[Correction]:
    """Return the corrections in an event's folder, none where it has no claims.yml.

    Raises CorrectionError, which names the entry and the fix.
    """
    path = folder / FILE
    if not path.exists():
        return []
    try:
        content = read_yaml(path, inside=folder)
    except FileError as error:
        raise CorrectionError(str(error)) from None
    if content is None:
        return []
    entries = content.get("corrections") if isinstance(content, dict) else None
    if not isinstance(entries, list):
        raise CorrectionError(f"{FILE}: write the corrections as a list under 'corrections:'.")
    return [_correction(entry, f"{FILE}, correction {number}") for number, entry in enumerate(entries, 1)]


def _correction(entry, place: str) -> Correction:
    if not isinstance(entry, dict) or len({"merge", "split", "relation"} & set(entry)) != 1:
        raise CorrectionError(f"{place}: write one of merge, split or relation.")
    if unknown := sorted(str(key) for key in entry if key not in _KEYS):
        raise CorrectionError(f"{place}: unknown {', '.join(unknown)}; there may be {', '.join(sorted(_KEYS))}.")
    action = next(key for key in ("merge", "split", "relation") if key in entry)
    named = entry.get("claims") if action == "relation" else entry[action]
    if not isinstance(named, list) or not named or not all(isinstance(name, str) for name in named):
        raise CorrectionError(f"{place}: list the claims by claim_id, for example [times-c003, post-c010].")
    if action == "merge" and len(set(named)) < 2:
        raise CorrectionError(f"{place}: merge needs two claims or more.")
    text = {key: str(entry[key]) for key in ("relation", "kind", "why", "note") if entry.get(key) is not None}
    for key, values in (("relation", RELATIONS), ("kind", KINDS)):
        if key in text and text[key] not in values:
            raise CorrectionError(f"{place}: {key} may be {', '.join(values)}, not {text[key]!r}.")
    return Correction(action, tuple(dict.fromkeys(named)), **text)


def correct(groups: list[Group], corrections: Sequence[Correction], cells: list[Cell], relate: Related) -> list[Group]:
    """Return the rows with the corrections applied in their order; relate gives the relation of a row that changed.

    Raises CorrectionError for claims that are not there.
    """
    known = {cell.claim: cell for cell in cells}
    for number, correction in enumerate(corrections, 1):
        if missing := [name for name in correction.claims if name not in known]:
            raise CorrectionError(f"{FILE}, correction {number}: there is no claim {', '.join(missing)} in this event.")
        groups = _ACTIONS[correction.action](groups, correction, known, relate)
    return groups


def _merge(groups: list[Group], correction: Correction, known: dict[str, Cell], relate: Related) -> list[Group]:
    """Bring claims together in the row that holds the most of them, or in a new one."""
    named = set(correction.claims)
    held = [len(named & {cell.claim for cell in group.cells}) for group in groups]
    target = held.index(max(held)) if any(held) else None
    kept = groups[target].cells if target is not None else []
    there = {cell.claim for cell in kept}
    moved = [name for name in correction.claims if name not in there]
    rest = [_without(group, set(moved), relate) for i, group in enumerate(groups) if i != target]
    whole = [*kept, *(known[name] for name in moved)]
    merged = Group(whole, _related(whole, relate), _note("merged", correction))
    return [*(group for group in rest if group), *([merged] if _is_shared(whole) else [])]


def _split(groups: list[Group], correction: Correction, known: dict[str, Cell], relate: Related) -> list[Group]:
    """Take claims out of the rows they stand in; those of two outlets or more make a row of their own."""
    named = set(correction.claims)
    rest = [_without(group, named, relate, _note("split", correction)) for group in groups]
    apart = [known[name] for name in correction.claims]
    own = [Group(apart, _related(apart, relate), _note("split", correction))] if _is_shared(apart) else []
    return [*(group for group in rest if group), *own]


def _relate(groups: list[Group], correction: Correction, known: dict[str, Cell], relate: Related) -> list[Group]:
    """Set the relation of the row that holds all the claims; where none does, they become one."""
    named = set(correction.claims)
    if not any(named <= {cell.claim for cell in group.cells} for group in groups):
        groups = _merge(groups, correction, known, relate)
    return [
        replace(
            group,
            relation=Relation(
                correction.relation, correction.kind or group.relation.kind, correction.why or "set by a reader"
            ),
            corrected=_note("relation set", correction),
        )
        if named <= {cell.claim for cell in group.cells}
        else group
        for group in groups
    ]


_ACTIONS = {"merge": _merge, "split": _split, "relation": _relate}


def _without(group: Group, claims: set[str], relate: Related, note: str = "") -> Group | None:
    """Return a row without some claims, or nothing where one outlet is left."""
    left = [cell for cell in group.cells if cell.claim not in claims]
    if len(left) == len(group.cells):
        return group
    return Group(left, _related(left, relate), note or "split") if _is_shared(left) else None


def _related(cells: list[Cell], relate: Related) -> Relation:
    """Relate cells by their values where each has one, by their whole claims otherwise."""
    if not _is_shared(cells):
        return Relation("agree", "statement", "")
    if any(cell.answer is None for cell in cells):
        cells = [replace(cell, answer=None) for cell in cells]
    return relate(cells)


def _is_shared(cells: list[Cell]) -> bool:
    return len({cell.outlet for cell in cells}) > 1


def _note(action: str, correction: Correction) -> str:
    return f"{action}: {correction.note}" if correction.note else action
