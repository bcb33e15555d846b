"""Raw files with a fault are refused or told, never read as if they were whole."""

import json
import struct
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyogrio
import pytest
import shapely

from redistrict import witness
from redistrict.domain.failure import Failure
from redistrict.verify import verify
from redistrict.witness import (
    claims,
    dbase,
    delimited,
    digests,
    documents,
    shapefile,
    table,
    workbook,
)
from tests.files.spoilt import sql
from tests.verify import golden
from tests.verify.proposal import base

KEPT = golden.Kept("faults.txt")


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    return base(tmp_path)


def codes(scenario: Path) -> set[str]:
    """Return the codes for the sound proposal after its inputs were changed."""
    try:
        facts = witness.read(scenario)
        found = verify(facts, claims.read(scenario.parent / "out"))
    except Failure as failure:
        found = failure.findings
    KEPT.hold_here(found)
    return {item.code for item in found}


def test_nothing_is_told_of_sound_files(scenario: Path) -> None:
    assert codes(scenario) == set()


RAW = [
    ("UPDATE units SET households = 401 WHERE unit_id = 'b4'", "SHEET_CELL_DIFFERS"),
    (
        "UPDATE units SET households = households - (unit_id = 'b4') + (unit_id = 'b5')",
        "SHEET_CELL_DIFFERS",
    ),
    ("UPDATE units SET households = 400.5 WHERE unit_id = 'b4'", "WITNESS_TYPE_DIFFERS"),
    ("UPDATE units SET households = '1,200' WHERE unit_id = 'b4'", "WITNESS_TYPE_DIFFERS"),
    ("UPDATE units SET households = NULL WHERE unit_id = 'b4'", "WITNESS_HOUSEHOLDS_MISSING"),
    ("UPDATE units SET households = -1 WHERE unit_id = 'b4'", "WITNESS_NUMBER_WRONG"),
    ("DELETE FROM units WHERE unit_id = 'b4'", "WITNESS_COUNT_DIFFERS"),
    ("UPDATE gpkg_ogr_contents SET feature_count = 9", "WITNESS_COUNT_DIFFERS"),
    ("UPDATE units SET unit_id = 'b4' WHERE unit_id = 'b5'", "WITNESS_ID_TWICE"),
    ("UPDATE units SET unit_id = ' ' WHERE unit_id = 'b5'", "WITNESS_ID_EMPTY"),
    ("UPDATE units SET parent = '' WHERE unit_id = 'b5'", "WITNESS_PARENT_MISSING"),
    ("UPDATE units SET community = 'B' WHERE unit_id = 'c3'", "SHEET_CELL_DIFFERS"),
    ("UPDATE units SET parent = 'Other' WHERE unit_id = 'a5'", "SHEET_CELL_DIFFERS"),
    ("UPDATE units SET compound = 'G' WHERE unit_id = 'b3'", "PLAN_GROUP_CUT"),
    ("UPDATE units SET geom = NULL WHERE unit_id = 'b5'", "WITNESS_GEOMETRY_BROKEN"),
    ("UPDATE units SET geom = x'00' WHERE unit_id = 'b5'", "WITNESS_GEOMETRY_BROKEN"),
    ("ALTER TABLE units RENAME COLUMN households TO doors", "WITNESS_COLUMN_MISSING"),
    ("DELETE FROM gpkg_contents", "WITNESS_LAYER_OPEN"),
    ("DELETE FROM gpkg_geometry_columns", "WITNESS_LAYER_MISSING"),
]
VIEW = (
    "ALTER TABLE units RENAME TO kept",
    "CREATE VIEW units AS SELECT * FROM kept",
    "UPDATE gpkg_contents SET table_name = 'units'",
)


@pytest.mark.parametrize(("statement", "code"), RAW)
def test_a_changed_layer(scenario: Path, statement: str, code: str) -> None:
    sql(scenario.parent / "units.gpkg", statement)
    assert code in codes(scenario)


