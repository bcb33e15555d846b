"""Reference systems: what a layer states, whether it can be true, and what else it may be."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyproj
import pyproj.exceptions
import shapely

from redistrict.domain.findings import Finding
from redistrict.intake import gcj
from redistrict.intake.safety import finding, refuse

LOCAL = (
    'ENGCRS["local plane in metres",EDATUM["unknown local grid"],CS[Cartesian,2],'
    'AXIS["easting",east],AXIS["northing",north],LENGTHUNIT["metre",1]]'
)
CHINA = (73.0, 3.0, 136.0, 54.0)
# Geodetic systems whose shift to CGCS2000 is not published: Beijing 1954, Xian 1980, New Beijing.
_SHIFT_UNKNOWN = ("Beijing 1954", "Xian 1980", "New Beijing")
_MARGIN_DEGREES = 1.0
# EPSG: the first code and zone of each CGCS2000 Gauss-Krueger family, and the zone's width.
_FAMILIES = ((4513, 25, 45, 3, True), (4534, 25, 45, 3, False), (4491, 13, 23, 6, True),
             (4502, 13, 23, 6, False))  # fmt: skip
_OTHERS = (3826, 3825, 4490)

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Statement:
    """A reference system as stated.

    Parameters
    ----------
    crs
        The system of the coordinates after `swapped` and `shifted` are undone; ``None`` unknown.
    swapped
        The file holds northing first.
    shifted
        ``gcj02`` or ``bd09`` for coordinates of the map services, else empty.
    """

    crs: Any
    swapped: bool = False
    shifted: str = ""


def parse(text: str, path: Path) -> Statement:
    """Return the system that a planner or a file states.

    Parameters
    ----------
    text
        ``EPSG:4547``, WKT or a PROJ text (with ``+towgs84`` for Beijing 54 and Xian 80);
        ``,swap`` after it where the file holds northing first; ``local`` for a local grid in
        metres; ``gcj02`` or ``bd09`` for coordinates of map services.

    Raises
    ------
    Failure
        ``FILE_CRS_UNKNOWN`` if it cannot be understood, ``FILE_CRS_NO_SHIFT`` for systems whose
        shift to CGCS2000 must be declared.
    """
    body, _, tail = text.strip().rpartition(",")
    swapped = tail.strip().lower() == "swap"
    name = body.strip() if swapped else text.strip()
    folded = name.lower().replace("-", "").replace("_", "")
    if folded == "local":
        return Statement(pyproj.CRS.from_wkt(LOCAL), swapped)
    if folded in gcj.KINDS:
        return Statement(pyproj.CRS.from_epsg(4490), swapped, folded)
    try:
        crs = pyproj.CRS.from_user_input(f"EPSG:{name}" if name.isdigit() else name)
    except (pyproj.exceptions.CRSError, ValueError, TypeError):
        raise refuse("FILE_CRS_UNKNOWN", path, crs=name[:120]) from None
    crs = _identified(crs)
    if crs.is_vertical or crs.is_geocentric:
        raise refuse("FILE_CRS_UNKNOWN", path, crs=name[:120])
    if needs_shift(crs):
        raise refuse("FILE_CRS_NO_SHIFT", path, crs=crs.name)
    return Statement(crs, swapped)


def needs_shift(crs: Any) -> bool:
    """Whether a system's shift to CGCS2000 would be guessed (PROJ takes none at all)."""
    if crs.is_bound or crs.geodetic_crs is None:
        return False
    names = (crs.geodetic_crs.name, crs.datum.name if crs.datum else "")
    flat = " ".join(names).lower().replace("_", " ")
    return any(word.lower() in flat for word in (*_SHIFT_UNKNOWN, "xi'an 1980", "beijing1954"))


def _identified(crs: Any) -> Any:
    """Return the registered system that a WKT without code means (ArcGIS writes those)."""
    if crs.is_bound or crs.area_of_use is not None:
        return crs.to_2d() if not crs.is_bound else crs
    code = crs.to_epsg(min_confidence=70)
    return pyproj.CRS.from_epsg(code) if code else crs


def bring(shapes: Any, statement: Statement) -> Any:
    """Return the geometries with easting first and the map services' shift taken away."""
    if statement.swapped:
        shapes = shapely.transform(shapes, lambda points: points[:, ::-1])
    if statement.shifted:
        shapes = shapely.transform(shapes, lambda points: gcj.undo(points, statement.shifted))
    return shapes


