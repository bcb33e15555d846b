"""Geometries of GeoJSON: every position, ring and nesting checked before one is made."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import shapely
import shapely.geometry

from redistrict.domain.findings import Finding
from redistrict.intake.safety import MOST_POINTS, finding

# How deep the coordinates of a kind are nested, and the fewest positions of its innermost list.
DEPTH = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2,
          "MultiPolygon": 3}  # fmt: skip
_FEWEST = {"MultiPoint": 0, "LineString": 2, "MultiLineString": 2, "Polygon": 4, "MultiPolygon": 4}


@dataclass(slots=True)
class Faults:
    """Collects what is wrong with a document, with the number of the feature."""

    path: Path
    found: list[Finding] = field(default_factory=list)
    notices: list[Finding] = field(default_factory=list)
    row: int | None = None

    def structure(self, where: str) -> None:
        self.found.append(finding("FILE_JSON_STRUCTURE", self.path, self.row, where=where))

    def coordinate(self, where: str) -> None:
        self.found.append(finding("FILE_COORDINATE", self.path, self.row, where=where))

    def notice(self, code: str, **facts: str) -> None:
        self.notices.append(finding(code, self.path, self.row, **facts))


def check_box(member: dict[str, Any], faults: Faults) -> None:
    """Write down a bounding box that is none."""
    if "bbox" not in member:
        return
    box = member["bbox"]
    if not isinstance(box, list) or len(box) not in {4, 6} or not all(map(_is_number, box)):
        faults.structure("bbox")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def read_geometry(member: Any, faults: Faults) -> Any:
    """Return the shapely geometry of a member, or None with a fault written down."""
    if member is None:
        faults.notice("FILE_SHAPE_MISSING")
        return None
    kind = member.get("type") if isinstance(member, dict) else None
    if kind not in {*DEPTH, "GeometryCollection"}:
        faults.structure("geometry.type")
        return None
    check_box(member, faults)
    if {"properties", "geometry", "features"} & member.keys():
        faults.structure("geometry.properties")
        return None
    if kind == "GeometryCollection":
        return _collection(member, faults)
    found = len(faults.found)
    levels: set[int] = set()
    counted = _check_positions(member.get("coordinates"), kind, DEPTH[kind], faults, levels)
    if counted > MOST_POINTS:
        faults.found.append(
            finding("FILE_TOO_MANY_POINTS", faults.path, faults.row, points=counted,
                    limit=MOST_POINTS)
        )  # fmt: skip
    if len(faults.found) > found:
        return None
    if levels - {2}:
        faults.notice("FILE_HEIGHTS_DROPPED")
    try:
        shape = shapely.force_2d(shapely.geometry.shape(member))
    except (shapely.errors.GEOSException, ValueError, TypeError, IndexError):
        faults.coordinate("coordinates")
        return None
    _note_habits(shape, faults)
    return shape


def _note_habits(shape: Any, faults: Faults) -> None:
    """Write down what other programs take amiss but changes no unit."""
    for part in shapely.get_parts(shape):
        if part.geom_type == "Polygon" and not part.is_empty and not part.exterior.is_ccw:
            faults.notice("FILE_RING_DIRECTION")
            break
    if any(map(_repeats, shapely.get_parts(shape))):
        faults.notice("FILE_POINTS_REPEATED")


def _repeats(part: Any) -> bool:
    """Whether a point stands twice in a row."""
    rings = [part.exterior, *part.interiors] if part.geom_type == "Polygon" else [part]
    return any(
        shapely.get_num_coordinates(ring)
        != shapely.get_num_coordinates(shapely.remove_repeated_points(ring))
        for ring in rings
    )


def _collection(member: dict[str, Any], faults: Faults) -> Any:
    members = member.get("geometries")
    if not isinstance(members, list) or "coordinates" in member:
        faults.structure("geometries")
        return None
    if any(part is None for part in members):
        faults.structure("geometries")
        return None
    parts = [read_geometry(part, faults) for part in members]
    return shapely.geometrycollections([part for part in parts if part is not None])


def _check_positions(value: Any, kind: str, depth: int, faults: Faults, levels: set[int]) -> int:
    """Return how many positions there are; write down what is no position or no ring."""
    if depth == 0:
        if not isinstance(value, list) or not 2 <= len(value) <= 4:
            faults.coordinate("coordinates")
            return 0
        if not all(map(_is_number, value)) or any(abs(part) > 1e12 for part in value):
            faults.coordinate("coordinates")
        levels.add(len(value))
        return 1
    if not isinstance(value, list) or (not value and kind != "MultiPoint"):
        faults.coordinate("coordinates")
        return 0
    counted = sum(_check_positions(part, kind, depth - 1, faults, levels) for part in value)
    if depth == 1:
        if len(value) < _FEWEST[kind]:
            faults.coordinate("too few positions")
        elif "Polygon" in kind and value[0] != value[-1]:
            faults.coordinate("ring not closed")
    return counted
