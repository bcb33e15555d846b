"""What a plan costs, tier by tier, in whole numbers (definition 9 of the method).

Model, verifier and reports take the values from here and nowhere else: anyone can add them up.
"""

from collections.abc import Mapping, Sequence
from math import isqrt

from redistrict.domain.plan import Plan
from redistrict.domain.problem import Problem
from redistrict.domain.rules import Rules, Tier
from redistrict.domain.tolerance import (
    area,
    deviation,
    distance,
    expected,
    households,
    tolerated,
    workload,
)
from redistrict.domain.units import Contact, Unit


def tier_value(problem: Problem, plan: Plan, tier: Tier) -> int:
    """Return the value of one tier of a plan.

    Parameters
    ----------
    tier
        ``0a`` sets with dev > 0; ``0b`` their sum in households; ``1a`` moved + touched + set up
        + abolished with the weights of ``problem.change``; ``1b`` units that change; ``1c`` as
        ``1a`` without the households moved: the communities concerned; ``2`` sum of
        ``|w(S) - T|``; ``3`` households x whole metres to the office + decimetres of new border
        on no named line; ``cut_edges`` edges between communities; ``inertia`` households x square
        metres to the best unit;
        ``touched`` today's communities that do not stay exactly as they are; ``growth`` households
        outside the band in the years of the forecast, of all communities.
    """
    match tier:
        case Tier.EXCEPTIONS:
            return sum(value > 0 for value in deviations(problem, plan).values())
        case Tier.EXCESS:
            return sum(deviations(problem, plan).values())
        case Tier.CHANGE:
            return change_value(problem, plan)
        case Tier.UNITS:
            return len(changed_units(problem, plan))
        case Tier.COMMUNITIES:
            return communities_value(problem, plan)
        case Tier.WORKLOAD:
            target = problem.workload_target
            return sum(abs(workload(problem, units) - target) for units in plan.sets.values())
        case Tier.PLACE:
            return place_value(problem, plan)
        case Tier.CUT_EDGES:
            named = plan.assignment
            return sum(
                named[edge.a] != named[edge.b]
                for edge in problem.edges
                if edge.contact is not Contact.BARRIER
            )
        case Tier.INERTIA:
            return sum(inertia(problem, units) for units in plan.sets.values())
        case Tier.GROWTH:
            return sum(growth(problem.rules, expected(problem, units))
                       for units in plan.sets.values())  # fmt: skip
        case Tier.TOUCHED:
            return len(problem.communities) - len(untouched(problem, plan))


def growth(rules: Rules, later: Sequence[int]) -> int:
    """Return the households that a community is outside the band in the years of the forecast."""
    return sum(distance(total, rules.min, rules.max) for total in later)


def untouched(problem: Problem, plan: Plan) -> frozenset[str]:
    """Return today's communities whose set of units stays exactly as it is."""
    return frozenset(
        community.id
        for community in problem.communities
        if plan.sets.get(community.id) == tuple(sorted(community.units))
    )


def deviations(problem: Problem, plan: Plan) -> dict[str, int]:
    """Return dev(S) of every community of the plan, in households."""
    same, spared = untouched(problem, plan), tolerated(problem)
    return {
        community: deviation(
            households(problem, units),
            problem.rules,
            touched=community not in same,
            tolerated=community in spared,
            area=area(problem, units),
            later=expected(problem, units),
        )
        for community, units in plan.sets.items()
    }


def out_of_band(problem: Problem, plan: Plan) -> tuple[str, ...]:
    """Return the communities of the plan outside ``min..max``, tolerated ones too."""
    rules = problem.rules
    return tuple(
        community
        for community, units in plan.sets.items()
        if not rules.min <= households(problem, units) <= rules.max
    )


def changed_units(problem: Problem, plan: Plan) -> tuple[str, ...]:
    """Return the units that have a community today and another one in the plan."""
    return tuple(
        unit.id
        for unit in problem.units
        if problem.today[unit.id] and problem.today[unit.id] != plan.assignment[unit.id]
    )


def change_counts(problem: Problem, plan: Plan) -> Mapping[str, int]:
    """Return the four parts of tier 1a: ``moved``, ``touched``, ``new`` and ``abolished``.

    ``moved`` counts households that end in another community than today, those of a new community
    included; ``touched`` counts today's communities that do not stay exactly as they are (those
    abolished too); ``new`` counts ids that today does not know, ``abolished`` ids left unused.
    """
    return {
        "moved": households(problem, changed_units(problem, plan)),
        "touched": tier_value(problem, plan, Tier.TOUCHED),
        "new": sum(community not in problem.community for community in plan.sets),
        "abolished": sum(community.id not in plan.sets for community in problem.communities),
    }


def change_value(problem: Problem, plan: Plan) -> int:
    """Return tier 1a: moved + touched + set up + abolished, each with its weight."""
    moved = change_counts(problem, plan)["moved"]
    return problem.change.moved * moved + communities_value(problem, plan)


def communities_value(problem: Problem, plan: Plan) -> int:
    """Return tier 1c: touched + set up + abolished, each with its weight."""
    counts, weights = change_counts(problem, plan), problem.change
    return (
        weights.touched * counts["touched"]
        + weights.new * counts["new"]
        + weights.abolished * counts["abolished"]
    )


def metres(a: Unit, b: Unit) -> int:
    """Return the straight distance between two units in whole metres, rounded down."""
    return isqrt((a.easting - b.easting) ** 2 + (a.northing - b.northing) ** 2)


def place_value(problem: Problem, plan: Plan) -> int:
    """Return tier 3: way to the office, and new border that follows no named line."""
    way = sum(office_way(problem, name, units) for name, units in plan.sets.items())
    return way + new_border(problem, plan)


def office_way(problem: Problem, name: str, units: tuple[str, ...]) -> int:
    """Return households x whole metres to the community's office.

    A community without a known office, such as a new one, is measured to its best unit.
    """
    community = problem.community.get(name)
    items = [problem.unit[unit] for unit in units]
    anchor = community.anchor if community else ""
    offices = [problem.unit[anchor]] if anchor in units else items
    return min(sum(item.households * metres(item, office) for item in items) for office in offices)


def new_border(problem: Problem, plan: Plan) -> int:
    """Return decimetres of border that is new (not a limit today) and on no named line."""
    named, today = plan.assignment, problem.today
    return sum(
        edge.shared - edge.named
        for edge in problem.edges
        if edge.contact is not Contact.BARRIER
        and today[edge.a] == today[edge.b]
        and named[edge.a] != named[edge.b]
    )


def inertia(problem: Problem, units: tuple[str, ...]) -> int:
    """Return households x square metres to the unit of the set where the sum is least."""
    items = [problem.unit[unit] for unit in units]
    return min(
        sum(
            item.households
            * ((item.easting - centre.easting) ** 2 + (item.northing - centre.northing) ** 2)
            for item in items
        )
        for centre in items
    )
