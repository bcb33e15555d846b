"""A table beside the rows that it must have: keys, cells, order, formulas."""

import pytest

from redistrict.verify import sheets
from redistrict.witness.claimed import Line, Sheet


def test_formulas_in_tables() -> None:
    """An apostrophe that keeps a spreadsheet from calculating is part of the file, not the text."""
    sheet = Sheet("c.csv", (Line(2, {"key": "'=1+1", "name": "'-x"}),
                            Line(3, {"key": "'=9", "name": "'quoted"})))  # fmt: skip
    rows = [{"key": "=1+1", "name": "-x"}]
    found = [item.code for item in sheets.compare(sheet, rows, ("key",), frozenset())]
    assert found == ["SHEET_ROW_UNKNOWN"]
    skipped = [item.code for item in
               sheets.compare(sheet, [{"key": "=1+1", "name": "?"}], ("key",),
                              frozenset({"name"}))]  # fmt: skip
    assert skipped == ["SHEET_ROW_UNKNOWN"]
    lacking = list(sheets.compare(sheet, [{"key": "=1+1", "more": "1"}], ("key",), frozenset()))
    assert lacking[0].facts == {"found": "-", "expected": "1"}


def test_a_table_without_the_column_that_names_its_rows() -> None:
    sheet = Sheet("c.csv", (Line(2, {"name": "East"}),))
    found = sheets.compare(sheet, [{"key": "A", "name": "East"}], ("key",), frozenset())
    assert [(item.code, item.facts["key"]) for item in found] == [
        ("SHEET_ROW_UNKNOWN", ""), ("SHEET_ROW_MISSING", "A"),
    ]  # fmt: skip


def test_a_row_is_named_by_all_its_keys() -> None:
    sheet = Sheet("c.csv", (Line(2, {"street": "East", "key": "A"}),))
    expected = [{"street": "East", "key": "B"}]
    found = sheets.compare(sheet, expected, ("street", "key"), frozenset())
    assert [(item.code, item.facts["key"]) for item in found] == [
        ("SHEET_ROW_UNKNOWN", "East / A"), ("SHEET_ROW_MISSING", "East / B"),
    ]  # fmt: skip


def test_the_first_row_out_of_order_is_told() -> None:
    lines = tuple(Line(at, {"key": key}) for at, key in enumerate("ACB", 2))
    expected = [{"key": key} for key in "ABC"]
    (found,) = sheets.compare(Sheet("c.csv", lines), expected, ("key",), frozenset())
    assert (found.code, found.place.row, found.facts) == ("SHEET_ORDER", 3, {"key": "C"})


@pytest.mark.parametrize(
    ("cell", "value", "same_"),
    [("'=1", "=1", True), ("'+1", "+1", True), ("'-1", "-1", True), ("'@a", "@a", True),
     ("'\ta", "\ta", True), ("'\ra", "\ra", True), ("=1", "=1", True), ("'a", "a", False),
     ("'a", "'a", True), ("''=1", "=1", False), ("'=1", "'=1", True)],
)  # fmt: skip
def test_an_apostrophe_keeps_a_cell_from_being_calculated(
    cell: str, value: str, same_: bool
) -> None:
    """Before the signs that begin a formula it is none of the value; in keys and cells alike."""
    sheet = Sheet("t.csv", (Line(2, {"id": cell, "name": cell}),), ("id", "name"))
    row = {"id": value, "name": value}
    found = list(sheets.compare(sheet, [row], ["id"], frozenset()))
    assert (found == []) is same_
    keys = [item.code for item in found if item.code.startswith("SHEET_ROW")]
    assert keys == ["SHEET_ROW_UNKNOWN", "SHEET_ROW_MISSING"] * (not same_)
