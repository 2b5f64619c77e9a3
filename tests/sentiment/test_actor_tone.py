import pandas as pd
import pytest

from newsangle import sentiment
from newsangle.coding.tasks import other_task
from newsangle.sentiment.actor_tone import true_mean

ARTICLES = pd.DataFrame({"article_id": ["b1", "a1"], "outlet": ["B", "A"]})


def targets(*rows):
    """Return the table `targets` from (article, sentence, actor, voice, polarity, score)."""
    frame = pd.DataFrame(rows, columns=["article_id", "sentence_id", "actor", "voice", "polarity", "score"])
    return frame.assign(start=range(len(frame)), end=range(1, len(frame) + 1))


def many(article, actor, polarities, voice="outlet"):
    return [(article, f"{article}-s{n:03}", actor, voice, p, 0.9) for n, p in enumerate(polarities)]


def test_sums_by_outlet_actor_and_voice():
    found = sentiment.actor_tone(
        targets(*many("a1", "Miller", [-1, -1, 0, 1, 0]), *many("b1", "Miller", [1], "quoted")), ARTICLES
    )
    rows = found.set_index(["outlet", "actor", "voice"])
    row = rows.loc["A", "Miller", "outlet"]
    assert (row.negative, row.neutral, row.positive, row.sentences, row["mean"]) == (2, 2, 1, 5, -0.2)
    assert row.low <= row["mean"] <= row.high
    assert rows.loc["B", "Miller", "attributed"].positive == 1
    assert ("B", "Miller", "outlet") not in rows.index
    assert list(found["outlet"].unique()) == ["B", "A"]


def test_a_sentence_counts_once_by_its_surest_mention():
    found = sentiment.actor_tone(
        targets(("a1", "s", "Miller", "outlet", 0, 0.5), ("a1", "s", "Miller", "outlet", -1, 0.8)), ARTICLES
    )
    assert found.query("voice == 'all'")[["negative", "neutral", "sentences"]].to_numpy().tolist() == [[1, 0, 1]]


def test_too_few_sentences_get_no_interval():
    found = sentiment.actor_tone(targets(*many("a1", "Miller", [-1, 0, 1, 1])), ARTICLES)
    assert found[["low", "high"]].isna().all(axis=None)


def test_a_difference_needs_two_outlets():
    alone = sentiment.actor_differences(targets(*many("a1", "Miller", [-1] * 6)), ARTICLES)
    assert alone.empty and "error_low" in alone


def test_errors_widen_and_correct_a_difference():
    found = sentiment.actor_differences(
        targets(*many("a1", "Miller", [-1] * 6), *many("b1", "Miller", [1] * 6)), ARTICLES
    )
    row = found.set_index(["outlet", "voice"]).loc["A", "all"]
    assert row.difference == -2
    assert -2 < row.corrected < 0  # some of those verdicts were wrong in the test
    assert row.error_low < row.corrected < row.error_high
    assert row.outlasts_errors == (row.error_high < 0)
    mirror = found.set_index(["outlet", "voice"]).loc["B", "all"]
    assert mirror.corrected == pytest.approx(-row.corrected)


def test_more_sentences_leave_errors_less_room():
    def reach(n):
        found = sentiment.actor_differences(
            targets(*many("a1", "Miller", [-1] * n), *many("b1", "Miller", [0] * n)), ARTICLES
        )
        return (found["error_high"] - found["error_low"]).iloc[0]

    assert reach(50) < reach(5) / 3


def test_the_true_mean_behind_verdicts_follows_the_confusion_matrix():
    matrix = sentiment.confusion_matrix()
    given_positive = matrix[1] / matrix[1].sum()
    mean, variance = true_mean([1, 1])
    assert mean == pytest.approx(given_positive[1] - given_positive[-1])
    assert variance == pytest.approx((given_positive[1] + given_positive[-1] - mean**2) / 2)


def test_the_published_matrix_is_of_the_whole_test():
    assert sentiment.confusion_matrix().to_numpy().sum() == 1476


def test_the_published_figures_of_the_coding_sheets_are_those_of_the_test_set():
    (variable,) = other_task("actors").variables
    matrix = sentiment.confusion_matrix()
    for label, polarity in (("negative", -1), ("neutral", 0), ("positive", 1)):
        counts = {"found": matrix[polarity].sum(), "right": matrix.loc[polarity, polarity]}
        assert variable.published[label] == counts | {"by_hand": matrix.loc[polarity].sum()}


def test_telling_mentions_are_the_surest_for_and_against():
    rows = targets(
        ("a1", "s1", "Miller", "outlet", -1, 0.9), ("a1", "s2", "Miller", "quoted", -1, 0.6),
        ("a1", "s3", "Miller", "outlet", 0, 0.99), ("a1", "s4", "Miller", "outlet", 1, 0.7),
    )  # fmt: skip
    sentences = pd.DataFrame({"sentence_id": ["s1", "s2", "s3", "s4"], "text": list("abcd")})
    found = sentiment.telling_mentions(rows, sentences, ARTICLES, each=1)
    assert found[["text", "polarity"]].to_numpy().tolist() == [["a", -1], ["d", 1]]


def test_no_targets_give_empty_tables():
    none = targets().astype({"polarity": "int64", "score": float})
    assert sentiment.actor_tone(none, ARTICLES).empty
    assert sentiment.actor_differences(none, ARTICLES).empty
