"""Reduced costs of communities, in whole numbers, and the search for small ones."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from redistrict.domain.rules import Tier
from redistrict.solve.candidates import Candidates
from redistrict.solve.costs import NEW
from redistrict.solve.instance import NOWHERE
from redistrict.solve.reach import between
from redistrict.solve.search import search
from redistrict.solve.subsets import TooMany

Array = np.ndarray[Any, Any]
Set = tuple[int, ...]
HUGE = 1 << 60
LONG, ROOTS = 1_000_000, 12
"""A search of so many steps a root is given up after some roots that took them all."""


@dataclass(frozen=True)
class Prices:
    """Dual prices as whole numbers, all in ``scale`` parts of one.

    Parameters
    ----------
    factors
        What one unit of each tier (by position) costs: ``scale`` for the tier that is minimised,
        the price of the ceiling for a better tier, 0 for the others.
    nodes
        Price of covering each node.
    labels
        Price of using each of today's names.
    count
        Price of one more community.
    """

    factors: tuple[int, ...]
    nodes: tuple[int, ...]
    labels: tuple[int, ...]
    count: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """Sets with a small reduced cost.

    Parameters
    ----------
    least
        No set with this name has a smaller one; meaningful if ``complete``.
    """

    sets: tuple[tuple[Set, int], ...]
    least: int
    complete: bool


@dataclass(frozen=True)
class Pricer:
    """Finds touched communities with a small reduced cost, name by name.

    Today's communities as they are are no part of the search: their columns are few and always
    there.

    Parameters
    ----------
    over
        Whether the search has to end now; asked before every single search, which takes seconds
        at most and hears nothing.
    """

    candidates: Candidates
    over: Callable[[], bool] = lambda: False

    @cached_property
    def _graph(self) -> tuple[Array, Array]:
        adjacent = self.candidates.instance.adjacent
        start = np.cumsum([0, *(len(others) for others in adjacent)], dtype=np.int64)
        return start, np.array([other for others in adjacent for other in others], np.int64)

    @cached_property
    def _ways(self) -> Array:
        free = np.zeros(self.candidates.instance.size, np.int64)
        ways: Array = between(*self._graph, self._households, free, self.candidates.ceiling)
        return ways

    @cached_property
    def _households(self) -> Array:
        return np.array(self.candidates.instance.households, np.int64)

    @cached_property
    def _load(self) -> Array:
        return np.array(self.candidates.instance.workload, np.int64)

    @cached_property
    def _groups(self) -> tuple[Array, Array]:
        instance = self.candidates.instance
        group = np.full(instance.size, -1, np.int64)
        for number, nodes in enumerate(instance.links):
            group[list(nodes)] = number
        return group, np.array([len(nodes) for nodes in instance.links], np.int64)

    @cached_property
    def _apart(self) -> tuple[Array, Array]:
        instance = self.candidates.instance
        others: list[list[int]] = [[] for _ in range(instance.size)]
        for a, b in instance.apart:
            others[a].append(b)
            others[b].append(a)
        start = np.cumsum([0, *(len(row) for row in others)], dtype=np.int64)
        return start, np.array([node for row in others for node in row], np.int64)

    @cached_property
    def _owned(self) -> Array:
        return np.array(self.candidates.instance.owned, np.int64).reshape(-1, 2)

    def _kept(self, label: int) -> Array:
        kept = np.zeros((self.candidates.instance.size, 2), np.int64)
        if label != NEW:
            for node in self.candidates.instance.core[label]:
                kept[node] = self.candidates.instance.kept[node][label]
        return kept

    def _away(self, label: int) -> Array:
        return self._owned - self._kept(label)

    @cached_property
    def _state(self) -> dict[int, Array]:
        """By name: nodes that locks give to another one are refused (2)."""
        instance = self.candidates.instance
        found = {}
        for label in (*range(len(instance.names)), NEW):
            state = np.zeros(instance.size, np.int64)
            for node, name in instance.fixed:
                if label == NEW or instance.names[label] != name:
                    state[node] = 2
            found[label] = state
        return found

    @cached_property
    def _lengths(self) -> dict[Tier, Array]:
        """By tier: weight of every pair of the graph that a border between them costs."""
        instance = self.candidates.instance
        tables = {Tier.PLACE: instance.border, Tier.CUT_EDGES: instance.contacts}
        return {
            tier: np.array(
                [
                    dict(table[node]).get(other, 0)
                    for node, others in enumerate(instance.adjacent)
                    for other in others
                ],
                np.int64,
            )
            for tier, table in tables.items()
        }

    @cached_property
    def _frozen(self) -> Array:
        """By node: edges to frozen communities, which are always cut."""
        contacts = self.candidates.instance.contacts
        return np.array([dict(row).get(NOWHERE, 0) for row in contacts], np.int64)

    @cached_property
    def _places(self) -> tuple[Array, Array]:
        """Nodes where an office may stand, one for each place, and the way of every node to it."""
        instance = self.candidates.instance
        nodes = [node for node, places in enumerate(instance.places) for _ in places]
        return np.array(nodes, np.int64), np.array(instance.ways, np.int64)

    def factor(self, prices: Prices, tier: Tier) -> int:
        """Return what one unit of a tier costs, 0 for tiers that do not count."""
        tiers = self.candidates.costs.tiers
        return prices.factors[tiers.index(tier)] if tier in tiers else 0

    def find(
        self, label: int, prices: Prices, limit: int, *,
        best: bool, slots: int, steps: int,
    ) -> Found:  # fmt: skip
        """Return sets under one name with a reduced cost of at most ``limit``.

        Parameters
        ----------
        best
            Look for ever better ones, so that the last is the best; else for all.
        slots
            Most sets to return.
        steps
            Most branches from one root.

        Raises
        ------
        TooMany
            If all are wanted and there are more than ``slots``, or too many branches to look at.
        """
        if self.over():
            if best:
                return Found((), HUGE, complete=False)
            raise TooMany
        found = self._search(label, prices, limit, slots, steps, best=best)
        if not best and not found.complete:
            raise TooMany
        return found

    def _task(self, label: int, prices: Prices) -> tuple[Array, Array, bool]:
        """Return roots, weights of nodes by root or for all, and if a root is refused later.

        Where an office is not known each place it may stand at is a root.
        """
        instance = self.candidates.instance
        away = self._away(label)
        change = instance.problem.change.moved * self.factor(prices, Tier.CHANGE)
        weight = change * away[:, 0] + self.factor(prices, Tier.UNITS) * away[:, 1]
        weight = weight - np.array(prices.nodes, np.int64)
        weight = weight + self.factor(prices, Tier.CUT_EDGES) * self._frozen
        way = 2 * self.factor(prices, Tier.PLACE)
        if way and label != NEW and instance.anchor[label] >= 0:
            weight = weight + way * np.array(instance.offices[label], np.int64)
        elif way:
            nodes, ways = self._places
            return nodes, weight + way * ways, False
        roots = range(instance.size) if label == NEW else instance.bearers[label]
        return np.array(roots, np.int64), weight.reshape(1, -1), True

    def _search(
        self, label: int, prices: Prices, limit: int, slots: int, steps: int, *, best: bool
    ) -> Found:
        instance, rules = self.candidates.instance, self.candidates.instance.problem.rules
        change = instance.problem.change
        bearer = np.ones(instance.size, np.int64)
        core = np.zeros(instance.size, np.int64)
        core_size = 0
        constant = change.new
        if label != NEW:
            bearer[:] = 0
            bearer[list(instance.bearers[label])] = 1
            core[list(instance.core[label])] = 1
            core_size = len(instance.core[label]) if instance.whole[label] else 0
            constant = -change.abolished
        counted = self.factor(prices, Tier.CHANGE) + self.factor(prices, Tier.COMMUNITIES)
        constant = constant * counted - prices.count
        if label != NEW:
            constant -= prices.labels[label]
        lengths = sum(
            (self.factor(prices, tier) * row for tier, row in self._lengths.items()),
            np.zeros(len(self._graph[1]), np.int64),
        )
        exact = self.candidates.exact
        roots, weights, refuse = self._task(label, prices)
        members, begins, ends, values, met, complete, least = search(
            *self._graph, self._ways, lengths, self._households, self._load, weights,
            *self._groups,
            *self._apart, bearer, core, core_size, self._state[label], roots, refuse,
            rules.changed_min if exact else 0, self.candidates.ceiling,
            rules.changed_min, rules.changed_max, constant,
            self.factor(prices, Tier.WORKLOAD), instance.problem.workload_target, 1,
            self.factor(prices, Tier.EXCEPTIONS), self.factor(prices, Tier.EXCESS),
            limit, (2 if label == NEW else 1) if best else 0, slots, steps,
            steps * (ROOTS if steps >= LONG else len(roots)),
        )  # fmt: skip
        if not best and met > slots:
            raise TooMany
        seen: dict[Set, int] = {}
        for i in range(min(met, slots)):
            nodes, value = tuple(sorted(members[begins[i] : ends[i]].tolist())), int(values[i])
            seen[nodes] = min(value, seen.get(nodes, HUGE))
        return Found(tuple(seen.items()), int(least), bool(complete))
