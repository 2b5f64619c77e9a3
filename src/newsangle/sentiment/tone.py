"""The tone of sentences by two word lists, the outlet's own words apart from what it quotes or reports."""

from collections import defaultdict
from typing import NamedTuple

import numpy as np
import pandas as pd

from newsangle.sentiment.context import unrated
from newsangle.sentiment.resampling import difference_of, mean_of
from newsangle.sentiment.wordlists import LEXICONS, afinn, vader
from newsangle.statistics import Interval, resampling_unit
from newsangle.tables import outlet_order, with_outlets

VOICES = {"outlet": "own_voice", "quoted": "quoted", "reported": "reported"}  # voice → how its columns are named
PARTS = ("headline", "lead", "rest")
MIN_WORDS = 4  # fewer words of one voice ('he said') are too few to score
FEW_RATED = 5  # with fewer rated words, a mean says nothing about the others
LEAD_SENTENCES = 3
_LEXICONS = {"VADER": vader, "AFINN": afinn}
_SCORES = {  # (lexicon, voice) → column of the table `sentiment`
    (lexicon, voice): column if lexicon == "VADER" else f"{lexicon.lower()}_{column}"
    for lexicon in LEXICONS
    for voice, column in VOICES.items()
}
_SENTENCE_COLUMNS = [
    *("article_id", "sentence_id", "part", "compound", "afinn"),
    *_SCORES.values(),
    *(f"{column}_words" for column in VOICES.values()),
]
_TOKEN_COLUMNS = ["sentence_id", "start", "end", "text", "lemma", "pos", "dep", "head", "entity", "voice"]
_WORD_COLUMNS = ["article_id", "sentence_id", "start", "end", "word", "voice", "lexicon", "valence"]


class Tone(NamedTuple):
    """The tables `sentiment` (a row per sentence) and `tone_words` (a row per word that drove a score)."""

    sentences: pd.DataFrame
    words: pd.DataFrame


def score_tone(sentences: pd.DataFrame, tokens: pd.DataFrame) -> Tone:
    """Score every sentence as a whole and the words of each voice in it on their own, with VADER and AFINN.

    sentences, tokens: the tables of those names. Words inside names, titles and offices are not rated ('Supreme Court',
    'defence minister'), nor are words used in another sense than the one that the lists rate ('oil well'). A voice with
    fewer than four words in a sentence gets no score. Scores lie between -1 and 1 (Hutto and Gilbert 2014; Nielsen
    2011).
    """
    parts = parts_of_articles(sentences)
    spoken = defaultdict(list)
    for token in tokens[_TOKEN_COLUMNS].itertuples(index=False):
        spoken[token.sentence_id].append(token)
    rows, words = [], []
    for article, sentence in zip(sentences["article_id"], sentences["sentence_id"], strict=True):
        row, driving = _score_sentence(spoken[sentence])
        rows.append({"article_id": article, "sentence_id": sentence, "part": parts[sentence]} | row)
        words += [(article, sentence, *word) for word in driving]
    return Tone(pd.DataFrame(rows, columns=_SENTENCE_COLUMNS), pd.DataFrame(words, columns=_WORD_COLUMNS))


def _score_sentence(tokens: list) -> tuple[dict, list[tuple]]:
    """Return the scores of a sentence, and the words that drove them: start, end, word, voice, lexicon, valence."""
    rated = ["" if neutral else token.text for token, neutral in zip(tokens, unrated(tokens), strict=True)]
    row, words = {"compound": vader(rated).score, "afinn": afinn(rated).score}, []
    for voice, column in VOICES.items():
        said = [(token, word) for token, word in zip(tokens, rated, strict=True) if token.voice == voice]
        count = sum(is_word(token.text) for token, _ in said)
        row[f"{column}_words"] = count
        for lexicon, score in _LEXICONS.items() if count >= MIN_WORDS else ():
            scored = score([word for _, word in said])
            row[_SCORES[lexicon, voice]] = scored.score
            words += [
                (token.start, token.end, token.text, voice, lexicon, valence)
                for (token, _), valence in zip(said, scored.valences, strict=True)
                if valence
            ]
    return row, words


