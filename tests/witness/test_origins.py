"""The witness follows every unit of a clean file back to the raw files, and tells what was lost."""

import json
import shutil
from pathlib import Path
from typing import Any

import geopandas as gpd
import openpyxl
import pytest

from redistrict import witness
from redistrict.domain.findings import Finding
from redistrict.intake import district as intake_district
from redistrict.intake import scenario as intake_scenario
from redistrict.run.importing import Wish, run
from redistrict.store.text import sha256
from redistrict.synth import messy
from redistrict.witness import origins
from tests.files.test_messy import answer

SCENARIO = """
households_definition = "常住户"
as_of = "2026-09"
source = "示例"
[rules]
min = 1000
max = 3000
[units]
path = "clean/units.gpkg"
id = "id"
name = "name"
households = "households"
subdistrict = "subdistrict"
community = "community"
outside = "outside"
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("origins")
    messy.write(folder / "raw")
    raw = folder / "raw"
    files = (raw / "小区边界.shp",), (raw / "小区台账.xlsx",)
    wish = Wish(folder / "clean", *files, accept=("all",), points_crs="gcj02")
    run(wish)
    answer(folder / "clean")
    assert run(wish).written
    (folder / "scenario.toml").write_text(SCENARIO, encoding="utf-8")
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "copy"))


def told(folder: Path) -> dict[str, Finding]:
    return {item.code: item for item in witness.read(folder / "scenario.toml").notices}


def rewritten(folder: Path, **change: Any) -> None:
    """Change the record of the import as a faulty import would have written it."""
    path = folder / "clean" / "import.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    for key, value in change.items():
        target: Any = record
        *way, last = key.split("__")
        for name in way:
            target = target[int(name)] if name.isdigit() else target[name]
        target[last] = value
    path.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")


def test_a_true_import_is_traced_without_a_word(folder: Path) -> None:
    assert told(folder) == {}


def test_intake_and_witness_name_the_same_inputs(folder: Path) -> None:
    scenario = folder / "scenario.toml"
    inputs = dict(intake_district.read(intake_scenario.read(scenario)).inputs)
    assert set(inputs) == {"clean/units.gpkg", "clean/import.json"}
    digests = dict(witness.read(scenario).digests)
    del digests["scenario.toml"]
    assert digests == inputs


def test_a_wrong_number(folder: Path) -> None:
    """The import says another number than the raw cell."""
    record = json.loads((folder / "clean" / "import.json").read_text(encoding="utf-8"))
    at = next(at for at, unit in enumerate(record["units"]) if unit["source"] == "ledger")
    rewritten(folder, **{f"units__{at}__households": 1})
    assert {"WITNESS_RAW_NUMBER", "WITNESS_IMPORT_NUMBER"} <= set(told(folder))


def test_a_number_that_nobody_answered(folder: Path) -> None:
    rewritten(folder, answers=[])
    found = told(folder)
    assert found["WITNESS_RAW_NUMBER"].facts["raw"] == "-"


def test_a_lost_row_and_a_lost_record(folder: Path) -> None:
    record = json.loads((folder / "clean" / "import.json").read_text(encoding="utf-8"))
    lost = record["units"][0]
    rewritten(folder, units=record["units"][1:])
    found = told(folder)
    assert found["WITNESS_RAW_RECORD"].place.row == lost["record"]
    assert found["WITNESS_RAW_ROW"].place.row == lost["rows"][0][1]


def test_raw_files_that_changed_or_went(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "raw" / "小区台账.xlsx")
    page: Any = book.active
    page["D5"] = 9999
    book.save(folder / "raw" / "小区台账.xlsx")
    assert set(told(folder)) == {"WITNESS_RAW_CHANGED"}
    (folder / "raw" / "小区台账.xlsx").unlink()
    assert set(told(folder)) == {"WITNESS_RAW_MISSING"}


def test_a_ledger_changed_together_with_its_checksum(folder: Path) -> None:
    """Who forges the checksum too is told by the cell."""
    raw = folder / "raw" / "小区台账.xlsx"
    book = openpyxl.load_workbook(raw)
    page: Any = book.active
    page["D6"] = 9999
    book.save(raw)
    rewritten(folder, inputs__1__sha256=sha256(raw))
    found = told(folder)
    assert found["WITNESS_RAW_NUMBER"].place.row == 6
    assert found["WITNESS_RAW_NUMBER"].facts["raw"] == "9999"


def test_a_community_that_no_raw_file_states(folder: Path) -> None:
    record = json.loads((folder / "clean" / "import.json").read_text(encoding="utf-8"))
    at = next(at for at, unit in enumerate(record["units"]) if unit["home"] == "stated")
    unit = record["units"][at]
    rewritten(folder, **{f"units__{at}__community": "别处社区"})
    found = told(folder)["WITNESS_RAW_COMMUNITY"]
    assert (found.place.unit, found.facts["clean"]) == (unit["id"], "别处社区")


def test_a_rule_over_a_stated_community(folder: Path) -> None:
    """Who says that no community was stated is told by the raw cell."""
    record = json.loads((folder / "clean" / "import.json").read_text(encoding="utf-8"))
    at = next(at for at, unit in enumerate(record["units"]) if unit["home"] == "stated")
    rewritten(folder, **{f"units__{at}__home": "none", f"units__{at}__community": ""})
    assert told(folder)["WITNESS_RAW_COMMUNITY"].facts["clean"] == "-"


def test_a_record_of_another_format(folder: Path) -> None:
    rewritten(folder, format=1)
    assert set(told(folder)) == {"WITNESS_IMPORT_FORMAT"}


def test_a_clean_file_that_was_edited(folder: Path) -> None:
    rewritten(folder, output__sha256="0" * 64)
    assert set(told(folder)) == {"WITNESS_IMPORT_EDITED"}


def test_an_outline_that_grew(folder: Path) -> None:
    clean = folder / "clean" / "units.gpkg"
    shapes = gpd.read_file(clean).set_index("id").geometry
    assert origins.trace(clean, {}, dict(shapes.items())) == ()
    grown = shapes.buffer(3.0)  # 2 * 4 * 3 / 260 m: more than two percent
    found = origins.trace(clean, {}, dict(grown.items()))
    sound = messy.COLUMNS * messy.ROWS - 1  # the outline that crosses itself has no true area
    assert [item.code for item in found] == ["WITNESS_RAW_SHAPE"] * sound
