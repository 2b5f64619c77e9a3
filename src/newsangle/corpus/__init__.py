"""Many events: from a table of articles to events, read by a Dask cluster, and what only many events can say."""

from typing import TYPE_CHECKING

from newsangle.imports import on_first_use

if TYPE_CHECKING:
    from newsangle.corpus.building import build
    from newsangle.corpus.collection import corpus_places
    from newsangle.corpus.grouping import group_articles

__all__ = ["build", "corpus_places", "group_articles"]

__getattr__ = on_first_use(__name__, {"build": "building", "corpus_places": "collection", "group_articles": "grouping"})
