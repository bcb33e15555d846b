"""The legs of a border: one run after the other, each on one line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from redistrict.limits.bearing import Sector, bearing, sector
from redistrict.limits.corner import CORNER_M, Corner
from redistrict.limits.course import Network, Point
from redistrict.limits.lines import LineState
from redistrict.limits.stretches import Stretch

DROPPED_M = 10.0
"""A stretch up to this length at the corner of two lines is part of the corner."""
DROPPED_BLANK_M = 20.0
"""The same for a stretch on no named line."""


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


def legs_of(stretches: list[Stretch], network: Network) -> list[Leg]:
    """Return the legs of a closed border in order, from its north-western corner."""
    return _start_north_west([_of_run(run) for run in _without_corners(stretches, network)])


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


def _of_run(run: list[Stretch]) -> Leg:
    points = np.vstack([shapely.get_coordinates(stretch.course) for stretch in run])
    return leg_along(run[0].name, run[0].state, points)


def leg_along(name: str, state: LineState | None, points: Any) -> Leg:
    """Return the leg on a line through points; it ends at no corner yet."""
    course = shapely.LineString(points)
    middle = shapely.line_interpolate_point(course, 0.5, normalized=True)
    toward = sector(bearing(points[0], points[-1]))
    place = (float(middle.x), float(middle.y))
    return Leg(name, state, float(course.length), place, toward, None, course)


def _start_north_west(legs: list[Leg]) -> list[Leg]:
    starts = np.array([leg.course.coords[0] for leg in legs])
    first = int(np.argmax(starts @ Sector.NORTH_WEST.vector))
    return legs[first:] + legs[:first]
