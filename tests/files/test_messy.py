"""The messy folder as a planner meets it: one command, one report, answers, a clean second run."""

import csv
import hashlib
import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import openpyxl
import pytest

from redistrict.domain.failure import Failure
from redistrict.intake import district, scenario
from redistrict.intake.answers import CHINESE
from redistrict.intake.tables import read_grid
from redistrict.run.imported import ANSWERS, REPAIRS, REPORT
from redistrict.run.importing import Imported, Wish, run
from redistrict.synth import messy


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("messy") / "raw"
    messy.write(folder)
    return folder


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def wish(raw: Path, out: Path, **stated: Any) -> Wish:
    return Wish(out, (raw / "小区边界.shp",), (raw / "小区台账.xlsx",), **stated)


def codes(done: Imported) -> set[str]:
    return {item.code for item in done.findings}


def answer(out: Path) -> list[str]:
    """Answer every open question from the truth and return the kinds that were asked."""
    truth = {f"{item.at + 1:04d}": item for item in messy.plots()}
    book = openpyxl.load_workbook(out / ANSWERS)
    page: Any = book.active
    kinds = []
    for row in page.iter_rows(min_row=2):
        kind, name = row[0].value, row[3].value
        kind = CHINESE.get(kind, kind)
        if kind == "列":
            continue
        kinds.append(kind)
        if kind == "户数":
            row[5].value, row[6].value = str(truth[name].households), "电话核实"
        elif kind == "社区":
            row[5].value = truth[name].community
        else:
            row[5].value = row[4].value
    book.save(out / ANSWERS)
    return kinds


@pytest.fixture(scope="module")
def story(raw: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Imported, Imported]:
    out = tmp_path_factory.mktemp("story") / "clean"
    first = run(wish(raw, out))
    assert not first.written
    assert answer(out) == ["对应", "社区", "户数", "户数", "户数", "户数"]
    return out, first, run(wish(raw, out, accept=("all",), points_crs="gcj02"))


def test_the_folder_is_the_same_every_time(raw: Path, tmp_path: Path) -> None:
    messy.write(tmp_path / "again")
    assert digests(tmp_path / "again") == digests(raw)


def test_first_run_names_every_fault(story: tuple[Path, Imported, Imported]) -> None:
    _, first, _ = story
    assert codes(first) == {
        "FILE_ENCODING_TRIED", "IMPORT_ACCEPT", "IMPORT_COLUMN_REFUSED", "IMPORT_TITLE",
        "IMPORT_COMMUNITY_DIFFERS", "IMPORT_ENDINGS", "IMPORT_HOUSEHOLDS_MISSING",
        "IMPORT_LOOKED_AFTER", "IMPORT_MATCH_DOUBTFUL", "IMPORT_MERGED", "IMPORT_NUMBER",
        "IMPORT_OUTSIDE", "IMPORT_POINTS_SHIFTED", "IMPORT_SEAM_CLOSED", "IMPORT_SHAPE_REPAIRED",
        "IMPORT_TOTAL_ROW",
    }  # fmt: skip
    shifted = next(item for item in first.findings if item.code == "IMPORT_POINTS_SHIFTED")
    assert shifted.facts["kind"] == "gcj02"
    assert (shifted.facts["share_true"], shifted.facts["share_gcj02"]) == (0, 100)


def test_the_next_command_goes_on_from_the_first_run(
    story: tuple[Path, Imported, Imported],
) -> None:
    out, first, second = story
    assert first.command.startswith("redistrict import ")
    assert first.command.endswith(f"--out {out} --accept all")
    assert second.command.endswith(f"--points-crs gcj02 --out {out} --accept all")
    table = read_grid(out / "answers.xlsx")
    about = dict(zip((row[0] for row in table.rows), (row[7] for row in table.rows), strict=True))
    assert about["户数"].endswith("填整数，无人居住的填0")
    assert about["社区"].endswith("没有的填“无”")
    kinds = [row[0] for row in table.rows]
    assert kinds.index("户数") < kinds.index("列")


def test_second_run_holds_the_truth(story: tuple[Path, Imported, Imported]) -> None:
    out, _, second = story
    assert second.written
    units = gpd.read_file(out / "units.gpkg").set_index("id")
    truth = {f"{item.at + 1:04d}": item for item in messy.plots()}
    assert set(units.index) == set(truth)
    for key, item in truth.items():
        row = units.loc[key]
        assert row["households"] == item.households
        assert row["community"] == ("" if item.at == messy.VILLAGE else item.community)
        assert row["outside"] == ("村委会辖区" if item.at == messy.VILLAGE else "")
    assert {"联系人", "手机号", "经度", "longitude"}.isdisjoint(units.columns)
    assert units.geometry.is_valid.all()


