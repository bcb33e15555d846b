"""Every printed number once more, from the witnessed units alone."""

from collections.abc import Iterable
from math import isqrt

from redistrict.domain.plan import Kind
from redistrict.domain.rules import Tier
from redistrict.domain.units import Contact, Unit
from redistrict.verify.case import Case


def kinds(case: Case) -> dict[str, Kind]:
    """Return what happens to every community, by definition 5 of the method."""
    today, sets = case.ground.today, case.sets
    found = {}
    for community in sorted(today.keys() | sets.keys()):
        before, after = today.get(community), sets.get(community)
        if after is not None and after == before:
            found[community] = Kind.UNTOUCHED
        elif before and _divides(before, sets.values()):
            found[community] = Kind.SPLIT
        elif after and _divides(after, today.values()):
            found[community] = Kind.MERGED
        elif before is None:
            found[community] = Kind.SET_UP
        else:
            found[community] = Kind.ABOLISHED if after is None else Kind.RESHAPED
    return found


def _divides(whole: frozenset[str], sets: Iterable[frozenset[str]]) -> bool:
    """Return whether two or more of the sets make up the whole, none left over."""
    inside = [units for units in sets if units and units <= whole]
    return len(inside) > 1 and sum(len(units) for units in inside) == len(whole)


def moved(case: Case) -> frozenset[str]:
    """Return the units that have a community today and another one in the plan."""
    home = case.ground.home
    return frozenset(
        unit for unit, after in case.assignment.items() if unit in home and home[unit] != after
    )


def touched(case: Case) -> frozenset[str]:
    """Return today's communities that do not stay exactly as they are."""
    return frozenset(
        community for community, units in case.ground.today.items()
        if case.sets.get(community) != units
    )  # fmt: skip


def compounds(units: Iterable[Unit]) -> int:
    """Return the compounds and single units with households."""
    return len({unit.group or unit.id for unit in units if unit.households})


def population(units: Iterable[Unit]) -> int | None:
    """Return the residents, ``None`` where one number is not known or there are no units."""
    counts = [unit.population for unit in units]
    known = [count for count in counts if count is not None]
    return sum(known) if counts and len(known) == len(counts) else None


def totals(case: Case) -> dict[str, int | None]:
    """Return the figures of one subdistrict by the names of ``domain.record.Totals``."""
    ground, sets = case.ground, case.sets
    rules = ground.problem.rules
    gone = [ground.unit[unit] for unit in sorted(moved(case))]
    to_new = [unit for unit in gone if case.assignment[unit.id] not in ground.today]
    changed = touched(case)
    before = [ground.households(units) for units in ground.today.values()]
    outside = [name for name, total in case.totals.items() if not rules.min <= total <= rules.max]
    stay = [
        name for name in outside
        if name in ground.tolerated and case.untouched(name) and name not in case.exempt
    ]  # fmt: skip
    households = sum(unit.households for unit in gone)
    new = sum(unit.households for unit in to_new)
    return {
        "units": len(ground.unit),
        "households": sum(unit.households for unit in ground.problem.units),
        "communities_before": len(ground.today),
        "communities_after": len(sets),
        "set_up": len(sets.keys() - ground.today.keys()),
        "abolished": len(ground.today.keys() - sets.keys()),
        "touched_communities": len(changed),
        "moved_units": len(gone),
        "moved_compounds": compounds(gone),
        "moved_households": households,
        "moved_to_new": new,
        "moved_to_existing": households - new,
        "concerned_households": sum(ground.households(ground.today[item]) for item in changed),
        "out_of_band_before": sum(not rules.min <= total <= rules.max for total in before),
        "out_of_band": len(outside),
        "tolerated": len(stay),
        "exceptions": len(case.exempt.keys() & sets.keys()),
        "workload_deviation": _workload(case),
        "new_border": sum(length for length, _ in new_limits(case)),
        "new_border_named": sum(named for _, named in new_limits(case)),
        "population": population(ground.problem.units),
        "moved_population": population(gone) if gone else 0,
    }


