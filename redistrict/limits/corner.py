"""A corner of a walk: a point where two named lines meet, said so that it can be found again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from redistrict.limits.bearing import SECTORS, Sector
from redistrict.limits.course import Network, Point

CORNER_M = 20.0
"""Farthest that two lines may meet from where the border changes from one to the other."""
CLEAR_M = 1.0
"""A meeting point counts as the most western (...) only if it is so by this much."""


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


def corner_of(one: str, other: str, near: Any, network: Network) -> Corner | None:
    """Return where two lines meet near a point, or None where words cannot say it."""
    points = network.meetings(one, other)
    away = [float(np.hypot(near[0] - x, near[1] - y)) for x, y in points]
    if not away or min(away) > CORNER_M + half_width(one, network) + half_width(other, network):
        return None
    point = points[int(np.argmin(away))]
    if len(points) == 1:
        return Corner(one, other, point, None)
    choice = choose(points, point)
    return Corner(one, other, point, choice) if choice else None


def half_width(name: str, network: Network) -> float:
    """Return half the greatest width in metres of the lines of a name."""
    return max(line.width_m for line in network.lines if line.name == name) / 2


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
