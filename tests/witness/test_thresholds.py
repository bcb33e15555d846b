"""Limits of the witness's own rules, a little to each side of the edge."""

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pyproj
import pytest
import shapely

from redistrict.domain.units import Contact
from redistrict.witness import collectives, crossings, derived, digests, district, estimates, ground
from redistrict.witness.contacts import Meeting
from redistrict.witness.imports import Unit
from redistrict.witness.keys import Keys

CRS = "EPSG:4547"


def wrong(cells: dict[str, Any], points: dict[str, Any], limit: Any) -> dict[str, dict[str, Any]]:
    """Return code and facts of what derived ground is told for."""
    return {item.code: {"unit": item.place.unit, **item.facts}
            for item in derived.check(cells, points, limit)}  # fmt: skip


WEST, EAST = shapely.box(0, 0, 100, 100), shapely.box(100, 0, 200, 100)
BOTH = shapely.box(0, 0, 200, 100)


@pytest.mark.parametrize(("metres", "told"), [(0.009, False), (0.011, True)])
def test_cells_that_overlap_by_a_square_metre(metres: float, told: bool) -> None:
    cells = {"a": WEST, "b": shapely.box(100 - metres, 0, 200, 100)}
    assert ("WITNESS_GROUND_OVERLAP" in wrong(cells, {}, BOTH)) is told


@pytest.mark.parametrize(("east", "told"), [(105.24, False), (105.26, True)])
def test_a_point_nearer_to_another_cell_by_half_a_metre(east: float, told: bool) -> None:
    cells = {"a": WEST, "b": shapely.box(110, 0, 200, 100)}
    points = {"a": shapely.Point(east, 50), "b": shapely.Point(150, 50)}
    found = wrong(cells, points, BOTH).get("WITNESS_GROUND_POINT")
    assert found == ({"unit": "a", "other": "b"} if told else None)
    lost = wrong({"a": WEST}, {"b": shapely.Point(50, 50)}, WEST)
    assert lost["WITNESS_GROUND_POINT"] == {"unit": "b", "other": "a"}


@pytest.mark.parametrize(("beyond", "m2"), [(1.9, 0), (2.1, 210)])
def test_a_cell_two_percent_beyond_the_limit(beyond: float, m2: int) -> None:
    found = wrong({"a": WEST}, {}, shapely.box(0, 0, 100 - beyond, 100))
    assert found == ({"WITNESS_GROUND_BEYOND": {"unit": "a", "m2": m2}} if m2 else {})


@pytest.mark.parametrize(("west", "told"), [(-149.9, False), (-150.9, True)])
def test_without_a_limit_cells_reach_150_metres_around_the_points(west: float, told: bool) -> None:
    points = {str(at): shapely.Point(x, y) for at, (x, y) in enumerate(
        ((0, 0), (0, 100), (100, 0), (100, 100)))}  # fmt: skip
    assert ("WITNESS_GROUND_BEYOND" in wrong({"a": shapely.box(west, 40, west + 1, 60)}, points,
                                             None)) is told  # fmt: skip
    assert wrong({"a": WEST}, {}, None) == {}


@pytest.mark.parametrize(("wide", "told"), [(10.9, None), (11.1, {"count": 1, "m2": 1110})])
def test_blocks_of_1100_square_metres_left_out(wide: float, told: Any) -> None:
    limit = shapely.box(0, 0, 100 + wide, 100)
    found = wrong({"a": WEST}, {"a": shapely.Point(50, 50)}, limit).get("WITNESS_GROUND_LEFT")
    assert found == (told and {"unit": "", **told})
    assert wrong({"a": WEST}, {}, limit) == {}


def unit(key: str, households: int, source: str = "ledger") -> Unit:
    return Unit(key, "", 0, (), households, source, "", "")


@pytest.mark.parametrize(
    ("known", "households", "floors", "told"),
    [
        (10, 20, "2", None), (10, 21, "2", {"clean": 21, "right": 20}),
        (10, 10, "", None), (10, 10, "many", None), (9, 20, "2", {"clean": 20, "right": 0}),
        (10, 20, "2层", {"clean": 20, "right": 10}),
    ],
)  # fmt: skip
def test_an_estimate_is_the_median_of_ten(
    known: int, households: int, floors: str, told: Any
) -> None:
    """Ten households on each building of one floor; an outlier does not move the median."""
    units = {str(at): unit(str(at), 10 if at else 5000) for at in range(known)}
    units["x"] = unit("x", households, "estimate")
    shapes = {key: shapely.box(at * 20, 0, at * 20 + 10, 10) for at, key in enumerate(units)}
    buildings = estimates.Buildings(
        np.array(list(shapes.values()), dtype=object), ("1",) * known + (floors,)
    )
    found = [(item.place.unit, dict(item.facts))
             for item in estimates.check(units, shapes, buildings)]  # fmt: skip
    assert found == ([("x", told)] if told else [])