def test_report_can_be_read(story: tuple[Path, Imported, Imported]) -> None:
    out, _, second = story
    page = (out / REPORT).read_text(encoding="utf-8")
    assert "<script" not in page
    assert "default-src 'none'" in page
    for text in ("文宛花园", "0016 梧桐小区", "村委会辖区", "<svg"):
        assert text in page
    assert "13800000" not in page
    assert "张三" not in page
    with (out / REPAIRS).open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == len(second.findings)
    assert {(row["before"], row["after"]) for row in rows} >= {("３９０", "390")}


def test_raw_files_stay_and_second_runs_agree(
    raw: Path, story: tuple[Path, Imported, Imported]
) -> None:
    out, _, _ = story
    before, written = digests(raw), digests(out)
    assert run(wish(raw, out, accept=("all",), points_crs="gcj02")).written
    assert digests(raw) == before
    assert digests(out) == written


def test_a_repair_that_is_not_confirmed_stops_the_file(raw: Path, tmp_path: Path) -> None:
    done = run(wish(raw, tmp_path / "out", accept=("IMPORT_NUMBER",), missing="zero"))
    waiting = next(item for item in done.findings if item.code == "IMPORT_ACCEPT")
    assert "IMPORT_NUMBER" not in waiting.facts["codes"]  # type: ignore[operator]
    assert not (tmp_path / "out" / "units.gpkg").exists()


def test_record_names_the_way_back(story: tuple[Path, Imported, Imported]) -> None:
    out, _, _ = story
    record = json.loads((out / "import.json").read_text(encoding="utf-8"))
    by_id = {item["id"]: item for item in record["units"]}
    assert by_id["0001"]["source"] == "ledger"
    assert by_id["0008"] == {
        "id": "0008", "file": "小区边界.shp", "record": 8, "rows": [["小区台账.xlsx", 38]],
        "households": messy.plots()[7].households, "source": "answer",
        "community": messy.plots()[7].community, "home": "stated",
    }  # fmt: skip
    assert [item["part"] for item in record["inputs"]] == ["layer", "ledger"]
    assert record["inputs"][1]["totals"] == [35, 65, 66]


def test_propose_names_the_import_command(raw: Path, tmp_path: Path) -> None:
    path = tmp_path / "scenario.toml"
    path.write_text(
        f"""households_definition = "常住户"
as_of = "2026-09"
source = "示例"
profile = "cn-2026"
[units]
path = "{raw / "小区边界.shp"}"
id = "小区编号"
subdistrict = "所属街道"
community = "所属社区"
[ledger]
path = "{raw / "小区台账.xlsx"}"
id = "小区编号"
households = "户数"
""",
        encoding="utf-8",
    )
    with pytest.raises(Failure) as caught:
        district.read(scenario.read(path))
    (hint,) = [item for item in caught.value.findings if item.code == "IMPORT_INSTEAD"]
    assert str(hint.facts["command"]).startswith(f"redistrict import {raw}/小区边界.shp --ledger ")


def test_an_earlier_plan_is_a_baseline(tmp_path: Path) -> None:
    """The units of plan.gpkg come in with the communities of that plan."""
    frame = gpd.GeoDataFrame(
        {"unit_id": ["1", "2"], "subdistrict": "甲", "households": [100, 200],
         "community_before": "一社区", "community_after": ["一社区", "二社区"]},
        geometry=[messy.plots()[0].shape, messy.plots()[1].shape], crs=messy.CRS,
    )  # fmt: skip
    frame.to_file(tmp_path / "plan.gpkg", layer="units")
    done = run(Wish(tmp_path / "out", (tmp_path / "plan.gpkg",), name=("units",)))
    assert done.written
    units = gpd.read_file(tmp_path / "out" / "units.gpkg")
    assert list(units["community"]) == ["一社区", "二社区"]


def test_a_stray_mobile_number_is_left_out(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page: Any = book.active
    page.append(["小区名称", "街道", "社区", "户数", "相邻小区", "备注"])
    for at in range(40):
        note = "找王师傅13800138000" if at == 7 else "无"
        page.append([f"第{at}小区", "甲街道", "乙社区", 100, f"第{(at + 1) % 40}小区", note])
    book.save(tmp_path / "台账.xlsx")
    done = run(Wish(tmp_path / "out", ledgers=(tmp_path / "台账.xlsx",), accept=("all",)))
    (refused,) = [item for item in done.findings if item.code == "IMPORT_CELLS_REFUSED"]
    assert (refused.place.column, refused.facts) == ("备注", {"count": 1})
    for path in (tmp_path / "out").iterdir():
        assert b"13800138000" not in path.read_bytes()
