"""The problems of a district: one per subdistrict."""

from redistrict.domain.problem import Problem
from redistrict.domain.rules import Lock, Profile
from redistrict.domain.target import workload_target
from redistrict.intake.district import District
from redistrict.intake.scenario import Scenario


def problems(
    district: District, scenario: Scenario, profile: Profile | None
) -> tuple[Problem, ...]:
    """Return the problem of every subdistrict, sorted by name.

    Edges between subdistricts are left out: no community crosses them.
    """
    rules = scenario.rules(profile)
    home = {unit.id: unit.subdistrict for unit in district.units}
    result = []
    for name in sorted(set(home.values())):
        units = tuple(unit for unit in district.units if unit.subdistrict == name)
        communities = tuple(item for item in district.communities if item.subdistrict == name)
        own = {item.id for item in communities}
        target = workload_target(
            sum(unit.workload for unit in units),
            sum(unit.households for unit in units),
            len(communities),
            rules,
        )
        edges = tuple(edge for edge in district.edges if home[edge.a] == home[edge.b] == name)
        chosen = (_within(lock, name, home, own) for lock in district.locks)
        locks = tuple(lock for lock in chosen if lock is not None)
        result.append(
            Problem(name, units, edges, communities, rules, scenario.change, locks, target)
        )
    return tuple(result)


def _within(lock: Lock, name: str, home: dict[str, str], own: set[str]) -> Lock | None:
    """Return what a lock says in one subdistrict, ``None`` where nothing."""
    units = tuple(unit for unit in lock.units if home[unit] == name)
    if lock.community:
        return lock if lock.community in own else None
    return Lock(lock.kind, lock.reason, units, "") if len(units) > 1 else None
