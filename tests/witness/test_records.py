"""The record of an import, each word of it false once."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
import shapely

from redistrict.domain.findings import Finding
from redistrict.witness import ground, origins, raw
from redistrict.witness.imports import FORMAT, cleaned

SQUARE = [[[0, 0], [0, 0.001], [0.001, 0.001], [0.001, 0], [0, 0]]]
LEDGER = "房号,户数,社区\n一,30,和平社区\n二,40,\n,,\n合计,70,\n备注,,\n"
UNITS = [
    {"id": "u1", "file": "l.geojson", "record": 1, "rows": [["l.csv", 2]], "households": 30,
     "source": "ledger", "community": "和平", "home": "stated"},
    {"id": "u2", "file": "l.geojson", "record": 2, "rows": [["l.csv", 3]], "households": 40,
     "source": "ledger", "community": "", "home": "none"},
]  # fmt: skip


def sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write(folder: Path, **change: Any) -> Path:
    """Write two units with a layer of two squares and a ledger; return the clean file."""
    shape = {"type": "Polygon", "coordinates": SQUARE}
    features = [
        {"type": "Feature", "properties": {"h": at, "c": "和平居委会"}, "geometry": shape}
        for at in (30, 40)
    ]
    (folder / "l.geojson").write_text(json.dumps({"features": features}), encoding="utf-8")
    (folder / "l.csv").write_text(LEDGER, encoding="utf-8")
    clean = folder / "units.csv"
    clean.write_text("id,subdistrict\nu1,\nu2,\n", encoding="utf-8")
    layer = {
        "part": "layer", "path": "l.geojson", "sha256": sha(folder / "l.geojson"), "columns": {},
    }  # fmt: skip
    ledger = {
        "part": "ledger", "path": "l.csv", "sha256": sha(folder / "l.csv"), "label": "l.csv",
        "heading": 1, "totals": [5], "columns": {"households": 2, "community": 3},
    }  # fmt: skip
    record = {
        "format": FORMAT, "output": {"file": clean.name, "sha256": sha(clean)},
        "inputs": [layer | change.pop("layer", {}), ledger | change.pop("ledger", {})],
        "units": [unit | change.pop(unit["id"], {}) for unit in UNITS],
        "answers": [{"kind": "match", "answer": "drop", "file": "l.csv", "row": 6}],
    }  # fmt: skip
    record |= change
    (folder / "import.json").write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    return clean


def told(clean: Path, shapes: dict[str, Any] | None = None) -> list[Finding]:
    return list(origins.trace(clean, {"u1": 30, "u2": 40}, shapes or {}))


def test_a_true_record(tmp_path: Path) -> None:
    assert told(write(tmp_path)) == []
    assert origins.trace(tmp_path / "other.csv", {}, {}) == ()
    (tmp_path / "import.json").unlink()
    assert told(tmp_path / "units.csv") == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[]", "WITNESS_IMPORT_BROKEN"),
        ('{"format": 2}', "WITNESS_IMPORT_BROKEN"),
        ('{"format": 2, "output": "units.csv"}', "WITNESS_IMPORT_BROKEN"),
        ('{"format": 2, "output": {}}', "WITNESS_IMPORT_BROKEN"),
        ('{"format": 2, "output": {"file": 7}}', "WITNESS_IMPORT_BROKEN"),
        ('{"format": 2, "output": {"file": "units.csv"}}', "WITNESS_IMPORT_BROKEN"),
        ("{}", "WITNESS_IMPORT_FORMAT"),
    ],
)
def test_a_record_that_names_no_file_is_told(tmp_path: Path, text: str, code: str) -> None:
    """Without its output a record would trace nothing, and nobody would know."""
    clean = write(tmp_path)
    (tmp_path / "import.json").write_text(text, encoding="utf-8")
    assert [item.code for item in told(clean)] == [code]


def test_a_clean_file_by_ids_or_names(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    for text, at in (("id,name\nx,y\n", {"x": 0}), ("n,name\n1, y \n", {"y": 0}), ("n\n1\n", {})):
        path.write_text(text, encoding="utf-8")
        found = cleaned(path)
        assert dict(found.at) == at
        assert (found.text("z", "n"), found.shape("y"), found.derived) == ("", None, False)


@pytest.mark.parametrize(
    ("change", "code", "unit", "facts"),
    [
        ({"u1": {"households": 31}}, "WITNESS_IMPORT_NUMBER", "u1", {"clean": 30, "recorded": 31}),
        ({"u1": {"households": 31}}, "WITNESS_RAW_NUMBER", "u1", {"clean": 31, "raw": "30"}),
        ({"u1": {"source": "answer"}}, "WITNESS_RAW_NUMBER", "u1", {"clean": 30, "raw": "30"}),
        ({"u1": {"source": "zero"}}, "WITNESS_RAW_NUMBER", "u1", {"clean": 30, "raw": "30"}),
        ({"u1": {"community": "光明"}}, "WITNESS_RAW_COMMUNITY", "u1",
         {"clean": "光明", "raw": "和平社区"}),
        ({"u1": {"home": "answer"}}, "WITNESS_RAW_COMMUNITY", "u1",
         {"clean": "和平", "raw": "和平社区"}),
        ({"u2": {"home": "stated", "community": "和平"}}, "WITNESS_RAW_COMMUNITY", "u2",
         {"clean": "和平", "raw": "-"}),
        ({"u1": {"home": "none"}}, "WITNESS_RAW_COMMUNITY", "u1",
         {"clean": "和平", "raw": "和平社区"}),
        ({"u2": {"record": 1}}, "WITNESS_RAW_RECORD", "", {}),
        ({"u2": {"record": 3}}, "WITNESS_RAW_RECORD", "", {}),
        ({"u2": {"file": "k.geojson"}}, "WITNESS_RAW_RECORD", "u2", {}),
        ({"u2": {"rows": []}}, "WITNESS_RAW_ROW", "", {}),
        ({"answers": []}, "WITNESS_RAW_ROW", "", {}),
        ({"ledger": {"totals": []}}, "WITNESS_RAW_ROW", "", {}),
        ({"ledger": {"heading": 0}}, "WITNESS_RAW_ROW", "", {}),
        ({"format": 1}, "WITNESS_IMPORT_FORMAT", "", {"format": "1", "known": FORMAT}),
        ({"output": {"file": "units.csv", "sha256": ""}}, "WITNESS_IMPORT_EDITED", "", {}),
        ({"u1": {"source": "estimate"}}, "WITNESS_ESTIMATED", "", {"count": 1}),
        ({"u2": {"home": "nearest"}}, "WITNESS_HOMES_NEAREST", "", {"count": 1}),
    ],
)  # fmt: skip
def test_a_false_word(
    tmp_path: Path, change: dict[str, Any], code: str, unit: str, facts: dict[str, Any]
) -> None:
    found = [item for item in told(write(tmp_path, **change)) if item.code == code]
    assert found
    assert (found[0].place.unit, dict(found[0].facts)) == (unit, facts)


def test_rows_and_records_are_named(tmp_path: Path) -> None:
    (lost,) = [item for item in told(write(tmp_path, u2={"rows": []}))
               if item.code == "WITNESS_RAW_ROW"]  # fmt: skip
    assert (lost.place.file, lost.place.row) == ("l.csv", 3)
    found = [item.place.row for item in told(write(tmp_path, u2={"record": 3}))
             if item.code == "WITNESS_RAW_RECORD"]  # fmt: skip
    assert found == [2, 3]
    twice = [item.place.row for item in told(write(tmp_path, u2={"record": 1}))
             if item.code == "WITNESS_RAW_RECORD"]  # fmt: skip
    assert twice == [2, None]


def test_rows_of_one_unit_add_up(tmp_path: Path) -> None:
    both = {"rows": [["l.csv", 2], ["l.csv", 3]], "households": 70}
    other = {"rows": [], "source": "zero", "households": 0}
    found = {item.code: item for item in told(write(tmp_path, u1=both, u2=other))}
    assert set(found) == {"WITNESS_IMPORT_NUMBER"}
    found = {
        item.code: item for item in told(write(tmp_path, u1=both | {"households": 71}, u2=other))
    }
    assert found["WITNESS_RAW_NUMBER"].facts["raw"] == "30、40"


def test_answers_stand_in_for_cells(tmp_path: Path) -> None:
    answers = [
        {"kind": "match", "answer": "drop", "file": "l.csv", "row": 6},
        {"kind": "households", "name": "u2", "answer": "40户", "file": "", "row": 0},
        {"kind": "households", "name": "u1", "answer": "30", "file": "", "row": 0},
        {"kind": "community", "name": "u2", "answer": "光明居委会", "file": "", "row": 0},
    ]
    asked = {"source": "answer", "home": "answer", "community": "光明社区"}
    ledger = {"columns": {"community": 3}}
    first = {"source": "answer"}
    assert told(write(tmp_path, u1=first, u2=asked, answers=answers, ledger=ledger)) == []
    (wrong,) = told(write(tmp_path, u1=first, u2=asked | {"households": 41}, answers=answers,
                          ledger=ledger))[1:]  # fmt: skip
    assert (wrong.code, wrong.facts["raw"]) == ("WITNESS_RAW_NUMBER", "-")


def test_cells_of_the_layer(tmp_path: Path) -> None:
    """Households and communities may stand in the layer; a cell that is no number is told."""
    layer = {"columns": {"households": "h", "community": "c"}}
    own = {"source": "layer", "home": "stated", "community": "和平"}
    ledger = {"columns": {}}
    assert told(write(tmp_path, layer=layer, ledger=ledger, u1=own, u2=own)) == []
    wrong = told(write(tmp_path, layer=layer, ledger=ledger, u1=own, u2=own | {"households": 30}))
    assert [(item.code, item.place.row) for item in wrong] == [
        ("WITNESS_IMPORT_NUMBER", None), ("WITNESS_RAW_NUMBER", 2),
    ]  # fmt: skip
    other = told(write(tmp_path, layer=layer, ledger={"columns": {"community": 3}}, u1=own,
                       u2=own | {"community": "光明"}))  # fmt: skip
    assert [(item.code, item.place.row) for item in other] == [("WITNESS_RAW_COMMUNITY", 2)]


@pytest.mark.parametrize(
    ("name", "part", "content", "why"),
    [
        ("l.geojson", "layer", b"{}", "WITNESS_FILE_EMPTY"),
        ("l.csv", "ledger", b"\xff\xff\xff", "WITNESS_TEXT_BROKEN"),
        ("l.pdf", "ledger", b"x", ".pdf"),
    ],
)
def test_raw_files_that_the_witness_cannot_read(
    tmp_path: Path, name: str, part: str, content: bytes, why: str
) -> None:
    """It says so, and nothing is said of numbers then."""
    write(tmp_path)
    (tmp_path / name).write_bytes(content)
    record = json.loads((tmp_path / "import.json").read_text(encoding="utf-8"))
    stated = next(item for item in record["inputs"] if item["part"] == part)
    stated |= {"path": name, "sha256": sha(tmp_path / name)}
    record["units"][0]["community"] = "光明"
    (tmp_path / "import.json").write_text(json.dumps(record), encoding="utf-8")
    found = told(tmp_path / "units.csv")
    assert [item.facts["why"] for item in found if item.code == "WITNESS_RAW_UNREAD"] == [why]
    assert "WITNESS_RAW_COMMUNITY" not in {item.code for item in found}


def entries(record: Any) -> list[tuple[Any, ...]]:
    """Return the way to every entry of a record."""
    found: list[tuple[Any, ...]] = []
    for key, item in record.items() if isinstance(record, dict) else enumerate(record):
        inner = entries(item) if isinstance(item, dict | list) else []
        found += [(key,), *((key, *rest) for rest in inner)]
    return found


@pytest.mark.parametrize("spoilt", ["left out", None, "x", [], {}])
def test_a_record_broken_by_hand_is_told(tmp_path: Path, spoilt: Any) -> None:
    """Every entry is left out or spoilt in turn; what must be there is named, nothing is thrown."""
    clean = write(tmp_path)
    path = tmp_path / "import.json"
    whole = path.read_text(encoding="utf-8")
    broken = set()
    for way in entries(json.loads(whole)):
        record = holder = json.loads(whole)
        for key in way[:-1]:
            holder = holder[key]
        if spoilt == "left out":
            del holder[way[-1]]
        else:
            holder[way[-1]] = spoilt
        path.write_text(json.dumps(record), encoding="utf-8")
        found = told(clean)
        if "WITNESS_IMPORT_BROKEN" in {item.code for item in found}:
            (one,) = found
            assert (one.place.file, bool(one.place.column)) == ("import.json", True)
            broken.add(way[-1])
    if spoilt == "left out":
        assert broken == {
            "output", "inputs", "units", "part", "path", "sha256", "label", "heading", "totals",
            "id", "file", "record", "rows", "households", "source", "community", "home", "kind",
            "answer", "row", "columns", 0, 1,
        }  # fmt: skip


def test_a_system_of_the_clean_file_that_nobody_knows_is_named() -> None:
    found = raw.placed([shapely.Point(113, 23)], "", "EPSG:4326", "nowhere" * 20)
    assert (found.code, found.facts) == ("WITNESS_GROUND_STATED", {"crs": ("nowhere" * 20)[:60]})


def test_outlines_are_compared_by_their_area(tmp_path: Path) -> None:
    """One percent more is told; points and layers in no known system are left alone."""
    clean = write(tmp_path)
    raw = shapely.area(ground.settle(
        [shapely.Polygon(SQUARE[0])], "", "EPSG:4326").shapes)[0]  # type: ignore[union-attr]  # fmt: skip
    for factor, wrong in ((1.0, 0), (1.009, 0), (0.991, 0), (1.011, 1), (0.989, 1)):
        side = (raw * factor) ** 0.5
        found = told(clean, {"u1": shapely.box(0, 0, side, side)})
        assert [item.place.unit for item in found] == ["u1"] * wrong
        assert {item.code for item in found} <= {"WITNESS_RAW_SHAPE"}
        for item in found:
            facts = {"clean_m2": round(raw * factor), "raw_m2": round(raw)}
            assert dict(item.facts) == facts
    assert told(write(tmp_path, layer={"crs": "gcj02"}), {"u1": shapely.box(0, 0, 9, 9)}) == []
