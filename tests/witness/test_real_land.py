"""Real shapes with real barriers: the two derivations of adjacency agree beside the doubtful."""

import shutil
from pathlib import Path

import geopandas as gpd
import pyogrio
import pytest

from redistrict import witness
from redistrict.domain.units import Contact
from redistrict.intake import district as intake_district
from redistrict.intake import problem as intake_problem
from redistrict.intake import scenario as intake_scenario

pytestmark = pytest.mark.acceptance

STATED = 'households_definition = "h"\nas_of = "2026-09"\nsource = "s"\n'
COLUMNS = """id = "unit_id"
households = "households"
subdistrict = "parent_name"
"""
DOUBTED = 0.05
"""Share of pairs across gaps that face each other from one of two equally near places alone:
the planner may start from either, so that the witness takes both answers."""
BAND = "[rules]\nmin = 1\nmax = 3000\n"


def compare(scenario: Path) -> tuple[int, int]:
    """Return how many pairs are linked, and how many rounding decides; all others must agree."""
    read = intake_scenario.read(scenario)
    planner = intake_problem.problems(intake_district.read(read), read, read.standard())
    facts = witness.read(scenario)
    count = 0
    for mine, theirs in zip(planner, facts.problems, strict=True):
        linked = [
            {(edge.a, edge.b) for edge in one.edges if edge.contact is not Contact.BARRIER}
            for one in (mine, theirs)
        ]
        assert (linked[0] ^ linked[1]) - facts.doubtful == set()
        assert [(unit.easting, unit.area) for unit in mine.units] == [
            (unit.easting, unit.area) for unit in theirs.units
        ]
        kinds = [{(edge.a, edge.b, edge.contact) for edge in one.edges} for one in (mine, theirs)]
        assert {kind[:2] for kind in kinds[0] ^ kinds[1]} - facts.doubtful == set()
        count += len(linked[0])
    return count, len(facts.doubtful)


def units(source: Path, layer: str, folder: Path) -> str:
    """Write a layer as units of one subdistrict; return its table for the scenario."""
    found = pyogrio.read_dataframe(source, layer=layer)[["geometry"]].explode()
    found = gpd.GeoDataFrame(geometry=found.geometry.to_numpy(), crs=found.crs)
    found = found[found.geometry.is_valid & (found.geometry.area > 30)]
    found["unit_id"] = [f"u{number:03}" for number in range(len(found))]
    found["households"], found["parent_name"] = 50, "S"
    pyogrio.write_dataframe(found, folder / "u.gpkg", layer="units")
    return f'[units]\npath = "u.gpkg"\n{COLUMNS}'


@pytest.mark.parametrize("gap", [16, 40])
def test_buildings_across_streets(shared_data: Path, tmp_path: Path, gap: int) -> None:
    source = shared_data / "osm_cn/beijing_qinghuadonglu.gpkg"
    shutil.copy(source, tmp_path / "context.gpkg")
    text = STATED + units(source, "buildings", tmp_path) + BAND
    text += f'[adjacency]\ncontact = "near"\nmax_gap_m = {gap}\n'
    text += '[[adjacency.barriers]]\npath = "context.gpkg"\nlayer = "waterways"\nreason = "r"\n'
    text += '[[adjacency.barriers]]\npath = "context.gpkg"\nlayer = "roads"\nreason = "road"\n'
    text += 'where = { highway = ["primary", "trunk", "secondary"] }\nname = "name"\n'
    (tmp_path / "s.toml").write_text(text, encoding="utf-8")
    linked, doubtful = compare(tmp_path / "s.toml")
    assert linked > 100
    assert doubtful < linked * DOUBTED


@pytest.mark.parametrize("contact", ["rook", "queen", "near"])
def test_blocks_between_roads(shared_data: Path, tmp_path: Path, contact: str) -> None:
    source = shared_data / "osm_cn/shanghai_huangpu.gpkg"
    text = STATED + units(source, "blocks_derived", tmp_path) + BAND
    text += f'[adjacency]\ncontact = "{contact}"\n'
    (tmp_path / "s.toml").write_text(text, encoding="utf-8")
    linked, doubtful = compare(tmp_path / "s.toml")
    assert linked > 200
    assert doubtful < linked * DOUBTED


def test_levees_and_roads_of_taipei(shared_data: Path, tmp_path: Path) -> None:
    folder = (shared_data / "taipei").as_posix()
    text = STATED + f'[units]\npath = "{folder}/units.gpkg"\n{COLUMNS}' + BAND
    text += f'[[adjacency.barriers]]\npath = "{folder}/barriers.gpkg"\nlayer = "levees"\n'
    text += 'reason = "levee"\nname = "name"\n'
    text += f'[[adjacency.barriers]]\npath = "{folder}/barriers.gpkg"\n'
    text += 'layer = "roads_osm_xinyi"\nreason = "road"\n'
    (tmp_path / "s.toml").write_text(text, encoding="utf-8")
    linked, doubtful = compare(tmp_path / "s.toml")
    assert linked > 30_000
    assert doubtful < linked / 300
