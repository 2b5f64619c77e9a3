"""Tables of articles → event folders."""

import json

import pandas as pd
import pytest

from newsangle.collecting import import_events
from newsangle.errors import InputError
from newsangle.texts import EventError, events

TEXT = "The river rose on Monday and flooded the old town, the police said."
COLUMNS = ["story", "media_name", "publish_date", "title", "content", "url"]
ROWS = [
    dict(zip(COLUMNS, row, strict=True))
    for row in (
        ("Flood", "The Örtliche", "2025-03-01 10:00:00", "River floods town", TEXT, "https://example.org/1"),
        ("Flood", "Bee", "03/06/2025", "", TEXT, "javascript:1"),
        ("../Fire", "Bee", "March 3, 2025", "Fire", "Fire. It burnt.", None),
        ("Fire", "Bee", None, "No text", "", ""),
    )
]


def imported(*arguments):
    return [made.folder for made in import_events(*arguments)]


def write(path, rows=ROWS):
    table = pd.DataFrame(rows)
    match path.suffix:
        case ".csv":
            table.to_csv(path, index=False)
        case ".tsv":
            table.to_csv(path, index=False, sep="\t")
        case ".jsonl":
            path.write_text("\n".join(map(json.dumps, rows)))
        case ".json":
            path.write_text(json.dumps(rows))
        case ".parquet":
            table.to_parquet(path)
    return path


@pytest.mark.parametrize("ending", ["csv", "tsv", "jsonl", "json", "parquet"])
def test_makes_an_event_of_every_story(tmp_path, ending):
    made = imported(write(tmp_path / f"corpus.{ending}"), tmp_path / "raw")
    assert made == [tmp_path / "raw" / "flood", tmp_path / "raw" / "fire"]
    flood, fire = (events.load_event(folder) for folder in made)
    first, second = flood.articles
    assert (flood.title, flood.date) == ("Flood", "2025-03-01")
    assert (first.outlet, first.published, first.url) == (
        "The Örtliche",
        "2025-03-01T10:00:00",
        "https://example.org/1",
    )
    assert first.raw == f"River floods town\n\n{TEXT}"
    assert (second.raw, second.url, second.published) == (TEXT, None, None)
    assert "03/06/2025" in second.note
    assert fire.articles[0].published == "2025-03-03" and len(fire.articles) == 1


def test_columns_can_be_named_by_hand_or_beside_the_table(tmp_path):
    rows = [{"paper": "Bee", "what": TEXT}]
    (tmp_path / "event.yml").write_text("columns:\n  outlet: paper\n")
    made = imported(write(tmp_path / "t.csv", rows), tmp_path / "raw", {"text": "what"})
    assert made == [tmp_path / "raw" / "t"]
    assert events.load_event(made[0]).articles[0].outlet == "Bee"


@pytest.mark.parametrize(
    ("name", "content", "columns", "said"),
    [
        ("a.csv", b"a,b\n1,2\n", {}, "no column for outlet and text was found among: a, b"),
        ("a.csv", b"outlet,text\nx,y\n", {"outlet": "paper"}, "has no column 'paper'"),
        ("a.csv", b"outlet,text\nx,y\n", {"colour": "text"}, "there is no column 'colour'"),
        ("a.csv", b"outlet,text\n,\n", {}, "holds no rows"),
        ("a.csv", b"", {}, "holds no rows"),
        ("a.csv", b"%PDF", {}, "a.csv cannot be read"),
        ("a.json", b"{", {}, "cannot be read as a table"),
        ("a.jsonl", b"3\n", {}, "table"),
        ("a.parquet", b"x", {}, "cannot be read as a table"),
        ("b.csv", None, {}, "there is no such file"),
    ],
)
def test_a_table_that_does_not_serve_is_refused_and_nothing_is_made(tmp_path, name, content, columns, said):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=said):
        imported(tmp_path / name, tmp_path / "raw", columns)
    assert not (tmp_path / "raw").exists()


def test_an_event_that_is_there_is_not_written_over(tmp_path):
    table = write(tmp_path / "corpus.csv")
    imported(table, tmp_path / "raw")
    with pytest.raises(EventError, match="is there already"):
        imported(table, tmp_path / "raw")
