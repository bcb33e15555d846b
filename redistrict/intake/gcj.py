"""GCJ-02 and BD-09, the shifted coordinates of map services, undone to CGCS2000 by iteration."""

from typing import Any

import numpy as np

KINDS = ("gcj02", "bd09")
# Krassowsky ellipsoid, on which the published form of the shift is built.
_AXIS = 6378245.0
_ECCENTRICITY = 0.00669342162296594323
_TURN = np.pi * 3000.0 / 180.0
_ROUNDS = 12
_METRES_PER_DEGREE = 111_320.0


def apply(points: Any) -> Any:
    """Return GCJ-02 longitudes and latitudes of true ones (n x 2, degrees)."""
    longitude, latitude = points[:, 0], points[:, 1]
    x, y = longitude - 105.0, latitude - 35.0
    wave = 20.0 * np.sin(6.0 * x * np.pi) + 20.0 * np.sin(2.0 * x * np.pi)
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * np.sqrt(np.abs(x))
    east += (wave + 20.0 * np.sin(x * np.pi) + 40.0 * np.sin(x / 3.0 * np.pi)) * 2.0 / 3.0
    east += (150.0 * np.sin(x / 12.0 * np.pi) + 300.0 * np.sin(x / 30.0 * np.pi)) * 2.0 / 3.0
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * np.sqrt(np.abs(x))
    north += (wave + 20.0 * np.sin(y * np.pi) + 40.0 * np.sin(y / 3.0 * np.pi)) * 2.0 / 3.0
    north += (160.0 * np.sin(y / 12.0 * np.pi) + 320.0 * np.sin(y * np.pi / 30.0)) * 2.0 / 3.0
    angle = latitude / 180.0 * np.pi
    magic = 1.0 - _ECCENTRICITY * np.sin(angle) ** 2
    root = np.sqrt(magic)
    moved_east = east * 180.0 / (_AXIS / root * np.cos(angle) * np.pi)
    moved_north = north * 180.0 / ((_AXIS * (1.0 - _ECCENTRICITY)) / (magic * root) * np.pi)
    return np.column_stack([longitude + moved_east, latitude + moved_north])


def apply_bd(points: Any) -> Any:
    """Return BD-09 coordinates of GCJ-02 ones (n x 2, degrees)."""
    x, y = points[:, 0], points[:, 1]
    radius = np.hypot(x, y) + 0.00002 * np.sin(y * _TURN)
    angle = np.arctan2(y, x) + 0.000003 * np.cos(x * _TURN)
    return np.column_stack([radius * np.cos(angle) + 0.0065, radius * np.sin(angle) + 0.006])


def undo(points: Any, kind: str) -> Any:
    """Return true longitudes and latitudes of shifted ones (n x 2, degrees).

    Parameters
    ----------
    points
        Shifted coordinates in degrees, longitude first.
    kind
        ``gcj02`` or ``bd09``.
    """
    shifted = np.asarray(points, dtype=float)
    if kind == "bd09":
        shifted = _inverse(apply_bd, shifted)
    return _inverse(apply, shifted)


def shift_metres(longitude: float, latitude: float) -> tuple[float, float]:
    """Return how far GCJ-02 moves a place to the east and to the north, in metres."""
    moved = apply(np.array([[longitude, latitude]]))[0] - (longitude, latitude)
    return (
        float(moved[0] * _METRES_PER_DEGREE * np.cos(np.radians(latitude))),
        float(moved[1] * _METRES_PER_DEGREE),
    )


def _inverse(forward: Any, shifted: Any) -> Any:
    """Return the points that `forward` moves onto `shifted`, by fixed-point iteration."""
    found = shifted.copy()
    for _ in range(_ROUNDS):
        found += shifted - forward(found)
    return found
