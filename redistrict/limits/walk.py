"""A closed walk along named lines, from meeting point to meeting point, around an area.

The walk can be drawn again from its words alone: every corner is a point where two named lines
meet, said with its position where they meet more than once, and every leg is the shortest way
along one line. Where the border takes another way, a further line that it crosses is named in
between. The walk is then drawn and compared with the area; what cannot be said is told.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import numpy as np
import shapely
import shapely.ops

from redistrict.limits.corner import CORNER_M, Corner, corner_of, half_width
from redistrict.limits.course import Network, Point
from redistrict.limits.legs import Leg, leg_along, legs_of
from redistrict.limits.stretches import TOLERANCE_M, name_border

APART_SHARE = 0.01
"""Share of the area by which a walk drawn again may differ."""


class Fault(StrEnum):
    """Why a walk cannot be drawn again from its words."""

    UNNAMED = "unnamed"
    NO_MEETING = "no meeting"
    AMBIGUOUS = "ambiguous"
    PARALLEL = "parallel"
    APART = "apart"


@dataclass(frozen=True)
class Walk:
    """A closed walk, clockwise around an area.

    Attributes
    ----------
    legs
        In order; each begins where the one before ends, the first at the end of the last.
    faults
        Why the words do not suffice to draw it again, with the lines concerned; empty if they do.
    apart
        Area between the walk drawn again and the border, as a share of the area; None if it
        cannot be drawn.
    """

    legs: tuple[Leg, ...]
    faults: tuple[tuple[Fault, tuple[str, ...]], ...]
    apart: float | None


def walk_around(ring: Any, network: Network, tolerance_m: float = TOLERANCE_M) -> Walk:
    """Walk around an area on named lines.

    Parameters
    ----------
    ring
        A closed border (outline or hole) in metres; it is walked clockwise.
    network
        The named lines of the place.
    tolerance_m
        As in :func:`redistrict.limits.stretches.name_border`.
    """
    area = shapely.Polygon(ring)
    clockwise = shapely.orient_polygons(area, exterior_cw=True).exterior
    stretches = list(name_border(clockwise, network.lines, tolerance_m))
    legs = legs_of(stretches, network)
    legs, faults = _corners(legs, network, tolerance_m)
    if faults:
        return Walk(tuple(legs), tuple(faults), None)
    apart = _apart(area, legs, network)
    if apart is None or apart > APART_SHARE:
        faults.append((Fault.APART, tuple(dict.fromkeys(leg.name for leg in legs))))
    return Walk(tuple(legs), tuple(faults), apart)


def _corners(
    legs: list[Leg], network: Network, tolerance_m: float
) -> tuple[list[Leg], list[tuple[Fault, tuple[str, ...]]]]:
    faults: list[tuple[Fault, tuple[str, ...]]] = []
    ended: list[Leg] = []
    for at, leg in enumerate(legs):
        after = legs[(at + 1) % len(legs)]
        if not leg.name:
            faults.append((Fault.UNNAMED, ()))
        end = None
        if leg.name and after.name and len(legs) > 1:
            end = corner_of(leg.name, after.name, leg.course.coords[-1], network)
            if end is None:
                known = network.meetings(leg.name, after.name)
                fault = Fault.AMBIGUOUS if known else Fault.NO_MEETING
                faults.append((fault, (leg.name, after.name)))
        ended.append(replace(leg, end=end))
    if faults:
        return ended, faults
    if len(ended) == 1:
        return _around_one_line(ended[0], network, tolerance_m)
    full: list[Leg] = []
    for at, leg in enumerate(ended):
        parts = _by_shortest_ways(leg, ended[at - 1].end, network, tolerance_m)
        if parts is None:
            faults.append((Fault.PARALLEL, (leg.name,)))
        full += parts or [leg]
    return full, faults


def _by_shortest_ways(
    leg: Leg, start: Corner | None, network: Network, tolerance_m: float
) -> list[Leg] | None:
    """Cut a leg at lines that it crosses until every part is the shortest way; None if in vain."""
    if start is None or leg.end is None:
        return None
    reach = tolerance_m + half_width(leg.name, network) + 1.0
    stops = [*_crossed(leg, network, reach), (leg.metres, leg.end)]
    parts: list[Leg] = []
    here, done = start, 0.0
    while done < leg.metres:
        for along, corner in reversed([stop for stop in stops if stop[0] > done]):
            piece = shapely.ops.substring(leg.course, done, along)
            way = network.way(leg.name, here.point, corner.point)
            if way is not None and _beside(way, piece, reach):
                part = leg_along(leg.name, leg.state, shapely.get_coordinates(piece))
                parts.append(replace(part, end=corner))
                here, done = corner, along
                break
        else:
            return None
    return parts


def _crossed(leg: Leg, network: Network, reach: float) -> list[tuple[float, Corner]]:
    stops = []
    for other in network.others(leg.name):
        for point in network.meetings(leg.name, other):
            place = shapely.Point(point)
            if leg.course.distance(place) <= reach:
                corner = corner_of(leg.name, other, point, network)
                along = float(shapely.line_locate_point(leg.course, place))
                if corner and CORNER_M < along < leg.metres - CORNER_M:
                    stops.append((along, corner))
    return sorted(stops, key=lambda stop: (stop[0], stop[1].other))


def _beside(way: Any, piece: Any, reach: float) -> bool:
    """Tell whether a way keeps to a piece of border, its ends (corners) apart."""
    if way.length > piece.length + 4 * CORNER_M or piece.length > way.length + 4 * CORNER_M:
        return False
    corners = shapely.buffer(shapely.boundary(piece), CORNER_M)
    return all(
        float(shapely.distance(shapely.points(_between(one, corners)), other).max(initial=0.0))
        <= reach
        for one, other in ((way, piece), (piece, way))
    )


def _between(line: Any, corners: Any) -> Any:
    if line.length == 0:  # GEOS cannot add points to a line without length
        return np.empty((0, 2))
    return shapely.get_coordinates(shapely.difference(shapely.segmentize(line, 5.0), corners))


def _around_one_line(
    leg: Leg, network: Network, tolerance_m: float
) -> tuple[list[Leg], list[tuple[Fault, tuple[str, ...]]]]:
    """Walk around on one closed line, from a crossing back to the same crossing."""
    reach = tolerance_m + half_width(leg.name, network) + 1.0
    stops = _crossed(leg, network, reach)
    if not stops:
        return [leg], [(Fault.NO_MEETING, (leg.name,))]
    along, start = stops[0]
    points = shapely.get_coordinates(
        [
            shapely.ops.substring(leg.course, along, leg.metres),
            shapely.ops.substring(leg.course, 0.0, along),
        ]
    )
    turned = replace(leg_along(leg.name, leg.state, points), end=start)
    parts = _by_shortest_ways(turned, start, network, tolerance_m)
    if parts is None or len(parts) < 2:
        return [turned], [(Fault.PARALLEL, (leg.name,))]
    return parts, []


def _apart(area: Any, legs: list[Leg], network: Network) -> float | None:
    points: list[Point] = []
    for at, leg in enumerate(legs):
        start, end = legs[at - 1].end, leg.end
        way = network.way(leg.name, start.point, end.point) if start and end else None
        if way is None:
            return None
        points += [(float(x), float(y)) for x, y in shapely.get_coordinates(way)]
    if len(points) < 3:
        return None
    drawn = shapely.make_valid(shapely.Polygon(points))
    return float(shapely.symmetric_difference(area, drawn).area / area.area)
