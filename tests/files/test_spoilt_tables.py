"""One spoilt table per fault: a sound list of two units, one thing wrong, refused by its name."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.words import remedy, sentence
from redistrict.intake import delimited, workbook
from redistrict.intake.tables import read_table
from tests.files.spoilt import patched, written, zipped

ROWS = [["编号", "户数"], ["001", 5], ["002", 6]]
OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def _book(folder: Path, spoil: Callable[[Any], Any] | None = None, name: str = "l.xlsx") -> Path:
    """Write a workbook; ``spoil`` changes its only sheet before."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "名单"
    for row in ROWS:
        sheet.append(row)
    if spoil:
        spoil(sheet)
    book.save(folder / name)
    return folder / name


def _sheet(spoil: Callable[[Any], Any]) -> Callable[[Path], Path]:
    return lambda folder: _book(folder, spoil)


def _xml(old: str, new: str, part: str = "xl/worksheets/sheet1.xml") -> Callable[[Path], Path]:
    """Spoil the text of one part of a workbook."""

    def spoil(folder: Path) -> Path:
        path = _book(folder)
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        assert old in parts[part].decode()
        parts[part] = parts[part].decode().replace(old, new, 1).encode()
        return zipped(path, parts)

    return spoil


def _csv(text: str | bytes, name: str = "l.csv") -> Callable[[Path], Path]:
    return written(text, name)


def _cells(cells: dict[str, Any]) -> Callable[[Path], Path]:
    def spoil(sheet: Any) -> None:
        for place, value in cells.items():
            sheet[place] = value

    return _sheet(spoil)


def _set(sheet: Any, kind: str, key: Any) -> None:
    getattr(sheet, kind)[key].hidden = True


def _only_title(sheet: Any) -> None:
    sheet.delete_rows(2, 2)


def _second_sheet(sheet: Any) -> None:
    sheet.parent.create_sheet("另表").append(["x"])


REFUSED: dict[str, tuple[Callable[[Path], Path], str, int | None]] = {
    "a_letter": (_csv("x", "l.docx"), "FILE_KIND", None),
    "xlsx_is_a_text": (_csv("编号,户数\n1,2\n", "l.xlsx"), "FILE_ZIP_BROKEN", None),
    "xls_is_a_web_page": (_csv("<html>" * 99, "l.xls"), "FILE_DISGUISED", None),
    "xlsx_is_another_archive": (
        lambda folder: zipped(folder / "l.xlsx", {"a.txt": b"x"}), "FILE_DISGUISED", None),
    "xlsx_with_a_password": (_csv(OLD_EXCEL, "l.xlsx"), "TABLE_PASSWORD", None),
    "xls_torn": (_csv(OLD_EXCEL, "l.xls"), "FILE_UNREADABLE", None),
    "xlsx_torn": (
        lambda folder: patched(_book(folder), lambda data: data[:-200]), "FILE_ZIP_BROKEN", None),
    "xlsx_with_entities": (
        _xml("<worksheet", '<!DOCTYPE a [<!ENTITY b "c">]><worksheet'), "TABLE_XML", None),
    "xlsx_row_twice": (_xml('<row r="3"', '<row r="2"'), "TABLE_ROW_ORDER", 2),
    "formula_without_value": (_cells({"B3": "=1+1"}), "TABLE_FORMULA_EMPTY", 3),
    "error_cell": (_cells({"B3": "#DIV/0!"}), "TABLE_CELL_ERROR", 3),
    "id_that_lost_digits": (_cells({"A3": 123456789012345678}), "TABLE_NUMBER_LONG", 3),
    "hidden_row": (_sheet(lambda sheet: _set(sheet, "row_dimensions", 3)), "TABLE_HIDDEN_ROWS", 3),
    "merged_cells": (_sheet(lambda sheet: sheet.merge_cells("A2:A3")), "TABLE_MERGED", 2),
    "title_row": (_sheet(lambda sheet: sheet.insert_rows(1) or _title(sheet)), "TABLE_TITLE", 1),
    "total_row": (_cells({"A4": "合计", "B4": 11}), "TABLE_TOTAL_ROW", 4),
    "column_twice": (_cells({"B1": "编号"}), "FILE_COLUMN_TWICE", 1),
    "column_without_name": (_cells({"C2": 7, "C3": 8}), "FILE_COLUMN_UNNAMED", 1),
    "names_alone": (_sheet(_only_title), "TABLE_NO_ROWS", None),
    "two_sheets": (_sheet(_second_sheet), "FILE_SEVERAL_LAYERS", None),
    "csv_ragged": (_csv("a,b\n1,2\n3\n"), "TABLE_RAGGED", 3),
    "csv_open_quote": (_csv('a,b\n"1,2\n'), "TABLE_QUOTE", 2),
    "csv_full_width_commas": (_csv("编号，户数\n1，2\n"), "TABLE_DELIMITER", None),
    "csv_control_character": (_csv("a,b\n1,\x07\n"), "FILE_CONTROL_CHARACTER", 2),
    "csv_zero_bytes": (_csv("a,b\n1,\0\n"), "FILE_CONTROL_CHARACTER", 2),
    "csv_in_no_encoding": (_csv(b"a,b\n\xff\xff,\x81\n"), "FILE_ENCODING_UNCLEAR", None),
    "csv_marked_utf8_and_is_gbk": (
        _csv(b"\xef\xbb\xbf" + "编号,户数\n".encode("gb18030")),
        "FILE_ENCODING_CONTRADICTION", None),
}  # fmt: skip


