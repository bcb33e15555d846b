"""One file per subdistrict, as bureaus keep them: taken together, each unit with its source."""

import dataclasses
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import openpyxl
import pyogrio
import pytest
import shapely
import shapely.affinity

from redistrict.domain.failure import Failure
from redistrict.intake.gathering import files_in
from redistrict.run.imported import ANSWERS
from redistrict.run.importing import Imported, Wish, run
from redistrict.run.stated import stated
from redistrict.synth import messy
from redistrict.witness import origins

STREETS = ("城关街道", "河东街道")
SIDE = 100.0


def layer(path: Path, street: int, crs: str = "EPSG:4545", **columns: Sequence[str]) -> Path:
    """Write six squares of a street: ids 001-006 in both streets, the second to the east."""
    west = 500_000 + 3 * SIDE * street
    boxes = [shapely.box(west + SIDE * (at % 3), 4_000_000 + SIDE * (at // 3),
                         west + SIDE * (at % 3 + 1), 4_000_000 + SIDE * (at // 3 + 1))
             for at in range(6)]  # fmt: skip
    own = {"小区编号": [f"{at + 1:03d}" for at in range(6)],
           "小区名称": [f"第{at + 1}小区" for at in range(6)],
           "社区": ["东山社区", "东山社区", "西湖社区"] * 2}  # fmt: skip
    frame = gpd.GeoDataFrame({**own, **columns}, geometry=boxes, crs="EPSG:4545").to_crs(crs)
    path.parent.mkdir(parents=True, exist_ok=True)
    pyogrio.write_dataframe(frame, path, encoding="UTF-8" if path.suffix == ".shp" else None)
    return path


def sheet(page: Any, street: str = "") -> None:
    head = ["小区编号", "小区名称", "常住户数"]
    page.append([*head, "街道"] if street else head)
    for at in range(6):
        own = [f"{at + 1:03d}", f"第{at + 1}小区", 100 * (at + 1)]
        page.append([*own, street] if street else own)


def ledger(path: Path, street: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    book = openpyxl.Workbook()
    sheet(book.active, street)
    book.save(path)
    return path


def codes(done: Imported) -> set[str]:
    return {item.code for item in done.findings}


def answer(out: Path, given: dict[tuple[str, str], str]) -> None:
    """Write answers by kind and file."""
    book = openpyxl.load_workbook(out / ANSWERS)
    page: Any = book.active
    for row in page.iter_rows(min_row=2):
        if text := given.get((row[0].value, row[1].value)):
            row[5].value = text
    book.save(out / ANSWERS)


def test_folders_of_layers_and_ledgers(tmp_path: Path) -> None:
    for at, street in enumerate(STREETS):
        layer(tmp_path / "图层" / f"{street}.shp", at, 街道=[street] * 6)
        ledger(tmp_path / "台账" / f"{street}.xlsx", street)
    (tmp_path / "台账" / "~$城关街道.xlsx").write_bytes(b"left by the office program")
    (tmp_path / "台账" / "说明.docx").write_bytes(b"x")
    wish = Wish(tmp_path / "out", (tmp_path / "图层",), (tmp_path / "台账",), accept=("all",))
    done = run(wish)
    assert (done.written, done.units, done.households) == (True, 12, 4200)
    assert codes(done) == {"IMPORT_FILES", "IMPORT_IDS_PREFIXED", "IMPORT_FOLDER_LEFT"}
    left = next(item for item in done.findings if item.code == "IMPORT_FOLDER_LEFT")
    assert left.facts["files"] == ("说明.docx",)
    units = gpd.read_file(tmp_path / "out" / "units.gpkg").set_index("id")
    assert list(units.index[:2]) == ["城关街道-001", "城关街道-002"]
    assert units.loc["河东街道-006", "households"] == 600
    assert set(units["subdistrict"]) == set(STREETS)
    record = json.loads((tmp_path / "out" / "import.json").read_text(encoding="utf-8"))
    by_id = {item["id"]: item for item in record["units"]}
    assert by_id["河东街道-003"] | {"community": ""} == {
        "id": "河东街道-003", "file": "河东街道.shp", "record": 3, "rows": [["河东街道.xlsx", 4]],
        "households": 300, "source": "ledger", "community": "", "home": "stated",
    }  # fmt: skip
    households = dict(zip(units.index, units["households"], strict=True))
    assert origins.trace(tmp_path / "out" / "units.gpkg", households, dict(units.geometry)) == ()


def test_layers_of_two_systems_meet(tmp_path: Path) -> None:
    """The second file comes with the zone's prefix in its eastings."""
    first = layer(tmp_path / "城关街道.gpkg", 0, 街道=[STREETS[0]] * 6, 户数=["10"] * 6)
    second = layer(tmp_path / "河东街道.gpkg", 1, "EPSG:4524", 街道=[STREETS[1]] * 6,
                   户数=["10"] * 6)  # fmt: skip
    done = run(Wish(tmp_path / "out", (first, second), accept=("all",)))
    assert done.written, codes(done)
    units = gpd.read_file(tmp_path / "out" / "units.gpkg")
    assert units.crs.to_epsg() == 4545
    touching = shapely.STRtree(units.geometry).query(units.geometry, predicate="dwithin",
                                                     distance=0.001)  # fmt: skip
    streets = units["subdistrict"].to_numpy()
    assert (streets[touching[0]] != streets[touching[1]]).sum() == 8  # 2 pairs and 2 corners


def test_each_layer_has_its_own_system_encoding_and_table(tmp_path: Path) -> None:
    """Three files, two of them without .prj, one with two tables: FILE=VALUE for each."""
    one = layer(tmp_path / "城关街道.shp", 0, 街道=[STREETS[0]] * 6, 户数=["10"] * 6)
    one.with_suffix(".prj").unlink()
    frame = gpd.read_file(layer(tmp_path / "x.gpkg", 1, "EPSG:4524", 街道=[STREETS[1]] * 6,
                                户数=["10"] * 6))  # fmt: skip
    two = tmp_path / "河东街道.gpkg"
    pyogrio.write_dataframe(frame.iloc[:1], two, layer="旧")
    pyogrio.write_dataframe(frame, two, layer="今", append=True)
    limit = layer(tmp_path / "区界.shp", 0)
    limit.with_suffix(".prj").unlink()
    wish = Wish(
        tmp_path / "out", (one, two), limit=limit, accept=("all",),
        crs=("城关街道.shp=EPSG:4545", f"{limit}=EPSG:4545"), name=("河东街道.gpkg=今",),
        encoding=("城关街道.shp=UTF-8",),
    )  # fmt: skip
    done = run(wish)
    assert (done.written, done.units) == (True, 12), codes(done)
    for part in ("--crs 城关街道.shp=EPSG:4545", "--layer 河东街道.gpkg=今"):
        assert part in done.command
    record = json.loads((tmp_path / "out" / "import.json").read_text(encoding="utf-8"))
    told = {Path(item["path"]).name: (item["crs"], item["layer"]) for item in record["inputs"]}
    assert told == {"城关街道.shp": ("EPSG:4545", ""), "河东街道.gpkg": ("", "今"),
                    "区界.shp": ("EPSG:4545", "")}  # fmt: skip
    units = gpd.read_file(tmp_path / "out" / "units.gpkg").set_index("id")
    assert units.crs.to_epsg() == 4545


@pytest.mark.parametrize(
    ("crs", "code"),
    [(("别处.shp=EPSG:4545",), "IMPORT_STATED_FILE"),
     (("EPSG:4545", "EPSG:4546"), "IMPORT_STATED_TWICE"),
     (("城关街道.gpkg=EPSG:4545", "城关街道.gpkg=EPSG:4546"), "IMPORT_STATED_TWICE")],
)  # fmt: skip
def test_what_is_stated_of_no_file_or_twice_is_refused(
    crs: tuple[str, ...], code: str, tmp_path: Path
) -> None:
    raw = layer(tmp_path / "城关街道.gpkg", 0)
    with pytest.raises(Failure) as caught:
        run(Wish(tmp_path / "out", (raw,), crs=crs))
    (found,) = caught.value.findings
    assert (found.code, found.facts["option"]) == (code, "crs")
    assert found.facts.get("values", crs) == crs
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("part", "kind", "code"),
    [("limit", "line", "IMPORT_OUTLINES_KIND"), ("buildings", "point", "IMPORT_OUTLINES_KIND"),
     ("roads", "box", "IMPORT_ROADS_KIND")],
)  # fmt: skip
def test_a_layer_of_another_kind_than_its_part_needs(
    part: str, kind: str, code: str, tmp_path: Path
) -> None:
    shape = {"line": shapely.LineString([(0, 0), (9, 9)]), "point": shapely.Point(1, 1),
             "box": shapely.box(0, 0, 9, 9)}[kind]  # fmt: skip
    moved = shapely.affinity.translate(shape, 500_000, 4_000_000)
    gpd.GeoDataFrame(geometry=[moved], crs="EPSG:4545").to_file(tmp_path / "part.gpkg")
    wish = Wish(tmp_path / "out", (layer(tmp_path / "城关街道.gpkg", 0),))
    with pytest.raises(Failure) as caught:
        run(dataclasses.replace(wish, **{part: tmp_path / "part.gpkg"}))
    assert [item.code for item in caught.value.findings] == [code]


def test_an_equals_sign_may_be_part_of_a_system(tmp_path: Path) -> None:
    said = stated(["+proj=tmerc +lon_0=102", "图层/a.SHP=+proj=longlat"])
    assert said.of(tmp_path / "b.shp") == "+proj=tmerc +lon_0=102"
    assert said.of(tmp_path / "a.SHP") == said.alone(tmp_path / "a.SHP") == "+proj=longlat"
    assert said.alone(tmp_path / "b.shp") == ""


def test_the_subdistrict_is_asked_once_for_a_file(tmp_path: Path) -> None:
    paths = tuple(
        layer(tmp_path / f"{street}小区.shp", at, 户数=["10"] * 6)
        for at, street in enumerate(STREETS)
    )
    out = tmp_path / "out"
    first = run(Wish(out, paths, accept=("all",)))
    assert not first.written
    assert [item.facts["count"] for item in first.findings
            if item.code == "IMPORT_SUBDISTRICT_OPEN"] == [6, 6]  # fmt: skip
    book: Any = openpyxl.load_workbook(out / ANSWERS).active
    asked = {(row[1], row[4]) for row in book.iter_rows(values_only=True) if row[0] == "街道"}
    assert asked == {(f"{street}小区.shp", street) for street in STREETS}
    answer(out, {("街道", f"{street}小区.shp"): street for street in STREETS})
    second = run(Wish(out, paths, accept=("all",)))
    assert second.written, codes(second)
    assert set(gpd.read_file(out / "units.gpkg")["subdistrict"]) == set(STREETS)


def test_a_workbook_with_a_sheet_for_every_subdistrict(tmp_path: Path) -> None:
    raw = layer(tmp_path / "全区.gpkg", 0, 街道=[STREETS[0]] * 6)
    more = layer(tmp_path / "东片.gpkg", 1, 街道=[STREETS[1]] * 6)
    book: Any = openpyxl.Workbook()
    book.active.title = STREETS[0]
    sheet(book.active)
    sheet(book.create_sheet(STREETS[1]))
    book.save(tmp_path / "台账.xlsx")
    wish = Wish(tmp_path / "out", (raw, more), (tmp_path / "台账.xlsx",), accept=("all",),
                sheet="all")  # fmt: skip
    first = run(wish)
    assert "IMPORT_MATCH_DOUBTFUL" in codes(first)  # 001 stands in both: never a guess
    answer(tmp_path / "out", {("街道", f"台账.xlsx:{street}"): street for street in STREETS})
    done = run(wish)
    assert (done.written, done.households) == (True, 4200), codes(done)


def test_the_answer_for_a_file_settles_its_rows(tmp_path: Path) -> None:
    """Ids repeat and neither layers nor ledgers name the street: two answers a side settle all."""
    raw = tuple(layer(tmp_path / f"{street}.gpkg", at) for at, street in enumerate(STREETS))
    books = tuple(ledger(tmp_path / f"{street}.xlsx") for street in STREETS)
    wish = Wish(tmp_path / "out", raw, books, accept=("all",))
    assert not run(wish).written
    answer(tmp_path / "out", {("街道", f"{street}.gpkg"): street for street in STREETS})
    assert not run(wish).written  # now the ledgers are asked for theirs
    answer(tmp_path / "out", {("街道", f"{street}.xlsx"): street for street in STREETS})
    done = run(wish)
    assert (done.written, done.households) == (True, 4200), codes(done)


def test_ledgers_alone_and_numbers_that_contradict(tmp_path: Path) -> None:
    raw = layer(tmp_path / "城关街道.gpkg", 0, 街道=[STREETS[0]] * 6)
    one, other = ledger(tmp_path / "一.xlsx", STREETS[0]), ledger(tmp_path / "二.xlsx", STREETS[0])
    assert run(Wish(tmp_path / "same", (raw,), (one, other), accept=("all",))).written
    book = openpyxl.load_workbook(other)
    page: Any = book.active
    page["C3"] = 222
    book.save(other)
    done = run(Wish(tmp_path / "out", (raw,), (one, other), accept=("all",)))
    (differs,) = [item for item in done.findings if item.code == "IMPORT_LEDGERS_DIFFER"]
    assert (differs.place.file, differs.place.row) == ("二.xlsx", 3)
    assert (differs.facts["before"], differs.facts["after"]) == ("200", "222")


def test_what_the_import_wrote_is_no_raw_file(tmp_path: Path) -> None:
    """The folder of the import may lie among the raw files: the second run does not read it."""
    layer(tmp_path / "城关街道.gpkg", 0, 街道=[STREETS[0]] * 6)
    ledger(tmp_path / "台账.xlsx", STREETS[0])
    wish = Wish(tmp_path / "clean", (tmp_path,), (tmp_path,), accept=("all",))
    first = run(wish)
    assert (first.written, first.units) == (True, 6)
    written = (tmp_path / "clean" / "units.gpkg").read_bytes()
    assert run(wish).findings == first.findings
    assert (tmp_path / "clean" / "units.gpkg").read_bytes() == written


def test_files_of_one_name_and_empty_folders_are_refused(tmp_path: Path) -> None:
    for name in ("a", "b"):
        layer(tmp_path / name / "小区.gpkg", 0)
    (tmp_path / "empty").mkdir()
    with pytest.raises(Failure) as caught:
        files_in((tmp_path / "a", tmp_path / "b", tmp_path / "empty"), (".gpkg",), tmp_path / "out")
    assert [item.code for item in caught.value.findings] == [
        "IMPORT_FOLDER_EMPTY", "IMPORT_FILES_ALIKE",
    ]  # fmt: skip


def test_roads_in_a_folder_of_layers_are_named(messy_folder: Path, tmp_path: Path) -> None:
    """The whole folder as it is: the roads in it are no units and no secret."""
    done = run(Wish(tmp_path / "out", (messy_folder,), (messy_folder,), accept=("all",)))
    assert done.units == messy.COLUMNS * messy.ROWS
    (left,) = [item for item in done.findings if item.code == "IMPORT_FOLDER_LEFT"]
    assert left.facts["files"] == ("路网.geojson",)
    roads = messy_folder / "路网.geojson"
    wish = Wish(tmp_path / "out", (messy_folder,), (messy_folder,), roads=roads)
    assert "IMPORT_FOLDER_LEFT" not in codes(run(wish))


@pytest.fixture
def messy_folder(tmp_path: Path) -> Path:
    messy.write(tmp_path / "raw")
    return tmp_path / "raw"


def test_a_layer_of_lines_is_no_layer_of_units(tmp_path: Path) -> None:
    road = shapely.LineString([(5e5, 4e6), (5.1e5, 4e6)])
    lines = gpd.GeoDataFrame({"name": ["路"]}, geometry=[road], crs="EPSG:4545")
    pyogrio.write_dataframe(lines, tmp_path / "路网.gpkg")
    raw = layer(tmp_path / "城关街道.gpkg", 0, 街道=[STREETS[0]] * 6, 户数=["10"] * 6)
    done = run(Wish(tmp_path / "out", (tmp_path / "路网.gpkg", raw), accept=("all",)))
    assert "IMPORT_LAYER_LINES" in codes(done)
    assert not done.written
