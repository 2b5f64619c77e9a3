"""The schema of every table, and reading and writing them.

A table has one owner, the notebook that writes it. Its schema is checked when it is written and when it is read,
so a notebook can trust what another one made. Offsets are character offsets into the article's raw text
(decoded, BOM removed, newlines normalised, nothing else), so `raw[start:end] == text` holds in every row.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from newsangle.errors import InputError
from newsangle.paths import Places, places

if TYPE_CHECKING:  # the command line knows the schemas without waiting for pandas
    from collections.abc import Callable
    from pathlib import Path

    import pandas as pd

DECIMALS = 6  # tables are rounded to it, so that they do not hang on the order in which a machine adds up


class TableError(InputError):
    """A table is missing or does not fit its schema."""


@dataclass(frozen=True)
class Column:
    """A column: its type, what it means, whether it may be empty, and the values it may take."""

    type: pa.DataType
    meaning: str
    optional: bool = False
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table: the notebook that writes it, what a row is, its columns, and those that tell rows apart."""

    owner: str
    row: str
    columns: dict[str, Column]
    key: tuple[str, ...]


def _text(meaning: str, optional: bool = False) -> Column:
    return Column(pa.string(), meaning, optional)


def _integer(meaning: str, optional: bool = False) -> Column:
    return Column(pa.int64(), meaning, optional)


def _number(meaning: str, optional: bool = False) -> Column:
    return Column(pa.float64(), meaning, optional)


def _flag(meaning: str) -> Column:
    return Column(pa.bool_(), meaning)


def _one_of(meaning: str, *values: str, optional: bool = False) -> Column:
    return Column(pa.string(), f"{meaning}: {', '.join(values)}", optional, values)


ROLES = (
    "headline", "standfirst", "byline", "dateline", "subhead", "body", "caption", "credit", "furniture", "duplicate",
)  # fmt: skip
RELATIONS = ("agree", "conflict", "partial")
KINDS = ("number", "date", "duration", "place", "name", "cause", "polarity", "event", "statement")

_ARTICLE = _text("the article, as in event.yml")
_SENTENCE = _text("the sentence, unique in the event")
_OUTLET = _text("the outlet's name, as in event.yml")
_START = _integer("first character in the raw text")
_END = _integer("character after the last, in the raw text")
_VOICE = _one_of("whose words: the outlet's own, in quotation marks, or in indirect speech",
                 "outlet", "quoted", "reported")  # fmt: skip
_TARGET_VOICE = _one_of("whose words name the actor: the outlet's own, quoted or reported, or all",
                        "all", "outlet", "attributed")  # fmt: skip
_LEXICON = _one_of("the word list", "VADER", "AFINN")

