"""Sentences ready to be compared: words, copies, quantities."""

import numpy as np

from newsangle.claims import sentences
from newsangle.claims.sentences import Sentences


def read(event) -> Sentences:
    told = event.sentences[event.sentences["sentence_id"].isin(event.claims["sentence_id"])].reset_index(drop=True)
    return sentences.prepare(event.claims, event.articles, told, event.tokens)


def test_every_sentence_has_its_own_entry(ferry):
    event = read(ferry)
    assert event.texts == [text for text in ferry.sentences["text"] if text in set(event.texts)]
    assert len(event) == len(event.vectors) == len(event.quantities) == len(event.polarity) == len(event.parsed)
    assert sorted(place for places in event.clauses for place in places) == list(range(len(ferry.claims)))


def test_words_that_are_everywhere_weigh_nothing(ferry):
    event = read(ferry)
    held = [own for own in event.words if ("ferry" in own and "radar" in own) or "hull" in own]
    assert all("hull" not in own for own in event.words)  # one sentence alone has it
    assert np.allclose(np.linalg.norm(event.vectors, axis=1), 1, atol=1e-3) and held == []


def test_a_copied_sentence_points_to_the_one_that_it_repeats(copied):
    event = read(copied)
    pairs = [(event.texts[row], event.texts[twin]) for row, twin in enumerate(event.twin) if twin is not None]
    assert pairs and all(one == other for one, other in pairs)


def test_another_figure_is_no_copy(copied):
    event = read(copied)
    cost = next(row for row, text in enumerate(event.texts) if "6 million" in text)
    assert event.twin[cost] is None
