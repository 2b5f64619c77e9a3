"""From a row of a table to the place on the page that shows it: anchors, sentences in their paragraphs, claims."""

import re
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from newsangle.report.wording import present
from newsangle.tables import outlet_order

HEADINGS = ("headline", "subhead")
RELATIONS = ("conflict", "partial", "agree")  # what a reader should see first


@dataclass(frozen=True)
class Quote:
    """A sentence in its paragraph, as one outlet has it."""

    outlet: str
    article_id: str
    sentence_id: str
    before: str
    text: str
    after: str
    value: str = ""
    speaker: str = ""

    @property
    def anchor(self) -> str:
        """The id of the sentence in its article on the page."""
        return anchor("s", self.sentence_id)


@dataclass(frozen=True)
class Claim:
    """A claim that two or more outlets make."""

    anchor: str
    label: str
    relation: str
    kind: str
    why: str
    corrected: str  # what a reader corrected by hand
    quotes: tuple[Quote, ...]

    @property
    def outlets(self) -> list[str]:
        return list(dict.fromkeys(quote.outlet for quote in self.quotes))

    def by(self, outlet: str) -> list[Quote]:
        return [quote for quote in self.quotes if quote.outlet == outlet]


@dataclass(frozen=True)
class OnlyHere:
    """A sentence with claims that were not found in the other outlets' texts."""

    anchor: str
    outlet: str
    salience: float  # of its weightiest claim
    claims: int
    quote: Quote
    pieces: tuple[tuple[str, bool], ...]  # the sentence cut into what was found only here and the rest

    @property
    def text(self) -> str:
        """The words found only here."""
        return " … ".join(piece for piece, alone in self.pieces if alone)


def anchor(kind: str, name: str) -> str:
    """Return an id for the page, made of letters, digits and hyphens, one for each name whatever it holds."""
    return f"{kind}-" + re.sub(r"[^A-Za-z0-9-]", lambda letter: f"_{ord(letter[0]):x}_", str(name))


def paragraphs(blocks: pd.DataFrame, sentences: pd.DataFrame) -> dict[str, tuple[str, str, str]]:
    """Return every sentence with what stands before and after it in its block, by sentence_id."""
    joined = sentences.merge(blocks[["block_id", "start", "end", "text"]], on="block_id", suffixes=("", "_block"))
    return {
        row.sentence_id: (
            row.text_block[: row.start - row.start_block],
            row.text,
            row.text_block[row.end - row.start_block :],
        )
        for row in joined.itertuples()
    }


def shared_claims(tables: dict[str, pd.DataFrame]) -> list[Claim]:
    """Return the claims that two or more outlets make: conflicts first, then by how many outlets make them."""
    rows = tables["shared_claims"].merge(tables["claims"][["claim_id", "speaker"]], on="claim_id", how="left")
    around = paragraphs(tables["blocks"], tables["sentences"])
    outlets = outlet_order(tables["articles"])
    claims = []
    for shared_id, group in rows.groupby("shared_id", sort=False):
        group = group.sort_values("outlet", key=lambda names: names.map(outlets.index), kind="stable")
        claims.append(
            Claim(
                anchor("claim", shared_id),
                group["label"].iloc[0],
                min(group["relation"], key=RELATIONS.index),
                group["kind"].iloc[0],
                group["why"].iloc[0],
                "; ".join(dict.fromkeys(group["corrected"].dropna())),
                tuple(_quote(row, around) for row in group.itertuples()),
            )
        )
    return sorted(claims, key=lambda claim: (RELATIONS.index(claim.relation), -len(claim.outlets)))


def claim_matrix(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the shared claims as a frame: label, relation, kind, and each outlet's answers in a column of its name."""
    outlets = outlet_order(tables["articles"])
    rows = [
        [claim.label, claim.relation, claim.kind]
        + ["; ".join(dict.fromkeys(quote.value or quote.text for quote in claim.by(outlet))) for outlet in outlets]
        for claim in shared_claims(tables)
    ]
    return pd.DataFrame(rows, columns=["label", "relation", "kind", *outlets])


def only_here(tables: dict[str, pd.DataFrame]) -> list[OnlyHere]:
    """Return the sentences with claims that one outlet alone makes, by outlet, the weightiest first.

    Last come headlines and subheads, which sum up what stands below them, and sentences that make a shared claim too.
    """
    claims = tables["claims"][["claim_id", "article_id", "speaker", "start", "end"]]
    rows = tables["only_here"].merge(claims, on="claim_id")
    around = paragraphs(tables["blocks"], tables["sentences"])
    sentences = tables["sentences"]
    last = {*sentences.loc[sentences["role"].isin(HEADINGS), "sentence_id"], *tables["shared_claims"]["sentence_id"]}
    begins = dict(zip(sentences["sentence_id"], sentences["start"], strict=True))
    outlets = outlet_order(tables["articles"])
    found = []
    for sentence_id, group in rows.groupby("sentence_id", sort=False):
        first = next(group.itertuples())
        quote = _quote(first, around)
        spans = [(row.start - begins[sentence_id], row.end - begins[sentence_id]) for row in group.itertuples()]
        place = anchor("only", sentence_id)
        found.append(OnlyHere(place, first.outlet, group["salience"].max(), len(group), quote, _cut(quote.text, spans)))
    return sorted(found, key=lambda one: (outlets.index(one.outlet), one.quote.sentence_id in last, -one.salience))


def _cut(text: str, spans: list[tuple[int, int]]) -> tuple[tuple[str, bool], ...]:
    """Cut a text where the spans begin and end, and tell for each piece whether it lies in one of them."""
    cuts = sorted({0, len(text)} | {min(max(at, 0), len(text)) for span in spans for at in span})
    return tuple(
        (text[start:end], any(a <= start and end <= b for a, b in spans))
        for start, end in pairwise(cuts)
        if start < end
    )


def _quote(row, around: dict[str, tuple[str, str, str]]) -> Quote:
    """Return the sentence of a row; of one that copies another outlet's text the answer is whose text it is."""
    before, text, after = around.get(row.sentence_id, ("", row.evidence, ""))
    copied, value = getattr(row, "copy_of", None), getattr(row, "value", None)
    if present(copied):
        value = f"the text of {copied}"
    return Quote(
        row.outlet,
        row.article_id,
        row.sentence_id,
        before,
        text,
        after,
        value if present(value) else "",
        row.speaker if present(row.speaker) else "",
    )
