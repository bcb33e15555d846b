"""Which units meet, found from their shapes once more and in another way than the planner's.

The planner measures what two polygons have in common; the witness measures what one outline has
in common with the other polygon's outline, and asks both polygons only where they overlap.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely

from redistrict.domain.units import Contact
from redistrict.witness.facing import facing

DOUBT_M = 0.05
"""Rounding of coordinates may decide a length this near to a limit of the scenario."""
CROSSED_M = 0.01


@dataclass
class Meeting:
    """Two units, by position, that meet.

    Parameters
    ----------
    course
        The common border, or the shortest straight line across a gap.
    metres
        Of common border.
    doubtful
        So near to a limit that rounding decides.
    barriers
        Names of the barriers that part them.
    """

    contact: Contact
    course: Any = None
    metres: float = 0.0
    doubtful: bool = False
    barriers: set[str] = field(default_factory=set)
    reasons: list[str] = field(default_factory=list)


Meetings = dict[tuple[int, int], Meeting]


def meetings(shapes: Any, contact: str, least_m: float, gap_m: float) -> Meetings:
    """Return all pairs of units that meet, and those that nearly do, as doubtful.

    Parameters
    ----------
    contact
        ``rook``, ``queen`` or ``near``.
    least_m
        Common border that makes two units adjacent.
    gap_m
        Widest gap across which ``near`` units meet.
    """
    near = contact == "near"
    tree = shapely.STRtree(shapes)
    distance = gap_m + DOUBT_M if near else 0.0
    pairs = tree.query(shapes, predicate="dwithin", distance=distance).T
    pairs = pairs[pairs[:, 0] < pairs[:, 1]]
    a, b = shapes[pairs[:, 0]], shapes[pairs[:, 1]]
    course, metres = common(a, b)
    least = max(least_m, 1e-6)
    border = metres >= least
    doubt = np.abs(metres - least) < DOUBT_M if least_m > DOUBT_M else np.zeros(len(pairs), bool)
    found: Meetings = {}
    for row in np.flatnonzero(border | doubt):
        found[_pair(pairs[row])] = Meeting(
            Contact.BORDER, course[row], float(metres[row]), bool(doubt[row])
        )
    if contact == "queen":
        _corners(found, pairs, a, b, course)
    if near:
        _gaps(found, pairs, tree, shapes, gap_m)
        _turned_away(found, shapes, least_m, gap_m)
    return found


def _pair(pair: Any) -> tuple[int, int]:
    return int(pair[0]), int(pair[1])


def common(a: Any, b: Any) -> tuple[Any, Any]:
    """Return what the outlines of two polygons have in common, and its length in metres.

    Where the polygons overlap, half the outline of the overlap counts.
    """
    course = shapely.intersection(shapely.boundary(a), shapely.boundary(b))
    metres = shapely.length(course)
    over = np.flatnonzero(~shapely.touches(a, b) & shapely.intersects(a, b))
    for row in over:
        shared = shapely.intersection(a[row], b[row])
        parts = shapely.get_parts(shared)
        areal = shapely.get_dimensions(parts) == 2
        course[row] = shared
        metres[row] = shapely.length(parts).sum() - shapely.length(parts[areal]).sum() / 2
    return course, metres


def _corners(found: Meetings, pairs: Any, a: Any, b: Any, course: Any) -> None:
    for row in np.flatnonzero(shapely.intersects(a, b)):
        pair = _pair(pairs[row])
        if pair not in found:
            found[pair] = Meeting(Contact.CORNER, course[row])
        elif found[pair].doubtful:  # a border or a corner: adjacent either way
            found[pair].doubtful = False


def _gaps(found: Meetings, pairs: Any, tree: Any, shapes: Any, gap_m: float) -> None:
    rows = [
        row for row, pair in enumerate(pairs)
        if _pair(pair) not in found or found[_pair(pair)].doubtful
    ]  # fmt: skip
    a, b = shapes[pairs[rows, 0]], shapes[pairs[rows, 1]]
    wide = shapely.distance(a, b)
    lines = shapely.shortest_line(a, b)
    line, unit = tree.query(lines, predicate="intersects")
    chosen = pairs[rows]
    third = (unit != chosen[line, 0]) & (unit != chosen[line, 1])
    line, unit = line[third], unit[third]
    inside = shapely.length(shapely.intersection(lines[line], shapes[unit]))
    crossed = np.zeros(len(rows))
    np.maximum.at(crossed, line, inside)
    for at, pair in enumerate(map(_pair, chosen)):
        if crossed[at] > CROSSED_M + DOUBT_M:
            continue
        edge = abs(wide[at] - gap_m) < DOUBT_M or abs(crossed[at] - CROSSED_M) < CROSSED_M / 2
        clear = wide[at] <= gap_m and crossed[at] <= CROSSED_M
        if clear or edge:
            found[pair] = Meeting(Contact.NEAR, lines[at], 0.0, bool(edge))


def _turned_away(found: Meetings, shapes: Any, least_m: float, gap_m: float) -> None:
    """Take out what only meets round a corner."""
    pairs = np.array([pair for pair in found if found[pair].contact is Contact.NEAR], dtype=int)
    faces, doubt = facing(shapes, pairs.reshape(-1, 2), least_m, gap_m)
    for pair, faced, doubted in zip(map(_pair, pairs), faces, doubt, strict=True):
        if doubted:
            found[pair].doubtful = True
        elif not faced:
            del found[pair]
