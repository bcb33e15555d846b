"""Coordinates of map services (GCJ-02, BD-09) undone, by the witness's own formula."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

KINDS = ("gcj02", "bd09")
_MAJOR, _SQUARE = 6_378_245.0, 0.00669342162296594323
"""Semi-major axis and squared eccentricity of the ellipsoid in the published shift."""


def true(points: Any, kind: str) -> Any:
    """Return true degrees (n x 2, longitude first) of points as a service gives them.

    Parameters
    ----------
    kind
        One of :data:`KINDS`; points of any other kind are true already.
    """
    ways = {"gcj02": (_gcj,), "bd09": (_bd, _gcj)}.get(kind, ())
    found = [(float(east), float(north)) for east, north in points]
    for way in ways:
        found = [_back(way, point) for point in found]
    return np.array(found).reshape(-1, 2)


Point = tuple[float, float]


def _back(way: Callable[[float, float], Point], point: Point) -> Point:
    """Return where a point comes from that a way has moved; the shift varies slowly."""
    east, north = point
    for _ in range(12):
        shown = way(east, north)
        east, north = east + point[0] - shown[0], north + point[1] - shown[1]
    return east, north


def _gcj(east: float, north: float) -> Point:
    x, y = east - 105, north - 35

    def waves(value: float, *pairs: tuple[float, float]) -> float:
        return sum(high * math.sin(value * math.pi * often) for high, often in pairs) * 2 / 3

    shared = waves(x, (20, 6), (20, 2))
    d_east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x)) + shared
    d_east += waves(x, (20, 1), (40, 1 / 3), (150, 1 / 12), (300, 1 / 30))
    d_north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x)) + shared
    d_north += waves(y, (20, 1), (40, 1 / 3), (160, 1 / 12), (320, 1 / 30))
    latitude = math.radians(north)
    flat = 1 - _SQUARE * math.sin(latitude) ** 2
    across = _MAJOR / math.sqrt(flat) * math.cos(latitude)
    along = _MAJOR * (1 - _SQUARE) / flat**1.5
    return east + math.degrees(d_east / across), north + math.degrees(d_north / along)


def _bd(east: float, north: float) -> Point:
    turn = math.pi * 3000 / 180
    length = math.hypot(east, north) + 0.00002 * math.sin(north * turn)
    angle = math.atan2(north, east) + 0.000003 * math.cos(east * turn)
    return length * math.cos(angle) + 0.0065, length * math.sin(angle) + 0.006
