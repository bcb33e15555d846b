"""Shapes in metres: where a layer lies, and in which system lengths are true."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyproj
import pyproj.exceptions
import shapely

from redistrict.domain.findings import Finding, Place

_CHINA = (73.0, 3.0, 136.0, 54.0)
_UNPUBLISHED = ("beijing 1954", "beijing1954", "xian 1980", "xi'an 1980", "new beijing")
_SERVICES = ("gcj02", "bd09")


@dataclass(frozen=True)
class Ground:
    """Shapes of all units in metres.

    Parameters
    ----------
    shapes
        In the order of the units.
    crs
        The working system, ``None`` for a local grid.
    """

    shapes: Any
    crs: Any


def settle(shapes: Any, stated: str, own: str) -> Ground | Finding:
    """Return the shapes in metres, or why the witness cannot place them by itself.

    Parameters
    ----------
    stated
        ``crs`` of the scenario, which counts before what the file says.
    own
        As the file says it.

    Notes
    -----
    Degrees become the 3-degree zone of CGCS2000 around the middle of the layer inside China,
    UTM elsewhere (GB/T 24356).
    """
    body, _, tail = (stated or own).strip().rpartition(",")
    swapped = tail.strip().lower() == "swap"
    name = body.strip() if swapped else (stated or own).strip()
    if swapped:
        shapes = shapely.transform(shapes, lambda points: points[:, ::-1])
    folded = name.lower().replace("-", "").replace("_", "")
    if folded == "local":
        return Ground(shapes, None)
    crs = None if folded in _SERVICES else _system(name)
    if crs is None:
        return Finding("WITNESS_GROUND_STATED", Place(), {"crs": name[:60] or "-"})
    target = working(shapes, crs)
    return Ground(move(shapes, crs, target), target)


def _system(name: str) -> Any | None:
    try:
        crs = pyproj.CRS.from_user_input(f"EPSG:{name}" if name.isdigit() else name)
    except (pyproj.exceptions.CRSError, ValueError, TypeError):
        return None
    if not (crs.is_geographic or crs.is_projected):  # a grid that lies nowhere on earth
        return None
    datum = f"{crs.geodetic_crs.name if crs.geodetic_crs else ''} {crs.name}".lower()
    if not crs.is_bound and any(word in datum.replace("_", " ") for word in _UNPUBLISHED):
        return None
    code = None if crs.area_of_use or crs.is_bound else crs.to_epsg(min_confidence=70)
    return pyproj.CRS.from_epsg(code) if code else crs


def working(shapes: Any, crs: Any) -> Any:
    """Return the system to work in: the layer's own where it is projected in true metres."""
    mercator = "mercator" in crs.name.lower() and "transverse" not in crs.name.lower()
    metres = all(axis.unit_conversion_factor == 1.0 for axis in crs.axis_info)
    if not crs.is_geographic and metres and not mercator:
        return crs
    box = shapely.total_bounds(shapes)
    mover = pyproj.Transformer.from_crs(crs, 4326, always_xy=True)
    west, south, east, north = mover.transform_bounds(*box)
    longitude, latitude = (west + east) / 2, (south + north) / 2
    inside = _CHINA[0] <= longitude <= _CHINA[2] and _CHINA[1] <= latitude <= _CHINA[3]
    if inside:
        return pyproj.CRS.from_epsg(4534 + min(20, max(0, round((longitude - 75) / 3))))
    zone = min(60, int((longitude + 180) // 6) + 1)
    return pyproj.CRS.from_epsg((32600 if latitude >= 0 else 32700) + zone)


def move(shapes: Any, source: Any, target: Any) -> Any:
    """Return shapes in another system; unknown systems move nothing."""
    if source is None or target is None or source == target:
        return shapes
    mover = pyproj.Transformer.from_crs(source, target, always_xy=True)
    return shapely.transform(shapes, lambda points: np.column_stack(mover.transform(*points.T)))


def middles(shapes: Any) -> Any:
    """Return a point inside each shape in whole metres, halves up."""
    points = shapely.get_coordinates(shapely.point_on_surface(shapes))
    return np.floor(points + 0.5).astype(int)


def areas(shapes: Any) -> Any:
    """Return the square metres of each shape, halves up."""
    return np.floor(shapely.area(shapes) + 0.5).astype(int)