def test_a_view_in_place_of_the_layer(scenario: Path) -> None:
    sql(scenario.parent / "units.gpkg", *VIEW)
    assert codes(scenario) == {"WITNESS_LAYER_IS_VIEW"}


def test_a_file_beyond_the_limit(scenario: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "MOST_BYTES", 10)
    assert codes(scenario) == {"WITNESS_FILE_TOO_BIG"}


def test_a_unit_taken_away_with_its_count(scenario: Path) -> None:
    path = scenario.parent / "units.gpkg"
    sql(
        path,
        "DELETE FROM units WHERE unit_id = 'd4'",
        "UPDATE gpkg_ogr_contents SET feature_count = 32",
    )
    assert {"PLAN_UNIT_UNKNOWN", "PLAN_FIGURE_DIFFERS"} <= codes(scenario)


def test_a_unit_added_to_the_layer(scenario: Path) -> None:
    path = scenario.parent / "units.gpkg"
    found = pyogrio.read_dataframe(path)
    more = found.iloc[[0]].assign(unit_id="a9", geometry=[shapely.box(0, 0, 9, 9)])
    path.unlink()
    pyogrio.write_dataframe(pd.concat([found, more], ignore_index=True), path, layer="units")
    assert "PLAN_UNIT_MISSING" in codes(scenario)


def test_a_unit_drawn_elsewhere(scenario: Path) -> None:
    path = scenario.parent / "units.gpkg"
    found = pyogrio.read_dataframe(path)
    moved = shapely.transform(found.geometry[0], lambda points: points + 50_000)
    found.loc[0, "geometry"] = moved
    path.unlink()
    pyogrio.write_dataframe(found, path, layer="units")
    assert {"PLAN_EDGE_INVENTED", "PLAN_NOT_CONTIGUOUS"} <= codes(scenario)


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8-sig")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


SCENARIO = [
    ("changed_max = 3000", "changed_max = 2600", "PLAN_OUT_OF_BAND"),
    ("max = 3000", "max = -1", "WITNESS_KEY_WRONG"),
    ("max = 3000", "", "WITNESS_NO_BAND"),
    ("max = 3000", "max = 3001", "PLAN_TERMS_DIFFER"),
    ('kind = "apart"', 'kind = "together"', "PLAN_LOCK_TOGETHER"),
    ('kind = "apart"', 'kind = "near"', "WITNESS_KEY_WRONG"),
    ('reason = "agreed"', 'reason = "else"', "PLAN_TERMS_DIFFER"),
    ('pairs = [["d5", "e5"]]', 'pairs = [["d5", "d4"]]', "PLAN_EDGE_MISSING"),
    ('pairs = [["d5", "e5"]]', 'pairs = [["d5", "zz"]]', "WITNESS_KEY_WRONG"),
    ("[rules]", "[goals]\nactions = ['reshape', 'melt']\n[rules]", "WITNESS_KEY_WRONG"),
    ("[rules]", "[goals]\nactions = ['split', 'merge']\n[rules]", None),
    ("[rules]", "[goals]\nalternatives = ['compact']\n[rules]", "PLAN_ALTERNATIVE_UNKNOWN"),
    ("[rules]", "[rules", "WITNESS_TOML_BROKEN"),
    ('path = "units.gpkg"', 'path = "gone.gpkg"', "WITNESS_DATABASE_DAMAGED"),
    ('path = "units.gpkg"', 'path = "units.docx"', "WITNESS_FILE_KIND"),
]


@pytest.mark.parametrize(("old", "new", "code"), SCENARIO)
def test_a_changed_scenario(scenario: Path, old: str, new: str, code: str | None) -> None:
    replace(scenario, old, new)
    found = codes(scenario)
    assert (code in found) if code else not found


