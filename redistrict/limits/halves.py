"""A community divided by one line: which units lie on either side."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

REACH_M = 40.0
"""A road that ends this near to the limit still counts as going through."""

SMALLEST = 0.02
"""Share of the area below which a side is only a sliver along the limit."""

CUT = 0.1
"""Share of a unit's area on its smaller side from which it counts as cut."""


@dataclass(frozen=True, slots=True)
class Halves:
    """Units on the two sides of a line.

    Parameters
    ----------
    left, right
        Unit ids, sorted; sides as seen along the line. A unit belongs where a point inside it is.
    cut
        Units that lie on both sides with at least a tenth of their area.
    """

    left: tuple[str, ...]
    right: tuple[str, ...]
    cut: tuple[str, ...]


def halves(ground: Mapping[str, Any], shapes: Mapping[str, Any], course: Any) -> Halves | None:
    """Divide units by a line that goes through their whole ground.

    Parameters
    ----------
    ground
        Ground of every unit of one community, in metres.
    shapes
        The units' own polygons, same ids.
    course
        Line or lines of one road.

    Returns
    -------
    Halves or None
        ``None`` where the line does not divide the ground in two.
    """
    ids = sorted(ground)
    whole = shapely.union_all([ground[unit] for unit in ids])
    course = _drawn_on(course)
    lines = _inside(course, whole)
    if lines is None:
        return None
    # The whole course, not its part inside: computed end points miss the limit by a hair.
    faces = [
        face
        for face in shapely.get_parts(
            shapely.polygonize([shapely.union_all([shapely.boundary(whole), course])])
        )
        if shapely.contains_properly(whole, shapely.point_on_surface(face))
        and face.area >= SMALLEST * whole.area
    ]
    sides = [_left_of(lines, shapely.point_on_surface(face)) for face in faces]
    if len(set(sides)) < 2:
        return None
    left = shapely.union_all([face for face, side in zip(faces, sides, strict=True) if side])
    inside = [unit for unit in ids if _within(left, shapes[unit])]
    cut = [unit for unit in ids if _is_cut(shapely.intersection(shapes[unit], left), shapes[unit])]
    rest = [unit for unit in ids if unit not in set(inside)]
    return Halves(tuple(inside), tuple(rest), tuple(cut)) if inside and rest else None


def _drawn_on(course: Any) -> Any:
    """Return a line, its ends drawn on so that they reach a limit that is near."""
    merged = shapely.line_merge(shapely.union_all(shapely.get_parts(course)))
    return shapely.union_all(
        [_longer(part) for part in shapely.get_parts(merged) if part.length > 0]
    )


def _inside(course: Any, whole: Any) -> Any:
    """Return the part of a line inside a polygon, ``None`` where there is none."""
    inside = shapely.intersection(course, whole)
    parts = [part for part in shapely.get_parts(inside) if part.geom_type == "LineString"]
    parts = [part for part in parts if not part.is_empty]
    return shapely.line_merge(shapely.multilinestrings(parts)) if parts else None


def _longer(line: Any) -> Any:
    points = shapely.get_coordinates(line)
    first, last = points[0] - points[1], points[-1] - points[-2]
    start = points[0] + first / max(np.hypot(*first), 1e-9) * REACH_M
    end = points[-1] + last / max(np.hypot(*last), 1e-9) * REACH_M
    return shapely.linestrings(np.vstack([start, points, end]))


def _left_of(lines: Any, point: Any) -> bool:
    """Tell whether a point lies to the left of the nearest piece of the line."""
    parts = [shapely.get_coordinates(part) for part in shapely.get_parts(lines)]
    pieces = np.concatenate([np.stack([part[:-1], part[1:]], axis=1) for part in parts])
    ways = shapely.linestrings(pieces)
    nearest = int(np.argmin(shapely.distance(ways, point)))
    (ax, ay), (bx, by) = pieces[nearest]
    return bool((bx - ax) * (point.y - ay) - (by - ay) * (point.x - ax) > 0)


def _within(side: Any, shape: Any) -> bool:
    return bool(shapely.intersects(side, shapely.point_on_surface(shape)))


def _is_cut(part: Any, shape: Any) -> bool:
    share = part.area / shape.area if shape.area else 0.0
    return CUT <= share <= 1 - CUT
