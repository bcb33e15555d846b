"""Faults in the polygons of units: not valid, in parts, thin, overlapping, with gaps between."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import shapely

from redistrict.domain.findings import Fact, Finding, Place

GAP_M2 = 5000.0
"""Holes in the coverage up to this area are gaps; larger ones are land of another kind."""
THIN_M = 1.0
"""A unit (or overlap) whose mean width is less than this is a sliver."""
OVERLAP_M2 = 10.0
OVERLAP_PERCENT = 1.0
"""Overlaps beyond both are refused: the ground would be counted twice."""


def shape_faults(shapes: Any, places: Sequence[Place]) -> tuple[Finding, ...]:
    """Return what is wrong with single shapes: each must be a valid polygon."""
    found = []
    kinds = shapely.get_type_id(shapes)
    empty = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    valid = shapely.is_valid(shapes)
    for index in np.flatnonzero(empty).tolist():
        found.append(Finding("UNIT_WITHOUT_SHAPE", places[index]))
    for index in np.flatnonzero(~empty & (kinds != 3) & (kinds != 6)).tolist():
        facts: dict[str, Fact] = {"kind": shapes[index].geom_type}
        found.append(Finding("UNIT_NOT_POLYGON", places[index], facts))
    for index in np.flatnonzero(~empty & ~valid).tolist():
        facts = {"why": str(shapely.is_valid_reason(shapes[index]))[:120]}
        found.append(Finding("UNIT_SHAPE_INVALID", places[index], facts))
    return tuple(found)


def coverage_faults(shapes: Any, places: Sequence[Place], *, tiled: bool) -> tuple[Finding, ...]:
    """Return what is wrong between shapes that are single valid polygons, in metres.

    Parameters
    ----------
    tiled
        Units should leave no land between them (they meet along borders, not across streets).
    """
    found = [*_multipart(shapes, places), *_thin(shapes, places)]
    exact = bool(shapely.coverage_is_valid(shapes))
    if not exact:
        found += _overlaps(shapes, places)
    if tiled:
        whole = shapely.coverage_union_all(shapes) if exact else shapely.union_all(shapes)
        found += _gaps(whole, shapes, places)
    return tuple(found)


def _at(place: Place, shape: Any) -> Place:
    point = shapely.point_on_surface(shape) if not shapely.is_empty(shape) else None
    return replace(place, point=(round(point.x), round(point.y))) if point is not None else place


def _multipart(shapes: Any, places: Sequence[Place]) -> list[Finding]:
    parts = shapely.get_num_geometries(shapes)
    return [
        Finding("UNIT_IN_PARTS", _at(places[index], shapes[index]), {"parts": int(parts[index])})
        for index in np.flatnonzero(parts > 1).tolist()
    ]


def _thin(shapes: Any, places: Sequence[Place]) -> list[Finding]:
    width = 2 * shapely.area(shapes) / np.maximum(shapely.length(shapes), 1e-9)
    return [
        Finding("UNIT_SLIVER", _at(places[index], shapes[index]),
                {"area_m2": float(shapes[index].area), "width_m": float(width[index])})
        for index in np.flatnonzero(width < THIN_M).tolist()
    ]  # fmt: skip


def _overlaps(shapes: Any, places: Sequence[Place]) -> list[Finding]:
    a, b = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    a, b = a[a < b], b[a < b]
    common = shapely.intersection(shapes[a], shapes[b])
    area = shapely.area(common)
    found = []
    for row in np.flatnonzero(area > 0.01).tolist():
        one, other = int(a[row]), int(b[row])
        smaller = min(shapes[one].area, shapes[other].area)
        percent = 100 * float(area[row]) / smaller
        facts: dict[str, Fact] = {
            "other": places[other].unit, "area_m2": float(area[row]), "percent": percent,
        }  # fmt: skip
        code = "UNITS_OVERLAP_THIN"
        if shapely.equals(shapes[one], shapes[other]):
            code = "UNITS_SAME_SHAPE"
        elif area[row] > OVERLAP_M2 and percent > OVERLAP_PERCENT:
            code = "UNITS_OVERLAP"
        found.append(Finding(code, _at(places[one], common[row]), facts))
    return found


def _gaps(whole: Any, shapes: Any, places: Sequence[Place]) -> list[Finding]:
    """Return the holes between units, with the units around each."""
    rings = [
        ring for part in shapely.get_parts(whole) for ring in shapely.get_parts(part.interiors)
    ]
    holes = shapely.polygons(rings) if rings else np.array([], dtype=object)
    holes = holes[shapely.area(holes) <= GAP_M2]
    if not len(holes):
        return []
    hole, unit = shapely.STRtree(shapes).query(holes, predicate="dwithin", distance=0.001)
    found = []
    for index, shape in enumerate(holes):
        around = sorted(places[one].unit for one in unit[hole == index].tolist())
        place = Place(places[0].file, places[0].sheet)
        facts: dict[str, Fact] = {
            "area_m2": float(shape.area),
            "units": tuple(around[:6]) or ("-",),
        }
        found.append(Finding("UNITS_GAP", _at(place, shape), facts))
    return found