TABLES = {
    "articles": Table(
        "01_clean_texts", "an article",
        {
            "article_id": _ARTICLE,
            "outlet": _OUTLET,
            "country": _text("ISO code of the outlet's country", optional=True),
            "headline": _text("the headline found in the text", optional=True),
            "byline": _text("the byline found in the text", optional=True),
            "published": _text("day or time of publication, ISO 8601", optional=True),
            "url": _text("where it was published", optional=True),
            "inferred": _text("entries of event.yml that were inferred, separated by commas", optional=True),
            "note": _text("the note in event.yml", optional=True),
            "wire": _text("news agencies named in dateline, byline or credits, separated by commas", optional=True),
            "repeats": _text("an earlier article of the event that this one is mostly the same text as", optional=True),
            "overlap": _number(
                "share of the shorter article's runs of five words that stand in the other", optional=True
            ),
            "file": _text("the file in the event's folder"),
            "encoding": _text("the encoding of the file, html for a web page"),
            "raw_chars": _integer("characters of the raw text"),
            "kept_chars": _integer("characters kept as the story"),
            "words": _integer("words kept"),
            "sentences": _integer("sentences kept"),
        },
        key=("article_id",),
    ),
    "blocks": Table(
        "01_clean_texts", "a run of raw text; the blocks of an article cover every character of it",
        {
            "article_id": _ARTICLE,
            "block_id": _text("the block, unique in the event"),
            "start": _START,
            "end": _END,
            "text": _text("the raw text"),
            "role": _one_of("what it is on the page", *ROLES),
            "kept": _flag("whether it belongs to the story"),
            "rule": _text("the rule that decided"),
        },
        key=("block_id",),
    ),
    "sentences": Table(
        "01_clean_texts", "a sentence of kept text",
        {
            "article_id": _ARTICLE,
            "sentence_id": _SENTENCE,
            "block_id": _text("the block it stands in"),
            "start": _START,
            "end": _END,
            "text": _text("the raw text"),
            "role": _one_of("the role of its block", *ROLES),
            "position": _number("place in the article, 0 for the first sentence and 1 for the last"),
        },
        key=("sentence_id",),
    ),
    "tokens": Table(
        "01_clean_texts", "a word or mark of a sentence, with its syntax",
        {
            "article_id": _ARTICLE,
            "sentence_id": _SENTENCE,
            "token": _integer("place in the sentence, from 0"),
            "start": _START,
            "end": _END,
            "text": _text("the raw text"),
            "lemma": _text("dictionary form"),
            "pos": _text("Universal Dependencies part of speech"),
            "tag": _text("Penn Treebank tag"),
            "dep": _text("relation to its head, in spaCy's English labels"),
            "head": _integer("place of its head in the sentence; the root is its own head"),
            "entity": _text("type of the name it belongs to, in OntoNotes labels; empty outside names"),
            "entity_start": _flag("whether it begins a name"),
            "voice": _one_of("outlet: the outlet's own words; quoted: inside quotation marks; reported: indirect",
                             "outlet", "quoted", "reported"),
        },
        key=("sentence_id", "token"),
    ),
    "attributions": Table(
        "01_clean_texts", "a stretch of quoted or reported speech",
        {
            "article_id": _ARTICLE,
            "sentence_id": _SENTENCE,
            "source": _text("the words that name who speaks", optional=True),
            "source_start": _integer("first character of the source", optional=True),
            "source_end": _integer("character after the source", optional=True),
            "cue": _text("the words that tell that somebody speaks", optional=True),
            "cue_start": _integer("first character of the cue", optional=True),
            "cue_end": _integer("character after the cue", optional=True),
            "cue_class": _text("class of the cue in the lexicon", optional=True),
            "content_start": _integer("first character of what is said"),
            "content_end": _integer("character after what is said"),
            "content": _text("what is said"),
            "kind": _one_of("how it is given", "direct", "indirect", "mixed"),
            "speaker": _text("who speaks, resolved to an actor where possible", optional=True),
        },
        key=("article_id", "content_start", "content_end", "cue_start"),
    ),
    "mentions": Table(
        "01_clean_texts", "an actor in a sentence",
        {
            "article_id": _ARTICLE,
            "sentence_id": _SENTENCE,
            "actor": _text("the actor, under one name in the whole event"),
            "label": _text("the words used here"),
            "start": _START,
            "end": _END,
            "entity": _text("type of the name, in OntoNotes labels"),
            "form": _one_of("how it is mentioned", "name", "description", "pronoun"),
            "function": _one_of("what it does in its clause", "agent", "patient", "other"),
            "voice": _text("voice of the clause: active, passive, passive without agent, nominalisation, hidden doer",
                           optional=True),
            "verb": _text("lemma of the verb or noun that it is agent or patient of", optional=True),
        },
        key=("article_id", "start", "end"),
    ),
    "keyness": Table(
        "02_compare_framing", "a term × outlet",
        {
            "outlet": _OUTLET,
            "term": _text("the word or phrase"),
            "count": _integer("times the outlet uses it"),
            "per_1000": _number("times per 1,000 words"),
            "articles": _integer("articles of the outlet that use it"),
            "log_odds": _number("log-odds ratio against the other outlets, with an informative Dirichlet prior"),
            "z": _number("log_odds over its standard error"),
            "low": _number("lower end of the 95 % interval of log_odds"),
            "high": _number("upper end"),
            "length": _integer("words in the term"),
            "dispersion": _number("0 spread in step with the text, towards 1 all in one place", optional=True),
            "function": _flag("whether it is a function word, or begins or ends with one"),
            "name": _flag("whether it is a proper name"),
        },
        key=("outlet", "term"),
    ),
    "frames": Table(
        "02_compare_framing", "a frame × sentence in which it is found",
        {
            "article_id": _ARTICLE,
            "sentence_id": _SENTENCE,
            "codebook": _text("the codebook"),
            "frame": _text("the frame"),
            "score": _number("strength, 0 to 1"),
            "evidence": _text("the terms or the meaning that called it"),
            "terms": _text("the different words found, joined by '; '"),
            "nearness": _number("cosine with the nearest of definition and examples, -1 to 1"),
        },
        key=("sentence_id", "codebook", "frame"),
    ),
    "frame_shares": Table(
        "02_compare_framing", "a frame × outlet",
        {
            "outlet": _OUTLET,
            "codebook": _text("the codebook"),
            "frame": _text("the frame"),
            "share": _number("share of the outlet's sentences that bear it"),
            "low": _number("lower end of the 95 % interval"),
            "high": _number("upper end"),
            "sentences": _integer("sentences that bear it"),
        },
        key=("outlet", "codebook", "frame"),
    ),
    "article_frames": Table(
        "02_compare_framing", "a generic frame × article",
        {
            "article_id": _ARTICLE,
            "outlet": _OUTLET,
            "frame": _text("the frame, of the codebook of generic frames"),
            "score": _number("0 to 1, from fitted weights: above 0.5 more like articles that coders said bear it"),
            "bears": _flag("whether the score is 0.5 or more"),
            "sentences": _number("how many of its sentences are expected to bear it, the sum of their probabilities"),
            "clearest": _text("the sentence_id of the one that most likely bears it"),
            "text": _text("its words"),
        },
        key=("article_id", "frame"),
    ),
    "actors": Table(
        "02_compare_framing", "an actor × outlet that mentions it",
        {
            "outlet": _OUTLET,
            "actor": _text("the actor, as in mentions"),
            "mentions": _integer("times the outlet mentions it"),
            "agent": _integer("times it does something"),
            "patient": _integer("times something is done to it"),
            "active": _integer("times it is agent or patient of an active clause"),
            "passive": _integer("of a passive with its agent"),
            "passive_without_agent": _integer("of a passive without agent"),
            "nominalisation": _integer("of a noun made of a verb"),
            "hidden_doer": _integer("of a verb that hides a doer"),
            "patient_untold": _integer("times something is done to it and no doer is named: the last three voices"),
            "labels": _text("the words used for it, with how often; pronouns left out"),
        },
        key=("outlet", "actor"),
    ),
    "speakers": Table(
        "02_compare_framing", "a speaker × outlet that gives it words",
        {
            "outlet": _OUTLET,
            "speaker": _text("who speaks, as in attributions"),
            "side": _text("the country or body it belongs to, by the parameter or the text; the speaker where unknown"),
            "attributions": _integer("times it is quoted or reported"),
            "words": _integer("words given to it"),
            "quoted_words": _integer("of these, inside quotation marks"),
            "share": _number("its share of all words that the outlet gives to a source, 0 to 1"),
        },
        key=("outlet", "speaker"),
    ),
    "sentiment": Table(
        "03_compare_sentiment", "a sentence",
        {
            "article_id": _ARTICLE,
            "sentence_id": _SENTENCE,
            "part": _one_of("where in the article", "headline", "lead", "rest"),
            "compound": _number("VADER's compound of the whole sentence, -1 to 1"),
            "afinn": _number("AFINN's score of the whole sentence, -1 to 1"),
            "own_voice": _number("VADER's compound of the outlet's own words, where there are four or more",
                                 optional=True),
            "quoted": _number("of the words in quotation marks", optional=True),
            "reported": _number("of the words in indirect speech", optional=True),
            "afinn_own_voice": _number("AFINN's score of the outlet's own words", optional=True),
            "afinn_quoted": _number("of the words in quotation marks", optional=True),
            "afinn_reported": _number("of the words in indirect speech", optional=True),
            "own_voice_words": _integer("words of the outlet's own"),
            "quoted_words": _integer("words in quotation marks"),
            "reported_words": _integer("words in indirect speech"),
        },
        key=("sentence_id",),
    ),
    "tone_words": Table(
        "03_compare_sentiment", "a word that drove the score of its voice in a sentence",
        {
            "article_id": _ARTICLE,
            "sentence_id": _SENTENCE,
            "start": _START,
            "end": _END,
            "word": _text("the raw text; of a phrase its first word"),
            "voice": _VOICE,
            "lexicon": _LEXICON,
            "valence": _number("what it adds to the sum, after the lexicon's rules"),
        },
        key=("article_id", "start", "lexicon"),
    ),
    "tone": Table(
        "03_compare_sentiment", "an outlet × part of the article × voice × lexicon",
        {
            "outlet": _OUTLET,
            "part": _one_of("where in the article", "whole", "headline", "lead", "rest"),
            "voice": _VOICE,
            "lexicon": _LEXICON,
            "mean": _number("mean score of the sentences, -1 to 1", optional=True),
            "low": _number("lower end of its 95 % interval", optional=True),
            "high": _number("upper end", optional=True),
            "sentences": _integer("sentences with a score"),
            "articles": _integer("articles they come from"),
            "words": _integer("words of that voice in them"),
            "coverage": _number("share of these words that the lexicon rates", optional=True),
        },
        key=("outlet", "part", "voice", "lexicon"),
    ),
    "tone_differences": Table(
        "03_compare_sentiment", "an outlet against all others × voice × lexicon",
        {
            "outlet": _OUTLET,
            "voice": _VOICE,
            "lexicon": _LEXICON,
            "difference": _number("its mean score less that of the other outlets' sentences", optional=True),
            "low": _number("lower end of its 95 % interval", optional=True),
            "high": _number("upper end", optional=True),
            "sentences": _integer("its sentences with a score"),
            "other_sentences": _integer("the others'"),
            "same_direction": _flag("whether both lexicons put the difference on the same side of zero"),
        },
        key=("outlet", "voice", "lexicon"),
    ),
    "voice_differences": Table(
        "03_compare_sentiment", "an outlet's own voice against what it quotes or reports × lexicon",
        {
            "outlet": _OUTLET,
            "voice": _one_of("what the own voice is compared with", "quoted", "reported"),
            "lexicon": _LEXICON,
            "difference": _number("mean score of the own voice less that of the other", optional=True),
            "low": _number("lower end of its 95 % interval", optional=True),
            "high": _number("upper end", optional=True),
            "own_sentences": _integer("sentences with a score of the own voice"),
            "voice_sentences": _integer("sentences with a score of the other"),
            "same_direction": _flag("whether both lexicons put the difference on the same side of zero"),
        },
        key=("outlet", "voice", "lexicon"),
    ),
    "targets": Table(
        "03_compare_sentiment", "the polarity of a sentence toward an actor mentioned in it",
        {
            "article_id": _ARTICLE,
            "sentence_id": _SENTENCE,
            "actor": _text("the actor"),
            "start": _START,
            "end": _END,
            "voice": _VOICE,
            "polarity": _integer("-1 negative, 0 neutral, 1 positive"),
            "score": _number("probability of that polarity"),
            "negative": _number("probability of negative"),
            "neutral": _number("of neutral"),
            "positive": _number("of positive"),
        },
        key=("article_id", "start", "end"),
    ),
    "actor_tone": Table(
        "03_compare_sentiment", "an outlet × actor × voice; a sentence counts once for an actor",
        {
            "outlet": _OUTLET,
            "actor": _text("the actor"),
            "voice": _TARGET_VOICE,
            "negative": _integer("sentences that are negative toward the actor"),
            "neutral": _integer("neutral ones"),
            "positive": _integer("positive ones"),
            "mean": _number("mean polarity, -1 to 1"),
            "low": _number("lower end of its 95 % interval; empty below five sentences", optional=True),
            "high": _number("upper end", optional=True),
            "sentences": _integer("sentences"),
            "articles": _integer("articles they come from"),
        },
        key=("outlet", "actor", "voice"),
    ),
    "actor_differences": Table(
        "03_compare_sentiment", "an outlet against all others × actor × voice",
        {
            "outlet": _OUTLET,
            "actor": _text("the actor"),
            "voice": _TARGET_VOICE,
            "difference": _number("its mean polarity less that of the other outlets' sentences"),
            "low": _number("lower end of its 95 % interval; empty below five sentences on a side", optional=True),
            "high": _number("upper end", optional=True),
            "corrected": _number("the difference to expect if the classifier errs as in its test"),
            "error_low": _number("lower end of the 95 % that such errors alone leave open"),
            "error_high": _number("upper end"),
            "outlasts_errors": _flag("whether all of these lie on one side of zero"),
            "sentences": _integer("its sentences"),
            "other_sentences": _integer("the others'"),
        },
        key=("outlet", "actor", "voice"),
    ),
    "claims": Table(
        "04_tabulate_claims", "a claim",
        {
            "claim_id": _text("the claim, unique in the event"),
            "article_id": _ARTICLE,
            "outlet": _OUTLET,
            "sentence_id": _SENTENCE,
            "start": _START,
            "end": _END,
            "text": _text("the raw text that makes it"),
            "voice": _one_of("who says it: the outlet, or somebody it names", "outlet", "attributed"),
            "speaker": _text("who, where attributed", optional=True),
            "actors": _text("the actors it names, separated by semicolons"),
            "quantities": _text("its comparable values, as a JSON list"),
        },
        key=("claim_id",),
    ),
    "shared_claims": Table(
        "04_tabulate_claims", "a claim × outlet, for claims that two or more outlets make",
        {
            "shared_id": _text("the shared claim"),
            "label": _text("what it is about"),
            "relation": _one_of("how the outlets' answers stand to each other", *RELATIONS),
            "kind": _one_of("what is compared", *KINDS),
            "outlet": _OUTLET,
            "article_id": _ARTICLE,
            "sentence_id": _SENTENCE,
            "claim_id": _text("the outlet's claim"),
            "evidence": _text("the sentence"),
            "value": _text("the outlet's answer", optional=True),
            "why": _text("the reason for the relation, in one line"),
            "corrected": _text("what a reader corrected by claims.yml: merged, split, relation set", optional=True),
            "copy_of": _text("the outlet whose text the sentence copies: no voice of its own", optional=True),
        },
        key=("shared_id", "claim_id"),
    ),
    "only_here": Table(
        "04_tabulate_claims", "a claim that was not found in the other outlets' texts",
        {
            "outlet": _OUTLET,
            "claim_id": _text("the claim"),
            "sentence_id": _SENTENCE,
            "evidence": _text("the sentence"),
            "salience": _number("weight in the article, 0 to 1: its place, the words given to it"),
        },
        key=("claim_id",),
    ),
    "matched_tone": Table(
        "05_report", "a shared claim × outlet, with the tone in which the outlet makes it",
        {
            "shared_id": _text("the shared claim"),
            "label": _text("what it is about"),
            "outlet": _OUTLET,
            "sentences": _integer("sentences of the outlet that make it"),
            "sentence_id": _text("those sentences, separated by spaces"),
            "compound": _number("VADER's compound of the whole sentences, their mean"),
            "compound_difference": _number("from the mean of the other outlets on the same claim"),
            "afinn": _number("the same with AFINN"),
            "afinn_difference": _number("from the mean of the other outlets on the same claim", optional=True),
            "own_voice": _number("VADER's compound of the outlet's own words in them", optional=True),
            "own_voice_difference": _number("from the mean of the other outlets on the same claim", optional=True),
            "afinn_own_voice": _number("the same with AFINN", optional=True),
            "afinn_own_voice_difference": _number("from the mean of the other outlets", optional=True),
        },
        key=("shared_id", "outlet"),
    ),
    "findings": Table(
        "05_report", "a finding of the report, in its order",
        {
            "order": _integer("place in the report, from 1"),
            "section": _one_of("what it is about", "conflicts", "only here", "voices", "words", "frames", "tone"),
            "sentence": _text("the finding"),
            "figure": _text("its number as shown"),
            "number": _number("its number"),
            "low": _number("lower end of the 95 % interval", optional=True),
            "high": _number("upper end", optional=True),
            "n": _integer("how many are behind it"),
            "counted": _text("how many of what"),
            "evidence": _text("the sentences it rests on, separated by spaces; empty where it rests on all",
                              optional=True),
            "place": _text("the id of its evidence in report.html"),
        },
        key=("order",),
    ),
}  # fmt: skip


