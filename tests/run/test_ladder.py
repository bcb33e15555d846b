"""Every step of the ladder in a whole run: stairwells, residents' groups, street offices."""

from pathlib import Path

import openpyxl
import pyogrio
import pytest

from redistrict.domain.exits import Exit
from redistrict.domain.level import LEVELS
from redistrict.domain.outcome import Why
from redistrict.domain.plan import Kind
from redistrict.domain.record import Record
from redistrict.domain.words import sentence
from redistrict.report.map.minute import minute
from redistrict.report.text.summary import summary
from redistrict.run.dossier import make_dossier
from redistrict.run.propose import Wish, propose
from redistrict.run.verify import verify
from redistrict.store.read import read_folder
from tests.toys import toy
from tests.verify.proposal import frame

HEAD = """
title = "ladder"
households_definition = "resident households"
as_of = "2026-09"
source = "toy"
lang = "zh"
level = "{level}"
[units]
path = "units.gpkg"
layer = "units"
id = "unit_id"
name = "name"
households = "households"
subdistrict = "parent"
community = "community"
[rules]
min = {low}
max = {high}
"""
LOWER = """
[goals]
alternatives = ["least-change"]
order = ["0a", "0b", "3"]
"""


def planned(folder: Path, drawing: str, households: object, text: str) -> tuple[Record, str]:
    """Return the record of a run on a toy and its summary in Chinese; the folder is verified."""
    layer = frame([toy(drawing, households)])  # type: ignore[arg-type]  # as toy takes it
    pyogrio.write_dataframe(layer, folder / "units.gpkg", layer="units")
    scenario = folder / "ladder.toml"
    scenario.write_text(text, encoding="utf-8")
    record = propose(scenario, folder / "out", Wish())
    assert verify(folder / "out").exit_code is Exit.DONE
    return record, summary(record, record.statement.tongue)


@pytest.mark.parametrize(
    ("level", "low", "high", "households", "word"),
    [
        ("group", 15, 50, [[18, 22, 9, 31], [12, 27, 16, 20], [24, 8, 19, 14]], "居民小组"),
        ("stairwell", 8, 14, [[2, 3, 2, 4], [4, 2, 3, 2], [3, 2, 4, 3]], "楼门"),
    ],
)
def test_the_steps_below_the_grid(
    tmp_path: Path, level: str, low: int, high: int, households: list[list[int]], word: str
) -> None:
    """From nothing: buildings to groups of 15 to 50 households, floors to stairwells."""
    head = HEAD.format(level=level, low=low, high=high)
    record, text = planned(tmp_path, "....\n....\n....", households, head + LOWER)
    sizes = [row.after.households for row in record.communities if row.after]
    assert sum(sizes) == sum(map(sum, households))
    assert len(sizes) > 1
    assert all(low <= size <= high for size in sizes)
    assert (record.totals.communities_before, record.totals.out_of_band) == (0, 0)
    assert f"首次划分{word}：共划分{len(sizes)}个，" in text
    assert "0户" not in text.replace(f"{sum(sizes)}户", "").replace("50户", "")
    told = minute(read_folder(tmp_path / "out"), record, record.statement.tongue, public=False)
    said = {part["key"]: [line["text"] for line in part["lines"]] for part in told}
    parent = LEVELS[level].words["zh"]["街道"]
    assert said["streets"] == [f"Toy：首次划分，共{len(sizes)}个{word}"]
    assert said["moves"] == [f"此前没有划分{word}，{sum(sizes)}户全部首次划入。"]
    assert f"不涉及{parent}界线。" in said["limits"]
    assert "office" not in said
    assert "选举" not in "".join(said["next"])
    assert (tmp_path / "out" / "map.html").is_file()


STREETS = (
    'profile = "toy.toml"\n'
    + HEAD.format(level="street", low=1000, high=3000)
    + """
merge_under = 1000
split_over = 3200
overload_over = 30000
area_max_km2 = {area}
[workload]
area = 1.0
[community_ledger]
path = "streets.csv"
name = "name"
frozen = "held"
office_area_m2 = "room"
[goals]
actions = ["split", "merge"]
alternatives = ["split-merge"]
"""
)
STANDARD = """
place = "toy"
year = 2026
households = "people"
source = "toy"
[title]
zh = "toy"
en = "toy"
[rules]
min = 1
max = 2
[facilities]
m2_per_100_households = 30
street_centre_m2 = 1000
"""
SIZES = [[600, 600, 600, 1700], [600, 600, 600, 1700], [200, 200, 400, 400], [150, 150, 400, 400]]