@pytest.mark.parametrize(
    ("east", "north", "code"),
    [
        (73.01, 30, 4534), (72.99, 30, 32643), (76.4, 30, 4534), (76.6, 30, 4535),
        (135.99, 40, 4554), (136.01, 40, 32653), (100, 3.01, 4542), (100, 2.99, 32647),
        (100, 53.99, 4542), (100, 54.01, 32647), (10, -30, 32732), (10, 0.01, 32632),
        (179.99, 10, 32660), (-179.99, 10, 32601), (-0.01, 10, 32630), (0.01, 10, 32631),
    ],
)  # fmt: skip
def test_the_zone_in_which_lengths_are_true(east: float, north: float, code: int) -> None:
    shapes = np.array([shapely.box(east - 1e-3, north - 1e-3, east + 1e-3, north + 1e-3)])
    found = ground.working(shapes, pyproj.CRS.from_epsg(4326))
    assert found.to_epsg() == code


def barred(folder: Path, *ends: tuple[float, float], **adjacency: Any) -> Meeting:
    """Return how two units with a border of 100 m at x = 100 meet beside a line."""
    frame = gpd.GeoDataFrame({"n": ["r"]}, geometry=[shapely.LineString(ends)], crs=CRS)
    frame.to_file(folder / "l.gpkg", layer="l", engine="pyogrio")
    found = {(0, 1): Meeting(Contact.BORDER, shapely.LineString([(100, 0), (100, 100)]), 100.0)}
    table = {"barriers": [{"path": "l.gpkg"}], **adjacency}
    shapes = np.array([WEST, EAST], dtype=object)
    place = crossings.Place(["a", "b"], shapes, ground._system(CRS), folder)
    crossings.apply(found, Keys(folder / "s.toml", "adjacency", table), place)
    return found[0, 1]


@pytest.mark.parametrize(("away", "kind"), [(4.9, Contact.BARRIER), (5.1, Contact.BORDER)])
def test_a_barrier_runs_along_within_five_metres(
    tmp_path: Path, away: float, kind: Contact
) -> None:
    line = (100 + away, -50), (100 + away, 150)
    assert barred(tmp_path, *line).contact is kind
    assert barred(tmp_path, *line, barrier_within_m=6).contact is Contact.BARRIER


@pytest.mark.parametrize(
    ("free", "kind", "doubtful"),
    [(0.9, Contact.BARRIER, False), (1.0, Contact.BARRIER, True), (1.04, Contact.BARRIER, True),
     (1.1, Contact.BORDER, False)],
)  # fmt: skip
def test_a_metre_left_free_by_a_barrier_stays_a_border(
    tmp_path: Path, free: float, kind: Contact, doubtful: bool
) -> None:
    """The barrier ends five metres earlier: so far it reaches beyond its end."""
    found = barred(tmp_path, (100, -50), (100, 95 - free))
    assert (found.contact, found.doubtful) == (kind, doubtful)


@pytest.mark.parametrize(("away", "kind"), [(49, Contact.BRIDGE), (51, Contact.BARRIER)])
def test_a_bridge_reaches_fifty_metres(tmp_path: Path, away: float, kind: Contact) -> None:
    bridge = shapely.LineString([(-away, 50), (200 + away, 50)])
    frame = gpd.GeoDataFrame({"n": ["b"]}, geometry=[bridge], crs=CRS)
    frame.to_file(tmp_path / "b.gpkg", layer="b", engine="pyogrio")
    found = barred(tmp_path, (100, -50), (100, 150), bridges=[{"path": "b.gpkg"}])
    assert found.contact is kind


@pytest.mark.parametrize(
    ("edge", "inside", "doubtful"),
    [(3.9, True, False), (4.1, True, True), (5.9, False, True), (6.1, False, False)],
)
def test_a_body_within_a_metre_of_an_inner_point_is_doubtful(
    tmp_path: Path, edge: float, inside: bool, doubtful: bool
) -> None:
    frame = gpd.GeoDataFrame({"n": [" 一组 "]}, geometry=[shapely.box(edge, -50, 90, 50)], crs=CRS)
    frame.to_file(tmp_path / "c.gpkg", layer="c", engine="pyogrio")
    land = ground.Ground(np.array([shapely.box(0, 0, 10, 10)]), ground._system(CRS))
    stated = {"collectives": {"path": "c.gpkg", "name": "n"}}
    keys = Keys(tmp_path / "s.toml", "", {"context": stated})
    assert collectives.read(keys, tmp_path, ["u"], land) == (
        collectives.Body("一组", frozenset({"u"} if inside else ()), doubtful),
    )
    assert collectives.read(keys, tmp_path, ["u"], None) is None
    assert collectives.read(Keys(tmp_path, "", {}), tmp_path, ["u"], land) == ()


def test_the_digest_of_a_shapefile_is_that_of_all_its_files(tmp_path: Path) -> None:
    """In upper and lower case; other files beside it do not count."""
    path = tmp_path / "u.shp"
    path.write_bytes(b"shp")
    alone = digests.of_input(path)
    assert alone == digests.of_input(path.rename(tmp_path / "u.bin").rename(path))
    seen = {alone}
    for suffix in ("shx", "dbf", "prj", "cpg", "SHX", "DBF", "PRJ", "CPG"):
        path.with_suffix(f".{suffix}").write_bytes(b"x")
        seen.add(digests.of_input(path))
    assert len(seen) == 9
    path.with_suffix(".qix").write_bytes(b"x")
    assert digests.of_input(path) in seen
    path.with_suffix(".dbf").write_bytes(b"y")
    assert digests.of_input(path) not in seen


