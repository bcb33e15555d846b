"""What a file holds, row by row, with nothing changed and nothing left out."""

import hashlib
import stat
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.findings import Fact, Finding, Place

Cell = str | int | float | None

MOST_BYTES = 1 << 30


@dataclass(frozen=True)
class Table:
    """Rows of a file.

    Parameters
    ----------
    file
        Its name, for findings.
    sheet
        Layer or worksheet, empty where the file has only one.
    columns
        In the order of the file.
    rows
        One tuple of cells per row, as long as ``columns``.
    numbers
        Row numbers as the reader's program shows them.
    shapes
        A geometry per row (shapely), empty for a plain table.
    crs
        Reference system as the file states it (``EPSG:...`` or WKT), empty where it does not.
    """

    file: str
    sheet: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numbers: tuple[int, ...]
    shapes: tuple[Any, ...] = ()
    crs: str = ""

    def place(self, row: int | None = None, column: str = "", unit: str = "") -> Place:
        """Return a place in this file; ``row`` is a position in ``rows``."""
        number = None if row is None else self.numbers[row]
        return Place(file=self.file, sheet=self.sheet, row=number, column=column, unit=unit)

    def column(self, name: str) -> list[Cell]:
        """Return the cells of a column.

        Raises
        ------
        Failure
            ``WITNESS_COLUMN_MISSING`` where there is no such column.
        """
        if name not in self.columns:
            facts: dict[str, Fact] = {"wanted": name, "columns": tuple(self.columns)}
            raise refusal(Finding("WITNESS_COLUMN_MISSING", self.place(column=name), facts))
        position = self.columns.index(name)
        return [row[position] for row in self.rows]


def refusal(*findings: Finding) -> Failure:
    """Return the failure that refuses raw input."""
    return Failure(Exit.INPUT, findings)


def malformed(file: Path, code: str, **facts: Fact) -> Failure:
    """Return the failure for one fault of a whole file."""
    return refusal(Finding(code, Place(file=file.name), facts))


def content(path: Path) -> bytes:
    """Return the bytes of a regular file.

    Raises
    ------
    Failure
        ``WITNESS_FILE_MISSING`` or ``WITNESS_FILE_TOO_BIG``.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise OSError
        if status.st_size > MOST_BYTES:
            raise malformed(path, "WITNESS_FILE_TOO_BIG", bytes=status.st_size, limit=MOST_BYTES)
        return path.read_bytes()
    except OSError:
        raise malformed(path, "WITNESS_FILE_MISSING", path=str(path)) from None


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file in lower-case hexadecimal, empty where there is no file."""
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def unique_columns(path: Path, columns: Sequence[str]) -> tuple[str, ...]:
    """Return the columns if all are named and no two alike.

    Raises
    ------
    Failure
        ``WITNESS_COLUMN_TWICE``.
    """
    twice = sorted({name for name in columns if columns.count(name) > 1})
    if twice:
        raise malformed(path, "WITNESS_COLUMN_TWICE", columns=tuple(twice))
    return tuple(columns)


def whole(cell: Cell) -> int | None:
    """Return a cell as a whole number >= 0, ``None`` where it is not exactly one."""
    if cell is None or isinstance(cell, bool):
        return None
    if isinstance(cell, str):
        head, point, tail = cell.strip().partition(".")
        if point and (not tail or tail.strip("0")):
            return None
        plain = head.isascii() and head.isdigit() and len(head) <= 12
        return int(head) if plain and (head == "0" or head[0] != "0") else None
    return int(cell) if cell >= 0 and cell == int(cell) else None


def text(cell: Cell) -> str:
    """Return a cell as text: empty for nothing, whole numbers without a decimal point."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 2**53:
        return str(int(cell))
    return cell if isinstance(cell, str) else repr(cell)


def broken_text(value: str) -> bool:
    """Return whether a text holds control characters or half a character."""
    return any(ord(sign) < 32 or 0x7F <= ord(sign) < 0xA0 or 0xD800 <= ord(sign) < 0xE000
               for sign in value)  # fmt: skip


def all_or_refuse(findings: Iterable[Finding]) -> None:
    """Raise one failure with all findings, if there are any."""
    found = tuple(findings)
    if found:
        raise refusal(*found)