def streets(folder: Path, area: float) -> tuple[dict[str, Kind], Record, str]:
    """A large in people and land, B in people alone, C small, D small and historic, E usual."""
    held = "name,held,room\nA,,999\nB,,1000\nC,,\nD,老城历史街区,500\nE,,2000\n"
    (folder / "toy.toml").write_text(STANDARD, encoding="utf-8")
    (folder / "streets.csv").write_text(held, encoding="utf-8-sig")
    text = STREETS.replace("{area}", str(area))
    record, said = planned(folder, "AAAB\nAAAB\nCCEE\nDDEE", SIZES, text)
    return {row.id: row.kind for row in record.communities}, record, said


def test_street_offices(tmp_path: Path) -> None:
    """Large in people and area: split; small: merged; historic: as it is; procedure: said."""
    kinds, record, said = streets(tmp_path, 0.06)
    assert (kinds["A"], kinds["B"], kinds["D"]) == (Kind.SPLIT, Kind.UNTOUCHED, Kind.UNTOUCHED)
    assert {kinds["C"], kinds["E"]} == {Kind.ABOLISHED, Kind.MERGED}
    rows = {row.id: row for row in record.communities}
    assert rows["B"].tolerated
    assert rows["D"].exemption is None or rows["D"].exemption.why is Why.LOCK
    if rows["D"].exemption:
        assert "已锁定（老城历史街区）" in said
    (new,) = (row for row in record.communities if row.kind is Kind.SET_UP)
    assert new.facts["stage"] == "service centre first"
    codes = {item.code for item in record.resources}
    assert {"RESOURCE_SERVICE_CENTRE", "LEVEL_STREET_PROCEDURE", "RESOURCE_OVERLOAD_LOAD"} <= codes
    (procedure,) = (item for item in record.resources if item.code == "LEVEL_STREET_PROCEDURE")
    assert sentence(procedure, record.statement.tongue) in said
    assert "条例" in said


def test_every_street_office_needs_a_centre(tmp_path: Path) -> None:
    """1,000 m2 each, before and after; the new one has none; the papers list them one by one."""
    _, record, said = streets(tmp_path, 0.06)
    rows = {row.id: row.facts for row in record.communities}
    new = next(row.id for row in record.communities if row.before is None)
    gone = next(row.id for row in record.communities if row.after is None)
    stays = ({"C", "E"} - {gone}).pop()
    lacking = {"A": 1, "B": 0, "D": 500, stays: {"C": 1000, "E": 0}[stays], new: 1000}
    assert {name: int(rows[name]["facility_gap"]) for name in lacking} == lacking
    assert {rows[name]["facility_needed"] for name in lacking} == {"1000"}
    assert "facility_needed" not in rows[gone]
    assert rows[gone]["facility_needed_before"] == "1000"
    facts = {item.code: item.facts for item in record.resources}
    assert (facts["RESOURCE_ROOMS"]["needed"], facts["RESOURCE_ROOMS"]["count"]) == (5000, 5)
    assert facts["RESOURCE_ROOMS"]["short"] == sum(gap > 0 for gap in lacking.values())
    assert "A 1、" in said
    make_dossier(tmp_path / "out")
    (book,) = (tmp_path / "out" / "dossier").glob("*.xlsx")
    sheet = openpyxl.load_workbook(book)["4 服务中心"]
    told = {row[0]: row[2:5] for row in sheet.iter_rows(min_row=4, values_only=True)}
    assert told["A"] == ("999", 1000, 1)
    assert told["D"] == ("500", 1000, 500)


def test_more_land_than_the_limit_is_a_special_case(tmp_path: Path) -> None:
    """C and E have 2,000 people on six hectares; five are the most, and less is missing so."""
    _, record, said = streets(tmp_path, 0.05)
    (merged,) = (row for row in record.communities if row.kind is Kind.MERGED)
    assert merged.after is not None
    assert merged.after.area == 60_000
    assert merged.in_band
    assert merged.exemption is not None
    assert "特殊情形" in said
