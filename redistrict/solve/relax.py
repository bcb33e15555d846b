"""The cheapest relaxation: the least change of the band that leaves no exception in any plan."""

from collections.abc import Callable
from dataclasses import replace

from redistrict.domain.problem import Problem
from redistrict.domain.rules import Action, Alternative, Rules, Tier
from redistrict.solve import enumeration
from redistrict.solve.candidates import stages
from redistrict.solve.clock import Clock
from redistrict.solve.costs import Costs
from redistrict.solve.instance import instance
from redistrict.solve.splitmerge import SplitMerge

LARGEST = 300
"""Most units of a subdistrict for which other bands are tried."""
DENSEST = 40
"""Most units of a community whose splits are listed anew for every band."""


def narrowest(
    problem: Problem, alternative: Alternative, low: int, high: int, clock: Clock
) -> tuple[int, int] | None:
    """Return the narrowest band with a plan without exceptions, ``None`` if it was not sought.

    Parameters
    ----------
    low, high
        A band that is known to do. First the maximum is lowered as far as it goes,
        then the minimum raised.
    """
    largest = max((len(community.units) for community in problem.communities), default=0)
    if len(problem.units) > LARGEST or (largest > DENSEST and not alternative.along_roads):
        return None
    quiet = clock.quiet()

    def does(least: int, most: int) -> bool:
        relaxed = replace(problem, rules=_relaxed(problem.rules, least, most))
        return _fits(relaxed, alternative, quiet)

    rules = problem.rules
    most = _first(rules.max, high, lambda value: does(low, value))
    least = -_first(-rules.min, -low, lambda value: does(-value, most))
    return None if clock.over else (least, most)


def _first(start: int, end: int, does: Callable[[int], bool]) -> int:
    """Return the lowest number from ``start`` that does; ``end`` is known to."""
    while start < end:
        middle = (start + end) // 2
        if does(middle):
            end = middle
        else:
            start = middle + 1
    return end


def _relaxed(rules: Rules, least: int, most: int) -> Rules:
    return replace(
        rules,
        min=least,
        max=most,
        changed_min=min(rules.changed_min, least),
        changed_max=max(rules.changed_max, most),
        merge_under=min(rules.merge_under, least),
        split_over=max(rules.split_over, most),
    )


def _fits(problem: Problem, alternative: Alternative, clock: Clock) -> bool:
    """Return whether a plan without exceptions was found; a miss proves nothing here."""
    model = instance(problem)
    costs = Costs(model, (Tier.EXCEPTIONS, Tier.EXCESS, Tier.TOUCHED))
    caps = {} if problem.share is None else {2: problem.share}
    first = next(stages(model, costs))
    if Action.RESHAPE in alternative.actions:
        choice = enumeration.solve(model, costs, clock, caps, [first])
    else:
        search = SplitMerge(model, costs, alternative.actions, clock, alternative.along_roads, caps)
        choice = search.solve([first])
    return choice is not None and choice.sets is not None
