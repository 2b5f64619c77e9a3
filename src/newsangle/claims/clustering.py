"""Groups of answers to one question: pairs of answers that belong together, joined while they hold together."""

from collections import Counter
from dataclasses import dataclass, field

from newsangle.claims.thresholds import THRESHOLDS

Node = tuple[int, int, int]  # a sentence, and the first and last character of what answers in it


def cluster(links: dict[tuple[Node, Node], float], outlet: list[str]) -> list[list[Node]]:
    """Return groups of linked nodes, each of two outlets at least.

    links: the probability that two nodes answer one question. outlet: of each sentence. Two groups join while their
    mean link across outlets is strong, so that chains do not drift (average linkage).
    """
    place: dict[Node, int] = {}
    weighted = [(place.setdefault(a, len(place)), place.setdefault(b, len(place)), w) for (a, b), w in links.items()]
    groups = {i: _Group([node], Counter([outlet[node[0]]])) for node, i in place.items()}
    for a, b, w in weighted:
        groups[a].near[b] = groups[b].near[a] = w
    member = list(range(len(place)))
    for a, b, _ in sorted(weighted, key=lambda link: (-round(link[2], 6), link[0], link[1])):
        g, h = sorted((member[a], member[b]), key=lambda group: (-len(groups[group].nodes), group))
        if g != h and groups[g].belongs_with(groups[h], groups[g].near[h]):
            for node in groups[h].nodes:
                member[place[node]] = g
            for other, near in groups[h].near.items():
                del groups[other].near[h]
                if other != g:
                    groups[g].near[other] = groups[other].near[g] = groups[g].near.get(other, 0.0) + near
            groups[g].take_in(groups.pop(h))
    return [sorted(group.nodes) for group in groups.values() if len(group.outlets) > 1]


@dataclass
class _Group:
    """Nodes that belong together, with the sum of their links to every other group."""

    nodes: list[Node]
    outlets: Counter
    near: dict[int, float] = field(default_factory=dict)

    def belongs_with(self, other: "_Group", links: float) -> bool:
        """Return whether the mean link across outlets is strong."""
        across = len(self.nodes) * len(other.nodes) - sum(n * other.outlets[o] for o, n in self.outlets.items())
        return links >= THRESHOLDS.coherent * THRESHOLDS.shared * across

    def take_in(self, other: "_Group") -> None:
        self.nodes += other.nodes
        self.outlets += other.outlets
