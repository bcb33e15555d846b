"""One faulty file per fault: refused or reported, with a place and words in both languages."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from redistrict.domain.exits import Exit
from redistrict.domain.words import locate, remedy, sentence
from redistrict.intake.gaps import Gaps
from tests.intake.town import (
    EAST,
    NORTH,
    RULES,
    STATEMENT,
    codes,
    district,
    ledger,
    lines,
    refused,
    square,
    write,
)


def _set(column, row, value):
    def change(frame):
        if isinstance(value, str):
            frame[column] = frame[column].astype(str)
        frame.loc[row, column] = value

    return change


def _shape(row, shape):
    def change(frame):
        shapes = list(frame.geometry)
        shapes[row] = shape
        return frame.set_geometry(gpd.GeoSeries(shapes, crs=frame.crs))

    return change


def _without_row(row):
    return lambda frame: frame.drop(index=row)


def _no_households(frame):
    frame["households"] = frame["households"].astype("Int64")
    frame.loc[2, "households"] = pd.NA


def _bow_tie():
    x, y = EAST, NORTH
    return shapely.Polygon([(x, y), (x + 100, y - 100), (x + 100, y), (x, y - 100)])


REFUSED = {
    "duplicate_id": (_set("id", 1, "001"), "UNIT_ID_TWICE"),
    "empty_id": (_set("id", 1, " "), "UNIT_ID_EMPTY"),
    "full_width_id": (_set("id", 1, "００1"), "UNIT_ID_LOOKALIKE"),
    "words_for_households": (_set("households", 1, "many"), "NUMBER_WRONG"),
    "negative_households": (_set("households", 1, -5), "NUMBER_WRONG"),
    "fraction_of_households": (
        lambda frame: frame.assign(households=frame.households + 0.5), "NUMBER_WRONG"),
    "full_width_households": (_set("households", 1, "６００"), "NUMBER_SPELLED"),
    "thousands_separator": (_set("households", 1, "1,600"), "NUMBER_SPELLED"),
    "missing_households": (_no_households, "HOUSEHOLDS_MISSING"),
    "missing_subdistrict": (_set("street", 1, ""), "SUBDISTRICT_EMPTY"),
    "missing_polygon": (_shape(1, None), "FILE_SHAPE_NULL"),
    "point": (_shape(1, shapely.Point(EAST, NORTH)), "UNIT_NOT_POLYGON"),
    "empty_polygon": (_shape(1, shapely.Polygon()), "FILE_SHAPE_EMPTY"),
    "bow_tie": (_shape(0, _bow_tie()), "UNIT_SHAPE_INVALID"),
    "overlap": (_shape(0, square(0, 0, 1.3)), "UNITS_OVERLAP"),
    "duplicate_polygon": (_shape(0, square(1, 0)), "UNITS_SAME_SHAPE"),
    "homonym": (_set("community", 7, "A"), "COMMUNITY_TWO_HOMES"),
    "missing_column": (lambda frame: frame.rename(columns={"street": "other"}), "COLUMN_MISSING"),
    "nobody": (lambda frame: frame.iloc[:0], "UNITS_NONE"),
    "misspelt_column": (
        lambda frame: frame.rename(columns={"households": "household"}), "COLUMN_MISSING_NEAR"),
}  # fmt: skip
REPORTED = {
    "multipart": (_shape(3, shapely.union(square(1, 1, 1, 1), square(9, 9))), "UNIT_IN_PARTS"),
    "sliver": (_shape(3, square(1, 1, 0.005)), "UNIT_SLIVER"),
    "thin_overlap": (_shape(0, square(0, 0, 1.0005)), "UNITS_OVERLAP_THIN"),
    "gap": (
        _shape(3, shapely.difference(square(1, 1), square(1.2, 1, 0.2, 0.2))), "UNITS_GAP"),
    "island": (_shape(3, square(9, 9)), "UNIT_ISLAND"),
    "nobody_at_home": (_set("households", 1, 0), "UNITS_WITHOUT_HOUSEHOLDS"),
    "no_community": (_set("community", 1, ""), "UNITS_WITHOUT_COMMUNITY"),
    "community_in_pieces": (
        lambda frame: frame.assign(community=["A", "B", "B", "A", "C", "C", "D", "D"]),
        "COMMUNITY_IN_PIECES"),
    "lone_piece": (_without_row([1, 2]), "UNIT_ISLAND"),
}  # fmt: skip


@pytest.mark.parametrize("fault", REFUSED)
def test_refused(fault: str, tmp_path: Path) -> None:
    """The fault is named, at a place, with a remedy, and nothing else is made of the input."""
    change, code = REFUSED[fault]
    exit_code, findings = refused(write(tmp_path, change))
    found = [item for item in findings if item.code == code]
    assert found, codes(findings)
    wrong_scenario = code.startswith("COLUMN_")
    assert exit_code == (Exit.SCENARIO if wrong_scenario else Exit.INPUT)
    for item in found:
        assert item.place.file == "units.gpkg"
        for language in ("en", "zh"):
            assert sentence(item, language)
            assert remedy(item, language)
            assert locate(item, language)


@pytest.mark.parametrize("fault", REPORTED)
def test_reported(fault: str, tmp_path: Path) -> None:
    """What does not make a plan wrong is accepted and said."""
    change, code = REPORTED[fault]
    assert code in codes(district(write(tmp_path, change)).findings)


def test_a_clean_town_has_no_findings(tmp_path: Path) -> None:
    """A check that always speaks would be no check."""
    assert district(write(tmp_path)).findings == ()


def test_everything_at_once(tmp_path: Path) -> None:
    """Faults of cells, shapes, scenario and ledger of communities come in one answer."""

    def change(frame):
        frame["households"] = frame["households"].astype(str)
        frame.loc[0, "households"] = "x"
        frame.loc[1, "id"] = "001"
        return _shape(4, _bow_tie())(frame)

    more = (
        '[controls]\nunits = 9\n[[locks]]\nkind = "together"\nunits = ["001", "zz"]\nreason = "r"\n'
        '[context.roads]\npath = "none.gpkg"\n[community_ledger]\npath = "none.csv"\nname = "n"\n'
    )
    exit_code, findings = refused(write(tmp_path, change, more=more))
    assert exit_code == Exit.INPUT
    wanted = {"NUMBER_WRONG", "UNIT_ID_TWICE", "UNIT_SHAPE_INVALID", "CONTROL_DIFFERS"}
    assert wanted | {"LOCK_UNIT_UNKNOWN", "FILE_MISSING_STATED"} <= codes(findings)
    assert sum(item.code == "FILE_MISSING_STATED" for item in findings) == 2


def test_missing_households_as_zero_by_rule(tmp_path: Path) -> None:
    """The planner's rule is applied and said."""
    path = write(tmp_path, _no_households, units='missing_households = "zero"')
    found = district(path)
    assert found.units[2].households == 0
    assert "HOUSEHOLDS_TAKEN_AS_ZERO" in codes(found.findings)