def _title(sheet: Any) -> None:
    sheet["A1"] = "某街道名单"


@pytest.mark.parametrize("fault", REFUSED)
def test_refused(fault: str, tmp_path: Path) -> None:
    """The table is refused for its fault, named, with a remedy, in both languages."""
    spoil, code, row = REFUSED[fault]
    path = spoil(tmp_path)
    found = [item for item in _refusal(path) if item.code == code]
    assert found, _refusal(path)
    assert (found[0].place.file, found[0].place.row) == (path.name, row)
    for language in ("en", "zh"):
        assert sentence(found[0], language)
        assert remedy(found[0], language)


def _refusal(path: Path, sheet: str = "") -> tuple[Any, ...]:
    with pytest.raises(Failure) as caught:
        read_table(path, sheet)
    assert caught.value.exit_code == Exit.INPUT
    return caught.value.findings


def test_sound(tmp_path: Path) -> None:
    """Without the fault nothing is said."""
    found = read_table(_book(tmp_path))
    assert found.findings == ()
    assert found.frame.to_numpy().tolist() == [["001", "5"], ["002", "6"]]


def test_hidden_sheet_and_column(tmp_path: Path) -> None:
    """What is hidden is not read or is read, and said."""

    def hide(sheet: Any) -> None:
        _second_sheet(sheet)
        sheet.parent["另表"].sheet_state = "hidden"
        _set(sheet, "column_dimensions", "B")

    codes = {item.code for item in read_table(_book(tmp_path, hide)).findings}
    assert codes == {"TABLE_HIDDEN_SHEET", "TABLE_HIDDEN_COLUMN"}


def test_unknown_sheet(tmp_path: Path) -> None:
    """The sheets that there are stand in the answer."""
    (found,) = _refusal(_book(tmp_path), "无此表")
    assert (found.code, found.facts["layers"]) == ("FILE_LAYER_UNKNOWN", ("名单",))


@pytest.mark.parametrize(
    ("module", "limit", "code"),
    [
        (workbook, "MOST_ROWS", "FILE_TOO_MANY_ROWS"),
        (workbook, "MOST_COLUMNS", "FILE_TOO_MANY_COLUMNS"),
        (workbook, "MOST_CELLS", "FILE_TOO_MANY_CELLS"),
        (delimited, "MOST_COLUMNS", "FILE_TOO_MANY_COLUMNS"),
        (delimited, "MOST_ROWS", "FILE_TOO_MANY_ROWS"),
    ],
)
def test_limits(
    module: Any, limit: str, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond a limit nothing is read."""
    monkeypatch.setattr(module, limit, -99 if module is delimited else 0)
    path = _book(tmp_path) if module is workbook else _csv("a,b\n1,2\n")(tmp_path)
    assert [item.code for item in _refusal(path)] == [code]