def new_limits(case: Case) -> list[tuple[int, int]]:
    """Return the length of every limit that is none today, and of its part on named lines."""
    home, where = case.ground.home, case.assignment
    return [
        (edge.shared, edge.named)
        for edge in case.ground.problem.edges
        if edge.contact is not Contact.BARRIER
        and home.get(edge.a) == home.get(edge.b)
        and where.get(edge.a) != where.get(edge.b)
    ]


def tier_value(case: Case, tier: Tier) -> int:
    """Return the value of a tier, by definition 9 of the method."""
    outside = [case.deviation(community) for community in case.sets]
    if tier is Tier.EXCEPTIONS:
        return len([value for value in outside if value])
    if tier is Tier.EXCESS:
        return sum(outside)
    if tier is Tier.CHANGE:
        return _change(case)
    if tier is Tier.UNITS:
        return len(moved(case))
    if tier is Tier.COMMUNITIES:
        return _communities(case)
    if tier is Tier.WORKLOAD:
        return _workload(case)
    if tier is Tier.PLACE:
        return _place(case)
    if tier is Tier.GROWTH:
        return sum(_outgrown(case, units) for units in case.sets.values())
    if tier is Tier.TOUCHED:
        return len(touched(case))
    if tier is Tier.CUT_EDGES:
        return len(_cut(case))
    return sum(min(_inertia(case, units)) for units in case.sets.values())


def _outgrown(case: Case, units: Iterable[str]) -> int:
    """Return the households outside the band in the years of the forecast."""
    rules = case.ground.problem.rules
    totals = case.ground.forecast(units).values()
    return sum(max(rules.min - total, total - rules.max, 0) for total in totals)


def _change(case: Case) -> int:
    weights = case.ground.problem.change
    return weights.moved * case.ground.households(moved(case)) + _communities(case)


def _communities(case: Case) -> int:
    weights = case.ground.problem.change
    today, sets = case.ground.today.keys(), case.sets.keys()
    return (
        weights.touched * len(touched(case))
        + weights.new * len(sets - today)
        + weights.abolished * len(today - sets)
    )


def _workload(case: Case) -> int:
    target = case.ground.problem.workload_target
    unit = case.ground.unit
    loads = [sum(unit[item].workload for item in units) for units in case.sets.values()]
    return sum(abs(load - target) for load in loads)


def _cut(case: Case) -> list[tuple[str, str, int]]:
    """Return the edges between communities with their border on no named line."""
    where = case.assignment
    return [
        (edge.a, edge.b, edge.shared - edge.named)
        for edge in case.ground.problem.edges
        if edge.contact is not Contact.BARRIER and where.get(edge.a) != where.get(edge.b)
    ]


def _place(case: Case) -> int:
    ways = 0
    for community, units in case.sets.items():
        known = case.ground.problem.community.get(community)
        sums = _ways(case, units)
        ways += sums[known.anchor] if known and known.anchor in sums else min(sums.values())
    home = case.ground.home
    return ways + sum(open_ for a, b, open_ in _cut(case) if home.get(a) == home.get(b))


def _ways(case: Case, units: frozenset[str]) -> dict[str, int]:
    """Return households x whole metres from all units of a set to each of them."""
    items = [case.ground.unit[unit] for unit in units]
    return {
        office.id: sum(item.households * isqrt(_square(item, office)) for item in items)
        for office in items
    }


def _inertia(case: Case, units: frozenset[str]) -> list[int]:
    """Return households x square metres from all units of a set to each of them."""
    items = [case.ground.unit[unit] for unit in units]
    return [sum(item.households * _square(item, centre) for item in items) for centre in items]


def _square(a: Unit, b: Unit) -> int:
    return (a.easting - b.easting) ** 2 + (a.northing - b.northing) ** 2
