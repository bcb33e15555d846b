"""What every format reader hands on: text cells and geometry, nothing interpreted."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from redistrict.domain.findings import Finding


@dataclass(frozen=True, slots=True)
class RawLayer:
    """One layer as it stands in its files.

    Parameters
    ----------
    names
        Column names without the geometry.
    rows
        Cells as text, in file order; missing values are empty texts.
    geometry
        Shapely geometries in the same order, two-dimensional; ``None`` where the file has none.
    crs
        The file's own statement: WKT, ``EPSG:n``, or empty.
    driver
        ``ESRI Shapefile``, ``GPKG``, ``GeoJSON`` or ``KML``.
    encoding
        Codec of the texts.
    files
        Every file that was read.
    findings
        What was noticed; nothing here refuses.
    """

    names: tuple[str, ...]
    rows: list[list[str]]
    geometry: Any
    crs: str
    driver: str
    encoding: str
    files: tuple[Path, ...]
    findings: tuple[Finding, ...] = ()
