"""Offices, rooms, staff and walks of a plan, joined from ledger, context layers and standard."""

from collections.abc import Iterator, Mapping, Sequence

import shapely

from redistrict.domain.level import LEVELS
from redistrict.domain.sites import SiteRow, SiteRule, judge
from redistrict.domain.words import translator
from redistrict.intake.rows import BUILT_IN
from redistrict.limits.ways import walks
from redistrict.measure.case import Case
from redistrict.measure.needs import needs
from redistrict.measure.resources import CENTRE, DEFERRED, WALK_M, Means
from redistrict.measure.sides import side
from redistrict.run.prepare import Prepared

NO_OFFICE = frozenset({"", "无", "none", "no"})
COLUMNS = {
    "office_address": "address", "office_area_m2": "area_m2", "office_state": "state",
    "office_date": "date",
}  # fmt: skip

Offers = Mapping[str, Mapping[str, str]]
"""By unit: what is known of the rooms there that could become the office of a new community."""


def candidates(prepared: Prepared) -> dict[str, dict[str, str]]:
    """Return the rooms of the layer of offices that belong to no community yet, by unit."""
    layer, shapes = prepared.district.context.get("offices"), prepared.shapes
    if layer is None or shapes is None or "community" not in layer.columns:
        return {}
    free = layer[layer["community"].fillna("").astype(str).str.strip() == ""]
    tree = shapely.STRtree(shapes.to_numpy())
    found: dict[str, dict[str, str]] = {}
    for _, row in free.iterrows():
        inside = tree.query(row.geometry, predicate="intersects")
        if len(inside):
            facts = {name: _text(row[column]) for name, column in COLUMNS.items() if column in free}
            found.setdefault(str(shapes.index[int(min(inside))]), facts)
    return found


def _text(value: object) -> str:
    if value is None or value != value:
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value)


def ready(facts: Mapping[str, str]) -> bool:
    """Return whether an office exists or has a date."""
    state = facts.get("office_state", "").strip().casefold()
    in_use = state in ("在用", "in use")
    return in_use or (state not in NO_OFFICE and bool(facts.get("office_date", "").strip()))


def supplies(
    prepared: Prepared, cases: Sequence[Case], offers: Offers
) -> dict[str, dict[str, str]]:
    """Return needs, gaps, office of a new community and its stage, by community, as text."""
    people = LEVELS[prepared.scenario.level].people
    found = {}
    for case in cases:
        for community, units in case.after.items():
            after = side(tuple(case.problem.unit[unit] for unit in units))
            facts = {} if people else needs(prepared.profile, after)
            known = case.problem.community.get(community)
            held = dict(known.facts) if known else _offer(units, offers)
            if known is None:
                facts |= held
                if not ready(held) and prepared.scenario.level in ("community", "street"):
                    facts["stage"] = CENTRE if people else DEFERRED
            for wanted, have, gap in (
                ("staff_needed", "staff", "staff_gap"),
                ("facility_needed", "office_area_m2", "facility_gap"),
            ):
                if wanted in facts:
                    present = held.get(have, "")
                    count = int(float(present)) if present.replace(".", "", 1).isdigit() else 0
                    facts[gap] = str(max(0, int(facts[wanted]) - count))
            found[community] = facts
    return found


def _offer(units: Sequence[str], offers: Offers) -> dict[str, str]:
    """Return the best room in some units: ready ones first, then the earliest."""
    inside = [offers[unit] for unit in units if unit in offers]
    if not inside:
        return {}
    best = min(inside, key=lambda item: (not ready(item), item.get("office_date") or "9999"))
    return dict(best)


def ways(prepared: Prepared, cases: Sequence[Case], offers: Offers) -> Means:
    """Return what the scenario says about work, and how many households live near their office."""
    scenario = prepared.scenario
    roads = prepared.district.context.get("roads")
    lines = [] if roads is None else list(roads.geometry)
    if prepared.shapes is None or scenario.level != "community":
        before = after = (0, 0)
    else:
        before = _near(cases, lines, offers, planned=False)
        after = _near(cases, lines, offers, planned=True)
    items, visits = scenario.work_items, scenario.visits
    return Means(
        weights={_named(name, scenario.lang): weight for name, weight in scenario.workload.items()},
        items=dict(items.items) if items else {},
        items_source=items.source if items else "",
        small_under=visits.small_under if visits else 0,
        small_per_year=visits.small_per_year if visits else 0,
        other_per_year=visits.other_per_year if visits else 0,
        visits_source=visits.source if visits else "",
        near_before=before[0],
        measured_before=before[1],
        near_after=after[0],
        measured_after=after[1],
        roads=bool(lines),
    )


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


def _near(
    cases: Sequence[Case], lines: Sequence[object], offers: Offers, *, planned: bool
) -> tuple[int, int]:
    """Return households within a quarter of an hour, and those whose way is known."""
    points, goals, households = {}, {}, {}
    for case in cases:
        for unit, office in _offices(case, offers, planned=planned):
            item, at = case.problem.unit[unit], case.problem.unit[office]
            if item.households:
                points[unit] = (float(item.easting), float(item.northing))
                goals[unit] = (float(at.easting), float(at.northing))
                households[unit] = item.households
    metres = walks(points, goals, lines)
    near = sum(households[unit] for unit, way in metres.items() if way <= WALK_M)
    return near, sum(households.values())


def _offices(case: Case, offers: Offers, *, planned: bool) -> Iterator[tuple[str, str]]:
    """Yield every unit with the unit where its community's office stands or may stand."""
    sets = case.after if planned else {item.id: item.units for item in case.problem.communities}
    for community, units in sets.items():
        known = case.problem.community.get(community)
        office = known.anchor if known else next((unit for unit in units if unit in offers), "")
        if office:
            yield from ((unit, office) for unit in units)
