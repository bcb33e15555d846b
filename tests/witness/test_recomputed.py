"""What an import gave by a rule, computed again from the raw files by the witness's own code."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from redistrict.cli.group import main
from redistrict.domain.exits import Exit
from redistrict.domain.findings import Finding
from redistrict.intake import gcj
from redistrict.intake.answers import Answers
from redistrict.intake.draft import Draft
from redistrict.intake.listing import list_neighbours
from redistrict.run.importing import Wish, run
from redistrict.run.verify import need_agreement
from redistrict.store.layers import write_layers
from redistrict.store.text import sha256
from redistrict.witness import origins, shifted, sides

CRS = "EPSG:4544"
EAST, NORTH = 500_000, 4_000_000


def box(west: float, south: float, width: float, height: float) -> Any:
    return shapely.box(EAST + west, NORTH + south, EAST + west + width, NORTH + south + height)


def told(folder: Path) -> dict[str, Finding]:
    clean = next(path for name in ("units.gpkg", "units.csv")
                 if (path := folder / "clean" / name).exists())  # fmt: skip
    shapes = {}
    if clean.suffix == ".gpkg":
        shapes = dict(gpd.read_file(clean).set_index("id").geometry.items())
    return {item.code: item for item in origins.trace(clean, {}, shapes)}


def forged(folder: Path, change: Callable[[gpd.GeoDataFrame, dict[str, Any]], Any]) -> None:
    """Change the clean layer and the record as a faulty import would have written them."""
    clean, record = folder / "clean" / "units.gpkg", folder / "clean" / "import.json"
    frame, made = gpd.read_file(clean), json.loads(record.read_text(encoding="utf-8"))
    changed = change(frame, made)
    frame = frame if changed is None else changed
    clean.unlink()
    write_layers(clean, {"units": frame})
    made["output"]["sha256"] = sha256(clean)
    record.write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")


# Neighbours of a list

NAMES = ["文苑小区", "阳光小区", "文 苑", "东山(一期)", "新街"]
SIGNS = ["东至", "南至", "西临", "北靠", "东侧至", "北边：", "南：", "西", "至", "，", "；", " ",
         "、", "/", "一路", "二路", "清河", "环线", *NAMES]  # fmt: skip
TEXT = st.one_of(
    st.lists(st.sampled_from(SIGNS), max_size=14).map("".join),
    st.lists(st.sampled_from(["一路", "二路", "三街", "清河", "文苑"]), min_size=4, max_size=4).map(
        lambda four: "，".join(
            f"{side}至{name}" for side, name in zip("东南西北", four, strict=True)
        )
    ),
)
ROW = st.tuples(st.sampled_from(NAMES), st.sampled_from(["甲街道", "甲街道办事处", "乙街道"]), TEXT,
                st.sampled_from(["", "001", "文苑", "阳光；002", "新街、文苑小区"]))  # fmt: skip


@settings(max_examples=300, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ROW, min_size=1, max_size=8))
def test_intake_and_witness_tell_the_same_neighbours(rows: list[tuple[str, ...]]) -> None:
    ids = [f"{at + 1:03d}" for at in range(len(rows))]
    names, parents, bounds, stated = (list(column) for column in zip(*rows, strict=True))
    draft = Draft("台账", {"id": ids, "name": names, "subdistrict": parents, "bounds": bounds,
                         "neighbours": stated}, [0] * len(rows), Answers())  # fmt: skip
    list_neighbours(draft)
    written = {(min(one, other), max(one, other))
               for one, text in zip(ids, draft.columns["neighbours"], strict=True)
               for other in filter(None, text.split(";"))}  # fmt: skip
    listed = sides.Listed(
        [
            sides.Compound(own, name, parent, {"bounds": text, "neighbours": words})
            for own, name, parent, text, words in zip(
                ids, names, parents, bounds, stated, strict=True
            )
        ]
    )
    assert sides.pairs(listed) == written


LIST = """小区编号,小区名称,街道,社区,户数,四至
001,甲小区,河东街道,东山社区,500,"东至中街，南至一路，西至西街，北至二路"
002,乙小区,河东街道,东山社区,500,"东至东街，南至一路，西至中街，北至二路"
003,丙小区,河东街道,西湖社区,500,见附图
"""


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    """An import of a list: two neighbours told by 四至, one answered."""
    (tmp_path / "台账.csv").write_text(LIST, encoding="utf-8-sig")
    (tmp_path / "answers.csv").write_text(
        "kind,file,row,name,proposed,answer,reason\nneighbours,台账.csv,4,003,,乙小区,隔巷相望\n",
        encoding="utf-8",
    )
    wish = Wish(tmp_path / "clean", ledgers=(tmp_path / "台账.csv",), accept=("all",),
                answers=tmp_path / "answers.csv")  # fmt: skip
    done = run(wish)
    assert done.written, done.findings
    return tmp_path


def rewritten(folder: Path, unit: str, column: str, text: str) -> None:
    clean, record = folder / "clean" / "units.csv", folder / "clean" / "import.json"
    with clean.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        row[column] = text if row["id"] == unit else row[column]
    with clean.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    made = json.loads(record.read_text(encoding="utf-8"))
    made["output"]["sha256"] = sha256(clean)
    record.write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")


def test_a_list_is_traced_without_a_word(listed: Path) -> None:
    with (listed / "clean" / "units.csv").open(encoding="utf-8-sig", newline="") as stream:
        found = {row["id"]: row["neighbours"] for row in csv.DictReader(stream)}
    assert found == {"001": "002", "002": "001;003", "003": "002"}
    assert told(listed) == {}


def test_a_neighbour_lost(listed: Path) -> None:
    rewritten(listed, "001", "neighbours", "")
    rewritten(listed, "002", "neighbours", "003")
    found = told(listed)
    assert set(found) == {"WITNESS_NEIGHBOUR_LOST"}
    assert found["WITNESS_NEIGHBOUR_LOST"].place.unit == "001"


def test_a_neighbour_that_nobody_states(listed: Path) -> None:
    rewritten(listed, "003", "neighbours", "001;002")
    found = told(listed)
    assert set(found) == {"WITNESS_NEIGHBOUR_EXTRA"}
    assert found["WITNESS_NEIGHBOUR_EXTRA"].facts["other"] == "003"


def test_another_subdistrict_than_the_raw_one(listed: Path) -> None:
    rewritten(listed, "003", "subdistrict", "河西街道")
    found = told(listed)["WITNESS_RAW_PARENT"]
    assert (found.place.row, found.facts["raw"]) == (4, "河东街道")


# Estimates


@pytest.fixture
def estimated(tmp_path: Path) -> Path:
    """Thirteen units, two of them to be estimated; three of the buildings cross themselves."""
    units = gpd.GeoDataFrame(
        {"id": [f"{at:02d}" for at in range(13)], "街道": "甲街道", "社区": "乙社区",
         "户数": ["120" if at not in (4, 5) else "" for at in range(13)]},
        geometry=[box(200 * at, 0, 200, 200) for at in range(13)], crs=CRS,
    )  # fmt: skip
    shapes = [box(200 * at + 150, 10, 100, 20) for at in range(12)] + [box(860, 50, 40, 50)]
    spike = shapely.get_coordinates(shapes[5]).tolist()
    twice = shapely.MultiPolygon([shapes[3], box(760, 10, 60, 20)])
    crossing = [[0, 0], [60, 60], [60, 0], [0, 60], [0, 0]]
    bow = shapely.Polygon([(EAST + 1000 + x, NORTH + 100 + y) for x, y in crossing])
    shapes[3], shapes[5] = twice, shapely.Polygon([*spike[:1], [spike[0][0], NORTH + 90], *spike])
    houses = gpd.GeoDataFrame(
        {"层数": ["6"] * 12 + ["十八", "3"]}, geometry=[*shapes, bow], crs=CRS
    ).to_crs(4490)
    units.to_file(tmp_path / "units.gpkg")
    houses.to_file(tmp_path / "houses.gpkg")
    wish = Wish(tmp_path / "clean", (tmp_path / "units.gpkg",), missing="estimate",
                buildings=tmp_path / "houses.gpkg", accept=("all",))  # fmt: skip
    done = run(wish)
    assert done.written, done.findings
    mended = {item.code: item for item in done.findings}["IMPORT_PART_MENDED"]
    assert (mended.place.file, mended.facts["count"]) == ("houses.gpkg", 3)
    return tmp_path


def test_estimates_are_computed_again(estimated: Path) -> None:
    found = told(estimated)
    assert set(found) == {"WITNESS_ESTIMATED"}
    assert found["WITNESS_ESTIMATED"].facts["count"] == 2


def test_an_estimate_that_is_not_the_rules(estimated: Path) -> None:
    def change(frame: gpd.GeoDataFrame, made: dict[str, Any]) -> None:
        frame.loc[frame["id"] == "05", "households"] += 1
        made["units"][5]["households"] += 1

    forged(estimated, change)
    found = told(estimated)["WITNESS_RAW_ESTIMATE"]
    assert (found.place.unit, found.facts["clean"]) == ("05", int(str(found.facts["right"])) + 1)


@pytest.mark.parametrize("source", ["zero", "block", "", "elsewhere"])
def test_a_number_that_no_rule_gives(source: str, estimated: Path) -> None:
    def change(_frame: gpd.GeoDataFrame, made: dict[str, Any]) -> None:
        made["units"][5]["source"] = source

    forged(estimated, change)
    assert told(estimated)["WITNESS_RAW_NUMBER"].place.unit == "05"


# Derived ground

SPOTS = [(50, 50), (150, 60), (60, 150), (240, 250), (330, 240)]


def derived(folder: Path, kind: str, *, limit: bool = True) -> Path:
    """Import five points in two blocks, from a layer or from a ledger as a map service has them."""
    road = shapely.LineString([(EAST + 200, NORTH - 20), (EAST + 200, NORTH + 420)])
    gpd.GeoDataFrame({"name": ["中街"]}, geometry=[road], crs=CRS).to_file(folder / "roads.gpkg")
    gpd.GeoDataFrame(geometry=[box(0, 0, 400, 400)], crs=CRS).to_file(folder / "limit.gpkg")
    points = gpd.GeoDataFrame(
        {"id": [f"{at + 1:03d}" for at in range(5)], "街道": "甲街道", "社区": "乙社区",
         "户数": "100"},
        geometry=[shapely.Point(EAST + x, NORTH + y) for x, y in SPOTS], crs=CRS,
    )  # fmt: skip
    files: dict[str, Any] = {"roads": folder / "roads.gpkg"}
    if limit:
        files["limit"] = folder / "limit.gpkg"
    if kind == "layer":
        points.to_file(folder / "points.gpkg")
        files["layers"] = (folder / "points.gpkg",)
    else:
        places = shapely.get_coordinates(points.to_crs(4490).geometry)
        shown = gcj.apply(places)
        shown = gcj.apply_bd(shown) if kind == "bd09" else shown
        rows = points.drop(columns="geometry").assign(经度=shown[:, 0], 纬度=shown[:, 1])
        rows.to_csv(folder / "points.csv", index=False, encoding="utf-8-sig")
        files |= {"ledgers": (folder / "points.csv",), "points_crs": kind}
    done = run(Wish(folder / "clean", accept=("all",), **files))
    assert done.written, done.findings
    return folder


@pytest.mark.parametrize("limit", [True, False])
@pytest.mark.parametrize("kind", ["layer", "gcj02", "bd09"])
def test_derived_ground_is_held_to_its_points(kind: str, limit: bool, tmp_path: Path) -> None:
    found = told(derived(tmp_path, kind, limit=limit))
    assert set(found) == {"WITNESS_GROUND_DERIVED"}, found
    assert found["WITNESS_GROUND_DERIVED"].facts["points"] == 5


def _swap(frame: gpd.GeoDataFrame, _made: dict[str, Any]) -> None:
    shapes = list(frame.geometry)
    frame.geometry = [shapes[1], shapes[0], *shapes[2:]]


def _grow(frame: gpd.GeoDataFrame, _made: dict[str, Any]) -> None:
    frame.geometry = [frame.geometry[0].union(box(60, 20, 80, 20)), *frame.geometry[1:]]


def _reach_out(frame: gpd.GeoDataFrame, _made: dict[str, Any]) -> None:
    frame.geometry = [frame.geometry[0].union(box(-50, 0, 50, 100)), *frame.geometry[1:]]


def _leave_out(frame: gpd.GeoDataFrame, _made: dict[str, Any]) -> None:
    frame.geometry = [frame.geometry[0].difference(box(0, 0, 40, 40)), *frame.geometry[1:]]


@pytest.mark.parametrize(
    ("change", "code"),
    [(_swap, "WITNESS_GROUND_POINT"), (_grow, "WITNESS_GROUND_OVERLAP"),
     (_reach_out, "WITNESS_GROUND_BEYOND"), (_leave_out, "WITNESS_GROUND_LEFT")],
)  # fmt: skip
def test_derived_ground_that_is_wrong(change: Any, code: str, tmp_path: Path) -> None:
    forged(derived(tmp_path, "gcj02"), change)
    assert set(told(tmp_path)) == {code, "WITNESS_GROUND_DERIVED"}


def test_both_readings_of_shifted_coordinates_agree() -> None:
    random = np.random.default_rng(20261126)
    points = np.column_stack([random.uniform(75, 134, 100), random.uniform(4, 53, 100)])
    for kind in gcj.KINDS:
        assert np.abs(gcj.undo(points, kind) - shifted.true(points, kind)).max() < 1e-12


# Raw files that are gone

SCENARIO = """households_definition = "常住户"
as_of = "2026-09"
source = "示例"
[rules]
min = 400
max = 1200
[goals]
alternatives = ["least-change"]
[ledger]
path = "clean/units.csv"
id = "id"
name = "name"
households = "households"
subdistrict = "subdistrict"
community = "community"
neighbours = "neighbours"
"""


def test_a_proposal_whose_raw_files_are_gone_is_not_verified_to_the_end(listed: Path) -> None:
    """The archivist is told so, in words, in JSON and by the exit code; nothing new is proposed."""
    scenario = listed / "scenario.toml"
    scenario.write_text(SCENARIO, encoding="utf-8")

    def ran(*words: object) -> Any:
        return CliRunner().invoke(main, [str(word) for word in words])

    made = ran("propose", scenario, "--out", listed / "plan", "-q")
    assert made.exit_code == Exit.DONE, made.output
    whole = json.loads(ran("verify", listed / "plan", "--json", "-q").stdout)
    assert (whole["accepted"], whole["verdict"], whole["traced"]) == (True, "accepted", True)
    (listed / "台账.csv").unlink()
    done = ran("verify", listed / "plan", "--json", "-q")
    said = json.loads(done.stdout)
    assert done.exit_code == Exit.STOPPED
    assert (said["accepted"], said["verdict"], said["traced"]) == (False, "incomplete", False)
    (lost,) = said["findings"]
    assert (lost["code"], ".." in lost["sentence"]) == ("WITNESS_RAW_MISSING", False)
    assert "Not verified to the end" in ran("verify", listed / "plan", "--lang", "en").stdout
    need_agreement(listed / "plan")  # papers of a plan that stands may still be printed
    again = ran("propose", scenario, "--out", listed / "again", "-q")
    assert again.exit_code == Exit.REJECTED
    assert not (listed / "again").exists()
