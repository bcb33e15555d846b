"""Ground derived where none is drawn: blocks between roads, and a cell for every point in them.

What is derived is marked so: it says who is near whom, not where a property ends.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

LEAST_M2, LEAST_WIDTH_M = 1000.0, 12.0
"""Smaller or narrower faces between roads are carriageways and traffic islands, no blocks."""
REACH_M = 5.0
"""A road that ends so near to another one meets it."""
GRID_M = 0.25
"""Crossings are rounded to this, so that borders are the same from both sides."""
MARGIN_M = 150.0
"""Around the outermost points, where no district limit is given."""


@dataclass(frozen=True, slots=True)
class Cells:
    """Derived ground.

    Parameters
    ----------
    shapes
        Polygons that do not overlap.
    points
        Position of the point of every polygon, -1 for a block without any.
    """

    shapes: Any
    points: tuple[int, ...]


def blocks(roads: Any, limit: Any = None) -> Any:
    """Return the faces between roads as polygons, largest dimension first by place.

    Parameters
    ----------
    roads
        Lines in metres; they need not end in each other exactly.
    limit
        Polygon of the district; its outline closes the outer blocks. May be ``None``.
    """
    lines = [line for line in roads if line is not None and not shapely.is_empty(line)]
    outline = [limit.boundary] if limit is not None else []
    reaching = [_longer(part) for line in lines for part in shapely.get_parts(line)]
    noded = shapely.union_all([*reaching, *outline], grid_size=GRID_M)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    if limit is not None:
        shapely.prepare(limit)
        faces = faces[shapely.contains_properly(limit, shapely.point_on_surface(faces))]
    area = shapely.area(faces)
    width = 2 * area / np.maximum(shapely.length(faces), 1e-9)
    faces = faces[(area >= LEAST_M2) & (width >= LEAST_WIDTH_M)]
    return _ordered(faces)


def cells(points: Any, roads: Any = (), limit: Any = None) -> Cells:
    """Return a cell for every point, inside its block; blocks without points stay whole.

    Parameters
    ----------
    points
        Points in metres, no two alike.
    roads, limit
        As in :func:`blocks`.
    """
    if limit is None:
        limit = shapely.buffer(shapely.MultiPoint(list(points)).convex_hull, MARGIN_M)
    faces = blocks(roads, limit)
    rest = shapely.difference(limit, shapely.union_all(faces)) if len(faces) else limit
    rest = [part for part in shapely.get_parts(rest) if part.area >= LEAST_M2]
    grounds = _ordered(np.array([*faces, *rest], dtype=object))
    tree = shapely.STRtree(grounds)
    _, at = tree.query_nearest(points, all_matches=False)
    shapes: list[Any] = []
    owners: list[int] = []
    for block in range(len(grounds)):
        inside = np.flatnonzero(at == block)
        if len(inside) == 0:
            shapes.append(grounds[block])
            owners.append(-1)
        elif len(inside) == 1:
            shapes.append(grounds[block])
            owners.append(int(inside[0]))
        else:
            for owner, shape in _shared(grounds[block], points, inside):
                shapes.append(shape)
                owners.append(owner)
    tiled = shapely.coverage_clean(
        np.array(shapes, dtype=object), gap_width=REACH_M, snapping_distance=GRID_M
    )
    return Cells(tiled, tuple(owners))


def _shared(block: Any, points: Any, inside: Any) -> list[tuple[int, Any]]:
    """Divide a block among its points: each gets what is nearest to it (Voronoi)."""
    own = points[inside]
    cloud = shapely.MultiPoint(list(own))
    faces = shapely.get_parts(shapely.voronoi_polygons(cloud, extend_to=block, ordered=True))
    found = []
    for owner, face in zip(inside, faces, strict=True):
        part = shapely.intersection(face, block)
        kept = [item for item in shapely.get_parts(part) if item.geom_type == "Polygon"]
        found.append((int(owner), shapely.union_all(kept) if kept else shapely.Polygon()))
    return found


def _longer(line: Any) -> Any:
    """Return a line that goes straight on at both ends for a few metres."""
    xy = shapely.get_coordinates(line)
    if len(xy) < 2:
        return line
    ends = []
    for end, before in ((xy[0], xy[1]), (xy[-1], xy[-2])):
        way = end - before
        length = float(np.hypot(*way))
        ends.append(end + way / length * REACH_M if length > 0 else end)
    return shapely.LineString([ends[0], *xy, ends[1]])


def _ordered(faces: Any) -> Any:
    """Return polygons from north to south, west to east, so that the order never varies."""
    spots = shapely.get_coordinates(shapely.point_on_surface(faces))
    return faces[np.lexsort((spots[:, 0].round(3), -spots[:, 1].round(3)))] if len(faces) else faces
