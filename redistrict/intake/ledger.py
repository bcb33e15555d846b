"""A raw ledger made plain: names found, totals taken out as controls, every repair listed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from redistrict.domain.findings import Finding
from redistrict.intake import whole
from redistrict.intake.grid import Grid, shown
from redistrict.intake.headings import Heading, find_heading
from redistrict.intake.meanings import COUNTS, meanings
from redistrict.intake.privacy import hushed, refused
from redistrict.intake.safety import finding
from redistrict.intake.totals import is_note, is_subtotal, total_label
from redistrict.intake.workbook import cell_faults

UNHUSHED = ("id", "longitude", "latitude")
"""Columns of codes and coordinates, in which long numbers are no persons'."""
NUMBERS = ("households", "population", *COUNTS)


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger ready to be joined.

    Parameters
    ----------
    cells
        Column of texts by meaning, or by its own name where it has none; numbers are digits.
    rows
        Number of every row as the planner's program shows it.
    columns
        The planner's name of every column.
    repairs
        What was changed; each holds what stood there before.
    faults
        Errors that only the planner can mend.
    positions
        Number of every kept column in the sheet (from 1), by meaning.
    heading
        Number of the last row of column names.
    totals
        Numbers of the rows of totals, and of notes under the table.
    gaps
        Rows without households that a total stands for, by the number of its row.
    """

    cells: Mapping[str, list[str]]
    rows: tuple[int, ...]
    columns: Mapping[str, str]
    repairs: tuple[Finding, ...]
    faults: tuple[Finding, ...]
    positions: Mapping[str, int] = field(default_factory=dict)
    heading: int = 0
    totals: tuple[int, ...] = ()
    gaps: Mapping[int, tuple[int, ...]] = field(default_factory=dict)


def clean(grid: Grid, stated: Mapping[str, str] | None = None) -> Ledger:
    """Return the rows of a raw ledger; nothing is left out without being listed.

    Parameters
    ----------
    stated
        Meaning by heading as the planner gives it, see :func:`redistrict.intake.meanings.meanings`;
        ``drop`` leaves the column out.
    """
    heading = find_heading(grid)
    if heading is None:
        return Ledger({}, (), {}, (), (finding("TABLE_NO_HEADER", grid.path, sheet=grid.sheet),))
    repairs: list[Finding] = []
    faults = [*grid.findings, *cell_faults(grid), *_hidden(grid)]
    if heading.titles or heading.last > heading.first:
        repairs.append(
            finding("IMPORT_TITLE", grid.path, grid.numbers[heading.first], sheet=grid.sheet,
                    titles=heading.titles or ("-",))
        )  # fmt: skip
    rows, notes = _noted(grid, _filled(grid, heading, repairs, faults), repairs)
    kept = _columns(grid, heading, rows, repairs)
    kept = {name: at for name, at in kept.items() if (stated or {}).get(name) != "drop"}
    own = {name: meaning for meaning, name in meanings(list(kept), stated).items()}
    labels = {number: total_label(row) for number, row in rows}
    table = [(number, {own.get(name, name): row[at] for name, at in kept.items()})
             for number, row in rows]  # fmt: skip
    _numbers(grid, table, {meaning: name for name, meaning in own.items()}, repairs, faults)
    gaps: dict[int, tuple[int, ...]] = {}
    units = _without_totals(grid, table, labels, repairs, faults, gaps)
    cells = {own.get(name, name): [row[own.get(name, name)] for _, row in units] for name in kept}
    columns = {own.get(name, name): name for name in kept}
    numbers = tuple(number for number, _ in units)
    for name, column in cells.items():
        if name not in NUMBERS and name not in UNHUSHED and (count := hushed(column)):
            repairs.append(finding("IMPORT_CELLS_REFUSED", grid.path, column=columns[name],
                                   sheet=grid.sheet, count=count))  # fmt: skip
    positions = {own.get(name, name): at + 1 for name, at in kept.items()}
    totals = (*(number for number, label in labels.items() if label), *notes)
    return Ledger(cells, numbers, columns, tuple(repairs), tuple(faults), positions,
                  grid.numbers[heading.last], totals, gaps)  # fmt: skip


def _noted(
    grid: Grid, rows: list[tuple[int, list[str]]], repairs: list[Finding]
) -> tuple[list[tuple[int, list[str]]], tuple[int, ...]]:
    """Return the rows without the notes under the table, and the numbers of those."""
    notes = [(number, row) for number, row in rows if is_note(row)]
    for number, row in notes:
        text = " ".join(dict.fromkeys(cell.strip() for cell in row if cell.strip()))
        repairs.append(finding("IMPORT_NOTE_ROW", grid.path, number, sheet=grid.sheet,
                               text=text[:60]))  # fmt: skip
    left = {number for number, _ in notes}
    return [item for item in rows if item[0] not in left], tuple(sorted(left))


def _hidden(grid: Grid) -> list[Finding]:
    if not grid.hidden:
        return []
    first = min(grid.hidden)
    return [finding("TABLE_HIDDEN_ROWS", grid.path, first, sheet=grid.sheet,
                    count=len(grid.hidden), first=first)]  # fmt: skip


def _filled(
    grid: Grid, heading: Heading, repairs: list[Finding], faults: list[Finding]
) -> list[tuple[int, list[str]]]:
    """Return the rows below the names; cells merged downwards hold their text in every row."""
    start = grid.numbers[heading.last]
    rows = {
        number: list(row)
        for number, row in zip(grid.numbers, grid.rows, strict=True)
        if number > start and any(map(str.strip, row))
    }
    for area in grid.merged:
        top, left, bottom, right = area
        if bottom <= start or top not in rows or total_label(rows[top]):
            continue
        if left > len(rows[top]):
            continue  # merged beside the table, where nothing stands
        if right > left or top <= start:
            faults.append(finding("TABLE_MERGED", grid.path, top, sheet=grid.sheet,
                                  cells=shown(area)))  # fmt: skip
            continue
        text = rows[top][left - 1]
        for number in range(top + 1, bottom + 1):
            if number in rows:
                rows[number][left - 1] = text
        repairs.append(finding("IMPORT_MERGED", grid.path, top, sheet=grid.sheet,
                               cells=shown(area), value=text))  # fmt: skip
    return sorted(rows.items())


def _columns(
    grid: Grid, heading: Heading, rows: list[tuple[int, list[str]]], repairs: list[Finding]
) -> dict[str, int]:
    """Return name and position of the columns to keep; refused ones are listed."""
    kept: dict[str, int] = {}
    for position, raw in enumerate(heading.names):
        cells = [row[position] for _, row in rows]
        name = raw or f"column {position + 1}"
        if not raw and not any(map(str.strip, cells)):
            continue
        name = f"{name} ({position + 1})" if name in kept else name
        if reason := refused(name, cells):
            repairs.append(finding("IMPORT_COLUMN_REFUSED", grid.path, column=name,
                                   sheet=grid.sheet, reason=reason))  # fmt: skip
        else:
            kept[name] = position
    return kept


def _numbers(
    grid: Grid, table: list[tuple[int, dict[str, str]]], names: Mapping[str, str],
    repairs: list[Finding], faults: list[Finding],
) -> None:  # fmt: skip
    """Spell every count with plain digits; what means no number is an error."""
    for number, row in table:
        for name in NUMBERS:
            text = row.get(name, "")
            if not text.strip() or whole.parse(text) is not None:
                continue
            value = whole.suggest(text)
            if value:
                repairs.append(finding("IMPORT_NUMBER", grid.path, number, names.get(name, name),
                                       grid.sheet, before=text, after=value))  # fmt: skip
                row[name] = value
            else:
                faults.append(
                    finding("IMPORT_NUMBER_WRONG", grid.path, number, names.get(name, name),
                            grid.sheet, value=text[:60])
                )  # fmt: skip


def _without_totals(
    grid: Grid, table: list[tuple[int, dict[str, str]]], labels: Mapping[int, str],
    repairs: list[Finding], faults: list[Finding], gaps: dict[int, tuple[int, ...]],
) -> list[tuple[int, dict[str, str]]]:  # fmt: skip
    """Return the rows of units; every total is compared with the rows it stands for."""
    units: list[tuple[int, dict[str, str]]] = []
    since: list[tuple[int, dict[str, str]]] = []
    for number, row in table:
        label = labels[number]
        if not label:
            units.append((number, row))
            since.append((number, row))
            continue
        repairs.append(finding("IMPORT_TOTAL_ROW", grid.path, number, sheet=grid.sheet,
                               label=label))  # fmt: skip
        part = since if is_subtotal(label) else list(units)
        gaps[number] = tuple(at for at, one in part if not one.get("households", "").strip())
        for name in NUMBERS:
            stated, found = whole.parse(row.get(name, "")), _sum([one for _, one in part], name)
            if stated is not None and stated != found:
                faults.append(finding("IMPORT_TOTAL_DIFFERS", grid.path, number, name, grid.sheet,
                                      label=label, stated=stated, found=found))  # fmt: skip
        since = []
    return units


def _sum(rows: list[dict[str, str]], name: str) -> int:
    return sum(whole.parse(row.get(name, "")) or 0 for row in rows)
