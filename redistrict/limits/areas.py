"""Areas of others (police, schools, grids, property, collectives) that a plan may cut.

An area is cut if its inhabited units belong to more than one community. They are counted against,
never optimised; that a plan cuts a collective economic body is a finding.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely

from redistrict.domain.findings import Finding

COLLECTIVES = "collectives"


@dataclass(frozen=True, slots=True)
class Cuts:
    """How many areas of a layer are cut today and by the plan; names of those cut anew."""

    layer: str
    areas: int
    before: int
    after: int
    fresh: tuple[str, ...]


def cut_areas(
    layer: str,
    areas: gpd.GeoDataFrame,
    units: gpd.GeoSeries,
    before: Sequence[str],
    after: Sequence[str],
) -> Cuts:
    """Return how many areas of a layer are cut.

    Parameters
    ----------
    areas
        Column ``name`` and polygons in the CRS of ``units``.
    units
        Polygons of the inhabited units; a unit lies in the area that holds its inner point.
    before, after
        Community of every unit today and in the plan, empty where it has none.
    """
    tree = shapely.STRtree(shapely.point_on_surface(units.to_numpy()))
    sides = []
    for shape in areas.geometry:
        inside = tree.query(shape, predicate="intersects") if shape is not None else []
        sides.append((_count(before, inside), _count(after, inside)))
    fresh = tuple(
        str(name) for name, (old, new) in zip(areas["name"], sides, strict=True)
        if new > max(1, old)
    )  # fmt: skip
    return Cuts(
        layer, len(areas), sum(old > 1 for old, _ in sides), sum(new > 1 for _, new in sides), fresh
    )


def cut_collectives(
    context: Mapping[str, gpd.GeoDataFrame],
    shapes: gpd.GeoSeries | None,
    rows: Sequence[tuple[str, str, str]],
) -> tuple[Finding, ...]:
    """Return a finding where a plan cuts collective economic bodies that it found less cut.

    Parameters
    ----------
    context
        The planner's own layers by name.
    shapes
        Polygons by unit id, ``None`` where there is no map.
    rows
        Unit id, community today and in the plan of every inhabited unit.
    """
    areas = context.get(COLLECTIVES)
    if areas is None or shapes is None:
        return ()
    drawn = shapes.reindex([row[0] for row in rows])
    there = ~(drawn.isna() | drawn.is_empty).to_numpy()
    kept = [row for row, has in zip(rows, there, strict=True) if has]
    found = cut_areas(
        COLLECTIVES, areas, drawn[there], [row[1] for row in kept], [row[2] for row in kept]
    )
    if not found.fresh:
        return ()
    return (Finding("PLAN_CUTS_COLLECTIVE", facts={"names": found.fresh}),)


def _count(communities: Sequence[str], inside: Sequence[int] | np.ndarray) -> int:
    return len({str(communities[at]) for at in inside if communities[at]})
