"""Read tally sheets of consultations: table 5 of the dossier, filled in by officials."""

from __future__ import annotations

from pathlib import Path

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.findings import Finding
from redistrict.domain.opinion import Opinion
from redistrict.intake import cells, privacy
from redistrict.intake.grid import Grid
from redistrict.intake.safety import finding
from redistrict.intake.tables import read_grid
from redistrict.intake.workbook import SUFFIXES

SHEET = "5 意见征集"
"""Worksheet of table 5 in the dossier's workbook; any other file holds one sheet."""
TEXTS = {"意见来源": "source", "时间": "date", "方式": "way", "主要意见": "main",
         "采纳情况及理由": "answer"}  # fmt: skip
COUNTS = {"人（户）次": "people", "同意": "agree", "不同意": "disagree", "其他": "other"}
_LOOKED_AT = 15


def read_opinions(path: Path) -> tuple[Opinion, ...]:
    """Return the filled rows of a tally sheet.

    Parameters
    ----------
    path
        Table 5 of the dossier's workbook, or a table with the same column names; titles may
        stand above them, notes below.

    Raises
    ------
    Failure
        Exit ``INPUT``: no column names, a count that is no whole number, counts that do not add
        up, or what looks like a person's number; all at once.
    """
    grid = _grid(path)
    head = _head(grid)
    if head is None:
        wanted = (*TEXTS, *COUNTS)
        raise Failure(Exit.INPUT, [finding("OPINION_COLUMNS", path, columns=wanted)])
    first, columns = head
    found: list[Opinion] = []
    faults: list[Finding] = []
    for number, row in zip(grid.numbers[first + 1 :], grid.rows[first + 1 :], strict=True):
        texts = {key: row[columns[name]].strip() for name, key in TEXTS.items()}
        counts = {name: row[columns[name]].strip() for name in COUNTS}
        if not any(counts.values()) and not (texts["way"] or texts["main"]):
            continue  # an empty row, or a note below the table
        faults += _faults(grid, number, texts, counts)
        people, agree, disagree, other = (cells.whole(counts[name]) for name in COUNTS)
        found.append(
            Opinion(
                texts["source"], texts["date"], texts["way"], people, agree, disagree, other,
                texts["main"], texts["answer"], path.name, grid.sha256,
            )
        )  # fmt: skip
    if faults:
        raise Failure(Exit.INPUT, faults)
    return tuple(found)


def _grid(path: Path) -> Grid:
    try:
        return read_grid(path)
    except Failure:
        if path.suffix.lower() not in SUFFIXES:
            raise
    return read_grid(path, SHEET)


def _head(grid: Grid) -> tuple[int, dict[str, int]] | None:
    for position, row in enumerate(grid.rows[:_LOOKED_AT]):
        names = {"".join(cell.split()): column for column, cell in enumerate(row)}
        if all(name in names for name in (*TEXTS, *COUNTS)):
            return position, names
    return None


def _faults(
    grid: Grid, number: int, texts: dict[str, str], counts: dict[str, str]
) -> list[Finding]:
    faults = [
        finding("OPINION_COUNT", grid.path, number, name, grid.sheet, value=text)
        for name, text in counts.items()
        if text and cells.whole(text) is None
    ]
    for name, key in TEXTS.items():
        text = texts[key]
        if privacy.is_identity_number(text) or privacy.is_mobile_number(text):
            faults.append(finding("OPINION_PERSON", grid.path, number, name, grid.sheet))
    values = [cells.whole(counts[name]) for name in COUNTS]
    people, *parts = values
    if not faults and people is not None and None not in parts:
        total = sum(part for part in parts if part is not None)
        if total != people:
            faults.append(
                finding("OPINION_SUM", grid.path, number, "", grid.sheet, people=people, sum=total)
            )
    return faults