def write(frame: pd.DataFrame, here: Places, name: str) -> Path:
    """Check a table and write it, as Parquet to here.processed and as CSV to here.tables.

    Rows keep their order. Numbers are rounded to six decimals. Raises TableError where the frame does not fit.
    """
    import pyarrow.parquet as pq

    checked = _checked(frame, name).round(DECIMALS)
    path = here.processed / f"{name}.parquet"
    arrow = pa.Table.from_pandas(checked, schema=_schema(name), preserve_index=False)
    _in_place(path, lambda target: pq.write_table(arrow.replace_schema_metadata(None), target))
    csv = checked.apply(without_formulas)
    _in_place(here.tables / f"{name}.csv", lambda target: csv.to_csv(target, index=False, lineterminator="\n"))
    return path


def read(here: Places, name: str) -> pd.DataFrame:
    """Read a table of an event and check it. Raises TableError where it is missing or does not fit."""
    import pyarrow.parquet as pq

    path = here.processed / f"{name}.parquet"
    if not path.exists():
        raise TableError(f"There is no table '{name}' of the event '{here.event}' yet: run {TABLES[name].owner} first.")
    return _checked(pq.read_table(path).to_pandas(), name)


def read_table(event: str | Path, name: str) -> pd.DataFrame:
    """Read a table of an event that has been run, by the event's name or folder and the table's name."""
    if name not in TABLES:
        raise TableError(f"There is no table '{name}'; the tables are: {', '.join(TABLES)}.")
    return read(places(event), name)


