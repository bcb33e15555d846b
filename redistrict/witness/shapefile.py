"""Shapefiles from their bytes (ESRI white paper of 1998): shapes beside dBASE records."""

import struct
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from redistrict.domain.findings import Finding
from redistrict.witness import dbase
from redistrict.witness.table import Table, all_or_refuse, content, malformed

_LINES, _AREAS, _POINTS = frozenset({3, 13, 23}), frozenset({5, 15, 25}), frozenset({1, 11, 21})


def read(path: Path, encoding: str = "") -> Table:
    """Return a shapefile; ``.dbf`` (and ``.prj``, ``.cpg``) stand beside it.

    Raises
    ------
    Failure
        ``WITNESS_*`` findings; nothing is repaired.
    """
    cpg = _beside(path, ".cpg")
    stated = encoding or ("" if cpg is None else content(cpg).decode("ascii", "replace").strip())
    table = _beside(path, ".dbf")
    if table is None:
        raise malformed(path, "WITNESS_FILE_MISSING", path=str(path.with_suffix(".dbf")))
    columns, rows = dbase.read(table, stated)
    shapes = _shapes(path)
    if len(shapes) != len(rows):
        raise malformed(path, "WITNESS_COUNT_DIFFERS", stated=len(rows), rows=len(shapes))
    prj = _beside(path, ".prj")
    crs = "" if prj is None else content(prj).decode("utf-8-sig", "replace").strip()
    numbers = tuple(range(1, len(rows) + 1))
    found = Table(path.name, "", columns, tuple(rows), numbers, tuple(shapes), crs)
    all_or_refuse(
        Finding("WITNESS_GEOMETRY_BROKEN", found.place(row))
        for row, shape in enumerate(shapes)
        if shape is None
    )
    return found


def _beside(path: Path, suffix: str) -> Path | None:
    for ending in (suffix, suffix.upper()):
        if path.with_suffix(ending).is_file():
            return path.with_suffix(ending)
    return None


def _shapes(path: Path) -> list[Any]:
    data = content(path)
    if len(data) < 100 or struct.unpack(">I", data[:4])[0] != 9994:
        raise malformed(path, "WITNESS_SHP_BROKEN")
    if 2 * struct.unpack(">I", data[24:28])[0] != len(data):
        raise malformed(path, "WITNESS_SHP_BROKEN")
    shapes = []
    start = 100
    while start < len(data):
        if start + 12 > len(data):
            raise malformed(path, "WITNESS_SHP_BROKEN")
        size = 2 * struct.unpack(">I", data[start + 4 : start + 8])[0]
        body = data[start + 8 : start + 8 + size]
        if len(body) != size:
            raise malformed(path, "WITNESS_SHP_BROKEN")
        shapes.append(_shape(body))
        start += 8 + size
    return shapes


def _shape(body: bytes) -> Any | None:
    """Return the geometry of a record, ``None`` where it is missing or contradicts itself."""
    try:
        (kind,) = struct.unpack("<I", body[:4])
        if kind in _POINTS:
            return shapely.Point(*struct.unpack("<2d", body[4:20]))
        if kind not in _LINES | _AREAS:
            return None
        parts, points = struct.unpack("<II", body[36:44])
        starts = struct.unpack(f"<{parts}I", body[44 : 44 + 4 * parts])
        first = 44 + 4 * parts
        flat = np.frombuffer(body[first : first + 16 * points], dtype="<f8").reshape(points, 2)
        ends = (*starts[1:], points)
        rings = [flat[start:end] for start, end in zip(starts, ends, strict=True)]
        if kind in _LINES:
            return shapely.MultiLineString(rings) if parts > 1 else shapely.LineString(rings[0])
        return _area(rings)
    except (struct.error, ValueError, IndexError, shapely.errors.ShapelyError):
        return None


def _area(rings: list[Any]) -> Any:
    """Return rings as polygons: outer rings run clockwise, holes the other way."""
    loops = [shapely.LinearRing(ring) for ring in rings]
    outer = [loop for loop in loops if not loop.is_ccw]
    holes = [loop for loop in loops if loop.is_ccw]
    shells = [shapely.Polygon(loop) for loop in outer]
    inside: list[list[Any]] = [[] for _ in shells]
    for hole in holes:
        owner = min(
            (at for at, shell in enumerate(shells) if shell.covers(hole)),
            key=lambda at: shells[at].area,
        )
        inside[owner].append(hole)
    polygons = [shapely.Polygon(loop, found) for loop, found in zip(outer, inside, strict=True)]
    return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)
