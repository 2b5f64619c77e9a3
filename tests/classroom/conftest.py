"""The three invented events, read in this process, and the classroom of one of them; shared by all test processes."""

import json
import os
import re
from pathlib import Path

import pytest
from filelock import FileLock
from report.conftest import opened  # noqa: F401 - a page in Chromium, offline

from newsangle import claims, framing, sentiment, tables, texts
from newsangle.classroom import write_classroom
from newsangle.framing import codebooks
from newsangle.paths import RAW, Places

INVENTED = ("harrowmere-bus-march", "kelver-river-spill", "tarrendale-wolf")
MARCH = INVENTED[0]


def places_in(folder: Path, event: str) -> Places:
    return Places(event, RAW / event, folder / "processed" / event, folder / "reports" / event)


def read_event(here: Places) -> None:
    """Write the tables that the classroom needs, as the notebooks do."""
    made = texts.read(texts.load_event(here.raw))
    articles, sentences, tokens = made["articles"], made["sentences"], made["tokens"]
    found = claims.tabulate_claims(sentences, tokens, articles, made["attributions"], made["mentions"])
    compared = claims.compare_claims(found, sentences, tokens, articles)
    books = codebooks("generic")
    frames = framing.frame_table(sentences, books)
    made |= {
        "claims": found,
        "shared_claims": compared.shared_claims,
        "only_here": compared.only_here,
        "possibly_shared": compared.possibly_shared,
        "frames": frames,
        "frame_shares": framing.frame_shares(frames, sentences, books, articles),
        "article_frames": framing.article_frame_table(sentences, articles),
        "targets": sentiment.score_targets(sentences, tokens, made["mentions"]),
    }
    for name, frame in made.items():
        tables.write(frame, here, name)


@pytest.fixture(scope="session")
def invented(tmp_path_factory) -> dict[str, Places]:
    """The three invented events with their tables; read once."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    folder = shared / "invented"
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            for event in INVENTED:
                read_event(places_in(folder, event))
    return {event: places_in(folder, event) for event in INVENTED}


@pytest.fixture(scope="session")
def march(invented, tmp_path_factory) -> Path:
    """The folder of the march's classroom; tests only read in it."""
    return write_classroom(invented[MARCH], tmp_path_factory.mktemp("march")).parent


def data(page: Path) -> dict:
    """Return the data that a page carries."""
    return json.loads(re.search(r'id="data">(.*?)</script>', page.read_text(encoding="utf-8"), re.DOTALL)[1])
