"""Offices, rooms, staff and walks of a plan, joined from ledger, context layers and standard."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import shapely

from redistrict.domain.sites import SiteRow, SiteRule, judge
from redistrict.domain.words import translator
from redistrict.intake.rows import BUILT_IN
from redistrict.limits import ways
from redistrict.measure.case import Case
from redistrict.measure.resources import WALK_M, Means
from redistrict.measure.supply import Supply, Walk, Walks
from redistrict.run.prepare import Prepared

COLUMNS = {
    "office_address": "address", "office_area_m2": "area_m2", "office_state": "state",
    "office_date": "date",
}  # fmt: skip


def candidates(prepared: Prepared) -> dict[str, dict[str, str]]:
    """Return the rooms of the layer of offices that belong to no community yet, by unit."""
    layer, shapes = prepared.district.context.get("offices"), prepared.shapes
    stated = prepared.scenario.context.offices
    if layer is None or shapes is None or stated is None or stated.community is None:
        return {}
    free = layer[layer["community"].fillna("").astype(str).str.strip() == ""]
    tree = shapely.STRtree(shapes.to_numpy())
    found: dict[str, dict[str, str]] = {}
    for _, row in free.iterrows():
        inside = tree.query(row.geometry, predicate="intersects")
        if len(inside):
            facts = {name: _text(row[column]) for name, column in COLUMNS.items() if column in free}
            found.setdefault(min(str(shapes.index[int(at)]) for at in inside), facts)
    return found


def _text(value: object) -> str:
    if value is None or value != value:
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value)


def begin(prepared: Prepared, cases: Sequence[Case]) -> Supply:
    """Return what is known of staff, rooms and walks today."""
    known = Supply(prepared.profile, prepared.scenario.level, candidates(prepared))
    return replace(known, before=walks(prepared, cases, known, planned=False))


def means(prepared: Prepared, supply: Supply) -> Means:
    """Return what the scenario says about work, and how many households live near their office."""
    scenario = prepared.scenario
    items, visits = scenario.work_items, scenario.visits
    weights = {_named(name, scenario.lang): weight for name, weight in scenario.weights.items()}
    return Means(
        weights=weights,
        scale=scenario.scale,
        items=dict(items.items) if items else {},
        items_weight=items.weight if items else 0.0,
        items_source=items.source if items else "",
        visits_weight=visits.weight if visits else 0.0,
        small_under=visits.small_under if visits else 0,
        small_per_year=visits.small_per_year if visits else 0,
        other_per_year=visits.other_per_year if visits else 0,
        visits_source=visits.source if visits else "",
        near_before=sum(walk.near for walk in supply.before.values()),
        measured_before=sum(walk.households for walk in supply.before.values()),
        near_after=sum(walk.near for walk in supply.after.values()),
        measured_after=sum(walk.households for walk in supply.after.values()),
        roads=bool(_lines(prepared)),
    )


def _lines(prepared: Prepared) -> list[object]:
    roads = prepared.district.context.get("roads")
    return [] if roads is None else list(roads.geometry)


def settled(prepared: Prepared) -> tuple[SiteRow, ...]:
    """Return every resettlement site with what becomes of it."""
    stated = prepared.scenario.sites
    if stated is None:
        return ()
    rule = SiteRule(stated.group_from, stated.own_from, stated.group_most, stated.source)
    return tuple(judge(site, rule) for site in prepared.district.sites)


def _named(column: str, language: str) -> str:
    """Return a weighted column as readers call it; the built-in ones have a name of their own."""
    return translator(language)(column) if column in BUILT_IN else column


def walks(prepared: Prepared, cases: Sequence[Case], supply: Supply, *, planned: bool) -> Walks:
    """Return the walk to the office of every community, of today or of the plan."""
    if prepared.shapes is None or prepared.scenario.level != "community":
        return {}
    points, goals, home = {}, {}, {}
    for case in cases:
        for unit, office, community in _offices(case, supply, planned=planned):
            item, at = case.problem.unit[unit], case.problem.unit[office]
            if item.households:
                points[unit] = (float(item.easting), float(item.northing))
                goals[unit] = (float(at.easting), float(at.northing))
                home[unit] = (community, item.households)
    found: dict[str, Walk] = {}
    for unit, metres in ways.walks(points, goals, _lines(prepared)).items():
        community, households = home[unit]
        so_far = found.get(community, Walk())
        found[community] = Walk(
            so_far.steps + households * metres,
            so_far.near + (households if metres <= WALK_M else 0),
            so_far.households + households,
        )
    return found


def _offices(case: Case, supply: Supply, *, planned: bool) -> Iterator[tuple[str, str, str]]:
    """Yield every unit, the unit where its community's office stands or may stand, and that."""
    sets = case.after if planned else {item.id: item.units for item in case.problem.communities}
    for community, units in sets.items():
        known = case.problem.community.get(community)
        office = known.anchor if known else supply.best(units)
        if office:
            yield from ((unit, office, community) for unit in units)
