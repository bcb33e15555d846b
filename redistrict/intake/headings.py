"""Where a ledger's column names stand: below titles, in one row or in two merged ones."""

from collections.abc import Sequence
from dataclasses import dataclass

from redistrict.intake.grid import Grid
from redistrict.intake.meanings import meanings

_LOOKED_AT = 15
_MOST_HEADING = 24


@dataclass(frozen=True, slots=True)
class Heading:
    """Column names of a grid.

    Parameters
    ----------
    first, last
        Positions of the first and last row of names in the grid (from 0).
    names
        One per column; names of two rows are joined by ``/``; columns without one are ``""``.
    titles
        Texts of the rows above.
    """

    first: int
    last: int
    names: tuple[str, ...]
    titles: tuple[str, ...]


def find_heading(grid: Grid) -> Heading | None:
    """Return the rows that hold the column names, or None where none looks like it.

    Every row of the first fifteen, alone or with the next, is tried; the one whose names tell
    most meanings wins, then the one with most different names, then the upper one.
    """
    best: tuple[tuple[int, int, int, int], Heading] | None = None
    for first in range(min(_LOOKED_AT, len(grid.rows))):
        for last in (first, first + 1):
            if last >= len(grid.rows) or (last > first and not _is_double(grid, first)):
                continue
            names = _names(grid, first, last)
            if not _plausible(names):
                continue
            filled = [name for name in names if name]
            score = (len(meanings(filled)), len(set(filled)), -first, last - first)
            titles = tuple(_title(row) for row in grid.rows[:first] if any(map(str.strip, row)))
            if best is None or score > best[0]:
                best = score, Heading(first, last, names, titles)
    return best[1] if best and (best[0][0] > 0) else None


def _is_double(grid: Grid, first: int) -> bool:
    """Whether a merged cell of this row spans columns, or reaches into the next row."""
    number = grid.numbers[first]
    return any(
        top <= number <= bottom
        and (right > left or bottom > top)
        and len(grid.rows[0]) > right - left + 1
        for top, left, bottom, right in grid.merged
    )


def _names(grid: Grid, first: int, last: int) -> tuple[str, ...]:
    upper = _spread(grid, first)
    if last == first:
        return tuple(_clean(cell) for cell in upper)
    lower = _spread(grid, last)
    names = []
    for above, below in zip(upper, lower, strict=True):
        parts = [_clean(above), _clean(below)]
        names.append(parts[1] if parts[0] in {"", parts[1]} else _joined(*parts))
    return tuple(names)


def _joined(above: str, below: str) -> str:
    """Return one name of two: 户数 above 常住 is 常住户数 where only that has a meaning."""
    name = "/".join(filter(None, (above, below)))
    return below + above if meanings([below + above]) and not meanings([name]) else name


def _spread(grid: Grid, position: int) -> list[str]:
    """Return a row with the text of merged cells in all of them."""
    number = grid.numbers[position]
    row = list(grid.rows[position])
    places = {value: at for at, value in enumerate(grid.numbers)}
    for top, left, bottom, right in grid.merged:
        if top <= number <= bottom and top in places:
            text = grid.rows[places[top]][left - 1] if left <= len(row) else ""
            for column in range(left - 1, min(right, len(row))):
                row[column] = text
    return row


def _plausible(names: Sequence[str]) -> bool:
    filled = [name for name in names if name]
    numbers = sum(name.replace(".", "").replace(",", "").isdigit() for name in filled)
    return (
        len(filled) >= 2
        and len(set(filled)) >= 2
        and numbers == 0
        and sum(len(name) > _MOST_HEADING for name in filled) <= len(filled) // 4
    )


def _clean(cell: str) -> str:
    return "".join(cell.split())


def _title(row: Sequence[str]) -> str:
    return " ".join(dict.fromkeys(cell.strip() for cell in row if cell.strip()))
