"""What can be coded in an event, and what the machine made of it."""

import random
import re
from hashlib import sha256

import pandas as pd

from newsangle.coding.tasks import Task, letters
from newsangle.tables import is_empty, with_outlets

ARTICLE_SHARE = 0.2  # where no table says so, an article bears for the machine what a fifth of its sentences bear
TONE = 0.05  # from this compound on, VADER calls a sentence positive or negative (Hutto and Gilbert 2014)
POLARITIES = {-1: "negative", 0: "neutral", 1: "positive"}
UNRELATED = "unrelated"
OUTLET = "[the outlet]"
OWN_WORDS = 1 / 3  # a sentence of which the outlet itself says more, beside reported speech, has both voices
GENERIC = "generic"  # the codebook whose frames the table article_frames tells of

Tables = dict[str, pd.DataFrame]
NEEDS = {
    "frames": ("articles", "blocks", "sentences", "frames", "frame_shares", "article_frames"),
    "voice": ("articles", "sentences", "attributions"),
    "tone": ("articles", "sentences", "sentiment"),
    "actors": ("articles", "sentences", "targets"),
    "claims": ("articles", "sentences", "claims", "shared_claims"),
}


def units(task: Task, tables: Tables) -> pd.DataFrame:
    """Return everything in an event that a task can be done on.

    tables: by name, those that NEEDS lists. Columns: unit (letters that tell neither outlet nor place, and change
    with the text), stratum (a sample takes equally from each), outlet ('' for pairs), group (the actor, or ''),
    and what the coder reads, in which '[the outlet]' stands for the name of an outlet of the event.
    """
    made = {"sentence": _sentences, "article": _articles, "mention": _mentions, "pair": _pairs}[task.unit](tables)
    made["unit"] = [
        letters("\n".join([task.kind, *map(str, row)])) for row in made[["key", *task.reads]].itertuples(index=False)
    ]
    made[list(task.reads)] = made[list(task.reads)].replace(_names(tables["articles"]), OUTLET, regex=True)
    return made[["unit", "key", "stratum", "outlet", "group", *task.reads]]


def _names(articles: pd.DataFrame) -> str:
    """Return a pattern of the outlets' names; a name of one word may be a word like any other ('Time')."""
    names = sorted({name for name in articles["outlet"] if len(name.split()) > 1}, key=len, reverse=True)
    return rf"\b(?:{'|'.join(map(re.escape, names))})\b" if names else "(?!)"


def draw(found: pd.DataFrame, size: int, seed: int) -> pd.DataFrame:
    """Return at most `size` units in random order, taken from the strata as equally as they allow."""
    chance = random.Random(seed)
    piles = [chance.sample(list(rows), len(rows)) for rows in found.groupby("stratum", sort=False).indices.values()]
    chosen: list[int] = []
    while len(chosen) < size and any(piles):
        chosen += [pile.pop() for pile in piles if pile][: size - len(chosen)]
    return found.iloc[chance.sample(chosen, len(chosen))].reset_index(drop=True)


def machine_codes(task: Task, tables: Tables, found: pd.DataFrame) -> pd.DataFrame:
    """Return the machine's label for each unit and variable: unit, variable, code; empty where it did not code.

    Frames: a sentence bears those of the frames table; an article the generic ones that article_frames says, and of
    another codebook those that a fifth of its sentences bear. Voice: 'source' where the attributions, with the words
    that name the speaker, leave the outlet at most a third of the words. Tone: VADER's compound of the own words,
    negative to -0.05 and positive from 0.05. Actors: the polarity of the surest mention of the actor in the sentence.
    Claims: the relation of the shared claim that holds both.
    """
    label = {
        "frames": _frame_labels,
        "voice": _voice_labels,
        "tone": _tone_labels,
        "actors": _actor_labels,
        "claims": _claim_labels,
    }
    codes = label[task.kind](task, tables, found)
    return pd.DataFrame(codes, columns=["unit", "variable", "code"])


# --- Units ----------------------------------------------------------------------------------------------------


def _one_line(texts: pd.Series) -> pd.Series:
    return texts.str.split().str.join(" ")


def _sentences(tables: Tables) -> pd.DataFrame:
    found = with_outlets(tables["sentences"], tables["articles"])
    return found.assign(key=found["sentence_id"], stratum=found["outlet"], group="", sentence=_one_line(found["text"]))


def _articles(tables: Tables) -> pd.DataFrame:
    kept = tables["blocks"][tables["blocks"]["kept"]]
    texts = _one_line(kept["text"]).groupby(kept["article_id"], sort=False).agg("\n\n".join)
    found = tables["articles"][["article_id", "outlet"]]
    return found.assign(
        key=found["article_id"], stratum=found["outlet"], group="", article=found["article_id"].map(texts).fillna("")
    )


def _mentions(tables: Tables) -> pd.DataFrame:
    found = _sentences(tables)[["sentence_id", "outlet", "stratum", "sentence"]]
    found = tables["targets"].drop_duplicates(["sentence_id", "actor"]).merge(found, on="sentence_id", sort=False)
    return found.assign(key=found["sentence_id"] + "\t" + found["actor"], group=found["actor"])


def _pairs(tables: Tables) -> pd.DataFrame:
    """Return pairs of claims of two outlets: those the machine put together, and as many that share words only.

    Pairs drawn at random are unrelated nearly always and would teach nothing about what the machine missed.
    """
    claims = tables["claims"].set_index("claim_id")
    linked = _linked(tables["shared_claims"])
    near = [pair for pair in _sharing_words(claims) if pair not in linked]
    rows = [
        ("\t".join(pair), stratum, *_shuffled(pair, claims["text"]))
        for stratum, pairs in (("linked", sorted(linked)), ("near", near))
        for pair in pairs
    ]
    made = pd.DataFrame(rows, columns=["key", "stratum", "first text", "second text"])
    return made.assign(outlet="", group="")


