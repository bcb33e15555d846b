"""Intake and witness read the same files by different ways and must say the same."""

import dataclasses
import json
import zipfile
from pathlib import Path

import geopandas as gpd
import openpyxl
import pandas as pd
import pyogrio
import pytest
import shapely

from redistrict import witness
from redistrict.domain.failure import Failure
from redistrict.domain.problem import Problem
from redistrict.domain.units import Contact
from redistrict.intake import district as intake_district
from redistrict.intake import problem as intake_problem
from redistrict.intake import scenario as intake_scenario
from redistrict.run.prepare import prepare
from redistrict.witness.facts import Witnessed
from tests.toys import toy
from tests.verify.proposal import frame

HEAD = """
households_definition = "resident households"
as_of = "2026-09"
source = "toy"
[rules]
min = 1000
max = 3000
"""
COLUMNS = """
id = "unit_id"
name = "name"
households = "households"
population = "population"
subdistrict = "parent"
community = "community"
group = "compound"
"""


def layer() -> gpd.GeoDataFrame:
    """Return a toy of 20 units with a hole, a unit without community, and a compound."""
    problem = toy("AABB\nAA.B\nCCDD\nCCDD\nCEEE", 250, groups={"a1": "G", "a2": "G"})
    return frame([problem])


def streets(width: float) -> gpd.GeoDataFrame:
    """Return the toy with a street around every unit."""
    found = layer()
    found["geometry"] = found.geometry.buffer(-width / 2, join_style="mitre")
    return found


def both(scenario: Path) -> tuple[tuple[Problem, ...], Witnessed]:
    read = intake_scenario.read(scenario)
    district = intake_district.read(read)
    facts = witness.read(scenario)
    without_scenario = {key: value for key, value in facts.digests.items() if key != scenario.name}
    assert dict(district.inputs) == without_scenario
    return intake_problem.problems(district, read, read.standard()), facts


def assert_agree(scenario: Path) -> tuple[Problem, ...]:
    planner, facts = both(scenario)
    assert facts.notices == ()
    assert [item.subdistrict for item in planner] == [item.subdistrict for item in facts.problems]
    for mine, theirs in zip(planner, facts.problems, strict=True):
        units = [dataclasses.replace(unit, counts=(), sensitive=False) for unit in mine.units]
        assert units == list(theirs.units)
        assert mine.communities == theirs.communities
        assert linked(mine) == linked(theirs)
        contacts = [{(e.a, e.b): e.contact for e in one.edges} for one in (mine, theirs)]
        assert contacts[0] == contacts[1]
        for name in ("rules", "change", "locks", "workload_target"):
            assert getattr(mine, name) == getattr(theirs, name)
    return planner


def linked(problem: Problem) -> set[tuple[str, str]]:
    return {(e.a, e.b) for e in problem.edges if e.contact is not Contact.BARRIER}


def write(folder: Path, text: str) -> Path:
    path = folder / "scenario.toml"
    path.write_text(HEAD + text, encoding="utf-8")
    return path


def units(path: str, more: str = "") -> str:
    return f'[units]\npath = "{path}"\n{COLUMNS}\n{more}\n'


def test_geopackage(tmp_path: Path) -> None:
    pyogrio.write_dataframe(layer(), tmp_path / "u.gpkg", layer="units")
    (problem,) = assert_agree(write(tmp_path, units("u.gpkg")))
    assert len(problem.units) == 20
    assert len(linked(problem)) == 31


def test_geojson_in_degrees(tmp_path: Path) -> None:
    pyogrio.write_dataframe(layer().to_crs(4326), tmp_path / "u.geojson", driver="GeoJSON")
    text = (tmp_path / "u.geojson").read_text(encoding="utf-8")
    document = json.loads(text)
    document.pop("crs", None)
    (tmp_path / "u.geojson").write_text(json.dumps(document), encoding="utf-8")
    assert_agree(write(tmp_path, units("u.geojson")))


@pytest.mark.parametrize("encoding", ["UTF-8", "GB18030"])
def test_shapefile(tmp_path: Path, encoding: str) -> None:
    found = layer()
    found["parent"] = "云泉街道"
    pyogrio.write_dataframe(found, tmp_path / "u.shp", driver="ESRI Shapefile", encoding=encoding)
    (problem,) = assert_agree(write(tmp_path, units("u.shp")))
    assert problem.subdistrict == "云泉街道"


def test_shapefile_in_a_zip(tmp_path: Path) -> None:
    pyogrio.write_dataframe(layer(), tmp_path / "u.shp", driver="ESRI Shapefile")
    with zipfile.ZipFile(tmp_path / "u.zip", "w") as archive:
        for path in sorted(tmp_path.glob("u.*")):
            if path.suffix != ".zip":
                archive.write(path, path.name)
    assert_agree(write(tmp_path, units("u.zip")))


