"""Map layers of a folder: GeoPackages with the same bytes for the same content."""

from collections.abc import Mapping
from pathlib import Path

import geopandas as gpd
import pyogrio

FIXED_DATE = "2000-01-01T00:00:00.000Z"
"""GDAL writes the time of writing into a GeoPackage unless told otherwise."""


_LINE = ("name", "kind", "width_m", "state")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "units": (
        "unit_id", "name", "subdistrict", "group", "households", "population", "workload", "area",
        "community_before", "community_after", "moved", "sensitive", "counts",
    ),
    "communities_before": ("community", "name", "subdistrict", "households", "verdict"),
    "communities_after": ("community", "name", "subdistrict", "households", "kind"),
    "land": ("community_before", "community_after"),
    "subdistricts": ("subdistrict",),
    "outside": ("name",),
    "roads": _LINE, "rivers": _LINE, "railways": _LINE, "walls": _LINE, "bridges": ("name",),
    "offices": ("community", "name", "address", "area_m2", "state", "date"),
    **dict.fromkeys(("police", "schools", "grids", "property", "collectives"), ("name",)),
}  # fmt: skip
"""Columns that every layer has, apart from its shapes."""


def write_layers(path: Path, layers: Mapping[str, gpd.GeoDataFrame]) -> None:
    """Write every layer that has rows; the file is not made if none has."""
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": FIXED_DATE})
    try:
        for name, frame in layers.items():
            if len(frame):
                pyogrio.write_dataframe(
                    frame, path, layer=name, driver="GPKG", append=path.exists()
                )
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


def read_layers(path: Path) -> dict[str, gpd.GeoDataFrame]:
    """Return all layers of a GeoPackage by name; none where the file does not exist.

    Raises
    ------
    KeyError
        ``layer.column`` that is not there.
    """
    if not path.exists():
        return {}
    names = [str(name) for name in pyogrio.list_layers(path)[:, 0]]
    found = {name: pyogrio.read_dataframe(path, layer=name) for name in names}
    for name, layer in found.items():
        for column in COLUMNS.get(name, ()):
            if column not in layer:
                raise KeyError(f"{name}.{column}")
    return found
