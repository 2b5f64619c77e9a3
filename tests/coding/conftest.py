"""A small event of two outlets with tables made by hand, so that what is coded and what is right are known."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

from newsangle import tables
from newsangle.paths import Places

OUTLETS = {"a": "The Ash", "b": "The Birch"}
TEXTS = {
    "a": [
        "The talks failed.", "=1+1 was on the board.", "Ministers accused each other of lies.", "A mother wept.",
        "“We won,” the envoy said.", "Prices rose by 4 per cent.", "He called it a shame.", "The hall was full.",
    ],
    "b": [
        "The talks ended.", "Both sides will meet again.", "The envoy praised the hosts.", "A child was lost.",
        "“We will be back,” the envoy said.", "Costs fell by 4 per cent.", "She called it a duty.",
        "The hall was empty, The Birch learned.",
    ],
}  # fmt: skip
SPOKEN = {  # content, source and cue; of the last sentence little is somebody's words
    "a-s005": ("“We won,”", "the envoy", "said"),
    "b-s005": ("“We will be back,”", "the envoy", "said"),
    "a-s006": ("4 per cent", "", ""),
}
CONFLICT = {"a-s001", "a-s003", "b-s003"}  # the sentences that bear the frame 'conflict', by machine


def places_in(folder) -> Places:
    return Places("rain", folder / "raw" / "rain", folder / "processed" / "rain", folder / "reports" / "rain")


@pytest.fixture(scope="session")
def event(tmp_path_factory) -> Path:
    """The event's folders, made once; a test works on a copy."""
    folder = tmp_path_factory.mktemp("event")
    places_in(folder).raw.mkdir(parents=True)
    for name, frame in event_tables().items():
        tables.write(frame, places_in(folder), name)
    return folder


@pytest.fixture
def here(event, tmp_path) -> Places:
    shutil.copytree(event, tmp_path / "copy")
    return places_in(tmp_path / "copy")


def event_tables() -> dict[str, pd.DataFrame]:
    rows = [
        (article, f"{article}-s{i:03}", 100 * i, 100 * i + len(text), text)
        for article, texts in TEXTS.items()
        for i, text in enumerate(texts, 1)
    ]
    sentences = pd.DataFrame(rows, columns=["article_id", "sentence_id", "start", "end", "text"])
    n = len(TEXTS["a"])
    frames = sentences[sentences["sentence_id"].isin(CONFLICT)].assign(frame="conflict", score=0.9)
    spoken = [_spoken(row, *SPOKEN[row.sentence_id]) for row in sentences.itertuples() if row.sentence_id in SPOKEN]
    claims = sentences.assign(claim_id=sentences["sentence_id"].str.replace("s", "c"), voice="outlet")
    made = {
        "articles": pd.DataFrame({
            "article_id": list(OUTLETS), "outlet": list(OUTLETS.values()), "file": ["a.txt", "b.txt"],
            "raw_chars": 900, "kept_chars": 900, "words": 40, "sentences": n,
        }),
        "blocks": sentences.assign(block_id=sentences["sentence_id"], role="body", kept=True, rule="paragraph"),
        "sentences": sentences.assign(block_id=sentences["sentence_id"], role="body", position=0.5),
        "attributions": pd.DataFrame(spoken),
        "frames": frames.assign(codebook="generic"),
        "article_frames": pd.DataFrame({
            "article_id": list(OUTLETS), "outlet": list(OUTLETS.values()), "frame": "conflict", "score": [0.9, 0.1],
            "bears": [True, False], "sentences": 1.0, "clearest": "a1", "text": "The envoy left.",
        }),
        "frame_shares": pd.DataFrame([
            {"outlet": outlet, "codebook": "generic", "frame": "conflict", "share": 0.1, "low": 0, "high": 1,
             "sentences": 1}
            for outlet in OUTLETS.values()
        ]),
        "sentiment": sentences.assign(
            part="rest", compound=0.0, own_voice=[-0.5, 0.0, -0.4, -0.3, None, 0.04, -0.06, 0.0,
                                                  0.0, 0.2, 0.5, -0.3, None, 0.0, 0.1, 0.0],
        ),
        "targets": sentences[sentences["text"].str.contains("envoy")].assign(
            actor="the envoy", voice="outlet", polarity=[1, 1, 0], score=0.9,
        ),
        "claims": claims.assign(outlet=claims["article_id"].map(OUTLETS), quantities="[]", actors=""),
        "shared_claims": pd.DataFrame([
            {"shared_id": "shared-001", "label": "how it ended", "relation": "conflict", "kind": "event",
             "outlet": OUTLETS[article], "article_id": article, "sentence_id": f"{article}-s001",
             "claim_id": f"{article}-c001", "evidence": TEXTS[article][0], "value": value, "why": "one or the other"}
            for article, value in {"a": "failed", "b": "ended"}.items()
        ]),
    }  # fmt: skip
    return {name: _whole(frame, name) for name, frame in made.items()}


def _spoken(sentence, content: str, source: str, cue: str) -> dict:
    """Return a row of attributions, its parts found in the sentence's text."""
    row = {"article_id": sentence.article_id, "sentence_id": sentence.sentence_id, "content": content, "kind": "direct"}
    for name, part in {"content": content, "source": source, "cue": cue}.items():
        at = sentence.start + sentence.text.index(part)  # an empty part covers no word
        row |= {f"{name}_start": at, f"{name}_end": at + len(part)}
    return row


def _whole(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return the frame with all columns of its table, those that do not matter here filled with nothing."""
    columns = tables.TABLES[name].columns
    nothing = {"string": "", "int64": 0, "double": 0.0, "bool": False}
    return pd.DataFrame({
        column: frame[column] if column in frame else None if spec.optional else nothing[str(spec.type)]
        for column, spec in columns.items()
    })  # fmt: skip
