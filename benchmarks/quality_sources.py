"""How well 01 finds who is quoted or reported, and reads who does what to whom. Takes about a minute and a half.

An attribution is found when its content and the annotated one share half of the characters that either has (Jaccard),
each counted once. Where an annotated content lies in several stretches, the table has a row for each; the first
figure counts every row, the second takes rows with one cue together.
"""

import re
import sys
from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import polnear
import yaml
from rows import Row

from newsangle import language
from newsangle.language import roles
from newsangle.paths import ROOT
from newsangle.texts import attributions
from newsangle.texts.attribution.quotations import quotations

PAIR = re.compile(r"“[^“”\n]*(?:”|$)|\"[^\"\n]*(?:\"|$)|''.*?(?:''|$)", re.MULTILINE)
Found = list[tuple[set[int], list[polnear.Span]]]  # content and source of every attribution


def measure(shared: Path) -> list[Row]:
    """Return the figures of attributions on PolNeAR dev, and of voice on the project's own sentences."""
    gold = polnear.articles(shared / "bench/polnear/dev")
    return [*speech(gold, [attributions(text) for text, _ in gold]), *voices()]


def speech(gold: list[tuple[str, list[polnear.Gold]]], tables: list[pd.DataFrame]) -> Iterable[Row]:
    """Yield the figures of attributions: found, source right, words in quotation marks told from the rest."""
    total = sum(len(annotated) for _, annotated in gold)
    on = "PolNeAR dev"
    baseline = "quotation marks 0.23, complement of a speech verb 0.44"
    for what, rows in (("every row", by_row), ("rows of one cue together", by_cue)):
        hits = given = right = 0
        for (text, annotated), table in zip(gold, tables, strict=True):
            found = rows(text, table)
            pairs = matched(found, [polnear.characters(text, g.content) for g in annotated])
            hits, given = hits + len(pairs), given + len(found)
            right += sum(same_source(found[i][1], annotated[j].source) for i, j in pairs)
        yield Row(f"attribution F1, {what}", on, f1(hits, given, total), baseline, total)
        yield Row(f"attribution precision, {what}", on, hits / given, "", given)
        yield Row(f"source right, among those found, {what}", on, right / hits, 0.83, hits)
    yield quoted_words(gold)
    yield direct_speech(gold, tables)


def quoted_words(gold) -> Row:
    """Own voice against quoted words, as the tone of voices reads it: characters that texts take to stand in
    quotation marks, against those of annotated contents that stand between marks by a plain pattern, line by line."""
    hits = given = total = 0
    for text, annotated in gold:
        marked = polnear.characters(text, [match.span() for match in PAIR.finditer(text)])
        theirs = marked & polnear.characters(text, [span for g in annotated for span in g.content])
        ours = polnear.characters(text, [(quote.start, quote.end) for quote in quotations(text)])
        hits, given, total = hits + len(ours & theirs), given + len(ours), total + len(theirs)
    return Row("own voice / quoted split, characters, F1", "PolNeAR dev", f1(hits, given, total), "", total)


def direct_speech(gold, tables) -> Row:
    """The stricter reading: annotated stretches that begin and end with quotation marks against rows of the kind
    direct, so that a missed attribution and another cut of the content count as errors too."""
    hits = given = total = 0
    for (text, annotated), table in zip(gold, tables, strict=True):
        spans = [span for g in annotated for span in g.content if is_quoted(text[slice(*span)])]
        direct = table[table["kind"] == "direct"]
        theirs = polnear.characters(text, spans)
        ours = polnear.characters(text, zip(direct["content_start"], direct["content_end"], strict=True))
        hits, given, total = hits + len(ours & theirs), given + len(ours), total + len(theirs)
    return Row("attributed direct speech, characters, F1", "PolNeAR dev", f1(hits, given, total), "", total)


def voices() -> Iterable[Row]:
    """Yield how many of the labelled sentences are read with the right voice, and with the right parts as well."""
    rows = yaml.safe_load((ROOT / "tests/language/voice_sentences.yml").read_text(encoding="utf-8"))
    told = parts = 0
    for row in rows:
        text, lemma, label, agents, patients = (cell.strip() for cell in f"{row} ".split("|"))
        doc = language.parse([(start, text[start:end]) for start, end in language.sentences(text)])
        predicates = roles.predicates(language.syntax_of_doc(doc))
        found = [p for p in predicates if p.lemma == lemma and p.voice == label]
        told += bool(found)
        parts += any(words(doc, p.agents) == split(agents) and words(doc, p.patients) == split(patients) for p in found)
    yield Row("voice right", "200 own sentences", told / len(rows), "", len(rows))
    yield Row("voice, agent and patient right", "200 own sentences", parts / len(rows), "", len(rows))


def by_row(text: str, table: pd.DataFrame) -> Found:
    return [(polnear.characters(text, [(r.content_start, r.content_end)]), source(r)) for r in table.itertuples()]


def by_cue(text: str, table: pd.DataFrame) -> Found:
    groups = table.groupby(table["cue_start"].fillna(-table["content_start"]), sort=False)
    return [
        (polnear.characters(text, zip(rows["content_start"], rows["content_end"], strict=True)), source(rows.iloc[0]))
        for _, rows in groups
    ]


def source(row) -> list[polnear.Span]:
    return [] if pd.isna(row.source_start) else [(row.source_start, row.source_end)]


def matched(found: Found, contents: list[set[int]]) -> list[tuple[int, int]]:
    """Return the pairs of found and annotated contents with a Jaccard of 0.5 or more, the best first, each once."""
    near = [
        (polnear.jaccard(own, theirs), -i, -j)
        for i, (own, _) in enumerate(found)
        for j, theirs in enumerate(contents)
        if own & theirs
    ]
    pairs: dict[int, int] = {}
    for score, i, j in sorted(near, reverse=True):
        if score >= 0.5 and -i not in pairs and -j not in pairs.values():
            pairs[-i] = -j
    return list(pairs.items())


def same_source(own, theirs) -> bool:
    return polnear.overlap(own, theirs) or (not own and not theirs)


def is_quoted(text: str) -> bool:
    return text[:1] in "\"“'‘" and text[-1:] in "\"”'’"


def words(doc, places: tuple[int, ...]) -> list[str]:
    return sorted(doc[i].text for i in places)


def split(cell: str) -> list[str]:
    return sorted(word.strip() for word in cell.split(",") if word.strip())


def f1(hits: int, given: int, total: int) -> float:
    return 2 * hits / (given + total) if given + total else 0.0


if __name__ == "__main__":
    for row in measure(Path(sys.argv[1])):
        print(row)
