"""GCJ-02 and BD-09 against published values, and told where a whole file is shifted."""

import csv
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyogrio
import pyproj
import pytest
import shapely

from redistrict.intake import gcj
from redistrict.intake.layers import read_layer
from redistrict.intake.places import shift
from redistrict.run.importing import Imported, Wish, run

# Published test values of eviltransform (Shanghai, Shenzhen, Beijing; WGS 84 -> GCJ-02) and of
# coordtransform (GCJ-02 -> BD-09), in degrees, longitude first.
GCJ = (
    ((121.5272106, 31.1774276), (121.531541859215, 31.17530398364597)),
    ((113.912316, 22.543847), (113.9171764808363, 22.540796131694766)),
    ((116.377817, 39.911954), (116.38404722455657, 39.91334545536069)),
)
BD = ((116.404, 39.915), (116.41036949371029, 39.92133699351021))
CRS = "EPSG:4547"
EAST, NORTH, SIDE = 520_000.0, 4_420_000.0, 120.0
MILLIMETRE = 1e-8
"""In degrees, one millimetre on the ground."""


@pytest.mark.parametrize(("true", "shifted"), GCJ)
def test_gcj02_as_published(true: tuple[float, float], shifted: tuple[float, float]) -> None:
    assert gcj.apply(np.array([true]))[0] == pytest.approx(shifted, abs=MILLIMETRE)
    assert gcj.undo(np.array([shifted]), "gcj02")[0] == pytest.approx(true, abs=MILLIMETRE)


def test_bd09_as_published() -> None:
    """The way back goes over GCJ-02: undone, then shifted, it is the published pair again."""
    assert gcj.apply_bd(np.array([BD[0]]))[0] == pytest.approx(BD[1], abs=MILLIMETRE)
    true = gcj.undo(np.array([BD[1]]), "bd09")
    assert gcj.apply(true)[0] == pytest.approx(BD[0], abs=MILLIMETRE)


@pytest.mark.parametrize(("true", "shifted"), GCJ)
def test_a_layer_in_gcj02_lands_on_its_true_place(
    tmp_path: Path, true: tuple[float, float], shifted: tuple[float, float]
) -> None:
    frame = gpd.GeoDataFrame({"id": ["1"]}, geometry=[shapely.Point(shifted)], crs=4326)
    pyogrio.write_dataframe(frame, tmp_path / "points.gpkg")
    read = read_layer(tmp_path / "points.gpkg", crs="gcj02")
    (point,) = read.frame.geometry
    assert (point.x, point.y) == pytest.approx(true, abs=MILLIMETRE)


def units(folder: Path, reading: str = "true") -> Path:
    """Write 36 squares of 120 m in Beijing, in degrees; true, or shifted as a whole."""
    boxes = [shapely.box(EAST + SIDE * (at % 6), NORTH + SIDE * (at // 6),
                         EAST + SIDE * (at % 6 + 1), NORTH + SIDE * (at // 6 + 1))
             for at in range(36)]  # fmt: skip
    frame = gpd.GeoDataFrame(
        {"小区名称": [f"第{at}小区" for at in range(36)], "街道": "甲街道", "社区": "乙社区",
         "户数": ["10"] * 36},
        geometry=boxes, crs=CRS,
    ).to_crs(4490)  # fmt: skip
    if reading == "gcj02":
        frame.geometry = shapely.transform(frame.geometry.to_numpy(), gcj.apply)
    pyogrio.write_dataframe(frame, folder / "units.gpkg")
    return folder / "units.gpkg"


def middles() -> np.ndarray:
    """Return the true middles in degrees."""
    at = np.arange(36)
    mover = pyproj.Transformer.from_crs(CRS, 4490, always_xy=True)
    xy = (EAST + SIDE * (at % 6 + 0.5), NORTH + SIDE * (at // 6 + 0.5))
    return np.column_stack(mover.transform(*xy))


def ledger(folder: Path, points: np.ndarray) -> Path:
    with (folder / "台账.csv").open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["小区名称", "街道", "常住户数", "经度", "纬度"])
        writer.writerows([f"第{at}小区", "甲街道", 10, f"{east:.8f}", f"{north:.8f}"]
                         for at, (east, north) in enumerate(points))  # fmt: skip
    return folder / "台账.csv"


def found(done: Imported, code: str) -> dict[str, object]:
    (item,) = [item for item in done.findings if item.code == code]
    return dict(item.facts)


def test_points_in_bd09_are_told_and_converted(tmp_path: Path) -> None:
    points = gcj.apply_bd(gcj.apply(middles()))
    raw, table = units(tmp_path), ledger(tmp_path, points)
    said = found(run(Wish(tmp_path / "out", (raw,), (table,))), "IMPORT_POINTS_SHIFTED")
    assert (said["kind"], said["share_bd09"], said["share_true"]) == ("bd09", 100, 0)
    # by hand from the mean point: degrees times 111.32 km, eastings by the cosine of the latitude
    east, north = (points - middles()).mean(axis=0) * 111_320
    by_hand = np.hypot(east * np.cos(np.radians(39.9)), north)
    assert said["metres"] == pytest.approx(by_hand, rel=0.01)
    done = run(Wish(tmp_path / "out", (raw,), (table,), points_crs="bd09", accept=("all",)))
    assert done.written
    assert "IMPORT_POINT_ELSEWHERE" not in {item.code for item in done.findings}


@pytest.mark.parametrize("reading", ["true", "gcj02", "bd09", "layer"])
def test_the_shift_of_all_points_is_measured(reading: str) -> None:
    """Each reading is told from the others by the points alone."""
    placed = {
        "true": middles(),
        "gcj02": gcj.apply(middles()),
        "bd09": gcj.apply_bd(gcj.apply(middles())),
        "layer": gcj.undo(middles(), "gcj02"),
    }
    mover = pyproj.Transformer.from_crs(4490, CRS, always_xy=True)
    own = shapely.buffer(shapely.points(np.column_stack(mover.transform(*middles().T))), 60)
    seen = shift(placed[reading], own, pyproj.CRS(CRS))
    assert (seen.best, seen.inside[reading], seen.count) == (reading, 1.0, 36)


@pytest.mark.parametrize(
    ("layer", "limit", "code"),
    [("gcj02", "true", "IMPORT_LAYER_OFF"), ("true", "gcj02", "IMPORT_LIMIT_OFF")],
)
def test_a_layer_shifted_against_the_limit(
    tmp_path: Path, layer: str, limit: str, code: str
) -> None:
    """720 m square, moved by 500-600 m: most of both areas (52 ha each) lies apart."""
    (tmp_path / "limit").mkdir()
    outline = units(tmp_path / "limit", limit)
    done = run(Wish(tmp_path / "out", (units(tmp_path, layer),), limit=outline))
    said = found(done, code)
    assert said["undone"] == 0
    moved = gcj.shift_metres(*middles().mean(axis=0))
    common = np.prod(720 - np.abs(moved))
    assert said["true"] == pytest.approx(2 * (720**2 - common) / 1e4, abs=1)


def test_a_layer_that_fits_its_limit(tmp_path: Path) -> None:
    (tmp_path / "limit").mkdir()
    outline = units(tmp_path / "limit")
    assert run(Wish(tmp_path / "out", (units(tmp_path),), limit=outline)).written
