"""One raw ledger or layer per fault: `redistrict import` names it; nothing is taken in silence."""

import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely
from click.testing import CliRunner

from redistrict.cli.group import main
from redistrict.domain.exits import Exit
from redistrict.intake import gcj

EAST, NORTH = 500_000, 4_000_000
HEAD = ["网格编号", "小区名称", "街道", "社区", "常住户数"]
ROWS = [[f"{at:03d}", f"{name}苑", "城关街道", "东山社区" if at < 4 else "西湖社区", "300"]
        for at, name in enumerate("甲乙丙丁戊己庚辛")]  # fmt: skip

Rows = list[list[str]]


def _layer(folder: Path, **columns: Sequence[Any]) -> Path:
    """Write eight squares of 100 m with names and homes; households are in the ledger."""
    shapes = [shapely.box(EAST + 100 * (at % 4), NORTH + 100 * (at // 4),
                          EAST + 100 * (at % 4) + 100, NORTH + 100 * (at // 4) + 100)
              for at in range(8)]  # fmt: skip
    own = {name: [row[at] for row in ROWS] for at, name in enumerate(HEAD[:4])} | columns
    gpd.GeoDataFrame(own, geometry=shapes, crs="EPSG:4544").to_file(folder / "units.gpkg")
    return folder / "units.gpkg"


def _ledger(folder: Path, rows: Rows, head: Sequence[str] = HEAD) -> Path:
    with (folder / "台账.csv").open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([list(head), *rows])
    return folder / "台账.csv"


def _degrees(at: int, east: float = 0.0) -> list[str]:
    """Return longitude and latitude of the middle of a square, shifted by metres."""
    middle = shapely.Point(EAST + 100 * (at % 4) + 50 + east, NORTH + 100 * (at // 4) + 50)
    point = gpd.GeoSeries([middle], crs="EPSG:4544").to_crs(4490).iloc[0]
    return [f"{point.x:.7f}", f"{point.y:.7f}"]


def _import(folder: Path, *words: Any) -> dict[str, list[dict[str, Any]]]:
    """Run the command and return its findings by code."""
    arguments = ["import", *words, "--out", folder / "clean", "--json", "-q"]
    result = CliRunner().invoke(main, [str(word) for word in arguments])
    assert result.exit_code in {Exit.DONE, Exit.INPUT}, result.output
    found: dict[str, list[dict[str, Any]]] = {}
    for item in json.loads(result.stdout)["findings"]:
        found.setdefault(item["code"], []).append(item)
    return found


def _changed(at: int, column: int, text: str) -> Rows:
    rows = [list(row) for row in ROWS]
    rows[at][column] = text
    return rows


LEDGERS: dict[str, tuple[Rows, str, int]] = {
    "row_of_an_unknown_unit": (
        [*ROWS, ["999", "无苑", *ROWS[0][2:]]], "IMPORT_ROW_WITHOUT_UNIT", 10),
    "row_twice": ([*ROWS, ROWS[0]], "IMPORT_ROW_TWICE", 10),
    "id_of_another_width": (_changed(1, 0, "００１"), "IMPORT_MATCHED", 3),
    "words_for_households": (_changed(1, 4, "三百多"), "IMPORT_NUMBER_WRONG", 3),
    "another_subdistrict": (_changed(1, 2, "河西街道"), "IMPORT_PARENT_DIFFERS", 3),
    "another_community": (_changed(1, 3, "南坪社区"), "IMPORT_COMMUNITY_DIFFERS", 3),
}  # fmt: skip


@pytest.mark.parametrize("fault", LEDGERS)
def test_ledger(fault: str, tmp_path: Path) -> None:
    rows, code, row = LEDGERS[fault]
    found = _import(tmp_path, _layer(tmp_path), "--ledger", _ledger(tmp_path, rows))
    assert code in found, set(found)
    assert [item["place"]["row"] for item in found[code]] == [row]


def test_sound(tmp_path: Path) -> None:
    """A ledger that fits its layer is written without a question."""
    found = _import(tmp_path, _layer(tmp_path), "--ledger", _ledger(tmp_path, ROWS))
    assert not [code for code in found if code.startswith("IMPORT")], set(found)
    assert (tmp_path / "clean" / "units.gpkg").exists()


def test_a_path_typed_wrong(tmp_path: Path) -> None:
    """It was typed in the command: no scenario is spoken of."""
    (item,) = _import(tmp_path, tmp_path / "nix.shp")["FILE_MISSING"]
    assert "nix.shp" in item["sentence"]
    assert "scenario" not in item["sentence"] + item["remedy"]


def test_a_comb_ends_in_a_refusal(tmp_path: Path) -> None:
    """Sixty thousand teeth: the geometry library would overflow its stack."""
    points = [(EAST + at / 100, NORTH + 1000 * (at % 2)) for at in range(120_000)]
    comb = gpd.GeoDataFrame({"id": ["1"]}, geometry=[shapely.Polygon(points)], crs="EPSG:4544")
    for name in ("comb.gpkg", "comb.shp", "comb.geojson"):
        comb.to_file(tmp_path / name)
        found = _import(tmp_path, tmp_path / name)
        assert "FILE_TOO_MANY_POINTS" in found, set(found)
        assert not (tmp_path / "clean").exists()


def test_nothing_to_match_by(tmp_path: Path) -> None:
    rows = [[row[3], row[4]] for row in ROWS]
    found = _import(tmp_path, _layer(tmp_path),
                    "--ledger", _ledger(tmp_path, rows, ["备注一", "常住户数"]))  # fmt: skip
    assert "IMPORT_KEY_MISSING" in found
    assert not (tmp_path / "clean" / "units.gpkg").exists()


def test_no_line_of_headings(tmp_path: Path) -> None:
    ledger = _ledger(tmp_path, [["1", "2"], ["3", "4"]], ["5", "6"])
    found = _import(tmp_path, _layer(tmp_path), "--ledger", ledger)
    assert "TABLE_NO_HEADER" in found


def test_names_in_a_subdistrict_that_the_layer_lacks(tmp_path: Path) -> None:
    rows = [row[1:] for row in _changed(1, 2, "河西街道")]
    found = _import(tmp_path, _layer(tmp_path), "--ledger", _ledger(tmp_path, rows, HEAD[1:]))
    assert [item["place"]["row"] for item in found["IMPORT_PARENT_UNKNOWN"]] == [3]


def test_answers_leave_a_row_out_and_name_no_unit(tmp_path: Path) -> None:
    """The planner drops one row; an answer that names no unit is told."""
    layer = _layer(tmp_path)
    ledger = _ledger(
        tmp_path, [*ROWS, ["998", "无苑", *ROWS[0][2:]], ["999", "空苑", *ROWS[0][2:]]]
    )
    with (tmp_path / "answers.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(
            [["kind", "file", "row", "name", "proposed", "answer", "reason"],
             ["match", "台账.csv", "10", "998", "", "drop", "拆除"],
             ["match", "台账.csv", "11", "999", "", "没有这个", ""]]
        )  # fmt: skip
    found = _import(tmp_path, layer, "--ledger", ledger, "--answers", tmp_path / "answers.csv")
    assert [item["place"]["row"] for item in found["IMPORT_ROW_LEFT_OUT"]] == [10]
    assert [item["place"]["row"] for item in found["IMPORT_ANSWER_UNKNOWN"]] == [11]


@pytest.mark.parametrize(
    ("lines", "code"),
    [("kind,file\nmatch,x\n", "IMPORT_ANSWERS_COLUMNS"),
     ("kind,file,row,name,proposed,answer,reason\nwish,x,1,a,b,c,d\n", "IMPORT_ANSWERS_ROW")],
)  # fmt: skip
def test_table_of_answers(lines: str, code: str, tmp_path: Path) -> None:
    (tmp_path / "answers.csv").write_text(lines, encoding="utf-8")
    found = _import(tmp_path, _layer(tmp_path), "--ledger", _ledger(tmp_path, ROWS),
                    "--answers", tmp_path / "answers.csv")  # fmt: skip
    assert set(found) == {code}


def test_states_of_the_layer(tmp_path: Path) -> None:
    """An enclave is named; a village code without a community is a hint."""
    states = ["飞地", *[""] * 7]
    found = _import(tmp_path, _layer(tmp_path, 状态=states), "--ledger", _ledger(tmp_path, ROWS))
    assert [item["place"]["row"] for item in found["IMPORT_ENCLAVE"]] == [1]
    ids = ["150104001201", *(row[0] for row in ROWS[1:])]
    homes = ["", *(row[3] for row in ROWS[1:])]
    layer = _layer(tmp_path, 网格编号=ids, 社区=homes, 常住户数=[300] * 8)
    assert [item["place"]["row"] for item in _import(tmp_path, layer)["IMPORT_VILLAGE_CODE"]] == [1]


def test_estimate_from_too_few(tmp_path: Path) -> None:
    """Eight units tell no ratio of households to floor."""
    ledger = _ledger(tmp_path, _changed(1, 4, ""))
    layer = _layer(tmp_path)
    gpd.GeoDataFrame({"层数": [6]}, geometry=[shapely.box(EAST, NORTH, EAST + 20, NORTH + 20)],
                     crs="EPSG:4544").to_file(tmp_path / "b.gpkg")  # fmt: skip
    found = _import(tmp_path, layer, "--ledger", ledger, "--missing", "estimate",
                    "--buildings", tmp_path / "b.gpkg")  # fmt: skip
    assert "IMPORT_ESTIMATE_THIN" in found


POINTS = ["小区名称", "街道", "社区", "常住户数", "经度", "纬度"]


def _points(place: Callable[[int], list[str]]) -> Rows:
    return [[*row[1:], *place(at)] for at, row in enumerate(ROWS)]


def test_point_far_from_the_unit_of_its_name(tmp_path: Path) -> None:
    rows = _points(lambda at: _degrees(at, east=2000 if at == 3 else 0))
    found = _import(tmp_path, _layer(tmp_path), "--ledger", _ledger(tmp_path, rows, POINTS),
                    "--points-crs", "cgcs2000")  # fmt: skip
    assert [item["place"]["row"] for item in found["IMPORT_POINT_ELSEWHERE"]] == [5]


def test_rows_placed_by_their_points(tmp_path: Path) -> None:
    """Without a common name the point tells the unit; a row without one belongs nowhere."""
    rows = [[row[3], *row[4:]] for row in _points(lambda at: _degrees(at) if at else ["", ""])]
    ledger = _ledger(tmp_path, rows, POINTS[3:])
    found = _import(tmp_path, _layer(tmp_path), "--ledger", ledger, "--points-crs", "cgcs2000")
    assert "IMPORT_PLACED" in found
    assert [item["place"]["row"] for item in found["IMPORT_ROW_NOWHERE"]] == [2]


def test_layer_that_is_shifted_itself(tmp_path: Path) -> None:
    """The points are stated to be true; a layer traced from a shifted map lies beside them."""
    layer = _layer(tmp_path)
    frame = gpd.read_file(layer).to_crs(4490)
    frame.set_geometry(shapely.transform(frame.geometry.to_numpy(), gcj.apply)).to_file(layer)
    ledger = _ledger(tmp_path, _points(_degrees), POINTS)
    (found,) = _import(tmp_path, layer, "--ledger", ledger)["IMPORT_LAYER_SHIFTED"]
    assert (found["facts"]["count"], found["facts"]["share_layer"]) == (8, 100)


def test_two_points_in_one_place(tmp_path: Path) -> None:
    """Cells cannot part two compounds in one spot."""
    rows = _points(lambda at: _degrees(1 if at == 2 else at))
    limit = gpd.GeoDataFrame(geometry=[shapely.box(EAST, NORTH, EAST + 400, NORTH + 200)],
                             crs="EPSG:4544")  # fmt: skip
    limit.to_file(tmp_path / "limit.gpkg")
    found = _import(tmp_path, "--ledger", _ledger(tmp_path, rows, POINTS),
                    "--points-crs", "cgcs2000", "--limit", tmp_path / "limit.gpkg")  # fmt: skip
    (alike,) = found["IMPORT_POINTS_ALIKE"]
    assert alike["facts"]["count"] == 1


def test_a_list_alone(tmp_path: Path) -> None:
    """Ids are made; neighbours come from names and from the four bounding lines."""
    head = ["小区名称", "街道", "社区", "常住户数", "四至"]
    sides = ["东至中街，南至一路，西至西街，北至二路", "东至东街，南至一路，西至中街，北至二路",
             "东至中街，南至一路，西至西街，北至二路",
             "东至甲苑，南至清河，西至西街，北至一路"]  # fmt: skip
    rows = [[*row[1:], side] for row, side in zip(ROWS, sides, strict=False)]
    found = _import(tmp_path, "--ledger", _ledger(tmp_path, rows, head))
    wanted = {"IMPORT_IDS_MADE", "IMPORT_SIDE_NAMES", "IMPORT_SAME_BLOCK", "IMPORT_ACROSS"}
    assert wanted <= set(found), set(found)