def test_polygon_with_a_hole_in_a_shapefile(tmp_path: Path) -> None:
    found = layer()
    lake = shapely.Point(found.geometry[3].centroid).buffer(20)
    found.loc[3, "geometry"] = found.geometry[3].difference(lake)
    pyogrio.write_dataframe(found, tmp_path / "u.shp", driver="ESRI Shapefile")
    assert_agree(write(tmp_path, units("u.shp")))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_ledger_beside_the_layer(tmp_path: Path, kind: str) -> None:
    found = layer()
    ledger = pd.DataFrame({"编号": found["unit_id"], "户数": found["households"] + 7,
                           "老人": range(len(found))})  # fmt: skip
    pyogrio.write_dataframe(found, tmp_path / "u.gpkg", layer="units")
    if kind == "csv":
        ledger.to_csv(tmp_path / "ledger.csv", index=False)
    else:
        ledger.to_excel(tmp_path / "ledger.xlsx", index=False)
    text = f'[ledger]\npath = "ledger.{kind}"\nid = "编号"\nhouseholds = "户数"\n'
    text += '[workload]\nhouseholds = 1\n"老人" = 0.25\n'
    (problem,) = assert_agree(write(tmp_path, units("u.gpkg") + text))
    assert problem.units[0].households == 257
    assert problem.units[4].workload == 100 * 257 + 25 * 4


@pytest.mark.parametrize("lost", ["row", "unit"])
def test_ledger_that_does_not_fit_the_layer(tmp_path: Path, lost: str) -> None:
    """A unit without a row and a row without a unit are refused by the verifier's reader too."""
    found = layer()
    rows = pd.DataFrame({"id": found["unit_id"], "hh": found["households"]})
    (rows[1:] if lost == "row" else rows).to_csv(tmp_path / "l.csv", index=False)
    found = found if lost == "row" else found[1:]
    pyogrio.write_dataframe(found, tmp_path / "u.gpkg", layer="units")
    text = '[ledger]\npath = "l.csv"\nid = "id"\nhouseholds = "hh"\n'
    with pytest.raises(Failure) as caught:
        witness.read(write(tmp_path, units("u.gpkg") + text))
    assert {item.code for item in caught.value.findings} == {"WITNESS_UNIT_UNMATCHED"}


def test_ledger_alone_with_neighbours(tmp_path: Path) -> None:
    rows = [
        ["u1", "S", "A", 500, "u2"],
        ["u2", "S", "A", 700, "u1、u3"],
        ["u3", "S", "B", 900, "u2"],
    ]
    book = openpyxl.Workbook()
    for row in [["id", "parent", "community", "households", "beside"], *rows]:
        book.active.append(row)
    book.save(tmp_path / "l.xlsx")
    text = '[ledger]\npath = "l.xlsx"\nid = "id"\nhouseholds = "households"\n'
    text += 'subdistrict = "parent"\ncommunity = "community"\nneighbours = "beside"\n'
    (problem,) = assert_agree(write(tmp_path, text))
    assert linked(problem) == {("u1", "u2"), ("u2", "u3")}


@pytest.mark.parametrize(("contact", "count"), [("rook", 31), ("queen", 55), ("near", 31)])
def test_contact(tmp_path: Path, contact: str, count: int) -> None:
    pyogrio.write_dataframe(layer(), tmp_path / "u.gpkg", layer="units")
    text = f'[adjacency]\ncontact = "{contact}"\n'
    (problem,) = assert_agree(write(tmp_path, units("u.gpkg") + text))
    assert len(linked(problem)) == count


@pytest.mark.parametrize("gap", [19.0, 25.0, 40.0])
def test_near_across_streets(tmp_path: Path, gap: float) -> None:
    pyogrio.write_dataframe(streets(20), tmp_path / "u.gpkg", layer="units")
    text = f'[adjacency]\ncontact = "near"\nmax_gap_m = {gap}\n'
    (problem,) = assert_agree(write(tmp_path, units("u.gpkg") + text))
    assert len(linked(problem)) == {19.0: 0, 25.0: 31, 40.0: 31}[gap]


def test_barriers_and_bridges(tmp_path: Path) -> None:
    found = layer()
    west, _, east, north = found.total_bounds
    pyogrio.write_dataframe(found, tmp_path / "u.gpkg", layer="units")
    river = shapely.LineString([(west, north - 200), (east, north - 200)])
    shapes = [river, river.parallel_offset(100)]
    facts = {"kind": ["river", "path"], "name": ["清河", ""]}
    lines = gpd.GeoDataFrame(facts, geometry=shapes, crs=found.crs)
    pyogrio.write_dataframe(lines, tmp_path / "lines.gpkg", layer="lines")
    across = shapely.LineString([(west + 50, north - 150), (west + 50, north - 250)])
    bridge = gpd.GeoDataFrame({"name": ["桥"]}, geometry=[across], crs=found.crs)
    pyogrio.write_dataframe(bridge, tmp_path / "bridge.gpkg", layer="bridge")
    text = """
[[adjacency.barriers]]
path = "lines.gpkg"
reason = "river"
where = { kind = ["river"] }
name = "name"
[[adjacency.barriers]]
pairs = [["a1", "a2"]]
reason = "wall"
[[adjacency.bridges]]
path = "bridge.gpkg"
reason = "bridge"
[[adjacency.bridges]]
pairs = [["a1", "d4"]]
reason = "ferry"
"""
    (problem,) = assert_agree(write(tmp_path, units("u.gpkg") + text))
    assert ("a1", "d4") in linked(problem)
    assert ("a1", "a2") not in linked(problem)
    assert ("b1", "c1") in linked(problem)
    assert ("b4", "c4") not in linked(problem)


