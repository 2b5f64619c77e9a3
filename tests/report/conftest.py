"""An event made for these tests: two short articles with the tables that the other notebooks would leave."""

import re
from dataclasses import dataclass, field

import pandas as pd
import pyarrow as pa
import pytest
import yaml

from newsangle import tables as house
from newsangle.paths import Places
from newsangle.report.page import event_tables, write_page

HARBOUR = """Ferry strikes pier, 40 hurt
A ferry struck the north pier of Varn harbour on Monday, and 40 people were hurt.
"The captain did not brake," said Ida Holm, the harbour master.
Holm called the crew reckless. The ferry had left the island at noon.
Advertisement
The owner will pay for the pier. Divers searched the hull until night."""

COURIER = """Pier crash leaves 25 injured
Twenty-five people were injured when a ferry hit the north pier in Varn on Monday.
The owner, Sund Line, said that a gust had turned the ship.
The ferry sailed from the island at noon. "Our crew did all it could," said Jon Sund.
The town thanked the helpers, who brought blankets and tea."""


@dataclass
class Made:
    """What a test says of an event: its articles by id, and what the measures found, by pieces of their text."""

    outlets: dict[str, str]
    texts: dict[str, str]
    title: str = "The ferry at Varn"
    question: str = "How do two papers tell of the crash?"
    shared: list = field(default_factory=list)  # id, label, relation, kind, why, [(article, piece, value, speaker)]
    only: list = field(default_factory=list)  # article, piece, salience
    spoken: list = field(default_factory=list)  # article, content, source, cue, kind
    toward: list = field(default_factory=list)  # article, piece, actor, polarity
    frames: list = field(default_factory=list)  # article, piece, frame
    tone: dict = field(default_factory=dict)  # (article, piece): own voice
    articles: dict = field(default_factory=dict)  # further columns of articles, by article
    dropped: tuple = ("Advertisement",)

    def sentence(self, article: str, piece: str) -> dict:
        """Return the sentence of an article that holds a piece of text."""
        rows = [row for row in self.frame("sentences") if row["article_id"] == article and piece in row["text"]]
        assert rows, (article, piece)
        return rows[0]

    def span(self, article: str, piece: str) -> tuple[int, int]:
        start = self.texts[article].index(piece)
        return start, start + len(piece)

    def frame(self, name: str) -> list[dict]:
        return getattr(self, f"_{name}")()

    def _articles(self):
        for article, text in self.texts.items():
            kept = [row for row in self._sentences() if row["article_id"] == article]
            yield {
                "article_id": article,
                "outlet": self.outlets[article],
                "published": "2024-05-06",
                "file": f"{article}.txt",
                "headline": text.split("\n")[0],
                "raw_chars": len(text),
                "kept_chars": len(text) - 13,
                "words": len(text.split()),
                "sentences": len(kept),
                **self.articles.get(article, {}),
            }

    def _blocks(self):
        for article, text in self.texts.items():
            for number, line in enumerate(re.finditer(r"[^\n]+\n?", text)):
                kept = line[0].strip() not in self.dropped
                yield {
                    "article_id": article,
                    "block_id": f"{article}-b{number:03}",
                    "start": line.start(),
                    "end": line.end(),
                    "text": line[0],
                    "role": ("headline" if number == 0 else "body") if kept else "furniture",
                    "kept": kept,
                    "rule": "made up",
                }

    def _sentences(self):
        for article in self.texts:
            blocks = [row for row in self._blocks() if row["article_id"] == article and row["kept"]]
            found = [(b, s) for b in blocks for s in re.finditer(r"\S.*?(?:[.!?][\"”]?(?=\s)|(?=\n)|$)", b["text"])]
            for number, (block, piece) in enumerate(found):
                yield {
                    "article_id": article,
                    "sentence_id": f"{article}-s{number:03}",
                    "block_id": block["block_id"],
                    "start": block["start"] + piece.start(),
                    "end": block["start"] + piece.end(),
                    "text": piece[0],
                    "role": block["role"],
                    "position": number / max(len(found) - 1, 1),
                }

    def _claims(self):
        cells = [(s[0], a, piece, speaker) for s in self.shared for a, piece, _, speaker in s[5]]
        cells += [("only", article, piece, "") for article, piece, _ in self.only]
        for number, (_, article, piece, speaker) in enumerate(cells):
            row = self.sentence(article, piece)
            yield {
                "claim_id": f"c{number:03}",
                "article_id": article,
                "outlet": self.outlets[article],
                "sentence_id": row["sentence_id"],
                "start": row["start"],
                "end": row["end"],
                "text": row["text"],
                "voice": "attributed" if speaker else "outlet",
                "speaker": speaker or None,
                "quantities": "[]",
                "pronouns": "[]",
            }

    def _shared_claims(self):
        number = 0
        for shared_id, label, relation, kind, why, cells in self.shared:
            for article, piece, value, _ in cells:
                row = self.sentence(article, piece)
                yield {
                    "shared_id": shared_id,
                    "label": label,
                    "relation": relation,
                    "kind": kind,
                    "why": why,
                    "outlet": self.outlets[article],
                    "article_id": article,
                    "sentence_id": row["sentence_id"],
                    "claim_id": f"c{number:03}",
                    "evidence": row["text"],
                    "value": value or None,
                }
                number += 1

    def _only_here(self):
        before = sum(len(shared[5]) for shared in self.shared)
        for number, (article, piece, salience) in enumerate(self.only):
            row = self.sentence(article, piece)
            yield {
                "outlet": self.outlets[article],
                "claim_id": f"c{before + number:03}",
                "sentence_id": row["sentence_id"],
                "evidence": row["text"],
                "salience": salience,
            }

    def _attributions(self):
        for article, content, source, cue, kind in self.spoken:
            (start, end), (who, whom), (at, to) = (self.span(article, piece) for piece in (content, source, cue))
            yield {
                "article_id": article,
                "sentence_id": self.sentence(article, content)["sentence_id"],
                "source": source,
                "source_start": who,
                "source_end": whom,
                "cue": cue,
                "cue_start": at,
                "cue_end": to,
                "cue_class": "say",
                "content_start": start,
                "content_end": end,
                "content": content,
                "kind": kind,
                "speaker": source,
                "confidence": 0.9,
            }

    def _targets(self):
        for article, piece, actor, polarity in self.toward:
            start, end = self.span(article, piece)
            yield {
                "article_id": article,
                "sentence_id": self.sentence(article, piece)["sentence_id"],
                "actor": actor,
                "start": start,
                "end": end,
                "polarity": polarity,
                "score": 0.9,
            }

    def _frames(self):
        for article, piece, frame in self.frames:
            yield {
                "article_id": article,
                "sentence_id": self.sentence(article, piece)["sentence_id"],
                "codebook": "generic",
                "frame": frame,
                "score": 1.0,
                "evidence": piece,
            }

    def _frame_shares(self):
        for frame in dict.fromkeys(frame for _, _, frame in self.frames):
            for outlet in dict.fromkeys(self.outlets.values()):
                count = sum(self.outlets[article] == outlet and name == frame for article, _, name in self.frames)
                yield {
                    "outlet": outlet,
                    "codebook": "generic",
                    "frame": frame,
                    "share": count / 7,
                    "low": 0.0,
                    "high": min(1.0, count / 7 + 0.2),
                    "sentences": count,
                }

    def _sentiment(self):
        for row in self._sentences():
            own = next((v for (a, p), v in self.tone.items() if a == row["article_id"] and p in row["text"]), 0.0)
            yield {
                "article_id": row["article_id"],
                "sentence_id": row["sentence_id"],
                "compound": own,
                "own_voice": own,
            }

    def _tone(self):
        for number, outlet in enumerate(dict.fromkeys(self.outlets.values())):
            mean = (-0.2, 0.1)[number % 2]
            yield {
                "outlet": outlet,
                "part": "whole",
                "voice": "outlet",
                "lexicon": "VADER",
                "mean": mean,
                "low": mean - 0.2,
                "high": mean + 0.2,
                "sentences": 6,
                "articles": 1,
            }

    def _tone_differences(self):
        for number, outlet in enumerate(dict.fromkeys(self.outlets.values())):
            sign = (-1, 1)[number % 2]
            yield {
                "outlet": outlet,
                "voice": "outlet",
                "lexicon": "VADER",
                "difference": 0.3 * sign,
                "low": min(-0.1 * sign, 0.7 * sign),
                "high": max(-0.1 * sign, 0.7 * sign),
                "sentences": 6,
                "same_direction": True,
            }

    def _keyness(self):
        for number, outlet in enumerate(dict.fromkeys(self.outlets.values())):
            yield {
                "outlet": outlet,
                "term": ("reckless", "gust")[number % 2],
                "count": 3,
                "per_1000": 9.0,
                "articles": 1,
                "log_odds": 1.5,
                "z": 2.5,
                "low": 0.4,
                "high": 2.6,
            }


