"""The cleaned articles side by side: each sentence with its marks, each quotation with its speaker."""

from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from newsangle.coding.units import tone_label
from newsangle.report.evidence import RELATIONS, Claim, OnlyHere, anchor
from newsangle.report.wording import present, signed

POLARITIES = {-1: "negative", 1: "positive"}


@dataclass(frozen=True)
class Part:
    """A stretch of a sentence with the same marks; speaker and target are shown where their stretch ends."""

    text: str
    spoken: str = ""  # direct, indirect or mixed
    speaker: str = ""
    polarity: str = ""
    target: str = ""


@dataclass(frozen=True)
class Badge:
    """A mark after a sentence that links to its claims with one relation."""

    relation: str  # conflict, check, partial, agree, copied, only
    names: tuple[str, ...]
    anchors: tuple[str, ...]


@dataclass(frozen=True)
class Sentence:
    anchor: str
    status: str  # conflict, check, shared, copied, only or none
    matches: str  # anchors of the claims, separated by spaces
    parts: tuple[Part, ...]
    badges: tuple[Badge, ...]
    frames: tuple[str, ...]
    tone: str  # negative, neutral, positive, or '' if the outlet's own voice says nothing
    compound: str


@dataclass(frozen=True)
class Paragraph:
    role: str
    sentences: tuple[Sentence | str, ...]  # text between sentences stays text


@dataclass(frozen=True)
class Article:
    anchor: str
    article_id: str
    outlet: str
    paragraphs: tuple[Paragraph, ...]


def columns(tables: dict[str, pd.DataFrame], claims: list[Claim], only: list[OnlyHere]) -> list[Article]:
    """Return the kept paragraphs of every article with the marks of their sentences."""
    marks = _Marks(tables, claims, only)
    sentences: dict[str, list] = {}
    for row in tables["sentences"].sort_values("start", kind="stable").itertuples():
        sentences.setdefault(row.block_id, []).append(row)
    kept = tables["blocks"][tables["blocks"]["kept"]]
    articles = []
    for row in tables["articles"].itertuples():
        blocks = kept[kept["article_id"] == row.article_id].sort_values("start")
        paragraphs = [
            Paragraph(block.role, _pieces(block, sentences[block.block_id], marks))
            for block in blocks.itertuples()
            if block.block_id in sentences
        ]
        articles.append(Article(anchor("article", row.article_id), row.article_id, row.outlet, tuple(paragraphs)))
    return articles


