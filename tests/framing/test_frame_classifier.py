"""How likely a sentence is to use each generic frame."""

import numpy as np
import pytest

from newsangle.framing import load_codebook
from newsangle.framing.frame_classifier import classify_sentences

FRAMES = [frame.name for frame in load_codebook("generic").frames]


@pytest.mark.parametrize(
    ("sentence", "frame"),
    [
        ("The chancellor accused his coalition partner of breaking its word over the railway.", "conflict"),
        ("Neither camp would hear of the other's terms, and the envoys parted in anger.", "conflict"),
        ("He still lays a plate for the daughter whom the flood took from his arms.", "human interest"),
        ("She had not slept since the night when the shells fell on her mother's house.", "human interest"),
        ("To profit from a neighbour's misfortune is shameful, the rabbi told his congregation.", "morality"),
        ("We owe it to the unborn, she preached, not to squander what God has lent us.", "morality"),
        ("The strike has cost the airline 80 million euros, and its shares fell by a tenth.", "economic consequences"),
        ("Closing the yard would cost the town 900 jobs and a third of its taxes.", "economic consequences"),
        ("The two ministries agreed on a plan to clear the mines and reopen the port by spring.", "responsibility"),
        ("Cheap water filters could end the epidemic within months, the doctors say.", "responsibility"),
    ],
)
def test_the_likeliest_frame_of_a_plain_case(sentence, frame):
    (probabilities,), _ = classify_sentences([sentence])
    assert FRAMES[int(probabilities.argmax())] == frame


@pytest.mark.parametrize(
    "sentence",
    [
        "The glacier, some nine miles long, feeds two rivers.",
        "The session begins at ten in the morning and is open to the public.",
        "The fever usually sets in on the third day.",
        "The Solution, a paper of the guild, is printed on Mondays.",
    ],
)
def test_a_plain_fact_uses_no_frame(sentence):
    probabilities, _ = classify_sentences([sentence])
    assert (probabilities < 0.5).all()


@pytest.mark.parametrize("text", ["", " ", "x", "!" * 5000, "战争与和平", "\x00\x07", "<b>=1+1</b>", "lorem " * 50_000])
def test_any_text_can_be_classified(text):
    probabilities, vectors = classify_sentences([text])
    assert probabilities.shape == (1, 5) and vectors.shape == (1, 256)
    assert np.isfinite(probabilities).all() and (probabilities >= 0).all() and (probabilities <= 1).all()


def test_no_sentences_give_no_rows():
    probabilities, vectors = classify_sentences([])
    assert probabilities.shape == (0, 5) and vectors.shape == (0, 256)
