"""The same real district in the forms that bureaus send it: one plan, whatever the file."""

import dataclasses
from pathlib import Path

import geopandas as gpd
import pyogrio
import pytest
import shapely

from redistrict.domain.failure import Failure
from redistrict.domain.problem import Problem
from redistrict.domain.units import Contact
from redistrict.intake import district, problem, scenario
from redistrict.run.importing import Wish as ImportWish
from redistrict.run.importing import run
from redistrict.run.propose import Wish, propose

pytestmark = pytest.mark.acceptance

PART = "大同區"
UNITS = "units.csv"
KEPT = {"unit_id": "编号", "households": "户数", "parent_name": "街道", "community_id": "社区"}
FORMS = {
    "GBK shapefile without .cpg": (3826, "GBK", "", False),
    "EPSG:3826 stated, no .prj": (3826, "UTF-8", "EPSG:3826", True),
    "CGCS2000 zone 40 with prefix": (4528, "UTF-8", "", True),
    "CGCS2000 CM 120E without prefix": (4549, "GBK", "", False),
    "CGCS2000 6-degree zone 21 with prefix": (4499, "UTF-8", "", True),
    "CGCS2000 6-degree CM 123E without prefix": (4510, "GBK", "", False),
    "northing first": (4549, "UTF-8", "EPSG:4549,swap", True),
    "degrees": (4490, "UTF-8", "", True),
}


@pytest.fixture(scope="module")
def original(shared_data: Path) -> gpd.GeoDataFrame:
    frame = pyogrio.read_dataframe(shared_data / "taipei" / "units.gpkg", layer="units")
    part = frame[frame["parent_name"] == PART].rename(columns=KEPT)
    return part[[*KEPT.values(), "geometry"]].reset_index(drop=True)


def scenario_of(folder: Path, units: str) -> Path:
    path = folder / "scenario.toml"
    path.write_text(
        f"""households_definition = "registered households"
as_of = "2017-06"
source = "open data"
[units]
path = "{units}"
id = "id"
households = "households"
subdistrict = "subdistrict"
community = "community"
[rules]
min = 1000
max = 3000
[goals]
alternatives = ["least-change"]
""",
        encoding="utf-8",
    )
    return path


def written(frame: gpd.GeoDataFrame, folder: Path, form: str) -> tuple[Path, str]:
    """Write the shapefile of a form; return it and the system that the planner states."""
    code, encoding, stated, cpg = FORMS[form]
    moved = frame.to_crs(code)
    if stated.endswith("swap"):
        moved.geometry = moved.geometry.map(_turned)
    path = folder / "raw.shp"
    pyogrio.write_dataframe(moved, path, driver="ESRI Shapefile", encoding=encoding)
    if not cpg:
        path.with_suffix(".cpg").unlink()
    if stated:
        path.with_suffix(".prj").unlink()
    return path, stated


def _turned(shape: object) -> object:
    return shapely.transform(shape, lambda points: points[:, ::-1])


def problem_of(folder: Path, units: str) -> Problem:
    read = scenario.read(scenario_of(folder, units))
    (found,) = problem.problems(district.read(read), read, None)
    return found


def plain(found: Problem) -> tuple[object, ...]:
    """Return all that decides a plan but places and areas, which differ by the projection."""
    units = [(u.id, u.households, u.subdistrict, u.community) for u in found.units]
    edges = [(e.a, e.b) for e in found.edges if e.contact is not Contact.BARRIER]
    return units, edges, [(c.id, c.units) for c in found.communities]


@pytest.fixture(scope="module")
def reference(original: gpd.GeoDataFrame, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reference")
    own = dict(zip(KEPT.values(), ("id", "households", "subdistrict", "community"), strict=True))
    pyogrio.write_dataframe(original.rename(columns=own), folder / "units.gpkg", layer="units")
    return folder


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_problem(
    form: str, original: gpd.GeoDataFrame, reference: Path, tmp_path: Path
) -> None:
    raw, stated = written(original, tmp_path, form)
    wish = ImportWish(tmp_path / "clean", (raw,), crs=(stated,), accept=("all",))
    if not FORMS[form][3]:  # traditional signs in GBK may be Big5, too: it is asked
        with pytest.raises(Failure) as caught:
            run(wish)
        (unclear,) = caught.value.findings
        assert unclear.code == "FILE_ENCODING_UNCLEAR"
        assert unclear.facts["readings"] == (f"GB18030: {PART}",)
        wish = dataclasses.replace(wish, encoding=("GBK",))
    done = run(wish)
    assert done.written, {item.code for item in done.findings}
    assert plain(problem_of(tmp_path, "clean/units.gpkg")) == plain(
        problem_of(reference, "units.gpkg")
    )


@pytest.fixture(scope="module")
def solved(reference: Path) -> bytes:
    propose(scenario_of(reference, "units.gpkg"), reference / "plan", Wish())
    return (reference / "plan" / UNITS).read_bytes()


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_plan(
    form: str, original: gpd.GeoDataFrame, solved: bytes, tmp_path: Path
) -> None:
    """Solved from each form; who goes where is the same to the byte."""
    raw, stated = written(original, tmp_path, form)
    encoding = "" if FORMS[form][3] else "GBK"
    wish = ImportWish(
        tmp_path / "clean", (raw,), crs=(stated,), accept=("all",), encoding=(encoding,)
    )
    assert run(wish).written
    propose(scenario_of(tmp_path, "clean/units.gpkg"), tmp_path / "plan", Wish())
    assert (tmp_path / "plan" / UNITS).read_bytes() == solved


def test_round_trip(original: gpd.GeoDataFrame, reference: Path, tmp_path: Path) -> None:
    """What was imported, imported again: same units, households, neighbours."""
    assert run(ImportWish(tmp_path / "once", (reference / "units.gpkg",), accept=("all",))).written
    assert run(ImportWish(tmp_path / "twice", (tmp_path / "once" / "units.gpkg",))).written
    first = plain(problem_of(tmp_path, "once/units.gpkg"))
    assert plain(problem_of(tmp_path, "twice/units.gpkg")) == first
    assert first == plain(problem_of(reference, "units.gpkg"))
    assert len(first[0]) == len(original)  # type: ignore[arg-type]