def test_ledger_and_layer_differ_both_ways(tmp_path: Path) -> None:
    """A row without unit and a unit without row are two faults; the row may be left out."""
    ids = [f"{number:03}" for number in range(2, 10)]
    ledger(tmp_path, id=ids, hh=["10"] * 8)
    more = '[ledger]\npath = "ledger.csv"\nid = "id"\nhouseholds = "hh"\n'
    exit_code, findings = refused(write(tmp_path, more=more))
    assert exit_code == Exit.INPUT
    wrong = {"LEDGER_ROW_WITHOUT_UNIT", "UNIT_WITHOUT_LEDGER"}
    assert codes(findings) == {*wrong, "IMPORT_INSTEAD"}
    assert {item.place.unit for item in findings if item.code in wrong} == {"001", "009"}
    ledger(tmp_path, id=["001", *ids], hh=["10"] * 9)
    found = district(write(tmp_path, more=more + 'unmatched = "drop"\n'))
    assert codes(found.findings) == {"LEDGER_ROW_DROPPED"}
    assert [unit.households for unit in found.units] == [10] * 8


def test_ledger_row_without_id(tmp_path: Path) -> None:
    """A row of the ledger without id belongs to nobody and is refused."""
    ids = [*(f"{number:03}" for number in range(1, 9)), " "]
    ledger(tmp_path, id=ids, hh=["10"] * 9)
    more = '[ledger]\npath = "ledger.csv"\nid = "id"\nhouseholds = "hh"\n'
    _, findings = refused(write(tmp_path, more=more))
    assert [item.place.row for item in findings if item.code == "LEDGER_ID_EMPTY"] == [10]


