"""Workbooks (.xlsx, .xls): cells as text, merged ranges, hidden rows, formulas without value."""

import datetime
import re
import warnings
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import openpyxl
import openpyxl.utils.exceptions
import python_calamine

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.findings import Finding
from redistrict.intake.archive import open_zip
from redistrict.intake.dbf import has_controls
from redistrict.intake.grid import Grid, trimmed
from redistrict.intake.safety import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    finding,
    fingerprint,
    read_bytes,
    refuse,
    require_file,
)
from redistrict.intake.sheetxml import Marks, check_parts, sheet_marks

SUFFIXES = (".xlsx", ".xlsm", ".xls")
_MOST_BYTES = 100 << 20
_PADDED = re.compile(r"0{2,20}")
_EXACT = 10**15
_OLE = b"\xd0\xcf\x11\xe0"


def read_workbook(path: Path, sheet: str = "") -> Grid:
    """Return the cells of one sheet.

    Parameters
    ----------
    path
        ``.xlsx`` or, through calamine, the older ``.xls``.
    sheet
        Name of the sheet; may be empty where one visible sheet holds cells.

    Raises
    ------
    Failure
        Not a workbook, several sheets and none named, rows out of order, too large.
    """
    resolved = require_file(path, _MOST_BYTES)
    old = path.suffix.lower() == ".xls"
    head = read_bytes(resolved, _MOST_BYTES)[:4]
    if (head == _OLE) != old:
        raise refuse("TABLE_PASSWORD" if head == _OLE else "FILE_DISGUISED", path, expected="Excel")
    return _read_old(resolved, sheet) if old else _read_new(resolved, sheet)


def _read_new(path: Path, sheet: str) -> Grid:
    with open_zip(path) as archive:
        check_parts(archive, path)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # styles and extensions that are not data
                book = openpyxl.load_workbook(path, data_only=True, keep_links=False)
        except (openpyxl.utils.exceptions.InvalidFileException, zipfile.BadZipFile, KeyError,
                ValueError, TypeError, AttributeError, IndexError,
                SyntaxError) as error:  # fmt: skip
            raise refuse("FILE_UNREADABLE", path, reason=str(error)[:120]) from None
        visible = {page.title: page.sheet_state == "visible" for page in book.worksheets}
        filled = {page.title: page.max_row > 1 or page["A1"].value is not None
                  for page in book.worksheets}  # fmt: skip
        page = book[_pick(visible, filled, sheet, path)]
        marks = sheet_marks(archive, path, page.title)
    _limit(path, page.max_row, page.max_column)
    rows, faults = [], dict(marks.faults)
    for number, cells in enumerate(page.iter_rows(), start=1):
        row = []
        for column, cell in enumerate(cells, start=1):
            text, code = _text(cell.value, str(cell.number_format), cell.data_type == "e")
            if code:
                faults.setdefault((number, column), code)
            row.append(text)
        rows.append(row)
    kept, numbers = trimmed(rows, list(range(1, len(rows) + 1)))
    merged = sorted((r.min_row, r.min_col, r.max_row, r.max_col) for r in page.merged_cells.ranges)
    return Grid(
        path, page.title, kept, numbers, tuple(merged),
        _hidden(kept, numbers, marks), faults, fingerprint(path),
        findings=(*_sheets_hidden(visible, path), *_columns_hidden(path, page.title, marks)),
    )  # fmt: skip


def _hidden(
    rows: Iterable[tuple[str, ...]], numbers: Iterable[int], marks: Marks
) -> frozenset[int]:
    """Return the hidden rows that hold something."""
    return frozenset(
        number
        for row, number in zip(rows, numbers, strict=True)
        if number in marks.hidden and any(map(str.strip, row))
    )


