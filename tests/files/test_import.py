"""A messy folder becomes clean: listed, confirmed, then written; the raw files stay as they are."""

import hashlib
from pathlib import Path
from typing import Any

import geopandas as gpd
import openpyxl
import pandas as pd
import pytest
import shapely

from redistrict.domain.failure import Failure
from redistrict.domain.findings import Finding
from redistrict.domain.words import sentence
from redistrict.intake import privacy
from redistrict.intake.meanings import meanings
from redistrict.intake.privacy import is_identity_number, refused
from redistrict.intake.stems import alike
from redistrict.intake.tables import read_table
from redistrict.run.importing import Imported, Wish
from redistrict.run.importing import run as run_wish


def run(layer: Path, ledger: Path | None, out: Path, **stated: Any) -> Imported:
    return run_wish(Wish(out, (layer,), (ledger,) if ledger else (), **stated))


@pytest.fixture
def messy(tmp_path: Path) -> Path:
    """A GBK shapefile without .cpg; a ledger with title, merged names and totals."""
    names = [f"文苑{at:02d}" for at in range(30)]
    frame = gpd.GeoDataFrame(
        {"网格编号": [f"{at:03d}" for at in range(30)], "小区名称": names,
         "街道": ["城关街道"] * 30, "社区": ["东山社区"] * 15 + ["西湖社区"] * 15},
        geometry=[shapely.box(500_000 + 100 * (at % 6), 4_000_000 + 100 * (at // 6),
                              500_100 + 100 * (at % 6), 4_000_100 + 100 * (at // 6))
                  for at in range(30)],
        crs="EPSG:4544",
    )  # fmt: skip
    folder = tmp_path / "raw"
    folder.mkdir()
    frame.to_file(folder / "units.shp", encoding="GBK")
    (folder / "units.cpg").unlink()
    book = openpyxl.Workbook()
    page: Any = book.active
    page.append(["城关街道小区台账"])
    page.merge_cells("A1:E1")
    page.append(["网格编号", "户情况", None, "联系人", "手机号"])
    page.append([None, "常住户数", "人口", None, None])
    page.merge_cells("A2:A3")
    page.merge_cells("B2:C2")
    for at in range(28):  # two of thirty units, 7 percent, are missing
        page.append([f"{at:03d}", "１００" if at == 3 else 100, 250, "张三", "13800138000"])
    page.append(["合计", 2800, 7000])
    book.save(folder / "台账.xlsx")
    return folder


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_messy_folder_is_listed_then_written(messy: Path, tmp_path: Path) -> None:
    before = digests(messy)
    out = tmp_path / "clean"
    first = run(messy / "units.shp", messy / "台账.xlsx", out)
    codes = {item.code for item in first.findings}
    assert not first.written
    assert not (out / "units.gpkg").exists()
    assert {"FILE_ENCODING_TRIED", "IMPORT_TITLE", "IMPORT_TOTAL_ROW", "IMPORT_NUMBER",
            "IMPORT_COLUMN_REFUSED", "IMPORT_HOUSEHOLDS_MISSING",
            "IMPORT_ACCEPT"} <= codes  # fmt: skip
    assert "IMPORT_TOTAL_DIFFERS" not in codes
    second = run(messy / "units.shp", messy / "台账.xlsx", out, accept=("all",), missing="zero")
    assert second.written
    assert (second.units, second.households) == (30, 2800)
    units = gpd.read_file(out / "units.gpkg")
    assert list(units["id"])[:3] == ["000", "001", "002"]
    assert units["households"].sum() == 2800
    assert not {"联系人", "手机号"} & set(units.columns)
    assert set(units["community"]) == {"东山社区", "西湖社区"}
    third = run(out / "units.gpkg", None, tmp_path / "again")
    assert third.written
    assert (third.units, third.households) == (30, 2800)
    assert digests(messy) == before


def cut_ids(folder: Path) -> Path:
    """Replace the ledger by one whose ids are numbers, with 常住 below 户数 and a note."""
    book = openpyxl.Workbook()
    page: Any = book.active
    page.append(["城关街道小区台账"])
    page.append(["网格编号", "户数", None, "人口"])
    page.append([None, "常住", "户籍", None])
    for area in ("A2:A3", "B2:C2", "D2:D3"):
        page.merge_cells(area)
    for at in range(30):
        page.append([at, None if at in (4, 9) else 100, 90, 250])
    page.append(["合计", 3070, 2700, 7500])
    page.append(["注：户数为走访核对数。"])
    book.save(folder / "台账.xlsx")
    return folder / "台账.xlsx"


def test_ids_without_their_zeros_two_rows_of_names_and_a_note(messy: Path, tmp_path: Path) -> None:
    done = run(messy / "units.shp", cut_ids(messy), tmp_path / "out")
    codes = [item.code for item in done.findings]
    assert codes.count("IMPORT_MATCHED") == 30
    assert codes.count("IMPORT_NOTE_ROW") == 1
    assert codes.count("IMPORT_HOUSEHOLDS_MISSING") == 2
    assert not {"IMPORT_ROW_WITHOUT_UNIT", "IMPORT_NUMBER_WRONG"} & set(codes)
    assert done.households == 2800


def test_the_clean_file_is_read_by_its_own_columns(messy: Path, tmp_path: Path) -> None:
    """户籍户数 stays in the clean file as a column of its own; households are the import's."""
    page = openpyxl.load_workbook(cut_ids(messy))
    sheet: Any = page.active
    for at in (4, 9):
        sheet.cell(4 + at, 2).value = 135
    page.save(messy / "台账.xlsx")
    out = tmp_path / "out"
    assert run(messy / "units.shp", messy / "台账.xlsx", out, accept=("all",)).written
    columns = list(gpd.read_file(out / "units.gpkg", engine="pyogrio").columns)
    assert any("户籍" in name for name in columns)
    assert meanings(columns)["households"] == "households"


@pytest.mark.parametrize(("last", "whole"), [(200, True), (199, False)])
def test_answers_count_in_the_total(messy: Path, tmp_path: Path, last: int, whole: bool) -> None:
    out, ledger = tmp_path / "out", cut_ids(messy)
    first = run(messy / "units.shp", ledger, out, accept=("all",))
    assert "IMPORT_TOTAL_DIFFERS" in {item.code for item in first.findings}
    book = openpyxl.load_workbook(out / "answers.xlsx")
    page: Any = book.active
    given = iter((70, last))
    for row in page.iter_rows(min_row=2):
        if row[0].value in ("households", "户数"):
            row[5].value = next(given)
    book.save(out / "answers.xlsx")
    done = run(messy / "units.shp", ledger, out, accept=("all",))
    assert ("IMPORT_TOTAL_DIFFERS" not in {item.code for item in done.findings}) == whole
    assert done.written == whole


def test_a_unit_drawn_twice_is_named(messy: Path, tmp_path: Path) -> None:
    frame = gpd.read_file(messy / "units.shp", encoding="GBK")
    again = frame.iloc[[7]].assign(网格编号="107", 小区名称="文苑另")
    pd.concat([frame, again]).to_file(messy / "twice.shp", encoding="GBK")
    done = run(messy / "twice.shp", messy / "台账.xlsx", tmp_path / "out")
    said = [sentence(item, "en") for item in done.findings if item.code == "IMPORT_DRAWN_TWICE"]
    assert said
    assert all("107" in words and "007" in words for words in said)
    assert "IMPORT_SEAM_LIMIT" not in {item.code for item in done.findings}


def test_lost_row_is_seen_by_the_total(messy: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(messy / "台账.xlsx")
    page: Any = book.active
    page.delete_rows(10)
    book.save(messy / "台账.xlsx")
    done = run(messy / "units.shp", messy / "台账.xlsx", tmp_path / "out", accept=("all",))
    assert "IMPORT_TOTAL_DIFFERS" in {item.code for item in done.findings}
    assert not done.written


def test_strict_table_refuses_the_raw_ledger(messy: Path) -> None:
    with pytest.raises(Failure) as caught:
        read_table(messy / "台账.xlsx")
    codes = {item.code for item in caught.value.findings}
    assert {"TABLE_TITLE", "TABLE_MERGED", "TABLE_TOTAL_ROW"} <= codes


def test_personal_data_are_told() -> None:
    assert is_identity_number("11010519491231002X")
    assert not is_identity_number("110105194912310021")
    assert refused("民族") == privacy.TRAIT
    assert refused("户主姓名") == privacy.PERSON
    assert refused("备注", ["13800138000"]) == privacy.MOBILE
    assert not refused("小区名称", ["文苑"])
    assert not refused("残疾人数", ["3"])


@pytest.mark.parametrize(
    ("heading", "cells", "said"),
    [
        ("民族", (), "民族、宗教、信访等可用来区分人群的信息"),
        ("户主姓名", (), "个人姓名"),
        ("联系电话", (), "个人联系方式、证件或住址"),
        ("备注", ("11010519491231002X",), "单元格内有身份证号"),
        ("备注", ("13800138000",), "单元格内有手机号"),
    ],
)
def test_the_reason_is_said_in_the_readers_language(
    heading: str, cells: tuple[str, ...], said: str
) -> None:
    found = Finding("IMPORT_COLUMN_REFUSED", facts={"reason": refused(heading, cells)})
    assert f"（{said}）" in sentence(found, "zh")
    assert str(found.facts["reason"]) in sentence(found, "en")


def test_names_are_compared_by_stem() -> None:
    assert alike("新海居委会", ["新海社区居委会", "新湖社区"]) == ("新海社区居委会",)


def test_cells_merged_beside_the_table_are_nothing(tmp_path: Path) -> None:
    """Found by the fuzzer: a merged area to the right of all that is filled."""
    book = openpyxl.Workbook()
    page: Any = book.active
    page.append(["小区名称", "街道", "社区", "户数", "相邻小区"])
    page.append(["阳光小区", "甲街道", "乙社区", 100, "文苑小区"])
    page.append(["文苑小区", "甲街道", "乙社区", 100, "阳光小区"])
    page.merge_cells("H2:H3")
    book.save(tmp_path / "台账.xlsx")
    done = run_wish(Wish(tmp_path / "out", ledgers=(tmp_path / "台账.xlsx",)))
    assert (done.written, done.households) == (True, 200)
