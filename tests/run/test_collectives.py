"""A plan that parts the members of a collective says so in its findings and on its page."""

import dataclasses
import json
from pathlib import Path

import geopandas as gpd
import pyogrio
import shapely

from redistrict import witness
from redistrict.run.propose import Wish, propose
from redistrict.verify import verify
from redistrict.witness import claims
from redistrict.witness.collectives import Body
from tests.map.test_page import data, minute
from tests.toys import toy
from tests.verify.proposal import CRS, frame

SCENARIO = """households_definition = "resident households"
as_of = "2026-09"
source = "toy"
lang = "zh"
[units]
path = "units.gpkg"
layer = "units"
id = "unit_id"
households = "households"
subdistrict = "parent"
community = "community"
[context]
collectives = { path = "units.gpkg", layer = "collectives", name = "name" }
[rules]
min = 1000
max = 3000
[goals]
actions = ["split", "merge"]
alternatives = ["split-merge"]
"""


def test_a_collective_that_the_plan_cuts_is_a_finding(tmp_path: Path) -> None:
    """A (3,600 households) must split; the land of one body is all of A, of the other all of B."""
    units = frame([toy("AAABB\nAAABB", {"A": 600, "B": 300})])
    pyogrio.write_dataframe(units, tmp_path / "units.gpkg", layer="units")
    lands = [shapely.union_all(units.geometry[units.community == key]) for key in "AB"]
    gpd.GeoDataFrame(
        {"name": ["东湖股份合作社", "西岸股份合作社"]}, geometry=lands, crs=CRS
    ).to_file(tmp_path / "units.gpkg", layer="collectives", engine="pyogrio")
    scenario = tmp_path / "toy.toml"
    scenario.write_text(SCENARIO, encoding="utf-8")
    out = tmp_path / "out"
    record = propose(scenario, out, Wish())
    assert record.totals.set_up == 1

    def found(folder: Path) -> list[dict[str, object]]:
        findings = json.loads((folder / "findings.json").read_text(encoding="utf-8"))
        return [item for item in findings if item["code"] == "PLAN_CUTS_COLLECTIVE"]

    (finding,) = found(out)
    assert finding["facts"]["names"] == ["东湖股份合作社"]
    assert found(out / "today") == []
    facts, claimed = witness.read(scenario), claims.read(out)
    assert facts.collectives == (
        Body("东湖股份合作社", frozenset(units.unit_id[units.community == "A"])),
        Body("西岸股份合作社", frozenset(units.unit_id[units.community == "B"])),
    )
    assert verify(facts, claimed) == ()
    silent = tuple(item for item in claimed.remarks if item["code"] != finding["code"])
    (told,) = verify(facts, dataclasses.replace(claimed, remarks=silent))
    assert told.code == "PLAN_REMARK_FALSE"
    assert (told.facts["found"], told.facts["expected"]) == ("-", "东湖股份合作社")
    page = (out / "map.html").read_text(encoding="utf-8")
    assert data(page)["plans"][0]["cuts"] == {"collectives": [0, 1]}
    assert any("集体经济组织" in text and "东湖" in text for text in minute(page)["limits"])
