"""Why there is no plan, and what would help: findings for people."""

from collections.abc import Sequence
from dataclasses import replace

from redistrict.domain.findings import Fact, Finding, Place
from redistrict.domain.outcome import Exemption
from redistrict.domain.plan import Plan
from redistrict.domain.problem import Problem
from redistrict.domain.rules import Lock, LockKind
from redistrict.domain.tolerance import expected, households
from redistrict.solve.alongroads import RoadSplits
from redistrict.solve.instance import Instance
from redistrict.solve.locks import consistent, contradiction


def contradictory(problem: Problem) -> tuple[Finding, ...]:
    """Return a finding with a smallest set of contradictory locks, nothing if they agree."""

    def possible(locks: Sequence[Lock]) -> bool:
        return consistent(replace(problem, locks=tuple(locks)), locks)

    if possible(problem.locks):
        return ()
    found = contradiction(problem.locks, possible)
    facts = {"locks": tuple(_words(lock) for lock in found)}
    return (Finding("LOCKS_CONTRADICT", Place(subdistrict=problem.subdistrict), facts),)


def _words(lock: Lock) -> str:
    parts = (lock.kind.value, ", ".join(lock.units[:5]), lock.community)
    words = " ".join(part for part in parts if part)
    return f"{words} ({lock.reason})" if lock.reason else words


def no_plan(problem: Problem) -> tuple[Finding, ...]:
    """Return why a problem has no plan at all."""
    place = Place(subdistrict=problem.subdistrict)
    if problem.rules.communities is not None:
        facts = {
            "households": sum(unit.households for unit in problem.units),
            "communities": problem.rules.communities,
        }
        return (Finding("NUMBER_IMPOSSIBLE", place, facts),)
    words = tuple(_words(lock) for lock in problem.locks)
    return (Finding("LOCKS_CONTRADICT", place, {"locks": words}),)


def strict(problem: Problem, plan: Plan, exemptions: Sequence[Exemption]) -> Finding:
    """Return how many communities must stay outside the band, and which band would do."""
    low, high = band_that_would_do(problem, plan, exemptions)
    facts = {
        "min": problem.rules.min,
        "max": problem.rules.max,
        "exceptions": len(exemptions),
        "low": low,
        "high": high,
    }
    return Finding("STRICT_IMPOSSIBLE", Place(subdistrict=problem.subdistrict), facts)


def relaxation(
    problem: Problem, plan: Plan, exemptions: Sequence[Exemption]
) -> tuple[Finding, ...]:
    """Return the band that would hold every exception of a plan, nothing without exceptions.

    A frozen community stays as it is whatever the band: it is not asked for.
    """
    frozen = {lock.community for lock in problem.locks if lock.kind is LockKind.FROZEN}
    free = [item for item in exemptions if item.community not in frozen]
    if not free:
        return ()
    low, high = band_that_would_do(problem, plan, free)
    place = Place(subdistrict=problem.subdistrict)
    return (Finding("BAND_WOULD_DO", place, {"min": low, "max": high}),)


def cheapest(problem: Problem, low: int, high: int) -> Finding:
    """Return which other band would leave no exception, the least change of it."""
    rules = problem.rules
    code = "BAND_OTHER_DOES"
    if low == rules.min:
        code = "MAXIMUM_OTHER_DOES"
    elif high == rules.max:
        code = "MINIMUM_OTHER_DOES"
    facts = {"min": rules.min, "max": rules.max, "low": low, "high": high}
    return Finding(code, Place(subdistrict=problem.subdistrict), facts)


def no_road(
    problem: Problem, instance: Instance, exemptions: Sequence[Exemption]
) -> tuple[Finding, ...]:
    """Return for every community left too large why no road divides it, with both sides' sizes."""
    found = []
    rules, roads = problem.rules, RoadSplits(instance)
    for label, name in enumerate(instance.names):
        if name not in {item.community for item in exemptions}:
            continue
        size = instance.today[label]
        nodes = tuple(sorted(instance.core[label]))
        if size <= rules.changed_max or not instance.whole[label]:
            continue
        sizes = {
            f"{cut.roads[0]} {instance.total(cut.first)} + {instance.total(cut.second)}"
            for cut in roads.cuts(nodes)
        }
        facts: dict[str, Fact] = {"households": size}
        if sizes:
            low, high = rules.changed_min, rules.changed_max
            facts |= {"min": low, "max": high, "roads": tuple(sorted(sizes))}
        place = Place(
            subdistrict=problem.subdistrict, community=problem.community[name].name or name
        )
        found.append(Finding("NO_ROAD_FITS" if sizes else "NO_ROAD_CUTS", place, facts))
    return tuple(found)


def band_that_would_do(
    problem: Problem, plan: Plan, exemptions: Sequence[Exemption]
) -> tuple[int, int]:
    """Return the narrowest band around the present one that holds the exceptions of a plan."""
    rules = problem.rules
    named = [plan.sets[item.community] for item in exemptions]
    totals = [households(problem, units) for units in named]
    if rules.forecast_rule:
        totals += [total for units in named for total in expected(problem, units)]
    low = min([rules.min, rules.changed_min, *totals])
    return low, max([rules.max, rules.changed_max, *totals])