FRAMES = (
    "articles",
    "blocks",
    "sentences",
    "claims",
    "shared_claims",
    "only_here",
    "attributions",
    "targets",
    "frames",
    "frame_shares",
    "sentiment",
    "tone",
    "tone_differences",
    "keyness",
)
EMPTY = {pa.string(): "", pa.int64(): 0, pa.float64(): 0.0, pa.bool_(): False}


def fitted(name: str, rows: list[dict]) -> pd.DataFrame:
    """Return rows as a frame that fits its schema; columns that these tests don't speak of are filled."""
    columns = house.TABLES[name].columns
    blank = {
        column: None if spec.optional else (spec.values or (EMPTY.get(spec.type),))[0]
        for column, spec in columns.items()
    }
    return pd.DataFrame([blank | row for row in rows], columns=list(columns)).astype(
        {column: "object" for column, spec in columns.items() if spec.type == pa.string()}
    )


def laid_out(made: Made, folder) -> Places:
    """Write an event's folder and its tables, and return where they are."""
    here = Places("made", folder / "raw", folder / "processed", folder / "reports" / "made")
    here.raw.mkdir(parents=True)
    entries = []
    for row in made.frame("articles"):
        (here.raw / row["file"]).write_text(made.texts[row["article_id"]], encoding="utf-8")
        entries.append({"id": row["article_id"], "file": row["file"], "outlet": row["outlet"]})
    about = {"title": made.title, "question": made.question, "articles": entries}
    (here.raw / "event.yml").write_text(yaml.safe_dump(about, allow_unicode=True), encoding="utf-8")
    for name in FRAMES:
        house.write(fitted(name, list(made.frame(name))), here, name)
    return here


