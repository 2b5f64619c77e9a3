"""From rows of tables to places on the page: anchors, sentences in their paragraphs, claims and their answers."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import pandas as pd

from newsangle.report.wording import counted, number_word, present, shortened
from newsangle.tables import outlet_order, paragraphs

HEADINGS = ("headline", "subhead")
# In the order in which a reader should see them; the answers of a 'copied' row all come from one text and its copies.
RELATIONS = ("conflict", "check", "partial", "agree", "copied")
VALUES = ("number", "date", "duration", "name", "place")  # kinds that are compared exactly
COPIED = 8  # words of a sentence that two outlets do not write independently
LONG = 70  # characters of an answer on a card
_CLAUSE = re.compile(r"\b(their|his|her|its|our|my|which|who|whose|that)\b", re.IGNORECASE)  # no name of a speaker


_FIGURE = 5  # words of an answer that is a figure or a date; more make a statement
_SAME_WORD = {"around": "about", "approximately": "about", "roughly": "about", "almost": "nearly"}
_SAME_WORD |= {number_word(number): str(number) for number in range(1, 11)}
_BOUNDS = frozenset("least most more less over under about nearly before after since until by".split())


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
    copy_of: str = ""  # the outlet whose text the sentence copies

    @property
    def anchor(self) -> str:
        """The id of the sentence in its article on the page."""
        return anchor("s", self.sentence_id)

    @property
    def answer(self) -> str:
        """The value, or the sentence if it has none."""
        return self.value or f"“{shortened(self.text, LONG)}”"


@dataclass(frozen=True)
class Side:
    """An answer on a card, and the quotes of the outlets that give it."""

    value: str
    quotes: tuple[Quote, ...]

    @property
    def sources(self) -> list[tuple[str, list[str]]]:
        """The outlets, each with the speakers to whom it attributes the answer, if it never gives it itself.

        An outlet that only copies another's text is no source of its own.
        """
        spoken: dict[str, list[str]] = {}
        for quote in [quote for quote in self.quotes if not quote.copy_of] or self.quotes:
            spoken.setdefault(quote.outlet, []).append(quote.speaker)
        return [(outlet, list(dict.fromkeys(speakers)) if all(speakers) else []) for outlet, speakers in spoken.items()]

    @property
    def copies(self) -> list[str]:
        """The outlets that give the answer only in a text that they copy."""
        return list(dict.fromkeys(quote.outlet for quote in self.quotes if quote.outlet not in dict(self.sources)))


@dataclass(frozen=True)
class Claim:
    """A claim that two or more outlets make, or may make (relation 'check')."""

    anchor: str
    label: str
    relation: str
    kind: str
    why: str
    corrected: str  # what a reader corrected by hand
    quotes: tuple[Quote, ...]
    confidence: float | None = None
    judged: str = ""  # the model that gave a second opinion

    @property
    def outlets(self) -> list[str]:
        return list(dict.fromkeys(quote.outlet for quote in self.quotes))

    @property
    def voices(self) -> list[str]:
        """The outlets that answer in words of their own, not in a text that they copy."""
        return _voices(self.quotes)

    @property
    def heard(self) -> str:
        """How many outlets answer, and how many copy an answer."""
        copies = len(self.outlets) - len(self.voices)
        return f"from {counted(len(self.voices), 'outlet')}" + (
            f", copied by {number_word(copies)} more" * bool(copies)
        )

    @property
    def question(self) -> str:
        """The label; for a place to check, as a question."""
        label = self.label.rstrip(" .")
        if self.relation != "check" or label.endswith("?"):
            return label
        return f"{label}: do the texts say the same?"

    @property
    def sides(self) -> list[Side]:
        """The answers, each once, with everyone who gives it: '12,000 bodies' and '12,000 soldiers' are one answer."""
        groups: dict[str, list[Quote]] = {}
        for quote in self.quotes:
            copied = next((own for own in self.quotes if own.outlet == quote.copy_of and not own.copy_of), quote)
            groups.setdefault(same_answer(copied.answer), []).append(quote)
        return [
            Side(min((q.answer for q in quotes if not q.copy_of), key=len, default=quotes[0].answer), tuple(quotes))
            for quotes in groups.values()
        ]

    @property
    def size(self) -> str:
        """How large its answers can be set on a card without breaking a word."""
        longest = max(len(side.value) for side in self.sides)
        return "short" if longest <= 16 else "medium" if longest <= 36 else "long"

    def by(self, outlet: str) -> list[Quote]:
        return [quote for quote in self.quotes if quote.outlet == outlet]


@dataclass(frozen=True)
class OnlyHere:
    """A sentence with claims that were not found in the other outlets' texts."""

    anchor: str
    outlet: str
    salience: float  # of its most newsworthy claim
    claims: int
    quote: Quote
    pieces: tuple[tuple[str, bool], ...]  # the sentence, divided into what was found only here and the rest
    sums_up: bool  # a heading, or a sentence that makes a shared claim as well
    judged: str = ""  # what a judge said of it

    @property
    def text(self) -> str:
        """The words found only here."""
        return " … ".join(piece for piece, alone in self.pieces if alone)