def _read_old(path: Path, sheet: str) -> Grid:
    try:
        book = python_calamine.load_workbook(path)
        names = {item.name: item.visible == python_calamine.SheetVisibleEnum.Visible
                 for item in book.sheets_metadata
                 if item.typ == python_calamine.SheetTypeEnum.WorkSheet}  # fmt: skip
        filled = {name: book.get_sheet_by_name(name).total_height > 0 for name in names}
        page = book.get_sheet_by_name(_pick(names, filled, sheet, path))
        _limit(path, page.total_height, page.total_width)
        values = page.to_python(skip_empty_area=False)
    except python_calamine.PasswordError:
        raise refuse("TABLE_PASSWORD", path) from None
    except python_calamine.CalamineError as error:
        raise refuse("FILE_UNREADABLE", path, reason=str(error)[:120]) from None
    rows, faults = [], {}
    for number, cells in enumerate(values, start=1):
        row = []
        for column, value in enumerate(cells, start=1):
            text, code = _text(value, "", isinstance(value, str) and value.startswith("#"))
            if code:
                faults[number, column] = code
            row.append(text)
        rows.append(row)
    kept, numbers = trimmed(rows, list(range(1, len(rows) + 1)))
    merged = sorted((a + 1, b + 1, c + 1, d + 1)
                    for (a, b), (c, d) in page.merged_cell_ranges or [])  # fmt: skip
    return Grid(path, page.name, kept, numbers, tuple(merged), frozenset(), faults,
                fingerprint(path), findings=_sheets_hidden(names, path))  # fmt: skip


def _pick(visible: dict[str, bool], filled: dict[str, bool], sheet: str, path: Path) -> str:
    if sheet:
        if sheet not in visible:
            raise refuse("FILE_LAYER_UNKNOWN", path, layer=sheet, layers=tuple(visible) or ("-",))
        return sheet
    shown = [name for name, seen in visible.items() if seen and filled[name]]
    if not shown:
        raise refuse("TABLE_NO_ROWS", path)
    if len(shown) > 1:
        raise refuse("FILE_SEVERAL_LAYERS", path, layers=tuple(shown))
    return shown[0]


def _limit(path: Path, rows: int, columns: int) -> None:
    if rows > MOST_ROWS:
        raise refuse("FILE_TOO_MANY_ROWS", path, rows=rows, limit=MOST_ROWS)
    if columns > MOST_COLUMNS:
        raise refuse("FILE_TOO_MANY_COLUMNS", path, columns=columns, limit=MOST_COLUMNS)
    if rows * columns > MOST_CELLS:
        raise refuse("FILE_TOO_MANY_CELLS", path, cells=rows * columns, limit=MOST_CELLS)


def _sheets_hidden(visible: dict[str, bool], path: Path) -> tuple[Finding, ...]:
    return tuple(
        finding("TABLE_HIDDEN_SHEET", path, sheet=name)
        for name, seen in visible.items()
        if not seen
    )


def _columns_hidden(path: Path, sheet: str, marks: Marks) -> tuple[Finding, ...]:
    return tuple(
        finding("TABLE_HIDDEN_COLUMN", path, column=name, sheet=sheet)
        for name in marks.hidden_columns
    )


def _text(value: Any, form: str, broken: bool) -> tuple[str, str]:
    """Return a cell as the planner sees it, and the code of its fault, if any."""
    if value is None:
        return "", ""
    if broken:
        return str(value), "TABLE_CELL_ERROR"
    if isinstance(value, bool):
        return "true" if value else "false", ""
    if isinstance(value, int | float):
        return _number(value, form)
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat(), ""
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat(), ""
    text = str(value)
    return text, "FILE_CONTROL_CHARACTER" if has_controls(text) else ""


def _number(value: float, form: str) -> tuple[str, str]:
    if value != value or value in {float("inf"), float("-inf")}:
        return str(value), "TABLE_CELL_ERROR"
    code = "TABLE_NUMBER_LONG" if abs(value) >= _EXACT else ""
    if value == int(value):
        text = str(int(value))
        return (text.zfill(len(form)) if _PADDED.fullmatch(form) and value >= 0 else text), code
    return repr(float(value)), code


def refuse_faults(grid: Grid) -> None:
    """Refuse a sheet with cells that cannot be read.

    Raises
    ------
    Failure
        One finding per cell, at most a thousand.
    """
    faults = cell_faults(grid)
    if faults:
        raise Failure(Exit.INPUT, faults)


def cell_faults(grid: Grid) -> list[Finding]:
    """Return one finding per cell that cannot be read, at most a thousand."""
    places = {number: at for at, number in enumerate(grid.numbers)}
    found = []
    for (number, column), code in sorted(grid.faults.items())[:1000]:
        row = grid.rows[places[number]] if number in places else ()
        value = row[column - 1] if column <= len(row) else ""
        shown = value.encode("unicode_escape").decode("ascii") if has_controls(value) else value
        found.append(
            finding(code, grid.path, number, str(column), grid.sheet, value=shown[:60])
        )  # fmt: skip
    return found