def parts_of_articles(sentences: pd.DataFrame) -> dict[str, str]:
    """Return the part of the article that each sentence belongs to: headline, lead or rest.

    The lead is the standfirst and the first three sentences of the body: on the web a paragraph is often one sentence.
    """
    body = sentences[sentences["role"] == "body"]
    opening = body.groupby("article_id", sort=False).head(LEAD_SENTENCES)
    lead = set(opening["sentence_id"]) | set(sentences.loc[sentences["role"] == "standfirst", "sentence_id"])
    headline = set(sentences.loc[sentences["role"] == "headline", "sentence_id"])
    return {
        sentence: "headline" if sentence in headline else "lead" if sentence in lead else "rest"
        for sentence in sentences["sentence_id"]
    }


def tone_by_outlet(tone: Tone, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the table `tone`: the mean by outlet, part, voice and lexicon, with interval, counts and coverage.

    The part 'whole' is the whole article. Coverage is the share of the words that the lexicon rates. The mean is
    missing where it rates fewer than five of them.
    """
    unit = resampling_unit(articles)
    scored = with_outlets(tone.sentences, articles)
    rated = tone.words.merge(scored[["sentence_id", "outlet", "part"]])
    rows = []
    for outlet in outlet_order(articles):
        for part in ("whole", *PARTS):
            here = scored[(scored["outlet"] == outlet) & ((scored["part"] == part) | (part == "whole"))]
            hits = rated[(rated["outlet"] == outlet) & ((rated["part"] == part) | (part == "whole"))]
            for (lexicon, voice), column in _SCORES.items():
                spoken = here.dropna(subset=column)
                words = int(spoken[f"{VOICES[voice]}_words"].sum())
                hit = int(((hits["lexicon"] == lexicon) & (hits["voice"] == voice)).sum())
                found = mean_of(spoken, column, unit) if hit >= FEW_RATED else Interval(np.nan, np.nan, np.nan)
                rows.append(
                    {
                        "outlet": outlet, "part": part, "voice": voice, "lexicon": lexicon,
                        "mean": found.mean, "low": found.low, "high": found.high,
                        "sentences": len(spoken), "articles": spoken["article_id"].nunique(),
                        "words": words, "coverage": hit / words if words else np.nan,
                    }
                )  # fmt: skip
    return pd.DataFrame(rows)


def tone_differences(sentiment: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the table `tone_differences`: each outlet's mean less that of all other outlets, by voice and lexicon.

    same_direction: whether both lexicons put the difference on the same side of zero.
    """
    unit = resampling_unit(articles)
    scored = with_outlets(sentiment, articles)
    rows = []
    for outlet in outlet_order(articles):
        for (lexicon, voice), column in _SCORES.items():
            spoken = scored.dropna(subset=column)
            mine, others = (spoken[spoken["outlet"].eq(outlet) == own] for own in (True, False))
            found = difference_of(mine, others, column, unit)
            rows.append(
                {
                    "outlet": outlet, "voice": voice, "lexicon": lexicon,
                    "difference": found.mean, "low": found.low, "high": found.high,
                    "sentences": len(mine), "other_sentences": len(others),
                }
            )  # fmt: skip
    return _with_direction(pd.DataFrame(rows))


def voice_differences(sentiment: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the table `voice_differences`: the mean of an outlet's own voice less that of what it quotes or reports.

    same_direction: whether both lexicons put the difference on the same side of zero.
    """
    unit = resampling_unit(articles)
    scored = with_outlets(sentiment, articles)
    rows = []
    for outlet in outlet_order(articles):
        mine = scored[scored["outlet"] == outlet]
        for (lexicon, voice), column in _SCORES.items():
            if voice != "outlet":
                own = mine.assign(score=mine[_SCORES[lexicon, "outlet"]]).dropna(subset="score")
                said = mine.assign(score=mine[column]).dropna(subset="score")
                found = difference_of(own, said, "score", unit)
                rows.append(
                    {
                        "outlet": outlet, "voice": voice, "lexicon": lexicon,
                        "difference": found.mean, "low": found.low, "high": found.high,
                        "own_sentences": len(own), "voice_sentences": len(said),
                    }
                )  # fmt: skip
    return _with_direction(pd.DataFrame(rows))


def driving_words(words: pd.DataFrame, articles: pd.DataFrame, each: int = 12) -> pd.DataFrame:
    """Return the words with most influence on the tone of each outlet's own voice.

    words: the table `tone_words`. Columns: outlet, word, VADER and AFINN (sums of its valences), times (it occurs).
    """
    own = with_outlets(words[words["voice"] == "outlet"], articles)
    own["word"] = own["word"].str.lower()
    sums = own.pivot_table(index=["outlet", "word"], columns="lexicon", values="valence", aggfunc="sum", fill_value=0.0)
    sums = sums.reindex(columns=LEXICONS, fill_value=0.0)
    sums["times"] = own.drop_duplicates(["article_id", "start"]).groupby(["outlet", "word"]).size()
    order = sums[list(LEXICONS)].abs().sum(axis=1).sort_values(ascending=False, kind="stable").index
    ranked = sums.loc[order].groupby("outlet").head(each).rename_axis(columns=None).reset_index()
    return _by_outlet(ranked, articles)


def telling_sentences(tone: Tone, sentences: pd.DataFrame, articles: pd.DataFrame, each: int = 2) -> pd.DataFrame:
    """Return the sentences of each outlet with the most negative and the most positive own words, and these words.

    Columns: outlet, own_voice and afinn_own_voice, words (those that drove either score), sentence_id, text.
    """
    own = with_outlets(tone.sentences.dropna(subset="own_voice"), articles)
    own = own.assign(both=own["own_voice"] + own["afinn_own_voice"]).sort_values("both", kind="stable")
    ends = own.groupby("outlet")
    chosen = pd.concat([ends.head(each), ends.tail(each)]).drop_duplicates("sentence_id")
    said = tone.words[tone.words["voice"] == "outlet"].drop_duplicates(["article_id", "start"])
    reasons = said.sort_values(["article_id", "start"]).groupby("sentence_id")["word"].agg(", ".join).rename("words")
    chosen = chosen.join(reasons, on="sentence_id").merge(sentences[["sentence_id", "text"]])
    columns = ["outlet", "own_voice", "afinn_own_voice", "words", "sentence_id", "text"]
    return _by_outlet(chosen.sort_values("both", kind="stable"), articles)[columns]


def lexicon_agreement(sentiment: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return in how many sentences of each outlet the two lexicons agree, disagree, or only one finds a tone.

    Index: outlet. Columns: same, opposite, VADER alone, AFINN alone.
    """
    scored = with_outlets(sentiment, articles)
    vader_sign, afinn_sign = np.sign(scored["compound"]), np.sign(scored["afinn"])
    verdict = np.select(
        [vader_sign == afinn_sign, vader_sign == -afinn_sign, afinn_sign == 0],
        ["same", "opposite", "VADER alone"],
        "AFINN alone",
    )
    counts = pd.crosstab(scored["outlet"], verdict)
    return counts.reindex(
        index=outlet_order(articles), columns=["same", "opposite", "VADER alone", "AFINN alone"], fill_value=0
    )


def is_word(text: str) -> bool:
    """Return whether a token counts as a word: it contains a letter and is not an ending such as 's."""
    return any(letter.isalpha() for letter in text) and text[0] not in "'’"


def _with_direction(rows: pd.DataFrame) -> pd.DataFrame:
    """Add whether both lexicons put a difference on the same side of zero."""
    signs = np.sign(rows["difference"]).groupby([rows["outlet"], rows["voice"]], sort=False)
    return rows.assign(same_direction=signs.transform("nunique").eq(1))


def _by_outlet(rows: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return rows with the outlets in the articles' order, otherwise as they were."""
    place = {outlet: place for place, outlet in enumerate(outlet_order(articles))}
    return rows.sort_values("outlet", key=lambda outlets: outlets.map(place), kind="stable", ignore_index=True)