@dataclass(frozen=True)
class Perhaps:
    """A sentence that may say the same as sentences of other outlets; the machine cannot tell."""

    outlet: str
    quote: Quote
    nearest: tuple[Quote, ...]
    judged: str = ""  # what a judge said of it


def anchor(kind: str, name: str) -> str:
    """Return an id for the page, of letters, digits and hyphens; different names get different ids."""
    return f"{kind}-" + re.sub(r"[^A-Za-z0-9-]", lambda letter: f"_{ord(letter[0]):x}_", str(name))


def shared_claims(tables: dict[str, pd.DataFrame]) -> list[Claim]:
    """Return the shared claims: conflicts first, then places to check; values before statements, most outlets first."""
    rows = tables["shared_claims"].merge(tables["claims"][["claim_id", "speaker"]], on="claim_id", how="left")
    around = paragraphs(tables["blocks"], tables["sentences"])
    groups: dict[str, list] = {}
    for row in in_outlet_order(rows, tables):
        groups.setdefault(row.shared_id, []).append(row)
    claims = [_claim(groups[shared_id], around) for shared_id in dict.fromkeys(rows["shared_id"])]
    return sorted(
        claims,
        key=lambda claim: (
            RELATIONS.index(claim.relation), claim.kind not in VALUES, -len(claim.voices), -(claim.confidence or 0),
        ),
    )  # fmt: skip


def in_outlet_order(rows: pd.DataFrame, tables: dict[str, pd.DataFrame]) -> Iterator:
    """Yield the rows of a table as named tuples, those of the first outlet first."""
    outlets = outlet_order(tables["articles"])
    ordered = rows.sort_values("outlet", key=lambda names: names.map(outlets.index), kind="stable")
    return ordered.itertuples(index=False, name="Row")


def _claim(rows: list, around: dict[str, tuple[str, str, str]]) -> Claim:
    first, quotes = rows[0], _copies_marked([_quote(row, around) for row in rows])
    relation = min((row.relation for row in rows), key=RELATIONS.index)
    return Claim(
        anchor("claim", first.shared_id),
        first.label,
        relation if relation == "check" or len(_voices(quotes)) > 1 else "copied",
        first.kind,
        first.why,
        "; ".join(dict.fromkeys(row.corrected for row in rows if present(row.corrected))),
        quotes,
        float(first.confidence) if present(first.confidence) else None,
        _text(first.judged),
    )


def _copies_marked(quotes: list[Quote]) -> tuple[Quote, ...]:
    """Mark sentences that stand word for word in an outlet before, as an agency's do: they are no second voice."""
    first: dict[str, str] = {}
    marked = []
    for quote in quotes:
        words = re.findall(r"\w+", quote.text.lower())
        outlet = first.setdefault(" ".join(words), quote.outlet)
        if len(words) >= COPIED and outlet != quote.outlet and not quote.copy_of:
            quote = replace(quote, copy_of=outlet, value=f"same text as {outlet}")
        marked.append(quote)
    return tuple(marked)