class _Marks:
    """What the tables say about each sentence, by its id."""

    def __init__(self, tables: dict[str, pd.DataFrame], claims: list[Claim], only: list[OnlyHere]):
        self.claims: dict[str, list[Claim]] = {}
        for claim in claims:
            for place in dict.fromkeys(quote.anchor for quote in claim.quotes):
                self.claims.setdefault(place, []).append(claim)
        self.only = {one.quote.anchor: one.anchor for one in only}
        frames = tables["frames"].sort_values("score", ascending=False, kind="stable")
        self.frames = frames.groupby("sentence_id")["frame"].agg(lambda names: tuple(dict.fromkeys(names))).to_dict()
        tone = tables["sentiment"].set_index("sentence_id")
        self.own, self.second = tone["own_voice"].to_dict(), tone["afinn_own_voice"].to_dict()
        spoken, targets = tables["attributions"], tables["targets"]
        judged = _judged(tables["speaker_judgements"])
        speakers = [_speaker(row, judged) for row in spoken.itertuples()]
        self.spoken = _spans(spoken, spoken["content_start"], spoken["content_end"], spoken["kind"], speakers)
        targets = targets[targets["polarity"] != 0]
        polarities = targets["polarity"].map(POLARITIES)
        self.targets = _spans(targets, targets["start"], targets["end"], polarities, targets["actor"])

    def sentence(self, row) -> Sentence:
        place = anchor("s", row.sentence_id)
        claims = self.claims.get(place, [])
        relations = [relation for relation in RELATIONS if any(claim.relation == relation for claim in claims)]
        status = relations[0] if relations else ""
        status = "shared" if status in ("partial", "agree") else status
        own = self.own.get(row.sentence_id)
        return Sentence(
            place,
            status or ("only" if place in self.only else "none"),
            " ".join(claim.anchor for claim in claims),
            self._parts(row),
            tuple(_badge(relation, claims) for relation in relations)
            or ((Badge("only", ("found only here",), (self.only[place],)),) if place in self.only else ()),
            self.frames.get(row.sentence_id, ()),
            tone_label(own),
            self._compound(row.sentence_id),
        )

    def _compound(self, sentence_id: str) -> str:
        """Return the tone of the outlet's own words, and that of the second word list where it disagrees."""
        own, second = self.own.get(sentence_id), self.second.get(sentence_id)
        if not present(own):
            return ""
        apart = present(second) and own * second < 0
        return f"{signed(own)} ≷ AFINN {signed(second)}" if apart else signed(own)

    def _parts(self, row) -> tuple[Part, ...]:
        """Divide a sentence where quoted speech and mentions with a polarity begin and end."""
        spoken = _within(self.spoken.get(row.article_id, []), row)
        targets = _within(self.targets.get(row.article_id, []), row)
        cuts = sorted({row.start, row.end} | {end for span in spoken + targets for end in span[:2]})
        parts = []
        for start, end in pairwise(cuts):
            _, speech_end, kind, speaker = next((s for s in spoken if s[0] <= start and end <= s[1]), NOTHING)
            _, target_end, polarity, actor = next((s for s in targets if s[0] <= start and end <= s[1]), NOTHING)
            text = row.text[start - row.start : end - row.start]
            named = speaker if speech_end == end else ""
            parts.append(Part(text, kind, named, polarity, actor if target_end == end else ""))
        return tuple(parts)


def _badge(relation: str, claims: list[Claim]) -> Badge:
    mine = [claim for claim in claims if claim.relation == relation]
    return Badge(relation, tuple(claim.label for claim in mine), tuple(claim.anchor for claim in mine))


def _pieces(block, sentences: list, marks: _Marks) -> tuple[Sentence | str, ...]:
    """Return a block's sentences with the text between them, so that no character is lost."""
    pieces: list[Sentence | str] = []
    at = block.start
    for row in sentences:
        pieces += [block.text[at - block.start : row.start - block.start], marks.sentence(row)]
        at = row.end
    pieces.append(block.text[at - block.start :])
    return tuple(piece for piece in pieces if piece != "")


Span = tuple[int, int, str, str]  # start, end, kind or polarity, speaker or actor
NOTHING: Span = (-1, -1, "", "")


def _spans(rows: pd.DataFrame, *columns) -> dict[str, list[Span]]:
    """Return the stretches marked by the rows of a table, by article."""
    spans: dict[str, list[Span]] = {}
    for article, *span in zip(rows["article_id"], *columns, strict=True):
        spans.setdefault(article, []).append(tuple(span))
    return spans


def _within(spans: list[Span], sentence) -> list[Span]:
    """Return the stretches that overlap a sentence, clipped to it, the shortest first."""
    touching = [
        (max(start, sentence.start), min(end, sentence.end), kind, name)
        for start, end, kind, name in spans
        if start < sentence.end and end > sentence.start
    ]
    return sorted(touching, key=lambda span: span[1] - span[0])


def _speaker(attribution, judged: dict[tuple[str, str], list[tuple[str, str]]]) -> str:
    named = attribution.speaker if present(attribution.speaker) else attribution.source
    if not present(named):
        return "unnamed speaker"
    marks = judged.get((attribution.article_id, named), ())
    return named + next((mark for content, mark in marks if attribution.content in content), "")


def _judged(judgements: pd.DataFrame) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """Return the speeches whose speaker a judge named, each with its mark and reason, by article and speaker."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in judgements[judgements["speaker"].notna()].itertuples():
        mark = f" (second opinion of {row.model}: {row.reason})"
        found.setdefault((row.article_id, row.speaker), []).append((row.content, mark))
    return found
