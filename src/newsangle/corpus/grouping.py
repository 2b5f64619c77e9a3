"""Articles → events: articles that tell the same story within a few days, and those that repeat another's text.

An article is a vector of its words in headline and beginning, weighted by how few articles have them (tf-idf). In the
order of publication, each article joins the event whose articles are most like it on average (average linkage), or
begins one. Only events with rare words in common and an article of the last days are compared, so that time and memory
grow with the articles of a window, not with their pairs. Sentence vectors and names as features of their own were tried
and did not help (docs/corpus.md).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import combinations

import pandas as pd

from newsangle.corpus.light import SKETCH
from newsangle.tables import is_empty

ALIKE = 0.12  # mean cosine from which an article belongs to an event; benchmarks/quality_corpus.py measures it
MANY = 150  # articles from which ALIKE holds; fewer have less rare words, and it falls with their logarithm
WINDOW = 14  # days between an article and the latest of its event
LONGEST = 100  # words of a vector: those of most weight
KEYS, SHARED = 20, 2  # words of most weight by which events are found, and how many an event must share
COPY = 0.5  # share of two sketches in common from which an article repeats another


@dataclass
class _Group:
    """The articles of an event: the sum of their vectors, how many there are, and the day of the latest."""

    number: int
    size: int = 0
    latest: int = 0
    sum: dict[str, float] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)


def group_articles(leads: Sequence[str], days: Sequence[int], window: int = WINDOW, alike: float = ALIKE) -> list[int]:
    """Return the number of each article's event, in the order of their first articles.

    leads: the words of headline and beginning, separated by spaces. days: of publication, as ordinals; articles
    without a day have 0 and are compared among themselves. window: days after which an event takes in no more.
    alike: the mean cosine, 0 to 1, from which an article belongs to an event.
    """
    frequency = Counter(word for lead in leads for word in set(lead.split()))
    events = [0] * len(leads)
    open_groups: dict[int, _Group] = {}
    holders: defaultdict[str, set[int]] = defaultdict(set)
    least = alike * min(1.0, math.log(len(leads) + 1) / math.log(MANY))
    count = 0
    for place in sorted(range(len(leads)), key=lambda i: (days[i], i)):
        _close(open_groups, holders, days[place] - window)
        vector = _vector(Counter(leads[place].split()), frequency, len(leads))
        group = _nearest(vector, open_groups, holders, least)
        if group is None:
            group = open_groups[count] = _Group(count)
            count += 1
        _take_in(group, vector, days[place], holders)
        events[place] = group.number
    return events


def day_number(published: object) -> int:
    """Return a day of publication in ISO 8601 as an ordinal, 0 for none."""
    return 0 if is_empty(published) else date.fromisoformat(str(published)[:10]).toordinal()


def name_events(readings: pd.DataFrame, window: int = WINDOW) -> pd.Series:
    """Return the event of every article: as the source names it, or found and named by its first day and headline."""
    unnamed = readings[readings["event"].isna()]
    days = [day_number(published) for published in unnamed["published"]]
    numbers = pd.Series(group_articles(unnamed["lead"].tolist(), days, window), unnamed.index, dtype="int64")
    width = len(str(max(numbers, default=0)))
    taken = set(readings["event"].dropna())
    names = numbers.map(lambda number: f"event-{number + 1:0{width}d}")
    clash = any(name in taken for name in names)
    return readings["event"].fillna(names.map(lambda name: f"{name}-found") if clash else names)


def mark_copies(readings: pd.DataFrame) -> pd.DataFrame:
    """Return for each article which earlier one it repeats: version_of in the same outlet, copy_of in another.

    readings: with event, outlet, published and sketch. Two texts repeat each other if half of their smallest hashes
    are common (bottom-k sketches, Broder 1997). Within an event, the earliest article that is repeated counts.
    """
    ids, outlets, events = (readings[name].tolist() for name in ("article_id", "outlet", "event"))
    published = readings["published"].astype(str).tolist()
    sketches = [frozenset(text.split()) for text in readings["sketch"]]
    rows: defaultdict[str, list[int]] = defaultdict(list)
    for place in sorted(range(len(ids)), key=lambda i: (published[i], i)):
        rows[events[place]].append(place)
    found: dict[str, list[str | None]] = {"version_of": [None] * len(ids), "copy_of": [None] * len(ids)}
    for places in rows.values():
        for first, later in combinations(places, 2):
            column = found["version_of" if outlets[first] == outlets[later] else "copy_of"]
            is_open = column[later] is None and found["version_of"][first] is None
            if is_open and resemblance(sketches[first], sketches[later]) >= COPY:
                column[later] = ids[first]
    return pd.DataFrame(found, index=readings.index, dtype=object)


def events_of(articles: pd.DataFrame) -> pd.DataFrame:
    """Return the table corpus_events of articles (the columns of corpus_articles), in the order of their first days."""
    counted = articles.loc[articles["version_of"].isna(), ["event", "outlet", "published", "headline", "article_id"]]
    counted = counted.assign(when=counted["published"].fillna("9")).sort_values(["when", "article_id"], kind="stable")
    members: dict[str, list] = {}
    for row in counted.itertuples():
        members.setdefault(row.event, []).append(row)
    return pd.DataFrame([_event_row(event, own) for event, own in members.items()])


def _event_row(event: str, articles: list) -> dict[str, object]:
    """Return the row of an event; articles: rows with outlet, published and headline, in the order of time."""
    days = [article.published[:10] for article in articles if not is_empty(article.published)]
    outlets = list(dict.fromkeys(article.outlet for article in articles))
    return {
        "event": event,
        "headline": next((a.headline for a in articles if not is_empty(a.headline)), str(event)),
        "first": min(days, default=None),
        "last": max(days, default=None),
        "articles": len(articles),
        "outlets": len(outlets),
        "names": "; ".join(outlets),
        "first_outlet": first_outlet([(a.outlet, a.published) for a in articles]) if len(outlets) > 1 else None,
        "compared": False,
    }


def first_outlet(published: Sequence[tuple[str, str | None]]) -> str | None:
    """Return the outlet that was first with an event, None where days and times of publication do not tell.

    published: outlet and day or time of each article. A day without a time is earlier than another only if the days
    differ.
    """
    if any(is_empty(when) for _, when in published):
        return None
    earliest: dict[str, tuple[datetime, datetime]] = {}
    for outlet, when in published:
        span = _span(str(when))
        earliest[outlet] = min(span, earliest.get(outlet, span))
    winner = min(earliest, key=lambda outlet: earliest[outlet])
    others = [span for outlet, span in earliest.items() if outlet != winner]
    return winner if all(earliest[winner][1] < begins for begins, _ in others) else None


def _span(published: str) -> tuple[datetime, datetime]:
    """Return the first and the last moment that a day or time of publication may mean; without a zone it is UTC."""
    moment = datetime.fromisoformat(published)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment, moment + (timedelta(0) if "T" in published else timedelta(hours=23, minutes=59))


def resemblance(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the estimated share of runs of words that two texts have in common, from their sketches."""
    least = set(sorted(one | other, key=int)[:SKETCH])
    return len(one & other & least) / len(least) if least else 0.0


