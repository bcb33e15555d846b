"""One layer of any supported format: attributes as text, geometry, and what was noticed."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import pandas
import shapely

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.findings import Finding, Severity
from redistrict.domain.words import severity
from redistrict.intake import crs as systems
from redistrict.intake.archive import unpacked
from redistrict.intake.geojson import read_geojson
from redistrict.intake.geopackage import read_geopackage
from redistrict.intake.kml import read_kml
from redistrict.intake.raw import RawLayer
from redistrict.intake.safety import (
    MOST_POINTS,
    finding,
    fingerprint,
    fingerprint_all,
    refuse,
    require_file,
)
from redistrict.intake.shapefile import SIDE_SUFFIXES, read_shapefile

SUFFIXES = (".shp", ".gpkg", ".geojson", ".json", ".kml", ".kmz", ".zip")
_CAD = (".dxf", ".dwg", ".dgn")
SIDE = frozenset({*SIDE_SUFFIXES, ".qpj", ".sbn", ".sbx", ".qix", ".xml"} - {".shp"})
"""Endings of the files beside a shapefile."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer as it was read.

    Parameters
    ----------
    frame
        One row per record in file order, index 0, 1, 2 ...; every attribute column is text
        exactly as stored (001 stays 001, whole numbers are decimal digits, missing is an empty
        text); geometry in the source system, ``None`` where a record has none.
    findings
        Warnings and notices; errors are raised by :func:`read_layer`.
    encoding
        Codec of the texts.
    driver
        ``ESRI Shapefile``, ``GPKG``, ``GeoJSON`` or ``KML``.
    sha256
        Of the file; of the lines ``name digest`` where a layer has several files.
    files
        Name and SHA-256 of every file that was read.
    """

    frame: Any
    findings: tuple[Finding, ...]
    encoding: str
    driver: str
    sha256: str
    files: tuple[tuple[str, str], ...] = ()


def read_layer(
    path: Path, layer: str = "", encoding: str = "", crs: str = "",
    near: systems.Box | None = None,
) -> Layer:  # fmt: skip
    """Return a layer without changing or dropping anything.

    Parameters
    ----------
    path
        ``.shp``, ``.gpkg``, ``.geojson``, ``.json``, ``.kml`` or a ``.zip`` (``.kmz``) with one.
    layer
        Table of a GeoPackage or file in a zip; may be empty where there is one.
    encoding
        Stated encoding of a shapefile's texts; otherwise it is found and shown.
    crs
        Stated reference system, see :func:`redistrict.intake.crs.parse`; takes precedence over
        the file's own.
    near
        West, south, east, north of the district in degrees, where it is known.

    Raises
    ------
    Failure
        ``Exit.INPUT`` with every error found: whatever would lose or change a unit.
    """
    resolved = require_file(path)
    suffix = resolved.suffix.lower()
    if suffix in SIDE:
        raise refuse("FILE_SIDE_FILE", path)
    if suffix in _CAD:
        raise refuse("FILE_CAD", path)
    if suffix not in SUFFIXES:
        raise refuse("FILE_KIND", path, suffix=suffix or "-", known=SUFFIXES)
    before = fingerprint(resolved)
    if suffix in (".zip", ".kmz"):
        with unpacked(resolved, layer) as inner:
            raw = _read(inner, "", encoding)
            files: tuple[tuple[str, str], ...] = ((resolved.name, before),)
            digest = before
    else:
        raw = _read(resolved, layer, encoding)
        files = tuple((part.name, fingerprint(part)) for part in raw.files)
        digest = fingerprint_all(raw.files)
    if fingerprint(resolved) != before:
        raise refuse("FILE_CHANGED", path)
    return _finish(raw, path, crs, near, digest, files)


def _read(path: Path, layer: str, encoding: str) -> RawLayer:
    suffix = path.suffix.lower()
    if suffix == ".gpkg":
        return read_geopackage(path, layer)
    if layer:
        raise refuse("FILE_LAYER_UNKNOWN", path, layer=layer, layers=("-",))
    if suffix == ".kml":
        return read_kml(path)
    return read_shapefile(path, encoding) if suffix == ".shp" else read_geojson(path)


def _finish(
    raw: RawLayer, path: Path, crs: str, near: systems.Box | None, digest: str,
    files: tuple[tuple[str, str], ...],
) -> Layer:  # fmt: skip
    """Return the layer with its reference system settled."""
    shapes = np.asarray(raw.geometry, dtype=object)
    findings = list(raw.findings)
    if not crs and not raw.crs:
        box = systems.total_box(shapes)
        found = systems.candidates(box, near) if box else ()
        raise Failure(Exit.INPUT, [finding("FILE_CRS_MISSING", path, candidates=found or ("-",))])
    statement = systems.parse(crs or raw.crs, path)
    if crs and raw.crs and raw.driver not in ("GeoJSON", "KML"):
        own = _own_name(raw.crs, path)
        if own != statement.crs.name:
            findings.append(
                finding("FILE_CRS_OVERRIDDEN", path, own=own, stated=statement.crs.name)
            )
    shapes = systems.bring(shapes, statement)
    if statement.shifted:
        findings.append(finding("FILE_CRS_UNSHIFTED", path, kind=statement.shifted))
    misplaced = systems.outside(shapes, statement.crs, path, near)
    if misplaced is not None:
        findings.append(misplaced)
    findings += _look_at_shapes(shapes, path, raw.findings)
    _raise_errors(findings)
    columns = _columns(raw)
    frame = geopandas.GeoDataFrame(columns, geometry=list(shapes), crs=statement.crs)
    return Layer(frame, tuple(findings), raw.encoding, raw.driver, digest, files)


def _own_name(text: str, path: Path) -> str:
    try:
        return str(systems.parse(text, path).crs.name)
    except Failure:
        return text[:60]


def _columns(raw: RawLayer) -> Any:
    """Return the cells as text columns; a column called geometry gets another name."""
    names = [f"{name}_" if name == "geometry" else name for name in raw.names]
    return pandas.DataFrame(raw.rows, columns=names, dtype=object)


def _look_at_shapes(shapes: Any, path: Path, noticed: Iterable[Finding]) -> list[Finding]:
    """Return warnings about geometry: missing, empty, invalid; nothing is repaired."""
    known = {item.place.row for item in noticed if item.code == "FILE_SHAPE_MISSING"}
    counts = shapely.get_num_coordinates(shapes)
    findings = [
        finding("FILE_TOO_MANY_POINTS", path, int(index) + 1, points=int(counts[index]),
                limit=MOST_POINTS)
        for index in np.flatnonzero(counts > MOST_POINTS)
    ]  # fmt: skip
    if findings:
        return findings
    missing = shapely.is_missing(shapes)
    empty = shapely.is_empty(shapes)
    valid = shapely.is_valid(shapes) | missing
    for index in np.flatnonzero(missing):
        if int(index) + 1 not in known:
            findings.append(finding("FILE_SHAPE_MISSING", path, int(index) + 1))
    findings += [
        finding("FILE_SHAPE_EMPTY", path, int(index) + 1) for index in np.flatnonzero(empty)
    ]
    findings += [
        finding("FILE_SHAPE_INVALID", path, int(index) + 1,
                reason=str(shapely.is_valid_reason(shapes[index]))[:120])
        for index in np.flatnonzero(~valid)
    ]  # fmt: skip
    return findings


def _raise_errors(findings: Iterable[Finding]) -> None:
    errors = [item for item in findings if severity(item) is Severity.ERROR]
    if errors:
        raise Failure(Exit.INPUT, errors)
