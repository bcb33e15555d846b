"""Which communities may stand outside the band, and how far a community is from it.

Definitions 7 to 9 of the method: an existing community outside the band is tolerated (暂予保留)
only while it is untouched.
"""

from collections.abc import Sequence

from redistrict.domain.problem import Problem
from redistrict.domain.rules import LockKind, Rules
from redistrict.domain.units import Community, pieces


def households(problem: Problem, units: tuple[str, ...] | frozenset[str]) -> int:
    """Return the households of a set of units."""
    return sum(problem.unit[unit].households for unit in units)


def expected(problem: Problem, units: tuple[str, ...] | frozenset[str]) -> tuple[int, ...]:
    """Return the households of a set of units in each year of the forecast."""
    rows = [problem.later[unit] for unit in units]
    return tuple(sum(row[at] for row in rows) for at in range(len(problem.rules.forecast)))


def area(problem: Problem, units: tuple[str, ...] | frozenset[str]) -> int:
    """Return the square metres of a set of units."""
    return sum(problem.unit[unit].area for unit in units)


def workload(problem: Problem, units: tuple[str, ...] | frozenset[str]) -> int:
    """Return the workload of a set of units, in the scaled whole numbers of the problem."""
    return sum(problem.unit[unit].workload for unit in units)


def index(problem: Problem, units: tuple[str, ...] | frozenset[str]) -> int:
    """Return the workload of a community: that of its units, its work items and its visits."""
    return workload(problem, units) + problem.rules.duty.load(households(problem, units))


def frozen(problem: Problem) -> frozenset[str]:
    """Return the ids of the communities that a lock leaves exactly as they are."""
    return frozenset(
        lock.community for lock in problem.locks if lock.kind is LockKind.FROZEN and lock.community
    )


def neighbour_communities(problem: Problem) -> dict[str, tuple[str, ...]]:
    """Return today's communities that each community of today is adjacent to."""
    found: dict[str, set[str]] = {community.id: set() for community in problem.communities}
    for unit, others in problem.adjacent.items():
        mine = problem.today[unit]
        for other in others:
            theirs = problem.today[other]
            if mine and theirs and mine != theirs:
                found[mine].add(theirs)
    return {community: tuple(sorted(others)) for community, others in found.items()}


def overloaded(problem: Problem, community: Community) -> bool:
    """Return whether the scenario calls a community overloaded (管理负荷过重).

    A statement for the community counts first; then the threshold of the rules; without a
    threshold every community over ``split_over`` counts as overloaded.
    """
    if community.overloaded is not None:
        return community.overloaded
    threshold = problem.rules.overload_over
    return threshold is None or index(problem, community.units) > threshold


def tolerated(problem: Problem) -> frozenset[str]:
    """Return today's communities outside the band that may stay if untouched.

    Connected (or frozen by a lock), and: ``merge_under <= H < min``; or ``H < merge_under`` and no
    neighbour with ``H + H_n <= max``; or ``max < H <= split_over``; or ``H > split_over`` and not
    overloaded.
    """
    rules = problem.rules
    if not rules.tolerate:
        return frozenset()
    size = {item.id: households(problem, item.units) for item in problem.communities}
    beside = neighbour_communities(problem)
    held = frozen(problem)
    result = set()
    for community in problem.communities:
        total = size[community.id]
        if rules.min <= total <= rules.max:
            continue
        if community.id not in held and len(pieces(community.units, problem.adjacent)) > 1:
            continue
        if total < rules.min:
            joins = any(total + size[other] <= rules.max for other in beside[community.id])
            fits = total >= rules.merge_under or not joins
        else:
            fits = total <= rules.split_over or not overloaded(problem, community)
        if fits:
            result.add(community.id)
    return frozenset(result)


def distance(total: int, low: int, high: int) -> int:
    """Return how many households a total is outside ``low..high``."""
    return max(low - total, total - high, 0)


def hectares(square_metres: int) -> int:
    """Return an area in whole hectares, halves rounded up."""
    return (square_metres + 5_000) // 10_000


def deviation(
    total: int,
    rules: Rules,
    *,
    touched: bool,
    tolerated: bool,
    area: int = 0,
    later: Sequence[int] = (),
) -> int:
    """Return dev(S): 0 if tolerated and untouched, else the distance to the band.

    A touched community is measured against ``changed_min..changed_max``, an untouched one against
    ``min..max``. Hectares that a touched community is outside the limits of area are added, and,
    where the forecast is a rule, the households that it is outside its limits in each year.

    Parameters
    ----------
    area
        Square metres.
    later
        Households in each year of the forecast.
    """
    if touched:
        low, high = rules.area_min, rules.area_max
        size = hectares(area)
        beyond = max(0 if low is None else low - size, 0 if high is None else size - high, 0)
        totals = (total, *later) if rules.forecast_rule else (total,)
        return beyond + sum(distance(at, rules.changed_min, rules.changed_max) for at in totals)
    return 0 if tolerated else distance(total, rules.min, rules.max)
