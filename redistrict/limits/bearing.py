"""Directions on the ground and their sectors."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

import numpy as np


class Sector(IntEnum):
    """Eight directions, clockwise from north; each value is the position."""

    NORTH = 0
    NORTH_EAST = 1
    EAST = 2
    SOUTH_EAST = 3
    SOUTH = 4
    SOUTH_WEST = 5
    WEST = 6
    NORTH_WEST = 7

    @property
    def vector(self) -> Any:
        """Return the unit vector (east, north)."""
        angle = np.radians(45.0 * self.value)
        return np.array([np.sin(angle), np.cos(angle)])


SECTORS = tuple(Sector)


def bearing(start: Any, end: Any) -> float:
    """Return the direction from one point to another in degrees, clockwise from grid north."""
    return float(np.degrees(np.arctan2(end[0] - start[0], end[1] - start[1])) % 360)


def sector(degrees: float) -> Sector:
    """Return the one of eight directions nearest to a bearing."""
    return Sector(round(degrees / 45) % 8)


def quarter(degrees: float) -> Sector:
    """Return the one of north, east, south and west nearest to a bearing."""
    return Sector(round(degrees / 90) * 2 % 8)
