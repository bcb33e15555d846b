"""What lies around the units: roads, rivers, offices and land outside the plan."""

from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from redistrict.intake.inputs import Context, ContextLayer
from redistrict.intake.metric import project
from redistrict.intake.opening import Files
from redistrict.intake.sources import Source

COLUMNS = {
    "name": "name", "kind": "kind", "width": "width_m", "state": "state",
    "community": "community", "address": "address", "area": "area_m2", "date": "date",
}  # fmt: skip
"""Meaning in the scenario to column of the context layers."""
_LAYERS = {
    "roads": ("name", "kind", "width", "state"),
    "rivers": ("name", "kind", "width", "state"),
    "railways": ("name", "kind", "width", "state"),
    "walls": ("name", "kind", "width", "state"),
    "bridges": ("name",),
    "offices": ("community", "name", "address", "area", "state", "date"),
    "police": ("name",),
    "schools": ("name",),
    "grids": ("name",),
    "property": ("name",),
    "collectives": ("name",),
}


def surroundings(files: Files, context: Context, crs: Any) -> dict[str, gpd.GeoDataFrame]:
    """Return the context layers that the scenario names, in the working system."""
    found = {}
    for name, kept in _LAYERS.items():
        stated: ContextLayer | None = getattr(context, name)
        source = _open(files, stated, f"context.{name}") if stated else None
        if source is not None:
            found[name] = _frame(source, kept, crs)
    return found


def outside(
    files: Files, context: Context, crs: Any, main: Source, positions: tuple[int, ...]
) -> gpd.GeoDataFrame | None:
    """Return villages and other land outside the plan: name and geometry, sorted by name."""
    names = [main.text("name", position) for position in positions]
    shapes = [*project(main.shapes[list(positions)], main.crs, crs)] if positions else []
    stated = context.outside
    source = _open(files, stated, "context.outside") if stated else None
    if source is not None:
        names += [source.text("name", position) for position in range(len(source))]
        shapes += [*project(source.shapes, source.crs, crs)]
    if not shapes:
        return None
    frame = gpd.GeoDataFrame({"name": names}, geometry=shapes, crs=crs)
    return frame.sort_values("name", kind="stable", ignore_index=True)


def _open(files: Files, stated: ContextLayer, table: str) -> Source | None:
    columns = {
        meaning: column for meaning in COLUMNS if (column := getattr(stated, meaning)) is not None
    }
    return files.layer(stated.path, stated.layer, columns, table=table)


def _frame(source: Source, kept: tuple[str, ...], crs: Any) -> gpd.GeoDataFrame:
    rows = [
        position
        for position, shape in enumerate(source.shapes)
        if shape is not None and not shapely.is_empty(shape)
    ]
    columns: dict[str, list[Any]] = {
        COLUMNS[meaning]: [source.text(meaning, row) for row in rows] for meaning in kept
    }
    for name in ("width_m", "area_m2"):
        if name in columns:
            columns[name] = [_number(text) for text in columns[name]]
    shapes = project(np.asarray(source.shapes[rows], dtype=object), source.crs, crs)
    return gpd.GeoDataFrame(columns, geometry=list(shapes), crs=crs)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