@pytest.mark.parametrize("broken", ["[]", '{"settings": [], "inputs": 3, "outputs": null}',
                                    '{"settings": {"subdistricts": "North"}}'])  # fmt: skip
def test_a_manifest_of_another_form_lists_nothing(tmp_path: Path, broken: str) -> None:
    (tmp_path / "manifest.json").write_text(broken, encoding="utf-8")
    assert digests.read(tmp_path) == digests.Manifest({}, {})


def test_the_check_code_is_that_of_inputs_and_plan(tmp_path: Path) -> None:
    """What prints it, the dossier and later levels are left out; every other file counts."""
    code = "1d07-f02f-1a1f"
    (tmp_path / "manifest.json").write_text(
        json.dumps({"settings": {"subdistricts": ["North"]}, "inputs": {"u.csv": "1"},
                    "outputs": {"units.csv": "2"}, "scenario": "s.toml", "check_code": code}),
        encoding="utf-8",
    )  # fmt: skip
    manifest = digests.read(tmp_path)
    assert (manifest.scenario, manifest.subdistricts, manifest.code) == (
        "s.toml", ("North",), code,
    )  # fmt: skip

    def due(**outputs: str) -> str:
        every = {"units.csv": "2"} | {name.replace("_", "."): value
                                      for name, value in outputs.items()}  # fmt: skip
        named = {name.replace(":", "/"): value for name, value in every.items()}
        (found,) = digests.code_differs(digests.Manifest({"u.csv": "1"}, named))
        return str(found.facts["code"])

    plain = due()
    assert due(map_html="3", summary_txt="4") == plain
    assert due(**{"dossier:a_docx": "5", "levels:b_json": "6", "today:map_html": "7"}) == plain
    assert due(**{"today:units_csv": "8"}) != plain
    assert due(problem_json="9") != plain
    assert (
        digests.code_differs(digests.Manifest({"u.csv": "1"}, {"units.csv": "2"}, code=plain)) == ()
    )


def test_every_file_that_a_scenario_names_has_its_digest(tmp_path: Path) -> None:
    """With the names beside an earlier plan and the record of an import, where they are there."""
    scenario = {
        "plan": "p/units.csv", "units": {"path": "u.gpkg"}, "ledger": {"path": "l.csv"},
        "community_ledger": {"path": "c.csv"}, "sites": {"path": "s.csv"},
        "baseline": {"path": "b.csv"}, "context": {"roads": {"path": "r.gpkg"}, "rivers": {}},
        "adjacency": {"barriers": [{"path": "w.gpkg"}, {}], "bridges": [{"path": "g.gpkg"}]},
    }  # fmt: skip
    keys = Keys(tmp_path / "s.toml", "", scenario)
    named = {"p/units.csv", "u.gpkg", "l.csv", "c.csv", "s.csv", "b.csv", "r.gpkg", "w.gpkg",
             "g.gpkg"}  # fmt: skip
    found = district._digests(keys, tmp_path)
    assert found == dict.fromkeys(named, "")
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "communities.csv").write_text("x", encoding="utf-8")
    (tmp_path / "import.json").write_text('{"output": {"file": "l.csv"}}', encoding="utf-8")
    more = district._digests(keys, tmp_path)
    assert more.keys() == named | {"p/communities.csv", "import.json"}
    assert {name for name, digest in more.items() if digest} == more.keys() - named
    (tmp_path / "import.json").write_text('{"output": {"file": "other.csv"}}', encoding="utf-8")
    assert "import.json" not in district._digests(keys, tmp_path)


def test_files_of_a_folder_beside_its_manifest(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "run.log", "SHA256SUMS", "manifest.json"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    manifest = digests.Manifest({}, {"a.txt": "0", "c.txt": "0"})
    found = digests.outputs_differ(tmp_path, manifest)
    assert [(item.code, item.place.file) for item in found] == [
        ("CHECKSUM_OUTPUT_DIFFERS", "a.txt"), ("CHECKSUM_FILE_FOREIGN", "b.txt"),
        ("CHECKSUM_FILE_MISSING", "c.txt"),
    ]  # fmt: skip


def test_inputs_beside_those_of_the_manifest() -> None:
    manifest = digests.Manifest({"a": "1", "b": "2", "c": "3"}, {})
    found = digests.inputs_differ({"a": "1", "b": "0", "d": "4"}, manifest)
    assert [(item.code, item.place.file) for item in found] == [
        ("CHECKSUM_INPUT_DIFFERS", "b"), ("CHECKSUM_INPUT_MISSING", "c"),
        ("CHECKSUM_INPUT_UNLISTED", "d"),
    ]  # fmt: skip
