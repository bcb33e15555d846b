"""Splits and merges of whole communities, exactly: each split is a problem of its own.

Without reshaping a community is part of one of today's or a union of whole ones. How a community
is best split does not depend on the others, so the best split of each is found first and enters
the set partitioning over whole communities as one column (costs add up, and a lexicographic
order does not change when the same is added to both sides).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from redistrict.domain.problem import Problem
from redistrict.domain.rules import Action, Tier
from redistrict.solve import fine, split
from redistrict.solve.alongroads import RoadSplits
from redistrict.solve.candidates import Candidates, stages
from redistrict.solve.clock import Clock
from redistrict.solve.costs import Costs
from redistrict.solve.instance import Instance, instance
from redistrict.solve.lexicographic import Level
from redistrict.solve.master import Choice, Column, choose
from redistrict.solve.subsets import TooMany, connected_sets

SETS = 60_000
"""Most connected sets enumerated for all merges."""
FEW = 2_000
"""Most connected sets of one community that are listed at once; above, a program is quicker."""
SOME = 20_000
"""Most that are listed after the program has run out of work."""
PIECES = 60_000
"""Most that are listed where no program can count the tiers."""
SHARE = 0.3
"""Share of the time left that pricing merges may take, and then finding splits."""
PAIR = 2
"""Sets of so many are priced even when the time for merges is over."""
LOOSE = 8
"""Most loose nodes (without a community) of which every combination is tried."""

_Split = tuple[tuple[int, ...], int, int | None]
"""Nodes of a split, the community that is split, and the number of parts where it is fixed."""


@dataclass
class SplitMerge:
    """The alternative without reshaping.

    Parameters
    ----------
    along_roads
        Split along roads only.
    caps
        Most that a tier (by position) may take. How a community is best split does not depend on
        a ceiling of communities touched: every split touches one.
    sure
        So many of the first tiers are the same as if every allowed plan were among the columns;
        no bound is given for the others.

    Notes
    -----
    The best split with all parts in the band is kept: where the first stage has no plan because
    of another community, no split of the wider stages is better than it.
    """

    instance: Instance
    costs: Costs
    actions: frozenset[Action]
    clock: Clock
    along_roads: bool = False
    caps: Mapping[int, int] = field(default_factory=dict)
    sure: int = 0
    _within: dict[_Split, tuple[Column, int]] = field(default_factory=dict)

    def solve(self, choices: Iterable[Candidates] | None = None) -> Choice:
        """Return the best plan, first without any exception, else with the fewest.

        Parameters
        ----------
        choices
            Sets that may stand for a community, ever wider ones; all stages where ``None``.
        """
        choice = Choice(None, infeasible=True)
        for candidates in choices or stages(self.instance, self.costs):
            self.sure = len(self.costs.tiers)
            columns = list(self._unions(candidates))
            columns += self._splits(candidates, columns)
            choice = choose(
                columns, range(self.instance.size), self.costs.base, self.clock,
                count=_free(self.instance), caps=self.caps, forced=candidates.forced,
            )  # fmt: skip
            if choice.sets is not None:
                break
        if self.sure == len(self.costs.tiers):
            return choice
        return replace(
            choice,
            levels=tuple(
                Level(level.value, level.bound if at < self.sure else None)
                for at, level in enumerate(choice.levels)
            ),
            infeasible=False,
        )

    def atoms(self) -> tuple[list[tuple[int, ...]], list[int]]:
        """Return sets of communities that no lock lets part (by nodes), and the loose nodes."""
        parent = list(range(len(self.instance.names)))

        def root(label: int) -> int:
            while parent[label] != label:
                label = parent[label]
            return label

        ties = [list(here) for here in self.instance.kept]
        ties += [[k for node in nodes for k in self.instance.kept[node]]
                 for nodes in self.instance.links]  # fmt: skip
        for labels in ties:
            for label in labels[1:]:
                parent[max(root(label), root(labels[0]))] = min(root(label), root(labels[0]))
        found: dict[int, set[int]] = {}
        for label, core in enumerate(self.instance.core):
            found.setdefault(root(label), set()).update(core)
        loose = [node for node, here in enumerate(self.instance.kept) if not here]
        return [tuple(sorted(found[key])) for key in sorted(found)], loose

    def _unions(self, candidates: Candidates) -> Iterator[Column]:
        """Yield whole communities, alone, merged, and with loose nodes."""
        atoms, loose = self.atoms()
        parts = [*atoms, *((node,) for node in loose)]
        owner = {node: index for index, part in enumerate(parts) for node in part}
        near = [
            sorted({owner[other] for node in part for other in self.instance.adjacent[node]} - {i})
            for i, part in enumerate(parts)
        ]
        weights = [self.instance.total(part) for part in parts]
        top = candidates.ceiling
        found: set[tuple[int, ...]] = {(index,) for index in range(len(atoms))}
        try:
            found.update(connected_sets(near, weights, top, SETS))
        except TooMany:
            self.sure = 0
            found.update(self._pairs(near, len(atoms)))
        merge = Action.MERGE in self.actions
        clock = self._part(SHARE) if self.clock.left is not None else self.clock
        for members in sorted(found):
            whole = sum(index < len(atoms) for index in members)
            if whole > 1 and not merge:
                continue
            if len(members) > PAIR and clock.over:
                # Pairs are enough for a plan; what is left out takes the bound with it.
                self.sure = 0
                self.clock.stop(clock.stopped_by)
                continue
            nodes = tuple(sorted(node for index in members for node in parts[index]))
            if len(self.instance.pieces(nodes)) == 1:
                yield from candidates.columns([nodes])

    def _pairs(self, near: Sequence[Sequence[int]], atoms: int) -> set[tuple[int, ...]]:
        pairs = {(a, b) for a in range(atoms) for b in near[a] if a < b}
        return pairs | {(index,) for index in range(len(near))}

    def _splits(self, candidates: Candidates, unions: Sequence[Column]) -> list[Column]:
        """Return the best split of every community that whole does not serve as well.

        Under a time limit those that cannot stay whole come first; what is left when the
        share of time is over takes the bound with it.
        """
        if Action.SPLIT not in self.actions:
            return []
        atoms, loose = self.atoms()
        serves = {item.sets[0]: item for item in unions if item.costs[:2] == (0, 0)}
        thrifty = self._thrifty()
        wanted: list[_Split] = []
        for atom in atoms:
            labels = {label for node in atom for label in self.instance.kept[node]}
            if len(labels) > 1:
                continue
            for extra in self._extras(atom, loose):
                nodes = tuple(sorted((*atom, *extra)))
                if thrifty and nodes in serves and _free(self.instance) is None:
                    # Whole costs less than any split: no household moves.
                    continue
                wanted += [(nodes, min(labels), number) for number in self._numbers()]
        clock = self._part(SHARE) if self.clock.left is not None else self.clock
        found: dict[int, Column | None] = {}
        for at in sorted(range(len(wanted)), key=lambda at: wanted[at][0] in serves):
            if clock.over:
                self.sure = 0
                self.clock.stop(clock.stopped_by)
                break
            found[at] = self._known_split(candidates, wanted[at])
        return [column for at in sorted(found) if (column := found[at]) is not None]

    def _known_split(self, candidates: Candidates, key: _Split) -> Column | None:
        """Return the best split, that within the band where it was found already."""
        if key in self._within:
            column, sure = self._within[key]
            self.sure = min(self.sure, sure)
            return column
        before, self.sure = self.sure, len(self.costs.tiers)
        found = self._best_split(candidates, *key)
        if found is not None and candidates.exact:
            self._within[key] = (found, self.sure)
        self.sure = min(self.sure, before)
        return found

    def _numbers(self) -> Iterable[int | None]:
        """Return the numbers of parts that matter apart: each, where that of all is fixed."""
        free = _free(self.instance)
        return (None,) if free is None else range(2, free + 1)

    def _thrifty(self) -> bool:
        """Return whether a split that no band asks for is never worth its change."""
        change = self.instance.problem.change
        if self.costs.tiers[:2] != (Tier.EXCEPTIONS, Tier.EXCESS):
            return False
        third = self.costs.tiers[2:3]
        return third == (Tier.CHANGE,) or (
            third == (Tier.COMMUNITIES,) and change.touched + change.new > 0
        )

    def _extras(self, atom: Sequence[int], loose: Sequence[int]) -> Iterator[tuple[int, ...]]:
        """Yield the sets of loose nodes that may go with a community."""
        inside = {*atom, *loose}
        reach = self.instance.hops(sorted(atom), frozenset(inside))
        near = [node for node in loose if reach[node] > 0]
        yield ()
        if len(near) > LOOSE:
            self.sure = 0
            yield tuple(near)
            return
        for size in range(1, len(near) + 1):
            for chosen in combinations(near, size):
                within = frozenset((*atom, *chosen))
                hops = self.instance.hops(sorted(atom), within)
                if all(hops[node] >= 0 for node in chosen):
                    yield chosen

    def _best_split(
        self, candidates: Candidates, nodes: tuple[int, ...], label: int, number: int | None
    ) -> Column | None:
        """Return the best way to make two or more communities of some nodes."""
        if self.along_roads:
            return self._best_along(candidates, nodes, label, number)
        try:
            return self._listed(candidates, nodes, label, number, min(FEW, PIECES))
        except TooMany:
            return self._divided(candidates, nodes, label, number)

    def _listed(
        self,
        candidates: Candidates,
        nodes: tuple[int, ...],
        label: int,
        number: int | None,
        most: int,
    ) -> Column | None:
        """Return the best split out of a list of all sets of nodes, at most so many of them."""
        place = {node: index for index, node in enumerate(nodes)}
        near = [[place[o] for o in self.instance.adjacent[n] if o in place] for n in nodes]
        weights = [self.instance.households[node] for node in nodes]
        rules = self.instance.problem.rules
        top = candidates.ceiling
        sets = [
            tuple(nodes[i] for i in members)
            for members in connected_sets(near, weights, top, most)
            if len(members) < len(nodes)
            and not (candidates.exact and sum(weights[i] for i in members) < rules.changed_min)
        ]
        columns = [item for item in candidates.columns(sets) if item.labels in ((), (label,))]
        forced = candidates.forced & {label}
        zero = (0,) * len(self.costs.tiers)
        choice = choose(columns, nodes, zero, self.clock, count=number, forced=forced)
        if choice.sets is None:
            return None
        costs = tuple(level.value for level in choice.levels)
        closed = [level.bound == level.value for level in choice.levels]
        self.sure = min(self.sure, [*closed, False].index(False))
        return Column(choice.sets, choice.labels, costs)

    def _best_along(
        self, candidates: Candidates, nodes: tuple[int, ...], label: int, number: int | None
    ) -> Column | None:
        """Return the best split along roads; all of them are listed and compared."""
        rules = self.instance.problem.rules
        roads = RoadSplits(self.instance, rules.changed_min if candidates.exact else 0)
        best: Column | None = None
        for sets in roads.splits(nodes):
            if number not in (None, len(sets)):
                continue
            column = candidates.split(sets, label)
            if column is not None and (best is None or column.costs < best.costs):
                best = column
        self.sure = self.sure if roads.complete else 0
        return best

    def _divided(
        self, candidates: Candidates, nodes: tuple[int, ...], label: int, number: int | None
    ) -> Column | None:
        """Return the best split by a program, else out of the list of all, else a good one.

        Under a time limit the good one is looked for first: else there might be none at the end.
        """
        limited = self.clock.left is not None
        quick = self._searched_split(candidates, nodes, label, self._half()) if limited else None
        clock = self._half() if limited else replace(self.clock, stopped_by="")
        found = split.best(candidates, nodes, label, clock, number)
        if found.proven:
            return found.column
        try:
            most = min(SOME, PIECES) if split.counts(candidates) else PIECES
            return self._listed(candidates, nodes, label, number, most)
        except TooMany:
            self.sure = min(self.sure, found.sure)
            self.clock.stop(clock.stopped_by)
        if not limited:
            quick = self._searched_split(candidates, nodes, label, clock)
        known = [found.column, quick]
        fitting = [item for item in known if item and number in (None, len(item.sets))]
        return min(fitting, key=lambda item: item.costs, default=None)

    def _half(self) -> Clock:
        """Return a clock with half of the time left; the plan is put together in the rest."""
        return self._part(0.5)

    def _part(self, share: float) -> Clock:
        seconds = self.clock.seconds + (self.clock.left or 0.0) * share
        return replace(
            self.clock, limits=replace(self.clock.limits, time_limit_s=seconds), stopped_by=""
        )

    def _searched_split(
        self, candidates: Candidates, nodes: tuple[int, ...], label: int, clock: Clock
    ) -> Column | None:
        """Return a good split of a community with too many possible parts to list."""
        name = self.instance.names[label]
        units = frozenset(unit for node in nodes for unit in self.instance.members[node])
        part = instance(_part(self.instance.problem, units, name))
        costs = Costs(part, self.costs.tiers)
        choice = fine.solve(part, costs, clock.quiet(), {})
        if choice.sets is None or len(choice.sets) == 1:
            return None
        node_of = {unit: node for node in nodes for unit in self.instance.members[node]}
        sets = tuple(
            tuple(sorted({node_of[unit] for unit in members}))
            for members in part.units(choice.sets)
        )
        return candidates.split(sets, label)


def _part(problem: Problem, units: frozenset[str], name: str) -> Problem:
    """Return the problem of one community (and loose units) alone."""
    return replace(
        problem,
        units=tuple(unit for unit in problem.units if unit.id in units),
        edges=tuple(edge for edge in problem.edges if edge.a in units and edge.b in units),
        communities=(problem.community[name],),
        locks=tuple(
            replace(lock, units=tuple(unit for unit in lock.units if unit in units))
            for lock in problem.locks
            if lock.community in ("", name)
        ),
    )


def _free(instance: Instance) -> int | None:
    count = instance.problem.rules.communities
    return None if count is None else count - len(instance.held)