FILES: list[tuple[str, Callable[[Path], None], str]] = [
    ("units.csv", lambda path: replace(path, "\na1,", "\na1,x,"), "WITNESS_ROW_LENGTH"),
    ("units.csv", lambda path: replace(path, "Toy", '"Toy'), "WITNESS_CSV_BROKEN"),
    ("units.csv", lambda path: replace(path, "unit_id", "households"), "WITNESS_COLUMN_TWICE"),
    ("units.csv", lambda path: replace(path, "NEW", "N\tEW"), "WITNESS_CELL_BROKEN"),
    ("units.csv", lambda path: path.write_bytes(b"a\0b"), "WITNESS_TEXT_BROKEN"),
    ("units.csv", lambda path: path.write_bytes(b"\xff\xff\xff"), "WITNESS_TEXT_BROKEN"),
    ("units.csv", lambda path: path.write_bytes(b""), "WITNESS_FILE_EMPTY"),
    ("changes.csv", lambda path: path.unlink(), "WITNESS_FILE_MISSING"),
    ("problem.json", lambda path: replace(path, "{", '{"a": 1, "a": 2,'), "WITNESS_KEY_TWICE"),
    ("proposal.json", lambda path: replace(path, '"bound": 1', '"bound": NaN'),
     "WITNESS_NUMBER_BROKEN"),
    ("proposal.json", lambda path: replace(path, '"value": 1', '"value": 1.0'), "CLAIM_BROKEN"),
    ("proposal.json", lambda path: replace(path, '"solved": true', '"solved": 1'), "CLAIM_BROKEN"),
    ("proposal.json", lambda path: replace(path, '"status"', '"state"'), "CLAIM_BROKEN"),
    ("proposal.json", lambda path: path.write_text("[" * 100_000), "WITNESS_JSON_BROKEN"),
    ("proposal.json", lambda path: path.write_bytes(b"\xff"), "WITNESS_TEXT_BROKEN"),
    ("proposal.json", lambda path: replace(path, '"households": ', '"households": 1'),
     "PLAN_FIGURE_DIFFERS"),
    ("plan.gpkg", lambda path: sql(path, "UPDATE units SET community_after = 'C'"),
     "SHEET_CELL_DIFFERS"),
    ("plan.gpkg", lambda path: path.write_bytes(b"SQLite format 3\0" + b"x" * 200),
     "WITNESS_DATABASE_DAMAGED"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "spoil", "code"), FILES)
def test_a_changed_file(
    scenario: Path, name: str, spoil: Callable[[Path], None], code: str
) -> None:
    spoil(scenario.parent / "out" / name)
    assert code in codes(scenario)


def test_a_status_that_the_record_does_not_repeat_is_named(scenario: Path) -> None:
    path = scenario.parent / "out" / "proposal.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    document["record"]["outcome"]["stopped_by"] = "time"
    path.write_text(json.dumps(document), encoding="utf-8")
    found = verify(witness.read(scenario), claims.read(scenario.parent / "out"))
    where = [item.place.column for item in found if item.code == "PLAN_ECHO_DIFFERS"]
    assert where == ["record.outcome.stopped_by"]


def test_figures_of_the_comparison_that_are_not_those_of_the_plan_are_named(scenario: Path) -> None:
    path = scenario.parent / "out" / "proposal.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    record = document["record"]
    totals = record["totals"] | {"moved_households": 7}
    outcome = record["outcome"] | {"status": "stopped"}
    record["alternatives"] = [[document["alternative"], totals, outcome]]
    path.write_text(json.dumps(document), encoding="utf-8")
    found = verify(witness.read(scenario), claims.read(scenario.parent / "out"))
    assert {item.place.column for item in found if item.code == "PLAN_ECHO_DIFFERS"} == {
        "record.alternatives.totals", "record.alternatives.outcome.status",
    }  # fmt: skip


def test_an_open_database(scenario: Path) -> None:
    (scenario.parent / "units.gpkg-wal").write_bytes(b"x")
    assert codes(scenario) == {"WITNESS_DATABASE_OPEN"}


