"""Simplified shapes: shared borders stay shared, in whole steps of the grid."""

from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely

from redistrict.report.map.geometry import Frame, frame, polygons


def cells(count: int, seed: int = 7) -> gpd.GeoDataFrame:
    """Return a coverage of crooked cells with many corners on every border."""
    spots = np.random.default_rng(seed).uniform(0, 3000, (count, 2))
    found = shapely.get_parts(
        shapely.voronoi_polygons(
            shapely.multipoints(spots), extend_to=shapely.box(0, 0, 3000, 3000)
        )
    )
    dense = shapely.segmentize(shapely.intersection(found, shapely.box(0, 0, 3000, 3000)), 40)

    def bend(flat: np.ndarray) -> np.ndarray:
        x, y = flat[:, 0], flat[:, 1]
        return np.round(np.column_stack((x + 9 * np.sin(y / 37), y + 9 * np.cos(x / 41))), 3)

    bent = shapely.transform(dense, bend)
    assert shapely.coverage_is_valid(bent)
    return gpd.GeoDataFrame(geometry=bent, crs="EPSG:4547")


def decoded(made: dict[str, Any]) -> np.ndarray:
    """Return the polygons as the page reads them."""
    scale = np.array(made["transform"]["scale"])
    arcs = [np.cumsum(np.array(arc), axis=0) * scale for arc in made["arcs"]]

    def ring(indices: list[int]) -> np.ndarray:
        runs = [arcs[at] if at >= 0 else arcs[~at][::-1] for at in indices]
        return np.vstack([runs[0], *(run[1:] for run in runs[1:])])

    found = []
    for row in made["objects"]["rows"]["geometries"]:
        parts = row["arcs"] if row["type"] == "MultiPolygon" else [row["arcs"]]
        found.append(
            shapely.MultiPolygon([(ring(part[0]), [ring(hole) for hole in part[1:]])
                                  for part in parts if part])
        )  # fmt: skip
    return np.array(found, dtype=object)


@pytest.mark.parametrize("tolerance", [1.0, 8.0])
def test_shared_borders_stay_shared(tolerance: float) -> None:
    layer = cells(120)
    grid = Frame(0, 0, 3000, 3000, 0.5, tolerance)
    made = polygons(layer, grid)
    shapes = decoded(made)
    assert shapely.coverage_is_valid(shapes)
    before = int(shapely.get_num_coordinates(layer.geometry.to_numpy()).sum())
    after = int(shapely.get_num_coordinates(shapes).sum())
    assert after < before
    assert float(shapely.area(shapes).sum()) == pytest.approx(float(layer.area.sum()), rel=1e-3)


def test_every_border_is_written_once() -> None:
    made = polygons(cells(60), Frame(0, 0, 3000, 3000, 0.5, 1.0))
    used = [
        at if at >= 0 else ~at
        for row in made["objects"]["rows"]["geometries"]
        for part in (row["arcs"] if row["type"] == "MultiPolygon" else [row["arcs"]])
        for ring in part
        for at in ring
    ]
    assert max(used.count(at) for at in set(used)) == 2
    assert len(set(used)) == len(made["arcs"])


def test_grid_holds_everything() -> None:
    layer = cells(30)
    grid = frame({"units": layer, "subdistricts": layer})
    for x, y in shapely.get_coordinates(decoded(polygons(layer, grid))):
        assert -1 <= x <= grid.width + 1
        assert -1 <= y <= grid.height + 1
