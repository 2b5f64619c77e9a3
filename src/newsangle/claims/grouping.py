"""Groups of answers to one question: from matched sentences to claims, quantities and denials that belong together."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from itertools import product

import numpy as np
import pandas as pd

from newsangle.claims import matching
from newsangle.claims.matching import Sentences
from newsangle.claims.polarity import Said, Withheld, is_same_deed, meaning
from newsangle.claims.referents import SCALES, Context, Likeness
from newsangle.claims.relations import Cell, grows
from newsangle.language import Syntax
from newsangle.quantities.comparison import Quantity, are_close, compare

Answer = tuple[Quantity, Context]
Node = tuple[int, int, Quantity | Said | Withheld | None]  # a sentence, its claim, and what of it answers
Told = dict[tuple, list[tuple[int, Quantity, Context]]]
_DENIAL = 0.2  # probability from which a pair is asked whether one side denies what the other states
_DAY = 0.15  # probability from which two sentences may tell what happened on one day
_NEAR = 60  # characters from a number within which a date tells when it held
_RECENT = 60  # days before publication in which what has no date is taken to have happened, or a count to have grown
_COHERENT = 0.5  # a group holds together while its mean link is at least this share of the threshold


def group_answers(
    pairs: pd.DataFrame, cells: list[list[Cell]], event: Sentences, vectors: dict[str, np.ndarray]
) -> list[list[Cell]]:
    """Return groups of answers to one question, each of two outlets at least.

    pairs: candidates with their probability (matching.pairs). cells: the claims of every sentence. vectors: of the
    claims, by claim_id. An answer is a claim, one quantity of it, or what it says that another denies.
    """
    weight = _links(pairs, cells, event, vectors)
    weight = {link: max(probability, matching.threshold()) for link, probability in weight.items()}
    told = _places_of_numbers(event)
    groups = []
    for nodes in _cluster(weight, event.outlet):
        nodes = _consistent(nodes, event)
        nodes = sorted([*nodes, *_repeats(nodes, cells, event, told)], key=lambda node: node[:2])
        group = []
        for row, claim, facet in nodes:
            cell = cells[row][claim]
            if isinstance(facet, Quantity):
                cell = replace(cell, quantity=facet)
            elif isinstance(facet, Said):
                cell = replace(cell, said=facet)
            elif isinstance(facet, Withheld):
                cell = replace(cell, withheld=facet)
            group.append(cell)
        groups.append(_once(group))
    return groups


def _links(
    pairs: pd.DataFrame, cells: list[list[Cell]], event: Sentences, vectors: dict[str, np.ndarray]
) -> dict[tuple[Node, Node], float]:
    """Return the links between answers with their probabilities.

    A matched pair is linked by its quantities, or, where it has none in common, by its nearest claims, but not where it
    says the contrary of different things. A pair that one side denies and the other states needs less to be linked, and
    so does a day that two texts name.
    """
    answers = [list(zip(q, c, strict=True)) for q, c in zip(event.quantities, event.contexts, strict=True)]
    links: dict[tuple[Node, Node], float] = {}
    matched = matching.matches(pairs)
    times = [_Times(own, of[0]) if of else None for own, of in zip(answers, cells, strict=True)]
    clashing = set()
    for pair in pairs[pairs["probability"] >= _DENIAL].itertuples():
        s, t = pair.first, pair.second
        for a, b in _at_odds(pair, cells, partial(_at_one_time, times[s], times[t])):
            links[(s, _teller(cells[s], a), a), (t, _teller(cells[t], b), b)] = pair.probability
            clashing.add((s, t))
    for pair in matched.itertuples():
        s, t = pair.first, pair.second
        aligned = align(answers[s], answers[t], event.likeness, partial(_at_one_time, times[s], times[t]))
        if not any(q.kind == "date" for q, _ in aligned):
            aligned += _other_day(answers[s], answers[t], cells[s][0].parsed, cells[t][0].parsed)
        for q, r in aligned:
            links[(s, _holder(cells[s], q), q), (t, _holder(cells[t], r), r)] = pair.probability
        if (
            (s, t) in clashing
            or cells[s][0].polarity.is_at_odds(cells[t][0].polarity)
            or any(q.kind != "date" for q, _ in aligned)
        ):
            continue
        near = np.array([vectors[c.claim] for c in cells[s]]) @ np.array([vectors[c.claim] for c in cells[t]]).T
        i, j = np.unravel_index(int(near.argmax()), near.shape)
        links[(s, int(i), None), (t, int(j), None)] = pair.probability
    for s, t, q, r, probability in _days(pairs, matched, event):
        links[(s, _holder(cells[s], q), q), (t, _holder(cells[t], r), r)] = probability
    for s, t, withheld, q in _withheld(cells, event):
        links[(s, _teller(cells[s], withheld), withheld), (t, _holder(cells[t], q), q)] = matching.threshold()
    return links


def _at_odds(pair, cells: list[list[Cell]], at_one_time: Callable[[Said, Said], bool]) -> list[tuple[Said, Said]]:
    """Return the surest contradiction of a pair, of what is the same thing for certain unless the pair matches."""
    least = 1 if pair.probability >= matching.threshold() else 2
    clash = cells[pair.first][0].polarity.clash(cells[pair.second][0].polarity)
    return [(a, b) for a, b in clash if a.fits(b) >= least and at_one_time(a, b)][:1]


def _withheld(cells: list[list[Cell]], event: Sentences) -> Iterator[tuple[int, int, Withheld, Quantity]]:
    """Yield what a sentence says was not given, with the sentence of each other article that gives it, if one does.

    A date is one that was to come when the text was written; a number counts what is not numbered.
    """
    for s, own in enumerate(cells):
        for withheld in own[0].polarity.withheld if own and event.twin[s] is None else ():
            best: dict[str, tuple] = {}
            for t, others in enumerate(cells):
                if not others or event.twin[t] is not None or event.outlet[t] == event.outlet[s]:
                    continue
                for q in _given(withheld, own[0], others):
                    key = (float(event.vectors[s] @ event.vectors[t]), -t)
                    best[event.article[t]] = max(
                        best.get(event.article[t], ()), (*key, t, q), key=lambda found: found[:2]
                    )
            yield from ((s, t, withheld, q) for *_, t, q in best.values())


def _given(withheld: Withheld, by: Cell, others: list[Cell]) -> Iterator[Quantity]:
    """Yield the quantities of a sentence that give what is withheld."""
    told = {meaning(word) for cell in others for word in cell.lemmas}
    for cell in others:
        for q, context in cell.counts:
            if q.kind != withheld.kind or q.low is None:
                continue
            if withheld.kind == "date":
                coming = by.published and q.high > date.fromisoformat(by.published[:10]).toordinal()
                fits = coming and withheld.about & told
            else:
                fits = meaning(context.noun) in withheld.about and withheld.about & {meaning(w) for w in context.verbs}
            if fits:
                yield q


def _days(pairs: pd.DataFrame, matched: pd.DataFrame, event: Sentences) -> Iterator[tuple]:
    """Yield, for each day that two articles name in sentences that do not match, the nearest such sentences."""
    known = {
        (event.article[pair.first], event.article[pair.second], q.value)
        for pair in matched[matched["same_date"] > 0].itertuples()
        for q, _ in _same_days(event.quantities[pair.first], event.quantities[pair.second])
    }
    likely = pairs[(pairs["same_date"] > 0) & (pairs["probability"] >= _DAY)].sort_values(
        ["probability", "first", "second"], ascending=[False, True, True]
    )
    for pair in likely.itertuples():
        for q, r in _same_days(event.quantities[pair.first], event.quantities[pair.second]):
            key = event.article[pair.first], event.article[pair.second], q.value
            if key not in known:
                known.add(key)
                yield pair.first, pair.second, q, r, pair.probability


def _same_days(a: list[Quantity], b: list[Quantity]) -> list[tuple[Quantity, Quantity]]:
    return [
        (q, r) for q, r in product(a, b)
        if q.kind == r.kind == "date" and q.low is not None and q.low == q.high == r.low == r.high
    ]  # fmt: skip


def _other_day(
    a: list[Answer], b: list[Answer], one: Syntax | None, other: Syntax | None
) -> list[tuple[Quantity, Quantity]]:
    """Return the days of two sentences, where each names one day, of the same deed: they cannot both be right."""
    days = [_days_told(side) for side in (a, b)]
    if not (one and other) or [len(side) for side in days] != [1, 1]:
        return []
    (q, of_q), (r, of_r) = days[0][0], days[1][0]
    exact = q.low == q.high and r.low == r.high and q.bound == r.bound == "exact"
    told = of_q.deed >= 0 and of_r.deed >= 0
    return [(q, r)] if exact and told and is_same_deed(one, of_q.deed, other, of_r.deed) else []


def _consistent(nodes: list[Node], event: Sentences) -> list[Node]:
    """Return a group without numbers of another thing: an outlet that gives two means the one that others give too."""
    amounts = {(event.outlet[row], _written(q)): q for row, _, q in nodes if isinstance(q, Quantity)}
    strays = set()
    for (outlet, written), q in amounts.items():
        others = [r for (told, _), r in amounts.items() if told != outlet]
        own = [r for (told, _), r in amounts.items() if told == outlet and compare(q, r) == "different"]
        agreed = any(compare(r, other) == "same" for r in own for other in others)
        if agreed and all(compare(q, other) == "different" for other in others):
            strays.add((outlet, written))
    return [
        node for node in nodes
        if not isinstance(node[2], Quantity) or (event.outlet[node[0]], _written(node[2])) not in strays
    ]  # fmt: skip


def _repeats(nodes: list[Node], cells: list[list[Cell]], event: Sentences, told: Told) -> list[Node]:
    """Return where an article that has one place in the group tells the same number of the same thing again, once."""
    places = Counter(event.article[row] for row, _, _ in nodes)
    again = []
    for row, _, facet in nodes:
        counts = isinstance(facet, Quantity) and facet.kind in ("number", "money") and _telling(facet)
        if not counts or places[event.article[row]] > 1:
            continue
        same = told[event.article[row], _written(facet)]
        of = next(c for _, q, c in same if q is facet)
        elsewhere = ((other, _holder(cells[other], q), q)
                     for other, q, c in same if other != row and event.likeness.same_thing(of, c))  # fmt: skip
        again += [node for node in (next(elsewhere, None),) if node]
    return again


def _written(q: Quantity) -> tuple:
    return q.kind, q.unit, q.values, q.bound


def _places_of_numbers(event: Sentences) -> Told:
    """Return where each article tells each quantity: the row of the sentence, the quantity, and its context."""
    told: Told = defaultdict(list)
    for row, article in enumerate(event.article):
        for q, c in zip(event.quantities[row], event.contexts[row], strict=True):
            told[article, _written(q)].append((row, q, c))
    return told


def _once(group: list[Cell]) -> list[Cell]:
    """Return the cells with one a claim."""
    return list({cell.claim: cell for cell in reversed(group)}.values())[::-1]


def align(
    a: list[Answer], b: list[Answer], likeness: Likeness, at_one_time: Callable[[Quantity, Quantity], bool]
) -> list[tuple[Quantity, Quantity]]:
    """Pair the quantities of two matched sentences that answer the same question; each is paired once.

    Equal values come first. Values that differ need more: the same thing counted and the same said of it, at one time,
    and not another order of magnitude; a date that differs belongs to another question.
    """
    candidates = []
    for (i, (q, of_q)), (j, (r, of_r)) in product(enumerate(a), enumerate(b)):
        verdict = compare(q, r)
        if not verdict:
            continue
        thing, said = likeness.same_thing(of_q, of_r), likeness.same_said(of_q, of_r)
        if verdict == "same":
            fits = q.kind != "number" or likeness.same_value(of_q, of_r) or (q.values == r.values and _telling(q))
        elif q.kind == "age":
            fits = of_q.name and of_q.noun == of_r.noun
        elif q.kind in ("date", "time") or of_q.origin != of_r.origin:
            fits = False
        else:
            unnamed = not (of_q.noun and of_r.noun) and not set(of_q.verbs).isdisjoint(of_r.verbs)
            measured = likeness.same_measure(of_q, of_r) and (
                said or q.kind in ("money", "share") or of_q.noun in SCALES
            )
            asked = (
                (thing and (said or q.kind == "duration"))
                or unnamed
                or measured
                or (are_close(q, r) and (thing or said))
            )
            fits = asked and _same_magnitude(q, r) and at_one_time(q, r)
        if fits:
            candidates.append((_VERDICTS.index(verdict), -thing - said, i, j))
    pairs, left, right = [], set(), set()
    for *_, i, j in sorted(candidates):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((a[i][0], b[j][0]))
    return pairs


_COUNTS = ("number", "share", "money")
_VERDICTS = ("same", "compatible", "different")
_MAGNITUDE = 20


def _telling(q: Quantity) -> bool:
    """Tell a value that hardly two things share by chance (129, 7,919) from a small or round one (3, 1,000)."""
    return q.low is not None and q.low > 12 and len(f"{q.low:.0f}".rstrip("0")) > 1


def _days_told(answers: list[Answer]) -> list[Answer]:
    """Return the dates of a sentence, but for those that tell when something was said."""
    return [(q, of) for q, of in answers if q.kind == "date" and q.low is not None and not of.saying]


class _Times:
    """The dates of a sentence, but for those that tell when it was said."""

    def __init__(self, answers: list[Answer], cell: Cell):
        self.cell = cell
        self.dates = [q for q, _ in _days_told(answers)]

    def beside(self, answer: Quantity | Said) -> Quantity | None:
        """Return the date that stands nearest to a place in the sentence."""
        away = [(max(d.start - answer.end, answer.start - d.end), i) for i, d in enumerate(self.dates)]
        return self.dates[min(away)[1]] if away and min(away)[0] <= _NEAR else None

    def is_past(self, day: Quantity) -> bool:
        """Return whether a date that names its year lies long before the sentence was published."""
        published = self.cell.published
        long_ago = published and day.high < date.fromisoformat(published[:10]).toordinal() - _RECENT
        return (
            bool(long_ago)
            and day.bound == "exact"
            and any(len(part) == 4 and part.isdigit() for part in day.text.split())
        )


def _at_one_time(a: _Times, b: _Times, q: Quantity | Said, r: Quantity | Said) -> bool:
    """Return whether two answers may be of one time: what has no date beside it is recent. Counts may have grown."""
    of_q, of_r = a.beside(q), b.beside(r)
    if of_q and of_r:
        apart = max(of_q.low - of_r.high, of_r.low - of_q.high)
        growing = isinstance(q, Quantity) and grows(a.cell, b.cell) and apart < _RECENT
        return growing or apart <= 0
    return not (of_q and b.is_past(of_q)) and not (of_r and a.is_past(of_r))


def _same_magnitude(q: Quantity, r: Quantity) -> bool:
    low, high = sorted((abs(q.low), abs(r.low)))
    return "vague" in (q.bound, r.bound) or high <= low * _MAGNITUDE


def _holder(cells: list[Cell], quantity: Quantity) -> int:
    """Return the claim of a sentence that holds a quantity."""
    return next((i for i, cell in enumerate(cells) if any(q is quantity for q, _ in cell.counts)), 0)


def _teller(cells: list[Cell], said: Said | Withheld) -> int:
    """Return the claim of a sentence that says something."""
    return next((i for i, cell in enumerate(cells) if cell.start <= said.start < cell.start + len(cell.text)), 0)


def _cluster(weight: dict[tuple[Node, Node], float], outlet: list[str]) -> list[list[Node]]:
    """Group linked nodes; two groups join while their mean link across outlets is strong, so chains do not drift."""
    place: dict[Node, int] = {}
    links = [(place.setdefault(a, len(place)), place.setdefault(b, len(place)), w) for (a, b), w in weight.items()]
    groups = {i: _Group([node], Counter([outlet[node[0]]]), _dates([node])) for node, i in place.items()}
    for a, b, w in links:
        groups[a].near[b] = groups[b].near[a] = w
    member, nodes = list(range(len(place))), list(place)
    for a, b, _ in sorted(links, key=lambda link: -link[2]):
        g, h = sorted((member[a], member[b]), key=lambda group: (-len(groups[group].nodes), group))
        disputed = {q.values for q in _dates([nodes[a], nodes[b]])}
        if g != h and groups[g].belongs_with(groups[h], groups[g].near[h], disputed):
            for node in groups[h].nodes:
                member[place[node]] = g
            for other, near in groups[h].near.items():
                del groups[other].near[h]
                if other != g:
                    groups[g].near[other] = groups[other].near[g] = groups[g].near.get(other, 0.0) + near
            groups[g].take_in(groups.pop(h))
    return [sorted(group.nodes, key=lambda n: n[:2]) for group in groups.values() if len(group.outlets) > 1]


@dataclass
class _Group:
    """Nodes that belong together, with the sum of their links to every other group."""

    nodes: list[Node]
    outlets: Counter
    dates: list[Quantity]
    near: dict[int, float] = field(default_factory=dict)

    def belongs_with(self, other: "_Group", links: float, disputed: set) -> bool:
        """Return whether the mean link across outlets is strong, and no date of one contradicts one of the other.

        disputed: the values of dates that may, because they are told of one deed.
        """
        across = len(self.nodes) * len(other.nodes) - sum(n * other.outlets[o] for o, n in self.outlets.items())
        strong = links >= _COHERENT * matching.threshold() * across
        apart = (pair for pair in product(self.dates, other.dates) if compare(*pair) == "different")
        return strong and all({q.values, r.values} == disputed for q, r in apart)

    def take_in(self, other: "_Group") -> None:
        self.nodes += other.nodes
        self.outlets += other.outlets
        known = {(q.values, q.bound) for q in self.dates}
        self.dates += [q for q in other.dates if (q.values, q.bound) not in known]


def _dates(nodes: list[Node]) -> list[Quantity]:
    return [node[2] for node in nodes if isinstance(node[2], Quantity) and node[2].kind == "date"]
