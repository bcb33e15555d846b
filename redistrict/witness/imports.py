"""What an import wrote: its record (``import.json``) and the clean file beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from redistrict.witness import documents, opening
from redistrict.witness.table import Table, text

RECORD = "import.json"
FORMAT = 2


def record_of(clean: Path) -> Path | None:
    """Return the record of the import that wrote a file, if one stands beside it.

    A record that names no file is taken for that of this one: it is to be told, not passed by.
    """
    path = clean.parent / RECORD
    if not path.is_file():
        return None
    made = documents.read_json(path)
    output = made.get("output") if isinstance(made, dict) else None
    named = output.get("file") if isinstance(output, dict) else None
    return None if isinstance(named, str) and named != clean.name else path


@dataclass(frozen=True)
class Unit:
    """What the record says of one unit."""

    id: str
    file: str
    record: int
    rows: tuple[tuple[str, int], ...]
    households: int
    source: str
    community: str
    home: str


def units(made: Mapping[str, Any]) -> list[Unit]:
    """Return the units of a record."""
    return [
        Unit(str(item["id"]), str(item["file"]), int(item["record"]),
             tuple((str(file), int(row)) for file, row in item["rows"]),
             int(item["households"]), str(item["source"]),
             str(item["community"]), str(item["home"]))
        for item in made["units"]
    ]  # fmt: skip


@dataclass(frozen=True)
class Cleaned:
    """The rows of a clean file by the id of their unit."""

    table: Table
    at: Mapping[str, int]

    def text(self, unit: str, column: str) -> str:
        """Return a cell without the blanks around it, empty where there is none."""
        if column not in self.table.columns or unit not in self.at:
            return ""
        return text(self.table.rows[self.at[unit]][self.table.columns.index(column)]).strip()

    def shape(self, unit: str) -> Any:
        """Return the outline of a unit, ``None`` where there is none."""
        return self.table.shapes[self.at[unit]] if self.table.shapes and unit in self.at else None

    @property
    def derived(self) -> bool:
        """Whether the ground was derived from points or roads."""
        return bool(self.table.shapes) and "derived" in self.table.columns


def cleaned(path: Path) -> Cleaned:
    """Read a clean file.

    Raises
    ------
    Failure
        ``WITNESS_*`` findings.
    """
    table = opening.layer(path) if path.suffix == ".gpkg" else opening.table(path)
    for column in ("id", "name"):
        if column in table.columns:
            return Cleaned(
                table, {text(cell).strip(): at for at, cell in enumerate(table.column(column))}
            )
    return Cleaned(table, {})
