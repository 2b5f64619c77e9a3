"""A corpus of invented articles: three events in three outlets, and one that one outlet alone has."""

import csv
from contextlib import contextmanager
from pathlib import Path

import pytest

STORIES = {
    "ferry": (
        "Ferry runs aground off Holmby island",
        "2024-03-04",
        "The ferry Maren ran aground off Holmby island on Monday with 212 passengers on board. Harbour master Ida Voss"
        " said that nobody was hurt. Lifeboats brought the passengers to Holmby harbour within two hours. The captain"
        " told the coastguard that the rudder of the Maren had jammed.",
    ),
    "bridge": (
        "Council votes to close the Tarnfield bridge",
        "2024-03-05",
        "Tarnfield council voted on Tuesday to close the old bridge over the river Ash for two years. Engineer Paul"
        ' Renn said: "The pillars of the bridge are cracked." Shopkeepers in Tarnfield protested against the decision.'
        " The repair of the bridge will cost 14 million pounds, the council said.",
    ),
    "orchard": (
        "Late frost destroys the apple blossom of Quellmoor",
        "2024-05-20",
        "A late frost destroyed nine in ten apple blossoms in the orchards of Quellmoor on Sunday. Farmer Greta Lind"
        " called it the worst night of her life. The growers of Quellmoor lit candles between the trees in vain. The"
        " harvest will be the smallest since 1981, the growers expect.",
    ),
}
EXTRA = {"Morning Post": " It is a dreadful loss.", "Daily Echo": " It is a great relief.", "The Lantern": ""}
ALONE = (
    "Museum of clocks opens in Varnholt",
    "2024-03-06",
    "A museum of clocks opened in Varnholt on Wednesday. It shows 900 clocks from six centuries. The oldest clock once"
    " hung in the tower of the town hall. Entry is free for children on the first Sunday of every month.",
)


def rows() -> list[dict[str, str]]:
    """The articles, as rows of a table without a column for the event."""
    found = []
    for title, day, text in STORIES.values():
        for hour, (outlet, extra) in enumerate(EXTRA.items(), start=8):
            words = text.split(". ")
            mixed = ". ".join(words[:1] + words[2:] + words[1:2]) if outlet == "Daily Echo" else text
            found.append({
                "outlet": outlet, "title": f"{title}, {outlet} reports" if hour == 9 else title,
                "published": f"{day}T{hour:02d}:00:00", "text": f"{mixed.rstrip('.')}.{extra}",
            })  # fmt: skip
    title, day, text = ALONE
    return [*found, {"outlet": "The Lantern", "title": title, "published": day, "text": text}]


def write_table(path: Path, found: list[dict[str, str]]) -> Path:
    """Write rows as a CSV file."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(found[0]))
        writer.writeheader()
        writer.writerows(found)
    return path


@pytest.fixture
def table(tmp_path) -> Path:
    """The invented corpus as a CSV file."""
    return write_table(tmp_path / "stories.csv", rows())


@contextmanager
def in_process(scheduler: str = "", workers: int = 0):
    """A worker in this process, which is there at once."""
    from distributed import Client

    with Client(
        processes=False, n_workers=1, threads_per_worker=1, dashboard_address="127.0.0.1:0", set_as_default=False
    ) as client:
        yield client


@pytest.fixture
def one_process(monkeypatch) -> None:
    """Let a corpus be read in this process."""
    monkeypatch.setattr("newsangle.corpus.building.connected", in_process)
