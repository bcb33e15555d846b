"""The program of one community in so many connected parts: a column per node and part.

The first part goes by the community's name, so that its root is the office where that is known; of
any other part the node of the lowest index is the root, and the roots stand in order, so that no
split is there twice. That every part is connected is asked for by separators: a node joins a part
only if its root is on the same side of some nodes, or with one of these.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from redistrict.domain.rules import Tier
from redistrict.solve.candidates import Candidates
from redistrict.solve.clock import Sets
from redistrict.solve.costs import NEW
from redistrict.solve.instance import NOWHERE
from redistrict.solve.lexicographic import Aim
from redistrict.solve.program import FREE, Program

KNOWN = frozenset(
    (Tier.EXCEPTIONS, Tier.EXCESS, Tier.CHANGE, Tier.UNITS, Tier.COMMUNITIES, Tier.TOUCHED,
     Tier.WORKLOAD, Tier.PLACE, Tier.CUT_EDGES)
)  # fmt: skip
"""Tiers that the program can count."""
Meaning = Callable[[Sets], float]
"""What a column is for parts in order, the named one first, then by their lowest nodes."""

Separator = tuple[tuple[int, ...], tuple[int, ...]]
"""Nodes, and those that separate them from the others."""


@dataclass
class Parts:
    """Columns and rows that hold for every split, and the tiers over them."""

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
                self.join[node, part] = self._column(partial(_joins, node, part))
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

    def _column(self, meaning: Meaning, upper: float = 1.0, *, integer: bool = True) -> int:
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
            column = self._column(_one if fixed else partial(_leads, node, part))
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

    def _sum(self, values: Sequence[int], part: int, factor: float = 1.0) -> dict[int, float]:
        return {self.join[node, part]: factor * values[node] for node in self.nodes if values[node]}

    @property
    def _kept(self) -> list[tuple[int, int]]:
        return [here.get(self.label, (0, 0)) for here in self.instance.kept]

    def _band(self) -> None:
        """Hold every part in the band, or count what is outside; the name goes where it is due."""
        rules, top = self.instance.problem.rules, self.candidates.ceiling
        low, high = rules.changed_min, rules.changed_max
        self.outside: dict[int, int] = {}
        self.excess: dict[int, int] = {}
        kept = [pair[0] for pair in self._kept]
        for part in range(self.count):
            load = self._sum(self.instance.households, part)
            if self.office == NOWHERE and part:
                self.program.row({**self._sum(kept, 0), **self._sum(kept, part, -1.0)}, low=0)
            if self.candidates.exact:
                self.program.row(load, low, min(high, top))
                continue
            flag = self._column(partial(self._outside, part))
            under = self._column(partial(self._beyond, part, -1), low)
            over = self._column(partial(self._beyond, part, 1), max(0, top - high))
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

    def aim(self, tier: Tier, known: Sets | None) -> Aim:
        """Return a tier over the columns, with columns of its own where it needs them.

        Parameters
        ----------
        known
            Parts that are best in the better tiers; those no better need not be in the program.
        """
        instance, moved = self.instance, self.instance.problem.change.moved
        match tier:
            case Tier.EXCEPTIONS:
                return Aim(self.outside)
            case Tier.EXCESS:
                return Aim(self.excess)
            case Tier.CHANGE:
                kept = self._leaving([moved * pair[0] for pair in self._kept])
                owned = sum(instance.owned[node][0] for node in self.nodes)
                return Aim(kept, moved * owned + self.constant())
            case Tier.UNITS:
                owned = sum(instance.owned[node][1] for node in self.nodes)
                return Aim(self._leaving([pair[1] for pair in self._kept]), owned)
            case Tier.COMMUNITIES:
                return Aim({}, self.constant())
            case Tier.WORKLOAD:
                return self._workload()
            case Tier.CUT_EDGES:
                return Aim(*self._cut(instance.contacts))
            case Tier.PLACE:
                limits, fixed = self._cut(instance.border)
                most = None
                if known is not None:
                    most = (self.values(known)[self.costs.tiers.index(tier)] - fixed) // 2
                ways = {at: 2 * way for at, way in self._way(most).items()}
                return Aim(ways | limits, fixed)
            case Tier.TOUCHED:
                return Aim({})
            case Tier.INERTIA | Tier.GROWTH:
                raise AssertionError(f"{tier} is not counted here")

    def _leaving(self, kept: Sequence[int]) -> dict[int, int]:
        return {self.join[node, 0]: -kept[node] for node in self.nodes if kept[node]}

    def _workload(self) -> Aim:
        target, terms = self.instance.problem.workload_target, {}
        for part in range(self.count):
            away = self._column(partial(self._off_target, part), FREE)
            terms[away] = 1
            load = self._sum(self.instance.workload, part)
            self.program.row({**load, away: -1.0}, high=target)
            self.program.row({**load, away: 1.0}, low=target)
        return Aim(terms)

    def _off_target(self, part: int, sets: Sets) -> float:
        load = sum(self.instance.workload[node] for node in sets[part])
        return abs(load - self.instance.problem.workload_target)

    def _cut(self, table: Sequence[Sequence[tuple[int, int]]]) -> tuple[dict[int, int], int]:
        """Return what borders between the parts cost, and those to others, which are certain."""
        terms: dict[int, int] = {}
        fixed = 0
        for node in self.nodes:
            for other, value in table[node]:
                if other not in self.near:
                    fixed += value
                elif node < other:
                    column = self._column(partial(_parted, node, other), integer=False)
                    terms[column] = value + dict(table[other]).get(node, 0)
                    for part in range(self.count):
                        one, two = self.join[node, part], self.join[other, part]
                        self.program.row({one: 1.0, two: -1.0, column: -1.0}, high=0)
                        self.program.row({two: 1.0, one: -1.0, column: -1.0}, high=0)
        return terms, fixed

    def _way(self, most: int | None) -> dict[int, int]:
        """Return the way to the offices; of an office that is not known the best place counts.

        A place so far away that its own way leaves no room for the others within ``most`` is no
        place for an office.
        """
        instance = self.instance
        known = [instance.way(self.label)] if self.office != NOWHERE else []
        floor = {
            place: self._nearest(instance.ways[place])
            for at in self.nodes for place in instance.places[at]
        }  # fmt: skip
        least = sum(map(self._nearest, known))
        least += (self.count - len(known) - 1) * min(floor.values())
        terms = {
            self.join[node, 0]: ways[node] for ways in known for node in self.nodes if ways[node]
        }
        fit = {place for place, way in floor.items() if most is None or way + least <= most}
        for part in range(len(known), self.count):
            terms |= self._best_place(part, fit)
        return terms

    def one_place(self, tier: Tier) -> bool:
        """Return whether a tier asks for the place of just one office."""
        return tier is Tier.PLACE and self.count - (self.office != NOWHERE) == 1

    def aims_by_place(self, sets: Sets) -> Iterator[tuple[int, Aim]]:
        """Yield the tier of places for every place of the last part's office, and its node.

        Parameters
        ----------
        sets
            Parts known to be good: what is near to the last of them comes first.
        """
        instance, last = self.instance, self.count - 1
        limits, fixed = self._cut(instance.border)
        places = [(at, place) for at in self.nodes for place in instance.places[at]]
        known = instance.way(self.label)
        for at, place in sorted(
            places, key=lambda item: sum(instance.ways[item[1]][node] for node in sets[last])
        ):
            terms = {self.join[node, 0]: 2 * known[node] for node in self.nodes if known[node]}
            ways = instance.ways[place]
            terms |= {self.join[node, last]: 2 * ways[node] for node in self.nodes if ways[node]}
            yield at, Aim(terms | limits, fixed)

    def _nearest(self, ways: Sequence[int]) -> int:
        """Return the shortest way of as many households as a part has at least."""
        households, rules = self.instance.households, self.instance.problem.rules
        rest = (self.count - 1) * self.candidates.ceiling
        need = max(
            rules.changed_min if self.candidates.exact else 0,
            self.instance.total(self.nodes) - rest,
        )
        found = 0
        homes = [node for node in self.nodes if households[node]]
        for node in sorted(homes, key=lambda node: ways[node] / households[node]):
            part = min(max(0, need), households[node])
            found += ways[node] * part // households[node]
            need -= part
        return found

    def _best_place(self, part: int, fit: set[int]) -> dict[int, int]:
        """Return the way to the place of an office that is chosen among the nodes of a part."""
        instance, program = self.instance, self.program
        homes = [node for node in self.nodes if instance.households[node]]
        goes: dict[int, dict[int, float]] = {node: {} for node in homes}
        chosen: dict[int, float] = {}
        terms: dict[int, int] = {}
        for at in self.nodes:
            for place in sorted(fit.intersection(instance.places[at])):
                opened = self._column(partial(self._stands, place, part))
                chosen[opened] = 1.0
                program.row({opened: 1.0, self.join[at, part]: -1.0}, high=0)
                for node in homes:
                    goer = self._column(partial(self._goes, node, place, part), integer=False)
                    goes[node][goer] = 1.0
                    program.row({goer: 1.0, opened: -1.0}, high=0)
                    if instance.ways[place][node]:
                        terms[goer] = instance.ways[place][node]
        program.row(chosen, 1, 1)
        for node in homes:
            program.row({**goes[node], self.join[node, part]: -1.0}, 0, 0)
        return terms

    def _stands(self, place: int, part: int, sets: Sets) -> float:
        """Return whether the best place of a part is this one."""
        ways = self.instance.ways
        places = [item for node in sets[part] for item in self.instance.places[node]]
        return float(
            place == min(places, key=lambda at: (sum(ways[at][node] for node in sets[part]), at))
        )

    def _goes(self, node: int, place: int, part: int, sets: Sets) -> float:
        return float(node in sets[part] and self._stands(place, part, sets) > 0)


def _one(_: Sets) -> float:
    return 1.0


def _joins(node: int, part: int, sets: Sets) -> float:
    return float(node in sets[part])


def _leads(node: int, part: int, sets: Sets) -> float:
    return float(node == sets[part][0])


def _parted(a: int, b: int, sets: Sets) -> float:
    return float(not any(a in members and b in members for members in sets))
