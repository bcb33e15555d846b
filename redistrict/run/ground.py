"""The ground of every unit, and what the borders between grounds run along."""

import dataclasses
from typing import Any

import geopandas as gpd
import shapely

from redistrict.domain.units import Contact
from redistrict.intake.district import District
from redistrict.limits.borders import border_lengths
from redistrict.limits.lines import LineKind, NamedLine, named_lines
from redistrict.limits.parting import parting_lines
from redistrict.limits.territory import divide_land

KINDS = {
    "roads": LineKind.ROAD,
    "rivers": LineKind.RIVER,
    "railways": LineKind.RAILWAY,
    "walls": LineKind.WALL,
}


def lines(district: District) -> tuple[NamedLine, ...]:
    """Return the lines that limits may follow, from the scenario's own layers."""
    return tuple(
        line
        for name, kind in KINDS.items()
        if name in district.context
        for line in named_lines(district.context[name], kind)
    )


def ground(district: District) -> gpd.GeoSeries | None:
    """Return the ground of every unit by id; ``None`` where there is no map.

    Units that tile are their own ground. Else land between units goes to the nearest unit of its
    subdistrict, divided along the lines; villages and other land outside the plan are nobody's.
    """
    if district.geometry is None:
        return None
    shapes = gpd.GeoSeries(_shapes(district), crs=district.geometry.crs)
    if _tile(district, shapes):
        return shapes
    parents = {unit.id: unit.subdistrict for unit in district.units}
    courses = [line.course for line in lines(district)]
    division = divide_land(dict(shapes.items()), parents, lines=courses)
    found = {item.unit_id: item.ground for item in division.territories}
    return gpd.GeoSeries(found, crs=shapes.crs).sort_index()


def _shapes(district: District) -> dict[str, Any]:
    """Return the planner's polygons by unit id."""
    if district.geometry is None:
        return {}
    series = district.geometry.set_index("unit_id").geometry.sort_index()
    return dict(series.items())


def _tile(district: District, shapes: gpd.GeoSeries) -> bool:
    apart = any(edge.contact is Contact.NEAR for edge in district.edges)
    return not apart and bool(shapely.coverage_is_valid(shapes.to_numpy()))


def with_borders(district: District, grounds: gpd.GeoSeries) -> District:
    """Return the district with every common border's length and the named lines along it."""
    courses = lines(district)
    pairs = [(edge.a, edge.b) for edge in district.edges]
    lengths = border_lengths(grounds, pairs, courses)
    joined = [(edge.a, edge.b) for edge in district.edges if edge.contact is not Contact.BARRIER]
    parted = parting_lines(_shapes(district), joined, courses)
    edges = []
    for edge in district.edges:
        shared, named = lengths.get((edge.a, edge.b), (edge.shared, 0))
        edge = dataclasses.replace(edge, lines=parted.get((edge.a, edge.b), ()))
        if edge.contact in (Contact.BORDER, Contact.NEAR):
            edge = dataclasses.replace(edge, shared=shared, named=min(named, shared))
        edges.append(edge)
    return dataclasses.replace(district, edges=tuple(edges))
