"""Tables and layers as columns of text, with the place of every cell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from redistrict.domain.findings import Fact, Finding, Place


@dataclass(frozen=True)
class Source:
    """A table or the attributes of a layer.

    Parameters
    ----------
    file, sheet
        Names as findings show them.
    cells
        Text of every column, in file order; all columns are equally long.
    rows
        Number of every row as the reader's program shows it.
    meanings
        Column of every meaning that the scenario states (``households``, ``community`` ...).
    shapes
        Geometries in the same order, ``None`` for a table.
    crs
        Of the geometries.
    table
        Name of the scenario's table that states the columns.
    """

    file: str
    sheet: str
    cells: Mapping[str, list[str]]
    rows: tuple[int, ...]
    meanings: Mapping[str, str] = field(default_factory=dict)
    shapes: Any = None
    crs: Any = None
    table: str = ""

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.rows)

    def column(self, meaning: str) -> str | None:
        """Return the column that holds a meaning, if it is stated and there."""
        name = self.meanings.get(meaning)
        return name if name in self.cells else None

    def cell(self, column: str | None, position: int) -> str:
        """Return the text of a cell; a column that is not there is empty."""
        if column is None or column not in self.cells:
            return ""
        return self.cells[column][position]

    def text(self, meaning: str, position: int) -> str:
        """Return the text of a meaning without the blanks around it."""
        return self.cell(self.column(meaning), position).strip()

    def place(self, position: int | None, column: str = "", unit: str = "") -> Place:
        """Return the place of a cell or row for a finding."""
        row = None if position is None else self.rows[position]
        return Place(self.file, self.sheet, row, column, unit=unit)

    def missing(self, wanted: Iterable[str]) -> list[Finding]:
        """Return a finding for every column that is wanted and not there."""
        found = []
        known = sorted(self.cells)
        for column in sorted(set(wanted) - set(known)):
            facts: dict[str, Fact] = {"column": column, "table": self.table, "known": tuple(known)}
            nearest = get_close_matches(column, known, n=1, cutoff=0.5)
            if nearest:
                facts["nearest"] = nearest[0]
            code = "COLUMN_MISSING_NEAR" if nearest else "COLUMN_MISSING"
            found.append(Finding(code, Place(self.file, self.sheet), facts))
        return found