def _linked(shared: pd.DataFrame) -> dict[tuple[str, str], str]:
    """Return the relation of every pair of claims of two outlets that one shared claim holds."""
    pairs = shared.merge(shared, on="shared_id", suffixes=("", "_other"))
    pairs = pairs[(pairs["outlet"] != pairs["outlet_other"]) & (pairs["claim_id"] < pairs["claim_id_other"])]
    return {
        (row.claim_id, row.claim_id_other): "agree" if row.value == row.value_other and row.value else row.relation
        for row in pairs.itertuples()
    }


def _sharing_words(claims: pd.DataFrame) -> list[tuple[str, str]]:
    """Return for each claim the one of another outlet that shares most of its words, words of four letters on."""
    words = {name: frozenset(re.findall(r"\w{4,}", text.lower())) for name, text in claims["text"].items()}
    by_word: dict[str, list[str]] = {}
    for name, own in words.items():
        for word in sorted(own):
            by_word.setdefault(word, []).append(name)
    outlets = claims["outlet"].to_dict()
    found = {}
    for name, own in words.items():
        weight: dict[str, float] = {}
        for word in sorted(own):
            for other in by_word[word] if len(by_word[word]) <= 50 else ():  # a word that all use tells nothing
                if outlets[other] != outlets[name]:
                    weight[other] = weight.get(other, 0) + 1 / len(own | words[other])
        if weight:
            nearest = max(weight, key=lambda other: (weight[other], other))
            found[tuple(sorted((name, nearest)))] = True
    return list(found)


def _shuffled(pair: tuple[str, str], texts: pd.Series) -> list[str]:
    """Return the two texts in an order that does not tell which outlet comes first."""
    first, second = pair if sha256("\t".join(pair).encode()).digest()[0] % 2 else pair[::-1]
    return [" ".join(texts[first].split()), " ".join(texts[second].split())]


# --- What the machine made of them ----------------------------------------------------------------------------


def _frame_labels(task: Task, tables: Tables, found: pd.DataFrame) -> list[tuple]:
    if task.codebook not in set(tables["frame_shares"]["codebook"]):
        return []
    frames = tables["frames"][tables["frames"]["codebook"] == task.codebook]
    if task.unit == "sentence":
        bearing = set(zip(frames["sentence_id"], frames["frame"], strict=True))
    elif task.codebook == GENERIC:
        bears = tables["article_frames"][tables["article_frames"]["bears"]]
        bearing = set(zip(bears["article_id"], bears["frame"], strict=True))
    else:
        sentences = tables["sentences"].groupby("article_id").size()
        shares = frames.groupby(["article_id", "frame"])["sentence_id"].nunique()
        shares = shares / shares.index.get_level_values("article_id").map(sentences)
        bearing = set(shares[shares >= ARTICLE_SHARE].index)
    names = [variable.name for variable in task.variables]
    return [
        (row.unit, name, "yes" if (row.key, name) in bearing else "no") for row in found.itertuples() for name in names
    ]


def _voice_labels(task: Task, tables: Tables, found: pd.DataFrame) -> list[tuple]:
    spoken = dict(list(tables["attributions"].groupby("sentence_id", sort=False)))
    voices = {row.sentence_id: _voice(row, spoken.get(row.sentence_id)) for row in tables["sentences"].itertuples()}
    return [(row.unit, task.variables[0].name, voices[row.key]) for row in found.itertuples()]


def _voice(sentence, spoken: pd.DataFrame | None) -> str:
    """Return whose words a sentence holds: the 'outlet', a 'source' or 'both'."""
    if spoken is None:
        return "outlet"
    ends = [("content_start", "content_end"), ("source_start", "source_end"), ("cue_start", "cue_end")]
    spans = [span for pair in ends for span in spoken[list(pair)].dropna().itertuples(index=False, name=None)]
    words = [sentence.start + match.start() for match in re.finditer(r"\w+", sentence.text)]
    own = sum(not any(start <= word < end for start, end in spans) for word in words)
    return "both" if own > OWN_WORDS * len(words) else "source"


def _tone_labels(task: Task, tables: Tables, found: pd.DataFrame) -> list[tuple]:
    (variable,) = task.variables
    compound = tables["sentiment"].set_index("sentence_id")["own_voice"]
    return [
        (row.unit, variable.name, tone_label(compound.get(row.key), variable.nothing)) for row in found.itertuples()
    ]


def tone_label(compound: float | None, nothing: str = "") -> str:
    """Return a compound score as negative, neutral or positive, and an empty one as `nothing`."""
    if compound is None or is_empty(compound):
        return nothing
    return "negative" if compound <= -TONE else "positive" if compound >= TONE else "neutral"


def _actor_labels(task: Task, tables: Tables, found: pd.DataFrame) -> list[tuple]:
    surest = tables["targets"].sort_values("score", ascending=False, kind="stable")
    surest = surest.drop_duplicates(["sentence_id", "actor"])
    polarity = dict(zip(surest["sentence_id"] + "\t" + surest["actor"], surest["polarity"], strict=True))
    return [(row.unit, task.variables[0].name, POLARITIES[polarity[row.key]]) for row in found.itertuples()]


def _claim_labels(task: Task, tables: Tables, found: pd.DataFrame) -> list[tuple]:
    linked = _linked(tables["shared_claims"])
    return [
        (row.unit, task.variables[0].name, linked.get(tuple(row.key.split("\t")), UNRELATED))
        for row in found.itertuples()
    ]