def refused(read: Callable[[Path], object], path: Path) -> set[str]:
    with pytest.raises(Failure) as failure:
        read(path)
    KEPT.hold_here(failure.value.findings)
    return {item.code for item in failure.value.findings}


def shp(folder: Path, scenario: Path) -> Path:
    found = pyogrio.read_dataframe(scenario.parent / "units.gpkg")
    pyogrio.write_dataframe(found, folder / "u.shp", driver="ESRI Shapefile")
    return folder / "u.shp"


def patch(path: Path, at: int, data: bytes) -> None:
    content = bytearray(path.read_bytes())
    content[at : at + len(data)] = data
    path.write_bytes(bytes(content))


def test_a_deleted_record(scenario: Path, tmp_path: Path) -> None:
    path = shp(tmp_path, scenario).with_suffix(".dbf")
    (header,) = struct.unpack("<H", path.read_bytes()[8:10])
    patch(path, header, b"*")
    assert refused(shapefile.read, path.with_suffix(".shp")) == {"WITNESS_RECORD_DELETED"}


@pytest.mark.parametrize(
    ("at", "data", "code"),
    [
        (4, b"\x07", "WITNESS_COUNT_DIFFERS"),
        (10, b"\x07\x00", "WITNESS_DBF_BROKEN"),
    ],
)
def test_a_broken_header(scenario: Path, tmp_path: Path, at: int, data: bytes, code: str) -> None:
    path = shp(tmp_path, scenario).with_suffix(".dbf")
    patch(path, at, data)
    assert refused(dbase.read, path) == {code}


def test_a_short_shapefile(scenario: Path, tmp_path: Path) -> None:
    path = shp(tmp_path, scenario)
    path.write_bytes(path.read_bytes()[:-8])
    assert refused(shapefile.read, path) == {"WITNESS_SHP_BROKEN"}


def test_a_number_that_is_none(scenario: Path, tmp_path: Path) -> None:
    path = shp(tmp_path, scenario).with_suffix(".dbf")
    content = path.read_bytes().replace(b" 900", b"9,00", 1)
    path.write_bytes(content)
    assert refused(dbase.read, path) == {"WITNESS_CELL_BROKEN"}


def test_what_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "l.xlsx"
    path.write_bytes(b"PK no")
    assert refused(workbook.read, path) == {"WITNESS_WORKBOOK_BROKEN"}


def test_text_in_gb18030(tmp_path: Path) -> None:
    path = tmp_path / "l.csv"
    path.write_bytes("编号,户数\n一,1\n".encode("gb18030"))
    assert delimited.read(path).columns == ("编号", "户数")


def test_a_document_that_is_no_mapping(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("[]", encoding="utf-8")
    assert digests.read(tmp_path).outputs == {}
    assert documents.read_json(tmp_path / "manifest.json") == []


def test_checksums(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    (tmp_path / "b.txt").write_text("b")
    digest = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
    manifest = digests.Manifest({"u": "1", "v": "2"}, {"a.txt": digest, "gone": digest})
    found = {(item.code, item.place.file) for item in digests.outputs_differ(tmp_path, manifest)}
    assert found == {("CHECKSUM_FILE_MISSING", "gone"), ("CHECKSUM_FILE_FOREIGN", "b.txt")}
    (tmp_path / "a.txt").write_text("c")
    found = {(item.code, item.place.file) for item in digests.outputs_differ(tmp_path, manifest)}
    assert ("CHECKSUM_OUTPUT_DIFFERS", "a.txt") in found
    now = {"u": "1", "v": "3", "w": "4", "x": ""}
    found = {(item.code, item.place.file) for item in digests.inputs_differ(now, manifest)}
    assert found == {
        ("CHECKSUM_INPUT_DIFFERS", "v"),
        ("CHECKSUM_INPUT_UNLISTED", "w"),
        ("CHECKSUM_INPUT_MISSING", "x"),
    }
