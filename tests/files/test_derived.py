"""Units that nobody has drawn: cells of points inside blocks, blocks between roads; estimates."""

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import openpyxl
import pytest
import shapely

from redistrict.intake.blocks import blocks, cells
from redistrict.intake.crs import LOCAL
from redistrict.run.importing import Imported, Wish, run
from redistrict.synth import messy

ROADS = [shapely.LineString([(-50, y), (850, y)]) for y in (0, 300, 600)] + [
    shapely.LineString([(x, -50), (x, 650)]) for x in (0, 400, 800)
]


def codes(done: Imported) -> set[str]:
    return {item.code for item in done.findings}


def test_blocks_between_roads() -> None:
    found = blocks(np.array(ROADS, dtype=object))
    assert len(found) == 4
    assert {round(shape.area) for shape in found} == {120_000}
    assert shapely.coverage_is_valid(found)


def test_every_point_gets_the_ground_nearest_to_it_inside_its_block() -> None:
    points = shapely.points([(100, 150), (300, 150), (600, 450)])
    made = cells(points, np.array(ROADS, dtype=object), shapely.box(0, 0, 800, 600))
    assert shapely.coverage_is_valid(made.shapes)
    area = {owner: round(shape.area) for owner, shape in zip(made.points, made.shapes, strict=True)
            if owner >= 0}  # fmt: skip
    assert area == {0: 60_000, 1: 60_000, 2: 120_000}
    assert sorted(made.points) == [-1, -1, 0, 1, 2]
    assert round(shapely.area(made.shapes).sum()) == 480_000


def test_cells_without_roads_tile_the_limit() -> None:
    points = shapely.points([(10, 10), (30, 80), (90, 40), (60, 60)])
    limit = shapely.box(0, 0, 100, 100)
    made = cells(points, (), limit)
    assert made.points == (0, 1, 2, 3)
    assert round(shapely.area(made.shapes).sum()) == 10_000
    for owner, shape in zip(made.points, made.shapes, strict=True):
        assert shape.contains(points[owner])


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("derived") / "raw"
    messy.write(folder)
    book = openpyxl.load_workbook(folder / "小区台账.xlsx")
    page: Any = book.active
    for row in page.iter_rows(min_row=5, max_col=10):
        if row[1].value and row[3].value is None:
            row[3].value = 100  # nothing is missing here
        row[2].value = str(row[2].value or "").replace("新每", "新海")  # nor misspelt
    page["D35"], page["D65"], page["D66"] = None, None, None
    book.save(folder / "小区台账.xlsx")
    return folder


def test_a_list_with_points_must_say_its_system(raw: Path, tmp_path: Path) -> None:
    done = run(Wish(tmp_path / "out", ledgers=(raw / "小区台账.xlsx",), roads=raw / "路网.geojson"))
    assert "IMPORT_POINTS_UNSTATED" in codes(done)
    assert not done.written


def test_points_and_roads_become_marked_cells(raw: Path, tmp_path: Path) -> None:
    wish = Wish(tmp_path / "out", ledgers=(raw / "小区台账.xlsx",), roads=raw / "路网.geojson",
                points_crs="gcj02", accept=("all",))  # fmt: skip
    done = run(wish)
    assert done.written, codes(done)
    units = gpd.read_file(tmp_path / "out" / "units.gpkg")
    derived = units[units["derived"] == "voronoi"]
    assert len(derived) == 59
    assert shapely.coverage_is_valid(units.geometry.to_numpy())
    # Each cell lies around the true compound: the truth's middle is inside it.
    truth = {item.name: shapely.box(*item.shape.bounds).centroid for item in messy.plots()}
    place = gpd.GeoSeries(truth, crs=messy.CRS).to_crs(units.crs)
    inside = [row.geometry.contains(place[row["name"]]) for _, row in derived.iterrows()
              if row["name"] in truth]  # fmt: skip
    assert len(inside) == 58
    assert np.mean(inside) == 1.0


def test_roads_alone_give_blocks_that_ask_for_households(raw: Path, tmp_path: Path) -> None:
    done = run(Wish(tmp_path / "out", roads=raw / "路网.geojson"))
    assert (done.units, done.written) == (6, False)
    assert {"IMPORT_BLOCKS", "IMPORT_HOUSEHOLDS_MISSING", "IMPORT_COLUMN_OPEN"} <= codes(done)


def test_missing_households_from_buildings(tmp_path: Path) -> None:
    """100 m2 of floor a household in every known unit; the unknown one has 12,000 m2."""
    squares = [shapely.box(200 * at, 0, 200 * at + 200, 200) for at in range(13)]
    wkt = {"crs": LOCAL}
    units = gpd.GeoDataFrame(
        {"id": [f"{at:02d}" for at in range(13)], "街道": "甲", "社区": "乙",
         "户数": ["120" if at != 4 else "" for at in range(13)]},
        geometry=squares, **wkt,
    )  # fmt: skip
    houses = gpd.GeoDataFrame(
        {"层数": [6] * 13},
        geometry=[shapely.box(200 * at + 10, 10, 200 * at + 60, 50) for at in range(13)], **wkt,
    )  # fmt: skip
    units.to_file(tmp_path / "units.gpkg")
    houses.to_file(tmp_path / "houses.gpkg")
    wish = Wish(tmp_path / "out", (tmp_path / "units.gpkg",), buildings=tmp_path / "houses.gpkg",
                missing="estimate", accept=("all",), crs=("local",))  # fmt: skip
    done = run(wish)
    assert done.written, codes(done)
    estimated = next(item for item in done.findings if item.code == "IMPORT_HOUSEHOLDS_ESTIMATED")
    assert estimated.facts == {"unit": "04", "households": 120, "floor_m2": 12_000,
                               "per_household": 100}  # fmt: skip
    record = json.loads((tmp_path / "out" / "import.json").read_text(encoding="utf-8"))
    assert record["units"][4]["source"] == "estimate"
