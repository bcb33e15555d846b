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

from redistrict.limits.bearing import SECTORS, Sector, bearing, sector
from redistrict.limits.course import Network, Point
from redistrict.limits.lines import LineState
from redistrict.limits.stretches import TOLERANCE_M, Stretch, name_border

DROPPED_M = 10.0
"""A stretch up to this length at the corner of two lines is part of the corner."""
DROPPED_BLANK_M = 20.0
"""The same for a stretch on no named line."""
CORNER_M = 20.0
"""Farthest that two lines may meet from where the border changes from one to the other."""
CLEAR_M = 1.0
"""A meeting point counts as the most western (...) only if it is so by this much."""
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
class Choice:
    """Which of several meeting points: the outermost in a direction, or the nth of a row.

    Attributes
    ----------
    toward
        Direction in which the point is the outermost, or from which `rank` counts.
    rank
        Position in the row, counted from 1; 0 for the outermost.
    """

    toward: Sector
    rank: int = 0


@dataclass(frozen=True)
class Corner:
    """A point where two lines meet; `choice` is None where they meet only once."""

    one: str
    other: str
    point: Point
    choice: Choice | None


@dataclass(frozen=True)
class Leg:
    """A part of a border on one line.

    Attributes
    ----------
    name, state
        Of the line; an empty name is a blank for the planner to fill.
    metres, middle
        Length, and the point half-way.
    toward
        Direction from its start to its end.
    end
        Where the next leg begins; None if that is no meeting point of named lines.
    course
        The border here.
    """

    name: str
    state: LineState | None
    metres: float
    middle: Point
    toward: Sector
    end: Corner | None
    course: Any


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
    legs = _start_north_west(_legs(_without_corners(stretches, network)))
    legs, faults = _corners(legs, network, tolerance_m)
    if faults:
        return Walk(tuple(legs), tuple(faults), None)
    apart = _apart(area, legs, network)
    if apart is None or apart > APART_SHARE:
        faults.append((Fault.APART, tuple(dict.fromkeys(leg.name for leg in legs))))
    return Walk(tuple(legs), tuple(faults), apart)


def choose(points: tuple[Point, ...], wanted: Point) -> Choice | None:
    """Say which of several points is meant, or None where words cannot tell.

    Raises
    ------
    ValueError
        When `wanted` is none of the points.
    """
    at = points.index(wanted)
    places = np.array(points)
    others = np.arange(len(points)) != at
    for toward in (*SECTORS[::2], *SECTORS[1::2]):
        outward = places @ toward.vector
        if outward[at] - outward[others].max() >= CLEAR_M:
            return Choice(toward)
    for toward in (Sector.WEST, Sector.NORTH):
        inward = -(places @ toward.vector)
        if np.abs(inward[others] - inward[at]).min() >= CLEAR_M:
            return Choice(toward, int((inward < inward[at]).sum()) + 1)
    return None


def _without_corners(stretches: list[Stretch], network: Network) -> list[list[Stretch]]:
    """Group stretches into runs on one line; short ones at a corner join the run before."""
    runs = [[stretch] for stretch in stretches]
    while len(runs) > 2:
        short = sorted((sum(s.metres for s in run), at) for at, run in enumerate(runs))
        for metres, at in short:
            before, after = runs[at - 1], runs[(at + 1) % len(runs)]
            if metres > (DROPPED_M if runs[at][0].name else DROPPED_BLANK_M):
                continue
            if _meet_here(before[0].name, after[0].name, runs[at][0].middle, network):
                before += runs.pop(at)
                runs = _merged(runs)
                break
        else:
            break
    return _merged(runs)


def _meet_here(one: str, other: str, place: Point, network: Network) -> bool:
    if not one or not other:
        return False
    if one == other:
        return True
    return any(
        np.hypot(place[0] - x, place[1] - y) <= CORNER_M for x, y in network.meetings(one, other)
    )


def _merged(runs: list[list[Stretch]]) -> list[list[Stretch]]:
    merged: list[list[Stretch]] = []
    for run in runs:
        if merged and _same(merged[-1][0], run[0]):
            merged[-1] += run
        else:
            merged.append(list(run))
    if len(merged) > 1 and _same(merged[0][0], merged[-1][0]):
        merged[0] = merged.pop() + merged[0]
    return merged


def _same(one: Stretch, other: Stretch) -> bool:
    return (one.name, one.state) == (other.name, other.state)


def _legs(runs: list[list[Stretch]]) -> list[Leg]:
    return [
        _leg(
            run[0].name,
            run[0].state,
            np.vstack([shapely.get_coordinates(stretch.course) for stretch in run]),
        )
        for run in runs
    ]


def _leg(name: str, state: LineState | None, points: Any) -> Leg:
    course = shapely.LineString(points)
    middle = shapely.line_interpolate_point(course, 0.5, normalized=True)
    toward = sector(bearing(points[0], points[-1]))
    place = (float(middle.x), float(middle.y))
    return Leg(name, state, float(course.length), place, toward, None, course)


def _start_north_west(legs: list[Leg]) -> list[Leg]:
    starts = np.array([leg.course.coords[0] for leg in legs])
    first = int(np.argmax(starts @ Sector.NORTH_WEST.vector))
    return legs[first:] + legs[:first]


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
            end = _corner(leg.name, after.name, leg.course.coords[-1], network)
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


def _corner(one: str, other: str, near: Any, network: Network) -> Corner | None:
    points = network.meetings(one, other)
    away = [float(np.hypot(near[0] - x, near[1] - y)) for x, y in points]
    if not away or min(away) > CORNER_M + _half(one, network) + _half(other, network):
        return None
    point = points[int(np.argmin(away))]
    if len(points) == 1:
        return Corner(one, other, point, None)
    choice = choose(points, point)
    return Corner(one, other, point, choice) if choice else None


def _half(name: str, network: Network) -> float:
    return max(line.width_m for line in network.lines if line.name == name) / 2


def _by_shortest_ways(
    leg: Leg, start: Corner | None, network: Network, tolerance_m: float
) -> list[Leg] | None:
    """Cut a leg at lines that it crosses until every part is the shortest way; None if in vain."""
    if start is None or leg.end is None:
        return None
    reach = tolerance_m + _half(leg.name, network) + 1.0
    stops = [*_crossed(leg, network, reach), (leg.metres, leg.end)]
    parts: list[Leg] = []
    here, done = start, 0.0
    while done < leg.metres:
        for along, corner in reversed([stop for stop in stops if stop[0] > done]):
            piece = shapely.ops.substring(leg.course, done, along)
            way = network.way(leg.name, here.point, corner.point)
            if way is not None and _beside(way, piece, reach):
                part = _leg(leg.name, leg.state, shapely.get_coordinates(piece))
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
                corner = _corner(leg.name, other, point, network)
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
    reach = tolerance_m + _half(leg.name, network) + 1.0
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
    turned = replace(_leg(leg.name, leg.state, points), end=start)
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
