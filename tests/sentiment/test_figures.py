import numpy as np
import pandas as pd

from newsangle import sentiment
from newsangle.sentiment import figures
from newsangle.style import outlet_colours

NAMES = ["A", "$5 & <b> $6"]  # two dollar signs are not mathematics


def written(panel):
    texts = [text.get_text() for axes in panel.figure.axes for text in axes.get_yticklabels()]
    return texts + [text.get_text() for legend in panel.figure.legends for text in legend.get_texts()]


def test_tone_is_drawn_by_voice_for_each_outlet_and_lexicon(event):
    text = [("headline", [("outlet", "a great day for all")])] + [("body", [("quoted", "a very bad day")])] * 6
    articles, sentences, tokens = event({name: [text] for name in NAMES})
    tone = sentiment.tone_by_outlet(sentiment.score_tone(sentences, tokens), articles)
    panel = figures.plot_tone(tone, NAMES)
    assert {"own words", "quoted", "reported", *NAMES} <= set(written(panel))
    assert [axes.get_title(loc="left") for axes in panel.figure.axes] == ["VADER", "AFINN"]
    assert {"headline", "lead", "rest"} <= set(written(figures.plot_tone_along(tone, NAMES)))


def test_a_list_that_rates_too_little_says_so(event):
    texts = {"A": ["the council met on Tuesday"], "B": ["a great day for all"] * 6, "C": ["a great day for all"]}
    outlets = {name: [[("body", [("outlet", text)]) for text in said]] for name, said in texts.items()}
    articles, sentences, tokens = event(outlets)
    panel = figures.plot_tone(sentiment.tone_by_outlet(sentiment.score_tone(sentences, tokens), articles), list(texts))
    notes = [{text.get_text() for text in axes.texts} - {""} for axes in panel.figure.axes]
    assert notes == [{"nothing rated", "too few words rated"}] * 2  # of A and C


def test_shared_actors_come_first_and_the_rest_as_far_as_there_is_room():
    def row(outlet, actor, n):
        return {
            "outlet": outlet,
            "actor": actor,
            "voice": "all",
            "mean": 0.0,
            "low": np.nan,
            "high": np.nan,
            "sentences": n,
        }

    rows = [row("A", f"actor {n}", 9) for n in range(40)] + [row(outlet, "shared", 1) for outlet in NAMES]
    labels = written(figures.plot_targets(pd.DataFrame(rows), NAMES))
    assert labels[0] == "shared"
    assert len([label for label in labels if label.startswith("actor")]) == 12 - 1


def test_no_targets_give_an_empty_figure():
    none = pd.DataFrame(columns=["outlet", "actor", "voice", "mean", "low", "high", "sentences"])
    assert figures.plot_targets(none, NAMES).get_xlabel()


def test_an_outlet_keeps_its_colour_where_another_is_missing():
    row = {"outlet": NAMES[1], "actor": "x", "voice": "outlet", "mean": 0.5, "low": 0.1, "high": 0.9, "sentences": 9}
    panel = figures.plot_targets(pd.DataFrame([row, row | {"voice": "all"}]), NAMES)
    assert panel.lines[-1].get_color() == outlet_colours(NAMES)[NAMES[1]]


def test_a_mean_without_an_interval_is_hollow():
    row = {"outlet": "A", "voice": "all", "mean": 0.5, "low": 0.1, "high": 0.9, "sentences": 9}
    rows = [row | {"actor": "x"}, row | {"actor": "y", "low": np.nan, "high": np.nan, "sentences": 1}]
    panel = figures.plot_targets(pd.DataFrame(rows + [row | {"voice": "outlet"} for row in rows]), ["A"])
    points = [line for line in panel.lines if line.get_marker() == "o"]
    assert [line.get_markerfacecolor() == "white" for line in points] == [False, True]
