"""Work, staff, rooms, walks and money of a whole run, told once more from the raw files."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import pyogrio
import pytest
import shapely

from redistrict import witness
from redistrict.domain.findings import Finding
from redistrict.domain.words import sentence
from redistrict.run.propose import Wish, propose
from redistrict.verify import Proposal, verify
from redistrict.verify.paper import Paper
from redistrict.verify.told import means
from redistrict.witness import claims
from redistrict.witness.claimed import Claimed, Printed
from redistrict.witness.facts import Witnessed
from redistrict.witness.paths import Paths
from tests.toys import toy
from tests.verify.forge import edit
from tests.verify.proposal import CRS, EAST, NORTH, frame

PROFILE = """
place = "toy"
year = 2026
households = "households"
source = "toy"
[title]
zh = "toy"
en = "toy"
[rules]
min = 1000
max = 3000
split_over = 3200
[staff]
households_per_worker_max = 80
minimum_staff = 5
committee_min = 5
committee_max = 9
grid_households_min = 300
grid_households_max = 500
source = "staff"
[facilities]
m2_per_100_households = 30
minimum_m2 = 300
aim_m2 = 600
aim_percent = 80
[money]
yuan_per_community = 250000
"""
SCENARIO = """
households_definition = "resident households"
as_of = "2026-09"
source = "toy"
lang = "en"
profile = "toy.toml"
[units]
path = "units.gpkg"
layer = "units"
id = "unit_id"
name = "name"
households = "households"
population = "population"
subdistrict = "parent"
community = "community"
office = "office"
[community_ledger]
path = "ledger.csv"
name = "name"
staff = "staff"
office_area_m2 = "room"
office_state = "state"
office_date = "date"
overload_evidence = "why"
facts = { committee = "committee" }
[context]
roads = { path = "units.gpkg", layer = "roads", name = "name" }
offices = { path = "units.gpkg", layer = "offices", community = "community", area = "m2", state = "state", date = "date", address = "address" }
[rules]
overload_over = 6000
[workload]
households = 1.0
population = 0.5
[work_items]
items = { statutory = 16, assisted = 28 }
weight = 2.5
source = "city list"
[visits]
small_under = 1500
small_per_year = 12
other_per_year = 6
weight = 0.1
source = "visits"
[goals]
actions = ["split", "merge"]
alternatives = ["split-merge"]
"""  # noqa: E501 - an inline table of TOML is one line
LEDGER = """name,staff,room,state,date,why,committee
A,20,700,在用,2010-05,,7
B,9,250.5,装修中,2026-12,,5
C,4,0,无,,,5
"""


def write(folder: Path) -> Path:
    """Write A (3,600 households, too much work), B and C (400), a road and two rooms."""
    problem = toy("AAABB\nAAABB\nCCCCC", {"A": 600, "B": 300, "C": 80})
    units = frame([problem])
    units["population"] = units["households"] * 2
    units["office"] = ["A" if key == "a1" else "B" if key == "a4" else "" for key in units.unit_id]
    pyogrio.write_dataframe(units, folder / "units.gpkg", layer="units")
    middle = dict(zip(units.unit_id, units.geometry.centroid, strict=True))
    west, east = (shapely.Point(EAST + at, NORTH - 90) for at in (0, 900))
    roads = [shapely.LineString([west, east]), shapely.LineString([middle["a1"], west]),
             shapely.LineString([middle["a4"], east])]  # fmt: skip
    gpd.GeoDataFrame({"name": ["one", "two", "three"]}, geometry=roads, crs=CRS).to_file(
        folder / "units.gpkg", layer="roads", engine="pyogrio"
    )
    rooms = gpd.GeoDataFrame(
        {"community": ["A", "", ""], "m2": [700.0, 0.0, 420.0], "state": ["在用", "无", "在建"],
         "date": ["", "", "2027-06"], "address": ["", "", "Long Street 1"]},
        geometry=[middle["a1"], middle["a3"], middle["b3"]], crs=CRS,
    )  # fmt: skip
    rooms.to_file(folder / "units.gpkg", layer="offices", engine="pyogrio")
    (folder / "ledger.csv").write_text(LEDGER, encoding="utf-8-sig")
    (folder / "toy.toml").write_text(PROFILE, encoding="utf-8")
    path = folder / "toy.scenario.toml"
    path.write_text(SCENARIO, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Witnessed, Claimed]:
    folder = tmp_path_factory.mktemp("supply")
    scenario = write(folder)
    propose(scenario, folder / "out", Wish())
    return witness.read(scenario), claims.read(folder / "out")


def facts(claimed: Claimed) -> Mapping[str, Mapping[str, Any]]:
    return {item["code"]: item["facts"] for item in claimed.resources}


def test_the_run_is_sound_and_says_everything(made: tuple[Witnessed, Claimed]) -> None:
    witnessed, claimed = made
    assert verify(witnessed, claimed) == ()
    assert {*facts(claimed)} == {
        "RESOURCE_WORKLOAD", "RESOURCE_ITEMS", "RESOURCE_VISITS", "RESOURCE_OVERLOAD_LOAD",
        "RESOURCE_STAFF", "RESOURCE_COMMITTEE", "RESOURCE_GRID_WORKERS", "RESOURCE_ROOMS",
        "RESOURCE_ROOMS_AIM", "RESOURCE_MONEY", "RESOURCE_WALK_ROADS",
    }  # fmt: skip


def test_the_index_by_hand(made: tuple[Witnessed, Claimed]) -> None:
    """A: 3,600 households, 7,200 residents, 44 items, 6 visits; C is small: 12 visits.

    Tables count ten times, so that all is whole; sentences say what the scenario weighs.
    """
    _, claimed = made
    told = facts(claimed)
    rows = {line.cells["community"]: line.cells for line in claimed.communities[0].lines}
    assert rows["A"]["index_before"] == str(36_000 + 36_000 + 44 * 25 + 3_600 * 6)
    assert rows["C"]["index_before"] == str(4_000 + 4_000 + 44 * 25 + 400 * 12)
    assert told["RESOURCE_OVERLOAD_LOAD"] == {
        "community": "A", "load": 9_470, "threshold": 6_000
    }  # fmt: skip
    assert told["RESOURCE_WORKLOAD"]["weights"] == [
        "households×1", "population×0.5", "work items×2.5", "visits a year×0.1"
    ]  # fmt: skip


def test_staff_rooms_and_money_by_hand(made: tuple[Witnessed, Claimed]) -> None:
    """One per 80 households, at least 5; 30 m2 per 100 households, at least 300."""
    _, claimed = made
    rows = {line.cells["community"]: line.cells for line in claimed.communities[0].lines}
    assert (rows["A"]["staff_needed_before"], rows["A"]["staff_gap_before"]) == ("45", "25")
    assert (rows["C"]["staff_needed_before"], rows["C"]["staff_gap_before"]) == ("5", "1")
    assert (rows["B"]["facility_needed_before"], rows["B"]["facility_gap_before"]) == ("360", "110")
    (new,) = (row for key, row in rows.items() if key not in "ABC")
    assert (new["office_area_m2"], new["office_state"], new["stage"]) == ("420", "在建", "")
    assert new["staff_gap_after"] == new["staff_needed_after"]
    money = facts(claimed)["RESOURCE_MONEY"]
    assert money["more"] == money["after"] - money["before"]


def spoilt(claimed: Claimed) -> Iterator[tuple[str, Claimed]]:
    """Yield every claim with one cell on supply or one fact of a resource changed."""
    for number, table in enumerate(claimed.communities):
        for at, line in enumerate(table.lines):
            for column in line.cells:
                if column != "name":
                    both = list(claimed.communities)
                    word = line.cells[column] + "1"
                    both[number] = edit(
                        table, lambda rows, a=at, c=column, w=word: rows[a].update({c: w})
                    )
                    yield f"{number} {at} {column}", replace(claimed, communities=tuple(both))
    for at, item in enumerate(claimed.resources):
        for key, value in item["facts"].items():
            if key == "community":
                continue
            other = [*value, "1"] if isinstance(value, list) else value + type(value)(1)
            changed = {**item, "facts": {**item["facts"], key: other}}
            rest = (*claimed.resources[:at], changed, *claimed.resources[at + 1 :])
            yield f"{item['code']} {key}", replace(claimed, resources=rest)
        rest = (*claimed.resources[:at], *claimed.resources[at + 1 :])
        yield item["code"], replace(claimed, resources=rest)


def test_whatever_is_changed_is_told(made: tuple[Witnessed, Claimed]) -> None:
    witnessed, claimed = made
    every = list(spoilt(claimed))
    assert len(every) > 300
    assert [name for name, one in every if not verify(witnessed, one)] == []


@pytest.mark.parametrize("column", ["area_m2_before", "area_m2_after"])
def test_areas_are_compared_where_they_were_measured(
    made: tuple[Witnessed, Claimed], column: str
) -> None:
    witnessed, claimed = made
    (table, *rest) = claimed.communities
    other = edit(table, lambda rows: rows[0].update({column: "1"}))
    wrong = replace(claimed, communities=(other, *rest))
    for grounded in (True, False):
        found = verify(replace(witnessed, grounded=grounded), wrong)
        assert (column in {item.place.column for item in found}) is grounded


def test_ways_along_the_roads() -> None:
    """A bay between two shores: 300 m down, 400 along, 300 up; straight where that is shorter."""
    line = shapely.LineString([(0, 300), (0, 0), (400, 0), (400, 300)])
    paths = Paths({"a": (0.0, 300.0), "b": (400.0, 300.0), "c": (30.0, 310.0)}, [line])
    assert paths.metres("a", "b") == 1000.0
    assert paths.metres("c", "a") == pytest.approx((30**2 + 10**2) ** 0.5)
    assert Paths(paths.points).metres("a", "b") == 400.0


def test_a_summary_that_prints_another_number(made: tuple[Witnessed, Claimed]) -> None:
    """The folder's own lines are accepted; a digit more on any of them is told."""
    witnessed, claimed = made
    tongue = claimed.statement["language"]
    due = []
    for item in claimed.resources:
        facts = {key: tuple(value) if isinstance(value, list) else value
                 for key, value in item["facts"].items()}  # fmt: skip
        due.append(sentence(Finding(item["code"], facts=facts), tongue))
    proposal = Proposal(witnessed, (claimed,), "")
    for at in range(-1, len(due)):
        lines = tuple(f"{line}1" if at == place else line for place, line in enumerate(due))
        paper = Paper(proposal, claimed.alternative, Printed("summary.txt", lines=lines))
        assert [item.code for item in means(paper)] == ["PRINTED_RESOURCE"] * (at >= 0)
