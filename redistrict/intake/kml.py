"""KML of map programs read strictly: every placemark is one row, nothing linked is fetched."""

import io
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.intake.positions import Faults, read_geometry
from redistrict.intake.raw import RawLayer
from redistrict.intake.safety import (
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_TEXT_BYTES,
    finding,
    read_bytes,
    refuse,
)

_PLACEMARK = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?Placemark[\s>/]")
_COMMENT = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>", re.DOTALL)
_LINKS = frozenset({"NetworkLink", "Update"})
_SHAPES = frozenset({"Point", "LineString", "LinearRing", "Polygon", "MultiGeometry"})
_FOLDERS = frozenset({"Folder", "Document"})


@dataclass
class _Reading:
    """Placemarks found so far, and the folder and placemark that are open."""

    path: Path
    faults: Faults
    folders: list[Any] = field(default_factory=list)
    rows: list[dict[str, str]] = field(default_factory=list)
    shapes: list[Any] = field(default_factory=list)
    open: bool = False


def read_kml(path: Path) -> RawLayer:
    """Return the placemarks of a KML document (OGC 07-147r2), in their order.

    Columns are ``name``, ``folder`` (the innermost one), ``id`` and the fields of
    ``ExtendedData``; looks and views are left out. The number of placemarks is compared with a
    count over the bytes.

    Raises
    ------
    Failure
        Broken XML, document types, links to other documents, coordinates that are none.
    """
    data = read_bytes(path, MOST_TEXT_BYTES)
    reading = _Reading(path, Faults(path))
    try:
        _walk(data, reading)
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError) as error:
        raise refuse("FILE_KML_BROKEN", path, reason=str(error)[:120]) from None
    if reading.faults.found:
        raise Failure(Exit.INPUT, reading.faults.found[:1000])
    stated = len(_PLACEMARK.findall(_COMMENT.sub(b"", data)))
    if stated != len(reading.rows):
        raise refuse("FILE_KML_COUNT", path, stated=stated, rows=len(reading.rows))
    names = tuple(dict.fromkeys(name for row in reading.rows for name in row))
    if len(names) > MOST_COLUMNS:
        raise refuse("FILE_TOO_MANY_COLUMNS", path, columns=len(names), limit=MOST_COLUMNS)
    shapes = np.empty(len(reading.shapes), dtype=object)
    shapes[:] = reading.shapes
    notices = (*reading.faults.notices, finding("FILE_KML_DEGREES", path))
    return RawLayer(
        names, [[row.get(name, "") for name in names] for row in reading.rows], shapes,
        "EPSG:4326", "KML", "utf-8", (path,), notices,
    )  # fmt: skip


def _walk(data: bytes, reading: _Reading) -> None:
    root = True
    for event, element in iterparse(io.BytesIO(data), events=("start", "end"), forbid_dtd=True):
        tag = _tag(element)
        if root and tag != "kml":
            raise refuse("FILE_DISGUISED", reading.path, expected="KML")
        root = False
        if tag in _LINKS:
            raise refuse("FILE_KML_LINK", reading.path)
        if tag in _FOLDERS:
            if event == "start":
                reading.folders.append(element)
            else:
                reading.folders.pop()
                element.clear()
        elif tag == "Placemark" and event == "start":
            if reading.open:
                raise refuse("FILE_KML_BROKEN", reading.path, reason="Placemark in Placemark")
            reading.open = True
        elif tag == "Placemark":
            _placemark(element, reading)
            reading.open = False
            element.clear()


def _placemark(element: Any, reading: _Reading) -> None:
    number = reading.faults.row = len(reading.rows) + 1
    if number > MOST_ROWS:
        raise refuse("FILE_TOO_MANY_ROWS", reading.path, rows=number, limit=MOST_ROWS)
    row = {"name": _text(element, "name")}
    if reading.folders:
        row["folder"] = _text(reading.folders[-1], "name")
    if element.get("id"):
        row["id"] = element.get("id")
    for item in element.iter():
        if _tag(item) == "Data":
            row[item.get("name") or "Data"] = _text(item, "value")
        elif _tag(item) == "SimpleData":
            row[item.get("name") or "SimpleData"] = (item.text or "").strip()
    drawn = [child for child in element if _tag(child) in _SHAPES]
    reading.rows.append(row)
    if len(drawn) > 1:
        reading.faults.coordinate("MultiGeometry")
        reading.shapes.append(None)
        return
    member = _member(drawn[0]) if drawn else None
    reading.shapes.append(read_geometry(member, reading.faults))


def _member(element: Any) -> dict[str, Any]:
    """Return a geometry in the form of GeoJSON, of which every position is checked."""
    tag = _tag(element)
    if tag == "MultiGeometry":
        parts = [_member(child) for child in element if _tag(child) in _SHAPES]
        kinds = {part["type"] for part in parts}
        if len(kinds) == 1 and kinds <= {"Point", "LineString", "Polygon"}:
            return {"type": f"Multi{kinds.pop()}",
                    "coordinates": [part["coordinates"] for part in parts]}  # fmt: skip
        return {"type": "GeometryCollection", "geometries": parts}
    if tag == "Polygon":
        sides = {"outerBoundaryIs": 0, "innerBoundaryIs": 1}
        rings = [(sides[_tag(child)], _positions(child)) for child in element
                 if _tag(child) in sides]  # fmt: skip
        rings.sort(key=lambda item: item[0])
        return {"type": "Polygon", "coordinates": [ring for _, ring in rings]}
    positions = _positions(element)
    if tag == "Point":
        return {"type": "Point", "coordinates": positions[0] if len(positions) == 1 else []}
    return {"type": "LineString", "coordinates": positions}


def _positions(element: Any) -> list[list[float]]:
    texts = [item.text or "" for item in element.iter() if _tag(item) == "coordinates"]
    return [[_number(part) for part in text.split(",")]
            for text in " ".join(texts).split()]  # fmt: skip


def _number(text: str) -> float:
    """Return a coordinate; what is none becomes one that is refused."""
    try:
        value = float(text)
    except ValueError:
        return float("inf")
    return value if np.isfinite(value) else float("inf")


def _text(element: Any, tag: str) -> str:
    found = next((child for child in element if _tag(child) == tag), None)
    return (found.text or "").strip() if found is not None else ""


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
