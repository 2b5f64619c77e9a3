"""The polarity toward each actor by outlet, and how far the classifier's known errors could change a difference."""

from functools import cache
from importlib.resources import files

import numpy as np
import pandas as pd

from newsangle.sentiment.resampling import difference_of, mean_of
from newsangle.sentiment.targets import POLARITIES
from newsangle.statistics import resampling_unit
from newsangle.tables import outlet_order, with_outlets

VOICES = {"all": ("outlet", "quoted", "reported"), "outlet": ("outlet",), "attributed": ("quoted", "reported")}
_PLACES = {voice: place for place, voice in enumerate(VOICES)}
_KEYS = ["outlet", "actor", "voice"]


def actor_tone(targets: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the table `actor_tone`: by outlet, actor and voice the sentences of each polarity, and their mean.

    A sentence counts once for an actor, by its surest mention. The voice 'all' contains both others. low and high are
    empty below five sentences, which are too few to resample.
    """
    unit = resampling_unit(articles)
    rows = []
    for (outlet, actor, voice), group in _toward_actors(targets, articles).groupby(_KEYS, sort=False):
        found = mean_of(group, "polarity", unit)
        counts = group["polarity"].value_counts()
        rows.append(
            {
                "outlet": outlet, "actor": actor, "voice": voice,
                "negative": int(counts.get(-1, 0)), "neutral": int(counts.get(0, 0)),
                "positive": int(counts.get(1, 0)), "mean": found.mean, "low": found.low, "high": found.high,
                "sentences": len(group), "articles": group["article_id"].nunique(),
            }
        )  # fmt: skip
    columns = [*_KEYS, "negative", "neutral", "positive", "mean", "low", "high", "sentences", "articles"]
    return pd.DataFrame(rows, columns=columns)


def actor_differences(targets: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the table `actor_differences`: each outlet's mean polarity toward an actor less that of all others.

    low and high: from resampling, empty below five sentences on either side. corrected, error_low and error_high: the
    difference to expect if the classifier errs on these sentences as it does on its test set, and the 95 % interval of
    differences that such errors allow; outlasts_errors: whether this interval lies on one side of zero. Actors that
    only one outlet mentions are left out.
    """
    unit = resampling_unit(articles)
    rows = []
    for (actor, voice), toward in _toward_actors(targets, articles).groupby(["actor", "voice"], sort=False):
        outlets = toward["outlet"].unique()
        for outlet in outlets if len(outlets) > 1 else ():
            mine, others = toward[toward["outlet"] == outlet], toward[toward["outlet"] != outlet]
            found = difference_of(mine, others, "polarity", unit)
            (mean, variance), (rest, rest_variance) = true_mean(mine["polarity"]), true_mean(others["polarity"])
            reach = 1.96 * np.sqrt(variance + rest_variance)
            corrected = mean - rest
            rows.append(
                {
                    "outlet": outlet, "actor": actor, "voice": voice,
                    "difference": found.mean, "low": found.low, "high": found.high,
                    "corrected": corrected, "error_low": corrected - reach, "error_high": corrected + reach,
                    "outlasts_errors": bool(abs(corrected) > reach),
                    "sentences": len(mine), "other_sentences": len(others),
                }
            )  # fmt: skip
    columns = [*_KEYS, "difference", "low", "high", "corrected", "error_low", "error_high"]
    return pd.DataFrame(rows, columns=[*columns, "outlasts_errors", "sentences", "other_sentences"])


def telling_mentions(
    targets: pd.DataFrame, sentences: pd.DataFrame, articles: pd.DataFrame, each: int = 4
) -> pd.DataFrame:
    """Return the surest positive and negative sentences toward an actor at each outlet.

    Columns: outlet, actor, polarity, score, voice, sentence_id, text.
    """
    found = with_outlets(targets[targets["polarity"] != 0], articles)
    found = found.sort_values("score", ascending=False, kind="stable").drop_duplicates(["sentence_id", "actor"])
    chosen = found.groupby(["outlet", "polarity"]).head(each).merge(sentences[["sentence_id", "text"]])
    place = {outlet: place for place, outlet in enumerate(outlet_order(articles))}
    chosen = chosen.assign(place=chosen["outlet"].map(place))
    chosen = chosen.sort_values(["place", "polarity", "score"], ascending=[True, True, False], ignore_index=True)
    return chosen[["outlet", "actor", "polarity", "score", "voice", "sentence_id", "text"]]


def true_mean(polarities) -> tuple[float, float]:
    """Return the mean polarity to expect behind the classifier's, and the variance of that mean.

    Each polarity that the classifier gives is replaced by the distribution of true ones in the test set (the columns of
    the confusion matrix). Errors are assumed to be independent of each other and of the outlet.
    """
    confusion = confusion_matrix().to_numpy()
    chances = confusion / confusion.sum(axis=0)
    values = np.array(POLARITIES)
    means = values @ chances
    variances = values**2 @ chances - means**2
    given = np.searchsorted(values, np.asarray(polarities))
    return float(means[given].mean()), float(variances[given].sum() / len(given) ** 2)


@cache
def confusion_matrix() -> pd.DataFrame:
    """Return how often the classifier gave each polarity (columns) to each true one (rows) in its test set."""
    with files("newsangle.sentiment").joinpath("model/confusion.csv").open(encoding="utf-8") as lines:
        matrix = pd.read_csv(lines, index_col=0, comment="#")
    return matrix.rename(columns=int)


def _toward_actors(targets: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each sentence, actor and voice, by voice, outlet in the articles' order, and actor."""
    found = with_outlets(targets, articles).sort_values("score", ascending=False, kind="stable")
    spoken = [
        found[found["voice"].isin(parts)].drop_duplicates(["sentence_id", "actor"]).assign(voice=voice)
        for voice, parts in VOICES.items()
    ]
    order = {outlet: place for place, outlet in enumerate(outlet_order(articles))}
    return (
        pd.concat(spoken)
        .assign(place=lambda rows: rows["outlet"].map(order), voice_place=lambda rows: rows["voice"].map(_PLACES))
        .sort_values(["voice_place", "place", "actor"], kind="stable")
    )
