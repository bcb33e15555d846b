"""Worksheets by openpyxl, which reads their XML apart from the reader of the planner's intake."""

import zipfile
from pathlib import Path
from typing import Any

import openpyxl

from redistrict.domain.findings import Finding
from redistrict.witness.table import (
    Cell,
    Table,
    all_or_refuse,
    content,
    malformed,
    unique_columns,
)


def read(path: Path, sheet: str | None = None) -> Table:
    """Return a worksheet whose first row holds the column names.

    Raises
    ------
    Failure
        ``WITNESS_*`` findings; nothing is repaired.
    """
    content(path)
    try:
        book = openpyxl.load_workbook(path, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, TypeError):
        raise malformed(path, "WITNESS_WORKBOOK_BROKEN") from None
    filled = [
        page for page in book.worksheets if page.max_row > 1 and page.sheet_state == "visible"
    ]
    if sheet is None and len(filled) != 1:
        names = tuple(page.title for page in filled)
        raise malformed(path, "WITNESS_LAYER_OPEN", layers=names)
    if sheet is not None and sheet not in book.sheetnames:
        names = tuple(book.sheetnames)
        raise malformed(path, "WITNESS_LAYER_MISSING", layer=sheet, layers=names)
    page = filled[0] if sheet is None else book[sheet]
    lines = [(number, row) for number, row in enumerate(page.iter_rows(), 1) if _filled(row)]
    if not lines:
        raise malformed(path, "WITNESS_FILE_EMPTY")
    header = [str(cell.value or "").strip() for cell in lines[0][1]]
    while header and not header[-1]:
        header.pop()
    columns = unique_columns(path, header)
    rows = tuple(tuple(_cell(cell) for cell in row[: len(columns)]) for _, row in lines[1:])
    table = Table(path.name, page.title, columns, rows, tuple(number for number, _ in lines[1:]))
    all_or_refuse(
        Finding("WITNESS_CELL_BROKEN", table.place(row, column), {"text": str(cell)})
        for row, cells in enumerate(rows)
        for column, cell in zip(columns, cells, strict=True)
        if isinstance(cell, float) and cell.is_integer() and abs(cell) >= 1e15
    )
    return table


def _filled(row: Any) -> bool:
    return any(cell.value not in (None, "") for cell in row)


def _cell(cell: Any) -> Cell:
    value = cell.value
    if isinstance(value, bool):
        return "1" if value else "0"
    return value if isinstance(value, str | int | float | None) else str(value)
