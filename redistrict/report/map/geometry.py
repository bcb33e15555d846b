"""Layers as TopoJSON: simplified so that shared borders stay shared, in whole steps of a grid.

The page works in metres of the planner's own CRS, counted from the lower left corner of the whole
area; no longitude or latitude leaves the folder.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from pyproj import Transformer
from topojson.core.topology import Topology

Json = dict[str, Any]

VERTICES_PER_UNIT = 14
"""Simplification goes on until units have at most so many corners on average."""
TOLERANCES_M = (0.5, 1.0, 2.0, 4.0, 8.0)
FINE_STEP_M = 0.5
COARSE_STEP_M = 1.0
MANY_UNITS = 5000
MARGIN = 0.02


@dataclass(frozen=True)
class Frame:
    """The page's own grid: origin in metres of the CRS, extent in metres, step in metres."""

    east: float
    north: float
    width: float
    height: float
    step: float
    tolerance: float

    def place(self, coordinates: np.ndarray) -> np.ndarray:
        """Return coordinates of the CRS as whole steps from the origin."""
        return np.rint((coordinates - (self.east, self.north)) / self.step)


def frame(layers: Mapping[str, gpd.GeoDataFrame]) -> Frame:
    """Return the grid that all layers of a folder are drawn on.

    Parameters
    ----------
    layers
        As in :class:`redistrict.store.folder.Folder`; extent is that of ``subdistricts`` and
        ``units``, step and tolerance follow the number and detail of ``units``.
    """
    bounds = np.array(
        [layers[name].total_bounds for name in ("units", "subdistricts") if name in layers]
    )
    west, south = bounds[:, 0].min(), bounds[:, 1].min()
    east, north = bounds[:, 2].max(), bounds[:, 3].max()
    units = layers["units"]
    step = COARSE_STEP_M if len(units) > MANY_UNITS else FINE_STEP_M
    return Frame(
        float(np.floor(west)), float(np.floor(south)), float(east - west), float(north - south),
        step, _tolerance(units.geometry.values),
    )  # fmt: skip


def polygons(layer: gpd.GeoDataFrame, grid: Frame, tolerance: float | None = None) -> Json:
    """Return a coverage of polygons as TopoJSON; the order of the rows is kept.

    Shared borders are simplified once, by ``shapely.coverage_simplify``; geometries that are empty
    after rounding are kept as empty rows.

    Parameters
    ----------
    layer
        Polygons of one projected CRS; no attribute is taken over.
    tolerance
        Metres; that of the grid if ``None``.
    """
    given = shapely.force_2d(layer.geometry.values)
    there = ~(shapely.is_missing(given) | shapely.is_empty(given))
    simple = np.full(len(given), shapely.Polygon(), dtype=object)
    simple[there] = shapely.coverage_simplify(
        given[there], grid.tolerance if tolerance is None else tolerance
    )
    whole = shapely.transform(simple, grid.place)
    return _topology(whole, grid)


def lines(layer: gpd.GeoDataFrame, grid: Frame) -> list[list[int]]:
    """Return every line of every row as whole steps ``[row, x, y, dx, dy, dx, dy ...]``."""
    simple = shapely.simplify(shapely.force_2d(layer.geometry.values), grid.tolerance)
    parts, rows = shapely.get_parts(simple, return_index=True)
    found = []
    for part, row in zip(parts, rows, strict=True):
        if part.geom_type == "LineString" and not part.is_empty:
            found.append([int(row), *_deltas(grid.place(shapely.get_coordinates(part)))])
    return found


def points(layer: gpd.GeoDataFrame, grid: Frame) -> list[list[int]]:
    """Return a point of every row as whole steps; an empty geometry gives an empty list."""
    found: list[list[int]] = []
    for geometry in layer.geometry.values:
        if geometry is None or geometry.is_empty:
            found.append([])
            continue
        spot = shapely.get_coordinates(shapely.point_on_surface(geometry))
        found.append([int(value) for value in grid.place(spot)[0]])
    return found


