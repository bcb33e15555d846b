"""A start from Excel alone: neighbours from the table and from 四至, a plan, a sketch."""

import csv
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import shapely

from redistrict.intake.sides import Neighbour, neighbours, sides_of, split_bounds
from redistrict.limits.schematic import schematic
from redistrict.report.sketch import is_sketched
from redistrict.run.importing import Wish, run
from redistrict.run.propose import Wish as ProposeWish
from redistrict.run.propose import propose
from redistrict.store.read import read_folder


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("东至东风路，南至新华街，西至西环路、北至人民路",
         {"east": "东风路", "south": "新华街", "west": "西环路", "north": "人民路"}),
        ("东至东风路南至新华街西至西环路北至北苑小区",
         {"east": "东风路", "south": "新华街", "west": "西环路", "north": "北苑小区"}),
        ("东：甲路 南：乙街", {"east": "甲路", "south": "乙街"}),
        ("东邻铁路；北靠清水河", {"east": "铁路", "north": "清水河"}),
        ("见附图", {}),
    ],
)  # fmt: skip
def test_bounds_in_one_text(text: str, found: dict[str, str]) -> None:
    assert split_bounds(text) == found


def test_sides_tell_neighbours() -> None:
    """Named; same block; across a road at the same crossing; never across water."""
    rows = [
        "东至中街，南至一路，西至西街，北至二路",
        "东至东街，南至一路，西至中街，北至二路",
        "东至中街，南至一路，西至西街，北至二路",
        "东至甲小区，南至清河，西至西街，北至一路",
        "东至中街，南至三路，西至西街，北至清河",
    ]
    sides = sides_of({"bounds": rows}, len(rows))
    names = ["甲小区", "乙小区", "丙小区", "丁小区", "戊小区"]
    found = neighbours(names, [""] * 5, sides)
    assert found == (
        Neighbour(0, 1, "across", "中街"),
        Neighbour(0, 2, "block"),
        Neighbour(0, 3, "named"),
        Neighbour(1, 2, "across", "中街"),
        Neighbour(2, 3, "across", "一路"),
    )


def book(path: Path, rows: list[list[Any]]) -> Path:
    made = openpyxl.Workbook()
    page: Any = made.active
    for row in rows:
        page.append(row)
    made.save(path)
    return path


HEAD = ["小区名称", "街道", "社区", "户数", "相邻小区"]


def test_one_sided_and_unknown_neighbours(tmp_path: Path) -> None:
    ledger = book(
        tmp_path / "台账.xlsx",
        [["示例台账"], HEAD, ["甲", "河东街道", "一社区", 100, "乙小区"],
         ["乙", "河东街道", "一社区", 100, ""], ["丙", "河东街道", "一社区", 100, "戊"],
         ["丁", "河东街道", "一社区", 100, ""]],
    )  # fmt: skip
    done = run(Wish(tmp_path / "out", ledgers=(ledger,), accept=("all",)))
    told = [(item.code, item.place.row) for item in done.findings]
    assert ("IMPORT_NEIGHBOUR_MUTUAL", 3) in told
    assert ("IMPORT_NEIGHBOUR_UNKNOWN", 5) in told
    assert [row for code, row in told if code == "IMPORT_NEIGHBOURS_NONE"] == [5, 6]
    assert not done.written


def test_from_a_list_to_a_plan_with_a_sketch(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["示例区河东街道小区台账（示例数据）"],
        ["小区名称", "街道", "社区", "户数", "四至"],
    ]
    for at in range(8):
        rows.append(
            [f"第{at}小区", "河东街道", "新海社区", 500,
             f"东至{at + 2}街，南至一路，西至{at + 1}街，北至二路"]
        )  # fmt: skip
    rows.append(["合计", "", "", 4000, ""])
    done = run(
        Wish(tmp_path / "clean", ledgers=(book(tmp_path / "台账.xlsx", rows),), accept=("all",))
    )
    assert (done.written, done.file, done.units, done.households) == (True, "units.csv", 8, 4000)
    with (tmp_path / "clean" / "units.csv").open(encoding="utf-8-sig", newline="") as stream:
        clean = list(csv.DictReader(stream))
    assert [row["neighbours"] for row in clean][:2] == ["0002", "0001;0003"]
    scenario = tmp_path / "scenario.toml"
    scenario.write_text(
        """households_definition = "常住户"
as_of = "2026-09"
source = "示例"
profile = "cn-2026"
[goals]
alternatives = ["split-merge"]
[ledger]
path = "clean/units.csv"
id = "id"
name = "name"
households = "households"
subdistrict = "subdistrict"
community = "community"
neighbours = "neighbours"
""",
        encoding="utf-8",
    )
    propose(scenario, tmp_path / "plan", ProposeWish(time_limit_s=20.0))
    folder = read_folder(tmp_path / "plan")
    assert folder.record.totals.communities_after == 2
    assert is_sketched(folder)
    page = (tmp_path / "plan" / "map.html").read_text(encoding="utf-8")
    assert '"schematic":true' in page.replace(" ", "")


def test_sketch_is_a_coverage_that_keeps_the_order() -> None:
    parents = {f"u{at:02d}": "A" if at < 9 else "B" for at in range(12)}
    pairs = [(f"u{at:02d}", f"u{at + 1:02d}") for at in range(8)]
    shapes = schematic(parents, pairs)
    assert list(shapes) == sorted(parents)
    assert shapely.coverage_is_valid(list(shapes.values()))
    near = shapes["u00"].distance(shapes["u01"])
    assert near < 1.0 < shapes["u00"].distance(shapes["u05"])
    assert schematic(parents, pairs) == shapes
