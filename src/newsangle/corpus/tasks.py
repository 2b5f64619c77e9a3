"""What a worker does: a batch of articles read lightly, or a batch of events read in full. Models stay loaded."""

from collections import defaultdict
from collections.abc import Sequence

import pandas as pd

from newsangle.corpus.batches import one_of, read_batch, write_batch
from newsangle.corpus.collection import batch_of
from newsangle.paths import Places


def read_lightly(here: Places, stage: str, name: str, ids: Sequence[str], first: bool | None) -> None:
    """Read articles of one batch of 'collected' and write the batch; first: whether the day comes first in dates."""
    from newsangle.corpus.light import read_articles

    rows = read_batch(here, "collected", batch_of(ids[0]), "collected", where=one_of("article_id", ids)).to_pylist()
    write_batch(here, stage, name, read_articles(rows, first))


def read_fully(here: Places, stage: str, name: str, events: Sequence[tuple[str, list[str]]]) -> None:
    """Read events, each given by its name and its articles' ids, and write a batch of their tables."""
    from newsangle.corpus.full import read_events

    wanted = defaultdict(list)
    for article_id in (article_id for _, ids in events for article_id in ids):
        wanted[batch_of(article_id)].append(article_id)
    parts = [
        read_batch(here, "light", batch, "texts", where=one_of("article_id", ids)).to_pandas()
        for batch, ids in sorted(wanted.items())
    ]
    texts = pd.concat(parts).set_index("article_id")["article"]
    write_batch(here, stage, name, read_events([(event, [texts[id_] for id_ in ids]) for event, ids in events]))