def _vector(times: Counter, frequency: Counter, articles: int) -> dict[str, float]:
    """Return the words of most weight with their weights, the sum of whose squares is 1; the heaviest first."""
    weights = {word: (1 + math.log(n)) * math.log((articles + 1) / frequency[word]) for word, n in times.items()}
    heaviest = sorted(weights.items(), key=lambda pair: (-round(pair[1], 9), pair[0]))[:LONGEST]
    length = math.sqrt(sum(weight**2 for _, weight in heaviest)) or 1.0
    return {word: weight / length for word, weight in heaviest}


def _nearest(
    vector: dict[str, float], groups: dict[int, _Group], holders: dict[str, set[int]], least: float
) -> _Group | None:
    """Return the event whose articles are most like a vector on average, None where that is below `least`."""
    shared = Counter(number for word in list(vector)[:KEYS] for number in holders.get(word, ()))
    best, nearest = least, None
    for number in sorted(number for number, count in shared.items() if count >= SHARED):
        group = groups[number]
        mean = sum(weight * group.sum.get(word, 0.0) for word, weight in vector.items()) / group.size
        if mean >= best + (nearest is not None) * 1e-9:
            best, nearest = mean, group
    return nearest


def _take_in(group: _Group, vector: dict[str, float], day: int, holders: defaultdict[str, set[int]]) -> None:
    for word, weight in vector.items():
        group.sum[word] = group.sum.get(word, 0.0) + weight
    group.size, group.latest = group.size + 1, day
    for word in list(vector)[:KEYS]:
        group.keys.add(word)
        holders[word].add(group.number)


def _close(groups: dict[int, _Group], holders: dict[str, set[int]], before: int) -> None:
    """Forget the events whose latest article is too old."""
    for number in [number for number, group in groups.items() if group.latest < before]:
        for word in groups.pop(number).keys:
            holders[word].discard(number)
            if not holders[word]:
                del holders[word]
