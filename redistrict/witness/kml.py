"""KML by ElementTree as a whole: every placemark a row, its shape from its coordinates."""

from pathlib import Path
from typing import Any

import shapely
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from redistrict.domain.findings import Finding
from redistrict.witness.table import Table, all_or_refuse, content, malformed

DEGREES = "EPSG:4326"
_DRAWN = ("Polygon", "Point", "LineString")


def read(path: Path) -> Table:
    """Return the placemarks of a file.

    Raises
    ------
    Failure
        ``WITNESS_*`` findings; nothing is repaired.
    """
    try:
        root = fromstring(content(path), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        raise malformed(path, "WITNESS_FILE_KIND", suffix=".kml") from None
    marks = root.findall(".//{*}Placemark")
    if not marks:
        raise malformed(path, "WITNESS_FILE_EMPTY")
    folder = {mark: node for node in root.iter() for mark in node
              if mark.tag.endswith("}Placemark")}  # fmt: skip
    cells = [_cells(mark, folder.get(mark)) for mark in marks]
    columns = tuple(dict.fromkeys(name for row in cells for name in row))
    table = Table(
        path.name, "", columns,
        tuple(tuple(row.get(name, "") for name in columns) for row in cells),
        tuple(range(1, len(cells) + 1)), tuple(map(_shape, marks)), DEGREES,
    )  # fmt: skip
    all_or_refuse(
        Finding("WITNESS_GEOMETRY_BROKEN", table.place(row))
        for row, shape in enumerate(table.shapes)
        if shape is None
    )
    return table


def _cells(mark: Any, folder: Any) -> dict[str, str]:
    row = {"name": (mark.findtext("{*}name") or "").strip()}
    if folder is not None and folder.tag.rpartition("}")[2] in ("Folder", "Document"):
        row["folder"] = (folder.findtext("{*}name") or "").strip()
    if mark.get("id"):
        row["id"] = mark.get("id")
    for item in mark.findall(".//{*}Data"):
        row[item.get("name", "Data")] = (item.findtext("{*}value") or "").strip()
    for item in mark.findall(".//{*}SimpleData"):
        row[item.get("name", "SimpleData")] = (item.text or "").strip()
    return row


def _shape(mark: Any) -> Any | None:
    try:
        parts = [_part(node) for kind in _DRAWN for node in mark.findall(f".//{{*}}{kind}")]
    except (ValueError, IndexError, shapely.errors.ShapelyError):
        return None
    if len(parts) < 2:
        return parts[0] if parts else None
    kinds = {part.geom_type for part in parts}
    if kinds == {"Polygon"}:
        return shapely.multipolygons(parts)
    return shapely.geometrycollections(parts)


def _part(node: Any) -> Any:
    kind = node.tag.rpartition("}")[2]
    if kind == "Polygon":
        holes = [_points(item) for item in node.findall("{*}innerBoundaryIs")]
        return shapely.Polygon(_points(node.find("{*}outerBoundaryIs")), holes)
    points = _points(node)
    return shapely.Point(points[0]) if kind == "Point" else shapely.LineString(points)


def _points(node: Any) -> list[tuple[float, float]]:
    words = (node.findtext(".//{*}coordinates") or "").split()
    pairs = [word.split(",") for word in words]
    return [(float(pair[0]), float(pair[1])) for pair in pairs]