def data_dictionary() -> str:
    """Return every table's columns and their meaning as Markdown."""
    return "\n".join(_described(name, table) for name, table in TABLES.items())


def _described(name: str, table: Table) -> str:
    lines = [f"## {name}", "", f"A row is {table.row}. Written by `{table.owner}`.", ""]
    lines += ["| column | type | meaning |", "| --- | --- | --- |"]
    for column, spec in table.columns.items():
        kind = f"{spec.type}, may be empty" if spec.optional else str(spec.type)
        lines.append(f"| {column} | {kind} | {spec.meaning} |")
    return "\n".join([*lines, ""])


def _schema(name: str) -> pa.Schema:
    return pa.schema([pa.field(c, spec.type, spec.optional) for c, spec in TABLES[name].columns.items()])


def _checked(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return the table's columns in their order and types, or say what does not fit."""
    table = TABLES[name]
    problems = [f"the column '{column}' is missing" for column in table.columns if column not in frame]
    problems += [f"the column '{column}' is unknown" for column in frame if column not in table.columns]
    if not problems:
        frame = frame[list(table.columns)].reset_index(drop=True)
        problems = [p for column, spec in table.columns.items() for p in _misfits(frame[column], spec)]
        if frame.duplicated(list(table.key)).any():
            problems.append(f"two rows have the same {', '.join(table.key)}")
    if problems:
        raise TableError(f"Table '{name}': {'; '.join(problems)}.")
    return pa.Table.from_pandas(frame, schema=_schema(name), preserve_index=False).to_pandas()


def _misfits(values: pd.Series, spec: Column) -> list[str]:
    """Return what is wrong with a column."""
    try:
        pa.array(values, type=spec.type, from_pandas=True)
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        return [f"the column '{values.name}' is not {spec.type} ({error})"]
    present = values.dropna()
    problems = []
    if len(present) < len(values) and not spec.optional:
        problems.append(f"the column '{values.name}' has empty cells")
    if spec.values and not present.isin(spec.values).all():
        other = sorted(set(present) - set(spec.values))
        problems.append(f"the column '{values.name}' has {other}, and may have {list(spec.values)}")
    return problems


def without_formulas(values: pd.Series) -> pd.Series:
    """Put an apostrophe before text that a spreadsheet would run as a formula."""
    if values.dtype.kind != "O":  # not text
        return values
    return values.str.replace(r"^(?=\s*[=+\-@]|[\t\r])", "'", regex=True)


def _in_place(path: Path, write_to: Callable[[Path], object]) -> None:
    """Write beside and put in place when whole, so that a reader never meets half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.part")
    write_to(beside)
    os.replace(beside, path)
