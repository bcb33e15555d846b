"""Cells of a raw ledger as they stand, and what a number and a community in them mean."""

import csv
import io
import re
import unicodedata
from pathlib import Path
from typing import Any

import openpyxl
import python_calamine

from redistrict.witness import delimited
from redistrict.witness.names import COMMUNITIES, bare
from redistrict.witness.table import content, malformed, text

_UNIT = re.compile(r"[户套]$")


def cells(path: Path, sheet: str) -> dict[int, list[str]] | None:
    """Return the cells by row number; ``None`` where the witness has no reader.

    Cells that are merged downwards hold their text in every row.

    Raises
    ------
    Failure
        ``WITNESS_*`` findings.
    """
    suffix = path.suffix.lower()
    if suffix in (".xlsx", ".xlsm"):
        book = openpyxl.load_workbook(io.BytesIO(content(path)), data_only=True)
        page = book[sheet] if sheet in book.sheetnames else book.worksheets[0]
        found = {
            number: [_shown(value) for value in row]
            for number, row in enumerate(page.iter_rows(values_only=True), start=1)
        }
        merged = [(area.min_row, area.max_row, area.min_col) for area in page.merged_cells.ranges
                  if area.min_col == area.max_col]  # fmt: skip
        return _filled(found, merged)
    if suffix == ".xls":
        return _old(path, sheet)
    if suffix not in (".csv", ".txt", ".tsv"):
        return None
    whole = delimited.decode(path, content(path))
    sign = max(",\t;", key=whole[:20_000].count)
    reader = csv.reader(io.StringIO(whole, newline=""), delimiter=sign)
    found, begin = {}, 1
    for row in reader:
        found[begin] = [cell.strip() for cell in row]
        begin = reader.line_num + 1
    return found


def _old(path: Path, sheet: str) -> dict[int, list[str]]:
    """Return the cells of a workbook of Excel 97."""
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content(path)))
        page = book.get_sheet_by_name(sheet or book.sheet_names[0])
        rows = page.to_python(skip_empty_area=False)
        ranges = page.merged_cell_ranges or []
    except (python_calamine.CalamineError, IndexError):
        raise malformed(path, "WITNESS_FILE_KIND", suffix=path.suffix) from None
    found = {at: [_shown(value) for value in row] for at, row in enumerate(rows, start=1)}
    merged = [(top + 1, bottom + 1, left + 1) for (top, left), (bottom, right) in ranges
              if left == right]  # fmt: skip
    return _filled(found, merged)


def _filled(
    found: dict[int, list[str]], merged: list[tuple[int, int, int]]
) -> dict[int, list[str]]:
    """Put the text of cells merged downwards into all their rows."""
    for top, bottom, column in merged:
        if top not in found or column > len(found[top]):
            continue
        for row in range(top + 1, min(bottom, max(found)) + 1):
            found[row][column - 1] = found[top][column - 1]
    return found


def _shown(value: Any) -> str:
    """Return a cell of a workbook as text."""
    return text(value if isinstance(value, str | int | float | None) else str(value)).strip()


def number(said: str) -> int | None:
    """Return the whole number that people mean by a cell: 1,200 and １２００ and 1200户."""
    plain = unicodedata.normalize("NFKC", said)
    plain = "".join(plain.split()).replace(",", "")
    plain = _UNIT.sub("", plain)
    head, point, tail = plain.partition(".")
    if point and tail.strip("0"):
        return None
    return int(head) if head.isascii() and head.isdigit() and len(head) <= 12 else None


def community(said: str) -> str:
    """Return a community's name without width, blanks, marks and its generic endings."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKC", said) if sign.isalnum())
    return bare(plain, COMMUNITIES)
