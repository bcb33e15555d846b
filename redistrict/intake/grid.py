"""A sheet as it stands in its file: every cell as text, with its row, nothing interpreted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from redistrict.domain.findings import Finding

Range = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Grid:
    """One worksheet or one CSV file.

    Parameters
    ----------
    path, sheet
        Where it stands; ``sheet`` is empty for CSV.
    rows
        Cells as text; blank rows at the end are left out, all rows are equally long.
    numbers
        Number of every row as the reader's program shows it (first is 1).
    merged
        Merged ranges as first row, first column, last row, last column, from 1.
    hidden
        Numbers of rows that are hidden or filtered away.
    faults
        Code of what is wrong with a cell, by row number and column from 1.
    sha256
        Of the file.
    encoding
        Codec of a CSV file, empty for workbooks.
    findings
        Warnings and notices; errors of single cells stand in ``faults``.
    """

    path: Path
    sheet: str
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    merged: tuple[Range, ...] = ()
    hidden: frozenset[int] = frozenset()
    faults: Mapping[tuple[int, int], str] = field(default_factory=dict)
    sha256: str = ""
    encoding: str = ""
    findings: tuple[Finding, ...] = ()


def trimmed(
    rows: list[list[str]], numbers: list[int]
) -> tuple[tuple[tuple[str, ...], ...], tuple[int, ...]]:
    """Return rows of equal length without blank rows and columns at the end."""
    last = max((at for at, row in enumerate(rows) if any(map(str.strip, row))), default=-1)
    width = max(
        (at + 1 for row in rows[: last + 1] for at, cell in enumerate(row) if cell.strip()),
        default=0,
    )
    kept = tuple(tuple((row + [""] * width)[:width]) for row in rows[: last + 1])
    return kept, tuple(numbers[: last + 1])


def letters(column: int) -> str:
    """Return the letters of a column as spreadsheet programs show them (1 is A)."""
    found = ""
    while column:
        column, digit = divmod(column - 1, 26)
        found = chr(ord("A") + digit) + found
    return found


def shown(area: Range) -> str:
    """Return a range as spreadsheet programs show it: ``A1:C1``."""
    top, left, bottom, right = area
    return f"{letters(left)}{top}:{letters(right)}{bottom}"
