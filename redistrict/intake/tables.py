"""Tables as scenarios name them: column names first, then plain rows; anything else is refused."""

from dataclasses import dataclass
from pathlib import Path

import pandas

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.findings import Finding
from redistrict.intake import workbook
from redistrict.intake.delimited import read_delimited
from redistrict.intake.grid import Grid, shown
from redistrict.intake.safety import finding, refuse, require_file
from redistrict.intake.totals import total_label

SUFFIXES = (".csv", ".txt", ".tsv", *workbook.SUFFIXES)


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was read.

    Parameters
    ----------
    frame
        One row per record in file order, index 0, 1, 2 ...; every column is text as shown by
        the planner's program (001 stays 001, 300.0 is 300, an empty cell is an empty text).
    rows
        Number of every row as the planner's program shows it, in the order of `frame`.
    sheet
        Name of the worksheet, empty for CSV.
    findings
        Warnings and notices; errors are raised by :func:`read_table`.
    encoding
        Codec of a CSV file, empty for workbooks.
    sha256
        Of the file.
    """

    frame: pandas.DataFrame
    rows: tuple[int, ...]
    sheet: str
    findings: tuple[Finding, ...]
    encoding: str
    sha256: str


def read_table(path: Path, sheet: str = "", encoding: str = "") -> Table:
    """Return a table whose first row holds the column names.

    Parameters
    ----------
    path
        ``.csv``, ``.tsv``, ``.txt``, ``.xlsx``, ``.xlsm`` or ``.xls``.
    sheet
        Name of the worksheet; may be empty where one visible sheet holds cells.
    encoding
        Stated encoding of a CSV file.

    Raises
    ------
    Failure
        ``Exit.INPUT`` with every error found: titles above the column names, merged cells, rows
        of totals, hidden rows, formulas without value, numbers that lost digits, columns without
        a name or named twice. ``redistrict import`` can mend most of them.
    """
    grid = read_grid(path, sheet, encoding)
    if not grid.rows:
        raise refuse("TABLE_NO_ROWS", path)
    faults = _shape_faults(grid) or _name_faults(grid)
    faults += workbook.cell_faults(grid)
    faults += _row_faults(grid)
    if faults:
        raise Failure(Exit.INPUT, faults[:1000])
    names = [name.strip() for name in grid.rows[0]]
    kept = [
        (number, row)
        for number, row in zip(grid.numbers[1:], grid.rows[1:], strict=True)
        if any(map(str.strip, row))
    ]
    if not kept:
        raise Failure(Exit.INPUT, [finding("TABLE_NO_ROWS", path, sheet=grid.sheet)])
    frame = pandas.DataFrame([row for _, row in kept], columns=names, dtype=object)
    numbers = tuple(number for number, _ in kept)
    return Table(frame, numbers, grid.sheet, grid.findings, grid.encoding, grid.sha256)


def read_grid(path: Path, sheet: str = "", encoding: str = "") -> Grid:
    """Return the cells of a table without looking for column names.

    Raises
    ------
    Failure
        The file cannot be read at all; what is wrong with single cells stands in the grid.
    """
    require_file(path)
    suffix = path.suffix.lower()
    if suffix in workbook.SUFFIXES:
        return workbook.read_workbook(path, sheet)
    if suffix not in SUFFIXES:
        raise refuse("FILE_KIND", path, suffix=suffix or "-", known=SUFFIXES)
    return read_delimited(path, encoding)


def _shape_faults(grid: Grid) -> list[Finding]:
    """Return a finding where a title stands above the column names."""
    first = sum(bool(cell.strip()) for cell in grid.rows[0])
    if len(grid.rows) < 2 or first > 1 or len(grid.rows[0]) < 2:
        return []
    header = next(
        (
            number
            for number, row in zip(grid.numbers, grid.rows, strict=True)
            if sum(bool(cell.strip()) for cell in row) > 1
        ),
        grid.numbers[0],
    )
    return [finding("TABLE_TITLE", grid.path, grid.numbers[0], sheet=grid.sheet, header=header)]


def _name_faults(grid: Grid) -> list[Finding]:
    faults, seen = [], set()
    number = grid.numbers[0]
    for position, cell in enumerate(grid.rows[0], start=1):
        name = cell.strip()
        if not name:
            faults.append(
                finding("FILE_COLUMN_UNNAMED", grid.path, number, sheet=grid.sheet,
                        position=position)
            )  # fmt: skip
        elif name.casefold() in seen:
            faults.append(
                finding("FILE_COLUMN_TWICE", grid.path, number, name, grid.sheet, name=name)
            )
        seen.add(name.casefold())
    return faults


def _row_faults(grid: Grid) -> list[Finding]:
    """Return findings about merged cells, hidden rows and totals."""
    faults = [
        finding("TABLE_MERGED", grid.path, area[0], sheet=grid.sheet, cells=shown(area))
        for area in grid.merged
        if area[0] <= grid.numbers[-1]
    ]
    if grid.hidden:
        faults.append(
            finding("TABLE_HIDDEN_ROWS", grid.path, min(grid.hidden), sheet=grid.sheet,
                    count=len(grid.hidden), first=min(grid.hidden))
        )  # fmt: skip
    for number, row in zip(grid.numbers[1:], grid.rows[1:], strict=True):
        if label := total_label(row):
            faults.append(
                finding("TABLE_TOTAL_ROW", grid.path, number, sheet=grid.sheet, label=label)
            )
    return faults
