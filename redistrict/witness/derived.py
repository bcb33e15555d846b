"""Ground that an import derived from points and roads, held to what such ground must be.

Cells do not overlap; every point is in its own cell, or nearest to it where it stands on a
carriageway; cells stay inside the limit and, where there are points, leave no block of it out.
How a block is divided between its points is not computed again.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import shapely

from redistrict.domain.findings import Fact, Finding, Place

MARGIN_M = 150.0
"""Around the outermost points, where no limit is given."""
OVERLAP_M2 = 1.0
NEAR_M = 0.5
BEYOND_PERCENT = 2.0
LEAST_M2 = 1_100.0
"""Smaller pieces of the limit are carriageways and traffic islands (1,000 m², and rounding)."""


def check(cells: Mapping[str, Any], points: Mapping[str, Any], limit: Any) -> Iterator[Finding]:
    """Yield what is wrong with derived ground.

    Parameters
    ----------
    cells, points
        Cell and raw point of every unit, in one system in metres; blocks without a point have
        only a cell.
    limit
        Outline of the district in the same system, ``None`` where none was given.
    """
    ids = sorted(cells)
    shapes = np.array([cells[key] for key in ids], dtype=object)
    tree = shapely.STRtree(shapes)
    yield from _overlaps(ids, shapes, tree)
    for key in sorted(points):
        nearest = int(tree.nearest(points[key]))
        own = shapely.distance(points[key], cells[key]) if key in cells else np.inf
        if own > shapely.distance(points[key], shapes[nearest]) + NEAR_M:
            facts: dict[str, Fact] = {"other": ids[nearest]}
            yield Finding("WITNESS_GROUND_POINT", Place(unit=key), facts)
    if limit is None and points:
        limit = shapely.MultiPoint(list(points.values())).convex_hull.buffer(MARGIN_M)
    if limit is None:
        return
    outside = shapely.area(shapely.difference(shapes, limit))
    for at in np.flatnonzero(outside * 100 > BEYOND_PERCENT * shapely.area(shapes)):
        beyond: dict[str, Fact] = {"m2": round(float(outside[at]))}
        yield Finding("WITNESS_GROUND_BEYOND", Place(unit=ids[int(at)]), beyond)
    if points:
        rest = shapely.get_parts(shapely.difference(limit, shapely.union_all(shapes)))
        lost = [float(area) for area in shapely.area(rest) if area >= LEAST_M2]
        if lost:
            facts = {"count": len(lost), "m2": round(sum(lost))}
            yield Finding("WITNESS_GROUND_LEFT", Place(), facts)


def _overlaps(ids: list[str], shapes: Any, tree: Any) -> Iterator[Finding]:
    one, other = tree.query(shapes, predicate="intersects")
    pairs = one < other
    one, other = one[pairs], other[pairs]
    common = shapely.area(shapely.intersection(shapes[one], shapes[other]))
    for at in np.flatnonzero(common > OVERLAP_M2):
        facts: dict[str, Fact] = {"other": ids[int(other[at])], "m2": round(float(common[at]))}
        yield Finding("WITNESS_GROUND_OVERLAP", Place(unit=ids[int(one[at])]), facts)
