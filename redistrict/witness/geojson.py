"""GeoJSON (RFC 7946) by ``json`` alone: every feature a row, every property a cell."""

from pathlib import Path
from typing import Any

import shapely
import shapely.geometry

from redistrict.domain.findings import Finding
from redistrict.witness.documents import read_json
from redistrict.witness.table import Cell, Table, all_or_refuse, malformed

DEGREES = "EPSG:4326"


def read(path: Path) -> Table:
    """Return the features of a file.

    Raises
    ------
    Failure
        ``WITNESS_*`` findings; nothing is repaired.
    """
    document = read_json(path)
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or not features:
        raise malformed(path, "WITNESS_FILE_EMPTY")
    properties = [_properties(path, item) for item in features]
    columns = tuple(dict.fromkeys(name for item in properties for name in item))
    rows = tuple(tuple(_cell(item.get(name)) for name in columns) for item in properties)
    shapes = tuple(_shape(item.get("geometry")) for item in features)
    table = Table(
        path.name, "", columns, rows, tuple(range(1, len(rows) + 1)), shapes, _crs(document)
    )
    all_or_refuse(
        Finding("WITNESS_GEOMETRY_BROKEN", table.place(row))
        for row, shape in enumerate(shapes)
        if shape is None
    )
    return table


def _properties(path: Path, feature: Any) -> dict[str, Any]:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise malformed(path, "WITNESS_JSON_BROKEN", line=1)
    found = feature.get("properties") or {}
    if not isinstance(found, dict):
        raise malformed(path, "WITNESS_JSON_BROKEN", line=1)
    return found if "id" in found or "id" not in feature else {**found, "id": feature["id"]}


def _cell(value: Any) -> Cell:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str | int | float | None) else repr(value)


def _crs(document: dict[str, Any]) -> str:
    stated = document.get("crs")
    named = stated.get("properties", {}) if isinstance(stated, dict) else {}
    name = named.get("name") if isinstance(named, dict) else None
    return name if isinstance(name, str) else DEGREES


def _shape(geometry: Any) -> Any | None:
    try:
        return shapely.force_2d(shapely.geometry.shape(geometry))
    except (
        shapely.errors.ShapelyError, AttributeError, KeyError, TypeError, ValueError, IndexError,
    ):  # fmt: skip
        return None
