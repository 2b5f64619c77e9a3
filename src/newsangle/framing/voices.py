"""Who acts, under which name, and who speaks: the mentions and attributions of 01, counted by outlet."""

import re

import pandas as pd

from newsangle.tables import outlet_order, with_outlets

VOICES = {
    "active": "active",
    "passive": "passive",
    "passive without agent": "passive_without_agent",
    "nominalisation": "nominalisation",
    "agentless intransitive": "agentless_intransitive",
}
WITHOUT_AGENT = ("passive without agent", "nominalisation", "agentless intransitive")
_IN_TITLE = frozenset({"NOUN", "PROPN", "ADJ", "PART", "ADP", "DET", "CCONJ"})


def actor_table(mentions: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the actors table: how each outlet mentions each actor. The actors mentioned most come first.

    Columns: outlet, actor, mentions, agent, patient (how often it does something, or has it done to it), and how often
    in each voice: active, passive, passive_without_agent, nominalisation, agentless_intransitive;
    patient_without_agent (how often something is done to it and no agent is named: the last three voices, unless
    another actor is the agent); labels (the words used for it, with how often, pronouns left out).
    """
    placed = with_outlets(mentions, articles)
    labels = _labels(placed)
    table = placed.groupby(["outlet", "actor"]).size().rename("mentions").reset_index()
    for column, wanted in (("function", ("agent", "patient")), ("voice", tuple(VOICES))):
        counted = pd.crosstab([placed["outlet"], placed["actor"]], placed[column].fillna(""))
        counted = counted.reindex(columns=list(wanted), fill_value=0).rename(columns=VOICES)
        table = table.merge(counted.reset_index(), on=["outlet", "actor"])
    without_agent = placed[_has_no_agent(placed)]
    without_agent = without_agent.groupby(["outlet", "actor"]).size().rename("patient_without_agent").reset_index()
    table = table.merge(without_agent, on=["outlet", "actor"], how="left").fillna({"patient_without_agent": 0})
    table["patient_without_agent"] = table["patient_without_agent"].astype(int)
    table = table.merge(labels, on=["outlet", "actor"], how="left").fillna({"labels": ""})
    weight = table.groupby("actor")["mentions"].sum()
    table["weight"] = table["actor"].map(weight)
    table["place"] = table["outlet"].map(_order(articles))
    table = table.sort_values(["weight", "actor", "place"], ascending=[False, True, True])
    return table.drop(columns=["weight", "place"]).reset_index(drop=True)


def _labels(placed: pd.DataFrame) -> pd.DataFrame:
    """Return the labels of each actor in each outlet in one line, the most frequent first."""
    named = placed[placed["form"] != "pronoun"]
    # "The Ukrainian side" and "the Ukrainian side" are one label
    key = named["label"].str.replace(r"^(?:The|A|An)\s", lambda m: m[0].lower(), regex=True)
    counted = named.assign(label=key).groupby(["outlet", "actor", "label"]).size().rename("times").reset_index()
    counted = counted.sort_values(["times", "label"], ascending=[False, True], kind="stable")
    counted["labels"] = counted["label"] + " (" + counted["times"].astype(str) + ")"
    return counted.groupby(["outlet", "actor"])["labels"].agg(", ".join).reset_index()


def labels_side_by_side(actors: pd.DataFrame, outlets: list[str], most: int = 15) -> pd.DataFrame:
    """Return the labels of the actors mentioned most, one column per outlet."""
    order = list(dict.fromkeys(actors["actor"]))[:most]
    table = actors.pivot(index="actor", columns="outlet", values="labels").reindex(index=order, columns=outlets)
    return table.fillna("").rename_axis(columns=None)


def agentless_clauses(mentions: pd.DataFrame, sentences: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return where something happens to an actor and the clause names no agent, with the sentence.

    A passive without 'by', a noun made of a verb, or an intransitive verb of what happens ('died' for 'was killed').
    Columns: outlet, actor, label, voice, verb, text, sentence_id; outlets in their order, articles in reading order.
    """
    found = with_outlets(mentions, articles)
    found = found[_has_no_agent(found)]
    found = found.merge(sentences[["sentence_id", "text"]], on="sentence_id", sort=False)
    found = found.sort_values("outlet", key=lambda column: column.map(_order(articles)), kind="stable")
    return found[["outlet", "actor", "label", "voice", "verb", "text", "sentence_id"]].reset_index(drop=True)


def _has_no_agent(mentions: pd.DataFrame) -> pd.Series:
    """Return which mentions are of a patient whose clause names no agent; 'Norse raids on Kells' names one."""
    predicate = pd.MultiIndex.from_frame(mentions[["sentence_id", "voice", "verb"]])
    named = predicate.isin(predicate[mentions["function"].eq("agent")])
    return mentions["function"].eq("patient") & mentions["voice"].isin(WITHOUT_AGENT) & ~named


def speaker_table(
    attributions: pd.DataFrame, mentions: pd.DataFrame, tokens: pd.DataFrame, articles: pd.DataFrame, sides=None
) -> pd.DataFrame:
    """Return the speakers table: the words that each outlet gives to each speaker.

    sides: a dictionary from the name of a side to its speakers; for others the side is read from the text (see
    sides_of()). Columns: outlet, speaker, side, attributions, words (of what is said), quoted_words (of these, inside
    quotation marks), share (of all the outlet's words given to a source; 0–1). Words in two attributions to one
    speaker count once. The speakers with most words come first. Attributions without a source are left out.
    """
    spoken = attributions.dropna(subset="speaker").reset_index(drop=True)
    alike = spoken["speaker"].str.lower()  # 'Both sides' and 'both sides' are one
    spoken["speaker"] = spoken.groupby(alike)["speaker"].transform("max")  # the spelling without a capital
    said = _words_said(spoken, tokens)
    placed = with_outlets(said.drop_duplicates(["speaker", "sentence_id", "token"]), articles)
    words = placed.groupby(["outlet", "speaker"])["quoted"].agg(words="size", quoted_words="sum")
    counted = with_outlets(spoken, articles).groupby(["outlet", "speaker"]).size().rename("attributions")
    table = counted.to_frame().join(words).fillna(0).astype(int).reset_index()
    table["share"] = table["words"] / table.groupby("outlet")["words"].transform("sum").clip(lower=1)
    read = sides_of(mentions, tokens)
    given = {speaker: side for side, speakers in (sides or {}).items() for speaker in speakers}
    table["side"] = [given.get(speaker) or read.get(speaker) or _bare(speaker) for speaker in table["speaker"]]
    table["weight"] = table.groupby("speaker")["words"].transform("sum")
    table["place"] = table["outlet"].map(_order(articles))
    table = table.sort_values(["weight", "speaker", "place"], ascending=[False, True, True])
    return table.drop(columns=["weight", "place"]).reset_index(drop=True)


def _words_said(spoken: pd.DataFrame, tokens: pd.DataFrame) -> pd.DataFrame:
    """Return the words inside each attribution: article_id, speaker, sentence_id, token, quoted."""
    words = tokens[tokens["text"].str.contains(r"\w")]
    parts = []
    for article, own in words.groupby("article_id", sort=False):
        starts = own["start"].to_numpy()
        for row in spoken[spoken["article_id"] == article].itertuples():
            first, last = starts.searchsorted([row.content_start, row.content_end])
            inside = own.iloc[first:last]
            parts.append(inside[["article_id", "sentence_id", "token", "voice"]].assign(speaker=row.speaker))
    columns = ["article_id", "sentence_id", "token", "voice", "speaker"]
    said = pd.concat(parts) if parts else pd.DataFrame(columns=columns)
    return said.assign(quoted=said["voice"].eq("quoted"))


def side_table(speakers: pd.DataFrame, outlets: list[str]) -> pd.DataFrame:
    """Return the share of attributed words that each outlet gives to each side, in per cent, one column per outlet."""
    shares = speakers.groupby(["side", "outlet"])["share"].sum().mul(100).unstack("outlet", fill_value=0.0)
    shares = shares.reindex(columns=outlets, fill_value=0.0)
    order = shares.sum(axis=1).sort_values(ascending=False, kind="stable").index
    return shares.loc[order].round(1).rename_axis(columns=None)


def sides_of(mentions: pd.DataFrame, tokens: pd.DataFrame) -> dict[str, str]:
    """Return the country or body that a person is said to belong to, where the text puts it before the name.

    'Ukraine's Defence Minister Rustem Umerov', 'former Russian president Dmitry Medvedev', 'White House spokesperson
    Karoline Leavitt': the name of a country, a people or a body and the person's name, with nothing but a title
    between. The most frequent side counts; people without one are left out.
    """
    bodies = mentions[mentions["entity"].isin(["GPE", "NORP", "ORG"])]
    actor_of = dict(zip(bodies["label"], bodies["actor"], strict=True))
    persons = mentions[mentions["entity"].eq("PERSON") & mentions["form"].eq("name")]
    nearby = tokens[tokens["sentence_id"].isin(persons["sentence_id"])]
    spoken = {sentence: list(own.itertuples()) for sentence, own in nearby.groupby("sentence_id", sort=False)}
    votes: dict[str, list[str]] = {}
    for person in persons.itertuples():
        before = [token for token in spoken.get(person.sentence_id, ()) if token.end <= person.start]
        named = [actor_of[label] for label in _bodies_in(_title(before)) if label in actor_of]
        if named:
            votes.setdefault(person.actor, []).append(_bare(named[0]))
    return {person: max(dict.fromkeys(sides), key=sides.count) for person, sides in votes.items()}


def _title(before: list) -> list:
    """Return the title that ends a row of tokens, such as 'Ukraine's Defence Minister'.

    A comma may end it only where it begins with a possessive: 'Russia's deputy prime minister, …', not 'In Moscow, …'.
    Words joined to the title by 'and' belong to it ('Defence and Foreign Minister') unless they are a name ('the Greens
    and Chancellor …').
    """
    comma = bool(before) and before[-1].text == ","
    title = []
    for token in reversed(before[:-1] if comma else before):
        if token.pos not in _IN_TITLE or (token.pos == "ADP" and token.text.lower() not in ("of", "for")):
            break
        if (token.pos == "CCONJ" and not title) or (token.entity and title and title[0].pos == "CCONJ"):
            break
        title.insert(0, token)
    return [] if comma and not any(token.tag == "POS" for token in title) else title


def _bodies_in(title: list) -> list[str]:
    """Return the names of countries and peoples in a title as they are written, then those of bodies."""
    names: list[list] = []
    for token in title:
        if token.entity in ("GPE", "NORP", "ORG"):
            if token.entity_start or not names:
                names.append([token.entity])
            names[-1].append(token.text)
    named = [(kind, " ".join(words)) for kind, *words in names]
    return [name for kind, name in named if kind != "ORG"] + [name for kind, name in named if kind == "ORG"]


def _bare(actor: str) -> str:
    """Return 'Ukraine' for 'Ukraine (government)'."""
    return re.sub(r"\s\([^()]*\)\Z", "", actor)


def speech_table(attributions: pd.DataFrame, column: str, articles: pd.DataFrame) -> pd.DataFrame:
    """Return how often each outlet's attributions are of each kind or cue class, and their share.

    column: 'kind' or 'cue_class'. Columns: outlet, the column, attributions, share (0–1), cues (the words, with how
    often). Attributions without a cue class are 'other'.
    """
    placed = with_outlets(attributions, articles)
    placed[column] = placed[column].fillna("other")
    table = placed.groupby(["outlet", column]).size().rename("attributions").reset_index()
    table["share"] = table["attributions"] / table.groupby("outlet")["attributions"].transform("sum")
    cues = placed.assign(cue=placed["cue"].str.lower()).dropna(subset="cue")
    cues = cues.groupby(["outlet", column, "cue"]).size().rename("times").reset_index()
    cues = cues.sort_values(["times", "cue"], ascending=[False, True], kind="stable")
    cues["cues"] = cues["cue"] + " (" + cues["times"].astype(str) + ")"
    cues = cues.groupby(["outlet", column])["cues"].agg(", ".join).reset_index()
    table = table.merge(cues, on=["outlet", column], how="left").fillna({"cues": ""})
    table["place"] = table["outlet"].map(_order(articles))
    table = table.sort_values(["place", "attributions", column], ascending=[True, False, True])
    return table.drop(columns="place").reset_index(drop=True)


def _order(articles: pd.DataFrame) -> dict[str, int]:
    return {outlet: place for place, outlet in enumerate(outlet_order(articles))}