def _voices(quotes: Iterable[Quote]) -> list[str]:
    return list(dict.fromkeys(quote.outlet for quote in quotes if not quote.copy_of))


def claim_matrix(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the shared claims as a frame: label, relation, kind, and one column per outlet with its answers."""
    outlets = outlet_order(tables["articles"])
    rows = [
        [claim.label, claim.relation, claim.kind]
        + ["; ".join(dict.fromkeys(quote.value or quote.text for quote in claim.by(outlet))) for outlet in outlets]
        for claim in shared_claims(tables)
    ]
    return pd.DataFrame(rows, columns=["label", "relation", "kind", *outlets])


def only_here(tables: dict[str, pd.DataFrame]) -> list[OnlyHere]:
    """Return the sentences with claims that only one outlet makes, by outlet, the most newsworthy first.

    Headlines and subheads come last, because they sum up what follows, and so do sentences with a shared claim.
    """
    claims = tables["claims"][["claim_id", "article_id", "speaker", "start", "end"]]
    rows = tables["only_here"].drop(columns="article_id", errors="ignore").merge(claims, on="claim_id")
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
        pieces = _cut(quote.text, spans)
        place, salience = anchor("only", sentence_id), group["salience"].max()
        judged = "; ".join(dict.fromkeys(group["why"].dropna())) if "why" in group else ""
        found.append(OnlyHere(place, first.outlet, salience, len(group), quote, pieces, sentence_id in last, judged))
    return sorted(found, key=lambda one: (outlets.index(one.outlet), one.sums_up, -one.salience))


def perhaps_shared(tables: dict[str, pd.DataFrame]) -> list[Perhaps]:
    """Return the sentences with claims that other outlets may make as well, with the nearest sentences there."""
    rows = tables.get("possibly_shared")
    if rows is None or rows.empty:
        return []
    around = paragraphs(tables["blocks"], tables["sentences"])
    quotes = {
        row.claim_id: _quote(row, around)
        for row in tables["claims"].assign(evidence=tables["claims"]["text"]).itertuples()
    }
    found: dict[str, Perhaps] = {}
    for row in rows.sort_values("confidence", ascending=False, kind="stable").itertuples():
        near = [quotes[claim] for claim in json.loads(row.nearest).values() if claim in quotes]
        judged = _text(getattr(row, "why", ""))
        found.setdefault(row.sentence_id, Perhaps(row.outlet, quotes[row.claim_id], tuple(near), judged))
    return list(found.values())


def same_answer(answer: str) -> str:
    """Return what makes two answers the same: their words; of a bare figure or date, its numbers and its bound."""
    found: list[str] = re.findall(r"[\d.,]*\d|[^\W\d]+", answer.lower().replace("per cent", "percent"))
    words = [_SAME_WORD.get(word, word) for word in found]
    if len(words) <= _FIGURE and any(word[-1].isdigit() for word in words):
        words = [word for word in words if word[-1].isdigit() or word in _BOUNDS]
    return " ".join(words)


def _cut(text: str, spans: list[tuple[int, int]]) -> tuple[tuple[str, bool], ...]:
    """Divide a text where the spans begin and end; each piece comes with whether it lies in a span."""
    cuts = sorted({0, len(text)} | {min(max(at, 0), len(text)) for span in spans for at in span})
    return tuple(
        (text[start:end], any(a <= start and end <= b for a, b in spans))
        for start, end in pairwise(cuts)
        if start < end
    )


def _quote(row, around: dict[str, tuple[str, str, str]]) -> Quote:
    """Return the sentence of a row; for a copy of another outlet's text, the answer names that outlet."""
    before, text, after = around.get(row.sentence_id, ("", row.evidence, ""))
    copied, speaker = _text(getattr(row, "copy_of", "")), _text(row.speaker)
    return Quote(
        row.outlet,
        row.article_id,
        row.sentence_id,
        before,
        text,
        after,
        f"same text as {copied}" if copied else _text(getattr(row, "value", "")),
        "" if _CLAUSE.search(speaker) else speaker,
        copied,
    )


def _text(value: object) -> str:
    return str(value) if present(value) else ""