def outside(shapes: Any, crs: Any, path: Path, near: Box | None = None) -> Finding | None:
    """Return the finding for coordinates that the stated system cannot hold, if any.

    Parameters
    ----------
    shapes
        Geometries, easting first.
    crs
        The stated system.
    near
        West, south, east, north of the district in degrees, where it is stated.
    """
    box = total_box(shapes)
    if box is None or crs.is_engineering or _engineering(crs):
        return None
    seen = to_degrees(box, crs)
    allowed = _allowed(crs)
    wrong = seen is None or not _within(seen, allowed)
    if crs.is_geographic and _swapped_degrees(box):
        wrong = True
    if not wrong and near is not None and seen is not None:
        wrong = not _meets(seen, near)
    if not wrong:
        return None
    fitting = candidates(box, near)
    turned = f"EPSG:{crs.to_epsg()},swap"  # the likeliest: the stated one, axes exchanged
    return finding(
        "FILE_CRS_OUTSIDE", path, crs=crs.name, bounds=_shown(box),
        candidates=(turned,) if turned in fitting else fitting or ("-",),
    )  # fmt: skip


def candidates(box: Box, near: Box | None = None) -> tuple[str, ...]:
    """Return the systems that would put a layer inside the district, or else inside China.

    Parameters
    ----------
    box
        Smallest and largest coordinates as the file holds them.
    near
        West, south, east, north of the district in degrees; ``None`` where it is not stated.
    """
    west, south, east, north = box
    turned = (south, west, north, east)
    found = []
    for bounds, suffix in ((box, ""), (turned, ",swap")):
        for code in (*_OTHERS, *_zones(bounds)):
            crs = pyproj.CRS.from_epsg(code)
            if crs.is_geographic and max(map(abs, bounds)) > 180:
                continue
            seen = to_degrees(bounds, crs)
            if seen is None or not _within(seen, near or CHINA, 0.5 if near else 0.0):
                continue
            if not crs.is_geographic and not _within(seen, _allowed(crs)):
                continue
            found.append(f"EPSG:{code}{suffix}")
    if max(map(abs, box)) > 360:
        found.append("local")
    return tuple(dict.fromkeys(found))


def _zones(box: Box) -> list[int]:
    """Return the CGCS2000 zones whose eastings could be these."""
    codes = []
    for first, low, high, _, prefixed in _FAMILIES:
        if prefixed:
            zone = int(box[0] // 1_000_000)
            if low <= zone <= high and int(box[2] // 1_000_000) == zone:
                codes.append(first + zone - low)
        elif box[0] > 100_000 and box[2] < 900_000:
            codes += range(first, first + high - low + 1)
    return codes


def to_degrees(box: Box, crs: Any) -> Box | None:
    """Return west, south, east, north in degrees of the system's own geodetic system."""
    base = crs.geodetic_crs
    if base is None:
        return None
    if crs.is_geographic:
        return box if abs(box[1]) <= 90 and abs(box[3]) <= 90 else None
    try:
        mover = pyproj.Transformer.from_crs(crs, base, always_xy=True)
        xs = np.array([box[0], box[0], box[2], box[2], (box[0] + box[2]) / 2])
        ys = np.array([box[1], box[3], box[1], box[3], (box[1] + box[3]) / 2])
        longitudes, latitudes = mover.transform(xs, ys, errcheck=False)
    except pyproj.exceptions.ProjError:
        return None
    if not (np.isfinite(longitudes).all() and np.isfinite(latitudes).all()):
        return None
    return (
        float(longitudes.min()), float(latitudes.min()),
        float(longitudes.max()), float(latitudes.max()),
    )  # fmt: skip


def total_box(shapes: Any) -> Box | None:
    """Return the smallest and largest coordinates of all geometries, or None without any."""
    if len(shapes) == 0:
        return None
    west, south, east, north = (float(value) for value in shapely.total_bounds(shapes))
    return (west, south, east, north) if np.isfinite([west, south, east, north]).all() else None


def _engineering(crs: Any) -> bool:
    return crs.geodetic_crs is None


def _allowed(crs: Any) -> Box:
    area = crs.area_of_use
    if area is None:
        return (-180.0, -90.0, 180.0, 90.0)
    west, south, east, north = area.bounds
    if any(first <= (crs.to_epsg() or 0) <= first + high - low
           for first, low, high, _, _ in _FAMILIES):  # fmt: skip
        south, north = CHINA[1], CHINA[3]  # a zone reaches from the south to the north
    return (west, south, east, north) if west < east else (-180.0, south, 180.0, north)


def _within(inner: Box, outer: Box, margin: float = _MARGIN_DEGREES) -> bool:
    return bool(
        inner[0] >= outer[0] - margin
        and inner[1] >= outer[1] - margin
        and inner[2] <= outer[2] + margin
        and inner[3] <= outer[3] + margin
    )


def _meets(one: Box, other: Box, margin: float = 0.5) -> bool:
    return bool(
        one[0] <= other[2] + margin
        and one[2] >= other[0] - margin
        and one[1] <= other[3] + margin
        and one[3] >= other[1] - margin
    )


def _swapped_degrees(box: Box) -> bool:
    """Latitude and longitude changed places: no district lies north of 73 degrees."""
    return box[1] >= CHINA[0] and CHINA[1] <= box[0] and box[2] <= CHINA[3]


def _shown(box: Box) -> tuple[str, ...]:
    return tuple(f"{value:.4f}".rstrip("0").rstrip(".") for value in box)
