"""The program of one community in so many connected parts: a column per node and part.

The first part goes by the community's name, so that its root is the office where that is known; of
any other part the node of the lowest index is the root, and the roots stand in order, so that no
split is there twice. That every part is connected is asked for by separators: a node joins a part
only if its root is on the same side of some nodes, or with one of these.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from redistrict.solve.candidates import Candidates
from redistrict.solve.clock import Sets
from redistrict.solve.costs import NEW
from redistrict.solve.instance import NOWHERE
from redistrict.solve.program import Program

Meaning = Callable[[Sets], float]
"""What a column is for parts in order, the named one first, then by their lowest nodes."""

Separator = tuple[tuple[int, ...], tuple[int, ...]]
"""Nodes, and those that separate them from the others."""


@dataclass
class Parts:
    """Columns and rows that hold for every split."""

    candidates: Candidates
    nodes: tuple[int, ...]
    label: int
    count: int
    program: Program = field(default_factory=Program)
    join: dict[tuple[int, int], int] = field(default_factory=dict)
    root: dict[tuple[int, int], int] = field(default_factory=dict)
    meaning: list[Meaning] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Add the columns and the rows."""
        self.instance, self.costs = self.candidates.instance, self.candidates.costs
        inside = frozenset(self.nodes)
        self.near = {
            node: tuple(other for other in self.instance.adjacent[node] if other in inside)
            for node in self.nodes
        }
        self.office = self.instance.anchor[self.label]
        for part in range(self.count):
            for node in self.nodes:
                self.join[node, part] = self.column(partial(_joins, node, part))
            self._rooted(part)
        for node in self.nodes:
            self.program.row({self.join[node, part]: 1.0 for part in range(self.count)}, 1, 1)
        bearers = [node for node in self.instance.bearers[self.label] if node in inside]
        self.program.row({self.join[node, 0]: 1.0 for node in bearers}, low=1)
        self._order()
        self._band()
        self._locks(inside)
        core = self.instance.core[self.label]
        if self.instance.whole[self.label] and len(core) < len(self.nodes):
            # Today's community as it is, beside loose nodes, is no split.
            terms = {self.join[node, 0]: 1.0 if node in core else -1.0 for node in self.nodes}
            self.program.row(terms, high=len(core) - 1)

    def column(self, meaning: Meaning, upper: float = 1.0, *, integer: bool = True) -> int:
        """Add a column with its meaning and return its index."""
        self.meaning.append(meaning)
        return self.program.column(0.0, 0.0, upper, integer=integer)

    def point(self, sets: Sets) -> list[float]:
        """Return the columns' values for parts in order."""
        return [meaning(sets) for meaning in self.meaning]

    def sets(self, point: Sequence[float]) -> Sets:
        """Return the parts of a point, in order."""
        return tuple(
            tuple(node for node in self.nodes if point[self.join[node, part]] > 0.5)
            for part in range(self.count)
        )

    def values(self, sets: Sets) -> tuple[int, ...]:
        """Return the tiers of parts in order."""
        rows = [self.costs.of(at, NEW if part else self.label) for part, at in enumerate(sets)]
        return tuple(sum(row) for row in zip(*rows, strict=True))

    def _rooted(self, part: int) -> None:
        """Give a part its root: the office, or whichever of its nodes comes first."""
        fixed = part == 0 and self.office != NOWHERE
        roots = (self.office,) if fixed else self.nodes
        earlier: dict[int, float] = {}
        for node in roots:
            column = self.column(_one if fixed else partial(_leads, node, part))
            self.root[node, part] = column
            self.program.row({column: 1.0, self.join[node, part]: -1.0}, high=0)
            earlier[column] = -1.0
            if not fixed:
                self.program.row({self.join[node, part]: 1.0, **earlier}, high=0)
        self.program.row(dict.fromkeys(earlier, 1.0), 1, 1)
        for node in self.nodes:
            self._separate(part, (node,), self.near[node])

    def _separate(self, part: int, behind: Iterable[int], between: Iterable[int]) -> None:
        terms = {self.join[other, part]: -1.0 for other in between}
        terms |= {self.root[at, part]: -1.0 for at in behind if (at, part) in self.root}
        for node in behind:
            self.program.row({**terms, self.join[node, part]: 1.0}, high=0)

    def connected(self, plans: Sequence[Sets]) -> bool:
        """Return whether the first plan's parts are connected; else add separators for all."""
        found = [self._separators(sets) for sets in plans]
        if not found[0]:
            return True
        for behind, between in sorted(set().union(*found)):
            for part in range(self.count):
                self._separate(part, behind, between)
        return False

    def _separators(self, sets: Sets) -> set[Separator]:
        found = set()
        for part, members in enumerate(sets):
            root = self.office if part == 0 and self.office != NOWHERE else members[0]
            for piece in self.instance.pieces(members):
                if root not in piece:
                    found.add(self._separator(root, piece))
        return found

    def _separator(self, root: int, piece: Sequence[int]) -> Separator:
        """Return all that is behind the nodes between a root and a piece, and these."""
        inside = frozenset(self.nodes)
        rim = {other for node in piece for other in self.near[node]} - set(piece)
        reach = self.instance.hops([root], inside - rim)
        between = sorted(
            node for node in rim if any(reach[other] >= 0 for other in self.near[node])
        )
        open_ = self.instance.hops([root], inside - set(between))
        behind = (node for node in self.nodes if open_[node] < 0 and node not in between)
        return tuple(behind), tuple(between)

    def _order(self) -> None:
        """Put the new parts in the order of their roots."""
        for part in range(2, self.count):
            terms: dict[int, float] = {}
            for node in self.nodes:
                terms[self.root[node, part]] = 1.0
                self.program.row(dict(terms), high=0)
                terms[self.root[node, part - 1]] = -1.0

    def sum(self, values: Sequence[int], part: int, factor: float = 1.0) -> dict[int, float]:
        """Return the sum of values over the nodes of a part."""
        return {self.join[node, part]: factor * values[node] for node in self.nodes if values[node]}

    @property
    def kept(self) -> list[tuple[int, int]]:
        """Households and units of the community by node."""
        return [here.get(self.label, (0, 0)) for here in self.instance.kept]

    def _band(self) -> None:
        """Hold every part in the band, or count what is outside; the name goes where it is due."""
        rules, top = self.instance.problem.rules, self.candidates.ceiling
        low, high = rules.changed_min, rules.changed_max
        self.outside: dict[int, int] = {}
        self.excess: dict[int, int] = {}
        kept = [pair[0] for pair in self.kept]
        for part in range(self.count):
            load = self.sum(self.instance.households, part)
            if self.office == NOWHERE and part:
                self.program.row({**self.sum(kept, 0), **self.sum(kept, part, -1.0)}, low=0)
            if self.candidates.exact:
                self.program.row(load, low, min(high, top))
                continue
            flag = self.column(partial(self._outside, part))
            under = self.column(partial(self._beyond, part, -1), low)
            over = self.column(partial(self._beyond, part, 1), max(0, top - high))
            self.outside[flag] = self.excess[under] = self.excess[over] = 1
            self.program.row({under: 1.0, flag: -float(low)}, high=0)
            self.program.row({over: 1.0, flag: -float(max(0, top - high))}, high=0)
            self.program.row({**load, under: 1.0}, low=low)
            self.program.row({**load, over: -1.0}, high=min(high, top))

    def _beyond(self, part: int, side: int, sets: Sets) -> float:
        """Return households above the maximum (``side`` 1) or below the minimum (-1)."""
        rules, size = self.instance.problem.rules, self.instance.total(sets[part])
        return max(0, size - rules.changed_max if side > 0 else rules.changed_min - size)

    def _outside(self, part: int, sets: Sets) -> float:
        return float(any(self._beyond(part, side, sets) for side in (-1, 1)))

    def _locks(self, inside: frozenset[int]) -> None:
        program, join = self.program, self.join
        for node, _ in self.instance.fixed:
            if node in inside:
                program.lower[join[node, 0]] = 1.0
        pairs = [(nodes[0], node) for nodes in self.instance.links for node in nodes[1:]]
        for part in range(self.count):
            for a, b in pairs:
                if a in inside and b in inside:
                    program.row({join[a, part]: 1.0, join[b, part]: -1.0}, 0, 0)
            for a, b in self.instance.apart:
                if a in inside and b in inside:
                    program.row({join[a, part]: 1.0, join[b, part]: 1.0}, high=1)

    def constant(self) -> int:
        """Return what the communities concerned cost: one named, the others new."""
        change = self.instance.problem.change
        return change.new * (self.count - 1) - change.abolished


def _one(_: Sets) -> float:
    return 1.0


def _joins(node: int, part: int, sets: Sets) -> float:
    return float(node in sets[part])


def _leads(node: int, part: int, sets: Sets) -> float:
    return float(node == sets[part][0])
