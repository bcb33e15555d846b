"""What one community costs in every tier, so that the costs of a plan's communities add up.

The value of a tier is ``base + sum of columns``; place and cut edges are counted at both ends and
therefore doubled (:data:`SCALE`). The recomputed value of :mod:`redistrict.domain.goals` is the
one that counts; tests hold the two equal.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from redistrict.domain.goals import growth, office_way
from redistrict.domain.rules import Tier
from redistrict.domain.tolerance import (
    area,
    deviation,
    expected,
    households,
    tolerated,
    workload,
)
from redistrict.domain.units import Contact
from redistrict.solve.instance import Instance

NEW = -1
"""Label of a set that none of today's communities names."""
SCALE = {Tier.PLACE: 2, Tier.CUT_EDGES: 2}


@dataclass(frozen=True)
class Costs:
    """Costs of sets of nodes, tier by tier in the given order."""

    instance: Instance
    tiers: tuple[Tier, ...]

    @cached_property
    def base(self) -> tuple[int, ...]:
        """What every plan costs before its first community."""
        return tuple(self._base(tier) for tier in self.tiers)

    def _base(self, tier: Tier) -> int:
        problem, change = self.instance.problem, self.instance.problem.change
        names = self.instance.names
        held = [problem.community[name] for name in self.instance.held]
        spared = tolerated(problem)
        outside = [
            deviation(
                households(problem, item.units), problem.rules,
                touched=False, tolerated=item.id in spared, area=area(problem, item.units),
            )
            for item in held
        ]  # fmt: skip
        match tier:
            case Tier.EXCEPTIONS:
                return sum(value > 0 for value in outside)
            case Tier.EXCESS:
                return sum(outside)
            case Tier.CHANGE | Tier.COMMUNITIES:
                return len(names) * (change.abolished + change.touched)
            case Tier.WORKLOAD:
                target = problem.workload_target
                return sum(abs(workload(problem, item.units) - target) for item in held)
            case Tier.PLACE:
                return 2 * sum(office_way(problem, item.id, item.units) for item in held)
            case Tier.CUT_EDGES:
                fixed = {unit: item.id for item in held for unit in item.units}
                return 2 * sum(
                    fixed[edge.a] != fixed[edge.b]
                    for edge in problem.edges
                    if edge.contact is not Contact.BARRIER and edge.a in fixed and edge.b in fixed
                )
            case Tier.INERTIA:
                return sum(self._moment(item.units) for item in held)
            case Tier.TOUCHED:
                return len(names)
            case Tier.GROWTH:
                return sum(growth(problem.rules, expected(problem, item.units)) for item in held)
            case Tier.UNITS:
                return 0

    def of(self, nodes: Iterable[int], label: int) -> tuple[int, ...]:
        """Return the cost of a set under one of today's names (by index) or :data:`NEW`."""
        members = frozenset(nodes)
        return tuple(self._of(tier, members, label) for tier in self.tiers)

    def untouched(self, members: frozenset[int], label: int) -> bool:
        """Return whether the set is exactly today's community of that name."""
        return (
            label != NEW
            and self.instance.whole[label]
            and members == frozenset(self.instance.core[label])
        )

    def deviation(self, members: frozenset[int], label: int) -> int:
        """Return dev(S) in households."""
        same = self.untouched(members, label)
        return deviation(
            self.instance.total(members),
            self.instance.problem.rules,
            touched=not same,
            tolerated=same and self.instance.spared[label],
            area=sum(self.instance.area[node] for node in members),
            later=self.instance.expected(members),
        )

    def _of(self, tier: Tier, members: frozenset[int], label: int) -> int:
        instance, problem = self.instance, self.instance.problem
        match tier:
            case Tier.EXCEPTIONS:
                return int(self.deviation(members, label) > 0)
            case Tier.EXCESS:
                return self.deviation(members, label)
            case Tier.CHANGE:
                return self._moved(members, label) + self._communities(members, label)
            case Tier.COMMUNITIES:
                return self._communities(members, label)
            case Tier.UNITS:
                return sum(
                    instance.owned[node][1] - instance.kept[node].get(label, (0, 0))[1]
                    for node in members
                )
            case Tier.WORKLOAD:
                load = sum(instance.workload[node] for node in members)
                return abs(load - problem.workload_target)
            case Tier.PLACE:
                return 2 * self._way(members, label) + sum(
                    length for node in members
                    for other, length in instance.border[node] if other not in members
                )  # fmt: skip
            case Tier.CUT_EDGES:
                return sum(
                    count for node in members
                    for other, count in instance.contacts[node] if other not in members
                )  # fmt: skip
            case Tier.INERTIA:
                return self._moment(self._units(members))
            case Tier.GROWTH:
                return growth(problem.rules, instance.expected(members))
            case Tier.TOUCHED:
                return -int(self.untouched(members, label))

    def _moved(self, members: frozenset[int], label: int) -> int:
        instance = self.instance
        return instance.problem.change.moved * sum(
            instance.owned[node][0] - instance.kept[node].get(label, (0, 0))[0] for node in members
        )

    def _communities(self, members: frozenset[int], label: int) -> int:
        change = self.instance.problem.change
        if label == NEW:
            return change.new
        same = self.untouched(members, label)
        return -change.abolished - (change.touched if same else 0)

    def _units(self, members: frozenset[int]) -> tuple[str, ...]:
        return tuple(sorted(item for node in members for item in self.instance.members[node]))

    def _way(self, members: frozenset[int], label: int) -> int:
        instance = self.instance
        if label != NEW and instance.anchor[label] >= 0:
            way = instance.offices[label]
            return sum(way[node] for node in members)
        if members not in self._last:
            self._last.clear()
            self._last[members] = self._shortest(members)
        return self._last[members]

    def _shortest(self, members: frozenset[int]) -> int:
        """Return the way to the place inside a set that is nearest to its households."""
        nodes = sorted(members)
        places = [place for node in nodes for place in self.instance.places[node]]
        return int(self._ways[np.ix_(places, nodes)].sum(axis=1).min())

    @cached_property
    def _ways(self) -> NDArray[np.int64]:
        return np.array(self.instance.ways, dtype=np.int64)

    @cached_property
    def _last(self) -> dict[frozenset[int], int]:
        """The set asked for last: it is asked for under one name after the other."""
        return {}

    def _moment(self, units: tuple[str, ...]) -> int:
        items = [self.instance.problem.unit[unit] for unit in units]
        return min(
            sum(
                item.households
                * ((item.easting - at.easting) ** 2 + (item.northing - at.northing) ** 2)
                for item in items
            )
            for at in items
        )