def degrees(layers: Mapping[str, gpd.GeoDataFrame], grid: Frame) -> Json:
    """Return the bilinear key from degrees (WGS 84) to metres of the grid.

    Over a city of 50 km it is within about 10 m of the projection, less than a hand-drawn line is
    exact; ``x = x0 + x1 * lon + x2 * lat + x3 * lon * lat``, degrees counted from ``lon``, ``lat``.
    """
    crs = layers["units"].crs
    if crs is None:
        return {"lon": 0, "lat": 0, "x": [0, 0, 0, 0], "y": [0, 0, 0, 0]}
    spots = np.array([(x, y) for x in (0, 0.5, 1) for y in (0, 0.5, 1)])
    metres = spots * (grid.width, grid.height)
    turn = Transformer.from_crs(crs, 4326, always_xy=True)
    lon, lat = turn.transform(metres[:, 0] + grid.east, metres[:, 1] + grid.north)
    first = (float(np.mean(lon)), float(np.mean(lat)))
    dx, dy = np.asarray(lon) - first[0], np.asarray(lat) - first[1]
    matrix = np.column_stack((np.ones(len(dx)), dx, dy, dx * dy))
    keys = [np.linalg.lstsq(matrix, metres[:, axis], rcond=None)[0] for axis in (0, 1)]
    x, y = ([round(float(value), 4) for value in key] for key in keys)
    return {"lon": round(first[0], 9), "lat": round(first[1], 9), "x": x, "y": y}


def _simplified(shapes: np.ndarray, tolerance: float) -> np.ndarray:
    """Simplify a coverage; rows without a shape stay (the library would drop them)."""
    simple = shapes.copy()
    there = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    simple[there] = shapely.coverage_simplify(shapely.force_2d(shapes[there]), tolerance)
    return simple


def _tolerance(shapes: Sequence[Any]) -> float:
    budget = VERTICES_PER_UNIT * max(1, len(shapes))
    for tolerance in TOLERANCES_M:
        simple = _simplified(np.asarray(shapes, dtype=object), tolerance)
        if int(shapely.get_num_coordinates(simple).sum()) <= budget:
            return tolerance
    return TOLERANCES_M[-1]


def _topology(shapes: np.ndarray, grid: Frame) -> Json:
    filled = [at for at, shape in enumerate(shapes) if shape is not None and not shape.is_empty]
    objects = gpd.GeoDataFrame({"row": filled}, geometry=[shapes[index] for index in filled])
    made = Topology(objects, prequantize=False, shared_coords=False).output
    geometries: list[Json] = [{"type": "Polygon", "arcs": []} for _ in shapes]
    for index, geometry in zip(filled, made["objects"]["data"]["geometries"], strict=True):
        geometries[index] = {"type": geometry["type"], "arcs": geometry["arcs"]}
    return {
        "type": "Topology",
        "transform": {"scale": [grid.step, grid.step], "translate": [0, 0]},
        "objects": {"rows": {"type": "GeometryCollection", "geometries": geometries}},
        "arcs": [_pairs(arc) for arc in made["arcs"]],
    }


def _pairs(arc: Sequence[Sequence[float]]) -> list[list[int]]:
    flat = _deltas(np.asarray(arc, dtype=float))
    return [flat[index : index + 2] for index in range(0, len(flat), 2)]


def _deltas(coordinates: np.ndarray) -> list[int]:
    whole = np.rint(coordinates).astype(np.int64)
    steps = np.diff(whole, axis=0)
    keep = np.concatenate(([True], (steps != 0).any(axis=1)))
    kept = whole[keep]
    if len(kept) == 1:
        kept = np.vstack((kept, kept))
    return [int(value) for value in np.vstack((kept[:1], np.diff(kept, axis=0))).ravel()]