def test_unit_without_ledger_row_as_zero_by_rule(tmp_path: Path) -> None:
    """The planner's rule for missing households also covers a unit without a row."""
    ledger(tmp_path, id=[f"{number:03}" for number in range(1, 8)], hh=["10"] * 7)
    more = '[ledger]\npath = "ledger.csv"\nid = "id"\nhouseholds = "hh"\n'
    found = district(write(tmp_path, units='missing_households = "zero"', more=more))
    assert found.units[7].households == 0
    said = [item.place.unit for item in found.findings if item.code == "UNIT_WITHOUT_LEDGER_ZERO"]
    assert said == ["008"]


def test_weighted_column_with_an_empty_cell(tmp_path: Path) -> None:
    """A count that has a weight in the workload is not zero in silence."""

    def change(frame):
        frame["old"] = [1, None, 3, 4, 5, 6, 7, 8]

    weights = "workload = { households = 1, old = 2 }\n"
    found = district(write(tmp_path, change, units='counts = ["old"]', top=weights))
    said = [item.place.unit for item in found.findings if item.code == "WEIGHTED_COUNT_EMPTY"]
    assert said == ["002"]


def test_one_community_of_two_names(tmp_path: Path) -> None:
    """The name of a community is one."""

    def change(frame):
        frame["name"] = ["甲", "丙", "乙", "乙", "c", "c", "d", "d"]

    _, findings = refused(write(tmp_path, change, units='community_name = "name"'))
    (found,) = (item for item in findings if item.code == "COMMUNITY_NAMES_DIFFER")
    assert (found.place.community, found.facts["names"]) == ("A", ("丙", "甲"))


def test_subdistrict_in_pieces(tmp_path: Path) -> None:
    """Two parts of a subdistrict that do not meet are said once, with their sizes."""

    def change(frame):
        shapes = list(frame.geometry)
        shapes[1], shapes[3] = square(20, 0), square(20, 1)
        return frame.set_geometry(gpd.GeoSeries(shapes, crs=frame.crs))

    findings = district(write(tmp_path, change)).findings
    (found,) = (item for item in findings if item.code == "SUBDISTRICT_IN_PIECES")
    assert (found.place.subdistrict, found.facts["pieces"]) == ("West", 2)


@pytest.mark.parametrize(
    ("reach", "told"),
    [(44, None), (43.9, 44), (40, 44), (30, 44)],
)
def test_subdistrict_parted_by_a_wide_street(
    tmp_path: Path, reach: float, told: int | None
) -> None:
    """A street of 44 m parts West; the warning says which max_gap_m would join its parts."""

    def change(frame):
        shapes = list(frame.geometry)
        shapes[1], shapes[3] = square(1.44, 0), square(1.44, 1)
        shapes[4:] = [shapely.affinity.translate(shape, 300, 0) for shape in shapes[4:]]
        return frame.set_geometry(gpd.GeoSeries(shapes, crs=frame.crs))

    more = f'[adjacency]\ncontact = "near"\nmax_gap_m = {reach}\n'
    findings = district(write(tmp_path, change, more=more)).findings
    found = [item for item in findings if item.code.startswith("SUBDISTRICT_IN_PIECES")]
    assert [item.facts.get("gap") for item in found] == ([] if told is None else [told])
    if told:
        assert found[0].code == "SUBDISTRICT_IN_PIECES_NEAR"