def ferry() -> Made:
    return Made(
        outlets={"harbour": "Harbour Post", "courier": "Varn Courier"},
        texts={"harbour": HARBOUR, "courier": COURIER},
        shared=[
            (
                "noon",
                "when the ferry left the island",
                "agree",
                "date",
                "the same time",
                [("harbour", "at noon", "noon", ""), ("courier", "at noon", "noon", "")],
            ),
            (
                "hurt",
                "how many people were hurt",
                "conflict",
                "number",
                "40 and 25 cannot both be the number",
                [("harbour", "40 people", "40", ""), ("courier", "Twenty-five", "25", "")],
            ),
            (
                "pier",
                "which pier was hit",
                "partial",
                "place",
                "one names the harbour, one the town",
                [
                    ("harbour", "north pier of", "north pier of Varn harbour", ""),
                    ("courier", "north pier in", "north pier", ""),
                ],
            ),
        ],
        only=[("harbour", "Divers", 0.4), ("harbour", "reckless", 0.6), ("courier", "blankets", 0.3)],
        spoken=[
            ("harbour", '"The captain did not brake,"', "Ida Holm", "said", "direct"),
            ("harbour", "the crew reckless", "Holm", "called", "indirect"),
            ("courier", "that a gust had turned the ship", "Sund Line", "said", "indirect"),
            ("courier", '"Our crew did all it could,"', "Jon Sund", "said", "direct"),
        ],
        toward=[("harbour", "crew", "the crew", -1), ("courier", "helpers", "the helpers", 1)],
        frames=[
            ("harbour", "reckless", "responsibility"),
            ("harbour", "captain", "responsibility"),
            ("courier", "thanked", "human interest"),
            ("harbour", "pay for", "economic consequences"),
        ],
        tone={("harbour", "reckless"): -0.6, ("harbour", "40 people"): -0.5, ("courier", "thanked"): 0.7},
    )


