"""A table beside the rows that it must have, cell by cell."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from redistrict.domain.findings import Fact, Finding, Place

if TYPE_CHECKING:
    from redistrict.witness.claimed import Line, Sheet

FORMULA = ("=", "+", "-", "@", "\t", "\r")

Row = dict[str, str]
Key = tuple[str, ...]


def compare(
    sheet: "Sheet",
    expected: Sequence[Row],
    keys: Sequence[str],
    skipped: frozenset[str],
    *,
    ordered: bool = True,
    counted: bool = True,
) -> Iterator[Finding]:
    """Yield every row and cell of a table that is not as expected.

    Parameters
    ----------
    expected
        Every row, in the order that it must have.
    keys
        Columns that together name a row.
    skipped
        Columns that could not be witnessed.
    ordered
        Whether the order of the rows counts.
    counted
        Whether missing, repeated and unknown rows are told here (else another check does).
    """
    wanted = {tuple(row[key] for key in keys): row for row in expected}
    seen: dict[Key, Line] = {}
    for line in sheet.lines:
        key = tuple(_plain(line.cells.get(name, ""), wanted, name) for name in keys)
        place = Place(sheet.file, row=line.row)
        facts: dict[str, Fact] = {"key": " / ".join(key)}
        if key in wanted and key not in seen:
            yield from _cells(sheet.file, line, wanted[key], skipped)
        elif counted:
            code = "SHEET_ROW_TWICE" if key in seen else "SHEET_ROW_UNKNOWN"
            yield Finding(code, place, facts)
        seen.setdefault(key, line)
    for key in wanted:
        if key not in seen and counted:
            yield Finding("SHEET_ROW_MISSING", Place(sheet.file), {"key": " / ".join(key)})
    if ordered:
        yield from _order(sheet, list(seen), list(wanted))


def told_apart(rows: Sequence[Row], *keys: str) -> list[Row]:
    """Return rows with the second ``name`` of one kind told from the first by its number."""
    seen: Counter[Key] = Counter()
    found = []
    for row in rows:
        key = tuple(row[name] for name in (*keys, "name"))
        seen[key] += 1
        found.append(row | {"name": f"{row['name']} {seen[key]}"} if seen[key] > 1 else row)
    return found


def numbered(sheet: "Sheet", *keys: str) -> "Sheet":
    """Return a table with the second ``name`` of one kind told from the first."""
    apart = told_apart([dict(line.cells) for line in sheet.lines], *keys)
    lines = (replace(line, cells=cells) for line, cells in zip(sheet.lines, apart, strict=True))
    return replace(sheet, lines=tuple(lines))


def _plain(cell: str, wanted: dict[Key, Row], name: str) -> str:
    """Return a cell without the apostrophe that keeps a spreadsheet from calculating it."""
    bare = cell.removeprefix("'")
    if cell == bare or not bare.startswith(FORMULA):
        return cell
    return bare if any(row[name] == bare for row in wanted.values()) else cell


def _cells(file: str, line: "Line", row: Row, skipped: frozenset[str]) -> Iterator[Finding]:
    for column, value in row.items():
        if column in skipped:
            continue
        found = line.cells.get(column)
        neutral = f"'{value}" if value.startswith(FORMULA) else value
        if found not in (value, neutral):
            shown = "-" if found is None else found
            place = Place(file, row=line.row, column=column, unit=row.get("unit_id", ""))
            yield Finding("SHEET_CELL_DIFFERS", place, {"found": shown, "expected": value})


def _order(sheet: "Sheet", found: list[Key], wanted: list[Key]) -> Iterator[Finding]:
    if sorted(found) == sorted(wanted) and found != wanted:
        first = next(at for at, key in enumerate(found) if key != wanted[at])
        facts: dict[str, Fact] = {"key": " / ".join(found[first])}
        yield Finding("SHEET_ORDER", Place(sheet.file, row=sheet.lines[first].row), facts)
