"""Names found by spaCy's entity recogniser, decided for all words at once.

spaCy decides word by word and checks 74 actions before each, which takes longer than its network. What its network sees
of a state is the word, the first word of the open entity, and the word before: outside an entity, scores depend on the
word alone, so that those of a whole text are one matrix product, and entities then go on side by side.
"""

from functools import cache
from typing import Any

import numpy as np

_OPEN = 3  # features of a state: the word, the first word of the open entity, the last word so far
_FIRST, _IN, _LAST, _UNIT, _OUT = "BILUO"


def is_supported(recogniser: Any) -> bool:
    """Return whether an entity recogniser is of the kind that this module reads: greedy, with three features."""
    lower = recogniser.model.get_ref("lower")
    return recogniser.cfg.get("beam_width", 1) == 1 and lower.get_dim("nF") == _OPEN


def find_entities(recogniser: Any, doc: Any) -> list[tuple[int, int, str]]:
    """Return first token, token after the last, and label of the entities that a spaCy EntityRecognizer finds.

    doc: a Doc without entities, whose sentence boundaries are set. The answers are those of the recogniser itself but
    for rounding; no entity goes over a boundary.
    """
    if not len(doc):
        return []
    actions = _actions(recogniser)
    ends = np.append(doc.to_array("SENT_START")[1:] == 1, True)  # whether a word is the last of its sentence
    score = _scorer(recogniser, doc)
    alone = score(np.stack([np.arange(len(doc)), *np.full((_OPEN - 1, len(doc)), -1)], axis=1))
    alone[:, actions[_IN] + actions[_LAST] + actions["never"]] = -np.inf
    alone[np.ix_(ends, actions[_FIRST])] = -np.inf
    alone[np.ix_(doc.to_array("IS_SPACE") == 1, actions[_FIRST] + actions[_UNIT])] = -np.inf
    best = alone.argmax(axis=1)
    last = _last_words(score, best, actions, ends)
    found, free = [], 0
    for i in np.flatnonzero(best != actions[_OUT][0]).tolist():
        if i >= free:
            free = last[i] + 1
            found.append((i, free, actions["labels"][best[i]]))
    return found


def _last_words(score, best: np.ndarray, actions: dict[str, list], ends: np.ndarray) -> dict[int, int]:
    """Return the last word of the entity that would begin at each word."""
    starting = {action: k for k, action in enumerate(actions[_FIRST])}
    last = {i: i for i, action in enumerate(best.tolist()) if action not in starting}
    first = np.flatnonzero(np.isin(best, actions[_FIRST]))
    label = np.array([starting[action] for action in best[first].tolist()], dtype=int)
    at = first + 1
    while len(first):
        scores, row = score(np.stack([at, first, at - 1], axis=1)), np.arange(len(first))
        go_on, stop = scores[row, np.array(actions[_IN])[label]], scores[row, np.array(actions[_LAST])[label]]
        done = ends[at] | (stop > go_on)
        last |= dict(zip(first[done].tolist(), at[done].tolist(), strict=True))
        first, label, at = first[~done], label[~done], at[~done] + 1
    return last


def _scorer(recogniser: Any, doc: Any):
    """Return a function that scores every action in states given by their features: tokens, -1 for none."""
    model = recogniser.model
    lower, upper = model.get_ref("lower"), model.get_ref("upper")
    features = lower.predict(model.get_ref("tok2vec").predict([doc]))  # its first row stands for 'none'
    bias, weights, offset = lower.get_param("b"), upper.get_param("W"), upper.get_param("b")

    def score(tokens: np.ndarray) -> np.ndarray:
        summed = features[tokens + 1, np.arange(_OPEN)].sum(axis=1) + bias
        return summed.max(axis=-1) @ weights.T + offset

    return score


@cache
def _actions(recogniser: Any) -> dict[str, list]:
    """Return the places of the recogniser's actions by kind, in one order of the labels, and each action's label."""
    names = [recogniser.moves.get_class_name(i) for i in range(recogniser.moves.n_moves)]
    labels = sorted({name[2:] for name in names if name[2:]})
    places = {name: i for i, name in enumerate(names)}
    found = {kind: [places[f"{kind}-{label}"] for label in labels] for kind in (_FIRST, _IN, _LAST, _UNIT)}
    never = [i for i, name in enumerate(names) if name.endswith("-")]  # an entity without a label
    return found | {_OUT: [places["O"]], "never": never, "labels": [name[2:] for name in names]}
