"""One faulty file per fault: refused or reported, with a place and words in both languages."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from redistrict.domain.exits import Exit
from redistrict.domain.words import locate, remedy, sentence
from tests.intake.town import EAST, NORTH, codes, district, ledger, refused, square, write


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
    assert wanted | {"LOCK_UNIT_UNKNOWN", "FILE_MISSING"} <= codes(findings)
    assert sum(item.code == "FILE_MISSING" for item in findings) == 2


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