def test_parts_within_reach_are_cut_off_by_something_else() -> None:
    """Where a barrier lies between, a wider gap would not help; a third part hangs on the next."""
    shapes = {"a": square(0, 0), "b": square(1.2, 0), "c": square(2.7, 0)}
    assert Gaps(shapes, 40).between([["a"], ["b"], ["c"]]) is None
    assert Gaps(shapes, 10).between([["a"], ["b"], ["c"]]) == pytest.approx(50)
    assert Gaps(shapes, 10).between([["c"], ["a"], ["b"]]) == pytest.approx(50)
    assert Gaps(shapes, 10).between([["a"], ["b"]]) == pytest.approx(20)


def test_community_that_its_ledger_lacks(tmp_path: Path) -> None:
    """The ledger of communities need not be whole, but what lacks is said."""
    pd.DataFrame({"name": ["A", "B", "C"]}).to_csv(tmp_path / "c.csv", index=False)
    more = '[community_ledger]\npath = "c.csv"\nname = "name"\n'
    findings = district(write(tmp_path, more=more)).findings
    lacking = [item.place.community for item in findings if item.code == "COMMUNITY_NOT_IN_LEDGER"]
    assert lacking == ["D"]


def test_bridge_between_neighbours(tmp_path: Path) -> None:
    """A bridge that joins nothing new is probably meant for elsewhere."""
    more = '[[adjacency.bridges]]\nreason = "桥"\npairs = [["001", "002"]]\n'
    assert "BRIDGE_JOINS_NOTHING" in codes(district(write(tmp_path, more=more)).findings)


LIST = """
[ledger]
path = "list.csv"
id = "id"
name = "name"
households = "hh"
subdistrict = "street"
community = "community"
neighbours = "beside"
"""


def _list(folder: Path, beside: list[str], more: str = "") -> Path:
    """Write a district that is a table alone: three compounds, two of them of one name."""
    ledger(folder, "list.csv", id=["1", "2", "3"], name=["柳园", "柳园", "桃园"], hh=["900"] * 3,
           street=["West"] * 3, community=["A", "A", "B"], beside=beside)  # fmt: skip
    path = folder / "list.toml"
    path.write_text(STATEMENT + LIST + RULES + more, encoding="utf-8")
    return path


def test_neighbour_of_an_ambiguous_name(tmp_path: Path) -> None:
    """Which of two compounds of one name is meant is not guessed."""
    _, findings = refused(_list(tmp_path, ["2", "1", "柳园"]))
    (found,) = (item for item in findings if item.code == "NEIGHBOUR_AMBIGUOUS")
    assert (found.place.row, found.facts["neighbour"]) == (4, "柳园")


def test_barrier_layer_without_a_map(tmp_path: Path) -> None:
    """A line cannot cut what has no outlines."""
    lines(tmp_path, "river.gpkg", [shapely.LineString([(EAST, NORTH), (EAST, NORTH - 9)])])
    more = '[[adjacency.barriers]]\nreason = "河"\npath = "river.gpkg"\n'
    findings = refused(_list(tmp_path, ["2", "1;3", "2"], more))[1]
    assert "CROSSING_NEEDS_MAP" in codes(findings)


def test_ids_are_text_from_the_first_byte(tmp_path: Path) -> None:
    """``001`` of the layer is not ``1`` of the ledger."""
    ledger(tmp_path, id=[str(number) for number in range(1, 9)], hh=["10"] * 8)
    more = '[ledger]\npath = "ledger.csv"\nid = "id"\nhouseholds = "hh"\n'
    assert {"LEDGER_ROW_WITHOUT_UNIT"} < codes(refused(write(tmp_path, more=more))[1])
    assert district(write(tmp_path)).units[0].id == "001"


def test_point_of_a_fault_between_shapes(tmp_path: Path) -> None:
    """The finding on an overlap says where it lies and how large it is."""
    findings = refused(write(tmp_path, _shape(0, square(0, 0, 1.3))))[1]
    overlap = next(item for item in findings if item.code == "UNITS_OVERLAP")
    assert overlap.place.point is not None
    assert np.allclose(overlap.place.point, (EAST + 115, NORTH - 50), atol=15)
    assert overlap.facts["area_m2"] == pytest.approx(3000)
