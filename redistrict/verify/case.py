"""One subdistrict before the verifier: what was witnessed, and the plan claimed for it.

The sums, sets and pieces here are written apart from ``domain``: a fault shared with the planner
would pass unseen.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from redistrict.domain import tolerance
from redistrict.domain.findings import Fact, Finding, Place
from redistrict.domain.outcome import Exemption
from redistrict.domain.problem import Problem
from redistrict.domain.rules import Action
from redistrict.domain.units import Unit
from redistrict.verify.verdicts import verdicts

EVERYTHING = frozenset(Action)

Facts = dict[str, Fact]


@dataclass(frozen=True)
class Ground:
    """The witnessed facts of one subdistrict, with what every plan on them needs.

    Parameters
    ----------
    elsewhere
        Subdistrict of every community of today that lies in another one.
    joined
        Whether the scenario says anywhere which units are adjacent.
    """

    problem: Problem
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    joined: bool = True

    @cached_property
    def unit(self) -> dict[str, Unit]:
        """Units by id."""
        return {unit.id: unit for unit in self.problem.units}

    @cached_property
    def today(self) -> dict[str, frozenset[str]]:
        """Units of every community of today."""
        return {item.id: frozenset(item.units) for item in self.problem.communities}

    @cached_property
    def home(self) -> dict[str, str]:
        """Today's community of every unit that has one."""
        return {unit: community for community, units in self.today.items() for unit in units}

    @cached_property
    def tolerated(self) -> frozenset[str]:
        """Today's communities that the rule lets stay if untouched."""
        return tolerance.tolerated(self.problem)

    @cached_property
    def linked(self) -> dict[str, frozenset[str]]:
        """Neighbours of every unit by the witnessed edges."""
        return {unit: frozenset(others) for unit, others in self.problem.adjacent.items()}

    @cached_property
    def groups(self) -> dict[str, frozenset[str]]:
        """Units of every compound."""
        found: dict[str, set[str]] = {}
        for unit in self.problem.units:
            if unit.group:
                found.setdefault(unit.group, set()).add(unit.id)
        return {group: frozenset(units) for group, units in sorted(found.items())}

    @cached_property
    def name(self) -> dict[str, str]:
        """Names of today's communities, as the planner wrote them."""
        return {item.id: item.name or item.id for item in self.problem.communities}

    @cached_property
    def verdicts(self) -> dict[str, tuple[str, str]]:
        """Verdict on every community of today with its reason in one line."""
        return verdicts(self)

    @cached_property
    def land(self) -> list[frozenset[str]]:
        """Connected pieces of all units."""
        return self.reach(frozenset(self.unit))

    def households(self, units: Iterable[str]) -> int:
        """Return the households of some units."""
        return sum(self.unit[unit].households for unit in units)

    def forecast(self, units: Iterable[str]) -> dict[str, int]:
        """Return the households expected in each year that the scenario names."""
        counts = [dict(self.unit[unit].counts) for unit in units]
        years = self.problem.rules.forecast
        return {year: sum(row[column] for row in counts) for year, column in years.items()}

    def reach(self, members: frozenset[str]) -> list[frozenset[str]]:
        """Return the connected pieces of a set of units, the largest first."""
        left = set(members)
        found = []
        while left:
            frontier = {left.pop()}
            piece: set[str] = set()
            while frontier:
                piece |= frontier
                near = {other for unit in frontier for other in self.linked[unit]}
                frontier = (near & left) - piece
            left -= piece
            found.append(frozenset(piece))
        return sorted(found, key=lambda piece: (-len(piece), min(piece)))

    def unit_names(self, units: Iterable[str], limit: int = 5) -> tuple[str, ...]:
        """Return the ids of some units with their names, the first few."""
        chosen = [self.unit[unit] for unit in sorted(units)[:limit]]
        return tuple(f"{unit.id} {unit.name}".strip() for unit in chosen)

    def finding(
        self, code: str, facts: Mapping[str, Fact], community: str = "", unit: str = ""
    ) -> Finding:
        """Return a finding placed in this subdistrict."""
        name = self.name.get(community, community)
        place = Place(subdistrict=self.problem.subdistrict, community=name, unit=unit)
        return Finding(code, place, dict(facts))


@dataclass(frozen=True)
class Case:
    """A plan claimed for one subdistrict.

    Parameters
    ----------
    ground
        Witnessed facts.
    rows
        ``(unit, community)`` as claimed, in order, nothing dropped.
    actions
        What the alternative may do.
    exemptions
        Communities claimed to stay outside the band, with reasons.
    closed
        Whether tier 0a is claimed proven; whether that is consistent, another check says.
    along_roads
        Whether communities may be divided only along named lines.
    room
        How many more communities the whole plan might touch, ``None`` without a limit.
    planned
        ``False`` where today's communities are kept because nothing was planned (the alternative
        ``today``, or a subdistrict without a solved plan): what is so today is not held against
        the plan.
    """

    ground: Ground
    rows: tuple[tuple[str, str], ...]
    actions: frozenset[Action] = EVERYTHING
    exemptions: tuple[Exemption, ...] = ()
    closed: bool = False
    planned: bool = True
    along_roads: bool = False
    room: int | None = None

    @cached_property
    def assignment(self) -> dict[str, str]:
        """First claim for every unit that exists here and has a community."""
        found: dict[str, str] = {}
        known = self.ground.unit
        for unit, community in self.rows:
            if community and unit in known and unit not in found:
                found[unit] = community
        return found

    @cached_property
    def sets(self) -> dict[str, frozenset[str]]:
        """Units of every community of the plan."""
        found: dict[str, set[str]] = {}
        for unit, community in self.assignment.items():
            found.setdefault(community, set()).add(unit)
        return {community: frozenset(found[community]) for community in sorted(found)}

    @cached_property
    def totals(self) -> dict[str, int]:
        """Households of every community of the plan."""
        return {community: self.ground.households(units) for community, units in self.sets.items()}

    @cached_property
    def exempt(self) -> dict[str, Exemption]:
        """Claimed exceptions by community."""
        return {exemption.community: exemption for exemption in self.exemptions}

    def untouched(self, community: str) -> bool:
        """Return whether a community of the plan is exactly one of today."""
        return self.sets[community] == self.ground.today.get(community)

    def deviation(self, community: str) -> int:
        """Return dev(S) of a community of the plan: households, and hectares where limited."""
        rules = self.ground.problem.rules
        total = self.totals[community]
        if not self.untouched(community):
            totals = [total]
            if rules.forecast_rule:
                totals += self.ground.forecast(self.sets[community]).values()
            away = [max(rules.changed_min - at, at - rules.changed_max, 0) for at in totals]
            return sum(away) + self._land_outside(community)
        if community in self.ground.tolerated:
            return 0
        return max(rules.min - total, total - rules.max, 0)

    def _land_outside(self, community: str) -> int:
        """Return the whole hectares by which a touched community misses the limits of area."""
        rules = self.ground.problem.rules
        metres = sum(self.ground.unit[unit].area for unit in self.sets[community])
        size = (2 * metres + 10_000) // 20_000
        low = size if rules.area_min is None else rules.area_min
        high = size if rules.area_max is None else rules.area_max
        return max(low - size, size - high, 0)
