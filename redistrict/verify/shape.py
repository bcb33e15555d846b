"""Communities in one piece, compounds whole, locks kept."""

from collections.abc import Iterator

from redistrict.domain.findings import Finding
from redistrict.domain.rules import Lock, LockKind
from redistrict.verify.case import Case, Facts


def contiguous(case: Case) -> Iterator[Finding]:
    """Every community is connected, or frozen as it is today."""
    held = {lock.community for lock in case.ground.problem.locks if lock.kind is LockKind.FROZEN}
    for community, units in case.sets.items():
        pieces = case.ground.reach(units)
        as_today = case.untouched(community) and (community in held or not case.planned)
        if len(pieces) > 1 and not as_today:
            apart = case.ground.unit_names(pieces[-1])
            facts: Facts = {"pieces": len(pieces), "units": apart, "count": len(pieces[-1])}
            yield case.ground.finding("PLAN_NOT_CONTIGUOUS", facts, community=community)


def compounds_whole(case: Case) -> Iterator[Finding]:
    """No compound is cut."""
    for group, units in case.ground.groups.items():
        found = {case.assignment[unit] for unit in units if unit in case.assignment}
        if len(found) > 1 and case.planned:
            names = tuple(case.ground.name.get(item, item) for item in sorted(found))
            facts: Facts = {"group": group, "communities": names}
            yield case.ground.finding("PLAN_GROUP_CUT", facts, unit=min(units))


def locks_kept(case: Case) -> Iterator[Finding]:
    """Every decision that the planner fixed is kept."""
    if not case.planned:
        return
    for lock in case.ground.problem.locks:
        broken = _broken(case, lock)
        if broken:
            facts: Facts = {"reason": lock.reason, "units": case.ground.unit_names(broken)}
            code = f"PLAN_LOCK_{lock.kind.name}"
            community = lock.community or case.assignment[min(broken)]
            yield case.ground.finding(code, facts, community=community)


def _broken(case: Case, lock: Lock) -> frozenset[str]:
    """Return the units that break a lock; ``keeps`` is held by the check of names."""
    where = {unit: case.assignment[unit] for unit in lock.units if unit in case.assignment}
    if lock.kind is LockKind.TOGETHER and len(set(where.values())) > 1:
        return frozenset(where)
    if lock.kind is LockKind.APART:
        seen = list(where.values())
        return frozenset(unit for unit, community in where.items() if seen.count(community) > 1)
    if lock.kind is LockKind.FIXED:
        return frozenset(unit for unit, community in where.items() if community != lock.community)
    if lock.kind is LockKind.FROZEN and lock.community in case.ground.today:
        today = case.ground.today[lock.community]
        return today ^ case.sets.get(lock.community, frozenset())
    return frozenset()


CHECKS = (contiguous, compounds_whole, locks_kept)
