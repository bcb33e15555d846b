"""Units without a community: listed, asked, or settled by the rule that the planner states."""

from pathlib import Path
from typing import Any

import geopandas as gpd
import openpyxl
import pyogrio
import pytest
import shapely

from redistrict.run.imported import ANSWERS, REPORT
from redistrict.run.importing import Imported, Wish, run
from redistrict.witness import origins

HOMES = ("东山社区", "东山社区", "", "西湖社区", "西湖社区", "")
"""Six squares in a row; the third touches both communities, the last only 西湖."""


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    boxes = [shapely.box(500_000 + 100 * at, 4_000_000, 500_100 + 100 * at, 4_000_100)
             for at in range(6)]  # fmt: skip
    # the third reaches 20 m along the upper border of the fourth: more border with 西湖
    boxes[2] = shapely.union(boxes[2], shapely.box(500_300, 4_000_080, 500_320, 4_000_100))
    boxes[3] = shapely.difference(boxes[3], boxes[2])
    frame = gpd.GeoDataFrame(
        {"小区编号": [f"{at}" for at in range(6)], "街道": "甲街道", "社区": HOMES,
         "户数": ["10"] * 6},
        geometry=boxes, crs="EPSG:4545",
    )  # fmt: skip
    pyogrio.write_dataframe(frame, tmp_path / "raw.gpkg")
    return tmp_path / "raw.gpkg"


def communities(out: Path) -> list[str]:
    return list(gpd.read_file(out / "units.gpkg")["community"].fillna(""))


def codes(done: Imported) -> list[str]:
    return [item.code for item in done.findings]


def test_they_are_asked_for(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = run(Wish(out, (raw,), accept=("all",)))
    assert not first.written
    assert codes(first) == ["IMPORT_COMMUNITY_MISSING"] * 2
    assert (first.findings[0].place.row, first.findings[0].facts["unit"]) == (3, "2")
    book = openpyxl.load_workbook(out / ANSWERS)
    page: Any = book.active
    asked = [row for row in page.iter_rows(min_row=2) if row[0].value == "社区"]
    assert [row[4].value for row in asked] == ["西湖社区", "西湖社区"]
    asked[0][5].value, asked[1][5].value = "东山居委会", "无"
    book.save(out / ANSWERS)
    second = run(Wish(out, (raw,), accept=("all",)))
    assert second.written, codes(second)
    assert communities(out) == ["东山社区", "东山社区", "东山社区", "西湖社区", "西湖社区", ""]
    assert origins.trace(out / "units.gpkg", {}, {}) == ()
    page_text = (out / REPORT).read_text(encoding="utf-8")
    assert "社区归属的来源" in page_text


def test_an_answer_must_be_a_community_of_the_subdistrict(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(Wish(out, (raw,)))
    book = openpyxl.load_workbook(out / ANSWERS)
    page: Any = book.active
    for row in page.iter_rows(min_row=2):
        if row[0].value == "社区":
            row[5].value = "东仙社区"
    book.save(out / ANSWERS)
    assert codes(run(Wish(out, (raw,)))) == ["IMPORT_ANSWER_UNKNOWN"] * 2


@pytest.mark.parametrize(
    ("rule", "third", "last", "code"),
    [("none", "", "", "IMPORT_COMMUNITY_NONE"),
     ("nearest", "西湖社区", "西湖社区", "IMPORT_COMMUNITY_NEAREST")],
)  # fmt: skip
def test_a_stated_rule_is_listed_and_confirmed(
    raw: Path, tmp_path: Path, rule: str, third: str, last: str, code: str
) -> None:
    out = tmp_path / "out"
    assert codes(run(Wish(out, (raw,), missing_community=rule))) == ["IMPORT_ACCEPT", code, code]
    done = run(Wish(out, (raw,), missing_community=rule, accept=(code,)))
    assert done.written
    assert (communities(out)[2], communities(out)[5]) == (third, last)
    traced = [item.code for item in origins.trace(out / "units.gpkg", {}, {})]
    assert traced == ([] if rule == "none" else ["WITNESS_HOMES_NEAREST"])
