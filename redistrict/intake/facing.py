"""Whether two units face each other across a gap, or only look at each other round a corner.

At a street crossing the shortest line between two units across the corner runs through no third
unit either; but a community of these two would lie in two pieces. From the nearest place one
walks a little along the outline of one unit and asks which unit lies opposite there: the one
that a circle, blown up from this place of the outline, touches first (the point where it stops
is on the line half-way between the two). Across a corner this is always a third unit, however
oblique the streets.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from redistrict.intake.inputs import Adjacency

WALKS = (1, 4, 16)
"""How far along the outline one walks, in times of ``min_shared_m``, until both are opposite."""
BACK_M = 0.01
"""The direction of the outline is that of its last centimetre walked."""
TOUCH_M = 1e-5
"""A circle touches what is this near to it."""
ROUNDS = 30
"""Of shrinking a circle until it touches a unit; three or four are usual."""


@dataclass(frozen=True)
class _Ends:
    """Both ends of every line: the unit it starts from, the other one, and where on the outline.

    Parameters
    ----------
    line
        Position of the line.
    ring, at
        The ring of the outline, and metres along it.
    """

    line: Any
    unit: Any
    other: Any
    ring: Any
    at: Any


def facing(shapes: Any, a: Any, b: Any, lines: Any, adjacency: Adjacency) -> Any:
    """Return for each pair of units whether the two face each other.

    Parameters
    ----------
    shapes
        Valid polygons in metres.
    a, b
        Positions of the units of each pair; there is a gap between them.
    lines
        The shortest straight line of each pair, from ``a`` to ``b``.
    adjacency
        ``min_shared_m`` is the first distance walked (0: everything faces), ``max_gap_m`` the
        largest radius of a circle.

    Returns
    -------
    numpy.ndarray
        Booleans.
    """
    found = np.full(len(a), adjacency.min_shared_m <= 0)
    if not len(a) or found[0]:
        return found
    rings, owner = _rings(shapes)
    ends = _ends(rings, owner, a, b, lines)
    tree = shapely.STRtree(shapes)
    length = shapely.length(rings)[ends.ring]
    furthest = np.minimum(adjacency.max_gap_m, length / 4)
    for times in WALKS:
        walked = np.minimum(times * adjacency.min_shared_m, furthest)
        for way in (1, -1):
            rows = np.flatnonzero(~found[ends.line])
            stop = (ends.at[rows] + way * walked[rows]) % length[rows]
            places, outward = _outline(rings[ends.ring[rows]], stop, way)
            circles, radius = _circles(
                places, outward, shapes[ends.other[rows]], adjacency.max_gap_m
            )
            rows, circles, radius = rows[radius > 0], circles[radius > 0], radius[radius > 0]
            inner = np.maximum(radius - TOUCH_M, 0)
            circle, unit = tree.query(circles, predicate="dwithin", distance=inner)
            third = (unit != ends.unit[rows[circle]]) & (unit != ends.other[rows[circle]])
            free = np.setdiff1d(np.arange(len(rows)), circle[third])
            found[ends.line[rows[free]]] = True
    return found


def _rings(shapes: Any) -> tuple[Any, Any]:
    """Return the rings of all outlines, what is outside on their right, and whose they are."""
    parts, unit = shapely.get_parts(shapes, return_index=True)
    rings, part = shapely.get_rings(shapely.orient_polygons(parts), return_index=True)
    return rings, unit[part]


def _ends(rings: Any, owner: Any, a: Any, b: Any, lines: Any) -> _Ends:
    line = np.tile(np.arange(len(a)), 2)
    unit, other = np.concatenate([a, b]), np.concatenate([b, a])
    spots = np.concatenate([shapely.get_point(lines, 0), shapely.get_point(lines, -1)])
    first = np.searchsorted(owner, unit)
    count = np.searchsorted(owner, unit, side="right") - first
    row = np.repeat(np.arange(len(unit)), count)
    ring = first[row] + np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
    order = np.lexsort((ring, shapely.distance(rings[ring], spots[row]), row))
    nearest = ring[order][np.cumsum(count) - count]
    return _Ends(line, unit, other, nearest, shapely.line_locate_point(rings[nearest], spots))


def _outline(rings: Any, stop: Any, way: int) -> tuple[Any, Any]:
    """Return the places so many metres along rings, and the direction outwards from there."""
    length = shapely.length(rings)
    places = shapely.get_coordinates(shapely.line_interpolate_point(rings, stop))
    back = (stop - way * BACK_M) % length
    along = places - shapely.get_coordinates(shapely.line_interpolate_point(rings, back))
    along *= way / np.maximum(np.hypot(*along.T), 1e-9)[:, None]
    return places, np.column_stack([along[:, 1], -along[:, 0]])


def _circles(places: Any, outward: Any, targets: Any, largest: float) -> tuple[Any, Any]:
    """Return the circles at places of an outline that touch a target, by centre and radius.

    A circle starts with the largest radius and shrinks to the place of the target that is nearest
    to its centre, until nothing of the target is inside. A radius of 0 stands where even the
    largest circle does not reach it.
    """
    radius = np.full(len(places), largest)
    rows = np.arange(len(places))
    for _ in range(ROUNDS):
        centres = places[rows] + radius[rows, None] * outward[rows]
        lines = shapely.shortest_line(shapely.points(centres), targets[rows])
        touched = shapely.get_coordinates(lines)[1::2]
        away = shapely.length(lines)
        outside = (away > radius[rows] + TOUCH_M) & (radius[rows] >= largest)
        radius[rows[outside]] = 0.0
        inside = away < radius[rows] - TOUCH_M
        rows, chord = rows[inside], touched[inside] - places[rows[inside]]
        if not len(rows):
            break
        ahead = (chord * outward[rows]).sum(axis=1)
        square = (chord**2).sum(axis=1)
        radius[rows] = np.where(ahead > 0, square / (2 * np.maximum(ahead, 1e-12)), 0.0)
    return shapely.points(places + radius[:, None] * outward), radius