@pytest.fixture(scope="session")
def ferry_event(tmp_path_factory) -> Places:
    """The event of the ferry with its tables, and its page."""
    here = laid_out(ferry(), tmp_path_factory.mktemp("ferry"))
    write_page(here)
    return here


@pytest.fixture(scope="session")
def many_event(tmp_path_factory) -> Places:
    """Six outlets, each with one of the two texts of the ferry."""
    made = ferry()
    names = [f"{article}{copy or ''}" for copy in range(3) for article in made.outlets]
    origin = {name: name.rstrip("12") for name in names}
    made.outlets = {name: f"{made.outlets[origin[name]]} {name[-1]}" for name in names}
    made.texts = {name: made.texts[origin[name]] for name in names}
    here = laid_out(made, tmp_path_factory.mktemp("many"))
    write_page(here)
    return here


@pytest.fixture(scope="session")
def long_event(tmp_path_factory) -> Places:
    """The ferry with 25 rows in its claim matrix."""
    made = ferry()
    first = made.shared[0]
    made.shared += [(f"noon-{i}", f"when the ferry left, once more ({i})", *first[2:]) for i in range(22)]
    here = laid_out(made, tmp_path_factory.mktemp("long"))
    write_page(here)
    return here


@pytest.fixture
def ferry_tables(ferry_event) -> dict[str, pd.DataFrame]:
    return event_tables(ferry_event)


def frightful() -> Made:
    """An event whose every text tries to break out of the page or to weigh it down."""
    break_out = '</script></style><script>document.title="got out"</script><img src=x onerror=alert(1)>'
    outlets = {"a": f'The "Daily" {break_out}', "b": "日本の新聞 \u202eerutluc", "c": "=HYPERLINK(1)", "d": "Ω'--"}
    texts = {
        "a": f"{break_out}\nA pier & a <b>ferry</b> were hit. {{{{ 7 * 7 }}}} {{% raise %}} ]]> --> &amp; 40 hurt.",
        "b": "船が埠頭に衝突した。\nשלום עולם. Ten people &lt;fell&gt;.",
        "c": "=1+1\n@SUM(A1) was hurt, said $x$ and $y$. +49 called.",
        "d": "‘‘‘‘“““((([[[ pier.\n" + "long" * 3000,
    }
    cells = [("a", "40 hurt", break_out, break_out), ("b", "Ten people", "<b>10</b>", ""), ("c", "+49", "=49", "@x")]
    return Made(
        outlets,
        texts,
        title=break_out,
        question="{{ config }} <svg onload=alert(1)>",
        shared=[(f"id {break_out}", f"pier {break_out}", "conflict", "number", break_out, cells)],
        only=[("a", "ferry", 0.5), ("d", "long", 0.2)],
        spoken=[("c", "$x$ and $y$", "=1+1", "said", "direct")],
        frames=[("a", "ferry", break_out), ("b", "船", break_out), ("c", "SUM", break_out)],
        articles={
            "a": {"url": "javascript:alert(1)", "note": break_out},
            "b": {"url": "https://example.org/?a=1&b=<2>"},
            "c": {"url": "data:text/html,x", "published": "not a day"},
        },
    )


@pytest.fixture(scope="session")
def frightful_event(tmp_path_factory) -> Places:
    here = laid_out(frightful(), tmp_path_factory.mktemp("frightful"))
    write_page(here)
    return here


@pytest.fixture
def opened(browser):
    """Open a file in a context of its own, offline; what the console says and what the page asks for is kept."""
    contexts = []

    def open_page(path, width=1280, height=900, **options):
        context = browser.new_context(viewport={"width": width, "height": height}, offline=True, **options)
        contexts.append(context)
        page = context.new_page()
        page.said, page.asked = [], []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(path.resolve().as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
