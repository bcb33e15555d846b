"""Real borders and real roads: the share that is named, and the gaps, recomputed another way."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from redistrict.limits.lines import named_lines
from redistrict.limits.stretches import name_border

REACH_M = 10.0


@pytest.mark.acceptance
def test_share_and_gaps_of_a_real_district(shared_data: Path) -> None:
    folder = shared_data / "tainan_north"
    units = gpd.read_file(folder / "units.gpkg")
    roads = gpd.read_file(folder / "roads.gpkg").to_crs(units.crs)
    areas = units.dissolve("plan_id").geometry.to_numpy()
    borders = shapely.union_all(shapely.boundary(areas))
    lines = [line for line in named_lines(roads) if line.name]
    stretches = name_border(borders, lines, tolerance_m=REACH_M)
    whole = sum(item.metres for item in stretches)
    assert whole == pytest.approx(borders.length)
    named = sum(item.metres for item in stretches if item.name)
    # Another way: everything inside a band around the roads, whatever its direction.
    band = shapely.union_all(shapely.buffer([line.course for line in lines], REACH_M))
    within = shapely.intersection(borders, band).length
    assert named == pytest.approx(within, rel=0.1)
    assert 0.34 <= named / whole <= 0.38
    gaps = [item for item in stretches if not item.name]
    points = shapely.segmentize([item.course for item in gaps], 5.0)
    away = shapely.distance(shapely.points(shapely.get_coordinates(points)), band)
    assert np.mean(away > 0) >= 0.85
