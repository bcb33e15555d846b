"""Outlines are mended within limits, seams closed within limits; what is beyond is said."""

import time
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from redistrict.run.importing import Imported, Wish, run

EAST, NORTH = 500_000.0, 4_000_000.0


def imported(shapes: list[shapely.Polygon], folder: Path, **stated: float) -> Imported:
    count = len(shapes)
    frame = gpd.GeoDataFrame(
        {"id": [f"{at:02d}" for at in range(count)], "户数": "100", "街道": "甲", "社区": "乙"},
        geometry=[
            shapely.transform(shape, lambda xy: xy + np.array((EAST, NORTH))) for shape in shapes
        ],
        crs="EPSG:4544",
    )
    frame.to_file(folder / "units.gpkg")
    return run(Wish(folder / "out", (folder / "units.gpkg",), accept=("all",), **stated))  # type: ignore[arg-type]


def codes(done: Imported) -> list[str]:
    return [item.code for item in done.findings if item.code.startswith("IMPORT_S")]


def test_thin_overlap_is_closed_and_measured(tmp_path: Path) -> None:
    """An overlap of 0.5 m, 100 m long, goes to one of the two."""
    done = imported([shapely.box(0, 0, 100.5, 100), shapely.box(100, 0, 200, 100)], tmp_path)
    (closed,) = [item for item in done.findings if item.code == "IMPORT_SEAM_CLOSED"]
    assert closed.facts["change_m2"] == pytest.approx(-50.0, abs=0.01)
    assert closed.facts["moved_m"] == pytest.approx(0.5, abs=0.01)
    clean = gpd.read_file(tmp_path / "out" / "units.gpkg")
    assert shapely.coverage_is_valid(clean.geometry.to_numpy())
    assert round(clean.area.sum()) == 20_000


@pytest.mark.parametrize(("gap", "found"), [(0.99, ["IMPORT_SEAM_CLOSED"]), (1.01, [])])
def test_a_wide_gap_is_land_of_its_own(gap: float, found: list[str], tmp_path: Path) -> None:
    shapes = [shapely.box(0, 0, 100, 100), shapely.box(100, 0, 200, 100),
              shapely.box(0, 100 + gap, 200, 200), shapely.box(-50, 0, 0, 200),
              shapely.box(200, 0, 250, 200)]  # fmt: skip
    assert codes(imported(shapes, tmp_path)) == found


def test_seams_are_left_on_request(tmp_path: Path) -> None:
    shapes = [shapely.box(0, 0, 100.5, 100), shapely.box(100, 0, 200, 100)]
    assert codes(imported(shapes, tmp_path, seam_m=0.0)) == []


def test_a_large_overlap_is_no_seam(tmp_path: Path) -> None:
    shapes = [shapely.box(0, 0, 110, 100), shapely.box(100, 0, 200, 100)]
    done = imported(shapes, tmp_path)
    assert "IMPORT_SEAM_LIMIT" in codes(done)
    assert not done.written


def test_repair_beyond_one_percent_is_refused(tmp_path: Path) -> None:
    bow = shapely.Polygon([(0, 0), (100, 100), (100, 0), (0, 100)])
    assert codes(imported([bow], tmp_path)) == ["IMPORT_SHAPE_LIMIT"]


def test_an_outline_made_to_eat_memory_is_refused_at_once(tmp_path: Path) -> None:
    """Two combs of 1,000 teeth across each other cross a million times."""
    teeth = np.arange(1000)
    one = np.column_stack([teeth * 1.0, np.where(teeth % 2, 1000.0, 0.0)])
    other = np.column_stack([np.where(teeth % 2, 1000.0, 0.0), teeth * 1.0])
    comb = shapely.Polygon(np.concatenate([one, other]))
    begin = time.process_time()
    done = imported([comb], tmp_path)
    assert time.process_time() - begin < 5
    assert "IMPORT_SHAPE_HUGE" in codes(done)
