"""Many events: from a table of articles to events, read by a Dask cluster, and what only many events can say."""

from typing import TYPE_CHECKING

from newsangle.imports import on_first_use

if TYPE_CHECKING:
    from newsangle.corpus.building import build
    from newsangle.corpus.collection import corpus_places
    from newsangle.corpus.grouping import group_articles
    from newsangle.corpus.habits import corpus_conflicts, outlet_actors, outlet_habits, outlet_voices
    from newsangle.corpus.overview import by_outlet, shown_outlets
    from newsangle.corpus.page import write_page
    from newsangle.corpus.periods import outlet_periods
    from newsangle.corpus.running import run
    from newsangle.corpus.statements import COMPARED, findings
    from newsangle.corpus.words import outlet_pairs, outlet_terms

__all__ = [
    "COMPARED", "build", "by_outlet", "corpus_conflicts", "corpus_places", "findings", "group_articles",
    "outlet_actors", "outlet_habits", "outlet_pairs", "outlet_periods", "outlet_terms", "outlet_voices", "run",
    "shown_outlets", "write_page",
]  # fmt: skip

_MODULES = {
    "building": ("build",),
    "collection": ("corpus_places",),
    "grouping": ("group_articles",),
    "habits": ("corpus_conflicts", "outlet_actors", "outlet_habits", "outlet_voices"),
    "overview": ("by_outlet", "shown_outlets"),
    "page": ("write_page",),
    "periods": ("outlet_periods",),
    "running": ("run",),
    "statements": ("COMPARED", "findings"),
    "words": ("outlet_pairs", "outlet_terms"),
}

__getattr__ = on_first_use(__name__, {name: module for module, names in _MODULES.items() for name in names})
