"""Splits that follow roads: a community cut in two along one named line, its parts cut again.

A road divides a set of nodes where all edges between the two sides have it between them. What a
road cannot do (a compound lies on both sides, the road ends inside) shows in the graph: the two
sides hang together by an edge without it. Where no road alone makes as few parts as the maximum
allows, a limit may turn once from one road into another.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations

from redistrict.solve.clock import Sets
from redistrict.solve.instance import Instance

SIDES = 12
"""Most separate pieces that the roads of a cut may leave for every pairing to be tried."""
SPLITS = 20_000
"""Most ways to split one community that are listed."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A set of nodes divided along one road, or around the corner of two."""

    roads: tuple[str, ...]
    first: tuple[int, ...]
    second: tuple[int, ...]


@dataclass
class RoadSplits:
    """Lists the ways to split sets of nodes along roads.

    Parameters
    ----------
    least
        Fewest households of a part.
    complete
        Whether every way was listed so far.
    """

    instance: Instance
    least: int = 0
    complete: bool = True
    _known: dict[tuple[tuple[int, ...], int], tuple[Sets, ...]] = field(default_factory=dict)

    def cuts(self, nodes: tuple[int, ...], lines: int = 1) -> Iterator[Cut]:
        """Yield every division in two connected sides along as many roads, by their names."""
        inside = set(nodes)
        near = [
            (a, b, names)
            for (a, b), names in self.instance.parted.items()
            if a in inside and b in inside
        ]
        known = sorted({name for _, _, names in near for name in names})
        for roads in combinations(known, lines):
            joined = [(a, b) for a, b, names in near if names.isdisjoint(roads)]
            for first, second in self._sides(nodes, joined):
                yield Cut(roads, first, second)

    def _sides(
        self, nodes: tuple[int, ...], joined: list[tuple[int, int]]
    ) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
        pieces = _components(nodes, joined)
        if len(pieces) > SIDES:
            self.complete = False
            return
        sizes = [self.instance.total(piece) for piece in pieces]
        # The first piece always lies on the first side: every division comes once.
        for chosen in range(2 ** (len(pieces) - 1) - 1):
            here = [0, *(at for at in range(1, len(pieces)) if chosen >> at - 1 & 1)]
            size = sum(sizes[at] for at in here)
            if min(size, sum(sizes) - size) < self.least:
                continue
            first = {node for at in here for node in pieces[at]}
            sides = tuple(sorted(first)), tuple(node for node in nodes if node not in first)
            if all(len(self.instance.pieces(side)) == 1 for side in sides):
                yield sides

    def splits(self, nodes: tuple[int, ...]) -> tuple[Sets, ...]:
        """Return the ways to make two or more parts of a connected set, sorted.

        One road a cut where that makes as few parts within the band as the households allow; else
        also two roads a cut.
        """
        found = self._splits(nodes, 1)
        top = self.instance.problem.rules.changed_max
        fewest = max(2, -(-self.instance.total(nodes) // max(1, top)))
        if not any(len(parts) <= fewest and self._fit(parts) for parts in found):
            found = tuple(sorted({*found, *self._splits(nodes, 2)}))
        return found

    def _fit(self, parts: Sets) -> bool:
        rules = self.instance.problem.rules
        sizes = map(self.instance.total, parts)
        return all(rules.changed_min <= size <= rules.changed_max for size in sizes)

    def _splits(self, nodes: tuple[int, ...], lines: int) -> tuple[Sets, ...]:
        if (nodes, lines) in self._known:
            return self._known[nodes, lines]
        found: set[Sets] = set()
        for parts in self._parts(nodes, lines):
            found.add(parts)
            if len(found) > SPLITS:
                self.complete = False
                break
        self._known[nodes, lines] = tuple(sorted(found))
        return self._known[nodes, lines]

    def _parts(self, nodes: tuple[int, ...], lines: int) -> Iterator[Sets]:
        for number in range(1, lines + 1):
            for cut in self.cuts(nodes, number):
                for left in ((cut.first,), *self._splits(cut.first, lines)):
                    for right in ((cut.second,), *self._splits(cut.second, lines)):
                        yield tuple(sorted((*left, *right)))


def _components(nodes: tuple[int, ...], joined: list[tuple[int, int]]) -> list[tuple[int, ...]]:
    """Return the connected pieces of a graph, by their first node."""
    near: dict[int, list[int]] = {node: [] for node in nodes}
    for a, b in joined:
        near[a].append(b)
        near[b].append(a)
    left = set(nodes)
    found = []
    for start in nodes:
        if start not in left:
            continue
        left.discard(start)
        piece, stack = [start], [start]
        while stack:
            for other in near[stack.pop()]:
                if other in left:
                    left.discard(other)
                    piece.append(other)
                    stack.append(other)
        found.append(tuple(sorted(piece)))
    return found
