"""The tiers over the program of one community in parts, with columns of their own where needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from redistrict.domain.rules import Tier
from redistrict.solve.clock import Sets
from redistrict.solve.instance import NOWHERE
from redistrict.solve.lexicographic import Aim
from redistrict.solve.parts import Parts
from redistrict.solve.program import FREE

KNOWN = frozenset(
    (Tier.EXCEPTIONS, Tier.EXCESS, Tier.CHANGE, Tier.UNITS, Tier.COMMUNITIES, Tier.TOUCHED,
     Tier.WORKLOAD, Tier.PLACE, Tier.CUT_EDGES)
)  # fmt: skip
"""Tiers that the program can count."""
Place = tuple[int, int]
"""A node, and a place for an office in it."""


@dataclass
class Aims:
    """Turns tiers into rows over the columns of a program."""

    parts: Parts

    def one(self, tier: Tier, known: Sets | None) -> Aim:
        """Return a tier over the columns, with columns of its own where it needs them.

        Parameters
        ----------
        known
            Parts that are best in the better tiers; those no better need not be in the program.
        """
        instance, moved = self.parts.instance, self.parts.instance.problem.change.moved
        match tier:
            case Tier.EXCEPTIONS:
                return Aim(self.parts.outside)
            case Tier.EXCESS:
                return Aim(self.parts.excess)
            case Tier.CHANGE:
                kept = self._leaving([moved * pair[0] for pair in self.parts.kept])
                owned = sum(instance.owned[node][0] for node in self.parts.nodes)
                return Aim(kept, moved * owned + self.parts.constant())
            case Tier.UNITS:
                owned = sum(instance.owned[node][1] for node in self.parts.nodes)
                return Aim(self._leaving([pair[1] for pair in self.parts.kept]), owned)
            case Tier.COMMUNITIES:
                return Aim({}, self.parts.constant())
            case Tier.WORKLOAD:
                return self._workload()
            case Tier.CUT_EDGES:
                return Aim(*self._cut(instance.contacts))
            case Tier.PLACE:
                limits, fixed = self._cut(instance.border)
                most = None
                if known is not None:
                    most = (
                        self.parts.values(known)[self.parts.costs.tiers.index(tier)] - fixed
                    ) // 2
                ways = {at: 2 * way for at, way in self._way(most).items()}
                return Aim(ways | limits, fixed)
            case Tier.TOUCHED:
                return Aim({})
            case Tier.INERTIA | Tier.GROWTH:
                raise AssertionError(f"{tier} is not counted here")

    def _leaving(self, kept: Sequence[int]) -> dict[int, int]:
        return {self.parts.join[node, 0]: -kept[node] for node in self.parts.nodes if kept[node]}

    def _workload(self) -> Aim:
        target, terms = self.parts.instance.problem.workload_target, {}
        for part in range(self.parts.count):
            away = self.parts.column(partial(self._off_target, part), FREE)
            terms[away] = 1
            load = self.parts.sum(self.parts.instance.workload, part)
            self.parts.program.row({**load, away: -1.0}, high=target)
            self.parts.program.row({**load, away: 1.0}, low=target)
        return Aim(terms)

    def _off_target(self, part: int, sets: Sets) -> float:
        load = sum(self.parts.instance.workload[node] for node in sets[part])
        return abs(load - self.parts.instance.problem.workload_target)

    def _cut(self, table: Sequence[Sequence[tuple[int, int]]]) -> tuple[dict[int, int], int]:
        """Return what borders between the parts cost, and those to others, which are certain."""
        terms: dict[int, int] = {}
        fixed = 0
        for node in self.parts.nodes:
            for other, value in table[node]:
                if other not in self.parts.near:
                    fixed += value
                elif node < other:
                    column = self.parts.column(partial(_parted, node, other), integer=False)
                    terms[column] = value + dict(table[other]).get(node, 0)
                    for part in range(self.parts.count):
                        one, two = self.parts.join[node, part], self.parts.join[other, part]
                        self.parts.program.row({one: 1.0, two: -1.0, column: -1.0}, high=0)
                        self.parts.program.row({two: 1.0, one: -1.0, column: -1.0}, high=0)
        return terms, fixed

    def _way(self, most: int | None) -> dict[int, int]:
        """Return the way to the offices; of an office that is not known the best place counts.

        A place so far away that its own way leaves no room for the others within ``most`` is no
        place for an office.
        """
        instance = self.parts.instance
        known = [instance.offices[self.parts.label]] if self.parts.office != NOWHERE else []
        floor = {
            place: self._nearest(instance.ways[place])
            for at in self.parts.nodes for place in instance.places[at]
        }  # fmt: skip
        least = sum(map(self._nearest, known))
        least += (self.parts.count - len(known) - 1) * min(floor.values())
        terms = {
            self.parts.join[node, 0]: ways[node]
            for ways in known
            for node in self.parts.nodes
            if ways[node]
        }
        fit = {place for place, way in floor.items() if most is None or way + least <= most}
        for part in range(len(known), self.parts.count):
            terms |= self._best_place(part, fit)
        return terms

    def one_place(self, tier: Tier) -> bool:
        """Return whether a tier asks for the place of just one office."""
        return tier is Tier.PLACE and self.parts.count - (self.parts.office != NOWHERE) == 1

    def places(self, sets: Sets) -> list[Place]:
        """Return the places for the last part's office, nearest to that part first."""
        instance, last = self.parts.instance, sets[-1]
        found = [(at, place) for at in self.parts.nodes for place in instance.places[at]]
        return sorted(found, key=lambda item: sum(instance.ways[item[1]][at] for at in last))

    def from_place(self, place: int) -> Aim:
        """Return the tier of places where the last part's office is at one place."""
        parts, ways = self.parts, self.parts.instance.ways[place]
        limits, fixed = self._limits
        known, last = parts.instance.offices[parts.label], parts.count - 1
        terms = {parts.join[node, 0]: 2 * known[node] for node in parts.nodes if known[node]}
        terms |= {parts.join[node, last]: 2 * ways[node] for node in parts.nodes if ways[node]}
        return Aim(terms | limits, fixed)

    def least(self, place: Place, sets: Sets) -> int:
        """Return a bound on the tier of places for one place, as many households moved as known.

        The cheapest nodes fill the last part (a fractional knapsack), whether they touch or not.
        """
        instance, (at, office) = self.parts.instance, place
        known, ways = instance.offices[self.parts.label], instance.ways[office]
        if self.parts.costs.tiers[2:3] != (Tier.CHANGE,) or not instance.problem.change.moved:
            return 0
        owned = {node: instance.owned[node][0] for node in self.parts.nodes}
        extra = {node: 2 * (ways[node] - known[node]) for node in self.parts.nodes}
        value = self._limits[1] + 2 * sum(known[node] for node in self.parts.nodes) + extra[at]
        value += sum(min(0, extra[node]) for node in owned if not owned[node] and node != at)
        need = sum(owned[node] for node in sets[-1]) - owned[at]
        homes = [node for node in owned if owned[node] and node not in (at, self.parts.office)]
        for node in sorted(homes, key=lambda node: extra[node] / owned[node]):
            part = min(max(0, need), owned[node])
            value += extra[node] * part // owned[node]
            need -= part
        return value

    @cached_property
    def _limits(self) -> tuple[dict[int, int], int]:
        return self._cut(self.parts.instance.border)

    def _nearest(self, ways: Sequence[int]) -> int:
        """Return the shortest way of as many households as a part has at least."""
        households, rules = self.parts.instance.households, self.parts.instance.problem.rules
        rest = (self.parts.count - 1) * self.parts.candidates.ceiling
        need = max(
            rules.changed_min if self.parts.candidates.exact else 0,
            self.parts.instance.total(self.parts.nodes) - rest,
        )
        found = 0
        homes = [node for node in self.parts.nodes if households[node]]
        for node in sorted(homes, key=lambda node: ways[node] / households[node]):
            part = min(max(0, need), households[node])
            found += ways[node] * part // households[node]
            need -= part
        return found

    def _best_place(self, part: int, fit: set[int]) -> dict[int, int]:
        """Return the way to the place of an office that is chosen among the nodes of a part."""
        instance, program = self.parts.instance, self.parts.program
        homes = [node for node in self.parts.nodes if instance.households[node]]
        goes: dict[int, dict[int, float]] = {node: {} for node in homes}
        chosen: dict[int, float] = {}
        terms: dict[int, int] = {}
        for at in self.parts.nodes:
            for place in sorted(fit.intersection(instance.places[at])):
                opened = self.parts.column(partial(self._stands, place, part))
                chosen[opened] = 1.0
                program.row({opened: 1.0, self.parts.join[at, part]: -1.0}, high=0)
                for node in homes:
                    goer = self.parts.column(partial(self._goes, node, place, part), integer=False)
                    goes[node][goer] = 1.0
                    program.row({goer: 1.0, opened: -1.0}, high=0)
                    if instance.ways[place][node]:
                        terms[goer] = instance.ways[place][node]
        program.row(chosen, 1, 1)
        for node in homes:
            program.row({**goes[node], self.parts.join[node, part]: -1.0}, 0, 0)
        return terms

    def _stands(self, place: int, part: int, sets: Sets) -> float:
        """Return whether the best place of a part is this one."""
        ways = self.parts.instance.ways
        places = [item for node in sets[part] for item in self.parts.instance.places[node]]
        return float(
            place == min(places, key=lambda at: (sum(ways[at][node] for node in sets[part]), at))
        )

    def _goes(self, node: int, place: int, part: int, sets: Sets) -> float:
        return float(node in sets[part] and self._stands(place, part, sets) > 0)


def _parted(a: int, b: int, sets: Sets) -> float:
    return float(not any(a in members and b in members for members in sets))
