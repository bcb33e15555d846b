"""GeoJSON read strictly: no key twice, no null feature, no NaN, no link followed."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.intake.dbf import has_controls
from redistrict.intake.jsontext import escaped, load_json
from redistrict.intake.positions import DEPTH, Faults, check_box, read_geometry
from redistrict.intake.raw import RawLayer
from redistrict.intake.safety import (
    MOST_COLUMNS,
    MOST_ROWS,
    finding,
    refuse,
)

_URN = re.compile(r"urn:ogc:def:crs:(EPSG):[\d.]*:(\d{4,6})|(EPSG):(\d{4,6})", re.IGNORECASE)
_CRS84 = re.compile(r"urn:ogc:def:crs:OGC:[\d.]*:CRS(84|83)h?", re.IGNORECASE)
_EXACT = 2**53


def read_geojson(path: Path) -> RawLayer:
    """Return the features of a GeoJSON document; every feature is one row.

    Raises
    ------
    Failure
        Anything that another reader would drop, change or fetch; all problems at once.
    """
    document = load_json(path)
    faults = Faults(path)
    if not isinstance(document, dict):
        raise refuse("FILE_NOT_GEOJSON", path, kind=type(document).__name__)
    if document.get("type") == "Topology":
        raise refuse("FILE_TOPOJSON", path)
    crs = _crs(document, faults)
    features = list(_features(document, faults))
    if len(features) > MOST_ROWS:
        raise refuse("FILE_TOO_MANY_ROWS", path, rows=len(features), limit=MOST_ROWS)
    geometry, cells = [], []
    for faults.row, feature in features:
        geometry.append(read_geometry(feature.get("geometry"), faults))
        cells.append(_cells(feature, faults))
    if faults.found:
        raise Failure(Exit.INPUT, faults.found[:1000])
    names = tuple(dict.fromkeys(name for row in cells for name in row))
    if len(names) > MOST_COLUMNS:
        raise refuse("FILE_TOO_MANY_COLUMNS", path, columns=len(names), limit=MOST_COLUMNS)
    rows = [[row.get(name, "") for name in names] for row in cells]
    shapes = np.empty(len(geometry), dtype=object)
    shapes[:] = geometry
    return RawLayer(
        names, rows, shapes, crs, "GeoJSON", "utf-8", (path,), tuple(faults.notices)
    )  # fmt: skip


def _crs(document: dict[str, Any], faults: Faults) -> str:
    """Return the stated reference system; WGS 84 without one (RFC 7946)."""
    stated = document.get("crs")
    if stated is None:
        return "EPSG:4326"
    properties = stated.get("properties") if isinstance(stated, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if not isinstance(stated, dict) or stated.get("type") != "name" or not isinstance(name, str):
        faults.found.append(finding("FILE_CRS_LINK", faults.path))
        return ""
    if _CRS84.fullmatch(name):
        return "EPSG:4326"
    match = _URN.fullmatch(name)
    if not match:
        faults.found.append(finding("FILE_CRS_LINK", faults.path))
        return ""
    faults.notice("FILE_CRS_LEGACY", crs=f"EPSG:{match[2] or match[4]}")
    return f"EPSG:{match[2] or match[4]}"


def _features(document: dict[str, Any], faults: Faults) -> Iterator[tuple[int, dict[str, Any]]]:
    kind = document.get("type")
    check_box(document, faults)
    if kind == "FeatureCollection":
        members = document.get("features")
        if not isinstance(members, list):
            faults.structure("features")
            return
        for faults.row, member in enumerate(members, start=1):
            if not isinstance(member, dict) or member.get("type") != "Feature":
                faults.structure("feature")
            else:
                yield faults.row, member
        faults.row = None
    elif kind == "Feature":
        yield 1, document
    elif kind in DEPTH or kind == "GeometryCollection":
        yield 1, {"type": "Feature", "geometry": document, "properties": {}}
    else:
        faults.structure("type")
    extra = {"coordinates", "geometries", "geometry", "properties"} & document.keys()
    if kind == "FeatureCollection" and extra:
        faults.structure(", ".join(sorted(extra)))


def _cells(feature: dict[str, Any], faults: Faults) -> dict[str, str]:
    if "geometry" not in feature:
        faults.structure("geometry")
    if {"coordinates", "geometries", "features"} & feature.keys():
        faults.structure("coordinates")
    check_box(feature, faults)
    identity = feature.get("id")
    if "id" in feature and not _is_text_or_number(identity):
        faults.structure("id")
    properties = feature.get("properties")
    if properties is None:
        if "properties" not in feature:
            faults.structure("properties")
        properties = {}
    if not isinstance(properties, dict):
        faults.structure("properties")
        return {}
    cells = {name: _text(value, name, faults) for name, value in properties.items()}
    if "id" in feature and "id" not in cells:
        cells["id"] = _text(identity, "id", faults)
    return cells


def _is_text_or_number(value: Any) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _text(value: Any, name: str, faults: Faults) -> str:
    """Return a value as text: whole numbers without a decimal point, true and false as words."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        if has_controls(value):
            faults.found.append(
                finding("FILE_CONTROL_CHARACTER", faults.path, faults.row, name,
                        value=escaped(value))
            )  # fmt: skip
        return value
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    if isinstance(value, int) and abs(value) >= _EXACT:
        faults.found.append(
            finding("FILE_JSON_NUMBER_LONG", faults.path, faults.row, name, value=str(value)[:60])
        )
    if isinstance(value, int | float):
        return str(value)
    faults.notice("FILE_JSON_NESTED", column=name)
    return json.dumps(value, ensure_ascii=False)