def test_ledger_of_communities_and_offices(tmp_path: Path) -> None:
    found = layer()
    found["office"] = ["A" if unit == "a2" else "" for unit in found["unit_id"]]
    pyogrio.write_dataframe(found, tmp_path / "u.gpkg", layer="units")
    rows = [["A", "甲", "是", "是", "note"], ["B", "乙", "否", "", ""], ["C", "丙", "", "否", "x"],
            ["D", "丁", "", "", ""], ["E", "戊", "", "", ""]]  # fmt: skip
    table = pd.DataFrame(rows, columns=["id", "name", "filed", "over", "why"])
    table.to_csv(tmp_path / "c.csv", index=False)
    text = '[community_ledger]\npath = "c.csv"\nid = "id"\nname = "name"\nfiled = "filed"\n'
    text += 'overloaded = "over"\noverload_evidence = "why"\n'
    text += '[[locks]]\nkind = "keeps"\nreason = "old name"\ncommunity = "甲"\n'
    (problem,) = assert_agree(write(tmp_path, units("u.gpkg", 'office = "office"') + text))
    first, second, third, *_ = problem.communities
    assert (first.anchor, first.name, first.overloaded) == ("a2", "甲", True)
    assert (second.filed, third.overloaded) == (False, False)


@pytest.mark.parametrize("unique", ["true", "false"])
def test_community_in_two_subdistricts(tmp_path: Path, unique: str) -> None:
    found = layer()
    found["parent"] = ["S" if unit[0] in "abc" else "T" for unit in found["unit_id"]]
    pyogrio.write_dataframe(found, tmp_path / "u.gpkg", layer="units")
    assert_agree(write(tmp_path, units("u.gpkg", f"community_unique = {unique}")))


def test_profile_and_widened_limits(tmp_path: Path) -> None:
    pyogrio.write_dataframe(layer(), tmp_path / "u.gpkg", layer="units")
    path = write(tmp_path, units("u.gpkg"))
    text = path.read_text(encoding="utf-8").replace("min = 1000\nmax = 3000", "about_percent = 5")
    path.write_text('profile = "yuquan-2023"\n' + text, encoding="utf-8")
    (problem,) = assert_agree(path)
    assert (problem.rules.changed_min, problem.rules.changed_max) == (950, 3150)


def test_a_system_that_is_not_published(tmp_path: Path) -> None:
    """Coordinates of a map service are not placed by the witness, and it says so."""
    pyogrio.write_dataframe(layer().to_crs(4326), tmp_path / "u.gpkg", layer="units")
    facts = witness.read(write(tmp_path, units("u.gpkg", 'crs = "gcj02"')))
    assert [finding.code for finding in facts.notices] == ["WITNESS_GROUND_STATED"]
    assert not facts.grounded


def test_roads_between_units(tmp_path: Path) -> None:
    """Both find the same named lines between units, across streets and along common borders."""
    for number, units_layer in enumerate((layer(), streets(20))):
        folder = tmp_path / str(number)
        folder.mkdir()
        pyogrio.write_dataframe(units_layer, folder / "u.gpkg", layer="units")
        west, south, east, north = units_layer.total_bounds
        middle = (west + east) / 2
        roads = gpd.GeoDataFrame(
            {"name": ["Road", "Road", "Way", None], "width": [12, 12, None, 12]},
            geometry=[
                shapely.LineString([(middle, south - 50), (middle, north - 200)]),
                shapely.LineString([(middle, north - 200), (middle, north + 50)]),
                shapely.LineString([(west - 50, south + 100), (middle, south + 100)]),
                shapely.LineString([(west - 50, south + 200), (east, south + 200)]),
            ],
            crs=units_layer.crs,
        )
        pyogrio.write_dataframe(roads, folder / "roads.gpkg", layer="roads")
        text = units("u.gpkg") + (
            '[context]\nroads = { path = "roads.gpkg", name = "name", width = "width" }\n'
            '[adjacency]\ncontact = "near"\n'
        )
        prepared = prepare(write(folder, text))
        facts = witness.read(folder / "scenario.toml")
        for mine, theirs in zip(prepared.problems, facts.problems, strict=True):
            lines = [{(e.a, e.b): e.lines for e in one.edges} for one in (mine, theirs)]
            assert lines[0] == lines[1]
            assert {name for names in lines[0].values() for name in names} == {"Road", "Way"}
        assert facts.unsure == {}
